//! The case record: the events of a case, what each may follow, and what a case looks like after them.
//!
//! Everything here is pure. The clock is an argument, storage is someone else's, and people's names stand outside
//! the events: an event points at a [`Personal`] text by id and digest, so that the text can be corrected, disclosed
//! or destroyed while the chain of events still proves what it was.
//!
//! Read in this order: [`event`] (what can be recorded), [`personal`] (what is kept apart), [`chain`] (how an
//! alteration shows), [`case`] (the fold), [`owed`] (the Code applied to a case), [`substance`] (when a contact
//! counts), [`safe_contact`] (how to reach somebody, and the gate before every message), [`access`] (who may see it and
//! why), [`statement`] and [`request`] (what a victim says to the court, and asks for), [`message`] (what is written both
//! ways), [`dispute`] (what becomes of "this did not happen"), [`feedback`] (how a contact was), [`survey`] (how the journey was), [`review`] (what
//! supervisors direct), [`leaving`] and [`warning`] (victims who are lost, or may be), [`copies`] (what left it),
//! [`files`] (what was sent to it), [`property`] and [`hearings`] (what belongs to a victim, where they go), [`retention`] (how long it is kept),
//! [`view`] and [`supervision`] (the rows that lists and searches read), [`figures`] (what is counted of them).

pub mod access;
pub mod case;
pub mod chain;
pub mod copies;
pub mod dispute;
pub mod event;
pub mod feedback;
pub mod figures;
pub mod files;
pub mod hearings;
pub mod ids;
pub mod leaving;
pub mod message;
pub mod owed;
pub mod personal;
pub mod property;
pub mod report;
pub mod request;
pub mod retention;
pub mod review;
pub mod safe_contact;
pub mod statement;
pub mod substance;
pub mod supervision;
pub mod survey;
pub mod view;
pub mod warning;

pub use access::{Access, AccessEvent, CaseAccess};
pub use case::Case;
pub use copies::{CopyEvent, CopyForm};
pub use dispute::DisputeEvent;
pub use event::{
    Answer, AnswerAbout, AttemptOutcome, CaseEvent, Channel, Contact, DutyRef, Facts, Hearing, OffenceFact,
    Origin, Recorded, Recorder, Understood, WaiverScope,
};
pub use feedback::FeedbackEvent;
pub use figures::{Characteristics, Count, Counts, CrimeGroup, Month, Rollups};
pub use files::{FileEvent, KeptFile};
pub use hearings::{HearingEvent, HearingPlace};
pub use ids::{CaseId, DefendantId, FileId, OrganisationId, PersonId, RepresentativeId, TeamId, VictimId};
pub use message::MessageEvent;
pub use owed::Owed;
pub use personal::{PersonDetails, Personal, PersonalRef, PersonalTexts, Preferences, Subject};
pub use property::{PropertyDetails, PropertyEvent, PropertyItem, PropertyState};
pub use report::ReportEvent;
pub use request::RequestEvent;
pub use retention::{Retention, Schedule};
pub use review::ReviewEvent;
pub use safe_contact::{SafeContact, SafeContactEvent};
pub use statement::StatementEvent;
pub use survey::SurveyEvent;

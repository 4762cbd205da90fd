//! The journal of every case and the views that lists read, on SQLite or PostgreSQL behind one code base.
//!
//! - [`Store::load`] reads a case; [`LoadedCase::record`] decides in memory what follows from new events;
//!   [`Store::commit`] writes journal, personal texts and the changed view rows in one transaction.
//! - The version of the last event is the guard: two writers of one case cannot both succeed
//!   ([`StoreError::Conflict`]).
//! - [`Store::verify`] finds an altered, missing or reordered event; [`Store::rebuild`] recreates every view.
//!
//! Instants are stored as milliseconds since 1970 in views and as RFC 3339 in the journal's bodies.

mod accounts;
mod again;
mod agreements;
mod attempts;
mod audit;
mod audit_chain;
mod audit_patterns;
mod audit_read;
mod audit_verify;
mod batch;
mod bringing_over;
mod broken_glass;
mod counted;
mod db;
mod directory;
mod duty_rows;
mod error;
mod external_identity;
mod feedback;
mod files;
mod grant;
mod inspection;
mod invitations;
mod journal;
mod loading;
mod meetings;
mod one_writer;
mod outbox;
mod own_cases;
mod partition;
mod quarantine;
mod rebuild;
mod report_drafts;
mod returned;
mod reviews;
mod rollup;
mod rotation;
mod rows;
mod scores;
mod sealed;
mod sealing;
mod search;
mod sessions;
mod setting;
mod sign_in_state;
mod statement_drafts;
mod supervision;
mod support_services;
mod test_access;
mod verify;
mod verify_sealed;
mod worklist;
mod write;

pub use accounts::{Account, Credentials, Passkey, PasswordAndFactor, Reach, Step};
pub use agreements::{Acceptance, Agreement};
pub use attempts::{Attempt, AttemptKind};
pub use audit::AuditLine;
pub use audit_patterns::{AuditFinding, DidInDay, FindingFilter, FindingNote};
pub use audit_read::{AuditCursor, AuditFilter, WrittenLine};
pub use batch::{Batch, CaseChanges, Message, MessageOutcome};
pub use broken_glass::{BrokenGlass, GlassReview};
pub use counted::{CountedDuty, CountedFilter};
pub use db::{Durability, Engine, Store};
pub use directory::{Absence, DirectoryChanges, DirectoryToken, Organisation, Person, Post, Team, Unit};
pub use duty_rows::DutyOnce;
pub use error::StoreError;
pub use external_identity::subject_digest;
pub use files::FileBody;
pub use inspection::{CaseInPopulation, DrawnCase, GivenAnswer, Inspection, NewNotes, PopulationFilter};
pub use invitations::{Invitation, InvitationEnd};
pub use journal::{LoadedCase, NewEvent, Rules};
pub use keys::{KeyError, KeySource, Keyring, Place, add_key, make_file};
pub use loading::{Loading, Loads, ReadyCases};
pub use meetings::{ActionAnswer, AgreedAction, Meeting};
pub use outbox::{
    Alert, CallToMake, OutboxChange, OutboxCounts, Outcome, parse_reference as parse_alert_reference,
    reference as alert_reference,
};
pub use partition::Parted;
pub use quarantine::{QuarantineState, Quarantined};
pub use rebuild::RebuildReport;
pub use report_drafts::ReportDraft;
pub use returned::{
    Deployment, ReturnMonth, ReturnRows, ReturnTaken, ReturnedDays, ReturnedDuties, ReturnedDuty,
    ReturnedVictims, Taken,
};
pub use reviews::{CaseToReview, ReviewCursor};
pub use rollup::{DaysRow, Difference, FigureBy, FigureFilter, FigureRow, Recount, SurveyRow, VictimsRow};
pub use rotation::KeyUse;
pub use scores::{ContactToScore, NewScore, ScoreCount, ScoreFilter, ScoreSum, ScoredContact};
pub use sealing::salt;
pub use search::{CaseHit, SearchBy};
pub use sessions::{Ended, NewSession, Session, SessionKey, SessionKind};
pub use sign_in_state::KeptForm;
pub use statement_drafts::{NewStatementDraft, StatementDraft};
pub use supervision::{
    Before, CaseLine, CaseToSupervise, ContactDrawn, EarlyWarning, EarlyWarnings, LeaverCount, LeftOfJoined,
    OpenDirection, PromiseItem, RepeatCount, Scope, SuperviseList, Which, WorkloadAt, WorkloadRow,
};
pub use support_services::SupportService;
pub use verify::{Finding, VerifyReport};
pub use worklist::{
    Counts, Cursor, DutyItem, Holders, MOST_COUNTED, SilentCase, WorkFilter, WorkList, WorkOwner, WorkState,
};

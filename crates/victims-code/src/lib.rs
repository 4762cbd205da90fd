//! The Victims' Code as data, and the engine that turns what happens in a case into duties.
//!
//! - [`Code`]: every edition with its duties and triggers, read from the files in `editions/` that a policy officer
//!   can read and change; [`Code::embedded`] is the copy built into the program.
//! - [`Ledger`]: one case. [`Ledger::apply`] takes what happened line by line; [`Ledger::duties`] says who owes
//!   which victim what, by when, and what was done.
//! - [`filter`]: the engine as a stream of JSON lines (`lantern duties`).
//! - [`describe`]: what the editions say, as text and JSON (`lantern code`).
//!
//! Pure: no clock, no storage, no network, and nothing about victims but the reference that the caller gave.
//!
//! ```
//! use calendar::Calendar;
//! use victims_code::{Code, EditionChoice, Event, Flags, Ledger, Line, Status};
//!
//! let (code, calendar) = (Code::embedded(), Calendar::england_and_wales());
//! let mut ledger = Ledger::new();
//! let line = |event, at: &str| Line { victim: Some("V1"), ..Line::new(event, at.parse().unwrap()) };
//! let arrested = Event::Trigger(code.trigger_id("suspect_arrested").unwrap());
//! let flags = Flags::VULNERABLE;
//! ledger.apply(code, calendar, EditionChoice::Auto, &line(Event::VictimAdded { flags }, "2024-05-01T09:00:00Z"))?;
//! ledger.apply(code, calendar, EditionChoice::Auto, &line(arrested, "2024-05-03T10:00:00Z"))?;
//!
//! let told = ledger.duties(code, calendar).find(|row| &*row.rule.id == "r06-arrested").unwrap();
//! // Friday, one working day, and the Monday is a bank holiday.
//! assert_eq!(told.due.unwrap().to_string(), "2024-05-07");
//! assert_eq!(told.status("2024-05-08T09:00:00Z".parse().unwrap()), Status::Overdue);
//! # Ok::<(), victims_code::Refusal>(())
//! ```

mod code;
mod condition;
pub mod describe;
mod event;
pub mod filter;
mod flags;
mod instant;
mod ledger;
mod limit;
mod load;
mod provider;
mod rule;
mod welsh;

pub use code::{Code, EditionChoice};
pub use condition::{Condition, Conditions, Facts};
pub use event::{Event, Line, RECORD_EVENTS, Refusal, Scope};
pub use flags::Flags;
pub use instant::{InstantError, parse_instant};
pub use ledger::{DutyRow, Ledger, Status};
pub use limit::{Due, Limit, LimitError, NoDeadline, Unit};
pub use load::{LoadError, Problem};
pub use provider::Provider;
pub use rule::{
    Clock, Confidence, DutyIndex, DutyRule, Edition, EditionIndex, EditionKind, Eligibility, Enhanced, Stage,
    Trigger, TriggerId,
};
pub use welsh::Welsh;

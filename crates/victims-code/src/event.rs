//! What happens in a case, as the engine takes it.

use crate::limit::NoDeadline;
use crate::rule::{DutyIndex, TriggerId};
use crate::{Facts, Flags};
use jiff::Timestamp;
use thiserror::Error;

/// Names of the events that are about the record itself; no trigger may be called so
pub const RECORD_EVENTS: [&str; 5] =
    ["victim_added", "victim_facts_recorded", "duty_done", "duty_waived", "waiver_withdrawn"];

/// One thing that happened in a case
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Identity of the event, unique in its case; without one it is `e` and its position among the case's lines
    pub id: Option<&'a str>,
    /// What happened
    pub event: Event<'a>,
    /// When it happened
    pub at: Timestamp,
    /// When the provider whose clock it starts learned of it
    pub received_at: Option<Timestamp>,
    /// The victim concerned; `None` means every victim added so far
    pub victim: Option<&'a str>,
    /// What else is known about it; `None` when nothing is
    pub facts: Option<&'a Facts>,
}

impl<'a> Line<'a> {
    /// A line with nothing but the event and when it happened
    #[must_use]
    pub fn new(event: Event<'a>, at: Timestamp) -> Line<'a> {
        Line { id: None, event, at, received_at: None, victim: None, facts: None }
    }
}

/// What happened
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// Something that may start duties
    Trigger(TriggerId),
    /// A victim joins the case; said again, the flags are these from then on
    VictimAdded {
        /// What is known of them
        flags: Flags,
    },
    /// Flags change from this moment on; what is in both stays off
    VictimFactsRecorded {
        /// Flags that now hold
        add: Flags,
        /// Flags that no longer hold
        remove: Flags,
    },
    /// A duty was delivered
    DutyDone {
        /// Id of the duty
        duty: &'a str,
        /// Id of the event that started it
        trigger: &'a str,
    },
    /// The victim does not want what the scope covers
    DutyWaived(Scope),
    /// The victim wants it again: ends the waiver of exactly this scope
    WaiverWithdrawn(Scope),
}

/// What a waiver covers
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// One duty
    Duty(DutyIndex),
    /// Every duty of a numbered right (1 to 12)
    Right(u8),
    /// Every duty
    All,
}

/// Why a line was not applied; it changed nothing
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The id was used before in this case
    #[error("the event id is already used in this case")]
    DuplicateEventId,
    /// A record event without `victim`
    #[error("`victim` is required on this event")]
    VictimMissing,
    /// No duty of this id was started for the victim by that trigger
    #[error("no such duty was started for this victim by that trigger")]
    NoSuchDuty,
    /// A deadline would have to be guessed
    #[error("{duty}: {why}")]
    NoDeadline {
        /// Id of the duty
        duty: Box<str>,
        /// Why it cannot be computed
        why: NoDeadline,
    },
    /// More than four thousand million bytes of names in one case
    #[error("the case is too large")]
    CaseTooLarge,
}

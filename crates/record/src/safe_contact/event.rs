//! What is recorded about reaching a victim: that it is not safe now, that it is again; and the trace of what was sent by
//! itself, without a word of it.

use crate::{PersonalRef, Subject, VictimId, event::Channel, safe_contact::Why};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Something about reaching a victim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SafeContactEvent {
    /// It is not safe to contact the victim now.
    NotSafeNow {
        /// The victim.
        victim: VictimId,
        /// What they or staff said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// It is safe again: the victim says so, or staff who spoke with them.
    SafeAgain {
        /// The victim.
        victim: VictimId,
        /// What staff were told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// An alert was handed to whoever carries it.
    AlertSent {
        /// The victim.
        victim: VictimId,
        /// How it went.
        channel: Channel,
        /// Version of the last event that it is about.
        cause: u64,
        /// Id of the alert.
        alert: Uuid,
    },
    /// An alert did not arrive.
    AlertNotDelivered {
        /// The victim.
        victim: VictimId,
        /// How it went.
        channel: Channel,
        /// Version of the last event that it is about.
        cause: u64,
        /// Id of the alert.
        alert: Uuid,
    },
    /// No way was open to an alert: a person must get in touch.
    PersonNeeded {
        /// The victim.
        victim: VictimId,
        /// Version of the last event that it is about.
        cause: u64,
        /// Id of the alert.
        alert: Uuid,
        /// Why.
        why: Why,
    },
}

impl SafeContactEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            SafeContactEvent::NotSafeNow { .. } => "not_safe_now",
            SafeContactEvent::SafeAgain { .. } => "safe_again",
            SafeContactEvent::AlertSent { .. } => "alert_sent",
            SafeContactEvent::AlertNotDelivered { .. } => "alert_not_delivered",
            SafeContactEvent::PersonNeeded { .. } => "person_needed",
        }
    }

    /// The victim.
    pub fn victim(&self) -> VictimId {
        match self {
            SafeContactEvent::NotSafeNow { victim, .. }
            | SafeContactEvent::SafeAgain { victim, .. }
            | SafeContactEvent::AlertSent { victim, .. }
            | SafeContactEvent::AlertNotDelivered { victim, .. }
            | SafeContactEvent::PersonNeeded { victim, .. } => *victim,
        }
    }

    /// Whom the words are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// What was said.
    pub fn words(&self) -> Option<&PersonalRef> {
        match self {
            SafeContactEvent::NotSafeNow { words, .. } | SafeContactEvent::SafeAgain { words, .. } => {
                words.as_ref()
            }
            _ => None,
        }
    }

    /// Whether it is the trace of an alert. Whoever fills in a form about the case need not know of it.
    pub fn is_trace(&self) -> bool {
        !matches!(self, SafeContactEvent::NotSafeNow { .. } | SafeContactEvent::SafeAgain { .. })
    }
}

/// What the events of a case say about reaching its victims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// Victims whom it is not safe to contact, since when.
    pub not_safe: BTreeMap<VictimId, Timestamp>,
    /// When each was last sent an alert.
    pub last_alert: BTreeMap<VictimId, Timestamp>,
}

impl Trace {
    pub(crate) fn apply(&mut self, event: &SafeContactEvent, at: Timestamp) {
        match event {
            SafeContactEvent::NotSafeNow { victim, .. } => {
                self.not_safe.entry(*victim).or_insert(at);
            }
            SafeContactEvent::SafeAgain { victim, .. } => drop(self.not_safe.remove(victim)),
            SafeContactEvent::AlertSent { victim, .. } => {
                let last = self.last_alert.entry(*victim).or_insert(at);
                *last = (*last).max(at);
            }
            SafeContactEvent::AlertNotDelivered { .. } | SafeContactEvent::PersonNeeded { .. } => {}
        }
    }
}

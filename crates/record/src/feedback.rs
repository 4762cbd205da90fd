//! What a victim says of a contact (VOX-1) and whom they thank (VOX-6). Two questions and a sentence, about a contact and never
//! a score of a person; an answer that is not good starts a promise, and is over when they say that it is good now.

use crate::safe_contact::choices;
use crate::{CaseEvent, DutyRef, PersonId, PersonalRef, Recorded, Subject, VictimId, dispute::Effect};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a victim said of what was done for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackEvent {
    /// Their answers about a contact. The latest counts.
    Replied {
        /// The victim.
        victim: VictimId,
        /// Version of the contact.
        contact: u64,
        /// Whether they understood what they were told.
        understood: Reply,
        /// Whether it helped.
        helped: Reply,
        /// Their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
        /// Who made the contact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<PersonId>,
    },
    /// They thank somebody for something that was done.
    Thanked {
        /// The victim.
        victim: VictimId,
        /// What was done.
        about: DutyRef,
        /// Their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
        /// Whom.
        to: PersonId,
    },
}

/// An answer to one of the two questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Yes.
    Yes,
    /// Partly.
    Partly,
    /// No.
    No,
}

choices!(
    Reply, 3,
    Yes "yes" "yes",
    Partly "partly" "partly",
    No "no" "no",
);

impl FeedbackEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            FeedbackEvent::Replied { .. } => "contact_replied",
            FeedbackEvent::Thanked { .. } => "thanked",
        }
    }

    /// The victim.
    pub fn victim(&self) -> VictimId {
        match self {
            FeedbackEvent::Replied { victim, .. } | FeedbackEvent::Thanked { victim, .. } => *victim,
        }
    }

    /// Whom the words are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// What they wrote.
    pub fn words(&self) -> Option<&PersonalRef> {
        match self {
            FeedbackEvent::Replied { words, .. } | FeedbackEvent::Thanked { words, .. } => words.as_ref(),
        }
    }

    /// Whom it is about.
    pub fn to(&self) -> Option<&PersonId> {
        match self {
            FeedbackEvent::Replied { to, .. } => to.as_ref(),
            FeedbackEvent::Thanked { to, .. } => Some(to),
        }
    }

    /// Whether somebody must get in touch because of it.
    pub fn is_unhappy(&self) -> bool {
        matches!(
            self,
            FeedbackEvent::Replied { understood: Reply::No, .. }
                | FeedbackEvent::Replied { helped: Reply::No, .. }
        )
    }

    /// Whether it is something good that the person should hear.
    pub fn is_praise(&self) -> bool {
        match self {
            FeedbackEvent::Thanked { .. } => true,
            FeedbackEvent::Replied { helped, words, .. } => {
                *helped == Reply::Yes && words.is_some() && !self.is_unhappy()
            }
        }
    }
}

/// The promise that somebody gets in touch about a contact that did not help.
pub const RECOVERY: &str = "p-service-recovery";

/// What victims said of contacts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replies(BTreeMap<(VictimId, u64), Said>);

/// The latest answers about a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Version of the event.
    pub version: u64,
    /// Whether they understood.
    pub understood: Reply,
    /// Whether it helped.
    pub helped: Reply,
    /// Their words.
    pub words: Option<PersonalRef>,
    /// Version of the answer whose promise nobody has kept yet.
    pub recovers: Option<u64>,
}

impl Replies {
    /// The latest answers about a contact.
    pub fn about(&self, victim: VictimId, contact: u64) -> Option<&Said> {
        self.0.get(&(victim, contact))
    }

    /// Takes in the next event of the case; says what it does to the clocks.
    pub fn apply(&mut self, recorded: &Recorded) -> Vec<Effect> {
        match &recorded.event {
            CaseEvent::Feedback(
                event @ FeedbackEvent::Replied { victim, contact, understood, helped, words, .. },
            ) => {
                let before = self.0.get(&(*victim, *contact)).and_then(|before| before.recovers);
                let (recovers, effect) = match (event.is_unhappy(), before) {
                    (true, None) => (Some(recorded.version), Some(Effect::Start(*victim, "reply_unhappy"))),
                    (true, before) => (before, None),
                    (false, Some(since)) => (None, Some(Effect::End(*victim, promised(since)))),
                    (false, None) => (None, None),
                };
                let (understood, helped, words) = (*understood, *helped, words.clone());
                let said = Said { version: recorded.version, understood, helped, words, recovers };
                self.0.insert((*victim, *contact), said);
                effect.into_iter().collect()
            }
            CaseEvent::ContactRecorded(contact) => {
                let met =
                    |since: u64| contact.meets.iter().any(|met| met.duty == RECOVERY && met.trigger == since);
                let of_victim = self.0.iter_mut().filter(|((victim, _), _)| *victim == contact.victim);
                for (_, said) in of_victim {
                    said.recovers = said.recovers.filter(|since| !met(*since));
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}

fn promised(since: u64) -> DutyRef {
    DutyRef { duty: RECOVERY.to_owned(), trigger: since, victim: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Origin, Recorder};
    use jiff::Timestamp;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    proptest! {
        /// However often somebody changes their mind about a contact, there is one clock while they are unhappy with it and
        /// none while they are not.
        #[test]
        fn an_unhappy_reply_has_one_clock(replies in prop::collection::vec((0..3u64, 0..3usize, 0..3usize), 0..30)) {
            let victim = VictimId(Uuid::from_u128(1));
            let (mut all, mut running) = (Replies::default(), BTreeSet::new());
            for (place, (contact, understood, helped)) in replies.into_iter().enumerate() {
                let version = place as u64 + 10;
                let event = FeedbackEvent::Replied {
                    victim,
                    contact,
                    understood: Reply::ALL[understood],
                    helped: Reply::ALL[helped],
                    words: None,
                    to: None,
                };
                let is_unhappy = event.is_unhappy();
                let at = Timestamp::UNIX_EPOCH;
                let by = Recorder { organisation: "".into(), person: None, origin: Origin::Person };
                let event = CaseEvent::Feedback(event);
                let recorded = Recorded { version, at, received_at: None, recorded_at: at, by, event };
                for effect in all.apply(&recorded) {
                    match effect {
                        Effect::Start(..) => prop_assert!(running.insert(version)),
                        Effect::End(_, ended) => prop_assert!(running.remove(&ended.trigger)),
                    }
                }
                prop_assert_eq!(all.about(victim, contact).unwrap().recovers.is_some(), is_unhappy);
                let open: BTreeSet<u64> = all.0.values().filter_map(|said| said.recovers).collect();
                prop_assert_eq!(&open, &running);
            }
        }
    }
}

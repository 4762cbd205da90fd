//! Messages both ways between a victim and the team that answers for the case (ACC-1, INF-9). A message is for the team,
//! not for one officer; what the team answers is a contact like any other, and this says which contacts stand in the
//! conversation.

use crate::{FileId, PersonalRef, Subject, VictimId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Something in the conversation with a victim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageEvent {
    /// The victim, or somebody who acts for them or supports them, wrote to the team. Starts the promise of an answer.
    Sent {
        /// The victim.
        victim: VictimId,
        /// Id of the message, which its form carried: the same form sent twice is one message.
        id: Uuid,
        /// What they wrote.
        words: PersonalRef,
        /// Files that go with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<FileId>,
    },
    /// They asked how things stand, with one tap (SUP-4: an advocate may, too). Starts the promise of an update.
    UpdateAskedFor {
        /// The victim.
        victim: VictimId,
        /// Id of the request.
        id: Uuid,
    },
    /// The team read what had been written by then. Only the first reading of a message is recorded.
    Read {
        /// The victim.
        victim: VictimId,
        /// Version of the last message that was there to be read.
        up_to: u64,
    },
    /// The team answered, or wrote of its own accord: a contact that stands in the conversation.
    Answered {
        /// The victim.
        victim: VictimId,
        /// Id of the answer.
        id: Uuid,
        /// Version of the contact, which has the words and meets the duties.
        contact: u64,
    },
}

impl MessageEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            MessageEvent::Sent { .. } => "message_sent",
            MessageEvent::UpdateAskedFor { .. } => "update_asked_for",
            MessageEvent::Read { .. } => "messages_read",
            MessageEvent::Answered { .. } => "message_answered",
        }
    }

    /// The victim whose conversation it is.
    pub fn victim(&self) -> VictimId {
        match self {
            MessageEvent::Sent { victim, .. }
            | MessageEvent::UpdateAskedFor { victim, .. }
            | MessageEvent::Read { victim, .. }
            | MessageEvent::Answered { victim, .. } => *victim,
        }
    }

    /// Whom the words are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// What was written.
    pub fn words(&self) -> Option<&PersonalRef> {
        match self {
            MessageEvent::Sent { words, .. } => Some(words),
            _ => None,
        }
    }

    /// Whether it only says that somebody looked. Whoever fills in a form about the case need not know of it.
    pub fn is_trace(&self) -> bool {
        matches!(self, MessageEvent::Read { .. })
    }

    /// The trigger of the promise that it starts.
    pub fn starts(&self) -> Option<&'static str> {
        match self {
            MessageEvent::Sent { .. } => Some("message_from_victim"),
            MessageEvent::UpdateAskedFor { .. } => Some("update_asked_for"),
            MessageEvent::Read { .. } | MessageEvent::Answered { .. } => None,
        }
    }
}

/// The promise that a message is answered.
pub const ANSWER_PROMISED: &str = "p-answer-message";
/// The promise that who asks for an update gets one.
pub const UPDATE_PROMISED: &str = "p-update-asked-for";

/// The conversations of a case with its victims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conversations {
    lines: Vec<Line>,
    known: BTreeMap<Uuid, u64>,
}

/// One line of a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Version of its event.
    pub version: u64,
    /// When it was written.
    pub at: Timestamp,
    /// Whose conversation it is.
    pub victim: VictimId,
    /// What it is.
    pub what: What,
    /// When the team first read it.
    pub read: Option<Timestamp>,
}

/// What a line of a conversation is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Somebody wrote to the team.
    Message {
        /// What they wrote.
        words: PersonalRef,
        /// Files that go with it.
        files: Vec<FileId>,
    },
    /// Somebody asked for an update.
    Update,
    /// The team wrote: version of the contact.
    Answer(u64),
}

impl Conversations {
    pub(crate) fn apply(&mut self, event: &MessageEvent, version: u64, at: Timestamp) {
        let (victim, what) = match event {
            MessageEvent::Sent { victim, id, words, files } => {
                if self.known.insert(*id, version).is_some() {
                    return;
                }
                (*victim, What::Message { words: words.clone(), files: files.clone() })
            }
            MessageEvent::UpdateAskedFor { victim, id } => {
                self.known.insert(*id, version);
                (*victim, What::Update)
            }
            MessageEvent::Answered { victim, id, contact } => {
                if self.known.insert(*id, version).is_some() {
                    return;
                }
                (*victim, What::Answer(*contact))
            }
            MessageEvent::Read { victim, up_to } => return self.read(*victim, *up_to, at),
        };
        self.lines.push(Line { version, at, victim, what, read: None });
    }

    fn read(&mut self, victim: VictimId, up_to: u64, at: Timestamp) {
        let to_read = |line: &&mut Line| line.victim == victim && line.version <= up_to && line.is_to_team();
        for line in self.lines.iter_mut().filter(to_read) {
            line.read.get_or_insert(at);
        }
    }

    /// The conversation with one victim, oldest first.
    pub fn of(&self, victim: VictimId) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.victim == victim)
    }

    /// The line that a form with this id made.
    pub fn made_by(&self, id: Uuid) -> Option<&Line> {
        let version = self.known.get(&id)?;
        self.lines.iter().find(|line| line.version == *version)
    }

    /// Version of the last message of a victim that the team has not read.
    pub fn unread(&self, victim: VictimId) -> Option<u64> {
        self.of(victim).rev().find(|line| line.is_to_team() && line.read.is_none()).map(|line| line.version)
    }
}

impl Line {
    /// Whether it was written to the team, and not by it.
    pub fn is_to_team(&self) -> bool {
        !matches!(self.what, What::Answer(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const VICTIMS: [VictimId; 2] = [VictimId(Uuid::from_u128(1)), VictimId(Uuid::from_u128(2))];

    fn words() -> PersonalRef {
        PersonalRef { id: Uuid::nil(), digest: String::new() }
    }

    fn event() -> impl Strategy<Value = MessageEvent> {
        (0..4u8, 0..2usize, 0..6u128, 0..40u64).prop_map(|(kind, victim, id, up_to)| {
            let (victim, id) = (VICTIMS[victim], Uuid::from_u128(id));
            match kind {
                0 => MessageEvent::Sent { victim, id, words: words(), files: vec![] },
                1 => MessageEvent::UpdateAskedFor { victim, id: Uuid::from_u128(100 + u128::from(up_to)) },
                2 => MessageEvent::Read { victim, up_to },
                _ => MessageEvent::Answered { victim, id: Uuid::from_u128(50 + id.as_u128()), contact: 1 },
            }
        })
    }

    proptest! {
        #[test]
        fn one_form_makes_one_line_and_a_reading_is_the_first(events in prop::collection::vec(event(), 0..40)) {
            let mut all = Conversations::default();
            let mut sent = BTreeSet::new();
            let mut first_read = BTreeMap::new();
            for (place, event) in events.iter().enumerate() {
                let (version, at) = (place as u64 + 1, Timestamp::from_second(place as i64).unwrap());
                all.apply(event, version, at);
                if let MessageEvent::Sent { id, .. } = event {
                    sent.insert(*id);
                }
                for line in &all.lines {
                    if let Some(read) = line.read {
                        let first = *first_read.entry(line.version).or_insert(read);
                        prop_assert_eq!(first, read, "a later reading replaced the first");
                        prop_assert!(line.at <= read && line.is_to_team());
                    }
                }
            }
            let messages = all.lines.iter().filter(|line| matches!(line.what, What::Message { .. })).count();
            prop_assert_eq!(messages, sent.len(), "one message for each form");
            for victim in VICTIMS {
                prop_assert!(all.of(victim).all(|line| line.victim == victim));
                let unread = all.of(victim).any(|line| line.is_to_team() && line.read.is_none());
                prop_assert_eq!(all.unread(victim).is_some(), unread);
            }
        }
    }
}

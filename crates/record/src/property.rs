//! What was taken from a victim, damaged, lost or kept as evidence, and where it is now (ACC-1, SUP-7). An item is known by
//! the version of the event that listed it. What it is stands sealed: an engraved name says whose it was.

use crate::{DutyRef, PersonalRef, Subject, VictimId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something about a victim's property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PropertyEvent {
    /// An item was put on the list.
    Listed {
        /// Whose.
        victim: VictimId,
        /// Where it is at first.
        state: PropertyState,
        /// What it is.
        details: PersonalRef,
        /// Whether the victim, or who acts for them, put it there: then somebody checks it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_victim: bool,
    },
    /// What an item is, or what became of it at first, was put right.
    Corrected {
        /// Whose.
        victim: VictimId,
        /// The item.
        item: u64,
        /// What it is, whole.
        details: PersonalRef,
        /// Whether the victim, or who acts for them, says so: then somebody checks it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_victim: bool,
    },
    /// It is somewhere else now.
    Moved {
        /// Whose.
        victim: VictimId,
        /// The item.
        item: u64,
        /// Where it is.
        state: PropertyState,
        /// Where and when it can be fetched, to whom it was given, why it was destroyed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
        /// Duties that this meets: what is handed back is handed back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        meets: Vec<DutyRef>,
    },
    /// Somebody looked at what the victim added or put right.
    Checked {
        /// Whose.
        victim: VictimId,
        /// The item.
        item: u64,
        /// What they found, for the victim to read.
        words: PersonalRef,
        /// Duties that this meets.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        meets: Vec<DutyRef>,
    },
}

/// Where an item is, or what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PropertyState {
    /// Somebody took it.
    Taken,
    /// It was damaged.
    Damaged,
    /// It got lost.
    Lost,
    /// It was found.
    Found,
    /// It is kept as evidence.
    Evidence,
    /// It is no longer needed as evidence.
    NotNeeded,
    /// It can be fetched.
    Ready,
    /// The victim has it back.
    Returned,
    /// It was sold, destroyed or given to somebody else.
    Disposed,
}

impl PropertyState {
    /// Every state, in the order in which an item goes through them.
    pub const ALL: [PropertyState; 9] = [
        PropertyState::Taken,
        PropertyState::Damaged,
        PropertyState::Lost,
        PropertyState::Found,
        PropertyState::Evidence,
        PropertyState::NotNeeded,
        PropertyState::Ready,
        PropertyState::Returned,
        PropertyState::Disposed,
    ];

    /// With what an item comes onto the list.
    pub const FIRST: [PropertyState; 4] =
        [PropertyState::Taken, PropertyState::Damaged, PropertyState::Lost, PropertyState::Evidence];

    /// The slug that forms and events use.
    pub fn slug(self) -> &'static str {
        match self {
            PropertyState::Taken => "taken",
            PropertyState::Damaged => "damaged",
            PropertyState::Lost => "lost",
            PropertyState::Found => "found",
            PropertyState::Evidence => "evidence",
            PropertyState::NotNeeded => "not_needed",
            PropertyState::Ready => "ready",
            PropertyState::Returned => "returned",
            PropertyState::Disposed => "disposed",
        }
    }

    /// The state with this slug.
    pub fn from_slug(slug: &str) -> Option<PropertyState> {
        PropertyState::ALL.into_iter().find(|state| state.slug() == slug)
    }

    /// For staff, in a few words.
    pub fn words(self) -> &'static str {
        match self {
            PropertyState::Taken => "taken",
            PropertyState::Damaged => "damaged",
            PropertyState::Lost => "lost",
            PropertyState::Found => "found",
            PropertyState::Evidence => "kept as evidence",
            PropertyState::NotNeeded => "no longer needed as evidence",
            PropertyState::Ready => "can be collected",
            PropertyState::Returned => "given back",
            PropertyState::Disposed => "disposed of",
        }
    }

    /// Whether nothing more is expected to happen to it.
    pub fn is_over(self) -> bool {
        matches!(self, PropertyState::Returned | PropertyState::Disposed)
    }
}

/// What an item is, as a personal text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PropertyDetails {
    /// What it is ("A red bicycle").
    pub what: String,
    /// Marks by which it can be known: a number, an engraving.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marks: Option<String>,
    /// What it is worth, in the words of whoever said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl PropertyEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            PropertyEvent::Listed { .. } => "property_listed",
            PropertyEvent::Corrected { .. } => "property_corrected",
            PropertyEvent::Moved { .. } => "property_moved",
            PropertyEvent::Checked { .. } => "property_checked",
        }
    }

    /// Whose property it is.
    pub fn victim(&self) -> VictimId {
        match self {
            PropertyEvent::Listed { victim, .. }
            | PropertyEvent::Corrected { victim, .. }
            | PropertyEvent::Moved { victim, .. }
            | PropertyEvent::Checked { victim, .. } => *victim,
        }
    }

    /// Whom the personal texts are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// The personal texts that this event points at.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        match self {
            PropertyEvent::Listed { details, .. } | PropertyEvent::Corrected { details, .. } => vec![details],
            PropertyEvent::Moved { words, .. } => words.iter().collect(),
            PropertyEvent::Checked { words, .. } => vec![words],
        }
    }

    /// Whether the victim added or corrected something that somebody has to look at.
    pub fn is_to_be_checked(&self) -> bool {
        match self {
            PropertyEvent::Listed { by_victim, .. } | PropertyEvent::Corrected { by_victim, .. } => {
                *by_victim
            }
            PropertyEvent::Moved { .. } | PropertyEvent::Checked { .. } => false,
        }
    }

    /// Duties that this meets.
    pub fn meets(&self) -> &[DutyRef] {
        match self {
            PropertyEvent::Moved { meets, .. } | PropertyEvent::Checked { meets, .. } => meets,
            PropertyEvent::Listed { .. } | PropertyEvent::Corrected { .. } => &[],
        }
    }
}

/// An item as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyItem {
    /// Whose.
    pub victim: VictimId,
    /// What it is.
    pub details: PersonalRef,
    /// With what it came onto the list.
    pub first: PropertyState,
    /// Where it is.
    pub state: PropertyState,
    /// When it came there, as far as that is known.
    pub since: Timestamp,
    /// What was said with that.
    pub words: Option<PersonalRef>,
    /// Versions of what the victim said and nobody has looked at.
    pub to_check: Vec<u64>,
    /// What somebody found who looked at it.
    pub found: Option<PersonalRef>,
}

/// The property of the victims of a case, by the version of the event that listed each item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Property {
    items: BTreeMap<u64, PropertyItem>,
}

impl Property {
    pub(crate) fn apply(&mut self, event: &PropertyEvent, at: Timestamp, version: u64) {
        let to_check = || if event.is_to_be_checked() { vec![version] } else { Vec::new() };
        match event {
            PropertyEvent::Listed { victim, state, details, .. } => {
                let item = PropertyItem {
                    victim: *victim,
                    details: details.clone(),
                    first: *state,
                    state: *state,
                    since: at,
                    words: None,
                    to_check: to_check(),
                    found: None,
                };
                self.items.insert(version, item);
            }
            PropertyEvent::Corrected { victim, item, details, .. } => {
                if let Some(item) = self.of(*victim, *item) {
                    item.details = details.clone();
                    item.to_check.extend(to_check());
                }
            }
            PropertyEvent::Moved { victim, item, state, words, .. } => {
                if let Some(item) = self.of(*victim, *item) {
                    item.state = *state;
                    item.since = at;
                    item.words.clone_from(words);
                }
            }
            PropertyEvent::Checked { victim, item, words, .. } => {
                if let Some(item) = self.of(*victim, *item) {
                    item.to_check.clear();
                    item.found = Some(words.clone());
                }
            }
        }
    }

    fn of(&mut self, victim: VictimId, item: u64) -> Option<&mut PropertyItem> {
        self.items.get_mut(&item).filter(|found| found.victim == victim)
    }

    /// A victim's items in the order in which they were listed.
    pub fn items(&self, victim: VictimId) -> impl Iterator<Item = (u64, &PropertyItem)> {
        self.items
            .iter()
            .filter(move |(_, item)| item.victim == victim)
            .map(|(version, item)| (*version, item))
    }

    /// One item of a victim.
    pub fn item(&self, victim: VictimId, item: u64) -> Option<&PropertyItem> {
        self.items.get(&item).filter(|found| found.victim == victim)
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

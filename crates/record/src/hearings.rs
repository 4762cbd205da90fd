//! What a person who goes to a hearing needs to know about the place: written down by staff beside the hearing, which
//! messages bring with a day and the name of a court and nothing more. A hearing is known by the version of the event that
//! set it.

use crate::{PersonalRef, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something about a hearing that was set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HearingEvent {
    /// How to get there and where to go in was written down. The latest counts.
    PlaceDescribed {
        /// Version of the event that set the hearing.
        hearing: u64,
        /// A [`HearingPlace`].
        place: PersonalRef,
    },
}

/// What is known about the place of a hearing, in words that victims read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HearingPlace {
    /// Street, town, postcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Which door, which room, whom to ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entrance: Option<String>,
    /// Buses, trains, parking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub travel: Option<String>,
    /// What was arranged for this day: a separate room, a screen, a visit before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arranged: Option<String>,
}

impl HearingPlace {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == HearingPlace::default()
    }
}

impl HearingEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            HearingEvent::PlaceDescribed { .. } => "hearing_place_described",
        }
    }

    /// Whom the personal texts are about.
    pub fn subject(&self) -> Subject {
        Subject::Case
    }

    /// The personal texts that this event points at.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        match self {
            HearingEvent::PlaceDescribed { place, .. } => vec![place],
        }
    }
}

/// Descriptions of places, by the version of the event that set the hearing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hearings {
    /// The latest of each.
    pub places: BTreeMap<u64, PersonalRef>,
}

impl Hearings {
    pub(crate) fn apply(&mut self, event: &HearingEvent) {
        match event {
            HearingEvent::PlaceDescribed { hearing, place } => {
                self.places.insert(*hearing, place.clone());
            }
        }
    }
}

//! A supervisor looks at a case and gives direction (POL-2): what is good, what is to be done, by whom, by when.
//!
//! A review that gives no direction says why none is needed; the two are counted apart. A direction is answered by a record:
//! done, or not done and why. It is owed to the supervisor and not to the victim, so it starts no duty of the Code: its date
//! stands in the event, and late is arithmetic on it (decision record 0031).

use crate::safe_contact::choices;
use crate::{CaseEvent, OrganisationId, PersonId, PersonalRef, Recorded, Subject};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How often a supervisor looks at a live investigation, days. The joint inspection of 2023 found reviews without effective
/// direction and no rhythm; forces commonly set 28 days, and this is a stated choice (decision record 0031).
pub const REVIEW_EVERY_DAYS: i64 = 28;

/// A case drifts when nothing was done in it, nobody got through to a victim and no supervisor looked at it for so many days
/// while something is owed.
pub const DRIFTS_AFTER_DAYS: i64 = 28;

/// Something about a supervisor's review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewEvent {
    /// A supervisor looked at the case.
    Reviewed(Review),
    /// Somebody says what became of a direction. The latest counts.
    DirectionAnswered {
        /// Version of the review.
        review: u64,
        /// Place of the direction in it, from 0.
        item: u32,
        /// Whether it was done.
        done: bool,
        /// What was done, or why not.
        words: PersonalRef,
    },
}

/// What a supervisor found and directed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// What they looked at.
    pub looked_at: Vec<LookedAt>,
    /// What is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub good: Option<PersonalRef>,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub directions: Vec<Direction>,
    /// Why no direction is needed, when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_because: Option<PersonalRef>,
}

/// Something to be done, by whom, by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// What.
    pub what: PersonalRef,
    /// Who; none means whoever holds the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<PersonId>,
    /// The last day, London.
    pub by: Date,
}

/// What a supervisor looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookedAt {
    /// What the victim was told, and in which words.
    Contacts,
    /// The plan: what is still to be done.
    Plan,
    /// Whether somebody is in danger.
    Safety,
    /// What the victim needs, and whether somebody asked.
    Needs,
    /// What the victim says: answers, disputes, replies.
    VictimsWord,
}

choices!(
    LookedAt, 5,
    Contacts "contacts" "What the victim was told",
    Plan "plan" "The plan of what is still to be done",
    Safety "safety" "Whether somebody is in danger",
    Needs "needs" "What the victim needs",
    VictimsWord "victims_word" "What the victim says of it",
);

impl ReviewEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            ReviewEvent::Reviewed(_) => "case_reviewed",
            ReviewEvent::DirectionAnswered { .. } => "direction_answered",
        }
    }

    /// Whom the words are about: nobody in the case alone.
    pub fn subject(&self) -> Subject {
        Subject::Case
    }

    /// The texts that it points at.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        match self {
            ReviewEvent::Reviewed(review) => {
                let directed = review.directions.iter().map(|direction| &direction.what);
                review.good.iter().chain(directed).chain(&review.none_because).collect()
            }
            ReviewEvent::DirectionAnswered { words, .. } => vec![words],
        }
    }
}

/// The reviews of a case, in the order in which they were recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reviews(Vec<Reviewed>);

/// A review, with what became of its directions.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// Version of the event.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// The organisation whose supervisor looked.
    pub organisation: OrganisationId,
    /// Who looked.
    pub by: Option<PersonId>,
    /// What they found and directed.
    pub review: Review,
    /// What became of each direction, by its place.
    pub answers: BTreeMap<u32, Answered>,
}

/// What became of a direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// Whether it was done.
    pub done: bool,
    /// What was done, or why not.
    pub words: PersonalRef,
    /// When this was said.
    pub at: Timestamp,
    /// Who said so.
    pub by: Option<PersonId>,
}

impl Reviewed {
    /// The directions with their places and what became of each.
    pub fn directions(&self) -> impl Iterator<Item = (u32, &Direction, Option<&Answered>)> {
        (0u32..)
            .zip(&self.review.directions)
            .map(|(item, direction)| (item, direction, self.answers.get(&item)))
    }
}

impl Reviews {
    /// All of them, oldest first.
    pub fn all(&self) -> &[Reviewed] {
        &self.0
    }

    /// When a supervisor of an organisation last looked.
    pub fn latest_of(&self, organisation: &OrganisationId) -> Option<Timestamp> {
        self.0.iter().filter(|review| review.organisation == *organisation).map(|review| review.at).max()
    }

    /// The review with this version.
    pub fn at_version(&self, version: u64) -> Option<&Reviewed> {
        self.0.iter().find(|review| review.version == version)
    }

    /// Takes in the next event of the case. An answer to what nobody directed has no effect.
    pub fn apply(&mut self, event: &ReviewEvent, recorded: &Recorded) {
        match event {
            ReviewEvent::Reviewed(review) => self.0.push(Reviewed {
                version: recorded.version,
                at: recorded.at,
                organisation: recorded.by.organisation.clone(),
                by: recorded.by.person.clone(),
                review: review.clone(),
                answers: BTreeMap::new(),
            }),
            ReviewEvent::DirectionAnswered { review, item, done, words } => {
                let of = self.0.iter_mut().find(|one| one.version == *review);
                let of = of.filter(|one| one.review.directions.len() > *item as usize);
                if let Some(of) = of {
                    let (at, by) = (recorded.at, recorded.by.person.clone());
                    of.answers.insert(*item, Answered { done: *done, words: words.clone(), at, by });
                }
            }
        }
    }
}

/// Whether an event is something that was done for a victim or in the case. Keeping house, looking and reviewing are not.
pub fn is_activity(event: &CaseEvent) -> bool {
    match event {
        CaseEvent::Happened { .. }
        | CaseEvent::ContactRecorded(_)
        | CaseEvent::ContactAttempted { .. }
        | CaseEvent::AgencyInformed { .. }
        | CaseEvent::VictimAdded { .. }
        | CaseEvent::VictimFactsRecorded { .. }
        | CaseEvent::PreferencesRecorded { .. }
        | CaseEvent::DefendantAdded { .. }
        | CaseEvent::DutyWaived { .. }
        | CaseEvent::WaiverWithdrawn { .. }
        | CaseEvent::VictimAnswered { .. }
        | CaseEvent::Dispute(_)
        | CaseEvent::Property(_)
        | CaseEvent::Report(_)
        | CaseEvent::Request(_)
        | CaseEvent::Statement(_)
        | CaseEvent::Feedback(_)
        | CaseEvent::File(_)
        | CaseEvent::Hearing(_) => true,
        CaseEvent::Message(event) => !event.is_trace(),
        CaseEvent::Review(event) => matches!(event, ReviewEvent::DirectionAnswered { .. }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Origin, Recorder};
    use uuid::Uuid;

    fn text(number: u128) -> PersonalRef {
        PersonalRef { id: Uuid::from_u128(number), digest: String::new() }
    }

    fn recorded(version: u64, event: ReviewEvent) -> Recorded {
        let at = Timestamp::from_second(version as i64).unwrap();
        let by =
            Recorder { organisation: "met".into(), person: Some("sergeant".into()), origin: Origin::Person };
        Recorded { version, at, received_at: None, recorded_at: at, by, event: CaseEvent::Review(event) }
    }

    #[test]
    fn a_direction_is_answered_by_the_latest_word_and_nothing_else_is() {
        let direction = Direction { what: text(2), who: None, by: jiff::civil::date(2026, 4, 2) };
        let review = Review {
            looked_at: vec![LookedAt::Contacts],
            good: Some(text(1)),
            directions: vec![direction],
            none_because: None,
        };
        let answer =
            |review, item, done| ReviewEvent::DirectionAnswered { review, item, done, words: text(3) };
        let events = [
            ReviewEvent::Reviewed(review),
            answer(1, 0, false),
            answer(1, 1, true),
            answer(9, 0, true),
            answer(1, 0, true),
        ];
        let mut all = Reviews::default();
        for (event, version) in events.into_iter().zip(1..) {
            let recorded = recorded(version, event);
            let CaseEvent::Review(event) = &recorded.event else { unreachable!() };
            all.apply(event, &recorded);
        }
        let directions: Vec<_> =
            all.all()[0].directions().map(|(item, _, answer)| (item, answer.map(|a| a.done))).collect();
        assert_eq!(directions, [(0, Some(true))]);
        assert_eq!(all.latest_of(&"met".into()), Some(Timestamp::from_second(1).unwrap()));
        assert_eq!(all.latest_of(&"kent".into()), None, "another organisation's supervisor");
    }
}

//! Victims who no longer go on with a case (OVR-3): when, at which stage, why in their own words, and what had been done for
//! them until then.

use crate::safe_contact::choices;
use crate::{Case, CaseEvent, Owed, Recorded, VictimId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use victims_code::{Code, Stage};

/// Trigger: a victim no longer goes on with the case.
pub const LEFT: &str = "victim_no_longer_supports";
/// Trigger: they do after all.
pub const BACK: &str = "victim_supports_again";

/// Why a victim does not go on, as they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftBecause {
    /// It takes too long.
    TooLong,
    /// They heard nothing.
    HeardNothing,
    /// They were not believed, or treated badly.
    NotBelieved,
    /// They fear what somebody may do.
    Afraid,
    /// What it does to them: health, work, family.
    TooHard,
    /// They wanted only that it stops, or that it is known.
    WantedItToStop,
    /// They do not expect that anything comes of it.
    NothingComesOfIt,
    /// They would have to give up their phone or records.
    Privacy,
    /// Something else.
    Other,
    /// They did not say.
    NotSaid,
}

choices!(
    LeftBecause, 10,
    TooLong "too_long" "It takes too long",
    HeardNothing "heard_nothing" "They heard nothing from us",
    NotBelieved "not_believed" "They were not believed, or not treated well",
    Afraid "afraid" "They are afraid of what somebody may do",
    TooHard "too_hard" "It is too hard on them, their family or their work",
    WantedItToStop "wanted_it_to_stop" "They wanted only that it stops",
    NothingComesOfIt "nothing_comes_of_it" "They do not expect that anything comes of it",
    Privacy "privacy" "They do not want to hand over a phone or records",
    Other "other" "Another reason",
    NotSaid "not_said" "They did not say why",
);

/// A victim who does not go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// The victim.
    pub victim: VictimId,
    /// Since when.
    pub at: Timestamp,
    /// Slug of the stage at which the case was.
    pub stage: &'static str,
    /// Why, as they say.
    pub because: LeftBecause,
    /// When somebody last got through to them before; none when nobody ever did.
    pub contact_before: Option<Timestamp>,
    /// What was owed to them by then and done in time, done late, and without a record.
    pub owed_before: OwedBefore,
}

/// What had been done for a victim by the time they left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwedBefore {
    /// Done in time, or without a limit.
    pub done: u32,
    /// Done late.
    pub late: u32,
    /// Due by then, with no record of it.
    pub no_record: u32,
}

/// The victims who do not go on now. Who came back has not left.
pub fn left(case: &Case, events: &[Recorded], owed: &[Owed], code: &Code) -> Vec<Left> {
    let leaves = case.victims.iter().filter_map(|victim| {
        let (at, because) = latest(case, events, victim.id)?;
        let contacts =
            events.iter().filter(|recorded| recorded.at < at && is_contact_with(recorded, victim.id));
        let theirs = owed.iter().filter(|owed| owed.victim == victim.id && !owed.waived);
        Some(Left {
            victim: victim.id,
            at,
            stage: stage_at(case, events, code, at),
            because,
            contact_before: contacts.map(|recorded| recorded.at).max(),
            owed_before: theirs.fold(OwedBefore::default(), |sum, owed| sum.with(owed, at)),
        })
    });
    leaves.collect()
}

/// Since when a victim does not go on, and why; none while they do.
pub fn latest(case: &Case, events: &[Recorded], victim: VictimId) -> Option<(Timestamp, LeftBecause)> {
    let holds = |recorded: &&Recorded| !case.withdrawn.contains_key(&recorded.version);
    let mut leaves = None;
    for recorded in events.iter().filter(holds) {
        if let CaseEvent::Happened { trigger, victim: of, facts, .. } = &recorded.event
            && of.is_none_or(|of| of == victim)
        {
            match trigger.as_str() {
                LEFT if leaves.is_none() => {
                    leaves = Some((recorded.at, facts.left_because.unwrap_or(LeftBecause::NotSaid)));
                }
                BACK => leaves = None,
                _ => {}
            }
        }
    }
    leaves
}

fn is_contact_with(recorded: &Recorded, victim: VictimId) -> bool {
    matches!(&recorded.event, CaseEvent::ContactRecorded(contact) if contact.victim == victim)
}

/// The furthest stage that something belonged to at a moment.
fn stage_at(case: &Case, events: &[Recorded], code: &Code, at: Timestamp) -> &'static str {
    let before = events
        .iter()
        .filter(|recorded| recorded.at <= at && !case.withdrawn.contains_key(&recorded.version))
        .filter_map(|recorded| match &recorded.event {
            CaseEvent::Happened { trigger, .. } => code.trigger_id(trigger),
            _ => None,
        });
    let furthest = before.map(|id| code.trigger(id).stage).max().unwrap_or(Stage::Report);
    Stage::ALL.iter().find(|(stage, _)| *stage == furthest).map_or("report", |(_, name)| name)
}

impl OwedBefore {
    fn with(mut self, owed: &Owed, at: Timestamp) -> OwedBefore {
        let done = owed.done_at.filter(|done| *done < at);
        match (done, owed.due_at) {
            (Some(done), Some(due)) if done >= due => self.late += 1,
            (Some(_), _) => self.done += 1,
            (None, Some(due)) if due <= at => self.no_record += 1,
            (None, _) => {}
        }
        self
    }
}

//! Cases whose victims are likely to be lost (OVR-7): reasons with weights that anybody can read in
//! `warning/reasons.toml`, and a sum of which every part is shown.
//!
//! A reason begins to hold at an instant that follows from the events (silent for 14 days: the last contact and 14 days) and
//! holds until the next event changes the case. So nothing has to run for a case to come onto the list: what is kept are the
//! instants, and who is on the list at a moment is arithmetic, as overdue is.

mod reasons;

pub use reasons::{Warnings, Weighed};

use crate::{
    Case, CaseEvent, Owed, Recorded, VictimId, dispute::State, feedback::RECOVERY, leaving, owed::PROMISE,
    safe_contact::choices, view::Phase,
};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a victim may be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Nobody got through for some days while something is owed.
    Silent,
    /// For many days.
    SilentLong,
    /// What the Code gives them is late.
    DutyLate,
    /// A promise is late.
    PromiseBroken,
    /// The day on which they were to hear has passed.
    NotCalledBack,
    /// They asked or wrote, and the answer is late.
    AskedAndHeardNothing,
    /// They dispute something.
    Disputed,
    /// A contact did not help, and nobody made up for it.
    Unhappy,
    /// Attempts failed one after another.
    AttemptsFailed,
    /// Nobody assessed their needs in time.
    NeedsNotAsked,
    /// Who holds the case changed.
    OfficerChanged,
    /// Proceedings were delayed, and nobody spoke with them since.
    Delayed,
    /// They do not want something.
    SaidNo,
}

choices!(
    Sign, 13,
    Silent "silent" "silent",
    SilentLong "silent_long" "silent for long",
    DutyLate "duty_late" "a duty is late",
    PromiseBroken "promise_broken" "a promise is broken",
    NotCalledBack "not_called_back" "not called back",
    AskedAndHeardNothing "asked_and_heard_nothing" "asked and heard nothing",
    Disputed "disputed" "disputed",
    Unhappy "unhappy" "unhappy",
    AttemptsFailed "attempts_failed" "attempts failed",
    NeedsNotAsked "needs_not_asked" "needs not assessed",
    OfficerChanged "officer_changed" "officer changed",
    Delayed "delayed" "delayed",
    SaidNo "said_no" "said no to something",
);

/// A reason with its instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Which reason.
    pub sign: Sign,
    /// From when it counts.
    pub from: Timestamp,
    /// Since when what it says is so: the last contact, the deadline, the dispute.
    pub since: Timestamp,
}

/// The promises that answer what a victim asked or wrote.
const ANSWERS: [&str; 2] = ["p-update-asked-for", "p-answer-message"];
/// The duties to find out what a victim needs.
const ASSESSMENTS: [&str; 2] = ["r04-needs-assessment-police", "r04-wcu-needs-assessment"];

/// The reasons of a case, each once, in the order of [`Sign`]: those that count already, and those that will when nothing is
/// done. None where nothing with a deadline is open, and none for victims who have left: they are lost, not likely to be.
pub fn signals(case: &Case, events: &[Recorded], owed: &[Owed]) -> Vec<Signal> {
    let rules = Warnings::embedded();
    let some_left = case.happened.contains_key(leaving::LEFT);
    let stays = |victim: VictimId| !some_left || leaving::latest(case, events, victim).is_none();
    let open: Vec<&Owed> =
        owed.iter().filter(|owed| owed.phase() == Phase::Open && stays(owed.victim)).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let mut found = Found(BTreeMap::new());
    of_what_is_owed(&open, &mut found);
    for victim in case.victims.iter().filter(|victim| stays(victim.id)) {
        let is_owed = open.iter().any(|owed| owed.victim == victim.id);
        of_contacts(victim.id, is_owed, events, rules, &mut found);
        if !victim.waivers.is_empty() {
            let waived = |recorded: &&Recorded| matches!(&recorded.event, CaseEvent::DutyWaived { victim: of, .. } if *of == victim.id);
            found.at_last(Sign::SaidNo, events.iter().filter(waived).map(|recorded| recorded.at).max());
        }
        let delayed = case.happened.get("proceedings_delayed").copied();
        let spoken = last_contact(victim.id, events);
        found.at_last(Sign::Delayed, delayed.filter(|at| spoken.is_none_or(|spoken| spoken < *at)));
    }
    for dispute in case.disputes.all().filter(|dispute| dispute.state == State::Open && stays(dispute.victim))
    {
        found.note(Sign::Disputed, dispute.since, dispute.since);
    }
    found.at_last(Sign::OfficerChanged, changed(events, rules.times(Sign::OfficerChanged)));
    found.0.into_values().collect()
}

/// The reasons that hold at a moment.
pub fn holding(signals: &[Signal], now: Timestamp) -> impl Iterator<Item = &Signal> {
    signals.iter().filter(move |signal| signal.from <= now)
}

/// The sum of the weights of the reasons that hold at a moment.
pub fn score(signals: &[Signal], now: Timestamp) -> u32 {
    let rules = Warnings::embedded();
    holding(signals, now).map(|signal| rules.of(signal.sign).weight).sum()
}

/// From when a case is on the list; none when all its reasons together do not bring it there.
pub fn listed_from(signals: &[Signal]) -> Option<Timestamp> {
    let rules = Warnings::embedded();
    let mut instants: Vec<Timestamp> = signals.iter().map(|signal| signal.from).collect();
    instants.sort_unstable();
    instants.into_iter().find(|at| score(signals, *at) >= rules.list_from)
}

/// What was found, each reason once with its earliest instant.
struct Found(BTreeMap<Sign, Signal>);

impl Found {
    fn note(&mut self, sign: Sign, from: Timestamp, since: Timestamp) {
        let signal = Signal { sign, from, since };
        let known = self.0.entry(sign).or_insert(signal);
        if from < known.from {
            *known = signal;
        }
    }

    fn at_last(&mut self, sign: Sign, at: Option<Timestamp>) {
        if let Some(at) = at {
            self.note(sign, at, at);
        }
    }
}

fn of_what_is_owed(open: &[&Owed], found: &mut Found) {
    for owed in open {
        let Some(due) = owed.due_at else { continue };
        let began = owed.clock_start.unwrap_or(due);
        match owed.duty.as_str() {
            RECOVERY => found.note(Sign::Unhappy, began, began),
            duty if ANSWERS.contains(&duty) => found.note(Sign::AskedAndHeardNothing, due, began),
            _ if owed.edition == PROMISE => found.note(Sign::PromiseBroken, due, due),
            duty if ASSESSMENTS.contains(&duty) => found.note(Sign::NeedsNotAsked, due, due),
            _ => found.note(Sign::DutyLate, due, due),
        }
    }
}

fn last_contact(victim: VictimId, events: &[Recorded]) -> Option<Timestamp> {
    let with = |recorded: &&Recorded| matches!(&recorded.event, CaseEvent::ContactRecorded(contact) if contact.victim == victim);
    events.iter().filter(with).map(|recorded| recorded.at).max()
}

/// Silence, a day that was named and passed, attempts that failed.
fn of_contacts(victim: VictimId, is_owed: bool, events: &[Recorded], rules: &Warnings, found: &mut Found) {
    let (mut quiet_since, mut spoken) = (None, None);
    let mut tries: Vec<Timestamp> = Vec::new();
    for recorded in events {
        match &recorded.event {
            CaseEvent::VictimAdded { victim: joined, .. } if *joined == victim => {
                quiet_since = quiet_since.max(Some(recorded.at));
            }
            CaseEvent::ContactRecorded(contact) if contact.victim == victim => {
                quiet_since = quiet_since.max(Some(recorded.at));
                if spoken.is_none_or(|(at, _)| at <= recorded.at) {
                    spoken = Some((recorded.at, contact.next));
                }
            }
            CaseEvent::ContactAttempted { victim: of, .. } if *of == victim => tries.push(recorded.at),
            _ => {}
        }
    }
    if let (Some(since), true) = (quiet_since, is_owed) {
        for sign in [Sign::Silent, Sign::SilentLong] {
            let days = rules.days(sign);
            found.note(sign, since.saturating_add((days * 24).hours()).unwrap_or(since), since);
        }
    }
    if let Some((_, Some(next))) = spoken {
        let over = calendar::end_of_london_day(next);
        found.note(Sign::NotCalledBack, over, over);
    }
    tries.retain(|at| spoken.is_none_or(|(spoken, _)| *at > spoken));
    tries.sort_unstable();
    let enough = rules.times(Sign::AttemptsFailed).checked_sub(1).and_then(|place| tries.get(place));
    found.at_last(Sign::AttemptsFailed, enough.copied());
}

/// When the person who holds the case had changed so many times.
fn changed(events: &[Recorded], times: usize) -> Option<Timestamp> {
    let mut held: BTreeMap<&str, &str> = BTreeMap::new();
    let mut changes = Vec::new();
    for recorded in events {
        if let CaseEvent::OwnerAssigned { provider, person: Some(person), .. } = &recorded.event
            && held.insert(provider, person.as_str()).is_some_and(|before| before != person.as_str())
        {
            changes.push(recorded.at);
        }
    }
    times.checked_sub(1).and_then(|place| changes.get(place)).copied()
}

#[cfg(test)]
mod tests;

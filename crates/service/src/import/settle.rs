//! Bringing a case to what a message says: what is already there stays, what is new is added, what an amended message
//! no longer says is withdrawn and stays in the journal. The same message twice therefore changes nothing.

use crate::{ServiceError, flags::change_flags, record_contact::Texts};
use jiff::Timestamp;
use record::{CaseEvent, DutyRef, Facts, Recorder, VictimId, case::Victim, event::FlagBecause};
use std::collections::BTreeSet;
use store::{LoadedCase, NewEvent, Rules};

/// Something that a message says happened.
pub(super) struct Wanted {
    /// Its place in the case: the same in an amended message.
    pub key: String,
    /// Trigger slug.
    pub trigger: &'static str,
    /// When it happened.
    pub at: Timestamp,
    /// What is known of it.
    pub facts: Facts,
    /// What is known of it in words.
    pub words: Option<String>,
}

/// What the message speaks for: happenings whose key begins with `prefix` and that concern one of its offences.
pub(super) struct Scope<'a> {
    pub prefix: &'a str,
    pub offences: &'a BTreeSet<String>,
}

/// Why an earlier happening no longer holds.
const CORRECTED: &str = "The court sent a corrected message";

/// Brings the happenings of `scope` to `wanted`. Says whether anything changed.
pub(super) fn settle(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    scope: &Scope<'_>,
    wanted: Vec<Wanted>,
) -> Result<bool, ServiceError> {
    let standing: Vec<(String, u64)> = loaded
        .case
        .keys
        .iter()
        .filter(|(key, version)| key.starts_with(scope.prefix) && holds(loaded, **version))
        .map(|(key, version)| (key.clone(), *version))
        .collect();
    let mut texts = Texts { case: loaded.case.id, now, personal: Vec::new() };
    let mut events = Vec::new();
    let mut kept = BTreeSet::new();
    for new in wanted {
        match standing.iter().find(|(key, _)| *key == new.key) {
            Some((key, version)) if says_the_same(loaded, *version, &new) => {
                kept.insert(key.clone());
                continue;
            }
            _ => {}
        }
        let event = CaseEvent::Happened {
            trigger: new.trigger.to_owned(),
            victim: None,
            key: Some(new.key),
            facts: new.facts,
            words: texts.keep(new.words)?,
        };
        events.push(NewEvent { at: new.at, received_at: Some(now), event });
    }
    let gone = standing
        .iter()
        .filter(|(key, version)| !kept.contains(key) && concerns(loaded, *version, scope.offences));
    let mut all: Vec<NewEvent> = gone
        .map(|(_, version)| {
            NewEvent::at(
                now,
                CaseEvent::HappeningWithdrawn { version: *version, reason: CORRECTED.to_owned() },
            )
        })
        .collect();
    all.extend(events);
    if all.is_empty() {
        return Ok(false);
    }
    loaded.record(by, now, all, texts.personal)?;
    Ok(true)
}

fn holds(loaded: &LoadedCase, version: u64) -> bool {
    !loaded.case.withdrawn.contains_key(&version)
}

fn happening(loaded: &LoadedCase, version: u64) -> Option<(&record::Recorded, &Facts)> {
    let recorded = loaded.events.get(usize::try_from(version).ok()?.checked_sub(1)?)?;
    match &recorded.event {
        CaseEvent::Happened { facts, .. } => Some((recorded, facts)),
        _ => None,
    }
}

fn says_the_same(loaded: &LoadedCase, version: u64, new: &Wanted) -> bool {
    let Some((recorded, facts)) = happening(loaded, version) else { return false };
    let CaseEvent::Happened { trigger, words, .. } = &recorded.event else { return false };
    let words = words.as_ref().and_then(|words| loaded.texts.words(words));
    trigger == new.trigger
        && recorded.at == new.at
        && *facts == new.facts
        && words == new.words.as_deref().map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned)
}

/// Whether a happening is about one of the offences; one that names none is about all.
fn concerns(loaded: &LoadedCase, version: u64, offences: &BTreeSet<String>) -> bool {
    happening(loaded, version).is_some_and(|(_, facts)| {
        facts.offences.is_empty()
            || offences.is_empty()
            || facts.offences.iter().any(|o| offences.contains(&o.code))
    })
}

/// Gives every victim of the case, now and later, the flags.
pub(super) fn mark(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    flags: Vec<FlagBecause>,
) -> Result<bool, ServiceError> {
    let new: Vec<FlagBecause> =
        flags.into_iter().filter(|flag| !loaded.case.marks.contains_key(&flag.flag)).collect();
    if new.is_empty() {
        return Ok(false);
    }
    loaded.record(
        by,
        now,
        vec![NewEvent::at(now, CaseEvent::CaseMarked { flags: new.clone() })],
        Vec::new(),
    )?;
    let victims: Vec<VictimId> = loaded.case.victims.iter().map(|victim| victim.id).collect();
    for victim in victims {
        change_flags(loaded, by, victim, new.clone(), Vec::new(), now)?;
    }
    Ok(true)
}

/// Somebody who joins a case late is owed news of what happened before: each happening that still holds is said again
/// for them, learned of now.
pub(super) fn tell_late_joiner(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    victim: &Victim,
) -> Result<(), ServiceError> {
    let events: Vec<NewEvent> = loaded
        .events
        .iter()
        .filter(|recorded| holds(loaded, recorded.version))
        .filter_map(|recorded| match &recorded.event {
            CaseEvent::Happened { trigger, victim: None, key: Some(key), facts, words } => Some(NewEvent {
                at: recorded.at,
                received_at: Some(now),
                event: CaseEvent::Happened {
                    trigger: trigger.clone(),
                    victim: Some(victim.id),
                    key: Some(format!("{key}|{}", victim.id)),
                    facts: facts.clone(),
                    words: words.clone(),
                },
            }),
            _ => None,
        })
        .collect();
    if events.is_empty() { Ok(()) } else { Ok(loaded.record(by, now, events, Vec::new())?) }
}

/// The message itself is how the court gives its results to the witness care unit: that duty is met by it, for every
/// victim (2020, rights 8 and 9; "court to unit within 5 working days").
pub(super) fn court_has_informed(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    rules: Rules,
) -> Result<(), ServiceError> {
    let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
    let meets: Vec<DutyRef> = owed
        .into_iter()
        .filter(|owed| {
            owed.provider == "hmcts"
                && owed.trigger_event == "hearing_outcome_known"
                && owed.done_by.is_none()
        })
        .map(|owed| DutyRef { duty: owed.duty, trigger: owed.trigger, victim: Some(owed.victim) })
        .collect();
    if meets.is_empty() {
        return Ok(());
    }
    Ok(loaded.record(by, now, vec![NewEvent::at(now, CaseEvent::AgencyInformed { meets })], Vec::new())?)
}

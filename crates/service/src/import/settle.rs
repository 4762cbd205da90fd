//! Bringing a case to what a message says: what is already there stays, what is new is added, what an amended message
//! no longer says is withdrawn and stays in the journal. The same message twice therefore changes nothing.

use crate::{ServiceError, flags::change_flags, record_contact::Texts};
use jiff::Timestamp;
use record::{
    CaseEvent, DutyRef, Facts, PersonalRef, Recorded, Recorder, VictimId, case::Victim, event::FlagBecause,
};
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
    /// Why what it no longer says does not hold.
    pub corrected: &'static str,
}

/// A happening that holds and that a message brought.
pub(super) struct Standing<'a> {
    pub recorded: &'a Recorded,
    /// Its place in the case. What was said again for somebody who joined late has the place of what was said first.
    pub key: &'a str,
    /// Whether it was said again for somebody who joined late.
    pub said_again: bool,
    pub facts: &'a Facts,
    /// Trigger slug.
    pub trigger: &'a str,
    words: Option<&'a PersonalRef>,
}

/// Between the place of a happening and the victim for whom it was said again.
const AGAIN: char = '|';

/// Every happening of a message that holds. One place can have several: messages about parts of a hearing.
pub(super) fn standing(loaded: &LoadedCase) -> impl Iterator<Item = Standing<'_>> {
    let holding =
        loaded.events.iter().filter(|recorded| !loaded.case.withdrawn.contains_key(&recorded.version));
    holding.filter_map(|recorded| match &recorded.event {
        CaseEvent::Happened { trigger, key: Some(key), facts, words, .. } => {
            let (key, again) =
                key.split_once(AGAIN).map_or((key.as_str(), None), |(key, of)| (key, Some(of)));
            Some(Standing {
                recorded,
                key,
                said_again: again.is_some(),
                facts,
                words: words.as_ref(),
                trigger,
            })
        }
        _ => None,
    })
}

/// Version of the first happening, withdrawn or not, at a place that begins with `prefix`.
pub(super) fn first_heard_of(loaded: &LoadedCase, prefix: &str) -> Option<u64> {
    let mine = |event: &CaseEvent| matches!(event, CaseEvent::Happened { key: Some(key), .. } if key.starts_with(prefix));
    loaded.events.iter().find(|recorded| mine(&recorded.event)).map(|recorded| recorded.version)
}

impl Standing<'_> {
    /// What is known of it in words.
    pub fn words_in(&self, loaded: &LoadedCase) -> Option<String> {
        self.words.and_then(|words| loaded.texts.words(words))
    }

    fn is_of_bail(&self) -> bool {
        self.key.ends_with(":bail") || self.key.ends_with(":custody")
    }

    fn says(&self, wanted: &Wanted, loaded: &LoadedCase) -> bool {
        let words = self.words_in(loaded);
        let wanted_words = wanted.words.as_deref().map(str::trim).filter(|words| !words.is_empty());
        self.key == wanted.key
            && self.trigger == wanted.trigger
            && self.recorded.at == wanted.at
            && *self.facts == wanted.facts
            && words.as_deref() == wanted_words
    }

    /// Whether it is about one of the offences; one that names none is about all.
    fn concerns(&self, offences: &BTreeSet<String>) -> bool {
        self.facts.offences.is_empty()
            || offences.is_empty()
            || self.facts.offences.iter().any(|o| offences.contains(&o.code))
    }
}

/// Brings the happenings of `scope` to `wanted`. Says whether anything changed.
pub(super) fn settle(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    scope: &Scope<'_>,
    wanted: Vec<Wanted>,
) -> Result<bool, ServiceError> {
    let mine: Vec<Standing<'_>> =
        standing(loaded).filter(|standing| standing.key.starts_with(scope.prefix)).collect();
    let gone = mine
        .iter()
        .filter(|standing| standing.concerns(scope.offences))
        // A message that says nothing of bail does not take back what an earlier one said of it.
        .filter(|standing| !standing.is_of_bail() || wanted.iter().any(|wanted| wanted.key == standing.key))
        .filter(|standing| !wanted.iter().any(|wanted| standing.says(wanted, loaded)))
        .map(|standing| standing.recorded.version);
    let mut events: Vec<NewEvent> = gone
        .map(|version| CaseEvent::HappeningWithdrawn { version, reason: scope.corrected.to_owned() })
        .map(|event| NewEvent::at(now, event))
        .collect();
    let is_known =
        |new: &Wanted| mine.iter().any(|standing| !standing.said_again && standing.says(new, loaded));
    let known: Vec<bool> = wanted.iter().map(is_known).collect();
    // Other words for the same news do not give the unit more time to pass it on: the clock runs from the first receipt.
    let first_received = |new: &Wanted| {
        let reworded = |standing: &&Standing<'_>| {
            standing.key == new.key
                && standing.trigger == new.trigger
                && standing.recorded.at == new.at
                && *standing.facts == new.facts
        };
        mine.iter().filter(reworded).filter_map(|standing| standing.recorded.received_at).min()
    };
    let received: Vec<Timestamp> = wanted.iter().map(|new| first_received(new).unwrap_or(now)).collect();
    let mut texts = Texts { case: loaded.case.id, now, personal: Vec::new() };
    for ((new, received), _) in wanted.into_iter().zip(received).zip(known).filter(|(_, known)| !known) {
        let event = CaseEvent::Happened {
            trigger: new.trigger.to_owned(),
            victim: None,
            key: Some(new.key),
            facts: new.facts,
            words: texts.keep(new.words)?,
        };
        events.push(NewEvent { at: new.at, received_at: Some(received), event });
    }
    if events.is_empty() {
        return Ok(false);
    }
    loaded.record(by, now, events, texts.personal)?;
    Ok(true)
}

/// Whether the message takes back every happening at this place of its scope that was said so far.
pub(super) fn replaces_all(loaded: &LoadedCase, scope: &Scope<'_>, place: &str) -> bool {
    let key = format!("{}{place}", scope.prefix);
    let mut said = standing(loaded).filter(|standing| standing.key == key).peekable();
    said.peek().is_some() && said.all(|standing| standing.concerns(scope.offences))
}

/// Gives every victim of the case, now and later, the flags.
pub(super) fn mark(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    flags: Vec<FlagBecause>,
) -> Result<(), ServiceError> {
    let new: Vec<FlagBecause> =
        flags.into_iter().filter(|flag| !loaded.case.marks.contains_key(&flag.flag)).collect();
    if new.is_empty() { Ok(()) } else { give(loaded, by, now, new, None) }
}

/// Gives every victim a flag that rests on one thing that a message says, so that a corrected message can take it
/// back. Several can rest side by side: two defendants, two sentences.
pub(super) fn mark_resting_on(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    key: &str,
    flag: FlagBecause,
) -> Result<(), ServiceError> {
    if marks_resting_on(loaded, key).next().is_some() {
        return Ok(());
    }
    give(loaded, by, now, vec![flag], Some(key.to_owned()))
}

/// Takes back what rested on `key`; a flag that rests on something else as well, or that somebody recorded for a
/// reason of their own, stays.
pub(super) fn unmark_resting_on(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    key: &str,
    reason: &str,
) -> Result<(), ServiceError> {
    let gone: Vec<u64> = marks_resting_on(loaded, key).map(|(version, _)| version).collect();
    let flags: Vec<FlagBecause> =
        marks_resting_on(loaded, key).flat_map(|(_, flags)| flags.to_vec()).collect();
    let withdrawn = gone
        .into_iter()
        .map(|version| CaseEvent::HappeningWithdrawn { version, reason: reason.to_owned() })
        .map(|event| NewEvent::at(now, event))
        .collect();
    loaded.record(by, now, withdrawn, Vec::new())?;
    let gone: Vec<FlagBecause> =
        flags.into_iter().filter(|flag| !loaded.case.marks.contains_key(&flag.flag)).collect();
    for victim in loaded.case.victims.clone() {
        let theirs = gone.iter().filter(|flag| victim.flags.get(&flag.flag) == Some(&flag.because));
        change_flags(loaded, by, victim.id, Vec::new(), theirs.cloned().collect(), now)?;
    }
    Ok(())
}

fn marks_resting_on<'a>(
    loaded: &'a LoadedCase,
    wanted: &'a str,
) -> impl Iterator<Item = (u64, &'a [FlagBecause])> {
    let holding =
        loaded.events.iter().filter(|recorded| !loaded.case.withdrawn.contains_key(&recorded.version));
    holding.filter_map(move |recorded| match &recorded.event {
        CaseEvent::CaseMarked { flags, key: Some(key) } if key == wanted => {
            Some((recorded.version, flags.as_slice()))
        }
        _ => None,
    })
}

fn give(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    flags: Vec<FlagBecause>,
    key: Option<String>,
) -> Result<(), ServiceError> {
    let event = CaseEvent::CaseMarked { flags: flags.clone(), key };
    loaded.record(by, now, vec![NewEvent::at(now, event)], Vec::new())?;
    let victims: Vec<VictimId> = loaded.case.victims.iter().map(|victim| victim.id).collect();
    for victim in victims {
        change_flags(loaded, by, victim, flags.clone(), Vec::new(), now)?;
    }
    Ok(())
}

/// Somebody who joins a case late is owed news of what happened before: each happening that still holds is said again
/// for them, learned of now. What the court had told the witness care unit by then, it had told.
pub(super) fn tell_late_joiner(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    victim: &Victim,
    rules: Rules,
) -> Result<(), ServiceError> {
    let first: Vec<&Recorded> = standing(loaded)
        .filter(|standing| !standing.said_again)
        .map(|standing| standing.recorded)
        .filter(|recorded| matches!(recorded.event, CaseEvent::Happened { victim: None, .. }))
        .collect();
    if first.is_empty() {
        return Ok(());
    }
    let learned: Vec<Timestamp> = first.iter().map(|recorded| recorded.received_at.unwrap_or(now)).collect();
    let again: Vec<NewEvent> = first
        .into_iter()
        .filter_map(|recorded| match &recorded.event {
            CaseEvent::Happened { trigger, key: Some(key), facts, words, .. } => Some(NewEvent {
                at: recorded.at,
                received_at: Some(now),
                event: CaseEvent::Happened {
                    trigger: trigger.clone(),
                    victim: Some(victim.id),
                    key: Some(format!("{key}{AGAIN}{}", victim.id)),
                    facts: facts.clone(),
                    words: words.clone(),
                },
            }),
            _ => None,
        })
        .collect();
    let begin = loaded.case.version + 1;
    loaded.record(by, now, again, Vec::new())?;
    let informed: Vec<NewEvent> = owed_by_the_court(loaded, rules)
        .into_iter()
        .filter_map(|met| {
            let place = usize::try_from(met.trigger.checked_sub(begin)?).ok()?;
            Some(NewEvent::at(*learned.get(place)?, CaseEvent::AgencyInformed { meets: vec![met] }))
        })
        .collect();
    if informed.is_empty() { Ok(()) } else { Ok(loaded.record(by, now, informed, Vec::new())?) }
}

/// The message itself is how the court gives its results to the witness care unit: that duty is met by it, for every
/// victim (2020, rights 8 and 9; "court to unit within 5 working days").
pub(super) fn court_has_informed(
    loaded: &mut LoadedCase,
    by: &Recorder,
    now: Timestamp,
    rules: Rules,
    before: u64,
) -> Result<(), ServiceError> {
    let mut meets = owed_by_the_court(loaded, rules);
    // Only what this message told of: an outcome that the court never sent stays owed.
    meets.retain(|met| met.trigger > before);
    if meets.is_empty() {
        return Ok(());
    }
    Ok(loaded.record(by, now, vec![NewEvent::at(now, CaseEvent::AgencyInformed { meets })], Vec::new())?)
}

fn owed_by_the_court(loaded: &LoadedCase, rules: Rules) -> Vec<DutyRef> {
    let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
    owed.into_iter()
        .filter(|owed| {
            owed.provider == "hmcts"
                && owed.trigger_event == "hearing_outcome_known"
                && owed.done_by.is_none()
        })
        .map(|owed| DutyRef { duty: owed.duty, trigger: owed.trigger, victim: Some(owed.victim) })
        .collect()
}

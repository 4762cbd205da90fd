//! In a demonstration, agencies have caught up with most of what they once missed, so that today's work can be seen.
//!
//! The population follows published figures, in which much is never recorded at all. Kept as it is, old omissions
//! would bury what is due now; measurements keep it as it is.

use super::{draw::Draw, sentences};
use jiff::{SignedDuration, Timestamp};
use record::{
    CaseEvent, Contact, DutyRef, Origin, Owed, Personal, Recorder, Understood, event::Channel, view::Phase,
};
use store::{LoadedCase, NewEvent, Rules, StoreError};

/// Of the duties that were missed, how many in a hundred are made good later.
const MADE_GOOD: usize = 92;
/// From how many days after its limit a missed duty counts as old.
const OLD_DAYS: i64 = 6;
/// From how many days after it arose a duty without a limit counts as old.
const OLD_WITHOUT_LIMIT: i64 = 30;

/// Records the late contacts.
pub(super) fn make_good(
    loaded: &mut LoadedCase,
    seed: u64,
    index: u64,
    rules: Rules,
    now: Timestamp,
) -> Result<(), StoreError> {
    let days_ago = |days: i64| now.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(now);
    let (old, older) = (days_ago(OLD_DAYS), days_ago(OLD_WITHOUT_LIMIT));
    let mut draw = Draw::new(seed, index, 1);
    let mut events = Vec::new();
    let mut personal = Vec::new();
    for owed in record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar) {
        let due = match owed.phase() {
            Phase::Open => owed.due_at.filter(|due| *due < old),
            Phase::Undated => owed.clock_start.filter(|start| *start < older),
            _ => None,
        };
        let Some(due) = due else { continue };
        let after = SignedDuration::from_hours(9 + 24 * draw.below(OLD_DAYS as usize) as i64);
        let at = due.checked_add(after).unwrap_or(due).min(old);
        let (made_good, id) = (draw.percent(MADE_GOOD), draw.id(at));
        if let (true, Some(event)) = (made_good, contact(loaded, &owed, rules, id, &mut personal)?) {
            events.push((event.0, at, NewEvent::at(at, event.1)));
        }
    }
    if events.is_empty() {
        return Ok(());
    }
    loaded.record_each(events, personal)
}

fn contact(
    loaded: &LoadedCase,
    owed: &Owed,
    rules: Rules,
    id: uuid::Uuid,
    personal: &mut Vec<Personal>,
) -> Result<Option<(Recorder, CaseEvent)>, StoreError> {
    // Limits that run against the victim are nobody's to make good.
    let Some(owner) = loaded.case.owner(&owed.provider).filter(|_| owed.provider != "victim") else {
        return Ok(None);
    };
    let by = Recorder {
        organisation: owner.organisation.clone(),
        person: owner.person.clone(),
        origin: Origin::Person,
    };
    let meets = DutyRef { duty: owed.duty.clone(), trigger: owed.trigger, victim: None };
    if owed.provider == "hmcts" {
        let meets = vec![DutyRef { victim: Some(owed.victim), ..meets }];
        return Ok(Some((by, CaseEvent::AgencyInformed { meets })));
    }
    let Some(rule) = rules.code.duty_index(&owed.duty).map(|index| rules.code.duty(index)) else {
        return Ok(None);
    };
    let (words, channel) = sentences::told(rule);
    // Invented, and the same each time: its salt need not be secret.
    let text = Personal::new(id, id.into_bytes(), loaded.case.id, &format!("{}{words}", sentences::SORRY))?;
    let contact = Contact {
        victim: owed.victim,
        representative: None,
        channel: channel.unwrap_or(Channel::Phone),
        told: text.reference(),
        understood: Understood::Yes,
        against_preference: None,
        asked: None,
        next: None,
        meets: vec![meets],
    };
    personal.push(text);
    Ok(Some((by, CaseEvent::ContactRecorded(contact))))
}

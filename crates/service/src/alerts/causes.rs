//! What makes an alert: something happened that the victim's page tells, a contact was written down that it shows, or
//! somebody else answers for the case from now on.
//! What was recorded together makes one.

use super::{is_news, untold};
use crate::{new_id, record_contact::preferences_of};
use record::{
    AccessEvent, CaseEvent, Channel, Recorded, RequestEvent, SafeContactEvent, StatementEvent, VictimId,
    safe_contact::Alerts,
};
use std::collections::BTreeSet;
use store::{LoadedCase, OutboxChange, Rules};

/// What follows for the outbox from what was recorded on a case and is not saved yet.
pub(crate) fn follows(loaded: &LoadedCase, rules: Rules) -> Vec<OutboxChange> {
    let saved = usize::try_from(loaded.saved_version()).unwrap_or(usize::MAX);
    let Some(new) = loaded.events.get(saved..).filter(|new| !new.is_empty()) else { return Vec::new() };
    let victims = loaded.case.victims.iter().map(|victim| victim.id);
    victims.flat_map(|victim| follows_for(loaded, new, victim, rules)).collect()
}

fn follows_for(loaded: &LoadedCase, new: &[Recorded], victim: VictimId, rules: Rules) -> Vec<OutboxChange> {
    let (case, mut changes) = (loaded.case.id, Vec::new());
    let is_for_them = |recorded: &&Recorded| changes_what_waits(&recorded.event, victim);
    if let Some(changed) = new.iter().rev().find(is_for_them) {
        changes.push(OutboxChange::LookAgain { case, victim, at: changed.recorded_at });
    }
    if let Some(contact) = new.iter().rev().find(|recorded| is_spoken_to(recorded, victim)) {
        changes.push(OutboxChange::Called { case, victim, at: contact.recorded_at });
        // What waited for bad news to be told need not wait longer.
        changes.push(OutboxChange::LookAgain { case, victim, at: contact.recorded_at });
    }
    if let Some(cause) = cause(loaded, new, victim, rules) {
        let first = new.first().map_or(0, |recorded| recorded.version);
        let is_bad = untold(loaded, victim, rules).into_iter().any(|version| version >= first);
        changes.push(OutboxChange::Queue {
            id: new_id(cause.recorded_at),
            case,
            victim,
            cause: cause.version,
            kind: if is_bad { "bad_news" } else { "news" },
            at: cause.recorded_at,
        });
    }
    changes
}

/// The last of what is new for a victim who wants to be alerted and was asked how.
fn cause<'a>(
    loaded: &LoadedCase,
    new: &'a [Recorded],
    victim: VictimId,
    rules: Rules,
) -> Option<&'a Recorded> {
    let stopped = stopped(loaded, victim, rules);
    let last = new.iter().rev().find(|recorded| {
        let holds = !loaded.case.withdrawn.contains_key(&recorded.version);
        let asked = is_contact(recorded, victim) || is_answered(recorded, victim);
        let told = asked || is_about_property(recorded, victim);
        let news = is_news(recorded, victim) && !stopped.contains(&recorded.version);
        holds && (news || told || is_new_face(loaded, recorded))
    })?;
    let safe = preferences_of(loaded, victim).safe?;
    (safe.alerts != Alerts::Never).then_some(last)
}

/// Versions of news of a kind that the victim does not want: all that it starts for them is waived.
fn stopped(loaded: &LoadedCase, victim: VictimId, rules: Rules) -> BTreeSet<u64> {
    if loaded.case.victim(victim).is_none_or(|victim| victim.waivers.is_empty()) {
        return BTreeSet::new();
    }
    let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
    let theirs = || owed.iter().filter(|owed| owed.victim == victim && owed.provider != "victim");
    let wanted: BTreeSet<u64> = theirs().filter(|owed| !owed.waived).map(|owed| owed.trigger).collect();
    theirs().map(|owed| owed.trigger).filter(|trigger| !wanted.contains(trigger)).collect()
}

/// Somebody else answers for the case from now on; who does when it is opened is part of the report (ACC-1, INF-5).
fn is_new_face(loaded: &LoadedCase, recorded: &Recorded) -> bool {
    let opened = loaded.saved_version() > 0;
    opened && matches!(&recorded.event, CaseEvent::OwnerAssigned { person: Some(_), .. })
}

fn is_contact(recorded: &Recorded, victim: VictimId) -> bool {
    matches!(&recorded.event, CaseEvent::ContactRecorded(contact) if contact.victim == victim)
}

/// Something that the victim sent went a step further, or what they asked for was answered.
fn is_answered(recorded: &Recorded, victim: VictimId) -> bool {
    match &recorded.event {
        CaseEvent::Statement(event @ StatementEvent::Moved { .. }) => event.victim() == victim,
        CaseEvent::Request(event @ RequestEvent::Answered { .. }) => event.victim() == victim,
        _ => false,
    }
}

/// Whether somebody got through to them. What is written on their own pages reaches nobody who does not look.
fn is_spoken_to(recorded: &Recorded, victim: VictimId) -> bool {
    is_contact(recorded, victim)
        && !matches!(&recorded.event, CaseEvent::ContactRecorded(contact) if contact.channel == Channel::Account)
}

/// Staff said something about a victim's property: where it is, or what they found about what the victim said.
fn is_about_property(recorded: &Recorded, victim: VictimId) -> bool {
    matches!(&recorded.event, CaseEvent::Property(event) if event.victim() == victim && !event.is_to_be_checked())
}

fn changes_what_waits(event: &CaseEvent, victim: VictimId) -> bool {
    match event {
        CaseEvent::PreferencesRecorded { victim: of, .. }
        | CaseEvent::VictimCorrected { victim: of, .. }
        | CaseEvent::SafeContact(SafeContactEvent::SafeAgain { victim: of, .. })
        | CaseEvent::Access(AccessEvent::VictimAccessRestored { victim: of, .. }) => *of == victim,
        CaseEvent::Access(AccessEvent::VictimErased { victim: of }) => *of == victim,
        CaseEvent::HappeningWithdrawn { .. } => true,
        _ => false,
    }
}

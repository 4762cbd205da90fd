//! What is news for a victim, and what is bad news that a person has to tell first (INF-6, INF-10).

use crate::record_contact::preferences_of;
use record::{CaseEvent, Recorded, VictimId};
use std::collections::BTreeSet;
use store::{LoadedCase, Rules};

/// Triggers that are agencies' own business, clocks that ran out, or plans: not something that has happened to the
/// case. What follows from them for the victim stands among what they are owed.
pub(crate) const NO_NEWS: [&str; 23] = [
    "agreed_update_due",
    "any_contact_with_victim",
    "bail_conditions_considered",
    "case_file_received",
    "case_file_submitted",
    "charge_drop_considered",
    "complaint_misdirected",
    "enhanced_eligibility_identified",
    "essential_document_issued",
    "language_need_identified",
    "mappa_meeting_set",
    "notification_withheld",
    "out_of_court_disposal_considered",
    "release_considered",
    "reporting_period_end",
    "update_cannot_be_given",
    "vcl_letter_due",
    "vcs_no_reply",
    "victim_circumstances_changed",
    // What they said themselves.
    "victim_no_longer_supports",
    "victim_supports_again",
    "vulnerability_identified",
    "written_confirmation_due",
];

/// Triggers that are, or may be, what somebody does not want to learn from a screen.
const MAY_BE_BAD: [&str; 25] = [
    "appeal_bail_granted",
    "appeal_leave_granted",
    "appeal_lodged",
    "appeal_outcome_known",
    "bail_cancelled",
    "bail_changed",
    "bail_granted",
    "bail_to_court",
    "charge_dropped_or_altered",
    "court_bail_changed",
    "decision_not_to_investigate",
    "hearing_outcome_known",
    "moved_to_open_conditions",
    "nfa_decision_cps",
    "nfa_decision_police",
    "offender_escaped",
    "offender_released",
    "out_of_court_disposal_given",
    "parole_decision_issued",
    "proceedings_delayed",
    "release_planned",
    "sentence_passed",
    "serious_further_offence_charged",
    "suspect_released_no_charge",
    "suspect_released_under_investigation",
];

/// Whether an event says to a victim that something happened.
pub(crate) fn is_news(recorded: &Recorded, victim: VictimId) -> bool {
    match &recorded.event {
        CaseEvent::Happened { trigger, victim: of, .. } => {
            of.is_none_or(|of| of == victim) && !NO_NEWS.contains(&trigger.as_str())
        }
        _ => false,
    }
}

fn may_be_bad(recorded: &Recorded, victim: VictimId) -> bool {
    match &recorded.event {
        CaseEvent::Happened { trigger, .. } => {
            is_news(recorded, victim) && MAY_BE_BAD.contains(&trigger.as_str())
        }
        _ => false,
    }
}

/// Versions of the bad news that a victim has not been told in the way they chose: until then nothing else may tell them.
/// Told is who was spoken to, by that way, about that news.
pub(crate) fn untold(loaded: &LoadedCase, victim: VictimId, rules: Rules) -> BTreeSet<u64> {
    let wish = preferences_of(loaded, victim).safe.map(|safe| safe.bad_news).unwrap_or_default();
    if !wish.person_first() {
        return BTreeSet::new();
    }
    let holds = |recorded: &&Recorded| !loaded.case.withdrawn.contains_key(&recorded.version);
    let bad = loaded.events.iter().filter(|recorded| may_be_bad(recorded, victim)).filter(holds);
    let mut bad: BTreeSet<u64> = bad.map(|recorded| recorded.version).collect();
    if bad.is_empty() {
        return bad;
    }
    let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
    let is_owed = |version: u64| owed.iter().any(|owed| owed.victim == victim && owed.trigger == version);
    let without_duty: BTreeSet<u64> = bad.iter().copied().filter(|version| !is_owed(*version)).collect();
    for recorded in &loaded.events {
        let CaseEvent::ContactRecorded(contact) = &recorded.event else { continue };
        if contact.victim != victim || !wish.is_told_by(contact.channel, contact.representative.is_some()) {
            continue;
        }
        let about = |version: u64| {
            contact.meets.iter().any(|met| met.trigger == version) || without_duty.contains(&version)
        };
        bad.retain(|version| recorded.version < *version || !about(*version));
    }
    bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_bad_news_and_what_is_none_are_triggers_of_the_code() {
        let code = victims_code::Code::embedded();
        for slug in NO_NEWS.iter().chain(&MAY_BE_BAD) {
            assert!(code.trigger_id(slug).is_some(), "{slug}");
        }
        assert!(MAY_BE_BAD.iter().all(|slug| !NO_NEWS.contains(slug)));
    }
}

//! What a population promises: the engine takes every line, it is the same every time, and it looks like the published
//! figures.

#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Calendar, end_of_london_day, start_of_london_day};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use synth::{Data, Event, Population, Scope, SyntheticCase};
use victims_code::{Code, EditionChoice, Ledger, Line};

/// Takes a case through the engine as `lantern duties` does; any refusal fails the test.
fn ledger(case: &SyntheticCase) -> Ledger {
    let (code, calendar) = (Code::embedded(), Calendar::england_and_wales());
    let mut ledger = Ledger::new();
    for event in &case.events {
        let (id, victim) = (event.id.to_string(), event.victim.map(|victim| victim.to_string()));
        let trigger_of_done = match event.data {
            Data::Done { trigger, .. } => trigger.to_string(),
            _ => String::new(),
        };
        let mut line = Line::new(in_the_engines_words(event, &trigger_of_done), event.at);
        line.id = Some(&id);
        line.victim = victim.as_deref();
        line.received_at = event.received_at;
        let accepted = ledger.apply(code, calendar, EditionChoice::Auto, &line);
        assert!(accepted.is_ok(), "{}: {event:?}: {accepted:?}", case.reference);
    }
    ledger
}

fn in_the_engines_words<'a>(event: &Event, trigger_of_done: &'a str) -> victims_code::Event<'a> {
    let scope = |scope| match scope {
        Scope::Everything => victims_code::Scope::All,
        Scope::Right(right) => victims_code::Scope::Right(right),
        Scope::Duty(duty) => {
            victims_code::Scope::Duty(Code::embedded().duty_index(duty).expect("a duty of the Code"))
        }
    };
    match (event.event, event.data) {
        ("victim_added", Data::Victim(flags)) => victims_code::Event::VictimAdded { flags },
        ("victim_facts_recorded", Data::Facts { add, remove }) => {
            victims_code::Event::VictimFactsRecorded { add, remove }
        }
        ("duty_done", Data::Done { duty, .. }) => {
            victims_code::Event::DutyDone { duty, trigger: trigger_of_done }
        }
        ("duty_waived", Data::Waiver(waived)) => victims_code::Event::DutyWaived(scope(waived)),
        ("waiver_withdrawn", Data::Waiver(waived)) => victims_code::Event::WaiverWithdrawn(scope(waived)),
        (slug, Data::None) => {
            let trigger = Code::embedded().trigger_id(slug);
            victims_code::Event::Trigger(
                trigger.unwrap_or_else(|| panic!("{slug} is no trigger of the Code")),
            )
        }
        other => panic!("no such line in the contract: {other:?}"),
    }
}

fn recorded(event: &Event) -> jiff::Timestamp {
    event.received_at.unwrap_or(event.at).max(event.at)
}

fn days() -> impl Strategy<Value = Date> {
    (0..17 * 365_i64)
        .prop_map(|day| calendar::date_of_epoch_day(i64::from(calendar::epoch_day(date(2012, 1, 1))) + day))
}

proptest! {
    /// Any range within the years that the calendar knows, under every edition.
    #[test]
    fn the_engine_takes_every_line(seed: u64, one in days(), other in days(), index in 0..1_000_000_u64) {
        let (from, to) = (one.min(other).min(date(2028, 9, 1)), one.max(other));
        let population = Population::new(seed, from, to).unwrap();
        for index in index..index + 20 {
            ledger(&population.case(index));
        }
    }

    #[test]
    fn lines_come_in_order_of_recording_and_within_the_days_asked_for(
        seed: u64, one in days(), other in days(), index: u64,
    ) {
        let (from, to) = (one.min(other).min(date(2028, 9, 1)), one.max(other));
        let case = Population::new(seed, from, to).unwrap().case(index);
        prop_assert!(!case.events.is_empty());
        prop_assert!(case.events.iter().all(|event| event.at >= start_of_london_day(from)));
        prop_assert!(case.events.iter().all(|event| recorded(event) < end_of_london_day(to)));
        prop_assert!(case.events.is_sorted_by_key(recorded));
    }

    #[test]
    fn the_fast_text_is_what_the_serialiser_writes(seed: u64, index: u64) {
        let case = Population::new(seed, date(2013, 1, 1), date(2016, 12, 31)).unwrap().case(index);
        let mut fast = Vec::new();
        case.write_lines(&mut fast);
        let slow: String =
            case.events.iter().map(|event| serde_json::to_string(event).unwrap() + "\n").collect();
        prop_assert_eq!(String::from_utf8(fast).unwrap(), slow);
    }
}

/// The ends of the calendar, and the days on which a new edition comes into force.
#[test]
fn the_engine_takes_every_line_at_the_edges() {
    for (from, to) in [
        (date(2012, 1, 1), date(2012, 2, 28)),
        (date(2013, 11, 1), date(2014, 1, 31)),
        (date(2021, 3, 1), date(2021, 4, 30)),
        (date(2028, 8, 1), date(2028, 12, 31)),
    ] {
        synth::cases(5, 3_000, from, to).unwrap().for_each(|case| drop(ledger(&case)));
    }
}

#[test]
fn a_case_does_not_depend_on_its_neighbours() {
    let days = (date(2022, 1, 1), date(2024, 12, 31));
    let all: Vec<_> = synth::cases(11, 200, days.0, days.1).unwrap().collect();
    let population = Population::new(11, days.0, days.1).unwrap();
    for index in (0..200).rev() {
        assert_eq!(population.case(index), all[index as usize]);
    }
    let other_seed = Population::new(12, days.0, days.1).unwrap();
    assert!((0..200).all(|index| other_seed.case(index).events != all[index as usize].events));
}

/// What happens in the cases, without the deliveries, which also change with the editions of the Code. A new number here
/// means that every population changes: say so in the changelog.
#[test]
fn the_same_seed_tells_the_same_stories() {
    let mut stories = Sha256::new();
    for case in synth::cases(1, 1_000, synth::DEFAULT_FROM, synth::DEFAULT_TO).unwrap() {
        let deliveries = ["duty_done", "vcs_referral_received", "vcs_joined", "vcs_declined", "vcs_no_reply"];
        for event in case.events.iter().filter(|event| !deliveries.contains(&event.event)) {
            let Event { case, event, at, received_at, victim, data, .. } = event;
            stories.update(format!("{case} {event} {at} {received_at:?} {victim:?} {data:?}"));
        }
    }
    let digest: String = stories.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, "f47c77573627cc31");
}

/// So many of 20,000 cases that have had years to come to an end.
fn old_cases() -> impl Iterator<Item = SyntheticCase> {
    let population = Population::new(2, date(2021, 4, 1), date(2027, 12, 31)).unwrap();
    let reported_by = start_of_london_day(date(2023, 4, 1));
    (0..70_000).map(move |index| population.case(index)).filter(move |case| case.events[0].at < reported_by)
}

/// Rounded to the nearest.
fn percentage(part: usize, whole: usize) -> usize {
    (part * 200 / whole).div_ceil(2)
}

#[test]
fn nine_in_ten_cases_end_before_charge() {
    let (mut all, mut charged) = (0, 0);
    for case in old_cases() {
        all += 1;
        charged += usize::from(case.events.iter().any(|event| event.event == "charged"));
    }
    assert!(all > 15_000, "{all} old cases");
    assert!((10..=12).contains(&percentage(charged, all)), "{charged} of {all} charged");
}

/// Published counts (`rates` names the sources), within two percentage points, or five where the duty is rare.
#[test]
fn duties_are_missed_as_often_as_published() {
    let mut counts: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    let far_future = start_of_london_day(date(2029, 1, 1));
    for case in old_cases() {
        let ledger = ledger(&case);
        for row in ledger.duties(Code::embedded(), Calendar::england_and_wales()) {
            let (all, done, in_time) = counts.entry(row.rule.id.to_string()).or_default();
            match row.status(far_future) {
                victims_code::Status::Waived | victims_code::Status::Waiting => continue,
                victims_code::Status::Met => {
                    *done += 1;
                    *in_time += 1;
                }
                victims_code::Status::MetLate => *done += 1,
                _ => {}
            }
            *all += 1;
        }
    }
    for (duty, done_in_hundred, in_time_in_hundred) in [
        ("r04-needs-assessment-police", 77 * 100 / 132, None),
        ("r04-referral-to-support", 64 * 100 / 132, None),
        ("r07-vps-opportunity", 40 * 100 / 132, None),
        ("r06-charge-dropped", 50, Some(20)),
        ("r06-bail-granted", 78, Some(68)),
        ("r11-vcs-referral", 539 * 100 / 603, None),
        ("r11-vlo-contact", 100, Some(55 * 100 / 60)),
        ("r11-release-contact-24h", 25 * 100 / 29, Some(21 * 100 / 29)),
    ] {
        let &(all, done, in_time) = counts.get(duty).unwrap_or_else(|| panic!("no {duty} in 20,000 cases"));
        let allowed = if all > 2_000 { 2 } else { 5 };
        let near = |part, expected| percentage(part, all).abs_diff(expected) <= allowed;
        assert!(near(done, done_in_hundred), "{duty}: {done} of {all} done, not {done_in_hundred} %");
        let timely = in_time_in_hundred.is_none_or(|expected| near(in_time, expected));
        assert!(timely, "{duty}: {in_time} of {all} in time, not {in_time_in_hundred:?} %");
    }
}

#[test]
fn every_kind_of_story_is_told() {
    let mut told = BTreeSet::new();
    let (mut several_victims, mut added_later, mut waiting) = (0, 0, 0);
    for case in old_cases().take(15_000) {
        told.extend(case.events.iter().map(|event| event.event));
        let joined = case.events.iter().filter(|event| event.event == "victim_added");
        several_victims += usize::from(joined.clone().count() > 1);
        added_later += usize::from(joined.clone().any(|event| event.at > case.events[0].at));
        waiting += usize::from(
            case.events.iter().any(|event| event.event == "sentence_passed" && event.received_at.is_none()),
        );
    }
    let expected = [
        "decision_not_to_investigate",
        "nfa_decision_police",
        "nfa_decision_cps",
        "out_of_court_disposal_given",
        "vrr_request_received",
        "suspect_arrested",
        "suspect_interviewed_under_caution",
        "bail_granted",
        "bail_changed",
        "bail_cancelled",
        "suspect_released_under_investigation",
        "suspect_released_no_charge",
        "charged",
        "bail_to_court",
        "remanded_in_custody",
        "hearing_date_set",
        "hearing_outcome_known",
        "charge_dropped_or_altered",
        "trial_day",
        "witness_required_to_attend",
        "special_measures_decided",
        "expense_claim_received",
        "conviction",
        "sentence_passed",
        "appeal_lodged",
        "appeal_outcome_known",
        "vcs_referral_received",
        "vcs_joined",
        "vcs_declined",
        "offender_released",
        "complaint_received",
        "duty_waived",
        "waiver_withdrawn",
        "victim_facts_recorded",
        "death_reported",
        "arrest_warrant_issued",
    ];
    let missing: Vec<_> = expected.into_iter().filter(|slug| !told.contains(slug)).collect();
    assert!(missing.is_empty(), "never told: {missing:?}");
    assert!(several_victims > 500 && added_later > 50 && waiting > 5);
}

#[test]
fn days_that_cannot_be_filled_are_refused_with_the_remedy() {
    let refusal = |from, to| Population::new(1, from, to).unwrap_err().to_string();
    assert_eq!(
        refusal(date(2024, 2, 1), date(2024, 1, 1)),
        "the last day, 2024-01-01, is before the first, 2024-02-01"
    );
    for from in [date(2011, 12, 31), date(2028, 12, 1), date(1066, 10, 14)] {
        let message = refusal(from, date(2030, 1, 1));
        assert!(message.contains("must be from 2012-01-01 to 2028-09-22"), "{message}");
    }
}

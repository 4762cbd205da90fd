use super::*;
use crate::{
    CaseId, Contact, DutyRef, Facts, Origin, Recorder, Understood, event::AttemptOutcome, event::Channel,
    personal::PersonalRef,
};
use calendar::Calendar;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;
use victims_code::Code;

const CASE: CaseId = CaseId(Uuid::from_u128(1));
const VICTIM: VictimId = VictimId(Uuid::from_u128(2));

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn text() -> PersonalRef {
    PersonalRef { id: Uuid::from_u128(3), digest: String::new() }
}

fn happened(trigger: &str) -> CaseEvent {
    let facts = Facts::default();
    CaseEvent::Happened { trigger: trigger.into(), victim: Some(VICTIM), key: None, facts, words: None }
}

fn contact(next: Option<Date>, meets: Vec<DutyRef>) -> CaseEvent {
    CaseEvent::ContactRecorded(Contact {
        victim: VICTIM,
        representative: None,
        channel: Channel::Phone,
        told: text(),
        understood: Understood::Yes,
        against_preference: None,
        asked: None,
        next,
        meets,
    })
}

fn attempt() -> CaseEvent {
    let (channel, outcome) = (Channel::Phone, AttemptOutcome::NoAnswer);
    CaseEvent::ContactAttempted { victim: VICTIM, channel, outcome, words: None }
}

fn record(told: Vec<(Timestamp, CaseEvent)>) -> (Case, Vec<Recorded>, Vec<Owed>) {
    let by = Recorder { organisation: "met".into(), person: None, origin: Origin::Person };
    let events: Vec<Recorded> = (1..)
        .zip(told)
        .map(|(version, (at, event))| Recorded {
            version,
            at,
            received_at: None,
            recorded_at: at,
            by: by.clone(),
            event,
        })
        .collect();
    let case = Case::from_events(CASE, &events);
    let owed = crate::owed::owed(&case, &events, Code::embedded(), Calendar::england_and_wales());
    (case, events, owed)
}

/// Reported on Monday 2 March 2026; everything after is in the argument.
fn after_the_report(more: Vec<(Timestamp, CaseEvent)>) -> Vec<Signal> {
    let reported = at("2026-03-02T09:00:00Z");
    let mut told = vec![
        (reported, CaseEvent::CaseOpened { title: "Burglary".into(), area: None }),
        (reported, CaseEvent::VictimAdded { victim: VICTIM, details: text(), flags: vec![] }),
        (reported, happened("crime_reported")),
    ];
    told.extend(more);
    let (case, events, owed) = record(told);
    signals(&case, &events, &owed)
}

fn held(signals: &[Signal], now: &str) -> Vec<Sign> {
    holding(signals, at(now)).map(|signal| signal.sign).collect()
}

#[test]
fn silence_counts_from_the_last_contact_and_grows() {
    let spoken = at("2026-03-04T10:00:00Z");
    let signals = after_the_report(vec![(spoken, contact(None, vec![]))]);
    let is = |now, sign| held(&signals, now).contains(&sign);
    assert!(!is("2026-03-18T09:59:59Z", Sign::Silent) && is("2026-03-18T10:00:00Z", Sign::Silent));
    assert!(!is("2026-04-01T09:59:59Z", Sign::SilentLong) && is("2026-04-01T10:00:00Z", Sign::SilentLong));
    let silent = signals.iter().find(|signal| signal.sign == Sign::Silent).unwrap();
    assert_eq!(silent.since, spoken);
}

#[test]
fn three_attempts_in_a_row_count_and_a_contact_between_them_does_not() {
    let day = |day: i8| calendar::start_of_london_day(date(2026, 3, day));
    let two = vec![(day(5), attempt()), (day(6), attempt())];
    assert!(!held(&after_the_report(two.clone()), "2026-03-09T00:00:00Z").contains(&Sign::AttemptsFailed));
    let mut three = two.clone();
    three.push((day(9), attempt()));
    let signals = after_the_report(three);
    assert!(!held(&signals, "2026-03-08T23:59:59Z").contains(&Sign::AttemptsFailed));
    assert!(held(&signals, "2026-03-09T00:00:00Z").contains(&Sign::AttemptsFailed));
    let mut between = two;
    between.extend([(day(7), contact(None, vec![])), (day(9), attempt())]);
    assert!(!held(&after_the_report(between), "2026-03-30T00:00:00Z").contains(&Sign::AttemptsFailed));
}

#[test]
fn a_day_that_was_named_and_passed_counts_until_they_are_called() {
    let named = (at("2026-03-04T10:00:00Z"), contact(Some(date(2026, 3, 10)), vec![]));
    let signals = after_the_report(vec![named.clone()]);
    assert!(!held(&signals, "2026-03-10T23:59:59Z").contains(&Sign::NotCalledBack));
    assert!(held(&signals, "2026-03-11T00:00:00Z").contains(&Sign::NotCalledBack));
    let called = after_the_report(vec![named, (at("2026-03-20T10:00:00Z"), contact(None, vec![]))]);
    assert!(!held(&called, "2026-04-20T10:00:00Z").contains(&Sign::NotCalledBack));
}

#[test]
fn what_a_victim_asked_and_nobody_answered_counts_from_its_deadline() {
    let asked = CaseEvent::Message(crate::MessageEvent::UpdateAskedFor { victim: VICTIM, id: Uuid::nil() });
    let signals = after_the_report(vec![(at("2026-03-05T09:00:00Z"), asked)]);
    // Two working days from Thursday 5 March end with Monday 9 March.
    assert!(!held(&signals, "2026-03-09T23:59:59Z").contains(&Sign::AskedAndHeardNothing));
    assert!(held(&signals, "2026-03-10T00:00:00Z").contains(&Sign::AskedAndHeardNothing));
}

#[test]
fn whoever_left_is_lost_and_not_on_the_list_until_they_come_back() {
    let signals = after_the_report(vec![(at("2026-03-20T09:00:00Z"), happened(leaving::LEFT))]);
    assert_eq!(signals, []);
    let back = [(leaving::LEFT, "2026-03-20T09:00:00Z"), (leaving::BACK, "2026-03-23T09:00:00Z")];
    let signals = after_the_report(back.map(|(trigger, when)| (at(when), happened(trigger))).into());
    assert!(held(&signals, "2026-04-20T00:00:00Z").contains(&Sign::Silent));
}

proptest! {
    /// The instant at which a case comes onto the list says at every moment what the sum says; the sum never falls while
    /// nothing happens.
    #[test]
    fn the_list_is_the_sum_at_every_moment(
        steps in prop::collection::vec((0..5usize, 0..60i64), 0..12),
        asked in prop::collection::vec(0..200i64, 1..8),
    ) {
        let reported = at("2026-03-02T09:00:00Z");
        let later = |days: i64| reported.checked_add((days * 24).hours()).unwrap();
        let mut steps = steps;
        steps.sort_by_key(|(_, day)| *day);
        let next = |day: i64| Some(calendar::london_date(later(day + 7)));
        let told = steps.into_iter().map(|(kind, day)| {
            let event = match kind {
                0 => contact(next(day), vec![]),
                1 => attempt(),
                2 => CaseEvent::Message(crate::MessageEvent::UpdateAskedFor { victim: VICTIM, id: Uuid::nil() }),
                3 => happened("proceedings_delayed"),
                _ => happened("suspect_arrested"),
            };
            (later(day), event)
        });
        let signals = after_the_report(told.collect());
        let rules = Warnings::embedded();
        let mut asked = asked;
        asked.sort_unstable();
        let mut before = 0;
        for day in asked {
            let now = later(day);
            let by_hand: u32 = rules.reasons.iter()
                .filter(|one| signals.iter().any(|signal| signal.sign == one.id && signal.from <= now))
                .map(|one| one.weight).sum();
            prop_assert_eq!(score(&signals, now), by_hand);
            prop_assert_eq!(listed_from(&signals).is_some_and(|from| from <= now), by_hand >= rules.list_from);
            prop_assert!(by_hand >= before);
            before = by_hand;
        }
    }
}

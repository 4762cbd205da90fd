use super::*;
use crate::{
    CaseId, Facts, Hearing, Origin, Recorder, VictimId,
    access::{Basis as Ground, Purpose},
    event::FlagBecause,
    personal::PersonalRef,
};
use calendar::Calendar;
use jiff::{SignedDuration, civil::date};
use proptest::prelude::*;
use uuid::Uuid;
use victims_code::Code;

const CASE: CaseId = CaseId(Uuid::from_u128(1));
const VICTIM: VictimId = VictimId(Uuid::from_u128(2));

const FLAGS: [&str; 4] = ["vulnerable", "serious_crime", "under_18", "witness"];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn text() -> PersonalRef {
    crate::Personal::new(Uuid::from_u128(3), [7; 16], CASE, &"words").unwrap().reference()
}

fn happened(trigger: &str) -> CaseEvent {
    CaseEvent::Happened {
        trigger: trigger.into(),
        victim: None,
        key: None,
        facts: Facts::default(),
        words: None,
    }
}

fn victim(flags: &[&str]) -> CaseEvent {
    let flag = |flag: &&str| FlagBecause { flag: (*flag).into(), because: String::new() };
    CaseEvent::VictimAdded { victim: VICTIM, details: text(), flags: flags.iter().map(flag).collect() }
}

fn reviewed(keep_until: Option<Date>) -> CaseEvent {
    CaseEvent::Access(AccessEvent::RetentionReviewed { keep_until, words: None })
}

fn held() -> CaseEvent {
    CaseEvent::Access(AccessEvent::LegalHoldPlaced { words: None })
}

fn lifted() -> CaseEvent {
    CaseEvent::Access(AccessEvent::LegalHoldLifted { words: None })
}

fn erased() -> CaseEvent {
    CaseEvent::Access(AccessEvent::VictimErased { victim: VICTIM })
}

fn told() -> Vec<(&'static str, CaseEvent)> {
    vec![
        ("2020-01-06T09:00:00Z", CaseEvent::CaseOpened { title: "Burglary".into(), area: None }),
        ("2020-01-06T09:00:00Z", victim(&[])),
        ("2020-01-06T09:00:00Z", happened("crime_reported")),
        ("2020-03-02T09:00:00Z", happened("nfa_decision_police")),
    ]
}

fn record(told: &[(Timestamp, CaseEvent)]) -> Vec<Recorded> {
    let by = Recorder { organisation: "met".into(), person: None, origin: Origin::Person };
    let recorded = |(version, (at, event)): (u64, &(Timestamp, CaseEvent))| Recorded {
        version,
        at: *at,
        received_at: None,
        recorded_at: *at,
        by: by.clone(),
        event: event.clone(),
    };
    (1..).zip(told).map(recorded).collect()
}

fn judged(told: &[(Timestamp, CaseEvent)]) -> (Retention<'static>, Case, Vec<Owed>) {
    let events = record(told);
    let case = Case::from_events(CASE, &events);
    let owed = crate::owed::owed(&case, &events, Code::embedded(), Calendar::england_and_wales());
    (retention(&case, &events, &owed, Schedule::embedded()), case, owed)
}

fn judge(told: Vec<(&str, CaseEvent)>) -> Retention<'static> {
    let told: Vec<(Timestamp, CaseEvent)> = told.into_iter().map(|(when, event)| (at(when), event)).collect();
    judged(&told).0
}

fn review(told: Vec<(&str, CaseEvent)>) -> Review<'static> {
    match judge(told) {
        Retention::Review(review) => review,
        other => panic!("{other:?}"),
    }
}

#[test]
fn six_years_after_the_last_deadline_of_a_case_that_is_closed() {
    let found = review(told());
    assert_eq!(found.group.slug, "everything_else");
    // The decision was on Monday 2 March; whoever took it had five working days to tell the victim, and the victim three
    // months to ask for a review of it.
    assert!(found.since >= date(2020, 3, 9), "{}", found.since);
    assert_eq!(found.on, found.since.saturating_add(6.years()));
    let waits = judge(told()).waits_from().unwrap();
    assert_eq!(calendar::london_date(waits), found.on);
}

#[test]
fn the_longest_period_that_fits_counts() {
    let with = |flags: &[&str], trigger: &str| {
        let mut told = told();
        told[1].1 = victim(flags);
        told.push(("2020-03-02T09:00:00Z", happened(trigger)));
        review(told).group.slug.clone()
    };
    assert_eq!(with(&["serious_crime"], "any_contact_with_victim"), "serious");
    assert_eq!(with(&["serious_crime", "under_18"], "any_contact_with_victim"), "child");
    assert_eq!(with(&["serious_crime"], "mappa_meeting_set"), "public_protection");
    assert_eq!(with(&["vulnerable"], "any_contact_with_victim"), "everything_else");
}

#[test]
fn what_is_open_is_not_due_and_what_is_closed_at_the_same_moment_as_the_next_begins_is_open() {
    let open = |told| match judge(told) {
        Retention::Open(open) => open.iter().map(|open| open.slug.as_str()).collect(),
        _ => Vec::new(),
    };
    let mut told = told();
    assert_eq!(open(told[..3].to_vec()), ["investigation"]);
    assert_eq!(open(told.clone()), [""; 0]);
    told.push(("2020-06-01T09:00:00Z", happened("charged")));
    assert_eq!(open(told.clone()), ["prosecution"]);
    told.push(("2020-07-01T09:00:00Z", happened("hearing_outcome_known")));
    told.push(("2020-07-01T09:00:00Z", happened("hearing_date_set")));
    assert_eq!(open(told.clone()), ["prosecution"]);
    told.push(("2020-09-01T09:00:00Z", happened("sentence_passed")));
    assert_eq!(open(told.clone()), [""; 0]);
    told.push(("2020-09-20T09:00:00Z", happened("appeal_lodged")));
    told.push(("2020-09-21T09:00:00Z", happened("vcs_joined")));
    assert_eq!(open(told), ["appeal", "custody"]);
}

#[test]
fn a_hearing_to_come_counts_as_the_last_thing() {
    let mut told = told();
    let hearing = Hearing { date: date(2031, 5, 6), time: None, court: None, court_name: None };
    let facts = Facts { hearing: Some(hearing), ..Facts::default() };
    let set =
        CaseEvent::Happened { trigger: "trial_day".into(), victim: None, key: None, facts, words: None };
    told.push(("2020-03-03T09:00:00Z", set));
    assert_eq!(review(told).since, date(2031, 5, 6));
}

#[test]
fn a_hold_stops_everything_and_what_was_to_be_destroyed_is_looked_at_again_after_it() {
    let mut told = told();
    let due = review(told.clone()).on;
    told.push(("2026-04-01T09:00:00Z", reviewed(None)));
    assert_eq!(judge(told.clone()), Retention::MayBeDestroyed { review: 5, at: at("2026-04-01T09:00:00Z") });
    told.push(("2026-04-02T09:00:00Z", held()));
    assert_eq!(judge(told.clone()), Retention::Held);
    assert_eq!(judge(told.clone()).waits_from(), None);
    told.push(("2026-04-03T09:00:00Z", lifted()));
    assert_eq!(review(told).on, due, "the review of before the hold counts no longer");
}

#[test]
fn a_review_sets_a_later_day_and_never_an_earlier_one() {
    let mut told = told();
    let due = review(told.clone()).on;
    told.push(("2026-04-01T09:00:00Z", reviewed(Some(date(2030, 1, 1)))));
    let kept = review(told.clone());
    assert_eq!((kept.on, kept.kept_until), (date(2030, 1, 1), Some(date(2030, 1, 1))));
    told.push(("2026-04-02T09:00:00Z", reviewed(Some(date(2021, 1, 1)))));
    assert_eq!(review(told).on, due);
}

#[test]
fn what_is_done_after_a_review_that_gave_the_case_up_keeps_it() {
    let mut told = told();
    told.push(("2026-04-01T09:00:00Z", reviewed(None)));
    told.push(("2026-04-02T09:00:00Z", CaseEvent::NoteRecorded { words: text() }));
    assert!(
        matches!(judge(told.clone()), Retention::MayBeDestroyed { .. }),
        "a note is not work on the case"
    );
    told.push(("2026-04-03T09:00:00Z", happened("any_contact_with_victim")));
    assert!(review(told).since >= date(2026, 4, 3));
}

#[test]
fn when_everybody_is_erased_nothing_is_left_to_review() {
    let mut told = told();
    told.push(("2026-04-01T09:00:00Z", reviewed(None)));
    told.push(("2026-04-02T09:00:00Z", erased()));
    assert_eq!(judge(told), Retention::Destroyed);
}

/// Whatever can happen in a case but for what takes back what was said before: a correction may shorten the time.
fn something() -> impl Strategy<Value = CaseEvent> {
    let triggers: Vec<String> = Code::embedded().triggers().iter().map(|t| t.slug.to_string()).collect();
    let add = |flag: &str| vec![FlagBecause { flag: flag.into(), because: String::new() }];
    let shared = || AccessEvent::SharingDecided {
        victim: VICTIM,
        with: "harbour".into(),
        purpose: Purpose::Support,
        basis: Ground::ConsentGiven,
        words: None,
    };
    prop_oneof![
        12 => proptest::sample::select(triggers).prop_map(|trigger| happened(&trigger)),
        2 => proptest::sample::select(&FLAGS[..])
            .prop_map(move |flag| CaseEvent::VictimFactsRecorded { victim: VICTIM, add: add(flag), remove: vec![] }),
        1 => Just(CaseEvent::NoteRecorded { words: text() }),
        1 => Just(CaseEvent::Access(shared())),
        1 => Just(held()),
        1 => Just(lifted()),
        1 => (2000_i16..2060).prop_map(|year| reviewed(Some(date(year, 3, 1)))),
        1 => Just(reviewed(None)),
    ]
}

/// A story from 2016 on, each thing after the one before.
fn story() -> impl Strategy<Value = Vec<(Timestamp, CaseEvent)>> {
    let begins = at("2016-05-04T10:00:00Z");
    proptest::collection::vec((0_i64..400, something()), 0..14).prop_map(move |rest| {
        let mut told = vec![
            (begins, CaseEvent::CaseOpened { title: "A case".into(), area: None }),
            (begins, victim(&[])),
        ];
        let mut now = begins;
        for (days, event) in rest {
            now = now.saturating_add(SignedDuration::from_hours(days * 24)).unwrap();
            told.push((now, event));
        }
        told
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_due_while_it_is_held_or_open(told in story()) {
        let (found, case, _) = judged(&told);
        let open = still_open(&case, Schedule::embedded());
        if case.access.legal_hold {
            prop_assert_eq!(found.waits_from(), None);
        } else if !open.is_empty() {
            prop_assert!(!matches!(found, Retention::Review(_)), "{:?}", open);
        }
    }

    #[test]
    fn nothing_is_due_before_its_years_after_whatever_was_done_heard_or_owed(told in story()) {
        let (found, _, owed) = judged(&told);
        if let Retention::Review(review) = found {
            let years = i32::from(review.group.years);
            prop_assert!(years >= 6);
            let done = told.iter().filter(|(_, event)| is_done(event)).map(|(at, _)| calendar::london_date(*at));
            for last in done.chain(owed.iter().filter_map(|owed| owed.due)) {
                prop_assert!(review.on >= last.saturating_add(years.years()), "{last}: {}", review.on);
            }
        }
    }

    #[test]
    fn what_is_done_later_never_brings_the_day_forward(told in story(), days in 0_i64..900, more in something()) {
        let before = judged(&told).0;
        let last = told.last().map(|(at, _)| *at).unwrap();
        let mut longer = told.clone();
        longer.push((last.saturating_add(SignedDuration::from_hours(days * 24)).unwrap(), more.clone()));
        let after = judged(&longer).0;
        let is_review = matches!(more, CaseEvent::Access(AccessEvent::RetentionReviewed { .. }));
        if let (Retention::Review(before), Retention::Review(after), false) = (before, after, is_review) {
            prop_assert!(after.on >= before.on, "{more:?}: {} then {}", before.on, after.on);
        }
    }
}

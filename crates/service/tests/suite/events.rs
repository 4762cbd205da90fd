//! Recording that something happened.

use crate::{
    contacts::{charged, fields},
    on_both_engines,
    town::{Town, at, count, happened, now, victim_named},
};
use jiff::{ToSpan, civil::date};
use record::Hearing;
use service::{ServiceError, record_event::EventForm};

on_both_engines!(
    an_event_starts_what_the_code_owes,
    an_event_for_one_victim_starts_nothing_for_another,
    a_clock_that_starts_with_learning_waits_until_somebody_learns,
    times_that_cannot_be_are_refused,
    what_is_not_known_is_refused,
);

fn interview(version: u64) -> EventForm {
    EventForm {
        version,
        trigger: "suspect_interviewed_under_caution".into(),
        at: at("2026-03-27T15:00:00Z"),
        received_at: None,
        victim: None,
        hearing: None,
        words: Some("He gave no comment".into()),
    }
}

async fn an_event_starts_what_the_code_owes(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let saved = town
        .service
        .record_event(&town.officer(), case, interview(loaded.case.version), now())
        .await
        .unwrap();
    assert_eq!(saved.version, loaded.case.version + 1);
    assert_eq!(saved.started.len(), 2, "one for each victim: {:?}", saved.started);
    let after = town.load(case).await;
    let owed = town.owed(&after);
    let due: Vec<_> = owed.iter().filter(|o| o.duty == "r06-interviewed").map(|o| o.due).collect();
    assert_eq!(due, [Some(date(2026, 4, 7)), Some(date(2026, 4, 7))], "five working days over Easter");
    let stale = town.service.record_event(&town.officer(), case, interview(loaded.case.version), now()).await;
    assert!(matches!(stale, Err(ServiceError::Stale(stale)) if stale.since.len() == 1));
}

async fn an_event_for_one_victim_starts_nothing_for_another(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let form = EventForm { victim: Some(moss), ..interview(loaded.case.version) };
    town.service.record_event(&town.officer(), case, form, now()).await.unwrap();
    let owed = town.owed(&town.load(case).await);
    assert_eq!((count(&owed, moss, "r06-interviewed"), count(&owed, reed, "r06-interviewed")), (1, 0));
    let view = town.service.victim_case(&town.as_victim(case, reed), now()).await.unwrap();
    assert!(!format!("{view:?}").contains("interviewed"));
}

async fn a_clock_that_starts_with_learning_waits_until_somebody_learns(town: Town) {
    let case = charged(&town).await;
    let version = town.load(case).await.case.version;
    let warrant = EventForm { trigger: "arrest_warrant_issued".into(), ..interview(version) };
    town.service.record_event(&town.officer(), case, warrant.clone(), now()).await.unwrap();
    let learned =
        EventForm { received_at: Some(at("2026-03-30T08:00:00Z")), version: version + 1, ..warrant };
    town.service.record_event(&town.officer(), case, learned, now()).await.unwrap();
    let loaded = town.load(case).await;
    let owed = town.owed(&loaded);
    let due = |trigger| owed.iter().find(|o| o.duty == "r08-warrant-issued" && o.trigger == trigger).unwrap();
    assert!(due(version + 1).waiting);
    assert_eq!(due(version + 2).due, Some(date(2026, 4, 8)), "five working days from the 30th");
    assert_eq!(happened(&loaded, "arrest_warrant_issued").len(), 2);
}

async fn times_that_cannot_be_are_refused(town: Town) {
    let case = charged(&town).await;
    let version = town.load(case).await.case.version;
    let calendar = town.service.rules().calendar;
    let before = format!("{:04}-12-31T12:00:00Z", calendar.first_year() - 1);
    for (what, form, field) in [
        ("ahead", EventForm { at: now() + 1.hour(), ..interview(version) }, "at"),
        ("before the calendar", EventForm { at: at(&before), ..interview(version) }, "at"),
        ("the year 1", EventForm { at: at("0001-01-02T00:00:00Z"), ..interview(version) }, "at"),
        (
            "learned ahead",
            EventForm { received_at: Some(now() + 1.hour()), ..interview(version) },
            "received_at",
        ),
        (
            "learned before it happened",
            EventForm { received_at: Some(at("2026-03-27T14:59:59Z")), ..interview(version) },
            "received_at",
        ),
    ] {
        let refused = fields(town.service.record_event(&town.officer(), case, form, now()).await);
        assert_eq!(refused, [field], "{what}");
    }
    // Long after the calendar ends nothing is guessed either.
    let late = at("2199-06-01T09:00:00Z");
    let form = EventForm { at: late, ..interview(version) };
    assert_eq!(fields(town.service.record_event(&town.officer(), case, form, late).await), ["at"]);
    assert_eq!(town.load(case).await.case.version, version);
}

async fn what_is_not_known_is_refused(town: Town) {
    let case = charged(&town).await;
    let version = town.load(case).await.case.version;
    let endless = "a".repeat(1_000_000);
    let hearing = Hearing { date: date(2026, 5, 1), time: None, court: None, court_name: None };
    for (form, field) in [
        (EventForm { trigger: "something".into(), ..interview(version) }, "trigger"),
        (EventForm { trigger: String::new(), ..interview(version) }, "trigger"),
        (
            EventForm { victim: Some(record::VictimId(uuid::Uuid::from_u128(9))), ..interview(version) },
            "victim",
        ),
        (EventForm { trigger: "hearing_date_set".into(), ..interview(version) }, "hearing_date"),
        (EventForm { words: Some(endless.clone()), ..interview(version) }, "words"),
        (
            EventForm {
                hearing: Some(Hearing { court_name: Some(endless.clone()), ..hearing.clone() }),
                ..interview(version)
            },
            "hearing_court",
        ),
        (
            EventForm { hearing: Some(Hearing { court: Some(endless), ..hearing }), ..interview(version) },
            "hearing_court",
        ),
    ] {
        let refused = fields(town.service.record_event(&town.officer(), case, form, now()).await);
        assert_eq!(refused, [field]);
    }
    assert_eq!(town.load(case).await.case.version, version);
}

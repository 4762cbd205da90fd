//! The contacts behind a figure are read from their cases: what somebody may not see there, they do not read here.

use crate::town::{Town, at, now};
use policy::Role;
use record::{
    CaseEvent, CaseId, Contact, Facts, Month, OrganisationId, Origin, PersonDetails, Personal, Recorder,
    VictimId,
    event::{Channel, DutyRef, Understood},
};
use service::{Actor, ServiceError, steps::StepsQuery, unit_contacts::UnitQuery};
use store::{Batch, LoadedCase, NewEvent};
use uuid::Uuid;

crate::on_both_engines!(
    the_latest_contacts_come_first_with_their_words_and_what_has_no_record,
    a_case_that_is_shut_to_somebody_is_not_read_here_either,
    the_steps_count_what_stands_behind_them,
);

const BAIL: &str = "r06-bail-granted";

/// A release on bail on 2 March, and a call on a day of March
async fn bail(town: &Town, number: u128, called: Option<i8>) -> CaseId {
    let (case, victim) = (CaseId(Uuid::from_u128(number << 8)), VictimId(Uuid::from_u128((number << 8) + 1)));
    let by = Recorder { organisation: "met".into(), person: Some("okafor".into()), origin: Origin::Person };
    let released = at("2026-03-02T10:00:00Z");
    let details = PersonDetails { name: format!("Person {number}"), ..PersonDetails::default() };
    let details = Personal::new(Uuid::from_u128((number << 8) + 2), [1; 16], case, &details).unwrap();
    let events = vec![
        CaseEvent::CaseOpened { title: "Burglary".into(), area: Some("01".into()) },
        CaseEvent::OwnerAssigned {
            provider: "police".into(),
            organisation: "met".into(),
            team: None,
            person: Some("okafor".into()),
        },
        CaseEvent::VictimAdded { victim, details: details.reference(), flags: Vec::new() },
        CaseEvent::Happened {
            trigger: "bail_granted".into(),
            victim: None,
            key: None,
            facts: Facts::default(),
            words: None,
        },
    ];
    let mut loaded = LoadedCase::new(case);
    let events = events.into_iter().map(|event| NewEvent::at(released, event)).collect();
    loaded.record(&by, released, events, vec![details]).unwrap();
    if let Some(day) = called {
        let when = at(&format!("2026-03-{day:02}T10:00:00Z"));
        let words = format!("Told on day {day}");
        let told = Personal::new(Uuid::from_u128((number << 8) + 3), [2; 16], case, &words).unwrap();
        let contact = Contact {
            victim,
            representative: None,
            channel: Channel::Phone,
            told: told.reference(),
            understood: Understood::Yes,
            against_preference: None,
            asked: None,
            next: None,
            meets: vec![DutyRef { duty: BAIL.into(), trigger: 4, victim: None }],
        };
        let contact = NewEvent::at(when, CaseEvent::ContactRecorded(contact));
        loaded.record(&by, when, vec![contact], vec![told]).unwrap();
    }
    town.store().commit(Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
    case
}

fn query() -> UnitQuery {
    UnitQuery { team: None, month: Month::of(at("2026-03-15T00:00:00Z")), duties: vec![BAIL.into()] }
}

fn sergeant(town: &Town) -> Actor {
    town.service.actor("sergeant", now()).unwrap()
}

async fn the_latest_contacts_come_first_with_their_words_and_what_has_no_record(town: Town) {
    for (number, called) in [(1, Some(4)), (2, Some(20)), (3, Some(12)), (4, None)] {
        bail(&town, number, called).await;
    }
    let found = town.service.unit_contacts(&sergeant(&town), query(), now()).await.unwrap();
    let read: Vec<_> = found.read.iter().map(|one| (one.told.clone().unwrap(), one.late_by)).collect();
    // Due by the end of Monday 9 March.
    let line = |told: &str, late| (told.to_owned(), late);
    assert_eq!(
        read,
        [line("Told on day 20", Some(9)), line("Told on day 12", Some(3)), line("Told on day 4", None)]
    );
    assert_eq!(found.missing.iter().map(|one| one.owed.victim.as_str()).collect::<Vec<_>>(), ["Person 4"]);
    assert_eq!((found.recorded, found.without_record, found.not_shown), (3, 1, 0));
    // Another month, another organisation's supervisor, and oversight have none of it.
    let february = UnitQuery { month: query().month.previous(), ..query() };
    let nothing = town.service.unit_contacts(&sergeant(&town), february, now()).await.unwrap();
    assert_eq!((nothing.recorded, nothing.without_record), (0, 0));
    assert!(nothing.earlier.is_empty(), "nothing of the months before");
    // A month with few brings those of the months before, and does not count them.
    let april = UnitQuery { month: query().month.next(), ..query() };
    let few = town.service.unit_contacts(&sergeant(&town), april, now()).await.unwrap();
    assert_eq!((few.read.len(), few.earlier.len(), few.recorded), (0, 3, 0));
    let kent = town.staff(Role::Supervisor, "kent");
    assert_eq!(town.service.unit_contacts(&kent, query(), now()).await.unwrap().recorded, 0);
    let theirs = UnitQuery { team: Some("a-team-of-met".into()), ..query() };
    let refused = town.service.unit_contacts(&kent, theirs, now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)), "{refused:?}");
    let officer = town.service.unit_contacts(&town.officer(), query(), now()).await;
    assert!(matches!(officer, Err(ServiceError::NotAllowed)), "{officer:?}");
}

async fn a_case_that_is_shut_to_somebody_is_not_read_here_either(town: Town) {
    let shut = bail(&town, 1, Some(20)).await;
    bail(&town, 2, Some(12)).await;
    bail(&town, 3, None).await;
    let mut loaded = town.load(shut).await;
    let by = Recorder { organisation: "met".into(), person: Some("okafor".into()), origin: Origin::Person };
    let restricted = record::AccessEvent::CaseRestricted { people: ["okafor".into()].into(), words: None };
    loaded.record(&by, now(), vec![NewEvent::at(now(), CaseEvent::Access(restricted))], Vec::new()).unwrap();
    town.store().commit(Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
    let found = town.service.unit_contacts(&sergeant(&town), query(), now()).await.unwrap();
    let read: Vec<_> = found.read.iter().filter_map(|one| one.told.as_deref()).collect();
    assert_eq!(read, ["Told on day 12"]);
    assert_eq!((found.not_shown, found.recorded), (1, 2));
    // Somebody of oversight who asks past the page's door sees no case at all.
    let mut oversight = sergeant(&town);
    oversight.role = Role::Oversight;
    let found = town.service.unit_contacts(&oversight, query(), now()).await.unwrap();
    assert!(found.read.is_empty() && found.missing.is_empty() && found.not_shown == 3, "{found:?}");
    assert_eq!(OrganisationId::from("met"), oversight.organisation());
}

async fn the_steps_count_what_stands_behind_them(town: Town) {
    use record::Count;
    for (number, called) in [(1, Some(4)), (2, Some(20)), (3, None)] {
        bail(&town, number, called).await;
    }
    let query = || StepsQuery { month: query().month, duties: vec![BAIL.into()] };
    let counts = town.service.steps(&sergeant(&town), query()).await.unwrap();
    let of = |count| counts.get(count);
    assert_eq!([of(Count::Met), of(Count::MetLate), of(Count::Open), of(Count::Waived)], [1, 1, 1, 0]);
    let kent = town.service.steps(&town.staff(Role::Supervisor, "kent"), query()).await.unwrap();
    assert_eq!(kent, record::Counts::default());
}

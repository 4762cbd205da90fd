//! A supervisor who has never seen the figures: within three clicks from signing in she knows which team is latest in telling
//! victims of bail, and reads five of its contacts.

use crate::{walk::Walk, world::World};
use jiff::{Timestamp, ToSpan};
use record::{
    CaseEvent, CaseId, Contact, Facts, Origin, PersonDetails, Personal, Recorder, VictimId,
    event::{Channel, DutyRef, Understood},
};
use store::{Batch, LoadedCase, NewEvent};
use uuid::Uuid;

/// Team, days between the release and the call
const CASES: [(&str, i64); 8] = [
    ("riverside-response", 10),
    ("riverside-response", 11),
    ("riverside-response", 12),
    ("riverside-response", 13),
    ("riverside-response", 14),
    ("riverside-response", 15),
    ("riverside-investigation", 1),
    ("riverside-investigation", 2),
];

fn told(number: usize) -> String {
    format!("I rang after {} days: he is on bail and may not come to the house.", CASES[number].1)
}

pub async fn walk(walk: &mut Walk<'_>) {
    for number in 0..CASES.len() {
        bail(walk.world, number).await;
    }
    walk.sign_in("police-supervisor-1").await;
    let mut clicks = 0;
    click(walk, &mut clicks, "Figures of Riverside Police").await;
    walk.reads("Figures for February 2026").await;
    walk.look("figures").await;
    click(walk, &mut clicks, "Told of bail in time").await;
    walk.reads("The latest team is Riverside Response Team B: 0%, 0 of 6, in time").await;
    walk.look("told-of-bail").await;
    click(walk, &mut clicks, "Read its contacts").await;
    walk.reads("Riverside Response Team B: contacts to read").await;
    for number in 0..5 {
        walk.reads(&told(number)).await;
    }
    walk.never_reads(&told(6)).await;
    walk.look("contacts").await;
    assert_eq!(clicks, 3);
}

async fn click(walk: &mut Walk<'_>, clicks: &mut u32, words: &str) {
    walk.press_text(words).await;
    *clicks += 1;
}

/// A release on bail, and the call in which the victim was told of it
async fn bail(world: &World, number: usize) {
    let (team, days) = CASES[number];
    let id = 0xba11_0000 + number as u128 * 16;
    let (case, victim) = (CaseId(Uuid::from_u128(id)), VictimId(Uuid::from_u128(id + 1)));
    let person = "police-officer-3";
    let by = Recorder {
        organisation: "riverside-police".into(),
        person: Some(person.into()),
        origin: Origin::Person,
    };
    let released: Timestamp = "2026-02-02T10:00:00Z".parse().unwrap();
    let called = released + (days * 24).hours();
    let details = PersonDetails { name: format!("Invented Person {number}"), ..PersonDetails::default() };
    let details = Personal::new(Uuid::from_u128(id + 2), [1; 16], case, &details).unwrap();
    let words = Personal::new(Uuid::from_u128(id + 3), [2; 16], case, &told(number)).unwrap();
    let mut loaded = LoadedCase::new(case);
    let events = vec![
        CaseEvent::CaseOpened { title: "Burglary of a home".into(), area: Some("01".into()) },
        CaseEvent::OwnerAssigned {
            provider: "police".into(),
            organisation: "riverside-police".into(),
            team: Some(team.into()),
            person: Some(person.into()),
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
    let events = events.into_iter().map(|event| NewEvent::at(released, event)).collect();
    loaded.record(&by, released, events, vec![details]).unwrap();
    let contact = Contact {
        victim,
        representative: None,
        channel: Channel::Phone,
        told: words.reference(),
        understood: Understood::Yes,
        against_preference: None,
        asked: None,
        next: None,
        meets: vec![DutyRef { duty: "r06-bail-granted".into(), trigger: 4, victim: None }],
    };
    let contact = NewEvent::at(called, CaseEvent::ContactRecorded(contact));
    loaded.record(&by, called, vec![contact], vec![words]).unwrap();
    world.service.store().commit(Batch::of(loaded.changes(world.service.rules()))).await.unwrap();
}

//! The directory: everything of a change or nothing, and a number that rises with each.

use crate::on_both_engines;
use jiff::civil::date;
use store::{
    Absence, DirectoryChanges, DirectoryToken, Organisation, Person, Post, Store, StoreError, Team, Unit,
};
use uuid::Uuid;

fn everything() -> DirectoryChanges {
    DirectoryChanges {
        read: None,
        organisations: vec![Organisation {
            id: "force".into(),
            name: "Invented Police".into(),
            provider: "police".into(),
            area: "01 48".into(),
            phone: "020 7946 0100".into(),
            kind: "police_force".into(),
            ended_on: Some(date(2030, 1, 31)),
        }],
        units: vec![Unit { id: "north".into(), organisation: "force".into(), name: "North".into() }],
        teams: vec![Team {
            id: "hub".into(),
            organisation: "force".into(),
            name: "Hub".into(),
            phone: "020 7946 0101".into(),
            unit: "north".into(),
            covered_by: "desk".into(),
            ended_on: Some(date(2029, 12, 31)),
        }],
        people: vec![Person {
            id: "p1".into(),
            name: "Somebody Invented".into(),
            role: "officer".into(),
            organisation: "force".into(),
            team: "hub".into(),
            phone: "020 7946 0102".into(),
            user_name: "somebody@force.test".into(),
            external_id: "4711".into(),
            inactive: true,
            joined_on: Some(date(2026, 2, 28)),
            left_on: Some(date(2026, 3, 31)),
            hours: "mon-fri 09:00-17:00".into(),
            works_bank_holidays: true,
            post_from: Some(date(2026, 3, 2)),
            post_until: Some(date(2026, 3, 30)),
            ..Person::default()
        }],
        posts: vec![Post {
            id: "p1-b".into(),
            person: "p1".into(),
            position: 1,
            role: "supervisor".into(),
            organisation: "force".into(),
            team: "hub".into(),
            from: Some(date(2026, 3, 1)),
            until: None,
        }],
        deputies: vec![("p1".into(), vec!["p3".into(), "p2".into()])],
        absences: vec![Absence {
            id: Uuid::from_u128(7),
            person: "p1".into(),
            kind: "leave".into(),
            from: "2026-03-05T00:00:00Z".parse().unwrap(),
            until: None,
            deputy: "p2".into(),
            recorded_by: "p1".into(),
            recorded_at: "2026-03-04T00:00:00Z".parse().unwrap(),
            withdrawn_at: None,
        }],
        tokens: vec![DirectoryToken {
            id: "t1".into(),
            organisation: "force".into(),
            digest: vec![1, 2, 255],
            made_at: "2026-03-04T00:00:00Z".parse().unwrap(),
            expires_at: "2027-03-04T00:00:00Z".parse().unwrap(),
            ended_at: None,
        }],
    }
}

async fn read(store: &Store) -> DirectoryChanges {
    let mut deputies: Vec<(String, Vec<String>)> = Vec::new();
    for (person, deputy) in store.deputies().await.unwrap() {
        match deputies.last_mut().filter(|last| last.0 == person) {
            Some(last) => last.1.push(deputy),
            None => deputies.push((person, vec![deputy])),
        }
    }
    DirectoryChanges {
        read: None,
        organisations: store.organisations().await.unwrap(),
        units: store.units().await.unwrap(),
        teams: store.teams().await.unwrap(),
        people: store.people().await.unwrap(),
        posts: store.posts().await.unwrap(),
        deputies,
        absences: store.absences("2026-01-01T00:00:00Z".parse().unwrap()).await.unwrap(),
        tokens: store.directory_tokens().await.unwrap(),
    }
}

async fn what_is_written_is_read(store: Store) {
    store.change_directory(&everything()).await.unwrap();
    assert_eq!(read(&store).await, everything());
    assert_eq!(store.person("p1").await.unwrap().unwrap(), everything().people[0]);

    let mut later = everything();
    later.people[0].left_on = None;
    later.people[0].inactive = false;
    later.posts[0].until = Some(date(2026, 6, 30));
    later.deputies[0].1 = vec!["p2".into()];
    store.change_directory(&later).await.unwrap();
    assert_eq!(read(&store).await, later, "a change replaces what it names");
}

async fn a_change_against_an_older_directory_writes_nothing(store: Store) {
    store.change_directory(&everything()).await.unwrap();
    let version = store.directory_version().await.unwrap();
    let mut mine = everything();
    mine.read = Some(version);
    mine.people[0].name = "First".into();
    store.change_directory(&mine).await.unwrap();
    assert!(store.directory_version().await.unwrap() > version);

    mine.people[0].name = "Second".into();
    let refused = store.change_directory(&mine).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
    assert_eq!(store.person("p1").await.unwrap().unwrap().name, "First");
}

async fn two_people_cannot_have_one_account_name_and_then_nothing_is_written(store: Store) {
    store.change_directory(&everything()).await.unwrap();
    let before = store.directory_version().await.unwrap();
    let twin = Person { id: "p9".into(), external_id: String::new(), ..everything().people[0].clone() };
    let organisations = vec![Organisation { id: "new".into(), ..Organisation::default() }];
    let changes = DirectoryChanges { organisations, people: vec![twin], ..DirectoryChanges::default() };
    assert!(matches!(store.change_directory(&changes).await, Err(StoreError::Conflict)));
    assert_eq!(store.organisations().await.unwrap().len(), 1);
    assert_eq!(store.directory_version().await.unwrap(), before);
}

on_both_engines!(
    what_is_written_is_read,
    a_change_against_an_older_directory_writes_nothing,
    two_people_cannot_have_one_account_name_and_then_nothing_is_written,
);

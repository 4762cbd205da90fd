//! Sessions, links and waits hold in every process: a second store on the same database stands for a second process.

use crate::on_both_engines;
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::{
    Attempt, AttemptKind, Ended, KeptForm, NewSession, Person, Session, SessionKind, Store, StoreError,
};

on_both_engines!(
    a_session_lasts_while_it_is_used,
    a_session_that_was_ended_stays_ended,
    an_issuer_ends_its_own_sessions_only,
    a_note_is_taken_once,
    a_change_of_the_directory_is_counted,
    what_waits_for_a_browser_is_there_once,
    a_subject_belongs_to_one_person,
    failures_make_the_next_try_wait_longer,
    a_hundred_tries_at_once_count_as_a_hundred,
    a_place_gets_back_only_what_it_did_right,
);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn nine() -> Timestamp {
    at("2026-03-05T09:00:00Z")
}

fn new<'a>(key: u8, person: &'a str) -> NewSession<'a> {
    NewSession {
        key: [key; 32],
        person,
        kind: SessionKind::Staff,
        method: "openid_connect",
        issuer: "https://one.example",
        subject: Some([key + 1; 32]),
        provider_session: Some([key + 2; 32]),
        now: nine(),
        idle: SignedDuration::from_mins(20),
        longest: SignedDuration::from_hours(12),
        ticket: Some(b"ticket".to_vec()),
    }
}

async fn find(store: &Store, key: u8) -> Session {
    store.session(&[key; 32]).await.unwrap().unwrap()
}

async fn a_session_lasts_while_it_is_used(store: Store) {
    assert_eq!(store.session(&[1; 32]).await.unwrap(), None);
    store.begin_session(&new(1, "sam")).await.unwrap();
    let session = find(&store, 1).await;
    assert_eq!((session.person.as_str(), session.kind), ("sam", SessionKind::Staff));
    assert!(session.is_alive(nine() + 20.minutes()), "never before its time");
    assert!(!session.is_alive(nine() + 21.minutes()));
    store.session_seen(&[1; 32], nine() + 20.minutes()).await.unwrap();
    store.session_seen(&[1; 32], nine() + 10.minutes()).await.unwrap();
    let session = find(&store, 1).await;
    assert_eq!(session.last_seen, nine() + 20.minutes(), "an older use came later");
    assert!(session.is_alive(nine() + 40.minutes()));
    store.session_seen(&[1; 32], nine() + SignedDuration::from_hours(12)).await.unwrap();
    assert!(!find(&store, 1).await.is_alive(nine() + SignedDuration::from_hours(12)), "for ever");
    let much_later = NewSession { now: nine() + SignedDuration::from_hours(60), ..new(2, "sam") };
    store.begin_session(&much_later).await.unwrap();
    assert_eq!(store.session(&[1; 32]).await.unwrap(), None, "kept for ever");
}

async fn a_session_that_was_ended_stays_ended(store: Store) {
    for (key, person) in [(1, "sam"), (2, "sam"), (3, "mei")] {
        store.begin_session(&new(key, person)).await.unwrap();
    }
    store.end_session(&[1; 32], Ended::SignedOut, nine()).await.unwrap();
    store.session_seen(&[1; 32], nine() + 1.minute()).await.unwrap();
    let ended = find(&store, 1).await;
    assert!(!ended.is_alive(nine()));
    assert_eq!(ended.last_seen, nine());
    assert_eq!(store.session_ticket(&[1; 32]).await.unwrap(), None);
    assert_eq!(store.session_ticket(&[2; 32]).await.unwrap().as_deref(), Some(b"ticket".as_slice()));
    assert_eq!(store.sessions_of("sam").await.unwrap().len(), 1);
    assert_eq!(store.end_sessions_of("sam", Ended::SignedOutEverywhere, nine()).await.unwrap(), 1);
    assert!(!find(&store, 2).await.is_alive(nine()));
    assert!(find(&store, 3).await.is_alive(nine()), "somebody else's");
}

async fn an_issuer_ends_its_own_sessions_only(store: Store) {
    for (key, person) in [(1, "sam"), (4, "mei"), (7, "lee")] {
        store.begin_session(&new(key, person)).await.unwrap();
    }
    let end = async |issuer: &str, sid: Option<u8>, subject: Option<u8>| {
        let (sid, subject) = (sid.map(|n| [n; 32]), subject.map(|n| [n; 32]));
        store.end_sessions_by_issuer(issuer, sid.as_ref(), subject.as_ref(), nine()).await.unwrap()
    };
    assert!(end("https://two.example", Some(3), None).await.is_empty(), "another issuer");
    assert!(end("https://one.example", None, None).await.is_empty(), "nobody was named");
    assert!(end("https://one.example", Some(3), Some(5)).await.is_empty(), "another person's session");
    assert_eq!(end("https://one.example", Some(3), None).await, ["sam"]);
    assert_eq!(end("https://one.example", None, Some(5)).await, ["mei"]);
    assert!(find(&store, 7).await.is_alive(nine()));
    assert!(!find(&store, 1).await.is_alive(nine()) && !find(&store, 4).await.is_alive(nine()));
}

async fn a_note_is_taken_once(store: Store) {
    store.begin_session(&new(1, "sam")).await.unwrap();
    assert!(!find(&store, 1).await.has_note);
    store.leave_note(&[1; 32], b"sealed").await.unwrap();
    assert!(find(&store, 1).await.has_note);
    let both = futures::join!(store.take_note(&[1; 32]), store.take_note(&[1; 32]));
    let shown = [both.0.unwrap(), both.1.unwrap()];
    assert_eq!(shown.iter().flatten().count(), 1, "{shown:?}");
    assert_eq!(store.take_note(&[1; 32]).await.unwrap(), None);
}

async fn a_change_of_the_directory_is_counted(store: Store) {
    store.begin_session(&new(1, "sam")).await.unwrap();
    let before = find(&store, 1).await.directory;
    let sam = Person { id: "sam".into(), role: "officer".into(), ..Person::default() };
    store.save_directory(&[], &[], std::slice::from_ref(&sam)).await.unwrap();
    let added = find(&store, 1).await.directory;
    assert!(added > before);
    store.save_directory(&[], &[], &[Person { role: "advocate".into(), ..sam }]).await.unwrap();
    let changed = find(&store, 1).await.directory;
    assert!(changed > added);
    store.execute_for_test("delete from person where id = 'sam'").await.unwrap();
    assert!(find(&store, 1).await.directory > changed);
}

async fn what_waits_for_a_browser_is_there_once(store: Store) {
    let soon = nine() + 10.minutes();
    store.begin_flow(&[1; 32], b"flow", nine(), soon).await.unwrap();
    assert_eq!(store.take_flow(&[2; 32], nine()).await.unwrap(), None);
    assert_eq!(store.take_flow(&[1; 32], nine()).await.unwrap().as_deref(), Some(b"flow".as_slice()));
    assert_eq!(store.take_flow(&[1; 32], nine()).await.unwrap(), None, "used twice");
    store.begin_flow(&[3; 32], b"flow", nine(), soon).await.unwrap();
    assert_eq!(store.take_flow(&[3; 32], soon + 1.second()).await.unwrap(), None, "too late");

    let form = KeptForm { person: "sam".into(), sealed: b"text".to_vec() };
    store.keep_form(&[1; 32], &form, nine(), soon).await.unwrap();
    assert_eq!(store.kept_form(&[1; 32], nine()).await.unwrap(), Some(form));
    assert_eq!(store.kept_form(&[1; 32], soon + 1.second()).await.unwrap(), None, "too late");
    store.forget_form(&[1; 32]).await.unwrap();
    assert_eq!(store.kept_form(&[1; 32], nine()).await.unwrap(), None);

    assert!(store.present_once(&[1; 32], nine(), soon).await.unwrap());
    assert!(!store.present_once(&[1; 32], soon, soon + 10.minutes()).await.unwrap());
    assert!(store.present_once(&[2; 32], nine(), soon).await.unwrap());
}

async fn a_subject_belongs_to_one_person(store: Store) {
    let (one, two) = ("https://one.example", "https://two.example");
    store.link_external(one, "s-1", "sam", nine()).await.unwrap();
    store.link_external(one, "s-1", "sam", nine()).await.unwrap();
    let taken = store.link_external(one, "s-1", "mei", nine()).await;
    assert!(matches!(taken, Err(StoreError::Conflict)), "{taken:?}");
    assert_eq!(store.linked_person(one, "s-1").await.unwrap().as_deref(), Some("sam"));
    assert_eq!(store.linked_person(two, "s-1").await.unwrap(), None, "another issuer's subject");
    assert_eq!(store.unlink_external("sam").await.unwrap(), 1);
    assert_eq!(store.linked_person(one, "s-1").await.unwrap(), None);
    let columns = "select cast(issuer as text) from external_identity where issuer like '%s-1%'";
    assert!(store.strings_for_test(columns).await.unwrap().is_empty());
}

const KIND: AttemptKind = AttemptKind::AccountFromPlace;

async fn wait(store: &Store, key: u8, now: Timestamp) -> i64 {
    match store.attempt_allowed(KIND, &[key; 32], now).await.unwrap() {
        Attempt::Allowed => 0,
        Attempt::NotBefore(then) => then.duration_since(now).as_secs(),
    }
}

async fn failures_make_the_next_try_wait_longer(store: Store) {
    let mut now = nine();
    let mut waits = Vec::new();
    for _ in 0..16 {
        assert_eq!(wait(&store, 1, now).await, 0);
        let then = store.attempt_failed(KIND, &[1; 32], now).await.unwrap();
        waits.push(then.duration_since(now).as_secs());
        if then > now {
            assert!(wait(&store, 1, then - 1.millisecond()).await >= 0);
            assert!(
                !store.attempt_allowed(KIND, &[1; 32], then - 1.millisecond()).await.unwrap().is_allowed()
            );
        }
        now = then;
    }
    assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
    assert_eq!(wait(&store, 2, now).await, 0, "another account waits too");
    assert_eq!(wait(&store, 1, now + SignedDuration::from_hours(25)).await, 0, "it was never forgotten");
    store.attempt_succeeded(KIND, &[1; 32], now + SignedDuration::from_hours(25)).await.unwrap();
    for _ in 0..3 {
        assert_eq!(wait(&store, 1, now + SignedDuration::from_hours(25)).await, 0);
    }
}

async fn a_hundred_tries_at_once_count_as_a_hundred(store: Store) {
    let tries = (0..100).map(|_| store.attempt_allowed(KIND, &[1; 32], nine()));
    let answers = futures::future::join_all(tries).await;
    let allowed = answers.into_iter().filter(|answer| answer.as_ref().unwrap().is_allowed()).count();
    assert_eq!(allowed, 4, "three are free, the fourth closes the door");
}

async fn a_place_gets_back_only_what_it_did_right(store: Store) {
    for _ in 0..110 {
        store.attempt_allowed(AttemptKind::Place, &[1; 32], nine()).await.unwrap();
    }
    let closed = store.attempt_allowed(AttemptKind::Place, &[1; 32], nine()).await.unwrap();
    assert!(!closed.is_allowed());
    store.attempt_succeeded(AttemptKind::Place, &[1; 32], nine()).await.unwrap();
    assert!(store.attempt_allowed(AttemptKind::Place, &[1; 32], nine()).await.unwrap().is_allowed());
    assert!(
        !store.attempt_allowed(AttemptKind::Place, &[1; 32], nine()).await.unwrap().is_allowed(),
        "wiped out"
    );
}

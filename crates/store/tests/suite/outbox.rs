//! A cause makes one alert, in its own transaction; of two workers one has it; what was begun is known to be.

use crate::{
    history::{Dice, by, happened, opened, start},
    on_every_form, rules,
};
use jiff::{Timestamp, ToSpan};
use record::{CaseId, VictimId};
use store::{Batch, LoadedCase, NewEvent, OutboxChange, Outcome, Store, StoreError};
use uuid::Uuid;

on_every_form!(
    an_alert_is_there_with_its_cause_or_not_at_all,
    of_many_workers_each_alert_has_one,
    a_victim_has_one_alert_on_its_way_at_a_time,
    what_a_dead_worker_began_is_taken_up_as_begun,
    whoever_lost_the_lease_settles_nothing,
    one_that_went_covers_those_that_wait_and_no_bad_news,
    what_waits_is_looked_at_anew_and_who_was_called_is_off_the_list,
);

const LEASE: i64 = 60;

fn queue(id: u128, loaded: &LoadedCase, victim: VictimId, cause: u64, kind: &'static str) -> OutboxChange {
    let (id, case) = (Uuid::from_u128(id), loaded.case.id);
    OutboxChange::Queue { id, case, victim, cause, kind, at: start() }
}

async fn put(store: &Store, outbox: Vec<OutboxChange>) {
    store.commit(Batch { outbox, ..Batch::default() }).await.unwrap();
}

async fn case(store: &Store, number: u64) -> (LoadedCase, VictimId) {
    let (mut loaded, victim) = opened(&mut Dice(number), number);
    store.commit(Batch::of(loaded.changes(rules()))).await.unwrap();
    (loaded, victim)
}

async fn claim(store: &Store, worker: &str, now: Timestamp) -> Vec<store::Alert> {
    store.claim_alerts(worker, now, now + LEASE.seconds(), 10).await.unwrap()
}

fn settle(id: u128, worker: &str, outcome: Outcome) -> OutboxChange {
    OutboxChange::Settle { id: Uuid::from_u128(id), worker: worker.into(), at: start(), outcome }
}

fn handed() -> Outcome {
    Outcome::Handed { carrier: "folder", id: "x".into() }
}

async fn states(store: &Store, case: CaseId) -> Vec<(u128, String)> {
    let alerts = store.alerts_of_case(case).await.unwrap();
    alerts.into_iter().map(|alert| (alert.id.as_u128(), alert.state)).collect()
}

async fn an_alert_is_there_with_its_cause_or_not_at_all(store: Store) {
    let (mut loaded, victim) = case(&store, 1).await;
    let mut stale = store.load(loaded.case.id).await.unwrap().unwrap();
    let event = NewEvent::at(start(), happened("charged", None));
    loaded.record(&by(), start(), vec![event.clone()], vec![]).unwrap();
    let outbox = vec![queue(1, &loaded, victim, loaded.case.version, "news")];
    store.commit(Batch { outbox, ..Batch::of(loaded.changes(rules())) }).await.unwrap();

    stale.record(&by(), start(), vec![event], vec![]).unwrap();
    let outbox = vec![queue(2, &stale, victim, stale.case.version + 7, "news")];
    let refused = store.commit(Batch { outbox, ..Batch::of(stale.changes(rules())) }).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
    // The same cause a second time makes no second alert.
    put(&store, vec![queue(3, &loaded, victim, loaded.case.version, "news")]).await;
    assert_eq!(states(&store, loaded.case.id).await, [(1, "queued".to_owned())]);
}

async fn of_many_workers_each_alert_has_one(store: Store) {
    let mut ids = Vec::new();
    for number in 1..=20 {
        let (loaded, victim) = case(&store, number).await;
        put(&store, vec![queue(u128::from(number), &loaded, victim, 1, "news")]).await;
        ids.push(Uuid::from_u128(u128::from(number)));
    }
    let mut workers = tokio::task::JoinSet::new();
    for worker in 0..6 {
        let store = store.clone();
        workers.spawn(async move {
            let mut mine = Vec::new();
            for _ in 0..12 {
                let name = format!("worker {worker}");
                let some = store.claim_alerts(&name, start(), start() + LEASE.seconds(), 3).await.unwrap();
                mine.extend(some.into_iter().map(|alert| alert.id));
            }
            mine
        });
    }
    let mut claimed: Vec<Uuid> = workers.join_all().await.into_iter().flatten().collect();
    claimed.sort();
    assert_eq!(claimed, ids, "each once");
}

async fn a_victim_has_one_alert_on_its_way_at_a_time(store: Store) {
    let (loaded, victim) = case(&store, 1).await;
    put(&store, vec![queue(1, &loaded, victim, 1, "news"), queue(2, &loaded, victim, 2, "bad_news")]).await;
    let first = claim(&store, "a", start()).await;
    assert_eq!(first.len(), 1);
    assert!(claim(&store, "b", start()).await.is_empty());
    put(&store, vec![settle(first[0].id.as_u128(), "a", handed())]).await;
    assert_eq!(claim(&store, "b", start()).await.len(), 1);
}

async fn what_a_dead_worker_began_is_taken_up_as_begun(store: Store) {
    let (loaded, victim) = case(&store, 1).await;
    put(&store, vec![queue(1, &loaded, victim, 1, "news")]).await;
    let mine = claim(&store, "a", start()).await;
    assert!(!mine[0].begun);
    assert!(store.begin_sends("b", &[(mine[0].id, "text")]).await.unwrap().is_empty(), "not theirs");
    assert_eq!(store.begin_sends("a", &[(mine[0].id, "text")]).await.unwrap(), [mine[0].id]);
    assert_eq!(store.release_alerts("a").await.unwrap(), 0, "what was begun is not given back");
    assert!(claim(&store, "b", start() + 30.seconds()).await.is_empty(), "its lease holds");
    let taken_up = claim(&store, "b", start() + (LEASE + 1).seconds()).await;
    assert_eq!((taken_up[0].begun, taken_up[0].sends, taken_up[0].channel.as_str()), (true, 1, "text"));
    assert_eq!(taken_up[0].reference(), format!("{}.1", taken_up[0].id));
    // What cannot be known yet stays begun; what was surely not taken does not.
    for perhaps in [true, false] {
        put(&store, vec![settle(1, "b", Outcome::Later { until: start(), perhaps })]).await;
        assert_eq!(claim(&store, "b", start()).await[0].begun, perhaps);
    }
}

async fn whoever_lost_the_lease_settles_nothing(store: Store) {
    let (mut loaded, victim) = case(&store, 1).await;
    put(&store, vec![queue(1, &loaded, victim, 1, "news")]).await;
    claim(&store, "a", start()).await;
    claim(&store, "b", start() + (LEASE + 1).seconds()).await;
    loaded.record(&by(), start(), vec![NewEvent::at(start(), happened("charged", None))], vec![]).unwrap();
    let late = Batch { outbox: vec![settle(1, "a", handed())], ..Batch::of(loaded.changes(rules())) };
    assert!(matches!(store.commit(late).await, Err(StoreError::Conflict)));
    let events = store.load(loaded.case.id).await.unwrap().unwrap().events.len();
    assert_eq!(events + 1, loaded.events.len(), "nor is its trace written");
    put(&store, vec![settle(1, "b", handed())]).await;
    assert_eq!(states(&store, loaded.case.id).await, [(1, "handed".to_owned())]);
}

async fn one_that_went_covers_those_that_wait_and_no_bad_news(store: Store) {
    let (loaded, victim) = case(&store, 1).await;
    let (other, another) = case(&store, 2).await;
    put(
        &store,
        vec![
            queue(1, &loaded, victim, 1, "news"),
            queue(2, &loaded, victim, 2, "news"),
            queue(3, &loaded, victim, 3, "bad_news"),
            queue(4, &other, another, 1, "news"),
        ],
    )
    .await;
    let mine = claim(&store, "a", start()).await;
    assert_eq!(mine[0].id.as_u128(), 1);
    put(&store, vec![settle(1, "a", handed())]).await;
    let now: Vec<String> = states(&store, loaded.case.id).await.into_iter().map(|(_, state)| state).collect();
    assert_eq!(now, ["handed", "covered", "queued"]);
    put(&store, vec![OutboxChange::Arrived { id: Uuid::from_u128(1), send: 0, at: start() }]).await;
    let again = OutboxChange::Arrived { id: Uuid::from_u128(1), send: 0, at: start() };
    let said_twice = store.commit(Batch { outbox: vec![again], ..Batch::default() }).await;
    assert!(matches!(said_twice, Err(StoreError::Conflict)));
    assert_eq!(states(&store, loaded.case.id).await[0].1, "delivered");
}

async fn what_waits_is_looked_at_anew_and_who_was_called_is_off_the_list(store: Store) {
    let (loaded, victim) = case(&store, 1).await;
    let (case, at) = (loaded.case.id, start());
    put(&store, vec![queue(1, &loaded, victim, 1, "news")]).await;
    claim(&store, "a", start()).await;
    let tomorrow = start() + 24.hours();
    put(&store, vec![settle(1, "a", Outcome::Wait(tomorrow, "outside_hours"))]).await;
    assert!(claim(&store, "a", start()).await.is_empty());
    put(&store, vec![OutboxChange::LookAgain { case, victim, at }]).await;
    assert_eq!(claim(&store, "a", start()).await.len(), 1);
    put(&store, vec![settle(1, "a", Outcome::Person("no_channel"))]).await;
    let organisation = loaded.case.owners.values().next().unwrap().organisation.0.clone();
    let calls = store.calls_to_make(&organisation, 10).await.unwrap();
    assert_eq!((calls.len(), calls[0].why.as_str()), (1, "no_channel"));
    assert!(store.calls_to_make("another", 10).await.unwrap().is_empty());
    put(&store, vec![OutboxChange::Called { case, victim, at }]).await;
    assert!(store.calls_to_make(&organisation, 10).await.unwrap().is_empty());
    assert_eq!(store.outbox_counts().await.unwrap().states, [("called".to_owned(), 1)]);
}

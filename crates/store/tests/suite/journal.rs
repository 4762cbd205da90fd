//! What was committed is there, whole, and two people cannot both be first.

use crate::{
    history::{Dice, go_on, happened, opened, population, start},
    on_every_form, rules,
};
use store::{Batch, NewEvent, Store, StoreError};

on_every_form!(
    what_was_committed_reads_back_the_same,
    of_two_writers_of_one_version_one_is_told,
    nothing_of_a_refused_batch_is_written,
    many_writers_lose_nothing,
    a_case_that_is_not_there_is_none
);

async fn what_was_committed_reads_back_the_same(store: Store) {
    let mut dice = Dice(1);
    let (mut loaded, victim) = opened(&mut dice, 1);
    go_on(&mut dice, &mut loaded, victim);
    store.commit(Batch::of(loaded.changes(rules()))).await.unwrap();
    go_on(&mut dice, &mut loaded, victim);
    store.commit(Batch::of(loaded.changes(rules()))).await.unwrap();

    let again = store.load(loaded.case.id).await.unwrap().unwrap();
    assert_eq!(again.events, loaded.events);
    assert_eq!(again.views(rules()), loaded.views(rules()), "names come from the personal texts");
}

async fn of_two_writers_of_one_version_one_is_told(store: Store) {
    let (mut loaded, _) = opened(&mut Dice(2), 1);
    store.commit(Batch::of(loaded.changes(rules()))).await.unwrap();
    let mut first = store.load(loaded.case.id).await.unwrap().unwrap();
    let mut second = first.clone();
    for copy in [&mut first, &mut second] {
        let event = NewEvent::at(start(), happened("suspect_arrested", None));
        copy.record(&crate::history::by(), start(), vec![event], vec![]).unwrap();
    }
    let (a, b) = tokio::join!(
        store.commit(Batch::of(first.changes(rules()))),
        store.commit(Batch::of(second.changes(rules())))
    );
    let refused = [a, b].into_iter().filter(|r| matches!(r, Err(StoreError::Conflict))).count();
    assert_eq!(refused, 1, "exactly one of two must be told");
    assert_eq!(store.load(loaded.case.id).await.unwrap().unwrap().events.len(), 6);
    assert!(store.verify().await.unwrap().findings.is_empty());
}

async fn nothing_of_a_refused_batch_is_written(store: Store) {
    let mut dice = Dice(3);
    let (mut old, _) = opened(&mut dice, 1);
    store.commit(Batch::of(old.changes(rules()))).await.unwrap();
    let mut stale = store.load(old.case.id).await.unwrap().unwrap();
    let event = NewEvent::at(start(), happened("charged", None));
    old.record(&crate::history::by(), start(), vec![event.clone()], vec![]).unwrap();
    store.commit(Batch::of(old.changes(rules()))).await.unwrap();

    let before = store.views_digest().await.unwrap();
    stale.record(&crate::history::by(), start(), vec![event], vec![]).unwrap();
    let (mut innocent, _) = opened(&mut dice, 2);
    let batch = Batch { cases: vec![innocent.changes(rules()), stale.changes(rules())], ..Batch::default() };
    assert!(matches!(store.commit(batch).await, Err(StoreError::Conflict)));
    assert!(store.load(innocent.case.id).await.unwrap().is_none(), "all of a batch or nothing");
    assert_eq!(store.views_digest().await.unwrap(), before);
}

async fn many_writers_lose_nothing(store: Store) {
    let mut writers = Vec::new();
    for writer in 0..8 {
        let store = store.clone();
        writers.push(tokio::spawn(async move { population(&store, 100 + writer, 10).await }));
    }
    let mut cases = Vec::new();
    for writer in writers {
        cases.extend(writer.await.unwrap());
    }
    assert_eq!(cases.len(), 80);
    let report = store.verify().await.unwrap();
    assert_eq!((report.cases, report.findings), (80, vec![]));
}

async fn a_case_that_is_not_there_is_none(store: Store) {
    assert!(store.load(opened(&mut Dice(4), 1).0.case.id).await.unwrap().is_none());
}

//! Every view can be thrown away and made again, identical to the byte.

use crate::{history::population, on_every_form, rules};
use store::{Store, WorkOwner};

on_every_form!(rebuilt_views_are_identical, damaged_views_are_mended);

async fn rebuilt_views_are_identical(store: Store) {
    population(&store, 21, 40).await;
    let report = store.rebuild(rules(), |_| {}).await.unwrap();
    assert_eq!(report.cases, 40);
    assert_eq!(report.before, report.after);
}

async fn damaged_views_are_mended(store: Store) {
    population(&store, 22, 10).await;
    let whole = store.views_digest().await.unwrap();
    for damage in [
        "update duty set due_at = due_at + 1 where due_at is not null",
        "delete from search_term",
        "update case_victim set position = position + 1",
        "delete from case_owner",
        "update case_view set title = 'x'",
    ] {
        store.execute_for_test(damage).await.unwrap();
        assert_ne!(store.views_digest().await.unwrap(), whole, "{damage}");
        let report = store.rebuild(rules(), |_| {}).await.unwrap();
        assert_eq!(report.after, whole, "{damage}");
    }
    assert!(store.silent_cases("met", &WorkOwner::Everyone, jiff::Timestamp::MAX, 100, &[]).await.is_ok());
}

//! The sums are kept with the duties, and equal what the events say (OVR-1, ADR 0028).

use crate::{history::population, on_every_form, rules};
use record::figures::{Count, Month};
use store::{FigureBy, FigureFilter, Store};

on_every_form!(
    the_sums_equal_a_recount_and_the_duties,
    damaged_sums_are_named_and_mended,
    a_rebuild_counts_what_writers_add_meanwhile,
);

fn everything() -> FigureFilter {
    FigureFilter::months(Month::from_number(190001).unwrap(), Month::from_number(299912).unwrap())
}

async fn the_sums_equal_a_recount_and_the_duties(store: Store) {
    population(&store, 31, 40).await;
    let recount = store.recount(rules(), |_| {}).await.unwrap();
    assert_eq!((recount.cases, recount.differences.as_slice()), (40, &[][..]));
    assert!(recount.rows > 100, "{}", recount.rows);
    // The duty view is the other witness: as many duties, by month and duty, as the sums say.
    let plain = "select cast(month as text) || ' ' || duty_id || ' ' || cast(count(*) as text) from duty \
        group by month, duty_id order by month, duty_id";
    let plain = store.strings_for_test(plain).await.unwrap();
    let rows = store.figures(&everything().by(&[FigureBy::Month, FigureBy::Duty])).await.unwrap();
    let told = |row: &store::FigureRow| {
        let phases = &Count::ALL[..6];
        format!("{} {} {}", row.key[0], row.key[1], row.counts.sum(phases))
    };
    let mut ours: Vec<String> = rows.iter().map(told).collect();
    let mut plain = plain;
    ours.sort();
    plain.sort();
    assert_eq!(ours, plain);
    // The fine sums and the coarse ones say the same.
    let fine =
        store.figures(&everything().by(&[FigureBy::Month, FigureBy::Duty, FigureBy::Team])).await.unwrap();
    let sum = |rows: &[store::FigureRow]| rows.iter().map(|row| row.counts.sum(&Count::ALL)).sum::<i64>();
    assert_eq!(sum(&fine), sum(&rows));
    let victims = store.figure_victims(&everything()).await.unwrap();
    let there = store.strings_for_test("select cast(count(*) as text) from case_victim").await.unwrap();
    assert_eq!(victims[0].counts.victims.to_string(), there[0]);
}

async fn damaged_sums_are_named_and_mended(store: Store) {
    population(&store, 32, 10).await;
    let whole = store.views_digest().await.unwrap();
    for damage in [
        "update figure_by set open = open + 1",
        "update figure_place set n = n + 1",
        "delete from figure_agency",
        "update figure_agency set met_late = 7",
        "insert into figure_victim select generation, 'stage', 202601, 'nobody', '', 'report', 1, 0, 0 from figure_state",
    ] {
        store.execute_for_test(damage).await.unwrap();
        let recount = store.recount(rules(), |_| {}).await.unwrap();
        assert!(!recount.differences.is_empty(), "{damage}");
        // To look changes nothing.
        assert_ne!(store.views_digest().await.unwrap(), whole, "{damage}");
        let report = store.rebuild(rules(), |_| {}).await.unwrap();
        assert_eq!(report.after, whole, "{damage}");
        assert!(store.recount(rules(), |_| {}).await.unwrap().differences.is_empty(), "{damage}");
    }
}

async fn a_rebuild_counts_what_writers_add_meanwhile(store: Store) {
    population(&store, 33, 12).await;
    let other = store.clone();
    let (writes, rebuilds) = tokio::join!(population(&other, 34, 12), async {
        for _ in 0..6 {
            store.rebuild(rules(), |_| {}).await.unwrap();
        }
    });
    drop((writes, rebuilds));
    let recount = store.recount(rules(), |_| {}).await.unwrap();
    assert_eq!((recount.cases, recount.differences), (24, Vec::new()));
}

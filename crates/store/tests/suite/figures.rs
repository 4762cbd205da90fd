//! The sums are kept with the duties, and equal what the events say (OVR-1, ADR 0028).

use crate::{history::population, on_every_form, rules};
use record::figures::{Count, Month, What};
use store::{FigureBy, FigureFilter, Store, StoreError};

on_every_form!(
    the_sums_equal_a_recount_and_the_duties,
    sums_by_each_thing_are_of_the_same_duties,
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
    let victims = store.figure_victims(&everything()).await.unwrap();
    let there = store.strings_for_test("select cast(count(*) as text) from case_victim").await.unwrap();
    assert_eq!(victims[0].counts.victims.to_string(), there[0]);
}

/// Whatever they are told apart by, and whether the country's sums are read or those of each organisation: the same duties, days
/// and victims.
async fn sums_by_each_thing_are_of_the_same_duties(store: Store) {
    population(&store, 35, 40).await;
    let all = counts(&store, everything()).await;
    assert!(all > 100, "{all}");
    let organisations = keys(&store, FigureBy::Organisation).await;
    assert!(organisations.len() > 1, "{organisations:?}");
    let listed = FigureFilter { organisations: organisations.clone(), ..everything() };
    for by in
        [FigureBy::Duty, FigureBy::Team, FigureBy::CrimeGroup, FigureBy::Enhanced, FigureBy::Organisation]
    {
        for filter in [everything(), listed.clone()] {
            assert_eq!(counts(&store, filter.by(&[FigureBy::Month, by])).await, all, "{by:?}");
        }
    }
    let mut of_teams = 0;
    for team in keys(&store, FigureBy::Team).await {
        of_teams += counts(&store, FigureFilter { teams: vec![team], ..everything() }).await;
    }
    assert_eq!(of_teams, all);
    for what in [What::Done, What::FirstContact] {
        let days = async |filter| {
            let rows = store.figure_days(what, &filter).await.unwrap();
            rows.iter().fold((0, 0), |(n, days), row| (n + row.n, days + row.n * row.days))
        };
        let all = days(everything()).await;
        assert!(all.0 > 0, "{what:?}");
        for by in [FigureBy::Team, FigureBy::CrimeGroup, FigureBy::Month] {
            assert_eq!(days(everything().by(&[by])).await, all, "{what:?} {by:?}");
            assert_eq!(days(listed.clone().by(&[by])).await, all, "{what:?} {by:?}");
        }
    }
    let victims = async |filter| {
        let rows = store.figure_victims(&filter).await.unwrap();
        rows.iter().map(|row| row.counts.victims).sum::<i64>()
    };
    let joined = victims(everything()).await;
    for by in [FigureBy::Team, FigureBy::CrimeGroup, FigureBy::Enhanced, FigureBy::Stage] {
        assert_eq!(victims(everything().by(&[by])).await, joined, "{by:?}");
    }
    // An area's are those of its rows; of an area where nobody answers for anything there are none.
    for row in store.figures(&everything().by(&[FigureBy::Area])).await.unwrap() {
        let here = FigureFilter { areas: row.key.clone(), ..everything() };
        assert_eq!(counts(&store, here).await, row.counts.sum(&Count::ALL), "{:?}", row.key);
    }
    let nowhere = FigureFilter { areas: vec!["99".into()], ..everything() };
    assert_eq!(counts(&store, nowhere).await, 0);
    // By two things at once nothing is kept, and that is said.
    let two = FigureFilter { teams: vec!["one".into()], ..everything() }.by(&[FigureBy::CrimeGroup]);
    assert!(matches!(store.figures(&two).await, Err(StoreError::Figures(_))));
}

async fn counts(store: &Store, filter: FigureFilter) -> i64 {
    store.figures(&filter).await.unwrap().iter().map(|row| row.counts.sum(&Count::ALL)).sum()
}

async fn keys(store: &Store, by: FigureBy) -> Vec<String> {
    store.figures(&everything().by(&[by])).await.unwrap().into_iter().flat_map(|row| row.key).collect()
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

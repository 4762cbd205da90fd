//! Many cases at once are written as single ones are, and all or none (PLT-1, ADR 0035).

use crate::{
    history::{Dice, opened},
    on_every_form, rules,
};
use store::{Batch, CaseChanges, LoadedCase, Store, StoreError};

on_every_form!(
    what_is_loaded_is_what_a_commit_writes,
    a_load_without_its_end_leaves_nothing,
    a_case_that_is_there_is_a_conflict,
    a_load_and_the_making_of_sums_anew_do_not_pass_each_other,
);

fn cases(seed: u64, many: u64) -> Vec<LoadedCase> {
    let mut dice = Dice(seed);
    (0..many).map(|number| opened(&mut dice, 1000 * seed + number).0).collect()
}

fn changes(cases: &mut [LoadedCase]) -> Vec<CaseChanges> {
    cases.iter_mut().map(|case| case.changes(rules())).collect()
}

async fn counts(store: &Store) -> Vec<String> {
    let tables =
        ["journal", "personal", "data_key", "case_view", "duty", "search_term", "figure_by", "figure_victim"];
    let counts = tables.map(|table| format!("select cast(count(*) as text) from {table}"));
    store.strings_for_test(&counts.join(" union all ")).await.unwrap()
}

async fn what_is_loaded_is_what_a_commit_writes(store: Store) {
    let loading = store.loading().await.unwrap();
    let (mut first, mut second, mut third) = (cases(61, 40), cases(62, 3), cases(63, 1));
    let mut loads = loading.begin().await.unwrap();
    loads.write(loading.seal(changes(&mut first)).unwrap()).await.unwrap();
    loads.write(loading.seal(changes(&mut second)).unwrap()).await.unwrap();
    loads.write(loading.seal(Vec::new()).unwrap()).await.unwrap();
    loads.commit().await.unwrap();
    let mut loads = loading.begin().await.unwrap();
    loads.write(loading.seal(changes(&mut third)).unwrap()).await.unwrap();
    loads.commit().await.unwrap();
    loading.finish().await.unwrap();

    let ids: Vec<_> = first.iter().chain(&third).map(|case| case.case.id).collect();
    assert_eq!(store.known_cases(&ids).await.unwrap().len(), 41);
    let report = store.verify().await.unwrap();
    assert_eq!((report.cases, report.findings), (44, vec![]));
    let recount = store.recount(rules(), |_| {}).await.unwrap();
    assert_eq!(recount.differences, []);
    // A rebuild writes every row by the ordinary way: to the byte what is there.
    let rebuilt = store.rebuild(rules(), |_| {}).await.unwrap();
    assert_eq!(rebuilt.before, rebuilt.after);
    // And the cases go on by it.
    let mut case = store.load(first[7].case.id).await.unwrap().unwrap();
    let again = store::NewEvent::at(crate::history::start(), case.events[4].event.clone());
    case.record(&crate::history::by(), crate::history::start(), vec![again], Vec::new()).unwrap();
    store.commit(Batch::of(case.changes(rules()))).await.unwrap();
}

async fn a_load_without_its_end_leaves_nothing(store: Store) {
    let before = counts(&store).await;
    let loading = store.loading().await.unwrap();
    let mut some = cases(64, 5);
    let mut loads = loading.begin().await.unwrap();
    loads.write(loading.seal(changes(&mut some)).unwrap()).await.unwrap();
    drop(loads);
    loading.finish().await.unwrap();
    assert_eq!(counts(&store).await, before);
    assert_eq!(store.verify().await.unwrap().findings, []);
}

async fn a_case_that_is_there_is_a_conflict(store: Store) {
    let (mut some, mut same) = (cases(65, 3), cases(65, 4));
    for case in changes(&mut some) {
        store.commit(Batch::of(case)).await.unwrap();
    }
    let before = counts(&store).await;
    let loading = store.loading().await.unwrap();
    let mut loads = loading.begin().await.unwrap();
    let refused = loads.write(loading.seal(changes(&mut same)).unwrap()).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    drop(loads);
    assert_eq!(counts(&store).await, before);
    assert_eq!(store.recount(rules(), |_| {}).await.unwrap().differences, []);
}

async fn a_load_and_the_making_of_sums_anew_do_not_pass_each_other(store: Store) {
    let loading = store.loading().await.unwrap();
    let before = counts(&store).await;
    // Somebody makes the sums anew and has passed every case.
    let passed = match store.engine() {
        store::Engine::Sqlite => "x'ffffffffffffffffffffffffffffffff'",
        store::Engine::Postgres => "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
    };
    let anew = format!("update figure_state set next = generation + 1, up_to = {passed}");
    store.execute_for_test(&anew).await.unwrap();
    let mut loads = loading.begin().await.unwrap();
    loads.write(loading.seal(changes(&mut cases(66, 3))).unwrap()).await.unwrap();
    let refused = loads.commit().await;
    assert!(matches!(refused, Err(StoreError::RebuildElsewhere)), "{refused:?}");
    assert_eq!(counts(&store).await, before);
    // They have only begun: what is loaded now comes after.
    store.execute_for_test(&anew.replace("ff", "00")).await.unwrap();
    let mut loads = loading.begin().await.unwrap();
    loads.write(loading.seal(changes(&mut cases(66, 3))).unwrap()).await.unwrap();
    loads.commit().await.unwrap();
    assert_eq!(store.recount(rules(), |_| {}).await.unwrap().differences, []);
}

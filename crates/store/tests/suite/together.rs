//! Writers of one organisation add to the same sums at the same time: they wait for each other, never in a circle.

use crate::{
    history::{Dice, by, happened, opened, start},
    rules, run,
};
use store::{Batch, NewEvent, Store};

const WRITERS: u64 = 8;
const CASES: u64 = 12;

async fn eight_writers(store: &Store) {
    let tasks = (0..WRITERS).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut dice = Dice(800 + writer);
            for number in 0..CASES {
                let (mut case, _) = opened(&mut dice, 10_000 * writer + number);
                store.commit(Batch::of(case.changes(rules()))).await.unwrap();
                // In another order of the Code for every other writer, so that the same cells come up in another one.
                let mut triggers = ["suspect_arrested", "bail_granted", "charged", "hearing_date_set"];
                if writer % 2 == 1 {
                    triggers.reverse();
                }
                for trigger in triggers {
                    let event = NewEvent::at(start(), happened(trigger, None));
                    case.record(&by(), start(), vec![event], Vec::new()).unwrap();
                    store.commit(Batch::of(case.changes(rules()))).await.unwrap();
                }
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let recount = store.recount(rules(), |_| {}).await.unwrap();
    assert_eq!((recount.cases, recount.differences), (WRITERS * CASES, vec![]));
}

#[test]
fn writers_wait_and_nothing_is_lost_on_sqlite() {
    crate::on_sqlite(async |store: Store| eight_writers(&store).await);
}

#[test]
fn writers_wait_but_never_in_a_circle_on_postgres() {
    let database = pg_test::database();
    run(database.url().to_owned(), async |store: Store| eight_writers(&store).await);
    // A commit tries again after a deadlock, so that it would not show otherwise; the writers' connections are closed,
    // so that what they counted is there.
    run(database.url().to_owned(), async |store: Store| {
        let deadlocks = "select deadlocks::text from pg_stat_database where datname = current_database()";
        assert_eq!(store.strings_for_test(deadlocks).await.unwrap(), ["0"]);
    });
}

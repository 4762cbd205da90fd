//! The same promises on both engines: each test runs on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod accounts;
mod application_role;
mod audit;
mod directory;
mod figures;
mod figures_random;
mod history;
mod journal;
mod lists;
mod loading;
mod outbox;
mod partition;
mod rebuild;
mod schema;
mod sealing;
mod sessions;
mod together;
mod verify;

use std::future::Future;
use store::{Durability, Rules, Store};

/// The embedded Code and calendar.
pub fn rules() -> Rules {
    Rules::embedded()
}

/// Runs a test on a fresh SQLite file.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Store) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    run(address, test);
}

/// Runs a test on a fresh PostgreSQL database.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Store) -> F) {
    let database = pg_test::database();
    run(database.url().to_owned(), test);
}

/// Runs a test on a fresh PostgreSQL database whose large tables lie in parts. Random ids, as tests have them, fall into
/// three parts and the rest.
pub fn on_parted_postgres<F: Future<Output = ()>>(test: impl FnOnce(Store) -> F) {
    let database = pg_test::database();
    run(database.url().to_owned(), async |store: Store| {
        let (from, until) = (jiff::civil::date(2026, 1, 1), jiff::civil::date(2026, 2, 1));
        store.partition(from, until, &["01".into()]).await.unwrap();
        for table in ["journal", "personal", "data_key", "file"] {
            for (first, last) in [('1', '6'), ('6', 'a'), ('a', 'e')] {
                let id = |digit| format!("{digit}0000000-0000-0000-0000-000000000000");
                let part = format!(
                    "create table {table}_{first} partition of {table} for values from ('{}') to ('{}')",
                    id(first),
                    id(last)
                );
                store.execute_for_test(&part).await.unwrap();
            }
        }
        test(store).await;
    });
}

fn run<F: Future<Output = ()>>(address: String, test: impl FnOnce(Store) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&address, Durability::Process).await.unwrap();
        test(store.clone()).await;
        store.close().await;
    });
}

/// As [`on_both_engines!`], and one on PostgreSQL's tables in parts.
#[macro_export]
macro_rules! on_every_form {
    ($($test:ident),+ $(,)?) => {
        $crate::on_both_engines!($($test),+);
        mod parted { $(#[test] fn $test() { $crate::on_parted_postgres(super::$test); })+ }
    };
}

/// Makes a test for each engine out of one function.
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite { $(#[test] fn $test() { $crate::on_sqlite(super::$test); })+ }
        mod postgres { $(#[test] fn $test() { $crate::on_postgres(super::$test); })+ }
    };
}

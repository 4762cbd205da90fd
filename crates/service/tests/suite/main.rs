//! What the use cases promise, on both engines. Every person, place and reference is invented.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

mod access;
mod accounts;
mod alerts;
mod answers;
mod anything;
mod asking;
mod canaries;
mod contacts;
mod copies;
mod corrections;
mod directory;
mod erasure;
mod events;
mod figures;
mod figures_people;
mod files;
mod gate;
mod hold;
mod inspections;
mod joining;
mod keeping;
mod lists;
mod matching;
mod meaning;
mod meetings;
mod messages;
mod opening;
mod parts;
mod property;
#[path = "../../../measures/tests/published/mod.rs"]
mod published;
mod quality;
mod reports;
mod statements;
mod supervise;
mod survey;
mod talk;
mod town;
mod unit_contacts;
mod who_is_who;
mod who_looked;
mod wishes;

use std::future::Future;
use store::{Durability, Store};
use town::Town;

/// Runs a test on a fresh SQLite file.
pub fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Town) -> F) {
    let folder = tempfile::tempdir().unwrap();
    run(&format!("sqlite:{}", folder.path().join("lantern.db").display()), test);
}

/// Runs a test on a fresh PostgreSQL database.
pub fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Town) -> F) {
    let database = pg_test::database();
    run(database.url(), test);
}

/// Runs a test, then checks what holds after every test: an unbroken journal and views that follow from it.
fn run<F: Future<Output = ()>>(address: &str, test: impl FnOnce(Town) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(address, Durability::Process).await.unwrap();
        let town = Town::settle(store.clone()).await;
        test(town.clone()).await;
        assert_eq!(store.verify().await.unwrap().findings, []);
        let rebuilt = store.rebuild(town.service.rules(), |_| {}).await.unwrap();
        assert_eq!(rebuilt.before, rebuilt.after, "the rebuilt views differ");
        store.close().await;
    });
}

/// Makes a test for each engine out of one function.
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite { $(#[test] fn $test() { $crate::on_sqlite(super::$test); })+ }
        mod postgres { $(#[test] fn $test() { $crate::on_postgres(super::$test); })+ }
    };
}

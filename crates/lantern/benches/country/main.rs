//! A country's cases: loaded into each engine, durably, as `lantern load` does it; then the pages of boards, by eight at once
//! over HTTP; then the same figures worked out in other ways. Rows of a table on standard output.
//!
//! Arguments: numbers of cases (10000 when none); `sqlite` or `postgres` for one engine only; `recount` to work all sums
//! out from the events too, whatever the number; `every=20000` for so many cases in a transaction. Files are made under LANTERN_BENCH_FOLDER where that is given: a million
//! cases need some 40 GB. Processor time is beside each wall time, because machines are shared.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says where")]

#[path = "../http/mod.rs"]
mod http;

mod boards;
mod in_other_ways;

use http::processor_time;
use jiff::{Timestamp, civil::Date};
use record::Month;
use service::{Service, demonstration::synthetic::Load};
use std::{ops::ControlFlow, path::PathBuf, time::Instant};
use store::{Durability, Engine, Store};

// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASES: u64 = 10_000;
const SEED: u64 = 5;
const FORCES: u8 = 43;
/// The first report, and the last day of anything: eighteen months, so that the thirteen that boards look at are full.
const DAYS: [Date; 2] = [jiff::civil::date(2025, 4, 1), jiff::civil::date(2026, 9, 30)];
/// The tables of sums.
const SUMS: [&str; 10] = [
    "figure_whole",
    "figure_whole_by",
    "figure_agency",
    "figure_by",
    "figure_people",
    "figure_days_whole",
    "figure_days",
    "figure_victim",
    "figure_survey",
    "figure_place",
];
/// Up to so many cases, all sums are worked out from the events as well.
const RECOUNTED: u64 = 100_000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let mut sizes: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.push(CASES);
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for size in sizes {
        if !has("postgres") {
            let folder = folder();
            let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
            runtime.block_on(measure(&address, size, has("recount")));
        }
        if !has("sqlite") {
            let database = pg_test::database();
            runtime.block_on(measure(database.url(), size, has("recount")));
        }
    }
}

async fn measure(address: &str, cases: u64, recount: bool) {
    let store = Store::open(address, Durability::Full).await.unwrap();
    let engine = match store.engine() {
        Engine::Sqlite => "SQLite, synchronous FULL",
        Engine::Postgres => "PostgreSQL, as the server is set",
    };
    let service = Service::new(store.clone()).await.unwrap();
    load(engine, &service, cases).await;
    store.analyse().await.unwrap();
    boards::ask(engine, &service, cases).await;
    in_other_ways::every_month(engine, &store, cases).await;
    in_other_ways::every_measure(engine, &service, cases).await;
    if recount || cases <= RECOUNTED {
        in_other_ways::from_the_events(engine, &store, cases).await;
    }
    store.close().await;
}

/// Where files are made, until they are dropped.
fn folder() -> tempfile::TempDir {
    match std::env::var_os("LANTERN_BENCH_FOLDER").map(PathBuf::from) {
        Some(folder) => tempfile::tempdir_in(folder).unwrap(),
        None => tempfile::tempdir().unwrap(),
    }
}

/// When boards look: the last month is over.
fn present() -> Timestamp {
    "2026-10-15T10:00:00Z".parse().unwrap()
}

/// The year that they look at.
fn year() -> [Month; 2] {
    [202510, 202609].map(|month| Month::from_number(month).unwrap())
}

async fn load(engine: &str, service: &Service, cases: u64) {
    let store = service.store();
    let [from, to] = DAYS;
    let every = std::env::args().find_map(|word| word.strip_prefix("every=")?.parse().ok());
    let in_a_transaction = every.unwrap_or(Load::IN_A_TRANSACTION);
    let load = Load { seed: SEED, cases: 0..cases, from, to, until: None, forces: FORCES, in_a_transaction };
    let (begun, processor, sums) = (Instant::now(), processor_time(), Store::spent_on_sums());
    let mut told = 0;
    load.run(service, |loaded| {
        if loaded.written * 20 / cases > told {
            told = loaded.written * 20 / cases;
            eprintln!(
                "{engine}: {} of {cases} cases, {:.0} s",
                loaded.written,
                begun.elapsed().as_secs_f64()
            );
        }
        ControlFlow::Continue(())
    })
    .await
    .unwrap();
    let (took, spent) = (begun.elapsed().as_secs_f64(), (processor_time() - processor).as_secs_f64());
    let sums = Store::spent_on_sums() - sums;
    let size = store.size().await.unwrap();
    let [events, duties] = [count(store, "journal").await, count(store, "duty").await];
    println!(
        "| cases loaded, {engine} | {cases} cases, {events} events, {duties} duties, {FORCES} forces, {in_a_transaction} in a transaction | {:.0} cases/s, {took:.0} s; processor time of this process {spent:.0} s | {:.2} GB, {:.1} kB a case; peak memory of this process {} MB; {} rows of sums took {:.0} % of the time |",
        cases as f64 / took,
        size as f64 / 1e9,
        size as f64 / 1e3 / cases as f64,
        peak_memory() / 1_000_000,
        sum_rows(store).await,
        100.0 * sums.as_secs_f64() / took,
    );
}

async fn count(store: &Store, table: &str) -> u64 {
    let count = format!("select cast(count(*) as text) from {table}");
    store.strings_for_test(&count).await.unwrap()[0].parse().unwrap()
}

async fn sum_rows(store: &Store) -> u64 {
    let mut rows = 0;
    for table in SUMS {
        rows += count(store, table).await;
    }
    rows
}

/// The most memory that this process has had, bytes.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

//! A country's cases: loaded into each engine, durably, as `lantern load` does it. Rows of a table on standard output.
//!
//! Arguments: numbers of cases (10000 when none), and `sqlite` or `postgres` for one engine only. The SQLite file is made
//! under LANTERN_BENCH_FOLDER where that is given: a million cases need some 30 GB.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says where")]

use service::{Service, demonstration::synthetic::Load};
use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};
use store::{Durability, Engine, Store};

// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASES: u64 = 10_000;
const SEED: u64 = 5;
const FORCES: u8 = 43;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut sizes: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.push(CASES);
    }
    let asked = |engine: &str| {
        words.iter().any(|word| word == engine) || !words.iter().any(|word| ["sqlite", "postgres"].contains(&&**word))
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for size in sizes {
        if asked("sqlite") {
            let folder = match std::env::var_os("LANTERN_BENCH_FOLDER") {
                Some(folder) => tempfile::tempdir_in(folder).unwrap(),
                None => tempfile::tempdir().unwrap(),
            };
            let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
            runtime.block_on(measure(&address, size));
        }
        if asked("postgres") {
            let database = pg_test::database();
            runtime.block_on(measure(database.url(), size));
        }
    }
}

async fn measure(address: &str, cases: u64) {
    let store = Store::open(address, Durability::Full).await.unwrap();
    let engine = match store.engine() {
        Engine::Sqlite => "SQLite, synchronous FULL",
        Engine::Postgres => "PostgreSQL, as the server is set",
    };
    let service = Service::new(store.clone()).await.unwrap();
    let (from, to) = (jiff::civil::date(2021, 4, 1), jiff::civil::date(2026, 9, 30));
    let load = Load { seed: SEED, cases: 0..cases, from, to, until: None, forces: FORCES };
    let (begun, processor, sums) = (Instant::now(), processor_time(), Store::spent_on_sums());
    let mut told = 0;
    load.run(&service, |loaded| {
        if loaded.written * 20 / cases > told {
            told = loaded.written * 20 / cases;
            eprintln!("{engine}: {} of {cases} cases, {:.0} s", loaded.written, begun.elapsed().as_secs_f64());
        }
        ControlFlow::Continue(())
    })
    .await
    .unwrap();
    let (took, spent) = (begun.elapsed().as_secs_f64(), (processor_time() - processor).as_secs_f64());
    let sums = Store::spent_on_sums() - sums;
    let size = store.size().await.unwrap();
    let mut counts = Vec::new();
    for table in ["journal", "duty", "figure_agency", "figure", "figure_people", "figure_days", "figure_victim"] {
        let count = format!("select cast(count(*) as text) from {table}");
        counts.push(store.strings_for_test(&count).await.unwrap()[0].parse::<u64>().unwrap());
    }
    let (events, duties, sum_rows) = (counts[0], counts[1], counts[2..].iter().sum::<u64>());
    println!(
        "| cases loaded, {engine} | {cases} cases, {} events, {} duties, {FORCES} forces | {:.0} cases/s, {took:.0} s | {:.2} GB; {:.1} kB a case; peak memory {} MB; processor time {spent:.0} s; sums {:.0} % of the time, {} rows |",
        events,
        duties,
        cases as f64 / took,
        size as f64 / 1e9,
        size as f64 / 1e3 / cases as f64,
        peak_memory() / 1_000_000,
        100.0 * sums.as_secs_f64() / took,
        sum_rows,
    );
    store.close().await;
}

/// Processor time of this process, user and system.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = after_name[11].parse::<u64>().unwrap() + after_name[12].parse::<u64>().unwrap();
    // Linux counts in hundredths of a second for everybody outside of the kernel.
    Duration::from_millis(ticks * 10)
}

/// The most memory that this process has had, bytes.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

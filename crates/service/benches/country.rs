//! A country's cases: loaded into each engine, durably, as `lantern load` does it; then what boards ask of the figures, by
//! eight at once; then the same figures worked out in other ways. Rows of a table on standard output.
//!
//! Arguments: numbers of cases (10000 when none); `sqlite` or `postgres` for one engine only; `recount` to work all sums
//! out from the events too, whatever the number. The SQLite file is made under LANTERN_BENCH_FOLDER where that is given: a
//! million cases need some 40 GB. Processor time is beside each wall time, because machines are shared.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says where")]

use record::figures::{Count, Month, What};
use service::{Service, demonstration::synthetic::Load};
use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};
use store::{Durability, Engine, FigureBy, FigureFilter, Store};

// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASES: u64 = 10_000;
const SEED: u64 = 5;
const FORCES: u8 = 43;
const AT_ONCE: usize = 8;
/// How long boards are asked for.
const SPAN: Duration = Duration::from_secs(5);
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
            let folder = match std::env::var_os("LANTERN_BENCH_FOLDER") {
                Some(folder) => tempfile::tempdir_in(folder).unwrap(),
                None => tempfile::tempdir().unwrap(),
            };
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
    boards(engine, &store, cases).await;
    in_other_ways(engine, &store, cases, recount || cases <= RECOUNTED).await;
    store.close().await;
}

async fn load(engine: &str, service: &Service, cases: u64) {
    let store = service.store();
    let (from, to) = (jiff::civil::date(2021, 4, 1), jiff::civil::date(2026, 9, 30));
    let in_a_transaction = Load::IN_A_TRANSACTION;
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
        "| cases loaded, {engine} | {cases} cases, {events} events, {duties} duties, {FORCES} forces | {:.0} cases/s, {took:.0} s; processor time of this process {spent:.0} s | {:.2} GB, {:.1} kB a case; peak memory of this process {} MB; {} rows of sums took {:.0} % of the time |",
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

/// What a board's pages ask for: what each is called, and its filter.
fn questions() -> Vec<(&'static str, Option<What>, FigureFilter)> {
    let month = |number| Month::from_number(number).unwrap();
    let year = FigureFilter::months(month(202509), month(202609));
    let ours = FigureFilter { organisations: vec!["riverside-police".into()], ..year.clone() };
    let duty = FigureFilter { duties: vec!["r06-nfa-police".into()], ..ours.clone() };
    vec![
        ("one force, thirteen months by duty", None, ours.clone().by(&[FigureBy::Month, FigureBy::Duty])),
        ("one duty by team", None, duty.clone().by(&[FigureBy::Month, FigureBy::Team])),
        ("one duty by kind of crime", None, duty.clone().by(&[FigureBy::CrimeGroup])),
        ("one force by group of people", None, ours.clone().by(&[FigureBy::People])),
        ("days of one duty", Some(What::Done), duty.by(&[FigureBy::Team])),
        ("days to the first contact", Some(What::FirstContact), ours.by(&[FigureBy::Month])),
        ("every force, a year by provider", None, year.by(&[FigureBy::Organisation, FigureBy::Provider])),
    ]
}

/// Asks the questions in turn, by eight at once.
async fn boards(engine: &str, store: &Store, cases: u64) {
    for (name, what, filter) in questions() {
        let until = Instant::now() + SPAN / questions().len() as u32;
        let tasks = (0..AT_ONCE).map(|_| {
            let (store, filter) = (store.clone(), filter.clone());
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while Instant::now() < until {
                    let begun = Instant::now();
                    match what {
                        Some(what) => drop(store.figure_days(what, &filter).await.unwrap()),
                        None => drop(store.figures(&filter).await.unwrap()),
                    }
                    latencies.push(begun.elapsed());
                }
                latencies
            })
        });
        let mut latencies = Vec::new();
        for task in tasks.collect::<Vec<_>>() {
            latencies.extend(task.await.unwrap());
        }
        latencies.sort();
        let at = |percent: usize| {
            latencies[(latencies.len() * percent / 100).min(latencies.len() - 1)].as_secs_f64() * 1e3
        };
        println!(
            "| figures: {name}, {engine} | {cases} cases, {AT_ONCE} at once | {:.0}/s, p50 {:.1} ms, p99 {:.1} ms | aim: p99 under 50 ms |",
            latencies.len() as f64 / (SPAN / questions().len() as u32).as_secs_f64(),
            at(50),
            at(99),
        );
    }
}

/// The same figures by reading the sums, by a plain GROUP BY over the duties, and from the events.
async fn in_other_ways(engine: &str, store: &Store, cases: u64, recount: bool) {
    let begun = Instant::now();
    let all = FigureFilter::months(Month::from_number(190001).unwrap(), Month::from_number(299912).unwrap());
    let by = [FigureBy::Month, FigureBy::Organisation, FigureBy::Duty];
    let rows = store.figures(&all.by(&by)).await.unwrap();
    let told = |row: &store::FigureRow| {
        let counts: Vec<String> =
            Count::ALL[..6].iter().map(|count| row.counts.get(*count).to_string()).collect();
        format!("{} {}", row.key.join(" "), counts.join(" "))
    };
    let mut ours: Vec<String> = rows.iter().map(told).collect();
    let read = begun.elapsed();
    let begun = Instant::now();
    let phases = ["waived", "waiting", "undated", "open", "met", "met_late"];
    let counts =
        phases.map(|phase| format!("cast(sum(case when phase = '{phase}' then 1 else 0 end) as text)"));
    let plain = format!(
        "select cast(month as text) || ' ' || counted_organisation || ' ' || duty_id || ' ' || {} from duty \
         group by month, counted_organisation, duty_id",
        counts.join(" || ' ' || ")
    );
    let mut plain = store.strings_for_test(&plain).await.unwrap();
    let grouped = begun.elapsed();
    ours.sort();
    plain.sort();
    assert!(ours == plain, "the sums and the duties differ");
    println!(
        "| every month, organisation and duty, {engine} | {cases} cases, {} rows | from the sums {:.2} s | GROUP BY over the duties {:.2} s, the same rows |",
        ours.len(),
        read.as_secs_f64(),
        grouped.as_secs_f64(),
    );
    if recount {
        let begun = Instant::now();
        let recount = store.recount(store::Rules::embedded(), |_| {}).await.unwrap();
        assert!(recount.differences.is_empty(), "{:?}", recount.differences);
        println!(
            "| every sum from the events, {engine} | {cases} cases, {} rows | {:.0} s, {:.0} cases/s | no difference |",
            recount.rows,
            begun.elapsed().as_secs_f64(),
            cases as f64 / begun.elapsed().as_secs_f64(),
        );
    }
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

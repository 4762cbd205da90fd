//! What the audit costs: a case read with its lines on the disk before the answer, beside the same without any. Rows
//! of a table on standard output. A page costs more than reading its case, so its share is smaller than what is shown.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says where")]

use jiff::Timestamp;
use record::CaseId;
use service::{Actor, Service, Trail, WorkOwner, WorkState, demonstration::synthetic, my_work::WorkQuery};
use std::time::{Duration, Instant};
use store::{Durability, Store};

const CASES: u64 = 2_000;
const AT_ONCE: usize = 8;
const SPAN: Duration = Duration::from_secs(5);

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("lantern.db").display());
    runtime.block_on(measure("SQLite, synchronous FULL", &sqlite));
    let database = pg_test::database();
    runtime.block_on(measure("PostgreSQL, as the server is set", database.url()));
}

fn present() -> Timestamp {
    "2025-12-15T10:00:00Z".parse().unwrap()
}

async fn measure(engine: &str, address: &str) {
    let store = Store::open(address, Durability::Full).await.unwrap();
    let service = Service::new(store.clone()).await.unwrap();
    let (from, to) = (jiff::civil::date(2024, 1, 8), jiff::civil::date(2025, 12, 1));
    synthetic::load(&service, 5, CASES, from, to, |_| {}).await.unwrap();
    store.analyse().await.unwrap();
    let (person, cases) = somebody(&service).await;
    // Turn by turn, so that a busy moment of the machine hits both.
    let (mut with, mut without) = (Load::default(), Load::default());
    for _ in 0..3 {
        without.add(run(&service, &person, &cases, true).await);
        with.add(run(&service, &person, &cases, false).await);
    }
    let more = 100.0 * (without.rate() / with.rate() - 1.0);
    println!(
        "| case read and audited, {engine} | {CASES} cases, {AT_ONCE} at once | {:.0}/s, p50 {:.2} ms, p99 {:.2} ms | without audit {:.0}/s, p50 {:.2} ms, p99 {:.2} ms; audit adds {more:.0} % |",
        with.rate(),
        with.at(50),
        with.at(99),
        without.rate(),
        without.at(50),
        without.at(99),
    );
    store.close().await;
}

/// Who has the most cases on the first page of their organisation's work, and these cases.
async fn somebody(service: &Service) -> (String, Vec<CaseId>) {
    let mut best = (String::new(), Vec::new());
    for actor in service.sign_in_choices().into_iter().flat_map(|group| group.people) {
        if !actor.role.is_staff() {
            continue;
        }
        let query = WorkQuery {
            owner: WorkOwner::Everyone,
            state: WorkState::Open,
            provider: None,
            right: None,
            enhanced: false,
            after: None,
        };
        let page = service.my_work(&actor, query, present()).await.unwrap();
        let mut cases: Vec<CaseId> = page.items.iter().map(|item| item.duty.case).collect();
        cases.sort();
        cases.dedup();
        if cases.len() > best.1.len() {
            best = (actor.person.id.clone(), cases);
        }
    }
    assert!(best.1.len() > AT_ONCE, "nobody has work");
    best
}

#[derive(Default)]
struct Load(Vec<Duration>);

impl Load {
    fn add(&mut self, latencies: Vec<Duration>) {
        self.0.extend(latencies);
        self.0.sort();
    }

    fn rate(&self) -> f64 {
        self.0.len() as f64 / (3.0 * SPAN.as_secs_f64())
    }

    fn at(&self, percent: usize) -> f64 {
        self.0[(self.0.len() * percent / 100).min(self.0.len() - 1)].as_secs_f64() * 1e3
    }
}

async fn run(service: &Service, person: &str, cases: &[CaseId], unheard: bool) -> Vec<Duration> {
    let until = Instant::now() + SPAN;
    let readers: Vec<_> = (0..AT_ONCE)
        .map(|reader| {
            let (service, person, cases) = (service.clone(), person.to_owned(), cases.to_vec());
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                let mut next = reader;
                while Instant::now() < until {
                    let begun = Instant::now();
                    let mut actor: Actor = service.actor(&person, present()).unwrap();
                    if unheard {
                        actor.trail = Trail::unheard();
                    }
                    service.case_file(&actor, cases[next % cases.len()], present()).await.unwrap();
                    service.end_visit(&actor).await.unwrap();
                    latencies.push(begun.elapsed());
                    next += 1;
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for reader in readers {
        latencies.extend(reader.await.unwrap());
    }
    latencies
}

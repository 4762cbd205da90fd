//! Contacts recorded a second, durably, by the whole use case (read, gate, rules, journal, views, commit), beside bare
//! inserts of the same bytes through the same driver. Rows of a table on standard output.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says where")]

use jiff::Timestamp;
use record::{CaseId, DutyRef, Understood, VictimId, event::Channel};
use service::{
    Actor, Service,
    demonstration::synthetic,
    my_work::WorkQuery,
    record_contact::{ContactForm, Reached},
};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use store::{Durability, Store, WorkOwner, WorkState};

const CASES: u64 = 3_000;
const CONTACTS: usize = 4_000;
const TOLD: &str = "I told her that he was released on bail this morning, that he must not come to her street or \
    contact her in any way, and whom to ring at any hour if he does. She will stay with her sister until Friday.";

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("lantern.db").display());
    runtime.block_on(measure("SQLite, WAL, synchronous FULL", &sqlite));
    let database = pg_test::database();
    runtime.block_on(measure("PostgreSQL, synchronous_commit on", database.url()));
}

async fn measure(engine: &str, address: &str) {
    let store = Store::open(address, Durability::Full).await.unwrap();
    let service = Service::new(store.clone()).await.unwrap();
    let (from, to) = (jiff::civil::date(2025, 1, 6), jiff::civil::date(2025, 12, 1));
    synthetic::load(&service, 5, CASES, from, to, |_| {}).await.unwrap();
    let now: Timestamp = "2025-12-15T10:00:00Z".parse().unwrap();
    let mut work = work(&service, now).await;
    for writers in [1, 8] {
        let some: Vec<Contact> = work.drain(..work.len().min(CONTACTS)).collect();
        let bytes = bytes_of_a_contact(&service, &some[0], now).await;
        let ours = contacts(&service, some, writers, now).await;
        let bare = bare_inserts(address, ours.count, writers, bytes).await;
        println!(
            "| contacts recorded, {engine} | {writers} writer{} | {:.0}/s, p50 {:.2} ms, p99 {:.2} ms, max {:.1} ms | bare inserts of {bytes} bytes: {:.0}/s, p99 {:.2} ms; ratio {:.2} |",
            if writers == 1 { "" } else { "s" },
            ours.rate(),
            ours.percentile(50),
            ours.percentile(99),
            ours.percentile(100),
            bare.rate(),
            bare.percentile(99),
            ours.rate() / bare.rate(),
        );
    }
    store.close().await;
}

/// A duty to be met by a contact, and who records it.
#[derive(Clone)]
struct Contact {
    actor: Actor,
    case: CaseId,
    victim: VictimId,
    meets: DutyRef,
}

/// Open duties of every organisation, case by case.
async fn work(service: &Service, now: Timestamp) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for group in service.sign_in_choices() {
        let Some(actor) = group.people.into_iter().find(|actor| actor.role.is_staff()) else { continue };
        let mut after = None;
        loop {
            let query = WorkQuery {
                owner: WorkOwner::Everyone,
                state: WorkState::Open,
                provider: None,
                right: None,
                enhanced: false,
                after,
            };
            let page = service.my_work(&actor, query, now).await.unwrap();
            contacts.extend(page.items.into_iter().map(|item| Contact {
                actor: actor.clone(),
                case: item.duty.case,
                victim: item.duty.victim,
                meets: DutyRef { duty: item.duty.duty, trigger: item.duty.trigger, victim: None },
            }));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    // Neighbours are of different cases, as they are in a day's work.
    contacts.sort_by_key(|contact| (contact.meets.trigger, contact.case));
    contacts
}

fn form(contact: &Contact, version: u64, now: Timestamp) -> ContactForm {
    ContactForm {
        version,
        victim: contact.victim,
        representative: None,
        channel: Channel::Phone,
        at: now,
        reached: Reached::Yes,
        told: TOLD.to_owned(),
        understood: Understood::Yes,
        against_preference: Some("She asked me to ring this time.".to_owned()),
        asked: None,
        next: None,
        meets: vec![contact.meets.clone()],
    }
}

/// What one contact writes: the journal's row and the personal texts.
async fn bytes_of_a_contact(service: &Service, contact: &Contact, now: Timestamp) -> usize {
    let loaded = service.store().load(contact.case).await.unwrap().unwrap();
    let version = loaded.case.version;
    service.record_contact(&contact.actor, contact.case, form(contact, version, now), now).await.unwrap();
    let after = service.store().load(contact.case).await.unwrap().unwrap();
    let event = serde_json::to_string(&after.events[version as usize]).unwrap();
    // Two hashes, and the texts with their ids.
    event.len() + 64 + TOLD.len() + 34 + 64
}

/// Latencies of one run.
struct Run {
    count: usize,
    wall: Duration,
    latencies: Vec<Duration>,
}

impl Run {
    fn rate(&self) -> f64 {
        self.count as f64 / self.wall.as_secs_f64()
    }

    fn percentile(&self, percent: usize) -> f64 {
        let at = (self.latencies.len() * percent / 100).min(self.latencies.len() - 1);
        self.latencies[at].as_secs_f64() * 1e3
    }
}

/// Runs `jobs` on so many tasks and takes the time of each job.
async fn timed<J, F, Fut>(shares: Vec<Vec<J>>, work: F) -> Run
where
    J: Send + 'static,
    F: Fn(J) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send,
{
    let start = Instant::now();
    let tasks: Vec<_> = shares
        .into_iter()
        .map(|share| {
            let work = work.clone();
            tokio::spawn(async move {
                let mut latencies = Vec::with_capacity(share.len());
                for job in share {
                    let begun = Instant::now();
                    work(job).await;
                    latencies.push(begun.elapsed());
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.unwrap());
    }
    latencies.sort();
    Run { count: latencies.len(), wall: start.elapsed(), latencies }
}

async fn contacts(service: &Service, work: Vec<Contact>, writers: usize, now: Timestamp) -> Run {
    let mut shares: Vec<Vec<Contact>> = vec![Vec::new(); writers];
    let mut of_case: BTreeMap<CaseId, usize> = BTreeMap::new();
    for contact in work.into_iter().skip(1) {
        // A case belongs to one writer: clashes are another measurement.
        let next = of_case.len() % writers;
        shares[*of_case.entry(contact.case).or_insert(next)].push(contact);
    }
    let ids: Vec<CaseId> = of_case.into_keys().collect();
    let loaded = service.store().load_many(&ids).await.unwrap();
    let versions: BTreeMap<CaseId, u64> =
        loaded.into_iter().map(|(id, case)| (id, case.case.version)).collect();
    let versions = std::sync::Arc::new(std::sync::Mutex::new(versions));
    let service = service.clone();
    timed(shares, move |contact: Contact| {
        let (service, versions) = (service.clone(), versions.clone());
        async move {
            let version = versions.lock().unwrap()[&contact.case];
            let form = form(&contact, version, now);
            let saved = service.record_contact(&contact.actor, contact.case, form, now).await.unwrap();
            versions.lock().unwrap().insert(contact.case, saved.version);
        }
    })
    .await
}

async fn bare_inserts(address: &str, count: usize, writers: usize, bytes: usize) -> Run {
    let shares: Vec<Vec<i64>> = (0..writers)
        .map(|writer| (0..count as i64).filter(|n| *n as usize % writers == writer).collect())
        .collect();
    let body = "x".repeat(bytes);
    macro_rules! run {
        ($pool:expr) => {{
            let pool = $pool;
            sqlx::raw_sql(
                "drop table if exists bare; create table bare (id bigint primary key, body text not null)",
            )
            .execute(&pool)
            .await
            .unwrap();
            let run = timed(shares, {
                let pool = pool.clone();
                move |id: i64| {
                    let (pool, body) = (pool.clone(), body.clone());
                    async move {
                        sqlx::query("insert into bare (id, body) values ($1, $2)")
                            .bind(id)
                            .bind(body)
                            .execute(&pool)
                            .await
                            .unwrap();
                    }
                }
            })
            .await;
            pool.close().await;
            run
        }};
    }
    if address.starts_with("sqlite") {
        use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
        let path = address.trim_start_matches("sqlite:").replace("lantern.db", "bare.db");
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        run!(SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap())
    } else {
        run!(sqlx::postgres::PgPoolOptions::new().max_connections(16).connect(address).await.unwrap())
    }
}

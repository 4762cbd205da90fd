//! The worklist, the case page and victims' own pages with many cases, over HTTP at eight connections, beside a constant page of the same
//! size from the same kind of server. Rows of a table on standard output. An argument says how many cases.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says where")]

mod http;

use axum::{Router, routing::get};
use http::{
    CONNECTIONS, Connection, Latencies, app, body_of, get_request, load, processor_time, serve, sign_in,
};
use jiff::Timestamp;
use service::{Actor, Service, WorkOwner, WorkState, demonstration::synthetic, my_work::WorkQuery};
use std::time::{Duration, Instant};
use store::{Durability, Person, Store};

// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASES: u64 = 100_000;
const SPAN: Duration = Duration::from_secs(6);
/// How many case pages are asked for in turn.
const PAGES: usize = 500;
/// How many victims look at their pages.
const VICTIMS: usize = 200;

fn main() {
    let cases = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(CASES);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("lantern.db").display());
    runtime.block_on(measure("SQLite", &sqlite, cases));
    let database = pg_test::database();
    runtime.block_on(measure("PostgreSQL", database.url(), cases));
}

fn present() -> Timestamp {
    "2025-12-15T10:00:00Z".parse().unwrap()
}

async fn measure(engine: &str, address: &str, cases: u64) {
    let store = Store::open(address, Durability::Process).await.unwrap();
    let service = Service::new(store.clone()).await.unwrap();
    let (from, to) = (jiff::civil::date(2024, 1, 8), jiff::civil::date(2025, 12, 1));
    let begun = Instant::now();
    synthetic::load(&service, 5, cases, from, to, |_| {}).await.unwrap();
    store.analyse().await.unwrap();
    let duties = store.strings_for_test("select cast(count(*) as text) from duty").await.unwrap().remove(0);
    println!(
        "| cases loaded, {engine} | {cases} cases, {duties} duties | {:.0} cases/s | |",
        cases as f64 / begun.elapsed().as_secs_f64()
    );
    let (actor, pages) = somebody_busy(&service).await;
    let server = serve(web::router(app(service.clone(), present))).await;
    let cookie = sign_in(&server, &actor.person.id).await;
    for (what, paths) in [
        ("worklist, everyone", vec!["/my-work?whose=everyone".to_owned()]),
        ("worklist, one person", vec!["/my-work?whose=me".to_owned()]),
        ("case page", pages),
    ] {
        let size = body_of(&server, &paths[0], &cookie).await;
        let requests: Vec<String> = paths.iter().map(|path| get_request(&server, path, &cookie)).collect();
        let ours = load(&server, &requests, CONNECTIONS, SPAN).await;
        let page = "x".repeat(size);
        let constant = serve(Router::new().route("/", get(move || async move { page.clone() }))).await;
        let theirs = load(&constant, &[get_request(&constant, "/", "")], CONNECTIONS, SPAN).await;
        println!(
            "| {what}, {engine} | {cases} cases, {CONNECTIONS} connections | {:.0}/s, p50 {:.1} ms, p99 {:.1} ms | constant page of {} kB: {:.0}/s, p99 {:.1} ms; ratio {:.2} |",
            ours.rate,
            ours.p50,
            ours.p99,
            size / 1000,
            theirs.rate,
            theirs.p99,
            ours.rate / theirs.rate,
        );
    }
    victims_pages(engine, cases, &service, &server).await;
    store.close().await;
}

/// What victims look at: every page of theirs that needs nothing but its address, as many of them at once as staff above.
async fn victims_pages(engine: &str, cases: u64, service: &Service, server: &str) {
    let victims = some_victims(service).await;
    let mut cookies = Vec::new();
    let mut waited = Vec::new();
    for victim in &victims {
        let begun = Instant::now();
        let cookie = sign_in(server, victim).await;
        body_of(server, "/your-case", &cookie).await;
        waited.push(begun.elapsed());
        cookies.push(cookie);
    }
    let waited = Latencies::of(waited);
    println!(
        "| sign-in and first page, {engine} | {cases} cases, {} victims, one after another | p50 {:.1} ms, p99 {:.1} ms | aim: under 100 ms |",
        victims.len(),
        waited.at(50),
        waited.at(99),
    );
    let mut every = Vec::new();
    let mut slowest: Option<(&str, f64)> = None;
    let pages = pages_of_victims(service, server, &cookies[0]).await;
    for page in &pages {
        let requests: Vec<String> = cookies.iter().map(|cookie| get_request(server, page, cookie)).collect();
        let took = load(server, &requests, CONNECTIONS, SPAN / 4).await;
        if slowest.is_none_or(|(_, most)| took.p99 > most) {
            slowest = Some((page, took.p99));
        }
        every.extend(requests);
    }
    let (page, p99) = slowest.unwrap();
    println!(
        "| victims' slowest page, {engine} | {cases} cases, {CONNECTIONS} connections, {} pages | {page}: p99 {p99:.1} ms | aim: under 20 ms |",
        pages.len()
    );
    let before = processor_time();
    let all = load(server, &every, CONNECTIONS, SPAN).await;
    let spent = (processor_time() - before).as_secs_f64();
    println!(
        "| victims' pages in turn, {engine} | {cases} cases, {CONNECTIONS} connections | {:.0}/s, p50 {:.1} ms, p99 {:.1} ms | {:.0} for each second of one core, asking included; aim: 200 |",
        all.rate,
        all.p50,
        all.p99,
        all.rate * SPAN.as_secs_f64() / spent,
    );
}

/// Lets some victims of synthetic cases sign in, and gives their ids.
async fn some_victims(service: &Service) -> Vec<String> {
    let query = |after| WorkQuery {
        owner: WorkOwner::Everyone,
        state: WorkState::Open,
        provider: None,
        right: None,
        enhanced: false,
        after,
    };
    let (actor, _) = somebody_busy(service).await;
    let mut found = std::collections::BTreeSet::new();
    let mut after = None;
    while found.len() < VICTIMS {
        let page = service.my_work(&actor, query(after), present()).await.unwrap();
        found.extend(page.items.iter().map(|item| (item.duty.case.0, item.duty.victim.0)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let person = |(number, (case, victim)): (usize, _)| Person {
        id: format!("measured-{number}"),
        name: "An invented victim".into(),
        role: "victim".into(),
        case_id: Some(case),
        victim_id: Some(victim),
        ..Person::default()
    };
    let people: Vec<Person> = found.into_iter().take(VICTIMS).enumerate().map(person).collect();
    service.store().save_directory(&[], &[], &people).await.unwrap();
    service.refresh_directory().await.unwrap();
    people.into_iter().map(|person| person.id).collect()
}

/// Addresses of the pages that only victims have, and that need nothing but their address.
async fn pages_of_victims(service: &Service, server: &str, cookie: &str) -> Vec<String> {
    let app = app(service.clone(), present);
    let mut pages = Vec::new();
    for (method, path, who) in web::routes_listed(app) {
        if method == "GET" && !path.contains('{') && who == web::Who::Victim {
            let answer = Connection::open(server).await.ask(&get_request(server, path, cookie)).await;
            if answer.starts_with(b"HTTP/1.1 200") {
                pages.push(path.to_owned());
            }
        }
    }
    pages
}

/// The officer with the most to do, and case pages that they may open.
async fn somebody_busy(service: &Service) -> (Actor, Vec<String>) {
    let mut best: Option<(Actor, i64)> = None;
    let query = |owner, after| WorkQuery {
        owner,
        state: WorkState::Open,
        provider: None,
        right: None,
        enhanced: false,
        after,
    };
    for actor in service.sign_in_choices().into_iter().flat_map(|group| group.people) {
        if !actor.role.is_staff() {
            continue;
        }
        let mine = query(WorkOwner::Person(actor.person.id.clone()), None);
        let open = service.my_work(&actor, mine, present()).await.unwrap().counts.open;
        if best.as_ref().is_none_or(|(_, most)| open > *most) {
            best = Some((actor, open));
        }
    }
    let (actor, _) = best.unwrap();
    let (mut pages, mut after) = (Vec::new(), None);
    while pages.len() < PAGES {
        let page = service.my_work(&actor, query(WorkOwner::Everyone, after), present()).await.unwrap();
        pages.extend(page.items.iter().map(|item| format!("/case/{}", item.duty.case)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    (actor, pages)
}

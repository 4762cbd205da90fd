//! The worklist, the case page and victims' own pages with many cases, over HTTP at eight connections, beside a constant page of the same
//! size from the same kind of server. Rows of a table on standard output. An argument says how many cases.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says where")]

use axum::{Router, routing::get};
use jiff::Timestamp;
use service::{Actor, Service, WorkOwner, WorkState, demonstration::synthetic, my_work::WorkQuery};
use std::time::{Duration, Instant};
use store::{Durability, Person, Store};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CASES: u64 = 100_000;
const CONNECTIONS: usize = 8;
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
    let server = serve(web::router(app(service.clone()))).await;
    let cookie = sign_in(&server, &actor.person.id).await;
    for (what, paths) in [
        ("worklist, everyone", vec!["/my-work?whose=everyone".to_owned()]),
        ("worklist, one person", vec!["/my-work?whose=me".to_owned()]),
        ("case page", pages),
    ] {
        let size = body_of(&server, &paths[0], &cookie).await;
        let requests: Vec<String> = paths.iter().map(|path| get_request(&server, path, &cookie)).collect();
        let ours = load(&server, &requests, SPAN).await;
        let page = "x".repeat(size);
        let constant = serve(Router::new().route("/", get(move || async move { page.clone() }))).await;
        let theirs = load(&constant, &[get_request(&constant, "/", "")], SPAN).await;
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
        let took = load(server, &requests, SPAN / 4).await;
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
    let all = load(server, &every, SPAN).await;
    let spent = (processor_time() - before).as_secs_f64();
    println!(
        "| victims' pages in turn, {engine} | {cases} cases, {CONNECTIONS} connections | {:.0}/s, p50 {:.1} ms, p99 {:.1} ms | {:.0} for each second of one core, asking included; aim: 200 |",
        all.rate,
        all.p50,
        all.p99,
        all.rate * SPAN.as_secs_f64() / spent,
    );
}

/// Processor time of this process, user and system.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = after_name[11].parse::<u64>().unwrap() + after_name[12].parse::<u64>().unwrap();
    // Linux counts in hundredths of a second for everybody outside of the kernel.
    Duration::from_millis(ticks * 10)
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
    let app = app(service.clone());
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

fn app(service: Service) -> web::App {
    web::App {
        service,
        clock: present,
        https: false,
        demonstration: true,
        issuers: Default::default(),
        proxy_header: None,
    }
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

async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// Signs in as the page would. Gives the cookie.
async fn sign_in(server: &str, person: &str) -> String {
    let mut connection = Connection::open(server).await;
    let body = format!("person={person}");
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nhost: {server}\r\norigin: http://{server}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = String::from_utf8(connection.ask(&request).await).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{}", answer.lines().next().unwrap_or_default());
    cookie_in(&answer)
}

fn cookie_in(answer: &str) -> String {
    let line = answer.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).unwrap();
    line.split_once(':').unwrap().1.split(';').next().unwrap().trim().to_owned()
}

fn get_request(server: &str, path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: {server}\r\ncookie: {cookie}\r\n\r\n")
}

async fn body_of(server: &str, path: &str, cookie: &str) -> usize {
    let answer = Connection::open(server).await.ask(&get_request(server, path, cookie)).await;
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
    answer.len() - head_end(&answer).unwrap()
}

/// Rates and latencies of one run.
struct Load {
    rate: f64,
    p50: f64,
    p99: f64,
}

/// Sends the requests in turn, on eight connections that stay open.
async fn load(server: &str, requests: &[String], span: Duration) -> Load {
    let until = Instant::now() + span;
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|connection| {
            let (server, requests) = (server.to_owned(), requests.to_vec());
            tokio::spawn(async move {
                let mut stream = Connection::open(&server).await;
                let mut latencies = Vec::new();
                let mut next = connection * requests.len() / CONNECTIONS;
                while Instant::now() < until {
                    let begun = Instant::now();
                    let answer = stream.ask(&requests[next % requests.len()]).await;
                    latencies.push(begun.elapsed());
                    assert!(answer.starts_with(b"HTTP/1.1 200"));
                    next += 1;
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.unwrap());
    }
    let latencies = Latencies::of(latencies);
    Load { rate: latencies.0.len() as f64 / span.as_secs_f64(), p50: latencies.at(50), p99: latencies.at(99) }
}

/// How long answers took, shortest first.
struct Latencies(Vec<Duration>);

impl Latencies {
    fn of(mut latencies: Vec<Duration>) -> Latencies {
        latencies.sort();
        Latencies(latencies)
    }

    /// So many per cent were quicker, milliseconds.
    fn at(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent / 100).min(self.0.len() - 1);
        self.0[place].as_secs_f64() * 1e3
    }
}

/// A connection that is kept.
struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    async fn open(server: &str) -> Connection {
        Connection { stream: TcpStream::connect(server).await.unwrap(), read: Vec::with_capacity(256 * 1024) }
    }

    /// Sends a request and reads its whole answer.
    async fn ask(&mut self, request: &str) -> Vec<u8> {
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.read.clear();
        loop {
            assert!(
                self.stream.read_buf(&mut self.read).await.unwrap() > 0,
                "the server closed the connection"
            );
            if let Some(end) = head_end(&self.read) {
                let head = String::from_utf8_lossy(&self.read[..end]).to_lowercase();
                let length = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
                let whole = match length {
                    Some(length) => self.read.len() >= end + length,
                    None => self.read.ends_with(b"0\r\n\r\n"),
                };
                if whole {
                    return self.read.clone();
                }
            }
        }
    }
}

fn head_end(answer: &[u8]) -> Option<usize> {
    answer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

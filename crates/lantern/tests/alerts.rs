//! Thousands of alerts wait, the process is killed half-way without warning and started again: whoever carries them got each
//! exactly once, though they throttle and fail now and then.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    routing::{get, post},
};
use jiff::{Timestamp, civil::Time};
use record::{
    CaseEvent, CaseId, Channel, Origin, PersonDetails, Personal, Preferences, Recorder, SafeContact,
    SafeContactEvent, VictimId,
    safe_contact::{Day, Hours},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};
use store::{Batch, Durability, KeySource, Keyring, LoadedCase, NewEvent, OutboxChange, Rules, Store};
use uuid::Uuid;

const ALERTS: usize = 2_000;
const KEY: &str = "kill-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";

#[derive(Default)]
struct StandIn {
    /// Reference of each message that it took, in order.
    taken: Vec<String>,
    asked: usize,
}

type Shared = State<Arc<Mutex<StandIn>>>;

/// Takes messages; says "too fast" or fails now and then, and after some failures it has the message all the same.
async fn send(State(stand_in): Shared, Json(body): Json<Value>) -> (StatusCode, Json<Value>) {
    let mut stand_in = stand_in.lock().unwrap();
    stand_in.asked += 1;
    let error = |kind: &str| json!({ "errors": [{ "error": kind }] });
    if stand_in.asked % 400 == 399 {
        return (StatusCode::TOO_MANY_REQUESTS, Json(error("RateLimitError")));
    }
    if stand_in.asked % 150 == 149 {
        return (StatusCode::INTERNAL_SERVER_ERROR, Json(error("Exception")));
    }
    stand_in.taken.push(body["reference"].as_str().unwrap().to_owned());
    if stand_in.asked % 170 == 169 {
        return (StatusCode::INTERNAL_SERVER_ERROR, Json(error("Exception")));
    }
    (StatusCode::CREATED, Json(json!({ "id": stand_in.taken.len().to_string() })))
}

async fn find(State(stand_in): Shared, Query(asked): Query<HashMap<String, String>>) -> Json<Value> {
    let known = stand_in.lock().unwrap().taken.contains(&asked["reference"]);
    let found = if known { json!([{ "id": "found" }]) } else { json!([]) };
    Json(json!({ "notifications": found }))
}

#[test]
fn a_killed_service_sends_each_alert_once_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    kill_half_way(folder.path(), &address, 1);
}

#[test]
fn killed_services_send_each_alert_once_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let database = pg_test::database();
    kill_half_way(folder.path(), database.url(), 2);
}

fn kill_half_way(folder: &Path, address: &str, processes: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let keys = folder.join("keys");
        store::make_file(&keys).unwrap();
        let open = async || {
            let ring = Keyring::from(KeySource::File(keys.clone())).unwrap();
            Store::open_with(address, Durability::Process, ring).await.unwrap()
        };
        let store = open().await;
        queue(&store).await;
        store.close().await;

        let stand_in = Arc::new(Mutex::new(StandIn::default()));
        let app = Router::new()
            .route("/v2/notifications/sms", post(send))
            .route("/v2/notifications", get(find))
            .with_state(stand_in.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let notify = settings(folder, &format!("http://{}", listener.local_addr().unwrap()));
        tokio::spawn(async move { axum::serve(listener, app).await });

        let taken = || stand_in.lock().unwrap().taken.len();
        let mut running = serve(address, &keys, &notify, processes);
        until("half of them are sent", || taken() >= ALERTS / 2).await;
        running.iter_mut().for_each(|process| process.kill().unwrap());
        running.iter_mut().for_each(|process| drop(process.wait().unwrap()));
        let at_kill = taken();
        assert!(at_kill < ALERTS, "it was not half-way: {at_kill}");

        let running = serve(address, &keys, &notify, processes);
        until("all of them are sent", || taken() >= ALERTS).await;
        let store = open().await;
        let all_recorded =
            async || store.outbox_counts().await.unwrap().states == [("handed".to_owned(), ALERTS as i64)];
        for _ in 0..1_200 {
            if all_recorded().await {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        stop(running);
        assert_eq!(store.outbox_counts().await.unwrap().states, [("handed".to_owned(), ALERTS as i64)]);
        let mut each: BTreeMap<String, usize> = BTreeMap::new();
        for reference in &stand_in.lock().unwrap().taken {
            *each.entry(reference.split('.').next().unwrap().to_owned()).or_default() += 1;
        }
        assert_eq!(each.len(), ALERTS);
        let twice: Vec<_> = each.iter().filter(|(_, times)| **times > 1).collect();
        assert!(twice.is_empty(), "sent more than once: {twice:?}");
        check_journal(&store).await;
        store.close().await;
    });
}

/// Waits for a condition, two minutes at most.
async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..2_400 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(condition(), "it never came to it: {what}");
}

fn settings(folder: &Path, address: &str) -> std::path::PathBuf {
    let file = folder.join("notify.toml");
    let text = format!(
        "api_key = \"{KEY}\"\naddress = \"{address}\"\nrequests_a_minute = 60000\n[templates]\ntext = \"t\"\n"
    );
    std::fs::write(&file, text).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    file
}

fn serve(address: &str, keys: &Path, notify: &Path, processes: usize) -> Vec<Child> {
    let start = |_| {
        Command::new(env!("CARGO_BIN_EXE_lantern"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database", address, "--keys"])
            .arg(keys)
            .arg("--notify")
            .arg(notify)
            .env("RUST_LOG", "error")
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap()
    };
    (0..processes).map(start).collect()
}

/// Tells them to stop; they end by themselves, in order.
fn stop(running: Vec<Child>) {
    for mut process in running {
        let told = Command::new("kill").arg(process.id().to_string()).status().unwrap();
        assert!(told.success());
        assert!(process.wait().unwrap().success(), "it did not stop in order");
    }
}

/// A case each with one victim who wants text messages at any hour, and one alert.
async fn queue(store: &Store) {
    let rules =
        Rules { code: victims_code::Code::embedded(), calendar: calendar::Calendar::england_and_wales() };
    let at: Timestamp = "2026-03-30T09:00:00Z".parse().unwrap();
    let by = Recorder { organisation: "met".into(), person: None, origin: Origin::Rule };
    let any_time = Hours { days: Day::ALL.into(), from: Time::midnight(), until: Time::midnight() };
    let ids: Vec<u128> = (1..=ALERTS as u128).collect();
    for some in ids.chunks(200) {
        let mut batch = Batch::default();
        for number in some {
            let id = |kind: u128| Uuid::from_u128(kind << 64 | number);
            let (case, victim) = (CaseId(id(1)), VictimId(id(2)));
            let details = PersonDetails {
                name: format!("Invented {number}"),
                phones: vec!["07700 900001".into()],
                ..PersonDetails::default()
            };
            let safe = SafeContact {
                hours: vec![any_time.clone()],
                text_to: Some("07700 900001".into()),
                ..SafeContact::default()
            };
            let wishes =
                Preferences { channels: vec![Channel::Text], safe: Some(safe), ..Preferences::default() };
            let details = Personal::new(id(3), [1; 16], case, &details).unwrap();
            let wishes = Personal::new(id(4), [2; 16], case, &wishes).unwrap();
            let events = [
                CaseEvent::CaseOpened { title: "Burglary of a home".into(), area: None },
                CaseEvent::VictimAdded { victim, details: details.reference(), flags: vec![] },
                CaseEvent::PreferencesRecorded { victim, preferences: wishes.reference() },
            ];
            let mut loaded = LoadedCase::new(case);
            let events = events.into_iter().map(|event| NewEvent::at(at, event)).collect();
            loaded.record(&by, at, events, vec![details, wishes]).unwrap();
            batch.outbox.push(OutboxChange::Queue { id: id(5), case, victim, cause: 3, kind: "news", at });
            batch.cases.push(loaded.changes(rules));
        }
        store.commit(batch).await.unwrap();
    }
}

/// The journal says of each alert that it went, once.
async fn check_journal(store: &Store) {
    let cases: Vec<CaseId> =
        (1..=ALERTS as u128).map(|number| CaseId(Uuid::from_u128(1 << 64 | number))).collect();
    for (case, loaded) in store.load_many(&cases).await.unwrap() {
        let sent = |recorded: &&record::Recorded| {
            matches!(recorded.event, CaseEvent::SafeContact(SafeContactEvent::AlertSent { .. }))
        };
        assert_eq!(loaded.events.iter().filter(sent).count(), 1, "{case}");
    }
    assert_eq!(store.verify().await.unwrap().findings, []);
}

//! `lantern load` as a program sees it: killed, started again, refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};
use store::{Durability, KeySource, Keyring, Store};

const CASES: u64 = 240;

fn load(address: &str, keys: &Path, numbers: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantern"));
    command.args(["load", "--commit-every", "20", "--database", address, "--keys"]).arg(keys).args(numbers);
    command.stdin(Stdio::null());
    command
}

fn population(cases: u64) -> [String; 4] {
    ["--cases".into(), cases.to_string(), "--seed".into(), "5".into()]
}

fn on(address: &str, keys: &Path, work: impl AsyncFnOnce(&Store)) {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let ring = Keyring::from(KeySource::File(keys.to_owned())).unwrap();
        let store = Store::open_with(address, Durability::Full, ring).await.unwrap();
        work(&store).await;
        store.close().await;
    });
}

#[test]
fn a_killed_load_keeps_what_it_said_and_goes_on_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    killed_and_started_again(&address, folder.path());
}

#[test]
fn a_killed_load_keeps_what_it_said_and_goes_on_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let database = pg_test::database();
    killed_and_started_again(database.url(), folder.path());
}

fn killed_and_started_again(address: &str, folder: &Path) {
    let keys = &folder.join("keys");
    store::make_file(keys).unwrap();
    let numbers = population(CASES);
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let mut said = 0;
    for lines in [1, 2, 3] {
        said = load_and_kill(address, keys, &numbers, lines).max(said);
        on(address, keys, async |store| {
            let report = store.verify().await.unwrap();
            assert_eq!(report.findings, []);
            assert!(report.cases >= said, "{} cases there, {said} said", report.cases);
            assert_eq!(report.cases % 20, 0, "whole transactions only");
        });
    }
    assert!(said > 0 && said < CASES, "{said}");
    let output = load(address, keys, &numbers).output().unwrap();
    let last = last_line(&output);
    assert_eq!(last["written"].as_u64().unwrap() + last["there"].as_u64().unwrap(), CASES);
    assert!(last["there"].as_u64().unwrap() >= said && last["database_bytes"].as_u64().unwrap() > 0);
    on(address, keys, async |store| {
        let report = store.verify().await.unwrap();
        assert_eq!((report.cases, report.findings), (CASES, vec![]));
        // Lists and sums are what the ordinary way makes of the same events.
        let rebuilt = store.rebuild(store::Rules::embedded(), |_| {}).await.unwrap();
        assert_eq!(rebuilt.before, rebuilt.after);
    });
    // More of the same population, but no other one.
    let more = population(CASES + 20);
    let output = load(address, keys, &more.each_ref().map(String::as_str)).output().unwrap();
    assert_eq!(last_line(&output)["written"], 20);
    let output = load(address, keys, &["--cases", "10", "--seed", "6"]).output().unwrap();
    assert!(!output.status.success());
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(why.contains("another population (seed 5, "), "{why}");
}

/// Starts a load, reads so many of its lines, kills it without warning. Gives the cases that it said are there.
fn load_and_kill(address: &str, keys: &Path, numbers: &[&str], lines: usize) -> u64 {
    let mut child =
        load(address, keys, numbers).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let mut said = 0;
    for (number, line) in output.lines().enumerate() {
        // The last line may be cut by the kill; only a whole one says something.
        let Ok(line) = serde_json::from_str::<serde_json::Value>(&line.unwrap()) else { break };
        said = line["written"].as_u64().unwrap() + line["there"].as_u64().unwrap();
        if number + 1 == lines {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    said
}

fn last_line(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

#[test]
fn a_database_with_cases_of_its_own_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    let keys = &folder.path().join("keys");
    store::make_file(keys).unwrap();
    let numbers = population(10);
    let numbers = numbers.each_ref().map(String::as_str);
    last_line(&load(&address, keys, &numbers).output().unwrap());
    on(&address, keys, async |store| {
        store.execute_for_test("delete from setting where name = 'synthetic'").await.unwrap();
    });
    let output = load(&address, keys, &numbers).output().unwrap();
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && why.contains("cases of its own"), "{why}");
}

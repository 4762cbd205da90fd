//! Conformance: the ministry's own scenarios, when they are there (`LANTERN_SHARED`, else `../shared`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use jiff::Timestamp;
use service::{
    Service,
    import::{Incoming, MessageKind, Taken},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};
use store::{Durability, MessageOutcome, Store};

fn now() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn scenarios() -> Option<Vec<PathBuf>> {
    let shared = std::env::var("LANTERN_SHARED")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let mut folders: Vec<PathBuf> = std::fs::read_dir(shared.join("data/court-results-spi/scenarios"))
        .ok()?
        .map(|e| e.unwrap().path())
        .collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    Some(folders)
}

fn messages(folder: &Path) -> Vec<(MessageKind, Incoming)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let incoming = |path: &Path| Incoming {
        source: path.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: std::fs::read(path).unwrap(),
    };
    let is_new_case = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("new-case");
    let charges = files.iter().filter(|p| is_new_case(p)).map(|p| (MessageKind::ChargeFile, incoming(p)));
    let results = files.iter().filter(|p| !is_new_case(p)).map(|p| (MessageKind::CourtResults, incoming(p)));
    charges.chain(results).collect()
}

/// How many cases the messages are about: those that share a reference number, a prosecutor's reference or a
/// defendant are about one.
fn cases_meant(folder: &Path) -> u64 {
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    for (kind, incoming) in messages(folder) {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut add = |urn: &Option<String>, people: Vec<(Option<String>, Option<String>, String)>| {
            names.extend(urn.clone());
            for (reference, name, born) in people {
                names.extend(reference);
                names.extend(name.map(|name| format!("{} {born}", name.to_lowercase())));
            }
        };
        if kind == MessageKind::ChargeFile {
            let message = exchange::read_charge_file(&incoming.bytes).unwrap().message;
            let people =
                message.defendants.into_iter().map(|d| (d.reference, d.name, format!("{:?}", d.born)));
            add(&message.urn, people.collect());
        } else {
            let message = exchange::read_court_results(&incoming.bytes).unwrap().message;
            let people =
                message.defendants.into_iter().map(|d| (d.reference, d.name, format!("{:?}", d.born)));
            add(&message.urn, people.collect());
        }
        let (same, other): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| !group.is_disjoint(&names));
        groups = other;
        groups.push(same.into_iter().flatten().chain(names).collect());
    }
    groups.len() as u64
}

async fn take(service: &Service, folder: &Path) -> Vec<Taken> {
    let mut taken = Vec::new();
    for (kind, incoming) in messages(folder) {
        taken.extend(service.import(kind, &[incoming], now()).await.unwrap());
    }
    taken
}

async fn fresh(folder: &Path) -> Service {
    let address = format!("sqlite:{}", folder.join("lantern.db").display());
    Service::new(Store::open(&address, Durability::Process).await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn each_scenario_leaves_one_case_and_twice_changes_nothing() {
    let Some(folders) = scenarios() else { return eprintln!("no shared data here: skipped") };
    let mut wrong = Vec::new();
    for folder in &folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let temporary = tempfile::tempdir().unwrap();
        let service = fresh(temporary.path()).await;
        for taken in take(&service, folder).await {
            if let Some(reason) = taken.reason {
                wrong.push(format!("{name} {}: {reason}", taken.source));
            }
        }
        let report = service.store().verify().await.unwrap();
        let meant = cases_meant(folder);
        if meant != 1 {
            eprintln!("{name} is about {meant} cases: other reference numbers, other defendants");
        }
        if report.cases != meant || !report.findings.is_empty() {
            wrong.push(format!("{name}: {} cases, {:?}", report.cases, report.findings));
        }
        let views = service.store().views_digest().await.unwrap();
        for taken in take(&service, folder).await {
            if taken.outcome != MessageOutcome::NothingNew {
                wrong.push(format!("{name} {}: the second time {:?}", taken.source, taken.outcome));
            }
        }
        if service.store().views_digest().await.unwrap() != views
            || service.store().verify().await.unwrap().events != report.events
        {
            wrong.push(format!("{name}: the second time changed something"));
        }
        let rebuilt = service.store().rebuild(service.rules(), |_| {}).await.unwrap();
        if rebuilt.before != rebuilt.after {
            wrong.push(format!("{name}: the rebuilt views differ"));
        }
        service.store().close().await;
    }
    eprintln!("{} scenarios", folders.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn all_scenarios_into_one_database_lose_nothing() {
    let Some(folders) = scenarios() else { return eprintln!("no shared data here: skipped") };
    let temporary = tempfile::tempdir().unwrap();
    let service = fresh(temporary.path()).await;
    let (mut sent, mut recorded, mut known, mut held) = (0, 0, 0, 0);
    for folder in &folders {
        for taken in take(&service, folder).await {
            sent += 1;
            match taken.outcome {
                MessageOutcome::Recorded => recorded += 1,
                MessageOutcome::NothingNew => known += 1,
                MessageOutcome::Quarantined => held += 1,
            }
        }
    }
    let waiting = service.store().quarantine_count().await.unwrap();
    eprintln!("{sent} messages: {recorded} recorded, {known} said nothing new, {held} in quarantine");
    assert_eq!(waiting, held);
    assert!(service.store().verify().await.unwrap().findings.is_empty());
    service.store().close().await;
}

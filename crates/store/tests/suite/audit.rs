//! The audit is chained, append-only and read by page; what was altered or taken away is found.

use crate::{history::population, on_both_engines, rules};
use jiff::{Timestamp, ToSpan};
use record::{CaseId, VictimId};
use store::{AuditFilter, AuditLine, Engine, Store};
use uuid::Uuid;

on_both_engines!(
    lines_are_read_as_they_were_written,
    a_page_goes_on_where_the_last_one_ended,
    writers_at_the_same_moment_share_one_whole_chain,
    every_alteration_is_found,
    nothing_that_was_written_once_can_be_changed,
    a_rebuild_leaves_the_audit_alone,
);

pub fn at(seconds: i64) -> Timestamp {
    "2026-03-05T09:00:00Z".parse::<Timestamp>().unwrap() + seconds.seconds()
}

pub fn line(number: i64) -> AuditLine {
    AuditLine {
        at: at(number),
        visit: Uuid::from_u128(7),
        person: format!("officer-{}", number % 3),
        role: "officer".into(),
        organisation: "met".into(),
        on_behalf: (number % 2 == 0).then_some(VictimId(Uuid::from_u128(2))),
        action: "see_case".into(),
        case: Some(CaseId(Uuid::from_u128(1 + number as u128 % 2))),
        victim: Some(VictimId(Uuid::from_u128(3))),
        part: "summary victim_details".into(),
        outcome: "allowed".into(),
        policy: "an organisation works on its cases".into(),
        sought: "a1 b2".into(),
        reason: format!("because of {number}"),
        source: "192.0.2.7".into(),
    }
}

/// Takes the guards away that keep a test from damaging what was written.
pub async fn allow_changes(store: &Store) {
    let (names, drop) = match store.engine() {
        Engine::Sqlite => ("select name from sqlite_master where type = 'trigger'", "drop trigger {}"),
        Engine::Postgres => (
            "select tgname || ' on ' || tgrelid::regclass from pg_trigger where not tgisinternal",
            "drop trigger {}",
        ),
    };
    let names = store.strings_for_test(names).await.unwrap();
    assert!(names.len() >= 4, "the guards are gone: {names:?}");
    for name in names {
        store.execute_for_test(&drop.replace("{}", &name)).await.unwrap();
    }
}

async fn lines_are_read_as_they_were_written(store: Store) {
    store.write_audit((1..=5).map(line).collect()).await.unwrap();
    let read = store.audit_lines(&AuditFilter { most: 10, ..AuditFilter::default() }).await.unwrap();
    let read: Vec<AuditLine> = read.into_iter().map(|written| written.line).collect();
    assert_eq!(read, (1..=5).rev().map(line).collect::<Vec<_>>());
    let of_case = AuditFilter { case: Some(CaseId(Uuid::from_u128(1))), most: 10, ..AuditFilter::default() };
    assert_eq!(store.audit_lines(&of_case).await.unwrap().len(), 2);
    let narrow = AuditFilter {
        organisation: Some("met".into()),
        person: Some("officer-1".into()),
        outcome: Some("allowed".into()),
        from: Some(at(2)),
        until: Some(at(5)),
        most: 10,
        ..AuditFilter::default()
    };
    let narrow = store.audit_lines(&narrow).await.unwrap();
    assert_eq!(narrow.iter().map(|written| written.line.at).collect::<Vec<_>>(), [at(4)]);
    let report = store.verify().await.unwrap();
    assert_eq!((report.findings, report.audit_lines), (vec![], 5));
}

async fn a_page_goes_on_where_the_last_one_ended(store: Store) {
    let mut lines: Vec<AuditLine> = (0..40).map(line).collect();
    // Many in the same moment, and not in the order of time.
    lines.iter_mut().for_each(|line| line.at = at(line.at.as_second() % 4));
    store.write_audit(lines).await.unwrap();
    let mut filter = AuditFilter { most: 7, organisation: Some("met".into()), ..AuditFilter::default() };
    let mut seen = Vec::new();
    loop {
        let page = store.audit_lines(&filter).await.unwrap();
        let Some(last) = page.last() else { break };
        filter.after = Some(last.place);
        seen.extend(page.into_iter().map(|written| (written.place.at, written.place.number)));
    }
    assert_eq!(seen.len(), 40);
    let mut sorted = seen.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    sorted.dedup();
    assert_eq!(seen, sorted, "in order, each once");
}

async fn writers_at_the_same_moment_share_one_whole_chain(store: Store) {
    let writers: Vec<_> = (0..100)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move { store.write_audit(vec![line(number), line(number)]).await })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    let report = store.verify().await.unwrap();
    assert_eq!((report.findings, report.audit_lines), (vec![], 200));
    let chains = store.strings_for_test("select cast(count(*) as text) from audit_chain").await.unwrap();
    assert_eq!(chains, ["1"], "one process, one chain");
}

/// As a second process would: a chain each, the last of which saw the ends of the others.
async fn three_chains(store: &Store) {
    for chain in 0..3_i64 {
        let process = store.another_process_for_test();
        process.write_audit((0..4).map(|number| line(10 * chain + number)).collect()).await.unwrap();
    }
    store.write_audit(vec![line(99)]).await.unwrap();
}

async fn every_alteration_is_found(store: Store) {
    allow_changes(&store).await;
    three_chains(&store).await;
    assert_eq!(store.verify().await.unwrap().findings, []);
    let sqlite = store.engine() == Engine::Sqlite;
    let mut alterations: Vec<String> = [
        ("person", "'officer-9'"),
        ("role", "'x'"),
        ("organisation", "'x'"),
        ("action", "'x'"),
        ("part", "''"),
        ("outcome", "'refused'"),
        ("policy", "'x'"),
        ("sought", "'x'"),
        ("at", "at + 1"),
        ("number", "number + 100"),
        ("case_id", "null"),
        ("victim_id", "case_id"),
        ("on_behalf", "case_id"),
        ("visit", "case_id"),
        ("reason", "source"),
        ("source", "hash"),
        ("hash", "reason"),
    ]
    .map(|(column, value)| format!("update audit set {column} = {value} where chain = 2 and number = 3"))
    .to_vec();
    let whole: &[&str] = &[
        "delete from audit where chain = 2 and number = 1",
        "delete from audit where chain = 2 and number = 2",
        // The end of a chain, with and without its head put right.
        "delete from audit where chain = 2 and number = 4",
        "delete from audit where chain = 2 and number = 4; update audit_head set number = 3, hash = (select hash from audit where chain = 2 and number = 3) where chain = 2",
        // A whole chain, ever more thoroughly.
        "delete from audit where chain = 2",
        "delete from audit where chain = 2; delete from audit_chain where chain = 2",
        "delete from audit where chain = 2; delete from audit_chain where chain = 2; delete from audit_head where chain = 2",
        "delete from audit where chain = 1; delete from audit_chain where chain = 1; delete from audit_head where chain = 1",
        "delete from audit_head where chain = 2",
        "update audit_chain set started_at = started_at + 1 where chain = 2",
        "update audit_chain set witnessed = '' where chain = 3",
        "update audit_chain set chain = 7 where chain = 4",
        // Two lines change places.
        "update audit set number = -2 where chain = 2 and number = 2; update audit set number = 2 where chain = 2 and number = 3; update audit set number = 3 where chain = 2 and number = -2",
        // One slipped in behind the end.
        "insert into audit select chain, number + 1, at, visit, person, role, organisation, on_behalf, action, case_id, victim_id, part, outcome, policy, sought, reason, source, hash from audit where chain = 2 and number = 4",
        "update audit set chain = 9 where chain = 4",
    ];
    alterations.extend(whole.iter().map(|sql| (*sql).to_owned()));
    for table in ["audit", "audit_chain", "audit_head"] {
        let copy = format!("create table copy_{table} as select * from {table}");
        store.execute_for_test(&copy).await.unwrap();
    }
    for alteration in alterations {
        store.execute_for_test(&alteration).await.unwrap();
        let found = store.verify().await.unwrap().findings;
        assert!(!found.is_empty(), "not found: {alteration}");
        for table in ["audit", "audit_chain", "audit_head"] {
            let back = format!("delete from {table}; insert into {table} select * from copy_{table}");
            store.execute_for_test(&back).await.unwrap();
        }
    }
    if sqlite {
        store
            .execute_for_test("update audit set person = x'ff' where chain = 2 and number = 3")
            .await
            .unwrap();
        assert!(!store.verify().await.unwrap().findings.is_empty(), "what is no longer text is found, too");
    }
}

async fn nothing_that_was_written_once_can_be_changed(store: Store) {
    population(&store, 34, 2).await;
    store.write_audit(vec![line(1)]).await.unwrap();
    for table in ["journal", "audit", "audit_chain", "audit_finding_note"] {
        if table == "audit_finding_note" {
            let id = if store.engine() == Engine::Sqlite { "x'01'" } else { "gen_random_uuid()" };
            let bytes = if store.engine() == Engine::Sqlite { "x'01'" } else { "'\\x01'" };
            let note = format!("insert into audit_finding_note values ({id}, {id}, 1, 'p', {bytes})");
            store.execute_for_test(&note).await.unwrap();
        }
        let column = match table {
            "journal" => "kind = kind",
            "audit_chain" => "started_at = started_at",
            _ => "person = person",
        };
        let mut refused = vec![format!("update {table} set {column}"), format!("delete from {table}")];
        if store.engine() == Engine::Postgres {
            refused.push(format!("truncate {table}"));
        }
        for sql in refused {
            let error = store.execute_for_test(&sql).await.unwrap_err().to_string();
            assert!(error.contains(&format!("{table} is append-only")), "{sql}: {error}");
        }
    }
    assert_eq!(store.verify().await.unwrap().findings, []);
}

async fn a_rebuild_leaves_the_audit_alone(store: Store) {
    population(&store, 35, 3).await;
    store.write_audit((0..3).map(line).collect()).await.unwrap();
    let dump = "select chain || ':' || number || ':' || person from audit order by 1";
    let before = store.strings_for_test(dump).await.unwrap();
    store.rebuild(rules(), |_| {}).await.unwrap();
    assert_eq!(store.strings_for_test(dump).await.unwrap(), before);
    assert_eq!(store.verify().await.unwrap().findings, []);
}

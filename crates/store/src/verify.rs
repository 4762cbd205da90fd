//! Proof that the journal is what was written: every event's hash, the chain in each case, the order, the end of each
//! case, and the digest of every personal text.

use crate::{
    Engine, Store, StoreError,
    db::{Db, read},
    journal::{KEYS, push_ids},
    sealing::KeyRow,
    verify_sealed::{NameBytes, Text, TextBytes, check_names, found},
};
use record::{AccessEvent, CaseEvent, CaseId, Recorded, Subject, chain};
use sqlx::QueryBuilder;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};
use uuid::Uuid;

/// What verification found.
#[derive(Clone, Debug, Default)]
pub struct VerifyReport {
    /// Cases read.
    pub cases: u64,
    /// Events read.
    pub events: u64,
    /// Personal texts read.
    pub texts: u64,
    /// Lines of the audit read.
    pub audit_lines: u64,
    /// Sealed texts that could not be looked into, because no key was given.
    pub closed: u64,
    /// What is wrong, in the order of cases.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The case; none when it concerns the database as a whole.
    pub case: Option<CaseId>,
    /// The event; none when it concerns the case as a whole.
    pub version: Option<i64>,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.case, self.version) {
            (Some(case), Some(version)) => write!(f, "case {case} event {version}: {}", self.problem),
            (Some(case), None) => write!(f, "case {case}: {}", self.problem),
            _ => write!(f, "database: {}", self.problem),
        }
    }
}

/// Cases read at a time.
pub(crate) const CASES: i64 = 500;

#[derive(sqlx::FromRow)]
struct JournalBytes {
    seq: i64,
    case_id: Uuid,
    version: i64,
    kind: Vec<u8>,
    recorded_at: i64,
    body: Vec<u8>,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

/// What the database holds of some cases.
struct CaseRows {
    events: Vec<JournalBytes>,
    texts: Vec<TextBytes>,
    heads: Vec<Head>,
    keys: Vec<KeyRow>,
    names: Vec<NameBytes>,
}

type Head = (Uuid, i64, Vec<u8>);

impl Store {
    /// Reads the whole journal and says what is wrong with it.
    ///
    /// # Errors
    /// When the database cannot be read at all. What is merely wrong is in the report.
    pub async fn verify(&self) -> Result<VerifyReport, StoreError> {
        let mut report = VerifyReport::default();
        self.check_file(&mut report).await?;
        let mut after = Uuid::nil();
        let mut seen_nil = false;
        loop {
            let ids = match self.case_ids(after, seen_nil).await {
                Ok(ids) => ids,
                Err(error) => {
                    report.add(None, None, format!("the journal cannot be read on: {error}"));
                    break;
                }
            };
            let Some(last) = ids.last() else { break };
            (after, seen_nil) = (last.0, true);
            if let Err(error) = self.verify_cases(&ids, &mut report).await {
                let first = ids.first().copied();
                report.add(
                    first,
                    None,
                    format!("this or one of the {} cases after it cannot be read: {error}", ids.len()),
                );
            }
        }
        self.check_strays(&mut report).await?;
        if let Err(error) = self.verify_audit(&mut report).await {
            report.wrong(format!("the audit cannot be read on: {error}"));
        }
        self.check_own_keys(&mut report).await?;
        self.check_quarantine(&mut report).await?;
        self.check_statement_drafts(&mut report).await?;
        Ok(report)
    }

    async fn check_file(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        if let Db::Sqlite { read, .. } = &self.db {
            let lines: Vec<String> = match sqlx::query_scalar("pragma integrity_check").fetch_all(read).await
            {
                Ok(lines) => lines,
                Err(error) => vec![error.to_string()],
            };
            for line in lines.into_iter().filter(|line| line != "ok") {
                report.add(None, None, format!("the database file is damaged: {line}"));
            }
        }
        Ok(())
    }

    /// The next cases of the journal in the order of their ids.
    pub(crate) async fn case_ids(&self, after: Uuid, strictly: bool) -> Result<Vec<CaseId>, StoreError> {
        let rows: Vec<Uuid> = read!(self, conn => {
            let mut query = QueryBuilder::new("select case_id from journal where case_id ");
            query.push(if strictly { "> " } else { ">= " }).push_bind(after);
            query.push(" group by case_id order by case_id limit ").push_bind(CASES);
            query.build_query_scalar().fetch_all(&mut *conn).await?
        });
        Ok(rows.into_iter().map(CaseId).collect())
    }

    async fn verify_cases(&self, ids: &[CaseId], report: &mut VerifyReport) -> Result<(), StoreError> {
        // A flipped bit can make text that is not UTF-8: read bytes.
        let (as_bytes, text) = match self.engine() {
            Engine::Sqlite => (
                "select seq, case_id, version, cast(kind as blob) as kind, recorded_at, cast(body as blob) as body, previous, hash from journal where case_id in (",
                "select id, case_id, subject, sealed, cast(body as blob) from personal where case_id in (",
            ),
            Engine::Postgres => (
                "select seq, case_id, version, convert_to(kind, 'UTF8') as kind, recorded_at, convert_to(body, 'UTF8') as body, previous, hash from journal where case_id in (",
                "select id, case_id, subject, sealed, convert_to(body, 'UTF8') from personal where case_id in (",
            ),
        };
        let CaseRows { events: rows, texts, heads, keys, names } = read!(self, conn => {
            let mut query = QueryBuilder::new(as_bytes);
            push_ids(query.separated(", "), ids);
            query.push(") order by case_id, version, seq");
            let rows = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new(text);
            push_ids(query.separated(", "), ids);
            query.push(")");
            let texts = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new("select case_id, version, head from case_view where case_id in (");
            push_ids(query.separated(", "), ids);
            query.push(")");
            let heads = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new(KEYS);
            push_ids(query.separated(", "), ids);
            query.push(") order by case_id, subject");
            let keys = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new("select case_id, victim_id, sealed from case_victim where case_id in (");
            push_ids(query.separated(", "), ids);
            query.push(") order by case_id, victim_id");
            CaseRows { events: rows, texts, heads, keys, names: query.build_query_as().fetch_all(&mut *conn).await? }
        });
        let keys = self.verify_keys(keys, report).await;
        report.texts += texts.len() as u64;
        let texts: BTreeMap<Uuid, Text> =
            texts.into_iter().map(|row| (row.0, found(row, &keys, report))).collect();
        let mut texts = texts;
        self.verify_files(ids, &keys, &mut texts, report).await?;
        check_names(&names, &keys, report);
        let heads: BTreeMap<Uuid, (i64, Vec<u8>)> =
            heads.into_iter().map(|(case, version, head)| (case, (version, head))).collect();
        for events in rows.chunk_by(|a, b| a.case_id == b.case_id) {
            report.check_case(events, &texts, &heads);
        }
        Ok(())
    }

    /// Rows that belong to no case of the journal.
    async fn check_strays(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        for (table, what) in [
            (STRAY_VIEWS, "the lists know this case but the journal has no event of it"),
            (STRAY_TEXTS, "a personal text belongs to no case of the journal"),
            (STRAY_FILES, "a file belongs to no case of the journal"),
            (STRAY_KEYS, "a key belongs to no case of the journal"),
            (STRAY_NAMES, "a victim in the lists belongs to no case of the journal"),
        ] {
            let strays: Vec<Uuid> =
                read!(self, conn => sqlx::query_scalar(table).fetch_all(&mut *conn).await?);
            for case in strays {
                report.add(Some(CaseId(case)), None, what.to_owned());
            }
        }
        Ok(())
    }
}

/// Whose texts the events say were destroyed.
fn erased(events: &[JournalBytes]) -> BTreeSet<Subject> {
    let erased = events.iter().filter(|event| event.kind == b"victim_erased");
    let victim = |event: &JournalBytes| match serde_json::from_slice::<Recorded>(&event.body).ok()?.event {
        CaseEvent::Access(AccessEvent::VictimErased { victim }) => Some(Subject::Victim(victim)),
        _ => None,
    };
    erased.filter_map(victim).collect()
}

const STRAY_VIEWS: &str = "select v.case_id from case_view v where not exists (select 1 from journal j where j.case_id = v.case_id) order by v.case_id";
const STRAY_KEYS: &str = "select distinct k.case_id from data_key k where k.kind not in ('deployment', 'index') and not exists (select 1 from journal j where j.case_id = k.case_id) order by k.case_id";
const STRAY_NAMES: &str = "select distinct v.case_id from case_victim v where not exists (select 1 from journal j where j.case_id = v.case_id) order by v.case_id";
const STRAY_FILES: &str = "select distinct f.case_id from file f where not exists (select 1 from journal j where j.case_id = f.case_id) order by f.case_id";
const STRAY_TEXTS: &str = "select distinct p.case_id from personal p where not exists (select 1 from journal j where j.case_id = p.case_id) order by p.case_id";

impl VerifyReport {
    /// Something is wrong that concerns no case.
    pub(crate) fn wrong(&mut self, problem: String) {
        self.add(None, None, problem);
    }

    pub(crate) fn add(&mut self, case: Option<CaseId>, version: Option<i64>, problem: String) {
        self.findings.push(Finding { case, version, problem });
    }

    fn check_case(
        &mut self,
        events: &[JournalBytes],
        texts: &BTreeMap<Uuid, Text>,
        heads: &BTreeMap<Uuid, (i64, Vec<u8>)>,
    ) {
        self.cases += 1;
        let erased = erased(events);
        let mut previous = chain::GENESIS.to_vec();
        let mut last_version = 0;
        let mut last_seq = 0;
        for event in events {
            self.events += 1;
            let case = CaseId(event.case_id);
            for problem in check_event(event, last_version, last_seq, &previous, texts, &erased) {
                self.add(Some(case), Some(event.version), problem);
            }
            previous.clone_from(&event.hash);
            last_version = event.version;
            last_seq = last_seq.max(event.seq);
        }
        let Some(last) = events.last() else { return };
        let case = Some(CaseId(last.case_id));
        match heads.get(&last.case_id) {
            None => self.add(case, None, "the lists do not know this case; run `lantern rebuild`".into()),
            Some((version, _)) if *version > last.version => {
                self.add(
                    case,
                    None,
                    format!("events {} to {version} are missing at the end", last.version + 1),
                );
            }
            Some((version, head)) if *version < last.version || *head != last.hash => {
                self.add(
                    case,
                    None,
                    format!("the lists stand at event {version} and do not end as the journal does"),
                );
            }
            Some(_) => {}
        }
    }
}

fn check_event(
    event: &JournalBytes,
    last_version: i64,
    last_seq: i64,
    previous: &[u8],
    texts: &BTreeMap<Uuid, Text>,
    erased: &BTreeSet<Subject>,
) -> Vec<String> {
    let mut problems = Vec::new();
    if event.version != last_version + 1 {
        problems.push(if event.version <= last_version {
            "its number is used twice".to_owned()
        } else {
            format!("events {} to {} before it are missing", last_version + 1, event.version - 1)
        });
    }
    if event.seq <= last_seq {
        problems.push("it was written before the event that it follows: reordered".to_owned());
    }
    if event.previous != previous {
        problems.push(
            "it does not carry the hash of the event before it: altered, missing or reordered".to_owned(),
        );
    }
    let hash = chain::hash(&event.previous, CaseId(event.case_id), event.version as u64, &event.body);
    if hash.as_slice() != event.hash {
        problems.push("its hash does not fit its text: altered".to_owned());
    }
    match serde_json::from_slice::<Recorded>(&event.body) {
        Err(_) => problems.push("its text cannot be read".to_owned()),
        Ok(recorded) => {
            if recorded.version as i64 != event.version
                || recorded.recorded_at.as_millisecond() != event.recorded_at
                || recorded.event.kind().as_bytes() != event.kind
            {
                problems.push("its columns do not agree with its text: altered".to_owned());
            }
            for reference in recorded.event.personal() {
                match texts.get(&reference.id) {
                    None => problems.push(format!("its personal text {} is missing", reference.id)),
                    Some(Text::Digest(digest)) if *digest != reference.digest => {
                        problems.push(format!("its personal text {} was altered", reference.id));
                    }
                    Some(Text::Broken(why)) => {
                        problems.push(format!("its personal text {} cannot be opened: {why}", reference.id));
                    }
                    Some(Text::Destroyed) if !erased.contains(&recorded.event.subject()) => problems.push(
                        format!("its personal text {} was destroyed and no event says so", reference.id),
                    ),
                    Some(Text::Digest(_) | Text::Destroyed | Text::Closed) => {}
                }
            }
        }
    }
    problems
}

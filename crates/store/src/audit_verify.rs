//! Proof that the audit is what was written: every line's hash, the order and the end of each chain, and the register
//! of the chains.

use crate::{
    Engine, Store, StoreError, VerifyReport, audit_chain::Fields, audit_chain::registration, db::read,
};
use record::chain::{GENESIS, hex};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Lines read at a time.
const LINES: i64 = 5000;

#[derive(sqlx::FromRow)]
struct ChainRow {
    chain: i64,
    started_at: i64,
    witnessed: Vec<u8>,
    hash: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    number: i64,
    at: i64,
    visit: Uuid,
    on_behalf: Option<Uuid>,
    case_id: Option<Uuid>,
    victim_id: Option<Uuid>,
    person: Vec<u8>,
    role: Vec<u8>,
    organisation: Vec<u8>,
    action: Vec<u8>,
    part: Vec<u8>,
    outcome: Vec<u8>,
    policy: Vec<u8>,
    sought: Vec<u8>,
    reason: Vec<u8>,
    source: Vec<u8>,
    hash: Vec<u8>,
}

/// What a later chain saw of an earlier one: number and hash of its last line then.
type Witnesses = BTreeMap<i64, BTreeMap<i64, String>>;

impl Store {
    /// Reads the whole audit and adds what is wrong with it to the report.
    pub(crate) async fn verify_audit(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        // The heads first: a chain that a process begins meanwhile is then in the register, not only among the heads.
        let heads: Vec<(i64, i64, Vec<u8>)> = read!(self, conn => {
            sqlx::query_as("select chain, number, hash from audit_head order by chain").fetch_all(&mut *conn).await?
        });
        let heads: BTreeMap<i64, (i64, Vec<u8>)> =
            heads.into_iter().map(|(chain, number, hash)| (chain, (number, hash))).collect();
        let chains = self.audit_chains().await?;
        let mut witnesses = check_register(&chains, &heads, report);
        for chain in &chains {
            let seen = witnesses.remove(&chain.chain).unwrap_or_default();
            self.verify_chain(chain, heads.get(&chain.chain), seen, report).await?;
        }
        for chain in witnesses.keys() {
            report.wrong(format!("audit chain {chain}: a later chain saw it, and it is missing"));
        }
        let strays: Vec<i64> = read!(self, conn => {
            sqlx::query_scalar("select distinct chain from audit a where not exists (select 1 from audit_chain c where c.chain = a.chain)")
                .fetch_all(&mut *conn)
                .await?
        });
        for chain in strays {
            report.wrong(format!("audit chain {chain}: it has lines and is not in the register"));
        }
        Ok(())
    }

    async fn audit_chains(&self) -> Result<Vec<ChainRow>, StoreError> {
        let sql = match self.engine() {
            Engine::Sqlite => {
                "select chain, started_at, cast(witnessed as blob) as witnessed, hash from audit_chain order by chain"
            }
            Engine::Postgres => {
                "select chain, started_at, convert_to(witnessed, 'UTF8') as witnessed, hash from audit_chain order by chain"
            }
        };
        Ok(read!(self, conn => sqlx::query_as(sql).fetch_all(&mut *conn).await?))
    }

    async fn verify_chain(
        &self,
        chain: &ChainRow,
        head: Option<&(i64, Vec<u8>)>,
        mut seen: BTreeMap<i64, String>,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let (mut number, mut previous) = (0, chain.hash.clone());
        loop {
            let lines = self.lines_as_bytes(chain.chain, number).await?;
            for line in &lines {
                report.audit_lines += 1;
                for problem in check_line(line, chain.chain, number, &previous, seen.remove(&line.number)) {
                    report.wrong(format!("audit chain {} line {}: {problem}", chain.chain, line.number));
                }
                (number, previous) = (line.number, line.hash.clone());
            }
            if lines.is_empty() {
                break;
            }
        }
        match head {
            None if self.audit_head(chain.chain).await?.is_none() => {
                report.wrong(format!("audit chain {}: where it ends is not known", chain.chain));
            }
            Some((end, _)) if *end > number => report.wrong(format!(
                "audit chain {}: lines {} to {end} are missing at the end",
                chain.chain,
                number + 1
            )),
            Some((end, _)) if *end < number && self.audit_head(chain.chain).await? < Some(number) => {
                report.wrong(format!("audit chain {}: lines after {end} were slipped in", chain.chain));
            }
            Some((end, hash)) if *end == number && *hash != previous => {
                report.wrong(format!("audit chain {}: it does not end as it was written", chain.chain));
            }
            Some(_) | None => {}
        }
        for number in seen.keys().filter(|number| **number > 0) {
            report.wrong(format!(
                "audit chain {} line {number}: a later chain saw it, and it is missing",
                chain.chain
            ));
        }
        Ok(())
    }

    /// Where a chain ends by now: a process that is writing moves it while the lines are read.
    async fn audit_head(&self, chain: i64) -> Result<Option<i64>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_scalar("select number from audit_head where chain = $1")
                .bind(chain)
                .fetch_optional(&mut *conn)
                .await?
        }))
    }

    async fn lines_as_bytes(&self, chain: i64, after: i64) -> Result<Vec<LineRow>, StoreError> {
        let as_bytes = |column: &str| match self.engine() {
            Engine::Sqlite => format!("cast({column} as blob) as {column}"),
            Engine::Postgres => format!("convert_to({column}, 'UTF8') as {column}"),
        };
        let texts = ["person", "role", "organisation", "action", "part", "outcome", "policy", "sought"];
        let texts = texts.map(as_bytes).join(", ");
        let sql = format!(
            "select number, at, visit, on_behalf, case_id, victim_id, {texts}, reason, source, hash from audit \
             where chain = $1 and number > $2 order by number limit {LINES}"
        );
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(chain).bind(after).fetch_all(&mut *conn).await?
        }))
    }
}

/// The register: its order, its hashes, and what each chain saw of the others.
fn check_register(
    chains: &[ChainRow],
    heads: &BTreeMap<i64, (i64, Vec<u8>)>,
    report: &mut VerifyReport,
) -> Witnesses {
    let (mut before, mut previous) = (0, GENESIS.to_vec());
    let mut witnesses = Witnesses::new();
    for chain in chains {
        let name = format!("audit chain {}", chain.chain);
        if chain.chain != before + 1 {
            report.wrong(format!("{name}: the chain before it was removed"));
        }
        let hash = registration(&previous, chain.chain, chain.started_at, &chain.witnessed);
        if hash.as_slice() != chain.hash {
            report.wrong(format!("{name}: its registration was altered, or the one before it"));
        }
        for (chain, number, hash) in seen_in(&chain.witnessed) {
            witnesses.entry(chain).or_default().insert(number, hash);
        }
        (before, previous) = (chain.chain, chain.hash.clone());
    }
    let known: Vec<i64> = chains.iter().map(|chain| chain.chain).collect();
    for chain in heads.keys().filter(|chain| !known.contains(chain)) {
        report.wrong(format!("audit chain {chain}: it was removed"));
    }
    witnesses
}

fn seen_in(witnessed: &[u8]) -> impl Iterator<Item = (i64, i64, String)> {
    String::from_utf8_lossy(witnessed)
        .split_whitespace()
        .filter_map(|one| {
            let mut parts = one.split(':');
            Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.to_owned()))
        })
        .collect::<Vec<_>>()
        .into_iter()
}

fn check_line(line: &LineRow, chain: i64, before: i64, previous: &[u8], seen: Option<String>) -> Vec<String> {
    let mut problems = Vec::new();
    if line.number != before + 1 {
        problems.push(format!("lines {} to {} before it are missing", before + 1, line.number - 1));
    }
    let fields = Fields {
        chain,
        number: line.number,
        at: line.at,
        visit: line.visit,
        ids: [line.on_behalf, line.case_id, line.victim_id],
        texts: [
            &line.person,
            &line.role,
            &line.organisation,
            &line.action,
            &line.part,
            &line.outcome,
            &line.policy,
            &line.sought,
        ],
        sealed: [&line.reason, &line.source],
    };
    if fields.hash(previous).as_slice() != line.hash {
        problems.push("its hash does not fit: altered, or the line before it was".to_owned());
    }
    if seen.is_some_and(|seen| seen != hex(&line.hash)) {
        problems.push("a later chain saw another line here: altered".to_owned());
    }
    problems
}

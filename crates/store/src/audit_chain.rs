//! The chains of the audit. Each process that writes has its own: nobody waits for a lock that all share. The chains
//! are registered in a chain of chains, where each carries the heads of those that had grown since the one before it:
//! taking a whole chain away breaks the register, taking its end away contradicts what a later chain saw.

use crate::{
    StoreError,
    audit::{Chained, SealedLine},
};
use record::chain::{Hash, hex};
use sha2::{Digest, Sha256};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Where a chain ends.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub chain: i64,
    pub number: i64,
    pub hash: Hash,
}

impl Head {
    /// Chains lines on and moves the head.
    pub fn chain_on<'a>(&mut self, lines: &[&'a SealedLine]) -> Vec<Chained<'a>> {
        lines
            .iter()
            .map(|sealed| {
                let mut row = Chained { sealed, chain: self.chain, number: self.number + 1, hash: [0; 32] };
                row.hash = Fields::of(&row).hash(&self.hash);
                self.number = row.number;
                self.hash = row.hash;
                row
            })
            .collect()
    }
}

/// What a line's hash covers, as bytes, so that also what is no longer text can be checked.
pub(crate) struct Fields<'a> {
    pub chain: i64,
    pub number: i64,
    pub at: i64,
    pub visit: Uuid,
    pub ids: [Option<Uuid>; 3],
    pub texts: [&'a [u8]; 8],
    pub sealed: [&'a [u8]; 2],
}

impl<'a> Fields<'a> {
    fn of(row: &'a Chained<'_>) -> Fields<'a> {
        let SealedLine { line, reason, source } = row.sealed;
        Fields {
            chain: row.chain,
            number: row.number,
            at: line.at.as_millisecond(),
            visit: line.visit,
            ids: [line.on_behalf.map(|id| id.0), line.case.map(|id| id.0), line.victim.map(|id| id.0)],
            texts: [
                &line.person,
                &line.role,
                &line.organisation,
                &line.action,
                &line.part,
                &line.outcome,
                &line.policy,
                &line.sought,
            ]
            .map(|text| text.as_bytes()),
            sealed: [reason, source],
        }
    }

    /// The hash over the one before it and every field, each with its length.
    pub fn hash(&self, previous: &[u8]) -> Hash {
        let mut sha = Sha256::new();
        sha.update(b"lantern audit line 1");
        sha.update(previous);
        for number in [self.chain, self.number, self.at] {
            sha.update(number.to_be_bytes());
        }
        sha.update(self.visit.as_bytes());
        for id in self.ids {
            sha.update([u8::from(id.is_some())]);
            sha.update(id.unwrap_or_default().as_bytes());
        }
        for bytes in self.texts.iter().chain(&self.sealed) {
            sha.update((bytes.len() as u64).to_be_bytes());
            sha.update(bytes);
        }
        sha.finalize().into()
    }
}

/// Hash of a chain's registration: the start of its lines.
pub(crate) fn registration(previous: &[u8], chain: i64, started_at: i64, witnessed: &[u8]) -> Hash {
    let mut sha = Sha256::new();
    sha.update(b"lantern audit chain 1");
    sha.update(previous);
    sha.update(chain.to_be_bytes());
    sha.update(started_at.to_be_bytes());
    sha.update(witnessed);
    sha.finalize().into()
}

type HeadRow = (i64, i64, Vec<u8>);

/// The heads of other chains as text: `chain:number:hash`, a space between.
fn witness(heads: &[HeadRow]) -> String {
    let one = |(chain, number, hash): &HeadRow| format!("{chain}:{number}:{}", hex(hash));
    heads.iter().map(one).collect::<Vec<_>>().join(" ")
}

const LAST: &str = "select chain, hash from audit_chain order by chain desc limit 1";
const GROWN: &str =
    "select chain, number, hash from audit_head where number > witnessed order by chain limit 1000";

macro_rules! begin {
    ($name:ident, $DB:ty, $conn:ty) => {
        /// Registers a new chain after the last one.
        pub(crate) async fn $name(conn: &mut $conn, started_at: i64) -> Result<Head, StoreError> {
            let last: Option<(i64, Vec<u8>)> = sqlx::query_as(LAST).fetch_optional(&mut *conn).await?;
            let (before, previous) = last.unwrap_or((0, record::chain::GENESIS.to_vec()));
            let grown: Vec<HeadRow> = sqlx::query_as(GROWN).fetch_all(&mut *conn).await?;
            let (chain, witnessed) = (before + 1, witness(&grown));
            let hash = registration(&previous, chain, started_at, witnessed.as_bytes());
            sqlx::query(
                "insert into audit_chain (chain, started_at, witnessed, hash) values ($1, $2, $3, $4)",
            )
            .bind(chain)
            .bind(started_at)
            .bind(witnessed)
            .bind(hash.as_slice())
            .execute(&mut *conn)
            .await?;
            sqlx::query("insert into audit_head (chain, number, hash, witnessed) values ($1, 0, $2, 0)")
                .bind(chain)
                .bind(hash.as_slice())
                .execute(&mut *conn)
                .await?;
            for (chain, number, _) in &grown {
                let mut seen = QueryBuilder::<$DB>::new("update audit_head set witnessed = ");
                seen.push_bind(number).push(" where chain = ").push_bind(chain);
                seen.build().execute(&mut *conn).await?;
            }
            Ok(Head { chain, number: 0, hash })
        }
    };
}

begin!(begin_sqlite, sqlx::Sqlite, sqlx::SqliteConnection);
begin!(begin_postgres, sqlx::Postgres, sqlx::PgConnection);

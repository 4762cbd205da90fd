//! Many new cases at once: a first import, a synthetic country.
//!
//! The same rows as [`Store::commit`] writes, in transactions of the same promises; only the way is another:
//! - what is arithmetic (sealing, PostgreSQL's copy form) is [`Loading::seal`], which any thread can do while another
//!   transaction is being written;
//! - PostgreSQL takes rows by COPY, SQLite gets a larger cache and carries its log over less often.
//!
//! Nothing is switched off: every index, every guard and the disk's word stay, so that a load that is killed leaves a
//! whole database with fewer cases.

use crate::{
    CaseChanges, Engine, Store, StoreError,
    db::{Db, read},
    journal::push_ids,
    rollup,
    rows::{Copy, Of, cases_with_heads, rows_of},
    sealed::{SealedBatch, SealedCase},
    write::TRIES,
};
use keys::OuterKey;
use record::CaseId;
use sqlx::{PgConnection, QueryBuilder};
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;

/// A load under way. Clones are the same load: one for each thread that seals.
#[derive(Clone)]
pub struct Loading {
    store: Store,
    outer: Arc<OuterKey>,
}

/// New cases, ready to be written.
pub struct ReadyCases {
    batch: SealedBatch,
    /// For PostgreSQL, in the order in which they are written.
    copies: Vec<Copy>,
    cases: u64,
}

impl ReadyCases {
    /// How many.
    pub fn cases(&self) -> u64 {
        self.cases
    }
}

/// SQLite, while it loads: a cache that holds the inner pages of every index of some million rows, and a log that is
/// carried over once it has some hundred megabytes.
const WHILE_LOADING: [&str; 2] = ["pragma cache_size = -524288", "pragma wal_autocheckpoint = 65536"];
/// As the store opens its connections.
const AS_USUAL: [&str; 3] =
    ["pragma cache_size = -65536", "pragma wal_autocheckpoint = 1000", "pragma wal_checkpoint(truncate)"];

impl Store {
    /// Begins to load new cases.
    ///
    /// # Errors
    /// When the store was opened without keys, or the database fails.
    pub async fn loading(&self) -> Result<Loading, StoreError> {
        let outer = self.current_outer_key().await?;
        self.tune(&WHILE_LOADING).await?;
        Ok(Loading { store: self.clone(), outer })
    }

    async fn tune(&self, pragmas: &[&'static str]) -> Result<(), StoreError> {
        if let Db::Sqlite { writer, .. } = &self.db {
            for pragma in pragmas {
                sqlx::query(*pragma).execute(writer.pool()).await?;
            }
        }
        Ok(())
    }

    /// Which of these cases are there already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn known_cases(&self, ids: &[CaseId]) -> Result<BTreeSet<CaseId>, StoreError> {
        let mut known = BTreeSet::new();
        for some in ids.chunks(500) {
            let rows: Vec<Uuid> = read!(self, conn => {
                let mut query = QueryBuilder::new("select case_id from journal where version = 1 and case_id in (");
                push_ids(query.separated(", "), some);
                query.push(")");
                query.build_query_scalar().fetch_all(&mut *conn).await?
            });
            known.extend(rows.into_iter().map(CaseId));
        }
        Ok(known)
    }
}

impl Loading {
    /// Makes new cases ready to be written. Arithmetic only: it takes a thread, and waits for nothing.
    ///
    /// # Errors
    /// When a text cannot be sealed.
    pub fn seal(&self, cases: Vec<CaseChanges>) -> Result<ReadyCases, StoreError> {
        let count = cases.len() as u64;
        let cases = cases.into_iter().map(|mut case| {
            case.ensure_keys()?;
            self.store.sealed_case(case, Some(&self.outer))
        });
        let mut cases = cases.collect::<Result<Vec<_>, StoreError>>()?;
        cases.sort_by_key(|case| case.changes.id);
        let mut batch = SealedBatch::of(cases);
        let mut copies = Vec::new();
        if self.store.engine() == Engine::Postgres {
            copies = copies_of(&batch.cases);
            batch.cases.iter_mut().for_each(forget_what_was_copied);
        }
        Ok(ReadyCases { batch, copies, cases: count })
    }

    /// Writes them in one transaction. When this returns `Ok`, they are on the disk.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when one of them is there already; nothing is written then.
    pub async fn write(&self, ready: ReadyCases) -> Result<(), StoreError> {
        let pool = match &self.store.db {
            Db::Sqlite { writer, .. } => return writer.commit(ready.batch).await,
            Db::Postgres(pool) => pool,
        };
        let mut tries = 0;
        loop {
            let mut transaction = pool.begin().await?;
            let written = copy_in(&mut transaction, &ready).await;
            let result = match written {
                Ok(()) => transaction.commit().await.map_err(StoreError::from),
                Err(error) => Err(error),
            };
            tries += 1;
            match result {
                Err(error) if error.is_passing() && tries < TRIES => {}
                other => return other,
            }
        }
    }

    /// Ends the load: the engine works as usual again. [`Store::analyse`] tells it what is in its tables now.
    ///
    /// # Errors
    /// When the database fails; every case that was written is there nevertheless.
    pub async fn finish(self) -> Result<(), StoreError> {
        self.store.tune(&AS_USUAL).await
    }
}

fn copies_of(cases: &[SealedCase]) -> Vec<Copy> {
    let cases: Vec<&SealedCase> = cases.iter().collect();
    let copies = [
        Copy::of(&rows_of(&cases, |case| &case.changes.journal)),
        Copy::of(&rows_of(&cases, |case| &case.keys)),
        Copy::of(&rows_of(&cases, |case| &case.texts)),
        Copy::of(&cases_with_heads(&cases)),
        Copy::of(&rows_of(&cases, |case| &case.changes.owners)),
        Copy::of(&rows_of(&cases, |case| &case.victims)),
        Copy::of(&rows_of(&cases, |case| &case.changes.duties)),
        Copy::of(&sorted_terms(&cases)),
    ];
    copies.into_iter().flatten().collect()
}

/// In the order of their index: cases of the same name then write the same page once.
fn sorted_terms<'a>(cases: &[&'a SealedCase]) -> Vec<Of<'a, crate::sealed::SealedTerm>> {
    let mut terms = rows_of(cases, |case| &case.terms);
    terms.sort_by_key(|Of(case, term)| (term.kind.slug(), &term.term, *case));
    terms
}

/// Memory is given back while the case waits for its turn.
fn forget_what_was_copied(case: &mut SealedCase) {
    case.changes.journal = Vec::new();
    case.changes.owners = Vec::new();
    case.changes.duties = Vec::new();
    (case.keys, case.texts, case.victims, case.terms) = Default::default();
}

/// A load takes every lock that writers take who claim a term: who decides that no case carries one waits for the
/// transaction.
const HOLD_ALL: &str = "select pg_advisory_xact_lock(key) from generate_series(0, 255) as keys(key)";

async fn copy_in(conn: &mut PgConnection, ready: &ReadyCases) -> Result<(), StoreError> {
    sqlx::query(HOLD_ALL).execute(&mut *conn).await?;
    for copy in &ready.copies {
        let mut into = conn.copy_in_raw(&copy.statement).await?;
        into.send(copy.bytes.as_slice()).await?;
        into.finish().await?;
    }
    rollup::keep_postgres(conn, &ready.batch.cases.iter().collect::<Vec<_>>()).await
}

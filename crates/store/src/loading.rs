//! Many new cases at once: a first import, a synthetic country.
//!
//! The same rows as [`Store::commit`] writes, in transactions of the same promises; only the way is another:
//! - what is arithmetic (sealing, what cases add to the sums, PostgreSQL's copy form) is [`Loading::seal`], which any
//!   thread can do while other cases are being written;
//! - a transaction takes some thousand cases ([`Loads`]), and writes what they add to the sums once, at its end;
//! - PostgreSQL takes rows by COPY, SQLite gets a larger cache and carries its log over less often.
//!
//! Nothing is switched off: every index, every guard and the disk's word stay, so that a load that is killed leaves a
//! whole database with fewer cases.

use crate::{
    CaseChanges, Engine, Store, StoreError,
    db::{Db, read},
    journal::push_ids,
    rollup::{self, Gathered},
    rows::{Copy, Of, cases_with_heads, duties_of, rows_of},
    sealed::SealedCase,
    supervision::writing as supervision,
    write::write_rows_sqlite,
};
use keys::OuterKey;
use record::{CaseId, figures::Rollups};
use sqlx::{QueryBuilder, Transaction};
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
    cases: Vec<SealedCase>,
    /// For PostgreSQL, in the order in which they are written.
    copies: Vec<Copy>,
    /// What all of them add to the sums.
    sums: Rollups,
}

impl ReadyCases {
    /// How many.
    pub fn cases(&self) -> u64 {
        self.cases.len() as u64
    }
}

/// A transaction that takes one lot of cases after another. Dropped, it leaves nothing.
pub struct Loads {
    transaction: Open,
    sums: Gathered,
}

enum Open {
    Sqlite(Transaction<'static, sqlx::Sqlite>),
    Postgres(Transaction<'static, sqlx::Postgres>),
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
        let cases = cases.into_iter().map(|mut case| {
            case.ensure_keys()?;
            self.store.sealed_case(case, Some(&self.outer))
        });
        let mut cases = cases.collect::<Result<Vec<_>, StoreError>>()?;
        cases.sort_by_key(|case| case.changes.id);
        let sums = rollup::merged(&cases);
        let mut copies = Vec::new();
        if self.store.engine() == Engine::Postgres {
            copies = copies_of(&cases);
            cases.iter_mut().for_each(forget_what_was_copied);
        }
        cases.iter_mut().for_each(|case| case.changes.figures = Rollups::default());
        Ok(ReadyCases { cases, copies, sums })
    }

    /// Begins a transaction. Other writers wait for its end, so it should not take more than some seconds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin(&self) -> Result<Loads, StoreError> {
        let transaction = match &self.store.db {
            Db::Sqlite { writer, .. } => Open::Sqlite(writer.pool().begin_with("begin immediate").await?),
            Db::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                sqlx::query(HOLD_ALL).execute(&mut *transaction).await?;
                Open::Postgres(transaction)
            }
        };
        Ok(Loads { transaction, sums: Gathered::default() })
    }

    /// Ends the load: the engine works as usual again. [`Store::analyse`] tells it what is in its tables now.
    ///
    /// # Errors
    /// When the database fails; every case that was written is there nevertheless.
    pub async fn finish(self) -> Result<(), StoreError> {
        self.store.tune(&AS_USUAL).await
    }
}

impl Loads {
    /// Writes some cases.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when one of them is there already.
    pub async fn write(&mut self, ready: ReadyCases) -> Result<(), StoreError> {
        let Some(first) = ready.cases.first().map(|case| case.changes.id.0) else { return Ok(()) };
        match &mut self.transaction {
            Open::Sqlite(transaction) => {
                write_rows_sqlite(transaction, ready.cases.iter().collect(), &[]).await?;
            }
            Open::Postgres(transaction) => {
                for copy in &ready.copies {
                    copy.send(transaction).await?;
                }
            }
        }
        self.sums.add(&ready.sums, first);
        Ok(())
    }

    /// Writes what they add to the sums, and ends the transaction. When this returns `Ok`, they are on the disk.
    ///
    /// # Errors
    /// When the database fails, or the sums are being made anew elsewhere; nothing is written then.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.transaction {
            Open::Sqlite(mut transaction) => {
                rollup::keep_gathered_sqlite(&mut transaction, &self.sums).await?;
                transaction.commit().await?;
            }
            Open::Postgres(mut transaction) => {
                rollup::keep_gathered_postgres(&mut transaction, &self.sums).await?;
                transaction.commit().await?;
            }
        }
        Ok(())
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
        Copy::of(&duties_of(&cases)),
        Copy::of(&sorted_terms(&cases)),
        Copy::of(&supervision::changed(&cases, |rows| &rows.directions)),
        Copy::of(&supervision::changed(&cases, |rows| &rows.warnings)),
        Copy::of(&supervision::changed(&cases, |rows| &rows.left)),
        Copy::of(&rows_of(&cases, |case| &case.identities)),
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
    case.changes.supervision = None;
    case.identities = Vec::new();
    (case.keys, case.texts, case.victims, case.terms) = Default::default();
}

/// A load takes every lock that writers take who claim a term: who decides that no case carries one waits for the
/// transaction.
const HOLD_ALL: &str = "select pg_advisory_xact_lock(key) from generate_series(0, 255) as keys(key)";

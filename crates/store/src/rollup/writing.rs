//! Adding to the sums. Always in the order of tables and keys, so that two transactions wait for each other and never in
//! a circle.

use super::{
    STATE, State,
    kept::Kept,
    rows::{
        AgencySum, BySum, DaysSum, PeopleSum, PlaceSum, SurveySum, VictimsSum, WholeBySum, WholeDaysSum,
        WholeSum,
    },
};
use crate::{
    StoreError,
    rows::{Copy, Row, insert_postgres, insert_sqlite},
    sealed::SealedCase,
};
use record::figures::Rollups;
use sqlx::{PgConnection, SqliteConnection};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};
use uuid::Uuid;

/// Microseconds that this process has spent on keeping the sums: what they add to a commit is measured, not guessed.
pub(crate) static SPENT: AtomicU64 = AtomicU64::new(0);

/// What several cases add together.
pub(crate) fn merged<'a>(cases: impl IntoIterator<Item = &'a SealedCase>) -> Rollups {
    let mut sums = Rollups::default();
    for case in cases {
        sums.join(&case.changes.figures);
    }
    sums.drop_nothing();
    sums
}

fn rows<'a, K, N, R>(sums: &'a BTreeMap<K, N>, row: impl Fn(&'a K, &'a N) -> R) -> Vec<R> {
    sums.iter().map(|(at, n)| row(at, n)).collect()
}

macro_rules! adder {
    ($add:ident, $insert:ident, $conn:ty) => {
        /// Adds to the sums of a generation.
        pub(crate) async fn $add(
            conn: &mut $conn,
            generation: i64,
            sums: &Rollups,
        ) -> Result<(), StoreError> {
            let kept = Kept::of(sums);
            let g = generation;
            $insert(conn, &rows(&kept.whole, |at, n| WholeSum(g, at, n))).await?;
            $insert(conn, &rows(&kept.whole_by, |at, n| WholeBySum(g, at, n))).await?;
            $insert(conn, &rows(&kept.agencies, |at, n| AgencySum(g, at, n))).await?;
            $insert(conn, &rows(&kept.by, |at, n| BySum(g, at, n))).await?;
            $insert(conn, &rows(&sums.people, |at, n| PeopleSum(g, at, n))).await?;
            $insert(conn, &rows(&kept.whole_days, |at, n| WholeDaysSum(g, at, *n))).await?;
            $insert(conn, &rows(&kept.days, |at, n| DaysSum(g, at, *n))).await?;
            $insert(conn, &rows(&kept.victims, |at, n| VictimsSum(g, at, n))).await?;
            $insert(conn, &rows(&sums.survey, |at, n| SurveySum(g, at, *n))).await?;
            $insert(conn, &rows(&kept.places, |at, n| PlaceSum(g, at, *n))).await
        }
    };
}

adder!(add_sqlite, insert_sqlite, SqliteConnection);
adder!(add_postgres, insert_postgres, PgConnection);
adder!(add_many_postgres, add_by_copy, PgConnection);

macro_rules! keeper {
    ($keep:ident, $add:ident, $conn:ty) => {
        /// Keeps the sums true to what was just written of these cases. The last thing that a transaction does: what it
        /// wrote before holds off whoever makes the sums anew, so that the state that is read here still holds at its
        /// end.
        pub(crate) async fn $keep(conn: &mut $conn, cases: &[&SealedCase]) -> Result<(), StoreError> {
            if cases.iter().all(|case| case.changes.figures.is_empty()) {
                return Ok(());
            }
            let begun = Instant::now();
            let state: State = sqlx::query_as(STATE).fetch_one(&mut *conn).await?;
            $add(conn, state.generation, &merged(cases.iter().copied())).await?;
            if let (Some(next), Some(up_to)) = (state.next, state.up_to) {
                let passed = cases.iter().copied().filter(|case| case.changes.id.0 <= up_to);
                $add(conn, next, &merged(passed)).await?;
            }
            spent(begun);
            Ok(())
        }
    };
}

keeper!(keep_sqlite, add_sqlite, SqliteConnection);
keeper!(keep_postgres, add_postgres, PgConnection);

/// Adds many rows at once: they are copied beside the table and added from there, in the order of the key.
async fn add_by_copy<R: Row + Sync>(conn: &mut PgConnection, rows: &[R]) -> Result<(), StoreError> {
    let beside = format!("many_{}", R::TABLE);
    let Some(copy) = Copy::into(&beside, rows) else { return Ok(()) };
    let table = R::TABLE;
    let create =
        format!("create temporary table if not exists {beside} (like {table}) on commit delete rows");
    sqlx::query(sqlx::AssertSqlSafe(create)).execute(&mut *conn).await?;
    copy.send(conn).await?;
    let (columns, key) = (R::COLUMNS.join(", "), R::KEY.join(", "));
    let add = format!(
        "insert into {table} ({columns}) select {columns} from {beside} order by {key}{}",
        crate::rows::on_conflict::<R>(crate::Engine::Postgres)
    );
    sqlx::query(sqlx::AssertSqlSafe(add)).execute(&mut *conn).await?;
    Ok(())
}

fn spent(begun: Instant) {
    SPENT.fetch_add(u64::try_from(begun.elapsed().as_micros()).unwrap_or(0), Ordering::Relaxed);
}

/// What many cases add, gathered while their transaction is written.
#[derive(Default)]
pub(crate) struct Gathered {
    sums: Rollups,
    /// The first of them in the order of ids.
    first: Option<Uuid>,
}

impl Gathered {
    pub(crate) fn add(&mut self, sums: &Rollups, first: Uuid) {
        self.sums.join(sums);
        self.first = Some(self.first.map_or(first, |known| known.min(first)));
    }
}

macro_rules! gathered_writer {
    ($keep:ident, $add:ident, $conn:ty) => {
        /// Keeps the sums true to what a transaction gathered. The last thing that it does, as with single cases.
        ///
        /// # Errors
        /// [`StoreError::RebuildElsewhere`] when the sums are being made anew and have passed one of the cases: what
        /// was gathered no longer knows which.
        pub(crate) async fn $keep(conn: &mut $conn, gathered: &Gathered) -> Result<(), StoreError> {
            let begun = Instant::now();
            let state: State = sqlx::query_as(STATE).fetch_one(&mut *conn).await?;
            let passed = state.next.and(state.up_to) >= gathered.first && gathered.first.is_some();
            if passed {
                return Err(StoreError::RebuildElsewhere);
            }
            $add(conn, state.generation, &gathered.sums).await?;
            spent(begun);
            Ok(())
        }
    };
}

gathered_writer!(keep_gathered_sqlite, add_sqlite, SqliteConnection);
gathered_writer!(keep_gathered_postgres, add_many_postgres, PgConnection);

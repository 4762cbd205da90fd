//! Making every sum anew from the events, beside running writers: to count from then on (a rebuild), or to compare (a
//! recount).

use super::{ALL, STATE, State, Sums};
use crate::{
    Batch, Rules, Store, StoreError, again,
    db::{Db, change, read},
    rebuild::TRUNCATED,
};
use record::CaseId;
use uuid::Uuid;

/// What a recount found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// Cases whose events were read.
    pub cases: u64,
    /// Rows of sums that were compared.
    pub rows: u64,
    /// Where the sums are not what the events say; at most [`MOST_DIFFERENCES`] of each table.
    pub differences: Vec<Difference>,
}

/// A sum that is not what the events say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// Its row: the columns of the key with their values.
    pub row: String,
    /// What it says, column by column.
    pub kept: String,
    /// What the events say.
    pub recounted: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: kept {}, recounted {}", self.table, self.row, self.kept, self.recounted)
    }
}

/// How many differences of each table are named.
pub const MOST_DIFFERENCES: i64 = 20;

/// How often a step is tried again when a case in it changed meanwhile.
const STEP_TRIES: usize = 50;

/// Held by whoever makes the sums anew on PostgreSQL.
const ANEW: i64 = 0x6c61_6e74_6572_6e01;

impl Store {
    /// Works out every sum from the events and compares. Safe beside a running service: what changes meanwhile is added
    /// to both.
    ///
    /// # Errors
    /// When the database fails or an event cannot be read; the sums that count are untouched.
    pub async fn recount(&self, rules: Rules, progress: impl FnMut(u64)) -> Result<Recount, StoreError> {
        self.alone(async {
            let next = self.begin_anew().await?;
            let cases = self.walk(rules, next, false, progress).await;
            let compared = match cases {
                Ok(cases) => self.compare(next, cases).await,
                Err(error) => Err(error),
            };
            self.drop_next().await?;
            compared
        })
        .await
    }

    /// Makes every view and every sum anew; says of how many cases.
    pub(crate) async fn make_anew(&self, rules: Rules, progress: impl FnMut(u64)) -> Result<u64, StoreError> {
        self.alone(async {
            let next = self.begin_anew().await?;
            let cases = self.walk(rules, next, true, progress).await?;
            self.drop_old(next).await?;
            Ok(cases)
        })
        .await
    }

    /// Runs `work` while no other process makes the sums anew. Another process on SQLite finds out at its next step.
    async fn alone<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        let Db::Postgres(pool) = &self.db else { return work.await };
        let mut held = pool.acquire().await?;
        sqlx::query("select pg_advisory_lock($1)").bind(ANEW).execute(&mut *held).await?;
        let done = work.await;
        sqlx::query("select pg_advisory_unlock($1)").bind(ANEW).execute(&mut *held).await?;
        done
    }

    /// Begins a generation; what an interrupted one left is thrown away.
    async fn begin_anew(&self) -> Result<i64, StoreError> {
        let truncated: i64 = read!(self, conn => sqlx::query_scalar(TRUNCATED).fetch_one(&mut *conn).await?);
        if truncated > 0 {
            return Err(StoreError::Truncated(truncated));
        }
        self.drop_next().await?;
        let state: State = read!(self, conn => sqlx::query_as(STATE).fetch_one(&mut *conn).await?);
        let next = state.generation + 1;
        change!(self, conn => sqlx::query(BEGIN).bind(next).bind(Uuid::nil()).execute(&mut *conn).await?.rows_affected());
        Ok(next)
    }

    async fn drop_next(&self) -> Result<(), StoreError> {
        change!(self, conn => sqlx::query(NO_NEXT).execute(&mut *conn).await?.rows_affected());
        for sums in ALL {
            let sql = format!(
                "delete from {} where generation <> (select generation from figure_state where id = 1)",
                sums.table
            );
            // A writer that began before still adds to these rows, in the order of keys; they are deleted in any order.
            again!(STEP_TRIES, StoreError::is_passing, self.deleted(&sql).await)?;
        }
        Ok(())
    }

    async fn deleted(&self, sql: &str) -> Result<(), StoreError> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        change!(self, conn => sqlx::query(sql).execute(&mut *conn).await?.rows_affected());
        Ok(())
    }

    /// From here on the next generation counts.
    async fn drop_old(&self, next: i64) -> Result<(), StoreError> {
        let moved =
            change!(self, conn => sqlx::query(SWITCH).bind(next).execute(&mut *conn).await?.rows_affected());
        if moved == 0 {
            return Err(StoreError::RebuildElsewhere);
        }
        self.drop_next().await
    }

    /// Every case in the order of ids, a few hundred in each step.
    async fn walk(
        &self,
        rules: Rules,
        next: i64,
        with_views: bool,
        mut progress: impl FnMut(u64),
    ) -> Result<u64, StoreError> {
        // A case that changed, and a clash with whoever changes one, both end with the step being taken again.
        let changed = |error: &StoreError| error.is_passing() || matches!(error, StoreError::Conflict);
        let (mut cases, mut after, mut strictly) = (0, Uuid::nil(), false);
        loop {
            let from = Step { next, after, strictly, last: after, with_views };
            let (last, there) = again!(STEP_TRIES, changed, self.take_step(rules, from).await)?;
            if there == 0 {
                return Ok(cases);
            }
            (after, strictly) = (last, true);
            cases += there;
            progress(cases);
        }
    }

    /// The cases that follow: the last of them, and how many.
    async fn take_step(&self, rules: Rules, from: Step) -> Result<(Uuid, u64), StoreError> {
        let ids = self.case_ids(from.after, from.strictly).await?;
        let batch = self.whole_cases(&ids, rules).await?;
        let last = ids.last().map_or(from.after, |id| id.0);
        self.replace_views(batch, Step { last, ..from }).await?;
        Ok((last, ids.len() as u64))
    }

    async fn whole_cases(&self, ids: &[CaseId], rules: Rules) -> Result<Batch, StoreError> {
        let mut batch = Batch::default();
        for case in self.load_many(ids).await?.values() {
            batch.cases.push(case.all_views(rules));
        }
        Ok(batch)
    }

    async fn compare(&self, next: i64, cases: u64) -> Result<Recount, StoreError> {
        let mut recount = Recount { cases, rows: 0, differences: Vec::new() };
        for sums in ALL {
            let sql = format!(
                "select cast(count(*) as bigint) from {} where generation = $1 and {}",
                sums.table,
                sums.counts_something()
            );
            let rows: i64 = read!(self, conn => sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(next).fetch_one(&mut *conn).await?);
            recount.rows += u64::try_from(rows).unwrap_or(0);
            let sql = differences(sums);
            let found: Vec<(String, String, String)> = read!(self, conn => {
                sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(next).bind(MOST_DIFFERENCES).fetch_all(&mut *conn).await?
            });
            recount.differences.extend(found.into_iter().map(|(row, kept, recounted)| Difference {
                table: sums.table,
                row,
                kept,
                recounted,
            }));
        }
        Ok(recount)
    }
}

/// One step of the walk.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    /// The generation that is made.
    pub next: i64,
    /// The case before its first.
    pub after: Uuid,
    /// Whether that case was taken already.
    pub strictly: bool,
    /// Its last case.
    pub last: Uuid,
    /// Whether the views are replaced too.
    pub with_views: bool,
}

/// Rows whose sums differ between the generation that counts and the next.
fn differences(sums: &Sums) -> String {
    let named = |column: &&str| format!("'{column} ' || cast({column} as text)");
    let key: Vec<String> = sums.key.iter().map(named).collect();
    let of =
        |column: &str, which: &str| format!("sum(case when generation {which} $1 then {column} else 0 end)");
    let listed = |which: &str| {
        let each = |column: &&str| format!("'{column} ' || cast({} as text)", of(column, which));
        sums.sums.iter().map(each).collect::<Vec<_>>().join(" || ', ' || ")
    };
    let differ: Vec<String> =
        sums.sums.iter().map(|column| format!("{} <> {}", of(column, "<>"), of(column, "="))).collect();
    format!(
        "select {}, {}, {} from {} group by {} having {} order by {} limit $2",
        key.join(" || ', ' || "),
        listed("<>"),
        listed("="),
        sums.table,
        sums.key.join(", "),
        differ.join(" or "),
        sums.key.join(", "),
    )
}

const BEGIN: &str = "update figure_state set next = $1, up_to = $2 where id = 1";
const NO_NEXT: &str = "update figure_state set next = null, up_to = null where id = 1";
const SWITCH: &str =
    "update figure_state set generation = $1, next = null, up_to = null where id = 1 and next = $1";

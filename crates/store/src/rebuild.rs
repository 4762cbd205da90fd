//! Throwing every view away and making it again from the events.

use crate::{
    Engine, Rules, Store, StoreError,
    db::{Db, read},
    rollup,
    rows::{CaseWithHead, DutyIn, Of, Row},
    sealed::{SealedTerm, SealedVictim},
    supervision::writing::SealedIdentity,
};
use futures::TryStreamExt;
use record::{
    chain,
    supervision::{DirectionRow, LeftRow, WarningRow},
    view::OwnerRow,
};
use sha2::{Digest, Sha256};

/// What a rebuild did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebuildReport {
    /// Cases whose views were made again.
    pub cases: u64,
    /// Digest of all view rows before.
    pub before: String,
    /// Digest of all view rows after. The same as before when nothing was wrong.
    pub after: String,
}

/// A view: its table, its columns, how many of them are its key.
struct View {
    table: &'static str,
    columns: &'static [&'static str],
    key: usize,
}

impl View {
    /// As its rows are written.
    const fn of<R: Row>(key: usize) -> View {
        View { table: R::TABLE, columns: R::COLUMNS, key }
    }
}

/// Cases of which the lists know later events than the journal has.
pub(crate) const TRUNCATED: &str = "select count(*) from case_view v where v.version > \
    coalesce((select max(j.version) from journal j where j.case_id = v.case_id), 0)";

const VIEWS: [View; 9] = [
    View::of::<CaseWithHead<'static>>(1),
    View::of::<Of<'static, OwnerRow>>(2),
    View::of::<Of<'static, SealedVictim>>(2),
    View::of::<DutyIn<'static>>(4),
    View::of::<Of<'static, SealedTerm>>(3),
    View::of::<Of<'static, DirectionRow>>(3),
    View::of::<Of<'static, WarningRow>>(2),
    View::of::<Of<'static, LeftRow>>(2),
    View::of::<Of<'static, SealedIdentity>>(5),
];

impl Store {
    /// Makes every view again. Safe beside a running service: each step holds up writers only for its few hundred
    /// cases.
    ///
    /// # Errors
    /// When the database fails or an event cannot be read; the views of the step in hand are then as before.
    pub async fn rebuild(
        &self,
        rules: Rules,
        progress: impl FnMut(u64),
    ) -> Result<RebuildReport, StoreError> {
        let before = self.views_digest().await?;
        let cases = self.make_anew(rules, progress).await?;
        self.remove_strays().await?;
        Ok(RebuildReport { cases, before, after: self.views_digest().await? })
    }

    async fn remove_strays(&self) -> Result<(), StoreError> {
        for view in &VIEWS {
            let sql = format!(
                "delete from {0} where not exists (select 1 from journal j where j.case_id = {0}.case_id)",
                view.table
            );
            match &self.db {
                Db::Sqlite { writer, .. } => {
                    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(writer.pool()).await?;
                }
                Db::Postgres(pool) => {
                    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(pool).await?;
                }
            }
        }
        Ok(())
    }

    /// A digest over every row of every view, in the order of their keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn views_digest(&self) -> Result<String, StoreError> {
        let mut sha = Sha256::new();
        let views = VIEWS.iter().map(|view| (view.table, dump_sql(view, self.engine())));
        let sums = rollup::ALL.iter().map(|sums| (sums.table, dump_sums(sums, self.engine())));
        for (table, sql) in views.chain(sums) {
            sha.update(table);
            read!(self, conn => {
                let mut rows = sqlx::query_scalar::<_, String>(sqlx::AssertSqlSafe(sql)).fetch(&mut *conn);
                while let Some(row) = rows.try_next().await? {
                    sha.update(row);
                    sha.update([0]);
                }
            });
        }
        Ok(chain::hex(&sha.finalize()))
    }
}

fn dump_sql(view: &View, engine: Engine) -> String {
    let row = row_text(view.columns, engine);
    format!("select {row} from {} order by {}", view.table, view.columns[..view.key].join(", "))
}

/// The sums that count, without those that count nothing.
fn dump_sums(sums: &rollup::Sums, engine: Engine) -> String {
    let columns: Vec<&str> = sums.key.iter().chain(sums.sums).copied().collect();
    format!(
        "select {} from {} where generation = (select generation from figure_state where id = 1) and {} order by {}",
        row_text(&columns, engine),
        sums.table,
        sums.counts_something(),
        sums.key.join(", ")
    )
}

fn row_text(columns: &[&str], engine: Engine) -> String {
    match engine {
        Engine::Sqlite => {
            columns.iter().map(|column| format!("quote({column})")).collect::<Vec<_>>().join(" || ',' || ")
        }
        Engine::Postgres => format!("({})::text", columns.join(", ")),
    }
}

/// The tables that [`Store::replace_views`] empties for its cases.
pub(crate) fn view_tables() -> impl Iterator<Item = &'static str> {
    VIEWS.iter().map(|view| view.table)
}

//! Throwing every view away and making it again from the events.

use crate::{
    Engine, Rules, Store, StoreError,
    db::{Db, read},
    rollup,
};
use futures::TryStreamExt;
use record::chain;
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

/// Cases of which the lists know later events than the journal has.
pub(crate) const TRUNCATED: &str = "select count(*) from case_view v where v.version > \
    coalesce((select max(j.version) from journal j where j.case_id = v.case_id), 0)";

const VIEWS: [View; 9] = [
    View {
        table: "case_view",
        columns: &[
            "case_id",
            "version",
            "head",
            "reference",
            "title",
            "stage",
            "opened_at",
            "last_happening_at",
            "last_contact_at",
            "enhanced",
            "access",
            "guarded",
            "retention",
            "area",
            "crime_group",
        ],
        key: 1,
    },
    View {
        table: "case_owner",
        columns: &[
            "case_id",
            "provider",
            "organisation",
            "team",
            "person",
            "quiet_since",
            "owes",
            "review_at",
            "reviewed_at",
            "supervise_at",
            "drifts_at",
        ],
        key: 2,
    },
    View {
        table: "case_victim",
        columns: &[
            "case_id",
            "victim_id",
            "position",
            "sealed",
            "safe_contact",
            "joined_at",
            "first_contact_at",
        ],
        key: 2,
    },
    View {
        table: "duty",
        columns: &[
            "case_id",
            "victim_id",
            "trigger_version",
            "duty_id",
            "trigger_event",
            "provider",
            "edition",
            "right_no",
            "phase",
            "clock_start",
            "due_at",
            "done_by",
            "done_at",
            "enhanced",
            "answer",
            "organisation",
            "team",
            "person",
            "month",
            "counted_organisation",
            "counted_team",
            "area",
        ],
        key: 4,
    },
    View { table: "search_term", columns: &["kind", "term", "case_id"], key: 3 },
    View {
        table: "direction",
        columns: &[
            "case_id",
            "review_version",
            "item",
            "organisation",
            "team",
            "person",
            "given_at",
            "due_at",
            "answered_at",
            "done",
        ],
        key: 3,
    },
    View {
        table: "early_warning",
        columns: &[
            "case_id",
            "organisation",
            "team",
            "person",
            "most",
            "listed_from",
            "full_from",
            "signals",
        ],
        key: 2,
    },
    View {
        table: "victim_left",
        columns: &[
            "case_id",
            "victim_id",
            "left_at",
            "organisation",
            "team",
            "stage",
            "because",
            "contact_before",
            "done",
            "late",
            "no_record",
        ],
        key: 2,
    },
    View {
        table: "victim_identity",
        columns: &["kind", "digest", "began_at", "case_id", "victim_id"],
        key: 5,
    },
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

//! Taking a return: whole or not at all, and the same one twice changes nothing.

use crate::{Store, StoreError, accounts::write};
use jiff::Timestamp;
use record::figures::{Counts, Month, What};
use sqlx::QueryBuilder;

/// What a return is, without its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTaken {
    /// Who made it.
    pub deployment: String,
    /// About which area.
    pub area: String,
    /// Its number; they count upwards for a deployment and an area.
    pub sequence: i64,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it came.
    pub received_at: Timestamp,
    /// The number of the return that it says it corrects.
    pub corrects: Option<i64>,
    /// Digest of its content.
    pub digest: String,
}

/// The rows of a return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnRows {
    /// Duties.
    pub duties: Vec<ReturnedDuty>,
    /// Days.
    pub days: Vec<ReturnedDays>,
    /// Victims.
    pub victims: Vec<ReturnedVictims>,
}

/// How one duty stood, for one organisation in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedDuty {
    /// Month.
    pub month: Month,
    /// Organisation.
    pub organisation: String,
    /// Provider.
    pub provider: String,
    /// Edition.
    pub edition: String,
    /// Duty.
    pub duty: String,
    /// Counts.
    pub counts: Counts,
}

/// How many took so many days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedDays {
    /// What took them.
    pub what: What,
    /// Month.
    pub month: Month,
    /// Organisation.
    pub organisation: String,
    /// Duty; empty for the first contact.
    pub duty: String,
    /// Days.
    pub days: i64,
    /// How many.
    pub n: i64,
}

/// Victims who joined in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedVictims {
    /// Month.
    pub month: Month,
    /// Organisation.
    pub organisation: String,
    /// Stage.
    pub stage: String,
    /// How many.
    pub victims: i64,
    /// Of them, those who were reached.
    pub contacted: i64,
    /// Of them, those who dispute something.
    pub disputing: i64,
}

/// What became of a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was taken; for these months it stands in the place of an earlier one.
    New {
        /// Months for which an earlier return held.
        replaced: Vec<Month>,
    },
    /// The very same was taken before; nothing was changed.
    Known,
    /// Another with this number was taken before; nothing was changed.
    NumberTaken,
    /// For one of its months a later return holds; nothing was changed.
    Older {
        /// The number of the later one.
        than: i64,
    },
}

/// Rows a statement; both engines take so many values at once.
const ROWS: usize = 400;

/// Within a transaction: the rows of one table, some hundred a statement.
macro_rules! insert {
    ($conn:ident, $head:ident, $into:expr, $rows:expr, $row:ident, $one:ident => $push:expr) => {
        for some in $rows.chunks(ROWS) {
            let mut query = QueryBuilder::new($into);
            query.push_values(some, |mut $row, $one| {
                $row.push_bind(&$head.deployment).push_bind(&$head.area).push_bind($head.sequence);
                $row.push_bind($one.month.number()).push_bind(&$one.organisation);
                $push;
            });
            query.build().execute(&mut *$conn).await?;
        }
    };
}

const INTO_DUTIES: &str = "insert into return_duty (deployment, area, sequence, month, organisation, provider, edition, duty_id, waived, waiting, undated, open, met, met_late, confirmed, disputed, told_without_record, not_told) ";
const INTO_DAYS: &str =
    "insert into return_days (deployment, area, sequence, month, organisation, what, duty_id, days, n) ";
const INTO_VICTIMS: &str = "insert into return_victim (deployment, area, sequence, month, organisation, stage, victims, contacted, disputing) ";

impl Store {
    /// Takes a return that was checked. Two that come at the same moment from one deployment wait for each other.
    ///
    /// # Errors
    /// When the database fails; nothing is taken then.
    pub async fn take_return(&self, head: &ReturnTaken, rows: &ReturnRows) -> Result<Taken, StoreError> {
        Ok(write!(self, pool => {
            let mut conn = pool.begin().await?;
            // The row of the deployment is the turn for which its returns wait.
            sqlx::query("update return_deployment set name = name where deployment = $1")
                .bind(&head.deployment)
                .execute(&mut *conn)
                .await?;
            let known: Option<String> = sqlx::query_scalar(
                "select digest from return_taken where (deployment = $1 and area = $2 and sequence = $3) or digest = $4 order by case when digest = $4 then 0 else 1 end limit 1",
            )
            .bind(&head.deployment)
            .bind(&head.area)
            .bind(head.sequence)
            .bind(&head.digest)
            .fetch_optional(&mut *conn)
            .await?;
            if let Some(digest) = known {
                return Ok(if digest == head.digest { Taken::Known } else { Taken::NumberTaken });
            }
            let held: Vec<(i64, i64)> = sqlx::query_as(
                "select month, sequence from return_month where deployment = $1 and area = $2 and month >= $3 and month <= $4 order by month",
            )
            .bind(&head.deployment)
            .bind(&head.area)
            .bind(head.from.number())
            .bind(head.to.number())
            .fetch_all(&mut *conn)
            .await?;
            if let Some(than) = held.iter().map(|(_, sequence)| *sequence).filter(|sequence| *sequence > head.sequence).max() {
                return Ok(Taken::Older { than });
            }
            sqlx::query("insert into return_taken (deployment, area, sequence, from_month, to_month, made_at, received_at, corrects, digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                .bind(&head.deployment)
                .bind(&head.area)
                .bind(head.sequence)
                .bind(head.from.number())
                .bind(head.to.number())
                .bind(head.made_at.as_millisecond())
                .bind(head.received_at.as_millisecond())
                .bind(head.corrects)
                .bind(&head.digest)
                .execute(&mut *conn)
                .await?;
            for month in head.from.until(head.to) {
                sqlx::query("insert into return_month (deployment, area, month, sequence) values ($1, $2, $3, $4) on conflict (deployment, area, month) do update set sequence = excluded.sequence")
                    .bind(&head.deployment)
                    .bind(&head.area)
                    .bind(month.number())
                    .bind(head.sequence)
                    .execute(&mut *conn)
                    .await?;
            }
            insert!(conn, head, INTO_DUTIES, rows.duties, row, one => {
                row.push_bind(&one.provider).push_bind(&one.edition).push_bind(&one.duty);
                for n in one.counts.0 {
                    row.push_bind(n);
                }
            });
            insert!(conn, head, INTO_DAYS, rows.days, row, one => {
                row.push_bind(one.what.slug()).push_bind(&one.duty).push_bind(one.days).push_bind(one.n);
            });
            insert!(conn, head, INTO_VICTIMS, rows.victims, row, one => {
                row.push_bind(&one.stage).push_bind(one.victims).push_bind(one.contacted).push_bind(one.disputing);
            });
            conn.commit().await?;
            let replaced = held.into_iter().filter_map(|(month, _)| Month::from_number(month)).collect();
            Taken::New { replaced }
        }))
    }
}

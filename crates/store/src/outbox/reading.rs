//! Reading the outbox.

use super::{Alert, AlertRow, COLUMNS};
use crate::{Store, StoreError, db::read, worklist::instant};
use jiff::Timestamp;
use record::{CaseAccess, CaseId, VictimId};
use uuid::Uuid;

/// Somebody whom a person must get in touch with.
#[derive(Clone, Debug)]
pub struct CallToMake {
    /// The case.
    pub case: CaseId,
    /// The victim.
    pub victim: VictimId,
    /// Reference of the case.
    pub reference: Option<String>,
    /// What the case is about.
    pub title: String,
    /// Why no message could go: a slug.
    pub why: String,
    /// Since when.
    pub since: Timestamp,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

/// How many alerts there are in each state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    /// State and number.
    pub states: Vec<(String, i64)>,
    /// When the one that is due longest was due.
    pub due_since: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct CallRow {
    case_id: Uuid,
    victim_id: Uuid,
    reference: Option<String>,
    title: String,
    why: String,
    since: i64,
    access: String,
}

impl Store {
    /// The alerts of a case, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alerts_of_case(&self, case: CaseId) -> Result<Vec<Alert>, StoreError> {
        let sql = format!("select {COLUMNS} from outbox where case_id = $1 order by queued_at, id");
        let rows: Vec<AlertRow> = read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(case.0).fetch_all(&mut *conn).await?
        });
        Ok(rows.into_iter().map(Alert::from).collect())
    }

    /// One alert.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alert(&self, id: Uuid) -> Result<Option<Alert>, StoreError> {
        let sql = format!("select {COLUMNS} from outbox where id = $1");
        let row: Option<AlertRow> = read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(id).fetch_optional(&mut *conn).await?
        });
        Ok(row.map(Alert::from))
    }

    /// Whom people of an organisation must get in touch with, a victim once, the longest waiting first; at most `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn calls_to_make(&self, organisation: &str, most: u32) -> Result<Vec<CallToMake>, StoreError> {
        const CALLS: &str = "select o.case_id, o.victim_id, v.reference, v.title, min(o.why) as why, \
            min(o.settled_at) as since, v.access from outbox o join case_view v on v.case_id = o.case_id \
            where o.state = 'person' and exists \
            (select 1 from case_owner w where w.case_id = o.case_id and w.organisation = $1) \
            group by o.case_id, o.victim_id, v.reference, v.title, v.access order by since, o.case_id, o.victim_id limit $2";
        let rows: Vec<CallRow> = read!(self, conn => {
            sqlx::query_as(CALLS).bind(organisation).bind(i64::from(most)).fetch_all(&mut *conn).await?
        });
        let call = |row: CallRow| {
            Ok(CallToMake {
                case: CaseId(row.case_id),
                victim: VictimId(row.victim_id),
                reference: row.reference,
                title: row.title,
                why: row.why,
                since: instant(row.since),
                access: serde_json::from_str(&row.access)?,
            })
        };
        rows.into_iter().map(call).collect()
    }

    /// How many alerts there are in each state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_counts(&self) -> Result<OutboxCounts, StoreError> {
        const COUNT: &str = "select state, count(*) from outbox group by state order by state";
        const DUE: &str = "select min(due_at) from outbox where state = 'queued'";
        read!(self, conn => {
            let states = sqlx::query_as(COUNT).fetch_all(&mut *conn).await?;
            let due: Option<i64> = sqlx::query_scalar(DUE).fetch_one(&mut *conn).await?;
            Ok(OutboxCounts { states, due_since: due.map(instant) })
        })
    }
}

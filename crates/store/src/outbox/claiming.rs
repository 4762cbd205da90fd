//! Taking alerts to send them: one worker each, and one of a victim at a time.

use super::{Alert, AlertRow, COLUMNS};
use crate::{
    Store, StoreError,
    db::{Db, change},
};
use jiff::Timestamp;
use uuid::Uuid;

/// Those that are due, or whose worker's lease ran out; of a victim's only the first, and none while another is claimed.
const CLAIMABLE: &str = "select o.id from outbox o where ((o.state = 'queued' and o.due_at <= $3 \
        and not exists (select 1 from outbox e where e.case_id = o.case_id and e.victim_id = o.victim_id and e.id <> o.id \
            and (e.state = 'claimed' or (e.state = 'queued' and e.due_at <= $3 \
                and (e.due_at < o.due_at or (e.due_at = o.due_at and e.id < o.id)))))) \
        or (o.state = 'claimed' and o.lease_until <= $3)) \
    order by o.due_at, o.id limit $4";

const BEGIN: &str = "update outbox set channel = $3, sends = sends + 1, begun = 1 \
    where id = $1 and state = 'claimed' and worker = $2";

impl Store {
    /// Takes alerts that are due, at most `most`, until `lease`: another worker has them when this one does not settle them
    /// by then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim_alerts(
        &self,
        worker: &str,
        now: Timestamp,
        lease: Timestamp,
        most: u32,
    ) -> Result<Vec<Alert>, StoreError> {
        let skip = if matches!(self.db, Db::Postgres(_)) { " for update of o skip locked" } else { "" };
        let sql = format!(
            "update outbox set state = 'claimed', worker = $1, lease_until = $2 where id in ({CLAIMABLE}{skip}) \
             returning {COLUMNS}"
        );
        let claimed: Result<Vec<AlertRow>, StoreError> = async {
            Ok(change!(self, conn => {
                sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                    .bind(worker)
                    .bind(lease.as_millisecond())
                    .bind(now.as_millisecond())
                    .bind(i64::from(most))
                    .fetch_all(&mut *conn)
                    .await?
            }))
        }
        .await;
        match claimed {
            Ok(rows) => {
                let mut alerts: Vec<Alert> = rows.into_iter().map(Alert::from).collect();
                alerts.sort_by_key(|alert| (alert.due_at, alert.id));
                Ok(alerts)
            }
            // Two workers went for the same victim; the next round finds what is left.
            Err(StoreError::Conflict) => Ok(Vec::new()),
            Err(error) if error.is_passing() => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Writes by which way each of these alerts is about to go. Gives those that are still this worker's; only they may be
    /// sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_sends(&self, worker: &str, sends: &[(Uuid, &str)]) -> Result<Vec<Uuid>, StoreError> {
        use sqlx::Connection;
        let mut begun = Vec::new();
        if sends.is_empty() {
            return Ok(begun);
        }
        change!(self, conn => {
            let mut transaction = conn.begin().await?;
            for (id, channel) in sends {
                let done = sqlx::query(BEGIN).bind(*id).bind(worker).bind(*channel).execute(&mut *transaction).await?;
                if done.rows_affected() == 1 {
                    begun.push(*id);
                }
            }
            transaction.commit().await?;
        });
        Ok(begun)
    }

    /// Gives back what a worker that is told to stop has claimed and not begun.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_alerts(&self, worker: &str) -> Result<u64, StoreError> {
        const RELEASE: &str = "update outbox set state = 'queued', worker = '', lease_until = null \
            where state = 'claimed' and worker = $1 and begun = 0";
        Ok(change!(self, conn => {
            sqlx::query(RELEASE).bind(worker).execute(&mut *conn).await?.rows_affected()
        }))
    }
}

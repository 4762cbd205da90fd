//! What changes in the outbox together with a case.

use jiff::Timestamp;
use record::{CaseId, VictimId};
use uuid::Uuid;

/// A change in the outbox, written in the transaction of what it follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxChange {
    /// A cause makes an alert. Nothing happens when it made one before.
    Queue {
        /// Id of the alert.
        id: Uuid,
        /// The case.
        case: CaseId,
        /// The victim.
        victim: VictimId,
        /// Version of the event.
        cause: u64,
        /// `news` or `bad_news`.
        kind: &'static str,
        /// When.
        at: Timestamp,
    },
    /// What came of an alert that a worker has claimed. When it is another's by now, nothing is written
    /// ([`crate::StoreError::Conflict`]).
    Settle {
        /// The alert.
        id: Uuid,
        /// The worker.
        worker: String,
        /// When.
        at: Timestamp,
        /// What.
        outcome: Outcome,
    },
    /// Whoever carries an alert says that it arrived. As with [`OutboxChange::Settle`], only while it stands as it was read.
    Arrived {
        /// The alert.
        id: Uuid,
        /// Which send of it.
        send: u32,
        /// When.
        at: Timestamp,
    },
    /// Whoever carries an alert says that it did not arrive.
    Returned {
        /// The alert.
        id: Uuid,
        /// Which send of it.
        send: u32,
        /// When.
        at: Timestamp,
        /// Whether the same way may be tried again.
        again: bool,
    },
    /// Somebody spoke with a victim: who was to be called was.
    Called {
        /// The case.
        case: CaseId,
        /// The victim.
        victim: VictimId,
        /// When.
        at: Timestamp,
    },
    /// What a victim wants, or whether it is safe, changed: what waits for them is looked at anew.
    LookAgain {
        /// The case.
        case: CaseId,
        /// The victim.
        victim: VictimId,
        /// When.
        at: Timestamp,
    },
}

/// What came of an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Whoever carries it has it.
    Handed {
        /// Who.
        carrier: &'static str,
        /// Their name for it.
        id: String,
    },
    /// It may not go before then.
    Wait(Timestamp, &'static str),
    /// Whoever carries it could not take it; perhaps they did all the same.
    Later {
        /// When it is tried again.
        until: Timestamp,
        /// Whether they may have it.
        perhaps: bool,
    },
    /// It cannot go by the way that was tried.
    Failed,
    /// A person must get in touch.
    Person(&'static str),
    /// It is not wanted any more.
    Withdrawn(&'static str),
}

pub(crate) const QUEUE: &str = "insert into outbox (id, case_id, victim_id, cause, kind, state, queued_at, due_at) \
    values ($1, $2, $3, $4, $5, 'queued', $6, $6) on conflict do nothing";
const MINE: &str = " where id = $1 and state = 'claimed' and worker = $2";
pub(crate) const CALLED: &str = "update outbox set state = 'called', settled_at = $3 \
    where case_id = $1 and victim_id = $2 and state = 'person'";
pub(crate) const LOOK_AGAIN: &str = "update outbox set due_at = $3 \
    where case_id = $1 and victim_id = $2 and state = 'queued' and begun = 0 and due_at > $3";
/// One alert says what every other that waits for the same victim would say. Bad news that a person has to tell is not
/// said by it.
pub(crate) const COVER: &str = "update outbox set state = 'covered', settled_at = $2 \
    where state = 'queued' and begun = 0 and kind = 'news' and queued_at <= $2 and id <> $1 \
    and (case_id, victim_id) in (select case_id, victim_id from outbox where id = $1)";
pub(crate) const ARRIVED: &str = "update outbox set state = 'delivered', settled_at = $3 \
    where id = $1 and sends = $2 and state = 'handed'";
pub(crate) const RETURNED: &str = "update outbox set state = 'queued', due_at = $3, handed_at = null, \
    failed = case when $4 = 1 then failed else failed || channel || ',' end \
    where id = $1 and sends = $2 and state = 'handed'";

impl Outcome {
    /// The statement; its parameters are id, worker, two texts and an instant.
    pub(crate) fn sql(&self) -> String {
        let set = match self {
            Outcome::Handed { .. } => {
                "state = 'handed', carrier = $3, carrier_id = $4, handed_at = $5, begun = 0, tries = 0, why = ''"
            }
            Outcome::Wait(..) => "state = 'queued', due_at = $5, why = $3 || $4, begun = 0, tries = 0",
            Outcome::Later { perhaps: true, .. } => {
                "state = 'queued', due_at = $5, why = $3 || $4, tries = tries + 1"
            }
            Outcome::Later { .. } => {
                "state = 'queued', due_at = $5, why = $3 || $4, tries = tries + 1, begun = 0"
            }
            Outcome::Failed => {
                "state = 'queued', due_at = $5, why = $3 || $4, begun = 0, tries = 0, failed = failed || channel || ','"
            }
            Outcome::Person(_) => "state = 'person', settled_at = $5, why = $3 || $4, begun = 0",
            Outcome::Withdrawn(_) => "state = 'withdrawn', settled_at = $5, why = $3 || $4, begun = 0",
        };
        format!("update outbox set worker = '', lease_until = null, {set}{MINE}")
    }

    /// The two texts and the instant that [`Outcome::sql`] takes.
    pub(crate) fn values(&self, at: Timestamp) -> (&str, &str, i64) {
        match self {
            Outcome::Handed { carrier, id } => (*carrier, id.as_str(), at.as_millisecond()),
            Outcome::Wait(until, why) => (*why, "", until.as_millisecond()),
            Outcome::Later { until, .. } => ("provider", "", until.as_millisecond()),
            Outcome::Failed => ("undeliverable", "", at.as_millisecond()),
            Outcome::Person(why) | Outcome::Withdrawn(why) => (*why, "", at.as_millisecond()),
        }
    }
}

/// Writes changes of the outbox on one engine.
macro_rules! outbox_writer {
    ($name:ident, $conn:ty) => {
        async fn $name(conn: &mut $conn, change: &$crate::outbox::OutboxChange) -> Result<(), StoreError> {
            use $crate::outbox::{OutboxChange, Outcome, writing as sql};
            let changed = match change {
                OutboxChange::Queue { id, case, victim, cause, kind, at } => {
                    sqlx::query(sql::QUEUE)
                        .bind(*id)
                        .bind(case.0)
                        .bind(victim.0)
                        .bind(*cause as i64)
                        .bind(*kind)
                        .bind(at.as_millisecond())
                        .execute(&mut *conn)
                        .await?;
                    1
                }
                OutboxChange::Settle { id, worker, at, outcome } => {
                    let (one, two, instant) = outcome.values(*at);
                    let text = outcome.sql();
                    let done = sqlx::query(sqlx::AssertSqlSafe(text.as_str()))
                        .bind(*id)
                        .bind(worker)
                        .bind(one)
                        .bind(two)
                        .bind(instant)
                        .execute(&mut *conn)
                        .await?;
                    if matches!(outcome, Outcome::Handed { .. }) {
                        sqlx::query(sql::COVER)
                            .bind(*id)
                            .bind(at.as_millisecond())
                            .execute(&mut *conn)
                            .await?;
                    }
                    done.rows_affected()
                }
                OutboxChange::Arrived { id, send, at } => sqlx::query(sql::ARRIVED)
                    .bind(*id)
                    .bind(i64::from(*send))
                    .bind(at.as_millisecond())
                    .execute(&mut *conn)
                    .await?
                    .rows_affected(),
                OutboxChange::Returned { id, send, at, again } => sqlx::query(sql::RETURNED)
                    .bind(*id)
                    .bind(i64::from(*send))
                    .bind(at.as_millisecond())
                    .bind(i64::from(*again))
                    .execute(&mut *conn)
                    .await?
                    .rows_affected(),
                OutboxChange::Called { case, victim, at } => {
                    let at = at.as_millisecond();
                    sqlx::query(sql::CALLED).bind(case.0).bind(victim.0).bind(at).execute(&mut *conn).await?;
                    1
                }
                OutboxChange::LookAgain { case, victim, at } => {
                    let at = at.as_millisecond();
                    sqlx::query(sql::LOOK_AGAIN)
                        .bind(case.0)
                        .bind(victim.0)
                        .bind(at)
                        .execute(&mut *conn)
                        .await?;
                    1
                }
            };
            // It is another worker's by now, or its carrier said so before.
            if changed == 1 { Ok(()) } else { Err(StoreError::Conflict) }
        }
    };
}
pub(crate) use outbox_writer;

//! Meetings of boards, and the actions agreed at them. An action stays open from meeting to meeting until one of them says
//! that it is done or dropped.

use crate::{
    Store, StoreError,
    db::{Db, change, read},
};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// A meeting of a board.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Meeting {
    /// Id.
    pub id: Uuid,
    /// Whose meeting it is.
    pub organisation: String,
    /// What it is called.
    pub title: String,
    /// The day on which it is held, London, as `2026-03-05`.
    pub held_day: String,
    /// Who opened it.
    pub made_by: String,
    /// When, milliseconds since 1970.
    pub made_at: i64,
    /// When it was ended; none while it is under way.
    pub ended_at: Option<i64>,
}

/// An action that a meeting agreed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AgreedAction {
    /// Id.
    pub id: Uuid,
    /// The meeting that agreed it.
    pub meeting: Uuid,
    /// Whose meeting that was.
    pub organisation: String,
    /// What is to be done.
    pub what: String,
    /// The measure that it is about; empty for none.
    pub measure: String,
    /// `person` or `organisation`.
    pub owner_kind: String,
    /// Who sees to it: id in the directory.
    pub owner: String,
    /// By when, London, as `2026-03-05`. A later meeting may have put it off.
    pub due_day: String,
    /// `open`, `done` or `dropped`.
    pub state: String,
    /// Who wrote it down.
    pub made_by: String,
    /// When, milliseconds since 1970.
    pub made_at: i64,
}

/// What a later meeting said of an action.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ActionAnswer {
    /// The action.
    pub action: Uuid,
    /// The meeting.
    pub meeting: Uuid,
    /// `done`, `carried_on` or `dropped`.
    pub answer: String,
    /// Why; empty where done says enough.
    pub why: String,
    /// The day by which it is due now; the old one unless it was carried on.
    pub due_day: String,
    /// Who wrote it down.
    pub answered_by: String,
    /// When, milliseconds since 1970.
    pub answered_at: i64,
}

const MEETINGS: &str = "select id, organisation, title, held_day, made_by, made_at, ended_at from meeting \
    where organisation = $1 order by held_day desc, made_at desc, id desc limit $2";
const MEETING: &str = "select id, organisation, title, held_day, made_by, made_at, ended_at from meeting \
    where id = $1 and organisation = $2";
/// A second tap, and a second meeting beside one under way, add nothing.
const HOLD: &str = "insert into meeting (id, organisation, title, held_day, made_by, made_at) \
    values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
const AGREE: &str = "insert into meeting_action \
    (id, meeting, organisation, what, measure, owner_kind, owner, due_day, state, made_by, made_at) \
    select $1, m.id, m.organisation, $3, $4, $5, $6, $7, 'open', $8, $9 from meeting m \
    where m.id = $2 and m.organisation = $10 and m.ended_at is null on conflict do nothing";
const WHAT_IS_ANSWERED: &str = "select count(*) from meeting m, meeting_action a \
    where m.id = $1 and m.organisation = $2 and m.ended_at is null and a.id = $3 and a.organisation = m.organisation \
    and a.meeting <> m.id and (a.state = 'open' or exists \
    (select 1 from meeting_answer r where r.action = a.id and r.meeting = m.id))";
const ANSWER: &str = "insert into meeting_answer (action, meeting, answer, why, due_day, answered_by, answered_at) \
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (action, meeting) do update set answer = excluded.answer, \
    why = excluded.why, due_day = excluded.due_day, answered_by = excluded.answered_by, answered_at = excluded.answered_at";
const FOLLOW: &str = "update meeting_action set state = $2, due_day = $3 where id = $1";
/// A meeting ends when every action that it found open has an answer.
const END: &str = "update meeting set ended_at = $3 where id = $1 and organisation = $2 and ended_at is null \
    and not exists (select 1 from meeting_action a where a.organisation = meeting.organisation \
    and a.meeting <> meeting.id and a.state = 'open' and not exists \
    (select 1 from meeting_answer r where r.action = a.id and r.meeting = meeting.id))";

/// What every list of actions reads.
macro_rules! actions {
    ($rest:literal) => {
        concat!(
            "select a.id, a.meeting, a.organisation, a.what, a.measure, a.owner_kind, a.owner, a.due_day, a.state, \
            a.made_by, a.made_at from meeting_action a where ",
            $rest
        )
    };
}

const OF_MEETING: &str = actions!("a.meeting = $1 order by a.made_at, a.id");
const OPEN: &str = actions!("a.organisation = $1 and a.state = 'open' order by a.due_day, a.id");
const OWNED: &str = actions!(
    "a.owner = $1 and a.owner_kind = 'organisation' and a.state = 'open' and a.organisation <> $1 \
    order by a.due_day, a.id"
);
const ANSWERED: &str = actions!(
    "exists (select 1 from meeting_answer r where r.action = a.id and r.meeting = $1) order by a.due_day, a.id"
);
const ANSWERS: &str = "select action, meeting, answer, why, due_day, answered_by, answered_at from meeting_answer \
    where meeting = $1 order by answered_at, action";

impl Store {
    /// Opens a meeting. Whether it is there now: not when another of the organisation is under way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hold_meeting(&self, meeting: &Meeting) -> Result<bool, StoreError> {
        let m = meeting;
        change!(self, conn => {
            sqlx::query(HOLD)
                .bind(m.id)
                .bind(&m.organisation)
                .bind(&m.title)
                .bind(&m.held_day)
                .bind(&m.made_by)
                .bind(m.made_at)
                .execute(&mut *conn)
                .await?;
        });
        Ok(self.meeting(m.id, &m.organisation).await?.is_some())
    }

    /// Meetings of an organisation, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meetings(&self, organisation: &str, most: u32) -> Result<Vec<Meeting>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(MEETINGS).bind(organisation).bind(i64::from(most)).fetch_all(&mut *conn).await?
        }))
    }

    /// A meeting of an organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meeting(&self, id: Uuid, organisation: &str) -> Result<Option<Meeting>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(MEETING).bind(id).bind(organisation).fetch_optional(&mut *conn).await?
        }))
    }

    /// Keeps an action that a meeting agreed. Whether it is there now: not when the meeting is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agree_action(&self, action: &AgreedAction) -> Result<bool, StoreError> {
        let a = action;
        change!(self, conn => {
            sqlx::query(AGREE)
                .bind(a.id)
                .bind(a.meeting)
                .bind(&a.what)
                .bind(&a.measure)
                .bind(&a.owner_kind)
                .bind(&a.owner)
                .bind(&a.due_day)
                .bind(&a.made_by)
                .bind(a.made_at)
                .bind(&a.organisation)
                .execute(&mut *conn)
                .await?;
        });
        let known = self.actions_of_meeting(a.meeting).await?;
        Ok(known.iter().any(|one| one.id == a.id && one.organisation == a.organisation))
    }

    /// Actions that a meeting agreed, in that order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actions_of_meeting(&self, meeting: Uuid) -> Result<Vec<AgreedAction>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(OF_MEETING).bind(meeting).fetch_all(&mut *conn).await?
        }))
    }

    /// What an organisation's meetings have left open, the earliest due first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_actions(&self, organisation: &str) -> Result<Vec<AgreedAction>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(OPEN).bind(organisation).fetch_all(&mut *conn).await?
        }))
    }

    /// What other organisations' meetings have asked of an organisation and is open, the earliest due first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actions_asked_of(&self, organisation: &str) -> Result<Vec<AgreedAction>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(OWNED).bind(organisation).fetch_all(&mut *conn).await?
        }))
    }

    /// Earlier actions that a meeting has answered, and its answers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actions_answered_at(
        &self,
        meeting: Uuid,
    ) -> Result<(Vec<AgreedAction>, Vec<ActionAnswer>), StoreError> {
        Ok(read!(self, conn => {
            let actions = sqlx::query_as(ANSWERED).bind(meeting).fetch_all(&mut *conn).await?;
            let answers = sqlx::query_as(ANSWERS).bind(meeting).fetch_all(&mut *conn).await?;
            (actions, answers)
        }))
    }

    /// Keeps what a meeting under way says of an earlier action; the latest answer of a meeting counts. Whether there was
    /// such an action.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn answer_action(
        &self,
        organisation: &str,
        answer: &ActionAnswer,
        state: &str,
    ) -> Result<bool, StoreError> {
        macro_rules! answer {
            ($pool:expr) => {{
                let (mut conn, a) = ($pool.begin().await?, answer);
                let known: i64 = sqlx::query_scalar(WHAT_IS_ANSWERED)
                    .bind(a.meeting)
                    .bind(organisation)
                    .bind(a.action)
                    .fetch_one(&mut *conn)
                    .await?;
                if known > 0 {
                    sqlx::query(ANSWER)
                        .bind(a.action)
                        .bind(a.meeting)
                        .bind(&a.answer)
                        .bind(&a.why)
                        .bind(&a.due_day)
                        .bind(&a.answered_by)
                        .bind(a.answered_at)
                        .execute(&mut *conn)
                        .await?;
                    let query = sqlx::query(FOLLOW).bind(a.action).bind(state).bind(&a.due_day);
                    query.execute(&mut *conn).await?;
                }
                conn.commit().await?;
                Ok(known > 0)
            }};
        }
        match &self.db {
            Db::Sqlite { writer, .. } => answer!(writer.pool()),
            Db::Postgres(pool) => answer!(pool),
        }
    }

    /// Ends a meeting. Whether it is over now: not while an earlier action waits for its answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_meeting(
        &self,
        id: Uuid,
        organisation: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        change!(self, conn => {
            sqlx::query(END)
                .bind(id)
                .bind(organisation)
                .bind(now.as_millisecond())
                .execute(&mut *conn)
                .await?;
        });
        let meeting = self.meeting(id, organisation).await?;
        Ok(meeting.is_some_and(|meeting| meeting.ended_at.is_some()))
    }
}

impl AgreedAction {
    /// The day by which it is due.
    pub fn due(&self) -> Option<Date> {
        self.due_day.parse().ok()
    }
}

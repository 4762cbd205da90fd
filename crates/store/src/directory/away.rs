//! Absences.

use crate::{Store, StoreError, db::read, worklist::instant};
use jiff::Timestamp;
use uuid::Uuid;

/// A time in which somebody is away, although their hours say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Id.
    pub id: Uuid,
    /// Who.
    pub person: String,
    /// Slug of the kind: leave, sickness, training, court.
    pub kind: String,
    /// First instant.
    pub from: Timestamp,
    /// First instant when they are back; none when that is not known.
    pub until: Option<Timestamp>,
    /// Who stands in this time; empty when it is their usual deputies.
    pub deputy: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When it was taken back; it counts for nothing then.
    pub withdrawn_at: Option<Timestamp>,
}

impl Absence {
    /// Whether it holds at an instant.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.withdrawn_at.is_none() && self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

type Row = (Uuid, String, String, i64, Option<i64>, String, String, i64, Option<i64>);

impl Store {
    /// Absences that have not ended before `since` and were not taken back, in the order in which they begin.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn absences(&self, since: Timestamp) -> Result<Vec<Absence>, StoreError> {
        let rows: Vec<Row> = read!(self, conn => {
            sqlx::query_as(
                "select id, person, kind, from_at, until_at, deputy, recorded_by, recorded_at, withdrawn_at \
                 from absence where withdrawn_at is null and (until_at is null or until_at > $1) \
                 order by from_at, id",
            )
            .bind(since.as_millisecond())
            .fetch_all(&mut *conn)
            .await?
        });
        let absence =
            |(id, person, kind, from, until, deputy, recorded_by, recorded_at, withdrawn): Row| Absence {
                id,
                person,
                kind,
                from: instant(from),
                until: until.map(instant),
                deputy,
                recorded_by,
                recorded_at: instant(recorded_at),
                withdrawn_at: withdrawn.map(instant),
            };
        Ok(rows.into_iter().map(absence).collect())
    }
}

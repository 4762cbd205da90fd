//! Cases that wait for somebody to look at whether they are still needed.

use crate::{
    Store, StoreError,
    db::read,
    worklist::{instant, read_access},
};
use jiff::Timestamp;
use record::{CaseAccess, CaseId};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A case that waits for a review, or for somebody to destroy what a review no longer needs.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseToReview {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: Option<String>,
    /// Since when it waits.
    pub since: Timestamp,
    /// Why it waits: a group of the schedule, or `may_be_destroyed`.
    pub retention: String,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

/// The place of a case in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewCursor {
    since: i64,
    case: Uuid,
}

impl CaseToReview {
    /// Its place in the list.
    pub fn place(&self) -> ReviewCursor {
        ReviewCursor { since: self.since.as_millisecond(), case: self.case.0 }
    }
}

impl fmt::Display for ReviewCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.since, self.case.simple())
    }
}

impl FromStr for ReviewCursor {
    type Err = ();
    fn from_str(text: &str) -> Result<ReviewCursor, ()> {
        let (since, case) = text.split_once('_').ok_or(())?;
        let (since, case) = (since.parse().map_err(|_| ())?, Uuid::parse_str(case).map_err(|_| ())?);
        Ok(ReviewCursor { since, case })
    }
}

/// The page is cut from the index first. An organisation that only supports a victim decides nothing about the case; one
/// that answers for two providers has two rows, which stand side by side.
const WAITING: &str = "select o.case_id, o.review_at, c.reference, c.retention, c.access from \
    (select case_id, review_at from case_owner where review_at is not null and organisation = $1 and review_at <= $2 \
    and (review_at, case_id) > ($3, $4) and provider <> 'support_service' \
    order by review_at, case_id limit $5) o \
    join case_view c on c.case_id = o.case_id order by o.review_at, o.case_id";

type Row = (Uuid, i64, Option<String>, String, String);

impl Store {
    /// Cases that an organisation answers for and that wait for a review at `now`, longest first: at most `most`, each once,
    /// and whether there may be more after the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_to_review(
        &self,
        organisation: &str,
        now: Timestamp,
        after: Option<ReviewCursor>,
        most: u32,
    ) -> Result<(Vec<CaseToReview>, bool), StoreError> {
        let after = after.unwrap_or(ReviewCursor { since: i64::MIN, case: Uuid::nil() });
        let rows: Vec<Row> = read!(self, conn => sqlx::query_as(WAITING)
            .bind(organisation)
            .bind(now.as_millisecond())
            .bind(after.since)
            .bind(after.case)
            .bind(i64::from(most) + 1)
            .fetch_all(&mut *conn)
            .await?);
        let more = rows.len() > most as usize;
        let mut waiting: Vec<CaseToReview> = Vec::with_capacity(rows.len());
        for (case, since, reference, retention, access) in rows.into_iter().take(most as usize) {
            if waiting.last().is_none_or(|last| last.case.0 != case) {
                let (since, access) = (instant(since), read_access(&access));
                waiting.push(CaseToReview { case: CaseId(case), reference, since, retention, access });
            }
        }
        Ok((waiting, more))
    }
}

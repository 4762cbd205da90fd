//! Cases that somebody opened for a reason of their own, for a short time, and what a supervisor said of it (PLT-2).

use crate::{
    Store, StoreError,
    db::{Db, read},
};
use jiff::Timestamp;
use record::CaseId;
use uuid::Uuid;

/// One opening.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct BrokenGlass {
    /// Id.
    pub id: Uuid,
    /// Who opened it.
    pub person: String,
    /// The organisation for which.
    pub organisation: String,
    /// The case.
    pub case_id: Uuid,
    /// Kind of reason, a slug.
    pub kind: String,
    /// The reason in the person's words.
    pub reason: String,
    /// When, milliseconds since 1970.
    pub opened_at: i64,
    /// When it closes by itself, milliseconds since 1970.
    pub ends_at: i64,
    /// When a supervisor looked at it, milliseconds since 1970.
    pub reviewed_at: Option<i64>,
    /// The supervisor.
    pub reviewed_by: Option<String>,
    /// 1 when they found it proper, 0 when not.
    pub proper: Option<i64>,
    /// What they said.
    pub review: Option<String>,
}

/// What a supervisor says of an opening.
#[derive(Clone, Debug)]
pub struct GlassReview {
    /// The opening.
    pub id: Uuid,
    /// The supervisor.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was proper.
    pub proper: bool,
    /// What they say.
    pub words: String,
}

/// Where the words of an opening and of its review are sealed.
const REASON: &str = "broken_glass.reason";
const SAID: &str = "broken_glass.review";
const COLUMNS: &str = "id, person, organisation, case_id, kind, reason, opened_at, ends_at, reviewed_at, reviewed_by, proper, review";

impl Store {
    /// Whether somebody opened this case and the time has not run out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_broken_glass(
        &self,
        person: &str,
        case: CaseId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const OPEN: &str = "select count(*) from broken_glass where person = $1 and case_id = $2 and opened_at <= $3 and ends_at > $3";
        let open: i64 = read!(self, conn => {
            sqlx::query_scalar(OPEN).bind(person).bind(case.0).bind(now.as_millisecond()).fetch_one(&mut *conn).await?
        });
        Ok(open > 0)
    }

    /// Opens a case for somebody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn break_glass(&self, opening: &BrokenGlass) -> Result<(), StoreError> {
        const OPEN: &str = "insert into broken_glass (id, person, organisation, case_id, kind, reason, opened_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let reason = self.seal_column(REASON, opening.id.as_bytes(), &opening.reason)?;
        macro_rules! open {
            ($pool:expr) => {{
                sqlx::query(OPEN)
                    .bind(opening.id)
                    .bind(&opening.person)
                    .bind(&opening.organisation)
                    .bind(opening.case_id)
                    .bind(&opening.kind)
                    .bind(&reason)
                    .bind(opening.opened_at)
                    .bind(opening.ends_at)
                    .execute($pool)
                    .await?;
            }};
        }
        match &self.db {
            Db::Sqlite { writer, .. } => open!(writer.pool()),
            Db::Postgres(pool) => open!(pool),
        }
        Ok(())
    }

    /// Openings that a supervisor of `organisation` has to look at: by its people, and of the cases that it answers
    /// for; those not looked at first, the oldest of them first; at most `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn broken_glass_of(
        &self,
        organisation: &str,
        most: u32,
    ) -> Result<Vec<BrokenGlass>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from broken_glass g where organisation = $1 or exists \
             (select 1 from case_owner o where o.case_id = g.case_id and o.organisation = $1) \
             order by case when reviewed_at is null then 0 else 1 end, opened_at, id limit $2"
        );
        let mut found: Vec<BrokenGlass> = read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(organisation).bind(i64::from(most)).fetch_all(&mut *conn).await?
        });
        for opening in &mut found {
            opening.reason =
                self.open_column(REASON, opening.id.as_bytes(), std::mem::take(&mut opening.reason))?;
            let said = opening.review.take().map(|said| self.open_column(SAID, opening.id.as_bytes(), said));
            opening.review = said.transpose()?;
        }
        Ok(found)
    }

    /// Records what a supervisor says of an opening. Whether it was not looked at before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn review_broken_glass(&self, review: &GlassReview) -> Result<bool, StoreError> {
        const REVIEW: &str = "update broken_glass set reviewed_at = $2, reviewed_by = $3, proper = $4, review = $5 where id = $1 and reviewed_at is null";
        let words = self.seal_column(SAID, review.id.as_bytes(), &review.words)?;
        macro_rules! review {
            ($pool:expr) => {
                sqlx::query(REVIEW)
                    .bind(review.id)
                    .bind(review.at.as_millisecond())
                    .bind(&review.by)
                    .bind(i64::from(review.proper))
                    .bind(&words)
                    .execute($pool)
                    .await?
                    .rows_affected()
            };
        }
        let changed = match &self.db {
            Db::Sqlite { writer, .. } => review!(writer.pool()),
            Db::Postgres(pool) => review!(pool),
        };
        Ok(changed > 0)
    }
}

//! How good contacts and letters are, as a second person scores them (VOX-4). A correction is a new version; the counts that
//! pages read are kept in the transaction that adds it, of the first scorer of each contact.

use crate::{
    FigureBy, FigureFilter, Store, StoreError,
    db::{Db, read},
};
use jiff::Timestamp;
use keys::{KeyError, Place};
use record::{CaseId, VictimId};
use sqlx::{PgConnection, QueryBuilder, SqliteConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A contact that can be scored: it met a duty that counts in the month.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct ContactToScore {
    /// The case.
    pub case_id: Uuid,
    /// The version of the contact in it.
    pub contact: i64,
    /// The team that answers for it.
    pub team: String,
    /// The case's area.
    pub area: String,
}

/// A contact with its latest score by one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredContact {
    /// The case.
    pub case: CaseId,
    /// The version of the contact in it.
    pub contact: u64,
    /// 1 for the first scorer, 2 for the second.
    pub seat: u8,
    /// Who scored.
    pub scorer: String,
    /// The team that answers for it.
    pub team: String,
    /// From 1.
    pub version: u32,
    /// Score by question.
    pub scores: BTreeMap<String, u8>,
}

/// A score that is to be added.
#[derive(Clone, Debug)]
pub struct NewScore<'a> {
    /// The case.
    pub case: CaseId,
    /// The version of the contact in it.
    pub contact: u64,
    /// 1 for the first scorer, 2 for the second.
    pub seat: u8,
    /// One more than the last; 1 for the first.
    pub version: u32,
    /// Who scores.
    pub scorer: &'a str,
    /// The month it counts in, as 202603.
    pub month: i64,
    /// Whose contact.
    pub organisation: &'a str,
    /// The case's area.
    pub area: &'a str,
    /// The team.
    pub team: &'a str,
    /// Score by question.
    pub scores: &'a BTreeMap<String, u8>,
    /// Notes, and under whose key they are sealed.
    pub notes: Option<(VictimId, &'a str)>,
}

/// Which contacts.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScoreFilter<'a> {
    /// Whose.
    pub organisation: &'a str,
    /// First month, as 202603.
    pub from: i64,
    /// Last month.
    pub to: i64,
}

/// How often a question got a score.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ScoreCount {
    /// The month.
    pub month: i64,
    /// Whose contacts.
    pub organisation: String,
    /// The area.
    pub area: String,
    /// The team.
    pub team: String,
    /// The question.
    pub question: String,
    /// 0 to 2.
    pub score: i64,
    /// How often.
    pub n: i64,
}

/// How often a question got a score, of one group.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ScoreSum {
    /// The month as 202603, the organisation, area or team; empty for all together.
    pub of_what: String,
    /// The question.
    pub question: String,
    /// 0 to 2.
    pub score: i64,
    /// How often.
    pub n: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    case_id: Uuid,
    contact: i64,
    seat: i64,
    version: i64,
    scorer: String,
    team: String,
    question: String,
    score: i64,
}

const NOTES: &str = "contact_scored.sealed";
const TO_SCORE: &str = "select distinct d.case_id, d.done_by as contact, d.counted_team as team, v.area from duty d \
    join case_view v on v.case_id = d.case_id \
    where d.counted_organisation = $1 and d.month = $2 and d.done_by is not null order by 1, 2, 3";
const SCORED: &str = "select t.case_id, t.contact, t.seat, t.version, t.scorer, t.team, s.question, s.score \
    from contact_scored t join contact_score s on s.case_id = t.case_id and s.contact = t.contact and s.seat = t.seat and s.version = t.version \
    where t.organisation = $1 and t.month >= $2 and t.month <= $3 and t.version = (select max(b.version) from contact_scored b \
    where b.case_id = t.case_id and b.contact = t.contact and b.seat = t.seat) order by t.case_id, t.contact, t.seat, s.question";
const ADD: &str = "insert into contact_scored (case_id, contact, seat, version, scorer, month, organisation, area, team, scored_at, sealed) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (case_id, contact, seat, version) do nothing";
const ADD_SCORE: &str = "insert into contact_score (case_id, contact, seat, version, question, score) values ($1, $2, $3, $4, $5, $6)";
/// What counted until now.
const BEFORE: &str = "select t.month, t.organisation, t.area, t.team, s.question, s.score from contact_scored t \
    join contact_score s on s.case_id = t.case_id and s.contact = t.contact and s.seat = t.seat and s.version = t.version \
    where t.case_id = $1 and t.contact = $2 and t.seat = 1 and t.version = $3";
const COUNT: &str = "insert into figure_score (month, organisation, area, team, question, score, n) values ($1, $2, $3, $4, $5, $6, $7) \
    on conflict (month, organisation, area, team, question, score) do update set n = figure_score.n + excluded.n";
const COUNTS: &str = "select month, organisation, area, team, question, score, n from figure_score \
    where organisation = $1 and month >= $2 and month <= $3 and n > 0 order by month, area, team, question, score";
/// The same, counted again from the scores themselves.
const RECOUNT: &str = "select t.month, t.organisation, t.area, t.team, s.question, s.score, count(*) as n from contact_scored t \
    join contact_score s on s.case_id = t.case_id and s.contact = t.contact and s.seat = t.seat and s.version = t.version \
    where t.organisation = $1 and t.month >= $2 and t.month <= $3 and t.seat = 1 and t.version = (select max(b.version) from contact_scored b \
    where b.case_id = t.case_id and b.contact = t.contact and b.seat = t.seat) \
    group by t.month, t.organisation, t.area, t.team, s.question, s.score order by t.month, t.area, t.team, s.question, s.score";

type Counted = (i64, String, String, String, String, i64);

macro_rules! adder {
    ($name:ident, $conn:ty) => {
        /// Adds a score and moves the counts; `false` when this version is there already.
        async fn $name(
            conn: &mut $conn,
            new: &NewScore<'_>,
            sealed: Option<&[u8]>,
            now: Timestamp,
        ) -> Result<bool, StoreError> {
            let (case, contact, seat, version) =
                (new.case.0, new.contact as i64, i64::from(new.seat), i64::from(new.version));
            let before: Vec<Counted> = sqlx::query_as(BEFORE)
                .bind(case)
                .bind(contact)
                .bind(version - 1)
                .fetch_all(&mut *conn)
                .await?;
            let added = sqlx::query(ADD)
                .bind(case)
                .bind(contact)
                .bind(seat)
                .bind(version)
                .bind(new.scorer)
                .bind(new.month)
                .bind(new.organisation)
                .bind(new.area)
                .bind(new.team)
                .bind(now.as_millisecond())
                .bind(sealed)
                .execute(&mut *conn)
                .await?
                .rows_affected();
            if added == 0 {
                return Ok(false);
            }
            for (question, score) in new.scores {
                sqlx::query(ADD_SCORE)
                    .bind(case)
                    .bind(contact)
                    .bind(seat)
                    .bind(version)
                    .bind(question)
                    .bind(i64::from(*score))
                    .execute(&mut *conn)
                    .await?;
            }
            if seat != 1 {
                return Ok(true);
            }
            let now_counted = new.scores.iter().map(|(question, score)| {
                let of = (new.organisation.to_owned(), new.area.to_owned(), new.team.to_owned());
                ((new.month, of.0, of.1, of.2, question.clone(), i64::from(*score)), 1_i64)
            });
            let mut moved: Vec<(Counted, i64)> =
                before.into_iter().map(|row| (row, -1)).chain(now_counted).collect();
            // Always in one order: two who score at once then wait for each other, never in a circle.
            moved.sort();
            for ((month, organisation, area, team, question, score), n) in moved {
                sqlx::query(COUNT)
                    .bind(month)
                    .bind(organisation)
                    .bind(area)
                    .bind(team)
                    .bind(question)
                    .bind(score)
                    .bind(n)
                    .execute(&mut *conn)
                    .await?;
            }
            Ok(true)
        }
    };
}

adder!(add_sqlite, SqliteConnection);
adder!(add_postgres, PgConnection);

impl Store {
    /// The contacts of an organisation that met a duty which counts in a month.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contacts_to_score(
        &self,
        organisation: &str,
        month: i64,
    ) -> Result<Vec<ContactToScore>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(TO_SCORE).bind(organisation).bind(month).fetch_all(&mut *conn).await?
        }))
    }

    /// The latest scores of an organisation's contacts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scored_contacts(&self, filter: ScoreFilter<'_>) -> Result<Vec<ScoredContact>, StoreError> {
        let rows: Vec<Row> = read!(self, conn => {
            sqlx::query_as(SCORED)
                .bind(filter.organisation)
                .bind(filter.from)
                .bind(filter.to)
                .fetch_all(&mut *conn)
                .await?
        });
        let mut all: Vec<ScoredContact> = Vec::new();
        for row in rows {
            let (case, contact) = (CaseId(row.case_id), row.contact as u64);
            let seat = u8::try_from(row.seat).unwrap_or(u8::MAX);
            let same =
                |one: &&mut ScoredContact| one.case == case && one.contact == contact && one.seat == seat;
            let score = u8::try_from(row.score).unwrap_or(u8::MAX);
            match all.last_mut().filter(same) {
                Some(one) => {
                    one.scores.insert(row.question, score);
                }
                None => all.push(ScoredContact {
                    case,
                    contact,
                    seat,
                    scorer: row.scorer,
                    team: row.team,
                    version: u32::try_from(row.version).unwrap_or(u32::MAX),
                    scores: [(row.question, score)].into(),
                }),
            }
        }
        Ok(all)
    }

    /// Adds a score. `false` when this version is there already: somebody was faster, or it is the same tap again.
    ///
    /// # Errors
    /// When the database fails, or the victim's key was destroyed; nothing is written then.
    pub async fn add_score(&self, new: &NewScore<'_>, now: Timestamp) -> Result<bool, StoreError> {
        let sealed = match new.notes {
            None => None,
            Some((victim, words)) => {
                let key = self.key_of_victim(new.case, victim).await?.ok_or(StoreError::Erased)?;
                let bound = bound_to(new.case, new.contact, new.seat, new.version);
                Some(key.seal(&Place::new(NOTES, &[&bound]), words.as_bytes())?)
            }
        };
        macro_rules! add {
            ($pool:expr, $add:ident) => {{
                let mut transaction = $pool.begin().await?;
                let added = $add(&mut transaction, new, sealed.as_deref(), now).await?;
                if added {
                    transaction.commit().await?;
                }
                Ok(added)
            }};
        }
        match &self.db {
            Db::Sqlite { writer, .. } => add!(writer.pool(), add_sqlite),
            Db::Postgres(pool) => add!(pool, add_postgres),
        }
    }

    /// The notes of the latest score by one person; none when nothing was written, or the key was destroyed.
    ///
    /// # Errors
    /// When the database fails, or they were altered.
    pub async fn score_notes(
        &self,
        case: CaseId,
        contact: u64,
        seat: u8,
        victim: VictimId,
    ) -> Result<Option<String>, StoreError> {
        const LATEST: &str = "select version, sealed from contact_scored where case_id = $1 and contact = $2 and seat = $3 order by version desc limit 1";
        let row: Option<(i64, Option<Vec<u8>>)> = read!(self, conn => {
            sqlx::query_as(LATEST).bind(case.0).bind(contact as i64).bind(i64::from(seat)).fetch_optional(&mut *conn).await?
        });
        let Some((version, Some(sealed))) = row else { return Ok(None) };
        let Some(key) = self.key_of_victim(case, victim).await? else { return Ok(None) };
        let version = u32::try_from(version).unwrap_or(u32::MAX);
        let bound = bound_to(case, contact, seat, version);
        let body = key.open(&Place::new(NOTES, &[&bound]), &sealed)?;
        Ok(Some(String::from_utf8(body).map_err(|_| KeyError::Broken)?))
    }

    /// How often each question got each score.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn score_counts(&self, filter: ScoreFilter<'_>) -> Result<Vec<ScoreCount>, StoreError> {
        self.counts_by(COUNTS, filter).await
    }

    /// The same, counted again from the scores: it must be equal.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recounted_scores(&self, filter: ScoreFilter<'_>) -> Result<Vec<ScoreCount>, StoreError> {
        self.counts_by(RECOUNT, filter).await
    }

    /// How often each question got each score, added up by something: of all organisations, areas and teams where none is named.
    /// A country has some ten thousand rows a month; what comes back grows with what is asked for.
    ///
    /// # Errors
    /// When the database fails, or scores are not kept by that.
    pub async fn figure_scores(&self, filter: &FigureFilter) -> Result<Vec<ScoreSum>, StoreError> {
        let key = match filter.by.as_slice() {
            [] => "''",
            [FigureBy::Month] => "cast(month as text)",
            [FigureBy::Organisation] => "organisation",
            [FigureBy::Area] => "area",
            [FigureBy::Team] => "team",
            _ => return Err(StoreError::Figures("these figures are not kept by that")),
        };
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new("select ");
            query.push(key).push(" as of_what, question, score, cast(sum(n) as bigint) as n from figure_score where month >= ");
            query.push_bind(filter.from.number()).push(" and month <= ").push_bind(filter.to.number());
            for (column, wanted) in
                [("organisation", &filter.organisations), ("area", &filter.areas), ("team", &filter.teams)]
            {
                if wanted.is_empty() {
                    continue;
                }
                query.push(" and ").push(column).push(" in (");
                let mut list = query.separated(", ");
                for one in wanted {
                    list.push_bind(one);
                }
                query.push(")");
            }
            query.push(" group by 1, question, score having sum(n) > 0 order by 1, question, score");
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }

    async fn counts_by(
        &self,
        sql: &'static str,
        filter: ScoreFilter<'_>,
    ) -> Result<Vec<ScoreCount>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(sql)
                .bind(filter.organisation)
                .bind(filter.from)
                .bind(filter.to)
                .fetch_all(&mut *conn)
                .await?
        }))
    }
}

/// What notes are bound to.
fn bound_to(case: CaseId, contact: u64, seat: u8, version: u32) -> Vec<u8> {
    let numbers = [&contact.to_be_bytes()[..], &[seat], &version.to_be_bytes()].concat();
    [&case.0.as_bytes()[..], &numbers].concat()
}

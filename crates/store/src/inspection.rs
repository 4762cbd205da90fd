//! Inspections: what was drawn by which rule, who reads what, and the answers, every version of them (OVR-5).

use crate::{
    Store, StoreError,
    db::{Db, change, read},
    write::ROWS,
};
use jiff::Timestamp;
use keys::{KeyError, Place};
use record::{CaseId, VictimId};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An inspection.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Inspection {
    /// Id.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Id of the file of questions.
    pub questions: String,
    /// Digest of that file when the sample was drawn.
    pub digest: String,
    /// The sheet of questions.
    pub sheet: String,
    /// Whose cases.
    pub organisation: String,
    /// The organisation of those who inspect.
    pub made_for: String,
    /// The seed.
    pub seed: String,
    /// The filter and the size of the sample, as JSON.
    pub rule: String,
    /// How many cases could have been drawn.
    pub population: i64,
    /// Readers of each case, 1 or 2.
    pub readers: i64,
    /// Who made it.
    pub made_by: String,
    /// When, milliseconds since 1970.
    pub made_at: i64,
    /// Who allowed people of another organisation to read.
    pub authorised_by: Option<String>,
    /// When, milliseconds since 1970.
    pub authorised_at: Option<i64>,
    /// On which basis, in their words; empty while nobody allowed it.
    pub basis: String,
    /// When it was closed, milliseconds since 1970.
    pub closed_at: Option<i64>,
}

/// A case that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DrawnCase {
    /// The case, or what stands in its place: an officer, an area.
    pub case_id: Uuid,
    /// Its place in the draw, from 1.
    pub place: i64,
    /// The group of the draw.
    pub stratum: String,
    /// The group of the sheet of questions.
    pub sheet_group: String,
    /// Its area.
    pub area: String,
    /// Who reads it.
    pub first_reader: String,
    /// Who reads it too; empty when nobody does.
    pub second_reader: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct GivenAnswer {
    /// The case.
    pub case_id: Uuid,
    /// Who answered.
    pub reader: String,
    /// The question; empty for the reader's notes.
    pub question: String,
    /// From 1.
    pub version: i64,
    /// What they answered.
    pub answer: String,
    /// What the record said by itself; empty when it said nothing.
    pub from_record: String,
    /// When, milliseconds since 1970.
    pub answered_at: i64,
}

/// A case that could be drawn.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CaseInPopulation {
    /// The case.
    pub case_id: Uuid,
    /// Its area.
    pub area: String,
    /// Its group of crimes.
    pub crime_group: String,
    /// 1 when it was closed without a charge.
    pub closed: i64,
}

/// Which cases can be drawn.
#[derive(Clone, Debug, Default)]
pub struct PopulationFilter<'a> {
    /// Whose.
    pub organisation: &'a str,
    /// Of this area only; of all when empty.
    pub area: &'a str,
    /// Of this group of crimes only.
    pub crime_group: &'a str,
    /// At this stage only.
    pub stage: &'a str,
    /// Reported from this moment on.
    pub from: Option<Timestamp>,
    /// And before this one.
    pub before: Option<Timestamp>,
    /// Closed without a charge only.
    pub closed_only: bool,
}

/// Where notes are sealed.
const NOTES: &str = "inspection_answer.sealed";
const COLUMNS: &str = "id, title, questions, digest, sheet, organisation, made_for, seed, rule, population, readers, made_by, made_at, authorised_by, authorised_at, basis, closed_at";
const CLOSED: &str = "(exists (select 1 from duty d where d.case_id = v.case_id and d.trigger_event in \
    ('nfa_decision_police', 'nfa_decision_cps', 'decision_not_to_investigate')) and not exists \
    (select 1 from duty d where d.case_id = v.case_id and d.trigger_event = 'charged'))";
const ANSWERS: &str = "select a.case_id, a.reader, a.question, a.version, a.answer, a.from_record, a.answered_at \
    from inspection_answer a where a.inspection = $1 and a.version = (select max(b.version) from inspection_answer b \
    where b.inspection = a.inspection and b.case_id = a.case_id and b.reader = a.reader and b.question = a.question) \
    order by a.case_id, a.reader, a.question";
/// Who reads a case for an inspection that is open and may be read by them.
const READS: &str = "select count(*) from inspection_case c join inspection i on i.id = c.inspection \
    where c.case_id = $1 and (c.first_reader = $2 or c.second_reader = $2) and i.closed_at is null \
    and i.made_for = $3 and (i.made_for = i.organisation or i.authorised_at is not null)";

impl Store {
    /// The cases that can be drawn.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inspection_population(
        &self,
        filter: &PopulationFilter<'_>,
    ) -> Result<Vec<CaseInPopulation>, StoreError> {
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new("select v.case_id, v.area, v.crime_group, ");
            query.push("case when ").push(CLOSED).push(" then cast(1 as bigint) else cast(0 as bigint) end as closed ");
            query.push("from case_view v where exists (select 1 from case_owner o where o.case_id = v.case_id and o.organisation = ");
            query.push_bind(filter.organisation).push(")");
            for (column, wanted) in [("v.area", filter.area), ("v.crime_group", filter.crime_group), ("v.stage", filter.stage)] {
                if !wanted.is_empty() {
                    query.push(" and ").push(column).push(" = ").push_bind(wanted);
                }
            }
            if let Some(from) = filter.from {
                query.push(" and v.opened_at >= ").push_bind(from.as_millisecond());
            }
            if let Some(before) = filter.before {
                query.push(" and v.opened_at < ").push_bind(before.as_millisecond());
            }
            if filter.closed_only {
                query.push(" and ").push(CLOSED);
            }
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }

    /// Keeps an inspection with the cases that were drawn. `false` when there is one with this id already.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn save_inspection(
        &self,
        inspection: &Inspection,
        drawn: &[DrawnCase],
    ) -> Result<bool, StoreError> {
        const INSERT: &str = "insert into inspection (id, title, questions, digest, sheet, organisation, made_for, seed, rule, population, readers, made_by, made_at, authorised_by, authorised_at, basis, closed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict (id) do nothing";
        macro_rules! save {
            ($pool:expr) => {{
                let mut conn = $pool.begin().await?;
                let i = inspection;
                let made = sqlx::query(INSERT)
                    .bind(i.id)
                    .bind(&i.title)
                    .bind(&i.questions)
                    .bind(&i.digest)
                    .bind(&i.sheet)
                    .bind(&i.organisation)
                    .bind(&i.made_for)
                    .bind(&i.seed)
                    .bind(&i.rule)
                    .bind(i.population)
                    .bind(i.readers)
                    .bind(&i.made_by)
                    .bind(i.made_at)
                    .bind(&i.authorised_by)
                    .bind(i.authorised_at)
                    .bind(&i.basis)
                    .bind(i.closed_at)
                    .execute(&mut *conn)
                    .await?
                    .rows_affected();
                if made == 0 {
                    return Ok(false);
                }
                for some in drawn.chunks(ROWS) {
                    let mut insert = QueryBuilder::new(
                        "insert into inspection_case (inspection, case_id, place, stratum, sheet_group, area, first_reader, second_reader) ",
                    );
                    insert.push_values(some, |mut row, case: &DrawnCase| {
                        row.push_bind(i.id)
                            .push_bind(case.case_id)
                            .push_bind(case.place)
                            .push_bind(&case.stratum)
                            .push_bind(&case.sheet_group)
                            .push_bind(&case.area)
                            .push_bind(&case.first_reader)
                            .push_bind(&case.second_reader);
                    });
                    insert.build().execute(&mut *conn).await?;
                }
                conn.commit().await?;
            }};
        }
        match &self.db {
            Db::Sqlite { writer, .. } => save!(writer.pool()),
            Db::Postgres(pool) => save!(pool),
        }
        Ok(true)
    }

    /// Every inspection that an organisation made or whose cases are read, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inspections(&self, organisation: &str) -> Result<Vec<Inspection>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from inspection where made_for = $1 or organisation = $1 order by made_at desc, id"
        );
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(organisation).fetch_all(&mut *conn).await?
        }))
    }

    /// An inspection with its cases in the order of the draw.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inspection(&self, id: Uuid) -> Result<Option<(Inspection, Vec<DrawnCase>)>, StoreError> {
        const CASES: &str = "select case_id, place, stratum, sheet_group, area, first_reader, second_reader from inspection_case where inspection = $1 order by place, case_id";
        let sql = format!("select {COLUMNS} from inspection where id = $1");
        let (inspection, cases): (Option<Inspection>, Vec<DrawnCase>) = read!(self, conn => {
            let inspection = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(id).fetch_optional(&mut *conn).await?;
            let cases = sqlx::query_as(CASES).bind(id).fetch_all(&mut *conn).await?;
            (inspection, cases)
        });
        Ok(inspection.map(|inspection| (inspection, cases)))
    }

    /// The latest version of every answer of an inspection; notes are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inspection_answers(&self, id: Uuid) -> Result<Vec<GivenAnswer>, StoreError> {
        let rows: Vec<GivenAnswer> = read!(self, conn => {
            sqlx::query_as(ANSWERS).bind(id).fetch_all(&mut *conn).await?
        });
        Ok(rows.into_iter().filter(|row| !row.question.is_empty()).collect())
    }

    /// Adds versions of answers. `false`, and nothing is written, when one of these versions is there already: somebody was
    /// faster, read again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_answers(&self, inspection: Uuid, answers: &[GivenAnswer]) -> Result<bool, StoreError> {
        macro_rules! add {
            ($pool:expr) => {{
                let mut conn = $pool.begin().await?;
                for some in answers.chunks(ROWS) {
                    let mut insert = QueryBuilder::new(
                        "insert into inspection_answer (inspection, case_id, reader, question, version, answer, from_record, answered_at) ",
                    );
                    insert.push_values(some, |mut row, answer: &GivenAnswer| {
                        row.push_bind(inspection)
                            .push_bind(answer.case_id)
                            .push_bind(&answer.reader)
                            .push_bind(&answer.question)
                            .push_bind(answer.version)
                            .push_bind(&answer.answer)
                            .push_bind(&answer.from_record)
                            .push_bind(answer.answered_at);
                    });
                    insert.push(" on conflict (inspection, case_id, reader, question, version) do nothing");
                    let added = insert.build().execute(&mut *conn).await?.rows_affected();
                    if added < some.len() as u64 {
                        return Ok(false);
                    }
                }
                conn.commit().await?;
            }};
        }
        match &self.db {
            Db::Sqlite { writer, .. } => add!(writer.pool()),
            Db::Postgres(pool) => add!(pool),
        }
        Ok(true)
    }

    /// A reader's notes on a case, the latest version with its number; none when nothing was written, or the key was
    /// destroyed.
    ///
    /// # Errors
    /// When the database fails, or they were altered.
    pub async fn inspection_notes(
        &self,
        inspection: Uuid,
        case: CaseId,
        victim: VictimId,
        reader: &str,
    ) -> Result<(i64, Option<String>), StoreError> {
        const LATEST: &str = "select version, sealed from inspection_answer where inspection = $1 and case_id = $2 \
            and reader = $3 and question = '' order by version desc limit 1";
        let row: Option<(i64, Option<Vec<u8>>)> = read!(self, conn => {
            sqlx::query_as(LATEST).bind(inspection).bind(case.0).bind(reader).fetch_optional(&mut *conn).await?
        });
        let Some((version, Some(sealed))) = row else { return Ok((0, None)) };
        let Some(key) = self.key_of_victim(case, victim).await? else { return Ok((version, None)) };
        let number = version.to_be_bytes();
        let ids: [&[u8]; 4] = [inspection.as_bytes(), case.0.as_bytes(), reader.as_bytes(), &number];
        let body = key.open(&Place::new(NOTES, &ids), &sealed)?;
        Ok((version, Some(String::from_utf8(body).map_err(|_| KeyError::Broken)?)))
    }

    /// Adds a version of a reader's notes. `false` when this version is there already.
    ///
    /// # Errors
    /// When the database fails, or the victim's key was destroyed.
    pub async fn add_inspection_notes(
        &self,
        notes: NewNotes<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const ADD: &str = "insert into inspection_answer (inspection, case_id, reader, question, version, answer, from_record, answered_at, sealed) \
            values ($1, $2, $3, '', $4, '', '', $5, $6) on conflict (inspection, case_id, reader, question, version) do nothing";
        let NewNotes { inspection, case, victim, reader, version, words } = notes;
        let key = self.key_of_victim(case, victim).await?.ok_or(StoreError::Erased)?;
        let number = version.to_be_bytes();
        let ids: [&[u8]; 4] = [inspection.as_bytes(), case.0.as_bytes(), reader.as_bytes(), &number];
        let sealed = key.seal(&Place::new(NOTES, &ids), words.as_bytes())?;
        let added = change!(self, conn => {
            sqlx::query(ADD)
                .bind(inspection)
                .bind(case.0)
                .bind(reader)
                .bind(version)
                .bind(now.as_millisecond())
                .bind(&sealed)
                .execute(&mut *conn)
                .await?
                .rows_affected()
        });
        Ok(added > 0)
    }

    /// Whether somebody reads this case for an inspection that is open: one of their own organisation, or one that the
    /// organisation whose cases are read has allowed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reads_for_inspection(
        &self,
        person: &str,
        organisation: &str,
        case: CaseId,
    ) -> Result<bool, StoreError> {
        let reads: i64 = read!(self, conn => {
            sqlx::query_scalar(READS).bind(case.0).bind(person).bind(organisation).fetch_one(&mut *conn).await?
        });
        Ok(reads > 0)
    }

    /// Notes that readers of another organisation may read. Whether there was something to allow.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn authorise_inspection(
        &self,
        id: Uuid,
        by: &str,
        basis: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const ALLOW: &str = "update inspection set authorised_by = $2, authorised_at = $3, basis = $4 where id = $1 and authorised_at is null and closed_at is null";
        let changed = change!(self, conn => {
            sqlx::query(ALLOW)
                .bind(id)
                .bind(by)
                .bind(now.as_millisecond())
                .bind(basis)
                .execute(&mut *conn)
                .await?
                .rows_affected()
        });
        Ok(changed > 0)
    }

    /// Closes an inspection: nobody reads for it any more. Whether it was open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_inspection(&self, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
        const CLOSE: &str = "update inspection set closed_at = $2 where id = $1 and closed_at is null";
        let changed = change!(self, conn => {
            sqlx::query(CLOSE).bind(id).bind(now.as_millisecond()).execute(&mut *conn).await?.rows_affected()
        });
        Ok(changed > 0)
    }

    /// How many cases each inspection drew, and of how many its readers have answered anything.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inspections_progress(&self) -> Result<BTreeMap<Uuid, (i64, i64)>, StoreError> {
        const READ: &str = "select c.inspection, count(*), (select count(distinct a.case_id) from inspection_answer a \
            where a.inspection = c.inspection and a.question <> '') from inspection_case c group by c.inspection";
        let rows: Vec<(Uuid, i64, i64)> =
            read!(self, conn => sqlx::query_as(READ).fetch_all(&mut *conn).await?);
        Ok(rows.into_iter().map(|(id, drawn, begun)| (id, (drawn, begun))).collect())
    }
}

/// A version of a reader's notes.
#[derive(Clone, Copy, Debug)]
pub struct NewNotes<'a> {
    /// The inspection.
    pub inspection: Uuid,
    /// The case.
    pub case: CaseId,
    /// Under whose key they are sealed.
    pub victim: VictimId,
    /// Who wrote them.
    pub reader: &'a str,
    /// One more than the last.
    pub version: i64,
    /// What they wrote.
    pub words: &'a str,
}

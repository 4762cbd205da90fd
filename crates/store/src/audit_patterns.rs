//! What odd patterns in the audit are worked out from, and where they are kept.

use crate::{
    Store, StoreError,
    db::{Db, read},
};
use jiff::Timestamp;
use keys::Place;
use record::CaseId;
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What one person did with one case on one day, however often.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DidInDay {
    /// Who.
    pub person: String,
    /// Slug of their role.
    pub role: String,
    /// What.
    pub action: String,
    /// What came of it.
    pub outcome: String,
    /// The case.
    pub case_id: Option<Uuid>,
    /// Keyed terms of a search.
    pub sought: String,
    /// In how many visits.
    pub times: i64,
    /// When first, milliseconds since 1970.
    pub first_at: i64,
    /// When last, milliseconds since 1970.
    pub last_at: i64,
}

/// Something odd.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditFinding {
    /// Follows from all that follows but the numbers, so that a day that is looked at again gives the same.
    pub id: Uuid,
    /// Slug of the kind.
    pub kind: String,
    /// London day, days since 1970.
    pub day: i64,
    /// The organisation for which they acted.
    pub organisation: String,
    /// Who; empty when it is about a case.
    pub person: String,
    /// The case; none when it is about many.
    pub case_id: Option<Uuid>,
    /// How many or how often.
    pub many: i64,
    /// What is usual.
    pub usual: i64,
    /// 1 until somebody looked into it.
    pub open: i64,
}

/// What professional standards found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingNote {
    /// Id.
    pub id: Uuid,
    /// What it is about.
    pub finding: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub person: String,
    /// What they found. Personal.
    pub words: String,
}

/// Which findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// Of people of this organisation.
    pub organisation: String,
    /// Only this person's.
    pub person: Option<String>,
    /// Only about this case.
    pub case: Option<CaseId>,
    /// Only of this London day, days since 1970.
    pub day: Option<i64>,
    /// Also those that were looked into.
    pub all: bool,
    /// Go on after this day and id.
    pub after: Option<(i64, Uuid)>,
    /// At most so many.
    pub most: u32,
}

type NoteRow = (Uuid, Uuid, i64, String, Vec<u8>);

/// What notes are sealed for.
const NOTE: &str = "audit_finding_note.words";
const COLUMNS: &str = "id, kind, day, organisation, person, case_id, many, usual, open";
const DAY: &str = "select person, role, action, outcome, case_id, sought, count(distinct visit) as times, \
    min(at) as first_at, max(at) as last_at from audit where organisation = $1 and at >= $2 and at < $3 \
    group by person, role, action, outcome, case_id, sought \
    order by person, action, outcome, case_id, sought, role";
const FIRST: &str = "select min(at) from audit where organisation = $1";
const REFERENCES: &str = "select case_id, reference from case_view where case_id in (";

macro_rules! write {
    ($store:expr, $conn:ident => $body:expr) => {
        match &$store.db {
            Db::Sqlite { writer, .. } => {
                let mut $conn = writer.pool().begin().await?;
                $body;
                $conn.commit().await?;
            }
            Db::Postgres(pool) => {
                let mut $conn = pool.begin().await?;
                $body;
                $conn.commit().await?;
            }
        }
    };
}

impl Store {
    /// What the people of an organisation did between two moments.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_between(
        &self,
        organisation: &str,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<DidInDay>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(DAY)
                .bind(organisation)
                .bind(from.as_millisecond())
                .bind(until.as_millisecond())
                .fetch_all(&mut *conn)
                .await?
        }))
    }

    /// When the audit of an organisation begins.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_begins(&self, organisation: &str) -> Result<Option<Timestamp>, StoreError> {
        let first: Option<i64> =
            read!(self, conn => sqlx::query_scalar(FIRST).bind(organisation).fetch_one(&mut *conn).await?);
        Ok(first.and_then(|first| Timestamp::from_millisecond(first).ok()))
    }

    /// Keeps findings; those that are known keep whether they were looked into.
    ///
    /// # Errors
    /// When the database fails; none is kept then.
    pub async fn keep_findings(&self, findings: &[AuditFinding]) -> Result<(), StoreError> {
        if findings.is_empty() {
            return Ok(());
        }
        write!(self, conn => for some in findings.chunks(crate::write::ROWS) {
            let mut insert = QueryBuilder::new("insert into audit_finding (");
            insert.push(COLUMNS).push(") ");
            insert.push_values(some, |mut row, one| {
                row.push_bind(one.id)
                    .push_bind(&one.kind)
                    .push_bind(one.day)
                    .push_bind(&one.organisation)
                    .push_bind(&one.person)
                    .push_bind(one.case_id)
                    .push_bind(one.many)
                    .push_bind(one.usual)
                    .push_bind(one.open);
            });
            insert.push(" on conflict (id) do update set many = excluded.many, usual = excluded.usual");
            insert.build().execute(&mut *conn).await?;
        });
        Ok(())
    }

    /// Findings, newest day first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn findings(&self, filter: &FindingFilter) -> Result<Vec<AuditFinding>, StoreError> {
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from audit_finding where organisation = ");
            query.push_bind(filter.organisation.as_str());
            if !filter.all {
                query.push(" and open = 1");
            }
            if let Some(person) = &filter.person {
                query.push(" and person = ").push_bind(person.as_str());
            }
            if let Some(case) = filter.case {
                query.push(" and case_id = ").push_bind(case.0);
            }
            if let Some(day) = filter.day {
                query.push(" and day = ").push_bind(day);
            }
            if let Some((day, id)) = filter.after {
                query.push(" and day <= ").push_bind(day).push(" and (day < ").push_bind(day);
                query.push(" or id > ").push_bind(id).push(")");
            }
            query.push(" order by day desc, id limit ").push_bind(i64::from(filter.most));
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }

    /// One finding of an organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finding(&self, organisation: &str, id: Uuid) -> Result<Option<AuditFinding>, StoreError> {
        let sql = format!("select {COLUMNS} from audit_finding where id = $1 and organisation = $2");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).bind(organisation).fetch_optional(&mut *conn).await?
        }))
    }

    /// Adds what was found; the finding is no longer open.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn note_finding(&self, note: &FindingNote) -> Result<(), StoreError> {
        let words = self.seal_note(note)?;
        write!(self, conn => {
            sqlx::query("insert into audit_finding_note (id, finding, at, person, words) values ($1, $2, $3, $4, $5)")
                .bind(note.id)
                .bind(note.finding)
                .bind(note.at.as_millisecond())
                .bind(&note.person)
                .bind(&words)
                .execute(&mut *conn)
                .await?;
            sqlx::query("update audit_finding set open = 0 where id = $1").bind(note.finding).execute(&mut *conn).await?;
        });
        Ok(())
    }

    /// What was found about a finding, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finding_notes(&self, finding: Uuid) -> Result<Vec<FindingNote>, StoreError> {
        let rows: Vec<NoteRow> = read!(self, conn => {
            sqlx::query_as("select id, finding, at, person, words from audit_finding_note where finding = $1 order by at, id")
                .bind(finding)
                .fetch_all(&mut *conn)
                .await?
        });
        rows.into_iter().map(|row| self.open_note(row)).collect()
    }

    /// The references by which people call cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_references(&self, cases: &[CaseId]) -> Result<BTreeMap<CaseId, String>, StoreError> {
        let mut references = BTreeMap::new();
        for some in cases.chunks(crate::write::ROWS) {
            let rows: Vec<(Uuid, Option<String>)> = read!(self, conn => {
                let mut query = QueryBuilder::new(REFERENCES);
                crate::journal::push_ids(query.separated(", "), some);
                query.push(")");
                query.build_query_as().fetch_all(&mut *conn).await?
            });
            references
                .extend(rows.into_iter().filter_map(|(case, reference)| Some((CaseId(case), reference?))));
        }
        Ok(references)
    }

    fn seal_note(&self, note: &FindingNote) -> Result<Vec<u8>, StoreError> {
        let ids: [&[u8]; 2] = [note.id.as_bytes(), note.finding.as_bytes()];
        self.seal(&Place::new(NOTE, &ids), note.words.as_bytes())
    }

    fn open_note(&self, (id, finding, at, person, words): NoteRow) -> Result<FindingNote, StoreError> {
        let ids: [&[u8]; 2] = [id.as_bytes(), finding.as_bytes()];
        let words = self.unseal_text(&Place::new(NOTE, &ids), &words)?;
        let at = Timestamp::from_millisecond(at).unwrap_or_default();
        Ok(FindingNote { id, finding, at, person, words })
    }
}

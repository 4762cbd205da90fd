//! Personal statements that were not sent yet (ACC-6). Every version that somebody saved stays as it was; each is sealed
//! under the key of its victim, so that destroying that key destroys them.

use crate::{
    Store, StoreError, VerifyReport,
    db::{change, read},
    sealing::KeyRow,
};
use jiff::Timestamp;
use keys::{DataKey, KeyError, Place};
use record::{CaseId, VictimId};
use uuid::Uuid;

/// A version that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementDraft {
    /// Its id; that of the statement when it is sent.
    pub id: Uuid,
    /// Its number, from 1.
    pub number: u32,
    /// Who saved it.
    pub person: String,
    /// When.
    pub saved_at: Timestamp,
    /// What was saved.
    pub body: String,
}

/// A version that is to be saved.
#[derive(Clone, Copy, Debug)]
pub struct NewStatementDraft<'a> {
    /// Its id.
    pub id: Uuid,
    /// Whose case.
    pub case: CaseId,
    /// Whose statement.
    pub victim: VictimId,
    /// Its number: one more than the last that was read.
    pub number: u32,
    /// Who saves it.
    pub person: &'a str,
    /// What is saved.
    pub body: &'a str,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    person: String,
    saved_at: i64,
    sealed: Vec<u8>,
}

const PLACE: &str = "statement_draft.sealed";
const KEY: &str =
    "select case_id, subject, kind, outer_key, wrapped from data_key where case_id = $1 and subject = $2";
const DRAFTS: &str = "select id, number, person, saved_at, sealed from statement_draft \
    where case_id = $1 and victim_id = $2 order by number desc";
const SAVE: &str = "insert into statement_draft (id, case_id, victim_id, number, person, saved_at, sealed) \
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (case_id, victim_id, number) do nothing";

impl Store {
    /// Saves a version. `false` when somebody saved the version of this number meanwhile: read again, and decide again.
    ///
    /// # Errors
    /// When the database fails, or the victim's key was destroyed.
    pub async fn save_statement_draft(
        &self,
        draft: NewStatementDraft<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let NewStatementDraft { id, case, victim, number, person, body } = draft;
        let key = self.key_of_victim(case, victim).await?.ok_or(StoreError::Erased)?;
        let ids: [&[u8]; 3] = [id.as_bytes(), case.0.as_bytes(), victim.0.as_bytes()];
        let sealed = key.seal(&Place::new(PLACE, &ids), body.as_bytes())?;
        let saved = change!(self, conn => {
            sqlx::query(SAVE)
                .bind(id)
                .bind(case.0)
                .bind(victim.0)
                .bind(i64::from(number))
                .bind(person)
                .bind(now.as_millisecond())
                .bind(&sealed)
                .execute(&mut *conn)
                .await?
                .rows_affected()
        });
        Ok(saved > 0)
    }

    /// Every version of a victim, the newest first. None of them when the key was destroyed.
    ///
    /// # Errors
    /// When the database fails, or one was altered.
    pub async fn statement_drafts(
        &self,
        case: CaseId,
        victim: VictimId,
    ) -> Result<Vec<StatementDraft>, StoreError> {
        let rows: Vec<Row> = read!(self, conn => {
            sqlx::query_as(DRAFTS).bind(case.0).bind(victim.0).fetch_all(&mut *conn).await?
        });
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let Some(key) = self.key_of_victim(case, victim).await? else { return Ok(Vec::new()) };
        rows.into_iter().map(|row| opened(&key, case, victim, row)).collect()
    }

    pub(crate) async fn key_of_victim(
        &self,
        case: CaseId,
        victim: VictimId,
    ) -> Result<Option<DataKey>, StoreError> {
        let row: Option<KeyRow> = read!(self, conn => {
            sqlx::query_as(KEY).bind(case.0).bind(victim.0).fetch_optional(&mut *conn).await?
        });
        match row {
            Some(row) => self.data_key(&row).await,
            None => Ok(None),
        }
    }

    /// Each version that cannot be opened is a finding.
    pub(crate) async fn check_statement_drafts(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let of: Vec<(Uuid, Uuid)> = read!(self, conn => {
            sqlx::query_as("select distinct case_id, victim_id from statement_draft order by 1, 2")
                .fetch_all(&mut *conn)
                .await?
        });
        if self.sealing().is_err() {
            report.closed += of.len() as u64;
            return Ok(());
        }
        for (case, victim) in of {
            if let Err(why) = self.statement_drafts(CaseId(case), VictimId(victim)).await {
                let problem =
                    format!("a saved version of a statement of victim {victim} cannot be opened: {why}");
                report.add(Some(CaseId(case)), None, problem);
            }
        }
        Ok(())
    }
}

fn opened(key: &DataKey, case: CaseId, victim: VictimId, row: Row) -> Result<StatementDraft, StoreError> {
    let ids: [&[u8]; 3] = [row.id.as_bytes(), case.0.as_bytes(), victim.0.as_bytes()];
    let body = key.open(&Place::new(PLACE, &ids), &row.sealed)?;
    Ok(StatementDraft {
        id: row.id,
        number: u32::try_from(row.number).unwrap_or(u32::MAX),
        person: row.person,
        saved_at: Timestamp::from_millisecond(row.saved_at).unwrap_or_default(),
        body: String::from_utf8(body).map_err(|_| KeyError::Broken)?,
    })
}

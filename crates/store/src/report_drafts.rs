//! Reports that somebody began and has not sent. Everything in them is sealed with the key of the deployment, and goes
//! when its time is over.

use crate::{
    Store, StoreError,
    db::{change, read},
};
use jiff::Timestamp;
use keys::Place;
use uuid::Uuid;

/// A report that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDraft {
    /// Its id.
    pub id: Uuid,
    /// What was answered so far.
    pub body: Vec<u8>,
    /// When it goes, milliseconds since 1970.
    pub ends: i64,
}

const DRAFT: &str = "report_draft.sealed";
const FILE: &str = "report_draft_file.sealed";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    sealed: Vec<u8>,
    ends: i64,
}

impl Store {
    /// Begins a report, and takes away those whose time is over, with their files.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_draft(
        &self,
        draft: &ReportDraft,
        secret: &[u8; 32],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const OLD_FILES: &str =
            "delete from report_draft_file where draft in (select id from report_draft where ends < $1)";
        const ADD: &str =
            "insert into report_draft (id, secret, sealed, begun_at, ends) values ($1, $2, $3, $4, $5)";
        let sealed = self.seal(&Place::new(DRAFT, &[draft.id.as_bytes()]), &draft.body)?;
        let now = now.as_millisecond();
        change!(self, conn => {
            sqlx::query(OLD_FILES).bind(now).execute(&mut *conn).await?;
            sqlx::query("delete from report_draft where ends < $1").bind(now).execute(&mut *conn).await?;
            sqlx::query(ADD)
                .bind(draft.id)
                .bind(secret.as_slice())
                .bind(&sealed)
                .bind(now)
                .bind(draft.ends)
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// The report that a browser began, by what is kept of its secret.
    ///
    /// # Errors
    /// When the database fails, or what is there was altered.
    pub async fn draft_with_secret(
        &self,
        secret: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<ReportDraft>, StoreError> {
        const ONE: &str = "select id, sealed, ends from report_draft where secret = $1 and ends >= $2";
        let row: Option<Row> = read!(self, conn => {
            sqlx::query_as(ONE).bind(secret.as_slice()).bind(now.as_millisecond()).fetch_optional(&mut *conn).await?
        });
        self.opened_draft(row)
    }

    /// Takes the report with this code up in another browser: the code is used up, and the browser before has it no
    /// longer.
    ///
    /// # Errors
    /// When the database fails, or what is there was altered.
    pub async fn take_up_draft(
        &self,
        code: &[u8; 32],
        secret: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<ReportDraft>, StoreError> {
        const TAKE: &str = "update report_draft set secret = $1, code = null where code = $2 and ends >= $3 returning id, sealed, ends";
        let row: Option<Row> = change!(self, conn => {
            sqlx::query_as(TAKE)
                .bind(secret.as_slice())
                .bind(code.as_slice())
                .bind(now.as_millisecond())
                .fetch_optional(&mut *conn)
                .await?
        });
        self.opened_draft(row)
    }

    fn opened_draft(&self, row: Option<Row>) -> Result<Option<ReportDraft>, StoreError> {
        let Some(Row { id, sealed, ends }) = row else { return Ok(None) };
        let body = self.unseal(&Place::new(DRAFT, &[id.as_bytes()]), &sealed)?;
        Ok(Some(ReportDraft { id, body, ends }))
    }

    /// Saves what was answered so far, until another time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_draft(&self, draft: &ReportDraft) -> Result<(), StoreError> {
        let sealed = self.seal(&Place::new(DRAFT, &[draft.id.as_bytes()]), &draft.body)?;
        change!(self, conn => {
            sqlx::query("update report_draft set sealed = $2, ends = $3 where id = $1")
                .bind(draft.id)
                .bind(&sealed)
                .bind(draft.ends)
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// Puts a report away: its browser has it no longer, and it is found by this code or, without one, not at all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_draft_away(&self, id: Uuid, code: Option<&[u8; 32]>) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("update report_draft set secret = null, code = $2 where id = $1")
                .bind(id)
                .bind(code.map(|code| code.as_slice()))
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// Gives a report a code by which it is found again; its browser keeps it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_draft_code(&self, id: Uuid, code: &[u8; 32]) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("update report_draft set code = $2 where id = $1")
                .bind(id)
                .bind(code.as_slice())
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// Takes a report away that was not sent, with its files.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_draft(&self, id: Uuid) -> Result<(), StoreError> {
        self.drop_draft_files(id).await?;
        change!(self, conn => {
            sqlx::query("delete from report_draft where id = $1").bind(id).execute(&mut *conn).await?;
        });
        Ok(())
    }

    /// Takes the files of a report away: they are in its case now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_draft_files(&self, draft: Uuid) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("delete from report_draft_file where draft = $1").bind(draft).execute(&mut *conn).await?;
        });
        Ok(())
    }

    /// Keeps a file of a report. Whether there was room: all files of reports that were not sent together may be
    /// `most` bytes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_draft_file(
        &self,
        draft: Uuid,
        id: Uuid,
        bytes: &[u8],
        most: i64,
    ) -> Result<bool, StoreError> {
        const ADD: &str = "insert into report_draft_file (id, draft, size, sealed) \
            select $1, $2, $3, $4 where (select cast(coalesce(sum(size), 0) as bigint) from report_draft_file) <= $5";
        let sealed = self.seal(&Place::new(FILE, &[id.as_bytes(), draft.as_bytes()]), bytes)?;
        let size = bytes.len() as i64;
        let added = change!(self, conn => {
            sqlx::query(ADD)
                .bind(id)
                .bind(draft)
                .bind(size)
                .bind(&sealed)
                .bind(most - size)
                .execute(&mut *conn)
                .await?
                .rows_affected()
        });
        Ok(added == 1)
    }

    /// A file of a report.
    ///
    /// # Errors
    /// When the database fails, or what is there was altered.
    pub async fn draft_file(&self, draft: Uuid, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        let sealed: Option<Vec<u8>> = read!(self, conn => {
            sqlx::query_scalar("select sealed from report_draft_file where id = $1 and draft = $2")
                .bind(id)
                .bind(draft)
                .fetch_optional(&mut *conn)
                .await?
        });
        let place = [id.as_bytes().as_slice(), draft.as_bytes()];
        sealed.map(|sealed| self.unseal(&Place::new(FILE, &place), &sealed)).transpose()
    }

    /// Takes one file of a report away.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_draft_file(&self, draft: Uuid, id: Uuid) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("delete from report_draft_file where id = $1 and draft = $2")
                .bind(id)
                .bind(draft)
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }
}

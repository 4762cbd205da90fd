//! A report that somebody writes before we know who they are. It is kept, sealed, with each page; it can be put away with a
//! code that says nothing about them, and taken up again at another device.

use super::Report;
use crate::{
    Problem, Service, ServiceError,
    accounts::AccountError,
    files::{FileOffered, LookedAt, problem},
    new_id,
    place::place,
};
use files::Kind;
use identity::{BrowserSecret, code};
use jiff::{SignedDuration, Timestamp};
use record::{CaseId, VictimId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{AttemptKind, ReportDraft};
use uuid::Uuid;

/// How long a report is kept that was not sent.
pub const KEPT: SignedDuration = SignedDuration::from_hours(28 * 24);
/// How long a browser has it without use: others may come to the same device.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// How long a browser has the page after it was sent.
pub const SENT_SHOWN: SignedDuration = SignedDuration::from_hours(1);
/// How many files a report takes before it is sent.
pub const MOST_FILES: usize = 5;
/// How many bytes all files of reports that were not sent may be together: strangers must not fill the disk.
const MOST_BYTES: i64 = 2 * 1024 * 1024 * 1024;
/// Under which the tries of codes are counted.
const RETURN: &str = "report return";

/// A report under way, in the browser that writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDraft {
    pub(super) id: Uuid,
    /// What was answered so far.
    pub body: Draft,
    ends: i64,
}

/// What is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The case that it will open: sent twice, it is one case.
    pub(super) case: CaseId,
    pub(super) victim: VictimId,
    /// The reference by which the case will be known.
    pub(super) reference: String,
    /// What was answered.
    pub report: Report,
    /// Files, in the order in which they came.
    pub files: Vec<DraftFile>,
    /// Pages that were answered.
    pub seen: BTreeSet<String>,
    /// When it was last written to, milliseconds since 1970.
    touched: i64,
    /// What came of sending it.
    pub sent: Option<super::Sent>,
}

/// A file of a report under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFile {
    /// Its id.
    pub id: Uuid,
    /// What its sender calls it.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Bytes.
    pub size: u64,
    scanned: bool,
}

impl Service {
    /// Begins a report. The secret goes into the browser's cookie.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] when a great many were begun from there; when the store fails.
    pub async fn begin_report(
        &self,
        from: &str,
        now: Timestamp,
    ) -> Result<(BrowserSecret, OpenDraft), AccountError> {
        self.not_too_often("report begun", from, now).await?;
        let secret = BrowserSecret::random()?;
        let letters = code::paper_code()?;
        let body = Draft {
            case: CaseId(new_id(now)),
            victim: VictimId(new_id(now)),
            reference: format!("R-{}", letters.get(..9).unwrap_or(&letters)),
            report: Report::default(),
            files: Vec::new(),
            seen: BTreeSet::new(),
            touched: now.as_millisecond(),
            sent: None,
        };
        let draft = OpenDraft { id: new_id(now), body, ends: (now + KEPT).as_millisecond() };
        self.store.begin_draft(&draft.row()?, &secret.key(), now).await?;
        Ok((secret, draft))
    }

    /// The report that a browser writes; none when it has none, or left it for too long.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn report_draft(
        &self,
        secret: &BrowserSecret,
        now: Timestamp,
    ) -> Result<Option<OpenDraft>, AccountError> {
        let Some(row) = self.store.draft_with_secret(&secret.key(), now).await? else { return Ok(None) };
        let draft = OpenDraft::of(&row)?;
        let idle = now.as_millisecond() - draft.body.touched > IDLE.as_millis() as i64;
        Ok((!idle).then_some(draft))
    }

    /// Saves what was answered.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_report(&self, draft: &mut OpenDraft, now: Timestamp) -> Result<(), AccountError> {
        draft.body.touched = now.as_millisecond();
        Ok(self.store.save_draft(&draft.row()?).await?)
    }

    /// Puts the report away. It is found again with the code, once, in the next four weeks; this browser has it no longer.
    /// The code is shown now and never again.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_report_away(
        &self,
        draft: &mut OpenDraft,
        now: Timestamp,
    ) -> Result<String, AccountError> {
        let code = code::paper_code()?;
        let read = code::read_paper_code(&code).unwrap_or_default();
        draft.ends = (now + KEPT).as_millisecond();
        self.save_report(draft, now).await?;
        self.store.put_draft_away(draft.id, Some(&self.keyed_hash("report code", &read)?)).await?;
        Ok(code)
    }

    /// A code by which the report is found again, should this browser lose it. The one before no longer works.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn code_for_report(&self, draft: &OpenDraft) -> Result<String, AccountError> {
        let code = code::paper_code()?;
        let read = code::read_paper_code(&code).unwrap_or_default();
        self.store.set_draft_code(draft.id, &self.keyed_hash("report code", &read)?).await?;
        Ok(code)
    }

    /// Takes a report up that was put away. Wrong codes are counted by the place from which they come: after three the next
    /// one waits, longer each time, and nothing is ever locked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_report_up(
        &self,
        typed: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<Option<BrowserSecret>, AccountError> {
        let looked_at = self.may_try_from(RETURN, from, now).await?;
        let Some(read) = code::read_paper_code(typed).filter(|_| looked_at) else {
            self.refuse_stranger("report_code", "", from, now).await?;
            return Ok(None);
        };
        let secret = BrowserSecret::random()?;
        let code = self.keyed_hash("report code", &read)?;
        let Some(row) = self.store.take_up_draft(&code, &secret.key(), now).await? else {
            self.refuse_stranger("report_code", "", from, now).await?;
            return Ok(None);
        };
        self.has_succeeded(RETURN, from, now).await?;
        self.save_report(&mut OpenDraft::of(&row)?, now).await?;
        Ok(Some(secret))
    }

    /// Forgets a report: one that was not sent is destroyed; of one that was sent, this browser has the page no longer.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_report(&self, draft: &OpenDraft) -> Result<(), AccountError> {
        match draft.body.sent {
            Some(_) => self.store.put_draft_away(draft.id, None).await?,
            None => self.store.drop_draft(draft.id).await?,
        }
        Ok(())
    }

    /// Adds a file to a report under way.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] says why it is not taken.
    pub async fn add_report_file(
        &self,
        draft: &mut OpenDraft,
        offered: FileOffered,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        if draft.body.files.len() >= MOST_FILES {
            return Err(
                problem("You can send 5 files with your report, and more once you have signed in").into()
            );
        }
        let looked_at = self.look_at_file(offered).await?;
        let file = DraftFile {
            id: new_id(now),
            name: looked_at.name.clone(),
            kind: looked_at.kind,
            size: looked_at.bytes.len() as u64,
            scanned: looked_at.scanned,
        };
        let alike =
            |known: &DraftFile| (&known.name, known.kind, known.size) == (&file.name, file.kind, file.size);
        for known in draft.body.files.iter().filter(|known| alike(known)) {
            // A double tap is one file.
            if self.store.draft_file(draft.id, known.id).await?.as_ref() == Some(&looked_at.bytes) {
                return Ok(());
            }
        }
        if !self.store.keep_draft_file(draft.id, file.id, &looked_at.bytes, MOST_BYTES).await? {
            return Err(
                problem("We cannot take files at the moment. Try again later: nothing else is lost").into()
            );
        }
        draft.body.files.push(file);
        self.save_report(draft, now).await
    }

    /// Takes a file out of a report under way.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn drop_report_file(
        &self,
        draft: &mut OpenDraft,
        file: Uuid,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        draft.body.files.retain(|known| known.id != file);
        self.store.drop_draft_file(draft.id, file).await?;
        self.save_report(draft, now).await
    }

    /// The files of a report, to be kept with its case.
    pub(super) async fn files_of_draft(&self, draft: &OpenDraft) -> Result<Vec<LookedAt>, AccountError> {
        let mut files = Vec::new();
        for file in &draft.body.files {
            let bytes = self.store.draft_file(draft.id, file.id).await?;
            files.extend(bytes.map(|bytes| LookedAt {
                name: file.name.clone(),
                kind: file.kind,
                scanned: file.scanned,
                bytes,
            }));
        }
        Ok(files)
    }

    /// Writes that a report was sent: the browser can look at what came of it for an hour, and its files and answers are
    /// nowhere but in the case.
    pub(super) async fn draft_was_sent(
        &self,
        draft: &mut OpenDraft,
        sent: super::Sent,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        draft.body.sent = Some(sent);
        draft.body.report = Report::default();
        draft.body.files.clear();
        draft.ends = (now + SENT_SHOWN).as_millisecond();
        self.save_report(draft, now).await?;
        Ok(self.store.drop_draft_files(draft.id).await?)
    }

    /// Refuses what is done a great many times from one place.
    pub(super) async fn not_too_often(
        &self,
        what: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let at = place(from);
        if at.is_empty() {
            return Ok(());
        }
        let key = self.keyed_hash(what, &at)?;
        match self.store.attempt_allowed(AttemptKind::FlowFromPlace, &key, now).await?.is_allowed() {
            true => Ok(()),
            false => Err(ServiceError::Invalid(vec![Problem::new("often", TOO_OFTEN)]).into()),
        }
    }
}

const TOO_OFTEN: &str =
    "A great many reports came from your network just now. Wait a minute and try again, or call 101";

impl OpenDraft {
    fn of(row: &ReportDraft) -> Result<OpenDraft, AccountError> {
        let body = serde_json::from_slice(&row.body).map_err(store::StoreError::from)?;
        Ok(OpenDraft { id: row.id, body, ends: row.ends })
    }

    fn row(&self) -> Result<ReportDraft, AccountError> {
        let body = serde_json::to_vec(&self.body).map_err(store::StoreError::from)?;
        Ok(ReportDraft { id: self.id, body, ends: self.ends })
    }
}

//! Files of cases: sealed with the key of whom they are about, read one at a time.

use crate::{
    LoadedCase, Store, StoreError,
    db::read,
    sealed::{CaseKeys, open_file},
    sealing::KeyRow,
};
use record::{
    CaseId, FileId, PersonalRef, Subject,
    personal::{Salt, digest},
};
use uuid::Uuid;

/// The bytes of a file that is about to be kept.
#[derive(Clone)]
pub struct FileBody {
    /// Its id.
    pub id: FileId,
    /// What makes its digest say nothing.
    pub salt: Salt,
    /// Its bytes as they came.
    pub bytes: Vec<u8>,
}

impl FileBody {
    /// Bytes under an id, with a salt of their own.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn new(id: FileId, bytes: Vec<u8>) -> Result<FileBody, StoreError> {
        Ok(FileBody { id, salt: crate::salt()?, bytes })
    }

    /// The reference that its event keeps.
    pub fn reference(&self) -> PersonalRef {
        PersonalRef { id: self.id.0, digest: digest(self.id.0, Some(self.salt), &self.bytes) }
    }
}

impl std::fmt::Debug for FileBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "file {} of {} bytes", self.id, self.bytes.len())
    }
}

impl LoadedCase {
    /// Adds the bytes of a file, whose event was recorded. Nothing reaches the disk before [`Store::commit`].
    ///
    /// # Errors
    /// When the machine gives no random bytes for a key.
    pub fn keep_file(&mut self, subject: Subject, body: FileBody) -> Result<(), StoreError> {
        let case = self.case.id;
        self.keys_mut().ensure(case, subject)?;
        self.unsaved_files_mut().push((subject, body));
        Ok(())
    }
}

#[derive(sqlx::FromRow)]
struct FileRow {
    subject: Uuid,
    sealed: Option<Vec<u8>>,
}

const FILE: &str = "select subject, sealed from file where case_id = $1 and id = $2";
const KEY_OF: &str =
    "select case_id, subject, kind, outer_key, wrapped from data_key where case_id = $1 and subject = $2";

impl Store {
    /// The bytes of a file; `None` when there is none, or it was destroyed. Whoever asks has read its event and knows its
    /// digest: bytes of another digest are an error.
    ///
    /// # Errors
    /// When the database fails, or what is there is not what was kept.
    pub async fn file(&self, case: CaseId, reference: &PersonalRef) -> Result<Option<Vec<u8>>, StoreError> {
        let id = reference.id;
        let row: Option<FileRow> = read!(self, conn => {
            sqlx::query_as(FILE).bind(case.0).bind(id).fetch_optional(&mut *conn).await?
        });
        let Some(FileRow { subject, sealed: Some(sealed) }) = row else { return Ok(None) };
        let key: Option<KeyRow> = read!(self, conn => {
            sqlx::query_as(KEY_OF).bind(case.0).bind(subject).fetch_optional(&mut *conn).await?
        });
        let Some(key) = key else { return Ok(None) };
        let Some(key) = self.data_key(&key).await? else { return Ok(None) };
        let broken = |reason| StoreError::Text { case, text: id, reason };
        let (salt, bytes) = open_file(&key, id, case.0, subject, &sealed).map_err(broken)?;
        if digest(id, salt, &bytes) != reference.digest {
            return Err(broken(keys::KeyError::Broken));
        }
        Ok(Some(bytes))
    }
}

/// Seals a file for its row.
pub(crate) fn sealed(
    keys: &CaseKeys,
    case: CaseId,
    subject: Subject,
    body: &FileBody,
) -> Result<SealedFile, StoreError> {
    let subject = subject.id(case);
    let key = keys.get(subject).and_then(Option::as_ref).ok_or(StoreError::Erased)?;
    let sealed = crate::sealed::seal_file(key, body.id.0, case, subject, body.salt, &body.bytes)?;
    Ok(SealedFile { id: body.id.0, subject, size: body.bytes.len() as i64, sealed })
}

/// A file as it goes to the disk.
pub(crate) struct SealedFile {
    pub id: Uuid,
    pub subject: Uuid,
    pub size: i64,
    pub sealed: Vec<u8>,
}

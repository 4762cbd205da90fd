//! What lets an organisation's own identity system keep its people in the directory: a secret of which only the
//! digest is kept.

use crate::{Store, StoreError, db::read, worklist::instant};
use jiff::Timestamp;

/// A token of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryToken {
    /// Public part, by which it is named and ended.
    pub id: String,
    /// The organisation whose people it may keep, and no other's.
    pub organisation: String,
    /// Digest of the secret.
    pub digest: Vec<u8>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it stops by itself.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

impl DirectoryToken {
    /// Whether it opens anything at an instant.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

type Row = (String, String, Vec<u8>, i64, i64, Option<i64>);

impl Store {
    /// All tokens, also those that ended, newest last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directory_tokens(&self) -> Result<Vec<DirectoryToken>, StoreError> {
        let rows: Vec<Row> = read!(self, conn => {
            sqlx::query_as(
                "select id, organisation, digest, made_at, expires_at, ended_at from directory_token \
                 order by made_at, id",
            )
            .fetch_all(&mut *conn)
            .await?
        });
        let token = |(id, organisation, digest, made, expires, ended): Row| DirectoryToken {
            id,
            organisation,
            digest,
            made_at: instant(made),
            expires_at: instant(expires),
            ended_at: ended.map(instant),
        };
        Ok(rows.into_iter().map(token).collect())
    }
}

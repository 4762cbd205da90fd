//! Who an issuer's subject is in the directory. Kept as a digest: the table names no account of another system.

use crate::{
    Store, StoreError,
    db::{change, read},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// The digest under which an issuer's subject is kept; another issuer's subject of the same name has another one.
pub fn subject_digest(issuer: &str, subject: &str) -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update((issuer.len() as u64).to_be_bytes());
    sha.update(issuer);
    sha.update(subject);
    sha.finalize().into()
}

impl Store {
    /// The person whom an issuer's subject was linked to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn linked_person(&self, issuer: &str, subject: &str) -> Result<Option<String>, StoreError> {
        let digest = subject_digest(issuer, subject);
        Ok(read!(self, conn => {
            sqlx::query_scalar("select person from external_identity where issuer = $1 and subject = $2")
                .bind(issuer)
                .bind(digest.as_slice())
                .fetch_optional(&mut *conn)
                .await?
        }))
    }

    /// Whether a person has a subject of this issuer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_linked(&self, issuer: &str, person: &str) -> Result<bool, StoreError> {
        let links: i64 = read!(self, conn => {
            sqlx::query_scalar("select count(*) from external_identity where person = $1 and issuer = $2")
                .bind(person)
                .bind(issuer)
                .fetch_one(&mut *conn)
                .await?
        });
        Ok(links > 0)
    }

    /// Links an issuer's subject to a person. A subject that is somebody else's already stays theirs.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the subject is linked to somebody else.
    pub async fn link_external(
        &self,
        issuer: &str,
        subject: &str,
        person: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let digest = subject_digest(issuer, subject);
        let linked: Option<String> = change!(self, conn => {
            sqlx::query_scalar(
                "insert into external_identity (issuer, subject, person, linked_at) values ($1, $2, $3, $4) \
                 on conflict (issuer, subject) do update set linked_at = external_identity.linked_at returning person",
            )
            .bind(issuer)
            .bind(digest.as_slice())
            .bind(person)
            .bind(now.as_millisecond())
            .fetch_optional(&mut *conn)
            .await?
        });
        if linked.as_deref() == Some(person) { Ok(()) } else { Err(StoreError::Conflict) }
    }

    /// Takes a person's links away: they cannot sign in through an issuer until they are linked again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unlink_external(&self, person: &str) -> Result<u64, StoreError> {
        Ok(change!(self, conn => {
            sqlx::query("delete from external_identity where person = $1")
                .bind(person)
                .execute(&mut *conn)
                .await?
                .rows_affected()
        }))
    }
}

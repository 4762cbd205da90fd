//! What waits for a browser to come back: a sign-in under way at an issuer, a form whose session had ended, and what may
//! be presented once only. What is kept is sealed; only the browser has what opens it.

use crate::{
    Store, StoreError,
    db::{change, read},
};
use jiff::Timestamp;

/// A form that came after its session had ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptForm {
    /// Whose it is: nobody else gets it back.
    pub person: String,
    /// The form, sealed.
    pub sealed: Vec<u8>,
}

impl Store {
    /// Keeps a form for a person until `ends`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_form(
        &self,
        key: &[u8; 32],
        form: &KeptForm,
        now: Timestamp,
        ends: Timestamp,
    ) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("delete from kept_form where ends < $1").bind(now.as_millisecond()).execute(&mut *conn).await?;
            sqlx::query("insert into kept_form (key, person, ends, sealed) values ($1, $2, $3, $4)")
                .bind(key.as_slice())
                .bind(&form.person)
                .bind(ends.as_millisecond())
                .bind(&form.sealed)
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// A kept form. The caller looks at whose it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept_form(&self, key: &[u8; 32], now: Timestamp) -> Result<Option<KeptForm>, StoreError> {
        let row: Option<(String, Vec<u8>)> = read!(self, conn => {
            sqlx::query_as("select person, sealed from kept_form where key = $1 and ends >= $2")
                .bind(key.as_slice())
                .bind(now.as_millisecond())
                .fetch_optional(&mut *conn)
                .await?
        });
        Ok(row.map(|(person, sealed)| KeptForm { person, sealed }))
    }

    /// Forgets a kept form: it was sent, or somebody else has signed in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_form(&self, key: &[u8; 32]) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("delete from kept_form where key = $1").bind(key.as_slice()).execute(&mut *conn).await?;
        });
        Ok(())
    }

    /// Writes down that a sign-in is under way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_flow(
        &self,
        key: &[u8; 32],
        sealed: &[u8],
        now: Timestamp,
        ends: Timestamp,
    ) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("delete from sign_in_flow where ends < $1").bind(now.as_millisecond()).execute(&mut *conn).await?;
            sqlx::query("insert into sign_in_flow (key, ends, sealed) values ($1, $2, $3)")
                .bind(key.as_slice())
                .bind(ends.as_millisecond())
                .bind(sealed)
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// Takes a sign-in that is under way: whoever comes second with the same state finds nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_flow(&self, key: &[u8; 32], now: Timestamp) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(change!(self, conn => {
            sqlx::query_scalar("delete from sign_in_flow where key = $1 and ends >= $2 returning sealed")
                .bind(key.as_slice())
                .bind(now.as_millisecond())
                .fetch_optional(&mut *conn)
                .await?
        }))
    }

    /// Whether something is presented for the first time; it is remembered until `ends`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn present_once(
        &self,
        key: &[u8; 32],
        now: Timestamp,
        ends: Timestamp,
    ) -> Result<bool, StoreError> {
        let added = change!(self, conn => {
            sqlx::query("delete from presented_once where ends < $1").bind(now.as_millisecond()).execute(&mut *conn).await?;
            sqlx::query("insert into presented_once (key, ends) values ($1, $2) on conflict (key) do nothing")
                .bind(key.as_slice())
                .bind(ends.as_millisecond())
                .execute(&mut *conn)
                .await?
                .rows_affected()
        });
        Ok(added == 1)
    }
}

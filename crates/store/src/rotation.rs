//! A new outer key: every person's key is wrapped anew, a few hundred at a time, while the service runs.

use crate::{
    Store, StoreError,
    db::{Db, read},
    sealing::{KeyRow, wrap},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Keys wrapped anew in one transaction.
const STEP: i64 = 500;

/// How often each outer key is in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyUse {
    /// The outer key that wraps new keys.
    pub newest: String,
    /// How many keys each outer key wraps.
    pub wraps: BTreeMap<String, u64>,
    /// How many keys were destroyed.
    pub destroyed: u64,
}

const LEFT: &str = "select case_id, subject, kind, outer_key, wrapped from data_key \
    where outer_key <> $1 and wrapped is not null order by case_id, subject limit $2";
const WRAP: &str = "update data_key set outer_key = $1, wrapped = $2 \
    where case_id = $3 and subject = $4 and wrapped = $5";
const USE: &str =
    "select outer_key, count(wrapped), count(*) - count(wrapped) from data_key group by outer_key";

impl Store {
    /// Makes the newest key of the source the outer key, and wraps every person's key with it. Safe beside a running
    /// service, which must be able to read the new key (a key file is read again when a key is missing). Gives how many
    /// were wrapped anew.
    ///
    /// # Errors
    /// When the database fails or a key cannot be unwrapped; what was wrapped anew until then stays so, and the same call
    /// goes on.
    pub async fn rotate_keys(&self, mut progress: impl FnMut(u64)) -> Result<u64, StoreError> {
        self.take_into_use(&self.sealing()?.ring).await?;
        let to = self.current_outer_key().await?;
        let mut done = 0;
        loop {
            let left: Vec<KeyRow> = read!(self, conn => {
                sqlx::query_as(LEFT).bind(to.id()).bind(STEP).fetch_all(&mut *conn).await?
            });
            if left.is_empty() {
                return Ok(done);
            }
            let mut anew: Vec<(KeyRow, Vec<u8>)> = Vec::with_capacity(left.len());
            for row in left {
                let outer = self.outer_key(&self.sealing()?.ring, &row.outer_key).await?;
                if let Some(key) = row.unwrap(&outer)? {
                    let wrapped = wrap(&to, row.case_id, row.subject, &row.kind, &key)?;
                    anew.push((row, wrapped));
                }
            }
            done += self.write_anew(to.id(), &anew).await?;
            progress(done);
        }
    }

    async fn write_anew(&self, to: &str, anew: &[(KeyRow, Vec<u8>)]) -> Result<u64, StoreError> {
        macro_rules! write {
            ($pool:expr) => {{
                let mut conn = $pool.begin().await?;
                let mut written = 0;
                for (row, wrapped) in anew {
                    // Only what is still as it was read: a key that was destroyed meanwhile stays destroyed.
                    written += sqlx::query(WRAP)
                        .bind(to)
                        .bind(wrapped)
                        .bind(row.case_id)
                        .bind(row.subject)
                        .bind(&row.wrapped)
                        .execute(&mut *conn)
                        .await?
                        .rows_affected();
                }
                conn.commit().await?;
                written
            }};
        }
        Ok(match &self.db {
            Db::Sqlite { writer, .. } => write!(writer.pool()),
            Db::Postgres(pool) => write!(pool),
        })
    }

    /// Forgets keys that were destroyed wherever they may still be: in memory, in the log of SQLite, in dead rows of
    /// PostgreSQL. What backups and archived logs hold is for the operator (docs/security/keys-and-backups.md).
    pub(crate) async fn forget_destroyed(&self) -> Result<(), StoreError> {
        self.sealing()?.forget();
        match &self.db {
            Db::Sqlite { writer, .. } => {
                sqlx::query("pragma wal_checkpoint(truncate)").execute(writer.pool()).await?;
            }
            Db::Postgres(pool) => {
                // The application's own role may not; autovacuum does it later.
                if let Err(error) = sqlx::raw_sql("vacuum data_key").execute(pool).await {
                    tracing::warn!(%error, "dead rows of destroyed keys wait for autovacuum");
                }
            }
        }
        Ok(())
    }

    /// How often each outer key is in use.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn key_use(&self) -> Result<KeyUse, StoreError> {
        let rows: Vec<(String, i64, i64)> =
            read!(self, conn => sqlx::query_as(USE).fetch_all(&mut *conn).await?);
        let mut uses =
            KeyUse { newest: self.newest_outer_id().await?.unwrap_or_default(), ..KeyUse::default() };
        for (id, wraps, destroyed) in rows {
            uses.destroyed += destroyed as u64;
            if wraps > 0 {
                uses.wraps.insert(id, wraps as u64);
            }
        }
        Ok(uses)
    }

    /// Whether the database is sealed already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_sealed(&self) -> Result<bool, StoreError> {
        Ok(self.newest_outer_id().await?.is_some())
    }

    /// How many keys are wrapped with another outer key than the newest, or cannot be unwrapped with the keys given.
    ///
    /// # Errors
    /// When the database fails, or the store was opened without keys.
    pub async fn unusable_keys(&self) -> Result<u64, StoreError> {
        const PAGE: &str = "select case_id, subject, kind, outer_key, wrapped from data_key \
            where wrapped is not null and (case_id, subject) > ($1, $2) order by case_id, subject limit 1000";
        let mut unusable = 0;
        // The deployment's own two keys come first; they were unwrapped when the store was opened.
        let mut after = (Uuid::nil(), Uuid::from_u128(1));
        loop {
            let rows: Vec<KeyRow> = read!(self, conn => {
                sqlx::query_as(PAGE).bind(after.0).bind(after.1).fetch_all(&mut *conn).await?
            });
            let Some(last) = rows.last() else { return Ok(unusable) };
            after = (last.case_id, last.subject);
            for row in &rows {
                match self.outer_key(&self.sealing()?.ring, &row.outer_key).await {
                    Ok(outer) if row.unwrap(&outer).is_ok() => {}
                    Err(StoreError::Database(error)) => return Err(StoreError::Database(error)),
                    _ => unusable += 1,
                }
            }
        }
    }
}

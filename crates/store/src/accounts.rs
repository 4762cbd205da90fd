//! How people sign in: passkeys, a password with a second factor, the contact that they confirmed; and sign-ins under
//! way. No secret stands here that somebody could use who read the table: passwords and codes are hashed, passkeys are
//! public keys, a contact is a keyed hash, and the secret of the second factor comes here sealed.

use crate::{Store, StoreError, db::read};
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Runs the same body on the pool that writes.
macro_rules! write {
    ($store:expr, $pool:ident => $body:expr) => {
        match &$store.db {
            $crate::db::Db::Sqlite { writer, .. } => {
                let $pool = writer.pool();
                $body
            }
            $crate::db::Db::Postgres($pool) => $body,
        }
    };
}
pub(crate) use write;

/// Within a transaction: the account of a person, made when there is none, with what they set up.
macro_rules! keep {
    ($conn:ident, $person:expr, $handle:expr, $credentials:expr, $now:expr) => {{
        let (person, credentials, now): (&str, &$crate::Credentials, i64) = ($person, $credentials, $now);
        sqlx::query("insert into account (person, handle, totp_step, made_at, changed_at) values ($1, $2, 0, $3, $3) on conflict (person) do update set changed_at = excluded.changed_at")
            .bind(person)
            .bind($handle)
            .bind(now)
            .execute(&mut *$conn)
            .await?;
        if let Some(reach) = &credentials.reach {
            sqlx::query("update account set reach_channel = $2, reach = $3 where person = $1")
                .bind(person)
                .bind(&reach.channel)
                .bind(&reach.hash)
                .execute(&mut *$conn)
                .await?;
        }
        if let Some(both) = &credentials.password {
            sqlx::query("update account set password = $2, totp = $3, totp_step = $4 where person = $1")
                .bind(person)
                .bind(&both.password)
                .bind(&both.totp)
                .bind(both.totp_step)
                .execute(&mut *$conn)
                .await?;
            sqlx::query("delete from recovery_code where person = $1").bind(person).execute(&mut *$conn).await?;
            for hash in &both.recovery {
                sqlx::query("insert into recovery_code (person, hash) values ($1, $2)")
                    .bind(person)
                    .bind(hash)
                    .execute(&mut *$conn)
                    .await?;
            }
        }
        if let Some((id, body)) = &credentials.passkey {
            sqlx::query("insert into passkey (id, person, body, made_at) values ($1, $2, $3, $4)")
                .bind(id)
                .bind(person)
                .bind(body)
                .bind(now)
                .execute(&mut *$conn)
                .await?;
        }
    }};
}
pub(crate) use keep;

/// How one person signs in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Account {
    /// The person in the directory.
    pub person: String,
    /// What their passkeys carry; it means nothing anywhere else.
    pub handle: Uuid,
    /// Argon2id hash of the password, in its usual text form.
    pub password: Option<String>,
    /// The secret of the second factor, sealed.
    pub totp: Option<Vec<u8>>,
    /// The last step of the second factor that was used.
    pub totp_step: i64,
    /// How codes reach them: `text` or `email`.
    pub reach_channel: Option<String>,
    /// Keyed hash of the number or address that they confirmed.
    pub reach: Option<Vec<u8>>,
    /// When it was made, milliseconds since 1970.
    pub made_at: i64,
    /// When its ways to sign in last changed, milliseconds since 1970.
    pub changed_at: i64,
}

/// A contact that somebody confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// `text` or `email`.
    pub channel: String,
    /// Keyed hash of the number or address.
    pub hash: Vec<u8>,
}

/// What somebody sets up when they take up an invitation. What is none stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// A contact for codes.
    pub reach: Option<Reach>,
    /// A password with its second factor.
    pub password: Option<PasswordAndFactor>,
    /// Id and public key of a passkey.
    pub passkey: Option<(Vec<u8>, String)>,
}

/// A password and what goes with it; never one without the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordAndFactor {
    /// Argon2id hash of the password.
    pub password: String,
    /// The secret of the second factor, sealed.
    pub totp: Vec<u8>,
    /// The step of the second factor with which it was set up.
    pub totp_step: i64,
    /// Hashes of the recovery codes.
    pub recovery: Vec<Vec<u8>>,
}

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Passkey {
    /// The credential's id.
    pub id: Vec<u8>,
    /// Whose.
    pub person: String,
    /// Public key, counter, whether it is backed up; JSON.
    pub body: String,
    /// When it was made, milliseconds since 1970.
    pub made_at: i64,
    /// When it was last used, milliseconds since 1970.
    pub used_at: Option<i64>,
}

/// A sign-in under way.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Step {
    /// Hash of the secret that the browser holds.
    pub key: Vec<u8>,
    /// What is under way, a slug.
    pub kind: String,
    /// Where it stands; JSON.
    pub body: String,
    /// How often something wrong was tried.
    pub tries: i64,
    /// When it is over, milliseconds since 1970.
    pub ends: i64,
}

const ACCOUNT: &str =
    "person, handle, password, totp, totp_step, reach_channel, reach, made_at, changed_at from account";
const PASSKEY: &str = "id, person, body, made_at, used_at from passkey";

impl Store {
    /// How a person signs in; none when they have no way of their own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account(&self, person: &str) -> Result<Option<Account>, StoreError> {
        let sql = format!("select {ACCOUNT} where person = $1");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(person).fetch_optional(&mut *conn).await?
        }))
    }

    /// Everybody who has a way of their own to sign in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_with_accounts(&self) -> Result<BTreeSet<String>, StoreError> {
        let people: Vec<String> = read!(self, conn => {
            sqlx::query_scalar("select person from account").fetch_all(&mut *conn).await?
        });
        Ok(people.into_iter().collect())
    }

    /// The account that passkeys with this handle belong to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_of_handle(&self, handle: Uuid) -> Result<Option<Account>, StoreError> {
        let sql = format!("select {ACCOUNT} where handle = $1");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(handle).fetch_optional(&mut *conn).await?
        }))
    }

    /// Accounts with this confirmed contact, the newest first. Several: one number for two cases or for two people.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts_reached_by(&self, reach: &[u8]) -> Result<Vec<Account>, StoreError> {
        let sql = format!("select {ACCOUNT} where reach = $1 order by made_at desc, person limit 20");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(reach).fetch_all(&mut *conn).await?
        }))
    }

    /// Sets up ways to sign in for a person who is in the directory.
    ///
    /// # Errors
    /// When the database fails; [`StoreError::Conflict`] when the passkey is somebody's already.
    pub async fn keep_credentials(
        &self,
        person: &str,
        handle: Uuid,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let now = now.as_millisecond();
        write!(self, pool => {
            let mut conn = pool.begin().await?;
            keep!(conn, person, handle, credentials, now);
            conn.commit().await?;
        });
        Ok(())
    }

    /// Writes another password over the one that was read. Whether that was still the one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_password(
        &self,
        person: &str,
        old: &str,
        new: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const CHANGE: &str =
            "update account set password = $3, changed_at = $4 where person = $1 and password = $2";
        Ok(write!(self, pool => {
            sqlx::query(CHANGE)
                .bind(person)
                .bind(old)
                .bind(new)
                .bind(now.as_millisecond())
                .execute(pool)
                .await?
                .rows_affected()
                == 1
        }))
    }

    /// Takes every way to sign in from a person, and withdraws invitations that they could still use. Their name, posts
    /// and record stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_credentials(&self, person: &str, now: Timestamp) -> Result<(), StoreError> {
        write!(self, pool => {
            let mut conn = pool.begin().await?;
            for sql in [
                "delete from passkey where person = $1",
                "delete from recovery_code where person = $1",
                "delete from account where person = $1",
            ] {
                sqlx::query(sql).bind(person).execute(&mut *conn).await?;
            }
            sqlx::query("update invitation set ended_at = $2, ended_because = 'replaced' where person = $1 and ended_at is null")
                .bind(person)
                .bind(now.as_millisecond())
                .execute(&mut *conn)
                .await?;
            conn.commit().await?;
        });
        Ok(())
    }

    /// Uses a step of the second factor up. Whether it was newer than any used before: only one of two who try the same
    /// at once gets a yes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_totp_step(&self, person: &str, step: i64) -> Result<bool, StoreError> {
        const USE: &str = "update account set totp_step = $2 where person = $1 and totp_step < $2";
        Ok(write!(self, pool => {
            sqlx::query(USE).bind(person).bind(step).execute(pool).await?.rows_affected() == 1
        }))
    }

    /// Uses a recovery code up. Whether it was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_recovery_code(&self, person: &str, hash: &[u8]) -> Result<bool, StoreError> {
        const USE: &str = "delete from recovery_code where person = $1 and hash = $2";
        Ok(write!(self, pool => {
            sqlx::query(USE).bind(person).bind(hash).execute(pool).await?.rows_affected() == 1
        }))
    }

    /// How many recovery codes a person has left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recovery_codes_left(&self, person: &str) -> Result<i64, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_scalar("select count(*) from recovery_code where person = $1").bind(person).fetch_one(&mut *conn).await?
        }))
    }

    /// The passkeys of a person, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passkeys(&self, person: &str) -> Result<Vec<Passkey>, StoreError> {
        let sql = format!("select {PASSKEY} where person = $1 order by made_at, id");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(person).fetch_all(&mut *conn).await?
        }))
    }

    /// Writes what changed in a passkey by its use: counter, backup. Whether it was as it had been read; when two use it
    /// at once, one is refused.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_passkey(
        &self,
        passkey: &Passkey,
        body: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const USE: &str = "update passkey set body = $3, used_at = $4 where id = $1 and body = $2";
        Ok(write!(self, pool => {
            sqlx::query(USE)
                .bind(&passkey.id)
                .bind(&passkey.body)
                .bind(body)
                .bind(now.as_millisecond())
                .execute(pool)
                .await?
                .rows_affected()
                == 1
        }))
    }

    /// Removes one of a person's passkeys. Whether it was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_passkey(&self, person: &str, id: &[u8]) -> Result<bool, StoreError> {
        const REMOVE: &str = "delete from passkey where person = $1 and id = $2";
        Ok(write!(self, pool => {
            sqlx::query(REMOVE).bind(person).bind(id).execute(pool).await?.rows_affected() == 1
        }))
    }

    /// The person who is this victim, or who acts for them under this mandate, when they have signed in before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_in_case(
        &self,
        case: Uuid,
        victim: Uuid,
        representative: Option<Uuid>,
    ) -> Result<Option<String>, StoreError> {
        const FIND: &str =
            "select id, representative_id from person where case_id = $1 and victim_id = $2 order by id";
        let rows: Vec<(String, Option<Uuid>)> = read!(self, conn => {
            sqlx::query_as(FIND).bind(case).bind(victim).fetch_all(&mut *conn).await?
        });
        Ok(rows.into_iter().find(|(_, of)| *of == representative).map(|(id, _)| id))
    }

    /// The people who sign in as this victim or for them, and in whose account that is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_for_victim(&self, case: Uuid, victim: Uuid) -> Result<Vec<String>, StoreError> {
        const FIND: &str = "select id from person where case_id = $1 and victim_id = $2 \
            union select o.holder from own_case o join person p on p.id = o.person \
            where p.case_id = $1 and p.victim_id = $2 order by 1";
        Ok(read!(self, conn => sqlx::query_scalar(FIND).bind(case).bind(victim).fetch_all(&mut *conn).await?))
    }

    /// Begins a step of a sign-in, and forgets those that are over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_step(&self, step: &Step, now: Timestamp) -> Result<(), StoreError> {
        const BEGIN: &str =
            "insert into sign_in_step (key, kind, body, tries, ends) values ($1, $2, $3, $4, $5)";
        write!(self, pool => {
            sqlx::query("delete from sign_in_step where ends <= $1").bind(now.as_millisecond()).execute(pool).await?;
            sqlx::query(BEGIN)
                .bind(&step.key)
                .bind(&step.kind)
                .bind(&step.body)
                .bind(step.tries)
                .bind(step.ends)
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// A step that is not over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn step(&self, key: &[u8], kind: &str, now: Timestamp) -> Result<Option<Step>, StoreError> {
        const READ: &str = "select key, kind, body, tries, ends from sign_in_step where key = $1 and kind = $2 and ends > $3";
        Ok(read!(self, conn => {
            sqlx::query_as(READ).bind(key).bind(kind).bind(now.as_millisecond()).fetch_optional(&mut *conn).await?
        }))
    }

    /// Writes where a step stands, when it has not ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_step(&self, key: &[u8], body: &str) -> Result<(), StoreError> {
        write!(self, pool => {
            sqlx::query("update sign_in_step set body = $2 where key = $1").bind(key).bind(body).execute(pool).await?;
        });
        Ok(())
    }

    /// Counts one more try on a step, before it is looked at. Whether there was one left of `most`: a hundred who try at
    /// once get no more than that.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn try_step(&self, key: &[u8], most: i64) -> Result<bool, StoreError> {
        const TRY: &str = "update sign_in_step set tries = tries + 1 where key = $1 and tries < $2";
        Ok(write!(self, pool => {
            sqlx::query(TRY).bind(key).bind(most).execute(pool).await?.rows_affected() == 1
        }))
    }

    /// Ends a step. Whether it was still there: of two who end the same one, only one gets a yes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_step(&self, key: &[u8]) -> Result<bool, StoreError> {
        Ok(write!(self, pool => {
            sqlx::query("delete from sign_in_step where key = $1").bind(key).execute(pool).await?.rows_affected() == 1
        }))
    }

    /// Notes that a code is sent to a contact. Whether it may be: no more than `most` since `since`. What is older than
    /// that is forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn may_send_code(
        &self,
        id: Uuid,
        reach: &[u8],
        most: i64,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const SEND: &str = "insert into code_sent (id, reach, sent_at) select $1, $2, $3 where (select count(*) from code_sent where reach = $2 and sent_at > $4) < $5";
        Ok(write!(self, pool => {
            sqlx::query("delete from code_sent where sent_at <= $1").bind(since.as_millisecond()).execute(pool).await?;
            sqlx::query(SEND)
                .bind(id)
                .bind(reach)
                .bind(now.as_millisecond())
                .bind(since.as_millisecond())
                .bind(most)
                .execute(pool)
                .await?
                .rows_affected()
                == 1
        }))
    }
}

//! How often somebody tried and failed, in every process at once. A failure makes the next try wait, longer each time;
//! nothing is ever locked, so that nobody can lock somebody else out.
//!
//! A try is counted when it begins, not when it has failed: a hundred at the same moment count as a hundred.

use crate::{Store, StoreError, db::change, worklist::instant};
use jiff::Timestamp;

/// What is counted. Each kind has its own patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptKind {
    /// One account from one place: the usual guard of a password or a code. Whoever guesses from elsewhere does not
    /// slow the owner down.
    AccountFromPlace,
    /// One account from everywhere where it has not been signed in to lately: only a great many failures count, and
    /// the wait stays short. Whoever comes from a place that is known ([`Store::is_place_known`]) need not ask.
    Account,
    /// One place, whatever the account: many people may share it.
    Place,
    /// Sign-ins begun at an issuer from one place.
    FlowFromPlace,
}

struct Patience {
    slug: &'static str,
    /// tries that cost nothing
    free: i64,
    /// seconds to wait after the first one that does; doubled by each that follows
    first: i64,
    /// seconds to wait at most
    longest: i64,
    /// after this many seconds without a try, all is forgotten
    forgotten: i64,
}

impl AttemptKind {
    fn patience(self) -> Patience {
        const HOUR: i64 = 3600;
        let (slug, free, first, longest, forgotten) = match self {
            AttemptKind::AccountFromPlace => ("account_from_place", 3, 2, 15 * 60, 24 * HOUR),
            AttemptKind::Account => ("account", 50, 5, 60, 6 * HOUR),
            AttemptKind::Place => ("place", 100, 2, 5 * 60, HOUR),
            AttemptKind::FlowFromPlace => ("flow_from_place", 300, 1, 60, HOUR),
        };
        Patience { slug, free, first, longest, forgotten }
    }
}

/// Whether a try is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It is; it has been counted.
    Allowed,
    /// Not before this moment. It has not been counted.
    NotBefore(Timestamp),
}

impl Attempt {
    /// Whether it is looked at.
    pub fn is_allowed(self) -> bool {
        self == Attempt::Allowed
    }
}

impl Store {
    /// Whether a try may be looked at now, and counts it when it may. `key` is a keyed hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attempt_allowed(
        &self,
        kind: AttemptKind,
        key: &[u8; 32],
        now: Timestamp,
    ) -> Result<Attempt, StoreError> {
        let patience = kind.patience();
        let at = now.as_millisecond();
        let forgotten = at - patience.forgotten * 1000;
        change!(self, conn => {
            sqlx::query("delete from attempt where last_at < $1").bind(at - 48 * 3_600_000).execute(&mut *conn).await?;
            // One statement looks, counts and closes the door: of two at the same moment, the second finds it closed.
            let mut query = sqlx::QueryBuilder::new("insert into attempt (kind, key, failures, last_at, open_at) values (");
            query.push_bind(patience.slug).push(", ").push_bind(key.as_slice()).push(", 1, ").push_bind(at);
            query.push(", ").push_bind(at + 1000 * patience.wait_after(1));
            query.push(") on conflict (kind, key) do update set last_at = ").push_bind(at);
            query.push(", failures = ").push(patience.count(forgotten)).push(", open_at = ").push_bind(at);
            query.push(" + 1000 * ").push(patience.wait(forgotten));
            query.push(" where attempt.open_at <= ").push_bind(at).push(" returning failures");
            let counted: Option<i64> = query.build_query_scalar().fetch_optional(&mut *conn).await?;
            if counted.is_none() {
                let open_at: Option<i64> = sqlx::query_scalar("select open_at from attempt where kind = $1 and key = $2")
                    .bind(patience.slug)
                    .bind(key.as_slice())
                    .fetch_optional(&mut *conn)
                    .await?;
                return Ok(Attempt::NotBefore(instant(open_at.unwrap_or(at))));
            }
        });
        Ok(Attempt::Allowed)
    }

    /// A try has failed: when the next one is looked at. It was counted when it began; this says how long to wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attempt_failed(
        &self,
        kind: AttemptKind,
        key: &[u8; 32],
        now: Timestamp,
    ) -> Result<Timestamp, StoreError> {
        let open_at: Option<i64> = crate::db::read!(self, conn => {
            sqlx::query_scalar("select open_at from attempt where kind = $1 and key = $2")
                .bind(kind.patience().slug)
                .bind(key.as_slice())
                .fetch_optional(&mut *conn)
                .await?
        });
        Ok(open_at.map_or(now, instant).max(now))
    }

    /// A try has succeeded. An account's failures are forgotten; a place only gets this one back, so that nobody wipes
    /// out their guesses by signing in to an account of their own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attempt_succeeded(
        &self,
        kind: AttemptKind,
        key: &[u8; 32],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let forget = kind == AttemptKind::AccountFromPlace;
        change!(self, conn => {
            let sql = if forget {
                "delete from attempt where kind = $1 and key = $2 and last_at <= $3"
            } else {
                "update attempt set failures = failures - 1, open_at = $3 where kind = $1 and key = $2 and failures > 0"
            };
            sqlx::query(sql)
                .bind(kind.patience().slug)
                .bind(key.as_slice())
                .bind(now.as_millisecond())
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }
}

impl Store {
    /// Remembers that somebody signed in to an account from a place. `key` is a keyed hash of both. What was not seen for
    /// half a year is forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn place_known(&self, key: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
        const KEEP: &str = "insert into known_place (key, seen_at) values ($1, $2) on conflict (key) do update set seen_at = $2";
        let at = now.as_millisecond();
        change!(self, conn => {
            sqlx::query("delete from known_place where seen_at < $1").bind(at - 183 * 24 * 3_600_000).execute(&mut *conn).await?;
            sqlx::query(KEEP).bind(key.as_slice()).bind(at).execute(&mut *conn).await?;
        });
        Ok(())
    }

    /// Whether somebody signed in to an account from a place, not before `since`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_place_known(&self, key: &[u8; 32], since: Timestamp) -> Result<bool, StoreError> {
        let found: Option<i64> = crate::db::read!(self, conn => {
            sqlx::query_scalar("select seen_at from known_place where key = $1 and seen_at >= $2")
                .bind(key.as_slice())
                .bind(since.as_millisecond())
                .fetch_optional(&mut *conn)
                .await?
        });
        Ok(found.is_some())
    }
}

impl Patience {
    /// Seconds to wait after this many failures in a row
    fn wait_after(&self, failures: i64) -> i64 {
        match failures - self.free {
            ..=0 => 0,
            beyond => (self.first << (beyond - 1).min(16)).min(self.longest),
        }
    }

    /// Failures in a row with this one, as SQL
    fn count(&self, forgotten: i64) -> String {
        format!("case when attempt.last_at < {forgotten} then 1 else attempt.failures + 1 end")
    }

    /// [`Patience::wait_after`] with this one, as SQL
    fn wait(&self, forgotten: i64) -> String {
        let waits = (self.free..self.free + 16).map(|before| (before, self.wait_after(before + 1)));
        let steps: String =
            waits.map(|(before, wait)| format!("when attempt.failures = {before} then {wait} ")).collect();
        format!(
            "case when attempt.last_at < {forgotten} or attempt.failures < {} then 0 {steps}else {} end",
            self.free, self.longest
        )
    }
}

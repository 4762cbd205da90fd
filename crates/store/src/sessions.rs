//! Who is signed in, in every process at once. A session is found by the hash of a secret that only the browser has;
//! ending it holds from the next request on, wherever that request arrives.

use crate::{
    Store, StoreError,
    db::{change, read},
    worklist::instant,
};
use jiff::{SignedDuration, Timestamp};

/// Where a session is kept: the SHA-256 of the cookie's secret.
pub type SessionKey = [u8; 32];

/// How long an ended session is remembered, so that a form that comes too late finds its person again.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// Use is written down once in this time. A session lasts as much longer, so that it never ends early.
pub(crate) const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Whose session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// Somebody who works for an agency.
    Staff,
    /// A victim.
    Victim,
    /// Somebody who acts for a victim.
    Representative,
}

impl SessionKind {
    fn slug(self) -> &'static str {
        match self {
            SessionKind::Staff => "staff",
            SessionKind::Victim => "victim",
            SessionKind::Representative => "representative",
        }
    }

    fn from_slug(slug: &str) -> SessionKind {
        match slug {
            "staff" => SessionKind::Staff,
            "representative" => SessionKind::Representative,
            _ => SessionKind::Victim,
        }
    }
}

/// Why a session ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person signed out here.
    SignedOut,
    /// The person signed out everywhere.
    SignedOutEverywhere,
    /// Somebody else signed in with the same browser.
    Replaced,
    /// The issuer said that the person signed out there (back-channel logout).
    ByIssuer,
    /// Staff or the caretaker of the service ended it.
    Revoked,
}

impl Ended {
    fn slug(self) -> &'static str {
        match self {
            Ended::SignedOut => "signed_out",
            Ended::SignedOutEverywhere => "signed_out_everywhere",
            Ended::Replaced => "replaced",
            Ended::ByIssuer => "by_issuer",
            Ended::Revoked => "revoked",
        }
    }
}

/// A session to begin.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// The hash of the cookie's secret.
    pub key: SessionKey,
    /// Who, by their id in the directory.
    pub person: &'a str,
    /// Whose.
    pub kind: SessionKind,
    /// How they signed in: `openid_connect`, `passkey`, `password`, `code`, `demonstration`.
    pub method: &'a str,
    /// The issuer that vouched for them; empty when it was nobody else.
    pub issuer: &'a str,
    /// Digest of the issuer's name for them.
    pub subject: Option<[u8; 32]>,
    /// Digest of the issuer's name for its own session (`sid`).
    pub provider_session: Option<[u8; 32]>,
    /// When.
    pub now: Timestamp,
    /// How long it lasts without use.
    pub idle: SignedDuration,
    /// How long it lasts at most.
    pub longest: SignedDuration,
    /// What signing out at the issuer needs, sealed.
    pub ticket: Option<Vec<u8>>,
}

/// A session as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of the cookie's secret.
    pub key: SessionKey,
    /// Who.
    pub person: String,
    /// Whose.
    pub kind: SessionKind,
    /// How they signed in.
    pub method: String,
    /// The issuer that vouched for them, or empty.
    pub issuer: String,
    /// When it began.
    pub started: Timestamp,
    /// When it was last used, up to a minute ago.
    pub last_seen: Timestamp,
    /// How long it lasts without use.
    pub idle: SignedDuration,
    /// When it ends at the latest.
    pub ends: Timestamp,
    /// Whether a note waits for the next page.
    pub has_note: bool,
    /// Whether it was ended before its time.
    pub ended: bool,
    /// How often the directory had changed when this was read.
    pub directory: i64,
    /// The post in which they act; empty for the first of theirs.
    pub post: String,
}

impl Session {
    /// Whether a request at this time may use it.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        !self.ended && now < self.ends && now.duration_since(self.last_seen) < self.idle + SEEN_EVERY
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    key: Vec<u8>,
    person: String,
    kind: String,
    method: String,
    issuer: String,
    started: i64,
    last_seen: i64,
    idle: i64,
    ends: i64,
    has_note: i64,
    ended_at: Option<i64>,
    directory: i64,
    post: String,
}

impl Row {
    fn into_session(self) -> Option<Session> {
        Some(Session {
            key: self.key.try_into().ok()?,
            person: self.person,
            kind: SessionKind::from_slug(&self.kind),
            method: self.method,
            issuer: self.issuer,
            started: instant(self.started),
            last_seen: instant(self.last_seen),
            idle: SignedDuration::from_millis(self.idle),
            ends: instant(self.ends),
            has_note: self.has_note != 0,
            ended: self.ended_at.is_some(),
            directory: self.directory,
            post: self.post,
        })
    }
}

/// One row of one index, with the number of the directory's last change: all that a request reads about its session.
const FIND: &str = "select key, person, kind, method, issuer, started, last_seen, idle, ends, \
    case when note is null then cast(0 as bigint) else cast(1 as bigint) end as has_note, ended_at, post, \
    coalesce((select cast(value as bigint) from setting where name = 'directory'), 0) as directory from session where ";

impl Store {
    /// Begins a session, and forgets those that ended long ago.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_session(&self, new: &NewSession<'_>) -> Result<(), StoreError> {
        let now = new.now.as_millisecond();
        let longest_ago = now - i64::try_from((REMEMBERED + new.longest).as_millis()).unwrap_or(0);
        change!(self, conn => {
            sqlx::query("delete from session where last_seen < $1").bind(longest_ago).execute(&mut *conn).await?;
            sqlx::query(
                "insert into session (key, person, kind, method, issuer, subject, provider_session, started, \
                 last_seen, idle, ends, ticket) values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)",
            )
            .bind(new.key.as_slice())
            .bind(new.person)
            .bind(new.kind.slug())
            .bind(new.method)
            .bind(new.issuer)
            .bind(new.subject.as_ref().map(<[u8; 32]>::as_slice))
            .bind(new.provider_session.as_ref().map(<[u8; 32]>::as_slice))
            .bind(now)
            .bind(milliseconds(new.idle))
            .bind(now + milliseconds(new.longest))
            .bind(new.ticket.as_deref())
            .execute(&mut *conn)
            .await?;
        });
        Ok(())
    }

    /// The session with this key, alive or not; none when there never was one, or it ended long ago.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, key: &SessionKey) -> Result<Option<Session>, StoreError> {
        let row: Option<Row> = read!(self, conn => {
            let mut query = sqlx::QueryBuilder::new(FIND);
            query.push("key = ").push_bind(key.as_slice());
            query.build_query_as().fetch_optional(&mut *conn).await?
        });
        Ok(row.and_then(Row::into_session))
    }

    /// The sessions of a person that have not been ended, newest first. Some may have run out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(&self, person: &str) -> Result<Vec<Session>, StoreError> {
        let rows: Vec<Row> = read!(self, conn => {
            let mut query = sqlx::QueryBuilder::new(FIND);
            query.push("person = ").push_bind(person).push(" and ended_at is null order by started desc, key");
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        Ok(rows.into_iter().filter_map(Row::into_session).collect())
    }

    /// Whether the last use is long enough ago to be written again.
    pub fn is_to_be_seen(session: &Session, now: Timestamp) -> bool {
        now.duration_since(session.last_seen) >= SEEN_EVERY
    }

    /// Writes that a session was used. An older use never overwrites a newer one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_seen(&self, key: &SessionKey, now: Timestamp) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("update session set last_seen = $2 where key = $1 and last_seen < $2 and ended_at is null")
                .bind(key.as_slice())
                .bind(now.as_millisecond())
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// Says in which of their posts somebody acts in a session; the empty one is their first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act_in_post(&self, key: &SessionKey, post: &str) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("update session set post = $2 where key = $1 and ended_at is null")
                .bind(key.as_slice())
                .bind(post)
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// Ends a session. One that has ended stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, key: &SessionKey, why: Ended, now: Timestamp) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query(
                "update session set ended_at = $2, ended_because = $3, note = null, ticket = null \
                 where key = $1 and ended_at is null",
            )
            .bind(key.as_slice())
            .bind(now.as_millisecond())
            .bind(why.slug())
            .execute(&mut *conn)
            .await?;
        });
        Ok(())
    }

    /// Ends every session of a person and says how many that were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions_of(&self, person: &str, why: Ended, now: Timestamp) -> Result<u64, StoreError> {
        Ok(change!(self, conn => {
            sqlx::query(
                "update session set ended_at = $2, ended_because = $3, note = null, ticket = null \
                 where person = $1 and ended_at is null",
            )
            .bind(person)
            .bind(now.as_millisecond())
            .bind(why.slug())
            .execute(&mut *conn)
            .await?
            .rows_affected()
        }))
    }

    /// Ends the sessions that an issuer names, by its own session or, without that, by its subject. Says whose they
    /// were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions_by_issuer(
        &self,
        issuer: &str,
        provider_session: Option<&[u8; 32]>,
        subject: Option<&[u8; 32]>,
        now: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        if provider_session.is_none() && subject.is_none() {
            return Ok(Vec::new());
        }
        Ok(change!(self, conn => {
            let mut query = sqlx::QueryBuilder::new("update session set ended_at = ");
            query.push_bind(now.as_millisecond()).push(", ended_because = ").push_bind(Ended::ByIssuer.slug());
            query.push(", note = null, ticket = null where ended_at is null and issuer = ").push_bind(issuer);
            if let Some(digest) = provider_session {
                query.push(" and provider_session = ").push_bind(digest.as_slice());
            }
            if let Some(digest) = subject {
                query.push(" and subject = ").push_bind(digest.as_slice());
            }
            query.push(" returning person");
            query.build_query_scalar().fetch_all(&mut *conn).await?
        }))
    }

    /// Leaves a sealed note for the next page of a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leave_note(&self, key: &SessionKey, sealed: &[u8]) -> Result<(), StoreError> {
        change!(self, conn => {
            sqlx::query("update session set note = $2 where key = $1 and ended_at is null")
                .bind(key.as_slice())
                .bind(sealed)
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// Takes the note, so that it is shown once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_note(&self, key: &SessionKey) -> Result<Option<Vec<u8>>, StoreError> {
        // Taken by whoever changes the row: two pages at once show it once.
        Ok(change!(self, conn => {
            let note: Option<Option<Vec<u8>>> = sqlx::query_scalar("select note from session where key = $1")
                .bind(key.as_slice())
                .fetch_optional(&mut *conn)
                .await?;
            let taken = sqlx::query("update session set note = null where key = $1 and note = $2")
                .bind(key.as_slice())
                .bind(note.clone().flatten())
                .execute(&mut *conn)
                .await?
                .rows_affected();
            note.flatten().filter(|_| taken > 0)
        }))
    }

    /// What signing out at the issuer needs, as it was sealed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_ticket(&self, key: &SessionKey) -> Result<Option<Vec<u8>>, StoreError> {
        let found: Option<Option<Vec<u8>>> = read!(self, conn => {
            sqlx::query_scalar("select ticket from session where key = $1 and ended_at is null")
                .bind(key.as_slice())
                .fetch_optional(&mut *conn)
                .await?
        });
        Ok(found.flatten())
    }
}

fn milliseconds(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

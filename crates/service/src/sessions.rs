//! Being signed in: sessions begin, are found again with each request, and end - for every process at once.
//!
//! The browser holds a secret; the database holds its hash, and what is sealed with it. What a person may do is looked
//! up anew with each request: a change of the directory in any process holds from the next request on.

use crate::{Actor, Service, ServiceError};
use identity::BrowserSecret;
use jiff::{SignedDuration, Timestamp};
use policy::Role;
use store::{Ended, KeptForm, NewSession, Session, SessionKind, Store};
use tracing::warn;

/// A victim may share the device: short.
pub const IDLE_PUBLIC: SignedDuration = SignedDuration::from_mins(20);
/// Staff are called away: long enough to come back to a form.
pub const IDLE_STAFF: SignedDuration = SignedDuration::from_mins(60);
/// A working day.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How long a form is kept that came after its session had ended.
pub const FORM_KEPT: SignedDuration = SignedDuration::from_hours(1);

/// How somebody showed who they are.
#[derive(Clone, Debug, Default)]
pub struct SignedInBy {
    /// `openid_connect`, `passkey`, `password`, `code`, `demonstration`.
    pub method: &'static str,
    /// The issuer that vouched for them; empty when it was nobody else.
    pub issuer: String,
    /// The issuer's name for them.
    pub subject: Option<String>,
    /// The issuer's name for its own session (`sid`).
    pub provider_session: Option<String>,
    /// What signing out there needs.
    pub ticket: Option<String>,
}

impl SignedInBy {
    /// By something that Lantern checked itself.
    pub fn own(method: &'static str) -> SignedInBy {
        SignedInBy { method, ..SignedInBy::default() }
    }
}

/// What the machine or the store could not do.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// No random bytes.
    #[error(transparent)]
    NoRandomBytes(#[from] identity::NoRandomBytes),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The directory could not be read.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

const NOTE: &str = "note";
const TICKET: &str = "ticket";
const FORM: &str = "form";

impl Service {
    /// Signs somebody in under a new secret: no session is ever taken over from before.
    ///
    /// # Errors
    /// When there are no random bytes, or the database fails.
    pub async fn begin_session(
        &self,
        actor: &Actor,
        by: &SignedInBy,
        now: Timestamp,
    ) -> Result<BrowserSecret, SessionError> {
        let secret = BrowserSecret::random()?;
        let digest =
            |text: &Option<String>| text.as_ref().map(|text| store::subject_digest(&by.issuer, text));
        let ticket = by.ticket.as_ref().map(|ticket| secret.seal(TICKET, ticket.as_bytes())).transpose()?;
        let (kind, idle) = match actor.role {
            Role::Victim => (SessionKind::Victim, IDLE_PUBLIC),
            Role::Representative => (SessionKind::Representative, IDLE_PUBLIC),
            _ => (SessionKind::Staff, IDLE_STAFF),
        };
        let new = NewSession {
            key: secret.key(),
            person: &actor.person.id,
            kind,
            method: by.method,
            issuer: &by.issuer,
            subject: digest(&by.subject),
            provider_session: digest(&by.provider_session),
            now,
            idle,
            longest: LONGEST,
            ticket,
        };
        self.store.begin_session(&new).await?;
        Ok(secret)
    }

    /// The session of a browser, alive or not. Reads the directory again when another process changed it.
    ///
    /// # Errors
    /// When the database fails: then nobody is signed in.
    pub async fn session(&self, secret: &BrowserSecret) -> Result<Option<Session>, SessionError> {
        let Some(session) = self.store.session(&secret.key()).await? else { return Ok(None) };
        self.follow_the_directory(session.directory).await?;
        Ok(Some(session))
    }

    /// Writes down that a session was used, beside the request and at most once a minute.
    pub fn session_used(&self, session: &Session, now: Timestamp) {
        if Store::is_to_be_seen(session, now) {
            let (store, key) = (self.store.clone(), session.key);
            tokio::spawn(async move {
                if let Err(reason) = store.session_seen(&key, now).await {
                    warn!(%reason, "the use of a session was not written down; it is tried again at its next use");
                }
            });
        }
    }

    /// Signs out of this session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(
        &self,
        secret: &BrowserSecret,
        why: Ended,
        now: Timestamp,
    ) -> Result<(), SessionError> {
        Ok(self.store.end_session(&secret.key(), why, now).await?)
    }

    /// Ends every session of somebody, in every process, and says how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions_of(
        &self,
        person: &str,
        why: Ended,
        now: Timestamp,
    ) -> Result<u64, SessionError> {
        Ok(self.store.end_sessions_of(person, why, now).await?)
    }

    /// Where somebody is signed in now, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(&self, person: &str, now: Timestamp) -> Result<Vec<Session>, SessionError> {
        let found = self.store.sessions_of(person).await?;
        Ok(found.into_iter().filter(|session| session.is_alive(now)).collect())
    }

    /// Leaves a note for the next page of a session, sealed for it.
    ///
    /// # Errors
    /// When there are no random bytes, or the database fails.
    pub async fn leave_note(&self, secret: &BrowserSecret, note: &[u8]) -> Result<(), SessionError> {
        Ok(self.store.leave_note(&secret.key(), &secret.seal(NOTE, note)?).await?)
    }

    /// Takes the note, so that it is shown once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_note(&self, secret: &BrowserSecret) -> Result<Option<Vec<u8>>, SessionError> {
        let sealed = self.store.take_note(&secret.key()).await?;
        Ok(sealed.and_then(|sealed| secret.open(NOTE, &sealed)))
    }

    /// What signing out at the issuer needs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_ticket(&self, secret: &BrowserSecret) -> Result<Option<String>, SessionError> {
        let sealed = self.store.session_ticket(&secret.key()).await?;
        let opened = sealed.and_then(|sealed| secret.open(TICKET, &sealed));
        Ok(opened.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Keeps a form that came after its session had ended. The new secret goes to the browser: without it nobody, not
    /// even with the database, reads the form.
    ///
    /// # Errors
    /// When there are no random bytes, or the database fails.
    pub async fn keep_form(
        &self,
        person: &str,
        form: &[u8],
        now: Timestamp,
    ) -> Result<BrowserSecret, SessionError> {
        let secret = BrowserSecret::random()?;
        let kept = KeptForm { person: person.to_owned(), sealed: secret.seal(FORM, form)? };
        self.store.keep_form(&secret.key(), &kept, now, now + FORM_KEPT).await?;
        Ok(secret)
    }

    /// The form that this browser left behind, for the person who left it. For anybody else it is destroyed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept_form(
        &self,
        secret: &BrowserSecret,
        person: &str,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, SessionError> {
        let Some(kept) = self.store.kept_form(&secret.key(), now).await? else { return Ok(None) };
        if kept.person != person {
            self.store.forget_form(&secret.key()).await?;
            return Ok(None);
        }
        Ok(secret.open(FORM, &kept.sealed))
    }

    /// Forgets it: it was sent, or is not wanted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_form(&self, secret: &BrowserSecret) -> Result<(), SessionError> {
        Ok(self.store.forget_form(&secret.key()).await?)
    }
}

//! Who is signed in: a table of sessions in this process, found by a random token in a cookie.
//!
//! The table knows only the hash of the token: whoever could read it could not take a session over.
//! A session ends after a time without use, and at the latest after a working day.

use crate::note::Note;
use axum::http::{HeaderMap, HeaderValue, header};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A victim may share the device: short. Staff are called away: long enough to come back to a form.
const IDLE_VICTIM: SignedDuration = SignedDuration::from_mins(20);
const IDLE_STAFF: SignedDuration = SignedDuration::from_mins(60);
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// More at once than one process could serve; beyond it the longest unused go first.
const MOST: usize = 50_000;

/// A signed-in person and the secret that their forms must bring back
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// who it is in the directory; what they may do is looked up anew with every request
    pub person: String,
    pub token: String,
    /// where this session is kept
    pub key: Key,
    idle: SignedDuration,
    started: Timestamp,
    last_seen: Timestamp,
    note: Option<Note>,
}

/// Where a session is kept: the hash of its secret
pub(crate) type Key = [u8; 32];

/// What the cookie holds: 256 random bits in hexadecimal
pub(crate) struct CookieSecret(String);

/// The sessions of this process
#[derive(Default)]
pub(crate) struct Sessions {
    by_hash: Mutex<HashMap<Key, Session>>,
}

/// The machine gave no random bytes: nobody can be signed in safely
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes for a session; nobody can sign in until it does")]
pub(crate) struct NoRandomBytes;

impl Sessions {
    /// Signs somebody in
    pub fn begin(&self, person: &str, is_staff: bool, now: Timestamp) -> Result<CookieSecret, NoRandomBytes> {
        let secret = CookieSecret(random_hex()?);
        let session = Session {
            person: person.to_owned(),
            token: random_hex()?,
            key: secret.hash(),
            idle: if is_staff { IDLE_STAFF } else { IDLE_VICTIM },
            started: now,
            last_seen: now,
            note: None,
        };
        let mut sessions = self.lock();
        sessions.retain(|_, session| session.is_alive(now));
        if sessions.len() >= MOST {
            let unused = sessions.iter().min_by_key(|(_, session)| session.last_seen).map(|(hash, _)| *hash);
            unused.map(|hash| sessions.remove(&hash));
        }
        sessions.insert(secret.hash(), session);
        Ok(secret)
    }

    /// The session of a request, if it has one that is still alive; looking counts as use
    pub fn find(&self, headers: &HeaderMap, https: bool, now: Timestamp) -> Option<Session> {
        let hash = CookieSecret::sent_with(headers, https)?.hash();
        let mut sessions = self.lock();
        let session = sessions.get_mut(&hash)?;
        if !session.is_alive(now) {
            sessions.remove(&hash);
            return None;
        }
        session.last_seen = now;
        Some(session.clone())
    }

    /// Leaves a note for the next page of this session
    pub fn leave_note(&self, key: Key, note: Note) {
        if let Some(session) = self.lock().get_mut(&key) {
            session.note = Some(note);
        }
    }

    /// Takes the note, so that it is shown once
    pub fn take_note(&self, key: Key) -> Option<Note> {
        self.lock().get_mut(&key)?.note.take()
    }

    /// Signs out
    pub fn end(&self, headers: &HeaderMap, https: bool) {
        if let Some(secret) = CookieSecret::sent_with(headers, https) {
            self.lock().remove(&secret.hash());
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Session>> {
        // A panic while the table was held leaves a whole table: each change is one step.
        self.by_hash.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    fn is_alive(&self, now: Timestamp) -> bool {
        now.duration_since(self.last_seen) < self.idle && now.duration_since(self.started) < LONGEST
    }

    /// Whether a form brought this session's secret back; takes as long for a near miss as for a far one
    pub fn vouches_for(&self, token: &str) -> bool {
        Sha256::digest(token.as_bytes()) == Sha256::digest(self.token.as_bytes())
    }
}

impl CookieSecret {
    fn sent_with(headers: &HeaderMap, https: bool) -> Option<Self> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == cookie_name(https)).map(|(_, value)| Self(value.to_owned()))
    }

    fn hash(&self) -> Key {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The `Set-Cookie` that hands the secret to the browser; it ends with the browser
    pub fn to_cookie(&self, https: bool) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}={}; {}", cookie_name(https), self.0, attributes(https))).ok()
    }
}

/// The `Set-Cookie` that makes the browser forget
pub(crate) fn forget_cookie(https: bool) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{}=; Max-Age=0; {}", cookie_name(https), attributes(https))).ok()
}

// `__Host-` makes browsers refuse the cookie unless it is Secure, for this host only and for all paths.
fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-lantern" } else { "lantern" }
}

fn attributes(https: bool) -> &'static str {
    if https { "Path=/; HttpOnly; SameSite=Lax; Secure" } else { "Path=/; HttpOnly; SameSite=Lax" }
}

fn random_hex() -> Result<String, NoRandomBytes> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomBytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(secret: &CookieSecret) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let cookie = secret.to_cookie(false).unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        headers.insert(header::COOKIE, HeaderValue::from_str(&format!("other=1; {pair}")).unwrap());
        headers
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_session_lasts_while_it_is_used_and_ends_when_it_is_not() {
        let sessions = Sessions::default();
        let secret = sessions.begin("v", false, at("2026-03-05T09:00:00Z")).unwrap();
        assert!(sessions.find(&headers(&secret), false, at("2026-03-05T09:19:00Z")).is_some());
        assert!(sessions.find(&headers(&secret), false, at("2026-03-05T09:38:00Z")).is_some());
        assert!(sessions.find(&headers(&secret), false, at("2026-03-05T09:58:00Z")).is_none());
        assert!(
            sessions.find(&headers(&secret), false, at("2026-03-05T09:38:30Z")).is_none(),
            "it came back"
        );
    }

    #[test]
    fn staff_may_be_called_away_for_longer_but_not_stay_for_ever() {
        let sessions = Sessions::default();
        let start = at("2026-03-05T06:00:00Z");
        let secret = sessions.begin("o", true, start).unwrap();
        for half_hours in 1..24 {
            let now = start + SignedDuration::from_mins(30 * half_hours);
            assert!(sessions.find(&headers(&secret), false, now).is_some(), "{half_hours}");
        }
        assert!(sessions.find(&headers(&secret), false, start + SignedDuration::from_hours(12)).is_none());
    }

    #[test]
    fn signing_out_ends_the_session_on_the_server_too() {
        let sessions = Sessions::default();
        let now = at("2026-03-05T09:00:00Z");
        let secret = sessions.begin("o", true, now).unwrap();
        sessions.end(&headers(&secret), false);
        assert!(sessions.find(&headers(&secret), false, now).is_none());
    }

    #[test]
    fn a_note_is_shown_once_and_to_its_own_session_only() {
        let sessions = Sessions::default();
        let now = at("2026-03-05T09:00:00Z");
        let one = sessions.begin("o", true, now).unwrap();
        let other = sessions.begin("o", true, now).unwrap();
        sessions.leave_note(one.hash(), Note::Quarantine("taken in".into()));
        assert!(sessions.take_note(other.hash()).is_none());
        assert!(sessions.take_note(one.hash()).is_some());
        assert!(sessions.take_note(one.hash()).is_none(), "shown twice");
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_of_plain_http() {
        let secret = CookieSecret("00".into());
        let plain = secret.to_cookie(false).unwrap();
        let tls = secret.to_cookie(true).unwrap();
        assert_eq!(plain, "lantern=00; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(tls, "__Host-lantern=00; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    #[test]
    fn two_sessions_share_neither_cookie_nor_form_secret() {
        let sessions = Sessions::default();
        let now = at("2026-03-05T09:00:00Z");
        let one = sessions.begin("o", true, now).unwrap();
        let other = sessions.begin("o", true, now).unwrap();
        assert_ne!(one.0, other.0);
        assert_eq!(one.0.len(), 64);
        let session = sessions.find(&headers(&one), false, now).unwrap();
        let stranger = sessions.find(&headers(&other), false, now).unwrap();
        assert!(session.vouches_for(&session.token));
        assert!(!session.vouches_for(&stranger.token));
        assert!(!session.vouches_for(""));
    }
}

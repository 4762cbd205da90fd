//! Who is signed in: a random secret in a cookie, and what the service knows about the session behind it.
//!
//! The database knows only the hash of the secret: whoever could read it could not take a session over. A cookie that is
//! not exactly one secret is no cookie: tampered, cut short, too long, sent twice.

use crate::{Shared, note::Note};
use axum::http::{HeaderMap, HeaderValue, header};
use identity::BrowserSecret;
use jiff::{SignedDuration, Timestamp};
use service::{Ended, Session};
use tracing::error;

/// A cookie of ours: its name says what it is for
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// the session; ends with the browser
    Session,
    /// a form that came after its session had ended
    KeptForm,
    /// a sign-in under way at another issuer
    Flow,
    /// a report that is being written; ends with the browser
    Report,
}

impl Cookie {
    // `__Host-` makes browsers refuse the cookie unless it is Secure, for this host only and for all paths.
    fn name(self, https: bool) -> &'static str {
        match (self, https) {
            (Self::Session, true) => "__Host-lantern",
            (Self::Session, false) => "lantern",
            (Self::KeptForm, true) => "__Host-lantern-form",
            (Self::KeptForm, false) => "lantern-form",
            (Self::Flow, true) => "__Host-lantern-flow",
            (Self::Flow, false) => "lantern-flow",
            (Self::Report, true) => "__Host-lantern-report",
            (Self::Report, false) => "lantern-report",
        }
    }

    fn lasts(self) -> Option<SignedDuration> {
        match self {
            Self::Session | Self::Report => None,
            Self::KeptForm => Some(service::sessions::FORM_KEPT),
            Self::Flow => Some(SignedDuration::from_mins(10)),
        }
    }

    /// The secret that a request brought, when it brought exactly one
    pub fn sent_with(self, headers: &HeaderMap, https: bool) -> Option<BrowserSecret> {
        let name = self.name(https);
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut values = pairs.filter(|(sent, _)| *sent == name).map(|(_, value)| value);
        match (values.next(), values.next()) {
            (Some(value), None) => BrowserSecret::from_hex(value),
            _ => None,
        }
    }

    /// The `Set-Cookie` that hands a secret to the browser
    pub fn set(self, secret: &BrowserSecret, https: bool) -> Option<HeaderValue> {
        let lasts = self.lasts().map(|lasts| format!("; Max-Age={}", lasts.as_secs())).unwrap_or_default();
        let text = format!("{}={}{lasts}; {}", self.name(https), secret.to_hex().as_str(), attributes(https));
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// The `Set-Cookie` that makes the browser forget
    pub fn forget(self, https: bool) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}=; Max-Age=0; {}", self.name(https), attributes(https))).ok()
    }
}

// Lax, not Strict: staff follow links from their own systems, and come back from their issuer. Nothing is changed by
// following a link, and forms have a secret and are held to where they come from.
fn attributes(https: bool) -> &'static str {
    if https { "Path=/; HttpOnly; SameSite=Lax; Secure" } else { "Path=/; HttpOnly; SameSite=Lax" }
}

/// A browser whose secret belongs to a session, alive or over
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub secret: BrowserSecret,
    pub session: Session,
    pub alive: bool,
}

impl Known {
    /// When the session ends if nothing is done from now on
    pub fn ends_without_use(&self, now: Timestamp) -> Timestamp {
        (now + self.session.idle).min(self.session.ends)
    }
}

impl Shared {
    /// The session behind a request
    pub async fn known(&self, headers: &HeaderMap) -> Option<Known> {
        let secret = Cookie::Session.sent_with(headers, self.app.https)?;
        match self.app.service.session(&secret).await {
            Ok(found) => found.map(|session| Known { alive: session.is_alive(self.now()), secret, session }),
            Err(reason) => {
                // Nobody is signed in while we cannot tell who it is.
                error!(%reason, "a session could not be looked up");
                None
            }
        }
    }

    /// Ends the session that a request came with
    pub async fn end_session(&self, headers: &HeaderMap, why: Ended) {
        let Some(secret) = Cookie::Session.sent_with(headers, self.app.https) else { return };
        if let Err(reason) = self.app.service.end_session(&secret, why, self.now()).await {
            error!(%reason, "a session could not be ended; it ends by itself");
        }
    }

    /// Leaves a note for the next page of a session
    pub async fn leave_note(&self, secret: &BrowserSecret, note: &Note) {
        let Ok(bytes) = serde_json::to_vec(note) else { return };
        if let Err(reason) = self.app.service.leave_note(secret, &bytes).await {
            error!(%reason, "a note for the next page was lost");
        }
    }

    /// Takes the note that an earlier page left
    pub async fn take_note(&self, secret: &BrowserSecret) -> Option<Note> {
        match self.app.service.take_note(secret).await {
            Ok(bytes) => serde_json::from_slice(&bytes?).ok(),
            Err(reason) => {
                error!(%reason, "a note for this page was lost");
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(lines: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::COOKIE, HeaderValue::from_str(line).unwrap());
        }
        Cookie::Session.sent_with(&headers, false).is_some()
    }

    #[test]
    fn a_cookie_that_is_not_exactly_one_secret_is_no_cookie() {
        let good = format!("lantern={}", "0a".repeat(32));
        assert!(sent(&[&good]));
        assert!(sent(&[&format!("other=1; {good}; x=y")]));
        assert!(!sent(&[&good[..good.len() - 1]]), "cut short");
        assert!(!sent(&[&format!("{good}0")]), "too long");
        assert!(!sent(&[&format!("lantern={}", "0".repeat(100_000))]), "oversized");
        assert!(!sent(&[&good.replace("0a", "0A")]), "changed");
        assert!(!sent(&[&format!("{good}; {good}")]), "twice");
        assert!(!sent(&[&good, &good.replace("0a", "0b")]), "twice, in two headers");
        assert!(!sent(&["lantern="]) && !sent(&["lantern"]) && !sent(&[""]));
        assert!(!sent(&[&good.replace("lantern", "Lantern")]));
        assert!(!sent(&[&good.replace("lantern", "__Host-lantern")]), "the other kind of place");
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_of_plain_http() {
        let secret = BrowserSecret::from_hex(&"00".repeat(32)).unwrap();
        let value = |cookie: Cookie, https| cookie.set(&secret, https).unwrap().to_str().unwrap().to_owned();
        let zeros = "0".repeat(64);
        assert_eq!(value(Cookie::Session, false), format!("lantern={zeros}; Path=/; HttpOnly; SameSite=Lax"));
        assert_eq!(
            value(Cookie::Session, true),
            format!("__Host-lantern={zeros}; Path=/; HttpOnly; SameSite=Lax; Secure")
        );
        assert_eq!(
            value(Cookie::Flow, true),
            format!("__Host-lantern-flow={zeros}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure")
        );
        assert!(value(Cookie::KeptForm, true).starts_with("__Host-lantern-form="));
        assert!(Cookie::Session.forget(true).unwrap().to_str().unwrap().contains("Max-Age=0"));
    }
}

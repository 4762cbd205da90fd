//! Signing out: at the issuer when somebody signs out here, and here when the issuer says so (back-channel logout).

use super::{Issuer, OidcError, token};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use url::Url;

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Somebody signed out at the issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedOut {
    /// The issuer.
    pub issuer: String,
    /// Its session, when it names one.
    pub provider_session: Option<String>,
    /// Its `sub`, when it names one.
    pub sub: Option<String>,
    /// Stands for this token: it counts once.
    pub once: [u8; 32],
}

impl Issuer {
    /// Reads a back-channel logout token. The caller makes sure that it counts once.
    ///
    /// # Errors
    /// When it is not a logout token of this issuer for Lantern, of today.
    pub async fn logged_out(&self, logout_token: &str, now: Timestamp) -> Result<LoggedOut, OidcError> {
        let claims = self.verified(logout_token, Some("logout+jwt")).await?;
        token::check_common(&claims, &self.entry.issuer, &self.entry.client_id, now)
            .map_err(|bad| self.bad(bad))?;
        let is_event =
            claims.get("events").and_then(|events| events.get(EVENT)).is_some_and(|event| event.is_object());
        // A nonce would make it an ID token.
        if !is_event || claims.contains_key("nonce") {
            return Err(self.refused("logout_event"));
        }
        let id = token::text(&claims, "jti").ok_or_else(|| self.refused("logout_id"))?;
        let named = |name: &str| token::text(&claims, name).map(str::to_owned);
        let (provider_session, sub) = (named("sid"), named("sub"));
        if provider_session.is_none() && sub.is_none() {
            return Err(self.refused("logout_subject"));
        }
        let once = Sha256::digest(format!("logout {} {id}", self.entry.issuer)).into();
        Ok(LoggedOut { issuer: self.entry.issuer.clone(), provider_session, sub, once })
    }

    /// Where somebody signs out at the issuer, when it has such a place. Knows it only if it was asked before.
    pub async fn sign_out_address(&self, id_token: &str) -> Option<String> {
        let known = self.known().await.ok()?;
        let mut address = Url::parse(known.says.end_session_endpoint.as_deref()?).ok()?;
        address
            .query_pairs_mut()
            .append_pair("id_token_hint", id_token)
            .append_pair("client_id", &self.entry.client_id)
            .append_pair("post_logout_redirect_uri", &self.start_address);
        Some(address.into())
    }
}

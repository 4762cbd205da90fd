//! Sending a browser to an issuer, and taking what it brings back.

use super::{
    Issuer, IssuerKind, LinkBy, OidcError, Vouched,
    config::{Audience, Credentials},
    fetch,
    token::{self, text},
};
use crate::BrowserSecret;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use url::Url;

/// What is remembered until the browser comes back; for the server only, sealed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pending {
    /// The issuer's id.
    pub issuer: String,
    state: String,
    nonce: String,
    verifier: String,
}

/// What a browser brought back.
#[derive(Clone, Debug, Default)]
pub struct Callback {
    /// `code`
    pub code: Option<String>,
    /// `state`
    pub state: Option<String>,
    /// `iss` (RFC 9207)
    pub iss: Option<String>,
    /// `error`
    pub error: Option<String>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

impl Issuer {
    /// Where to send a browser, what to remember, and the state under which it comes back.
    ///
    /// # Errors
    /// When the issuer cannot be reached, or there are no random bytes.
    pub async fn begin(&self) -> Result<(String, Pending, BrowserSecret), OidcError> {
        let known = self.known().await?;
        let (state, nonce, verifier) =
            (BrowserSecret::random()?, BrowserSecret::random()?, BrowserSecret::random()?);
        let pending = Pending {
            issuer: self.entry.id.clone(),
            state: state.to_hex().to_string(),
            nonce: nonce.to_hex().to_string(),
            verifier: verifier.to_hex().to_string(),
        };
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(pending.verifier.as_bytes()));
        let mut address =
            Url::parse(&known.says.authorization_endpoint).map_err(|_| self.refused("metadata_address"))?;
        let mut query = address.query_pairs_mut();
        query.append_pair("response_type", "code").append_pair("client_id", &self.entry.client_id);
        query
            .append_pair("redirect_uri", &self.return_address)
            .append_pair("scope", &self.entry.scopes.join(" "));
        query.append_pair("state", &pending.state).append_pair("nonce", &pending.nonce);
        query.append_pair("code_challenge", &challenge).append_pair("code_challenge_method", "S256");
        if !self.entry.acr.is_empty() {
            query.append_pair("acr_values", &self.entry.acr.join(" "));
        }
        if !self.entry.vtr.is_empty() {
            let vtr = serde_json::to_string(&self.entry.vtr).unwrap_or_default();
            query.append_pair("vtr", &vtr);
        }
        drop(query);
        Ok((address.into(), pending, state))
    }

    /// Whom the issuer vouches for. `pending` was taken for this state and this browser; nobody else has it any more.
    ///
    /// # Errors
    /// When anything about the answer or the token is not as it must be.
    pub async fn finish(
        &self,
        pending: &Pending,
        callback: &Callback,
        now: Timestamp,
    ) -> Result<Vouched, OidcError> {
        let state = callback.state.as_deref().unwrap_or_default();
        if pending.issuer != self.entry.id || !bool::from(state.as_bytes().ct_eq(pending.state.as_bytes())) {
            return Err(self.refused("state"));
        }
        let known = self.known().await?;
        let must_say = known.says.authorization_response_iss_parameter_supported;
        match callback.iss.as_deref() {
            Some(iss) if iss == self.entry.issuer => {}
            None if !must_say => {}
            _ => return Err(self.refused("response_issuer")),
        }
        if callback.error.is_some() {
            return Err(self.refused("issuer_said_no"));
        }
        let code = callback.code.as_deref().ok_or_else(|| self.refused("code"))?;
        let id_token = self.exchange(&known.says.token_endpoint, code, &pending.verifier, now).await?;
        let claims = self.verified(&id_token, None).await?;
        token::check_common(&claims, &self.entry.issuer, &self.entry.client_id, now)
            .map_err(|bad| self.bad(bad))?;
        token::check_id_token(&claims, &pending.nonce, &self.entry.acr, &self.entry.vtr)
            .map_err(|bad| self.bad(bad))?;
        self.vouched(&claims, id_token)
    }

    fn vouched(&self, claims: &token::Claims, id_token: String) -> Result<Vouched, OidcError> {
        let plain = |name: &str| text(claims, name).and_then(super::plain).map(str::to_owned);
        let subject = plain(&self.entry.subject_claim).ok_or_else(|| self.refused("token_subject"))?;
        let sub = plain("sub").ok_or_else(|| self.refused("token_subject"))?;
        let grants: Vec<_> =
            self.entry.grant.iter().filter(|grant| grant.is_given(claims)).cloned().collect();
        if self.entry.kind == IssuerKind::Staff && grants.is_empty() {
            return Err(self.refused("no_grant"));
        }
        let external_id = match (&self.entry.external_id_claim, self.entry.link_by) {
            (Some(claim), LinkBy::ExternalId) => plain(claim),
            _ => None,
        };
        let is_verified = claims.get("email_verified") == Some(&serde_json::Value::Bool(true));
        let by_email = self.entry.link_by == LinkBy::VerifiedEmail && is_verified;
        let verified_email = plain("email").filter(|_| by_email).map(|email| email.to_ascii_lowercase());
        Ok(Vouched {
            issuer_id: self.entry.id.clone(),
            issuer: self.entry.issuer.clone(),
            subject,
            sub,
            provider_session: text(claims, "sid").map(str::to_owned),
            external_id,
            verified_email,
            grants,
            id_token,
        })
    }

    async fn exchange(
        &self,
        endpoint: &str,
        code: &str,
        verifier: &str,
        now: Timestamp,
    ) -> Result<String, OidcError> {
        let client = self.entry.client_id.as_str();
        let mut form = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", self.return_address.clone()),
            ("code_verifier", verifier.to_owned()),
            ("client_id", client.to_owned()),
        ];
        let mut request = self.http.post(endpoint);
        match &self.credentials {
            Credentials::Key(key, audience) => {
                let audience = match audience {
                    Audience::TokenEndpoint => endpoint,
                    Audience::Issuer => &self.entry.issuer,
                };
                let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                form.push(("client_assertion_type", kind.to_owned()));
                form.push(("client_assertion", key.sign(client, audience, now)?));
            }
            Credentials::Post(secret) => form.push(("client_secret", secret.to_string())),
            Credentials::Basic(secret) => {
                let encoded =
                    |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
                request = request.basic_auth(encoded(client), Some(encoded(secret)));
            }
        }
        let tokens: Tokens = fetch::json(request.form(&form)).await.map_err(|_| self.refused("code"))?;
        Ok(tokens.id_token)
    }
}

//! What is known of each issuer: the configuration, and what it says of itself, fetched when it is first needed and again
//! after a while or when it signs with a key that is not known.

use super::{
    ConfigError, IssuerKind, OidcError,
    config::{self, Credentials, Entry, is_safe},
    fetch,
    token::{self, Bad, Claims},
};
use jsonwebtoken::jwk::JwkSet;
use serde::Deserialize;
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// What an issuer says of itself is believed for so long
const FRESH: Duration = Duration::from_secs(60 * 60);
/// Keys are fetched again for an unknown one, but not more often than this
const REST: Duration = Duration::from_secs(30);

/// Every issuer of the configuration. Clones share what was fetched.
#[derive(Clone, Default)]
pub struct Issuers(Arc<Vec<Issuer>>);

/// One issuer.
pub struct Issuer {
    pub(super) entry: Entry,
    pub(super) credentials: Credentials,
    pub(super) http: reqwest::Client,
    /// where browsers come back to
    pub(super) return_address: String,
    /// where they come to after signing out there
    pub(super) start_address: String,
    known: Mutex<Option<Known>>,
}

#[derive(Clone)]
pub(super) struct Known {
    pub says: Arc<Metadata>,
    pub keys: Arc<JwkSet>,
    fetched: Instant,
}

#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub jwks_uri: String,
    pub end_session_endpoint: Option<String>,
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
    #[serde(default)]
    pub code_challenge_methods_supported: Vec<String>,
}

impl std::fmt::Debug for Issuers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|issuer| &issuer.entry.id)).finish()
    }
}

impl Issuers {
    /// Reads and checks a file of issuers. Nothing is asked of them yet.
    ///
    /// # Errors
    /// When a file is missing or an entry is wrong, with what to do.
    pub fn read(file: &Path) -> Result<Issuers, ConfigError> {
        let all = config::read(file)?;
        let folder = file.parent().unwrap_or(Path::new("."));
        let address = all.address.trim_end_matches('/').to_owned();
        if !is_safe(&address) {
            let reason = "the address where browsers reach Lantern must begin with https://".to_owned();
            return Err(ConfigError::Form { file: file.to_owned(), reason });
        }
        let http = fetch::client().map_err(ConfigError::Tls)?;
        let mut issuers: Vec<Issuer> = Vec::new();
        for entry in all.issuer {
            entry.check()?;
            if issuers.iter().any(|known| known.entry.id == entry.id || known.entry.issuer == entry.issuer) {
                let reason = "its id or address is there twice".to_owned();
                return Err(ConfigError::Entry { issuer: entry.id, reason });
            }
            issuers.push(Issuer {
                credentials: entry.credentials(folder)?,
                http: http.clone(),
                return_address: format!("{address}/sign-in/with/{}/return", entry.id),
                start_address: format!("{address}/"),
                known: Mutex::new(None),
                entry,
            });
        }
        Ok(Issuers(Arc::new(issuers)))
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> &[Issuer] {
        &self.0
    }

    /// The one with this id.
    pub fn by_id(&self, id: &str) -> Option<&Issuer> {
        self.0.iter().find(|issuer| issuer.entry.id == id)
    }

    /// The one at this address.
    pub fn by_address(&self, address: &str) -> Option<&Issuer> {
        self.0.iter().find(|issuer| issuer.entry.issuer == address)
    }
}

impl Issuer {
    /// Its id, a slug in addresses.
    pub fn id(&self) -> &str {
        &self.entry.id
    }

    /// Its name on the sign-in page.
    pub fn name(&self) -> &str {
        &self.entry.name
    }

    /// Its address, as tokens name it.
    pub fn address(&self) -> &str {
        &self.entry.issuer
    }

    /// Whose sign-in it is.
    pub fn kind(&self) -> IssuerKind {
        self.entry.kind
    }

    /// How its subjects may be linked to people.
    pub fn link_by(&self) -> config::LinkBy {
        self.entry.link_by
    }

    /// The organisation whose people it knows.
    pub fn organisation(&self) -> &str {
        &self.entry.organisation
    }

    pub(super) fn refused(&self, why: &'static str) -> OidcError {
        OidcError::Refused { issuer: self.entry.id.clone(), why }
    }

    pub(super) fn unreachable(&self, what: &'static str) -> OidcError {
        OidcError::Unreachable { issuer: self.entry.id.clone(), what }
    }

    /// What it says of itself.
    pub(super) async fn known(&self) -> Result<Known, OidcError> {
        let mut known = self.known.lock().await;
        if let Some(known) = known.as_ref().filter(|known| known.fetched.elapsed() < FRESH) {
            return Ok(known.clone());
        }
        Ok(known.insert(self.fetched().await?).clone())
    }

    /// The same with its keys of this moment: it signs with one that was not among them.
    async fn known_anew(&self) -> Result<Known, OidcError> {
        let mut known = self.known.lock().await;
        if let Some(known) = known.as_ref().filter(|known| known.fetched.elapsed() < REST) {
            return Ok(known.clone());
        }
        Ok(known.insert(self.fetched().await?).clone())
    }

    async fn fetched(&self) -> Result<Known, OidcError> {
        let place = format!("{}/.well-known/openid-configuration", self.entry.issuer.trim_end_matches('/'));
        let says: Metadata = self.get(&place).await?;
        if says.issuer != self.entry.issuer {
            return Err(self.refused("metadata_issuer"));
        }
        let all = [&says.authorization_endpoint, &says.token_endpoint, &says.jwks_uri];
        if !all.into_iter().chain(&says.end_session_endpoint).all(|address| is_safe(address)) {
            return Err(self.refused("metadata_address"));
        }
        let plain_only = !says.code_challenge_methods_supported.is_empty()
            && !says.code_challenge_methods_supported.iter().any(|method| method == "S256");
        if plain_only {
            return Err(self.refused("metadata_pkce"));
        }
        // A key of a kind that we do not know is left out, not a reason to refuse the others.
        let keys: serde_json::Value = self.get(&says.jwks_uri).await?;
        let keys = keys.get("keys").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
        let keys = keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).collect();
        Ok(Known { says: Arc::new(says), keys: Arc::new(JwkSet { keys }), fetched: Instant::now() })
    }

    async fn get<T: serde::de::DeserializeOwned>(&self, address: &str) -> Result<T, OidcError> {
        fetch::json(self.http.get(address)).await.map_err(|what| self.unreachable(what))
    }

    /// The claims of a token that this issuer signed, with a key of today.
    pub(super) async fn verified(&self, token: &str, typ: Option<&str>) -> Result<Claims, OidcError> {
        let known = self.known().await?;
        let first = token::verified(token, &known.keys, typ);
        let outcome = match first {
            Err(Bad::UnknownKey) => token::verified(token, &self.known_anew().await?.keys, typ),
            other => other,
        };
        outcome.map_err(|bad| self.bad(bad))
    }

    pub(super) fn bad(&self, bad: Bad) -> OidcError {
        match bad {
            Bad::UnknownKey => self.refused("token_key"),
            Bad::Because(why) => self.refused(why),
        }
    }
}

//! Signing in without another organisation's help: passkeys, a password with a second factor, invitations, codes to a
//! contact that the person confirmed.
//!
//! Everything that can fail for somebody who is not signed in gives one answer, whatever the reason: no such account,
//! wrong, too late, used, suspended. What is under way lies in the database, sealed with a secret that only the browser
//! holds, and is used once.

pub(crate) mod contacts;
pub mod courier;
pub mod enrol;
pub mod invite;
mod keyed;
pub mod message_code;
pub mod passkeys;
pub mod password;
pub mod recovery;
pub mod redeem;

pub use contacts::Masked;
pub use courier::Courier;
pub use redeem::{Invited, Question};

use crate::{Actor, Service, ServiceError};
use base64::Engine;
use identity::{BrowserSecret, passkey::Passkeys, password::Hashing};
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;
use store::{Step, StoreError};

/// What this deployment has for signing in.
#[derive(Clone)]
pub struct Accounts {
    /// Passkeys for the service's address; none when it cannot have any.
    pub passkeys: Option<Passkeys>,
    /// Who carries codes in place of the channels, for tests.
    pub courier: Option<Arc<dyn Courier>>,
    /// How passwords are hashed.
    pub hashing: Hashing,
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts { passkeys: None, courier: None, hashing: Hashing::of_service() }
    }
}

/// Why signing in could not even be tried.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// A use case refused, or the store failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// No random bytes.
    #[error(transparent)]
    NoRandomBytes(#[from] identity::NoRandomBytes),
    /// A password could not be hashed.
    #[error(transparent)]
    NotHashed(#[from] identity::password::NotHashed),
    /// A key is missing, or what is sealed was changed.
    #[error("a secret of an account cannot be opened; look for the outer keys of this database")]
    Sealed,
    /// The service's address cannot have passkeys.
    #[error("this deployment has no passkeys: start it with --origin and an address with a name")]
    NoPasskeys,
}

impl From<StoreError> for AccountError {
    fn from(error: StoreError) -> Self {
        AccountError::Service(error.into())
    }
}

/// How long a step of a sign-in lasts.
const STEP_LASTS: SignedDuration = SignedDuration::from_mins(30);
const SEAL: &str = "sign-in step";

impl Service {
    /// The same use cases, with these ways to sign in.
    #[must_use]
    pub fn with_accounts(mut self, accounts: Accounts) -> Service {
        self.accounts = Arc::new(accounts);
        self
    }

    /// Whether this deployment has passkeys.
    pub fn has_passkeys(&self) -> bool {
        self.accounts.passkeys.is_some()
    }

    /// Whether codes can be sent.
    pub fn sends_codes(&self) -> bool {
        let sends = |by| self.channels().carries(by);
        self.accounts.courier.is_some() || sends(channels::By::Text) || sends(channels::By::Email)
    }

    /// Begins a step. The text goes to the browser, in a hidden field of a form, and nowhere else.
    pub(crate) async fn begin_step(
        &self,
        kind: &'static str,
        body: &impl Serialize,
        lasts: SignedDuration,
        now: Timestamp,
    ) -> Result<String, AccountError> {
        let secret = BrowserSecret::random()?;
        let step = Step {
            key: secret.key().to_vec(),
            kind: kind.into(),
            body: sealed(&secret, body)?,
            tries: 0,
            ends: (now + lasts).as_millisecond(),
        };
        self.store.begin_step(&step, now).await?;
        Ok(secret.to_hex().to_string())
    }

    /// A step that is under way.
    pub(crate) async fn step<T: DeserializeOwned>(
        &self,
        secret: &str,
        kind: &'static str,
        now: Timestamp,
    ) -> Result<Option<(BrowserSecret, T)>, AccountError> {
        let Some(secret) = BrowserSecret::from_hex(secret) else { return Ok(None) };
        let Some(step) = self.store.step(&secret.key(), kind, now).await? else { return Ok(None) };
        let opened = base64::prelude::BASE64_STANDARD
            .decode(step.body)
            .ok()
            .and_then(|bytes| secret.open(SEAL, &bytes))
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(opened.map(|body| (secret, body)))
    }

    /// Writes where a step stands.
    pub(crate) async fn change_step(
        &self,
        secret: &BrowserSecret,
        body: &impl Serialize,
    ) -> Result<(), AccountError> {
        Ok(self.store.change_step(&secret.key(), &sealed(secret, body)?).await?)
    }

    /// Lets in somebody who has shown who they are, as they stand now: still in the directory, sign-in not suspended,
    /// mandate not ended. Otherwise nobody, and nobody learns why.
    pub(crate) async fn enter(&self, person: &str, now: Timestamp) -> Result<Option<Actor>, AccountError> {
        if !self.directory().people.contains_key(person) {
            self.refresh_directory().await?;
        }
        let Some(actor) = self.actor(person, now) else { return Ok(None) };
        if !self.may_enter(&actor).await? {
            return Ok(None);
        }
        Ok(Some(actor))
    }

    /// Whether a person would be let in: victims and who acts for them while it is safe, everybody else always.
    pub(crate) async fn may_enter(&self, actor: &Actor) -> Result<bool, ServiceError> {
        if !actor.role.is_public() {
            return Ok(true);
        }
        let Some((case, _)) = actor.victim() else { return Ok(false) };
        match self.case_for(actor, policy::Action::SeeOwnCase, case).await {
            Ok(_) => Ok(true),
            Err(ServiceError::NotFound | ServiceError::NotAllowed) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn sealed(secret: &BrowserSecret, body: &impl Serialize) -> Result<String, AccountError> {
    let plain = serde_json::to_vec(body).map_err(StoreError::Json)?;
    Ok(base64::prelude::BASE64_STANDARD.encode(secret.seal(SEAL, &plain)?))
}

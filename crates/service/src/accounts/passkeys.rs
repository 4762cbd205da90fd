//! Signing in with a passkey, and keeping passkeys of one's own.

use super::{AccountError, STEP_LASTS};
use crate::{Actor, Outcome, Service, ServiceError};
use identity::passkey::{self, Passkeys};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Credentials;
use uuid::Uuid;

/// What the browser's script is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Goes into the form and comes back with the answer.
    pub step: String,
    /// Options for the script, as JSON.
    pub options: String,
}

/// A passkey of one's own, for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPasskey {
    /// As forms send it.
    pub id: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

const SIGN_IN: &str = "passkey";
const NEW: &str = "new passkey";

#[derive(Serialize, Deserialize)]
struct New {
    person: String,
    handle: Uuid,
    state: String,
}

impl Service {
    pub(crate) fn passkeys(&self) -> Result<&Passkeys, AccountError> {
        self.accounts.passkeys.as_ref().ok_or(AccountError::NoPasskeys)
    }

    /// Asks for any passkey of this service.
    ///
    /// # Errors
    /// When this deployment has no passkeys, or the store fails.
    pub async fn ask_passkey(&self, now: Timestamp) -> Result<Asked, AccountError> {
        let question = self.passkeys()?.ask_for_any().map_err(|_| AccountError::NoPasskeys)?;
        let step = self.begin_step(SIGN_IN, &question.state, STEP_LASTS, now).await?;
        Ok(Asked { step, options: question.options })
    }

    /// Signs in with the answer. No account stands in the way of it: guesses at codes and passwords do not stop a
    /// passkey.
    ///
    /// # Errors
    /// When this deployment has no passkeys, or the store fails.
    pub async fn passkey_sign_in(
        &self,
        step: &str,
        answer: &str,
        now: Timestamp,
    ) -> Result<Option<Actor>, AccountError> {
        let passkeys = self.passkeys()?;
        let Some((secret, state)) = self.step::<String>(step, SIGN_IN, now).await? else { return Ok(None) };
        // One answer for each question.
        if !self.store.end_step(&secret.key()).await? {
            return Ok(None);
        }
        let Ok((handle, id)) = passkeys.claimed(answer) else { return Ok(None) };
        let Some(account) = self.store.account_of_handle(handle).await? else { return Ok(None) };
        let kept = self.store.passkeys(&account.person).await?;
        let Some(kept) = kept.into_iter().find(|kept| kept.id == id) else { return Ok(None) };
        let Ok(body) = passkeys.proved(answer, &state, &kept.body) else { return Ok(None) };
        if !self.store.use_passkey(&kept, &body, now).await? {
            return Ok(None);
        }
        self.enter(&account.person, now).await
    }

    /// Asks the browser to make a passkey for somebody who is signed in.
    ///
    /// # Errors
    /// When this deployment has no passkeys, or the store fails.
    pub async fn ask_new_passkey(&self, actor: &Actor, now: Timestamp) -> Result<Asked, AccountError> {
        self.ask_new_passkey_for(&actor.person.id, name_on_device(actor), now).await
    }

    pub(crate) async fn ask_new_passkey_for(
        &self,
        person: &str,
        name: &str,
        now: Timestamp,
    ) -> Result<Asked, AccountError> {
        let handle = match self.store.account(person).await? {
            Some(account) => account.handle,
            None => Uuid::from_bytes(random_handle()?),
        };
        let known: Vec<Vec<u8>> = self.store.passkeys(person).await?.into_iter().map(|one| one.id).collect();
        let question =
            self.passkeys()?.ask_for_new(handle, name, &known).map_err(|_| AccountError::NoPasskeys)?;
        let new = New { person: person.to_owned(), handle, state: question.state };
        let step = self.begin_step(NEW, &new, STEP_LASTS, now).await?;
        Ok(Asked { step, options: question.options })
    }

    /// Keeps the passkey that the browser made. Whether it did.
    ///
    /// # Errors
    /// When this deployment has no passkeys, or the store fails.
    pub async fn add_passkey(
        &self,
        actor: &Actor,
        step: &str,
        answer: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        let Some((handle, credentials)) = self.made_passkey(&actor.person.id, step, answer, now).await?
        else {
            return Ok(false);
        };
        match self.store.keep_credentials(&actor.person.id, handle, &credentials, now).await {
            Ok(()) => {
                self.note(actor, "passkey_added", Outcome::Allowed);
                Ok(true)
            }
            // The same passkey is somebody's already.
            Err(store::StoreError::Conflict) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) async fn made_passkey(
        &self,
        person: &str,
        step: &str,
        answer: &str,
        now: Timestamp,
    ) -> Result<Option<(Uuid, Credentials)>, AccountError> {
        let passkeys = self.passkeys()?;
        let Some((secret, new)) = self.step::<New>(step, NEW, now).await? else { return Ok(None) };
        if !self.store.end_step(&secret.key()).await? || new.person != person {
            return Ok(None);
        }
        let made = passkeys.new_passkey(answer, &new.state).ok();
        let credentials =
            made.map(|made| Credentials { passkey: Some((made.id, made.body)), ..Credentials::default() });
        Ok(credentials.map(|credentials| (new.handle, credentials)))
    }

    /// The passkeys of somebody who is signed in, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_passkeys(&self, actor: &Actor) -> Result<Vec<OwnPasskey>, ServiceError> {
        let kept = self.store.passkeys(&actor.person.id).await?;
        let instant = |ms| Timestamp::from_millisecond(ms).unwrap_or_default();
        let own = kept.into_iter().map(|one| OwnPasskey {
            id: passkey::id_text(&one.id),
            made_at: instant(one.made_at),
            used_at: one.used_at.map(instant),
        });
        Ok(own.collect())
    }

    /// Removes one of them. Whether it was theirs.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_own_passkey(&self, actor: &Actor, id: &str) -> Result<bool, ServiceError> {
        let Some(id) = passkey::id_from_text(id) else { return Ok(false) };
        let removed = self.store.remove_passkey(&actor.person.id, &id).await?;
        if removed {
            self.note(actor, "passkey_removed", Outcome::Allowed);
        }
        Ok(removed)
    }
}

/// What a device shows beside the service's address. A victim's name or case never goes there: somebody else may hold
/// the phone.
pub(crate) fn name_on_device(actor: &Actor) -> &str {
    if actor.role.is_public() { "Your account" } else { &actor.person.name }
}

pub(crate) fn random_handle() -> Result<[u8; 16], AccountError> {
    let secret = identity::BrowserSecret::random()?.key();
    let mut handle = [0; 16];
    handle.copy_from_slice(&secret[..16]);
    Ok(handle)
}

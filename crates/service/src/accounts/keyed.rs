//! What is looked up by something personal is kept as a keyed hash of it; and what is tried is counted.

use super::AccountError;
use crate::Service;
use identity::BrowserSecret;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::AttemptKind;

/// Name of the key among the settings of a deployment.
const KEY: &str = "sign-in key";

impl Service {
    /// The keyed hash of a text, for one purpose.
    pub(crate) async fn keyed_hash(&self, purpose: &str, text: &str) -> Result<[u8; 32], AccountError> {
        let mut sha = Sha256::new();
        sha.update(self.sign_in_key().await?.key());
        sha.update(purpose);
        sha.update([0]);
        sha.update(text);
        Ok(sha.finalize().into())
    }

    /// Seals the secret of somebody's second factor.
    pub(crate) async fn seal_secret(&self, person: &str, secret: &[u8]) -> Result<Vec<u8>, AccountError> {
        Ok(self.sign_in_key().await?.seal(person, secret)?)
    }

    /// Opens it.
    pub(crate) async fn open_secret(&self, person: &str, sealed: &[u8]) -> Result<Vec<u8>, AccountError> {
        self.sign_in_key().await?.open(person, sealed).ok_or(AccountError::Sealed)
    }

    async fn sign_in_key(&self) -> Result<BrowserSecret, AccountError> {
        if self.store.setting(KEY).await?.is_none() {
            self.store.set_setting(KEY, &BrowserSecret::random()?.to_hex()).await?;
        }
        let kept = self.store.setting(KEY).await?;
        kept.and_then(|text| BrowserSecret::from_hex(&text)).ok_or(AccountError::Sealed)
    }

    /// Counts a try to sign in as `account` from `place` (empty when it is not known). Whether it is looked at: after
    /// some failures in a row there is a wait, which never falls on somebody who comes from elsewhere.
    pub(crate) async fn may_try(
        &self,
        account: &str,
        place: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        let both = self.keyed_hash("account from place", &format!("{account}\n{place}")).await?;
        if !place.is_empty() {
            let place = self.keyed_hash("place", place).await?;
            if !self.store.attempt_allowed(AttemptKind::Place, &place, now).await?.is_allowed() {
                return Ok(false);
            }
        }
        Ok(self.store.attempt_allowed(AttemptKind::AccountFromPlace, &both, now).await?.is_allowed())
    }

    /// A try has succeeded: what failed before it is forgotten.
    pub(crate) async fn has_succeeded(
        &self,
        account: &str,
        place: &str,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let both = self.keyed_hash("account from place", &format!("{account}\n{place}")).await?;
        self.store.attempt_succeeded(AttemptKind::AccountFromPlace, &both, now).await?;
        if !place.is_empty() {
            let place = self.keyed_hash("place", place).await?;
            self.store.attempt_succeeded(AttemptKind::Place, &place, now).await?;
        }
        Ok(())
    }
}

//! What is looked up by something personal is kept as a keyed hash of it; and what is tried is counted.

use super::AccountError;
use crate::Service;
use jiff::Timestamp;
use keys::Place;
use sha2::{Digest, Sha256};
use store::AttemptKind;

impl Service {
    /// The keyed hash of a text, for one purpose: without the outer keys of the deployment nobody can try out numbers.
    pub(crate) fn keyed_hash(&self, purpose: &str, text: &str) -> Result<[u8; 32], AccountError> {
        let entry = self.store.index_entry(purpose, text)?;
        // As long as the columns and the counters want it.
        Ok(Sha256::digest(entry).into())
    }

    /// Seals the secret of somebody's second factor.
    pub(crate) fn seal_secret(&self, person: &str, secret: &[u8]) -> Result<Vec<u8>, AccountError> {
        Ok(self.store.seal(&Place::new("second factor", &[person.as_bytes()]), secret)?)
    }

    /// Opens it.
    pub(crate) fn open_secret(&self, person: &str, sealed: &[u8]) -> Result<Vec<u8>, AccountError> {
        Ok(self.store.unseal(&Place::new("second factor", &[person.as_bytes()]), sealed)?)
    }

    /// Counts a try to sign in as `account` from `place` (empty when it is not known). Whether it is looked at: after
    /// some failures in a row there is a wait, which never falls on somebody who comes from elsewhere.
    pub(crate) async fn may_try(
        &self,
        account: &str,
        place: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        let both = self.keyed_hash("account from place", &format!("{account}\n{place}"))?;
        if !place.is_empty() {
            let place = self.keyed_hash("place", place)?;
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
        let both = self.keyed_hash("account from place", &format!("{account}\n{place}"))?;
        self.store.attempt_succeeded(AttemptKind::AccountFromPlace, &both, now).await?;
        if !place.is_empty() {
            let place = self.keyed_hash("place", place)?;
            self.store.attempt_succeeded(AttemptKind::Place, &place, now).await?;
        }
        Ok(())
    }
}

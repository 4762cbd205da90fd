//! What is looked up by something personal is kept as a keyed hash of it; and what is tried is counted.

use super::AccountError;
use crate::{Service, place};
use jiff::{SignedDuration, Timestamp};
use keys::Place;
use sha2::{Digest, Sha256};
use store::{AttemptKind, StoreError};

/// How long a place from which somebody signed in is one of theirs.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

impl Service {
    /// The keyed hash of a text, for one purpose: without the outer keys of the deployment nobody can try out numbers.
    pub(crate) fn keyed_hash(&self, purpose: &str, text: &str) -> Result<[u8; 32], StoreError> {
        let entry = self.store.index_entry(purpose, text)?;
        // As long as the columns and the counters want it.
        Ok(Sha256::digest(entry).into())
    }

    /// What is kept of a code on paper: its 60 bits could be tried out against a plain hash by somebody with a copy of
    /// the database and a great many machines.
    pub(crate) fn paper_code_entry(&self, read: &str) -> Result<[u8; 32], StoreError> {
        self.keyed_hash("paper code", read)
    }

    /// Seals the secret of somebody's second factor.
    pub(crate) fn seal_secret(&self, person: &str, secret: &[u8]) -> Result<Vec<u8>, AccountError> {
        Ok(self.store.seal(&Place::new("second factor", &[person.as_bytes()]), secret)?)
    }

    /// Opens it.
    pub(crate) fn open_secret(&self, person: &str, sealed: &[u8]) -> Result<Vec<u8>, AccountError> {
        Ok(self.store.unseal(&Place::new("second factor", &[person.as_bytes()]), sealed)?)
    }

    /// Counts a try to sign in as `account` from an address (empty when it is not known). Whether it is looked at: after
    /// some failures in a row there is a wait. Failures from elsewhere make somebody wait only when there are a great
    /// many, and never where this account has been signed in to lately: so nobody is shut out by others' guesses.
    pub(crate) async fn may_try(
        &self,
        account: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        if !self.may_try_from(account, from, now).await? {
            return Ok(false);
        }
        let keys = self.keys_of(account, from)?;
        Ok(self.is_known(account, from, now).await?
            || self.is_open(AttemptKind::Account, &keys.account, now).await?)
    }

    /// The same for something that is nobody's account, such as the code of an invitation: what others try from
    /// elsewhere never counts.
    pub(crate) async fn may_try_from(
        &self,
        what: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        let keys = self.keys_of(what, from)?;
        if let Some(place) = &keys.place
            && !self.is_open(AttemptKind::Place, place, now).await?
        {
            return Ok(false);
        }
        Ok(self.is_open(AttemptKind::AccountFromPlace, &keys.both, now).await?)
    }

    /// A try has succeeded: what failed before it is forgotten, and the place is one of the account's from now on.
    pub(crate) async fn has_succeeded(
        &self,
        account: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let keys = self.keys_of(account, from)?;
        self.store.attempt_succeeded(AttemptKind::AccountFromPlace, &keys.both, now).await?;
        if !self.is_known(account, from, now).await? {
            self.store.attempt_succeeded(AttemptKind::Account, &keys.account, now).await?;
        }
        if let Some(place) = &keys.place {
            self.store.attempt_succeeded(AttemptKind::Place, place, now).await?;
            self.store.place_known(&keys.both, now).await?;
        }
        Ok(())
    }

    /// Whether somebody signed in to this account from there lately.
    pub(crate) async fn is_known(
        &self,
        account: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        if from.is_empty() {
            return Ok(false);
        }
        Ok(self.store.is_place_known(&self.keys_of(account, from)?.both, now - KNOWN_FOR).await?)
    }

    async fn is_open(&self, kind: AttemptKind, key: &[u8; 32], now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.store.attempt_allowed(kind, key, now).await?.is_allowed())
    }

    fn keys_of(&self, account: &str, from: &str) -> Result<Keys, StoreError> {
        let at = place(from);
        Ok(Keys {
            account: self.keyed_hash("account", account)?,
            both: self.keyed_hash("account from place", &format!("{account}\n{at}"))?,
            place: (!at.is_empty()).then(|| self.keyed_hash("place", &at)).transpose()?,
        })
    }
}

/// What a try is counted under.
struct Keys {
    account: [u8; 32],
    both: [u8; 32],
    place: Option<[u8; 32]>,
}

//! Signing in with a password and a second factor, for staff of organisations that have no sign-in of their own.

use super::AccountError;
use crate::{Actor, Service};
use identity::{code, second_factor::SecondFactor};
use jiff::Timestamp;
use store::Account;
use tokio::sync::Semaphore;

/// Each hash takes 19 MiB and a core: more than this at once would starve the pages.
static HASHING: Semaphore = Semaphore::const_new(4);

impl Service {
    /// Signs in with name, password and a code of the second factor, or a recovery code in its place. All are looked at
    /// together, so that nobody learns which of them was right; the word for what was wrong is for the audit.
    ///
    /// # Errors
    /// When the store fails, or the secret of the second factor cannot be opened.
    pub async fn password_sign_in(
        &self,
        name: &str,
        password: &str,
        code: &str,
        place: &str,
        now: Timestamp,
    ) -> Result<Result<Actor, &'static str>, AccountError> {
        let person = self.person_named(name);
        if !self.may_try(&person, place, now).await? {
            return Ok(Err("password_too_often"));
        }
        let account = self.store.account(&person).await?;
        let hash = account.as_ref().and_then(|account| account.password.clone());
        let known = self.is_password(password.to_owned(), hash).await?;
        let Some(account) = account.filter(|_| known) else { return Ok(Err("password")) };
        if !self.second_factor(&account, code, now).await? {
            let is_recovery = code::read_paper_code(code).is_some();
            return Ok(Err(if is_recovery { "recovery_code" } else { "app_code" }));
        }
        self.has_succeeded(&person, place, now).await?;
        Ok(self.enter(&account.person, now).await?.ok_or("not_in_directory"))
    }

    /// The id of the person who signs in with this name: the id itself, or the name of their account at their own
    /// organisation. What is nobody's name stands for itself, so that guesses at it are counted too.
    pub fn person_named(&self, typed: &str) -> String {
        let typed = typed.trim().to_lowercase();
        let directory = self.directory();
        let named = |person: &&store::Person| !typed.is_empty() && person.user_name.to_lowercase() == typed;
        directory.people.values().find(named).map_or(typed.clone(), |person| person.id.clone())
    }

    pub(crate) async fn is_password(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, AccountError> {
        let _turn = HASHING.acquire().await;
        let hashing = self.accounts.hashing.clone();
        let verified =
            tokio::task::spawn_blocking(move || hashing.verifies(&password, hash.as_deref())).await;
        verified.map_err(|_| AccountError::NotHashed(identity::password::NotHashed))
    }

    pub(crate) async fn hash_of(&self, password: String) -> Result<String, AccountError> {
        let _turn = HASHING.acquire().await;
        let hashing = self.accounts.hashing.clone();
        let hashed = tokio::task::spawn_blocking(move || hashing.hash(&password)).await;
        Ok(hashed.map_err(|_| AccountError::NotHashed(identity::password::NotHashed))??)
    }

    async fn second_factor(
        &self,
        account: &Account,
        typed: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        if let Some(recovery) = code::read_paper_code(typed) {
            let hash = self.paper_code_entry(&recovery)?;
            return Ok(self.store.use_recovery_code(&account.person, &hash).await?);
        }
        let Some(sealed) = &account.totp else { return Ok(false) };
        let secret = self.open_secret(&account.person, sealed)?;
        let factor = SecondFactor::from_bytes(&secret).ok_or(AccountError::Sealed)?;
        match factor.step_of(typed, account.totp_step, now) {
            Some(step) => Ok(self.store.use_totp_step(&account.person, step).await?),
            None => Ok(false),
        }
    }
}

//! Signing in with a password and a second factor, for staff of organisations that have no sign-in of their own.

use super::{AccountError, contacts, courier::Message};
use crate::{Actor, Outcome, Problem, Service, ServiceError};
use identity::{
    code,
    password::{Weak, acceptable},
    second_factor::SecondFactor,
};
use jiff::Timestamp;
use store::{Account, Ended, StoreError};
use tokio::sync::Semaphore;

/// Somebody changed their own password, or tried to.
const PASSWORD_CHANGED: &str = "password_changed";

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

    /// Whether somebody who is signed in has a password here.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn has_password(&self, actor: &Actor) -> Result<bool, AccountError> {
        let account = self.store.account(&actor.person.id).await?;
        Ok(account.is_some_and(|account| account.password.is_some()))
    }

    /// Changes one's own password, against the old one, and ends every session of theirs: whoever knew the old one is
    /// out. The person is told when the directory has their mobile number.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] says what is wrong; [`ServiceError::NotFound`] for somebody without a password here.
    pub async fn change_password(
        &self,
        actor: &Actor,
        old: &str,
        new: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let person = &actor.person;
        let account = self.store.account(&person.id).await?;
        let hash = account.and_then(|account| account.password).ok_or(ServiceError::NotFound)?;
        if let Err(weak) = acceptable(new, &[&person.id, &person.name]) {
            return Err(ServiceError::Invalid(vec![Problem::new("password", words(weak))]).into());
        }
        if old == new {
            let what = "Your new password must be another than the one you have now";
            return Err(ServiceError::Invalid(vec![Problem::new("password", what)]).into());
        }
        // Guesses at an open screen count as those at the door do.
        let asked = self.may_try(&person.id, from, now).await?;
        if !asked || !self.is_password(old.to_owned(), Some(hash.clone())).await? {
            self.note(actor, PASSWORD_CHANGED, Outcome::Refused);
            let what = "This is not your password now. After a few wrong tries you have to wait";
            return Err(ServiceError::Invalid(vec![Problem::new("old", what)]).into());
        }
        let new = self.hash_of(new.to_owned()).await?;
        if !self.store.change_password(&person.id, &hash, &new, now).await? {
            return Err(StoreError::Conflict.into());
        }
        self.has_succeeded(&person.id, from, now).await?;
        self.note(actor, PASSWORD_CHANGED, Outcome::Allowed);
        self.store.end_sessions_of(&person.id, Ended::Revoked, now).await?;
        self.tell_them(&person.phone, "Your password was changed.").await;
        Ok(())
    }

    /// Tells a member of staff what happened to their sign-in, when the directory has a mobile number of theirs.
    pub(crate) async fn tell_them(&self, phone: &str, what: &str) {
        let Some(contact) = contacts::typed(phone) else { return };
        let words = format!(
            "{what} If you did not ask for this, tell the caretaker of the service and your supervisor at once."
        );
        self.carry(Message { by: contact.by, to: contact.to, words }).await;
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

/// What is wrong with a password and what to do.
pub(crate) fn words(weak: Weak) -> &'static str {
    match weak {
        Weak::TooShort => "Your password must have 12 characters or more. Three or four words are good",
        Weak::TooLong => "Your password must have 128 characters or fewer",
        Weak::Common => {
            "This password, or one much like it, is on lists of leaked passwords. Choose another: three or four words are good"
        }
        Weak::AboutThem => "Your password must not be made of your name or the name of this service",
    }
}

//! What a member of staff sets up when they take up an invitation: a passkey, or a password with a second factor.

use super::{
    AccountError,
    passkeys::Asked,
    password::words,
    redeem::{INVITED, Welcome},
};
use crate::{Actor, Problem, Service};
use identity::{
    code,
    password::acceptable,
    second_factor::{self, SecondFactor},
};
use jiff::Timestamp;
use store::{Credentials, PasswordAndFactor};

/// What came of it.
#[derive(Debug)]
pub enum Enrolled {
    /// They are in, with recovery codes that are shown this once; empty with a passkey.
    In(Box<Actor>, Vec<String>),
    /// Something has to be typed again.
    Again(Vec<Problem>),
    /// The invitation no longer works.
    No,
}

/// What a member of staff is shown to set up.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// Their sign-in name.
    pub name: String,
    /// The secret of the second factor, to type into an app.
    pub secret: String,
    /// The same as a link for an app on this device.
    pub link: String,
}

impl Service {
    /// What a member of staff who was invited is shown; none when the invitation no longer works.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn enrolment(&self, step: &str, now: Timestamp) -> Result<Option<Enrolment>, AccountError> {
        let Some((_, welcome)) = self.staff_welcome(step, now).await? else { return Ok(None) };
        let factor = SecondFactor::from_bytes(&welcome.totp).ok_or(AccountError::Sealed)?;
        Ok(Some(Enrolment {
            secret: factor.to_text().to_string(),
            link: factor.to_link(&welcome.person).map(|link| link.to_string()).unwrap_or_default(),
            name: welcome.person,
        }))
    }

    /// Sets up a password and the second factor whose secret was shown, with a code from the app as proof.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn enrol_with_password(
        &self,
        step: &str,
        password: &str,
        code: &str,
        now: Timestamp,
    ) -> Result<Enrolled, AccountError> {
        let Some((secret, welcome)) = self.staff_welcome(step, now).await? else { return Ok(Enrolled::No) };
        let Some(person) = self.store.person(&welcome.person).await? else { return Ok(Enrolled::No) };
        let mut problems = Vec::new();
        if let Err(weak) = acceptable(password, &[&person.id, &person.name]) {
            problems.push(Problem::new("password", words(weak)));
        }
        let factor = SecondFactor::from_bytes(&welcome.totp).ok_or(AccountError::Sealed)?;
        let step = factor.step_of(code, 0, now);
        if step.is_none() {
            problems.push(Problem::new("code", "Enter the six digits that your app shows now"));
        }
        let Some(totp_step) = step.filter(|_| problems.is_empty()) else {
            return Ok(Enrolled::Again(problems));
        };
        let recovery = second_factor::recovery_codes()?;
        let entries = recovery
            .iter()
            .filter_map(|code| code::read_paper_code(code))
            .map(|code| Ok(self.paper_code_entry(&code)?.to_vec()))
            .collect::<Result<_, AccountError>>()?;
        let both = PasswordAndFactor {
            password: self.hash_of(password.to_owned()).await?,
            totp: self.seal_secret(&person.id, &welcome.totp)?,
            totp_step,
            recovery: entries,
        };
        let credentials = Credentials { password: Some(both), ..Credentials::default() };
        let joined = self.join(welcome.invitation, credentials, now).await?;
        self.store.end_step(&secret.key()).await?;
        Ok(joined.map_or(Enrolled::No, |actor| Enrolled::In(Box::new(actor), recovery)))
    }

    /// Asks the browser to make a passkey for a member of staff who was invited.
    ///
    /// # Errors
    /// When this deployment has no passkeys, or the store fails.
    pub async fn ask_enrolment_passkey(
        &self,
        step: &str,
        now: Timestamp,
    ) -> Result<Option<Asked>, AccountError> {
        let Some((_, welcome)) = self.staff_welcome(step, now).await? else { return Ok(None) };
        Ok(Some(self.ask_new_passkey_for(&welcome.person, &welcome.person, now).await?))
    }

    /// Sets up the passkey that the browser made. `passkey` is the step that came with the options.
    ///
    /// # Errors
    /// When this deployment has no passkeys, or the store fails.
    pub async fn enrol_with_passkey(
        &self,
        step: &str,
        passkey: &str,
        answer: &str,
        now: Timestamp,
    ) -> Result<Option<Actor>, AccountError> {
        let Some((secret, welcome)) = self.staff_welcome(step, now).await? else { return Ok(None) };
        let made = self.made_passkey(&welcome.person, passkey, answer, now).await?;
        let Some((handle, credentials)) = made else { return Ok(None) };
        let joined = self.join_as(welcome.invitation, handle, credentials, now).await?;
        self.store.end_step(&secret.key()).await?;
        Ok(joined)
    }

    async fn staff_welcome(
        &self,
        step: &str,
        now: Timestamp,
    ) -> Result<Option<(identity::BrowserSecret, Welcome)>, AccountError> {
        let found = self.step::<Welcome>(step, INVITED, now).await?;
        let found = found.filter(|(_, welcome)| !welcome.person.is_empty());
        let Some((secret, welcome)) = found else { return Ok(None) };
        Ok(self.open_invitation(welcome.invitation, now).await?.map(|_| (secret, welcome)))
    }
}

//! The caretaker of the service makes accounts for staff and helps them back in. They hand over half of a code and never
//! see the other half, a password, a secret of a second factor or a passkey.
//!
//! The other half goes to the person's own mobile or e-mail: the one they confirmed when they came in first, and to the
//! directory's only when they have confirmed none yet. So a caretaker who enters another number into the directory gets
//! nobody's account with it (ADR 0018).
//!
//! Nobody recovers their own account here, nor that of another caretaker: for that somebody needs the machine
//! (`lantern account`). So one caretaker alone cannot take over another.

use super::{
    AccountError,
    contacts::{self, Contact},
    courier::Message,
    invite::{Card, State, state},
};
use crate::{Actor, Line, Outcome, Problem, Service, ServiceError, error::refuse_if_any};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Role};
use std::collections::BTreeMap;
use store::{Ended, Person};

/// How long an invitation to staff works.
pub const LASTS: SignedDuration = SignedDuration::from_hours(3 * 24);
/// The longest reason.
const LONGEST_REASON: usize = 500;

/// A member of staff, for the caretaker.
#[derive(Clone, Debug)]
pub struct StaffAccount {
    /// Their sign-in name.
    pub person: String,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// Name of their organisation.
    pub organisation: String,
    /// Whether they have a way to sign in here.
    pub has_account: bool,
    /// Their latest invitation.
    pub invitation: Option<State>,
    /// Whether the caretaker who asks may help them.
    pub can_be_helped: bool,
}

impl Service {
    /// Everybody in the directory who is not a victim, by organisation and name.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people whose task it is not.
    pub async fn staff_accounts(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<StaffAccount>, ServiceError> {
        self.allow(actor, Action::RecoverAccounts)?;
        let invitations = self.store.invitations_of_staff().await?;
        let latest: BTreeMap<&str, State> =
            invitations.iter().map(|one| (one.person.as_str(), state(one, now))).collect();
        let with_account = self.store.people_with_accounts().await?;
        let directory = self.directory();
        let mut found: Vec<StaffAccount> = directory
            .people
            .values()
            .filter_map(|person| Some((person, Role::from_slug(&person.role)?)))
            .filter(|(_, role)| !role.is_public())
            .map(|(person, role)| StaffAccount {
                person: person.id.clone(),
                name: person.name.clone(),
                role,
                organisation: directory.organisation_name(&person.organisation).to_owned(),
                has_account: with_account.contains(&person.id),
                invitation: latest.get(person.id.as_str()).copied(),
                can_be_helped: role != Role::Caretaker,
            })
            .collect();
        found.sort_by(|a, b| (&a.organisation, &a.name).cmp(&(&b.organisation, &b.name)));
        Ok(found)
    }

    /// Takes every way to sign in from a member of staff, ends their sessions and makes an invitation to hand over. For
    /// somebody without an account, it makes the invitation.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people whose task it is not, and for oneself or another caretaker;
    /// [`ServiceError::NotFound`] when there is no such member of staff; [`ServiceError::Invalid`] without a reason.
    pub async fn recover_account(
        &self,
        actor: &Actor,
        person: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<Card, AccountError> {
        self.allow(actor, Action::RecoverAccounts)?;
        let found = self.staff_member(person)?;
        if found.role == Role::Caretaker.slug() || found.id == actor.person.id {
            return Err(ServiceError::NotAllowed.into());
        }
        let mut problems = Vec::new();
        let reason = reason.trim();
        if reason.is_empty() {
            problems.push(Problem::new("reason", "Write how you know that it is them, and why they need it"));
        } else if reason.chars().count() > LONGEST_REASON {
            problems.push(Problem::new("reason", "This must be 500 characters or fewer"));
        }
        let contact = match self.half_goes_to(&found).await? {
            Ok(contact) => Some(contact),
            Err(why) => {
                problems.push(Problem::new("reason", why));
                None
            }
        };
        refuse_if_any(problems)?;
        actor.trail.push(Line {
            action: "account_recovered",
            part: None,
            case: None,
            victim: None,
            outcome: Outcome::Allowed,
            policy: "the caretaker keeps accounts",
            reason: format!("{}: {reason}", found.id),
        });
        self.recover(&found, &actor.person.id, contact, now).await
    }

    /// Where the person's own half of a code goes, or why it cannot.
    async fn half_goes_to(&self, person: &Person) -> Result<Result<Contact, &'static str>, AccountError> {
        if !self.sends_codes() {
            let why = "Half of the code goes to them by message, and this service sends none: it takes “lantern account” on the machine";
            return Ok(Err(why));
        }
        let Some(contact) = contacts::typed(&person.phone) else {
            return Ok(Err("The directory has no mobile number of theirs, to which half of the code goes"));
        };
        match self.store.staff_contact(&person.id).await? {
            Some(confirmed) if confirmed != record::chain::hex(&self.reach(&contact)?).as_bytes() => {
                let why = "Their number in the directory is not the one that they confirmed. It takes “lantern account” on the machine";
                Ok(Err(why))
            }
            _ => Ok(Ok(contact)),
        }
    }

    /// The same by somebody who has the machine: for the first caretaker, and for caretakers who are locked out.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such member of staff.
    pub async fn recover_account_on_the_machine(
        &self,
        person: &str,
        now: Timestamp,
    ) -> Result<Card, AccountError> {
        let found = self.staff_member(person)?;
        self.recover(&found, "the machine", None, now).await
    }

    fn staff_member(&self, person: &str) -> Result<Person, ServiceError> {
        let directory = self.directory();
        let found = directory.people.get(person).ok_or(ServiceError::NotFound)?;
        match Role::from_slug(&found.role) {
            Some(role) if !role.is_public() => Ok(found.clone()),
            _ => Err(ServiceError::NotFound),
        }
    }

    /// The whole code for somebody on the machine, who could do anything; half of it when the other goes to a contact.
    async fn recover(
        &self,
        person: &Person,
        by: &str,
        contact: Option<Contact>,
        now: Timestamp,
    ) -> Result<Card, AccountError> {
        let had_account = self.store.account(&person.id).await?.is_some();
        self.store.take_credentials(&person.id, now).await?;
        self.store.end_sessions_of(&person.id, Ended::Revoked, now).await?;
        let (mut card, mut invitation) = self.new_invitation("staff", by, LASTS, now)?;
        invitation.person.clone_from(&person.id);
        let mut half = None;
        if let Some(contact) = contact {
            // Whoever brings the whole code has shown that this contact is theirs.
            invitation.word = Some(record::chain::hex(&self.reach(&contact)?));
            let theirs = card.code.split_off(card.code.len() / 2);
            card.in_halves = true;
            half = Some(Message::with_half(contact.by, &contact.to, theirs.trim_matches('-')));
        }
        self.store.invite(&invitation).await?;
        if had_account {
            self.tell_them(&person.phone, "Your sign-in was reset.").await;
        }
        if let Some(half) = half {
            self.carry(half).await;
        }
        Ok(card)
    }
}

//! Taking up an invitation: the code, the question, and then a way to sign in from now on.

use super::{
    AccountError, STEP_LASTS,
    contacts::{self, Contact, Masked},
    courier::{By, Message},
    invite::{self, MOST_TRIES},
    message_code::{CODE_LASTS, MOST_CODES},
    passkeys::random_handle,
};
use crate::{Actor, Service};
use identity::{code, second_factor::SecondFactor};
use jiff::{Timestamp, civil::Date};
use language::Language;
use policy::Role;
use record::{CaseId, RepresentativeId, VictimId, view::normal_reference};
use serde::{Deserialize, Serialize};
use store::{Credentials, Invitation, Person, Reach};
use tracing::error;
use uuid::Uuid;

/// What somebody with an invitation is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The word that was agreed.
    Word,
    /// Their date of birth.
    Born,
    /// The reference of their case and their family name.
    Reference,
    /// For staff: their sign-in name.
    Name,
}

impl Question {
    fn from_slug(slug: &str) -> Question {
        match slug {
            "word" => Question::Word,
            "reference" => Question::Reference,
            "name" => Question::Name,
            _ => Question::Born,
        }
    }
}

/// What they answered; what was not asked is empty.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// The agreed word, or the sign-in name.
    pub word: String,
    /// A date of birth.
    pub born: Option<Date>,
    /// The reference of the case.
    pub reference: String,
    /// The family name.
    pub name: String,
}

/// Somebody whose code and answer were right.
#[derive(Clone, Debug)]
pub enum Invited {
    /// A victim or who acts for one: the step, and where codes can go, with the number that forms send.
    Public(String, Vec<Masked>),
    /// A member of staff: the step, their sign-in name, and the secret for their app as text and as link.
    Staff {
        /// Goes into the forms that follow.
        step: String,
        /// Their sign-in name.
        name: String,
        /// The secret of the second factor, to type.
        secret: String,
        /// The same as a link for an app on this device.
        link: String,
    },
}

const ASKED: &str = "invitation";
pub(crate) const INVITED: &str = "invited";
const REACH: &str = "contact";

#[derive(Serialize, Deserialize)]
struct Asked {
    invitation: Option<Uuid>,
}

/// Somebody who may set up how they sign in.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Welcome {
    pub invitation: Uuid,
    pub person: String,
    pub totp: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Reaching {
    invitation: Uuid,
    by: String,
    to: String,
    code: String,
}

impl Service {
    /// Begins with the code of an invitation. A code that is none leads to a question too.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_up(
        &self,
        typed: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<(String, Question), AccountError> {
        let looked_at = self.may_try_from("invitation", from, now).await?;
        let mut found = None;
        if let Some(read) = code::read_paper_code(typed).filter(|_| looked_at) {
            found = self.store.invitation_with_code(&self.paper_code_entry(&read)?).await?;
        }
        let found = found.filter(|one| one.is_open(now, MOST_TRIES));
        match found {
            Some(_) => self.has_succeeded("invitation", from, now).await?,
            // Beside the answer, whose time says nothing then.
            None => {
                let (service, from) = (self.clone(), from.to_owned());
                tokio::spawn(async move {
                    if let Err(reason) = service.refuse_stranger("invitation_code", "", &from, now).await {
                        error!(%reason, "the audit could not be written");
                    }
                });
            }
        }
        let question = found.as_ref().map_or(Question::Born, |one| Question::from_slug(&one.question));
        let asked = Asked { invitation: found.map(|one| one.id) };
        Ok((self.begin_step(ASKED, &asked, STEP_LASTS, now).await?, question))
    }

    /// Looks at the answer. A wrong one counts against the invitation, which ends after a few; the person gets a new one
    /// from whoever invited them. Nothing else of theirs is touched by it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn answer_question(
        &self,
        step: &str,
        answered: &Answered,
        now: Timestamp,
    ) -> Result<Option<Invited>, AccountError> {
        let Some((_, asked)) = self.step::<Asked>(step, ASKED, now).await? else { return Ok(None) };
        let Some(id) = asked.invitation else { return Ok(None) };
        if !self.store.try_invitation(id, MOST_TRIES).await? {
            return Ok(None);
        }
        // Read after the try was counted: the last one counts too.
        let Some(invitation) = self.store.invitation(id).await? else { return Ok(None) };
        if !invitation.is_open(now, MOST_TRIES + 1) || !self.is_right(&invitation, answered, now).await? {
            return Ok(None);
        }
        if invitation.kind == "staff" {
            self.welcome_staff(&invitation, now).await
        } else {
            self.welcome_public(&invitation, now).await
        }
    }

    async fn is_right(
        &self,
        invitation: &Invitation,
        answered: &Answered,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        if invitation.question == "name" {
            return Ok(self.person_named(&answered.word) == invitation.person);
        }
        if invitation.question == "word" {
            let word = invite::normal_word(&answered.word);
            return self.is_password(word, invitation.word.clone()).await;
        }
        let Some((case, victim, representative)) = place_of(invitation) else { return Ok(false) };
        let Some(loaded) = self.store.load(case).await? else { return Ok(false) };
        let Some(details) = contacts::details(&loaded, victim, representative) else { return Ok(false) };
        let today = calendar::london_date(now);
        Ok(match invitation.question.as_str() {
            "born" => answered.born.is_some_and(|born| born <= today && details.born == Some(born)),
            "reference" => {
                let typed = normal_reference(&answered.reference);
                let known = loaded.case.references.iter().any(|(_, value)| normal_reference(value) == typed);
                let family = contacts::family_name(&details.name);
                known && family.is_some() && contacts::family_name(&answered.name) == family
            }
            _ => false,
        })
    }

    async fn welcome_staff(
        &self,
        invitation: &Invitation,
        now: Timestamp,
    ) -> Result<Option<Invited>, AccountError> {
        let factor = SecondFactor::random()?;
        let welcome = self.welcome(invitation, factor.as_bytes().to_vec());
        let step = self.begin_step(INVITED, &welcome, STEP_LASTS, now).await?;
        let name = invitation.person.clone();
        Ok(Some(Invited::Staff {
            step,
            secret: factor.to_text().to_string(),
            link: factor.to_link(&name).map(|link| link.to_string()).unwrap_or_default(),
            name,
        }))
    }

    async fn welcome_public(
        &self,
        invitation: &Invitation,
        now: Timestamp,
    ) -> Result<Option<Invited>, AccountError> {
        if !self.is_safe(invitation, now).await? {
            return Ok(None);
        }
        let welcome = self.welcome(invitation, Vec::new());
        let step = self.begin_step(INVITED, &welcome, STEP_LASTS, now).await?;
        let choices = self.contacts_of(invitation).await?.iter().map(Contact::masked).collect();
        Ok(Some(Invited::Public(step, choices)))
    }

    fn welcome(&self, invitation: &Invitation, totp: Vec<u8>) -> Welcome {
        Welcome { invitation: invitation.id, person: invitation.person.clone(), totp }
    }

    async fn contacts_of(&self, invitation: &Invitation) -> Result<Vec<Contact>, AccountError> {
        let Some((case, victim, representative)) = place_of(invitation) else { return Ok(Vec::new()) };
        let Some(loaded) = self.store.load(case).await? else { return Ok(Vec::new()) };
        Ok(if self.sends_codes() { contacts::of(&loaded, victim, representative) } else { Vec::new() })
    }

    /// Whether whoever is invited would be let in today: sign-in not suspended, mandate not ended.
    async fn is_safe(&self, invitation: &Invitation, now: Timestamp) -> Result<bool, AccountError> {
        match self.person_for(invitation, now).await? {
            Some(person) => {
                let actor = self.directory().actor_of(person, now);
                Ok(match actor {
                    Some(actor) => self.may_enter(&actor).await?,
                    None => false,
                })
            }
            None => Ok(false),
        }
    }

    /// Sends a code to the contact that was chosen. `choice` is its place in the list.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn choose_contact(
        &self,
        step: &str,
        choice: usize,
        language: Language,
        now: Timestamp,
    ) -> Result<Option<String>, AccountError> {
        let Some((_, welcome)) = self.step::<Welcome>(step, INVITED, now).await? else { return Ok(None) };
        let Some(invitation) = self.open_invitation(welcome.invitation, now).await? else { return Ok(None) };
        let Some(contact) = self.contacts_of(&invitation).await?.into_iter().nth(choice) else {
            return Ok(None);
        };
        let code = code::message_code()?;
        let reaching = Reaching {
            invitation: invitation.id,
            by: contact.by.slug().into(),
            to: contact.to.clone(),
            code: code.clone(),
        };
        let sent = self.begin_step(REACH, &reaching, CODE_LASTS, now).await?;
        if self.may_send(&self.reach(&contact)?, MOST_CODES, now).await? {
            self.carry(Message::with_code(contact.by, &contact.to, &code, language)).await;
        }
        Ok(Some(sent))
    }

    /// Confirms the contact with the code, uses the invitation up and signs in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn confirm_contact(
        &self,
        step: &str,
        typed: &str,
        now: Timestamp,
    ) -> Result<Option<Actor>, AccountError> {
        let Some((secret, reaching)) = self.step::<Reaching>(step, REACH, now).await? else {
            return Ok(None);
        };
        if !self.is_code(&secret.key(), Some(&reaching.code), typed).await?
            || !self.store.end_step(&secret.key()).await?
        {
            return Ok(None);
        }
        let by = super::message_code::way(&reaching.by).unwrap_or(By::Text);
        let hash = self.reach(&Contact { by, to: reaching.to })?.to_vec();
        let reach = Some(Reach { channel: reaching.by, hash });
        self.join(reaching.invitation, Credentials { reach, ..Credentials::default() }, now).await
    }

    /// Signs in without a contact for codes: a passkey is made on the next page, or there is a new invitation next time.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn join_without_contact(
        &self,
        step: &str,
        now: Timestamp,
    ) -> Result<Option<Actor>, AccountError> {
        let Some((_, welcome)) = self.step::<Welcome>(step, INVITED, now).await? else { return Ok(None) };
        if !welcome.person.is_empty() {
            return Ok(None);
        }
        self.join(welcome.invitation, Credentials::default(), now).await
    }

    pub(crate) async fn open_invitation(
        &self,
        id: Uuid,
        now: Timestamp,
    ) -> Result<Option<Invitation>, AccountError> {
        Ok(self.store.invitation(id).await?.filter(|one| one.is_open(now, MOST_TRIES + 1)))
    }

    /// Uses an invitation up together with what was set up, and signs in.
    pub(crate) async fn join(
        &self,
        invitation: Uuid,
        credentials: Credentials,
        now: Timestamp,
    ) -> Result<Option<Actor>, AccountError> {
        self.join_as(invitation, Uuid::from_bytes(random_handle()?), credentials, now).await
    }

    pub(crate) async fn join_as(
        &self,
        invitation: Uuid,
        handle: Uuid,
        credentials: Credentials,
        now: Timestamp,
    ) -> Result<Option<Actor>, AccountError> {
        let Some(invitation) = self.open_invitation(invitation, now).await? else { return Ok(None) };
        let Some(person) = self.person_for(&invitation, now).await? else { return Ok(None) };
        if invitation.kind != "staff" && !self.is_safe(&invitation, now).await? {
            return Ok(None);
        }
        if !self.store.use_invitation(invitation.id, &person, handle, &credentials, now).await? {
            return Ok(None);
        }
        if let Some(contact) = invitation.word.as_deref().filter(|_| invitation.kind == "staff") {
            self.store.confirm_staff_contact(&person.id, contact.as_bytes(), now).await?;
        }
        self.refresh_directory().await?;
        self.enter(&person.id, now).await
    }

    /// Who an invitation is for: somebody in the directory, or somebody who joins it with this invitation. A victim's
    /// name stays in the case: the directory has none.
    pub(crate) async fn person_for(
        &self,
        invitation: &Invitation,
        now: Timestamp,
    ) -> Result<Option<Person>, AccountError> {
        if invitation.kind == "staff" {
            return Ok(self.store.person(&invitation.person).await?);
        }
        let Some((case, victim, representative)) = place_of(invitation) else { return Ok(None) };
        let known = self.store.person_in_case(case.0, victim.0, representative.map(|id| id.0)).await?;
        if let Some(known) = known {
            return Ok(self.store.person(&known).await?);
        }
        let role = if representative.is_some() { Role::Representative } else { Role::Victim };
        Ok(Some(Person {
            id: format!("{}-{}", role.slug(), crate::new_id(now).simple()),
            role: role.slug().into(),
            case_id: Some(case.0),
            victim_id: Some(victim.0),
            representative_id: representative.map(|id| id.0),
            ..Person::default()
        }))
    }
}

fn place_of(invitation: &Invitation) -> Option<(CaseId, VictimId, Option<RepresentativeId>)> {
    let representative = invitation.representative_id.map(RepresentativeId);
    Some((CaseId(invitation.case_id?), VictimId(invitation.victim_id?), representative))
}

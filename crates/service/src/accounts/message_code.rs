//! Signing in with a code to a contact that the person confirmed when they were invited.
//!
//! Codes go to confirmed contacts only, and only while the record still has them and the person has not ruled that way
//! out: a number that somebody else put into the record is sent nothing until an invitation confirmed it anew. What the
//! page answers does not depend on whether there is such an account: the looking up and sending happens beside it.

use super::{
    AccountError,
    contacts::{self, Contact},
    courier::{By, Message},
};
use crate::{Actor, Service};
use identity::code;
use jiff::{SignedDuration, Timestamp};
use language::Language;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use tracing::warn;

/// How long a code works.
pub const CODE_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// How often a wrong one may be typed.
pub const MOST_TRIES: i64 = 5;
/// How many codes go to one contact in [`SENT_WITHIN`].
pub const MOST_CODES: i64 = 5;
/// How many more go there when they are asked for from where the person signed in before.
pub const KEPT_CODES: i64 = 3;
/// See [`MOST_CODES`].
pub const SENT_WITHIN: SignedDuration = SignedDuration::from_hours(1);

const KIND: &str = "code";
const CHOICE: &str = "which case";

/// A code that was sent, or that nobody was sent.
#[derive(Default, Serialize, Deserialize)]
struct Sent {
    code: Option<String>,
    people: Vec<String>,
    /// Who asked, as tries are counted, and from where.
    asked: String,
    from: String,
}

/// What came of a code.
#[derive(Debug)]
pub enum Entered {
    /// Somebody is in.
    In(Box<Actor>),
    /// The contact belongs to several accounts: the step, and each account with the title of its case.
    Which(String, Vec<(String, String)>),
    /// No.
    No,
}

impl Service {
    /// Begins signing in with a code. The answer is the same for every contact; hand the step to [`Service::send_code`]
    /// beside the answer.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_code(&self, now: Timestamp) -> Result<String, AccountError> {
        self.begin_step(KIND, &Sent::default(), CODE_LASTS, now).await
    }

    /// Looks up whose contact was typed, and sends a code when there is somebody who may have one. Otherwise leaves the
    /// line of a refusal: whoever asked gets the same answer.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn send_code(
        &self,
        step: &str,
        typed: &str,
        from: &str,
        language: Language,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let contact = contacts::typed(typed);
        let asked = contact.as_ref().map(asked_for).unwrap_or_default();
        let why = match contact {
            Some(contact) => self.send_code_to(step, &contact, &asked, (from, language), now).await?,
            None => Err("no_contact"),
        };
        if let Err(why) = why {
            self.refuse_stranger(why, &asked, from, now).await?;
        }
        Ok(())
    }

    async fn send_code_to(
        &self,
        step: &str,
        contact: &Contact,
        asked: &str,
        (from, language): (&str, Language),
        now: Timestamp,
    ) -> Result<Result<(), &'static str>, AccountError> {
        if !self.may_try(asked, from, now).await? {
            return Ok(Err("code_asked_too_often"));
        }
        let Some((secret, _)) = self.step::<Sent>(step, KIND, now).await? else { return Ok(Ok(())) };
        let reach = self.reach(contact)?;
        let mut people = Vec::new();
        for account in self.store.accounts_reached_by(&reach).await? {
            if self.still_reached(&account.person, contact, now).await? {
                people.push(account.person);
            }
        }
        if people.is_empty() {
            return Ok(Err("no_contact"));
        }
        // Somebody else's asking never uses up those of the place from which they came in before.
        let kept = if self.is_known(asked, from, now).await? { KEPT_CODES } else { 0 };
        if !self.may_send(&reach, MOST_CODES + kept, now).await? {
            return Ok(Err("code_asked_too_often"));
        }
        let code = code::message_code()?;
        let message = Message::with_code(contact.by, &contact.to, &code, language);
        let sent = Sent { code: Some(code), people, asked: asked.to_owned(), from: from.to_owned() };
        self.change_step(&secret, &sent).await?;
        self.carry(message).await;
        Ok(Ok(()))
    }

    /// Signs in with the code.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn code_sign_in(
        &self,
        step: &str,
        typed: &str,
        now: Timestamp,
    ) -> Result<Entered, AccountError> {
        let Some((secret, sent)) = self.step::<Sent>(step, KIND, now).await? else { return Ok(Entered::No) };
        let right = self.is_code(&secret.key(), sent.code.as_deref(), typed).await?;
        // Used once: of two who bring the right code at once, one is let in.
        if !right || !self.store.end_step(&secret.key()).await? {
            return Ok(Entered::No);
        }
        self.has_succeeded(&sent.asked, &sent.from, now).await?;
        let mut let_in = Vec::new();
        for person in &sent.people {
            if let Some(actor) = self.enter(person, now).await? {
                let_in.push(actor);
            }
        }
        if let_in.len() < 2 {
            return Ok(let_in.pop().map_or(Entered::No, |actor| Entered::In(Box::new(actor))));
        }
        let mut choices = Vec::new();
        for actor in &let_in {
            let title = match actor.victim() {
                Some((case, _)) => self.store.load(case).await?.map(|loaded| loaded.case.title),
                None => None,
            };
            choices.push((actor.person.id.clone(), title.unwrap_or_default()));
        }
        let step = self.begin_step(CHOICE, &sent.people, CODE_LASTS, now).await?;
        Ok(Entered::Which(step, choices))
    }

    /// Signs in to one of several accounts with the same contact, after the code.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn choose_account(
        &self,
        step: &str,
        person: &str,
        now: Timestamp,
    ) -> Result<Option<Actor>, AccountError> {
        let Some((secret, people)) = self.step::<Vec<String>>(step, CHOICE, now).await? else {
            return Ok(None);
        };
        if !people.iter().any(|one| one == person) || !self.store.end_step(&secret.key()).await? {
            return Ok(None);
        }
        self.enter(person, now).await
    }

    /// Whether a typed code is the one of a step; each look counts, before it is compared.
    pub(crate) async fn is_code(
        &self,
        key: &[u8],
        code: Option<&str>,
        typed: &str,
    ) -> Result<bool, AccountError> {
        if !self.store.try_step(key, MOST_TRIES).await? {
            return Ok(false);
        }
        let typed = code::read_message_code(typed).unwrap_or_default();
        // Without a code, something that nobody can type.
        Ok(code.unwrap_or("------").as_bytes().ct_eq(typed.as_bytes()).into())
    }

    /// What an account keeps of a contact.
    pub(crate) fn reach(&self, contact: &Contact) -> Result<[u8; 32], AccountError> {
        Ok(self.keyed_hash(contact.by.slug(), &contact.normal())?)
    }

    pub(crate) async fn may_send(
        &self,
        reach: &[u8; 32],
        most: i64,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        let id = crate::new_id(now);
        let since = now - SENT_WITHIN;
        // Ids of the same moment must differ.
        let id = uuid::Uuid::from_u128(id.as_u128() ^ u128::from(u64::from_be_bytes(first_eight()?)));
        Ok(self.store.may_send_code(id, reach, most, since, now).await?)
    }

    /// Whether the record still has this contact for a person, by a way that is not ruled out, and they would be let in.
    async fn still_reached(
        &self,
        person: &str,
        contact: &Contact,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        let Some(actor) = self.actor(person, now) else { return Ok(false) };
        let Some((case, victim)) = actor.victim() else { return Ok(false) };
        if !self.may_enter(&actor).await? {
            return Ok(false);
        }
        let Some(loaded) = self.store.load(case).await? else { return Ok(false) };
        let has = contacts::of(&loaded, victim, actor.representative);
        Ok(has.iter().any(|has| has.by == contact.by && has.normal() == contact.normal()))
    }

    /// Hands a message over, beside the answer. What goes wrong is in the log, without the message.
    pub(crate) async fn carry(&self, message: Message) {
        if let Some(courier) = self.accounts.courier.clone() {
            let sent = tokio::task::spawn_blocking(move || courier.send(&message)).await;
            if !matches!(sent, Ok(Ok(()))) {
                warn!("a message could not be handed to the courier");
            }
            return;
        }
        let by = if message.by == By::Text { channels::By::Text } else { channels::By::Email };
        // Nothing that tells: neither of the code's purpose nor from whom it is.
        let subject = if message.words.contains("code") { "Your code" } else { "A message for you" };
        let parcel = channels::Parcel {
            reference: uuid::Uuid::now_v7().to_string(),
            by,
            to: vec![message.to],
            words: channels::Words { subject: subject.to_owned(), message: message.words },
        };
        // Somebody waits for it now: once more when it is not taken at once, and then they ask for another.
        for _ in 0..2 {
            match self.channels().send(&parcel).await {
                channels::Handed::Taken { .. } => return,
                channels::Handed::Refused { why } | channels::Handed::NotNow { perhaps: true, why, .. } => {
                    warn!(why, "a code could not be handed over");
                    return;
                }
                channels::Handed::NotNow { why, .. } => warn!(why, "a code could not be handed over yet"),
            }
        }
    }
}

/// Under what asking for codes to a contact is counted.
fn asked_for(contact: &Contact) -> String {
    format!("code {}", contact.normal())
}

fn first_eight() -> Result<[u8; 8], AccountError> {
    let key = identity::BrowserSecret::random()?.key();
    let mut eight = [0; 8];
    eight.copy_from_slice(&key[..8]);
    Ok(eight)
}

/// By which way a slug of an account says that codes go.
pub(crate) fn way(slug: &str) -> Option<By> {
    By::from_slug(slug)
}

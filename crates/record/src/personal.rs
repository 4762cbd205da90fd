//! Personal data, kept apart from events.
//!
//! Names, addresses, phone numbers and everything that somebody wrote or said live in [`Personal`] texts. An event
//! holds only a [`PersonalRef`]: the id and a digest. Destroying the text leaves the chain whole (PLT-5).
//!
//! Each text is about a [`Subject`]; the store seals it with the key of that person, and destroying that key destroys
//! every text about them.

use crate::{CaseId, DefendantId, VictimId, event::Channel};
use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where a personal text is, and proof of what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalRef {
    /// Id of the text.
    pub id: Uuid,
    /// SHA-256 over id, salt and body, as hex. The id is known to whoever reads the event; the salt is sealed with the
    /// text, so that a short one (a phone number, a name) cannot be guessed from its digest.
    pub digest: String,
}

/// Random bytes that go into a text's digest.
pub type Salt = [u8; 16];

/// Whom a personal text is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A victim, and what they said and were told.
    Victim(VictimId),
    /// A defendant.
    Defendant(DefendantId),
    /// The case as a whole, or nobody in it alone.
    #[default]
    Case,
}

impl Subject {
    /// The id of the subject in a case.
    pub fn id(self, case: CaseId) -> Uuid {
        match self {
            Subject::Victim(victim) => victim.0,
            Subject::Defendant(defendant) => defendant.0,
            Subject::Case => case.0,
        }
    }

    /// The slug of its kind.
    pub fn kind(self) -> &'static str {
        match self {
            Subject::Victim(_) => "victim",
            Subject::Defendant(_) => "defendant",
            Subject::Case => "case",
        }
    }
}

/// One personal text, written once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// Id of the text (UUIDv7).
    pub id: Uuid,
    /// The case it belongs to.
    pub case: CaseId,
    /// What makes its digest say nothing; none in texts of before salts.
    pub salt: Option<Salt>,
    /// JSON: [`PersonDetails`], [`Preferences`] or a string.
    pub body: String,
}

impl Personal {
    /// A new text with the given id and random salt; `value` is stored as JSON.
    ///
    /// # Errors
    /// When `value` cannot be written as JSON.
    pub fn new(
        id: Uuid,
        salt: Salt,
        case: CaseId,
        value: &impl Serialize,
    ) -> Result<Personal, serde_json::Error> {
        Ok(Personal { id, case, salt: Some(salt), body: serde_json::to_string(value)? })
    }

    /// The reference that an event keeps.
    pub fn reference(&self) -> PersonalRef {
        PersonalRef { id: self.id, digest: digest(self.id, self.salt, self.body.as_bytes()) }
    }

    /// Salt and body as one, to be sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self.salt, self.body.as_bytes())
    }
}

/// Salt and body as one.
pub fn to_bytes(salt: Option<Salt>, body: &[u8]) -> Vec<u8> {
    let salt = salt.as_ref().map_or(&[][..], |salt| salt.as_slice());
    let mut bytes = Vec::with_capacity(1 + salt.len() + body.len());
    bytes.push(salt.len() as u8);
    bytes.extend(salt);
    bytes.extend(body);
    bytes
}

/// Salt and body again; `None` when the bytes are not of [`to_bytes`].
pub fn from_bytes(bytes: &[u8]) -> Option<(Option<Salt>, &[u8])> {
    match bytes.split_first()? {
        (0, body) => Some((None, body)),
        (16, rest) => {
            let (salt, body) = rest.split_first_chunk()?;
            Some((Some(*salt), body))
        }
        _ => None,
    }
}

/// The digest that a [`PersonalRef`] carries for a text.
pub fn digest(id: Uuid, salt: Option<Salt>, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(id.as_bytes());
    hash.update(salt.as_ref().map_or(&[][..], |salt| salt.as_slice()));
    hash.update(body);
    crate::chain::hex(&hash.finalize())
}

/// The personal texts of one case, by id. A text that was destroyed is simply not there.
#[derive(Clone, Debug, Default)]
pub struct PersonalTexts(BTreeMap<Uuid, String>);

impl PersonalTexts {
    /// Adds a text.
    pub fn insert(&mut self, personal: &Personal) {
        self.0.insert(personal.id, personal.body.clone());
    }

    /// Adds a text by its parts.
    pub fn insert_body(&mut self, id: Uuid, body: String) {
        self.0.insert(id, body);
    }

    /// Forgets a text that was destroyed.
    pub fn remove(&mut self, id: Uuid) {
        self.0.remove(&id);
    }

    /// Reads a text as `T`; `None` when it was destroyed or is of another shape.
    pub fn read<T: DeserializeOwned>(&self, reference: &PersonalRef) -> Option<T> {
        self.0.get(&reference.id).and_then(|body| serde_json::from_str(body).ok())
    }

    /// Reads somebody's words.
    pub fn words(&self, reference: &PersonalRef) -> Option<String> {
        self.read(reference)
    }
}

/// Who somebody is and how they can be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonDetails {
    /// Name as the person or the message gave it.
    pub name: String,
    /// Date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<Date>,
    /// Lines of the address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// Phone numbers as given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// How a victim wants to be reached (NEED-3). Later contacts are checked against it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Channels in order of preference.
    pub channels: Vec<Channel>,
    /// Channels never to be used.
    pub never: Vec<Channel>,
    /// Times of day, in the victim's words ("after 4 pm").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<String>,
    /// Days between updates that were agreed, also when there is nothing new (INF-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_days: Option<u16>,
    /// The rule of safe contact that staff must read first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_contact: Option<String>,
    /// Format or help with communication: large print, easy read, BSL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Language, when it is not English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who else may be told, or should be told first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tell_also: Option<String>,
    /// How bad news should be broken (INF-6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bad_news: Option<String>,
    /// The same in fields, which a machine can keep to. None when nobody asked for them yet: then nothing is sent by
    /// itself, whatever the texts say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe: Option<crate::safe_contact::SafeContact>,
}

impl Preferences {
    /// What may stand where somebody else may read it: without what they said about who is dangerous, who else knows and
    /// how bad news is to come. Somebody may stand behind them, make them sign in, or find a file (ACC-8).
    #[must_use]
    pub fn safe_on_a_screen(self) -> Preferences {
        let safe = self.safe.map(crate::SafeContact::safe_on_a_screen);
        Preferences { safe_contact: None, tell_also: None, bad_news: None, safe, ..self }
    }

    /// What a contact by `channel` goes against, in words for the person who records it; `None` when it is as the
    /// victim prefers or nothing is known.
    pub fn objection(&self, channel: Channel) -> Option<String> {
        // Their own pages reach nobody who does not look.
        if channel == Channel::Account {
            return None;
        }
        if self.never.contains(&channel) {
            return Some(format!("The victim asked never to be contacted by {}.", channel.words()));
        }
        let first = self.channels.first()?;
        if self.channels.contains(&channel) {
            return None;
        }
        Some(format!("The victim prefers {}.", first.words()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salt_and_body_come_apart_again_and_the_salt_is_in_the_digest() {
        let text = Personal::new(Uuid::from_u128(1), [5; 16], CaseId(Uuid::nil()), &"01632 960 001").unwrap();
        assert_eq!(from_bytes(&text.to_bytes()), Some((Some([5; 16]), text.body.as_bytes())));
        let other = Personal { salt: Some([6; 16]), ..text.clone() };
        assert_ne!(text.reference().digest, other.reference().digest);
        let before = Personal { salt: None, ..text };
        assert_eq!(from_bytes(&before.to_bytes()), Some((None, before.body.as_bytes())));
        assert_eq!(from_bytes(&[]), None);
        assert_eq!(from_bytes(&[16, 1, 2]), None);
        assert_eq!(from_bytes(&[3, 1, 2, 3]), None);
    }
}

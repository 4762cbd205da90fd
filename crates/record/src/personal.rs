//! Personal data, kept apart from events.
//!
//! Names, addresses, phone numbers and everything that somebody wrote or said live in [`Personal`] texts. An event
//! holds only a [`PersonalRef`]: the id and a digest. Destroying the text leaves the chain whole (PLT-5).

use crate::{CaseId, event::Channel};
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
    /// SHA-256 over id and body, as hex. The random part of the id keeps short texts from being guessed.
    pub digest: String,
}

/// One personal text, written once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// Id of the text (UUIDv7).
    pub id: Uuid,
    /// The case it belongs to.
    pub case: CaseId,
    /// JSON: [`PersonDetails`], [`Preferences`] or a string.
    pub body: String,
}

impl Personal {
    /// A new text with the given id; `value` is stored as JSON.
    ///
    /// # Errors
    /// When `value` cannot be written as JSON.
    pub fn new(id: Uuid, case: CaseId, value: &impl Serialize) -> Result<Personal, serde_json::Error> {
        Ok(Personal { id, case, body: serde_json::to_string(value)? })
    }

    /// The reference that an event keeps.
    pub fn reference(&self) -> PersonalRef {
        PersonalRef { id: self.id, digest: digest(self.id, self.body.as_bytes()) }
    }
}

/// The digest that a [`PersonalRef`] carries for a text.
pub fn digest(id: Uuid, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(id.as_bytes());
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
}

impl Preferences {
    /// What a contact by `channel` goes against, in words for the person who records it; `None` when it is as the
    /// victim prefers or nothing is known.
    pub fn objection(&self, channel: Channel) -> Option<String> {
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

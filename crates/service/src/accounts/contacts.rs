//! Numbers and addresses at which somebody may be sent a code: those that the record has now, by ways that they have not
//! ruled out.

use super::courier::By;
use jiff::Timestamp;
use language::Language;
use record::{
    PersonDetails, RepresentativeId, VictimId,
    event::Channel,
    safe_contact::{Address, Answer, Purpose, ask},
    view::{name_words, normal_phone},
};
use store::LoadedCase;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contact {
    pub by: By,
    pub to: String,
}

impl Contact {
    /// One way of writing it, for comparing.
    pub fn normal(&self) -> String {
        match self.by {
            By::Text => normal_phone(&self.to),
            By::Email => self.to.trim().to_lowercase(),
        }
    }

    /// For the person themselves, without saying it.
    pub fn masked(&self) -> Masked {
        match self.by {
            By::Text => {
                let digits = self.normal();
                Masked::Text { end: digits.get(digits.len().saturating_sub(3)..).unwrap_or("").to_owned() }
            }
            By::Email => Masked::Email {
                first: self.to.trim().chars().next().unwrap_or('?').to_string(),
                site: self.to.rsplit('@').next().unwrap_or("").to_owned(),
            },
        }
    }
}

/// As much of a number or an address as its owner needs to know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Masked {
    /// A number for text messages.
    Text {
        /// Its last digits.
        end: String,
    },
    /// An address for e-mail.
    Email {
        /// Its first letter.
        first: String,
        /// What stands after the @.
        site: String,
    },
}

impl Masked {
    /// "A text message to the number that ends in 123".
    pub fn in_words(&self, language: Language) -> String {
        match self {
            Masked::Text { end } => language.say_with("masked-text", &[("end", end.as_str().into())]),
            Masked::Email { first, site } => {
                let about = [("first", first.as_str().into()), ("site", site.as_str().into())];
                language.say_with("masked-email", &about)
            }
        }
    }
}

/// What somebody typed as their number or address.
pub(crate) fn typed(text: &str) -> Option<Contact> {
    let text = text.trim();
    if text.contains('@') {
        return Some(Contact { by: By::Email, to: text.to_owned() });
    }
    takes_texts(text).then(|| Contact { by: By::Text, to: text.to_owned() })
}

/// Mobile numbers of the United Kingdom.
pub(crate) fn takes_texts(phone: &str) -> bool {
    let digits = normal_phone(phone);
    digits.len() == 11 && digits.starts_with("07")
}

/// Who somebody in a case is: the victim, or who acts for them under a mandate.
pub(crate) fn details(
    loaded: &LoadedCase,
    victim: VictimId,
    representative: Option<RepresentativeId>,
) -> Option<PersonDetails> {
    let reference = match representative {
        None => &loaded.case.victim(victim)?.details,
        Some(id) => &loaded.case.access.mandates.get(&id)?.details,
    };
    loaded.texts.read(reference)
}

/// Where they may be sent a code now.
pub(crate) fn of(
    loaded: &LoadedCase,
    victim: VictimId,
    representative: Option<RepresentativeId>,
) -> Vec<Contact> {
    let Some(details) = details(loaded, victim, representative) else { return Vec::new() };
    let mut known = known(&details);
    // What a victim has ruled out, and that it is not safe now, are about the victim's own phone and letters.
    if representative.is_none() {
        let preferences = crate::record_contact::preferences_of(loaded, victim);
        let situation = crate::alerts::situation(loaded, victim, Some(&preferences), false);
        known.retain(|contact| {
            let channel = if contact.by == By::Text { Channel::Text } else { Channel::Email };
            let address = Address { to: &contact.to, confirmed: true };
            ask(&situation, Purpose::Code, channel, Some(address), Timestamp::MIN) == Answer::Send
        });
    }
    known
}

/// The numbers and addresses that the record has of somebody.
pub(crate) fn known(details: &PersonDetails) -> Vec<Contact> {
    let phones = details.phones.iter().filter(|phone| takes_texts(phone));
    let texts = phones.map(|phone| Contact { by: By::Text, to: phone.clone() });
    let mail = details.email.iter().filter(|mail| mail.contains('@'));
    texts.chain(mail.map(|mail| Contact { by: By::Email, to: mail.clone() })).collect()
}

/// The family name: the last word of a name.
pub(crate) fn family_name(name: &str) -> Option<String> {
    name_words(name).pop()
}

//! What the gate is told about a victim, and where each way leads: only to what the victim chose and the record still has.

use crate::accounts::contacts::takes_texts;
use record::{
    Channel, PersonDetails, Preferences, VictimId,
    safe_contact::{Address, Situation},
    view::normal_phone,
};
use store::LoadedCase;

/// The gate's view of a victim.
pub(crate) fn situation<'a>(
    loaded: &LoadedCase,
    victim: VictimId,
    preferences: Option<&'a Preferences>,
    untold: bool,
) -> Situation<'a> {
    let case = &loaded.case;
    Situation {
        preferences,
        not_safe: case.reached.not_safe.contains_key(&victim),
        suspended: case.access.suspended.contains(&victim),
        erased: case.access.erased.contains(&victim) || case.victim(victim).is_none(),
        untold,
        last_alert: case.reached.last_alert.get(&victim).copied(),
    }
}

/// Where a victim can be sent things.
pub(crate) struct Addresses {
    text: Option<String>,
    email: Option<String>,
    post: Vec<String>,
    post_in_one: String,
}

impl Addresses {
    /// The number and address that they chose, as long as the record still has them; and where letters go.
    pub(crate) fn of(details: &PersonDetails, preferences: &Preferences) -> Addresses {
        let safe = preferences.safe.as_ref();
        let text = safe.and_then(|safe| safe.text_to.as_ref()).filter(|chosen| {
            takes_texts(chosen)
                && details.phones.iter().any(|known| normal_phone(known) == normal_phone(chosen))
        });
        let same = |one: &str, other: &str| one.trim().eq_ignore_ascii_case(other.trim());
        let email = safe.and_then(|safe| safe.email_to.as_ref());
        let email = email.filter(|chosen| details.email.as_ref().is_some_and(|known| same(known, chosen)));
        let mut post: Vec<String> = Vec::new();
        if !details.address.is_empty() {
            post.push(details.name.clone());
            post.extend(details.address.iter().cloned());
        }
        Addresses { text: text.cloned(), email: email.cloned(), post_in_one: post.join(", "), post }
    }

    /// As the gate asks for one. All of them are confirmed: the person chose them.
    pub(crate) fn address(&self, channel: Channel) -> Option<Address<'_>> {
        let to = match channel {
            Channel::Text => self.text.as_deref()?,
            Channel::Email => self.email.as_deref()?,
            Channel::Letter => Some(self.post_in_one.as_str()).filter(|lines| !lines.is_empty())?,
            _ => return None,
        };
        Some(Address { to, confirmed: true })
    }

    /// As whoever carries it needs it.
    pub(crate) fn lines(&self, channel: Channel) -> Vec<String> {
        match channel {
            Channel::Text => self.text.iter().cloned().collect(),
            Channel::Email => self.email.iter().cloned().collect(),
            Channel::Letter => self.post.clone(),
            _ => Vec::new(),
        }
    }
}

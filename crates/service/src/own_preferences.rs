//! A victim, or whoever may say it for them, says how they are reached safely (NEED-3, ACC-8). Their page may be read by
//! somebody else: what is dangerous to read there is never given back to it, only kept or replaced.

use crate::{
    Actor, Service, ServiceError,
    accounts::contacts::{self, Contact, Masked},
    accounts::courier::By,
    alerts::seen::Sent,
    error::refuse_if_any,
    preferences::preference_problems,
    record_contact::{Texts, preferences_of},
    timeline::victim_name,
};
use jiff::Timestamp;
use policy::Action;
use record::{CaseEvent, Channel, PersonDetails, Preferences, SafeContactEvent, VictimId};
use store::LoadedCase;

/// What a victim's page shows of how they are reached.
#[derive(Clone, Debug)]
pub struct OwnPreferences {
    /// Their name.
    pub name: String,
    /// What they said, without what is dangerous to read.
    pub preferences: Preferences,
    /// Whether they were asked in fields before.
    pub asked: bool,
    /// Their numbers for text messages, masked, by place, which a form sends.
    pub numbers: Vec<(String, Masked)>,
    /// Place of the number that they chose.
    pub number: Option<String>,
    /// Whether there is an address for e-mail, masked.
    pub email: Option<Masked>,
    /// Slugs of what there is and is not shown: `safe_word`, `safe_contact`, `tell_also`.
    pub kept: Vec<&'static str>,
    /// Whether it is not safe to contact them now.
    pub not_safe: bool,
    /// What was sent to them by itself, newest first.
    pub sent: Vec<Sent>,
}

/// What a victim changes. Texts that are none stay as they are; empty ones are removed.
#[derive(Clone, Debug, Default)]
pub struct OwnPreferencesForm {
    /// Everything that the page shows.
    pub shown: Preferences,
    /// Place of the number for text messages.
    pub number: Option<String>,
    /// A new safe word.
    pub safe_word: Option<String>,
    /// A new rule of safe contact.
    pub safe_contact: Option<String>,
    /// Who else to tell.
    pub tell_also: Option<String>,
}

impl Service {
    /// How somebody who has signed in is reached.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_preferences(&self, actor: &Actor) -> Result<OwnPreferences, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        let mut preferences = preferences_of(&loaded, victim);
        let reachable = reachable(&loaded, victim);
        let safe = preferences.safe.get_or_insert_default();
        let number = safe.text_to.take().and_then(|chosen| {
            let chosen = Contact { by: By::Text, to: chosen }.normal();
            let of = texts(&reachable).position(|known| known.normal() == chosen);
            of.map(|place| place.to_string())
        });
        safe.email_to = None;
        let kept = [
            (safe.safe_word.take().is_some(), "safe_word"),
            (preferences.safe_contact.take().is_some(), "safe_contact"),
            (preferences.tell_also.take().is_some(), "tell_also"),
        ];
        // How bad news is to come says that there may be some.
        preferences.bad_news = None;
        let asked = preferences_of(&loaded, victim).safe.is_some();
        Ok(OwnPreferences {
            name: victim_name(&loaded, victim),
            preferences,
            asked,
            numbers: texts(&reachable)
                .enumerate()
                .map(|(place, known)| (place.to_string(), known.masked()))
                .collect(),
            number,
            email: reachable.iter().find(|known| known.by == By::Email).map(Contact::masked),
            kept: kept.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect(),
            not_safe: loaded.case.reached.not_safe.contains_key(&victim),
            sent: crate::alerts::seen::told_victim(&loaded, victim),
        })
    }

    /// Records how they want to be reached. What their page does not show stays, unless they say it anew.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do.
    pub async fn say_own_preferences(
        &self,
        actor: &Actor,
        form: OwnPreferencesForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.own_change(actor, now, |loaded, victim, texts| {
            let preferences = merged(loaded, victim, &form);
            refuse_if_any(preference_problems(&preferences))?;
            let preferences = texts.keep_text(preferences)?;
            Ok(Some(CaseEvent::PreferencesRecorded { victim, preferences }))
        })
        .await
    }

    /// It is not safe to contact them from now on: one tap, nothing to fill in.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn say_not_safe_now(&self, actor: &Actor, now: Timestamp) -> Result<(), ServiceError> {
        self.own_change(actor, now, |loaded, victim, _| {
            let already = loaded.case.reached.not_safe.contains_key(&victim);
            let event = SafeContactEvent::NotSafeNow { victim, words: None };
            Ok((!already).then_some(CaseEvent::SafeContact(event)))
        })
        .await
    }

    /// It is safe to contact them again.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn say_safe_again(&self, actor: &Actor, now: Timestamp) -> Result<(), ServiceError> {
        self.own_change(actor, now, |loaded, victim, _| {
            let holds = loaded.case.reached.not_safe.contains_key(&victim);
            let event = SafeContactEvent::SafeAgain { victim, words: None };
            Ok(holds.then_some(CaseEvent::SafeContact(event)))
        })
        .await
    }

    async fn own_change(
        &self,
        actor: &Actor,
        now: Timestamp,
        change: impl Fn(&LoadedCase, VictimId, &mut Texts) -> Result<Option<CaseEvent>, ServiceError>,
    ) -> Result<(), ServiceError> {
        self.own_act(actor, Action::SayOwnPreferences, now, change).await
    }
}

/// The record's numbers and addresses of a victim.
fn reachable(loaded: &LoadedCase, victim: VictimId) -> Vec<Contact> {
    contacts::details(loaded, victim, None).map(|details| contacts::known(&details)).unwrap_or_default()
}

/// The numbers of somebody that take text messages, as they were given.
pub fn mobile_numbers(details: &PersonDetails) -> Vec<String> {
    contacts::known(details).into_iter().filter(|known| known.by == By::Text).map(|known| known.to).collect()
}

fn texts(reachable: &[Contact]) -> impl Iterator<Item = &Contact> {
    reachable.iter().filter(|known| known.by == By::Text)
}

fn merged(loaded: &LoadedCase, victim: VictimId, form: &OwnPreferencesForm) -> Preferences {
    let before = preferences_of(loaded, victim);
    let safe_before = before.safe.clone().unwrap_or_default();
    let reachable = reachable(loaded, victim);
    let mut preferences = form.shown.clone();
    let replace = |new: &Option<String>, old: Option<String>| match new.as_deref().map(str::trim) {
        None => old,
        Some("") => None,
        Some(new) => Some(new.to_owned()),
    };
    preferences.safe_contact = replace(&form.safe_contact, before.safe_contact);
    preferences.tell_also = replace(&form.tell_also, before.tell_also);
    preferences.bad_news = before.bad_news;
    preferences.times = before.times;
    preferences.format = before.format;
    // Channels that the form does not offer stay as they were.
    let offered = [Channel::Text, Channel::Email, Channel::Letter, Channel::Phone, Channel::Advocate];
    preferences.never.extend(before.never.iter().copied().filter(|channel| !offered.contains(channel)));
    let safe = preferences.safe.get_or_insert_default();
    safe.safe_word = replace(&form.safe_word, safe_before.safe_word);
    let place = form.number.as_ref().and_then(|place| place.parse::<usize>().ok());
    let number = place.and_then(|place| texts(&reachable).nth(place)).or_else(|| texts(&reachable).next());
    let wants = |channel| preferences.channels.contains(&channel);
    safe.text_to = number.filter(|_| wants(Channel::Text)).map(|known| known.to.clone());
    let email = reachable.iter().find(|known| known.by == By::Email);
    safe.email_to = email.filter(|_| wants(Channel::Email)).map(|known| known.to.clone());
    preferences
}

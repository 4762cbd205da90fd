//! How a victim wants to be reached, and whether it is safe now, as staff record it (NEED-3).

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
};
use jiff::Timestamp;
use record::{CaseEvent, CaseId, Channel, Preferences, SafeContactEvent, VictimId};
use store::NewEvent;

impl Service {
    /// Records a victim's preferences, whole.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn record_preferences(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        victim: VictimId,
        preferences: Preferences,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for_victim(actor, policy::Action::RecordOnCase, case, victim).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems = Vec::new();
        if loaded.case.victim(victim).is_none() {
            problems.push(Problem::new("victim", "Select whose preferences these are"));
        }
        problems.extend(preference_problems(&preferences));
        refuse_if_any(problems)?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = CaseEvent::PreferencesRecorded { victim, preferences: texts.keep_text(preferences)? };
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        self.save(actor, loaded).await
    }

    /// Records that it is not safe to contact a victim now, or that it is again: by staff who spoke with them.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do.
    pub async fn record_safe_now(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        safe: bool,
        words: String,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for_victim(actor, policy::Action::RecordOnCase, case, victim).await?;
        let mut problems = Vec::new();
        if loaded.case.victim(victim).is_none() {
            problems.push(Problem::new("victim", "Select whom it is about"));
        }
        if safe && words.trim().is_empty() {
            let ask = "Write how you know that it is safe again: who told you, and when";
            problems.push(Problem::new("safe_words", ask));
        }
        problems.extend(too_long("safe_words", Some(&words)));
        refuse_if_any(problems)?;
        if loaded.case.reached.not_safe.contains_key(&victim) != safe {
            return Ok(loaded.case.version);
        }
        let mut texts = Texts { case, now, personal: Vec::new() };
        let words = texts.keep(Some(words))?;
        let event = match safe {
            true => SafeContactEvent::SafeAgain { victim, words },
            false => SafeContactEvent::NotSafeNow { victim, words },
        };
        let event = NewEvent::at(now, CaseEvent::SafeContact(event));
        loaded.record(&by_person(actor), now, vec![event], texts.personal)?;
        self.save(actor, loaded).await
    }
}

/// The longest safe word, characters.
const LONGEST_WORD: usize = 100;
/// More hours than this are a timetable.
const MOST_HOURS: usize = 14;

/// What is wrong with preferences, whoever records them.
pub(crate) fn preference_problems(preferences: &Preferences) -> Vec<Problem> {
    let mut problems = Vec::new();
    if preferences.channels.iter().any(|channel| preferences.never.contains(channel)) {
        problems.push(Problem::new("never", "The same way cannot be both wanted and never to be used"));
    }
    if preferences.every_days.is_some_and(|days| !(1..=365).contains(&days)) {
        problems.push(Problem::new("every_days", "Days between updates must be from 1 to 365"));
    }
    for (field, text) in [
        ("times", &preferences.times),
        ("safe_contact", &preferences.safe_contact),
        ("format", &preferences.format),
        ("language", &preferences.language),
        ("tell_also", &preferences.tell_also),
        ("bad_news", &preferences.bad_news),
    ] {
        problems.extend(too_long(field, text.as_deref()));
    }
    let Some(safe) = &preferences.safe else { return problems };
    if safe.hours.len() > MOST_HOURS || safe.hours.iter().any(|hours| hours.days.is_empty()) {
        problems.push(Problem::new("days_1", "Select the days, or leave the times empty"));
    }
    if safe.safe_word.as_ref().is_some_and(|word| word.chars().count() > LONGEST_WORD) {
        let message = format!("The safe word must be {LONGEST_WORD} characters or fewer");
        problems.push(Problem::new("safe_word", message));
    }
    let number = preferences.channels.contains(&Channel::Text) && safe.text_to.is_none();
    if number {
        let ask = "There is no mobile number on record for text messages. Choose another way, or correct the details";
        problems.push(Problem::new("text_to", ask));
    }
    if preferences.channels.contains(&Channel::Email) && safe.email_to.is_none() {
        let ask = "There is no email address on record. Choose another way, or correct the details";
        problems.push(Problem::new("email_to", ask));
    }
    problems
}

//! How a victim wants to be reached (NEED-3).

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
};
use jiff::Timestamp;
use record::{CaseEvent, CaseId, Preferences, VictimId};
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
}

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
    problems
}

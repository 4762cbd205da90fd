//! Recording that something happened in a case, and handing a case over.

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
};
use jiff::{Timestamp, ToSpan};
use record::{CaseEvent, CaseId, Facts, Hearing, VictimId};
use std::collections::BTreeMap;
use store::NewEvent;
use victims_code::{Condition, Trigger};

/// What a person filled in.
#[derive(Clone, Debug)]
pub struct EventForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// Trigger slug.
    pub trigger: String,
    /// When it happened.
    pub at: Timestamp,
    /// When the provider whose clock it starts learned of it.
    pub received_at: Option<Timestamp>,
    /// The victim concerned; none means every victim of the case.
    pub victim: Option<VictimId>,
    /// The hearing that was set, or at which it happened.
    pub hearing: Option<Hearing>,
    /// What is known of it in words.
    pub words: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct EventSaved {
    /// Version of the case now.
    pub version: u64,
    /// Plain titles of the duties that it started.
    pub started: Vec<String>,
}

impl Service {
    /// What staff can record as having happened; what only victims do is not among it.
    pub fn triggers(&self) -> Vec<&'static Trigger> {
        let code = self.rules.code;
        code.triggers().iter().filter(|trigger| !code.is_victims_own(&trigger.slug)).collect()
    }

    /// Records that something happened.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn record_event(
        &self,
        actor: &Actor,
        case: CaseId,
        form: EventForm,
        now: Timestamp,
    ) -> Result<EventSaved, ServiceError> {
        self.record_event_knowing(actor, case, form, BTreeMap::new(), now).await
    }

    /// As [`Service::record_event`], with what is known of the Code's typed conditions: a duty does not arise when a
    /// condition is known not to hold (slug and whether it holds).
    ///
    /// # Errors
    /// As [`Service::record_event`].
    pub async fn record_event_knowing(
        &self,
        actor: &Actor,
        case: CaseId,
        form: EventForm,
        known: BTreeMap<String, bool>,
        now: Timestamp,
    ) -> Result<EventSaved, ServiceError> {
        let record = policy::Action::RecordOnCase;
        let mut loaded = match form.victim {
            Some(victim) => self.case_for_victim(actor, record, case, victim).await?,
            None => self.case_for(actor, record, case).await?,
        };
        self.unchanged_since(actor, &loaded, form.version)?;
        let mut problems = self.event_problems(&loaded.case, &form, now);
        if form.victim.is_none() && !self.allowed_for_all(actor, record, &loaded).await? {
            problems.push(Problem::new("victim", "Select a victim whom your service supports"));
        }
        problems.extend(unknown_condition(&known));
        refuse_if_any(problems)?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = CaseEvent::Happened {
            trigger: form.trigger,
            victim: form.victim,
            key: None,
            facts: Facts { hearing: form.hearing, conditions: known, ..Facts::default() },
            words: texts.keep(form.words)?,
        };
        let new = NewEvent { at: form.at, received_at: form.received_at, event };
        loaded.record(&by_person(actor), now, vec![new], texts.personal)?;
        let trigger = loaded.case.version;
        let started = self
            .duty_lines(&loaded, now)
            .into_iter()
            .filter(|line| line.owed.trigger == trigger)
            .filter_map(|line| line.rule.map(|rule| rule.plain.clone()))
            .collect();
        Ok(EventSaved { version: self.save(actor, loaded).await?, started })
    }

    fn event_problems(&self, case: &record::Case, form: &EventForm, now: Timestamp) -> Vec<Problem> {
        let mut problems = Vec::new();
        let soon = now.saturating_add(5.minutes()).unwrap_or(now);
        if !self.triggers().iter().any(|trigger| *trigger.slug == *form.trigger) {
            problems.push(Problem::new("trigger", "Select what happened"));
        }
        if form.at > soon {
            problems.push(Problem::new("at", "The time must be now or in the past"));
        }
        if form.received_at.is_some_and(|received| received > soon) {
            problems
                .push(Problem::new("received_at", "The time you learned of it must be now or in the past"));
        }
        if form.received_at.is_some_and(|received| received < form.at) {
            problems.push(Problem::new("received_at", "You cannot have learned of it before it happened"));
        }
        let calendar = self.rules.calendar;
        let year = calendar::london_date(form.at).year();
        if !(calendar.first_year()..=calendar.last_year()).contains(&year) {
            problems.push(Problem::new(
                "at",
                format!(
                    "The date must be from {} to {}: for other years we do not know the bank holidays",
                    calendar.first_year(),
                    calendar.last_year()
                ),
            ));
        }
        if form.victim.is_some_and(|victim| case.victim(victim).is_none()) {
            problems.push(Problem::new("victim", "Select a victim of this case"));
        }
        if form.trigger == "hearing_date_set" && form.hearing.is_none() {
            problems.push(Problem::new("hearing_date", "Enter the date of the hearing"));
        }
        problems.extend(too_long("words", form.words.as_deref()));
        if let Some(hearing) = &form.hearing {
            problems.extend(too_long("hearing_court", hearing.court.as_deref()));
            problems.extend(too_long("hearing_court", hearing.court_name.as_deref()));
        }
        problems
    }
}

/// A problem when something is said to be known that the Code does not ask.
pub(crate) fn unknown_condition(known: &BTreeMap<String, bool>) -> Option<Problem> {
    let all_known = known.keys().all(|slug| Condition::named(slug).is_some());
    (!all_known).then(|| Problem::new("known", "Select what you know from the list"))
}

//! What a victim does not want, and when they change their mind. A waiver has a scope, a date and who took it; it is
//! never read into silence.

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
};
use jiff::Timestamp;
use record::{CaseEvent, CaseId, VictimId, WaiverScope};
use store::NewEvent;

/// What a person filled in.
#[derive(Clone, Debug)]
pub struct WaiverForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// The victim.
    pub victim: VictimId,
    /// What they do not want, or want again.
    pub scope: WaiverScope,
    /// The victim's words.
    pub words: Option<String>,
    /// Whether they want it again.
    pub withdraw: bool,
}

impl Service {
    /// Records a waiver, or that the victim wants something again.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn waive(
        &self,
        actor: &Actor,
        case: CaseId,
        form: WaiverForm,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for_victim(actor, policy::Action::RecordOnCase, case, form.victim).await?;
        self.unchanged_since(actor, &loaded, form.version)?;
        let WaiverForm { victim, scope, .. } = form;
        let mut problems = Vec::new();
        match loaded.case.victim(victim) {
            None => problems.push(Problem::new("victim", "Select whose wish this is")),
            Some(known) if form.withdraw && !known.waivers.contains(&scope) => {
                problems.push(Problem::new("scope", "They have not said that they do not want this"));
            }
            Some(_) => {}
        }
        let known = match &scope {
            WaiverScope::All => true,
            WaiverScope::Right(right) => (1..=12).contains(right),
            WaiverScope::Duty(duty) => self.rules.code.duty_index(duty).is_some(),
        };
        if !known {
            problems.push(Problem::new("scope", "Select what they do not want"));
        }
        if !form.withdraw && form.words.as_deref().is_none_or(|words| words.trim().is_empty()) {
            problems.push(Problem::new("words", "Write what the victim said, in their words"));
        }
        problems.extend(too_long("words", form.words.as_deref()));
        refuse_if_any(problems)?;

        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = if form.withdraw {
            CaseEvent::WaiverWithdrawn { victim, scope }
        } else {
            CaseEvent::DutyWaived { victim, scope, words: texts.keep(form.words)? }
        };
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        self.save(actor, loaded).await
    }
}

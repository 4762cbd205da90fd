//! Who may see a case beside those who answer for it, decided by victims and staff: sharing, mandates, suspended
//! sign-in, restricted cases, conflicts of interest, cases opened for a reason, agreements.

pub mod agreements;
pub mod broken_glass;
pub mod conflict;
pub mod mandates;
pub mod restriction;
pub mod sharing;
pub mod suspension;

use crate::{
    Actor, Problem, Service, ServiceError,
    again::again_when_stale,
    by_person,
    record_contact::{Texts, too_long},
};
use jiff::Timestamp;
use policy::Action;
use record::{AccessEvent, CaseEvent, CaseId, PersonalRef};
use store::{LoadedCase, NewEvent};

/// The shortest reason that says something.
const SHORTEST_REASON: usize = 10;

/// A problem when words that must be given are missing, too short to say anything, or too long.
pub(crate) fn reason_problem(field: &'static str, words: &str, ask: &str) -> Option<Problem> {
    if words.trim().chars().count() < SHORTEST_REASON {
        return Some(Problem::new(field, ask));
    }
    too_long(field, Some(words))
}

impl Service {
    /// Records a change of access that a member of staff made against the version they saw.
    pub(crate) async fn record_access(
        &self,
        actor: &Actor,
        mut loaded: LoadedCase,
        event: impl FnOnce(Option<PersonalRef>) -> AccessEvent,
        words: Option<String>,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut texts = Texts { case: loaded.case.id, now, personal: Vec::new() };
        let words = texts.keep(words)?;
        let event = NewEvent::at(now, CaseEvent::Access(event(words)));
        loaded.record(&by_person(actor), now, vec![event], texts.personal)?;
        self.save(actor, loaded).await
    }

    /// Records what a victim decided about their own case, again when staff write at the same moment: nobody's typing
    /// costs a victim their decision.
    async fn victim_decides(
        &self,
        actor: &Actor,
        action: Action,
        now: Timestamp,
        mut decide: impl FnMut(&LoadedCase, &mut Texts) -> Result<Vec<AccessEvent>, ServiceError>,
    ) -> Result<(), ServiceError> {
        let (case, _) = actor.victim().ok_or(ServiceError::NotFound)?;
        again_when_stale!(self.victim_decides_once(actor, action, case, now, &mut decide).await)
    }

    async fn victim_decides_once(
        &self,
        actor: &Actor,
        action: Action,
        case: CaseId,
        now: Timestamp,
        decide: &mut impl FnMut(&LoadedCase, &mut Texts) -> Result<Vec<AccessEvent>, ServiceError>,
    ) -> Result<(), ServiceError> {
        let mut loaded = self.case_for(actor, action, case).await?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let events = decide(&loaded, &mut texts)?;
        if events.is_empty() {
            return Ok(());
        }
        let events = events.into_iter().map(|event| NewEvent::at(now, CaseEvent::Access(event))).collect();
        loaded.record(&by_person(actor), now, events, texts.personal)?;
        self.save(actor, loaded).await.map(drop)
    }
}

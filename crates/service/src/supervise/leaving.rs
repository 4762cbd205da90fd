//! Recording that a victim does not go on with a case, or does after all (OVR-3).

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
    timeline::{self, victim_name},
};
use jiff::{Timestamp, ToSpan};
use policy::Action;
use record::{
    CaseEvent, CaseId, Facts, VictimId,
    leaving::{BACK, LEFT, LeftBecause, latest},
};
use store::{LoadedCase, NewEvent};

/// A case, for whoever records that somebody leaves it.
#[derive(Clone, Debug)]
pub struct GoingOnPage {
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Reference that people use.
    pub reference: String,
    /// Victims.
    pub victims: Vec<GoesOn>,
}

/// A victim: id, name, and since when and why they do not go on.
pub type GoesOn = (VictimId, String, Option<(Timestamp, LeftBecause)>);

/// What somebody fills in.
#[derive(Clone, Debug)]
pub struct GoingOnForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// The victim.
    pub victim: Option<VictimId>,
    /// Whether they go on after all; else they do not.
    pub goes_on: bool,
    /// Why they do not, as they say.
    pub because: Option<LeftBecause>,
    /// Their words.
    pub words: String,
    /// When they said so.
    pub at: Option<Timestamp>,
}

impl Service {
    /// Who in a case does not go on.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn going_on(&self, actor: &Actor, case: CaseId) -> Result<GoingOnPage, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let known = loaded.case.victims.iter().filter(|victim| sight.knows(victim.id));
        Ok(GoingOnPage {
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            victims: known
                .map(|victim| (victim.id, victim_name(&loaded, victim.id), left(&loaded, victim.id)))
                .collect(),
        })
    }

    /// Records that a victim does not go on, or does after all. The same said twice is recorded once.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn record_going_on(
        &self,
        actor: &Actor,
        case: CaseId,
        form: GoingOnForm,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let Some(victim) = form.victim else {
            return Err(ServiceError::Invalid(vec![Problem::new("victim", "Select who it is")]));
        };
        let mut loaded = self.case_for_victim(actor, Action::RecordOnCase, case, victim).await?;
        if loaded.case.victim(victim).is_none() {
            return Err(ServiceError::Invalid(vec![Problem::new("victim", "Select a victim of this case")]));
        }
        let before = left(&loaded, victim);
        if before.is_none() == form.goes_on {
            return Ok(loaded.case.version);
        }
        self.unchanged_since(actor, &loaded, form.version)?;
        let mut problems = Vec::new();
        let at = form.at.unwrap_or(now);
        if form.at.is_none() || at > now.saturating_add(5.minutes()).unwrap_or(now) {
            problems.push(Problem::new("at", "Enter when they said so: now or in the past"));
        }
        if at < loaded.case.opened_at {
            problems.push(Problem::new("at", "Enter a time after the case was opened"));
        }
        if before.is_some_and(|(since, _)| at < since) {
            problems.push(Problem::new("at", "Enter a time after they said that they do not go on"));
        }
        if !form.goes_on && form.because.is_none() {
            problems.push(Problem::new("because", "Select why, as they told it"));
        }
        problems.extend(too_long("words", Some(&form.words)));
        refuse_if_any(problems)?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = CaseEvent::Happened {
            trigger: if form.goes_on { BACK } else { LEFT }.to_owned(),
            victim: Some(victim),
            key: None,
            facts: Facts { left_because: form.because.filter(|_| !form.goes_on), ..Facts::default() },
            words: texts.keep(Some(form.words))?,
        };
        loaded.record(&by_person(actor), now, vec![NewEvent::at(at, event)], texts.personal)?;
        self.save(actor, loaded).await
    }
}

fn left(loaded: &LoadedCase, victim: VictimId) -> Option<(Timestamp, LeftBecause)> {
    latest(&loaded.case, &loaded.events, victim)
}

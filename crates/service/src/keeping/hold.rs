//! A legal hold: nothing in the case may be destroyed while it stands, whatever the schedule or a review says. A court, a
//! complaint, an inquiry or a claim asks for it; whoever places it says who and why (PLT-5).

use crate::{Actor, Problem, Service, ServiceError, access::reason_problem, error::refuse_if_any};
use jiff::Timestamp;
use policy::Action;
use record::{AccessEvent, CaseId};

impl Service {
    /// Places a hold on a case, or lifts the one that stands.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs to keep; [`ServiceError::Invalid`] without a reason,
    /// or when a hold stands already, or none does; [`ServiceError::Stale`] when the case changed.
    pub async fn decide_hold(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        holds: bool,
        words: String,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let loaded = self.case_for(actor, Action::Retain, case).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems = Vec::new();
        match (holds, loaded.case.access.legal_hold) {
            (true, true) => problems.push(Problem::new("words", "This case is under a legal hold already")),
            (false, false) => problems.push(Problem::new("words", "This case is not under a legal hold")),
            _ => {}
        }
        let ask = match holds {
            true => "Write who asked for the hold and why, without names of victims",
            false => "Write who decided that the hold can end, and why, without names of victims",
        };
        problems.extend(reason_problem("words", &words, ask));
        refuse_if_any(problems)?;
        let event = |words| match holds {
            true => AccessEvent::LegalHoldPlaced { words },
            false => AccessEvent::LegalHoldLifted { words },
        };
        self.record_access(actor, loaded, event, Some(words), now).await
    }
}

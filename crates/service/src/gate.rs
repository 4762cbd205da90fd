//! The one place where use cases ask whether somebody may. Each decision leaves a line in the trail of their visit.

use crate::{Actor, Line, Outcome, Service, ServiceError};
use policy::{About, Action, Decision};
use record::{CaseId, VictimId};
use store::LoadedCase;

impl Service {
    /// Decides about something that is not one case.
    pub(crate) fn allow(&self, actor: &Actor, action: Action) -> Result<(), ServiceError> {
        let decision = policy::may(&actor.asker(), action, About::Nothing);
        note(actor, action, None, None, decision);
        if decision.is_allowed() { Ok(()) } else { Err(ServiceError::NotAllowed) }
    }

    /// Decides about a case that was read.
    pub(crate) fn decide(&self, actor: &Actor, action: Action, loaded: &LoadedCase) -> Decision {
        let id = loaded.case.id;
        let decision = policy::may(&actor.asker(), action, About::Case(id, &loaded.case.access()));
        note(actor, action, Some(id), None, decision);
        decision
    }

    /// Reads a case for somebody who may do `action` on it. "Not there" and "not yours" are the same answer.
    pub(crate) async fn case_for(
        &self,
        actor: &Actor,
        action: Action,
        id: CaseId,
    ) -> Result<LoadedCase, ServiceError> {
        let Some(loaded) = self.store.load(id).await? else {
            note(actor, action, Some(id), None, Decision::Refused("not there"));
            return Err(ServiceError::NotFound);
        };
        if self.decide(actor, action, &loaded).is_allowed() {
            Ok(loaded)
        } else {
            Err(ServiceError::NotFound)
        }
    }
}

pub(crate) fn note(
    actor: &Actor,
    action: Action,
    case: Option<CaseId>,
    victim: Option<VictimId>,
    decision: Decision,
) {
    let outcome = if decision.is_allowed() { Outcome::Allowed } else { Outcome::Refused };
    actor.trail.push(Line {
        action: action.slug(),
        part: None,
        case,
        victim,
        outcome,
        policy: decision.policy(),
        reason: String::new(),
    });
}

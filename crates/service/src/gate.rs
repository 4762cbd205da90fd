//! The one place where use cases ask whether somebody may. Each decision leaves a line in the trail of their visit.

use crate::{Actor, Line, Outcome, Service, ServiceError, sight::Sight};
use policy::{About, Action, Asker, Decision, Role};
use record::{CaseId, VictimId};
use store::LoadedCase;

impl Service {
    /// Decides about something that is not one case.
    pub(crate) fn allow(&self, actor: &Actor, action: Action) -> Result<(), ServiceError> {
        let decision = policy::may(&actor.asker(), action, About::Nothing);
        note(actor, action, None, None, decision);
        if decision.is_allowed() { Ok(()) } else { Err(ServiceError::NotAllowed) }
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
        let asker = self.asker_before(actor, &loaded).await?;
        let decision = decision(&asker, action, &loaded);
        note(actor, action, Some(id), None, decision);
        if decision.is_allowed() { Ok(loaded) } else { Err(ServiceError::NotFound) }
    }

    /// Reads a case for somebody who may do `action` on it for one victim. A victim who is not in the case is nobody's
    /// secret: the form says so, when the case is theirs.
    pub(crate) async fn case_for_victim(
        &self,
        actor: &Actor,
        action: Action,
        id: CaseId,
        victim: VictimId,
    ) -> Result<LoadedCase, ServiceError> {
        let loaded = self.case_for(actor, action, id).await?;
        if loaded.case.victim(victim).is_none() {
            return Ok(loaded);
        }
        let asker = self.asker_before(actor, &loaded).await?;
        let decision = policy::may(&asker, action, About::Victim(id, &loaded.case.access(), victim));
        note(actor, action, Some(id), Some(victim), decision);
        if decision.is_allowed() { Ok(loaded) } else { Err(ServiceError::NotFound) }
    }

    /// Whether somebody may do `action` for every victim of a case: what concerns all of them is not for those who
    /// support one.
    pub(crate) async fn allowed_for_all(
        &self,
        actor: &Actor,
        action: Action,
        loaded: &LoadedCase,
    ) -> Result<bool, ServiceError> {
        let (asker, access) = (self.asker_before(actor, loaded).await?, loaded.case.access());
        let may = |victim: &VictimId| {
            policy::may(&asker, action, About::Victim(loaded.case.id, &access, *victim)).is_allowed()
        };
        Ok(access.victims.iter().all(may))
    }

    /// What somebody sees of a case, part by part and victim by victim, decided in one batch.
    pub(crate) async fn sight(&self, actor: &Actor, loaded: &LoadedCase) -> Result<Sight, ServiceError> {
        Ok(Sight::of(self.asker_before(actor, loaded).await?, loaded))
    }

    /// As the gate sees somebody before a case: with their mandate, and with what they opened for a reason. The
    /// question whether they did is only put to the store for staff who do not work on the case.
    pub(crate) async fn asker_before(
        &self,
        actor: &Actor,
        loaded: &LoadedCase,
    ) -> Result<Asker, ServiceError> {
        let mut asker = actor.asker_in(&loaded.case);
        let works_on_it = loaded.case.owners.values().any(|owner| owner.organisation == asker.organisation);
        if actor.role.is_staff() && !works_on_it {
            let id = loaded.case.id;
            if self.store.has_broken_glass(&actor.person.id, id, actor.at).await? {
                asker.broke_glass.insert(id);
            }
        }
        if actor.role == Role::Oversight {
            self.note_drawn(actor, &mut asker, loaded.case.id).await?;
        }
        Ok(asker)
    }
}

impl Service {
    /// Whether they read the case for an inspection: only put to the store when it matters.
    pub(crate) async fn note_drawn(
        &self,
        actor: &Actor,
        asker: &mut Asker,
        case: CaseId,
    ) -> Result<(), ServiceError> {
        let person = &actor.person;
        if self.store.reads_for_inspection(&person.id, &person.organisation, case).await? {
            asker.drawn.insert(case);
        }
        Ok(())
    }
}

fn decision(asker: &Asker, action: Action, loaded: &LoadedCase) -> Decision {
    policy::may(asker, action, About::Case(loaded.case.id, &loaded.case.access()))
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
        part: action.part().map(policy::Part::slug),
        case,
        victim,
        outcome,
        policy: decision.policy(),
        reason: String::new(),
    });
}

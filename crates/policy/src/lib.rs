//! Who may see or do what, and why. One gate that every use case passes; what is not allowed here is refused.
//!
//! Nothing about HTTP or SQL is known here.

mod action;
mod role;

pub use action::{Action, Part};
pub use role::Role;

use record::{CaseAccess, CaseId, OrganisationId, PersonId, VictimId, access::MandateScope};
use std::collections::BTreeSet;

/// Who asks, as they stand at this moment.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Who they are in the directory.
    pub person: PersonId,
    /// The role of the post in which they act.
    pub role: Role,
    /// The organisation they work for; empty for a victim.
    pub organisation: OrganisationId,
    /// For a victim or a representative: the case and the victim in it.
    pub victim: Option<(CaseId, VictimId)>,
    /// For a representative: what their mandate allows today; empty when it has ended.
    pub mandate: BTreeSet<MandateScope>,
    /// Cases that they opened for a reason and a short time, which has not run out.
    pub broke_glass: BTreeSet<CaseId>,
}

/// What it is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// No case.
    Nothing,
    /// A case.
    Case(CaseId, &'a CaseAccess),
}

/// Whether it is allowed, and by which policy; that name goes into the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allowed(&'static str),
    /// No. `default` when no policy speaks of it.
    Refused(&'static str),
}

impl Decision {
    /// Whether it is allowed.
    pub fn is_allowed(self) -> bool {
        matches!(self, Decision::Allowed(_))
    }

    /// The deciding policy.
    pub fn policy(self) -> &'static str {
        match self {
            Decision::Allowed(policy) | Decision::Refused(policy) => policy,
        }
    }
}

/// The gate.
pub fn may(asker: &Asker, action: Action, about: About<'_>) -> Decision {
    use Decision::{Allowed, Refused};
    let role = asker.role;
    match (action, about) {
        (Action::SeeWork | Action::Search | Action::AcceptTerms, About::Nothing) if role.is_staff() => {
            Allowed("staff see their organisation's work and find its cases")
        }
        (Action::OpenCase, About::Nothing) if role.is_staff() && !asker.organisation.0.is_empty() => {
            Allowed("whoever is there takes the report")
        }
        (
            Action::SeeCase
            | Action::See(_)
            | Action::RecordOnCase
            | Action::KeepNotes
            | Action::RecordSharing
            | Action::InviteVictim
            | Action::SuspendVictim
            | Action::DeclareConflict,
            About::Case(id, case),
        ) if role.is_staff() && answers_for(asker, id, case) => {
            Allowed("an organisation works on the cases it answers for")
        }
        (Action::RestrictCase | Action::Disclose | Action::Retain, About::Case(id, case))
            if matches!(role, Role::Supervisor | Role::InformationGovernance)
                && answers_for(asker, id, case) =>
        {
            Allowed("supervisors and information governance")
        }
        (Action::BreakGlass, About::Nothing) if role.is_staff() => Allowed("break-glass"),
        (Action::ReviewBreakGlass | Action::ArrangeCover, About::Nothing) if role == Role::Supervisor => {
            Allowed("supervisors look after their people")
        }
        (Action::MendQuarantine, About::Nothing) if matches!(role, Role::Supervisor | Role::WitnessCare) => {
            Allowed("witness care and supervisors mend messages")
        }
        (Action::SeeAudit, About::Nothing) if role == Role::Standards => Allowed("professional standards"),
        (Action::KeepAgreements | Action::Retain | Action::Disclose, About::Nothing)
            if role == Role::InformationGovernance =>
        {
            Allowed("information governance")
        }
        (Action::KeepDirectory | Action::RecoverAccounts, About::Nothing) if role == Role::Caretaker => {
            Allowed("the caretaker keeps accounts")
        }
        (Action::SeeFigures, About::Nothing) if role == Role::Oversight => Allowed("oversight sees figures"),
        (
            Action::SeeOwnCase
            | Action::AnswerOnOwnCase
            | Action::SayOwnPreferences
            | Action::DecideOwnSharing
            | Action::GiveMandate
            | Action::SeeOwnAudit
            | Action::TakeOwnCopy,
            About::Case(id, case),
        ) if role == Role::Victim && is_victim_in(asker, id, case) => {
            Allowed("a victim sees and answers on their own case")
        }
        (Action::SeeOwnCase | Action::AnswerOnOwnCase | Action::SayOwnPreferences, About::Case(id, case))
            if role == Role::Representative
                && is_victim_in(asker, id, case)
                && asker.mandate.contains(&needed(action)) =>
        {
            Allowed("a representative does what the mandate says")
        }
        _ => Refused("default"),
    }
}

fn needed(action: Action) -> MandateScope {
    match action {
        Action::AnswerOnOwnCase => MandateScope::Answer,
        Action::SayOwnPreferences => MandateScope::Preferences,
        _ => MandateScope::See,
    }
}

fn answers_for(asker: &Asker, id: CaseId, case: &CaseAccess) -> bool {
    let shut_out = case.conflicts.contains(&asker.person)
        || case.restricted_to.as_ref().is_some_and(|named| !named.contains(&asker.person));
    let works_on_it =
        !asker.organisation.0.is_empty() && case.organisations.contains_key(&asker.organisation);
    !shut_out && (works_on_it || asker.broke_glass.contains(&id))
}

fn is_victim_in(asker: &Asker, id: CaseId, case: &CaseAccess) -> bool {
    asker.victim.is_some_and(|(of, victim)| {
        of == id && case.victims.contains(&victim) && !case.suspended.contains(&victim)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Case, case::Owner};
    use std::str::FromStr;

    fn case(owner: &str) -> (CaseId, CaseAccess) {
        let id = CaseId::from_str("01890000-0000-7000-8000-000000000001").unwrap();
        let mut case = Case::empty(id);
        let owner = Owner { organisation: owner.into(), team: None, person: None };
        case.owners.insert("police".into(), owner);
        (id, case.access())
    }

    fn asker(role: Role, organisation: &str) -> Asker {
        Asker {
            person: "somebody".into(),
            role,
            organisation: organisation.into(),
            victim: None,
            mandate: BTreeSet::new(),
            broke_glass: BTreeSet::new(),
        }
    }

    #[test]
    fn only_staff_of_an_organisation_that_answers_for_the_case_see_it() {
        let case = case("met");
        for role in Role::ALL {
            let own = may(&asker(role, "met"), Action::SeeCase, About::Case(case.0, &case.1));
            assert_eq!(own.is_allowed(), role.is_staff(), "{role:?} on an own case");
            let other = may(&asker(role, "kent"), Action::SeeCase, About::Case(case.0, &case.1));
            assert!(!other.is_allowed(), "{role:?} on another's case");
        }
    }

    #[test]
    fn every_member_of_staff_may_open_a_case_and_nobody_else() {
        for role in Role::ALL {
            let decision = may(&asker(role, "met"), Action::OpenCase, About::Nothing);
            assert_eq!(decision.is_allowed(), role.is_staff(), "{role:?}");
            assert!(!may(&asker(role, ""), Action::OpenCase, About::Nothing).is_allowed());
        }
    }

    #[test]
    fn an_empty_organisation_matches_nothing() {
        let (id, case) = case("");
        assert!(!may(&asker(Role::Officer, ""), Action::SeeCase, About::Case(id, &case)).is_allowed());
    }

    #[test]
    fn a_victim_of_one_case_sees_no_other_and_never_the_staff_view() {
        let case = case("met");
        let other = CaseId::from_str("01890000-0000-7000-8000-000000000002").unwrap();
        let victim = VictimId::from_str("01890000-0000-7000-8000-000000000003").unwrap();
        let asker = Asker { victim: Some((other, victim)), ..asker(Role::Victim, "") };
        assert!(!may(&asker, Action::SeeOwnCase, About::Case(case.0, &case.1)).is_allowed());
        assert!(!may(&asker, Action::SeeCase, About::Case(case.0, &case.1)).is_allowed());
    }
}

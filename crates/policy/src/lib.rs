//! Who may see or do what, and why. One gate that every use case passes; what is not allowed here is refused.
//!
//! This first table is small on purpose: an organisation sees the cases it answers for, a victim sees their own,
//! oversight sees no case. Nothing about HTTP or SQL is known here.

use record::{Case, CaseId, OrganisationId, VictimId};

/// What somebody is, for the purpose of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A police officer or member of police staff.
    Officer,
    /// A witness care officer.
    WitnessCare,
    /// A member of a prosecutors' victim liaison unit.
    ProsecutionLiaison,
    /// A probation victim liaison officer.
    ProbationLiaison,
    /// An advocate of a support service (ISVA, IDVA).
    Advocate,
    /// A supervisor of any of them.
    Supervisor,
    /// An inspector or commissioner: figures, no cases.
    Oversight,
    /// A victim, or somebody who acts for them.
    Victim,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 8] = [
        Role::Officer,
        Role::WitnessCare,
        Role::ProsecutionLiaison,
        Role::ProbationLiaison,
        Role::Advocate,
        Role::Supervisor,
        Role::Oversight,
        Role::Victim,
    ];

    /// The slug that the directory stores.
    pub fn slug(self) -> &'static str {
        match self {
            Role::Officer => "officer",
            Role::WitnessCare => "witness_care",
            Role::ProsecutionLiaison => "prosecution_liaison",
            Role::ProbationLiaison => "probation_liaison",
            Role::Advocate => "advocate",
            Role::Supervisor => "supervisor",
            Role::Oversight => "oversight",
            Role::Victim => "victim",
        }
    }

    /// The role with this slug.
    pub fn from_slug(slug: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.slug() == slug)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Role::Officer => "police officer",
            Role::WitnessCare => "witness care officer",
            Role::ProsecutionLiaison => "prosecution liaison officer",
            Role::ProbationLiaison => "victim liaison officer (probation)",
            Role::Advocate => "advocate",
            Role::Supervisor => "supervisor",
            Role::Oversight => "oversight",
            Role::Victim => "victim",
        }
    }

    /// Whether the role works on cases for an organisation.
    pub fn is_staff(self) -> bool {
        !matches!(self, Role::Victim | Role::Oversight)
    }
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Their role.
    pub role: Role,
    /// The organisation they work for; empty for a victim.
    pub organisation: OrganisationId,
    /// For a victim: the case and who they are in it.
    pub victim: Option<(CaseId, VictimId)>,
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See the organisation's worklist.
    SeeWork,
    /// Search for cases.
    Search,
    /// Open a case: take a report, from whoever comes to whichever door (REP-1, REP-9).
    OpenCase,
    /// See a case as staff do.
    SeeCase,
    /// Record on a case: contact, event, waiver, preferences, needs.
    RecordOnCase,
    /// See and mend messages in quarantine.
    MendQuarantine,
    /// See one's own case as a victim.
    SeeOwnCase,
    /// Confirm or dispute what one's own case says.
    AnswerOnOwnCase,
}

/// What it is about.
#[derive(Clone, Copy)]
pub enum About<'a> {
    /// No case.
    Nothing,
    /// A case.
    Case(&'a Case),
}

/// Whether it is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Yes, and by which rule.
    Allowed(&'static str),
    /// No. Default.
    Refused,
}

/// The gate.
pub fn may(asker: &Asker, action: Action, about: About<'_>) -> Decision {
    use Decision::{Allowed, Refused};
    match (action, about) {
        (Action::SeeWork | Action::Search, About::Nothing) if asker.role.is_staff() => {
            Allowed("staff see their organisation's work and find its cases")
        }
        (Action::OpenCase, About::Nothing) if asker.role.is_staff() && !asker.organisation.0.is_empty() => {
            Allowed("whoever is there takes the report")
        }
        (Action::SeeCase | Action::RecordOnCase, About::Case(case))
            if asker.role.is_staff() && answers_for(asker, case) =>
        {
            Allowed("an organisation works on the cases it answers for")
        }
        (Action::MendQuarantine, About::Nothing)
            if matches!(asker.role, Role::Supervisor | Role::WitnessCare) =>
        {
            Allowed("witness care and supervisors mend messages")
        }
        (Action::SeeOwnCase | Action::AnswerOnOwnCase, About::Case(case))
            if asker.role == Role::Victim && is_victim_in(asker, case) =>
        {
            Allowed("a victim sees and answers on their own case")
        }
        _ => Refused,
    }
}

fn answers_for(asker: &Asker, case: &Case) -> bool {
    !asker.organisation.0.is_empty()
        && case.owners.values().any(|owner| owner.organisation == asker.organisation)
}

fn is_victim_in(asker: &Asker, case: &Case) -> bool {
    asker.victim.is_some_and(|(id, victim)| id == case.id && case.victim(victim).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::case::Owner;
    use std::str::FromStr;

    fn case(owner: &str) -> Case {
        let id = CaseId::from_str("01890000-0000-7000-8000-000000000001").unwrap();
        let mut case = Case::empty(id);
        let owner = Owner { organisation: owner.into(), team: None, person: None };
        case.owners.insert("police".into(), owner);
        case
    }

    fn asker(role: Role, organisation: &str) -> Asker {
        Asker { role, organisation: organisation.into(), victim: None }
    }

    #[test]
    fn only_staff_of_an_organisation_that_answers_for_the_case_see_it() {
        let case = case("met");
        for role in Role::ALL {
            let own = may(&asker(role, "met"), Action::SeeCase, About::Case(&case));
            assert_eq!(own != Decision::Refused, role.is_staff(), "{role:?} on an own case");
            let other = may(&asker(role, "kent"), Action::SeeCase, About::Case(&case));
            assert_eq!(other, Decision::Refused, "{role:?} on another's case");
        }
    }

    #[test]
    fn every_member_of_staff_may_open_a_case_and_nobody_else() {
        for role in Role::ALL {
            let decision = may(&asker(role, "met"), Action::OpenCase, About::Nothing);
            assert_eq!(decision != Decision::Refused, role.is_staff(), "{role:?}");
            assert_eq!(may(&asker(role, ""), Action::OpenCase, About::Nothing), Decision::Refused);
        }
    }

    #[test]
    fn an_empty_organisation_matches_nothing() {
        assert_eq!(
            may(&asker(Role::Officer, ""), Action::SeeCase, About::Case(&case(""))),
            Decision::Refused
        );
    }

    #[test]
    fn a_victim_of_one_case_sees_no_other_and_never_the_staff_view() {
        let case = case("met");
        let other = CaseId::from_str("01890000-0000-7000-8000-000000000002").unwrap();
        let victim = VictimId::from_str("01890000-0000-7000-8000-000000000003").unwrap();
        let asker = Asker { role: Role::Victim, organisation: "".into(), victim: Some((other, victim)) };
        assert_eq!(may(&asker, Action::SeeOwnCase, About::Case(&case)), Decision::Refused);
        assert_eq!(may(&asker, Action::SeeCase, About::Case(&case)), Decision::Refused);
    }
}

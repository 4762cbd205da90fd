//! What somebody is. A person may hold several posts; they act in one at a time.

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
    /// A victim.
    Victim,
    /// Somebody who acts for a victim under a mandate.
    Representative,
    /// A member of a court's staff who looks after victims and witnesses.
    Court,
    /// Professional standards: who looked at what, no cases.
    Standards,
    /// Information governance: disclosure, retention, holds, erasure, agreements.
    InformationGovernance,
    /// The caretaker of the service: accounts and the directory, no cases.
    Caretaker,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 13] = [
        Role::Officer,
        Role::WitnessCare,
        Role::ProsecutionLiaison,
        Role::ProbationLiaison,
        Role::Advocate,
        Role::Supervisor,
        Role::Oversight,
        Role::Victim,
        Role::Representative,
        Role::Court,
        Role::Standards,
        Role::InformationGovernance,
        Role::Caretaker,
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
            Role::Representative => "representative",
            Role::Court => "court",
            Role::Standards => "standards",
            Role::InformationGovernance => "information_governance",
            Role::Caretaker => "caretaker",
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
            Role::Representative => "representative of a victim",
            Role::Court => "court victim and witness staff",
            Role::Standards => "professional standards",
            Role::InformationGovernance => "information governance",
            Role::Caretaker => "caretaker of the service",
        }
    }

    /// Whether the role works on cases for an organisation.
    pub fn is_staff(self) -> bool {
        matches!(
            self,
            Role::Officer
                | Role::WitnessCare
                | Role::ProsecutionLiaison
                | Role::ProbationLiaison
                | Role::Advocate
                | Role::Supervisor
                | Role::Court
        )
    }

    /// Whether the role stands for a victim: the victim or their representative.
    pub fn is_public(self) -> bool {
        matches!(self, Role::Victim | Role::Representative)
    }
}

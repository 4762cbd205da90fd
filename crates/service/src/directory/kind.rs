//! What kinds of organisation there are, as which provider of the Code each acts, and which posts it can have.

use policy::Role;

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganisationKind {
    /// A police force.
    Police,
    /// A witness care unit that stands alone; one that is part of a force is a unit of the force.
    WitnessCareUnit,
    /// An area of the Crown Prosecution Service.
    ProsecutionArea,
    /// Courts and tribunals.
    Court,
    /// A probation region.
    ProbationRegion,
    /// A support service.
    SupportService,
    /// A police and crime commissioner's office, or the Victims' Commissioner.
    Commissioner,
    /// An inspectorate.
    Inspectorate,
    /// An ombudsman.
    Ombudsman,
    /// Whoever keeps this service running.
    ServiceOperator,
}

use OrganisationKind::{
    Commissioner, Court, Inspectorate, Ombudsman, Police, ProbationRegion, ProsecutionArea, ServiceOperator,
    SupportService, WitnessCareUnit,
};

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [OrganisationKind; 10] = [
        Police,
        WitnessCareUnit,
        ProsecutionArea,
        Court,
        ProbationRegion,
        SupportService,
        Commissioner,
        Inspectorate,
        Ombudsman,
        ServiceOperator,
    ];

    /// The slug that the directory stores.
    pub fn slug(self) -> &'static str {
        match self {
            Police => "police_force",
            WitnessCareUnit => "witness_care_unit",
            ProsecutionArea => "cps_area",
            Court => "court",
            ProbationRegion => "probation_region",
            SupportService => "support_service",
            Commissioner => "commissioner",
            Inspectorate => "inspectorate",
            Ombudsman => "ombudsman",
            ServiceOperator => "service_operator",
        }
    }

    /// The kind with this slug.
    pub fn from_slug(slug: &str) -> Option<OrganisationKind> {
        OrganisationKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// As which provider of the Code it acts; empty when it owes victims nothing under the Code.
    pub fn provider(self) -> &'static str {
        match self {
            Police => "police",
            WitnessCareUnit => "wcu",
            ProsecutionArea => "cps",
            Court => "hmcts",
            ProbationRegion => "probation",
            SupportService => "support_service",
            Commissioner | Inspectorate | Ombudsman | ServiceOperator => "",
        }
    }

    /// Roles that somebody can have in it. Who oversees works on no case, and who works on cases oversees nobody.
    pub fn roles(self) -> &'static [Role] {
        use Role::{
            Advocate, Caretaker, InformationGovernance, Officer, Oversight, ProbationLiaison,
            ProsecutionLiaison, Standards, Supervisor, WitnessCare,
        };
        match self {
            Police => {
                &[Officer, WitnessCare, Advocate, Supervisor, Standards, InformationGovernance, Caretaker]
            }
            WitnessCareUnit => &[WitnessCare, Supervisor, Standards, InformationGovernance, Caretaker],
            ProsecutionArea => &[ProsecutionLiaison, Supervisor, Standards, InformationGovernance, Caretaker],
            Court => &[Role::Court, Supervisor, Standards, InformationGovernance, Caretaker],
            ProbationRegion => &[ProbationLiaison, Supervisor, Standards, InformationGovernance, Caretaker],
            SupportService => &[Advocate, Supervisor, Standards, InformationGovernance, Caretaker],
            Commissioner | Inspectorate | Ombudsman => &[Oversight, InformationGovernance],
            ServiceOperator => &[Caretaker, Standards, InformationGovernance],
        }
    }
}

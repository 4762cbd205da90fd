//! Who asks.

use crate::Trail;
use jiff::Timestamp;
use language::Language;
use policy::{Asker, Role};
use record::{CaseId, OrganisationId, RepresentativeId, VictimId};
use std::collections::BTreeSet;
use store::Person;

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who they are in the directory.
    pub person: Person,
    /// Their role.
    pub role: Role,
    /// Name of their organisation; empty for a victim.
    pub organisation_name: String,
    /// Whether that is a support service: there the victim decides what is seen.
    pub of_support_service: bool,
    /// What they did in this visit.
    pub trail: Trail,
    /// When this visit began: grants and mandates that have run out by then no longer count.
    pub at: Timestamp,
    /// In which language they read.
    pub language: Language,
    /// For somebody who acts for a victim: who they are in the case.
    pub representative: Option<RepresentativeId>,
}

impl Actor {
    /// As the gate sees them when no case is concerned.
    pub fn asker(&self) -> Asker {
        Asker {
            person: self.person.id.as_str().into(),
            role: self.role,
            organisation: self.organisation(),
            victim: self.person.victim(),
            mandate: BTreeSet::new(),
            of_support_service: self.of_support_service,
            broke_glass: BTreeSet::new(),
            drawn: BTreeSet::new(),
        }
    }

    /// As the gate sees them before this case: with the mandate that holds today.
    pub(crate) fn asker_in(&self, case: &record::Case) -> Asker {
        let today = calendar::london_date(self.at);
        let mandate = self.representative.and_then(|id| case.access.mandates.get(&id));
        let holds = mandate.filter(|mandate| {
            mandate.holds(today) && self.victim().is_some_and(|(_, victim)| victim == mandate.victim)
        });
        Asker { mandate: holds.map(|mandate| mandate.scope.clone()).unwrap_or_default(), ..self.asker() }
    }

    /// The organisation they work for; empty for a victim.
    pub fn organisation(&self) -> OrganisationId {
        self.person.organisation.as_str().into()
    }

    /// For a victim: the case and who they are in it.
    pub fn victim(&self) -> Option<(CaseId, VictimId)> {
        self.person.victim()
    }
}

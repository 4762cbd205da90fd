//! Who asks.

use crate::Trail;
use policy::{Asker, Role};
use record::{CaseId, OrganisationId, VictimId};
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
    /// What they did in this visit.
    pub trail: Trail,
}

impl Actor {
    /// As the gate sees them.
    pub fn asker(&self) -> Asker {
        Asker {
            person: self.person.id.as_str().into(),
            role: self.role,
            organisation: self.organisation(),
            victim: self.person.victim(),
            mandate: BTreeSet::new(),
            broke_glass: BTreeSet::new(),
        }
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

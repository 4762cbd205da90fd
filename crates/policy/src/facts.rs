//! What the policies are told about a question. The schema (`policies/lantern.cedarschema`) says what each fact means.

use crate::{About, Asker, Role};
use record::{CaseAccess, OrganisationId, VictimId};
use std::collections::BTreeSet;

/// The provider slug of a support service: the victim decides what it sees.
const SUPPORT_SERVICE: &str = "support_service";

/// The facts of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Facts {
    pub agencies: BTreeSet<String>,
    pub supports: bool,
    pub agreed: bool,
    pub updates: bool,
    pub broke_glass: bool,
    pub drawn: bool,
    pub restricted: bool,
    pub named: bool,
    pub conflict: bool,
    pub own: bool,
    pub suspended: bool,
    pub mandate: BTreeSet<&'static str>,
    pub own_note: bool,
    pub employed: bool,
    pub support_staff: bool,
}

impl Facts {
    pub(crate) fn of(asker: &Asker, about: About<'_>) -> Facts {
        let employed = !asker.organisation.0.is_empty();
        let support_staff = asker.of_support_service || asker.role == Role::Advocate;
        let mut facts = Facts { employed, support_staff, ..Facts::default() };
        let (id, case, victim) = match about {
            About::Nothing => return facts,
            About::Case(id, case) => (id, case, None),
            About::Victim(id, case, victim) => (id, case, Some(victim)),
            About::Note(id, case, by) => {
                facts.own_note = employed && *by == asker.organisation;
                (id, case, None)
            }
        };
        facts.conflict = case.conflicts.contains(&asker.person);
        facts.restricted = case.restricted_to.is_some();
        facts.named = case.restricted_to.as_ref().is_some_and(|named| named.contains(&asker.person));
        if let Some((of, own)) = asker.victim {
            facts.own = of == id && case.victims.contains(&own);
            facts.suspended = case.suspended.contains(&own);
        }
        facts.mandate = asker.mandate.iter().map(|scope| scope.slug()).collect();
        // Nobody works on, or breaks the glass for, somebody who is not in the case.
        if victim.is_some_and(|victim| !case.victims.contains(&victim)) {
            return facts;
        }
        facts.broke_glass = asker.broke_glass.contains(&id);
        facts.drawn = asker.drawn.contains(&id);
        if employed {
            facts.works_as(asker, case, victim);
        }
        facts
    }

    fn works_as(&mut self, asker: &Asker, case: &CaseAccess, victim: Option<VictimId>) {
        let organisation = &asker.organisation;
        let acts_as = case.organisations.get(organisation);
        let is_advocate = asker.role == Role::Advocate;
        if let (Some(acts_as), false) = (acts_as, is_advocate) {
            self.agencies = acts_as.iter().filter(|slug| *slug != SUPPORT_SERVICE).cloned().collect();
        }
        self.agreed = agreed(&case.shared, organisation, victim);
        self.updates = agreed(&case.updates, organisation, victim);
        self.supports = self.agencies.is_empty() && (acts_as.is_some() || self.agreed);
    }
}

type Agreed = std::collections::BTreeMap<OrganisationId, BTreeSet<VictimId>>;

fn agreed(to: &Agreed, organisation: &OrganisationId, victim: Option<VictimId>) -> bool {
    to.get(organisation).is_some_and(|victims| match victim {
        Some(victim) => victims.contains(&victim),
        None => !victims.is_empty(),
    })
}

/// Whether an organisation is in a case to support a victim and for nothing else: its notes are a support service's.
pub(crate) fn only_supports(case: &CaseAccess, organisation: &OrganisationId) -> bool {
    match case.organisations.get(organisation) {
        Some(acts_as) => acts_as.iter().all(|slug| slug == SUPPORT_SERVICE),
        None => case.shared.contains_key(organisation),
    }
}

//! Who may see or do what, and why. One gate that every use case passes; what is not allowed here is refused.
//!
//! Nothing about HTTP or SQL is known here.

//!
//! The rules stand in `policies/` at the top of the repository, in Cedar, so that somebody who keeps information can read
//! them. Here is what they are told (`facts`) and how they are asked (`engine`).

mod action;
mod engine;
mod facts;
mod role;

pub use action::{Action, Part};
pub use role::Role;

use facts::Facts;
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
    /// Whether the organisation they work for is a support service, whatever their role in it.
    pub of_support_service: bool,
    /// Cases that they opened for a reason and a short time, which has not run out.
    pub broke_glass: BTreeSet<CaseId>,
    /// Cases that they read for an inspection that is open and that they may read.
    pub drawn: BTreeSet<CaseId>,
}

/// What it is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// No case.
    Nothing,
    /// A case.
    Case(CaseId, &'a CaseAccess),
    /// One victim in a case.
    Victim(CaseId, &'a CaseAccess, VictimId),
    /// A note in a case, and the organisation that wrote it.
    Note(CaseId, &'a CaseAccess, &'a OrganisationId),
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
    engine::decide(asker.role, action, about, &Facts::of(asker, about))
}

/// The gate, for several actions about one thing: the parts of a page in one batch.
pub fn may_each<const N: usize>(asker: &Asker, actions: [Action; N], about: About<'_>) -> [Decision; N] {
    let facts = Facts::of(asker, about);
    actions.map(|action| engine::decide(asker.role, action, about, &facts))
}

/// The gate, for several actions about each of several things: the victims of a case, the rows of a list. What differs in
/// nothing that the policies are told is asked once.
pub fn may_about<'a, const N: usize>(
    asker: &Asker,
    actions: [Action; N],
    about: impl IntoIterator<Item = About<'a>>,
) -> Vec<[Decision; N]> {
    let mut asked: Vec<(std::mem::Discriminant<About<'a>>, Facts, [Decision; N])> = Vec::new();
    let decide = |about: About<'a>| {
        let (kind, facts) = (std::mem::discriminant(&about), Facts::of(asker, about));
        if let Some((.., decisions)) = asked.iter().find(|(k, f, _)| *k == kind && *f == facts) {
            return *decisions;
        }
        let decisions = actions.map(|action| engine::decide(asker.role, action, about, &facts));
        asked.push((kind, facts, decisions));
        decisions
    };
    about.into_iter().map(decide).collect()
}

/// Whether an organisation is in a case to support a victim and for nothing else: its notes are a support service's.
pub fn only_supports(case: &CaseAccess, organisation: &OrganisationId) -> bool {
    facts::only_supports(case, organisation)
}

#[cfg(test)]
mod tests;

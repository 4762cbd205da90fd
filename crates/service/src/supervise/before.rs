//! Whether a victim, or a place, was here before in the last twelve months (REP-6, OVR-4).

use crate::{Actor, Service, ServiceError, sight::Sight};
use jiff::{Timestamp, ToSpan};
use policy::{About, Action, Part};
use record::{
    CaseId, PersonDetails, VictimId,
    supervision::{IdentityKind, identities},
};
use std::collections::BTreeMap;
use store::LoadedCase;

/// How far back, days.
pub const LOOK_BACK_DAYS: i64 = 365;
/// Cases of before at most.
const MOST: u32 = 40;

/// What is known of a victim from before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VictimBefore {
    /// The victim.
    pub victim: VictimId,
    /// Their name.
    pub name: String,
    /// Cases in which the same person was a victim.
    pub same_person: usize,
    /// Cases at the same address, with another victim.
    pub same_place: usize,
    /// Those that this person may open, newest first.
    pub cases: Vec<CaseBefore>,
}

/// A case of before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseBefore {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// When it began.
    pub at: Timestamp,
    /// By what it was found, in words.
    pub found_by: String,
}

impl Service {
    /// What is known from before of the victims whose details somebody sees. Cases to which only named people have access,
    /// and those out of which this person is shut, are neither shown nor counted.
    pub(crate) async fn victims_before(
        &self,
        actor: &Actor,
        loaded: &LoadedCase,
        sight: &Sight,
    ) -> Result<Vec<VictimBefore>, ServiceError> {
        let mut known = Vec::new();
        if sight.only_supports() {
            return Ok(known);
        }
        let began = loaded.case.opened_at;
        let from = began.saturating_sub((LOOK_BACK_DAYS * 24).hours()).unwrap_or(began);
        for victim in &loaded.case.victims {
            if !sight.sees_of(Part::VictimDetails, victim.id) {
                continue;
            }
            let details: PersonDetails = loaded.texts.read(&victim.details).unwrap_or_default();
            let found = self.store.known_before(&identities(&details), (from, began), MOST).await?;
            let mut by_case: BTreeMap<CaseId, (Timestamp, Vec<IdentityKind>)> = BTreeMap::new();
            for (case, at, kind) in found.into_iter().filter(|(case, ..)| *case != loaded.case.id) {
                let one = by_case.entry(case).or_insert((at, Vec::new()));
                if !one.1.contains(&kind) {
                    one.1.push(kind);
                }
            }
            if !by_case.is_empty() {
                known.extend(self.before(actor, victim.id, details.name, by_case).await?);
            }
        }
        Ok(known)
    }

    async fn before(
        &self,
        actor: &Actor,
        victim: VictimId,
        name: String,
        by_case: BTreeMap<CaseId, (Timestamp, Vec<IdentityKind>)>,
    ) -> Result<Option<VictimBefore>, ServiceError> {
        let ids: Vec<CaseId> = by_case.keys().copied().collect();
        let mut before = VictimBefore { victim, name, same_person: 0, same_place: 0, cases: Vec::new() };
        let asker = actor.asker();
        for line in self.store.case_lines(&ids).await? {
            let Some((at, kinds)) = by_case.get(&line.case) else { continue };
            let is_shut =
                line.access.restricted_to.is_some() || line.access.conflicts.contains(&asker.person);
            let sees =
                policy::may(&asker, Action::SeeCase, About::Case(line.case, &line.access)).is_allowed();
            if is_shut && !sees {
                continue;
            }
            if kinds.iter().any(|kind| kind.is_person()) {
                before.same_person += 1;
            } else {
                before.same_place += 1;
            }
            if sees {
                before.cases.push(CaseBefore {
                    case: line.case,
                    reference: line.reference.unwrap_or_else(|| "No reference yet".to_owned()),
                    title: line.title,
                    at: *at,
                    found_by: found_by(kinds),
                });
            }
        }
        before.cases.sort_by_key(|case| std::cmp::Reverse((case.at, case.case)));
        Ok((before.same_person + before.same_place > 0).then_some(before))
    }
}

fn found_by(kinds: &[IdentityKind]) -> String {
    let words = |kind: &IdentityKind| match kind {
        IdentityKind::Person => "same name and date of birth",
        IdentityKind::Phone => "same phone number",
        IdentityKind::Place => "same address",
    };
    kinds.iter().map(words).collect::<Vec<_>>().join(", ")
}

//! What is counted of a case (OVR-1): in which month, for whom, of which kind of crime, and how it stands.
//!
//! Figures are sums of these counts, kept with the duties in the same transaction, and provably equal to a recount from
//! the events. A team that inherits a case does not inherit its past: what was done counts for whoever held it then.

mod characteristics;
mod crime_group;
mod month;
mod rollups;

pub use characteristics::{Characteristics, Disability, Ethnicity, Sex, age_band};
pub use crime_group::CrimeGroup;
pub use month::{Month, NotAMonth};
pub use rollups::{
    Count, Counts, DaysCell, DutyCell, PeopleCell, Rollups, SurveyCell, VictimCell, VictimCounts, What,
};

use crate::{Case, CaseEvent, Owed, Recorded, case::Owner};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

/// The month in which a duty counts: that of the last day of its limit; of a duty without a limit that can be computed
/// the month in which its clock started; of one whose clock waits, the month of what starts it.
pub fn month_of(owed: &Owed, events: &[Recorded]) -> Month {
    let last_moment = owed.due_at.and_then(|due| due.checked_sub(1.millisecond()).ok());
    let trigger = || {
        let place = usize::try_from(owed.trigger).ok()?.checked_sub(1)?;
        events.get(place).map(|recorded| recorded.at)
    };
    let counted = last_moment.or(owed.clock_start).or_else(trigger).unwrap_or(Timestamp::UNIX_EPOCH);
    Month::of(counted)
}

/// Who answered for what each provider owes, over time.
pub struct OwnersOverTime<'a> {
    case: &'a Case,
    /// Version, provider and owner of each assignment; empty when nothing ever changed hands.
    assigned: Vec<(u64, &'a str, Owner)>,
}

impl<'a> OwnersOverTime<'a> {
    /// From the events of a case.
    pub fn of(case: &'a Case, events: &'a [Recorded]) -> OwnersOverTime<'a> {
        let assigned: Vec<_> = events
            .iter()
            .filter_map(|recorded| match &recorded.event {
                CaseEvent::OwnerAssigned { provider, organisation, team, person } => {
                    let owner = Owner {
                        organisation: organisation.clone(),
                        team: team.clone(),
                        person: person.clone(),
                    };
                    Some((recorded.version, provider.as_str(), owner))
                }
                _ => None,
            })
            .collect();
        let assigned = if assigned.len() == case.owners.len() { Vec::new() } else { assigned };
        OwnersOverTime { case, assigned }
    }

    /// Organisation and team for which a duty counts: those that held it when it was met, otherwise those that hold it
    /// now. Empty where not known.
    pub fn counted(&self, owed: &Owed) -> [String; 2] {
        let then = owed.done_by.filter(|_| !self.assigned.is_empty()).and_then(|version| {
            let mut owners = BTreeMap::new();
            for (_, provider, owner) in self.assigned.iter().filter(|(at, ..)| *at <= version) {
                owners.insert((*provider).to_owned(), owner.clone());
            }
            crate::case::owner_among(&owners, &owed.provider).cloned()
        });
        let owner = then.or_else(|| self.case.owner(&owed.provider).cloned());
        owner.map_or_else(Default::default, |owner| {
            [owner.organisation.0, owner.team.map(|team| team.0).unwrap_or_default()]
        })
    }
}

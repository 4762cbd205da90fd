//! What is kept of the cells of cases: sums by one thing at a time, so that what a page reads grows with teams or kinds of
//! crime, and not with all that they make together (ADR 0036).

use super::Dimension;
use record::figures::{Counts, DaysCell, DutyCell, Month, Rollups, VictimCell, VictimCounts, What};
use std::collections::BTreeMap;

/// Where a duty counts, by agency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Agency<'a> {
    pub month: Month,
    pub organisation: &'a str,
    pub area: &'a str,
    pub provider: &'a str,
    pub edition: &'a str,
    pub duty: &'a str,
}

/// Where it counts among every organisation's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Whole<'a> {
    pub month: Month,
    pub part: i64,
    pub provider: &'a str,
    pub edition: &'a str,
    pub duty: &'a str,
}

/// Where something counts by one thing. The duty is empty for victims.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct By<'a> {
    pub dimension: Dimension,
    pub month: Month,
    pub organisation: &'a str,
    pub area: &'a str,
    pub duty: &'a str,
    pub value: &'a str,
}

/// The same among every organisation's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WholeBy<'a> {
    pub dimension: Dimension,
    pub month: Month,
    pub part: i64,
    pub duty: &'a str,
    pub value: &'a str,
}

/// Where so many days count by one thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Days<'a> {
    pub what: What,
    pub dimension: Dimension,
    pub month: Month,
    pub organisation: &'a str,
    pub duty: &'a str,
    pub area: &'a str,
    pub value: &'a str,
    pub days: i64,
}

/// The same among every organisation's. In no parts: two writers seldom add to the same number of days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WholeDays<'a> {
    pub what: What,
    pub dimension: Dimension,
    pub month: Month,
    pub duty: &'a str,
    pub value: &'a str,
    pub days: i64,
}

/// An organisation that answers for something in an area.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place<'a> {
    pub area: &'a str,
    pub organisation: &'a str,
}

/// What some cases add, table by table. Groups of people and answers to the survey are kept as they are worked out.
#[derive(Default)]
pub(super) struct Kept<'a> {
    pub whole: BTreeMap<Whole<'a>, Counts>,
    pub whole_by: BTreeMap<WholeBy<'a>, Counts>,
    pub agencies: BTreeMap<Agency<'a>, Counts>,
    pub by: BTreeMap<By<'a>, Counts>,
    pub days: BTreeMap<Days<'a>, i64>,
    pub whole_days: BTreeMap<WholeDays<'a>, i64>,
    pub victims: BTreeMap<By<'a>, VictimCounts>,
    pub places: BTreeMap<Place<'a>, i64>,
}

/// In how many parts the sums over every organisation lie: enough that writers of different organisations seldom wait for each
/// other, few enough that reading them all is nothing.
const PARTS: u64 = 4;

/// The part that an organisation falls into (FNV-1a, so that it is the same in every process and version).
fn part(organisation: &str) -> i64 {
    let hash = organisation.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    i64::try_from(hash % PARTS).unwrap_or(0)
}

impl<'a> Kept<'a> {
    pub fn of(sums: &'a Rollups) -> Kept<'a> {
        let mut kept = Kept::default();
        sums.duties.iter().for_each(|(cell, counts)| kept.add_duties(cell, counts));
        sums.days.iter().for_each(|(cell, n)| kept.add_days(cell, *n));
        sums.victims.iter().for_each(|(cell, counts)| kept.add_victims(cell, counts));
        kept.drop_nothing();
        kept
    }

    fn add_duties(&mut self, cell: &'a DutyCell, counts: &Counts) {
        let DutyCell { month, organisation, area, provider, edition, duty, team, crime_group, enhanced } =
            cell;
        let (month, part) = (*month, part(organisation));
        let agency = Agency { month, organisation, area, provider, edition, duty };
        self.agencies.entry(agency).or_default().join(counts);
        self.whole.entry(Whole { month, part, provider, edition, duty }).or_default().join(counts);
        let things = [
            (Dimension::Team, team.as_str()),
            (Dimension::CrimeGroup, *crime_group),
            (Dimension::Enhanced, yes_or_no(*enhanced)),
        ];
        for (dimension, value) in things {
            let by = By { dimension, month, organisation, area, duty, value };
            self.by.entry(by).or_default().join(counts);
            // A team is one organisation's: nobody asks for all of a country's teams at once.
            if dimension != Dimension::Team {
                let whole = WholeBy { dimension, month, part, duty, value };
                self.whole_by.entry(whole).or_default().join(counts);
            }
        }
        *self.places.entry(Place { area, organisation }).or_default() += counts.duties();
    }

    fn add_days(&mut self, cell: &'a DaysCell, n: i64) {
        let DaysCell { what, month, organisation, area, duty, team, crime_group, days } = cell;
        let (what, month, days) = (*what, *month, *days);
        for (dimension, value) in
            [(Dimension::None, ""), (Dimension::Team, team.as_str()), (Dimension::CrimeGroup, *crime_group)]
        {
            let by = Days { what, dimension, month, organisation, duty, area, value, days };
            *self.days.entry(by).or_default() += n;
            if dimension != Dimension::Team {
                let whole = WholeDays { what, dimension, month, duty, value, days };
                *self.whole_days.entry(whole).or_default() += n;
            }
        }
    }

    fn add_victims(&mut self, cell: &'a VictimCell, counts: &VictimCounts) {
        let VictimCell { month, organisation, area, team, crime_group, enhanced, stage } = cell;
        for (dimension, value) in [
            (Dimension::None, ""),
            (Dimension::Team, team.as_str()),
            (Dimension::CrimeGroup, *crime_group),
            (Dimension::Enhanced, yes_or_no(*enhanced)),
            (Dimension::Stage, stage.as_str()),
        ] {
            let by = By { dimension, month: *month, organisation, area, duty: "", value };
            self.victims.entry(by).or_default().join(counts);
        }
        *self.places.entry(Place { area, organisation }).or_default() += counts.victims;
    }

    fn drop_nothing(&mut self) {
        self.whole.retain(|_, counts| !counts.is_zero());
        self.whole_by.retain(|_, counts| !counts.is_zero());
        self.agencies.retain(|_, counts| !counts.is_zero());
        self.by.retain(|_, counts| !counts.is_zero());
        self.days.retain(|_, n| *n != 0);
        self.whole_days.retain(|_, n| *n != 0);
        self.victims.retain(|_, counts| *counts != VictimCounts::default());
        self.places.retain(|_, n| *n != 0);
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}

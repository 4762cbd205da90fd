//! What areas returned, side by side (OVR-8). The measures are those of the register, worked out from the counts that
//! hold; an area whose return is missing is named and left out of every total.

use super::due::{State, returned};
use crate::{Actor, Service, ServiceError, directory::areas};
use jiff::Timestamp;
use measures::{Counted, Measure, Share, Source};
use policy::Action;
use record::figures::{Counts, Month};
use std::collections::{BTreeMap, BTreeSet};

/// How many months an area's own page has.
const MONTHS: u32 = 12;
/// How many earlier years stand beside a month.
const YEARS: u32 = 2;

/// Areas side by side.
#[derive(Clone, Debug)]
pub struct National {
    /// The month.
    pub month: Month,
    /// The latest month there can be.
    pub latest: Month,
    /// What is measured.
    pub measures: Vec<&'static Measure>,
    /// The same month in earlier years and this one, earliest first.
    pub years: Vec<Month>,
    /// Areas, by name; those from which nothing is expected and nothing came are left out.
    pub areas: Vec<AreaRow>,
    /// All areas that are there: for each year, a share for each measure.
    pub totals: Vec<Vec<Share>>,
}

/// An area.
#[derive(Clone, Debug)]
pub struct AreaRow {
    /// Its code.
    pub area: String,
    /// Its name.
    pub name: String,
    /// Each of the years.
    pub years: Vec<AreaMonth>,
}

/// An area in a month.
#[derive(Clone, Debug)]
pub struct AreaMonth {
    /// The month.
    pub month: Month,
    /// Whether its return is there.
    pub state: State,
    /// A share for each measure; none unless the return is there.
    pub shares: Vec<Share>,
}

/// One area over months.
#[derive(Clone, Debug)]
pub struct AreaOverTime {
    /// Its code.
    pub area: String,
    /// Its name.
    pub name: String,
    /// What is measured.
    pub measures: Vec<&'static Measure>,
    /// Months, latest first.
    pub months: Vec<AreaMonth>,
}

type ByArea = BTreeMap<(String, Month), Vec<(String, Counts)>>;

impl Service {
    /// All areas in a month, beside the same month of earlier years.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not oversee; [`ServiceError::Invalid`] for a month that has not ended.
    pub async fn national(
        &self,
        actor: &Actor,
        month: Option<Month>,
        now: Timestamp,
    ) -> Result<National, ServiceError> {
        self.allow(actor, Action::SeeNational)?;
        let latest = Month::last_ended(now);
        let month = month.unwrap_or(latest);
        if month > latest {
            let why = format!(
                "{month} has not ended, so no area can have returned it; the latest month is {latest}"
            );
            return Err(super::invalid("month", why));
        }
        let years: Vec<Month> = (0..=YEARS).rev().map(|years| month.back(12 * years)).collect();
        let mut counts = ByArea::new();
        let mut states = BTreeMap::new();
        for year in &years {
            self.read(*year, *year, now, &mut counts, &mut states).await?;
        }
        let measures = headlines();
        let codes: BTreeSet<&String> = states
            .iter()
            .filter(|(_, state)| **state != State::NotExpected)
            .map(|((area, _), _)| area)
            .collect();
        let mut areas: Vec<AreaRow> = codes
            .into_iter()
            .map(|area| AreaRow {
                area: area.clone(),
                name: name(area),
                years: years.iter().map(|year| in_month(area, *year, &measures, &counts, &states)).collect(),
            })
            .collect();
        areas.sort_by(|one, other| one.name.cmp(&other.name));
        let totals = (0..years.len())
            .map(|year| {
                let there = areas.iter().filter_map(|row| row.years.get(year));
                let there: Vec<_> = there.filter(|area| !area.shares.is_empty()).collect();
                (0..measures.len())
                    .map(|place| there.iter().filter_map(|area| area.shares.get(place)).copied().sum())
                    .collect()
            })
            .collect();
        Ok(National { month, latest, measures, years, areas, totals })
    }

    /// One area over the last months.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for an area that there is not; otherwise as [`Service::national`].
    pub async fn national_area(
        &self,
        actor: &Actor,
        area: &str,
        now: Timestamp,
    ) -> Result<AreaOverTime, ServiceError> {
        self.allow(actor, Action::SeeNational)?;
        areas::force(area).ok_or(ServiceError::NotFound)?;
        let latest = Month::last_ended(now);
        let first = latest.back(MONTHS);
        let (mut counts, mut states) = (ByArea::new(), BTreeMap::new());
        self.read(first, latest, now, &mut counts, &mut states).await?;
        let measures = headlines();
        let mut months: Vec<AreaMonth> =
            first.until(latest).map(|month| in_month(area, month, &measures, &counts, &states)).collect();
        months.reverse();
        Ok(AreaOverTime { area: area.to_owned(), name: name(area), measures, months })
    }

    /// Counts and states of every area in some months.
    async fn read(
        &self,
        from: Month,
        to: Month,
        now: Timestamp,
        counts: &mut ByArea,
        states: &mut BTreeMap<(String, Month), State>,
    ) -> Result<(), ServiceError> {
        for row in self.store.returned_duties(from, to, &[]).await? {
            counts.entry((row.area, row.month)).or_default().push((row.duty, row.counts));
        }
        let (deployments, held) =
            (self.store.deployments().await?, self.store.return_months(from, to).await?);
        for month in from.until(to) {
            for (area, state) in returned(&deployments, &held, month, now) {
                states.insert((area, month), state);
            }
        }
        Ok(())
    }
}

/// What stands first: the measures over duties, which returns have.
pub fn headlines() -> Vec<&'static Measure> {
    measures::Register::embedded().headlines().filter(|measure| measure.counts == Source::Duties).collect()
}

fn name(area: &str) -> String {
    areas::force(area).map_or_else(|| area.to_owned(), |force| force.name.to_owned())
}

fn in_month(
    area: &str,
    month: Month,
    measures: &[&'static Measure],
    counts: &ByArea,
    states: &BTreeMap<(String, Month), State>,
) -> AreaMonth {
    let key = (area.to_owned(), month);
    let state = states.get(&key).cloned().unwrap_or(State::NotExpected);
    let nothing = Vec::new();
    let duties = counts.get(&key).unwrap_or(&nothing);
    let shares = match state {
        State::There { .. } => measures.iter().map(|measure| share(measure, duties)).collect(),
        _ => Vec::new(),
    };
    AreaMonth { month, state, shares }
}

/// A measure of the register over counts of duties.
fn share(measure: &Measure, duties: &[(String, Counts)]) -> Share {
    let mut counted = Counted::default();
    for (_, counts) in duties.iter().filter(|(duty, _)| measure.duties.contains(duty)) {
        counted.merge(&Counted::from(counts));
    }
    measure.share(&counted)
}

//! How many victims left and how many had been here before: numbers, never names (OVR-3, OVR-4).

use crate::{Actor, Service, ServiceError, figures::Reach};
use calendar::{end_of_london_day, start_of_london_day};
use jiff::{Timestamp, ToSpan, civil::Date};
use record::leaving::LeftBecause;
use std::collections::BTreeMap;
use store::{LeaverCount, RepeatCount, Scope};

/// Whole months, the first day of the first and of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    /// First day of the first month.
    pub first: Date,
    /// First day of the last month.
    pub last: Date,
}

/// The most months that a figure is made for at once.
pub const MOST_MONTHS: usize = 24;

impl Months {
    /// The twelve months that ended last.
    pub fn last_twelve(today: Date) -> Months {
        let last = today.first_of_month().saturating_sub(1.month());
        Months { first: last.saturating_sub(11.months()), last }
    }

    /// From one month to another, in this order and not more than [`MOST_MONTHS`]; none when the last has not ended.
    pub fn between(first: Date, last: Date, today: Date) -> Option<Months> {
        let (first, last) = (first.first_of_month(), last.first_of_month());
        let earliest = last.saturating_sub(i64::try_from(MOST_MONTHS).unwrap_or(0).months());
        (first <= last && first > earliest && last < today.first_of_month()).then_some(Months { first, last })
    }

    /// Each of them.
    pub fn each(self) -> impl Iterator<Item = Date> {
        self.first.series(1.month()).take_while(move |month| *month <= self.last).take(MOST_MONTHS)
    }

    fn instants(first: Date, last: Date) -> (Timestamp, Timestamp) {
        (start_of_london_day(first), end_of_london_day(last.last_of_month()))
    }
}

/// Where victims left, and what had been done for them until then.
#[derive(Clone, Debug, Default)]
pub struct Attrition {
    /// How many.
    pub victims: i64,
    /// By slug of the stage.
    pub by_stage: BTreeMap<String, i64>,
    /// By what they say.
    pub by_reason: BTreeMap<LeftBecause, i64>,
    /// By area.
    pub by_area: BTreeMap<String, i64>,
    /// By crime group.
    pub by_crime_group: BTreeMap<String, i64>,
    /// By whole weeks since the last contact, 5 for more than four; -1 when nobody ever got through.
    pub by_weeks: BTreeMap<i64, i64>,
    /// What was owed to them by then: done in time, done late, no record.
    pub owed: [i64; 3],
    /// How many of them had something due with no record.
    pub with_no_record: i64,
}

/// Of the victims of whom enough is known, how many were here before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Victims with a name and date of birth, or a phone number.
    pub known: i64,
    /// Of these, victims of another case in the twelve months before.
    pub again: i64,
}

/// Repeat victims.
#[derive(Clone, Debug, Default)]
pub struct Repeats {
    /// All together.
    pub all: Again,
    /// By month.
    pub by_month: Vec<(Date, Again)>,
    /// By area.
    pub by_area: BTreeMap<String, Again>,
    /// By crime group.
    pub by_crime_group: BTreeMap<String, Again>,
}

impl Service {
    /// Whose figures of people somebody sees.
    fn scope_of(&self, actor: &Actor) -> Result<Scope, ServiceError> {
        Ok(match self.figures_reach(actor)? {
            Reach::Everywhere => Scope::default(),
            Reach::Areas(areas) => Scope { areas, ..Scope::default() },
            Reach::Organisation(own) => Scope { organisation: Some(own), ..Scope::default() },
        })
    }

    /// Where victims left in some months.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who neither look after others' work nor oversee.
    pub async fn attrition(&self, actor: &Actor, months: Months) -> Result<Attrition, ServiceError> {
        let scope = self.scope_of(actor)?;
        let counts = self.store.leavers(&scope, Months::instants(months.first, months.last)).await?;
        Ok(counts.into_iter().fold(Attrition::default(), Attrition::with))
    }

    /// Repeat victims of some months.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who neither look after others' work nor oversee.
    pub async fn repeat_victims(&self, actor: &Actor, months: Months) -> Result<Repeats, ServiceError> {
        let scope = self.scope_of(actor)?;
        let mut repeats = Repeats::default();
        for month in months.each() {
            let counts = self.store.repeat_victims(&scope, Months::instants(month, month)).await?;
            repeats.add(month, &counts);
        }
        Ok(repeats)
    }
}

impl Attrition {
    fn with(mut self, count: LeaverCount) -> Attrition {
        let n = count.victims;
        self.victims += n;
        *self.by_stage.entry(count.stage).or_default() += n;
        let because = LeftBecause::from_slug(&count.because).unwrap_or(LeftBecause::NotSaid);
        *self.by_reason.entry(because).or_default() += n;
        *self.by_area.entry(count.area).or_default() += n;
        *self.by_crime_group.entry(count.crime_group).or_default() += n;
        *self.by_weeks.entry(count.weeks).or_default() += n;
        self.owed = [self.owed[0] + count.done, self.owed[1] + count.late, self.owed[2] + count.no_record];
        self.with_no_record += count.with_no_record;
        self
    }
}

impl Again {
    fn add(&mut self, count: &RepeatCount) {
        self.known += count.known;
        self.again += count.again;
    }
}

impl Repeats {
    fn add(&mut self, month: Date, counts: &[RepeatCount]) {
        let mut of_month = Again::default();
        for count in counts {
            of_month.add(count);
            self.all.add(count);
            self.by_area.entry(count.area.clone()).or_default().add(count);
            self.by_crime_group.entry(count.crime_group.clone()).or_default().add(count);
        }
        self.by_month.push((month, of_month));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_are_whole_and_have_ended() {
        let today = date(2026, 3, 30);
        let twelve = Months::last_twelve(today);
        assert_eq!((twelve.first, twelve.last), (date(2025, 3, 1), date(2026, 2, 1)));
        assert_eq!(twelve.each().count(), 12);
        assert_eq!(Months::between(date(2026, 2, 9), date(2026, 2, 3), today).unwrap().each().count(), 1);
        assert_eq!(Months::between(date(2026, 2, 1), date(2026, 3, 1), today), None, "March has not ended");
        assert_eq!(Months::between(date(2026, 2, 1), date(2026, 1, 1), today), None);
        assert_eq!(Months::between(date(2020, 1, 1), date(2026, 1, 1), today), None, "too many");
    }
}

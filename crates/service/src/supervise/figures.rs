//! How many victims left, of how many, and how many had been here before: numbers, never names (OVR-3, OVR-4).

use crate::{Actor, Service, ServiceError, figures::Reach};
use calendar::{end_of_london_day, start_of_london_day};
use jiff::{Timestamp, ToSpan, civil::Date};
use measures::Share;
use record::{Month, leaving::LeftBecause};
use std::collections::BTreeMap;
use store::{FigureBy, FigureFilter, LeaverCount, LeftOfJoined, RepeatCount, Scope};
use victims_code::Stage;

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
    /// Of those who joined a case in these months, how many have left it.
    pub rate: Rate,
}

/// Of the victims who joined a case in some months, how many have left it until now, whenever that was. Whoever came back has
/// not left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// All of them.
    pub all: Share,
    /// At each stage, by its slug in the order of a case: those who left there, of those whose case came so far.
    pub by_stage: Vec<(&'static str, Share)>,
    /// By weeks since the last contact when they left, as in [`Attrition::by_weeks`]: of all who joined.
    pub by_weeks: BTreeMap<i64, Share>,
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
    /// By name of the police force that answers for the case; empty when none does.
    pub by_force: BTreeMap<String, Again>,
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
        let instants = Months::instants(months.first, months.last);
        let counts = self.store.leavers(&scope, instants).await?;
        let rate = self.rate_of_leaving(&scope, months).await?;
        Ok(counts.into_iter().fold(Attrition { rate, ..Attrition::default() }, Attrition::with))
    }

    /// How many joined stands in the sums; only those who left are counted.
    async fn rate_of_leaving(&self, scope: &Scope, months: Months) -> Result<Rate, ServiceError> {
        let filter = FigureFilter {
            organisations: scope.organisation.iter().cloned().collect(),
            areas: scope.areas.clone(),
            ..FigureFilter::months(Month::of_date(months.first), Month::of_date(months.last))
                .by(&[FigureBy::Stage])
        };
        let joined = self.store.figure_victims(&filter).await?;
        let joined: Vec<(String, i64)> =
            joined.into_iter().map(|row| (row.key.concat(), row.counts.victims)).collect();
        let left = self.store.left_of_joined(scope, Months::instants(months.first, months.last)).await?;
        Ok(Rate::of(&joined, &left))
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
        let directory = self.directory();
        let named =
            |force: &str| if force.is_empty() { "" } else { directory.organisation_name(force) }.to_owned();
        let mut by_force: BTreeMap<String, Again> = BTreeMap::new();
        for (force, again) in std::mem::take(&mut repeats.by_force) {
            let sum = by_force.entry(named(&force)).or_default();
            sum.known += again.known;
            sum.again += again.again;
        }
        repeats.by_force = by_force;
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

impl Rate {
    /// From how many joined, by the stage that their case has come to, and those of them who left.
    fn of(joined: &[(String, i64)], left: &[LeftOfJoined]) -> Rate {
        let place = |slug: &str| Stage::ALL.iter().position(|(_, name)| *name == slug).unwrap_or(0);
        let all: i64 = joined.iter().map(|(_, n)| n).sum();
        let came_to =
            |stage: usize| joined.iter().filter(|(slug, _)| place(slug) >= stage).map(|(_, n)| n).sum();
        let left_at =
            |stage: usize| left.iter().filter(|one| place(&one.stage) == stage).map(|one| one.victims).sum();
        let stages = Stage::ALL.iter().enumerate();
        let mut by_weeks: BTreeMap<i64, Share> = BTreeMap::new();
        for one in left {
            by_weeks.entry(one.weeks).or_insert(Share::new(0, all)).numerator += one.victims;
        }
        Rate {
            all: Share::new(left.iter().map(|one| one.victims).sum(), all),
            by_stage: stages
                .map(|(stage, (_, slug))| (*slug, Share::new(left_at(stage), came_to(stage))))
                .collect(),
            by_weeks,
        }
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
            self.by_force.entry(count.force.clone()).or_default().add(count);
        }
        self.by_month.push((month, of_month));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Ten joined: the cases of four are still being investigated, of five at court, one is only reported. One left in the
    /// investigation (their case went on to court), two at court.
    #[test]
    fn a_rate_is_of_those_whose_case_came_so_far() {
        let joined =
            [("report", 1), ("investigation", 4), ("court", 5)].map(|(slug, n)| (slug.to_owned(), n));
        let left = [("investigation", 5, 1), ("court", 0, 1), ("court", 5, 1)]
            .map(|(stage, weeks, victims)| LeftOfJoined { stage: stage.into(), weeks, victims });
        let rate = Rate::of(&joined, &left);
        assert_eq!(rate.all, Share::new(3, 10));
        let of = |slug: &str| rate.by_stage.iter().find(|(one, _)| *one == slug).unwrap().1;
        assert_eq!((of("report"), of("investigation")), (Share::new(0, 10), Share::new(1, 9)));
        assert_eq!((of("charge"), of("court")), (Share::new(0, 5), Share::new(2, 5)));
        assert_eq!(of("sentence"), Share::new(0, 0), "no case came so far: no share");
        assert_eq!(rate.by_weeks, [(0, Share::new(1, 10)), (5, Share::new(2, 10))].into());
    }

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

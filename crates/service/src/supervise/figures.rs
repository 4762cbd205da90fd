//! How many victims left, of how many, and how many had been here before: numbers, never names (OVR-3, OVR-4). Those who oversee
//! many organisations see no small number, nor what one could be worked out from ([`measures::suppression`]).

use crate::{Actor, Service, ServiceError, figures::Reach};
use calendar::{end_of_london_day, start_of_london_day};
use jiff::{Timestamp, ToSpan, civil::Date};
use measures::{
    Share,
    suppression::{self, Rule},
};
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

/// Where victims left, and what had been done for them until then: numbers as they may be shown, none where they are not.
#[derive(Clone, Debug, Default)]
pub struct Attrition<N = Option<i64>> {
    /// How many.
    pub victims: N,
    /// By slug of the stage.
    pub by_stage: BTreeMap<String, N>,
    /// By what they say.
    pub by_reason: BTreeMap<LeftBecause, N>,
    /// By area.
    pub by_area: BTreeMap<String, N>,
    /// By crime group.
    pub by_crime_group: BTreeMap<String, N>,
    /// By whole weeks since the last contact, 5 for more than four; -1 when nobody ever got through.
    pub by_weeks: BTreeMap<i64, N>,
    /// What was owed to them by then: done in time, done late, no record.
    pub owed: [N; 3],
    /// How many of them had something due with no record.
    pub with_no_record: N,
    /// Of those who joined a case in these months, how many have left it.
    pub rate: Rate,
}

/// Of the victims who joined a case in some months, how many have left it until now, whenever that was. Whoever came back has
/// not left. Shares as they may be shown: none where they are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rate<N = Option<Share>> {
    /// How many joined.
    pub joined: i64,
    /// All of them.
    pub all: N,
    /// At each stage, by its slug in the order of a case: those who left there, of those whose case came so far.
    pub by_stage: Vec<(&'static str, N)>,
    /// By weeks since the last contact when they left, as in [`Attrition::by_weeks`]: of all who joined.
    pub by_weeks: BTreeMap<i64, N>,
}

/// Of the victims of whom enough is known, how many were here before. As numbers may be shown: none where they are not.
#[derive(Clone, Debug, Default)]
pub struct Repeats<N = Option<Share>> {
    /// All together.
    pub all: N,
    /// By month.
    pub by_month: BTreeMap<Date, N>,
    /// By area.
    pub by_area: BTreeMap<String, N>,
    /// By crime group.
    pub by_crime_group: BTreeMap<String, N>,
    /// By name of the police force that answers for the case; empty when none does.
    pub by_force: BTreeMap<String, N>,
}

/// What is small for whoever sees so far. The work of their own organisation people may read case by case.
fn small(reach: &Reach) -> Rule {
    match reach {
        Reach::Organisation(_) => Rule::SHOWS_ALL,
        Reach::Everywhere | Reach::Areas(_) => Rule::default(),
    }
}

impl Service {
    /// Where victims left in some months.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who neither look after others' work nor oversee.
    pub async fn attrition(&self, actor: &Actor, months: Months) -> Result<Attrition, ServiceError> {
        let reach = self.figures_reach(actor)?;
        let (scope, small) = (scope(&reach), small(&reach));
        let within = Months::instants(months.first, months.last);
        let counts = self.store.leavers(&scope, within).await?;
        let rate = self.rate_of_leaving(&scope, months).await?.shown(small);
        let left = counts.into_iter().fold(Attrition::default(), Attrition::with);
        Ok(Attrition { rate, ..left.shown(small) })
    }

    /// How many joined stands in the sums; only those who left are counted.
    async fn rate_of_leaving(&self, scope: &Scope, months: Months) -> Result<Rate<Share>, ServiceError> {
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
        let reach = self.figures_reach(actor)?;
        let directory = self.directory();
        let named =
            |force: &str| if force.is_empty() { "" } else { directory.organisation_name(force) }.to_owned();
        let mut repeats = Repeats::default();
        for month in months.each() {
            let counts = self.store.repeat_victims(&scope(&reach), Months::instants(month, month)).await?;
            repeats.add(month, &counts, named);
        }
        Ok(repeats.shown(small(&reach)))
    }
}

/// Whose figures of people somebody sees.
fn scope(reach: &Reach) -> Scope {
    match reach {
        Reach::Everywhere => Scope::default(),
        Reach::Areas(areas) => Scope { areas: areas.clone(), ..Scope::default() },
        Reach::Organisation(own) => Scope { organisation: Some(own.clone()), ..Scope::default() },
    }
}

impl Attrition<i64> {
    fn with(mut self, count: LeaverCount) -> Attrition<i64> {
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

    /// Every list breaks the same victims down. What had been owed is of them too: of few victims it is not shown.
    fn shown(self, small: Rule) -> Attrition {
        let lists = [
            self.by_stage.values().copied().collect(),
            self.by_reason.values().copied().collect(),
            self.by_area.values().copied().collect(),
            self.by_crime_group.values().copied().collect(),
            self.by_weeks.values().copied().collect(),
        ];
        let hidden = suppression::suppress_counts(&lists, small);
        let [by_stage, by_reason, by_area, by_crime_group, by_weeks] = of_lists(hidden.lists);
        let [owed] = of_lists(suppression::suppress_counts(&[self.owed.to_vec()], small).lists);
        let part = suppression::suppress_parts(self.victims, &[self.with_no_record], small);
        let (few, no_record_hidden) = (hidden.total, part.whole || part.parts.contains(&true));
        let unless = |hidden: bool, n: i64| (!hidden).then_some(n);
        let mut owed = owed.into_iter().chain(std::iter::repeat(true));
        Attrition {
            victims: unless(few, self.victims),
            by_stage: shown(self.by_stage, by_stage),
            by_reason: shown(self.by_reason, by_reason),
            by_area: shown(self.by_area, by_area),
            by_crime_group: shown(self.by_crime_group, by_crime_group),
            by_weeks: shown(self.by_weeks, by_weeks),
            owed: self.owed.map(|n| unless(few || owed.next().unwrap_or(true), n)),
            with_no_record: unless(few || no_record_hidden, self.with_no_record),
            rate: self.rate,
        }
    }
}

impl Rate<Share> {
    /// From how many joined, by the stage that their case has come to, and those of them who left.
    fn of(joined: &[(String, i64)], left: &[LeftOfJoined]) -> Rate<Share> {
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
            joined: all,
            all: Share::new(left.iter().map(|one| one.victims).sum(), all),
            by_stage: stages
                .map(|(stage, (_, slug))| (*slug, Share::new(left_at(stage), came_to(stage))))
                .collect(),
            by_weeks,
        }
    }

    /// By stage and by weeks those who left add up to all of them; of how many they are, the figures say.
    fn shown(self, small: Rule) -> Rate {
        let lists = [
            self.by_stage.iter().map(|(_, share)| *share).collect(),
            self.by_weeks.values().copied().collect(),
        ];
        let hidden = suppression::suppress_of_known(&lists, self.all, small);
        let [by_stage, by_weeks] = of_lists(hidden.lists);
        let stages = self.by_stage.into_iter().zip(by_stage);
        Rate {
            joined: self.joined,
            all: (!hidden.total).then_some(self.all),
            by_stage: stages.map(|((slug, share), hidden)| (slug, (!hidden).then_some(share))).collect(),
            by_weeks: shown(self.by_weeks, by_weeks),
        }
    }
}

impl Repeats<Share> {
    fn add(&mut self, month: Date, counts: &[RepeatCount], force: impl Fn(&str) -> String) {
        // A month without anybody is a row too.
        self.by_month.entry(month).or_default();
        for count in counts {
            let again = Share::new(count.again, count.known);
            let rows = [
                &mut self.all,
                self.by_month.entry(month).or_default(),
                self.by_area.entry(count.area.clone()).or_default(),
                self.by_crime_group.entry(count.crime_group.clone()).or_default(),
                self.by_force.entry(force(&count.force)).or_default(),
            ];
            rows.into_iter().for_each(|row| *row = *row + again);
        }
    }

    /// Every list breaks the same victims down.
    fn shown(self, small: Rule) -> Repeats {
        let lists = [
            self.by_month.values().copied().collect(),
            self.by_area.values().copied().collect(),
            self.by_crime_group.values().copied().collect(),
            self.by_force.values().copied().collect(),
        ];
        let hidden = suppression::suppress(&lists, small);
        let [by_month, by_area, by_crime_group, by_force] = of_lists(hidden.lists);
        Repeats {
            all: (!hidden.total).then_some(self.all),
            by_month: shown(self.by_month, by_month),
            by_area: shown(self.by_area, by_area),
            by_crime_group: shown(self.by_crime_group, by_crime_group),
            by_force: shown(self.by_force, by_force),
        }
    }
}

/// What of each list is hidden.
fn of_lists<const N: usize>(hidden: Vec<Vec<bool>>) -> [Vec<bool>; N] {
    let mut lists = hidden.into_iter();
    std::array::from_fn(|_| lists.next().unwrap_or_default())
}

/// A list as it is shown. What nothing says is shown is hidden.
fn shown<K: Ord, N>(list: BTreeMap<K, N>, hidden: Vec<bool>) -> BTreeMap<K, Option<N>> {
    let hidden = hidden.into_iter().chain(std::iter::repeat(true));
    list.into_iter().zip(hidden).map(|((key, n), hidden)| (key, (!hidden).then_some(n))).collect()
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
        let few = rate.clone().shown(Rule::default());
        assert!(few.all.is_none() && few.by_weeks.values().all(Option::is_none), "three of ten: {few:?}");
        assert_eq!(few.joined, 10);
        assert_eq!(rate.shown(Rule::SHOWS_ALL).all, Some(Share::new(3, 10)), "of one's own organisation");
    }

    #[test]
    fn few_who_left_at_a_stage_do_not_follow_from_all_who_left() {
        let joined = [("investigation", 150), ("court", 50)].map(|(slug, n)| (slug.to_owned(), n));
        let left = [("report", 0, 30), ("investigation", 0, 20), ("court", 5, 2)]
            .map(|(stage, weeks, victims)| LeftOfJoined { stage: stage.into(), weeks, victims });
        let rate = Rate::of(&joined, &left).shown(Rule::default());
        assert_eq!(rate.all, Some(Share::new(52, 200)));
        let hidden = rate.by_stage.iter().filter(|(_, share)| share.is_none()).map(|(slug, _)| *slug);
        let hidden: Vec<&str> = hidden.collect();
        assert!(hidden.contains(&"court") && hidden.len() > 1, "{hidden:?}");
        assert!(rate.by_weeks.values().all(Option::is_none), "two after five weeks: {rate:?}");
    }

    fn left(stage: &str, area: &str, victims: i64) -> LeaverCount {
        let [stage, area] = [stage, area].map(str::to_owned);
        let (because, crime_group) = ("afraid".to_owned(), "burglary".to_owned());
        let with_no_record = victims.min(2);
        LeaverCount {
            stage,
            because,
            area,
            crime_group,
            weeks: 1,
            victims,
            done: victims,
            late: 0,
            no_record: 9,
            with_no_record,
        }
    }

    fn attrition(counts: &[LeaverCount], small: Rule) -> Attrition {
        counts.iter().cloned().fold(Attrition::default(), Attrition::with).shown(small)
    }

    #[test]
    fn a_small_number_of_those_who_left_cannot_be_taken_from_the_total_or_from_another_list() {
        let counts = [left("court", "01", 2), left("report", "01", 40), left("charge", "46", 60)];
        let figure = attrition(&counts, Rule::default());
        assert_eq!(figure.victims, Some(102));
        // Two at court, and with them the next smallest; by area 42 and 60 are shown, which say nothing of the two.
        assert_eq!(figure.by_stage.values().copied().collect::<Vec<_>>(), [Some(60), None, None]);
        assert_eq!(figure.by_area["01"], Some(42));
        // Six of them had something due without a record: not small, nor all but a few.
        assert_eq!(figure.with_no_record, Some(6));
        let own = attrition(&counts, Rule::SHOWS_ALL);
        assert_eq!(own.by_stage["court"], Some(2), "of one's own organisation");
    }

    #[test]
    fn of_few_who_left_nothing_is_shown() {
        let figure = attrition(&[left("court", "01", 2), left("court", "46", 2)], Rule::default());
        let lists = figure.by_stage.values().chain(figure.by_area.values()).chain(figure.by_weeks.values());
        assert!(
            lists.chain([&figure.victims, &figure.with_no_record]).chain(&figure.owed).all(Option::is_none)
        );
        let nobody = attrition(&[], Rule::default());
        assert_eq!((nobody.victims, nobody.owed), (Some(0), [Some(0); 3]), "none is no secret");
    }

    #[test]
    fn who_was_here_before_is_hidden_in_every_list_that_would_say_it() {
        let count = |area: &str, group: &str, known, again| RepeatCount {
            area: area.to_owned(),
            crime_group: group.to_owned(),
            force: format!("force-{area}"),
            known,
            again,
        };
        let named = |force: &str| force.to_uppercase();
        let mut repeats = Repeats::default();
        repeats.add(
            date(2026, 1, 1),
            &[count("01", "burglary", 90, 20), count("46", "burglary", 80, 2)],
            named,
        );
        repeats.add(
            date(2026, 2, 1),
            &[count("01", "robbery", 70, 30), count("02", "robbery", 60, 10)],
            named,
        );
        repeats.add(date(2026, 3, 1), &[], named);
        let figure = repeats.clone().shown(Rule::default());
        assert_eq!(figure.all, Some(Share::new(62, 300)));
        assert_eq!(figure.by_area["46"], None);
        assert_eq!(figure.by_area["02"], None, "else it follows from the total");
        assert_eq!(figure.by_area["01"], Some(Share::new(50, 160)));
        assert_eq!(
            (figure.by_force["FORCE-46"], figure.by_force["FORCE-01"]),
            (None, Some(Share::new(50, 160)))
        );
        assert_eq!(figure.by_month[&date(2026, 1, 1)], Some(Share::new(22, 170)), "not small");
        assert_eq!(figure.by_month[&date(2026, 3, 1)], Some(Share::default()));
        assert_eq!(repeats.shown(Rule::SHOWS_ALL).by_area["46"], Some(Share::new(2, 80)));
    }
}

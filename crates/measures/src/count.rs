//! What can be counted, and which counts are parts of others.

use record::figures::{Count as DutyCount, Counts};
use std::collections::BTreeMap;

/// Where counts come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// What somebody owes a victim.
    Duties,
    /// Victims.
    Victims,
    /// Days from one thing to another.
    Days,
    /// Scores that a second person gave to contacts and letters.
    Scores,
    /// What victims answered when they were asked how it was.
    Survey,
}

impl Source {
    /// Every source.
    pub const ALL: [Source; 5] =
        [Source::Duties, Source::Victims, Source::Days, Source::Scores, Source::Survey];

    /// The name in registers.
    pub fn slug(self) -> &'static str {
        match self {
            Source::Duties => "duties",
            Source::Victims => "victims",
            Source::Days => "days",
            Source::Scores => "scores",
            Source::Survey => "survey",
        }
    }

    /// The source of this name.
    pub fn from_slug(slug: &str) -> Option<Source> {
        Source::ALL.into_iter().find(|source| source.slug() == slug)
    }

    /// The counts that it has.
    pub fn counts(self) -> impl Iterator<Item = Count> {
        Count::all().filter(move |count| count.source() == self)
    }
}

/// One way of counting. How a duty counts is what the record keeps sums of; nothing else is known of a duty here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// How a duty counts.
    Duty(DutyCount),
    /// Every victim.
    Victims,
    /// Victims whom somebody got through to at least once.
    Contacted,
    /// Victims whom nobody ever got through to.
    NotContacted,
    /// Victims who dispute something now.
    Disputing,
    /// Answers about a contact that a second person scored "fully".
    ScoredFully,
    /// Scored "partly".
    ScoredPartly,
    /// Scored "no".
    ScoredNo,
    /// A good answer to a question of the survey.
    SurveyGood,
    /// An answer between good and bad.
    SurveyMiddle,
    /// A bad answer.
    SurveyBad,
}

/// Every count that is not of duties, those of one source together.
const OTHERS: [Count; 10] = [
    Count::Victims,
    Count::Contacted,
    Count::NotContacted,
    Count::Disputing,
    Count::ScoredFully,
    Count::ScoredPartly,
    Count::ScoredNo,
    Count::SurveyGood,
    Count::SurveyMiddle,
    Count::SurveyBad,
];

impl Count {
    /// Every count, those of one source together.
    pub fn all() -> impl Iterator<Item = Count> {
        DutyCount::ALL.into_iter().map(Count::Duty).chain(OTHERS)
    }

    /// The name in registers.
    pub fn slug(self) -> &'static str {
        match self {
            Count::Duty(count) => count.slug(),
            Count::Victims => "victims",
            Count::Contacted => "contacted",
            Count::NotContacted => "not_contacted",
            Count::Disputing => "disputing",
            Count::ScoredFully => "scored_fully",
            Count::ScoredPartly => "scored_partly",
            Count::ScoredNo => "scored_no",
            Count::SurveyGood => "survey_good",
            Count::SurveyMiddle => "survey_middle",
            Count::SurveyBad => "survey_bad",
        }
    }

    /// What it counts, in words.
    pub fn words(self) -> &'static str {
        match self {
            Count::Duty(count) => duty_words(count),
            Count::Victims => "victims",
            Count::Contacted => "victims whom somebody got through to",
            Count::NotContacted => "victims whom nobody got through to",
            Count::Disputing => "victims who dispute something",
            Count::ScoredFully => "answered \"fully\" by a second person",
            Count::ScoredPartly => "answered \"partly\" by a second person",
            Count::ScoredNo => "answered \"no\" by a second person",
            Count::SurveyGood => "answered well in the survey",
            Count::SurveyMiddle => "answered in between in the survey",
            Count::SurveyBad => "answered badly in the survey",
        }
    }

    /// The count of this name.
    pub fn from_slug(slug: &str) -> Option<Count> {
        Count::all().find(|count| count.slug() == slug)
    }

    /// Where it comes from.
    pub fn source(self) -> Source {
        match self {
            Count::Duty(_) => Source::Duties,
            Count::Victims | Count::Contacted | Count::NotContacted | Count::Disputing => Source::Victims,
            Count::ScoredFully | Count::ScoredPartly | Count::ScoredNo => Source::Scores,
            Count::SurveyGood | Count::SurveyMiddle | Count::SurveyBad => Source::Survey,
        }
    }

    /// What it is made of, one bit for each thing that is in no other: how a duty stands and what its victim says of it;
    /// whether a victim was reached and whether they dispute something.
    fn atoms(self) -> u32 {
        const CONTACTED: u32 = 0b011 << 14;
        const NOT_CONTACTED: u32 = 0b011 << 16;
        const DISPUTING: u32 = 0b101 << 14;
        match self {
            Count::Duty(count) => duty_atoms(count),
            Count::Victims => CONTACTED | NOT_CONTACTED,
            Count::Contacted => CONTACTED,
            Count::NotContacted => NOT_CONTACTED,
            Count::Disputing => DISPUTING,
            Count::ScoredFully => 1 << 18,
            Count::ScoredPartly => 1 << 19,
            Count::ScoredNo => 1 << 20,
            Count::SurveyGood => 1 << 21,
            Count::SurveyMiddle => 1 << 22,
            Count::SurveyBad => 1 << 23,
        }
    }
}

fn duty_words(count: DutyCount) -> &'static str {
    match count {
        DutyCount::Waived => "not wanted by the victim",
        DutyCount::Waiting => "clock not started",
        DutyCount::Undated => "no record, the Code sets no limit",
        DutyCount::Open => "no record by the end of the limit",
        DutyCount::Met => "done in time, or done where the Code sets no limit",
        DutyCount::MetLate => "done late",
        DutyCount::Confirmed => "recorded as done, and the victim says so",
        DutyCount::Disputed => {
            "recorded as done, and the victim says that it was not or that they did not understand"
        }
        DutyCount::ToldWithoutRecord => "no record, and the victim says that it happened",
        DutyCount::NotTold => "no record, and the victim says that it did not happen",
    }
}

fn duty_atoms(count: DutyCount) -> u32 {
    const OPEN: u32 = 0b111;
    const UNDATED: u32 = OPEN << 3;
    const MET: u32 = OPEN << 6;
    const MET_LATE: u32 = OPEN << 9;
    // Of each three: no answer, yes, no.
    const YES: u32 = 0b010_010_010_010;
    const NO: u32 = 0b100_100_100_100;
    match count {
        DutyCount::Waived => 1 << 12,
        DutyCount::Waiting => 1 << 13,
        DutyCount::Undated => UNDATED,
        DutyCount::Open => OPEN,
        DutyCount::Met => MET,
        DutyCount::MetLate => MET_LATE,
        DutyCount::Confirmed => (MET | MET_LATE) & YES,
        DutyCount::Disputed => (MET | MET_LATE) & NO,
        DutyCount::ToldWithoutRecord => (OPEN | UNDATED) & YES,
        DutyCount::NotTold => (OPEN | UNDATED) & NO,
    }
}

/// Two of these that count the same thing twice; none when they do not.
pub(crate) fn counted_twice(counts: &[Count]) -> Option<(Count, Count)> {
    let pairs =
        counts.iter().enumerate().flat_map(|(at, one)| counts[..at].iter().map(move |other| (*other, *one)));
    pairs.into_iter().find(|(one, other)| one.atoms() & other.atoms() != 0)
}

/// A count of `part` that is not wholly in `whole`; none when all of them are.
pub(crate) fn outside(part: &[Count], whole: &[Count]) -> Option<Count> {
    let within = whole.iter().fold(0, |atoms, count| atoms | count.atoms());
    part.iter().copied().find(|count| count.atoms() & !within != 0)
}

/// How many count in each way. What is not there counts nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted(BTreeMap<Count, i64>);

/// Sums of duties, as the record keeps them.
impl From<&Counts> for Counted {
    fn from(counts: &Counts) -> Counted {
        Counted(DutyCount::ALL.into_iter().map(|count| (Count::Duty(count), counts.get(count))).collect())
    }
}

impl Counted {
    /// Adds so many.
    pub fn add(&mut self, count: Count, n: i64) {
        *self.0.entry(count).or_default() += n;
    }

    /// How many count so.
    pub fn get(&self, count: Count) -> i64 {
        self.0.get(&count).copied().unwrap_or_default()
    }

    /// How many count in one of these ways.
    pub fn sum(&self, of: &[Count]) -> i64 {
        of.iter().map(|count| self.get(*count)).sum()
    }

    /// Adds what others counted.
    pub fn merge(&mut self, other: &Counted) {
        other.0.iter().for_each(|(count, n)| self.add(*count, *n));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DutyCount::{
        Confirmed, Disputed, Met, MetLate, NotTold, Open, ToldWithoutRecord, Undated, Waiting, Waived,
    };

    fn of<const N: usize>(counts: [DutyCount; N]) -> [Count; N] {
        counts.map(Count::Duty)
    }

    #[test]
    fn answers_are_parts_of_what_they_are_about() {
        let duty = Count::Duty;
        assert_eq!(outside(&of([Confirmed]), &of([Met, MetLate])), None);
        assert_eq!(outside(&of([Confirmed]), &of([Met])), Some(duty(Confirmed)));
        assert_eq!(outside(&of([NotTold]), &of([Open, Undated])), None);
        assert_eq!(outside(&of([Waived]), &of([Open])), Some(duty(Waived)));
        assert_eq!(outside(&[Count::Disputing], &[Count::Victims]), None);
        assert_eq!(outside(&[Count::Disputing], &[Count::Contacted]), Some(Count::Disputing));
    }

    #[test]
    fn the_six_states_and_the_four_answers_are_apart_and_a_state_holds_its_answers() {
        let states = [Waived, Waiting, Undated, Open, Met, MetLate];
        let answers = [Confirmed, Disputed, ToldWithoutRecord, NotTold];
        assert_eq!(states.as_slice(), &DutyCount::ALL[..DutyCount::PHASES]);
        assert_eq!(counted_twice(&of(states)), None);
        assert_eq!(counted_twice(&of(answers)), None);
        let duty = Count::Duty;
        assert_eq!(counted_twice(&of([Met, Confirmed])), Some((duty(Met), duty(Confirmed))));
        assert_eq!(counted_twice(&of([Met, Met])), Some((duty(Met), duty(Met))));
        assert_eq!(counted_twice(&[Count::Contacted, Count::NotContacted]), None);
    }

    #[test]
    fn every_count_is_found_by_its_name_and_sums_of_duties_keep_theirs() {
        assert!(Count::all().all(|count| Count::from_slug(count.slug()) == Some(count)));
        let counted = Counted::from(&Counts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
        let each: Vec<i64> = Source::Duties.counts().map(|count| counted.get(count)).collect();
        assert_eq!(each, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(Counts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).duties(), 21, "answers are not counted twice");
    }
}

//! What can be counted, and which counts are parts of others.

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
        Count::ALL.into_iter().filter(move |count| count.source() == self)
    }
}

/// One way of counting. The duties' are those of the rollups, by the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// The victim did not want it.
    Waived,
    /// Its clock has not started.
    Waiting,
    /// Owed without a limit that can be computed, no record.
    Undated,
    /// Owed with a limit, no record.
    Open,
    /// Done in time, or without a limit.
    Met,
    /// Done late.
    MetLate,
    /// Recorded as done, and the victim says so.
    Confirmed,
    /// Recorded as done, and the victim says that it was not, or that they did not understand.
    Disputed,
    /// No record, and the victim says that it happened.
    ToldWithoutRecord,
    /// No record, and the victim says that it did not happen.
    NotTold,
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

impl Count {
    /// Every count, those of one source together.
    pub const ALL: [Count; 20] = [
        Count::Waived,
        Count::Waiting,
        Count::Undated,
        Count::Open,
        Count::Met,
        Count::MetLate,
        Count::Confirmed,
        Count::Disputed,
        Count::ToldWithoutRecord,
        Count::NotTold,
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

    /// The name in registers.
    pub fn slug(self) -> &'static str {
        match self {
            Count::Waived => "waived",
            Count::Waiting => "waiting",
            Count::Undated => "undated",
            Count::Open => "open",
            Count::Met => "met",
            Count::MetLate => "met_late",
            Count::Confirmed => "confirmed",
            Count::Disputed => "disputed",
            Count::ToldWithoutRecord => "told_without_record",
            Count::NotTold => "not_told",
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
            Count::Waived => "not wanted by the victim",
            Count::Waiting => "clock not started",
            Count::Undated => "no record, the Code sets no limit",
            Count::Open => "no record by the end of the limit",
            Count::Met => "done in time, or done where the Code sets no limit",
            Count::MetLate => "done late",
            Count::Confirmed => "recorded as done, and the victim says so",
            Count::Disputed => {
                "recorded as done, and the victim says that it was not or that they did not understand"
            }
            Count::ToldWithoutRecord => "no record, and the victim says that it happened",
            Count::NotTold => "no record, and the victim says that it did not happen",
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
        Count::ALL.into_iter().find(|count| count.slug() == slug)
    }

    /// Where it comes from.
    pub fn source(self) -> Source {
        match self {
            Count::Victims | Count::Contacted | Count::NotContacted | Count::Disputing => Source::Victims,
            Count::ScoredFully | Count::ScoredPartly | Count::ScoredNo => Source::Scores,
            Count::SurveyGood | Count::SurveyMiddle | Count::SurveyBad => Source::Survey,
            _ => Source::Duties,
        }
    }

    /// What it is made of, one bit for each thing that is in no other: how a duty stands and what its victim says of it;
    /// whether a victim was reached and whether they dispute something.
    fn atoms(self) -> u32 {
        const OPEN: u32 = 0b111;
        const UNDATED: u32 = OPEN << 3;
        const MET: u32 = OPEN << 6;
        const MET_LATE: u32 = OPEN << 9;
        // Of each three: no answer, yes, no.
        const YES: u32 = 0b010_010_010_010;
        const NO: u32 = 0b100_100_100_100;
        const WAIVED: u32 = 1 << 12;
        const WAITING: u32 = 1 << 13;
        const CONTACTED: u32 = 0b011 << 14;
        const NOT_CONTACTED: u32 = 0b011 << 16;
        const DISPUTING: u32 = 0b101 << 14;
        match self {
            Count::Waived => WAIVED,
            Count::Waiting => WAITING,
            Count::Undated => UNDATED,
            Count::Open => OPEN,
            Count::Met => MET,
            Count::MetLate => MET_LATE,
            Count::Confirmed => (MET | MET_LATE) & YES,
            Count::Disputed => (MET | MET_LATE) & NO,
            Count::ToldWithoutRecord => (OPEN | UNDATED) & YES,
            Count::NotTold => (OPEN | UNDATED) & NO,
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

    #[test]
    fn answers_are_parts_of_what_they_are_about() {
        assert_eq!(outside(&[Count::Confirmed], &[Count::Met, Count::MetLate]), None);
        assert_eq!(outside(&[Count::Confirmed], &[Count::Met]), Some(Count::Confirmed));
        assert_eq!(outside(&[Count::NotTold], &[Count::Open, Count::Undated]), None);
        assert_eq!(outside(&[Count::Waived], &[Count::Open]), Some(Count::Waived));
        assert_eq!(outside(&[Count::Disputing], &[Count::Victims]), None);
        assert_eq!(outside(&[Count::Disputing], &[Count::Contacted]), Some(Count::Disputing));
    }

    #[test]
    fn the_six_states_and_the_four_answers_are_apart_and_a_state_holds_its_answers() {
        let states = [Count::Waived, Count::Waiting, Count::Undated, Count::Open, Count::Met, Count::MetLate];
        let answers = [Count::Confirmed, Count::Disputed, Count::ToldWithoutRecord, Count::NotTold];
        assert_eq!(counted_twice(&states), None);
        assert_eq!(counted_twice(&answers), None);
        assert_eq!(counted_twice(&[Count::Met, Count::Confirmed]), Some((Count::Met, Count::Confirmed)));
        assert_eq!(counted_twice(&[Count::Met, Count::Met]), Some((Count::Met, Count::Met)));
        assert_eq!(counted_twice(&[Count::Contacted, Count::NotContacted]), None);
    }
}

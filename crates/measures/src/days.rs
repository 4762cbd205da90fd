//! Days from one thing to another: medians and other percentiles, exact to the day.

use std::collections::BTreeMap;

/// How many took how many days, and how many are still waiting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    took: BTreeMap<i64, i64>,
    not_yet: i64,
}

/// What a histogram says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DaysFigure {
    /// How many it has happened for.
    pub done: i64,
    /// How many it has not happened for. They count as longer than all the others: leaving them out would make whoever
    /// contacts nobody look fast.
    pub not_yet: i64,
    /// Half of all took so many days or fewer. None when it has not happened for half of them.
    pub median: Option<i64>,
    /// Nine in ten took so many days or fewer. None when it has not happened for nine in ten.
    pub p90: Option<i64>,
    /// Mean of those for whom it has happened. None when it has not for anybody.
    pub mean: Option<f64>,
}

impl Histogram {
    /// So many took so many days.
    pub fn add(&mut self, days: i64, n: i64) {
        *self.took.entry(days).or_default() += n;
    }

    /// So many are still waiting.
    pub fn add_not_yet(&mut self, n: i64) {
        self.not_yet += n;
    }

    /// Adds another.
    pub fn merge(&mut self, other: &Histogram) {
        other.took.iter().for_each(|(days, n)| self.add(*days, *n));
        self.not_yet += other.not_yet;
    }

    /// For how many it has happened.
    pub fn done(&self) -> i64 {
        self.took.values().sum()
    }

    /// The smallest number of days within which it happened for at least `percent` in a hundred of all: the nearest rank. None
    /// when there are none, or when it has not happened for so many.
    pub fn percentile(&self, percent: u8) -> Option<i64> {
        let all = self.done() + self.not_yet;
        let rank = (all * i64::from(percent) + 99) / 100;
        let mut so_far = 0;
        for (days, n) in &self.took {
            so_far += n;
            if so_far >= rank.max(1) {
                return Some(*days);
            }
        }
        None
    }

    /// What it says.
    pub fn figure(&self) -> DaysFigure {
        let done = self.done();
        let sum: i64 = self.took.iter().map(|(days, n)| days * n).sum();
        DaysFigure {
            done,
            not_yet: self.not_yet,
            median: self.percentile(50),
            p90: self.percentile(90),
            mean: (done > 0).then(|| sum as f64 / done as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn those_who_still_wait_count_as_the_longest() {
        let mut days = Histogram::default();
        for took in [0, 1, 3] {
            days.add(took, 1);
        }
        assert_eq!(days.figure().median, Some(1));
        assert_eq!(days.figure().mean, Some(4.0 / 3.0));
        days.add_not_yet(2);
        assert_eq!((days.figure().median, days.figure().p90), (Some(3), None));
        days.add_not_yet(2);
        assert_eq!(days.figure().median, None, "more than half have waited in vain");
        assert_eq!(Histogram::default().figure().median, None);
    }

    proptest! {
        #[test]
        fn a_percentile_is_that_of_the_list_written_out(took in prop::collection::vec(0i64..40, 1..60), percent in 1u8..=100) {
            let mut days = Histogram::default();
            took.iter().for_each(|one| days.add(*one, 1));
            let mut sorted = took;
            sorted.sort_unstable();
            let rank = (sorted.len() as f64 * f64::from(percent) / 100.0).ceil().max(1.0) as usize;
            prop_assert_eq!(days.percentile(percent), Some(sorted[rank - 1]));
        }
    }
}

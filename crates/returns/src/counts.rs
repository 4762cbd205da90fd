//! The ten counts as columns. What is done, what is not, and what the victim says are kept apart (INF-12).

use record::figures::{Count, Counts};

/// A count as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountColumn {
    /// The count.
    pub count: Count,
    /// What people read.
    pub title: &'static str,
    /// Which duties are counted.
    pub about: &'static str,
}

/// The counts, in the order of [`Count::ALL`].
pub const COLUMNS: [CountColumn; 10] = [
    column(Count::Waived, "Waived", "the victim did not want it"),
    column(Count::Waiting, "Clock not started", "nothing has started its clock yet"),
    column(
        Count::Undated,
        "Owed, no limit known",
        "owed, without a limit that can be worked out, and no record that it was done",
    ),
    column(
        Count::Open,
        "No record",
        "owed, with a limit, and no record that it was done; late, as the month is over",
    ),
    column(Count::Met, "Done in time", "recorded as done in time, or without a limit"),
    column(Count::MetLate, "Done late", "recorded as done after the limit"),
    column(Count::Confirmed, "Confirmed", "of those recorded as done: the victim says that it happened"),
    column(
        Count::Disputed,
        "Disputed",
        "of those recorded as done: the victim says that it did not happen, or was not understood",
    ),
    column(
        Count::ToldWithoutRecord,
        "Told, not recorded",
        "of those without a record: the victim says that it happened",
    ),
    column(Count::NotTold, "Not told", "of those without a record: the victim says that it did not happen"),
];

const fn column(count: Count, title: &'static str, about: &'static str) -> CountColumn {
    CountColumn { count, title, about }
}

/// The sum of two sets of counts; none when a number is beyond what can be counted.
pub fn add(left: &Counts, right: &Counts) -> Option<Counts> {
    let mut sum = Counts::default();
    for (place, (left, right)) in sum.0.iter_mut().zip(left.0.iter().zip(right.0)) {
        *place = left.checked_add(right)?;
    }
    Some(sum)
}

/// Whether the counts can be of any duties: nobody says of more duties than there are that they were done.
pub fn is_possible(counts: &Counts) -> bool {
    let sum = |of: &[Count]| of.iter().try_fold(0_i64, |sum, count| sum.checked_add(counts.get(*count)));
    let fits = |said: &[Count], of: &[Count]| match (sum(said), sum(of)) {
        (Some(said), Some(of)) => said <= of,
        _ => false,
    };
    counts.0.iter().all(|n| *n >= 0)
        && fits(&[Count::Confirmed, Count::Disputed], &[Count::Met, Count::MetLate])
        && fits(&[Count::ToldWithoutRecord, Count::NotTold], &[Count::Open, Count::Undated])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_has_its_column_in_order() {
        let listed: Vec<Count> = COLUMNS.iter().map(|column| column.count).collect();
        assert_eq!(listed, Count::ALL);
    }

    #[test]
    fn nobody_confirms_what_was_not_done() {
        let mut counts = Counts::default();
        counts.add(Count::Met, 3);
        counts.add(Count::Confirmed, 2);
        counts.add(Count::Disputed, 1);
        assert!(is_possible(&counts));
        counts.add(Count::Disputed, 1);
        assert!(!is_possible(&counts));
        counts.add(Count::MetLate, 1);
        assert!(is_possible(&counts));
        counts.add(Count::NotTold, 1);
        assert!(!is_possible(&counts));
        counts.add(Count::Undated, i64::MAX);
        counts.add(Count::Open, 1);
        assert!(!is_possible(&counts), "beyond what can be counted");
    }
}

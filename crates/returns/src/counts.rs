//! The ten ways in which a duty can stand: what is told, recorded and confirmed is kept apart (INF-12).

/// One of the ten counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Its column.
    pub name: &'static str,
    /// What people read.
    pub title: &'static str,
    /// Which duties are counted.
    pub about: &'static str,
}

/// How many counts there are.
pub const HOW_MANY: usize = 10;

/// Ten counts in the order of [`COUNTS`]; a duty is in exactly one.
pub type Counts = [i64; HOW_MANY];

/// The counts. A duty is counted in exactly one of them, so their sum is the number of duties.
pub const COUNTS: [Count; HOW_MANY] = [
    count("waived", "Waived", "the victim did not want it"),
    count("waiting", "Clock not started", "nothing has started its clock yet"),
    count(
        "undated",
        "Owed, no limit known",
        "owed, without a limit that can be worked out, and no record that it was done",
    ),
    count(
        "open",
        "No record",
        "owed, with a limit, and no record that it was done; late once the month is over",
    ),
    count(
        "met",
        "Recorded in time",
        "recorded as done in time (or without a limit); the victim has said nothing about it",
    ),
    count(
        "met_late",
        "Recorded late",
        "recorded as done after the limit; the victim has said nothing about it",
    ),
    count("confirmed", "Confirmed", "recorded as done, and the victim says that it happened"),
    count(
        "disputed",
        "Disputed",
        "recorded as done, and the victim says that it did not happen or was not understood",
    ),
    count("told_without_record", "Told, not recorded", "no record, and the victim says that it happened"),
    count("not_told", "Not told", "no record, and the victim says that it did not happen"),
];

const fn count(name: &'static str, title: &'static str, about: &'static str) -> Count {
    Count { name, title, about }
}

/// The sum of two sets of counts; none when a number is beyond what can be counted.
pub fn add(left: &Counts, right: &Counts) -> Option<Counts> {
    let mut sum = [0; HOW_MANY];
    for (place, (left, right)) in sum.iter_mut().zip(left.iter().zip(right)) {
        *place = left.checked_add(*right)?;
    }
    Some(sum)
}

//! Spans of months of London time.

use jiff::Timestamp;
use record::figures::Month;

/// A span of months, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
}

impl Months {
    /// A span; none when it ends before it begins.
    pub fn new(from: Month, to: Month) -> Option<Months> {
        (from <= to).then_some(Months { from, to })
    }

    /// Its months, first to last.
    pub fn each(self) -> impl Iterator<Item = Month> {
        self.from.until(self.to)
    }

    /// Whether a month is in it.
    pub fn has(self, month: Month) -> bool {
        (self.from..=self.to).contains(&month)
    }

    /// Whether all of it is over: a month that is not has no figure.
    pub fn have_ended(self, now: Timestamp) -> bool {
        self.to.has_ended(now)
    }
}

impl std::fmt::Display for Months {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

//! A month of figures, London.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A month in London, as the number 202603. In text "2026-03".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(i64);

/// Not a month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a month: write it as 2026-03")]
pub struct NotAMonth(pub String);

impl Month {
    /// The London month of an instant.
    pub fn of(at: Timestamp) -> Month {
        Month::of_date(calendar::london_date(at))
    }

    /// The month of a date.
    pub fn of_date(date: Date) -> Month {
        Month(i64::from(date.year()) * 100 + i64::from(date.month()))
    }

    /// The month with this number (202603); none when there is no such month.
    pub fn from_number(number: i64) -> Option<Month> {
        ((1..=12).contains(&(number % 100)) && (1000..=9999).contains(&(number / 100)))
            .then_some(Month(number))
    }

    /// As a number: 202603.
    pub fn number(self) -> i64 {
        self.0
    }

    /// Year.
    pub fn year(self) -> i16 {
        (self.0 / 100) as i16
    }

    /// Month of the year, 1 to 12.
    pub fn month(self) -> i8 {
        (self.0 % 100) as i8
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year(), self.month(), 1)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Month {
        if self.month() == 12 { Month(self.0 + 89) } else { Month(self.0 + 1) }
    }

    /// The month before it.
    #[must_use]
    pub fn previous(self) -> Month {
        if self.month() == 1 { Month(self.0 - 89) } else { Month(self.0 - 1) }
    }

    /// So many months before it.
    #[must_use]
    pub fn back(self, months: u32) -> Month {
        (0..months).fold(self, |month, _| month.previous())
    }

    /// When it ends: midnight in London before the first day of the next.
    pub fn end(self) -> Timestamp {
        calendar::start_of_london_day(self.next().first_day())
    }

    /// Whether it is over: a month that is not has no figure yet.
    pub fn has_ended(self, now: Timestamp) -> bool {
        now >= self.end()
    }

    /// The latest month that is over.
    pub fn last_ended(now: Timestamp) -> Month {
        Month::of(now).previous()
    }

    /// From this month to another, both included; nothing when the other is earlier.
    pub fn until(self, last: Month) -> impl Iterator<Item = Month> {
        std::iter::successors(Some(self), |month| Some(month.next())).take_while(move |month| *month <= last)
    }

    /// In words: "March 2026".
    pub fn words(self) -> String {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let name = NAMES.get(usize::try_from(self.month() - 1).unwrap_or(0)).unwrap_or(&"");
        format!("{name} {}", self.year())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Month, NotAMonth> {
        let parsed = || {
            let (year, month) = text.split_once('-')?;
            let digits = |part: &str, long| part.len() == long && part.bytes().all(|b| b.is_ascii_digit());
            let whole = digits(year, 4) && digits(month, 2);
            let number = year.parse::<i64>().ok()? * 100 + month.parse::<i64>().ok()?;
            Month::from_number(number).filter(|_| whole)
        };
        parsed().ok_or_else(|| NotAMonth(text.to_owned()))
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;

    fn try_from(text: String) -> Result<Month, NotAMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_moment_of_a_month_is_in_it_in_london_also_in_summer() {
        let end: Timestamp = "2026-07-31T22:59:59.999Z".parse().unwrap();
        assert_eq!(Month::of(end).to_string(), "2026-07");
        assert_eq!(Month::of("2026-07-31T23:00:00Z".parse().unwrap()).to_string(), "2026-08");
        assert!(!Month::of(end).has_ended(end));
        assert!(Month::of(end).has_ended("2026-07-31T23:00:00Z".parse().unwrap()));
    }

    #[test]
    fn months_follow_each_other_over_the_year() {
        let december: Month = "2025-12".parse().unwrap();
        assert_eq!(december.next().to_string(), "2026-01");
        assert_eq!(december.next().previous(), december);
        assert_eq!(december.back(12).to_string(), "2024-12");
        assert_eq!(december.until("2026-02".parse().unwrap()).count(), 3);
        assert_eq!(december.words(), "December 2025");
        for wrong in ["2026-13", "2026-00", "26-01", "2026-1", "2026", "", "2026-0a", "+026-01"] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }
}

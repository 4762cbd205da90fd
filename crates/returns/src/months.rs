//! Months of London time, as whole numbers such as 202603, and spans of them.

use jiff::{Timestamp, civil::Date};

/// A span of months, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    /// The first month.
    pub from: i64,
    /// The last month.
    pub to: i64,
}

impl Months {
    /// A span; none when it ends before it begins or an end is no month.
    pub fn new(from: i64, to: i64) -> Option<Months> {
        (is_month(from) && is_month(to) && from <= to).then_some(Months { from, to })
    }

    /// Its months, first to last.
    pub fn each(self) -> impl Iterator<Item = i64> {
        std::iter::successors(Some(self.from), |month| Some(next(*month)))
            .take_while(move |month| *month <= self.to)
    }

    /// How many months it has.
    pub fn len(self) -> usize {
        self.each().count()
    }

    /// Never: a span has a month at least.
    pub fn is_empty(self) -> bool {
        false
    }

    /// Whether a month is in it.
    pub fn has(self, month: i64) -> bool {
        (self.from..=self.to).contains(&month)
    }
}

/// Whether a number is a month: years 1900 to 2999.
pub fn is_month(month: i64) -> bool {
    (1900..3000).contains(&(month / 100)) && (1..=12).contains(&(month % 100))
}

/// The month after.
pub fn next(month: i64) -> i64 {
    if month % 100 == 12 { month + 89 } else { month + 1 }
}

/// A month as people and files write it: `2026-03`.
pub fn text(month: i64) -> String {
    format!("{:04}-{:02}", month / 100, month % 100)
}

/// A month from `2026-03`.
pub fn parse(text: &str) -> Option<i64> {
    let (year, month) = text.split_once('-')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
        return None;
    }
    let number = year.parse::<i64>().ok()? * 100 + month.parse::<i64>().ok()?;
    is_month(number).then_some(number)
}

/// The month of London time in which an instant is.
pub fn of(instant: Timestamp) -> i64 {
    let day = calendar::london_date(instant);
    i64::from(day.year()) * 100 + i64::from(day.month())
}

/// The first day of a month.
pub fn first_day(month: i64) -> Option<Date> {
    if !is_month(month) {
        return None;
    }
    Date::new(i16::try_from(month / 100).ok()?, i8::try_from(month % 100).ok()?, 1).ok()
}

/// Whether a month has ended in London.
pub fn has_ended(month: i64, now: Timestamp) -> bool {
    month < of(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_a_year() {
        let span = Months::new(202511, 202602).unwrap();
        assert_eq!(span.each().collect::<Vec<_>>(), [202511, 202512, 202601, 202602]);
        assert_eq!(Months::new(202602, 202511), None);
        assert_eq!(Months::new(202613, 202613), None);
    }

    #[test]
    fn only_a_year_and_a_month_are_read() {
        assert_eq!(parse("2026-03"), Some(202603));
        for wrong in ["2026-3", "2026-13", "26-03", "2026-03-01", "+026-03", "", "march"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(text(202603), "2026-03");
    }

    #[test]
    fn a_month_ends_in_london() {
        // 1 April 2026 begins at 23:00 UTC on 31 March: summer time.
        assert!(!has_ended(202603, "2026-03-31T22:59:59Z".parse().unwrap()));
        assert!(has_ended(202603, "2026-03-31T23:00:00Z".parse().unwrap()));
    }
}

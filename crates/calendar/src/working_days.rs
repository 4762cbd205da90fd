//! Working days: Monday to Friday and not a bank holiday of England and Wales.

use crate::civil_day::{date_of_epoch_day, epoch_day};
use jiff::civil::{Date, date};
use std::sync::OnceLock;
use thiserror::Error;

const ENGLAND_AND_WALES: &str = include_str!("../data/bank-holidays-england-and-wales.txt");

/// A day on which nothing is known about bank holidays was needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{needed} is outside the calendar of bank holidays, which knows {first_year} to {last_year}")]
pub struct OutsideCalendar {
    /// The day that was asked about, or the last known day when counting ran beyond it
    needed: Date,
    first_year: i16,
    last_year: i16,
}

/// The working days of England and Wales, for the years whose bank holidays are published
///
/// Every answer is a look-up in a table with one entry a day, so that millions of deadlines cost little.
#[derive(Debug)]
pub struct Calendar {
    first_year: i16,
    last_year: i16,
    first_day: i32,
    /// For each known day, how many working days there are from the first known day to it, both included
    working_days_to: Vec<u16>,
    /// The known working days in order, as days since the first known day
    working_days: Vec<u16>,
}

impl Calendar {
    /// The calendar built into the program
    ///
    /// Source: GOV.UK, UK bank holidays (Open Government Licence v3.0); the file says which years.
    #[must_use]
    pub fn england_and_wales() -> &'static Calendar {
        static CALENDAR: OnceLock<Calendar> = OnceLock::new();
        CALENDAR.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the text is compiled in and a test reads it")]
            Calendar::from_text(ENGLAND_AND_WALES).expect("the built-in bank holidays are well formed")
        })
    }

    /// Reads lines of a year followed by its bank holidays as `MM-DD`; `#` starts a comment line. Years must follow
    /// each other without a gap, or a working day could be missed without anybody noticing.
    fn from_text(text: &str) -> Result<Calendar, String> {
        let mut years: Vec<i16> = Vec::new();
        let mut holidays: Vec<i32> = Vec::new();
        let lines =
            text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
        for (line, number) in lines {
            let wrong = |what: &str| format!("line {number}: {what}");
            let mut words = line.split_whitespace();
            let year: i16 =
                words.next().and_then(|word| word.parse().ok()).ok_or_else(|| wrong("no year"))?;
            if years.last().is_some_and(|last| last + 1 != year) {
                return Err(wrong("the year does not follow the one before"));
            }
            years.push(year);
            for word in words {
                let day: Date =
                    format!("{year}-{word}").parse().map_err(|_| wrong("not a day of the year"))?;
                holidays.push(epoch_day(day));
            }
        }
        let (Some(&first_year), Some(&last_year)) = (years.first(), years.last()) else {
            return Err("no years".to_owned());
        };
        Ok(Calendar::from_holidays(first_year, last_year, &holidays))
    }

    fn from_holidays(first_year: i16, last_year: i16, holidays: &[i32]) -> Calendar {
        let first_day = epoch_day(date(first_year, 1, 1));
        let last_day = epoch_day(date(last_year, 12, 31));
        let mut working_days_to = Vec::new();
        let mut working_days = Vec::new();
        for day in first_day..=last_day {
            let is_weekday = (day + 3).rem_euclid(7) < 5; // 1970-01-01 was a Thursday; 0 is Monday
            if is_weekday && !holidays.contains(&day) {
                working_days.push((day - first_day) as u16);
            }
            working_days_to.push(working_days.len() as u16);
        }
        Calendar { first_year, last_year, first_day, working_days_to, working_days }
    }

    /// The first year whose bank holidays are known
    #[must_use]
    pub fn first_year(&self) -> i16 {
        self.first_year
    }

    /// The last year whose bank holidays are known
    #[must_use]
    pub fn last_year(&self) -> i16 {
        self.last_year
    }

    /// Whether `day` is a working day
    pub fn is_working_day(&self, day: Date) -> Result<bool, OutsideCalendar> {
        let index = self.index(day)?;
        let before = if index == 0 { 0 } else { self.working_days_to[index - 1] };
        Ok(self.working_days_to[index] > before)
    }

    /// The `count`-th working day after `day`; `day` itself, working or not, when `count` is 0
    ///
    /// Both ends must be known: counting from a day before the calendar starts is an error even when the answer
    /// would lie inside it.
    pub fn add_working_days(&self, day: Date, count: u32) -> Result<Date, OutsideCalendar> {
        let index = self.index(day)?;
        if count == 0 {
            return Ok(day);
        }
        let ordinal = usize::from(self.working_days_to[index]) + count as usize - 1;
        match self.working_days.get(ordinal) {
            Some(&offset) => Ok(date_of_epoch_day(i64::from(self.first_day) + i64::from(offset))),
            None => Err(self.outside(date(self.last_year, 12, 31))),
        }
    }

    /// How many working days lie after `from`, up to and including `to`; negative when `to` is the earlier
    ///
    /// So a duty due today has 0 working days left, and one that was due on the working day before has -1.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i32, OutsideCalendar> {
        let (from, to) = (self.index(from)?, self.index(to)?);
        Ok(i32::from(self.working_days_to[to]) - i32::from(self.working_days_to[from]))
    }

    /// `day` when it is a working day, otherwise the last working day before it
    pub fn working_day_on_or_before(&self, day: Date) -> Result<Date, OutsideCalendar> {
        let count = usize::from(self.working_days_to[self.index(day)?]);
        match count.checked_sub(1).and_then(|ordinal| self.working_days.get(ordinal)) {
            Some(&offset) => Ok(date_of_epoch_day(i64::from(self.first_day) + i64::from(offset))),
            None => Err(self.outside(day)),
        }
    }

    fn index(&self, day: Date) -> Result<usize, OutsideCalendar> {
        usize::try_from(epoch_day(day) - self.first_day)
            .ok()
            .filter(|&index| index < self.working_days_to.len())
            .ok_or_else(|| self.outside(day))
    }

    fn outside(&self, needed: Date) -> OutsideCalendar {
        OutsideCalendar { needed, first_year: self.first_year, last_year: self.last_year }
    }
}

#[cfg(test)]
#[path = "working_days_tests.rs"]
mod tests;

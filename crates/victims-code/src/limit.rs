//! Time limits: how long a provider has, and the date on which that ends.

use calendar::{Calendar, OutsideCalendar, end_of_london_day, london_date};
use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};
use std::fmt;
use thiserror::Error;

/// How long a provider has
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// A length of time from which a deadline follows
    Counted {
        /// How many units
        count: u16,
        /// Of what
        unit: Unit,
    },
    /// Words from which no deadline can be computed, such as `before sentence`, or days of an unstated kind
    Phrase(Box<str>),
}

/// What a limit is counted in
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Elapsed time
    Hours,
    /// Monday to Friday, bank holidays of England and Wales left out
    WorkingDays,
    /// Every day of the calendar
    CalendarDays,
    /// Calendar months; one that is too short ends on its last day
    Months,
    /// Calendar years
    Years,
}

/// Limits in words that the editions use. A closed list, so that a misspelt number cannot pass as a phrase.
const PHRASES: [&str; 11] = [
    "as agreed with victim",
    "as soon as finalised",
    "as soon as possible",
    "before decision",
    "before giving evidence",
    "before release",
    "before sentence",
    "before statement taken",
    "by hearing date",
    "monthly",
    "without unjustified delay",
];

/// A text is not a limit that can be met
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LimitError {
    /// Neither `<n> <unit>` nor one of the known phrases
    #[error(
        "`{0}` is not a limit: write a number and `working days`, `calendar days`, `hours`, `months` or `years`, or one of the known phrases"
    )]
    Unknown(String),
    /// `1 working days` or `5 working day`
    #[error("`{0}` does not agree in number")]
    Plural(String),
    /// Nothing, or longer than any duty of a victims' code could be
    #[error("`{0}` is not between one unit and ten years")]
    OutOfRange(String),
}

impl Unit {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Unit::Hours => ("hour", "hours"),
            Unit::WorkingDays => ("working day", "working days"),
            Unit::CalendarDays => ("calendar day", "calendar days"),
            Unit::Months => ("month", "months"),
            Unit::Years => ("year", "years"),
        }
    }

    /// The most that makes sense: ten years, and for working days as many as a known calendar year surely holds
    fn most(self) -> u16 {
        match self {
            Unit::Hours => 8_760,
            Unit::WorkingDays => 200,
            Unit::CalendarDays => 3_652,
            Unit::Months => 120,
            Unit::Years => 10,
        }
    }
}

impl std::str::FromStr for Limit {
    type Err = LimitError;

    /// Reads `5 working days`, `1 working day`, `28 calendar days`, `24 hours`, `before sentence`, ...
    fn from_str(text: &str) -> Result<Limit, LimitError> {
        let unknown = || LimitError::Unknown(text.to_owned());
        if PHRASES.contains(&text) {
            return Ok(Limit::Phrase(text.into()));
        }
        let (count, words) = text.split_once(' ').ok_or_else(unknown)?;
        let count: u16 = count.parse().map_err(|_| unknown())?;
        if matches!(words, "day" | "days") {
            // The source does not say which kind of day: shown, but no deadline is derived from it.
            return Ok(Limit::Phrase(text.into()));
        }
        let unit = [Unit::Hours, Unit::WorkingDays, Unit::CalendarDays, Unit::Months, Unit::Years]
            .into_iter()
            .find(|unit| unit.words().0 == words || unit.words().1 == words)
            .ok_or_else(unknown)?;
        if !(1..=unit.most()).contains(&count) {
            return Err(LimitError::OutOfRange(text.to_owned()));
        }
        if (count == 1) != (unit.words().0 == words) {
            return Err(LimitError::Plural(text.to_owned()));
        }
        Ok(Limit::Counted { count, unit })
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Counted { count: 1, unit } => write!(f, "1 {}", unit.words().0),
            Limit::Counted { count, unit } => write!(f, "{count} {}", unit.words().1),
            Limit::Phrase(words) => f.write_str(words),
        }
    }
}

/// The end of a limit
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Local date (Europe/London) in which the limit ends
    pub date: Date,
    /// The first instant that is too late
    pub at: Timestamp,
}

/// A deadline cannot be computed
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoDeadline {
    /// Bank holidays are not known for a day that counts
    #[error(transparent)]
    OutsideCalendar(#[from] OutsideCalendar),
    /// Later than any date that can be written
    #[error("the deadline is later than the year 9999")]
    BeyondDates,
}

impl Limit {
    /// Whether a deadline follows from the limit
    #[must_use]
    pub fn is_counted(&self) -> bool {
        matches!(self, Limit::Counted { .. })
    }

    /// When the limit ends for a clock that starts at `start`; `None` for a phrase
    ///
    /// Day 0 is the London date of `start`. Days, months and years end with that many after day 0, at 00:00 London
    /// time of the next day; hours are elapsed time.
    pub fn due(&self, start: Timestamp, calendar: &Calendar) -> Result<Option<Due>, NoDeadline> {
        let Limit::Counted { count, unit } = *self else { return Ok(None) };
        let day_0 = london_date(start);
        let after = |span: Span| day_0.checked_add(span).map_err(|_| NoDeadline::BeyondDates);
        let date = match unit {
            Unit::Hours => {
                let at = start
                    .checked_add(SignedDuration::from_hours(i64::from(count)))
                    .map_err(|_| NoDeadline::BeyondDates)?;
                return Ok(Some(Due { date: london_date(at), at }));
            }
            Unit::WorkingDays => calendar.add_working_days(day_0, u32::from(count))?,
            Unit::CalendarDays => after(Span::new().days(count))?,
            Unit::Months => after(Span::new().months(count))?,
            Unit::Years => after(Span::new().years(count))?,
        };
        Ok(Some(Due { date, at: end_of_london_day(date) }))
    }
}

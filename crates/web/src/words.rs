//! Dates, times and time limits as people say them. All in London time.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Where the clocks of England and Wales are read
const LONDON: &str = "Europe/London";

/// A day with its weekday: "Thursday 5 March", and the year when it is not this year's
pub fn day(date: Date, today: Date) -> String {
    let format = if date.year() == today.year() { "%A %-d %B" } else { "%A %-d %B %Y" };
    date.strftime(format).to_string()
}

/// A day for narrow columns of staff pages: "5 Mar", and the year when it is not this year's
pub fn short_day(date: Date, today: Date) -> String {
    let format = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.strftime(format).to_string()
}

/// A limit as a victim should read it: "by the end of Thursday 5 March"
pub fn by_the_end_of(date: Date, today: Date) -> String {
    format!("by the end of {}", day(date, today))
}

/// A moment: "Thursday 5 March at 4:05pm"
pub fn moment(at: Timestamp, today: Date) -> String {
    let local = at.to_zoned(london());
    let half = if local.hour() < 12 { "am" } else { "pm" };
    let clock = match local.minute() {
        0 => local.strftime("%-I").to_string(),
        _ => local.strftime("%-I:%M").to_string(),
    };
    format!("{} at {clock}{half}", day(local.date(), today))
}

/// The London day of a moment
pub fn london_day(at: Timestamp) -> Date {
    at.to_zoned(london()).date()
}

fn london() -> TimeZone {
    // Without time zone data the machine cannot say when a day ends; UTC is the least wrong answer
    // for words on a page, and the calendar crate refuses to work at all.
    TimeZone::get(LONDON).unwrap_or(TimeZone::UTC)
}

/// How long until a limit, counted in working days by the calendar
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLeft {
    /// this many working days too late; 0 when the limit passed since the last working day began
    Late(u32),
    /// ends with today
    Today,
    /// this many working days are left
    Days(u32),
    /// the limit is a number of hours
    Hours(u32),
    /// the clock has not started: somebody else must pass the news on first
    Waiting,
    /// the Code sets no limit
    NoLimit,
}

impl TimeLeft {
    /// For staff: short, with the unit written out
    pub fn words(self) -> String {
        match self {
            Self::Late(0) => "late".into(),
            Self::Late(1) => "1 working day late".into(),
            Self::Late(days) => format!("{days} working days late"),
            Self::Today => "today".into(),
            Self::Days(1) => "1 working day left".into(),
            Self::Days(days) => format!("{days} working days left"),
            Self::Hours(1) => "1 hour left".into(),
            Self::Hours(hours) => format!("{hours} hours left"),
            Self::Waiting => "waiting for news".into(),
            Self::NoLimit => "no time limit".into(),
        }
    }

    /// The design system's colour for a tag; the words say the same
    pub fn colour(self) -> &'static str {
        match self {
            Self::Late(_) => "red",
            Self::Today | Self::Hours(_) => "orange",
            Self::Days(_) => "blue",
            Self::Waiting | Self::NoLimit => "grey",
        }
    }

    /// Whether the limit has passed
    pub fn is_late(self) -> bool {
        matches!(self, Self::Late(_))
    }
}

/// "1 duty", "2 duties", "no duties"
pub fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{} {many}", with_commas(number)),
    }
}

/// 12,345
pub fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_has_its_weekday_and_another_year_its_number() {
        assert_eq!(day(date(2026, 3, 5), date(2026, 3, 1)), "Thursday 5 March");
        assert_eq!(day(date(2025, 12, 30), date(2026, 1, 2)), "Tuesday 30 December 2025");
        assert_eq!(by_the_end_of(date(2026, 3, 5), date(2026, 3, 1)), "by the end of Thursday 5 March");
    }

    #[test]
    fn a_moment_is_london_time_in_summer_too() {
        let today = date(2026, 7, 1);
        assert_eq!(moment("2026-07-06T23:30:00Z".parse().unwrap(), today), "Tuesday 7 July at 12:30am");
        assert_eq!(moment("2026-03-09T14:00:00Z".parse().unwrap(), today), "Monday 9 March at 2pm");
        assert_eq!(london_day("2026-07-06T23:30:00Z".parse().unwrap()), date(2026, 7, 7));
    }

    #[test]
    fn time_left_is_said_in_working_days() {
        assert_eq!(TimeLeft::Late(1).words(), "1 working day late");
        assert_eq!(TimeLeft::Late(2).words(), "2 working days late");
        assert_eq!(TimeLeft::Days(1).words(), "1 working day left");
        assert_eq!(TimeLeft::Today.words(), "today");
    }

    #[test]
    fn large_numbers_have_commas() {
        assert_eq!(count(1, "duty", "duties"), "1 duty");
        assert_eq!(count(0, "duty", "duties"), "no duties");
        assert_eq!(count(1_234_567, "duty", "duties"), "1,234,567 duties");
    }
}

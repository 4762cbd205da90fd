//! Dates, times and time limits as people say them. All in London time.

use calendar::LondonTime;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

/// With a capital at the beginning
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

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
    let (date, second, _, _) = LondonTime(at).parts();
    format!("{} at {}", day(date, today), clock(second / 3600, second / 60 % 60))
}

/// "2pm", "4:05pm", "12:30am"
fn clock(hour: u32, minute: u32) -> String {
    let half = if hour < 12 { "am" } else { "pm" };
    let hour = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
    if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
}

/// The London clock of a moment as a form shows it: "14:30"
pub fn clock_of(at: Timestamp) -> String {
    clock_time(at).strftime("%H:%M").to_string()
}

/// The London clock of a moment, to the minute
pub fn clock_time(at: Timestamp) -> Time {
    let (_, second, _, _) = LondonTime(at).parts();
    // The parts of a London time are always a time of day.
    Time::new((second / 3600) as i8, (second / 60 % 60) as i8, 0, 0).unwrap_or(Time::MIN)
}

/// The moment at which London's clocks show this; the hour that is skipped in spring counts as the one after
pub fn london_moment(date: Date, time: Time) -> Option<Timestamp> {
    let as_if_utc = date.to_datetime(time).to_zoned(TimeZone::UTC).ok()?.timestamp();
    let less_offset = |guess: Timestamp| {
        let offset = SignedDuration::from_secs(i64::from(calendar::london_offset_seconds(guess)));
        as_if_utc.checked_sub(offset).ok()
    };
    less_offset(less_offset(as_if_utc)?)
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
            Self::Days(0) => "less than 1 working day left".into(),
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
    }

    #[test]
    fn a_london_clock_is_turned_into_a_moment_on_both_sides_of_a_change() {
        let at = |d: Date, h, m| london_moment(d, jiff::civil::time(h, m, 0, 0)).unwrap().to_string();
        assert_eq!(at(date(2026, 3, 28), 14, 30), "2026-03-28T14:30:00Z");
        assert_eq!(at(date(2026, 3, 29), 14, 30), "2026-03-29T13:30:00Z");
        assert_eq!(at(date(2026, 3, 29), 0, 30), "2026-03-29T00:30:00Z");
        assert_eq!(at(date(2026, 10, 25), 0, 30), "2026-10-24T23:30:00Z");
        assert_eq!(at(date(2026, 10, 25), 12, 0), "2026-10-25T12:00:00Z");
        assert_eq!(clock_of("2026-07-06T23:05:00Z".parse().unwrap()), "00:05");
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

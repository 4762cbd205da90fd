//! Between what people type and what the service takes: days, times, complaints beside their fields.

use crate::{
    components::{DateParts, ErrorLink, Filled},
    fields::Fields,
    speaking::speaking,
    words::london_moment,
};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use service::Problem;

/// Complaints about a form, in the order of its fields
#[derive(Debug, Default)]
pub(crate) struct Complaints(pub Vec<Problem>);

impl Complaints {
    /// Adds a complaint
    pub fn add(&mut self, field: &'static str, message: &str) {
        self.0.push(Problem { field, message: message.to_owned() });
    }

    /// The complaint about a field
    pub fn about(&self, field: &str) -> Option<String> {
        self.0.iter().find(|problem| problem.field == field).map(words)
    }

    /// What was typed into a field, with the complaint about it
    pub fn beside(&self, field: &str, value: impl Into<String>) -> Filled {
        Filled { value: value.into(), error: self.about(field) }
    }

    /// The list at the top of the page. A field of several boxes is named with the first of them.
    pub fn links(&self, first_boxes: &[(&str, &str)]) -> Vec<ErrorLink> {
        let anchor = |field: &'static str| {
            first_boxes
                .iter()
                .find(|(name, _)| *name == field)
                .map_or(field.to_owned(), |(_, id)| (*id).to_owned())
        };
        let link = |problem: &Problem| ErrorLink {
            text: words(problem),
            href: format!("#{}", anchor(problem.field)),
        };
        self.0.iter().map(link).collect()
    }
}

/// What a use case says is wrong, in the language of the request
fn words(problem: &Problem) -> String {
    speaking().translated(&problem.message)
}

/// The three boxes of a date as they were sent
pub(crate) fn date_parts(fields: &Fields, name: &str) -> DateParts {
    DateParts {
        day: fields.text(&format!("{name}-day")),
        month: fields.text(&format!("{name}-month")),
        year: fields.text(&format!("{name}-year")),
    }
}

/// The three boxes for a day that is known
pub(crate) fn parts_of(date: Date) -> DateParts {
    DateParts { day: date.day().to_string(), month: date.month().to_string(), year: date.year().to_string() }
}

/// Why a date was not taken
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoDate {
    /// nothing was typed
    Empty,
    /// what was typed is not a day
    Wrong,
}

/// The day that somebody typed; a month may also be a word
pub(crate) fn date(parts: &DateParts) -> Result<Date, NoDate> {
    if parts.day.is_empty() && parts.month.is_empty() && parts.year.is_empty() {
        return Err(NoDate::Empty);
    }
    let year: i16 = parts.year.parse().map_err(|_| NoDate::Wrong)?;
    let day: i8 = parts.day.parse().map_err(|_| NoDate::Wrong)?;
    let year = if (0..100).contains(&year) { 2000 + year } else { year };
    Date::new(year, month(&parts.month).ok_or(NoDate::Wrong)?, day).map_err(|_| NoDate::Wrong)
}

fn month(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let by_name = || {
        let start = text.get(..3)?.to_lowercase();
        NAMES.iter().position(|name| *name == start).and_then(|place| i8::try_from(place + 1).ok())
    };
    text.parse().ok().or_else(by_name)
}

/// A time as people type it: `14:30`, `14.30`, `1430`, `2:30pm`, `2 pm`
pub(crate) fn time(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase().replace(' ', "");
    let (digits, half) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(rest), _) => (rest, Some(12)),
        (_, Some(rest)) => (rest, Some(0)),
        _ => (text.as_str(), None),
    };
    let (hour, minute): (i8, i8) = match digits.split_once([':', '.']) {
        Some((hour, minute)) => (hour.parse().ok()?, minute.parse().ok()?),
        None if digits.len() == 4 => (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?),
        None if half.is_some() => (digits.parse().ok()?, 0),
        None => return None,
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// A day and a time that belong together, with complaints about whichever is wrong
pub(crate) fn moment(
    day: &DateParts,
    clock: &str,
    field: &'static str,
    clock_field: &'static str,
    complaints: &mut Complaints,
) -> Option<Timestamp> {
    let date = date(day);
    let clock = time(clock);
    if date.is_err() {
        complaints.add(field, "Enter a real day, such as 5 3 2026");
    }
    if clock.is_none() {
        complaints.add(clock_field, "Enter a time, such as 14:30");
    }
    london_moment(date.ok()?, clock?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, month: &str, year: &str) -> Result<Date, NoDate> {
        date(&DateParts { day: day.into(), month: month.into(), year: year.into() })
    }

    #[test]
    fn days_are_taken_as_people_type_them() {
        let fifth = jiff::civil::date(2026, 3, 5);
        assert_eq!(typed("5", "3", "2026"), Ok(fifth));
        assert_eq!(typed("05", "March", "26"), Ok(fifth));
        assert_eq!(typed("", "", ""), Err(NoDate::Empty));
        assert_eq!(typed("31", "2", "2026"), Err(NoDate::Wrong));
        assert_eq!(typed("5", "", "2026"), Err(NoDate::Wrong));
        assert_eq!(typed("5", "ŵŷ", "2026"), Err(NoDate::Wrong));
    }

    #[test]
    fn times_are_taken_as_people_type_them() {
        let half_past_two = jiff::civil::time(14, 30, 0, 0);
        for text in ["14:30", "14.30", "1430", "2:30pm", " 2:30 PM "] {
            assert_eq!(time(text), Some(half_past_two), "{text}");
        }
        assert_eq!(time("12am"), Some(jiff::civil::time(0, 0, 0, 0)));
        assert_eq!(time("12pm"), Some(jiff::civil::time(12, 0, 0, 0)));
        for text in ["", "25:00", "9", "13pm", "noon", "-1:30"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}

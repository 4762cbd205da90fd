//! Europe/London: which day an instant falls on, and when a day begins and ends.
//!
//! Clock changes from 1972 to 2099 are laid out in a table when first needed, because the date library's general
//! answer is several times slower than a look-up; outside those years it is asked directly.

use crate::civil_day::{date_of_epoch_day, epoch_day};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use std::sync::OnceLock;

const DAY: i64 = 86_400;
/// 1972-01-01T00:00:00Z, after the years of permanent summer time
const TABLE_START: i64 = 63_072_000;
/// 2100-01-01T00:00:00Z
const TABLE_END: i64 = 4_102_444_800;
/// Clock changes are at least 21 weeks apart, so a slot of twelve holds one at most
const SLOT: i64 = 84 * DAY;

static LONDON: TimeZone = jiff::tz::get!("Europe/London");

/// The London calendar date at `instant`
#[must_use]
pub fn london_date(instant: Timestamp) -> Date {
    let local = floor_second(instant) + i64::from(london_offset_seconds(instant));
    date_of_epoch_day(local.div_euclid(DAY))
}

/// How far London's clocks are ahead of UTC at `instant`, in seconds (0 in winter, 3600 in summer)
#[must_use]
pub fn london_offset_seconds(instant: Timestamp) -> i32 {
    offset_at(floor_second(instant)).unwrap_or_else(|| LONDON.to_offset(instant).seconds())
}

/// The first instant of `day` in London
///
/// At the very ends of the years that can be written down, the nearest instant that can.
#[must_use]
pub fn start_of_london_day(day: Date) -> Timestamp {
    let midnight_utc = i64::from(epoch_day(day)) * DAY;
    // London's clocks change at one in the morning by UTC, never around midnight, so the offset an hour before
    // midnight UTC is the one in force at local midnight.
    match offset_at(midnight_utc - 3_600) {
        Some(offset) => Timestamp::from_second(midnight_utc - i64::from(offset)).unwrap_or(Timestamp::MAX),
        None => match LONDON.to_zoned(day.at(0, 0, 0, 0)) {
            Ok(midnight) => midnight.timestamp(),
            Err(_) if day.year() < 0 => Timestamp::MIN,
            Err(_) => Timestamp::MAX,
        },
    }
}

/// The end of `day` in London: 00:00 on the day after, the first instant that is no longer part of it
#[must_use]
pub fn end_of_london_day(day: Date) -> Timestamp {
    match day.tomorrow() {
        Ok(next) => start_of_london_day(next),
        Err(_) => Timestamp::MAX,
    }
}

/// An instant written as London clock time with its offset, as in `2024-05-02T00:00:00+01:00` (RFC 3339)
///
/// ```
/// let instant = "2024-05-01T23:00:00Z".parse().unwrap();
/// assert_eq!(calendar::LondonTime(instant).to_string(), "2024-05-02T00:00:00+01:00");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LondonTime(pub Timestamp);

impl LondonTime {
    /// The London date, the second of the day, the nanosecond of the second, and the offset from UTC in seconds
    #[must_use]
    pub fn parts(self) -> (Date, u32, u32, i32) {
        // Before 1847 London kept its own sun time, 75 seconds behind; RFC 3339 cannot say that, so UTC is written.
        let offset = Some(london_offset_seconds(self.0)).filter(|offset| offset % 60 == 0).unwrap_or(0);
        let local = floor_second(self.0) + i64::from(offset);
        let nanosecond = self.0.subsec_nanosecond().rem_euclid(1_000_000_000);
        (date_of_epoch_day(local.div_euclid(DAY)), local.rem_euclid(DAY) as u32, nanosecond as u32, offset)
    }
}

impl fmt::Display for LondonTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, second, nanosecond, offset) = self.parts();
        write!(f, "{date}T{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)?;
        if nanosecond != 0 {
            write!(f, ".{}", format!("{nanosecond:09}").trim_end_matches('0'))?;
        }
        let sign = if offset < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", offset.abs() / 3_600, offset.abs() / 60 % 60)
    }
}

/// Whole seconds since 1970, rounded towards the past: jiff rounds towards 1970, and before it a fraction would
/// otherwise belong to the second after.
fn floor_second(instant: Timestamp) -> i64 {
    instant.as_second() - i64::from(instant.subsec_nanosecond() < 0)
}

/// For each slot of [`SLOT`] seconds: the offset at its start, the change inside it if any, and the offset after.
struct Slot {
    change_at: i64,
    before: i32,
    after: i32,
}

fn offset_at(second: i64) -> Option<i32> {
    static SLOTS: OnceLock<Vec<Slot>> = OnceLock::new();
    if !(TABLE_START..TABLE_END).contains(&second) {
        return None;
    }
    let slot = &SLOTS.get_or_init(slots)[((second - TABLE_START) / SLOT) as usize];
    Some(if second < slot.change_at { slot.before } else { slot.after })
}

fn slots() -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut start = TABLE_START;
    while start < TABLE_END {
        let at = Timestamp::from_second(start).unwrap_or(Timestamp::MAX);
        let before = LONDON.to_offset(at).seconds();
        let change = LONDON
            .following(at.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(at))
            .next()
            .filter(|change| change.timestamp().as_second() < start + SLOT);
        slots.push(match change {
            Some(change) => {
                Slot { change_at: change.timestamp().as_second(), before, after: change.offset().seconds() }
            }
            None => Slot { change_at: start, before, after: before },
        });
        start += SLOT;
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn days_of_a_clock_change_have_23_and_25_hours() {
        let hours = |day| end_of_london_day(day).duration_since(start_of_london_day(day)).as_hours();
        assert_eq!(hours(date(2024, 3, 31)), 23);
        assert_eq!(hours(date(2024, 10, 27)), 25);
        assert_eq!(hours(date(2024, 6, 1)), 24);
    }

    #[test]
    fn the_local_day_turns_at_local_midnight() {
        assert_eq!(london_date(instant("2024-07-01T22:59:59.999999999Z")), date(2024, 7, 1));
        assert_eq!(london_date(instant("2024-07-01T23:00:00Z")), date(2024, 7, 2));
        assert_eq!(london_date(instant("2024-01-01T23:59:59Z")), date(2024, 1, 1));
        assert_eq!(end_of_london_day(date(2024, 7, 1)), instant("2024-07-01T23:00:00Z"));
        assert_eq!(end_of_london_day(date(2024, 1, 1)), instant("2024-01-02T00:00:00Z"));
    }

    #[test]
    fn instants_are_written_with_the_offset_in_force() {
        let written = |text| LondonTime(instant(text)).to_string();
        assert_eq!(written("2024-10-27T00:59:59Z"), "2024-10-27T01:59:59+01:00");
        assert_eq!(written("2024-10-27T01:00:00Z"), "2024-10-27T01:00:00+00:00");
        assert_eq!(written("2024-01-01T00:00:00.25Z"), "2024-01-01T00:00:00.25+00:00");
        assert_eq!(written("1969-12-31T22:59:59.5Z"), "1969-12-31T23:59:59.5+01:00");
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        assert_eq!(end_of_london_day(Date::MAX), Timestamp::MAX);
        assert!(start_of_london_day(Date::MIN) <= Timestamp::MAX);
        for end in [Timestamp::MIN, Timestamp::MAX] {
            let _ = (london_date(end), LondonTime(end).to_string());
        }
    }

    fn any_second() -> impl Strategy<Value = i64> {
        prop_oneof![
            3 => TABLE_START - 400 * DAY..TABLE_END + 400 * DAY,
            1 => -200_000_000_000_i64..200_000_000_000,
            // within two hours of a clock change
            3 => (1_972_i16..2_099, prop::bool::ANY, -7_200_i64..7_200).prop_map(|(year, spring, near)| {
                let from = date(year, if spring { 1 } else { 7 }, 1).to_zoned(LONDON.clone()).unwrap().timestamp();
                let change = LONDON.following(from).next().unwrap().timestamp().as_second();
                change + near
            }),
        ]
    }

    proptest! {
        #[test]
        fn the_table_agrees_with_the_date_library(second in any_second(), nanosecond in 0_i64..1_000_000_000) {
            let at = Timestamp::from_second(second).unwrap() + SignedDuration::from_nanos(nanosecond);
            let zoned = at.to_zoned(LONDON.clone());
            prop_assert_eq!(london_date(at), zoned.date());
            prop_assert_eq!(london_offset_seconds(at), zoned.offset().seconds());
            prop_assert_eq!(LondonTime(at).to_string().parse::<Timestamp>().unwrap(), at);
            let day = zoned.date();
            let midnight = |day: Date| day.to_zoned(LONDON.clone()).unwrap().timestamp();
            prop_assert_eq!(start_of_london_day(day), midnight(day));
            prop_assert_eq!(end_of_london_day(day), midnight(day.tomorrow().unwrap()));
        }
    }
}

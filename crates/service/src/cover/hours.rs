//! When somebody works: weekdays with hours on London's clocks, written as `mon-fri 09:00-17:00; sat 10:00-14:00`. A
//! shift that ends no later than it begins ends on the day after.

use calendar::{Calendar, LondonTime, london_offset_seconds, start_of_london_day};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use std::{fmt, str::FromStr};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY: u16 = 24 * 60;
/// How far ahead the next shift is looked for, days: longer than any break between two weeks.
const AHEAD: i64 = 15;

/// One shift on one weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shift {
    /// 0 is Monday.
    day: u8,
    /// Minutes after midnight.
    from: u16,
    /// Minutes after the same midnight; beyond 1440 on the day after.
    until: u16,
}

/// A working pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    shifts: Vec<Shift>,
}

/// A working pattern that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("hours are written as \"mon-fri 09:00-17:00; sat 10:00-14:00\"")]
pub struct NotHours;

impl FromStr for Hours {
    type Err = NotHours;

    fn from_str(text: &str) -> Result<Hours, NotHours> {
        let mut shifts = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (days, times) = part.split_once(' ').ok_or(NotHours)?;
            let (from, until) = times.trim().split_once('-').ok_or(NotHours)?;
            let (from, until) = (minutes(from)?, minutes(until)?);
            let until = if until <= from { until + DAY } else { until };
            for day in days_of(days)? {
                shifts.push(Shift { day, from, until });
            }
        }
        shifts.sort_unstable();
        shifts.dedup();
        Ok(Hours { shifts })
    }
}

fn days_of(text: &str) -> Result<Vec<u8>, NotHours> {
    let number = |name: &str| {
        let name = name.trim().to_ascii_lowercase();
        DAYS.iter().zip(0u8..).find(|(day, _)| **day == name).map(|(_, number)| number).ok_or(NotHours)
    };
    let mut days = Vec::new();
    for part in text.split(',') {
        match part.split_once('-') {
            None => days.push(number(part)?),
            Some((first, last)) => {
                let (first, last) = (number(first)?, number(last)?);
                let last = if last < first { last + 7 } else { last };
                days.extend((first..=last).map(|day| day % 7));
            }
        }
    }
    Ok(days)
}

fn minutes(text: &str) -> Result<u16, NotHours> {
    let (hours, minutes) = text.trim().split_once(':').ok_or(NotHours)?;
    let is_number = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(hours) || !is_number(minutes) {
        return Err(NotHours);
    }
    let (hours, minutes): (u16, u16) =
        (hours.parse().map_err(|_| NotHours)?, minutes.parse().map_err(|_| NotHours)?);
    let sum = hours * 60 + minutes;
    if minutes < 60 && sum <= DAY { Ok(sum) } else { Err(NotHours) }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, shift) in self.shifts.iter().enumerate() {
            let (from, until) = (shift.from, if shift.until > DAY { shift.until - DAY } else { shift.until });
            let separator = if number == 0 { "" } else { "; " };
            let day = DAYS[usize::from(shift.day) % 7];
            let (h, m) = (from / 60, from % 60);
            write!(f, "{separator}{day} {h:02}:{m:02}-{:02}:{:02}", until / 60, until % 60)?;
        }
        Ok(())
    }
}

impl Hours {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.shifts.is_empty()
    }

    /// Whether these hours hold at an instant. A shift that begins on a bank holiday is not worked, unless they work on
    /// those too. In years whose bank holidays are not known, weekdays are worked as usual.
    pub fn hold(&self, at: Timestamp, on_bank_holidays: bool, calendar: &Calendar) -> bool {
        let (today, second, ..) = LondonTime(at).parts();
        let minute = second / 60;
        let holds_on = |day: Date, minute: u32| {
            self.on(day, on_bank_holidays, calendar)
                .any(|shift| u32::from(shift.from) <= minute && minute < u32::from(shift.until))
        };
        holds_on(today, minute)
            || today.yesterday().is_ok_and(|before| holds_on(before, minute + u32::from(DAY)))
    }

    /// When the next shift begins after an instant.
    pub fn next(&self, after: Timestamp, on_bank_holidays: bool, calendar: &Calendar) -> Option<Timestamp> {
        let today = calendar::london_date(after);
        (0..=AHEAD).find_map(|days| {
            let day = today.saturating_add(days.days());
            let starts = self.on(day, on_bank_holidays, calendar).map(|shift| london(day, shift.from));
            starts.filter(|start| *start > after).min()
        })
    }

    fn on(&self, day: Date, on_bank_holidays: bool, calendar: &Calendar) -> impl Iterator<Item = &Shift> {
        let weekday = u8::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        let is_holiday = weekday < 5 && calendar.is_working_day(day) == Ok(false);
        let works = on_bank_holidays || !is_holiday;
        self.shifts.iter().filter(move |shift| works && shift.day == weekday)
    }
}

/// The instant at which London's clocks show so many minutes of a day.
fn london(day: Date, minute: u16) -> Timestamp {
    let midnight = start_of_london_day(day);
    let by_the_clock =
        midnight.saturating_add(SignedDuration::from_mins(i64::from(minute))).unwrap_or(midnight);
    let change = london_offset_seconds(by_the_clock) - london_offset_seconds(midnight);
    by_the_clock.saturating_sub(SignedDuration::from_secs(i64::from(change))).unwrap_or(by_the_clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str) -> Hours {
        text.parse().unwrap()
    }

    fn holds(text: &str, at: &str) -> bool {
        hours(text).hold(at.parse().unwrap(), false, Calendar::england_and_wales())
    }

    fn next(text: &str, after: &str) -> String {
        let next = hours(text).next(after.parse().unwrap(), false, Calendar::england_and_wales());
        LondonTime(next.unwrap()).to_string()
    }

    #[test]
    fn hours_follow_londons_clocks_in_winter_and_summer() {
        assert!(holds("mon-fri 09:00-17:00", "2026-01-05T09:00:00Z"));
        assert!(!holds("mon-fri 09:00-17:00", "2026-01-05T08:59:59Z"));
        assert!(holds("mon-fri 09:00-17:00", "2026-07-06T08:00:00Z"), "nine in the summer is eight by UTC");
        assert!(!holds("mon-fri 09:00-17:00", "2026-07-06T16:00:00Z"), "the end is not part of it");
        assert!(!holds("mon-fri 09:00-17:00", "2026-07-05T10:00:00Z"), "a Sunday");
    }

    #[test]
    fn a_night_shift_goes_on_into_the_next_day_and_belongs_to_the_day_on_which_it_began() {
        assert!(holds("fri 22:00-06:00", "2026-03-07T05:59:00Z"));
        assert!(!holds("fri 22:00-06:00", "2026-03-06T05:00:00Z"), "the night before was Thursday's");
        // Good Friday of 2026 is 3 April: the shift that begins on it is not worked, Thursday's goes on into it.
        assert!(holds("thu-fri 22:00-06:00", "2026-04-03T03:00:00Z"));
        assert!(!holds("thu-fri 22:00-06:00", "2026-04-03T22:30:00Z"));
    }

    #[test]
    fn a_bank_holiday_is_off_unless_they_work_on_them() {
        let easter_monday = "2026-04-06T10:00:00Z".parse().unwrap();
        let (day, calendar) = (hours("mon-fri 09:00-17:00"), Calendar::england_and_wales());
        assert!(!day.hold(easter_monday, false, calendar));
        assert!(day.hold(easter_monday, true, calendar));
        assert_eq!(next("mon-fri 09:00-17:00", "2026-04-02T17:00:00Z"), "2026-04-07T09:00:00+01:00");
    }

    #[test]
    fn the_next_shift_begins_by_the_clock_on_days_when_clocks_change() {
        assert_eq!(next("sun 09:00-12:00", "2026-03-28T12:00:00Z"), "2026-03-29T09:00:00+01:00");
        assert_eq!(next("sun 09:00-12:00", "2026-10-24T12:00:00Z"), "2026-10-25T09:00:00+00:00");
    }

    #[test]
    fn what_is_written_is_read_again_and_nonsense_is_refused() {
        let text = "mon-wed,fri 09:00-17:30; sat 22:00-06:00";
        assert_eq!(hours(&hours(text).to_string()), hours(text));
        assert_eq!(hours("fri-mon 09:00-10:00"), hours("fri,sat,sun,mon 09:00-10:00"));
        assert!(hours("").is_empty());
        for nonsense in
            ["9-5", "mon 9:00-17:00", "mon 09:00", "xyz 09:00-17:00", "mon 25:00-26:00", "mon 09:60-10:00"]
        {
            assert_eq!(nonsense.parse::<Hours>(), Err(NotHours), "{nonsense}");
        }
    }
}

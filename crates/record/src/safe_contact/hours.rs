//! When somebody can be reached: days and times by the clocks of London, through the nights on which they change.

use crate::safe_contact::choices;
use calendar::LondonTime;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time, Weekday},
    tz::Offset,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "days of the week")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

choices!(
    Day, 7,
    Monday "monday" "Monday",
    Tuesday "tuesday" "Tuesday",
    Wednesday "wednesday" "Wednesday",
    Thursday "thursday" "Thursday",
    Friday "friday" "Friday",
    Saturday "saturday" "Saturday",
    Sunday "sunday" "Sunday",
);

impl Day {
    fn of(date: Date) -> Day {
        match date.weekday() {
            Weekday::Monday => Day::Monday,
            Weekday::Tuesday => Day::Tuesday,
            Weekday::Wednesday => Day::Wednesday,
            Weekday::Thursday => Day::Thursday,
            Weekday::Friday => Day::Friday,
            Weekday::Saturday => Day::Saturday,
            Weekday::Sunday => Day::Sunday,
        }
    }
}

/// Some hours of some days, by the clocks of London.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// The days on which they begin.
    pub days: BTreeSet<Day>,
    /// From this time on.
    pub from: Time,
    /// Until just before this time. When it is not later than `from`, they end on the day after; midnight is the end of
    /// the day.
    pub until: Time,
}

impl Hours {
    /// Hours of every day.
    pub fn daily(from: Time, until: Time) -> Hours {
        Hours { days: Day::ALL.into(), from, until }
    }

    /// "Monday, Tuesday from 9am until 5pm".
    pub fn words(&self) -> String {
        let days = match self.days.len() {
            7 => "Every day".to_owned(),
            _ => self.days.iter().map(|day| day.words()).collect::<Vec<_>>().join(", "),
        };
        if self.from == self.until {
            return format!("{days}, at any time");
        }
        format!("{days} from {} until {}", hour_words(self.from.hour()), hour_words(self.until.hour()))
    }

    /// Whether they are running when clocks show `time` on `date`.
    fn run_at(&self, date: Date, time: Time) -> bool {
        let begin_on = |date: Date| self.days.contains(&Day::of(date));
        if self.from < self.until {
            return begin_on(date) && self.from <= time && time < self.until;
        }
        let began_before = date.yesterday().is_ok_and(begin_on);
        (begin_on(date) && self.from <= time) || (began_before && time < self.until)
    }
}

/// "8am", "noon", "midnight".
pub fn hour_words(hour: i8) -> String {
    match hour {
        0 => "midnight".to_owned(),
        12 => "noon".to_owned(),
        1..=11 => format!("{hour}am"),
        _ => format!("{}pm", hour - 12),
    }
}

/// The hours of whoever did not say any.
pub fn usual() -> Hours {
    Hours::daily(Time::constant(8, 0, 0, 0), Time::constant(20, 0, 0, 0))
}

/// Whether an instant is within one of these hours.
pub fn is_within(hours: &[Hours], at: Timestamp) -> bool {
    let (date, second, ..) = LondonTime(at).parts();
    let time = Time::midnight() + i64::from(second).seconds();
    hours.iter().any(|hours| hours.run_at(date, time))
}

/// How many days ahead hours are looked for: hours of one day a week, of which a change of the clocks skips one.
const AHEAD: i32 = 15;

/// The first instant from `at` on that is within one of these hours; none when there is no such hour.
pub fn next_within(hours: &[Hours], at: Timestamp) -> Option<Timestamp> {
    if is_within(hours, at) {
        return Some(at);
    }
    // Hours begin when the clocks show their first minute, in winter's time or in summer's, or when the clocks jump into
    // them: at one in the morning by UTC. Of what follows from that, the first that is really within them.
    let today = calendar::london_date(at);
    let days = (-1..=AHEAD).filter_map(|ahead| today.checked_add(ahead.days()).ok());
    let begin = |date: Date| {
        let clocks = [Offset::UTC, Offset::constant(1)];
        let shown = clocks.into_iter().flat_map(move |clock| {
            hours.iter().filter_map(move |hours| clock.to_timestamp(date.to_datetime(hours.from)).ok())
        });
        shown.chain(Offset::UTC.to_timestamp(date.at(1, 0, 0, 0)).ok())
    };
    days.flat_map(begin).filter(|begin| *begin > at && is_within(hours, *begin)).min()
}

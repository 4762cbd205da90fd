//! When things happened, seen from the present.

use calendar::{Calendar, OutsideCalendar, end_of_london_day, london_date, start_of_london_day};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Time},
};

/// The present, and how to name a moment before or after it.
pub(super) struct Moments {
    /// The present.
    pub now: Timestamp,
    /// The London day of the present.
    pub today: Date,
    calendar: &'static Calendar,
}

/// How far ahead deadlines of the stories can lie, days.
const AHEAD: i64 = 100;
/// How far back the stories and the synthetic cases begin, days.
const BACK: i64 = super::DAYS_BACK + 14;

impl Moments {
    /// The moments around `now`.
    ///
    /// # Errors
    /// When the calendar does not know the days around it.
    pub fn new(now: Timestamp, calendar: &'static Calendar) -> Result<Moments, OutsideCalendar> {
        let today = london_date(now);
        calendar.is_working_day(today.saturating_sub(BACK.days()))?;
        calendar.is_working_day(today.saturating_add(AHEAD.days()))?;
        Ok(Moments { now, today, calendar })
    }

    /// The latest working day that is not after today, and `count` working days before it.
    pub fn working_day(&self, count: u32) -> Date {
        let on_or_before = |day: Date| self.calendar.working_day_on_or_before(day).unwrap_or(day);
        (0..count).fold(on_or_before(self.today), |day, _| on_or_before(day.saturating_sub(1.day())))
    }

    /// A clock time on a working day, [`Moments::working_day`].
    pub fn working(&self, count: u32, clock: &str) -> Timestamp {
        self.at(self.working_day(count), clock)
    }

    /// A clock time so many days before today.
    pub fn days_ago(&self, count: i64, clock: &str) -> Timestamp {
        self.at(self.today.saturating_sub(count.days()), clock)
    }

    /// Today, so many hours ago, or as early as today allows. Never in the future.
    pub fn earlier_today(&self, hours: i64) -> Timestamp {
        let start = start_of_london_day(self.today);
        self.now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(start).max(start)
    }

    /// Yesterday, at a moment from which a limit of 24 hours ends later today.
    pub fn a_day_before_later_today(&self) -> Timestamp {
        let left = end_of_london_day(self.today).duration_since(self.now);
        let due = self.now.checked_add(left / 2).unwrap_or(self.now);
        due.checked_sub(SignedDuration::from_hours(24)).unwrap_or(due)
    }

    /// A day after today, a working day, in about so many days.
    pub fn day_ahead(&self, days: i64) -> Date {
        let day = self.today.saturating_add(days.days());
        self.calendar.add_working_days(day, 1).unwrap_or(day)
    }

    /// Two digits of the year, as reference numbers end.
    pub fn year_of(&self, at: Timestamp) -> String {
        format!("{:02}", london_date(at).year().rem_euclid(100))
    }

    /// A clock time on a London day; the present where that would be later.
    fn at(&self, day: Date, clock: &str) -> Timestamp {
        let time: Time = clock.parse().unwrap_or_else(|_| Time::midnight());
        let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60;
        let start = start_of_london_day(day);
        start.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(start).min(self.now)
    }
}

/// A day as people say it in a sentence: "Thursday 5 March".
pub(super) fn spoken(day: Date) -> String {
    day.strftime("%A %-d %B").to_string()
}

/// The London day of a moment, as people say it.
pub(super) fn spoken_at(at: Timestamp) -> String {
    spoken(london_date(at))
}

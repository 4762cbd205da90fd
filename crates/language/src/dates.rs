//! Days and times as people say them in each language. All in London time.

use crate::{Language, Value};
use calendar::LondonTime;
use jiff::{
    Timestamp,
    civil::{Date, Time},
};

impl Language {
    /// A day with its weekday: "Thursday 5 March", "dydd Iau 5 Mawrth"; with the year when it is not this year's.
    pub fn day(self, date: Date, today: Date) -> String {
        if date.year() == today.year() { self.day_of_year(date) } else { self.whole_day(date) }
    }

    /// A day with its weekday and year: "Thursday 5 March 2026".
    pub fn whole_day(self, date: Date) -> String {
        format!("{} {}", self.day_of_year(date), date.year())
    }

    fn day_of_year(self, date: Date) -> String {
        let weekday = self.say(&format!("weekday-{}", date.weekday().to_monday_one_offset()));
        let month = self.say(&format!("month-{}", date.month()));
        format!("{weekday} {} {month}", date.day())
    }

    /// A time of day: "2pm", "4:05pm", "midday".
    pub fn clock(self, time: Time) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        let name = match (hour, minute) {
            (0, 0) => "clock-midnight",
            (12, 0) => "clock-midday",
            (..12, _) => "clock-morning",
            _ => "clock-afternoon",
        };
        let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        let digits = if minute == 0 { hour.to_string() } else { format!("{hour}:{minute:02}") };
        self.say_with(name, &[("time", digits.into())])
    }

    /// A moment: "Thursday 5 March at 4:05pm".
    pub fn moment(self, at: Timestamp, today: Date) -> String {
        let (date, second, _, _) = LondonTime(at).parts();
        // The parts of a London time are always a time of day.
        let time = Time::new((second / 3600) as i8, (second / 60 % 60) as i8, 0, 0).unwrap_or(Time::MIN);
        let values = [("day", Value::from(self.day(date, today))), ("time", self.clock(time).into())];
        self.say_with("moment", &values)
    }
}

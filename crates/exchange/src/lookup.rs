//! From what a message writes to what it means: codes looked up in the standing data, dates and times as London has
//! them. Whatever cannot be looked up becomes a note and is left out, never a refusal.

use calendar::LondonTime;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::Offset,
};

use crate::{
    reading::{Note, NoteKind, Place, shown},
    standing::{CodeList, Offence, StandingData},
};

/// Looks up for one message and remembers what was unknown.
#[derive(Debug)]
pub(crate) struct Lookup {
    pub(crate) standing: &'static StandingData,
    /// Where in the message the reader is, for the notes.
    pub(crate) place: Place,
    notes: Vec<Note>,
    area: Option<String>,
}

/// An offence's facts from the standing data; all absent for an unknown code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct OffenceFacts {
    pub(crate) title: Option<&'static str>,
    pub(crate) category: Option<&'static str>,
    pub(crate) home_office_class: Option<&'static str>,
    pub(crate) notifiable: Option<bool>,
    pub(crate) schedule_15_part: Option<u8>,
}

impl Lookup {
    pub(crate) fn new() -> Lookup {
        Lookup { standing: StandingData::get(), place: Place::default(), notes: Vec::new(), area: None }
    }

    pub(crate) fn into_notes(self) -> Vec<Note> {
        self.notes
    }

    /// Notes something; more than a hundred notes say no more than a hundred do.
    pub(crate) fn note(&mut self, kind: NoteKind) {
        if self.notes.len() < 100 {
            self.notes.push(Note { place: self.place, kind });
        }
    }

    fn unknown(&mut self, list: &'static str, code: &str) {
        self.note(NoteKind::UnknownCode { list, code: shown(code) });
    }

    fn unreadable<T>(&mut self, field: &'static str) -> Option<T> {
        self.note(NoteKind::Unreadable { field });
        None
    }

    /// A code of the Standard Prosecutor Interface as CJS code.
    pub(crate) fn spi_code(&mut self, list: CodeList, code: &str) -> Option<String> {
        let code = code.trim();
        match list.from_spi(code).or_else(|| list.from_spi(code.trim_start_matches('0'))) {
            Some(found) => (!found.is_empty()).then(|| found.to_owned()),
            None => self.words_code(list, code),
        }
    }

    /// A word or another system's code as CJS code.
    pub(crate) fn words_code(&mut self, list: CodeList, words: &str) -> Option<String> {
        if words.trim().is_empty() {
            return None;
        }
        match list.from_words(words) {
            Some(found) => (!found.is_empty()).then(|| found.to_owned()),
            None => {
                self.unknown(list.name(), words.trim());
                None
            }
        }
    }

    /// The unit of a duration. Libra writes `.` for sessions of attendance.
    pub(crate) fn duration_unit(&mut self, unit: &str) -> Option<String> {
        if unit.trim() == "." { Some("S".to_owned()) } else { self.spi_code(CodeList::DurationUnit, unit) }
    }

    /// The court's name; its code stays as the message has it, known or not.
    pub(crate) fn court_name(&mut self, code: &str) -> Option<String> {
        let unit = self.standing.organisation_unit(code);
        if unit.is_none() {
            self.unknown("court", code);
        }
        unit.map(|unit| unit.name)
    }

    /// The area whose local offences count: the second level of the hearing's court.
    pub(crate) fn set_area(&mut self, court: Option<&str>) {
        self.area = court.and_then(|code| code.get(1..3)).map(str::to_owned);
    }

    pub(crate) fn offence(&mut self, code: &str) -> OffenceFacts {
        let Some(Offence { title, category, home_office_class, notifiable, .. }) =
            self.standing.offence(code, self.area.as_deref())
        else {
            self.unknown("offence", code);
            let schedule_15_part = self.standing.schedule_15_part(code);
            return OffenceFacts { schedule_15_part, ..OffenceFacts::default() };
        };
        let schedule_15_part = self.standing.schedule_15_part(code);
        OffenceFacts { title, category, home_office_class, notifiable: Some(notifiable), schedule_15_part }
    }

    /// Checks a result's code and gives it back as it is.
    pub(crate) fn result_code(&mut self, code: String) -> String {
        if self.standing.result_code(&code).is_none() {
            self.unknown("result", &code);
        }
        code
    }

    /// Checks a qualifier and gives it back in capitals.
    pub(crate) fn qualifier(&mut self, code: &str) -> Option<String> {
        let code = code.trim().to_uppercase();
        if code.is_empty() {
            return None;
        }
        if self.standing.qualifier(&code).is_none() {
            self.unknown("result qualifier", &code);
        }
        Some(code)
    }

    /// A date: `2011-09-26`, also with a zone or time behind it, or `26/09/2011`.
    pub(crate) fn date(&mut self, field: &'static str, text: &str) -> Option<Date> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match any_date(text) {
            Some(date) => Some(date),
            None => self.unreadable(field),
        }
    }

    /// A time of day on `date`: `10:00`, `10:00:00`; one with a zone is turned into London's.
    pub(crate) fn time(&mut self, field: &'static str, date: Option<Date>, text: &str) -> Option<Time> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let Some((time, zone)) = time_and_zone(text) else { return self.unreadable(field) };
        let Some((date, offset)) = date.zip(zone) else { return Some(time) };
        in_london(date.to_datetime(time), offset).map(|local| local.time())
    }

    /// An instant such as `2020-05-26T09:00:00.000Z` as London's date and time; one without a zone as it stands.
    pub(crate) fn instant(&mut self, field: &'static str, text: &str) -> Option<(Date, Option<Time>)> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let (day, rest) = text.split_at_checked(10).unwrap_or((text, ""));
        let Some(date) = any_date(day) else { return self.unreadable(field) };
        let Some((time, zone)) = time_and_zone(rest.trim_start_matches(['T', 't', ' '])) else {
            return if rest.is_empty() { Some((date, None)) } else { self.unreadable(field) };
        };
        let local = match zone {
            None => date.to_datetime(time),
            Some(offset) => in_london(date.to_datetime(time), offset)?,
        };
        Some((local.date(), Some(local.time())))
    }

    /// A whole number such as a sequence or a duration.
    pub(crate) fn number(&mut self, field: &'static str, text: &str) -> Option<u32> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(number) => Some(number),
            Err(_) => self.unreadable(field),
        }
    }

    /// An amount of money in pence: `100.00`, `+10.00`, `£1,500`.
    pub(crate) fn pence(&mut self, field: &'static str, text: &str) -> Option<i64> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match pence_of(text) {
            Some(pence) => Some(pence),
            None => self.unreadable(field),
        }
    }
}

/// A date of a life that courts deal with: programs write the year 1 or 9999 for "none".
pub(crate) fn any_date(text: &str) -> Option<Date> {
    let iso = |text: &str| -> Option<Date> {
        let bytes = text.as_bytes().first_chunk::<10>()?;
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        new_date(digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..])?)
    };
    let day_first = |text: &str| -> Option<Date> {
        let mut parts = text.splitn(3, ['/', '.']);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let plausible = year.len() == 4 && day.len() <= 2 && month.len() <= 2;
        if plausible {
            new_date(digits(year.as_bytes())?, digits(month.as_bytes())?, digits(day.as_bytes())?)
        } else {
            None
        }
    };
    iso(text).or_else(|| day_first(text)).filter(|date| (1850..=2150).contains(&date.year()))
}

fn new_date(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn digits(text: &[u8]) -> Option<u32> {
    let all = !text.is_empty() && text.len() <= 9 && text.iter().all(u8::is_ascii_digit);
    all.then(|| text.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}

/// `10:00`, `10:00:00`, `10:00:00.000`, each also with `Z` or an offset such as `+01:00`.
fn time_and_zone(text: &str) -> Option<(Time, Option<Offset>)> {
    let zone_at = text.find(['Z', 'z', '+', '-']);
    let (clock, zone) = text.split_at(zone_at.unwrap_or(text.len()));
    let clock = clock.trim_end().split('.').next()?;
    let mut parts = clock.split(':').map(|part| digits(part.as_bytes()));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() {
        return None;
    }
    let time = Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok()?;
    Some((time, if zone.is_empty() { None } else { Some(offset_of(zone)?) }))
}

fn offset_of(zone: &str) -> Option<Offset> {
    if matches!(zone, "Z" | "z") {
        return Some(Offset::UTC);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':').or_else(|| zone.get(1..)?.split_at_checked(2))?;
    let seconds = i32::try_from(digits(hours.as_bytes())? * 3600 + digits(minutes.as_bytes())? * 60).ok()?;
    Offset::from_seconds(sign * seconds).ok()
}

fn in_london(local: DateTime, offset: Offset) -> Option<DateTime> {
    let instant: Timestamp = offset.to_timestamp(local).ok()?;
    let (date, second_of_day, _, _) = LondonTime(instant).parts();
    let part = |number: u32| i8::try_from(number).ok();
    let time =
        Time::new(part(second_of_day / 3600)?, part(second_of_day / 60 % 60)?, part(second_of_day % 60)?, 0)
            .ok()?;
    Some(date.to_datetime(time))
}

fn pence_of(text: &str) -> Option<i64> {
    let plain = text.trim_start_matches(['+', '£', ' ']).replace(',', "");
    let (pounds, pence) = plain.split_once('.').unwrap_or((&plain, ""));
    let pence = match pence.as_bytes() {
        [] => 0,
        [tens] => digits(&[*tens])? * 10,
        [hundredths @ .., rest] if hundredths.len() >= 2 => {
            // Halves of a penny and less are not money; zeros may follow.
            let zeros = *rest == b'0' && hundredths[2..].iter().all(|digit| *digit == b'0');
            if zeros { digits(&hundredths[..2])? } else { return None }
        }
        both => digits(both)?,
    };
    Some(i64::from(digits(pounds.as_bytes())?) * 100 + i64::from(pence))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn dates_in_the_forms_that_messages_use() {
        for text in [
            "2011-09-26",
            "2011-09-26Z",
            "2011-09-26+01:00",
            "2011-09-26T00:00:00",
            "26/09/2011",
            "26.09.2011",
        ] {
            assert_eq!(any_date(text), Some(date(2011, 9, 26)), "{text}");
        }
        for text in [
            "",
            "2011-02-30",
            "0001-01-01",
            "9999-12-31",
            "DD/MM/YYYY",
            "2011",
            "20110926",
            "é011-09-26",
            "1/2/3",
        ] {
            assert_eq!(any_date(text), None, "{text}");
        }
    }

    #[test]
    fn times_with_a_zone_become_londons() {
        let mut lookup = Lookup::new();
        let summer = Some(date(2020, 7, 31));
        let mut at = |text| lookup.time("time", summer, text);
        assert_eq!(at("10:00"), Some(time(10, 0, 0, 0)));
        assert_eq!(at("10:00:00.000+01:00"), Some(time(10, 0, 0, 0)));
        assert_eq!(at("09:00:00.0000000-00:00"), Some(time(10, 0, 0, 0)));
        assert_eq!(at("09:00:00Z"), Some(time(10, 0, 0, 0)));
        assert_eq!(at("25:00"), None);
        assert_eq!(at("10"), None);
        assert_eq!(lookup.notes.len(), 2);
    }

    #[test]
    fn instants_become_london_days_and_times() {
        let mut lookup = Lookup::new();
        let mut at = |text| lookup.instant("sitting day", text);
        assert_eq!(at("2020-05-26T09:00:00.000Z"), Some((date(2020, 5, 26), Some(time(10, 0, 0, 0)))));
        assert_eq!(at("2020-05-26T23:30:00Z"), Some((date(2020, 5, 27), Some(time(0, 30, 0, 0)))));
        assert_eq!(at("2020-01-26T09:00:00Z"), Some((date(2020, 1, 26), Some(time(9, 0, 0, 0)))));
        assert_eq!(at("2018-10-24 10:00:00"), Some((date(2018, 10, 24), Some(time(10, 0, 0, 0)))));
        assert_eq!(at("2018-10-24"), Some((date(2018, 10, 24), None)));
        assert_eq!(at("2018-10-24Tnoon"), None);
        assert_eq!(at("soon"), None);
    }

    #[test]
    fn money_is_exact() {
        for (text, pence) in [
            ("100.00", 10_000),
            ("+10.00", 1_000),
            ("£1,500", 150_000),
            ("0.5", 50),
            ("85.10", 8_510),
            ("1.0000", 100),
        ] {
            assert_eq!(pence_of(text), Some(pence), "{text}");
        }
        for text in ["", "-5", "1.005", "ten", "1.2.3", "£", "99999999999"] {
            assert_eq!(pence_of(text), None, "{text}");
        }
    }

    #[test]
    fn unknown_codes_are_noted_and_left_out() {
        let mut lookup = Lookup::new();
        assert_eq!(lookup.spi_code(CodeList::Plea, "02"), Some("NG".to_owned()));
        assert_eq!(lookup.spi_code(CodeList::Plea, "77"), None);
        assert_eq!(lookup.spi_code(CodeList::Verdict, "C"), None);
        assert_eq!(lookup.duration_unit("."), Some("S".to_owned()));
        let notes: Vec<String> = lookup.into_notes().iter().map(ToString::to_string).collect();
        assert_eq!(notes, ["unknown plea code `77` (hearing and case)"]);
    }
}

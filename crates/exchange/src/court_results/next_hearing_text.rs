//! The next hearing out of a result's text, for results that carry it nowhere else.
//!
//! Libra writes such texts from templates: "Adjourned to 24/09/2008 at 10:00 in Courtroom 1, ...", "Remanded on bail
//! until ...", "Committed to Snaresbrook Crown Court ... on 08/10/2011 at 09:45 or such other date". Each opening below
//! is one of them; a date anywhere else in a text (of an order, of an earlier sentence) is not a hearing.

use jiff::civil::{Date, Time};

use super::NextHearing;
use crate::{lookup::any_date, standing::StandingData};

/// How a template begins, which word stands before its date, and whether it always names a Crown Court.
struct Opening {
    words: &'static str,
    before_date: &'static str,
    crown_court: bool,
}

const fn opening(words: &'static str, before_date: &'static str, crown_court: bool) -> Opening {
    Opening { words, before_date, crown_court }
}

const OPENINGS: [Opening; 15] = [
    opening("committed to ", "on", true),
    opening("sent to ", "on", true),
    opening("transferred to ", "on", true),
    opening("to appear at ", "on", true),
    opening("to appear before ", "on", true),
    opening("to be brought before ", "on", true),
    opening("until the crown court hearing", "on", true),
    opening(" act 1998 to ", "on", true),
    opening(" act 2000 to ", "on", true),
    opening(" act 1980 to ", "on", true),
    opening("adjourned to ", "", false),
    opening("adjourned until ", "", false),
    opening("remand", "until", false),
    opening("hearing on ", "", false),
    opening("next review of ", "on", false),
];

/// The next hearing that `text` tells of.
pub(super) fn next_hearing(text: &str, standing: &StandingData) -> Option<NextHearing> {
    if !text.contains('/') && !text.contains("ourt") {
        return None; // neither a date nor a court: most results are done with here
    }
    // The interface ends texts at 2,500 characters; far longer ones are not searched to their end.
    let end = (0..=text.len().min(4_000)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = &text[..end];
    let lower = text.to_ascii_lowercase();
    OPENINGS.iter().find_map(|opening| {
        let begin = lower.find(opening.words)? + opening.words.len();
        let rest = text.get(begin..)?;
        let dated = date_after(rest, opening.before_date);
        let court = court_in(rest, standing);
        if opening.crown_court {
            court.as_ref().filter(|court| court.is_crown)?;
        } else {
            dated?;
        }
        let code = court.and_then(|court| court.code);
        if dated.is_none() && code.is_none() {
            return None;
        }
        let (date, time) = dated.map_or((None, None), |(date, time)| (Some(date), time));
        Some(NextHearing {
            date,
            time,
            court: code.map(str::to_owned),
            from_text: true,
            ..NextHearing::default()
        })
    })
}

/// The first date `dd/mm/yyyy` that `word` stands before (the text's beginning, for an empty word), and the time behind it.
fn date_after(text: &str, word: &str) -> Option<(Date, Option<Time>)> {
    text.match_indices('/').find_map(|(slash, _)| {
        let begin = slash.checked_sub(2)?;
        let date = any_date(text.get(begin..begin + 10)?)?;
        let before = text.get(..begin)?.trim_end();
        let right_place = match word {
            "" => before.is_empty(),
            word => before.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(word)),
        };
        right_place.then(|| (date, time_at(&text[begin + 10..])))
    })
}

/// ` at 10:00 ...`, ` at 10am ...`, ` at 2.30pm ...`
fn time_at(text: &str) -> Option<Time> {
    let clock = text.trim_start().strip_prefix("at ")?.trim_start();
    let end = clock.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(clock.len());
    let (clock, rest) = clock.split_at(end);
    let (hour, minute) = clock.split_once([':', '.']).unwrap_or((clock, "0"));
    let half_day = rest.trim_start().to_ascii_lowercase();
    let hour: i8 = hour.parse().ok()?;
    let hour = match hour {
        12 if half_day.starts_with("am") => 0,
        1..=11 if half_day.starts_with("pm") => hour + 12,
        hour if half_day.starts_with("am") || half_day.starts_with("pm") || clock.contains(':') => hour,
        _ => return None,
    };
    let minute = minute.trim_end_matches('.');
    Time::new(hour, if minute.is_empty() { 0 } else { minute.parse().ok()? }, 0, 0).ok()
}

struct NamedCourt {
    is_crown: bool,
    code: Option<&'static str>,
}

/// The first court named: `..., Croydon Magistrates' Court`, `to Snaresbrook Crown Court`.
fn court_in(text: &str, standing: &StandingData) -> Option<NamedCourt> {
    let lower = text.to_ascii_lowercase();
    let mut named = lower.match_indices(" court").filter_map(|(at, _)| {
        let before = &lower[..at];
        let kind_at = before.rfind(' ').map_or(0, |space| space + 1);
        let is_crown = match before[kind_at..].trim_end_matches(['\'', '’']) {
            "crown" | "criminal" => true,
            "magistrates" | "magistrate" => false,
            _ => return None,
        };
        let name_at = [", ", " to ", " at ", " before ", " in ", ". "]
            .iter()
            .filter_map(|separator| before[..kind_at].rfind(separator).map(|found| found + separator.len()))
            .max()
            .unwrap_or(0);
        let name = text.get(name_at..at)?;
        // "as the Crown Court directs" names none.
        let proper =
            text[name_at..kind_at].split_whitespace().any(|word| word.starts_with(char::is_uppercase));
        let central = name.to_ascii_lowercase().contains("central criminal");
        if !proper && !central {
            return None;
        }
        let full = format!("{name} Court");
        let code = if is_crown {
            standing.crown_court_named(&full)
        } else {
            standing.magistrates_court_named(&full)
        };
        Some(NamedCourt { is_crown, code })
    });
    named.next()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn told(text: &str) -> Option<(Option<Date>, Option<Time>, Option<String>)> {
        next_hearing(text, StandingData::get()).map(|next| (next.date, next.time, next.court))
    }

    #[test]
    fn templates_tell_the_next_hearing() {
        let day = Some(date(2031, 3, 7));
        let croydon = Some("B01EF00".to_owned());
        let snaresbrook = Some("C01SN00".to_owned());
        for (text, time_of_day, court) in [
            (
                "Adjourned to 07/03/2031 at 14:00 in Courtroom 01, Croydon Magistrates' Court. Reason: for trial",
                Some(time(14, 0, 0, 0)),
                &croydon,
            ),
            (
                "Remanded on conditional bail until 07/03/2031 at 10am in courtroom 01, Croydon Magistrates Court",
                Some(time(10, 0, 0, 0)),
                &croydon,
            ),
            ("Remanded on bail until 07/03/2031", None, &None),
            (
                "Hearing on 07/03/2031 at 2.30pm in Courtroom 2, Croydon Magistrates Court confirmed.",
                Some(time(14, 30, 0, 0)),
                &croydon,
            ),
            (
                "Committed to Snaresbrook Crown Court for sentence (Act 2000) on 07/03/2031 at 09:45 or such other date, time or place as the Crown Court directs",
                Some(time(9, 45, 0, 0)),
                &snaresbrook,
            ),
            (
                "Sent under the Crime and Disorder Act 1998 to Snaresbrook Crown Court on 07/03/2031 or such other date",
                None,
                &snaresbrook,
            ),
            (
                "Remanded in custody to be brought before Snaresbrook Crown Court for trial on 07/03/2031 or such other date",
                None,
                &snaresbrook,
            ),
            (
                "Remanded until the Crown Court hearing on 07/03/2031 or such other date as the Crown Court directs, Snaresbrook Crown Court",
                None,
                &snaresbrook,
            ),
            ("Committed to Nowhere Crown Court on 07/03/2031 at 10:00", Some(time(10, 0, 0, 0)), &None),
        ] {
            assert_eq!(told(text), Some((day, time_of_day, court.clone())), "{text}");
        }
        assert_eq!(
            told("Committed to Snaresbrook Crown Court, date to be fixed"),
            Some((None, None, snaresbrook))
        );
    }

    #[test]
    fn other_dates_are_no_hearing() {
        for text in [
            "Committed to prison for 16 weeks, order of 07/03/2031",
            "Disqualified for 12 months from 07/03/2031",
            "Community order made by Croydon Magistrates' Court on 07/03/2031 revoked",
            "Adjourned sine die",
            "Remanded in custody",
            "Adjourned to 31/02/2031 at 10:00",
            "é/é/éééé until //////////",
            "",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}

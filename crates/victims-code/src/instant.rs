//! Instants as text: RFC 3339 with an offset, read strictly and fast.

use calendar::epoch_day;
use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

/// A text is not an instant
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an RFC 3339 instant with an offset, such as 2024-05-01T09:30:00+01:00")]
pub struct InstantError;

/// Reads an RFC 3339 instant, such as `2024-05-01T09:30:00+01:00` or `2024-05-01T08:30:00.5Z`
///
/// The offset is required. A leap second counts as the second before it; digits beyond nanoseconds are dropped.
pub fn parse_instant(text: &str) -> Result<Timestamp, InstantError> {
    parse(text.as_bytes()).ok_or(InstantError)
}

fn parse(text: &[u8]) -> Option<Timestamp> {
    let (clock, rest) = text.split_at_checked(19)?;
    let separators = clock[4] == b'-' && clock[7] == b'-' && clock[13] == b':' && clock[16] == b':';
    if !separators || !matches!(clock[10], b'T' | b't' | b' ') {
        return None;
    }
    let year = number(&clock[..2])? * 100 + number(&clock[2..4])?;
    let date = Date::new(year as i16, number(&clock[5..7])? as i8, number(&clock[8..10])? as i8).ok()?;
    let (hour, minute, second) = (number(&clock[11..13])?, number(&clock[14..16])?, number(&clock[17..19])?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanosecond, rest) = fraction(rest)?;
    let of_day = hour * 3_600 + minute * 60 + second.min(59) - offset(rest)?;
    Timestamp::new(i64::from(epoch_day(date)) * 86_400 + i64::from(of_day), nanosecond).ok()
}

/// Two digits
fn number(digits: &[u8]) -> Option<i32> {
    match *digits {
        [tens @ b'0'..=b'9', units @ b'0'..=b'9'] => {
            Some(i32::from(tens - b'0') * 10 + i32::from(units - b'0'))
        }
        _ => None,
    }
}

/// The nanoseconds after a full stop, if there is one, and what follows
fn fraction(text: &[u8]) -> Option<(i32, &[u8])> {
    let Some(text) = text.strip_prefix(b".") else { return Some((0, text)) };
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(length);
    let padded = digits.iter().map(|digit| i32::from(digit - b'0')).chain(std::iter::repeat(0)).take(9);
    (length > 0).then(|| (padded.fold(0, |sum, digit| sum * 10 + digit), rest))
}

/// Seconds ahead of UTC
fn offset(text: &[u8]) -> Option<i32> {
    match text {
        b"Z" | b"z" => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
            let ahead = hours * 3_600 + minutes * 60;
            (hours <= 23 && minutes <= 59).then_some(if *sign == b'-' { -ahead } else { ahead })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_rfc_3339_is_refused() {
        let wrong = [
            "",
            "2024-05-01",
            "2024-05-01T09:30:00",  // no offset
            "2024-05-01T09:30Z",    // no seconds
            "2024-02-30T09:30:00Z", // no such day
            "2024-05-01T24:00:00Z", // no such hour
            "2024-05-01T09:60:00Z",
            "2024-05-01T09:30:00.Z", // a full stop and nothing
            "2024-05-01T09:30:00+0100",
            "2024-05-01T09:30:00+01",
            "2024-05-01T09:30:00+24:00",
            "2024-05-01T09:30:00[Europe/London]",
            "2024-05-01T09:30:00Z ",
            "+024-05-01T09:30:00Z",
            "20é4-05-01T09:30:00Z",
        ];
        for text in wrong {
            assert_eq!(parse_instant(text), Err(InstantError), "{text}");
        }
    }

    #[test]
    fn offsets_fractions_and_small_letters_are_understood() {
        let cases = [
            ("2024-05-01t09:30:00+01:00", "2024-05-01T08:30:00Z"),
            ("2024-05-01 09:30:00z", "2024-05-01T09:30:00Z"),
            ("2024-05-01T09:30:00.123456789999Z", "2024-05-01T09:30:00.123456789Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("2024-01-01T00:15:00-23:59", "2024-01-02T00:14:00Z"),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_instant(text).unwrap().to_string(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_date_library(second in -62_135_596_800_i64..253_402_207_200, nanosecond in 0_i32..1_000_000_000, hours in -23_i32..=23) {
            let at = Timestamp::new(second, if second < 0 { -nanosecond } else { nanosecond }).unwrap();
            let offset = jiff::tz::Offset::from_seconds(hours * 3_600).unwrap();
            let written = at.display_with_offset(offset).to_string();
            if written.starts_with(|first: char| first.is_ascii_digit()) {
                prop_assert_eq!(parse_instant(&written).unwrap(), at);
            }
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = parse_instant(&text);
        }
    }
}

//! Days as plain numbers: table look-ups and comparisons want an integer, not a year, month and day.

use jiff::civil::Date;

/// Days from 1970-01-01 to `date` in the Gregorian calendar (negative before it).
#[must_use]
pub fn epoch_day(date: Date) -> i32 {
    // The year starts in March here, so that the leap day is its last day and month lengths follow one formula.
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date `days` after 1970-01-01. Outside the years -9999 to 9999 the nearest date that can be written.
#[must_use]
pub fn date_of_epoch_day(days: i64) -> Date {
    const FIRST: i64 = -4_371_587; // -9999-01-01
    const LAST: i64 = 2_932_896; // 9999-12-31
    let shifted = days.clamp(FIRST, LAST) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    // INVARIANT: `shifted` was clamped to the years a `Date` holds, so each part fits and the date exists.
    Date::new(year as i16, month as i8, day as i8).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_epoch_and_the_ends_are_where_they_should_be() {
        assert_eq!(epoch_day(date(1970, 1, 1)), 0);
        assert_eq!(epoch_day(date(2000, 2, 29)), 11_016);
        assert_eq!(date_of_epoch_day(i64::from(epoch_day(Date::MIN))), Date::MIN);
        assert_eq!(date_of_epoch_day(i64::from(epoch_day(Date::MAX))), Date::MAX);
        assert_eq!(date_of_epoch_day(i64::MAX), Date::MAX);
        assert_eq!(date_of_epoch_day(i64::MIN), Date::MIN);
    }

    proptest! {
        #[test]
        fn day_numbers_agree_with_the_date_library(days in -4_371_587_i32..=2_932_896) {
            let expected = date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            prop_assert_eq!(date_of_epoch_day(i64::from(days)), expected);
            prop_assert_eq!(epoch_day(expected), days);
        }
    }
}

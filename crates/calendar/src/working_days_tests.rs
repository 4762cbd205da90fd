//! Hand-picked days with their reasons, and the table against a day-by-day count.

use super::*;
use proptest::prelude::*;

fn calendar() -> &'static Calendar {
    Calendar::england_and_wales()
}

/// The oracle: walk from day to day and look each one up in the list of bank holidays.
fn is_working_day_slowly(day: Date) -> bool {
    let listed = ENGLAND_AND_WALES.lines().any(|line| {
        line.starts_with(&day.year().to_string())
            && line.split_whitespace().any(|word| word == day.strftime("%m-%d").to_string())
    });
    day.weekday().to_monday_one_offset() <= 5 && !listed
}

fn add_slowly(mut day: Date, mut count: u32) -> Option<Date> {
    while count > 0 {
        day = day.tomorrow().ok()?;
        if day.year() > 2028 {
            return None;
        }
        count -= u32::from(is_working_day_slowly(day));
    }
    Some(day)
}

#[test]
fn the_built_in_list_covers_2012_to_2028_without_a_gap() {
    assert_eq!((calendar().first_year(), calendar().last_year()), (2012, 2028));
    assert_eq!(calendar().working_days_to.len(), 6_210);
}

#[test]
fn one_off_and_moved_bank_holidays_are_not_working_days() {
    let not_working = [
        (2012, 6, 5),   // Diamond Jubilee
        (2020, 5, 8),   // early May holiday moved to VE Day
        (2022, 6, 3),   // Platinum Jubilee
        (2022, 9, 19),  // funeral of Queen Elizabeth II
        (2023, 5, 8),   // coronation
        (2021, 12, 28), // Boxing Day fell on a Sunday
    ];
    for (y, m, d) in not_working {
        assert_eq!(calendar().is_working_day(date(y, m, d)), Ok(false), "{y}-{m}-{d}");
    }
    // The Monday that the 2020 holiday moved away from was an ordinary day at work.
    assert_eq!(calendar().is_working_day(date(2020, 5, 4)), Ok(true));
}

#[test]
fn counting_starts_the_day_after_and_skips_what_is_not_worked() {
    let cases = [
        (date(2024, 5, 1), 1, date(2024, 5, 2)),     // an ordinary Wednesday
        (date(2024, 5, 3), 1, date(2024, 5, 7)),     // Friday, weekend, early May bank holiday
        (date(2024, 5, 4), 1, date(2024, 5, 7)),     // from a Saturday it is the same Tuesday
        (date(2024, 12, 20), 5, date(2024, 12, 31)), // Christmas and Boxing Day in between
        (date(2024, 5, 4), 0, date(2024, 5, 4)),     // nothing to add: the day itself, even a Saturday
    ];
    for (from, count, expected) in cases {
        assert_eq!(calendar().add_working_days(from, count), Ok(expected), "{from} + {count}");
    }
}

#[test]
fn beyond_the_known_years_there_is_an_error_and_no_guess() {
    assert_eq!(calendar().add_working_days(date(2028, 12, 28), 1), Ok(date(2028, 12, 29)));
    assert!(calendar().add_working_days(date(2028, 12, 29), 1).is_err());
    assert!(calendar().add_working_days(date(2011, 12, 31), 1).is_err());
    assert!(calendar().add_working_days(date(2020, 1, 1), u32::MAX).is_err());
    assert!(calendar().is_working_day(date(2029, 1, 1)).is_err());
    assert!(calendar().working_days_between(date(2028, 12, 31), date(2029, 1, 1)).is_err());
    assert!(calendar().working_day_on_or_before(date(2012, 1, 1)).is_err());
    let error = calendar().is_working_day(date(2029, 1, 1)).unwrap_err().to_string();
    assert_eq!(error, "2029-01-01 is outside the calendar of bank holidays, which knows 2012 to 2028");
}

#[test]
fn time_left_is_counted_in_working_days_both_ways() {
    let friday = date(2024, 5, 3);
    let tuesday = date(2024, 5, 7);
    assert_eq!(calendar().working_days_between(friday, tuesday), Ok(1));
    assert_eq!(calendar().working_days_between(tuesday, friday), Ok(-1));
    assert_eq!(calendar().working_days_between(friday, date(2024, 5, 6)), Ok(0));
}

#[test]
fn a_badly_written_list_is_refused_with_its_line() {
    assert_eq!(Calendar::from_text("# only a comment\n").unwrap_err(), "no years");
    assert_eq!(Calendar::from_text("2012 02-30").unwrap_err(), "line 1: not a day of the year");
    let gap = "2012 01-02\n\n2014 01-01";
    assert_eq!(Calendar::from_text(gap).unwrap_err(), "line 3: the year does not follow the one before");
    assert_eq!(Calendar::from_text("soon 01-02").unwrap_err(), "line 1: no year");
}

fn known_day() -> impl Strategy<Value = Date> {
    (0_i64..6_210).prop_map(|offset| date_of_epoch_day(15_340 + offset))
}

proptest! {
    #[test]
    fn the_table_agrees_with_counting_day_by_day(day in known_day(), count in 0_u32..90) {
        prop_assert_eq!(calendar().is_working_day(day), Ok(is_working_day_slowly(day)));
        prop_assert_eq!(calendar().add_working_days(day, count).ok(), add_slowly(day, count));
    }

    #[test]
    fn adding_and_counting_between_undo_each_other(day in known_day(), count in 0_u32..90) {
        if let Ok(later) = calendar().add_working_days(day, count) {
            prop_assert_eq!(calendar().working_days_between(day, later), Ok(count as i32));
            prop_assert_eq!(calendar().working_days_between(later, day), Ok(-(count as i32)));
        }
    }

    #[test]
    fn moving_back_ends_on_a_working_day_with_none_skipped(day in known_day()) {
        if let Ok(back) = calendar().working_day_on_or_before(day) {
            prop_assert!(is_working_day_slowly(back) && back <= day);
            prop_assert_eq!(calendar().working_days_between(back, day), Ok(0));
        }
    }
}

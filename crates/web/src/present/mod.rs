//! From what the service answers to what pages say.

pub(crate) mod case;
pub(crate) mod course;
pub(crate) mod explained;
pub(crate) mod talk;
pub(crate) mod victim;
pub(crate) mod work;

use crate::words::{self, TimeLeft};
use jiff::{SignedDuration, Timestamp, civil::Date};
use record::{CaseId, VictimId};
use service::{Standing, disputes::is_of_a_dispute, messages::is_answered};

/// How urgent a duty is; nothing when nobody has to act
pub(crate) fn time_left(
    standing: Standing,
    due_at: Option<Timestamp>,
    working_days_left: Option<i32>,
    now: Timestamp,
) -> Option<TimeLeft> {
    let days = working_days_left.unwrap_or(0);
    match standing {
        Standing::Late => Some(TimeLeft::Late(days.min(0).unsigned_abs())),
        Standing::Due => Some(due_at.map_or(TimeLeft::NoLimit, |due| until(due, days, now))),
        Standing::Undated => Some(TimeLeft::NoLimit),
        Standing::Waiting => Some(TimeLeft::Waiting),
        Standing::Done | Standing::DoneLate | Standing::Waived => None,
    }
}

fn until(due: Timestamp, working_days: i32, now: Timestamp) -> TimeLeft {
    let last_day = last_day_of(due);
    // A limit in hours ends within a day, one in days at its end.
    if due != calendar::end_of_london_day(last_day) {
        let hours = due.duration_since(now).as_hours().clamp(0, 999);
        return TimeLeft::Hours(u32::try_from(hours).unwrap_or(0));
    }
    if last_day == calendar::london_date(now) {
        return TimeLeft::Today;
    }
    TimeLeft::Days(working_days.max(0).unsigned_abs())
}

/// The London day on which a limit ends
pub(crate) fn last_day_of(due: Timestamp) -> Date {
    calendar::london_date(due.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(due))
}

/// Address of a case
pub(crate) fn case_address(case: CaseId) -> String {
    format!("/case/{case}")
}

/// Where somebody does what is owed: a message is answered, a dispute looked into, everything else is a contact
pub(crate) fn way_to_do(case: &str, victim: VictimId, duty: &str, trigger: u64) -> String {
    if is_answered(duty) {
        return format!("{case}/messages?victim={victim}");
    }
    if is_of_a_dispute(duty) {
        return format!("{case}/dispute/{trigger}");
    }
    format!("{case}/contact?victim={victim}&meets={trigger}_{duty}")
}

/// What they do there, in a word or two
pub(crate) fn act(duty: &str) -> &'static str {
    match (is_answered(duty), is_of_a_dispute(duty)) {
        (true, _) => "Answer",
        (_, true) => "Look into it",
        _ => "Record",
    }
}

/// A slug of a stage in words
pub(crate) fn stage_words(stage: &str) -> &'static str {
    match stage {
        "report" => "Reported",
        "investigation" => "Investigation",
        "charge" => "Charge",
        "court" => "Court",
        "sentence" => "Sentence and appeal",
        "after" => "After the sentence",
        _ => "Open",
    }
}

/// Weekday and day for narrow columns: "Thu 5 Mar"
pub(crate) fn narrow_day(date: Date, today: Date) -> String {
    format!("{} {}", date.strftime("%a"), words::short_day(date, today))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_day_of_a_limit_is_the_day_before_its_midnight() {
        assert_eq!(last_day_of(at("2026-03-06T00:00:00Z")), jiff::civil::date(2026, 3, 5));
        assert_eq!(last_day_of(at("2026-03-06T10:00:00Z")), jiff::civil::date(2026, 3, 6));
    }

    #[test]
    fn a_limit_in_days_ends_today_and_one_in_hours_counts_hours() {
        let now = at("2026-03-05T09:00:00Z");
        let left = |standing, due: &str, days| time_left(standing, Some(at(due)), Some(days), now);
        assert_eq!(left(Standing::Due, "2026-03-06T00:00:00Z", 0), Some(TimeLeft::Today));
        assert_eq!(left(Standing::Due, "2026-03-07T00:00:00Z", 1), Some(TimeLeft::Days(1)));
        assert_eq!(left(Standing::Due, "2026-03-05T14:30:00Z", 0), Some(TimeLeft::Hours(5)));
        assert_eq!(left(Standing::Late, "2026-03-04T00:00:00Z", -2), Some(TimeLeft::Late(2)));
        assert_eq!(left(Standing::Done, "2026-03-04T00:00:00Z", -2), None);
    }
}

//! How a duty stands now. Overdue is arithmetic on the deadline, never a job that has to run.

use calendar::Calendar;
use jiff::Timestamp;
use record::view::Phase;

/// How a duty stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not done and past the deadline.
    Late,
    /// Not done, deadline ahead.
    Due,
    /// To be done, without a deadline that can be computed.
    Undated,
    /// The provider has not learned of the trigger; the clock has not started.
    Waiting,
    /// Done in time.
    Done,
    /// Done after the deadline.
    DoneLate,
    /// The victim does not want it.
    Waived,
}

impl Standing {
    /// From the phase, the deadline and the present.
    pub fn at(phase: Phase, due_at: Option<Timestamp>, now: Timestamp) -> Standing {
        match phase {
            Phase::Waived => Standing::Waived,
            Phase::Met => Standing::Done,
            Phase::MetLate => Standing::DoneLate,
            Phase::Waiting => Standing::Waiting,
            Phase::Undated => Standing::Undated,
            Phase::Open if due_at.is_some_and(|due| due <= now) => Standing::Late,
            Phase::Open => Standing::Due,
        }
    }

    /// Whether somebody still has to act.
    pub fn is_owed(self) -> bool {
        matches!(self, Standing::Late | Standing::Due | Standing::Undated | Standing::Waiting)
    }
}

/// Working days from today until the deadline's day: 0 is today, negative is late by so many. `None` outside the
/// years that the calendar knows.
pub fn working_days_left(calendar: &Calendar, due_at: Timestamp, now: Timestamp) -> Option<i32> {
    // `due_at` is the first instant after the last day.
    let last_day =
        calendar::london_date(due_at.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(due_at));
    calendar.working_days_between(calendar::london_date(now), last_day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadline_itself_is_late_and_the_instant_before_is_not() {
        let due: Timestamp = "2026-03-06T00:00:00Z".parse().unwrap();
        let before: Timestamp = "2026-03-05T23:59:59.999Z".parse().unwrap();
        assert_eq!(Standing::at(Phase::Open, Some(due), due), Standing::Late);
        assert_eq!(Standing::at(Phase::Open, Some(due), before), Standing::Due);
        assert_eq!(Standing::at(Phase::Met, Some(due), due), Standing::Done);
    }
}

//! Which returns are there, late or missing.

use calendar::{end_of_london_day, london_date};
use jiff::{Timestamp, civil::date};
use record::figures::Month;
use std::collections::{BTreeMap, BTreeSet};
use store::{Deployment, ReturnMonth};

/// On which day of the month after it a month is due.
pub const DUE_DAY: i8 = 15;

/// Whether an area's return about a month is there. An area for which several deployments answer is there when all are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is.
    There {
        /// How many days after it was due the first of them came; 0 when in time.
        late: i64,
        /// How many times it was corrected.
        corrected: i64,
    },
    /// It is not.
    Missing {
        /// Names of the deployments that have not returned.
        of: Vec<String>,
        /// How many days ago it was due; 0 when it is not due yet.
        overdue: i64,
    },
    /// None is expected.
    NotExpected,
}

/// When a month's return is due: the end of that day in London.
pub fn due(month: Month) -> Timestamp {
    let next = month.next();
    end_of_london_day(date(next.year(), next.month(), DUE_DAY))
}

/// The state of every area in a month. Whoever is trusted no more is expected no more; what they sent stays.
pub fn returned(
    deployments: &[Deployment],
    held: &[ReturnMonth],
    month: Month,
    now: Timestamp,
) -> BTreeMap<String, State> {
    let due = due(month);
    let held: Vec<&ReturnMonth> = held.iter().filter(|held| held.month == month).collect();
    let trusted = deployments.iter().filter(|deployment| deployment.ended_at.is_none());
    let expected: Vec<(&str, &Deployment)> = trusted
        .flat_map(|deployment| {
            let areas = deployment.areas.iter().filter(|(_, from)| *from <= month);
            areas.map(move |(area, _)| (area.as_str(), deployment))
        })
        .collect();
    let areas: BTreeSet<&str> =
        expected.iter().map(|(area, _)| *area).chain(held.iter().map(|held| held.area.as_str())).collect();
    let state = |area: &str| {
        let here: Vec<&&ReturnMonth> = held.iter().filter(|held| held.area == area).collect();
        let has_returned =
            |deployment: &Deployment| here.iter().any(|held| held.deployment == deployment.deployment);
        let missing: Vec<String> = expected
            .iter()
            .filter(|(of, deployment)| *of == area && !has_returned(deployment))
            .map(|(_, deployment)| deployment.name.clone())
            .collect();
        if !missing.is_empty() {
            return State::Missing { of: missing, overdue: days_after(due, now) };
        }
        let late = here.iter().map(|held| days_after(due, held.first_received_at)).max();
        State::There { late: late.unwrap_or(0), corrected: here.iter().map(|held| held.earlier).sum() }
    };
    areas.into_iter().map(|area| (area.to_owned(), state(area))).collect()
}

/// London days from the last day on which it would have been in time; 0 when it was.
fn days_after(due: Timestamp, at: Timestamp) -> i64 {
    if at < due {
        return 0;
    }
    // `due` is the first moment of the day after.
    i64::from(calendar::epoch_day(london_date(at)) - calendar::epoch_day(london_date(due))) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn month() -> Month {
        "2026-03".parse().unwrap()
    }

    fn deployment(name: &str, from: &str) -> Deployment {
        Deployment {
            deployment: name.into(),
            name: name.into(),
            public_key: String::new(),
            token_digest: String::new(),
            trusted_at: at("2026-01-01T00:00:00Z"),
            ended_at: None,
            areas: vec![("01".into(), from.parse().unwrap())],
        }
    }

    fn held(name: &str, received: &str, earlier: i64) -> ReturnMonth {
        ReturnMonth {
            deployment: name.into(),
            area: "01".into(),
            month: month(),
            sequence: 1,
            first_received_at: at(received),
            received_at: at(received),
            earlier,
        }
    }

    fn state(deployments: &[Deployment], held: &[ReturnMonth], now: &str) -> Option<State> {
        returned(deployments, held, month(), at(now)).remove("01")
    }

    #[test]
    fn a_return_is_late_after_the_fifteenth_in_london() {
        let north = [deployment("north", "2026-01")];
        let there = |received, late| {
            let now = "2026-06-01T00:00:00Z";
            assert_eq!(
                state(&north, &[held("north", received, 0)], now),
                Some(State::There { late, corrected: 0 })
            );
        };
        there("2026-04-15T22:59:59Z", 0);
        there("2026-04-15T23:00:00Z", 1);
        there("2026-04-20T12:00:00Z", 5);
        let missing = |now, overdue| {
            let expected = State::Missing { of: vec!["north".into()], overdue };
            assert_eq!(state(&north, &[], now), Some(expected));
        };
        missing("2026-04-15T22:59:59Z", 0);
        missing("2026-04-16T12:00:00Z", 1);
    }

    #[test]
    fn an_area_is_there_when_everybody_who_answers_has_returned() {
        let both = [deployment("north", "2026-01"), deployment("probation", "2026-01")];
        let one = [held("north", "2026-04-02T12:00:00Z", 2)];
        let now = "2026-04-10T12:00:00Z";
        let missing = State::Missing { of: vec!["probation".into()], overdue: 0 };
        assert_eq!(state(&both, &one, now), Some(missing));
        let all = [one[0].clone(), held("probation", "2026-04-17T12:00:00Z", 0)];
        assert_eq!(state(&both, &all, now), Some(State::There { late: 2, corrected: 2 }));
    }

    #[test]
    fn nobody_is_expected_before_they_begin_or_after_they_end() {
        let later = [deployment("north", "2026-04")];
        assert_eq!(state(&later, &[], "2026-06-01T00:00:00Z"), None);
        let ended =
            [Deployment { ended_at: Some(at("2026-02-01T00:00:00Z")), ..deployment("north", "2026-01") }];
        assert_eq!(state(&ended, &[], "2026-06-01T00:00:00Z"), None);
        let sent = [held("north", "2026-04-02T12:00:00Z", 0)];
        assert_eq!(
            state(&ended, &sent, "2026-06-01T00:00:00Z"),
            Some(State::There { late: 0, corrected: 0 })
        );
    }
}

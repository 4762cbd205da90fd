//! What holds for every case, tried on random ones.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use calendar::end_of_london_day;
use common::{calendar, code};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use victims_code::{EditionChoice, Eligibility, Event, Flags, Ledger, Limit, Line, Scope, Status, Unit};

/// A line that owns its texts
#[derive(Debug, Clone)]
struct Said {
    what: What,
    at: Timestamp,
    received_at: Option<Timestamp>,
    victim: Option<String>,
}

#[derive(Debug, Clone)]
enum What {
    Trigger(usize),
    Added(Flags),
    Facts(Flags, Flags),
    /// The n-th duty of those there are, if there is one
    Done(usize),
    Waived(Scope),
    Withdrawn(Scope),
}

fn flags() -> impl Strategy<Value = Flags> {
    proptest::collection::vec(proptest::sample::select(Flags::all().collect::<Vec<_>>()), 0..3)
        .prop_map(|flags| flags.into_iter().collect())
}

fn scope() -> impl Strategy<Value = Scope> {
    let duties: Vec<Scope> =
        ["r06-arrested", "r06-charged", "c15-arrested", "r09-sentence"].map(common::duty_scope).to_vec();
    prop_oneof![Just(Scope::All), (1_u8..=12).prop_map(Scope::Right), proptest::sample::select(duties)]
}

fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        6 => (0..code().triggers().len()).prop_map(What::Trigger),
        2 => flags().prop_map(What::Added),
        1 => (flags(), flags()).prop_map(|(add, remove)| What::Facts(add, remove)),
        4 => (0_usize..40).prop_map(What::Done),
        1 => scope().prop_map(What::Waived),
        1 => scope().prop_map(What::Withdrawn),
    ]
}

/// Mostly within the calendar, sometimes at its ends or beyond
fn instant() -> impl Strategy<Value = Timestamp> {
    prop_oneof![9 => 1_325_376_000_i64..1_861_920_000, 1 => 1_100_000_000_i64..1_900_000_000]
        .prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn said() -> impl Strategy<Value = Said> {
    let victim = proptest::option::weighted(0.8, proptest::sample::select(vec!["V1", "V2", "V3"]));
    (what(), instant(), proptest::option::of(instant()), victim).prop_map(
        |(what, at, received_at, victim)| Said { what, at, received_at, victim: victim.map(str::to_owned) },
    )
}

fn case() -> impl Strategy<Value = Vec<Said>> {
    proptest::collection::vec(said(), 0..40)
}

/// Applies a line, as the next of its case.
fn apply(ledger: &mut Ledger, said: &Said) -> bool {
    let (duty, trigger, victim);
    let mut line = Line::new(Event::DutyWaived(Scope::All), said.at);
    line.received_at = said.received_at;
    line.victim = said.victim.as_deref();
    line.event = match said.what {
        What::Trigger(number) => Event::Trigger(code().trigger_id(&code().triggers()[number].slug).unwrap()),
        What::Added(flags) => Event::VictimAdded { flags },
        What::Facts(add, remove) => Event::VictimFactsRecorded { add, remove },
        What::Waived(scope) => Event::DutyWaived(scope),
        What::Withdrawn(scope) => Event::WaiverWithdrawn(scope),
        What::Done(number) => {
            let found = ledger
                .duties(code(), calendar())
                .nth(number)
                .map(|row| (row.rule.id.to_string(), row.trigger.to_owned(), row.victim.to_owned()));
            (duty, trigger, victim) = found.unwrap_or_default();
            line.victim = Some(&victim);
            Event::DutyDone { duty: &duty, trigger: &trigger }
        }
    };
    ledger.apply(code(), calendar(), EditionChoice::Auto, &line).is_ok()
}

fn ledger_of(lines: &[Said]) -> Ledger {
    let mut ledger = Ledger::new();
    for line in lines {
        apply(&mut ledger, line);
    }
    ledger
}

/// Everything about every duty of a case, as text
fn seen(ledger: &Ledger, as_of: Timestamp) -> Vec<String> {
    ledger.duties(code(), calendar()).map(|row| format!("{row:?} {:?}", row.status(as_of))).collect()
}

proptest! {
    #[test]
    fn a_status_says_what_it_means(lines in case(), as_of in instant()) {
        let ledger = ledger_of(&lines);
        for row in ledger.duties(code(), calendar()) {
            let in_time = |done: Timestamp| row.due_at.is_none_or(|due| done < due);
            let expected = if row.waived {
                Status::Waived
            } else if let Some(done) = row.done_at {
                if in_time(done) { Status::Met } else { Status::MetLate }
            } else if row.clock_start.is_none() {
                Status::Waiting
            } else if in_time(as_of) {
                Status::Open
            } else {
                Status::Overdue
            };
            prop_assert_eq!(row.status(as_of), expected);
            prop_assert_eq!(row.done_by.is_some(), row.done_at.is_some());
        }
    }

    #[test]
    fn a_deadline_in_working_days_is_a_working_day_and_no_deadline_comes_before_its_clock(lines in case()) {
        for row in ledger_of(&lines).duties(code(), calendar()) {
            let (Some(due), Some(due_at), Some(start)) = (row.due, row.due_at, row.clock_start) else {
                prop_assert!(row.due.is_none() && row.due_at.is_none());
                continue;
            };
            match row.limit {
                Some(Limit::Counted { unit: Unit::Hours, count }) => {
                    prop_assert_eq!(due_at, start + SignedDuration::from_hours((*count).into()));
                }
                Some(Limit::Counted { unit, count }) => {
                    prop_assert_eq!(due_at, end_of_london_day(due));
                    let from = calendar::london_date(start);
                    prop_assert!(due > from);
                    if *unit == Unit::WorkingDays {
                        prop_assert!(calendar().is_working_day(due).unwrap());
                        prop_assert_eq!(calendar().working_days_between(from, due).unwrap(), i32::from(*count));
                    }
                }
                _ => prop_assert!(false, "a date without a counted limit: {:?}", row),
            }
        }
    }

    #[test]
    fn every_duty_is_one_that_its_trigger_starts_for_an_edition_in_force(lines in case()) {
        for row in ledger_of(&lines).duties(code(), calendar()) {
            prop_assert_eq!(row.rule.trigger, row.trigger_event);
            let edition = code().edition_in_force(calendar::london_date(row.triggered_at));
            prop_assert_eq!(row.decided_by, edition);
            let beside = ["statute", "scheme", "promise"].contains(&&*code().edition(row.rule.edition).name);
            prop_assert!(beside || edition == Some(row.rule.edition));
            prop_assert!(row.rule.in_force);
        }
    }

    #[test]
    fn a_refused_line_changes_nothing(lines in case(), next in said(), as_of in instant()) {
        let mut ledger = ledger_of(&lines);
        let before = ledger.clone();
        if !apply(&mut ledger, &next) {
            prop_assert_eq!(seen(&ledger, as_of), seen(&before, as_of));
            let victims = |ledger: &Ledger| ledger.victims().map(|(name, flags)| (name.to_owned(), flags)).collect::<Vec<_>>();
            prop_assert_eq!(victims(&ledger), victims(&before));
        }
    }

    #[test]
    fn what_happens_later_adds_duties_and_moves_none(lines in case(), next in said(), as_of in instant()) {
        let mut ledger = ledger_of(&lines);
        let before = seen(&ledger, as_of);
        let is_delivery = matches!(next.what, What::Done(_));
        apply(&mut ledger, &next);
        let after = seen(&ledger, as_of);
        if is_delivery {
            // A delivery touches the duty it names, and the windows that open when the victim is told.
            prop_assert_eq!(after.len(), before.len());
        } else {
            prop_assert_eq!(&after[..before.len()], &before[..]);
        }
    }

    #[test]
    fn one_victim_does_not_change_what_another_is_owed(lines in case(), as_of in instant()) {
        // Without the deliveries, which are aimed by position.
        let lines: Vec<Said> = lines.into_iter().filter(|line| !matches!(line.what, What::Done(_))).collect();
        let of_v1 = |ledger: &Ledger| -> Vec<String> {
            let rows = ledger.duties(code(), calendar()).filter(|row| row.victim == "V1");
            rows.map(|row| format!("{} {:?} {:?} {}", row.rule.id, row.triggered_at, row.status(as_of), row.enhanced)).collect()
        };
        let alone: Vec<Said> =
            lines.iter().filter(|line| line.victim.as_deref().is_none_or(|name| name == "V1")).cloned().collect();
        // Near the ends of the calendar a line can be refused because of another victim of the same event.
        let inside = |line: &Said| (2012..2028).contains(&calendar::london_date(line.at).year())
            && line.received_at.is_none_or(|at| (2012..2028).contains(&calendar::london_date(at).year()));
        prop_assume!(lines.iter().all(inside));
        prop_assert_eq!(of_v1(&ledger_of(&lines)), of_v1(&ledger_of(&alone)));
    }

    #[test]
    fn eligibility_is_for_everyone_or_for_a_flag_the_victim_had(flag in flags(), lines in case()) {
        let mut ledger = Ledger::new();
        let at = Timestamp::from_second(1_700_000_000).unwrap();
        apply(&mut ledger, &Said { what: What::Added(flag), at, received_at: None, victim: Some("only".to_owned()) });
        for line in lines.iter().filter(|line| matches!(line.what, What::Trigger(_))) {
            apply(&mut ledger, &Said { victim: None, ..line.clone() });
        }
        for row in ledger.duties(code(), calendar()) {
            let fits = match row.rule.eligibility {
                Eligibility::All => true,
                Eligibility::AnyOf(wanted) => wanted.intersects(flag),
            };
            prop_assert!(fits);
            let shorter = row.rule.enhanced.as_ref().is_some_and(|enhanced| enhanced.flags.intersects(flag));
            prop_assert_eq!(row.enhanced, shorter);
        }
    }
}

//! The promises of the engine, each on a case small enough to check by hand. The reason stands with each.

mod common;

use common::{Told, at, calendar, code, duty_scope, trigger};
use victims_code::{Condition, Conditions, Event, Facts, Flags, Line, Refusal, Scope};

const NONE: Flags = Flags::NONE;

fn arrested(when: &str) -> Told {
    Told::new().victim("V1", NONE).happens("suspect_arrested", when)
}

#[test]
fn a_limit_in_working_days_ends_with_the_nth_working_day_after_the_event() {
    // Wednesday 1 May 2024; Monday 6 May is a bank holiday.
    let told = arrested("2024-05-01T10:00");
    assert_eq!(told.due("r06-arrested"), "2024-05-09");
    // Due until the end of the London day, which in summer is 23:00 by UTC.
    assert_eq!(told.row("r06-arrested").due_at.unwrap().to_string(), "2024-05-09T23:00:00Z");
}

#[test]
fn day_0_is_the_london_date_and_not_the_date_by_utc() {
    // A quarter past midnight in London is still the day before by UTC. Friday 7 June + 1 is Monday the 10th.
    let late = Told::new().victim("V1", Flags::VULNERABLE).happens("suspect_arrested", "2024-06-07T00:15");
    assert_eq!(late.due("r06-arrested"), "2024-06-10");
    let just_before =
        Told::new().victim("V1", Flags::VULNERABLE).happens("suspect_arrested", "2024-06-06T23:59");
    assert_eq!(just_before.due("r06-arrested"), "2024-06-07");
}

#[test]
fn hours_are_elapsed_time_over_a_change_of_the_clocks() {
    // 24 hours over the night on which clocks go forward end an hour later by the clock.
    let told = Told::new().victim("V1", Flags::VCS_ELIGIBLE).happens("offender_released", "2024-03-30T12:00");
    assert_eq!(told.row("r11-release-contact-24h").due_at.unwrap(), at("2024-03-31T13:00"));
    assert_eq!(told.due("r11-release-contact-24h"), "2024-03-31");
}

#[test]
fn a_month_that_is_too_short_ends_on_its_last_day() {
    // Three months after 30 November 2023 would be 30 February.
    let told = Told::new().victim("V1", NONE).happens("nfa_decision_cps", "2023-11-29T10:00").done(
        "V1",
        "r06-nfa-cps",
        "2023-11-30T10:00",
    );
    assert_eq!(told.due("s-vrr-cps-window-final"), "2024-02-29");
}

#[test]
fn each_of_the_four_categories_shortens_the_limit_and_other_flags_do_not() {
    for flag in Flags::all() {
        let told = Told::new().victim("V1", flag).happens("suspect_arrested", "2024-05-14T10:00");
        let expected = if flag.intersects(Flags::ENHANCED) { "2024-05-15" } else { "2024-05-21" };
        assert_eq!(told.due("r06-arrested"), expected, "{flag}");
    }
}

#[test]
fn the_2006_edition_knew_two_of_the_four_categories() {
    for (flag, expected) in [(Flags::INTIMIDATED, "2012-05-15"), (Flags::SERIOUS_CRIME, "2012-05-21")] {
        let told = Told::new().victim("V1", flag).happens("charge_dropped_or_altered", "2012-05-14T10:00");
        assert_eq!(told.due("c06-cps-drop-alter"), expected, "{flag}");
    }
}

#[test]
fn flags_count_as_they_are_when_the_trigger_is_recorded() {
    let mut told = arrested("2024-05-14T10:00");
    let add = Event::VictimFactsRecorded { add: Flags::VULNERABLE, remove: NONE };
    told.line(Line { victim: Some("V1"), ..Line::new(add, at("2024-05-14T11:00")) }).unwrap();
    let told = told.happens_as("t2", "suspect_interviewed_under_caution", "2024-05-14T12:00");
    assert_eq!(told.due("r06-arrested"), "2024-05-21", "the arrest was recorded before");
    assert_eq!(told.due("r06-interviewed"), "2024-05-15");

    let mut told = told;
    let remove = Event::VictimFactsRecorded { add: NONE, remove: Flags::VULNERABLE };
    told.line(Line { victim: Some("V1"), ..Line::new(remove, at("2024-05-14T13:00")) }).unwrap();
    let told = told.happens_as("t3", "bail_granted", "2024-05-14T14:00");
    assert_eq!(told.due("r06-bail-granted"), "2024-05-21");
}

#[test]
fn a_flag_both_added_and_removed_by_one_line_is_removed() {
    let mut told = Told::new().victim("V1", NONE);
    let both = Event::VictimFactsRecorded { add: Flags::ENHANCED, remove: Flags::VULNERABLE };
    told.line(Line { victim: Some("V1"), ..Line::new(both, at("2024-05-14T11:00")) }).unwrap();
    let flags = told.ledger.victims().next().unwrap().1;
    assert_eq!(flags, Flags::ENHANCED.without(Flags::VULNERABLE));
}

#[test]
fn a_victim_added_again_has_the_flags_said_last() {
    let told = Told::new().victim("V1", Flags::VULNERABLE).victim("V1", Flags::WITNESS);
    assert_eq!(told.ledger.victims().collect::<Vec<_>>(), [("V1", Flags::WITNESS)]);
}

#[test]
fn a_statute_counts_from_the_day_it_came_into_force() {
    // The duty to ask for views on bail conditions began on 28 October 2022.
    let on =
        |when| Told::new().victim("V1", NONE).happens("bail_conditions_considered", when).has("s-bail-views");
    assert!(!on("2022-10-27T23:59"));
    assert!(on("2022-10-28T00:00"));
}

#[test]
fn the_edition_in_force_on_the_london_day_of_the_trigger_decides() {
    let days = [
        ("2013-12-09T23:59", "c06-not-investigating"),
        ("2013-12-10T00:00", "c15-not-investigating"),
        ("2021-03-31T23:59", "c15-not-investigating"), // summer time: 22:59 by UTC
        ("2021-04-01T00:00", "r06-not-investigating"), // and this is still 31 March by UTC
    ];
    for (when, expected) in days {
        let told = Told::new().victim("V1", NONE).happens("decision_not_to_investigate", when);
        let first = told.rows()[0].rule.id.to_string();
        assert_eq!(first, expected, "{when}");
    }
}

#[test]
fn before_the_first_edition_there_is_no_duty_of_the_code() {
    let told = Told::new().victim("V1", NONE).happens("crime_reported", "2006-04-02T23:59");
    assert!(told.rows().iter().all(|row| row.rule.id.starts_with("s-")));
}

#[test]
fn an_edition_asked_for_decides_whatever_the_date() {
    let told =
        Told::under("2006").victim("V1", NONE).happens("decision_not_to_investigate", "2024-05-14T10:00");
    assert_eq!(told.due("c06-not-investigating"), "2024-05-21");
    assert!(!told.has("r06-not-investigating"));
}

#[test]
fn a_draft_is_never_in_force() {
    let told = Told::new().victim("V1", Flags::UNDER_18).happens("crime_reported", "2026-11-02T10:00");
    assert!(!told.rows().iter().any(|row| row.rule.id.starts_with("d26-")));
    // Nor is what was enacted and not commenced.
    let told = Told::new().victim("V1", NONE).happens("sentence_passed", "2026-11-02T10:00");
    assert!(!told.has("s-uls-notify-duty"));
    assert!(told.has("s-uls-28-days"));
}

#[test]
fn a_clock_of_receipt_waits_until_the_provider_has_learned_of_it() {
    let waiting = Told::new().victim("V1", NONE).happens("sentence_passed", "2024-05-14T10:00");
    assert_eq!(waiting.status("r09-sentence", "2030-01-01T00:00"), "waiting");
    assert_eq!(
        (waiting.row("r09-sentence").clock_start, waiting.due("r09-sentence")),
        (None, "none".to_owned())
    );

    let told =
        Told::new().victim("V1", NONE).received("sentence_passed", "2024-05-14T10:00", "2024-05-17T16:00");
    assert_eq!(told.due("r09-sentence"), "2024-05-20", "Friday's message, next working day Monday");
}

#[test]
fn what_was_done_while_waiting_is_met() {
    let told = Told::new().victim("V1", NONE).happens("sentence_passed", "2024-05-14T10:00").done(
        "V1",
        "r09-sentence",
        "2024-06-14T10:00",
    );
    assert_eq!(told.status("r09-sentence", "2030-01-01T00:00"), "met");
}

#[test]
fn open_turns_overdue_and_met_turns_late_at_the_end_of_the_day() {
    // Due on Tuesday 21 May 2024: the last instant is before Wednesday begins.
    let told = arrested("2024-05-14T10:00");
    assert_eq!(told.status("r06-arrested", "2024-05-21T23:59:59.999999999"), "open");
    assert_eq!(told.status("r06-arrested", "2024-05-22T00:00"), "overdue");
    let in_time = arrested("2024-05-14T10:00").done("V1", "r06-arrested", "2024-05-21T23:59:59");
    assert_eq!(in_time.status("r06-arrested", "2030-01-01T00:00"), "met");
    let late = arrested("2024-05-14T10:00").done("V1", "r06-arrested", "2024-05-22T00:00");
    assert_eq!(late.status("r06-arrested", "2030-01-01T00:00"), "met_late");
}

#[test]
fn a_duty_without_a_date_is_open_until_it_is_done() {
    // A limit in words, and no limit at all.
    for duty in ["r02-record-crime", "r04-needs-assessment-police"] {
        let told = Told::new().victim("V1", NONE).happens("crime_reported", "2022-05-14T10:00");
        assert_eq!(told.status(duty, "2030-01-01T00:00"), "open", "{duty}");
        let told = told.done("V1", duty, "2029-05-14T10:00");
        assert_eq!(told.status(duty, "2030-01-01T00:00"), "met", "{duty}");
    }
}

#[test]
fn the_first_delivery_counts() {
    let told = arrested("2024-05-14T10:00").done("V1", "r06-arrested", "2024-05-16T10:00").done(
        "V1",
        "r06-arrested",
        "2024-05-15T10:00",
    );
    assert_eq!(told.row("r06-arrested").done_at, Some(at("2024-05-16T10:00")));
    assert_eq!(told.row("r06-arrested").done_by, Some("e3"));
}

#[test]
fn a_delivery_of_what_is_not_owed_is_refused_and_changes_nothing() {
    let mut told = arrested("2024-05-14T10:00").victim("V2", NONE);
    let wrong = [
        ("V1", "r06-interviewed"), // started by something else
        ("V1", "c15-arrested"),    // of an edition that does not decide
        ("V2", "r06-arrested"),    // V2 joined after the arrest
        ("V3", "r06-arrested"),    // nobody
        ("V1", "r99-nothing"),
    ];
    for (victim, duty) in wrong {
        assert!(
            matches!(told.try_done(victim, duty, "2024-05-15T10:00"), Err(Refusal::NoSuchDuty)),
            "{duty}"
        );
    }
    let nothing = Event::DutyDone { duty: "r06-arrested", trigger: "another" };
    let refused = told.line(Line { victim: Some("V1"), ..Line::new(nothing, at("2024-05-15T10:00")) });
    assert!(matches!(refused, Err(Refusal::NoSuchDuty)));
    assert_eq!(told.row("r06-arrested").done_at, None);
}

#[test]
fn a_victim_named_by_nobody_before_has_no_flags_and_a_place_in_the_case() {
    let mut told = Told::new();
    let line = Line { victim: Some("V9"), ..Line::new(trigger("suspect_arrested"), at("2024-05-14T10:00")) };
    told.line(line).unwrap();
    assert_eq!(told.due("r06-arrested"), "2024-05-21");
    // Named is not added: what concerns every victim does not concern them.
    let told = told.victim("V1", NONE).happens("bail_granted", "2024-05-14T10:00");
    assert_eq!(told.row("r06-bail-granted").victim, "V1");
    assert_eq!(told.ledger.victims().map(|(name, _)| name).collect::<Vec<_>>(), ["V9", "V1"]);
}

#[test]
fn a_trigger_without_a_victim_concerns_those_added_so_far() {
    let told = Told::new()
        .victim("V1", NONE)
        .victim("V2", NONE)
        .happens("suspect_arrested", "2024-05-14T10:00")
        .victim("V3", NONE);
    let victims: Vec<&str> = told.rows().iter().map(|row| row.victim).collect();
    assert_eq!(victims, ["V1", "V2"]);
}

#[test]
fn duties_come_by_trigger_then_victim_then_id() {
    let told = Told::new()
        .victim("B", NONE)
        .victim("A", NONE)
        .happens_as("t2", "nfa_decision_police", "2024-05-14T10:00")
        .happens_as("t1", "suspect_arrested", "2024-05-01T10:00");
    let order: Vec<String> =
        told.rows().iter().map(|row| format!("{} {} {}", row.trigger, row.victim, row.rule.id)).collect();
    let expected = [
        "t2 B r06-nfa-police",
        "t2 B r06-vrr-information-police",
        "t2 B s-vrr-police-window",
        "t2 A r06-nfa-police",
        "t2 A r06-vrr-information-police",
        "t2 A s-vrr-police-window",
        "t1 B r06-arrested",
        "t1 A r06-arrested",
    ];
    assert_eq!(order, expected);
}

#[test]
fn each_scope_of_a_waiver_covers_its_own() {
    let scopes = [
        (duty_scope("r06-arrested"), true),
        (duty_scope("r06-interviewed"), false),
        (Scope::Right(6), true),
        (Scope::Right(5), false),
        (Scope::Right(8), false),
        (Scope::All, true),
    ];
    for (scope, covers) in scopes {
        let told = Told::new()
            .victim("V1", NONE)
            .victim("V2", NONE)
            .waives("V1", scope)
            .happens("suspect_arrested", "2024-05-14T10:00");
        let statuses: Vec<&str> =
            told.rows().iter().map(|row| row.status(at("2024-05-15T10:00")).name()).collect();
        assert_eq!(
            statuses,
            [if covers { "waived" } else { "open" }, "open"],
            "{scope:?}: V1's waiver, not V2's"
        );
    }
}

#[test]
fn a_withdrawal_ends_exactly_its_scope_however_often_it_was_given() {
    let told = Told::new().victim("V1", NONE).waives("V1", Scope::Right(6)).waives("V1", Scope::Right(6));
    let still = told.withdraws("V1", Scope::All).withdraws("V1", duty_scope("r06-arrested"));
    assert_eq!(still.ledger.waivers("V1"), [Scope::Right(6)]);
    let told = still.withdraws("V1", Scope::Right(6)).happens("suspect_arrested", "2024-05-14T10:00");
    assert!(!told.row("r06-arrested").waived);
}

#[test]
fn a_waiver_is_of_later_duties_and_keeps_its_effect_on_them() {
    let told = arrested("2024-05-14T10:00")
        .waives("V1", Scope::All)
        .happens_as("t2", "bail_granted", "2024-05-15T10:00")
        .withdraws("V1", Scope::All);
    assert!(!told.row("r06-arrested").waived, "it was owed before");
    assert!(told.row("r06-bail-granted").waived, "it was not wanted when it arose");
    assert_eq!(told.due("r06-bail-granted"), "2024-05-22", "the date is still shown");
}

#[test]
fn a_waived_duty_that_was_done_all_the_same_stays_waived_with_its_delivery() {
    let told = Told::new()
        .victim("V1", NONE)
        .waives("V1", Scope::All)
        .happens("suspect_arrested", "2024-05-14T10:00")
        .done("V1", "r06-arrested", "2024-05-15T10:00");
    assert_eq!(told.status("r06-arrested", "2030-01-01T00:00"), "waived");
    assert_eq!(told.row("r06-arrested").done_at, Some(at("2024-05-15T10:00")));
}

#[test]
fn an_event_without_id_is_named_by_its_position_refused_lines_counted() {
    let mut told = Told::new().victim("V1", NONE);
    assert!(told.try_done("V1", "r06-arrested", "2024-05-14T09:00").is_err()); // the second line
    told.ledger.count_refused_line(); // a third that could not be read
    told.line(Line::new(trigger("suspect_arrested"), at("2024-05-14T10:00"))).unwrap();
    assert_eq!(told.row("r06-arrested").trigger, "e4");
}

#[test]
fn an_id_is_used_once_and_a_refused_line_does_not_use_it() {
    let mut told = arrested("2024-05-14T10:00");
    let again = Line { id: Some("t"), ..Line::new(trigger("bail_granted"), at("2024-05-14T10:00")) };
    assert_eq!(told.line(again), Err(Refusal::DuplicateEventId));
    assert!(!told.has("r06-bail-granted"));

    let beyond = Line { id: Some("t2"), ..Line::new(trigger("suspect_arrested"), at("2028-12-29T10:00")) };
    assert!(told.line(beyond).is_err());
    let told = told.happens_as("t2", "bail_granted", "2024-05-14T10:00");
    assert_eq!(told.row("r06-bail-granted").trigger, "t2");
}

#[test]
fn a_deadline_beyond_the_calendar_refuses_the_line_whole() {
    let mut told = Told::new().victim("V1", Flags::VULNERABLE);
    // One working day would fit for V1, five do not for the new victim: neither is recorded.
    let mut line = Line::new(trigger("suspect_arrested"), at("2028-12-28T10:00"));
    told.line(line).unwrap();
    let told_before = told.rows().len();
    line.victim = Some("V2");
    let refused = told.line(line).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "r06-arrested: 2028-12-31 is outside the calendar of bank holidays, which knows 2012 to 2028"
    );
    assert_eq!(told.rows().len(), told_before);
    assert_eq!(told.ledger.victims().count(), 1, "V2 has no place in the case yet");
}

#[test]
fn outside_the_calendar_a_line_is_taken_when_no_working_day_has_to_be_counted() {
    // Years known to nobody, but the only clock is of 24 hours, or waits, or there is no victim.
    let released =
        Told::new().victim("V1", Flags::VCS_ELIGIBLE).happens("offender_released", "2040-05-14T10:00");
    assert_eq!(released.due("r11-release-contact-24h"), "2040-05-15");
    let waiting = Told::new().victim("V1", NONE).happens("sentence_passed", "2040-05-14T10:00");
    assert_eq!(waiting.status("r09-sentence", "2041-01-01T00:00"), "waiting");
    let nobody = Told::new().happens("suspect_arrested", "2040-05-14T10:00");
    assert_eq!(nobody.rows().len(), 0);
    // But a receipt outside them is refused as well.
    let mut late = Told::new().victim("V1", NONE);
    let mut line = Line::new(trigger("sentence_passed"), at("2028-05-15T10:00"));
    line.received_at = Some(at("2029-01-02T10:00"));
    assert!(late.line(line).is_err());
}

#[test]
fn a_clock_beside_the_code_is_shown_without_a_date_rather_than_refuse_the_event() {
    // The review window of 10 working days runs over the end of the calendar; the duty of the Code does not.
    let told = Told::new()
        .victim("V1", Flags::VULNERABLE)
        .happens("nfa_decision_cps", "2028-12-18T10:00")
        .done("V1", "r06-nfa-cps", "2028-12-19T10:00");
    assert_eq!(told.due("r06-nfa-cps"), "2028-12-19");
    assert_eq!(told.due("s-vrr-cps-window-preferred"), "none");
    assert_eq!(told.status("s-vrr-cps-window-preferred", "2030-01-01T00:00"), "open");
}

#[test]
fn a_window_opens_when_the_victim_has_been_told() {
    let told = Told::new().victim("V1", NONE).happens("nfa_decision_police", "2024-05-14T10:00");
    assert_eq!(told.status("s-vrr-police-window", "2030-01-01T00:00"), "waiting");
    let told = told.done("V1", "r06-nfa-police", "2024-05-20T10:00");
    assert_eq!(told.due("s-vrr-police-window"), "2024-08-20");
}

#[test]
fn custody_time_limits_end_on_the_working_day_before() {
    // 56 days after Saturday 6 April 2024 is Saturday 1 June: the limit ends on Friday.
    let told = Told::new().victim("V1", NONE).happens("remanded_in_custody", "2024-04-06T10:00");
    assert_eq!(told.due("s-ctl-magistrates-56"), "2024-05-31");
}

#[test]
fn a_condition_known_not_to_hold_means_no_duty_and_an_unknown_one_means_a_duty() {
    let with = |facts: Option<&Facts>| {
        let mut told = Told::new().victim("V1", NONE);
        told.line(Line { facts, ..Line::new(trigger("hearing_date_set"), at("2024-05-14T10:00")) }).unwrap();
        told.has("r06-first-hearing")
    };
    let first = Conditions::NONE.with(Condition::FirstHearing);
    assert!(with(None));
    assert!(with(Some(&Facts::default())));
    assert!(with(Some(&Facts { hold: first, ..Facts::default() })));
    assert!(!with(Some(&Facts { fail: first, ..Facts::default() })));
}

#[test]
fn clocks_that_start_elsewhere_take_their_instant_from_the_facts() {
    let mut told = Told::new().victim("V1", NONE);
    let facts = Facts { offence: Some(at("2024-01-31T23:30")), ..Facts::default() };
    told.line(Line { facts: Some(&facts), ..Line::new(trigger("crime_reported"), at("2024-05-14T10:00")) })
        .unwrap();
    assert_eq!(told.due("s-summary-six-months"), "2024-07-31");
    assert_eq!(told.due("s-cica-application"), "2026-01-31");
    let unknown = Told::new().victim("V1", NONE).happens("crime_reported", "2024-05-14T10:00");
    assert_eq!(unknown.status("s-summary-six-months", "2030-01-01T00:00"), "waiting");
}

#[test]
fn every_number_of_victims_and_events_gives_the_same_answers() {
    // Beyond a few names and deliveries other ways of keeping them take over.
    let mut told = Told::new();
    for number in 0..200 {
        told = told.victim(&format!("V{number}"), NONE);
    }
    let mut told = told.happens("suspect_arrested", "2024-05-14T10:00").happens_as(
        "u",
        "bail_granted",
        "2024-05-14T10:00",
    );
    for trigger in ["t", "u"] {
        for number in (0..200).rev() {
            let duty = if trigger == "t" { "r06-arrested" } else { "r06-bail-granted" };
            let name = format!("V{number}");
            let line = Line {
                victim: Some(&name),
                ..Line::new(Event::DutyDone { duty, trigger }, at("2024-05-15T10:00"))
            };
            told.line(line).unwrap();
        }
    }
    assert_eq!(told.rows().len(), 400);
    assert!(told.rows().iter().all(|row| row.done_at.is_some()));
}

#[test]
fn a_record_event_needs_its_victim() {
    let mut told = Told::new();
    let events = [
        Event::VictimAdded { flags: NONE },
        Event::VictimFactsRecorded { add: NONE, remove: NONE },
        Event::DutyDone { duty: "r06-arrested", trigger: "t" },
        Event::DutyWaived(Scope::All),
        Event::WaiverWithdrawn(Scope::All),
    ];
    for event in events {
        assert_eq!(told.line(Line::new(event, at("2024-05-14T10:00"))), Err(Refusal::VictimMissing));
    }
}

#[test]
fn a_day_before_the_calendar_is_refused_though_the_deadline_would_lie_in_it() {
    let mut told = Told::new().victim("V1", NONE);
    assert!(told.line(Line::new(trigger("decision_not_to_investigate"), at("2011-12-31T10:00"))).is_err());
    assert!(
        code().edition_in_force(jiff::civil::date(2011, 12, 31)).is_some() && calendar().first_year() == 2012
    );
}

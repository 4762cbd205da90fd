//! From charge to the end of the proceedings, and after sentence.

use jiff::Timestamp;
use victims_code::Flags;

use crate::agenda::{Agenda, Happening, office_hours, sitting};
use crate::chance::{Chance, DAY, Share, minutes_after};
use crate::event::{Data, VictimId};
use crate::investigation::numbered;
use crate::people::Crime;
use crate::rates;

/// Plans the proceedings of a case that is charged at `charged`.
pub(crate) fn plan(
    agenda: &mut Agenda,
    charged: Timestamp,
    crime: Crime,
    victims: &[Flags],
    chance: &mut Chance,
) {
    agenda.case("charged", charged);
    let custody = chance.percent(15);
    agenda.case(if custody { "remanded_in_custody" } else { "bail_to_court" }, charged);
    agenda.passed_on("hearing_date_set", minutes_after(charged, 30), chance);
    let away = if custody { 1 } else { chance.between(21, 35) };
    let mut hearing = sitting(minutes_after(charged, away * DAY), chance);
    if chance.percent(15) && dropped(agenda, charged, chance) {
        return;
    }
    if crime.violent_or_sexual() && chance.percent(30) {
        agenda.case("case_sent_to_crown_court", hearing);
    }
    for _ in 0..5 {
        if !chance.percent(35) {
            break;
        }
        hearing = adjourned(agenda, hearing, custody, chance);
    }
    agenda.passed_on("hearing_outcome_known", minutes_after(hearing, 30), chance);
    let pleads_guilty = chance.percent(65);
    let convicted = if pleads_guilty { Some(hearing) } else { trial(agenda, hearing, victims, chance) };
    if let Some(convicted) = convicted {
        sentence(agenda, convicted, crime, victims, chance);
    }
}

/// A charge is dropped or altered. True when that ends the case.
fn dropped(agenda: &mut Agenda, charged: Timestamp, chance: &mut Chance) -> bool {
    let considered = office_hours(minutes_after(charged, DAY + chance.wait(8 * DAY)), chance);
    let decided = office_hours(minutes_after(considered, 60 + chance.wait(3 * DAY)), chance);
    agenda.case("charge_drop_considered", considered);
    agenda.case("charge_dropped_or_altered", decided);
    agenda.case("vcl_letter_due", decided);
    chance.percent(60)
}

/// A hearing that settles nothing. Answers when the next one is.
fn adjourned(agenda: &mut Agenda, hearing: Timestamp, custody: bool, chance: &mut Chance) -> Timestamp {
    let over = minutes_after(hearing, chance.between(15, 120));
    agenda.passed_on("hearing_outcome_known", over, chance);
    let next = sitting(minutes_after(hearing, chance.between(21, 70) * DAY), chance);
    agenda.passed_on("hearing_date_set", over, chance);
    if !custody && chance.percent(4) {
        agenda.passed_on("arrest_warrant_issued", over, chance);
        let found = sitting(minutes_after(over, DAY + chance.wait(6 * DAY)), chance);
        agenda.passed_on("rearrest_hearing_outcome", found, chance);
    }
    if !custody && chance.percent(8) {
        agenda.passed_on("court_bail_changed", over, chance);
    }
    next
}

/// Victims become witnesses; the trial starts, at the first attempt or a later one. Answers when somebody was convicted.
fn trial(agenda: &mut Agenda, plea: Timestamp, victims: &[Flags], chance: &mut Chance) -> Option<Timestamp> {
    agenda.passed_on("hearing_date_set", minutes_after(plea, 30), chance);
    for (victim, &flags) in numbered(victims) {
        prepare_witness(agenda, plea, victim, flags, chance);
    }
    let mut day = sitting(minutes_after(plea, chance.between(60, 240) * DAY), chance);
    for _ in 0..3 {
        if chance.happens(rates::TRIAL_STARTS) {
            break;
        }
        if chance.happens(rates::TRIAL_ADJOURNED_ON_THE_DAY) {
            agenda.case("trial_day", day);
        }
        agenda.passed_on("hearing_date_set", minutes_after(day, 90), chance);
        day = sitting(minutes_after(day, chance.between(40, 150) * DAY), chance);
    }
    agenda.case("trial_day", day);
    let verdict = minutes_after(day, chance.between(3, 30) * 60);
    agenda.passed_on("hearing_outcome_known", verdict, chance);
    for (victim, _) in numbered(victims) {
        if chance.percent(50) {
            let claimed = office_hours(minutes_after(verdict, DAY + chance.wait(12 * DAY)), chance);
            agenda.victim("expense_claim_received", claimed, victim, Data::None);
        }
    }
    chance.percent(62).then_some(verdict)
}

fn prepare_witness(
    agenda: &mut Agenda,
    plea: Timestamp,
    victim: VictimId,
    flags: Flags,
    chance: &mut Chance,
) {
    let listed = office_hours(minutes_after(plea, 60 + chance.wait(5 * DAY)), chance);
    let facts = Data::Facts { add: Flags::WITNESS, remove: Flags::NONE };
    agenda.victim("victim_facts_recorded", listed, victim, facts);
    let received_at = Some(minutes_after(listed, chance.wait(DAY)));
    let event = "witness_required_to_attend";
    agenda.add(Happening { event, at: listed, received_at, victim: Some(victim), data: Data::None });
    if flags.intersects(Flags::VULNERABLE.union(Flags::INTIMIDATED)) && chance.percent(70) {
        let decided = sitting(minutes_after(listed, DAY + chance.wait(14 * DAY)), chance);
        agenda.victim("special_measures_decided", decided, victim, Data::None);
    }
}

/// Sentence, and all that follows from it.
fn sentence(agenda: &mut Agenda, convicted: Timestamp, crime: Crime, victims: &[Flags], chance: &mut Chance) {
    agenda.case("conviction", convicted);
    let passed = if chance.percent(55) {
        minutes_after(convicted, 30)
    } else {
        agenda.passed_on("hearing_date_set", minutes_after(convicted, 10), chance);
        sitting(minutes_after(convicted, chance.between(14, 42) * DAY), chance)
    };
    let months_in_custody = custody(crime, chance);
    let eligible = months_in_custody.is_some_and(|months| months >= 12) && crime.violent_or_sexual();
    if eligible {
        for (victim, _) in numbered(victims) {
            let facts = Data::Facts { add: Flags::VCS_ELIGIBLE, remove: Flags::NONE };
            agenda.victim("victim_facts_recorded", passed, victim, facts);
        }
    }
    agenda.passed_on("sentence_passed", passed, chance);
    if eligible && calendar::london_date(passed) < rates::EDITION_2013 {
        // Under the first edition victims could opt out within a fortnight before they were referred.
        agenda.case("vcs_opt_out_period_expired", minutes_after(passed, 14 * DAY));
    }
    if chance.percent(6) {
        appeal(agenda, passed, chance);
    }
    if let Some(months) = months_in_custody {
        release(agenda, passed, months, chance);
    }
}

/// How many months, when the sentence is immediate custody.
fn custody(crime: Crime, chance: &mut Chance) -> Option<i64> {
    let share = match crime {
        Crime::Death | Crime::SexualOffence | Crime::Robbery => Share(70, 100),
        _ if crime.against_property() => Share(20, 100),
        _ => Share(30, 100),
    };
    chance.happens(share).then(|| 2 + chance.wait(24))
}

fn appeal(agenda: &mut Agenda, passed: Timestamp, chance: &mut Chance) {
    let lodged = office_hours(minutes_after(passed, DAY + chance.wait(10 * DAY)), chance);
    agenda.passed_on("appeal_lodged", lodged, chance);
    let leave = office_hours(minutes_after(lodged, 20 * DAY + chance.wait(40 * DAY)), chance);
    if !chance.percent(60) {
        return;
    }
    agenda.passed_on("appeal_leave_granted", leave, chance);
    if chance.percent(10) {
        agenda.passed_on("appeal_bail_granted", leave, chance);
    }
    agenda.passed_on("appeal_hearing_set", minutes_after(leave, 60), chance);
    let heard = sitting(minutes_after(leave, chance.between(30, 120) * DAY), chance);
    agenda.passed_on("appeal_outcome_known", heard, chance);
}

/// Released at about half of the sentence.
fn release(agenda: &mut Agenda, passed: Timestamp, months: i64, chance: &mut Chance) {
    let released = office_hours(minutes_after(passed, months * 15 * DAY), chance);
    agenda.case("release_planned", office_hours(minutes_after(passed, months * 13 * DAY), chance));
    agenda.case("offender_released", released);
}

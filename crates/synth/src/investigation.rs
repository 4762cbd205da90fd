//! From the report to the decision that ends or charges the case.

use jiff::Timestamp;
use victims_code::Flags;

use crate::agenda::{Agenda, office_hours};
use crate::chance::{Chance, DAY, minutes_after};
use crate::court;
use crate::event::{Data, Scope, VictimId};
use crate::people::Crime;

/// How a case ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Course {
    /// Screened out soon after the report.
    NotInvestigated,
    /// Police decide on no further action.
    EndedByPolice,
    /// The prosecutor decides on no further action.
    EndedByProsecutor,
    /// Caution, community resolution or the like.
    OutOfCourt,
    /// Charged, and on to court.
    Charged,
}

/// In a hundred cases. Together with the mix of crimes 89 in 100 cases end before charge (London review of Code
/// compliance, 2015); how those 89 divide is an assumption.
const AGAINST_PROPERTY: [(u32, Course); 5] = [
    (46, Course::NotInvestigated),
    (40, Course::EndedByPolice),
    (1, Course::EndedByProsecutor),
    (5, Course::OutOfCourt),
    (8, Course::Charged),
];
const AGAINST_A_PERSON: [(u32, Course); 5] = [
    (10, Course::NotInvestigated),
    (59, Course::EndedByPolice),
    (9, Course::EndedByProsecutor),
    (7, Course::OutOfCourt),
    (15, Course::Charged),
];
const AFTER_A_DEATH: [(u32, Course); 3] =
    [(45, Course::EndedByPolice), (15, Course::EndedByProsecutor), (40, Course::Charged)];

impl Course {
    pub(crate) fn of(crime: Crime, chance: &mut Chance) -> Self {
        let drawn = match crime {
            Crime::Death => chance.one_of(&AFTER_A_DEATH),
            _ if crime.against_property() => chance.one_of(&AGAINST_PROPERTY),
            _ => chance.one_of(&AGAINST_A_PERSON),
        };
        drawn.unwrap_or(Self::EndedByPolice)
    }
}

/// Plans the whole case, from the report on.
pub(crate) fn plan(
    agenda: &mut Agenda,
    reported: Timestamp,
    crime: Crime,
    course: Course,
    victims: &[Flags],
    chance: &mut Chance,
) {
    report(agenda, reported, crime, victims, chance);
    if course == Course::NotInvestigated {
        let decided = office_hours(minutes_after(reported, chance.wait(2 * DAY)), chance);
        agenda.case("decision_not_to_investigate", decided);
        return;
    }
    // Three days from report to the investigator's first contact on average (joint inspection, 2023).
    let opened = office_hours(minutes_after(reported, chance.wait(3 * DAY)), chance);
    agenda.case("investigation_opened", opened);
    let last_step = if course == Course::EndedByPolice && chance.percent(65) {
        opened
    } else {
        suspect(agenda, opened, course, chance)
    };
    let decided = office_hours(minutes_after(last_step, DAY + chance.wait(45 * DAY)), chance);
    if chance.percent(30) {
        updates(agenda, opened, decided);
    }
    match course {
        Course::NotInvestigated => {}
        Course::EndedByPolice => {
            agenda.case("nfa_decision_police", decided);
            ask_for_review(agenda, decided, 3, victims, chance);
        }
        Course::EndedByProsecutor => {
            agenda.case("nfa_decision_cps", decided);
            ask_for_review(agenda, decided, 8, victims, chance);
        }
        Course::OutOfCourt => {
            agenda.case("out_of_court_disposal_considered", decided);
            let given = office_hours(minutes_after(decided, 60 + chance.wait(7 * DAY)), chance);
            agenda.case("out_of_court_disposal_given", given);
        }
        Course::Charged => court::plan(agenda, decided, crime, victims, chance),
    }
}

/// The report, who joins the case, and what individual victims do later.
fn report(agenda: &mut Agenda, reported: Timestamp, crime: Crime, victims: &[Flags], chance: &mut Chance) {
    for (victim, &flags) in numbered(victims) {
        // Now and then a further victim is only found later.
        let late = victim.0 > 1 && chance.percent(20);
        let joined = if late { minutes_after(reported, DAY + chance.wait(20 * DAY)) } else { reported };
        agenda.victim("victim_added", joined, victim, Data::Victim(flags));
        needs(agenda, joined, victim, flags, chance);
        waiver(agenda, joined, victim, chance);
        if chance.happens(crate::chance::Share(15, 1000)) {
            let received = office_hours(minutes_after(joined, DAY + chance.wait(60 * DAY)), chance);
            agenda.victim("complaint_received", received, victim, Data::None);
        }
        if crime.violent_or_sexual() && chance.percent(2) {
            let received = office_hours(minutes_after(joined, 30 * DAY + chance.wait(60 * DAY)), chance);
            agenda.victim("cica_request_received", received, victim, Data::None);
        }
    }
    agenda.case("crime_reported", reported);
    if crime == Crime::Death {
        agenda.case("death_reported", reported);
    }
}

/// What an assessment of needs finds at first, and what comes to light later.
fn needs(agenda: &mut Agenda, joined: Timestamp, victim: VictimId, flags: Flags, chance: &mut Chance) {
    if flags.intersects(Flags::ENHANCED) && chance.percent(58) {
        let found = minutes_after(joined, 30 + chance.wait(3 * DAY));
        agenda.victim("enhanced_eligibility_identified", found, victim, Data::None);
    }
    if !flags.intersects(Flags::BUSINESS) && chance.percent(6) {
        let changed = minutes_after(joined, DAY + chance.wait(30 * DAY));
        let (add, remove) = match chance.below(3) {
            0 => (Flags::INTIMIDATED, Flags::NONE),
            1 => (Flags::VULNERABLE, Flags::NONE),
            _ => (Flags::PERSISTENTLY_TARGETED, Flags::INTIMIDATED),
        };
        agenda.victim("victim_facts_recorded", changed, victim, Data::Facts { add, remove });
        agenda.victim("victim_circumstances_changed", changed, victim, Data::None);
    }
}

/// One victim in twenty-five asks to hear less; some of them change their mind.
fn waiver(agenda: &mut Agenda, joined: Timestamp, victim: VictimId, chance: &mut Chance) {
    if !chance.percent(4) {
        return;
    }
    let scope = match chance.below(4) {
        0 => Scope::Everything,
        1 => Scope::Right(6),
        2 => Scope::Right(8),
        _ => Scope::Duty("r04-referral-to-support"),
    };
    let given = minutes_after(joined, 60 + chance.wait(20 * DAY));
    agenda.victim("duty_waived", given, victim, Data::Waiver(scope));
    if chance.percent(30) {
        let withdrawn = minutes_after(given, DAY + chance.wait(40 * DAY));
        agenda.victim("waiver_withdrawn", withdrawn, victim, Data::Waiver(scope));
    }
}

/// Arrest or voluntary interview, and what the suspect is released on. Answers when that was over.
fn suspect(agenda: &mut Agenda, opened: Timestamp, course: Course, chance: &mut Chance) -> Timestamp {
    if chance.percent(60) {
        let asked = minutes_after(opened, 60 + chance.wait(4 * DAY));
        agenda.case("witness_statement_requested", asked);
    }
    let found = minutes_after(opened, 120 + chance.wait(20 * DAY));
    if chance.percent(20) {
        let interviewed = office_hours(found, chance);
        agenda.case("suspect_interviewed_under_caution", interviewed);
        return interviewed;
    }
    agenda.case("suspect_arrested", found);
    let interviewed = minutes_after(found, chance.between(120, 18 * 60));
    agenda.case("suspect_interviewed_under_caution", interviewed);
    let released = minutes_after(interviewed, chance.between(60, 6 * 60));
    let straight_to_court = course == Course::Charged && chance.percent(30);
    match chance.below(20) {
        _ if straight_to_court => {}
        0..=8 => agenda.case("suspect_released_under_investigation", released),
        9..=11 => agenda.case("suspect_released_no_charge", released),
        _ => return bail(agenda, released, chance),
    }
    released
}

fn bail(agenda: &mut Agenda, released: Timestamp, chance: &mut Chance) -> Timestamp {
    agenda.case("bail_conditions_considered", released);
    agenda.case("bail_granted", released);
    if chance.percent(8) {
        let cancelled = minutes_after(released, DAY + chance.wait(20 * DAY));
        agenda.case("bail_cancelled", cancelled);
        return cancelled;
    }
    if chance.percent(20) {
        let changed = minutes_after(released, DAY + chance.wait(20 * DAY));
        agenda.case("bail_changed", changed);
        return changed;
    }
    released
}

/// Updates every 28 days while nothing else happens, as agreed with the victim; at most half a year of them.
fn updates(agenda: &mut Agenda, opened: Timestamp, decided: Timestamp) {
    (1..=6)
        .map(|month| minutes_after(opened, month * 28 * DAY))
        .take_while(|&due| due < decided)
        .for_each(|due| agenda.case("agreed_update_due", due));
}

fn ask_for_review(
    agenda: &mut Agenda,
    decided: Timestamp,
    percent: u32,
    victims: &[Flags],
    chance: &mut Chance,
) {
    for (victim, _) in numbered(victims) {
        if chance.percent(percent) {
            let asked = office_hours(minutes_after(decided, 2 * DAY + chance.wait(15 * DAY)), chance);
            agenda.victim("vrr_request_received", asked, victim, Data::None);
        }
    }
}

pub(crate) fn numbered(victims: &[Flags]) -> impl Iterator<Item = (VictimId, &Flags)> {
    (1..).map(VictimId).zip(victims)
}

//! Who told which victim what, and when: the records of duties delivered, in time, late or never.

use calendar::{end_of_london_day, london_date, london_offset_seconds};
use jiff::Timestamp;
use victims_code::Flags;

use crate::agenda::{Agenda, Happening};
use crate::catalogue::{Catalogue, Owed};
use crate::chance::{Chance, DAY, minutes_after};
use crate::event::{Data, EventId, Scope, VictimId};
use crate::rates;

/// The victims of a case as the record knows them at the moment.
#[derive(Default)]
pub(crate) struct Known(Vec<KnownVictim>);

struct KnownVictim {
    id: VictimId,
    flags: Flags,
    waived: Vec<Scope>,
}

impl Known {
    /// Takes in what was just recorded about a victim.
    pub(crate) fn learn(&mut self, happening: &Happening) {
        let Some(id) = happening.victim else { return };
        if let Data::Victim(flags) = happening.data {
            self.0.push(KnownVictim { id, flags, waived: Vec::new() });
        }
        let Some(victim) = self.0.iter_mut().find(|victim| victim.id == id) else { return };
        match (happening.event, happening.data) {
            (_, Data::Facts { add, remove }) => victim.flags = victim.flags.union(add).without(remove),
            ("duty_waived", Data::Waiver(scope)) => victim.waived.push(scope),
            ("waiver_withdrawn", Data::Waiver(scope)) => victim.waived.retain(|&waived| waived != scope),
            _ => {}
        }
    }
}

/// Plans the deliveries that the happening, recorded as `trigger`, calls for.
pub(crate) fn respond(
    agenda: &mut Agenda,
    happening: &Happening,
    trigger: EventId,
    known: &Known,
    catalogue: &Catalogue,
    chance: &mut Chance,
) {
    for owed in catalogue.owed(happening.event, london_date(happening.at)) {
        let concerned = known.0.iter().filter(|victim| happening.victim.is_none_or(|id| id == victim.id));
        for victim in concerned {
            if !owed.is_for(victim.flags) || victim.waived.iter().any(|&scope| owed.is_waived_by(scope)) {
                continue;
            }
            if let Some(at) = delivered(owed, happening, victim.flags, chance) {
                agenda.victim("duty_done", at, victim.id, Data::Done { duty: owed.duty(), trigger });
                follow_up(agenda, owed, at, victim.id, chance);
            }
        }
    }
}

/// When the duty is delivered, if it ever is.
fn delivered(owed: &Owed, happening: &Happening, flags: Flags, chance: &mut Chance) -> Option<Timestamp> {
    // A court tells the witness care unit, not the victim: done when the unit has it.
    if owed.to_the_unit {
        return happening.received_at;
    }
    let start = owed.clock_start(happening.at, happening.received_at)?;
    let recorded = happening.recorded();
    let rate = owed.rate;
    let drawn = chance.below(rate.out_of);
    let in_time = drawn < rate.on_time;
    if !in_time && drawn >= rate.on_time + rate.late {
        return None;
    }
    let Some(due) = owed.due_at(start, flags) else {
        return Some(minutes_after(recorded, 1 + chance.wait(5 * DAY)));
    };
    // News that reaches the record only after the limit can only be passed on late.
    if in_time && recorded < due {
        Some(sociable(recorded, due, chance))
    } else {
        Some(minutes_after(due.max(recorded), 1 + chance.wait(10 * DAY)))
    }
}

/// A moment after `start` and before `due`, sooner rather than later, and not at night where that is possible.
fn sociable(start: Timestamp, due: Timestamp, chance: &mut Chance) -> Timestamp {
    let minutes = due.duration_since(start).as_mins();
    let moment = minutes_after(start, (chance.wait(minutes) / 4).min(minutes - 1).max(0));
    let local_minute =
        (moment.as_second() + i64::from(london_offset_seconds(moment))).rem_euclid(86_400) / 60;
    let day_time = minutes_after(moment, chance.between(9 * 60, 19 * 60) - local_minute);
    let end_of_day = end_of_london_day(london_date(moment));
    if day_time >= start && day_time < due && day_time < end_of_day { day_time } else { moment }
}

/// Some deliveries make the next thing happen.
fn follow_up(agenda: &mut Agenda, owed: &Owed, at: Timestamp, victim: VictimId, chance: &mut Chance) {
    if rates::is_vcs_referral(owed.duty()) {
        agenda.victim("vcs_referral_received", at, victim, Data::None);
    }
    if owed.duty() == "r11-vlo-contact" {
        let answered = minutes_after(at, DAY + chance.wait(14 * DAY));
        let answer = match chance.below(10) {
            0..=5 => "vcs_joined",
            6 | 7 => "vcs_declined",
            _ => "vcs_no_reply",
        };
        agenda.victim(answer, answered, victim, Data::None);
    }
}

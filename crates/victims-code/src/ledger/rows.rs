//! The duties of a case, as a reader wants them.

use super::{Ledger, Moment, Occurrence, Share, arises};
use crate::code::Code;
use crate::event::Scope;
use crate::limit::{Due, Limit};
use crate::rule::{Clock, DutyIndex, DutyRule, EditionIndex, TriggerId};
use calendar::{Calendar, end_of_london_day, london_date};
use jiff::Timestamp;
use jiff::civil::Date;

/// One duty that a provider owes a victim because of something that happened
#[derive(Debug, Clone, Copy)]
pub struct DutyRow<'a> {
    /// Reference of the victim
    pub victim: &'a str,
    /// The rule
    pub rule: &'a DutyRule,
    /// Where the rule is in the [`Code`]
    pub index: DutyIndex,
    /// Edition of the Code that decided about this trigger (for statutes and schemes too); `None` before the first
    pub decided_by: Option<EditionIndex>,
    /// Id of the event that started it
    pub trigger: &'a str,
    /// What happened
    pub trigger_event: TriggerId,
    /// When it happened
    pub triggered_at: Timestamp,
    /// When the clock started; `None` while it has not
    pub clock_start: Option<Timestamp>,
    /// The limit that applies to this victim
    pub limit: Option<&'a Limit>,
    /// Whether that is the shorter limit for victims with Enhanced Rights
    pub enhanced: bool,
    /// London date in which it must be done; `None` without a computable limit or while the clock has not started
    pub due: Option<Date>,
    /// The first instant that is too late
    pub due_at: Option<Timestamp>,
    /// Whether the victim did not want it when it arose
    pub waived: bool,
    /// Id of the event that did it
    pub done_by: Option<&'a str>,
    /// When it was done
    pub done_at: Option<Timestamp>,
}

/// How a duty stands
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The victim does not want it
    Waived,
    /// Done in time, or done without a deadline
    Met,
    /// Done too late
    MetLate,
    /// Its clock has not started
    Waiting,
    /// To be done
    Open,
    /// Not done in time
    Overdue,
}

impl Status {
    /// The name used in messages, such as `met_late`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::Waived => "waived",
            Status::Met => "met",
            Status::MetLate => "met_late",
            Status::Waiting => "waiting",
            Status::Open => "open",
            Status::Overdue => "overdue",
        }
    }
}

impl DutyRow<'_> {
    /// How the duty stands at an instant
    #[must_use]
    pub fn status(&self, as_of: Timestamp) -> Status {
        match (self.waived, self.done_at, self.due_at) {
            (true, _, _) => Status::Waived,
            (_, Some(done), Some(due)) if done >= due => Status::MetLate,
            (_, Some(_), _) => Status::Met,
            _ if self.clock_start.is_none() => Status::Waiting,
            (_, None, Some(due)) if as_of >= due => Status::Overdue,
            _ => Status::Open,
        }
    }
}

impl Ledger {
    /// Every duty of the case, by trigger, then victim (both in order of first appearance), then id
    pub fn duties<'a>(&'a self, code: &'a Code, calendar: &'a Calendar) -> impl Iterator<Item = DutyRow<'a>> {
        (0..self.occurrences.len()).flat_map(move |number| {
            let occurrence = &self.occurrences[number];
            let day = london_date(occurrence.at.into());
            let facts = self.facts(occurrence);
            let started = code.started_by(occurrence.edition, occurrence.trigger);
            self.shares_of(number).iter().flat_map(move |share| {
                let arising = started
                    .iter()
                    .copied()
                    .filter(move |&index| arises(code.duty(index), share.flags, facts, day));
                arising.map(move |index| self.row(code, calendar, number, occurrence, share, index))
            })
        })
    }

    fn row<'a>(
        &'a self,
        code: &'a Code,
        calendar: &Calendar,
        number: usize,
        occurrence: &Occurrence,
        share: &Share,
        index: DutyIndex,
    ) -> DutyRow<'a> {
        let rule = code.duty(index);
        let (limit, enhanced) = rule.limit_for(share.flags);
        let clock_start = self.clock_start(rule, number, occurrence, share);
        let due = clock_start.and_then(|start| deadline(rule, limit?, start, calendar));
        let delivery = self.deliveries.get((number as u32, share.victim, index));
        DutyRow {
            victim: self.victims.get(share.victim),
            rule,
            index,
            decided_by: occurrence.edition,
            trigger: self.events.get(occurrence.event),
            trigger_event: occurrence.trigger,
            triggered_at: occurrence.at.into(),
            clock_start,
            limit,
            enhanced,
            due: due.map(|due| due.date),
            due_at: due.map(|due| due.at),
            waived: self.is_waived(share, rule, index),
            done_by: delivery.map(|(event, _)| self.events.get(event)),
            done_at: delivery.map(|(_, at)| at.into()),
        }
    }

    fn clock_start(
        &self,
        rule: &DutyRule,
        number: usize,
        occurrence: &Occurrence,
        share: &Share,
    ) -> Option<Timestamp> {
        let fact = |pick: fn(&crate::Facts) -> Option<Timestamp>| self.facts(occurrence).and_then(pick);
        match &rule.clock {
            Clock::Event => Some(occurrence.at.into()),
            Clock::Received => occurrence.received_at.map(Moment::into),
            Clock::Told(notices) => {
                let told = notices
                    .iter()
                    .filter_map(|&notice| self.deliveries.get((number as u32, share.victim, notice)));
                told.map(|(_, at)| Timestamp::from(at)).min()
            }
            Clock::Offence => fact(|facts| facts.offence),
            Clock::Sentence => fact(|facts| facts.sentence),
            Clock::FirstRemand => fact(|facts| facts.first_remand),
        }
    }

    fn is_waived(&self, share: &Share, rule: &DutyRule, index: DutyIndex) -> bool {
        self.waiver_set(share.waivers).iter().any(|&scope| match scope {
            Scope::Duty(duty) => duty == index,
            Scope::Right(right) => rule.right == Some(right),
            Scope::All => true,
        })
    }
}

/// When the limit ends. A deadline that cannot be computed is none: [`Ledger::apply`] has refused the line where the
/// Code itself would need it, and statutes and schemes are shown without.
fn deadline(rule: &DutyRule, limit: &Limit, start: Timestamp, calendar: &Calendar) -> Option<Due> {
    let due = limit.due(start, calendar).ok()??;
    if !rule.ends_on_working_day {
        return Some(due);
    }
    let date = calendar.working_day_on_or_before(due.date).ok()?;
    Some(Due { date, at: end_of_london_day(date) })
}

use std::collections::HashMap;

use calendar::Calendar;
use jiff::Timestamp;
use jiff::civil::Date;
use victims_code::{Clock, Code, DutyRule, EditionIndex, EditionKind, Flags, Provider};

use crate::event::Scope;
use crate::rates::{self, Delivery};

/// The duties of the Code, by edition and trigger, with how often each is delivered.
///
/// Only duties that an edition of the Code puts on a provider: nobody records the delivery of a time limit that runs
/// against the victim, or of a scheme's own rules.
#[derive(Debug)]
pub(crate) struct Catalogue {
    code: &'static Code,
    owed: HashMap<(EditionIndex, &'static str), Vec<Owed>>,
}

/// A duty that a trigger starts.
#[derive(Debug)]
pub(crate) struct Owed {
    rule: &'static DutyRule,
    /// How often it is delivered, in time or late.
    pub(crate) rate: Delivery,
    /// A court owes its result to the witness care unit; everything else is owed to the victim.
    pub(crate) to_the_unit: bool,
}

impl Catalogue {
    pub(crate) fn of_the_code() -> Self {
        let code = Code::embedded();
        let mut owed: HashMap<_, Vec<Owed>> = HashMap::new();
        for rule in code.duties() {
            let of_the_code = code.edition(rule.edition).kind == EditionKind::Code;
            let trigger: &'static str = &code.trigger(rule.trigger).slug;
            if of_the_code && rule.in_force && rule.provider != Provider::Victim {
                let rate = rates::delivery(trigger, &rule.id, rule.provider == Provider::Cps);
                let to_the_unit = rule.provider == Provider::Hmcts;
                owed.entry((rule.edition, trigger)).or_default().push(Owed { rule, rate, to_the_unit });
            }
        }
        Self { code, owed }
    }

    /// What a trigger on this London date may start.
    pub(crate) fn owed(&self, trigger: &'static str, day: Date) -> &[Owed] {
        let edition = self.code.edition_in_force(day);
        edition.and_then(|edition| self.owed.get(&(edition, trigger))).map_or(&[], Vec::as_slice)
    }
}

impl Owed {
    pub(crate) fn duty(&self) -> &'static str {
        &self.rule.id
    }

    pub(crate) fn is_for(&self, flags: Flags) -> bool {
        self.rule.eligibility.holds_for(flags)
    }

    pub(crate) fn is_waived_by(&self, scope: Scope) -> bool {
        match scope {
            Scope::Everything => true,
            Scope::Right(right) => self.rule.right == Some(right),
            Scope::Duty(duty) => duty == self.duty(),
        }
    }

    /// When its clock starts; never while its provider has not learned of the trigger.
    pub(crate) fn clock_start(&self, at: Timestamp, received_at: Option<Timestamp>) -> Option<Timestamp> {
        if self.rule.clock == Clock::Received { received_at } else { Some(at) }
    }

    /// The first moment that is too late, where the limit can be counted.
    pub(crate) fn due_at(&self, clock_start: Timestamp, flags: Flags) -> Option<Timestamp> {
        let (limit, _) = self.rule.limit_for(flags);
        let due = limit?.due(clock_start, Calendar::england_and_wales()).ok()?;
        due.map(|due| due.at)
    }
}

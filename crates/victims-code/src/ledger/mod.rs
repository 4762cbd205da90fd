//! One case: events in, duties out.
//!
//! What is kept is small: the occurrences of triggers, and for each victim concerned the flags and waivers of that
//! moment. The duties themselves follow from these and the [`Code`] and are worked out when asked for.

mod deliveries;
pub(crate) mod names;
mod rows;

pub use rows::{DutyRow, Status};

use crate::code::{Code, EditionChoice};
use crate::event::{Event, Line, Refusal, Scope};
use crate::rule::{Clock, DutyIndex, DutyRule, EditionIndex, TriggerId};
use crate::{Facts, Flags};
use calendar::{Calendar, london_date};
use deliveries::Deliveries;
use jiff::Timestamp;
use jiff::civil::Date;
use names::Names;

/// The duties of one case
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Lines seen, refused ones too: the position that names an event without an id
    lines: u32,
    /// Ids of the accepted events, in order
    events: Names,
    /// References of the victims, in order of first appearance
    victims: Names,
    victim_states: Vec<VictimState>,
    occurrences: Vec<Occurrence>,
    shares: Vec<Share>,
    deliveries: Deliveries,
    rare: Option<Box<Rare>>,
    keeps_undated: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct VictimState {
    flags: Flags,
    /// Whether a line added them, or they were only named
    added: bool,
    waivers: SetNumber,
}

/// A trigger that happened
#[derive(Debug, Clone, Copy)]
struct Occurrence {
    /// Number of its id among the case's events
    event: u32,
    at: Moment,
    received_at: Option<Moment>,
    trigger: TriggerId,
    edition: Option<EditionIndex>,
    /// Number of its facts, 0 for none
    facts: u32,
    /// Where its shares end; they begin where those of the occurrence before end
    shares_end: u32,
}

/// A victim whom an occurrence concerns, as they were at that moment
#[derive(Debug, Clone, Copy)]
struct Share {
    victim: u32,
    waivers: SetNumber,
    flags: Flags,
}

/// Number of a set of waivers; 0 is the empty set
type SetNumber = u32;

/// What most cases do not have
#[derive(Debug, Clone, Default)]
struct Rare {
    /// Sets of waivers that were in force for a victim at some time
    waivers: Vec<Box<[Scope]>>,
    facts: Vec<Facts>,
}

/// An instant in 12 bytes; the library's own takes 16, and there are millions
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment([u32; 3]);

impl From<Timestamp> for Moment {
    fn from(instant: Timestamp) -> Moment {
        let second = instant.as_second() as u64;
        Moment([(second >> 32) as u32, second as u32, instant.subsec_nanosecond() as u32])
    }
}

impl From<Moment> for Timestamp {
    fn from(Moment([high, low, nanosecond]): Moment) -> Timestamp {
        let second = (u64::from(high) << 32 | u64::from(low)) as i64;
        // INVARIANT: the parts were taken from a `Timestamp`.
        Timestamp::new(second, nanosecond as i32).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl Ledger {
    /// A case in which nothing has happened
    #[must_use]
    pub fn new() -> Ledger {
        Ledger::default()
    }

    /// A case in which a trigger outside the years of the calendar is kept: its duties arise without a deadline. For a
    /// record that must hold what happened; the filter of the contract refuses such a line instead.
    #[must_use]
    pub fn keeping_undated() -> Ledger {
        Ledger { keeps_undated: true, ..Ledger::default() }
    }

    /// Applies what happened next; a refused line changes nothing but takes its position among the case's lines
    ///
    /// `choice` says which edition decides about the duties that the line starts.
    pub fn apply(
        &mut self,
        code: &Code,
        calendar: &Calendar,
        choice: EditionChoice,
        line: &Line,
    ) -> Result<(), Refusal> {
        self.lines += 1;
        let mut own = String::new();
        let id = line.id.unwrap_or_else(|| {
            own = format!("e{}", self.lines);
            &own
        });
        if self.events.find(id).is_some() {
            return Err(Refusal::DuplicateEventId);
        }
        if !self.events.has_room_for(id) || !self.victims.has_room_for(line.victim.unwrap_or("")) {
            return Err(Refusal::CaseTooLarge);
        }
        match line.event {
            Event::Trigger(trigger) => self.trigger(code, calendar, choice, trigger, line)?,
            Event::VictimAdded { flags } => {
                let victim = self.named_victim(line)?;
                victim.flags = flags;
                victim.added = true;
            }
            Event::VictimFactsRecorded { add, remove } => {
                let victim = self.named_victim(line)?;
                victim.flags = victim.flags.union(add).without(remove);
            }
            Event::DutyDone { duty, trigger } => self.done(code, duty, trigger, line)?,
            Event::DutyWaived(scope) => self.change_waivers(line, scope, true)?,
            Event::WaiverWithdrawn(scope) => self.change_waivers(line, scope, false)?,
        }
        self.events.add(id);
        Ok(())
    }

    /// Counts a line of the case that could not be understood, so that events without an id are named by position
    pub fn count_refused_line(&mut self) {
        self.lines += 1;
    }

    /// The victims in order of first appearance, with their flags as they are now
    pub fn victims(&self) -> impl Iterator<Item = (&str, Flags)> {
        self.victim_states.iter().zip(0..).map(|(state, number)| (self.victims.get(number), state.flags))
    }

    /// The waivers of a victim that are in force now, in a fixed order
    #[must_use]
    pub fn waivers(&self, victim: &str) -> &[Scope] {
        let state = self.victims.find(victim).map(|number| self.victim_states[number as usize]);
        self.waiver_set(state.map_or(0, |state| state.waivers))
    }

    /// Whether an event of this id was accepted
    #[must_use]
    pub fn has_event(&self, id: &str) -> bool {
        self.events.find(id).is_some()
    }

    fn trigger(
        &mut self,
        code: &Code,
        calendar: &Calendar,
        choice: EditionChoice,
        trigger: TriggerId,
        line: &Line,
    ) -> Result<(), Refusal> {
        let day = london_date(line.at);
        let edition = match choice {
            EditionChoice::Auto => code.edition_in_force(day),
            EditionChoice::Only(edition) => Some(edition),
        };
        let first_share = self.shares.len();
        self.share(line.victim);
        if u32::try_from(self.shares.len()).is_err() {
            self.shares.truncate(first_share);
            return Err(Refusal::CaseTooLarge);
        }
        let started = code.started_by(edition, trigger);
        if let Err(refusal) = self.check_deadlines(code, calendar, started, first_share, day, line) {
            self.shares.truncate(first_share);
            return Err(refusal);
        }
        if let Some(name) = line.victim {
            self.victim_number(name);
        }
        let facts = line.facts.map_or(0, |facts| {
            let rare = self.rare.get_or_insert_default();
            rare.facts.push(facts.clone());
            rare.facts.len() as u32
        });
        self.occurrences.push(Occurrence {
            event: self.events.len() as u32,
            at: line.at.into(),
            received_at: line.received_at.map(Moment::from),
            trigger,
            edition,
            facts,
            shares_end: self.shares.len() as u32,
        });
        Ok(())
    }

    /// Adds a share for the victim named, or for every victim added so far. A victim who is named for the first time
    /// gets the number that they will have.
    fn share(&mut self, victim: Option<&str>) {
        let share =
            |victim: u32, state: &VictimState| Share { victim, waivers: state.waivers, flags: state.flags };
        match victim {
            Some(name) => {
                let number = self.victims.find(name).unwrap_or(self.victims.len() as u32);
                let unknown = VictimState::default();
                self.shares.push(share(number, self.victim_states.get(number as usize).unwrap_or(&unknown)));
            }
            None => {
                let added = self.victim_states.iter().zip(0..).filter(|(state, _)| state.added);
                self.shares.extend(added.map(|(state, number)| share(number, state)));
            }
        }
    }

    /// Refuses when a deadline of the Code itself would have to be guessed.
    ///
    /// Statutes and schemes beside the Code are shown without a deadline then: they must not stop a contact from
    /// being recorded.
    fn check_deadlines(
        &self,
        code: &Code,
        calendar: &Calendar,
        started: &[DutyIndex],
        first_share: usize,
        day: Date,
        line: &Line,
    ) -> Result<(), Refusal> {
        let known = |at| surely_known(calendar, london_date(at));
        if self.keeps_undated {
            return Ok(());
        }
        if surely_known(calendar, day) && line.received_at.is_none_or(known) {
            return Ok(());
        }
        for share in &self.shares[first_share..] {
            for rule in started.iter().map(|&index| code.duty(index)).filter(|rule| code.is_of_the_code(rule))
            {
                if !arises(rule, share.flags, line.facts, day) {
                    continue;
                }
                let start = match rule.clock {
                    Clock::Event => Some(line.at),
                    Clock::Received => line.received_at,
                    _ => None,
                };
                if let (Some(start), (Some(limit), _)) = (start, rule.limit_for(share.flags)) {
                    let refuse = |why| Refusal::NoDeadline { duty: rule.id.clone(), why };
                    limit.due(start, calendar).map_err(refuse)?;
                }
            }
        }
        Ok(())
    }

    fn done(&mut self, code: &Code, duty: &str, trigger: &str, line: &Line) -> Result<(), Refusal> {
        let name = line.victim.ok_or(Refusal::VictimMissing)?;
        let key = self.find_duty(code, name, duty, trigger).ok_or(Refusal::NoSuchDuty)?;
        self.deliveries.keep_first(key, (self.events.len() as u32, line.at.into()));
        Ok(())
    }

    fn find_duty(&self, code: &Code, victim: &str, duty: &str, trigger: &str) -> Option<deliveries::Key> {
        let event = self.events.find(trigger)?;
        let number = self.occurrences.binary_search_by_key(&event, |occurrence| occurrence.event).ok()?;
        let occurrence = &self.occurrences[number];
        let shares = self.shares_of(number);
        let victim = self.victims.find(victim)?;
        let share = &shares[shares.binary_search_by_key(&victim, |share| share.victim).ok()?];
        let index = code.duty_index(duty)?;
        let rule = code.duty(index);
        let started = rule.trigger == occurrence.trigger
            && code.started_by(occurrence.edition, occurrence.trigger).contains(&index);
        let day = london_date(occurrence.at.into());
        (started && arises(rule, share.flags, self.facts(occurrence), day)).then_some((
            number as u32,
            victim,
            index,
        ))
    }

    fn change_waivers(&mut self, line: &Line, scope: Scope, give: bool) -> Result<(), Refusal> {
        let state = *self.named_victim(line)?;
        let before = self.waiver_set(state.waivers);
        if before.contains(&scope) == give {
            return Ok(());
        }
        let mut set: Vec<Scope> = before.iter().copied().filter(|&kept| kept != scope).collect();
        if give {
            set.push(scope);
            set.sort_unstable();
        }
        let number = self.set_number(set);
        self.named_victim(line)?.waivers = number;
        Ok(())
    }

    fn set_number(&mut self, set: Vec<Scope>) -> SetNumber {
        if set.is_empty() {
            return 0;
        }
        let waivers = &mut self.rare.get_or_insert_default().waivers;
        waivers.push(set.into());
        waivers.len() as SetNumber
    }

    fn waiver_set(&self, number: SetNumber) -> &[Scope] {
        match &self.rare {
            Some(rare) if number > 0 => &rare.waivers[number as usize - 1],
            _ => &[],
        }
    }

    fn facts(&self, occurrence: &Occurrence) -> Option<&Facts> {
        self.rare
            .as_ref()
            .filter(|_| occurrence.facts > 0)
            .map(|rare| &rare.facts[occurrence.facts as usize - 1])
    }

    fn shares_of(&self, occurrence: usize) -> &[Share] {
        let start = occurrence.checked_sub(1).map_or(0, |before| self.occurrences[before].shares_end);
        &self.shares[start as usize..self.occurrences[occurrence].shares_end as usize]
    }

    /// The state of the victim whom the line must name.
    fn named_victim(&mut self, line: &Line) -> Result<&mut VictimState, Refusal> {
        let number = self.victim_number(line.victim.ok_or(Refusal::VictimMissing)?);
        Ok(&mut self.victim_states[number as usize])
    }

    /// The number of a victim, who has their place in the case from now on.
    fn victim_number(&mut self, name: &str) -> u32 {
        self.victims.find(name).unwrap_or_else(|| {
            self.victim_states.push(VictimState::default());
            self.victims.add(name)
        })
    }
}

/// Whether every deadline of a clock that starts on `day` lies in the years that the calendar knows, whatever the
/// limit: no limit in working days is longer than a year.
fn surely_known(calendar: &Calendar, day: Date) -> bool {
    (calendar.first_year()..calendar.last_year()).contains(&day.year())
}

/// Whether a duty that the trigger may start exists for a victim
fn arises(rule: &DutyRule, flags: Flags, facts: Option<&Facts>, day: Date) -> bool {
    rule.eligibility.holds_for(flags)
        && facts.is_none_or(|facts| !facts.fail.intersects(rule.condition_set))
        && rule.in_force_from.is_none_or(|from| from <= day)
}

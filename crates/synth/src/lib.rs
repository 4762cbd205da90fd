//! A synthetic population of cases, as the contract's events: for demonstrations and measurements.
//!
//! Nobody in it exists. A case is a function of the seed and its index alone, so a population of any size needs the memory
//! of one case, and any range of it can be made apart from the rest. The same seed gives the same bytes on every machine.
//!
//! The shapes follow published figures (module `rates`; nine in ten cases end before charge) where there are any, and
//! plain assumptions otherwise. Nothing is recorded after the last day of the range: younger cases are unfinished, as in
//! any real register.
//!
//! ```
//! use jiff::civil::date;
//!
//! let population = synth::Population::new(7, date(2022, 1, 1), date(2024, 12, 31))?;
//! let case = population.case(3);
//! assert_eq!(case.reference.to_string(), "SY000000003");
//! assert_eq!(case.events[0].event, "victim_added");
//! # Ok::<(), synth::RangeError>(())
//! ```

mod agenda;
mod catalogue;
mod chance;
mod court;
mod event;
mod investigation;
mod people;
mod rates;
mod telling;

use std::fmt;

use calendar::{Calendar, end_of_london_day, start_of_london_day};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use agenda::Agenda;
use catalogue::Catalogue;
use chance::{Chance, minutes_after};
use telling::Known;

pub use event::{CaseReference, Data, Event, EventId, Scope, VictimId};
pub use investigation::Course;
pub use people::Crime;
pub use victims_code::Flags;

/// The first day of a population when none is asked for: the edition of 2020 comes into force.
pub const DEFAULT_FROM: Date = date(2021, 4, 1);
/// The last day of a population when none is asked for. Fixed, because the same command must give the same bytes.
pub const DEFAULT_TO: Date = date(2026, 9, 30);

/// The longest limit that is counted in working days is 60; a deadline must not fall outside the calendar.
const DAYS_KEPT_FREE: i32 = 100;

/// The days asked for cannot be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeError(String);

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RangeError {}

/// All cases that one seed and one range of days give.
#[derive(Debug)]
pub struct Population {
    seed: u64,
    from: Timestamp,
    /// The first moment at which nothing is recorded any more.
    until: Timestamp,
    catalogue: Catalogue,
}

/// One case with everything recorded in it, in order of recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntheticCase {
    /// The case's reference.
    pub reference: CaseReference,
    /// What it is about. Not part of the contract's events.
    pub crime: Crime,
    /// How it ends, or would have ended after the last day of the range.
    pub course: Course,
    /// The events, never empty.
    pub events: Vec<Event>,
}

/// The first `n` cases of the population of `seed` whose reports fall on London days `from` to `to`.
///
/// # Errors
/// As [`Population::new`].
pub fn cases(
    seed: u64,
    n: u64,
    from: Date,
    to: Date,
) -> Result<impl Iterator<Item = SyntheticCase>, RangeError> {
    let population = Population::new(seed, from, to)?;
    Ok((0..n).map(move |index| population.case(index)))
}

impl Population {
    /// Reports on London days `from` to `to`, both included, and nothing recorded after `to`.
    ///
    /// The calendar knows bank holidays for some years only, and a deadline is never guessed: in the last weeks of those
    /// years nothing is recorded either.
    ///
    /// # Errors
    /// When `to` is before `from`, or no day of the range lies in the part of the calendar that can be used.
    pub fn new(seed: u64, from: Date, to: Date) -> Result<Self, RangeError> {
        let calendar = Calendar::england_and_wales();
        let first = date(calendar.first_year(), 1, 1);
        let last = calendar::date_of_epoch_day(i64::from(
            calendar::epoch_day(date(calendar.last_year(), 12, 31)) - DAYS_KEPT_FREE,
        ));
        if to < from {
            return Err(RangeError(format!("the last day, {to}, is before the first, {from}")));
        }
        if from < first || from > last {
            return Err(RangeError(format!(
                "the first day, {from}, must be from {first} to {last}: deadlines cannot be counted beyond the bank \
                 holidays of {} to {}",
                calendar.first_year(),
                calendar.last_year()
            )));
        }
        Ok(Self {
            seed,
            from: start_of_london_day(from),
            until: end_of_london_day(to.min(last)),
            catalogue: Catalogue::of_the_code(),
        })
    }

    /// The case of this index: always the same, whichever other cases are made.
    pub fn case(&self, index: u64) -> SyntheticCase {
        let mut chance = Chance::of_case(self.seed, index);
        let reported = self.report_time(&mut chance);
        let crime = Crime::any(&mut chance);
        let course = Course::of(crime, &mut chance);
        let victims = people::victims(crime, &mut chance);
        let mut agenda = Agenda::new();
        investigation::plan(&mut agenda, reported, crime, course, &victims, &mut chance);
        let reference = CaseReference(index);
        SyntheticCase { reference, crime, course, events: self.record(reference, agenda, chance) }
    }

    /// When the case of this index is reported, without making the rest of it. A population can so be loaded in the order
    /// in which it would have come in.
    pub fn reported(&self, index: u64) -> Timestamp {
        self.report_time(&mut Chance::of_case(self.seed, index))
    }

    fn report_time(&self, chance: &mut Chance) -> Timestamp {
        let minutes = SignedDuration::as_mins(&self.until.duration_since(self.from));
        minutes_after(self.from, chance.between(0, minutes - 1))
    }

    /// Records what is on the agenda up to the last day, and what agencies do about it.
    fn record(&self, case: CaseReference, mut agenda: Agenda, mut chance: Chance) -> Vec<Event> {
        let mut events = Vec::with_capacity(16);
        let mut known = Known::default();
        for id in (1..).map(EventId) {
            let Some(happening) = agenda.next().filter(|happening| happening.recorded() < self.until) else {
                break;
            };
            known.learn(&happening);
            telling::respond(&mut agenda, &happening, id, &known, &self.catalogue, &mut chance);
            events.push(Event {
                case,
                id,
                event: happening.event,
                at: happening.at,
                received_at: happening.received_at,
                victim: happening.victim,
                data: happening.data,
            });
        }
        events
    }
}

impl SyntheticCase {
    /// Appends all events as lines of JSON.
    pub fn write_lines(&self, lines: &mut Vec<u8>) {
        self.events.iter().for_each(|event| event.write_line(lines));
    }
}

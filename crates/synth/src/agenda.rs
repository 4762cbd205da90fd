use std::cmp::Reverse;
use std::collections::BinaryHeap;

use calendar::{Calendar, london_date, start_of_london_day};
use jiff::Timestamp;

use crate::chance::{Chance, DAY, Share, minutes_after};
use crate::event::{Data, VictimId};

/// What will happen in a case and is not yet recorded, earliest recording first.
pub(crate) struct Agenda {
    entries: BinaryHeap<Reverse<Entry>>,
    added: u32,
}

/// Something that happens at `at` and is recorded then, or when it becomes known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Happening {
    pub(crate) event: &'static str,
    pub(crate) at: Timestamp,
    pub(crate) received_at: Option<Timestamp>,
    pub(crate) victim: Option<VictimId>,
    pub(crate) data: Data,
}

impl Happening {
    pub(crate) fn recorded(&self) -> Timestamp {
        self.received_at.map_or(self.at, |received| received.max(self.at))
    }
}

/// Ordered by recording; what was added first comes first at the same moment.
struct Entry(Happening, u32);

impl Agenda {
    pub(crate) fn new() -> Self {
        Self { entries: BinaryHeap::with_capacity(32), added: 0 }
    }

    pub(crate) fn add(&mut self, happening: Happening) {
        self.added += 1;
        self.entries.push(Reverse(Entry(happening, self.added)));
    }

    /// To the whole case.
    pub(crate) fn case(&mut self, event: &'static str, at: Timestamp) {
        self.add(Happening { event, at, received_at: None, victim: None, data: Data::None });
    }

    /// To one victim.
    pub(crate) fn victim(&mut self, event: &'static str, at: Timestamp, victim: VictimId, data: Data) {
        self.add(Happening { event, at, received_at: None, victim: Some(victim), data });
    }

    /// To the whole case, and another agency has to be told of it: mostly within days, sometimes never.
    pub(crate) fn passed_on(&mut self, event: &'static str, at: Timestamp, chance: &mut Chance) {
        let received_at = (!chance.happens(Share(3, 100))).then(|| minutes_after(at, chance.wait(2 * DAY)));
        self.add(Happening { event, at, received_at, victim: None, data: Data::None });
    }

    pub(crate) fn next(&mut self) -> Option<Happening> {
        self.entries.pop().map(|Reverse(Entry(happening, _))| happening)
    }
}

impl Entry {
    fn key(&self) -> (Timestamp, u32) {
        (self.0.recorded(), self.1)
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// The next time after `earliest` that an office would do it: on a working day between nine and five.
pub(crate) fn office_hours(earliest: Timestamp, chance: &mut Chance) -> Timestamp {
    let minute = chance.between(9 * 60, 17 * 60);
    next_working(earliest, minute)
}

/// The next sitting after `earliest`: on a working day at ten, or at two in the afternoon.
pub(crate) fn sitting(earliest: Timestamp, chance: &mut Chance) -> Timestamp {
    let hour = if chance.percent(70) { 10 } else { 14 };
    next_working(earliest, hour * 60)
}

fn next_working(earliest: Timestamp, minute_of_day: i64) -> Timestamp {
    let today = london_date(earliest);
    let on = |day| minutes_after(start_of_london_day(day), minute_of_day);
    let working = Calendar::england_and_wales();
    match working.is_working_day(today) {
        Ok(true) if on(today) >= earliest => on(today),
        // Beyond the known years nothing is recorded anyway: any moment will do.
        _ => working.add_working_days(today, 1).map_or(earliest, on),
    }
}

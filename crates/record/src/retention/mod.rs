//! How long a case is kept: when somebody looks at whether its personal texts are still needed, and why then (PLT-5).
//!
//! Nothing ever ends by itself. The schedule gives a day on which a case comes before a person; that person keeps it until
//! another day, or says that it may be destroyed, and somebody else does so.

mod schedule;

pub use schedule::{Basis, Group, Opens, Schedule};

use crate::{AccessEvent, Case, CaseEvent, Owed, Recorded};
use jiff::{Timestamp, ToSpan, civil::Date};

/// What the schedule and the reviews say of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Retention<'s> {
    /// A legal hold stands: nothing is due, nothing may be destroyed.
    Held,
    /// What was kept about every victim was destroyed.
    Destroyed,
    /// A review found that the case is no longer needed, and nothing was done in it since.
    MayBeDestroyed {
        /// Version of the review.
        review: u64,
        /// When it was made.
        at: Timestamp,
    },
    /// Something in the case is not closed.
    Open(Vec<&'s Opens>),
    /// Somebody looks at it on a day.
    Review(Review<'s>),
}

/// When somebody looks at a case, and why then.
#[derive(Clone, Debug, PartialEq)]
pub struct Review<'s> {
    /// The first day on which it is due, London.
    pub on: Date,
    /// The group that decides.
    pub group: &'s Group,
    /// The day from which its years count: the last thing that was done, heard or owed.
    pub since: Date,
    /// Until when an earlier review kept it.
    pub kept_until: Option<Date>,
}

impl Retention<'_> {
    /// From which moment the case stands in the list of those that wait for somebody; never under a hold.
    pub fn waits_from(&self) -> Option<Timestamp> {
        match self {
            Retention::Review(review) => Some(calendar::start_of_london_day(review.on)),
            Retention::MayBeDestroyed { at, .. } => Some(*at),
            Retention::Held | Retention::Destroyed | Retention::Open(_) => None,
        }
    }

    /// The name in lists: the group of a case that is to be reviewed, or what it is instead.
    pub fn slug(&self) -> &str {
        match self {
            Retention::Held => "held",
            Retention::Destroyed => "destroyed",
            Retention::MayBeDestroyed { .. } => "may_be_destroyed",
            Retention::Open(_) => "open",
            Retention::Review(review) => &review.group.slug,
        }
    }
}

/// When a case is to be reviewed. `owed` is everything owed in it, as [`crate::owed::owed`] says.
pub fn retention<'s>(
    case: &Case,
    events: &[Recorded],
    owed: &[Owed],
    schedule: &'s Schedule,
) -> Retention<'s> {
    if case.access.legal_hold {
        return Retention::Held;
    }
    if !case.victims.is_empty() && case.victims.iter().all(|v| case.access.erased.contains(&v.id)) {
        return Retention::Destroyed;
    }
    let reviewed = case.access.reviewed.as_ref();
    if let Some(review) = reviewed.filter(|review| review.keep_until.is_none()) {
        let done_since = |recorded: &Recorded| recorded.version > review.version && is_done(&recorded.event);
        if !events.iter().any(done_since) {
            return Retention::MayBeDestroyed { review: review.version, at: review.at };
        }
    }
    let open = still_open(case, schedule);
    if !open.is_empty() {
        return Retention::Open(open);
    }
    let (group, since) = (group_of(case, schedule), counts_from(case, events, owed));
    let ends = since.saturating_add(i32::from(group.years).years());
    let kept_until = reviewed.and_then(|review| review.keep_until);
    Retention::Review(Review { on: kept_until.map_or(ends, |kept| kept.max(ends)), group, since, kept_until })
}

/// What began in a case and has not ended since. At the same moment the beginning counts: a hearing that sets the next one
/// closes nothing.
pub fn still_open<'s>(case: &Case, schedule: &'s Schedule) -> Vec<&'s Opens> {
    let latest = |slugs: &[String]| slugs.iter().filter_map(|slug| case.happened.get(slug)).max();
    let is_open = |open: &&Opens| latest(&open.begins).is_some_and(|began| latest(&open.ends) <= Some(began));
    schedule.opens.iter().filter(is_open).collect()
}

/// The group with the longest period of all that fit.
fn group_of<'s>(case: &Case, schedule: &'s Schedule) -> &'s Group {
    let has = |flag: &String| {
        case.marks.contains_key(flag) || case.victims.iter().any(|victim| victim.flags.contains_key(flag))
    };
    let every = |group: &Group| group.flags.is_empty() && group.happened.is_empty();
    let fits = |group: &&Group| {
        every(group)
            || group.flags.iter().any(has)
            || group.happened.iter().any(|slug| case.happened.contains_key(slug))
    };
    // The first of those that are equally long: they stand in their order of weight.
    let longest = schedule.groups.iter().filter(fits).reduce(|a, b| if b.years > a.years { b } else { a });
    #[expect(
        clippy::expect_used,
        reason = "the last group of every schedule that could be read fits every case"
    )]
    longest.expect("a schedule has a group for every case")
}

/// The day from which years count: the last thing that was done, the last hearing, the last deadline. Deadlines count also
/// when they were met early, so that doing something never shortens the time.
fn counts_from(case: &Case, events: &[Recorded], owed: &[Owed]) -> Date {
    let standing = |recorded: &&Recorded| !case.withdrawn.contains_key(&recorded.version);
    let done = events.iter().filter(standing).filter(|recorded| is_done(&recorded.event));
    let done = done.map(|recorded| calendar::london_date(recorded.at));
    let hearings = events.iter().filter(standing).filter_map(|recorded| match &recorded.event {
        CaseEvent::Happened { facts, .. } => facts.hearing.as_ref().map(|hearing| hearing.date),
        _ => None,
    });
    let deadlines = owed.iter().filter_map(|owed| owed.due);
    let opened = calendar::london_date(case.opened_at);
    done.chain(hearings).chain(deadlines).fold(opened, Date::max)
}

/// Whether an event is part of what is done for a victim or happens in the case. Who answers for it, who may see it, what
/// an organisation notes for itself, holds and reviews are not: keeping house does not lengthen the time.
fn is_done(event: &CaseEvent) -> bool {
    match event {
        CaseEvent::CaseOpened { .. }
        | CaseEvent::VictimAdded { .. }
        | CaseEvent::VictimCorrected { .. }
        | CaseEvent::VictimFactsRecorded { .. }
        | CaseEvent::CaseMarked { .. }
        | CaseEvent::PreferencesRecorded { .. }
        | CaseEvent::CharacteristicsRecorded { .. }
        | CaseEvent::DefendantAdded { .. }
        | CaseEvent::Happened { .. }
        | CaseEvent::HappeningWithdrawn { .. }
        | CaseEvent::ContactRecorded(_)
        | CaseEvent::ContactAttempted { .. }
        | CaseEvent::AgencyInformed { .. }
        | CaseEvent::DutyWaived { .. }
        | CaseEvent::WaiverWithdrawn { .. }
        | CaseEvent::VictimAnswered { .. }
        | CaseEvent::Copy(_)
        | CaseEvent::SafeContact(_)
        | CaseEvent::File(_)
        | CaseEvent::Statement(_)
        | CaseEvent::Request(_)
        | CaseEvent::Message(_)
        | CaseEvent::Dispute(_)
        | CaseEvent::Property(_)
        | CaseEvent::Hearing(_)
        | CaseEvent::Report(_)
        | CaseEvent::Feedback(_)
        | CaseEvent::Access(
            AccessEvent::SharingDecided { .. }
            | AccessEvent::MandateGiven { .. }
            | AccessEvent::MandateEnded { .. }
            | AccessEvent::VictimAccessSuspended { .. }
            | AccessEvent::VictimAccessRestored { .. },
        ) => true,
        CaseEvent::ReferenceAdded { .. }
        | CaseEvent::OwnerAssigned { .. }
        | CaseEvent::NoteRecorded { .. }
        | CaseEvent::Survey(_)
        | CaseEvent::Review(_)
        | CaseEvent::Access(
            AccessEvent::CaseRestricted { .. }
            | AccessEvent::CaseUnrestricted { .. }
            | AccessEvent::ConflictDeclared { .. }
            | AccessEvent::ConflictEnded { .. }
            | AccessEvent::LegalHoldPlaced { .. }
            | AccessEvent::LegalHoldLifted { .. }
            | AccessEvent::RetentionReviewed { .. }
            | AccessEvent::VictimErased { .. },
        ) => false,
    }
}

#[cfg(test)]
mod tests;

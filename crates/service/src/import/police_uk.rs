//! police.uk months as cases with their outcomes.
//!
//! The publisher names no victim and gives only a month. So no victim joins and nothing is owed: a victim is never
//! invented. A report stands on the first day of its month, an outcome on the last, the latest that it can have been.

use super::{
    desk::{Desk, Match, Term},
    settle::{Scope, Wanted, settle},
};
use crate::{Service, ServiceError, again::again_when_stale};
use calendar::start_of_london_day;
use exchange::police_uk::{Crime, Row, outcome_meaning};
use jiff::{Timestamp, civil::Date};
use record::{
    CaseEvent, CaseId, Facts, Origin, Recorder,
    event::ReferenceKind,
    view::{TermKind, normal_reference},
};
use std::collections::BTreeSet;
use store::{Batch, NewEvent};

/// Rows that are matched and written together.
pub const ROWS_TOGETHER: usize = 500;

/// The organisation in whose name the published months are recorded.
const PUBLISHER: &str = "police-uk";
/// Why what an earlier month said no longer holds.
const CORRECTED: &str = "The publisher corrected it";

/// What came of some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RowsTaken {
    /// Rows that were read.
    pub rows: u64,
    /// Cases that began.
    pub opened: u64,
    /// Outcomes that were recorded.
    pub outcomes: u64,
    /// Rows that said nothing new.
    pub nothing_new: u64,
    /// Incidents without an identifier (anti-social behaviour): no case can be made of them.
    pub without_id: u64,
    /// Outcomes whose wording is not known; nothing follows from them.
    pub unknown_outcomes: u64,
}

impl std::ops::AddAssign for RowsTaken {
    fn add_assign(&mut self, other: RowsTaken) {
        self.rows += other.rows;
        self.opened += other.opened;
        self.outcomes += other.outcomes;
        self.nothing_new += other.nothing_new;
        self.without_id += other.without_id;
        self.unknown_outcomes += other.unknown_outcomes;
    }
}

impl Service {
    /// Takes in rows of a month, at most [`ROWS_TOGETHER`] in one transaction. A row that is known changes nothing.
    ///
    /// # Errors
    /// When the database fails; what was taken in before stays.
    pub async fn import_police_uk(&self, rows: &[Row], now: Timestamp) -> Result<RowsTaken, ServiceError> {
        let mut taken = RowsTaken::default();
        for together in rows.chunks(ROWS_TOGETHER) {
            taken += again_when_stale!(self.take_rows(together, now).await)?;
        }
        Ok(taken)
    }

    async fn take_rows(&self, rows: &[Row], now: Timestamp) -> Result<RowsTaken, ServiceError> {
        let terms: BTreeSet<Term> = rows.iter().filter_map(crime_id).map(term).collect();
        let mut desk = Desk::lay(self, now, &terms).await?;
        let mut taken = RowsTaken { rows: rows.len() as u64, ..RowsTaken::default() };
        for row in rows {
            take_row(&mut desk, row, &mut taken)?;
        }
        let mut batch = Batch::default();
        for case in desk.cases.values_mut().filter(|case| case.is_changed()) {
            batch.cases.push(case.changes(self.rules));
        }
        batch.claims = desk.claims;
        self.store.commit(batch).await?;
        Ok(taken)
    }
}

fn crime_id(row: &Row) -> Option<&str> {
    match row {
        Row::Crime(crime) => crime.crime_id.as_deref(),
        Row::Outcome(outcome) => Some(&outcome.crime_id),
    }
}

fn term(crime_id: &str) -> Term {
    (TermKind::Reference, normal_reference(crime_id))
}

fn by_publisher() -> Recorder {
    Recorder { organisation: PUBLISHER.into(), person: None, origin: Origin::Message("police.uk".into()) }
}

fn take_row(desk: &mut Desk<'_>, row: &Row, taken: &mut RowsTaken) -> Result<(), ServiceError> {
    let Some(id) = crime_id(row) else {
        taken.without_id += 1;
        return Ok(());
    };
    let (case, opened) = match desk.find(&[("crime", vec![term(id)])], &BTreeSet::new()) {
        Match::Case(case) => (case, false),
        Match::Several(what) => {
            return Err(ServiceError::Invalid(vec![crate::Problem::new(
                "crime",
                format!("several cases have this {what}"),
            )]));
        }
        Match::New => (open(desk, id, row)?, true),
    };
    taken.opened += u64::from(opened);
    let (outcome, month) = match row {
        Row::Crime(crime) => {
            let reported = report(desk, case, crime)?;
            taken.nothing_new += u64::from(!reported && !opened);
            match &crime.last_outcome {
                // The month's own outcome file says when; this column only says what came of it in the end.
                Some(outcome) if !says(desk, case, outcome)? => (outcome, crime.month),
                _ => return Ok(()),
            }
        }
        Row::Outcome(outcome) => (&outcome.outcome, outcome.month),
    };
    match outcome_meaning(outcome) {
        None => taken.unknown_outcomes += 1,
        Some(meaning) => {
            let Some(trigger) = meaning.trigger else { return Ok(()) };
            let recorded =
                settle_one(desk, case, &outcome_key(outcome), trigger, month.last_of_month(), outcome)?;
            taken.outcomes += u64::from(recorded);
            taken.nothing_new += u64::from(!recorded && matches!(row, Row::Outcome(_)));
        }
    }
    Ok(())
}

fn open(desk: &mut Desk<'_>, id: &str, row: &Row) -> Result<CaseId, ServiceError> {
    let (title, month) = match row {
        Row::Crime(crime) => (crime.crime_type.as_str(), crime.month),
        Row::Outcome(outcome) => ("Crime", outcome.month),
    };
    let at = start_of_london_day(month);
    let case = desk.open(&by_publisher(), at, title, None, &[term(id)])?;
    let event = CaseEvent::ReferenceAdded { reference: ReferenceKind::Crime, value: id.to_owned() };
    let now = desk.now;
    desk.case_mut(case)?.record(&by_publisher(), now, vec![NewEvent::at(at, event)], Vec::new())?;
    Ok(case)
}

fn report(desk: &mut Desk<'_>, case: CaseId, crime: &Crime) -> Result<bool, ServiceError> {
    let words = crime.location.clone().unwrap_or_default();
    settle_one(desk, case, "police-uk:report;", "crime_reported", crime.month, &words)
}

fn outcome_key(outcome: &str) -> String {
    format!("police-uk:outcome:{};", outcome.trim().to_lowercase())
}

fn says(desk: &mut Desk<'_>, case: CaseId, outcome: &str) -> Result<bool, ServiceError> {
    Ok(desk.case_mut(case)?.case.keys.contains_key(&outcome_key(outcome)))
}

fn settle_one(
    desk: &mut Desk<'_>,
    case: CaseId,
    key: &str,
    trigger: &'static str,
    day: Date,
    words: &str,
) -> Result<bool, ServiceError> {
    let now = desk.now;
    let wanted = Wanted {
        key: key.to_owned(),
        trigger,
        at: start_of_london_day(day),
        facts: Facts::default(),
        words: Some(words.to_owned()),
    };
    let scope = Scope { prefix: key, offences: &BTreeSet::new(), corrected: CORRECTED };
    settle(desk.case_mut(case)?, &by_publisher(), now, &scope, vec![wanted])
}

//! Synthetic cases as cases of the record: every agency has work, and a database can be filled to any size.
//!
//! The same seed gives the same cases, to the byte: ids come from the seed as well.

mod convert;
mod draw;
mod making_good;
mod names;
mod sentences;
mod staff;
mod what_they_say;

use crate::{Problem, Service, ServiceError};
use jiff::{Timestamp, civil::Date};
use record::CaseId;
use std::ops::Range;
use store::{Batch, LoadedCase, StoreError};
use synth::Population;

pub use convert::from_synthetic;

/// Cases that are written together.
const TOGETHER: u64 = 1000;

/// Fills the store with the first `n` cases of the population of `seed` whose reports fall on London days `from` to
/// `to`; `progress` hears how many are written so far. Staff of the demonstration answer for them: they are added to an
/// empty directory. Cases that are there already stay as they are, so that an interrupted load can be repeated.
///
/// # Errors
/// [`ServiceError::Invalid`] when the days cannot be filled; otherwise when the database fails.
pub async fn load(
    service: &Service,
    seed: u64,
    n: u64,
    from: Date,
    to: Date,
    progress: impl FnMut(u64),
) -> Result<(), ServiceError> {
    Load { seed, cases: 0..n, from, to, until: None }.run(service, progress).await
}

/// What to load.
pub(super) struct Load {
    /// Decides everything about the cases.
    pub seed: u64,
    /// Indexes of the cases.
    pub cases: Range<u64>,
    /// First London day of the reports.
    pub from: Date,
    /// Last London day of anything.
    pub to: Date,
    /// The present, for a demonstration: nothing after it, and agencies have made most of their delays good.
    pub until: Option<Timestamp>,
}

impl Load {
    pub async fn run(&self, service: &Service, mut progress: impl FnMut(u64)) -> Result<(), ServiceError> {
        let population = Population::new(self.seed, self.from, self.to)
            .map_err(|error| ServiceError::Invalid(vec![Problem::new("from", error.to_string())]))?;
        if service.directory().organisations.is_empty() {
            super::people::save(service, calendar::start_of_london_day(self.to)).await?;
        }
        for first in self.cases.clone().step_by(TOGETHER as usize) {
            let last = self.cases.end.min(first + TOGETHER);
            let cases = self.cases(service, &population, first..last)?;
            let ids: Vec<CaseId> = cases.iter().map(|case| case.case.id).collect();
            match service.store.commit(batch(service, cases)).await {
                // A load that was interrupted: those that are there stay as they are.
                Err(StoreError::Conflict) => {
                    let there = service.store.load_many(&ids).await?;
                    let mut cases = self.cases(service, &population, first..last)?;
                    cases.retain(|case| !there.contains_key(&case.case.id));
                    service.store.commit(batch(service, cases)).await?;
                }
                other => other?,
            }
            progress(last - self.cases.start);
        }
        Ok(())
    }

    fn cases(
        &self,
        service: &Service,
        population: &Population,
        indexes: Range<u64>,
    ) -> Result<Vec<LoadedCase>, StoreError> {
        let mut cases = indexes
            .map(|index| {
                let case = population.case(index);
                let mut loaded = from_synthetic(&case, self.seed, service.rules, self.until)?;
                if let Some(now) = self.until {
                    making_good::make_good(&mut loaded, self.seed, index, service.rules, now)?;
                    if loaded.is_changed() {
                        what_they_say::say(&mut loaded, self.seed, index, now)?;
                    }
                }
                Ok(loaded)
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        // When the present comes before a report, nothing of the case has happened yet.
        cases.retain(LoadedCase::is_changed);
        Ok(cases)
    }
}

fn batch(service: &Service, mut cases: Vec<LoadedCase>) -> Batch {
    let mut batch = Batch::default();
    batch.cases.extend(cases.iter_mut().map(|case| case.changes(service.rules)));
    batch
}

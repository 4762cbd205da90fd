//! A population into the database, as fast as the machine can: some threads work cases out, one transaction after another
//! writes them.

use super::{convert, making_good, staff::of_force, what_they_say};
use crate::{Problem, Service, ServiceError};
use jiff::{Timestamp, civil::Date};
use record::CaseId;
use std::{
    collections::VecDeque,
    num::NonZero,
    ops::{ControlFlow, Range},
    sync::Arc,
};
use store::{CaseChanges, Loading, ReadyCases, StoreError};
use synth::Population;

/// Most cases that are worked out together: some of these lots are in memory at a time.
const TOGETHER: u64 = 1000;
/// Most forces: what two digits number, without those of the demonstration.
const MOST_FORCES: u8 = 43;

/// What to load.
#[derive(Clone, Debug)]
pub struct Load {
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
    /// How many police forces, each with its organisations and teams; up to two are the demonstration's.
    pub forces: u8,
    /// Cases that are written in one transaction: the more, the fewer sums are written, and the longer others wait.
    pub in_a_transaction: u64,
}

/// What came of it so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Cases that were written, and are on the disk.
    pub written: u64,
    /// Cases that were there, or of which nothing has happened yet.
    pub there: u64,
}

/// A case's place in the population and when it is reported.
type Report = (Timestamp, u64);

impl Load {
    /// As many cases as a few seconds of writing.
    pub const IN_A_TRANSACTION: u64 = 5_000;

    /// Loads, in the order of the reports: then every index grows at its end, as it does in service. After each
    /// transaction `progress` hears what is there, and may say that it is enough; what it heard of is on the disk, and
    /// the same load again goes on from there.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when the days cannot be filled; otherwise when the database fails.
    pub async fn run(
        &self,
        service: &Service,
        progress: impl FnMut(&Loaded) -> ControlFlow<()>,
    ) -> Result<Loaded, ServiceError> {
        let invalid = |field, message: String| ServiceError::Invalid(vec![Problem::new(field, message)]);
        let population = Population::new(self.seed, self.from, self.to)
            .map_err(|error| invalid("from", error.to_string()))?;
        if self.forces > MOST_FORCES {
            return Err(invalid("forces", format!("there are at most {MOST_FORCES} forces")));
        }
        self.directory(service).await?;
        let loading = service.store.loading().await?;
        let outcome = self.write(service, &loading, Arc::new(population), progress).await;
        loading.finish().await?;
        outcome
    }

    async fn directory(&self, service: &Service) -> Result<(), ServiceError> {
        use crate::demonstration::people;
        if service.directory().organisations.is_empty() {
            people::save(service, calendar::start_of_london_day(self.to)).await?;
        }
        let last = of_force("witness-care", self.forces.saturating_sub(1));
        if self.forces > 2 && !service.directory().organisations.contains_key(&last) {
            people::save_forces(service, self.forces).await?;
        }
        Ok(())
    }

    async fn write(
        &self,
        service: &Service,
        loading: &Loading,
        population: Arc<Population>,
        mut progress: impl FnMut(&Loaded) -> ControlFlow<()>,
    ) -> Result<Loaded, ServiceError> {
        // Two numbers a case: the only memory that grows with how many there are.
        let mut reports: Vec<Report> =
            self.cases.clone().map(|index| (population.reported(index), index)).collect();
        reports.sort_unstable();
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let together = TOGETHER.min(self.in_a_transaction).max(1);
        let mut pieces = reports.chunks(together as usize);
        let mut ahead = VecDeque::new();
        // What is on the disk, and what will be there after the transaction that is open.
        let (mut loaded, mut now) = (Loaded::default(), Loaded::default());
        let (mut open, mut in_it) = (None, 0);
        loop {
            while ahead.len() <= threads
                && let Some(piece) = pieces.next()
            {
                let work = Piece {
                    load: self.clone(),
                    service: service.clone(),
                    loading: loading.clone(),
                    population: population.clone(),
                    reports: piece.to_vec(),
                };
                ahead.push_back((piece.len() as u64, tokio::spawn(work.make_ready())));
            }
            let Some((reports, ready)) = ahead.pop_front() else { break };
            let ready = ready.await.map_err(|_| StoreError::Closed)??;
            let mut loads = match open.take() {
                Some(loads) => loads,
                None => loading.begin().await?,
            };
            now.written += ready.cases();
            now.there += reports - ready.cases();
            loads.write(ready).await?;
            in_it += reports;
            if in_it + together <= self.in_a_transaction && !ahead.is_empty() {
                open = Some(loads);
                continue;
            }
            loads.commit().await?;
            (loaded, in_it) = (now, 0);
            if progress(&loaded).is_break() {
                ahead.iter().for_each(|(_, task)| task.abort());
                break;
            }
        }
        Ok(loaded)
    }
}

/// Cases that are worked out together.
struct Piece {
    load: Load,
    service: Service,
    loading: Loading,
    population: Arc<Population>,
    reports: Vec<Report>,
}

impl Piece {
    async fn make_ready(mut self) -> Result<ReadyCases, StoreError> {
        let id = |(reported, index): &Report| convert::case_id(self.load.seed, *index, *reported);
        let ids: Vec<CaseId> = self.reports.iter().map(id).collect();
        let known = self.service.store.known_cases(&ids).await?;
        self.reports =
            self.reports.into_iter().zip(ids).filter(|(_, id)| !known.contains(id)).map(|(r, _)| r).collect();
        tokio::task::spawn_blocking(move || self.loading.seal(self.cases()?))
            .await
            .map_err(|_| StoreError::Closed)?
    }

    fn cases(&self) -> Result<Vec<CaseChanges>, StoreError> {
        let (Load { seed, until, forces, .. }, rules) = (&self.load, self.service.rules);
        let mut cases = Vec::with_capacity(self.reports.len());
        for (_, index) in &self.reports {
            let case = self.population.case(*index);
            let mut loaded = convert::of_forces(&case, *seed, rules, *until, *forces)?;
            if let Some(now) = until {
                making_good::make_good(&mut loaded, *seed, *index, rules, *now)?;
                if loaded.is_changed() {
                    what_they_say::say(&mut loaded, *seed, *index, *now)?;
                }
            }
            // When the present comes before a report, nothing of the case has happened yet.
            if loaded.is_changed() {
                cases.push(loaded.changes(rules));
            }
        }
        Ok(cases)
    }
}

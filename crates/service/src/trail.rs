//! What somebody did in one visit (a request, a command): a line for each decision. The visit's owner writes the trail
//! into the audit before anything leaves the house.

use jiff::Timestamp;
use record::{CaseId, VictimId, view::TermKind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::StoreError;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// One thing that somebody did, tried or was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What: the slug of a [`policy::Action`], or the name of something that needs no decision (`signed_in`).
    pub action: &'static str,
    /// Which part of a case, when it was one part.
    pub part: Option<&'static str>,
    /// The case.
    pub case: Option<CaseId>,
    /// The victim concerned, when it was one.
    pub victim: Option<VictimId>,
    /// What came of it.
    pub outcome: Outcome,
    /// The deciding policy.
    pub policy: &'static str,
    /// Why, in the person's own words; sealed at rest.
    pub reason: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was allowed.
    Allowed,
    /// It was refused.
    Refused,
}

/// The lines of one visit. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Trail(Arc<Mutex<Visit>>);

/// What is known of a visit.
#[derive(Debug, Default)]
struct Visit {
    /// Keeps nothing, for measuring only.
    unheard: bool,
    from: String,
    id: Option<Uuid>,
    lines: Vec<Line>,
    sought: Vec<(TermKind, String)>,
    being_written: Vec<JoinHandle<Result<(), StoreError>>>,
}

impl Trail {
    /// A trail that keeps nothing, to measure what the audit costs. Whoever signs in never has one.
    #[doc(hidden)]
    pub fn unheard() -> Trail {
        Trail(Arc::new(Mutex::new(Visit { unheard: true, ..Visit::default() })))
    }

    /// Says from where the visit comes: the address of the client.
    pub fn comes_from(&self, address: &str) {
        address.clone_into(&mut self.visit().from);
    }

    /// Adds a line; the same line twice in one visit is one.
    pub fn push(&self, line: Line) {
        let mut visit = self.visit();
        if !visit.unheard && !visit.lines.contains(&line) {
            visit.lines.push(line);
        }
    }

    /// Adds what was looked for. Only keyed terms of it are ever written down.
    pub(crate) fn sought(&self, terms: impl IntoIterator<Item = (TermKind, String)>) {
        self.visit().sought.extend(terms);
    }

    /// Takes the lines that are not being written yet.
    pub fn take(&self) -> Vec<Line> {
        std::mem::take(&mut self.visit().lines)
    }

    pub(crate) fn take_sought(&self) -> Vec<(TermKind, String)> {
        std::mem::take(&mut self.visit().sought)
    }

    pub(crate) fn from(&self) -> String {
        self.visit().from.clone()
    }

    /// What all lines of this visit share.
    pub(crate) fn id(&self, at: Timestamp) -> Uuid {
        *self.visit().id.get_or_insert_with(|| crate::new_id(at))
    }

    /// Remembers lines that are on their way to the disk.
    pub(crate) fn being_written(&self, writing: JoinHandle<Result<(), StoreError>>) {
        self.visit().being_written.push(writing);
    }

    pub(crate) fn take_being_written(&self) -> Vec<JoinHandle<Result<(), StoreError>>> {
        std::mem::take(&mut self.visit().being_written)
    }

    fn visit(&self) -> MutexGuard<'_, Visit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

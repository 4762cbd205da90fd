//! What somebody did in one visit (a request, a command): a line for each decision. The visit's owner writes the trail
//! into the audit before anything leaves the house.

use record::{CaseId, VictimId};
use std::sync::{Arc, Mutex, PoisonError};

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
pub struct Trail(Arc<Mutex<Vec<Line>>>);

impl Trail {
    /// Adds a line; the same line twice in one visit is one.
    pub fn push(&self, line: Line) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }

    /// Takes the lines, to write them.
    pub fn take(&self) -> Vec<Line> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

//! What a use case answers when it cannot do what was asked. The web turns these into pages, the binary into lines.

use crate::timeline::Entry;
use store::StoreError;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no such thing, or it is not theirs to see: the same answer for both.
    #[error("not found")]
    NotFound,
    /// They may not do this at all.
    #[error("not allowed")]
    NotAllowed,
    /// What was given cannot be recorded; nothing was.
    #[error("{} problem(s) with what was given", .0.len())]
    Invalid(Vec<Problem>),
    /// Somebody else changed the case in the meantime; nothing was recorded.
    #[error("the case was changed in the meantime")]
    Stale(Box<Stale>),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

/// What came in between.
#[derive(Debug)]
pub struct Stale {
    /// Version of the case now.
    pub version: u64,
    /// What was recorded since the version that was read, oldest first.
    pub since: Vec<Entry>,
}

/// One thing that is wrong with what was given: which field, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the field in the form.
    pub field: &'static str,
    /// What to do, in plain words.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(field: &'static str, message: impl Into<String>) -> Problem {
        Problem { field, message: message.into() }
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => ServiceError::Stale(Box::new(Stale { version: 0, since: Vec::new() })),
            other => ServiceError::Store(other),
        }
    }
}

/// `Err(Invalid)` when there is any problem.
pub(crate) fn refuse_if_any(problems: Vec<Problem>) -> Result<(), ServiceError> {
    if problems.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(problems)) }
}

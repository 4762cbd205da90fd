//! What somebody writes must not be lost because somebody else writes on the same case at the same moment.

/// How often work is tried when it was written on from elsewhere.
pub(crate) const TRIES: usize = 5;

/// Does work that reads a case and writes it, and does it again when somebody else wrote in between.
macro_rules! again_when_stale {
    ($work:expr) => {
        store::again!(
            $crate::again::TRIES,
            |error: &$crate::ServiceError| matches!(error, $crate::ServiceError::Stale(_)),
            $work
        )
    };
}

pub(crate) use again_when_stale;

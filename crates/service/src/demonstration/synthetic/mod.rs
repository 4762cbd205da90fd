//! Synthetic cases as cases of the record: every agency has work, and a database can be filled to any size.
//!
//! The same seed gives the same cases, to the byte: ids come from the seed as well.

mod convert;
mod draw;
mod load;
mod making_good;
mod names;
mod sentences;
mod staff;
mod what_they_say;

use crate::{Service, ServiceError};
use jiff::civil::Date;
use std::ops::ControlFlow;

pub use convert::from_synthetic;
pub use load::{Load, Loaded};
pub(super) use staff::of_force;

/// Fills the store with the first `n` cases of the population of `seed` whose reports fall on London days `from` to
/// `to`; `progress` hears how many are done so far. Staff of the demonstration answer for them: they are added to an
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
    mut progress: impl FnMut(u64),
) -> Result<(), ServiceError> {
    let load = Load {
        seed,
        cases: 0..n,
        from,
        to,
        until: None,
        forces: 2,
        in_a_transaction: Load::IN_A_TRANSACTION,
    };
    let go_on = |loaded: &Loaded| {
        progress(loaded.written + loaded.there);
        ControlFlow::Continue(())
    };
    load.run(service, go_on).await.map(drop)
}

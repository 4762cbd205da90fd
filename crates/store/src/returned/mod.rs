//! Returns of areas (OVR-8): who may send them, taking one, and the figures that they add up to.
//!
//! What was taken stays. A corrected return is written beside the one that it corrects, and `return_month` says which
//! of them holds for a month.

mod deployments;
mod reading;
mod taking;

pub use deployments::Deployment;
pub use reading::{ReturnMonth, ReturnedDuties};
pub use taking::{ReturnRows, ReturnTaken, ReturnedDays, ReturnedDuty, ReturnedVictims, Taken};

//! What is measured and how (OVR-1): the register of measures as data, shares with their intervals, suppression of small
//! numbers, samples and the agreement of readers.
//!
//! Nothing here knows where figures are kept, who looks at them, or anybody's name.

mod count;
mod days;
mod dimension;
pub mod inspection;
pub mod kappa;
mod register;
pub mod sample;
mod share;
pub mod suppression;

pub use count::{Count, Counted, Source};
pub use days::{DaysFigure, Histogram};
pub use dimension::{Dimension, PeopleKind};
pub use register::{Better, Family, Measure, Problem, Register, RegisterError, Took};
pub use share::{Share, overlap};

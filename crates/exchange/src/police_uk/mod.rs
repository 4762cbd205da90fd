//! Months of crimes and outcomes as police.uk publishes them: comma-separated files, plain or gzipped, read a row at a
//! time. The publisher has taken names out and moved places; a month is all that is known of a date.

mod meaning;
mod rows;

pub use meaning::{OutcomeMeaning, VictimKind, outcome_meaning, usual_victim};
pub use rows::{Crime, CrimeOutcome, FileKind, PoliceUkError, Row, Rows, open};

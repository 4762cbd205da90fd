//! Reporting: the guided report for everybody, the page of staff who take one, and reading it again.

pub(crate) mod guided;
pub(crate) mod own;
pub(crate) mod staff;

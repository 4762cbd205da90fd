//! The lists of supervisors: reviews and directions, early warnings, who left, victims who were here before, workload.
//!
//! Every row follows from the events of its case; [`writing`] puts them beside the other views in the same transaction.

mod figures;
mod reading;
mod warnings;
mod workload;
pub(crate) mod writing;

pub use figures::{Before, LeaverCount, LeftOfJoined, RepeatCount, Scope};
pub use reading::{
    CaseLine, CaseToSupervise, ContactDrawn, OpenDirection, PromiseItem, SuperviseList, Which,
};
pub use warnings::{EarlyWarning, EarlyWarnings};
pub use workload::{WorkloadAt, WorkloadRow};

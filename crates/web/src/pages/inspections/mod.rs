//! Inspections (OVR-5): the list, making one, its progress, one case beside its questions, the report.

mod making;
mod progress;
mod reading;
pub(crate) mod report;

pub(crate) use making::{Making, new};
pub(crate) use progress::{list, progress};
pub(crate) use reading::{Read, address_of_case};

use crate::pages::plain::Plain;
use uuid::Uuid;

/// Where the list is
pub(crate) const INSPECTIONS: &str = "/inspections";

/// Where an inspection is
pub(crate) fn address(id: Uuid) -> String {
    format!("{INSPECTIONS}/{id}")
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let mut samples = progress::samples();
    samples.extend(making::samples());
    samples.extend(report::samples());
    samples
}

/// The page for readers, for the same tests
#[doc(hidden)]
pub fn reading_sample() -> impl askama::Template {
    Read::sample()
}

//! Other systems' formats, read into plain facts: court results, charge files, police.uk months; and the standing data
//! that gives codes their meaning.
//!
//! Nothing here knows the store or a page. A reader never panics: it gives what a message says ([`Read`]), with notes
//! on what was unknown, or refuses it with a [`ReadError`] that names the place.

pub mod charge_file;
pub mod command;
pub mod court_results;
mod lookup;
pub mod police_uk;
pub mod reading;
mod spi_people;
pub mod standing;

pub use charge_file::{ChargeFile, read_charge_file};
pub use court_results::{CourtResults, read_court_results};
pub use reading::{Note, Read, ReadError};
pub use standing::StandingData;

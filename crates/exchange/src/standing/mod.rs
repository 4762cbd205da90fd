//! Standing data: the code lists of criminal justice that messages refer to.
//!
//! Offences, organisation units, results, pleas and the rest come from the ministry's npm package when the crate is
//! built; Schedule 15 of the Criminal Justice Act 2003 is this crate's own file `standing/schedule-15.tsv`.

mod codes;
mod courts;
mod offences;
mod schedule_15;
mod table;

pub use codes::{CodeList, NamedCode, ResultCode};
pub use courts::OrganisationUnit;
pub use offences::Offence;

use table::Table;

/// The code lists, embedded in the program.
#[derive(Debug)]
pub struct StandingData {
    offences: Table,
    organisation_units: Table,
    results: Table,
    qualifiers: Table,
    offence_categories: Table,
    hearing_types: Table,
    forces: Table,
}

macro_rules! embedded {
    ($name:literal) => {
        Table(include_str!(concat!(env!("OUT_DIR"), "/", $name, ".tsv")))
    };
}

static STANDING_DATA: StandingData = StandingData {
    offences: embedded!("offence-code"),
    organisation_units: embedded!("organisation-unit"),
    results: embedded!("result-code"),
    qualifiers: embedded!("result-qualifier-code"),
    offence_categories: embedded!("offence-category"),
    hearing_types: embedded!("type-of-hearing"),
    forces: embedded!("forces"),
};

impl StandingData {
    /// The one copy that the program carries.
    pub fn get() -> &'static StandingData {
        &STANDING_DATA
    }
}

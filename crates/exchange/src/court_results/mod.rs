//! Court results: what was decided about whom at a hearing.
//!
//! The serialised form is the one that `lantern read court-results` promises; fields that only an import needs are
//! carried beside it and not serialised.

pub(crate) mod bail_conditions;
mod common_platform;
mod next_hearing_text;
mod spi;
mod types;

pub(crate) use spi::{base_details, place_and_time};
pub(crate) use types::hours_and_minutes;
pub use types::{
    Application, CourtResult, CourtResults, Defendant, Duration, Format, Hearing, MessageFacts, NextHearing,
    Offence, Pence,
};

use crate::{
    lookup::Lookup,
    reading::{Read, ReadError, XmlMessage, encoding, inner_message},
};

/// Reads one message: a `ResultedCaseMessage` in any envelope, or a "hearing resulted" event.
///
/// # Errors
/// When it cannot be read or is of another kind; the error names the place.
pub fn read_court_results(bytes: &[u8]) -> Result<Read<CourtResults>, ReadError> {
    let text = encoding::text_of(bytes)?;
    match text.trim_start().as_bytes().first() {
        Some(b'<' | b'&') => read_spi(&text),
        Some(b'{' | b'[') => common_platform::read(&text),
        _ => Err(ReadError::UnknownMessage { found: "neither XML nor JSON".to_owned() }),
    }
}

fn read_spi(text: &str) -> Result<Read<CourtResults>, ReadError> {
    let mut lookup = Lookup::new();
    let (mut results, identifier) = inner_message(text, |xml, kind| match kind {
        XmlMessage::ResultedCase => spi::resulted_case(xml, &mut lookup),
        XmlMessage::NewCase => {
            Err(ReadError::OtherKind { found: "a charge file (NewCaseMessage)", command: "charge-file" })
        }
    })?;
    results.message.identifier = identifier;
    Ok(Read { message: results, notes: lookup.into_notes() })
}

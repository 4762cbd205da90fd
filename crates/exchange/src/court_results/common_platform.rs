//! (being written)
use super::CourtResults;
use crate::reading::{Read, ReadError};

pub(super) fn read(_text: &str) -> Result<Read<CourtResults>, ReadError> {
    Err(ReadError::UnknownMessage { found: "JSON".to_owned() })
}

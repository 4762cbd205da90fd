//! What every reader shares: recognising a message, its limits, what is wrong with it and what is unknown in it.

pub(crate) mod encoding;
mod envelope;
mod error;
mod notes;
pub(crate) mod xml;

pub(crate) use envelope::{XmlMessage, inner_message};
pub use error::{At, ReadError};
pub use notes::{Note, NoteKind, Place};

/// Largest message read, in bytes: fifty times the largest that the courts' interface describes.
pub const MAX_MESSAGE_BYTES: usize = 32 * 1024 * 1024;
/// Deepest nesting of elements read; real messages stay below 20.
pub const MAX_DEPTH: u32 = 64;
/// Most of anything in one list: cases, defendants, offences, victims. Real messages stay below 200.
pub const MAX_ITEMS: usize = 10_000;
/// How often a message may be escaped inside another one: envelope in envelope in envelope.
pub const MAX_ESCAPED_LAYERS: u32 = 3;

/// A message that was read, with what was unknown in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// What the message says.
    pub message: T,
    /// What could not be looked up or taken over; the message was not refused for it.
    pub notes: Vec<Note>,
}

/// A code or name out of a message, fit for one line of a diagnostic: short, without control characters.
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(40).map(|character| if character.is_control() { '?' } else { character }).collect()
}

//! Why a message was refused, and where.

use std::fmt;

use super::{MAX_DEPTH, MAX_ESCAPED_LAYERS, MAX_ITEMS, MAX_MESSAGE_BYTES};

/// A place in the text of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Line, from 1.
    pub line: usize,
    /// Byte in its line, from 1.
    pub column: usize,
    /// How deep inside escaped text: 0 is the file itself.
    pub layer: u32,
}

impl At {
    /// The place of byte `offset` of `text`.
    pub(crate) fn of(text: &[u8], offset: usize, layer: u32) -> At {
        let before = &text[..offset.min(text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.len() - before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1) + 1;
        At { line, column, layer }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        match self.layer {
            0 => Ok(()),
            1 => f.write_str(" of the escaped message inside"),
            layer => write!(f, " of the message escaped {layer} times inside"),
        }
    }
}

/// Why a message was refused. No variant carries what a message says about people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing but white space.
    #[error("the message is empty")]
    Empty,
    /// Over the limit of size.
    #[error("the message has {bytes} bytes, more than the {MAX_MESSAGE_BYTES} that are read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Bytes that are not text in the encoding that the message declares or implies.
    #[error("not {encoding} at byte {byte} ({at}): send the message in the encoding that it declares")]
    WrongEncoding {
        /// The encoding expected.
        encoding: &'static str,
        /// Offset of the first wrong byte, from 0.
        byte: usize,
        /// The same place as line and column.
        at: At,
    },
    /// A declared encoding that is not read. Its name is the sender's words and not repeated.
    #[error("the encoding that it declares is not read: use UTF-8, UTF-16, ISO-8859-1 or windows-1252")]
    UnknownEncoding,
    /// Not well-formed XML.
    #[error("not well-formed XML at {at}: {what}")]
    Malformed {
        /// Where.
        at: At,
        /// What is wrong, in the words of the XML parser.
        what: String,
    },
    /// The XML ends before its elements do.
    #[error("the message ends early, at {at}: {open} elements are still open")]
    Truncated {
        /// The end.
        at: At,
        /// How many elements were open.
        open: u32,
    },
    /// A document type declaration, which could define entities.
    #[error(
        "a document type declaration (DOCTYPE) at {at}: court messages have none, and it is never expanded"
    )]
    DocumentType {
        /// Where.
        at: At,
    },
    /// An entity that is not one of XML's five, or a reference to a character that XML does not allow.
    #[error(
        "an unknown entity or forbidden character reference at {at}: only &amp; &lt; &gt; &quot; &apos; and characters are known"
    )]
    Entity {
        /// Where.
        at: At,
    },
    /// A control character, which XML does not allow and databases do not keep.
    #[error("a control character at {at}")]
    ControlCharacter {
        /// Where.
        at: At,
    },
    /// Nested deeper than any real message.
    #[error("elements are nested deeper than {MAX_DEPTH} at {at}")]
    TooDeep {
        /// Where.
        at: At,
    },
    /// Escaped into itself too often.
    #[error("a message escaped more than {MAX_ESCAPED_LAYERS} times is not read")]
    TooManyLayers,
    /// More of something than any real message has.
    #[error("more than {MAX_ITEMS} {what} in one message")]
    TooMany {
        /// Of what.
        what: &'static str,
    },
    /// Readable, but no message of a kind that is known.
    #[error("not a message that is known here: {found}")]
    UnknownMessage {
        /// What it seems to be.
        found: String,
    },
    /// A message of another kind than the one asked for.
    #[error("this is {found}: read it with `lantern read {command}`")]
    OtherKind {
        /// What it is.
        found: &'static str,
        /// The sub-command that reads it.
        command: &'static str,
    },
    /// Two messages in one file.
    #[error("more than one message in one file: give each its own")]
    SeveralMessages,
    /// JSON that is broken or has another shape.
    #[error("{what} at line {line}, column {column}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
}

//! What was unknown in a message that was read all the same.

use std::fmt;

/// Where in a message, counted from 1; 0 means the level above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Which defendant.
    pub defendant: u32,
    /// Which offence of that defendant.
    pub offence: u32,
    /// Which result of that offence.
    pub result: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.defendant == 0 {
            return f.write_str("hearing and case");
        }
        write!(f, "defendant {}", self.defendant)?;
        if self.offence > 0 {
            write!(f, ", offence {}", self.offence)?;
        }
        if self.result > 0 {
            write!(f, ", result {}", self.result)?;
        }
        Ok(())
    }
}

/// What kind of thing was unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteKind {
    /// A code that the standing data does not hold: which list, and the code (shortened).
    UnknownCode {
        /// The list: `court`, `offence`, `result`, ...
        list: &'static str,
        /// The code.
        code: String,
    },
    /// A date, time, number or amount that is none: which field. The value itself is not repeated, it may be personal.
    Unreadable {
        /// The field.
        field: &'static str,
    },
    /// The message speaks of several cases; their references stand with their defendants.
    SeveralCases {
        /// How many.
        cases: usize,
    },
}

/// Something unknown, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: NoteKind,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NoteKind::UnknownCode { list, code } => {
                write!(f, "unknown {list} code `{code}` ({})", self.place)
            }
            NoteKind::Unreadable { field } => {
                write!(f, "{field} cannot be read and is left out ({})", self.place)
            }
            NoteKind::SeveralCases { cases } => write!(f, "the message speaks of {cases} cases"),
        }
    }
}

//! The one place where the binary reads the clock; everything else takes the time as an argument.

use jiff::Timestamp;

/// The time now
#[expect(clippy::disallowed_methods, reason = "the edge of the program: commands pass it on as an argument")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

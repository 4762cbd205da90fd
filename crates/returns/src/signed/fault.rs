//! What can be wrong with a return. Each says where, and what to do; none repeats what was in the file.

use record::figures::Month;

/// Why a return is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Too large.
    #[error("the file is larger than {} MiB; make returns of fewer months", super::LARGEST / (1024 * 1024))]
    Large,
    /// No last line with a seal.
    #[error("the file ends before its seal: it is half a file, or none; send it again")]
    Half,
    /// The first line is not a header.
    #[error("line 1: not the header of a return: {0}")]
    Header(String),
    /// A format we do not know.
    #[error("line 1: the format is not {}; it was made by a newer program, or is no return", super::FORMAT)]
    Format,
    /// Somebody whom we do not know.
    #[error(
        "no key is known for the deployment that the file names; register it with `lantern return trust`"
    )]
    Stranger,
    /// The digest is another.
    #[error(
        "the content does not have the digest under which it was sealed: a byte was changed or lost; ask for it again"
    )]
    Digest,
    /// The signature is wrong.
    #[error(
        "the signature is not one of the deployment that the file names; ask who made it, and check the key that is registered"
    )]
    Signature,
    /// An area for which the deployment does not answer.
    #[error(
        "line 1: the deployment does not answer for this area; the areas are given with `lantern return trust`"
    )]
    Area,
    /// Made in the future.
    #[error(
        "line 1: it was made in the future; set the clock of the machine that made it, and make it again"
    )]
    Future,
    /// Months that had not ended.
    #[error("line 1: {0} had not ended when it was made; make it again when the month is over")]
    NotEnded(Month),
    /// Months that are none.
    #[error("line 1: `from` and `to` are no months, or the wrong way round")]
    Months,
    /// A row that cannot be read.
    #[error("line {line}: {why}")]
    Row {
        /// Number of the line.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// Twice the same row.
    #[error("line {0}: the same figures were given on an earlier line")]
    Twice(usize),
    /// The rows do not give the totals of the header.
    #[error("{what}: the header says {said}, the rows give {counted}; make it again")]
    Totals {
        /// Which total.
        what: &'static str,
        /// What the header says.
        said: i64,
        /// What the rows give.
        counted: i64,
    },
}

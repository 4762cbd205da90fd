//! What can go wrong with keys. No message holds a key or what was sealed.

use std::path::PathBuf;

/// Why something could not be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The key file cannot be read or written.
    #[error("key file {}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Others than its owner can read the key file.
    #[error("key file {}: others can read it; run `chmod 600` on it and consider the keys in it known", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
    },
    /// There is a file of that name already.
    #[error("key file {}: there is one already; keys are never written over", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A line that is not a key.
    #[error("line {line} of the keys is not 32 bytes in base64; make keys with `lantern keys make FILE`")]
    NotAKey {
        /// From 1.
        line: usize,
    },
    /// No key at all.
    #[error("there is no key; make one with `lantern keys make FILE`")]
    Empty,
    /// The keyring has no such key.
    #[error("the key {id} is not among the keys given; start with the key file that it is in")]
    Unknown {
        /// The id.
        id: String,
    },
    /// The seal is broken: altered, moved from elsewhere, or of another key.
    #[error("the seal is broken: altered, moved from elsewhere, or sealed with another key")]
    Broken,
    /// The key service did not do what was asked.
    #[error("key service: {reason}")]
    Service {
        /// Why.
        reason: String,
    },
    /// The machine gives no random bytes.
    #[error("the machine gives no random bytes")]
    NoRandomness,
}

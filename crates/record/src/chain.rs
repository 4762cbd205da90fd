//! The chain: each event carries the hash of the one before it in its case (PLT-2).

use crate::CaseId;
use sha2::{Digest, Sha256};

/// A SHA-256 over one event and everything before it in its case.
pub type Hash = [u8; 32];

/// What the first event of a case carries as the hash before it.
pub const GENESIS: Hash = [0; 32];

/// The hash of an event: over the hash before it, the case, the version and the body as stored.
pub fn hash(previous: &[u8], case: CaseId, version: u64, body: &[u8]) -> Hash {
    let mut sha = Sha256::new();
    sha.update(previous);
    sha.update(case.0.as_bytes());
    sha.update(version.to_be_bytes());
    sha.update(body);
    sha.finalize().into()
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

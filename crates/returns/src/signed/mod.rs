//! Returns: what an area says about some months, in one file that is signed (OVR-8).
//!
//! A return is lines of JSON. The first is the [`Header`], then come the [`Row`]s, and the last is the seal: the digest of
//! everything before it, and an Ed25519 signature over the same bytes. `docs/returns.md` has the format for others.
//!
//! [`open`] trusts nothing before the signature is right: until then only the last line and the name of the deployment
//! have been read. Whatever is wrong is one [`Fault`], and nothing of the file is taken.

mod fault;
mod key;
mod lines;
mod make;
mod open;

pub use fault::Fault;
pub use key::{KeyFault, PublicKey, SigningKey};
pub use lines::{CountedDuties, Header, Row, Totals};
pub use make::{make, seal};
pub use open::{LARGEST, Opened, claimed_deployment, open};

/// The first words of every return: which format, and that it is a return and nothing else that was signed.
pub const FORMAT: &str = "lantern-return/1";

/// How far a clock elsewhere may be ahead of ours.
pub const AHEAD: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

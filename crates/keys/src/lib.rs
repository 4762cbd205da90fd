//! Keys and what is sealed with them: an envelope of keys, one for each person, and keyed indexes for search (PLT-5).
//!
//! From outside to inside:
//! - a [`KeySource`] says where the outer keys come from: a file, the environment, or a key service of the deployment;
//! - a [`Keyring`] holds the outer keys ([`OuterKey`]), each under an id that follows from it;
//! - an outer key wraps the [`DataKey`] of each person; wrapped keys lie in the database;
//! - a data key seals texts: XChaCha20-Poly1305, and a [`Place`] that says which text of whom it is, so that nobody can
//!   move a sealed text elsewhere;
//! - an [`IndexKey`] turns a name or a number into a term that can be found but not read.
//!
//! No I/O but the key files and the command of the key service. Nothing here prints a key, and keys are wiped when they
//! are dropped.

mod command;
mod data;
mod error;
mod file;
mod index;
mod outer;
mod place;
mod ring;
mod secret;

pub use command::KeyCommand;
pub use data::DataKey;
pub use error::KeyError;
pub use file::{add_key, make_file};
pub use index::IndexKey;
pub use outer::OuterKey;
pub use place::Place;
pub use ring::{KeyService, KeySource, Keyring};
pub use secret::random;

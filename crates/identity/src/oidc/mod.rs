//! OpenID Connect as a relying party, for several issuers at once: code flow with PKCE, one-time state bound to the
//! browser, strict ID tokens, back-channel logout.
//!
//! - [`Issuers`] is what the configuration says and what was fetched from each issuer;
//! - [`Issuers::begin`] makes the address to send a browser to, and what to remember until it comes back ([`Pending`]);
//! - [`Issuers::finish`] turns what it came back with into a [`Vouched`], or refuses;
//! - [`Issuers::logged_out`] reads a back-channel logout token.
//!
//! Whoever refuses says why in one word for the audit ([`OidcError::why`]); the page says nothing of it.

mod assertion;
mod claims;
mod config;
mod fetch;
mod flow;
mod issuer;
mod logout;
mod token;

pub use claims::{Grant, Vouched, plain};
pub use config::{ConfigError, IssuerKind, LinkBy};
pub use flow::{Callback, Pending};
pub use issuer::{Issuer, Issuers};
pub use logout::LoggedOut;

/// Why a sign-in or a logout was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The issuer did not answer as it should; trying later may help.
    #[error("issuer {issuer}: {what}; look at its address and at the network")]
    Unreachable {
        /// Its name in the configuration.
        issuer: String,
        /// What did not work.
        what: &'static str,
    },
    /// Something about the answer or the token is wrong.
    #[error("issuer {issuer}: {why}")]
    Refused {
        /// Its name in the configuration.
        issuer: String,
        /// What is wrong, in one word.
        why: &'static str,
    },
    /// The machine gave no random bytes.
    #[error(transparent)]
    NoRandomBytes(#[from] crate::NoRandomBytes),
}

impl OidcError {
    /// What was wrong, for the audit; nothing personal.
    pub fn why(&self) -> &'static str {
        match self {
            OidcError::Unreachable { .. } => "issuer_unreachable",
            OidcError::Refused { why, .. } => why,
            OidcError::NoRandomBytes(_) => "no_random_bytes",
        }
    }
}

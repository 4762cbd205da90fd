//! Who somebody is: OpenID Connect, passkeys, passwords with a second factor, one-time codes. Protocols only:
//! no SQL, no HTML, no knowledge of cases.

mod browser_secret;
pub mod code;
pub mod oidc;
pub mod passkey;
pub mod password;
pub mod second_factor;

pub use browser_secret::{BrowserSecret, NoRandomBytes};

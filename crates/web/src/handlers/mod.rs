//! One file per thing that people do: take the request apart, ask the service, fill a page.

pub(crate) mod information;
pub(crate) mod sign_in;

//! Guidance where staff work: short, one screen (PLT-6).

use crate::{components as c, shell::Shell};
use askama::Template;
use policy::Role;

/// What each kind of contact needs to contain
#[derive(Template)]
#[template(path = "guidance.html")]
pub struct Guidance {
    /// surroundings
    pub shell: Shell,
}

impl Guidance {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self { shell: Shell::sample("Guidance", Role::Officer).within("/guidance") }
    }
}

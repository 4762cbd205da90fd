//! Finding a case by reference, name or phone number. The form is sent in the body of the request:
//! a name must not end up in an address, a history or a log.

use crate::{
    components::{self as c, Filled},
    shell::Shell,
};
use askama::Template;
use policy::Role;

/// The search form and what it found
#[derive(Template)]
#[template(path = "search.html")]
pub struct Search {
    /// surroundings
    pub shell: Shell,
    /// what to look for
    pub query: Filled,
    /// what was found; `None` before anything was looked for
    pub found: Option<Vec<Found>>,
    /// whether there is more than is shown
    pub more: bool,
}

/// A case that was found
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// reference of the case
    pub reference: String,
    /// address of the case
    pub case: String,
    /// what the case is about
    pub offence: String,
    /// why it was found, such as "victim Rosa Example"
    pub because: String,
    /// where it stands
    pub stage: String,
}

impl Search {
    fn errors(&self) -> Vec<c::ErrorLink> {
        let link = |text: &String| c::ErrorLink { text: text.clone(), href: "#query".into() };
        self.query.error.iter().map(link).collect()
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Search", Role::Officer).within("/search"),
            query: Filled::default(),
            found: None,
            more: false,
        }
    }

    /// With results
    #[doc(hidden)]
    pub fn sample_found() -> Self {
        let found = |reference: &str, because: &str| Found {
            reference: reference.into(),
            case: "/case/sample".into(),
            offence: "Assault (domestic abuse)".into(),
            because: because.into(),
            stage: "Investigation".into(),
        };
        let all =
            vec![found("01ZZ0000126", "victim Rosa Example"), found("01ZZ0000226", "witness Rosa Example")];
        Self { query: Filled::with("example"), found: Some(all), more: true, ..Self::sample() }
    }

    /// With nothing found
    #[doc(hidden)]
    pub fn sample_nothing() -> Self {
        Self { query: Filled::with("nobody"), found: Some(Vec::new()), ..Self::sample() }
    }
}

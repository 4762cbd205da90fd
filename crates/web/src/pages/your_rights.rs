//! Small pages for victims: their rights, words explained.

use crate::shell::Shell;
use askama::Template;
use policy::Role;

/// The twelve rights in plain words
#[derive(Template)]
#[template(path = "your_rights.html")]
pub struct YourRights {
    /// surroundings
    pub shell: Shell,
    /// whether they have Enhanced Rights
    pub enhanced: bool,
}

/// Words that officials use, explained
#[derive(Template)]
#[template(path = "words_explained.html")]
pub struct WordsExplained {
    /// surroundings
    pub shell: Shell,
}

/// The rights of the 2020 edition in our own plain words
pub const RIGHTS: [&str; 12] = [
    "Be able to understand, and be understood",
    "Have the crime written down without delay",
    "Be given information when you report the crime",
    "Be put in touch with people who can support you",
    "Be told about compensation",
    "Be told how the investigation and the prosecution are going, and ask for some decisions to be looked at again",
    "Say in a personal statement how the crime has affected you",
    "Be told about the trial, what happens in it and what a witness does",
    "Be told how the case ended, and about any appeal",
    "Be paid your expenses and get your property back",
    "Be told about the offender after a conviction, when that applies to you",
    "Complain when any of this does not happen",
];

impl YourRights {
    fn rights(&self) -> &'static [&'static str] {
        &RIGHTS
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self { shell: Shell::sample("Your rights", Role::Victim).within("/your-rights"), enhanced: true }
    }
}

impl WordsExplained {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self { shell: Shell::sample("Words explained", Role::Victim).within("/your-rights") }
    }
}

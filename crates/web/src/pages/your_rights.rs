//! Small pages for victims: their rights, words explained.

use crate::{components as c, shell::Shell};
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

/// How many rights the 2020 edition has
const RIGHTS: u8 = 12;

/// Words that are explained, in the order of a case
const EXPLAINED: [&str; 8] = [
    "arrest",
    "bail",
    "released-under-investigation",
    "charge",
    "remand",
    "hearing",
    "no-further-action",
    "personal-statement",
];

impl YourRights {
    /// The rights in our own plain words
    fn rights(&self) -> Vec<String> {
        (1..=RIGHTS).map(|right| self.shell.say(&format!("rights-{right}"))).collect()
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self { shell: Shell::sample("Your rights", Role::Victim).within("/your-rights"), enhanced: true }
    }
}

impl WordsExplained {
    /// Where each word stands on the page, the word, and what it means
    fn words(&self) -> Vec<(&'static str, String, String)> {
        let explained = |place: &&'static str| {
            let say = |name: String| self.shell.say(&name);
            (*place, say(format!("words-{place}")), say(format!("words-{place}-means")))
        };
        EXPLAINED.iter().map(explained).collect()
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self { shell: Shell::sample("Words explained", Role::Victim).within("/your-rights") }
    }
}

//! Small pages for victims: their rights, words explained.

use crate::{components as c, present::explained, shell::Shell};
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
    /// which words are used about the case: `bereaved`, `collision`, `support`, `crime`
    pub about: &'static str,
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

impl YourRights {
    fn right(&self, number: u8) -> String {
        self.shell.language.say_with(&format!("rights-{number}"), &[("about", self.about.into())])
    }

    /// The rights in our own plain words
    fn rights(&self) -> Vec<String> {
        (1..=RIGHTS).map(|right| self.right(right)).collect()
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Your rights", Role::Victim).within("/your-rights"),
            enhanced: true,
            about: "crime",
        }
    }
}

impl WordsExplained {
    /// Where each word stands on the page, the word, and what it means
    fn words(&self) -> Vec<(&'static str, String, String)> {
        let explained = |place: &'static str| {
            let say = |name: String| self.shell.say(&name);
            (place, say(format!("words-{place}")), say(format!("words-{place}-means")))
        };
        explained::names().map(explained).collect()
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self { shell: Shell::sample("Words explained", Role::Victim).within("/your-rights") }
    }
}

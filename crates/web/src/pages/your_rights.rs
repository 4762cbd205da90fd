//! Small pages for victims: their rights, words explained.

use super::your_case::{Owed, YourCase};
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
    /// what they are owed under each right; the last is what is promised beside them
    pub groups: Vec<(Option<u8>, Vec<Owed>)>,
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

    /// Each right in our own plain words, with what they are owed under it
    fn rights(&self) -> Vec<(String, &[Owed])> {
        let title = |right: &Option<u8>| match right {
            Some(right) => format!("{right}. {}", self.right(*right)),
            None => self.shell.say("rights-others"),
        };
        let shown = self.groups.iter().filter(|(right, owed)| right.is_some() || !owed.is_empty());
        shown.map(|(right, owed)| (title(right), owed.as_slice())).collect()
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let owed = YourCase::sample().owed;
        let groups =
            (1..=RIGHTS).map(|right| (Some(right), if right == 6 { owed.clone() } else { Vec::new() }));
        Self {
            shell: Shell::sample("Your rights", Role::Victim).within("/your-rights"),
            enhanced: true,
            about: "crime",
            groups: groups.collect(),
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

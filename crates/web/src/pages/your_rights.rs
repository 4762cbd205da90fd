//! Small pages for victims: their rights, how they are contacted, words explained.

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

/// How a victim is contacted, as they asked
#[derive(Template)]
#[template(path = "how_we_contact_you.html")]
pub struct HowWeContactYou {
    /// surroundings
    pub shell: Shell,
    /// name of the wish, the wish
    pub wishes: Vec<(String, String)>,
    /// whom to tell when it changes
    pub contact: super::your_case::YourContact,
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

impl HowWeContactYou {
    fn list(&self) -> c::SummaryList {
        self.wishes.iter().fold(c::summary_list(), |list, (name, wish)| list.row(name, wish))
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let wish = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Self {
            shell: Shell::sample("How we contact you", Role::Victim).within("/how-we-contact-you"),
            wishes: vec![
                wish("How", "Text message first, then your mobile phone"),
                wish("When", "Weekdays after 3pm"),
                wish("How often", "Every two weeks, even when there is no news"),
                wish("Never", "By letter"),
            ],
            contact: super::your_case::YourContact {
                name: "PC Sam Okafor".into(),
                team: "anyone in the Croydon victim team".into(),
                phone: "020 7946 0101".into(),
            },
        }
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

//! What the public reads, in English and in Welsh (ACC-11). Each sentence has a name and stands in `locales/`, once a
//! language; the program knows names only. Staff's own pages are in English.
//!
//! The Welsh Language Standards (No. 5 and No. 7) ask public bodies in Wales for both, neither treated as the lesser.

mod bundles;
mod dates;
mod mutation;

pub use fluent_bundle::FluentValue as Value;

/// A language in which the public reads this service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Welsh.
    Welsh,
    /// English with every word written from right to left: nobody can choose it. Tests and the gallery look at pages in it,
    /// so that a language that is written that way finds them ready. It bears the tag that others give to such a language.
    Mirrored,
}

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// What is known of a language: a new one is a row of this and a folder of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its tag (BCP 47), as pages, cookies and addresses carry it.
    pub tag: &'static str,
    /// What it is called in English.
    pub name: &'static str,
    /// What its speakers call it.
    pub own_name: &'static str,
    /// Which way it is written.
    pub direction: Direction,
}

const ENGLISH: Facts =
    Facts { tag: "en", name: "English", own_name: "English", direction: Direction::LeftToRight };
const WELSH: Facts =
    Facts { tag: "cy", name: "Welsh", own_name: "Cymraeg", direction: Direction::LeftToRight };
const MIRRORED: Facts =
    Facts { tag: "ar-XB", name: "Mirrored", own_name: "Mirrored", direction: Direction::RightToLeft };

impl Language {
    /// Every language that somebody can choose, in the order in which pages offer them.
    pub const ALL: [Language; 2] = [Language::English, Language::Welsh];

    /// What is known of it.
    pub fn facts(self) -> &'static Facts {
        match self {
            Language::English => &ENGLISH,
            Language::Welsh => &WELSH,
            Language::Mirrored => &MIRRORED,
        }
    }

    /// The language's tag (BCP 47), as pages, cookies and addresses carry it.
    pub fn tag(self) -> &'static str {
        self.facts().tag
    }

    /// The language with this tag, among those that can be chosen.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        self.facts().own_name
    }

    /// Which way it is written, as HTML says it. Every page says it, so that a language that is written the other way
    /// needs nothing but its messages.
    pub fn direction(self) -> &'static str {
        match self.facts().direction {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self.facts().direction == Direction::RightToLeft
    }

    /// The message of this name.
    pub fn say(self, name: &str) -> String {
        self.say_with(name, &[])
    }

    /// The message of this name about something: values stand in it by their names. Text values are printed as they
    /// are; a number also chooses the form of words ("one day", "two days"; Welsh has six).
    pub fn say_with(self, name: &str, about: &[(&'static str, Value<'_>)]) -> String {
        bundles::message(self, name, about)
    }

    /// What a use case says in English, in this language: for the refusals of forms, which are facts of the use case. A
    /// refusal may hold values ("must be 100 characters or fewer"). What no message says stays English.
    pub fn translated(self, english: &str) -> String {
        bundles::translated(self, english)
    }

    /// The message of this name about a number of things, `$count`.
    pub fn say_count(self, name: &str, count: usize) -> String {
        self.say_with(name, &[("count", count.into())])
    }

    /// Several things as one list: "this, that and the other".
    pub fn list(self, things: &[String]) -> String {
        match things {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                let about = [("first", Value::from(first.join(", "))), ("last", last.as_str().into())];
                self.say_with("list-and", &about)
            }
        }
    }
}

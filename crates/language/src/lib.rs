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
}

impl Language {
    /// Every language, in the order in which pages offer them.
    pub const ALL: [Language; 2] = [Language::English, Language::Welsh];

    /// The language's tag (BCP 47), as pages, cookies and addresses carry it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Welsh => "cy",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Welsh => "Cymraeg",
        }
    }

    /// Which way it is written, as HTML says it. Every page says it, so that a language that is written the other way
    /// needs nothing but its messages.
    pub fn direction(self) -> &'static str {
        match self {
            Language::English | Language::Welsh => "ltr",
        }
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

    /// What a use case says in English, in this language: for the refusals of forms, which are facts of the use case. What no
    /// message says stays English.
    pub fn translated(self, english: &str) -> String {
        bundles::translated(self, english)
    }

    /// The message of this name about a number of things, `$count`.
    pub fn say_count(self, name: &str, count: usize) -> String {
        self.say_with(name, &[("count", count.into())])
    }
}

//! How a victim is reached without making them less safe (NEED-3, INF-6, ACC-8): what they said, in fields that a machine
//! can keep to; what was recorded of it; and the one gate in front of every message that is sent by itself.
//!
//! Read in this order: this file (what a victim says), [`hours`] (when), [`event`] (holds, and the trace of what was
//! sent), [`gate`] (may this go now, to there, by this way).

pub mod event;
pub mod gate;
pub mod hours;

pub use event::{SafeContactEvent, Trace};
pub use gate::{Address, Answer, Kind, Purpose, Route, Situation, Why, ask, route};
pub use hours::{Day, Hours};

use crate::event::Channel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a victim said about being reached, in fields. Whoever has none was never asked, and is sent nothing by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SafeContact {
    /// When; none: every day from 8 in the morning to 8 in the evening.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Hours>,
    /// How often they want to be alerted to news.
    pub alerts: Alerts,
    /// The number for text messages, one of their own that they said is safe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_to: Option<String>,
    /// The address for e-mail, their own, that they said is safe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_to: Option<String>,
    /// A word by which they know us, or we know that they can talk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_word: Option<String>,
    /// Nothing is left on a voicemail.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_voicemail: bool,
    /// They do not answer calls from a number that is withheld.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_withheld_number: bool,
    /// Formats that they need.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub formats: BTreeSet<Format>,
    /// The language in which they read.
    pub reads: Reads,
    /// Whether somebody must interpret when they are spoken to.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub interpreter: bool,
    /// How bad news is to come.
    pub bad_news: BadNews,
    /// Whether a message may say from whom it is. Otherwise it says nothing that tells somebody else.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub may_name_us: bool,
}

impl SafeContact {
    /// Whether there is something that whoever contacts them must read first.
    pub fn has_rules(&self) -> bool {
        self.safe_word.is_some() || self.no_voicemail || self.no_withheld_number || !self.hours.is_empty()
    }

    /// What may stand where somebody else may read it: without the safe word, numbers and addresses, and how bad news is
    /// to come.
    #[must_use]
    pub fn safe_on_a_screen(self) -> SafeContact {
        SafeContact { safe_word: None, text_to: None, email_to: None, bad_news: BadNews::NoWish, ..self }
    }

    /// Each thing that was said: slug, name and words.
    pub fn in_words(&self) -> Vec<(&'static str, &'static str, String)> {
        let list =
            |words: Vec<String>, between: &str| Some(words.join(between)).filter(|text| !text.is_empty());
        let formats = self.formats.iter().map(|one| one.words().to_owned()).collect();
        let hours = self.hours.iter().map(Hours::words).collect();
        let holds = |holds: bool, words: &str| holds.then(|| words.to_owned());
        let rows = [
            ("safe_word", "Safe word", self.safe_word.clone()),
            ("safe_times", "Safe times", list(hours, "; ")),
            ("voicemail", "Voicemail", holds(self.no_voicemail, "Leave no message")),
            ("withheld_numbers", "Hidden numbers", holds(self.no_withheld_number, "They do not answer them")),
            ("text_to", "Text messages to", self.text_to.clone()),
            ("email_to", "Email to", self.email_to.clone()),
            ("formats", "Formats", list(formats, ", ")),
            ("reads", "Reads", holds(self.reads == Reads::Welsh, "Welsh")),
            ("interpreter", "Interpreter", holds(self.interpreter, "Needed when they are spoken to")),
            ("bad_news_by", "Bad news", holds(self.bad_news != BadNews::NoWish, self.bad_news.words())),
            ("alerts", "Alerts", Some(self.alerts.words().to_owned())),
        ];
        rows.into_iter().filter_map(|(slug, name, words)| Some((slug, name, words?))).collect()
    }
}

/// How often somebody wants to be alerted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alerts {
    /// Each time.
    #[default]
    EachTime,
    /// Once a day at most.
    OnceADay,
    /// Once in seven days at most.
    OnceAWeek,
    /// Not at all: they look by themselves.
    Never,
}

/// A format that somebody needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Large print.
    LargePrint,
    /// Easy read: short sentences and pictures.
    EasyRead,
    /// British Sign Language.
    Bsl,
    /// Braille.
    Braille,
    /// Read aloud.
    Audio,
    /// On paper, by post.
    Paper,
}

/// The language in which somebody reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reads {
    /// English.
    #[default]
    English,
    /// Welsh.
    Welsh,
    /// Another, or none: named in [`crate::Preferences::language`].
    Other,
}

/// How bad news is to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadNews {
    /// They said nothing about it, or do not mind.
    #[default]
    NoWish,
    /// A call first.
    CallFirst,
    /// Face to face.
    InPerson,
    /// Through their advocate or whoever else acts for them.
    ThroughSomebody,
    /// In writing, to be read when they are ready.
    InWriting,
}

impl BadNews {
    /// Whether they are to hear it from a person before anything else tells them.
    pub fn person_first(self) -> bool {
        matches!(self, BadNews::CallFirst | BadNews::InPerson | BadNews::ThroughSomebody)
    }

    /// Whether somebody who was told by this way was told as they wish.
    pub fn is_told_by(self, channel: Channel, through_somebody: bool) -> bool {
        let spoken = matches!(channel, Channel::Phone | Channel::Video | Channel::InPerson);
        match self {
            BadNews::NoWish | BadNews::InWriting => true,
            BadNews::CallFirst => spoken,
            BadNews::InPerson => channel == Channel::InPerson,
            BadNews::ThroughSomebody => channel == Channel::Advocate || through_somebody,
        }
    }
}

/// Gives an enum its slugs, their words and its list.
macro_rules! choices {
    ($name:ident, $number:literal, $($variant:ident $slug:literal $words:literal),+ $(,)?) => {
        impl $name {
            /// All of them, in the order forms show them.
            pub const ALL: [$name; $number] = [$($name::$variant),+];

            /// The slug that forms and events use.
            pub fn slug(self) -> &'static str {
                match self { $($name::$variant => $slug),+ }
            }

            /// In words, as staff read them.
            pub fn words(self) -> &'static str {
                match self { $($name::$variant => $words),+ }
            }

            /// The one with this slug.
            pub fn from_slug(slug: &str) -> Option<$name> {
                $name::ALL.into_iter().find(|one| one.slug() == slug)
            }
        }
    };
}
pub(crate) use choices;

choices!(
    Alerts, 4,
    EachTime "each_time" "Each time there is news",
    OnceADay "once_a_day" "Once a day at most",
    OnceAWeek "once_a_week" "Once a week at most",
    Never "never" "Not at all",
);
choices!(
    Format, 6,
    LargePrint "large_print" "Large print",
    EasyRead "easy_read" "Easy read",
    Bsl "bsl" "British Sign Language",
    Braille "braille" "Braille",
    Audio "audio" "Audio",
    Paper "paper" "On paper, by post",
);
choices!(
    Reads, 3,
    English "english" "English",
    Welsh "welsh" "Welsh",
    Other "other" "Another language",
);
choices!(
    BadNews, 5,
    NoWish "no_wish" "No wish",
    CallFirst "call_first" "Call first",
    InPerson "in_person" "Face to face",
    ThroughSomebody "through_somebody" "Through their advocate, or whoever acts for them",
    InWriting "in_writing" "In writing",
);

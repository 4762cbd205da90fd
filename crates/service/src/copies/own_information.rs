//! What a victim's own copy says: one value, printed as a page and written as JSON (UK GDPR article 15; Data Protection
//! Act 2018 section 45). `docs/own-information.md` describes it for those who read it with a program.
//!
//! Whatever is a sentence or somebody's words is a text here, so that both forms hold the same texts.

use crate::safe_words::dashed;
use jiff::civil::Date;
use language::Language;
use record::PersonDetails;
use serde::Serialize;

/// The name of the format.
pub const FORMAT: &str = "lantern-own-information";
/// Its version; raised when a program that reads it would misread it.
pub const VERSION: u32 = 1;

/// What is kept about a victim that they may have.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnInformation {
    /// [`FORMAT`].
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    /// The language of its sentences, as a tag (BCP 47).
    pub language: &'static str,
    /// The zone of every moment.
    pub time_zone: &'static str,
    /// When the copy was made: RFC 3339 with London's offset.
    pub made_at: String,
    /// Whether details that can be dangerous in the wrong hands are in it.
    pub in_full: bool,
    /// The victim's name.
    pub name: String,
    /// Where they live and how they are reached; only in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<PersonDetails>,
    /// What the case is about.
    pub case: AboutCase,
    /// What has happened, newest first.
    pub happened: Vec<Happened>,
    /// What they were told, newest first.
    pub told: Vec<Told>,
    /// When somebody tried to reach them and did not, newest first.
    pub tried: Vec<Tried>,
    /// What they said, newest first.
    pub said: Vec<Said>,
    /// What was taken, damaged, lost or kept as evidence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub property: Vec<Thing>,
    /// What they are owed.
    pub owed: Vec<OwedToThem>,
    /// How they want to be contacted, newest first.
    pub wishes: Vec<Wishes>,
    /// What was noted about what they need.
    pub needs: Vec<Need>,
    /// What they said of themselves: sex, ethnic group, disability.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about_you: Vec<Need>,
    /// Who may have their information, newest first.
    pub sharing: Vec<Shared>,
    /// Who acts or acted for them.
    pub acting: Vec<Acting>,
    /// Who has seen their information, newest day first.
    pub looked: Vec<Looked>,
    /// What is not in the copy, and why.
    pub left_out: Vec<LeftOut>,
}

/// What the case is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AboutCase {
    /// In plain words.
    pub about: String,
    /// The reference to quote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When it was reported.
    pub reported: Date,
    /// Whom to speak to: a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// Something that happened in the case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Happened {
    /// When.
    pub at: String,
    /// What.
    pub sentence: String,
}

/// Something that they were told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// When.
    pub at: String,
    /// Slug of how.
    pub channel: &'static str,
    /// Who told it, how and when.
    pub sentence: String,
    /// In which words.
    pub told: String,
    /// Slug of whether they understood.
    pub understood: &'static str,
    /// When they were to hear next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Date>,
}

/// An attempt to reach them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tried {
    /// When.
    pub at: String,
    /// Slug of how.
    pub channel: &'static str,
    /// Slug of what came of it.
    pub outcome: &'static str,
    /// Who tried, how and when.
    pub sentence: String,
}

/// Something that they said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    /// When.
    pub at: String,
    /// `asked`, `answered`, `did_not_want`, `wants_again`, `statement`, `wrote`, `asked_for_update`, `settled`,
    /// `not_settled`, `replied` or `thanked`.
    pub kind: &'static str,
    /// For an answer its slug.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<&'static str>,
    /// What it was about, and who wrote it down.
    pub sentence: String,
    /// In which words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// Something of theirs that was taken, damaged, lost or kept as evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Thing {
    /// What it is.
    pub what: String,
    /// Marks by which it can be known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marks: Option<String>,
    /// What it is worth, as it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Slug of what became of it at first.
    pub first: &'static str,
    /// Slug of where it is.
    pub state: &'static str,
    /// Where it is and since when.
    pub sentence: String,
    /// What was said with that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What somebody found who looked at what they said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// Something that they are owed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwedToThem {
    /// The duty's id in the Code.
    pub duty: String,
    /// What it is.
    pub what: String,
    /// Who owes it.
    pub who: String,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Slug of how it stands.
    pub standing: &'static str,
    /// How it stands.
    pub sentence: String,
}

/// How they asked to be contacted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wishes {
    /// When they said it.
    pub at: String,
    /// Whether a later wish replaced it.
    pub holds: bool,
    /// Slugs of the ways, in order.
    pub channels: Vec<&'static str>,
    /// Slugs of the ways that are never to be used.
    pub never: Vec<&'static str>,
    /// Days between updates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_days: Option<u16>,
    /// Each wish as name and words.
    pub wishes: Vec<Wish>,
}

/// One wish.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wish {
    /// Slug of what it is about.
    pub about: &'static str,
    /// In words.
    pub words: String,
}

/// Something that was noted about what they need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Need {
    /// The flag of the Code; of what they said of themselves, the question.
    pub flag: String,
    /// In words; with the reason when in full.
    pub words: String,
}

/// A decision about who may have their information.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shared {
    /// When it was decided.
    pub at: String,
    /// Whether a later decision replaced it.
    pub holds: bool,
    /// The organisation.
    pub with: String,
    /// Slug of what for.
    pub purpose: &'static str,
    /// Slug of the basis.
    pub basis: &'static str,
    /// What was decided.
    pub sentence: String,
    /// What was asked and answered, when it was theirs to decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// Somebody who acts for them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Acting {
    /// Slug of what they are.
    pub kind: &'static str,
    /// Slugs of what they may do.
    pub may: Vec<&'static str>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Whether they act now.
    pub holds: bool,
    /// Who they are and what they may do.
    pub sentence: String,
}

/// Who looked on one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Looked {
    /// The day, London.
    pub day: Date,
    /// A sentence for each.
    pub sentences: Vec<String>,
}

/// Something that is not in the copy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    /// Slug of what.
    pub what: &'static str,
    /// What, why, and where to ask.
    pub words: String,
}

/// What is never in a copy.
const NEVER: [&str; 5] = ["other_people", "staff_notes", "support_notes", "evidence", "earlier_details"];
/// What is in a copy only in full.
const DANGEROUS: &str = "details";
/// What there is too much of.
const LONG_AGO: &str = "earlier_looks";

/// What is left out of a copy.
pub(super) fn left_out(in_full: bool, earlier_looks: bool, language: Language) -> Vec<LeftOut> {
    let dangerous = (!in_full).then_some(DANGEROUS);
    let what = dangerous.into_iter().chain(NEVER).chain(earlier_looks.then_some(LONG_AGO));
    what.map(|what| LeftOut { what, words: language.say(&format!("left-out-{}", dashed(what))) }).collect()
}

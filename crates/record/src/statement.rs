//! A Victim Personal Statement on its way: sent by the victim, received, passed on, with the court, heard (ACC-6; Right 7
//! of the 2020 Code).
//!
//! Drafts are not here. What somebody has not sent yet is theirs alone, and an event stays for good; drafts have a place
//! of their own in the store. What is sent is one event: its text under the victim's key, its marks, how it is to be heard.

use crate::{DutyRef, PersonalRef, Recorded, RepresentativeId, Subject, VictimId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The longest statement that can be sent, in characters as [`length`] counts them.
pub const LONGEST: usize = 20_000;

/// What happened with a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementEvent {
    /// The victim, or who may do it for them, sent it.
    Sent(Sent),
    /// It went one step further.
    Moved {
        /// Whose it is.
        victim: VictimId,
        /// Which one.
        statement: Uuid,
        /// Where it is now.
        step: Step,
        /// The day on which that happened, London.
        on: Date,
        /// Duties that this meets.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        meets: Vec<DutyRef>,
        /// To whom it went, or what the court decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// The victim asked for a copy on paper.
    CopyAsked {
        /// Whose it is.
        victim: VictimId,
        /// Which one.
        statement: Uuid,
    },
    /// The victim asked that somebody writes down with them what has changed since.
    UpdateAsked {
        /// Whose it is.
        victim: VictimId,
        /// Which one is to be added to.
        statement: Uuid,
    },
}

/// A statement as it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// Whose it is.
    pub victim: VictimId,
    /// Its id: that of the draft, so that sending a draft twice sends it once.
    pub statement: Uuid,
    /// For what.
    pub kind: StatementKind,
    /// The text, paragraphs apart by an empty line. Its digest is the statement's check mark.
    pub text: PersonalRef,
    /// Places of the paragraphs, from 0, that the victim asks to keep from the other side.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub sensitive: BTreeSet<u32>,
    /// How it is to be heard.
    pub heard: Heard,
    /// Whether from behind a screen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub screen: bool,
    /// Who sent it in the victim's place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<RepresentativeId>,
    /// Duties that this meets: an addition that was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meets: Vec<DutyRef>,
}

/// What a statement is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// The court's first.
    #[default]
    First,
    /// What has changed since, before the sentence.
    Update,
    /// The Parole Board's.
    Parole,
}

impl StatementKind {
    /// Every kind, in the order forms show them.
    pub const ALL: [StatementKind; 3] = [StatementKind::First, StatementKind::Update, StatementKind::Parole];

    /// The slug that forms and events use.
    pub fn slug(self) -> &'static str {
        match self {
            StatementKind::First => "first",
            StatementKind::Update => "update",
            StatementKind::Parole => "parole",
        }
    }

    /// The kind with this slug.
    pub fn from_slug(slug: &str) -> Option<StatementKind> {
        StatementKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// In words, for staff.
    pub fn words(self) -> &'static str {
        match self {
            StatementKind::First => "Victim Personal Statement",
            StatementKind::Update => "addition to the Victim Personal Statement before sentence",
            StatementKind::Parole => "statement for the Parole Board",
        }
    }
}

/// How a statement is to be heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// The judge reads it; nobody reads it aloud.
    #[default]
    NotAloud,
    /// The victim reads it aloud.
    ByVictim,
    /// The prosecutor reads it aloud.
    ByProsecutor,
    /// Somebody else whom the victim names to the team.
    BySomebody,
    /// A recording is played.
    Recording,
    /// They have not decided.
    Undecided,
}

impl Heard {
    /// Every way, in the order forms show them.
    pub const ALL: [Heard; 6] = [
        Heard::NotAloud,
        Heard::ByVictim,
        Heard::ByProsecutor,
        Heard::BySomebody,
        Heard::Recording,
        Heard::Undecided,
    ];

    /// The slug that forms and events use.
    pub fn slug(self) -> &'static str {
        match self {
            Heard::NotAloud => "not_aloud",
            Heard::ByVictim => "by_victim",
            Heard::ByProsecutor => "by_prosecutor",
            Heard::BySomebody => "by_somebody",
            Heard::Recording => "recording",
            Heard::Undecided => "undecided",
        }
    }

    /// The way with this slug.
    pub fn from_slug(slug: &str) -> Option<Heard> {
        Heard::ALL.into_iter().find(|heard| heard.slug() == slug)
    }

    /// In words, for staff.
    pub fn words(self) -> &'static str {
        match self {
            Heard::NotAloud => "The judge reads it; it is not read aloud",
            Heard::ByVictim => "The victim wants to read it aloud",
            Heard::ByProsecutor => "The victim wants the prosecutor to read it aloud",
            Heard::BySomebody => "The victim wants somebody else to read it aloud",
            Heard::Recording => "The victim wants a recording to be played",
            Heard::Undecided => "The victim has not decided whether it is read aloud: ask them",
        }
    }
}

/// A step of a statement after it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Police have it.
    Received,
    /// The prosecutor has it.
    WithProsecutor,
    /// The court has it, or the Parole Board.
    WithCourt,
    /// The judge or the board read it.
    Read,
    /// It was read out or played.
    ReadOut,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 5] =
        [Step::Received, Step::WithProsecutor, Step::WithCourt, Step::Read, Step::ReadOut];

    /// The slug that forms and events use.
    pub fn slug(self) -> &'static str {
        match self {
            Step::Received => "received",
            Step::WithProsecutor => "with_prosecutor",
            Step::WithCourt => "with_court",
            Step::Read => "read",
            Step::ReadOut => "read_out",
        }
    }

    /// The step with this slug.
    pub fn from_slug(slug: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// In words, for staff.
    pub fn words(self) -> &'static str {
        match self {
            Step::Received => "Police have it",
            Step::WithProsecutor => "The prosecutor has it",
            Step::WithCourt => "The court has it",
            Step::Read => "The judge has read it",
            Step::ReadOut => "It was read out or played",
        }
    }

    /// Whether a statement that stands at `at` can come here: forwards only, and what ends its way only once.
    pub fn follows(self, at: Option<Step>) -> bool {
        at.is_none_or(|at| at < self && at < Step::Read)
    }
}

impl StatementEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            StatementEvent::Sent(_) => "statement_sent",
            StatementEvent::Moved { .. } => "statement_moved",
            StatementEvent::CopyAsked { .. } => "statement_copy_asked",
            StatementEvent::UpdateAsked { .. } => "statement_update_asked",
        }
    }

    /// Whose statement it is.
    pub fn victim(&self) -> VictimId {
        match self {
            StatementEvent::Sent(Sent { victim, .. })
            | StatementEvent::Moved { victim, .. }
            | StatementEvent::CopyAsked { victim, .. }
            | StatementEvent::UpdateAsked { victim, .. } => *victim,
        }
    }

    /// Which statement.
    pub fn statement(&self) -> Uuid {
        match self {
            StatementEvent::Sent(Sent { statement, .. })
            | StatementEvent::Moved { statement, .. }
            | StatementEvent::CopyAsked { statement, .. }
            | StatementEvent::UpdateAsked { statement, .. } => *statement,
        }
    }

    /// Whom its texts are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// The personal texts that this event points at.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        match self {
            StatementEvent::Sent(sent) => vec![&sent.text],
            StatementEvent::Moved { words, .. } => words.iter().collect(),
            StatementEvent::CopyAsked { .. } | StatementEvent::UpdateAsked { .. } => Vec::new(),
        }
    }

    /// Triggers of the Code and of this service's promises that this is, by their slugs. The first stands at the event's
    /// own version.
    pub fn triggers(&self) -> &'static [&'static str] {
        match self {
            StatementEvent::Sent(Sent { kind: StatementKind::Parole, .. }) => &["parole_statement_sent"],
            StatementEvent::Sent(_) => &["statement_sent", "vps_made"],
            StatementEvent::Moved { step: Step::WithProsecutor, .. } => &["statement_with_prosecutor"],
            StatementEvent::Moved { .. } => &[],
            StatementEvent::CopyAsked { .. } => &["vps_copy_requested"],
            StatementEvent::UpdateAsked { .. } => &["vps_update_requested"],
        }
    }

    /// Duties that this meets.
    pub fn meets(&self) -> &[DutyRef] {
        match self {
            StatementEvent::Sent(sent) => &sent.meets,
            StatementEvent::Moved { meets, .. } => meets,
            StatementEvent::CopyAsked { .. } | StatementEvent::UpdateAsked { .. } => &[],
        }
    }
}

/// A statement and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// As it was sent.
    pub sent: Sent,
    /// When.
    pub at: Timestamp,
    /// Version of that event.
    pub version: u64,
    /// The steps since, in order: which, on which day, version of the event.
    pub steps: Vec<(Step, Date, u64)>,
    /// Whether the victim asked for a copy on paper.
    pub copy_asked: bool,
    /// Whether the victim asked for help with an addition.
    pub update_asked: bool,
}

impl Statement {
    /// Where it is now; none while it was only sent.
    pub fn step(&self) -> Option<Step> {
        self.steps.last().map(|(step, ..)| *step)
    }
}

/// The statements of a case, by their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statements(BTreeMap<Uuid, Statement>);

impl Statements {
    pub(crate) fn apply(&mut self, event: &StatementEvent, recorded: &Recorded) {
        match event {
            StatementEvent::Sent(sent) => {
                self.0.entry(sent.statement).or_insert_with(|| Statement {
                    sent: sent.clone(),
                    at: recorded.at,
                    version: recorded.version,
                    steps: Vec::new(),
                    copy_asked: false,
                    update_asked: false,
                });
            }
            StatementEvent::Moved { statement, step, on, .. } => {
                if let Some(known) = self.0.get_mut(statement).filter(|known| step.follows(known.step())) {
                    known.steps.push((*step, *on, recorded.version));
                }
            }
            StatementEvent::CopyAsked { statement, .. } => {
                if let Some(known) = self.0.get_mut(statement) {
                    known.copy_asked = true;
                }
            }
            StatementEvent::UpdateAsked { statement, .. } => {
                if let Some(known) = self.0.get_mut(statement) {
                    known.update_asked = true;
                }
            }
        }
    }

    /// The statement with this id.
    pub fn get(&self, id: Uuid) -> Option<&Statement> {
        self.0.get(&id)
    }

    /// Statements of a victim, the last that was sent first.
    pub fn of(&self, victim: VictimId) -> Vec<&Statement> {
        let mut of: Vec<&Statement> = self.0.values().filter(|one| one.sent.victim == victim).collect();
        of.sort_by_key(|one| std::cmp::Reverse(one.version));
        of
    }

    /// Every statement of the case, the last that was sent first.
    pub fn all(&self) -> Vec<&Statement> {
        let mut all: Vec<&Statement> = self.0.values().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.version));
        all
    }
}

/// The paragraphs of a text: what stands between empty lines, or on lines of its own when there are no empty ones.
pub fn paragraphs(text: &str) -> Vec<String> {
    let text = text.trim();
    let apart_by_empty_lines = text.lines().any(|line| line.trim().is_empty());
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim_end) {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        match paragraphs.last_mut().filter(|_| open && apart_by_empty_lines) {
            Some(last) => {
                last.push('\n');
                last.push_str(line);
            }
            None => paragraphs.push(line.to_owned()),
        }
        open = true;
    }
    paragraphs
}

/// How long a text is: its characters. Whoever counts, counts the text as it is kept.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_are_what_people_mean_by_them() {
        assert_eq!(
            paragraphs("One.\n\nTwo,\nstill two.\n\n\nThree."),
            ["One.", "Two,\nstill two.", "Three."]
        );
        assert_eq!(paragraphs("One.\nTwo."), ["One.", "Two."], "a phone makes one line break");
        assert_eq!(paragraphs(" \n\n"), Vec::<String>::new());
        assert_eq!(length("ŵ😀"), 2);
    }

    #[test]
    fn a_statement_goes_forwards_and_ends_once() {
        for (place, step) in Step::ALL.into_iter().enumerate() {
            assert!(step.follows(None), "{step:?}");
            for before in Step::ALL.into_iter().take(place) {
                assert_eq!(step.follows(Some(before)), before < Step::Read, "{before:?} {step:?}");
            }
            for later in Step::ALL.into_iter().skip(place) {
                assert!(!step.follows(Some(later)), "{later:?} {step:?}");
            }
            assert_eq!(Step::from_slug(step.slug()), Some(step));
        }
    }

    proptest! {
        #[test]
        fn no_letter_of_a_statement_is_lost_in_its_paragraphs(text in "[a-z \\n]{0,200}") {
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&text), letters(&paragraphs(&text).concat()));
            let again = paragraphs(&paragraphs(&text).join("\n\n"));
            prop_assert_eq!(again, paragraphs(&text));
        }
    }
}

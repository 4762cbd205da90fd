//! What left the record as a copy: a victim's own information, given to them by staff, and copies for the defence
//! (PLT-5). What a victim takes away themselves is in the audit alone: it must not stand in the way of somebody typing.

use crate::{PersonalRef, Subject, VictimId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A copy of something was prepared, decided or handed out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyEvent {
    /// Staff made a copy of a victim's information for them (subject access).
    OwnCopyGiven {
        /// The victim.
        victim: VictimId,
        /// In which form.
        form: CopyForm,
        /// Whether where they live, how they are reached and what they said about danger is in it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        in_full: bool,
        /// SHA-256 over exactly what left, as hex.
        digest: String,
        /// Who asked, how staff knew that it was the victim, how it is handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// A redacted copy for the defence waits for a second person.
    DefenceCopyPrepared {
        /// The victim whose material it is.
        victim: VictimId,
        /// Id of the copy.
        copy: Uuid,
        /// Versions of the events of which something is in it.
        items: Vec<u64>,
        /// How many passages were taken out.
        left_out: u32,
        /// SHA-256 over exactly what will leave, as hex.
        digest: String,
        /// The document, and why suggestions were not followed.
        document: PersonalRef,
        /// For whom, and on whose request.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// A second person decided whether it may leave.
    DefenceCopyDecided {
        /// The victim whose material it is.
        victim: VictimId,
        /// Id of the copy.
        copy: Uuid,
        /// Whether it may.
        released: bool,
        /// What they looked at, or what is wrong with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// It was taken out of the record.
    DefenceCopyTaken {
        /// The victim whose material it is.
        victim: VictimId,
        /// Id of the copy.
        copy: Uuid,
        /// SHA-256 over exactly what left, as hex.
        digest: String,
    },
}

impl CopyEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            CopyEvent::OwnCopyGiven { .. } => "own_copy_given",
            CopyEvent::DefenceCopyPrepared { .. } => "defence_copy_prepared",
            CopyEvent::DefenceCopyDecided { .. } => "defence_copy_decided",
            CopyEvent::DefenceCopyTaken { .. } => "defence_copy_taken",
        }
    }

    /// The victim whose information it is. Erasing them destroys the copy that is kept here, too.
    pub fn victim(&self) -> VictimId {
        match self {
            CopyEvent::OwnCopyGiven { victim, .. }
            | CopyEvent::DefenceCopyPrepared { victim, .. }
            | CopyEvent::DefenceCopyDecided { victim, .. }
            | CopyEvent::DefenceCopyTaken { victim, .. } => *victim,
        }
    }

    /// Whom the personal texts of this event are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// The words that were recorded with it.
    pub fn words(&self) -> Option<&PersonalRef> {
        match self {
            CopyEvent::OwnCopyGiven { words, .. }
            | CopyEvent::DefenceCopyPrepared { words, .. }
            | CopyEvent::DefenceCopyDecided { words, .. } => words.as_ref(),
            CopyEvent::DefenceCopyTaken { .. } => None,
        }
    }

    /// The personal texts that this event points at.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        let document = match self {
            CopyEvent::DefenceCopyPrepared { document, .. } => Some(document),
            _ => None,
        };
        document.into_iter().chain(self.words()).collect()
    }
}

/// In which form a copy is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyForm {
    /// A page to read and print.
    Html,
    /// A file for other programs.
    Json,
}

impl CopyForm {
    /// Every form, in the order pages show them.
    pub const ALL: [CopyForm; 2] = [CopyForm::Html, CopyForm::Json];

    /// The slug that forms use.
    pub fn slug(self) -> &'static str {
        match self {
            CopyForm::Html => "html",
            CopyForm::Json => "json",
        }
    }

    /// The form with this slug.
    pub fn from_slug(slug: &str) -> Option<CopyForm> {
        CopyForm::ALL.into_iter().find(|form| form.slug() == slug)
    }
}

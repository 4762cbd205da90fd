//! Files that belong to a case: photos of damage, a letter, what was attached to a message. The event says that there is one,
//! of which kind and how large; its name and its bytes are kept apart and sealed, as every text is.

use crate::{FileId, PersonalRef, Subject, VictimId};
use files::Kind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileEvent {
    /// A file was looked at and kept.
    Kept {
        /// Whom it is about.
        victim: VictimId,
        /// Its id.
        file: FileId,
        /// What it is, by its bytes.
        kind: Kind,
        /// Bytes.
        size: u64,
        /// Whether it was looked at for viruses.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        scanned: bool,
        /// What its sender calls it.
        name: PersonalRef,
        /// Its bytes as they came.
        body: PersonalRef,
    },
}

impl FileEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            FileEvent::Kept { .. } => "file_kept",
        }
    }

    /// Whom it is about.
    pub fn victim(&self) -> VictimId {
        match self {
            FileEvent::Kept { victim, .. } => *victim,
        }
    }

    /// Whom the personal texts of this event are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// What this event points at: the name, and the bytes, which are not among the texts of a case.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        match self {
            FileEvent::Kept { name, body, .. } => vec![name, body],
        }
    }
}

/// A file of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Whom it is about.
    pub victim: VictimId,
    /// What it is.
    pub kind: Kind,
    /// Bytes.
    pub size: u64,
    /// Whether it was looked at for viruses.
    pub scanned: bool,
    /// What its sender calls it.
    pub name: PersonalRef,
    /// Its bytes.
    pub body: PersonalRef,
    /// When it came.
    pub at: Timestamp,
    /// Version of the event.
    pub version: u64,
}

/// The files of a case, in the order in which they came: ids are in the order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<FileId, KeptFile>);

impl Files {
    pub(crate) fn apply(&mut self, event: &FileEvent, at: Timestamp, version: u64) {
        let FileEvent::Kept { victim, file, kind, size, scanned, name, body } = event;
        let kept = KeptFile {
            victim: *victim,
            kind: *kind,
            size: *size,
            scanned: *scanned,
            name: name.clone(),
            body: body.clone(),
            at,
            version,
        };
        self.0.insert(*file, kept);
    }

    /// A file by its id.
    pub fn get(&self, file: FileId) -> Option<&KeptFile> {
        self.0.get(&file)
    }

    /// Files about one victim.
    pub fn of(&self, victim: VictimId) -> impl Iterator<Item = (FileId, &KeptFile)> {
        self.0.iter().filter(move |(_, kept)| kept.victim == victim).map(|(id, kept)| (*id, kept))
    }
}

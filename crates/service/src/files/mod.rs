//! Files that victims and staff send to a case: looked at, kept sealed, and given out so that nothing runs and nothing says
//! where a photo was made (REP-2, ADR 0023).

mod scanning;

pub use scanning::Scanner;

use crate::{
    Actor, Problem, Service, ServiceError,
    again::again_when_stale,
    by_person, new_id,
    record_contact::Texts,
    sight::{Sight, not_for_them},
    timeline,
};
use files::{Kind, Refused};
use jiff::Timestamp;
use policy::{Action, Part};
use record::{CaseEvent, CaseId, FileEvent, FileId, KeptFile, Recorder, VictimId};
use scanning::Verdict;
use store::{FileBody, LoadedCase, NewEvent};

/// How many files a victim's case takes.
pub const MOST_FILES: usize = 50;
/// The longest name of a file, characters; a longer one is cut.
const LONGEST_NAME: usize = 120;

/// A file as somebody sent it.
#[derive(Clone, Debug, Default)]
pub struct FileOffered {
    /// What its sender calls it.
    pub name: String,
    /// The media type that the sender's browser says.
    pub declared: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that was looked at and can be kept.
#[derive(Clone, Debug)]
pub struct LookedAt {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) scanned: bool,
    pub(crate) bytes: Vec<u8>,
}

/// A file in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Its id.
    pub file: FileId,
    /// Whom it is about.
    pub victim: VictimId,
    /// What its sender calls it.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Bytes.
    pub size: u64,
    /// When it came.
    pub at: Timestamp,
    /// Whether it was looked at for viruses.
    pub scanned: bool,
    /// Why it is not for this person; none when they may open it.
    pub withheld: Option<String>,
}

/// A file as it is given out.
#[derive(Clone, Debug)]
pub struct FileShown {
    /// What it is.
    pub kind: Kind,
    /// Its bytes; of a picture, without what it says about its maker.
    pub bytes: Vec<u8>,
}

impl LookedAt {
    /// What it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Records the file on a case that is about to be saved. Other events of the same commit can point at the id.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when the victim has sent as many as the case takes.
    pub(crate) fn keep(
        &self,
        loaded: &mut LoadedCase,
        by: &Recorder,
        victim: VictimId,
        now: Timestamp,
    ) -> Result<FileId, ServiceError> {
        if loaded.case.files.of(victim).count() >= MOST_FILES {
            return Err(problem(
                "You have sent as many files as this page can take. Ask your contact how to send more",
            ));
        }
        let file = FileId(new_id(now));
        let mut texts = Texts { case: loaded.case.id, now, personal: Vec::new() };
        let name = texts.keep_text(&self.name)?;
        let body = FileBody::new(file, self.bytes.clone())?;
        let event = FileEvent::Kept {
            victim,
            file,
            kind: self.kind,
            size: self.bytes.len() as u64,
            scanned: self.scanned,
            name,
            body: body.reference(),
        };
        let subject = event.subject();
        loaded.record(by, now, vec![NewEvent::at(now, CaseEvent::File(event))], texts.personal)?;
        loaded.keep_file(subject, body)?;
        Ok(file)
    }
}

impl Service {
    /// The same use cases, with files looked at for viruses.
    #[must_use]
    pub fn with_scanner(mut self, scanner: Scanner) -> Service {
        self.scanner = scanner;
        self
    }

    /// Looks at a file before anything is done with it: what it is by its bytes, whether its sender told the truth, and,
    /// where the deployment has a scanner, whether it is known to do harm.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] says in plain words, in the field `file`, why it is not taken.
    pub async fn look_at_file(&self, offered: FileOffered) -> Result<LookedAt, ServiceError> {
        let FileOffered { name, declared, bytes } = offered;
        // Large pictures are walked through whole: not on a thread that answers others.
        let looked = tokio::task::spawn_blocking(move || {
            let found = files::look(&name, &declared, &bytes);
            (name, bytes, found)
        });
        let (name, bytes, found) = looked.await.map_err(|_| store::StoreError::Closed)?;
        let kind = found.map_err(|refused| problem(refused_words(refused)))?;
        let scanned = match self.scanner.look(&bytes).await {
            Verdict::NotLookedAt => false,
            Verdict::Clean => true,
            Verdict::Found => {
                return Err(problem("This file may harm other computers, so we cannot take it"));
            }
            Verdict::Failed => {
                return Err(problem(
                    "We cannot take files at the moment. Try again later: nothing else is lost",
                ));
            }
        };
        Ok(LookedAt { name: tidy(&name, kind), kind, scanned, bytes })
    }

    /// Keeps a file on somebody's own case, or on a case that staff work on.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when it is not taken; [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn keep_file(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        offered: FileOffered,
        now: Timestamp,
    ) -> Result<FileId, ServiceError> {
        // Before it is looked at: nobody keeps our scanner busy about cases that are not theirs.
        self.case_for_files(actor, case, victim).await?;
        let looked_at = self.look_at_file(offered).await?;
        again_when_stale!(self.keep_once(actor, case, victim, &looked_at, now).await)
    }

    async fn keep_once(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        looked_at: &LookedAt,
        now: Timestamp,
    ) -> Result<FileId, ServiceError> {
        let mut loaded = self.case_for_files(actor, case, victim).await?;
        if let Some(known) = self.same_file(&loaded, victim, looked_at).await? {
            return Ok(known);
        }
        let file = looked_at.keep(&mut loaded, &by_person(actor), victim, now)?;
        self.save(actor, loaded).await.map(|_| file)
    }

    /// The same file, when it was sent before: a double tap is one file.
    pub(crate) async fn same_file(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        looked_at: &LookedAt,
    ) -> Result<Option<FileId>, ServiceError> {
        let alike = |kept: &KeptFile| {
            kept.kind == looked_at.kind
                && kept.size == looked_at.bytes.len() as u64
                && loaded.texts.words(&kept.name).as_ref() == Some(&looked_at.name)
        };
        for (file, kept) in loaded.case.files.of(victim).filter(|(_, kept)| alike(kept)) {
            if self.store.file(loaded.case.id, &kept.body).await?.as_ref() == Some(&looked_at.bytes) {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    /// A case to which somebody may add a file about this victim.
    async fn case_for_files(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
    ) -> Result<LoadedCase, ServiceError> {
        if actor.role.is_public() {
            let own = actor.victim() == Some((case, victim));
            let loaded = self.case_for(actor, Action::AnswerOnOwnCase, case).await?;
            return if own { Ok(loaded) } else { Err(ServiceError::NotFound) };
        }
        let loaded = self.case_for_victim(actor, Action::RecordOnCase, case, victim).await?;
        if loaded.case.victim(victim).is_some() { Ok(loaded) } else { Err(ServiceError::NotFound) }
    }

    /// Files of one's own case, newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_files(&self, actor: &Actor) -> Result<Vec<FileLine>, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        Ok(lines(&loaded, |_| None).into_iter().filter(|line| line.victim == victim).collect())
    }

    /// Files of a case that staff work on, newest first; of those that are not for them, why.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn files_of_case(&self, actor: &Actor, case: CaseId) -> Result<Vec<FileLine>, ServiceError> {
        let loaded = self.case_for(actor, Action::SeeCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let known = |line: &FileLine| sight.knows(line.victim);
        Ok(lines(&loaded, |kept| withheld(&sight, kept)).into_iter().filter(known).collect())
    }

    /// A file to be given out.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not there, was destroyed, or is not for them.
    pub async fn open_file(
        &self,
        actor: &Actor,
        case: CaseId,
        file: FileId,
    ) -> Result<FileShown, ServiceError> {
        let loaded = if actor.role.is_public() {
            self.case_for(actor, Action::SeeOwnCase, case).await?
        } else {
            self.case_for(actor, Action::SeeCase, case).await?
        };
        let kept = loaded.case.files.get(file).ok_or(ServiceError::NotFound)?;
        if actor.role.is_public() {
            actor.victim().filter(|own| *own == (case, kept.victim)).ok_or(ServiceError::NotFound)?;
        } else {
            let sight = self.sight(actor, &loaded).await?;
            if withheld(&sight, kept).is_some() {
                return Err(ServiceError::NotFound);
            }
            sight.note_shown(actor, Part::ContactContent, Some(kept.victim));
        }
        let bytes = self.store.file(case, &kept.body).await?.ok_or(ServiceError::NotFound)?;
        let kind = kept.kind;
        let shown = tokio::task::spawn_blocking(move || files::to_show(kind, &bytes)).await;
        let bytes = shown.map_err(|_| store::StoreError::Closed)?.map_err(|_| ServiceError::NotFound)?;
        Ok(FileShown { kind, bytes })
    }
}

/// Why a file is not for somebody. What a victim sent is as confidential as what they said. A film or a document can say
/// where it was made and by whom: it is for those who may know where the victim lives.
fn withheld(sight: &Sight, kept: &KeptFile) -> Option<String> {
    let needed = [(Part::ContactContent, true), (Part::VictimDetails, !kept.kind.can_be_cleaned())];
    let missing = needed.into_iter().find(|(part, needed)| *needed && !sight.sees_of(*part, kept.victim));
    missing.map(|(part, _)| not_for_them(part))
}

fn lines(loaded: &LoadedCase, withheld: impl Fn(&KeptFile) -> Option<String>) -> Vec<FileLine> {
    let line = |(file, kept): (&FileId, &KeptFile)| {
        let withheld = withheld(kept);
        let name = loaded.texts.words(&kept.name).filter(|_| withheld.is_none());
        FileLine {
            file: *file,
            victim: kept.victim,
            name: name.unwrap_or_else(|| format!("{} file", kept.kind.slug())),
            kind: kept.kind,
            size: kept.size,
            at: kept.at,
            scanned: kept.scanned,
            withheld,
        }
    };
    loaded.case.files.0.iter().rev().map(line).collect()
}

/// What a file is called by its sender, for staff's timeline.
pub(crate) fn timeline_line(loaded: &LoadedCase, event: &FileEvent) -> (String, Vec<String>) {
    let FileEvent::Kept { victim, kind, scanned, name, .. } = event;
    let title = format!("A file came for {}: {}", timeline::victim_name(loaded, *victim), kind.slug());
    let not_scanned = (!scanned).then(|| "It was not looked at for viruses.".to_owned());
    (title, loaded.texts.words(name).into_iter().chain(not_scanned).collect())
}

pub(crate) fn problem(message: &str) -> ServiceError {
    ServiceError::Invalid(vec![Problem::new("file", message)])
}

fn refused_words(refused: Refused) -> &'static str {
    match refused {
        Refused::Empty => "Choose a file that is not empty",
        Refused::TooLarge => "Choose a file of 10 MB or less",
        Refused::Archive => "We cannot take zip files or Word documents. Send a PDF or a photo of it instead",
        Refused::Unknown => {
            "We cannot take this kind of file. Send a photo, a PDF, a text, a film (MP4) or a sound (MP3)"
        }
        Refused::Lies => {
            "This file is not what its name says. Send it under its own name, or as a photo or PDF"
        }
        Refused::TooManyPoints => "This picture is too large to open. Make it smaller, or take a photo of it",
        Refused::Damaged => "This file is damaged. Try to save it again, or take a photo of it",
    }
}

/// A name as a list can show it: without folders and what cannot be seen, with the ending of what the file is.
fn tidy(name: &str, kind: Kind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Letters that turn the direction of writing could make an ending look like another.
    let turns = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String =
        last.chars().filter(|letter| !letter.is_control() && !turns(*letter)).take(LONGEST_NAME).collect();
    let plain = plain.trim();
    if plain.is_empty() { format!("{} file", kind.slug()) } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_without_folders_and_tricks() {
        assert_eq!(tidy("C:\\Users\\me\\door.jpg", Kind::Jpeg), "door.jpg");
        assert_eq!(tidy("/home/me/door.jpg", Kind::Jpeg), "door.jpg");
        assert_eq!(tidy("a\u{202e}gpj.exe\r\n", Kind::Jpeg), "agpj.exe");
        assert_eq!(tidy("", Kind::Pdf), "pdf file");
        assert_eq!(tidy(&"x".repeat(500), Kind::Pdf).len(), LONGEST_NAME);
    }
}

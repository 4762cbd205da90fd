//! Messages both ways between a victim and the team that answers for the case (ACC-1, INF-9).
//!
//! Read in this order: this file (what a conversation shows), [`own`] (the victim writes, and asks for an update), [`team`]
//! (the team reads and answers).

pub mod own;
pub mod team;

use crate::{Service, case_file::DutyLine, standing::Standing};
use jiff::{Timestamp, civil::Date};
use record::{
    CaseEvent, FileId, Recorded, VictimId,
    message::{ANSWER_PROMISED, Line, UPDATE_PROMISED, What},
};
use store::LoadedCase;

/// The longest message, characters.
pub const LONGEST_MESSAGE: usize = crate::record_contact::LONGEST;

/// What a page says when a message is longer.
pub(crate) const TOO_LONG: &str =
    "Your message must be 10,000 characters or fewer. Make it shorter, or send it in parts";
/// What a page says when there is no message.
pub(crate) const NOTHING_WRITTEN: &str = "Write your message";

/// One line of a conversation, newest first on pages.
#[derive(Clone, Debug)]
pub struct ConversationLine {
    /// Version of its event.
    pub version: u64,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub from: From,
    /// What it is.
    pub kind: LineKind,
    /// What was written; none when it was destroyed, or is no text.
    pub words: Option<String>,
    /// Files that go with it.
    pub files: Vec<FileId>,
    /// What was promised for it.
    pub promise: Option<Promise>,
    /// When the team first read it.
    pub read: Option<Timestamp>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Somebody wrote to the team.
    Message,
    /// Somebody asked for an update.
    Update,
    /// The team wrote.
    Answer,
}

/// Who wrote a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The victim.
    Victim,
    /// Somebody who acts for them: name.
    Representative(String),
    /// Somebody who works for an organisation: name, organisation.
    Staff(String, String),
}

/// When something that was promised is due, and whether it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The last day, London.
    pub by: Option<Date>,
    /// How it stands.
    pub standing: Standing,
}

impl Promise {
    /// Whether somebody still has to do it.
    pub fn is_owed(self) -> bool {
        self.standing.is_owed()
    }
}

/// Who reads what a victim writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answering {
    /// Name of the person who usually does; empty when it is nobody in particular.
    pub person: String,
    /// Whether that person is there.
    pub is_there: bool,
    /// Name of the team, else of the organisation.
    pub team: String,
}

impl Service {
    /// Who answers for the case to its victims now, and whether that person is there. Somebody always is (INF-4).
    pub(crate) fn answering(&self, loaded: &LoadedCase, now: Timestamp) -> Answering {
        let Some(owner) = loaded.case.owner("all") else { return Answering::default() };
        let directory = self.directory();
        let organisation = owner.organisation.as_str();
        let id = owner.person.as_ref().map(|person| person.as_str()).unwrap_or_default();
        let team = owner.team.as_ref().map(|team| directory.team_name(team.as_str()).to_owned());
        Answering {
            person: if id.is_empty() { String::new() } else { directory.person_name(id).to_owned() },
            is_there: !id.is_empty() && directory.absent(id, organisation, now).is_none(),
            team: team
                .filter(|team| !team.is_empty())
                .unwrap_or_else(|| directory.organisation_name(organisation).to_owned()),
        }
    }

    /// The conversation with a victim, newest first.
    pub(crate) fn conversation(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        duties: &[DutyLine],
    ) -> Vec<ConversationLine> {
        let lines = loaded.case.messages.of(victim).rev();
        lines.map(|line| self.conversation_line(loaded, line, duties)).collect()
    }

    fn conversation_line(&self, loaded: &LoadedCase, line: &Line, duties: &[DutyLine]) -> ConversationLine {
        let (kind, words, files) = match &line.what {
            What::Message { words, files } => (LineKind::Message, loaded.texts.words(words), files.clone()),
            What::Update => (LineKind::Update, None, Vec::new()),
            What::Answer(contact) => (LineKind::Answer, told(loaded, *contact), Vec::new()),
        };
        ConversationLine {
            version: line.version,
            at: line.at,
            from: event_of(loaded, line.version).map_or(From::Victim, |recorded| self.from(recorded)),
            kind,
            words,
            files,
            promise: promise_of(duties, line.victim, line.version),
            read: line.read,
        }
    }

    fn from(&self, recorded: &Recorded) -> From {
        let directory = self.directory();
        let person = recorded.by.person.as_ref().map(|person| person.as_str()).unwrap_or_default();
        let organisation = recorded.by.organisation.as_str();
        if !organisation.is_empty() {
            let name = directory.person_name(person).to_owned();
            return From::Staff(name, directory.organisation_name(organisation).to_owned());
        }
        match directory.people.get(person).filter(|known| known.representative_id.is_some()) {
            Some(known) => From::Representative(known.name.clone()),
            None => From::Victim,
        }
    }

    /// The request for an update that nobody has answered yet.
    pub(crate) fn open_update(duties: &[DutyLine], victim: VictimId) -> Option<&DutyLine> {
        let is_open = |line: &&DutyLine| {
            line.owed.victim == victim && line.owed.duty == UPDATE_PROMISED && line.standing.is_owed()
        };
        duties.iter().filter(is_open).max_by_key(|line| line.owed.trigger)
    }
}

pub(crate) fn event_of(loaded: &LoadedCase, version: u64) -> Option<&Recorded> {
    loaded.events.get(usize::try_from(version).ok()?.checked_sub(1)?)
}

/// What a contact told, in the words used.
pub(crate) fn told(loaded: &LoadedCase, contact: u64) -> Option<String> {
    match &event_of(loaded, contact)?.event {
        CaseEvent::ContactRecorded(contact) => loaded.texts.words(&contact.told),
        _ => None,
    }
}

/// What an event promised to a victim.
pub(crate) fn promise_of(duties: &[DutyLine], victim: VictimId, started_by: u64) -> Option<Promise> {
    let is_it = |line: &&DutyLine| {
        line.owed.victim == victim
            && line.owed.trigger == started_by
            && line.owed.edition == record::owed::PROMISE
    };
    duties.iter().find(is_it).map(|line| Promise { by: line.owed.due, standing: line.standing })
}

/// Whether a duty is one that an answer meets when nothing else is said.
pub fn is_answered(duty: &str) -> bool {
    [ANSWER_PROMISED, UPDATE_PROMISED].contains(&duty)
}

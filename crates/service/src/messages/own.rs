//! The victim, or whoever acts for them, writes to the team and asks for an update.

use super::{Answering, ConversationLine, LONGEST_MESSAGE, NOTHING_WRITTEN, Promise, TOO_LONG, promise_of};
use crate::{Actor, Problem, Service, ServiceError, new_id, timeline::victim_name};
use jiff::Timestamp;
use policy::Action;
use record::{
    CaseEvent, FileId, MessageEvent, VictimId,
    message::{Line, What},
};
use store::LoadedCase;
use uuid::Uuid;

/// A victim's page of messages.
#[derive(Clone, Debug)]
pub struct OwnMessages {
    /// Their name.
    pub name: String,
    /// Newest first.
    pub lines: Vec<ConversationLine>,
    /// When an update that they asked for is due, while nobody has given it.
    pub update: Option<Promise>,
    /// Who reads what they write.
    pub answering: Answering,
}

/// What a victim wrote.
#[derive(Clone, Debug)]
pub struct OwnMessage {
    /// Id that the form carried.
    pub id: Uuid,
    /// What they wrote.
    pub words: String,
    /// Files that go with it.
    pub files: Vec<FileId>,
}

/// That something arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// When it was sent.
    pub at: Timestamp,
    /// What was promised for it.
    pub promise: Option<Promise>,
    /// Whether it had arrived before: the same form sent twice, or an update that they wait for already.
    pub again: bool,
}

impl OwnMessage {
    /// Whether it can be sent as it is.
    ///
    /// # Errors
    /// When nothing was written, or more than a message can hold.
    pub fn fits(&self) -> Result<(), Problem> {
        match self.words.trim().chars().count() {
            0 => Err(Problem::new("words", NOTHING_WRITTEN)),
            1..=LONGEST_MESSAGE => Ok(()),
            _ => Err(Problem::new("words", TOO_LONG)),
        }
    }
}

impl Service {
    /// The conversation of somebody who has signed in with the team.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_messages(&self, actor: &Actor, now: Timestamp) -> Result<OwnMessages, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        let duties = self.duty_lines(&loaded, now);
        Ok(OwnMessages {
            name: victim_name(&loaded, victim),
            lines: self.conversation(&loaded, victim, &duties),
            update: Self::open_update(&duties, victim)
                .map(|line| Promise { by: line.owed.due, standing: line.standing }),
            answering: self.answering(&loaded, now),
        })
    }

    /// Sends a message to the team. The same form sent twice is one message.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when nothing was written, or more than a message can hold.
    pub async fn send_message(
        &self,
        actor: &Actor,
        message: OwnMessage,
        now: Timestamp,
    ) -> Result<Receipt, ServiceError> {
        message.fits().map_err(|problem| ServiceError::Invalid(vec![problem]))?;
        let words = message.words.trim();
        let change = |loaded: &LoadedCase, victim: VictimId, texts: &mut crate::record_contact::Texts| {
            if sent_before(loaded, victim, message.id, words).is_some() {
                return Ok(None);
            }
            // Another text under the same id is a page that was gone back to: it is a message of its own.
            let taken = loaded.case.messages.made_by(message.id).is_some();
            let id = if taken { new_id(now) } else { message.id };
            let words = texts.keep_text(words)?;
            let files = message.files.clone();
            Ok(Some(CaseEvent::Message(MessageEvent::Sent { victim, id, words, files })))
        };
        let read = |loaded: &LoadedCase, victim: VictimId| {
            let before = sent_before(loaded, victim, message.id, words).map(|line| (line.version, line.at));
            let is_new = loaded.case.version > loaded.saved_version();
            let (version, at) = match before {
                Some(found) if !is_new => found,
                _ => (loaded.case.version, now),
            };
            let promise = promise_of(&self.duty_lines(loaded, now), victim, version);
            Receipt { at, promise, again: !is_new }
        };
        self.own_write(actor, Action::AnswerOnOwnCase, now, change, read).await
    }

    /// Asks the team how things stand. While one such request is open, another adds nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn ask_for_update(&self, actor: &Actor, now: Timestamp) -> Result<Receipt, ServiceError> {
        let change = |loaded: &LoadedCase, victim: VictimId, _: &mut crate::record_contact::Texts| {
            if Self::open_update(&self.duty_lines(loaded, now), victim).is_some() {
                return Ok(None);
            }
            let id = new_id(now);
            Ok(Some(CaseEvent::Message(MessageEvent::UpdateAskedFor { victim, id })))
        };
        let read = |loaded: &LoadedCase, victim: VictimId| {
            let open = Self::open_update(&self.duty_lines(loaded, now), victim)
                .map(|line| (line.because_at, Promise { by: line.owed.due, standing: line.standing }));
            let again = loaded.case.version == loaded.saved_version();
            Receipt { at: open.map_or(now, |(at, _)| at), promise: open.map(|(_, promise)| promise), again }
        };
        self.own_write(actor, Action::AnswerOnOwnCase, now, change, read).await
    }
}

/// The message that this form, with these words, made before.
pub(super) fn sent_before<'a>(
    loaded: &'a LoadedCase,
    victim: VictimId,
    id: Uuid,
    words: &str,
) -> Option<&'a Line> {
    let line = loaded.case.messages.made_by(id).filter(|line| line.victim == victim)?;
    let What::Message { words: kept, .. } = &line.what else { return None };
    loaded.texts.words(kept).filter(|kept| kept == words).map(|_| line)
}

//! Messages that wait for a person: seen, mended, tried again or set aside, with the reason. Nothing is dropped.

use crate::{
    Actor, Problem, Service, ServiceError,
    error::refuse_if_any,
    import::{MessageKind, Taken},
    record_contact::{storable, too_long},
};
use jiff::Timestamp;
use store::{Batch, QuarantineState, Quarantined};
use uuid::Uuid;

/// The most messages that the list shows.
pub const MOST_LISTED: u32 = 100;
/// The largest mended message, bytes.
pub const LARGEST: usize = 1024 * 1024;

/// Without what a form changes in a text by itself.
fn as_typed(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

impl Service {
    /// Messages that wait, oldest first, and how many there are.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people whose task it is not.
    pub async fn quarantine(&self, actor: &Actor) -> Result<(Vec<Quarantined>, i64), ServiceError> {
        self.allow(actor, policy::Action::MendQuarantine)?;
        Ok((self.store.quarantine_waiting(MOST_LISTED).await?, self.store.quarantine_count().await?))
    }

    /// One message.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none or it is not theirs to see.
    pub async fn quarantined(&self, actor: &Actor, id: Uuid) -> Result<Quarantined, ServiceError> {
        self.allow(actor, policy::Action::MendQuarantine).map_err(|_| ServiceError::NotFound)?;
        self.store.quarantined(id).await?.ok_or(ServiceError::NotFound)
    }

    /// Tries a message again, with the text as a person mended it.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when it was dealt with already or the text is too large.
    pub async fn retry_quarantined(
        &self,
        actor: &Actor,
        id: Uuid,
        mended: Option<String>,
        now: Timestamp,
    ) -> Result<Taken, ServiceError> {
        let mut held = self.quarantined(actor, id).await?;
        let mut problems = Vec::new();
        if held.state != QuarantineState::Waiting {
            problems.push(Problem::new("body", "This message was dealt with already"));
        }
        if mended.as_ref().is_some_and(|text| text.len() > LARGEST) {
            problems.push(Problem::new("body", "The message must be smaller than 1 megabyte"));
        }
        let kind = MessageKind::from_slug(&held.format);
        if kind.is_none() {
            problems.push(Problem::new("body", "This kind of message cannot be tried again here"));
        }
        refuse_if_any(problems)?;
        // What came is kept as it came; a browser's other line ends are no mending.
        let came = as_typed(&String::from_utf8_lossy(&held.body));
        if let Some(text) = mended {
            held.mended = Some(text).filter(|text| as_typed(text) != came).map(String::into_bytes);
            held.note = format!("mended by {}", actor.person.id);
        }
        let bytes = held.mended.clone().unwrap_or_else(|| held.body.clone());
        match kind {
            Some(kind) => self.retry(kind, held, bytes, now).await,
            None => Err(ServiceError::NotFound),
        }
    }

    /// Sets a message aside for good, with the reason why it is not to be taken in.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when no reason is given or it was dealt with already.
    pub async fn set_aside(&self, actor: &Actor, id: Uuid, why: &str) -> Result<(), ServiceError> {
        let mut held = self.quarantined(actor, id).await?;
        let mut problems = Vec::new();
        if why.trim().is_empty() {
            problems.push(Problem::new("why", "Write why this message is not to be taken in"));
        }
        problems.extend(too_long("why", Some(why)));
        if held.state != QuarantineState::Waiting {
            problems.push(Problem::new("why", "This message was dealt with already"));
        }
        refuse_if_any(problems)?;
        held.state = QuarantineState::SetAside;
        held.note = format!("{}: {}", actor.person.id, storable(why).trim());
        self.store.commit(Batch { quarantine: vec![held], ..Batch::default() }).await?;
        Ok(())
    }
}

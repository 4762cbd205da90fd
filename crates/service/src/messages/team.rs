//! The team reads what a victim wrote, and answers. A support service that the victim agreed to writes to the team in its
//! turn, and chases (SUP-4).

use super::{
    Answering, ConversationLine, LONGEST_MESSAGE, NOTHING_WRITTEN, TOO_LONG, is_answered,
    own::{Receipt, sent_before},
    promise_of,
};
use crate::{
    Actor, Problem, Service, ServiceError, alerts, by_person,
    case_file::DutyLine,
    error::refuse_if_any,
    new_id,
    record_contact::{ContactForm, Reached, Texts, contact_problems, preferences_of},
    sight::Sight,
    timeline::{self, victim_name},
};
use jiff::Timestamp;
use policy::{Action, Part};
use record::{
    CaseEvent, CaseId, Contact, MessageEvent, Understood, VictimId,
    event::{Channel, DutyRef},
    message::What,
};
use std::collections::BTreeSet;
use store::{LoadedCase, NewEvent};
use uuid::Uuid;

/// A conversation as the people see it who work on the case.
#[derive(Clone, Debug)]
pub struct TeamMessages {
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Reference that people use.
    pub reference: String,
    /// The victim.
    pub victim: VictimId,
    /// Their name.
    pub name: String,
    /// Newest first.
    pub lines: Vec<ConversationLine>,
    /// Whether what was written is for this person's agency.
    pub sees_words: bool,
    /// What the victim is owed, soonest first; an answer may meet it.
    pub owed: Vec<DutyLine>,
    /// How they want to hear news that a person must tell first, while there is some.
    pub untold: Option<&'static str>,
    /// Whether somebody who supports the victim reads it: they write to the team, not for it.
    pub supports: bool,
    /// Whether they may write.
    pub writes: bool,
    /// Who answers.
    pub answering: Answering,
}

/// What somebody of the team wrote to a victim, or an advocate to the team.
#[derive(Clone, Debug)]
pub struct TeamMessage {
    /// Version of the case that the person saw.
    pub version: u64,
    /// Id that the form carried.
    pub id: Uuid,
    /// The victim.
    pub victim: VictimId,
    /// What they wrote.
    pub words: String,
    /// Duties that it meets.
    pub meets: Vec<DutyRef>,
    /// Whether they say that it tells nothing that a person must tell first.
    pub tells_no_news: bool,
}

impl Service {
    /// The conversation with a victim, for the people who work on the case. That the team read it is recorded once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case or the victim is not there or not theirs.
    pub async fn case_messages(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        now: Timestamp,
    ) -> Result<TeamMessages, ServiceError> {
        let mut loaded = self.case_for(actor, Action::SeeCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        if loaded.case.victim(victim).is_none() || !sight.knows(victim) {
            return Err(ServiceError::NotFound);
        }
        let sees_words = sight.sees_of(Part::ContactContent, victim);
        let supports = sight.only_supports();
        if sees_words {
            sight.note_shown(actor, Part::ContactContent, Some(victim));
            if sight.records() && !supports {
                loaded = self.note_read(actor, loaded, victim, now).await?;
            }
        }
        self.write_meanwhile(actor);
        Ok(self.team_messages(&loaded, &sight, victim, now))
    }

    fn team_messages(
        &self,
        loaded: &LoadedCase,
        sight: &Sight,
        victim: VictimId,
        now: Timestamp,
    ) -> TeamMessages {
        let mut duties = self.duty_lines(loaded, now);
        let sees_words = sight.sees_of(Part::ContactContent, victim);
        let lines = if sees_words { self.conversation(loaded, victim, &duties) } else { Vec::new() };
        duties.retain(|line| {
            line.owed.victim == victim
                && line.standing.is_owed()
                && line.owed.provider != "victim"
                && sight.sees_duty(&line.owed)
        });
        TeamMessages {
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            victim,
            name: victim_name(loaded, victim),
            lines,
            sees_words,
            owed: duties,
            untold: sight
                .sees_of(Part::Preferences, victim)
                .then(|| self.must_hear_first(loaded, victim).map(|(words, _)| words))
                .flatten(),
            supports: sight.only_supports(),
            writes: sight.records() && (sees_words || sight.only_supports()),
            answering: self.answering(loaded, now),
        }
    }

    /// How a victim is to hear news that a person must tell first, and which events that is; none when there is none.
    fn must_hear_first(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
    ) -> Option<(&'static str, BTreeSet<u64>)> {
        let untold = alerts::untold(loaded, victim, self.rules);
        let wish = preferences_of(loaded, victim).safe.unwrap_or_default().bad_news;
        (!untold.is_empty()).then(|| (wish.words(), untold))
    }

    /// Records that the team has read, for what nobody had read yet. When somebody writes at the same moment, the next
    /// reader's counts.
    async fn note_read(
        &self,
        actor: &Actor,
        mut loaded: LoadedCase,
        victim: VictimId,
        now: Timestamp,
    ) -> Result<LoadedCase, ServiceError> {
        let Some(up_to) = loaded.case.messages.unread(victim) else { return Ok(loaded) };
        let read = CaseEvent::Message(MessageEvent::Read { victim, up_to });
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, read)], Vec::new())?;
        let (id, before) = (loaded.case.id, loaded.saved_version());
        match self.save(actor, loaded).await {
            Ok(_) | Err(ServiceError::Stale(_)) => {}
            Err(error) => return Err(error),
        }
        let again = self.store.load(id).await?.ok_or(ServiceError::NotFound)?;
        debug_assert!(again.case.version > before, "somebody wrote");
        Ok(again)
    }

    /// Writes to a victim for the team: a contact with substance, which meets the duties that are ticked. Whoever supports
    /// the victim writes to the team instead.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn write_on_case(
        &self,
        actor: &Actor,
        case: CaseId,
        message: TeamMessage,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for_victim(actor, Action::RecordOnCase, case, message.victim).await?;
        let sight = self.sight(actor, &loaded).await?;
        if loaded.case.victim(message.victim).is_none() {
            return Err(ServiceError::NotFound);
        }
        if was_written(&loaded, &message) {
            return Ok(loaded.case.version);
        }
        if sight.only_supports() {
            return self.write_to_team(actor, loaded, message, now).await;
        }
        if !sight.sees_of(Part::ContactContent, message.victim) {
            return Err(ServiceError::NotFound);
        }
        self.unchanged_since(actor, &loaded, message.version)?;
        let duties = self.duty_lines(&loaded, now);
        let form = contact_of(&message, now);
        let mut problems = contact_problems(&loaded, &duties, &form, now);
        problems
            .iter_mut()
            .filter(|problem| problem.field == "told")
            .for_each(|problem| problem.field = "words");
        problems.extend(self.answer_problems(&loaded, &message));
        refuse_if_any(problems)?;

        let mut texts = Texts { case, now, personal: Vec::new() };
        let victim = message.victim;
        let contact = Contact {
            victim,
            representative: None,
            channel: Channel::Account,
            told: texts.keep_text(message.words.trim())?,
            understood: Understood::NotKnown,
            against_preference: None,
            asked: None,
            next: None,
            meets: message.meets,
        };
        let id = if loaded.case.messages.made_by(message.id).is_some() { new_id(now) } else { message.id };
        let answered = MessageEvent::Answered { victim, id, contact: loaded.case.version + 1 };
        let events = [CaseEvent::ContactRecorded(contact), CaseEvent::Message(answered)];
        let events = events.map(|event| NewEvent::at(now, event)).into();
        loaded.record(&by_person(actor), now, events, texts.personal)?;
        self.save(actor, loaded).await
    }

    fn answer_problems(&self, loaded: &LoadedCase, message: &TeamMessage) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let Some((wish, untold)) = self.must_hear_first(loaded, message.victim) {
            if message.meets.iter().any(|met| untold.contains(&met.trigger)) {
                let words = format!(
                    "They are to hear this news from a person first ({}). Tell them in that way and record the contact; \
                     do not write it here",
                    lower_first(wish)
                );
                problems.push(Problem::new("meets", words));
            }
            if !message.tells_no_news {
                let words = "There is news that they are to hear from a person first. Tick that your message says \
                             nothing of it";
                problems.push(Problem::new("tells_no_news", words));
            }
        }
        problems.extend(self.cannot_read(loaded, message.victim).map(|why| Problem::new("words", why)));
        problems
    }

    /// Why what is written on a victim's own pages would not be read; none when they can sign in.
    pub(crate) fn cannot_read(&self, loaded: &LoadedCase, victim: VictimId) -> Option<&'static str> {
        if loaded.case.access.suspended.contains(&victim) {
            return Some(
                "Their sign-in is suspended, so they cannot read this. Reach them another way and record the contact",
            );
        }
        let theirs = Some((loaded.case.id, victim));
        let directory = self.directory();
        let is_known = directory.people.values().any(|person| person.victim() == theirs);
        let wrote = || loaded.case.messages.of(victim).any(record::message::Line::is_to_team);
        (!is_known && !wrote()).then_some(
            "They have not signed in here yet, so they cannot read this. Invite them, or reach them another way",
        )
    }

    async fn write_to_team(
        &self,
        actor: &Actor,
        mut loaded: LoadedCase,
        message: TeamMessage,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let words = message.words.trim();
        let length = words.chars().count();
        let problem = match length {
            0 => Some(NOTHING_WRITTEN),
            1..=LONGEST_MESSAGE => None,
            _ => Some(TOO_LONG),
        };
        refuse_if_any(problem.map(|problem| Problem::new("words", problem)).into_iter().collect())?;
        let mut texts = Texts { case: loaded.case.id, now, personal: Vec::new() };
        let victim = message.victim;
        let id = if loaded.case.messages.made_by(message.id).is_some() { new_id(now) } else { message.id };
        let sent = MessageEvent::Sent { victim, id, words: texts.keep_text(words)?, files: Vec::new() };
        let event = NewEvent::at(now, CaseEvent::Message(sent));
        loaded.record(&by_person(actor), now, vec![event], texts.personal)?;
        self.save(actor, loaded).await
    }

    /// An advocate, with the victim's agreement, asks the team how things stand: one tap, which becomes a duty (SUP-4).
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the victim is not theirs to support.
    pub async fn chase(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        now: Timestamp,
    ) -> Result<Receipt, ServiceError> {
        let mut loaded = self.case_for_victim(actor, Action::RecordOnCase, case, victim).await?;
        let sight = self.sight(actor, &loaded).await?;
        if loaded.case.victim(victim).is_none() || !sight.only_supports() {
            return Err(ServiceError::NotFound);
        }
        if let Some(open) = Self::open_update(&self.duty_lines(&loaded, now), victim) {
            let promise = promise_of(std::slice::from_ref(open), victim, open.owed.trigger);
            return Ok(Receipt { at: open.because_at, promise, again: true });
        }
        let asked = MessageEvent::UpdateAskedFor { victim, id: new_id(now) };
        let event = NewEvent::at(now, CaseEvent::Message(asked));
        loaded.record(&by_person(actor), now, vec![event], Vec::new())?;
        let promise = promise_of(&self.duty_lines(&loaded, now), victim, loaded.case.version);
        self.save(actor, loaded).await?;
        Ok(Receipt { at: now, promise, again: false })
    }
}

/// Whether this form, with these words, was taken in before.
fn was_written(loaded: &LoadedCase, message: &TeamMessage) -> bool {
    let words = message.words.trim();
    let of_theirs = loaded.case.messages.made_by(message.id).filter(|line| line.victim == message.victim);
    let answered = of_theirs.and_then(|line| match line.what {
        What::Answer(contact) => super::told(loaded, contact),
        _ => None,
    });
    answered.is_some_and(|kept| kept == words)
        || sent_before(loaded, message.victim, message.id, words).is_some()
}

fn contact_of(message: &TeamMessage, now: Timestamp) -> ContactForm {
    ContactForm {
        version: message.version,
        victim: message.victim,
        representative: None,
        channel: Channel::Account,
        at: now,
        reached: Reached::Yes,
        told: message.words.clone(),
        understood: Understood::NotKnown,
        against_preference: None,
        asked: None,
        next: None,
        meets: message.meets.clone(),
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

impl TeamMessages {
    /// Whether an answer meets this duty when nothing else is said: what the victim asked for by writing.
    pub fn is_answered(&self, line: &DutyLine) -> bool {
        is_answered(&line.owed.duty)
    }
}

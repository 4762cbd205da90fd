//! Two questions after a contact (VOX-1), and thanks that reach the person (VOX-6). What victims say is listed for those whom
//! it is about and for their supervisors; nobody's answers are added up.

use crate::{
    Actor, Problem, Service, ServiceError,
    messages::{LONGEST_MESSAGE, Promise, TOO_LONG, event_of, promise_of, told},
    record_contact::Texts,
    timeline::{self, victim_name},
    victim_case::{Done, duty_words},
};
use jiff::Timestamp;
use language::Language;
use policy::{Action, Part, Role};
use record::{
    CaseEvent, CaseId, FeedbackEvent, PersonId, Recorded, VictimId, event::DutyRef, feedback::Reply,
};
use store::LoadedCase;

/// Lines of a list at most: each is read from its case.
const MOST: u32 = 40;

/// A contact, for the victim who was told something.
#[derive(Clone, Debug)]
pub struct OwnContact {
    /// Version of the contact.
    pub version: u64,
    /// Who, how, when.
    pub done: Done,
    /// What they were told.
    pub told: Option<String>,
    /// What they said of it: understood, helped, their words.
    pub reply: Option<(Reply, Reply, Option<String>)>,
    /// When somebody must get in touch, because it was not good.
    pub recovery: Option<Promise>,
}

/// A victim's page of what they were told.
#[derive(Clone, Debug)]
pub struct OwnContacts {
    /// Their name.
    pub name: String,
    /// Newest first.
    pub contacts: Vec<OwnContact>,
}

/// Their answers about a contact.
#[derive(Clone, Debug, Default)]
pub struct ReplyForm {
    /// Whether they understood.
    pub understood: Option<Reply>,
    /// Whether it helped.
    pub helped: Option<Reply>,
    /// A sentence, when they like.
    pub words: Option<String>,
}

/// What a victim said, for staff.
#[derive(Clone, Debug)]
pub struct FeedbackLine {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: String,
    /// The victim.
    pub victim: VictimId,
    /// Their name.
    pub name: String,
    /// When they said it.
    pub at: Timestamp,
    /// Name of whom it is about; empty when nobody is named.
    pub to: String,
    /// Whether they understood and whether it helped; none when they thank.
    pub answers: Option<(Reply, Reply)>,
    /// What they thank for.
    pub what: String,
    /// Their words.
    pub words: Option<String>,
    /// When somebody must get in touch, while nobody has.
    pub recovery: Option<Promise>,
}

impl Service {
    /// What somebody was told, with what they said of it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_contacts(&self, actor: &Actor, now: Timestamp) -> Result<OwnContacts, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        let duties = self.duty_lines(&loaded, now);
        let theirs = loaded.events.iter().rev().filter(|recorded| is_contact_with(recorded, victim));
        let contacts = theirs.map(|recorded| {
            let said = loaded.case.replies.about(victim, recorded.version);
            OwnContact {
                version: recorded.version,
                done: self.done(recorded),
                told: told(&loaded, recorded.version),
                reply: said.map(|said| {
                    let words = said.words.as_ref().and_then(|words| loaded.texts.words(words));
                    (said.understood, said.helped, words)
                }),
                recovery: said
                    .and_then(|said| said.recovers)
                    .and_then(|since| promise_of(&duties, victim, since)),
            }
        });
        Ok(OwnContacts { name: victim_name(&loaded, victim), contacts: contacts.collect() })
    }

    /// The victim answers the two questions about a contact. The latest answers count; the same again add nothing.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when a question is not answered; [`ServiceError::NotFound`] when it is not their contact.
    pub async fn reply_to_contact(
        &self,
        actor: &Actor,
        contact: u64,
        form: ReplyForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let mut problems = Vec::new();
        if form.understood.is_none() {
            problems.push(Problem::new("understood", "Select whether you understood what you were told"));
        }
        if form.helped.is_none() {
            problems.push(Problem::new("helped", "Select whether it helped"));
        }
        problems.extend(too_long(form.words.as_deref()));
        let (Some(understood), Some(helped), true) = (form.understood, form.helped, problems.is_empty())
        else {
            return Err(ServiceError::Invalid(problems));
        };
        let words = form.words.as_deref().map(str::trim).filter(|words| !words.is_empty());
        let change = |loaded: &LoadedCase, victim: VictimId, texts: &mut Texts| {
            let recorded = event_of(loaded, contact).filter(|one| is_contact_with(one, victim));
            let recorded = recorded.ok_or(ServiceError::NotFound)?;
            let is_same = loaded.case.replies.about(victim, contact).is_some_and(|said| {
                let kept = said.words.as_ref().and_then(|words| loaded.texts.words(words));
                (said.understood, said.helped, kept.as_deref()) == (understood, helped, words)
            });
            if is_same {
                return Ok(None);
            }
            let words = texts.keep(words.map(str::to_owned))?;
            let to = recorded.by.person.clone();
            let replied = FeedbackEvent::Replied { victim, contact, understood, helped, words, to };
            Ok(Some(CaseEvent::Feedback(replied)))
        };
        self.own_act(actor, Action::AnswerOnOwnCase, now, change).await
    }

    /// The victim thanks whoever did something. Nothing needs to be said with it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody is named who did it for them.
    pub async fn thank(
        &self,
        actor: &Actor,
        about: DutyRef,
        words: Option<String>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let problems: Vec<Problem> = too_long(words.as_deref()).into_iter().collect();
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let about = DutyRef { victim: None, ..about };
        let words = words.as_deref().map(str::trim).filter(|words| !words.is_empty());
        let change = |loaded: &LoadedCase, victim: VictimId, texts: &mut Texts| {
            let duties = self.duty_lines(loaded, now);
            let theirs = duties.iter().find(|line| {
                line.owed.victim == victim
                    && line.owed.duty == about.duty
                    && line.owed.trigger == about.trigger
            });
            let done = theirs.and_then(|line| line.owed.done_by).and_then(|by| event_of(loaded, by));
            let to = done.and_then(who_did).ok_or(ServiceError::NotFound)?;
            let is_same = loaded.events.iter().any(|recorded| match &recorded.event {
                CaseEvent::Feedback(FeedbackEvent::Thanked {
                    victim: of, about: what, words: kept, ..
                }) => {
                    let kept = kept.as_ref().and_then(|kept| loaded.texts.words(kept));
                    *of == victim && *what == about && kept.as_deref() == words
                }
                _ => false,
            });
            if is_same {
                return Ok(None);
            }
            let words = texts.keep(words.map(str::to_owned))?;
            let about = about.clone();
            Ok(Some(CaseEvent::Feedback(FeedbackEvent::Thanked { victim, about, words, to })))
        };
        self.own_act(actor, Action::AnswerOnOwnCase, now, change).await
    }

    /// What victims said of contacts, newest first: a supervisor reads those of the organisation, everybody else those about
    /// themselves.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub async fn replies(&self, actor: &Actor, now: Timestamp) -> Result<Vec<FeedbackLine>, ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let person = (actor.role != Role::Supervisor).then_some(actor.person.id.as_str());
        self.feedback_lines(actor, person, Timestamp::MIN, now, |_| true).await
    }

    /// Who thanked somebody who works here, newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub async fn thanks(&self, actor: &Actor, now: Timestamp) -> Result<Vec<FeedbackLine>, ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let person = Some(actor.person.id.as_str());
        self.feedback_lines(actor, person, Timestamp::MIN, now, FeedbackEvent::is_praise).await
    }

    /// The thanks that somebody has not read yet; from now on they have.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub async fn new_thanks(&self, actor: &Actor, now: Timestamp) -> Result<Vec<FeedbackLine>, ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let name = format!("thanks_read:{}", actor.person.id);
        let read = self.store.setting(&name).await?.and_then(|at| at.parse().ok());
        let after = read.and_then(|at| Timestamp::from_millisecond(at).ok()).unwrap_or(Timestamp::MIN);
        let person = Some(actor.person.id.as_str());
        let lines = self.feedback_lines(actor, person, after, now, FeedbackEvent::is_praise).await?;
        if let Some(newest) = lines.iter().map(|line| line.at).max() {
            self.store.set_setting(&name, &newest.as_millisecond().to_string()).await?;
        }
        Ok(lines)
    }

    async fn feedback_lines(
        &self,
        actor: &Actor,
        person: Option<&str>,
        after: Timestamp,
        now: Timestamp,
        wanted: impl Fn(&FeedbackEvent) -> bool,
    ) -> Result<Vec<FeedbackLine>, ServiceError> {
        let found = self.store.feedback(&actor.person.organisation, person, after, MOST).await?;
        let mut lines = Vec::with_capacity(found.len());
        for (case, version) in found {
            let Some(loaded) = self.store.load(case).await? else { continue };
            let sight = self.sight(actor, &loaded).await?;
            let Some(recorded) = event_of(&loaded, version) else { continue };
            let CaseEvent::Feedback(event) = &recorded.event else { continue };
            let about_them = person.is_none_or(|id| event.to().is_some_and(|to| to.as_str() == id));
            if about_them && wanted(event) && sight.sees_of(Part::ContactContent, event.victim()) {
                sight.note_shown(actor, Part::ContactContent, Some(event.victim()));
                lines.push(self.feedback_line(&loaded, recorded, event, now));
            }
        }
        self.write_meanwhile(actor);
        Ok(lines)
    }

    fn feedback_line(
        &self,
        loaded: &LoadedCase,
        recorded: &Recorded,
        event: &FeedbackEvent,
        now: Timestamp,
    ) -> FeedbackLine {
        let (victim, code) = (event.victim(), self.rules.code);
        let directory = self.directory();
        let to = event.to().map(|to| directory.person_name(to.as_str()).to_owned());
        let (answers, what, recovery) = match event {
            FeedbackEvent::Thanked { about, .. } => {
                let rule = code.duty_index(&about.duty).map(|index| code.duty(index));
                let what = rule.map(|rule| duty_words(rule, Language::English));
                (None, what.unwrap_or_else(|| about.duty.clone()), None)
            }
            FeedbackEvent::Replied { contact, understood, helped, .. } => {
                let latest = loaded.case.replies.about(victim, *contact);
                let open = latest
                    .filter(|said| said.version == recorded.version)
                    .and_then(|said| said.recovers)
                    .and_then(|since| promise_of(&self.duty_lines(loaded, now), victim, since));
                let what =
                    event_of(loaded, *contact).map(|contact| self.done(contact).in_words(Language::English));
                (Some((*understood, *helped)), what.unwrap_or_default(), open)
            }
        };
        FeedbackLine {
            case: loaded.case.id,
            reference: timeline::reference_of(&loaded.case),
            victim,
            name: victim_name(loaded, victim),
            at: recorded.at,
            to: to.unwrap_or_default(),
            answers,
            what,
            words: event.words().and_then(|words| loaded.texts.words(words)),
            recovery,
        }
    }
}

fn is_contact_with(recorded: &Recorded, victim: VictimId) -> bool {
    matches!(&recorded.event, CaseEvent::ContactRecorded(contact) if contact.victim == victim)
}

/// The person who works for an organisation and did something.
pub(crate) fn who_did(recorded: &Recorded) -> Option<PersonId> {
    let is_staff = !recorded.by.organisation.as_str().is_empty();
    recorded.by.person.clone().filter(|_| is_staff)
}

fn too_long(words: Option<&str>) -> Option<Problem> {
    let length = words.map_or(0, |words| words.chars().count());
    (length > LONGEST_MESSAGE).then(|| Problem::new("words", TOO_LONG))
}

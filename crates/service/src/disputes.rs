//! What becomes of "this did not happen" and "I did not understand" (VOX-3): staff look into it, tell the victim what they
//! found and did, and the victim says whether it is settled.

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    case_file::DutyLine,
    error::refuse_if_any,
    messages::{Promise, event_of, promise_of, told},
    record_contact::{ContactForm, LONGEST, Reached, Texts, contact_problems},
    timeline::{self, victim_name},
    victim_case::{Done, duty_words},
};
use jiff::{Timestamp, civil::Date};
use language::Language;
use policy::{Action, Part};
use record::{
    CaseEvent, CaseId, Contact, DisputeEvent, Understood, VictimId,
    dispute::{Dispute, Kind, Outcome, PROMISES, State},
    event::{Channel, DutyRef},
};
use store::{LoadedCase, NewEvent};

/// A dispute, for the people who look into it.
#[derive(Clone, Debug)]
pub struct DisputePage {
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Reference that people use.
    pub reference: String,
    /// The victim.
    pub victim: VictimId,
    /// Their name.
    pub name: String,
    /// The duty that it is about, in plain words.
    pub what: String,
    /// What is disputed.
    pub kind: Kind,
    /// Since when this clock runs.
    pub since: Timestamp,
    /// What they said.
    pub said: Option<String>,
    /// What the record says was done.
    pub done: Option<Done>,
    /// What the victim was told then, in the words used.
    pub told: Option<String>,
    /// How often it was opened again.
    pub reopened: u32,
    /// When somebody must have looked into it.
    pub promise: Option<Promise>,
    /// Where it stands.
    pub state: State,
    /// What staff found and did, when it waits for the victim's word or is settled.
    pub found: Option<String>,
    /// Whether this person may settle it.
    pub settles: bool,
}

/// What somebody found out.
#[derive(Clone, Debug)]
pub struct SettleForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// Version of the event that opened the dispute.
    pub opened: u64,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// What they found and did, as the victim was or will be told.
    pub words: String,
    /// How the victim is told.
    pub channel: Option<Channel>,
}

/// How a dispute stands, for its victim; nothing once they said that it is settled.
#[derive(Clone, Debug)]
pub enum DisputeSeen {
    /// Somebody looks into it.
    Open {
        /// The last day for it, London.
        by: Option<Date>,
        /// Whether that day has passed.
        late: bool,
        /// Whether it was opened again.
        again: bool,
    },
    /// Somebody did, and asks whether it is settled.
    Settled {
        /// Who, how and when.
        done: Done,
        /// What they found and did.
        words: Option<String>,
    },
}

impl Service {
    /// A dispute by the version of the event that opened it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not there or not theirs.
    pub async fn dispute(
        &self,
        actor: &Actor,
        case: CaseId,
        opened: u64,
        now: Timestamp,
    ) -> Result<DisputePage, ServiceError> {
        let loaded = self.case_for(actor, Action::SeeCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let dispute = loaded.case.disputes.opened_by(opened).ok_or(ServiceError::NotFound)?;
        let victim = dispute.victim;
        if !sight.sees_of(Part::ContactContent, victim) {
            return Err(ServiceError::NotFound);
        }
        sight.note_shown(actor, Part::ContactContent, Some(victim));
        self.write_meanwhile(actor);
        let duties = self.duty_lines(&loaded, now);
        let line = line_of(&duties, dispute);
        let seen = line.map(|line| self.victim_duty(&loaded, line, Language::English));
        let found = match dispute.state {
            State::Settled { contact, .. } => told(&loaded, contact),
            _ => None,
        };
        Ok(DisputePage {
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            victim,
            name: victim_name(&loaded, victim),
            what: self.what_is_disputed(dispute),
            kind: dispute.kind,
            since: dispute.since,
            said: dispute.words.as_ref().and_then(|words| loaded.texts.words(words)),
            told: seen.as_ref().and_then(|seen| seen.told.clone()),
            done: seen.and_then(|seen| seen.done),
            reopened: dispute.reopened,
            promise: promise_of(&duties, victim, dispute.opened),
            state: dispute.state,
            found,
            settles: sight.records() && !sight.only_supports(),
        })
    }

    fn what_is_disputed(&self, dispute: &Dispute) -> String {
        let code = self.rules.code;
        let rule = code.duty_index(&dispute.about.duty).map(|index| code.duty(index));
        rule.map_or_else(|| dispute.about.duty.clone(), |rule| duty_words(rule, Language::English))
    }

    /// Says what was found and done: a contact with substance, which meets the promise. It waits for the victim's word then.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn settle_dispute(
        &self,
        actor: &Actor,
        case: CaseId,
        form: SettleForm,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let victim = loaded.case.disputes.opened_by(form.opened).map(|dispute| dispute.victim);
        let victim = victim.ok_or(ServiceError::NotFound)?;
        let mut loaded = self.case_for_victim(actor, Action::RecordOnCase, case, victim).await?;
        let sight = self.sight(actor, &loaded).await?;
        if sight.only_supports() || !sight.sees_of(Part::ContactContent, victim) {
            return Err(ServiceError::NotFound);
        }
        let dispute = loaded.case.disputes.opened_by(form.opened).ok_or(ServiceError::NotFound)?.clone();
        if let State::Settled { contact, .. } = dispute.state
            && told(&loaded, contact).is_some_and(|kept| kept == form.words.trim())
        {
            return Ok(loaded.case.version);
        }
        self.unchanged_since(actor, &loaded, form.version)?;
        let duties = self.duty_lines(&loaded, now);
        let (outcome, contact) = self.settled(&loaded, &duties, &dispute, &form, now)?;

        let mut texts = Texts { case, now, personal: Vec::new() };
        let contact = CaseEvent::ContactRecorded(Contact {
            victim,
            representative: None,
            channel: contact.channel,
            told: texts.keep_text(form.words.trim())?,
            understood: contact.understood,
            against_preference: None,
            asked: None,
            next: None,
            meets: contact.meets,
        });
        let (about, at) = (dispute.about, loaded.case.version + 1);
        let settled = CaseEvent::Dispute(DisputeEvent::Settled { victim, about, outcome, contact: at });
        let events = [contact, settled].map(|event| NewEvent::at(now, event)).into();
        loaded.record(&by_person(actor), now, events, texts.personal)?;
        self.save(actor, loaded).await
    }

    /// What came of it and the contact that tells it, or what is wrong with the form.
    fn settled(
        &self,
        loaded: &LoadedCase,
        duties: &[DutyLine],
        dispute: &Dispute,
        form: &SettleForm,
        now: Timestamp,
    ) -> Result<(Outcome, ContactForm), ServiceError> {
        let mut problems = Vec::new();
        if dispute.state != State::Open {
            problems.push(Problem::new(
                "words",
                "This was looked into already: the victim is asked whether it is settled",
            ));
        }
        if form.outcome.is_none() {
            problems.push(Problem::new("outcome", "Select what came of it"));
        }
        if form.channel.is_none() {
            problems.push(Problem::new("channel", "Select how they are told"));
        }
        let promised = dispute.promised();
        let is_owed = |line: &&DutyLine| {
            line.owed.victim == dispute.victim
                && line.owed.duty == promised.duty
                && line.owed.trigger == promised.trigger
        };
        let meets = duties.iter().find(is_owed).map(DutyLine::reference).into_iter().collect();
        let channel = form.channel.unwrap_or(Channel::Account);
        let spoken = matches!(channel, Channel::Phone | Channel::Video | Channel::InPerson);
        let contact = ContactForm {
            version: form.version,
            victim: dispute.victim,
            representative: None,
            channel,
            at: now,
            reached: Reached::Yes,
            told: form.words.clone(),
            understood: if spoken { Understood::Yes } else { Understood::NotKnown },
            against_preference: None,
            asked: None,
            next: None,
            meets,
        };
        let found = contact_problems(loaded, duties, &contact, now).into_iter();
        problems.extend(found.map(|problem| {
            match problem.field {
                "told" => Problem { field: "words", ..problem },
                "against_preference" => Problem {
                    field: "channel",
                    message:
                        "The victim asked not to be contacted in this way, or prefers another. Choose another"
                            .to_owned(),
                },
                _ => problem,
            }
        }));
        if channel == Channel::Account {
            let why = self.cannot_read(loaded, dispute.victim);
            problems.extend(why.map(|why| Problem::new("channel", why)));
        }
        refuse_if_any(problems)?;
        form.outcome.map(|outcome| (outcome, contact)).ok_or(ServiceError::NotFound)
    }

    /// The victim says whether something is settled. When it is not, it is open again, with a clock of its own.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has asked them about it.
    pub async fn say_whether_settled(
        &self,
        actor: &Actor,
        about: DutyRef,
        is_settled: bool,
        words: Option<String>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        if words.as_ref().is_some_and(|words| words.chars().count() > LONGEST) {
            return Err(ServiceError::Invalid(vec![Problem::new("words", crate::messages::TOO_LONG)]));
        }
        let about = DutyRef { victim: None, ..about };
        let change = |loaded: &LoadedCase, victim: VictimId, texts: &mut Texts| {
            let dispute = loaded.case.disputes.about(victim, &about).ok_or(ServiceError::NotFound)?;
            let event = match (dispute.state, is_settled) {
                (State::Agreed, true) => return Ok(None),
                // Said twice with one tap too many.
                (State::Open, false) if dispute.reopened > 0 => return Ok(None),
                (State::Agreed | State::Open, _) => return Err(ServiceError::NotFound),
                (State::Settled { .. }, true) => DisputeEvent::Agreed { victim, about: about.clone() },
                (State::Settled { .. }, false) => {
                    DisputeEvent::Reopened { victim, about: about.clone(), words: texts.keep(words.clone())? }
                }
            };
            Ok(Some(CaseEvent::Dispute(event)))
        };
        self.own_act(actor, Action::AnswerOnOwnCase, now, change).await
    }

    /// How a dispute about a duty stands, for its victim.
    pub(crate) fn dispute_seen(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        about: &DutyRef,
        duties: &[DutyLine],
    ) -> Option<DisputeSeen> {
        let dispute = loaded.case.disputes.about(victim, about)?;
        match dispute.state {
            State::Agreed => None,
            State::Open => {
                let promise = promise_of(duties, victim, dispute.opened);
                Some(DisputeSeen::Open {
                    by: promise.and_then(|promise| promise.by),
                    late: promise.is_some_and(|promise| promise.standing == crate::Standing::Late),
                    again: dispute.reopened > 0,
                })
            }
            State::Settled { contact, .. } => Some(DisputeSeen::Settled {
                done: self.done(event_of(loaded, contact)?),
                words: told(loaded, contact),
            }),
        }
    }
}

fn line_of<'a>(duties: &'a [DutyLine], dispute: &Dispute) -> Option<&'a DutyLine> {
    duties.iter().find(|line| {
        line.owed.victim == dispute.victim
            && line.owed.duty == dispute.about.duty
            && line.owed.trigger == dispute.about.trigger
    })
}

/// Whether a duty is to look into something that a victim disputes.
pub fn is_of_a_dispute(duty: &str) -> bool {
    PROMISES.contains(&duty)
}

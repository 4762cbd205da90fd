//! Telling a story: each step is a use case, done by somebody at some moment, one after another.

use crate::{
    Actor, Problem, Service, ServiceError, Standing,
    access::sharing::SharingForm,
    by_person, new_id,
    open_case::{NewOwner, OpenCaseForm},
    record_contact::{ContactForm, Reached, Texts},
    record_event::EventForm,
    waive::WaiverForm,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use record::{
    Answer, CaseEvent, CaseId, DefendantId, Hearing, PersonDetails, Preferences, Understood, VictimId,
    WaiverScope,
    access::{Basis, Purpose},
    event::{AttemptOutcome, Channel, DutyRef, FlagBecause, ReferenceKind},
    view::{TermKind, normal_reference},
};
use std::collections::BTreeMap;
use store::{NewEvent, Person};

/// A case in the course of being told.
pub(super) struct Story<'a> {
    service: &'a Service,
    pub(super) case: CaseId,
    pub(super) version: u64,
    victims: Vec<VictimId>,
    /// When the last step was recorded: steps follow one another.
    told_until: Timestamp,
    /// The present, which no step may pass.
    now: Timestamp,
}

/// A contact, as the person who had it tells it.
#[derive(Clone)]
pub(super) struct Told<'a> {
    /// Place of the victim.
    pub victim: usize,
    /// How.
    pub channel: Channel,
    /// What was told.
    pub words: String,
    /// Ids of the duties that it meets.
    pub meets: &'a [&'a str],
    /// Place of another victim who hears the same from a relative, and who that is. A contact is with one victim, so it
    /// is recorded for each.
    pub and_through: Option<(usize, &'a str)>,
    /// Whether they understood.
    pub understood: Understood,
    /// Who was told in the victim's place.
    pub representative: Option<&'a str>,
    /// Worries and questions.
    pub asked: Option<&'a str>,
    /// Why not as they prefer.
    pub against_preference: Option<&'a str>,
    /// When they hear next.
    pub next: Option<Date>,
}

impl<'a> Told<'a> {
    /// The first victim was told by phone and understood.
    pub fn by_phone(words: impl Into<String>, meets: &'a [&'a str]) -> Told<'a> {
        Told {
            victim: 0,
            channel: Channel::Phone,
            words: words.into(),
            meets,
            and_through: None,
            understood: Understood::Yes,
            representative: None,
            asked: None,
            against_preference: None,
            next: None,
        }
    }
}

/// Something that happened.
#[derive(Clone, Default)]
pub(super) struct Happening<'a> {
    /// Trigger slug.
    pub trigger: &'a str,
    /// When the provider whose clock it starts learned of it.
    pub received_at: Option<Timestamp>,
    /// Place of the victim concerned; none means everybody.
    pub victim: Option<usize>,
    /// The hearing that was set.
    pub hearing: Option<Hearing>,
    /// In words.
    pub words: Option<String>,
    /// Conditions of the Code that are known.
    pub known: &'a [(&'a str, bool)],
}

impl<'a> Happening<'a> {
    /// Something that needs no more words.
    pub fn of(trigger: &'a str) -> Happening<'a> {
        Happening { trigger, ..Happening::default() }
    }

    /// Something with what is known of it in words.
    pub fn with_words(trigger: &'a str, words: impl Into<String>) -> Happening<'a> {
        Happening { trigger, words: Some(words.into()), ..Happening::default() }
    }
}

impl<'a> Story<'a> {
    /// Opens the case, and lets its victims sign in by the given ids. `None` when it was told before: its victims can
    /// sign in then, too.
    pub async fn begin(
        service: &'a Service,
        now: Timestamp,
        teller: &str,
        sign_in: &[&str],
        form: OpenCaseForm,
    ) -> Result<Option<Story<'a>>, ServiceError> {
        let urns: Vec<String> = form
            .references
            .iter()
            .filter(|(kind, _)| *kind == ReferenceKind::Urn)
            .map(|(_, value)| normal_reference(value))
            .collect();
        let known = service.store.cases_with(TermKind::Urn, &urns).await?;
        let names: Vec<String> = form.victims.iter().map(|victim| victim.details.name.clone()).collect();
        if let Some(&case) = known.values().flatten().next() {
            let loaded = service.store.load(case).await?.ok_or(ServiceError::NotFound)?;
            let victims: Vec<VictimId> = loaded.case.victims.iter().map(|victim| victim.id).collect();
            let_in(service, case, &victims, sign_in, &names).await?;
            return Ok(None);
        }
        let at = form.reported_at;
        let actor = service.actor(teller, at).ok_or(ServiceError::NotFound)?;
        let opened = service.open_case(&actor, form, at).await?;
        let_in(service, opened.case, &opened.victims, sign_in, &names).await?;
        Ok(Some(Story {
            service,
            case: opened.case,
            version: opened.version,
            victims: opened.victims,
            told_until: at,
            now,
        }))
    }

    /// Something happened, and was written down at once.
    pub async fn happened(
        &mut self,
        by: &str,
        at: Timestamp,
        what: Happening<'_>,
    ) -> Result<(), ServiceError> {
        let at = self.step(at);
        let form = EventForm {
            version: self.version,
            trigger: what.trigger.to_owned(),
            at,
            received_at: what.received_at.map(|received| received.max(at).min(self.now)),
            victim: what.victim.and_then(|place| self.victims.get(place).copied()),
            hearing: what.hearing,
            words: what.words,
        };
        let recorded_at = form.received_at.unwrap_or(at);
        let known = conditions(what.known);
        let actor = self.actor(by, recorded_at)?;
        let saved = self.service.record_event_knowing(&actor, self.case, form, known, recorded_at).await?;
        self.version = saved.version;
        Ok(())
    }

    /// A victim was told something.
    pub async fn told(&mut self, by: &str, at: Timestamp, told: Told<'_>) -> Result<(), ServiceError> {
        let through = told.and_through.map(|(victim, relative)| {
            // In the room or in a letter of their own; else through the relative who was rung.
            let rung = told.channel == Channel::Phone;
            Told {
                victim,
                channel: if rung { Channel::Advocate } else { told.channel },
                representative: rung.then_some(relative),
                understood: if rung { Understood::NotKnown } else { told.understood },
                asked: None,
                and_through: None,
                ..told.clone()
            }
        });
        self.told_one(by, at, told).await?;
        match through {
            Some(through) => self.told_one(by, at, through).await,
            None => Ok(()),
        }
    }

    async fn told_one(&mut self, by: &str, at: Timestamp, told: Told<'_>) -> Result<(), ServiceError> {
        let at = self.step(at);
        let victim = self.victim(told.victim)?;
        let meets = self.owed(victim, told.meets, at).await?;
        let form = ContactForm {
            version: self.version,
            victim,
            representative: told.representative.map(str::to_owned),
            channel: told.channel,
            at,
            reached: Reached::Yes,
            told: told.words,
            understood: told.understood,
            against_preference: told.against_preference.map(str::to_owned),
            asked: told.asked.map(str::to_owned),
            next: told.next,
            meets,
        };
        let saved = self.service.record_contact(&self.actor(by, at)?, self.case, form, at).await?;
        self.version = saved.version;
        Ok(())
    }

    /// Somebody tried to reach a victim.
    pub async fn tried(
        &mut self,
        by: &str,
        at: Timestamp,
        victim: usize,
        channel: Channel,
        outcome: AttemptOutcome,
        note: &str,
    ) -> Result<(), ServiceError> {
        let at = self.step(at);
        let form = ContactForm {
            version: self.version,
            victim: self.victim(victim)?,
            representative: None,
            channel,
            at,
            reached: Reached::No(outcome),
            told: note.to_owned(),
            understood: Understood::NotKnown,
            against_preference: None,
            asked: None,
            next: None,
            meets: Vec::new(),
        };
        let saved = self.service.record_contact(&self.actor(by, at)?, self.case, form, at).await?;
        self.version = saved.version;
        Ok(())
    }

    /// A victim said how they want to be reached.
    pub async fn prefers(
        &mut self,
        by: &str,
        at: Timestamp,
        victim: usize,
        preferences: Preferences,
    ) -> Result<(), ServiceError> {
        let (at, victim) = (self.step(at), self.victim(victim)?);
        let actor = self.actor(by, at)?;
        self.version =
            self.service.record_preferences(&actor, self.case, self.version, victim, preferences, at).await?;
        Ok(())
    }

    /// A fact that decides which rights a victim has.
    pub async fn found(
        &mut self,
        by: &str,
        at: Timestamp,
        victim: usize,
        fact: &str,
        because: &str,
    ) -> Result<(), ServiceError> {
        let (at, victim) = (self.step(at), self.victim(victim)?);
        let actor = self.actor(by, at)?;
        let fact = flag(fact, because);
        self.version =
            self.service.record_flag(&actor, self.case, self.version, victim, fact, true, at).await?;
        Ok(())
    }

    /// A victim does not want something.
    pub async fn waived(
        &mut self,
        by: &str,
        at: Timestamp,
        victim: usize,
        scope: WaiverScope,
        words: &str,
    ) -> Result<(), ServiceError> {
        let (at, victim) = (self.step(at), self.victim(victim)?);
        let words = Some(words.to_owned());
        let form = WaiverForm { version: self.version, victim, scope, words, withdraw: false };
        self.version = self.service.waive(&self.actor(by, at)?, self.case, form, at).await?;
        Ok(())
    }

    /// Somebody else answers for it from now on, or another agency comes in.
    pub async fn handed_over(
        &mut self,
        by: &str,
        at: Timestamp,
        owner: NewOwner,
    ) -> Result<(), ServiceError> {
        let at = self.step(at);
        self.version =
            self.service.hand_over(&self.actor(by, at)?, self.case, self.version, owner, at).await?;
        Ok(())
    }

    /// A victim agreed that an organisation has their information.
    pub async fn agreed(
        &mut self,
        by: &str,
        at: Timestamp,
        victim: usize,
        with: &str,
        purposes: &[Purpose],
        words: &str,
    ) -> Result<(), ServiceError> {
        let victim = Some(self.victim(victim)?);
        for purpose in purposes {
            let at = self.step(at);
            let form = SharingForm {
                version: self.version,
                victim,
                with: with.to_owned(),
                purpose: Some(*purpose),
                basis: Some(Basis::ConsentGiven),
                words: words.to_owned(),
            };
            self.version = self.service.record_sharing(&self.actor(by, at)?, self.case, form, at).await?;
        }
        Ok(())
    }

    /// A suspect became known.
    pub async fn suspected(
        &mut self,
        by: &str,
        at: Timestamp,
        details: PersonDetails,
    ) -> Result<(), ServiceError> {
        let at = self.step(at);
        let mut loaded = self.service.store.load(self.case).await?.ok_or(ServiceError::NotFound)?;
        let mut texts = Texts { case: self.case, now: at, personal: Vec::new() };
        let event = CaseEvent::DefendantAdded {
            defendant: DefendantId(new_id(at)),
            details: texts.keep_text(details)?,
            reference: None,
        };
        let actor = self.actor(by, at)?;
        loaded.record(&by_person(&actor), at, vec![NewEvent::at(at, event)], texts.personal)?;
        self.version = self.service.save(&actor, loaded).await?;
        Ok(())
    }

    /// The victim who signs in as `person` says whether something happened.
    pub async fn answered(
        &mut self,
        person: &str,
        at: Timestamp,
        duty: &str,
        answer: Answer,
        words: &str,
    ) -> Result<(), ServiceError> {
        let at = self.step(at);
        let actor = self.actor(person, at)?;
        let (_, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let lines = self.lines(at).await?;
        let about = lines.into_iter().filter(|line| line.0 == victim && line.1.duty == duty);
        let about = about.max_by_key(|line| line.1.trigger).ok_or_else(|| not_owed(duty))?.1;
        self.service.answer(&actor, about, answer, Some(words.to_owned()), at).await?;
        self.version += 1;
        Ok(())
    }

    /// The next step's moment: after the step before it, and never after the present.
    fn step(&mut self, at: Timestamp) -> Timestamp {
        let after = self.told_until.checked_add(SignedDuration::from_secs(60)).unwrap_or(self.told_until);
        self.told_until = at.max(after).min(self.now);
        self.told_until
    }

    fn actor(&self, person: &str, at: Timestamp) -> Result<Actor, ServiceError> {
        self.service.actor(person, at).ok_or(ServiceError::NotFound)
    }

    fn victim(&self, place: usize) -> Result<VictimId, ServiceError> {
        self.victims.get(place).copied().ok_or(ServiceError::NotFound)
    }

    /// The duties of the given ids that a victim is still owed, as a contact refers to them.
    async fn owed(
        &self,
        victim: VictimId,
        duties: &[&str],
        at: Timestamp,
    ) -> Result<Vec<DutyRef>, ServiceError> {
        let lines = self.lines(at).await?;
        let owed = |duty: &&str| {
            lines
                .iter()
                .filter(|(of, reference, standing)| {
                    *of == victim && reference.duty == **duty && standing.is_owed()
                })
                .max_by_key(|(_, reference, _)| reference.trigger)
                .map(|(_, reference, _)| reference.clone())
                .ok_or_else(|| not_owed(duty))
        };
        duties.iter().map(owed).collect()
    }

    async fn lines(&self, at: Timestamp) -> Result<Vec<(VictimId, DutyRef, Standing)>, ServiceError> {
        let loaded = self.service.store.load(self.case).await?.ok_or(ServiceError::NotFound)?;
        let lines = self.service.duty_lines(&loaded, at).into_iter();
        Ok(lines.map(|line| (line.owed.victim, line.reference(), line.standing)).collect())
    }
}

fn not_owed(duty: &str) -> ServiceError {
    ServiceError::Invalid(vec![Problem::new(
        "meets",
        format!("The story says that {duty} was owed, and it is not"),
    )])
}

/// A flag of the Code and why it holds.
pub(super) fn flag(flag: &str, because: &str) -> FlagBecause {
    FlagBecause { flag: flag.to_owned(), because: because.to_owned() }
}

/// What is known of the Code's conditions.
pub(super) fn conditions(known: &[(&str, bool)]) -> BTreeMap<String, bool> {
    known.iter().map(|(slug, holds)| ((*slug).to_owned(), *holds)).collect()
}

/// Lets the victims of a case sign in.
async fn let_in(
    service: &Service,
    case: CaseId,
    victims: &[VictimId],
    sign_in: &[&str],
    names: &[String],
) -> Result<(), ServiceError> {
    let people: Vec<Person> = victims
        .iter()
        .zip(sign_in)
        .zip(names)
        .map(|((victim, id), name)| Person {
            id: (*id).to_owned(),
            name: name.clone(),
            role: "victim".into(),
            case_id: Some(case.0),
            victim_id: Some(victim.0),
            ..Person::default()
        })
        .collect();
    service.store.save_directory(&[], &[], &people).await?;
    service.refresh_directory().await
}

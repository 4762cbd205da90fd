//! What staff see of requests, and how they answer one: what they write goes to the victim, and meets what was owed.

use super::OwnRequest;
use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
    timeline,
};
use jiff::Timestamp;
use language::Language;
use policy::Action;
use record::{
    CaseEvent, CaseId, DutyRef, RequestEvent, VictimId,
    request::{Request, RequestAnswer},
    substance,
};
use store::{LoadedCase, NewEvent};
use uuid::Uuid;

/// Requests of a case, for staff.
#[derive(Clone, Debug)]
pub struct CaseRequests {
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Reference of the case.
    pub reference: String,
    /// Name of the victim, and the request; open ones first.
    pub requests: Vec<(String, OwnRequest)>,
}

/// An answer as somebody filled it in.
#[derive(Clone, Debug)]
pub struct AnswerForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// Which request.
    pub request: Uuid,
    /// How far it is.
    pub answer: Option<RequestAnswer>,
    /// What the victim is told.
    pub words: String,
}

impl Service {
    /// What the victims of a case have asked for.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not theirs.
    pub async fn case_requests(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<CaseRequests, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let theirs = |victim: VictimId| {
            sight.sees_of(policy::Part::Duties, victim) && sight.sees_of(policy::Part::ContactContent, victim)
        };
        let victims = loaded.case.victims.iter().map(|victim| victim.id).filter(|victim| theirs(*victim));
        let mut requests: Vec<(String, OwnRequest)> = Vec::new();
        for victim in victims {
            sight.note_shown(actor, policy::Part::ContactContent, Some(victim));
            let name = timeline::victim_name(&loaded, victim);
            let of = self.requests_of(&loaded, victim, Language::English, now);
            requests.extend(of.into_iter().map(|request| (name.clone(), request)));
        }
        requests.sort_by_key(|(_, request)| request.closed);
        self.write_meanwhile(actor);
        Ok(CaseRequests {
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            requests,
        })
    }

    /// Answers a request. The same answer in the same words is not recorded twice.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed;
    /// [`ServiceError::NotFound`] when there is no such request that is theirs.
    pub async fn answer_request(
        &self,
        actor: &Actor,
        case: CaseId,
        form: AnswerForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let mut loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let known = loaded.case.requests.get(form.request).cloned().ok_or(ServiceError::NotFound)?;
        let victim = known.made.victim;
        self.case_for_victim(actor, Action::RecordOnCase, case, victim).await?;
        let said_before = |(answer, _, words, _): &(RequestAnswer, Timestamp, record::PersonalRef, u64)| {
            Some(*answer) == form.answer && loaded.texts.words(words).as_deref() == Some(form.words.trim())
        };
        if known.answers.iter().any(said_before) {
            return Ok(());
        }
        self.unchanged_since(actor, &loaded, form.version)?;
        let mut problems = Vec::new();
        if known.is_closed() {
            problems.push(Problem::new("answer", "This was answered or withdrawn. Look again"));
        } else if form.answer.is_none() {
            problems.push(Problem::new("answer", "Select how far it is"));
        }
        if substance::check(&form.words).is_err() {
            let ask = "Write to the victim what was done or decided, why, and what happens next";
            problems.push(Problem::new("words", ask));
        }
        problems.extend(too_long("words", Some(&form.words)));
        refuse_if_any(problems)?;
        let answer = form.answer.ok_or(ServiceError::NotFound)?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = RequestEvent::Answered {
            victim,
            request: form.request,
            answer,
            words: texts.keep_text(form.words.trim())?,
            meets: self.met_by_answer(&loaded, &known, answer),
        };
        let event = NewEvent::at(now, CaseEvent::Request(event));
        loaded.record(&by_person(actor), now, vec![event], texts.personal)?;
        self.save(actor, loaded).await.map(drop)
    }

    /// An acknowledgement meets what is owed as one; any other answer meets everything that the request started.
    fn met_by_answer(&self, loaded: &LoadedCase, request: &Request, answer: RequestAnswer) -> Vec<DutyRef> {
        let owed = self.duty_lines(loaded, request.at).into_iter().map(|line| line.owed);
        let of = owed.filter(|owed| {
            owed.victim == request.made.victim && owed.trigger == request.version && owed.done_by.is_none()
        });
        let meets = |duty: &str| answer != RequestAnswer::Acknowledged || duty.contains("acknowledge");
        of.filter(|owed| meets(&owed.duty))
            .map(|owed| DutyRef { duty: owed.duty, trigger: owed.trigger, victim: None })
            .collect()
    }
}

//! The victim confirms or disputes what the record says (ACC-2, VOX-3). Nobody else can answer for them.

use crate::{
    Actor, Problem, Service, ServiceError,
    again::again_when_stale,
    by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
};
use jiff::Timestamp;
use record::{
    AnswerAbout, CaseEvent,
    event::{Answer, DutyRef},
};
use store::NewEvent;

impl Service {
    /// Records the victim's answer about a duty. The latest answer counts; earlier ones stay in the journal.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the duty is not theirs; [`ServiceError::Invalid`] when the text is too long.
    pub async fn answer(
        &self,
        actor: &Actor,
        duty: DutyRef,
        answer: Answer,
        words: Option<String>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        // Staff may write on the case at the same moment: that must not cost the victim their words.
        again_when_stale!(self.try_answer(actor, &duty, answer, words.clone(), now).await)
    }

    async fn try_answer(
        &self,
        actor: &Actor,
        duty: &DutyRef,
        answer: Answer,
        words: Option<String>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let mut loaded = self.case_for(actor, policy::Action::AnswerOnOwnCase, case).await?;
        let theirs = self.duty_lines(&loaded, now).into_iter().any(|line| {
            line.owed.victim == victim && line.owed.duty == duty.duty && line.owed.trigger == duty.trigger
        });
        if !theirs {
            return Err(ServiceError::NotFound);
        }
        let problems: Vec<Problem> = too_long("words", words.as_deref()).into_iter().collect();
        refuse_if_any(problems)?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let about = AnswerAbout::Duty(DutyRef { victim: None, ..duty.clone() });
        let event = CaseEvent::VictimAnswered { victim, about, answer, words: texts.keep(words)? };
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        self.save(actor, loaded).await.map(drop)
    }
}

//! The survey along the whole journey (VOX-2, ADR 0034): a victim answers on their own pages, or with somebody who supports
//! them and does not answer for the case. Nobody who works on the case reads the answers.

use crate::{Actor, Problem, Service, ServiceError, by_person, timeline::victim_name};
use jiff::Timestamp;
use policy::{About, Action};
use record::{
    CaseEvent, CaseId, SurveyEvent, VictimId,
    survey::{self, Moment, OwnSurvey, QUESTIONS, Through, WhyNot},
};
use std::collections::BTreeMap;
use store::{LoadedCase, NewEvent};

/// A victim's survey.
#[derive(Clone, Debug)]
pub struct SurveyPage {
    /// Their name.
    pub name: String,
    /// What they could be asked about now; when they answered that already, what they said last.
    pub moment: Moment,
    /// Whether they have answered for it.
    pub answered: bool,
    /// Their answers for it.
    pub answers: BTreeMap<String, String>,
}

/// A victim of a case, for staff.
#[derive(Clone, Debug)]
pub struct SurveyLine {
    /// The victim.
    pub victim: VictimId,
    /// Their name.
    pub name: String,
    /// What they could be asked about now.
    pub due: Option<Moment>,
    /// Why they are not asked directly.
    pub not_directly: Option<WhyNot>,
    /// Whether they do not want to be asked.
    pub declined: bool,
    /// Whether this person may fill it in with them.
    pub may_help: bool,
}

/// The survey in a case, for staff.
#[derive(Clone, Debug)]
pub struct CaseSurvey {
    /// Reference of the case.
    pub reference: String,
    /// Its victims, as far as this person may see them.
    pub victims: Vec<SurveyLine>,
}

/// Whether a victim's pages ask them to answer: something is due, nobody said that they are not to be asked directly, and they
/// did not say no.
pub(crate) fn is_asked(loaded: &LoadedCase, victim: VictimId, now: Timestamp) -> bool {
    let said = loaded.case.surveys.of(victim);
    said.not_directly.is_none() && said.declined.is_none() && survey::due(&loaded.case, victim, now).is_some()
}

impl Service {
    /// The survey for whoever signed in.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_survey(&self, actor: &Actor, now: Timestamp) -> Result<SurveyPage, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::AnswerOnOwnCase, case).await?;
        Ok(page(&loaded, victim, now))
    }

    /// The victim answers. The latest answers for a part of the journey count; the same again add nothing.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when nothing is answered.
    pub async fn answer_survey(
        &self,
        actor: &Actor,
        answers: BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let answers = known(answers)?;
        self.own_act(actor, Action::AnswerOnOwnCase, now, |loaded, victim, _| {
            Ok(answered(loaded, victim, &answers, Through::Own, now))
        })
        .await
    }

    /// The victim does not want to be asked. They can still answer when they like.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn decline_survey(&self, actor: &Actor, now: Timestamp) -> Result<(), ServiceError> {
        self.own_act(actor, Action::AnswerOnOwnCase, now, |loaded, victim, _| {
            let said = loaded.case.surveys.of(victim);
            Ok(said.declined.is_none().then_some(CaseEvent::Survey(SurveyEvent::Declined { victim })))
        })
        .await
    }

    /// Who is asked in a case, and how.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such case, or none for this person.
    pub async fn case_survey(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<CaseSurvey, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let access = loaded.case.access();
        let about = loaded.case.victims.iter().map(|victim| About::Victim(case, &access, victim.id));
        let decisions = policy::may_about(
            &actor.asker_in(&loaded.case),
            [Action::RecordOnCase, Action::HelpWithSurvey],
            about,
        );
        let seen = loaded.case.victims.iter().zip(decisions);
        let lines = seen.filter(|(_, [records, _])| records.is_allowed()).map(|(victim, [_, helps])| {
            let said = loaded.case.surveys.of(victim.id);
            SurveyLine {
                victim: victim.id,
                name: victim_name(&loaded, victim.id),
                due: survey::due(&loaded.case, victim.id, now),
                not_directly: said.not_directly,
                declined: said.declined.is_some(),
                may_help: helps.is_allowed(),
            }
        });
        Ok(CaseSurvey {
            reference: loaded.case.reference().unwrap_or_default().to_owned(),
            victims: lines.collect(),
        })
    }

    /// Somebody is not to be asked directly, or again is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such case or victim for this person.
    pub async fn ask_directly(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        unless: Option<WhyNot>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let loaded = self.survey_case(actor, Action::RecordOnCase, case, victim).await?;
        if loaded.case.surveys.of(victim).not_directly == unless {
            return Ok(());
        }
        let event = CaseEvent::Survey(SurveyEvent::Directly { victim, unless });
        self.write_survey(actor, loaded, event, now).await
    }

    /// What a victim could answer with somebody who supports them.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not for this person: whoever answers for the case does not fill it in.
    pub async fn survey_with(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        now: Timestamp,
    ) -> Result<SurveyPage, ServiceError> {
        let loaded = self.survey_case(actor, Action::HelpWithSurvey, case, victim).await?;
        Ok(page(&loaded, victim, now))
    }

    /// A supporter writes down what a victim answers.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when nothing is answered; [`ServiceError::NotFound`] as [`Service::survey_with`].
    pub async fn answer_survey_with(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: VictimId,
        answers: BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let loaded = self.survey_case(actor, Action::HelpWithSurvey, case, victim).await?;
        let answers = known(answers)?;
        match answered(&loaded, victim, &answers, Through::Supporter, now) {
            Some(event) => self.write_survey(actor, loaded, event, now).await,
            None => Ok(()),
        }
    }

    async fn survey_case(
        &self,
        actor: &Actor,
        action: Action,
        case: CaseId,
        victim: VictimId,
    ) -> Result<LoadedCase, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let access = loaded.case.access();
        let decision =
            policy::may(&actor.asker_in(&loaded.case), action, About::Victim(case, &access, victim));
        let theirs = loaded.case.victim(victim).is_some() && decision.is_allowed();
        if theirs { Ok(loaded) } else { Err(ServiceError::NotFound) }
    }

    async fn write_survey(
        &self,
        actor: &Actor,
        mut loaded: LoadedCase,
        event: CaseEvent,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], Vec::new())?;
        self.save(actor, loaded).await.map(|_| ())
    }
}

/// What is asked about: what is due; when nothing is, what was answered last.
fn moment(loaded: &LoadedCase, said: &OwnSurvey, victim: VictimId, now: Timestamp) -> Moment {
    let last = said.answered.iter().max_by_key(|(_, (at, _))| *at).map(|(moment, _)| *moment);
    survey::due(&loaded.case, victim, now).or(last).unwrap_or(Moment::FirstWeeks)
}

fn page(loaded: &LoadedCase, victim: VictimId, now: Timestamp) -> SurveyPage {
    let said = loaded.case.surveys.of(victim);
    let moment = moment(loaded, &said, victim, now);
    let before = said.answered.get(&moment);
    SurveyPage {
        name: victim_name(loaded, victim),
        moment,
        answered: before.is_some(),
        answers: before.map(|(_, answers)| answers.clone()).unwrap_or_default(),
    }
}

/// The event of these answers; none when they were given already.
fn answered(
    loaded: &LoadedCase,
    victim: VictimId,
    answers: &BTreeMap<String, String>,
    through: Through,
    now: Timestamp,
) -> Option<CaseEvent> {
    let said = loaded.case.surveys.of(victim);
    let moment = moment(loaded, &said, victim, now);
    if said.answered.get(&moment).is_some_and(|(_, before)| before == answers) {
        return None;
    }
    let answers = answers.clone();
    Some(CaseEvent::Survey(SurveyEvent::Answered { victim, moment, answers, through }))
}

/// Answers to questions that are asked; others are dropped, and none at all is refused.
fn known(answers: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, ServiceError> {
    let mut known = answers;
    known.retain(|question, answer| survey::is_answer(question, answer));
    if known.is_empty() {
        let (first, _) = QUESTIONS[0];
        return Err(ServiceError::Invalid(vec![Problem::new(first, "Answer at least one question")]));
    }
    Ok(known)
}

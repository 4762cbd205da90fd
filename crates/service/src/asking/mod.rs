//! What victims ask for from their own pages, and what becomes of it (ACC-10, SUP-3, SUP-6): support, help with compensation,
//! expenses, a review, a complaint. In [`making`] a request is made or withdrawn; [`dates`] works out a person's own dates;
//! [`directory`] is the list of support services; [`answering`] is for staff.

pub mod answering;
pub mod dates;
pub mod directory;
pub mod making;

use crate::{Actor, Service, ServiceError, Standing, case_file::DutyLine, victim_case::duty_words};
use jiff::{Timestamp, civil::Date};
use language::Language;
use policy::Action;
use record::{
    VictimId,
    request::{About, Request, RequestAnswer},
};
use store::LoadedCase;
use uuid::Uuid;

/// An id for a request that a page is about to ask for: the form brings it, so that a double tap asks once.
pub fn fresh(now: Timestamp) -> Uuid {
    crate::new_id(now)
}

/// A request, for its victim.
#[derive(Clone, Debug)]
pub struct OwnRequest {
    /// Its id.
    pub id: Uuid,
    /// What is asked for.
    pub about: About,
    /// In which words.
    pub words: Option<String>,
    /// The day on which they asked, London.
    pub on: Date,
    /// The day on which they withdrew it.
    pub withdrawn: Option<Date>,
    /// What they were answered: how far it is, on which day, in which words, by whom.
    pub answers: Vec<(RequestAnswer, Date, String, String)>,
    /// What is owed because of it: what, by whom (slug), the last day, how it stands.
    pub owed: Vec<(String, String, Option<Date>, Standing)>,
    /// Whether nothing more is to come.
    pub closed: bool,
}

impl Service {
    /// What somebody who has signed in has asked for, the last first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_requests(&self, actor: &Actor, now: Timestamp) -> Result<Vec<OwnRequest>, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::AskForOneself, case).await?;
        self.write_meanwhile(actor);
        Ok(self.requests_of(&loaded, victim, actor.language, now))
    }

    pub(crate) fn requests_of(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        language: Language,
        now: Timestamp,
    ) -> Vec<OwnRequest> {
        let lines = self.duty_lines(loaded, now);
        let requests = loaded.case.requests.of(victim).into_iter();
        requests.map(|request| self.own_request(loaded, request, &lines, language)).collect()
    }

    fn own_request(
        &self,
        loaded: &LoadedCase,
        request: &Request,
        lines: &[DutyLine],
        language: Language,
    ) -> OwnRequest {
        let owed = lines.iter().filter(|line| {
            line.owed.victim == request.made.victim
                && line.owed.trigger == request.version
                && is_theirs(line, request)
        });
        let owed = owed.map(|line| {
            let what = line.rule.map_or_else(|| line.owed.duty.clone(), |rule| duty_words(rule, language));
            (what, line.owed.provider.clone(), line.owed.due, line.standing)
        });
        let answers = request.answers.iter().map(|(answer, at, words, version)| {
            let words = loaded.texts.words(words).unwrap_or_default();
            (*answer, calendar::london_date(*at), words, self.who_recorded(loaded, *version))
        });
        OwnRequest {
            id: request.made.request,
            about: request.made.about.clone(),
            words: request.made.words.as_ref().and_then(|words| loaded.texts.words(words)),
            on: calendar::london_date(request.at),
            withdrawn: request.withdrawn.map(calendar::london_date),
            answers: answers.collect(),
            owed: owed.collect(),
            closed: request.is_closed(),
        }
    }

    /// Who recorded an event: a person's name, else their organisation's.
    fn who_recorded(&self, loaded: &LoadedCase, version: u64) -> String {
        let place = usize::try_from(version).ok().and_then(|version| version.checked_sub(1));
        let recorded = place.and_then(|place| loaded.events.get(place));
        recorded.map(|recorded| self.done(recorded).who).unwrap_or_default()
    }
}

/// Whether what is owed answers this request: the scheme's trigger for a review also starts what another agency would owe.
fn is_theirs(line: &DutyLine, request: &Request) -> bool {
    match &request.made.about {
        About::Review { by, .. } => line.owed.provider == by.provider(),
        _ => true,
    }
}

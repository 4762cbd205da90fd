//! How it has been (VOX-2): `/your-case/survey` for the victim; `/case/{case}/survey` for staff, and
//! `/case/{case}/survey/{victim}` for whoever supports a victim and fills it in with them.

use super::{Answer, refused, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, case::Saved, plain::Plain, survey as page},
    present, speaking,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::{
    CaseId, VictimId,
    survey::{QUESTIONS, WhyNot},
};
use service::{Actor, ServiceError};
use std::collections::BTreeMap;

fn answers(fields: &Fields) -> BTreeMap<String, String> {
    let given = QUESTIONS.iter().filter_map(|(question, _)| {
        fields.some_text(question).map(|answer| ((*question).to_owned(), answer))
    });
    given.collect()
}

/// `GET /your-case/survey`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    Ok(Page(own(&shared, &visit, &actor, &Fields::NOTHING, &Complaints::default()).await?).into_response())
}

async fn own(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let known = shared.app.service.own_survey(actor, shared.now()).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell(speaking::say("survey-title")).acting_for(&known.name);
    Ok(page::own(shell, &known, fields, complaints))
}

/// `POST /your-case/survey`
pub(crate) async fn send(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let declines = fields.text("now") == "decline";
    let done = match declines {
        true => shared.app.service.decline_survey(&actor, now).await,
        false => shared.app.service.answer_survey(&actor, answers(&fields), now).await,
    };
    match done {
        Ok(()) => {
            let note = if declines { "survey-declined" } else { "survey-thanks" };
            visit.leave_note(&shared, Note::Victim(speaking::say(note))).await;
            Ok(Redirect::to("/your-case").into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            Ok(refused(own(&shared, &visit, &actor, &fields, &Complaints(problems)).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// `GET /case/{case}/survey`
pub(crate) async fn of_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let known = shared.app.service.case_survey(&actor, case, shared.now()).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let (shell, address) = (visit.shell("Survey").within("/my-work"), present::case_address(case));
    Ok(Page(page::of_case(shell, &address, &known)).into_response())
}

/// `POST /case/{case}/survey`
pub(crate) async fn ask_directly(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let victim: Option<VictimId> = fields.text("victim").parse().ok();
    let Some(victim) = victim else { return Err(trouble(&visit, ServiceError::NotFound)) };
    let unless = WhyNot::from_slug(&fields.text("unless"));
    let done = shared.app.service.ask_directly(&actor, case, victim, unless, shared.now()).await;
    done.map_err(|reason| trouble(&visit, reason))?;
    let what = match unless {
        Some(_) => "They are not asked directly. Somebody who supports them can ask them",
        None => "They are asked on their own pages",
    };
    let saved = Saved { what: what.into(), ..Saved::default() };
    visit.leave_note(&shared, Note::Case(case, saved)).await;
    Ok(Redirect::to(&present::case_address(case)).into_response())
}

/// `GET /case/{case}/survey/{victim}`
pub(crate) async fn ask_with(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(about): Path<(CaseId, VictimId)>,
) -> Answer {
    let nothing = (Fields::NOTHING, Complaints::default());
    Ok(Page(with(&shared, &visit, &actor, about, (&nothing.0, &nothing.1)).await?).into_response())
}

async fn with(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    (case, victim): (CaseId, VictimId),
    (fields, complaints): (&Fields, &Complaints),
) -> Result<Plain, Response> {
    let known = shared.app.service.survey_with(actor, case, victim, shared.now()).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell("Survey").within("/my-work");
    let here = format!("{}/survey/{victim}", present::case_address(case));
    Ok(page::with(shell, &present::case_address(case), &here, &known, fields, complaints))
}

/// `POST /case/{case}/survey/{victim}`
pub(crate) async fn send_with(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((case, victim)): Path<(CaseId, VictimId)>,
    fields: Fields,
) -> Answer {
    let said = answers(&fields);
    match shared.app.service.answer_survey_with(&actor, case, victim, said, shared.now()).await {
        Ok(()) => {
            let saved = Saved { what: "Their answers are counted".into(), ..Saved::default() };
            visit.leave_note(&shared, Note::Case(case, saved)).await;
            Ok(Redirect::to(&present::case_address(case)).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            Ok(refused(with(&shared, &visit, &actor, (case, victim), (&fields, &complaints)).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

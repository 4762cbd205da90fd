//! A victim's own decisions: `GET` and `POST /your-case/sharing`.

use super::{said, say};
use crate::{
    Shared,
    fields::Fields,
    gate::{SignedIn, Visit},
    handlers::{Answer, trouble},
    pages::{Page, access, problem},
    speaking,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use record::access::Purpose;

/// `GET /your-case/sharing`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let lines = shared.app.service.own_sharing(&actor).await.map_err(|reason| trouble(&visit, reason))?;
    let saved = said(&visit, &shared).await;
    let shell = visit.shell(speaking::say("case-more-sharing")).within("/your-case");
    Ok(Page(access::your_sharing::page(shell, &lines, saved)).into_response())
}

/// `POST /your-case/sharing`
pub(crate) async fn decide(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let agrees = match fields.text("agrees").as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(problem::not_there(visit.shell("")).into_response()),
    };
    let Some(purpose) = Purpose::from_slug(&fields.text("purpose")) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let service = &shared.app.service;
    let done = service.decide_own_sharing(&actor, &fields.text("with"), purpose, agrees, shared.now()).await;
    done.map_err(|reason| trouble(&visit, reason))?;
    let text = match agrees {
        true => "sharing-thanks-yes",
        false => "sharing-thanks-no",
    };
    say(&visit, &shared, speaking::say(text)).await;
    Ok(Redirect::to("/your-case/sharing").into_response())
}

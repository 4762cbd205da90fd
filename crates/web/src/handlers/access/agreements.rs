//! Agreements: `GET /agreements`, `GET` and `POST /agreements/new`, `GET` and `POST /agreements/{agreement}`; terms of
//! use: `GET` and `POST /terms`.

use super::{complaints_of, said, say};
use crate::{
    Shared,
    fields::Fields,
    forms::{self, Complaints},
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, sign_in::home_of, trouble},
    pages::{Page, access::agreements as page, problem},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use policy::Role;
use service::{
    Actor,
    access::agreements::{AgreementForm, AgreementLine},
};
use uuid::Uuid;

/// `GET /agreements`
pub(crate) async fn list(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let lines = shared.app.service.agreements(&actor, shared.now()).await;
    let lines = lines.map_err(|reason| trouble(&visit, reason))?;
    let saved = said(&visit, &shared).await;
    let shell = visit.shell("Agreements and terms of use").within("/agreements");
    Ok(Page(page::list(shell, &lines, keeps(&actor), saved)).into_response())
}

/// `GET /agreements/{agreement}`
pub(crate) async fn look(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(agreement): Path<Uuid>,
) -> Answer {
    let line = known(&shared, &visit, &actor, agreement).await?;
    let shell = visit.shell(&line.agreement.title).within("/agreements");
    let today = calendar::london_date(shared.now());
    Ok(Page(page::one(shell, &line, keeps(&actor), may_accept(&actor), today)).into_response())
}

/// `POST /agreements/{agreement}`
pub(crate) async fn decide(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(agreement): Path<Uuid>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let (done, text) = match fields.text("what").as_str() {
        "accept" => {
            (service.accept_agreement(&actor, agreement, now).await, "Accepted for your organisation")
        }
        "end" => (service.end_agreement(&actor, agreement, now).await, "Ended"),
        _ => return Err(problem::not_there(visit.shell("")).into_response()),
    };
    done.map_err(|reason| trouble(&visit, reason))?;
    say(&visit, &shared, text).await;
    Ok(Redirect::to("/agreements").into_response())
}

/// `GET /agreements/new`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit) -> Answer {
    let shell = visit.shell("Make an agreement").within("/agreements");
    let none = Complaints::default();
    Ok(Page(page::new(shell, &organisations(&shared), &Fields::NOTHING, &none)).into_response())
}

/// `POST /agreements/new`
pub(crate) async fn make(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let day = |name: &str| forms::date(&forms::date_parts(&fields, name)).ok();
    let kind = fields.text("kind");
    let form = AgreementForm {
        is_terms: kind == "terms",
        title: fields.text("title"),
        body: fields.text("body"),
        purpose: fields.text("purpose"),
        basis: fields.text("basis"),
        parties: fields.all("parties"),
        from: day("from"),
        review: day("review"),
    };
    let complaints = if matches!(kind.as_str(), "terms" | "sharing") {
        match shared.app.service.make_agreement(&actor, form, shared.now()).await {
            Ok(_) => {
                say(&visit, &shared, "Made").await;
                return Ok(Redirect::to("/agreements").into_response());
            }
            Err(reason) => complaints_of(reason, "title").map_err(|reason| trouble(&visit, reason))?,
        }
    } else {
        let mut complaints = Complaints::default();
        complaints.add("kind", "Select what it is");
        complaints
    };
    let shell = visit.shell("Make an agreement").within("/agreements");
    Ok(refused(page::new(shell, &organisations(&shared), &fields, &complaints)))
}

/// `GET /terms`
pub(crate) async fn terms(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let waiting = shared.app.service.terms_to_accept(&actor, shared.now()).await;
    match waiting.map_err(|reason| trouble(&visit, reason))? {
        Some(terms) => Ok(Page(page::terms(visit.shell("Terms of use"), &terms)).into_response()),
        None => Ok(Redirect::to(home_of(&actor)).into_response()),
    }
}

/// `POST /terms`
pub(crate) async fn accept(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let Ok(terms) = fields.text("terms").parse() else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let done = shared.app.service.accept_terms(&actor, terms, shared.now()).await;
    done.map_err(|reason| trouble(&visit, reason))?;
    Ok(Redirect::to(home_of(&actor)).into_response())
}

fn keeps(actor: &Actor) -> bool {
    actor.role == Role::InformationGovernance
}

fn may_accept(actor: &Actor) -> bool {
    matches!(actor.role, Role::InformationGovernance | Role::Supervisor)
}

fn organisations(shared: &Shared) -> Vec<(String, String)> {
    let directory = shared.app.service.directory();
    let mut all: Vec<_> = directory.organisations.values().map(|o| (o.id.clone(), o.name.clone())).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

async fn known(shared: &Shared, visit: &Visit, actor: &Actor, id: Uuid) -> Result<AgreementLine, Response> {
    let lines = shared.app.service.agreements(actor, shared.now()).await;
    let lines = lines.map_err(|reason| trouble(visit, reason))?;
    let found = lines.into_iter().find(|line| line.agreement.id == id);
    found.ok_or_else(|| problem::not_there(visit.shell("")).into_response())
}

//! Sign-in suspended, a case restricted, conflicts: `GET` and `POST /case/{case}/suspension`, `/restriction`,
//! `/conflict`.

use super::{complaints_of, said, say};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{
        Page,
        access::case_access::{self as page, SignInState},
        plain::Plain,
    },
    present,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::CaseId;
use service::Actor;

/// `GET /case/{case}/suspension`
pub(crate) async fn ask_suspension(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let none = Complaints::default();
    let shown = suspension_page(&shared, &visit, &actor, case, &fields, &none, saved);
    Ok(Page(shown.await?).into_response())
}

/// `POST /case/{case}/suspension`
pub(crate) async fn suspend(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let version = fields.text("version").parse().unwrap_or(0);
    let suspends = fields.text("suspend") == "yes";
    let service = &shared.app.service;
    let complaints = match fields.text("victim").parse() {
        Ok(victim) => {
            let words = fields.text("words");
            let done = service.suspend_victim(&actor, case, version, victim, suspends, words, shared.now());
            match done.await {
                Ok(_) => {
                    let text = match suspends {
                        true => "Suspended. Nobody is signed in as them any more",
                        false => "They can sign in again",
                    };
                    say(&visit, &shared, text).await;
                    let address = format!("{}/suspension", present::case_address(case));
                    return Ok(Redirect::to(&address).into_response());
                }
                Err(reason) => complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?,
            }
        }
        Err(_) => {
            let mut complaints = Complaints::default();
            complaints.add("words", "Select whose sign-in it is");
            complaints
        }
    };
    Ok(refused(suspension_page(&shared, &visit, &actor, case, &fields, &complaints, None).await?))
}

async fn suspension_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let found = shared.app.service.suspensions_of(actor, case).await;
    let found = found.map_err(|reason| trouble(visit, reason))?;
    let mut victims: Vec<SignInState> = found
        .victims
        .into_iter()
        .map(|(victim, name, suspended)| SignInState { victim, name, suspended })
        .collect();
    let asked = fields.text("victim");
    victims.sort_by_key(|state| state.victim.to_string() != asked);
    let shell = visit.shell("Suspend a victim’s sign-in").within("/my-work");
    let address = present::case_address(case);
    let about = (address.as_str(), found.reference.as_str(), found.version);
    Ok(page::suspension(shell, about, &victims, fields, complaints, saved))
}

/// `GET /case/{case}/restriction`
pub(crate) async fn ask_restriction(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let (empty, none) = (Fields::default(), Complaints::default());
    let shown = restriction_page(&shared, &visit, &actor, case, &empty, &none, saved);
    Ok(Page(shown.await?).into_response())
}

/// `POST /case/{case}/restriction`
pub(crate) async fn restrict(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let version = fields.text("version").parse().unwrap_or(0);
    let (service, now) = (&shared.app.service, shared.now());
    let (done, field) = if fields.text("what") == "conflict" {
        let shut_out = match fields.text("decision").as_str() {
            "out" => true,
            "in" => false,
            _ => {
                let mut complaints = Complaints::default();
                complaints.add("decision", "Select what you decide");
                let shown = restriction_page(&shared, &visit, &actor, case, &fields, &complaints, None);
                return Ok(refused(shown.await?));
            }
        };
        let (person, words) = (fields.text("person"), fields.text("conflict_words"));
        let done = service.decide_conflict(&actor, case, version, person, shut_out, words, now).await;
        (done, "conflict_words")
    } else {
        let people = fields.all("people").into_iter().collect();
        (service.restrict_case(&actor, case, version, people, fields.text("words"), now).await, "words")
    };
    match done {
        Ok(_) => {
            say(&visit, &shared, "Saved. It counts from now on").await;
            // Whoever is not on the list themselves cannot come back to this page.
            let still = service.restriction_of(&actor, case).await.is_ok();
            let address = format!("{}/restriction", present::case_address(case));
            Ok(Redirect::to(if still { &address } else { "/my-work" }).into_response())
        }
        Err(reason) => {
            let complaints = complaints_of(reason, field).map_err(|reason| trouble(&visit, reason))?;
            Ok(refused(restriction_page(&shared, &visit, &actor, case, &fields, &complaints, None).await?))
        }
    }
}

async fn restriction_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let known = shared.app.service.restriction_of(actor, case).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell("Restrict this case").within("/my-work");
    Ok(page::restriction(shell, &present::case_address(case), &known, fields, complaints, saved))
}

/// `GET /case/{case}/conflict`
pub(crate) async fn ask_conflict(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let (empty, none) = (Fields::default(), Complaints::default());
    let shown = conflict_page(&shared, &visit, &actor, case, &empty, &none);
    Ok(Page(shown.await?).into_response())
}

/// `POST /case/{case}/conflict`
pub(crate) async fn declare(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let done = shared.app.service.declare_conflict(&actor, case, fields.text("words"), shared.now()).await;
    match done {
        Ok(()) => Ok(Redirect::to("/my-work").into_response()),
        Err(reason) => {
            let complaints = complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?;
            Ok(refused(conflict_page(&shared, &visit, &actor, case, &fields, &complaints).await?))
        }
    }
}

async fn conflict_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let reference = shared.app.service.conflict_page(actor, case).await;
    let reference = reference.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell("I know somebody in this case").within("/my-work");
    Ok(page::conflict(shell, &present::case_address(case), &reference, fields, complaints))
}

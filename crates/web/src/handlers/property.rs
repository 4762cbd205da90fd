//! A victim's property: `GET /your-case/property`, `GET` and `POST /your-case/property/add` and
//! `/your-case/property/{item}` for the victim, `GET` and `POST /case/{case}/property` for staff.

use super::{
    Answer,
    access::{complaints_of, said, say},
    refused, said_to_victim, trouble,
};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, problem, property as page},
    present, speaking,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::{CaseId, PropertyState};
use service::{
    Actor, ServiceError,
    property::{Change, Item, OwnProperty, PropertyForm},
};

/// `GET /your-case/property`
pub(crate) async fn own(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let known = own_of(&shared, &visit, &actor).await?;
    let saved = said_to_victim(&shared, &visit).await;
    let shell = shell(&visit, &known);
    let today = calendar::london_date(shared.now());
    Ok(Page(page::own(shell, &known, saved, today)).into_response())
}

/// `GET /your-case/property/add`
pub(crate) async fn ask_add(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let known = own_of(&shared, &visit, &actor).await?;
    let none = Complaints::default();
    Ok(Page(page::add(shell(&visit, &known), known.items.len(), &Fields::NOTHING, &none)).into_response())
}

/// `POST /your-case/property/add`
pub(crate) async fn add(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let seen = fields.text("seen").parse().unwrap_or(usize::MAX);
    let state = PropertyState::from_slug(&fields.text("state"));
    let (service, details) = (&shared.app.service, page::details_in(&fields));
    let done = service.add_own_property(&actor, state, &details, seen, shared.now()).await;
    match done {
        Ok(()) => Ok(thanks(&shared, &visit, "property-added").await),
        Err(ServiceError::Invalid(problems)) => {
            let known = own_of(&shared, &visit, &actor).await?;
            Ok(refused(page::add(shell(&visit, &known), seen, &fields, &Complaints(problems))))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// `GET /your-case/property/{item}`
pub(crate) async fn ask_correct(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(item): Path<u64>,
) -> Answer {
    let known = own_of(&shared, &visit, &actor).await?;
    let Some(found) = found(&known, item) else { return Err(not_there(&visit)) };
    Ok(Page(page::correct(shell(&visit, &known), found, None, &Complaints::default())).into_response())
}

/// `POST /your-case/property/{item}`
pub(crate) async fn correct(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(item): Path<u64>,
    fields: Fields,
) -> Answer {
    let (service, details) = (&shared.app.service, page::details_in(&fields));
    match service.correct_own_property(&actor, item, &details, shared.now()).await {
        Ok(()) => Ok(thanks(&shared, &visit, "property-corrected").await),
        Err(ServiceError::Invalid(problems)) => {
            let known = own_of(&shared, &visit, &actor).await?;
            let Some(found) = found(&known, item) else { return Err(not_there(&visit)) };
            Ok(refused(page::correct(shell(&visit, &known), found, Some(&fields), &Complaints(problems))))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

async fn thanks(shared: &Shared, visit: &Visit, words: &str) -> Response {
    visit.leave_note(shared, Note::Victim(speaking::say(words))).await;
    Redirect::to(page::OWN).into_response()
}

async fn own_of(shared: &Shared, visit: &Visit, actor: &Actor) -> Result<OwnProperty, Response> {
    shared.app.service.own_property(actor).await.map_err(|reason| trouble(visit, reason))
}

fn shell(visit: &Visit, known: &OwnProperty) -> crate::shell::Shell {
    visit.shell(speaking::say("property-title")).within("/your-case").acting_for(&known.name)
}

/// An item that they may correct
fn found(known: &OwnProperty, item: u64) -> Option<&Item> {
    known.items.iter().find(|one| one.id == item).filter(|_| known.may_write)
}

fn not_there(visit: &Visit) -> Response {
    problem::not_there(visit.shell("")).into_response()
}

/// `GET /case/{case}/property`
pub(crate) async fn of_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let none = Complaints::default();
    Ok(Page(staff_page(&shared, &visit, &actor, case, &fields, &none, saved).await?).into_response())
}

/// `POST /case/{case}/property`
pub(crate) async fn record(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let complaints = match change(&fields) {
        Ok(form) => match shared.app.service.record_property(&actor, case, form, shared.now()).await {
            Ok(_) => {
                say(&visit, &shared, "Saved. The victim sees it").await;
                let back = format!("{}/property", present::case_address(case));
                return Ok(Redirect::to(&back).into_response());
            }
            Err(reason) => {
                let field = match fields.text("do").as_str() {
                    "check" => "words",
                    "move" => "state",
                    _ => "what",
                };
                complaints_of(reason, field).map_err(|reason| trouble(&visit, reason))?
            }
        },
        Err(complaints) => complaints,
    };
    Ok(refused(staff_page(&shared, &visit, &actor, case, &fields, &complaints, None).await?))
}

async fn staff_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<crate::pages::plain::Plain, Response> {
    let known = shared.app.service.property_of(actor, case).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell("Property").within("/my-work");
    let today = calendar::london_date(shared.now());
    let address = present::case_address(case);
    Ok(page::for_staff(shell, (&address, today), &known, fields, complaints, saved))
}

fn change(fields: &Fields) -> Result<PropertyForm, Complaints> {
    let mut complaints = Complaints::default();
    let victim = fields.text("victim").parse().ok();
    if victim.is_none() {
        complaints.add("victim", "Select whose it is");
    }
    let state = |name: &str, complaints: &mut Complaints, ask: &str| {
        let state = PropertyState::from_slug(&fields.text(name));
        if state.is_none() {
            complaints.add("state", ask);
        }
        state
    };
    let item = fields.text("item").parse().unwrap_or(0);
    let change = match fields.text("do").as_str() {
        "check" => Some(Change::Check(item, fields.text("words"))),
        "move" => state("state", &mut complaints, "Select where it is now")
            .map(|state| Change::Move(item, state, fields.some_text("place"))),
        "correct" => Some(Change::Correct(item, page::details_in(fields))),
        _ => state("first", &mut complaints, "Select what happened to it")
            .map(|state| Change::List(state, page::details_in(fields))),
    };
    match (victim, change) {
        (Some(victim), Some(change)) if complaints.0.is_empty() => {
            Ok(PropertyForm { version: fields.text("version").parse().unwrap_or(0), victim, change })
        }
        _ => Err(complaints),
    }
}

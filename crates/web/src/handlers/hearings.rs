//! Hearings, who is who, and what happens next: `GET /your-case/hearings`, `/your-case/who-is-who` and
//! `/what-happens-next`; for staff `GET` and `POST /case/{case}/hearings`.

use super::{
    Answer,
    access::{complaints_of, said, say},
    refused, trouble,
};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    pages::{Page, hearings as page, plain::Plain, what_happens_next, who_is_who},
    present, speaking,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::CaseId;
use service::Actor;

/// `GET /your-case/hearings`
pub(crate) async fn own(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let known = shared.app.service.own_hearings(&actor, shared.now()).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(speaking::say("hearings-title")).within("/your-case").acting_for(&known.name);
    Ok(Page(page::own(shell, &known, calendar::london_date(shared.now()))).into_response())
}

/// `GET /your-case/who-is-who`
pub(crate) async fn who(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let known = shared.app.service.who_is_who(&actor).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(speaking::say("who-title")).within("/your-case").acting_for(&known.name);
    Ok(Page(who_is_who::page(shell, &known, calendar::london_date(shared.now()))).into_response())
}

/// `GET /what-happens-next`
pub(crate) async fn next(visit: Visit) -> Page<Plain> {
    Page(what_happens_next::page(visit.shell(speaking::say("next-title"))))
}

/// `GET /case/{case}/hearings`
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

/// `POST /case/{case}/hearings`
pub(crate) async fn describe(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let number = |name: &str| fields.text(name).parse().unwrap_or(0);
    let (service, place) = (&shared.app.service, page::place_in(&fields));
    let about = (number("version"), number("hearing"));
    match service.describe_hearing(&actor, case, about, &place, shared.now()).await {
        Ok(_) => {
            say(&visit, &shared, "Saved. It stands on the victim’s page").await;
            Ok(Redirect::to(&format!("{}/hearings", present::case_address(case))).into_response())
        }
        Err(reason) => {
            let complaints = complaints_of(reason, "address").map_err(|reason| trouble(&visit, reason))?;
            Ok(refused(staff_page(&shared, &visit, &actor, case, &fields, &complaints, None).await?))
        }
    }
}

async fn staff_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let known = shared.app.service.hearings_of(actor, case, shared.now()).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell("Hearings").within("/my-work");
    let (address, today) = (present::case_address(case), calendar::london_date(shared.now()));
    Ok(page::for_staff(shell, (&address, today), &known, fields, complaints, saved))
}

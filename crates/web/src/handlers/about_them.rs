//! What victims say of themselves: `GET` and `POST /your-case/about-you` for the victim, `GET` and `POST
//! /case/{case}/about-them` for staff.

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
    pages::{Page, about_them as page},
    present, speaking,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use record::CaseId;

/// `GET /your-case/about-you`
pub(crate) async fn own(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let known = shared.app.service.own_characteristics(&actor).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let saved = said_to_victim(&shared, &visit).await;
    let shell = visit.shell(speaking::say("about-you-title")).within("/your-case").acting_for(&known.name);
    Ok(Page(page::own(shell, &known, saved)).into_response())
}

/// `POST /your-case/about-you`
pub(crate) async fn say_own(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let done = shared.app.service.say_own_characteristics(&actor, page::said_in(&fields), shared.now()).await;
    done.map_err(|reason| trouble(&visit, reason))?;
    visit.leave_note(&shared, Note::Victim(speaking::say("about-you-saved"))).await;
    Ok(Redirect::to(page::OWN).into_response())
}

/// `GET /case/{case}/about-them`
pub(crate) async fn of_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let known = shared.app.service.characteristics_of(&actor, case).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let saved = said(&visit, &shared).await;
    let shell = visit.shell("About them").within("/my-work");
    let address = present::case_address(case);
    let none = Complaints::default();
    Ok(Page(page::for_staff(shell, &address, &known, &Fields::NOTHING, &none, saved)).into_response())
}

/// `POST /case/{case}/about-them`
pub(crate) async fn record(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let (service, address) = (&shared.app.service, present::case_address(case));
    let version = fields.text("version").parse().unwrap_or(0);
    let complaints = match fields.text("victim").parse() {
        Ok(victim) => {
            let said = page::said_in(&fields);
            match service.record_characteristics(&actor, case, version, victim, said, shared.now()).await {
                Ok(_) => {
                    say(&visit, &shared, "Saved. The victim sees what is recorded").await;
                    return Ok(Redirect::to(&format!("{address}/about-them")).into_response());
                }
                Err(reason) => complaints_of(reason, "victim").map_err(|reason| trouble(&visit, reason))?,
            }
        }
        Err(_) => {
            let mut complaints = Complaints::default();
            complaints.add("victim", "Select whom it is about");
            complaints
        }
    };
    let known = service.characteristics_of(&actor, case).await.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("About them").within("/my-work");
    Ok(refused(page::for_staff(shell, &address, &known, &fields, &complaints, None)))
}

//! Consent and other bases: `GET` and `POST /case/{case}/sharing`; representatives, recorded by staff:
//! `GET` and `POST /case/{case}/representatives`.

use super::{complaints_of, said, say};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{Page, access},
    present,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use record::{
    CaseId,
    access::{Basis, Purpose},
};
use service::access::sharing::SharingForm;

/// `GET /case/{case}/sharing`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let known = shared.app.service.sharing_of(&actor, case, shared.now()).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let saved = said(&visit, &shared).await;
    let shell = visit.shell("Who else may have information").within("/my-work");
    let none = Complaints::default();
    let page =
        access::sharing::page(shell, present::case_address(case), &known, &Fields::NOTHING, &none, saved);
    Ok(Page(page).into_response())
}

/// `POST /case/{case}/sharing`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let form = SharingForm {
        version: fields.text("version").parse().unwrap_or(0),
        victim: fields.text("victim").parse().ok(),
        with: fields.text("with"),
        purpose: Purpose::from_slug(&fields.text("purpose")),
        basis: Basis::from_slug(&fields.text("basis")),
        words: fields.text("words"),
    };
    let address = present::case_address(case);
    let reason = match shared.app.service.record_sharing(&actor, case, form, now).await {
        Ok(_) => {
            say(&visit, &shared, "Recorded. It counts from now on").await;
            return Ok(Redirect::to(&format!("{address}/sharing")).into_response());
        }
        Err(reason) => reason,
    };
    let complaints = complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?;
    let known = shared.app.service.sharing_of(&actor, case, now).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("Who else may have information").within("/my-work");
    Ok(refused(access::sharing::page(shell, address, &known, &fields, &complaints, None)))
}

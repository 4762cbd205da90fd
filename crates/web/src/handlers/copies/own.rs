//! `GET` and `POST /your-case/copy` for victims, `/case/{case}/copy` for staff who make one on request. The copy is the
//! answer to a form, so that no address holds anything and nothing is fetched twice.

use super::file;
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, access::complaints_of, refused, trouble},
    pages::{
        Page,
        copies::own::{self as page, OwnInformationFile},
        plain::Plain,
    },
    present,
    speaking::say,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use record::{CaseId, CopyForm};
use service::{
    Actor,
    copies::{own_copy::OwnCopyForm, own_information::OwnInformation},
};
use tracing::error;

/// `GET /your-case/copy`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let may = shared.app.service.may_take_own_copy(&actor).await;
    may.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(page::offer(visit.shell(say("copy-title")).within("/your-case"))).into_response())
}

/// `POST /your-case/copy`
pub(crate) async fn take(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let form = CopyForm::from_slug(&fields.text("form")).unwrap_or(CopyForm::Html);
    let taken = shared.app.service.take_own_copy(&actor, form, shared.now()).await;
    let information = taken.map_err(|reason| trouble(&visit, reason))?;
    let bytes = printed(form, &information);
    bytes.map(|bytes| named(form, bytes)).ok_or_else(|| crate::pages::problem::fault().into_response())
}

fn named(form: CopyForm, bytes: Vec<u8>) -> Response {
    match form {
        CopyForm::Html => file("your-information.html", "text/html; charset=utf-8", bytes),
        CopyForm::Json => file("your-information.json", "application/json", bytes),
    }
}

/// Exactly what leaves
pub(crate) fn printed(form: CopyForm, information: &OwnInformation) -> Option<Vec<u8>> {
    let printed = match form {
        CopyForm::Html => {
            OwnInformationFile { of: information }.render().map_err(|reason| reason.to_string())
        }
        CopyForm::Json => serde_json::to_string_pretty(information).map_err(|reason| reason.to_string()),
    };
    match printed {
        Ok(text) => Some(text.into_bytes()),
        Err(reason) => {
            error!(reason, "a copy could not be printed");
            None
        }
    }
}

/// `GET /case/{case}/copy`
pub(crate) async fn ask_staff(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let shown = staff_page(&shared, &visit, &actor, case, &fields, &Complaints::default()).await?;
    Ok(Page(shown).into_response())
}

/// `POST /case/{case}/copy`
pub(crate) async fn give(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let form = OwnCopyForm {
        version: fields.text("version").parse().unwrap_or(0),
        victim: fields.text("victim").parse().ok(),
        form: CopyForm::from_slug(&fields.text("form")),
        in_full: fields.text("in_full") == "yes",
        words: fields.text("words"),
    };
    let as_form = form.form.unwrap_or(CopyForm::Html);
    match shared.app.service.give_own_copy(&actor, case, form, printed, shared.now()).await {
        Ok(bytes) => Ok(named(as_form, bytes)),
        Err(reason) => {
            let complaints = complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?;
            Ok(refused(staff_page(&shared, &visit, &actor, case, &fields, &complaints).await?))
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
) -> Result<Plain, Response> {
    let known = shared.app.service.own_copy_page(actor, case).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell("A copy for the victim").within("/my-work");
    let today = calendar::london_date(shared.now());
    Ok(page::staff(shell, &present::case_address(case), &known, fields, complaints, today))
}

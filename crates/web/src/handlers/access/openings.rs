//! Opening a case for a reason: `GET` and `POST /open-a-case`; what supervisors say: `GET /opened-cases`, `GET` and
//! `POST /opened-cases/{opening}`.

use super::{complaints_of, said, say};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{Page, access::openings as page, problem},
    present,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{
    Actor,
    access::broken_glass::{BreakGlassForm, Opening},
};
use uuid::Uuid;

/// `GET /open-a-case`
pub(crate) async fn ask(visit: Visit) -> Answer {
    let shell = visit.shell("Open a case that is not yours").within("/search");
    Ok(Page(page::open(shell, &Fields::NOTHING, &Complaints::default())).into_response())
}

/// `POST /open-a-case`
pub(crate) async fn open(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let form = BreakGlassForm {
        reference: fields.text("reference"),
        kind: fields.text("kind"),
        reason: fields.text("reason"),
    };
    match shared.app.service.break_glass(&actor, form, shared.now()).await {
        Ok(case) => Ok(Redirect::to(&present::case_address(case)).into_response()),
        Err(reason) => {
            let complaints = complaints_of(reason, "reason").map_err(|reason| trouble(&visit, reason))?;
            let shell = visit.shell("Open a case that is not yours").within("/search");
            Ok(refused(page::open(shell, &fields, &complaints)))
        }
    }
}

/// `GET /opened-cases`
pub(crate) async fn list(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let openings = shared.app.service.openings(&actor).await.map_err(|reason| trouble(&visit, reason))?;
    let saved = said(&visit, &shared).await;
    let shell = visit.shell("Cases opened for a reason").within("/opened-cases");
    Ok(Page(page::list(shell, &openings, saved, calendar::london_date(shared.now()))).into_response())
}

/// `GET /opened-cases/{opening}`
pub(crate) async fn look(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(opening): Path<Uuid>,
) -> Answer {
    let one = waiting(&shared, &visit, &actor, opening).await?;
    let today = calendar::london_date(shared.now());
    let shell = visit.shell("Was this proper?").within("/opened-cases");
    Ok(Page(page::review(shell, &one, &Fields::NOTHING, &Complaints::default(), today)).into_response())
}

/// `POST /opened-cases/{opening}`
pub(crate) async fn review(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(opening): Path<Uuid>,
    fields: Fields,
) -> Answer {
    let one = waiting(&shared, &visit, &actor, opening).await?;
    let (service, now) = (&shared.app.service, shared.now());
    let complaints = match fields.text("proper").as_str() {
        answer @ ("yes" | "no") => {
            let words = fields.text("words");
            match service.review_opening(&actor, opening, answer == "yes", words, now).await {
                Ok(()) => {
                    say(&visit, &shared, "Saved").await;
                    return Ok(Redirect::to("/opened-cases").into_response());
                }
                Err(reason) => complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?,
            }
        }
        _ => {
            let mut complaints = Complaints::default();
            complaints.add("proper", "Select whether it was proper");
            complaints
        }
    };
    let shell = visit.shell("Was this proper?").within("/opened-cases");
    Ok(refused(page::review(shell, &one, &fields, &complaints, calendar::london_date(now))))
}

async fn waiting(shared: &Shared, visit: &Visit, actor: &Actor, id: Uuid) -> Result<Opening, Response> {
    let openings = shared.app.service.openings(actor).await.map_err(|reason| trouble(visit, reason))?;
    let found = openings.into_iter().find(|one| one.id == id && one.waits);
    found.ok_or_else(|| problem::not_there(visit.shell("")).into_response())
}

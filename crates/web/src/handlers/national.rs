//! `GET /national` and `GET /national/{area}`: what areas returned, for those who oversee.

use super::{Answer, trouble};
use crate::{
    Shared,
    fields::Fields,
    gate::{SignedIn, Visit},
    pages::{Page, national as page},
};
use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use service::ServiceError;

/// `GET /national`
pub(crate) async fn all(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    // A month that is none, or not over, is an address that nobody was given.
    let month = fields.some_text("month").map(|text| text.parse());
    let month = month.transpose().map_err(|_| trouble(&visit, ServiceError::NotFound))?;
    let seen = match shared.app.service.national(&actor, month, shared.now()).await {
        Err(ServiceError::Invalid(_)) => return Err(trouble(&visit, ServiceError::NotFound)),
        other => other.map_err(|reason| trouble(&visit, reason))?,
    };
    let shell = visit.shell("What areas returned").within("/national");
    Ok(Page(page::national(shell, &seen)).into_response())
}

/// `GET /national/{area}`
pub(crate) async fn area(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(area): Path<String>,
) -> Answer {
    let seen = shared.app.service.national_area(&actor, &area, shared.now()).await;
    let seen = seen.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(seen.name.clone()).within("/national");
    Ok(Page(page::area(shell, &seen)).into_response())
}

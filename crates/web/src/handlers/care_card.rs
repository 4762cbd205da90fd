//! The care card: `GET /care-card` to read and print, `GET /care-card.pdf` to keep.

use super::{Answer, accounts::invite::origin, trouble};
use crate::{
    Shared,
    gate::{SignedIn, Visit},
    pages::{
        Page,
        care_card::{Card, CareCard},
        problem,
    },
    paper,
    present::victim::contact,
    speaking,
};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use service::Actor;
use tracing::error;

/// `GET /care-card`
pub(crate) async fn page(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Answer {
    let (name, card) = card(&shared, &visit, &actor, &headers).await?;
    let shell = visit.shell(speaking::say("card-title")).within("/your-case").acting_for(&name);
    Ok(Page(CareCard { shell, card }).into_response())
}

/// `GET /care-card.pdf`
pub(crate) async fn pdf(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Answer {
    let (_, card) = card(&shared, &visit, &actor, &headers).await?;
    let printed = paper::pdf(&card.sheet()).map_err(|reason| {
        error!(%reason, "the care card could not be printed");
        problem::fault().into_response()
    })?;
    // The name of the file says nothing about anybody.
    let about = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"card.pdf\""),
    ];
    Ok((about, printed).into_response())
}

async fn card(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    headers: &HeaderMap,
) -> Result<(String, Card), Response> {
    let case = shared.app.service.victim_case(actor, shared.now()).await;
    let case = case.map_err(|reason| trouble(visit, reason))?;
    let card = Card {
        reference: case.reference.unwrap_or_default(),
        contact: contact(case.contact.as_ref()),
        address: origin(shared, headers),
    };
    Ok((case.name, card))
}

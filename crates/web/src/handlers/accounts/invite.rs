//! `GET` and `POST /case/{case}/invite`.

use super::stopped;
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{Page, accounts as page, plain::Plain},
    present,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use record::CaseId;
use service::{
    Actor, ServiceError,
    accounts::{
        AccountError,
        invite::{Ask, For},
    },
};

/// `GET /case/{case}/invite`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let none = Complaints::default();
    Ok(Page(shown(&shared, &visit, &actor, case, &Fields::NOTHING, &none, None).await?).into_response())
}

/// `POST /case/{case}/invite`
pub(crate) async fn make(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    if let Some(id) = fields.some_text("withdraw").and_then(|id| id.parse().ok()) {
        let done = service.withdraw_invitation(&actor, case, id, now).await;
        let done = done.map_err(|reason| trouble(&visit, reason))?;
        let saved = if done { "The invitation no longer works" } else { "The invitation had ended already" };
        let none = Complaints::default();
        let page = shown(&shared, &visit, &actor, case, &Fields::NOTHING, &none, Some(saved.into())).await?;
        return Ok(Page(page).into_response());
    }
    let ask = match fields.text("ask").as_str() {
        "word" => Some(Ask::Word(fields.text("word"))),
        "born" => Some(Ask::Born),
        "reference" => Some(Ask::Reference),
        _ => None,
    };
    match service.invite(&actor, case, For::from_slug(&fields.text("whom")), ask, now).await {
        Ok(card) => {
            let back = ("Back to the case".to_owned(), present::case_address(case));
            let shell = visit.shell("Invitation to sign in").within("/my-work");
            let origin = origin(&shared, &headers);
            let today = calendar::london_date(now);
            Ok(Page(page::card(shell, back, &origin, &card, today)).into_response())
        }
        Err(AccountError::Service(ServiceError::Invalid(problems))) => {
            let complaints = Complaints(problems);
            Ok(refused(shown(&shared, &visit, &actor, case, &fields, &complaints, None).await?))
        }
        Err(reason) => Err(stopped(&visit, reason)),
    }
}

/// The address of the service as people type it
pub(crate) fn origin(shared: &Shared, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("{}://{host}/sign-in", if shared.app.https { "https" } else { "http" })
}

async fn shown(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let found = shared.app.service.invitations(actor, case, shared.now()).await;
    let found = found.map_err(|reason| trouble(visit, reason))?;
    let (shell, address) = (visit.shell("Invite somebody to sign in"), present::case_address(case));
    let today = calendar::london_date(shared.now());
    Ok(page::invite(shell, &address, &found, fields, today, complaints, saved))
}

//! Returns of areas (OVR-8): `POST /returns`. A deployment brings its token and no cookie; what counts is who signed the
//! file, the token only keeps strangers from sending us things to check.

use crate::{Shared, client, gate::Visit};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::{Value, json};
use service::{
    Actor, ServiceError,
    leaving::{LARGEST_RETURN, ReturnState, ReturnTakenIn},
};
use tracing::error;

/// The gate for deployments: a token that is alive, and the audit before the answer
pub(crate) async fn pass(shared: Shared, request: Request, next: Next) -> Response {
    let (now, from) = (shared.now(), client::address(&shared, &request));
    let sender = match super::scim::bearer(request.headers()) {
        Some(token) => shared.app.service.sender(token, now).await,
        None => Ok(None),
    };
    let actor = match sender {
        Ok(Some(actor)) => actor,
        Ok(None) => {
            let noted = shared.app.service.refuse_stranger("return_token", "", &from, now).await;
            return if noted.is_ok() { unknown() } else { fault() };
        }
        Err(reason) => return failed(&reason),
    };
    actor.trail.comes_from(&from);
    let mut request = request;
    request.extensions_mut().insert(Visit::of_machine(actor.clone(), now));
    let response = next.run(request).await;
    match shared.app.service.end_visit(&actor).await {
        Ok(()) => response,
        Err(reason) => failed(&reason),
    }
}

/// `POST /returns`
pub(crate) async fn take(State(shared): State<Shared>, visit: Visit, body: Body) -> Response {
    let Some(actor) = visit.actor() else { return unknown() };
    // Files are held in memory while they are looked at: only so many at once.
    let Ok(_place) = shared.uploads.try_acquire() else {
        return said(
            StatusCode::SERVICE_UNAVAILABLE,
            json!({ "error": "others are sending; try again in a minute" }),
        );
    };
    match Limited::new(body, LARGEST_RETURN).collect().await {
        Ok(body) => taken(&shared, actor, &body.to_bytes()).await,
        Err(reason) if reason.is::<LengthLimitError>() => {
            let error = "the file is larger than any return; make returns of fewer months";
            said(StatusCode::PAYLOAD_TOO_LARGE, json!({ "error": error }))
        }
        Err(_) => {
            said(StatusCode::BAD_REQUEST, json!({ "error": "the file ended too early; send it again" }))
        }
    }
}

async fn taken(shared: &Shared, actor: &Actor, file: &[u8]) -> Response {
    match shared.app.service.take_return(actor, file, shared.now()).await {
        Ok(taken) => said(StatusCode::OK, answer(&taken)),
        Err(ServiceError::Invalid(problems)) => {
            let words: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
            said(StatusCode::UNPROCESSABLE_ENTITY, json!({ "error": words.join("; ") }))
        }
        Err(reason) => failed(&reason),
    }
}

fn answer(taken: &ReturnTakenIn) -> Value {
    let corrected: Vec<String> = match &taken.state {
        ReturnState::Corrected(months) => months.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    json!({
        "state": if taken.state == ReturnState::Known { "known" } else { "taken" },
        "deployment": taken.deployment,
        "area": taken.area,
        "sequence": taken.sequence,
        "from": taken.from,
        "to": taken.to,
        "rows": taken.rows,
        "corrected": corrected,
    })
}

/// An answer for a program, not a page
fn said(status: StatusCode, body: Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

fn unknown() -> Response {
    let error = "send the token of a deployment that is trusted: Authorization: Bearer TOKEN";
    let mut response = said(StatusCode::UNAUTHORIZED, json!({ "error": error }));
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

fn failed(reason: &ServiceError) -> Response {
    error!(%reason, "a return could not be answered");
    fault()
}

fn fault() -> Response {
    said(
        StatusCode::INTERNAL_SERVER_ERROR,
        json!({ "error": "something went wrong here; nothing was taken, try again later" }),
    )
}

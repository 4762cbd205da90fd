//! What whoever carries our messages tells afterwards: `POST /notify/receipts`. They bring the token that was agreed, no
//! cookie; what they say of a number or address is not read.

use crate::{Shared, client};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use channels::notify::Receipt;
use http_body_util::{BodyExt, Limited};
use service::alerts::receipts::ReceiptTaken;
use tracing::error;

/// More than any receipt, bytes
const LARGEST: usize = 16 * 1024;

/// The gate for carriers
pub(crate) async fn pass(shared: Shared, request: Request, next: Next) -> Response {
    let service = &shared.app.service;
    let known = super::scim::bearer(request.headers()).is_some_and(|token| service.is_receipt_token(token));
    if known {
        return next.run(request).await;
    }
    let from = client::address(&shared, &request);
    if service.refuse_stranger("receipt_token", "", &from, shared.now()).await.is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let mut response = plain(StatusCode::UNAUTHORIZED);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

/// `POST /notify/receipts`
pub(crate) async fn take(State(shared): State<Shared>, body: Body) -> Response {
    let Ok(body) = Limited::new(body, LARGEST).collect().await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let Ok(receipt) = serde_json::from_slice::<Receipt>(&body.to_bytes()) else {
        return plain(StatusCode::UNPROCESSABLE_ENTITY);
    };
    match shared.app.service.take_receipt(&receipt, shared.now()).await {
        Ok(ReceiptTaken::Yes) => plain(StatusCode::OK),
        // They say it again in a few minutes.
        Ok(ReceiptTaken::TooEarly) => plain(StatusCode::SERVICE_UNAVAILABLE),
        Err(reason) => {
            error!(%reason, "a receipt could not be taken");
            plain(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// An answer for a program, not a page
fn plain(status: StatusCode) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], "{}").into_response()
}

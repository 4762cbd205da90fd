//! Signing in without another organisation's help, invitations, one's own passkeys, the caretaker's page.

pub(crate) mod caretaker;
pub(crate) mod code;
pub(crate) mod invitation;
pub(crate) mod invite;
pub(crate) mod own;
pub(crate) mod passkey;
pub(crate) mod password;

use super::trouble;
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::Visit,
    pages::{accounts as page, problem},
};
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use service::{Actor, accounts::AccountError, sessions::SignedInBy};
use tracing::error;

/// The page for what could not even be tried
pub(crate) fn stopped(visit: &Visit, reason: AccountError) -> Response {
    match reason {
        AccountError::Service(reason) => trouble(visit, reason),
        AccountError::NoPasskeys => problem::not_there(visit.shell("")).into_response(),
        reason => {
            error!(%reason, "signing in is not possible");
            problem::busy().into_response()
        }
    }
}

/// The one complaint about whatever was wrong
fn not_in(field: &'static str) -> Complaints {
    let mut complaints = Complaints::default();
    complaints.add(field, page::NOT_IN);
    complaints
}

/// Signs somebody in and shows them `to` first
async fn welcome_to(
    shared: &Shared,
    visit: &Visit,
    headers: &HeaderMap,
    actor: &Actor,
    method: &'static str,
    to: &'static str,
) -> Response {
    let by = SignedInBy::own(method);
    let mut response = super::sign_in::welcome(shared, visit, headers, actor, &by).await;
    if response.status().is_redirection() {
        response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(to));
    }
    response
}

/// A field exactly as it was typed: passwords are not trimmed
fn as_typed(fields: &Fields, name: &str) -> String {
    let found = fields.pairs().iter().find(|(field, _)| field == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

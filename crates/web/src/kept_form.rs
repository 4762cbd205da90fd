//! A form that came after its session had ended is not lost: it is kept, sealed, until the same person has signed in
//! again. What opens the seal is in the browser only, so neither the next person at this browser nor a reader of the
//! database gets the text.

use crate::{
    Shared,
    fields::{Fields, Unread, largest_for},
    gate::comes_from_our_own_page,
    pages::problem,
    session::{Cookie, Known},
    shell::Shell,
    uploads::brings_files,
};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};
use tracing::error;

/// A form brings this field when it is sent again after it was kept
pub(crate) const WAS_KEPT: &str = "_kept";

/// What the page and the session added to a form; not what somebody typed
const OURS: &[&str] = &["_token", WAS_KEPT, "again"];

/// A form as it was sent
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct KeptForm {
    /// where it was sent to
    pub path: String,
    /// what was in it
    pub fields: Vec<(String, String)>,
}

/// Keeps a form whose session has ended, and asks to sign in again
pub(crate) async fn keep(shared: &Shared, known: Option<Known>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if brings_files(&parts.method, &parts.headers) {
        // A file is not kept for somebody whom we do not know: it is still where they chose it.
        Fields::read(body, 0).await.ok();
        return problem::not_from_here(Shell::public("")).into_response();
    }
    let fields = match Fields::read(body, largest_for(parts.uri.path())).await {
        Ok(fields) => fields,
        Err(Unread::TooLarge) => {
            return problem::too_large(Shell::public(""), parts.uri.path()).into_response();
        }
        Err(Unread::Broken) => return to_sign_in(),
    };
    let typed: Vec<_> =
        fields.pairs().iter().filter(|(name, _)| !OURS.contains(&name.as_str())).cloned().collect();
    if typed.is_empty() {
        return to_sign_in();
    }
    let ours = comes_from_our_own_page(&parts.headers, &parts.uri);
    let known = known.filter(|known| ours && known.secret.vouches_for(&fields.text("_token")));
    // Whose it is cannot be told: the text is still in the browser, one page back.
    let Some(known) = known else { return problem::not_from_here(Shell::public("")).into_response() };
    let form = KeptForm { path: parts.uri.path().to_owned(), fields: typed };
    let Ok(bytes) = serde_json::to_vec(&form) else { return to_sign_in() };
    match shared.app.service.keep_form(&known.session.person, &bytes, shared.now()).await {
        Ok(secret) => with_cookie(to_sign_in(), Cookie::KeptForm.set(&secret, shared.app.https)),
        Err(reason) => {
            error!(%reason, "a form could not be kept");
            problem::not_from_here(Shell::public("")).into_response()
        }
    }
}

/// The form that this browser left behind, when it was this person's. Somebody else's is destroyed.
pub(crate) async fn waiting(shared: &Shared, headers: &HeaderMap, person: &str) -> Option<KeptForm> {
    let secret = Cookie::KeptForm.sent_with(headers, shared.app.https)?;
    match shared.app.service.kept_form(&secret, person, shared.now()).await {
        Ok(bytes) => serde_json::from_slice(&bytes?).ok(),
        Err(reason) => {
            error!(%reason, "a kept form could not be read");
            None
        }
    }
}

/// Forgets the form that this browser left behind
pub(crate) async fn forget(shared: &Shared, headers: &HeaderMap) {
    let Some(secret) = Cookie::KeptForm.sent_with(headers, shared.app.https) else { return };
    if let Err(reason) = shared.app.service.forget_form(&secret).await {
        error!(%reason, "a kept form could not be forgotten; it goes by itself within the hour");
    }
}

/// The same answer with one more cookie
pub(crate) fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn to_sign_in() -> Response {
    Redirect::to("/sign-in").into_response()
}

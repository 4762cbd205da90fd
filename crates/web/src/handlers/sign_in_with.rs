//! Signing in with another organisation's sign-in: off to the issuer, and back with what it says.
//!
//! Each refusal is one line in the audit, with the reason in one word; the page is the same for all of them.

use super::sign_in::welcome;
use crate::{
    Shared,
    fields::Fields,
    gate::{SignedIn, Visit},
    kept_form::with_cookie,
    pages::{Page, problem, sessions::GoThere},
    session::Cookie,
    speaking::say_with,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use identity::{
    BrowserSecret,
    oidc::{Callback, Issuer, OidcError, Pending, Vouched},
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use service::{Actor, AttemptKind, sessions::SignedInBy};
use tracing::{error, warn};

/// How long a browser may be away at the issuer
const AWAY: SignedDuration = SignedDuration::from_mins(10);
const FLOW: &str = "flow";

/// What is remembered of a browser that is away
#[derive(Serialize, Deserialize)]
struct Flow {
    pending: Pending,
    /// somebody who has signed in another way and wants to add this one
    link_for: Option<String>,
}

/// `GET /sign-in/with/{issuer}`
pub(crate) async fn leave(State(shared): State<Shared>, visit: Visit, Path(id): Path<String>) -> Response {
    match off_to(&shared, &visit, &id, None).await {
        Ok((address, secret)) => {
            with_cookie(Redirect::to(&address).into_response(), Cookie::Flow.set(&secret, shared.app.https))
        }
        Err(response) => response,
    }
}

/// `POST /sign-in/with/{issuer}`: somebody who has signed in wants to sign in this way too. A form, so that nobody is
/// made to do it; and a page between, because a form may not lead to another site.
pub(crate) async fn add(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
) -> Response {
    match off_to(&shared, &visit, &id, Some(actor.person.id)).await {
        Ok((address, secret)) => {
            let name =
                shared.app.issuers.by_id(&id).map(|issuer| issuer.name().to_owned()).unwrap_or_default();
            let page = GoThere {
                shell: visit.shell(say_with("go-there-title", &[("name", name.as_str().into())])),
                name,
                address,
            };
            with_cookie(Page(page).into_response(), Cookie::Flow.set(&secret, shared.app.https))
        }
        Err(response) => response,
    }
}

async fn off_to(
    shared: &Shared,
    visit: &Visit,
    id: &str,
    link_for: Option<String>,
) -> Result<(String, BrowserSecret), Response> {
    let Some(issuer) = shared.app.issuers.by_id(id) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let now = shared.now();
    match shared.app.service.attempt(AttemptKind::FlowFromPlace, &service::place(visit.from()), now).await {
        Ok(attempt) if attempt.is_allowed() => {}
        Ok(_) => return Err(problem::busy().into_response()),
        Err(reason) => return Err(failed(&reason)),
    }
    let (address, pending, state) = match issuer.begin().await {
        Ok(begun) => begun,
        Err(reason) => return Err(refuse(shared, visit, &reason).await),
    };
    let secret = BrowserSecret::random().map_err(|reason| failed(&reason))?;
    let bytes = serde_json::to_vec(&Flow { pending, link_for }).map_err(|reason| failed(&reason))?;
    let sealed = secret.seal(FLOW, &bytes).map_err(|reason| failed(&reason))?;
    let kept = shared.app.service.store().begin_flow(&state.key(), &sealed, now, now + AWAY).await;
    kept.map_err(|reason| failed(&reason))?;
    Ok((address, secret))
}

/// `GET /sign-in/with/{issuer}/return`
pub(crate) async fn come_back(
    State(shared): State<Shared>,
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let Some(issuer) = shared.app.issuers.by_id(&id) else {
        return problem::not_there(visit.shell("")).into_response();
    };
    let response = match vouched(&shared, issuer, &headers, &fields).await {
        Ok((vouched, link_for)) => let_in(&shared, &visit, &headers, issuer, vouched, link_for).await,
        Err(reason) => refuse(&shared, &visit, &reason).await,
    };
    with_cookie(response, Cookie::Flow.forget(shared.app.https))
}

/// Whom the issuer vouches for. The state is taken first: whatever comes of it, it does not count a second time.
async fn vouched(
    shared: &Shared,
    issuer: &Issuer,
    headers: &HeaderMap,
    fields: &Fields,
) -> Result<(Vouched, Option<String>), OidcError> {
    let refused = |why| OidcError::Refused { issuer: issuer.id().to_owned(), why };
    let now = shared.now();
    let state = BrowserSecret::from_hex(&fields.text("state")).ok_or_else(|| refused("state"))?;
    let sealed = shared.app.service.store().take_flow(&state.key(), now).await.map_err(|reason| {
        error!(%reason, "a sign-in under way could not be read");
        refused("store")
    })?;
    let sealed = sealed.ok_or_else(|| refused("state"))?;
    let secret = Cookie::Flow.sent_with(headers, shared.app.https).ok_or_else(|| refused("browser"))?;
    let opened = secret.open(FLOW, &sealed).ok_or_else(|| refused("browser"))?;
    let flow: Flow = serde_json::from_slice(&opened).map_err(|_| refused("browser"))?;
    let callback = Callback {
        code: fields.some_text("code"),
        state: fields.some_text("state"),
        iss: fields.some_text("iss"),
        error: fields.some_text("error"),
    };
    Ok((issuer.finish(&flow.pending, &callback, now).await?, flow.link_for))
}

async fn let_in(
    shared: &Shared,
    visit: &Visit,
    headers: &HeaderMap,
    issuer: &Issuer,
    vouched: Vouched,
    link_for: Option<String>,
) -> Response {
    let now = shared.now();
    if let Some(person) = link_for {
        // Only for the session in which they asked for it.
        let same = visit.session().is_some_and(|known| known.session.person == person);
        let linked = if same {
            shared.app.service.link_external(issuer, &vouched, &person, now).await
        } else {
            Ok(false)
        };
        match linked {
            Ok(true) => {}
            Ok(false) => return refuse_because(shared, visit, "link").await,
            Err(reason) => return failed(&reason),
        }
    }
    let actor: Actor = match shared.app.service.vouched_for(issuer, &vouched, now).await {
        Ok(Ok(actor)) => actor,
        Ok(Err(why)) => return refuse_because(shared, visit, why).await,
        Err(reason) => return failed(&reason),
    };
    let by = SignedInBy {
        method: "openid_connect",
        issuer: vouched.issuer,
        subject: Some(vouched.sub),
        provider_session: vouched.provider_session,
        ticket: Some(vouched.id_token),
    };
    welcome(shared, visit, headers, &actor, &by).await
}

/// `POST /sign-out/by/{issuer}`: the issuer says that somebody signed out there (back-channel logout)
pub(crate) async fn signed_out_there(
    State(shared): State<Shared>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Response {
    let Some(issuer) = shared.app.issuers.by_id(&id) else { return StatusCode::NOT_FOUND.into_response() };
    let now = shared.now();
    let logged_out = match issuer.logged_out(&fields.text("logout_token"), now).await {
        Ok(logged_out) => logged_out,
        Err(reason) => return bad_logout(&shared, &visit, &reason).await,
    };
    match shared.app.service.logged_out(&logged_out, now).await {
        Ok(true) => (StatusCode::OK, [(header::CACHE_CONTROL, "no-store")]).into_response(),
        Ok(false) => {
            let why = OidcError::Refused { issuer: id, why: "logout_replayed" };
            bad_logout(&shared, &visit, &why).await
        }
        Err(reason) => {
            error!(%reason, "sessions could not be ended");
            plain(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

async fn bad_logout(shared: &Shared, visit: &Visit, reason: &OidcError) -> Response {
    warn!(%reason, "a logout was refused");
    shared.refused(visit, reason.why(), "").await;
    plain(StatusCode::BAD_REQUEST)
}

/// An answer for a program
fn plain(status: StatusCode) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], "{\"error\":\"invalid_request\"}").into_response()
}

async fn refuse(shared: &Shared, visit: &Visit, reason: &OidcError) -> Response {
    warn!(%reason, "a sign-in was refused");
    refuse_because(shared, visit, reason.why()).await
}

async fn refuse_because(shared: &Shared, visit: &Visit, why: &'static str) -> Response {
    shared.refused(visit, why, "").await;
    problem::no_sign_in(visit.shell("")).into_response()
}

fn failed(reason: &dyn std::fmt::Display) -> Response {
    error!(%reason, "nobody can sign in");
    problem::busy().into_response()
}

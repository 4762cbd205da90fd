//! Signing out, here and everywhere; where one is signed in; going on after a session has ended.

use crate::{
    Shared,
    gate::{SignedIn, Visit},
    handlers::sign_in::home_of,
    kept_form::{self, with_cookie},
    pages::{
        Page, problem,
        sessions::{CarryOn, OneSignIn, SignedOut, YourSignIns},
    },
    session::{Cookie, Known},
    shell::Shell,
    speaking::{say, speaking},
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use identity::oidc::IssuerKind;
use service::{Ended, Outcome, Session, audit::SIGNED_OUT};
use tracing::error;

/// Somebody looked at where they are signed in
const SIGN_INS_SEEN: &str = "sign_ins_seen";

/// What the browser kept of the pages goes. Not "cookies": that would reach every service under the same domain.
const CLEAR: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));

/// `POST /sign-out`
pub(crate) async fn end(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Response {
    shared.app.service.note(&actor, SIGNED_OUT, Outcome::Allowed);
    kept_form::forget(&shared, &headers).await;
    let there = sign_out_there(&shared, visit.session()).await;
    shared.end_session(&headers, Ended::SignedOut).await;
    let response = match there {
        // A form may not lead to another site: the person goes on themselves, or stays signed in there.
        Some(issuer) => {
            Page(SignedOut { shell: Shell::public(say("signed-out-title")), issuer: Some(issuer) })
                .into_response()
        }
        None => Redirect::to("/").into_response(),
    };
    gone(&shared, &headers, response)
}

/// The name of the issuer and where to sign out there, for a session that it vouched for
async fn sign_out_there(shared: &Shared, known: Option<&Known>) -> Option<(String, String)> {
    let known = known.filter(|known| !known.session.issuer.is_empty())?;
    let issuer = shared.app.issuers.by_address(&known.session.issuer)?;
    let ticket = shared.app.service.session_ticket(&known.secret).await.ok()??;
    Some((issuer.name().to_owned(), issuer.sign_out_address(&ticket).await?))
}

/// A page that tells nothing of where somebody comes from
const ELSEWHERE: &str = "https://www.bbc.co.uk/weather";

/// `GET /leave`: the way of "Exit this page". Whoever presses Back afterwards is not signed in any more.
///
/// A link of another site leads elsewhere too, and ends nothing.
pub(crate) async fn leave(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Response {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let elsewhere = Redirect::to(ELSEWHERE).into_response();
    if !matches!(site, None | Some("same-origin" | "none")) {
        return elsewhere;
    }
    if visit.session().is_some() {
        kept_form::forget(&shared, &headers).await;
        shared.end_session(&headers, Ended::SignedOut).await;
    }
    gone(&shared, &headers, elsewhere)
}

/// `POST /sign-out-everywhere`
pub(crate) async fn end_everywhere(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Response {
    shared.app.service.note(&actor, SIGNED_OUT, Outcome::Allowed);
    kept_form::forget(&shared, &headers).await;
    let ended =
        shared.app.service.end_sessions_of(&actor.person.id, Ended::SignedOutEverywhere, shared.now()).await;
    if let Err(reason) = ended {
        error!(%reason, "sessions could not be ended");
        return problem::fault().into_response();
    }
    gone(&shared, &headers, Redirect::to("/").into_response())
}

/// An answer after which the browser knows nothing of the visit
pub(crate) fn gone(shared: &Shared, headers: &HeaderMap, response: Response) -> Response {
    let https = shared.app.https;
    let mut response = with_cookie(response, Cookie::Session.forget(https));
    // Whoever looks at this browser next must not find a report open either.
    for cookie in [Cookie::KeptForm, Cookie::Report] {
        if cookie.sent_with(headers, https).is_some() {
            response = with_cookie(response, cookie.forget(https));
        }
    }
    response.headers_mut().insert(CLEAR.0, CLEAR.1);
    response
}

/// `GET /your-sign-ins`
pub(crate) async fn everywhere(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Response {
    let now = shared.now();
    shared.app.service.note(&actor, "own_sign_ins", Outcome::Allowed);
    let found = match shared.app.service.sessions_of(&actor.person.id, now).await {
        Ok(found) => found,
        Err(reason) => {
            error!(%reason, "sessions could not be listed");
            return problem::fault().into_response();
        }
    };
    shared.app.service.note(&actor, SIGN_INS_SEEN, Outcome::Allowed);
    let today = calendar::london_date(now);
    let here = visit.session().map(|known| known.session.key);
    let one = |session: Session| OneSignIn {
        how: how(&session.method),
        since: speaking().moment(session.started, today),
        used: speaking().moment(session.last_seen, today),
        here: here == Some(session.key),
    };
    let sign_ins = found.into_iter().map(one).collect();
    let kind = if actor.role.is_public() { IssuerKind::Victim } else { IssuerKind::Staff };
    let issuers = super::sign_in::issuers(&shared, kind);
    Page(YourSignIns { shell: visit.shell(say("sign-ins-title")), sign_ins, issuers }).into_response()
}

fn how(method: &str) -> String {
    say(match method {
        "openid_connect" => "sign-ins-issuer",
        "passkey" => "sign-ins-passkey",
        "password" => "sign-ins-password",
        "code" => "sign-ins-code",
        _ => "sign-ins-demonstration",
    })
}

/// `GET /carry-on`
pub(crate) async fn carry_on(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Response {
    match kept_form::waiting(&shared, &headers, &actor.person.id).await {
        Some(form) => {
            Page(CarryOn::new(visit.shell(say("carry-on-title")), form.path, form.fields)).into_response()
        }
        None => Redirect::to(home_of(&actor)).into_response(),
    }
}

/// `POST /carry-on`: what was kept is not needed
pub(crate) async fn drop_kept(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Response {
    kept_form::forget(&shared, &headers).await;
    let response = Redirect::to(home_of(&actor)).into_response();
    with_cookie(response, Cookie::KeptForm.forget(shared.app.https))
}

/// `GET /still-signed-in`: seconds that the session lasts without use. Asking is no use; not signed in is 0.
pub(crate) async fn still(State(shared): State<Shared>, visit: Visit) -> Response {
    let seconds = visit.session().map_or(0, |known| {
        let ends = (known.session.last_seen + known.session.idle).min(known.session.ends);
        ends.duration_since(shared.now()).as_secs().max(0)
    });
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], seconds.to_string()).into_response()
}

/// `POST /still-signed-in`: somebody wants to go on. The gate has written down the use.
pub(crate) async fn stay(visit: Visit) -> Response {
    let seconds = visit.session().map_or(0, |known| known.session.idle.as_secs());
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], seconds.to_string()).into_response()
}

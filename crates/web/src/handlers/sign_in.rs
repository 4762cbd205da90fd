//! Signing in and out. For now: picking one of the demonstration's people.

use crate::{
    Shared,
    components::{Choice, ErrorLink, Filled},
    fields::Fields,
    gate::{SignedIn, Visit},
    pages::{Page, problem, sign_in::SignIn},
    session,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use policy::Role;
use service::{
    Actor, Outcome,
    audit::{SIGNED_IN, SIGNED_OUT},
};
use tracing::error;

/// `GET /sign-in`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit) -> Page<SignIn> {
    Page(SignIn::new(visit.shell("Sign in"), people(&shared), Filled::default()))
}

/// `POST /sign-in`
pub(crate) async fn begin(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    // Whoever was signed in here before is not any more.
    shared.sessions.end(&headers, shared.app.https);
    let picked = shared.app.service.actor(&fields.text("person"), shared.now());
    let Some(actor) = picked.filter(|_| shared.app.demonstration) else {
        return nobody_picked(&shared, &visit);
    };
    actor.trail.comes_from(visit.from());
    shared.app.service.note(&actor, SIGNED_IN, Outcome::Allowed);
    if let Err(reason) = shared.app.service.end_visit(&actor).await {
        error!(%reason, "nobody can sign in");
        return problem::busy().into_response();
    }
    let is_staff = actor.role.is_staff();
    let secret = match shared.sessions.begin(&actor.person.id, is_staff, (shared.app.clock)()) {
        Ok(secret) => secret,
        Err(reason) => {
            error!(%reason, "nobody can sign in");
            return problem::busy().into_response();
        }
    };
    let mut response = Redirect::to(home_of(&actor)).into_response();
    if let Some(cookie) = secret.to_cookie(shared.app.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// `POST /sign-out`
pub(crate) async fn end(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Response {
    shared.app.service.note(&actor, SIGNED_OUT, Outcome::Allowed);
    shared.sessions.end(&headers, shared.app.https);
    let mut response = Redirect::to("/").into_response();
    if let Some(cookie) = session::forget_cookie(shared.app.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn people(shared: &Shared) -> Vec<(String, Vec<Choice>)> {
    if !shared.app.demonstration {
        return Vec::new();
    }
    let choice = |actor: Actor| {
        let what_they_do = if actor.role == Role::Victim { "" } else { actor.role.words() };
        Choice::new(actor.person.id, actor.person.name).hint(what_they_do)
    };
    let groups = shared.app.service.sign_in_choices().into_iter();
    let name = |name: String| if name.is_empty() { "Others".into() } else { name };
    groups.map(|group| (name(group.name), group.people.into_iter().map(choice).collect())).collect()
}

fn home_of(actor: &Actor) -> &'static str {
    match actor.role {
        Role::Victim => "/your-case",
        Role::Oversight => "/",
        _ => "/my-work",
    }
}

fn nobody_picked(shared: &Shared, visit: &Visit) -> Response {
    let complaint = "Pick who you want to be";
    let errors = vec![ErrorLink { text: complaint.into(), href: "#person".into() }];
    let mut page = SignIn::new(visit.shell("Sign in"), people(shared), Filled::default().wrong(complaint));
    page.shell = page.shell.wrong(true);
    page.errors = errors;
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response()
}

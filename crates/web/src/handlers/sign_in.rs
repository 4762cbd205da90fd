//! Signing in and out. For now: picking one of the demonstration's people.

use crate::{
    Shared,
    components::{ErrorLink, Filled},
    fields::Fields,
    gate::Visit,
    pages::{Page, problem, sign_in::SignIn},
    person::{Person, Role},
    session,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use tracing::error;

/// `GET /sign-in`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit) -> Page<SignIn> {
    Page(SignIn::new(visit.shell("Sign in"), &people(&shared), Filled::default()))
}

/// `POST /sign-in`
pub(crate) async fn begin(State(shared): State<Shared>, visit: Visit, fields: Fields) -> Response {
    let picked = fields.text("person");
    let Some(person) = people(&shared).into_iter().find(|person| person.id == picked) else {
        return nobody_picked(&shared, &visit);
    };
    let home = home_of(&person);
    let secret = match shared.sessions.begin(person, (shared.app.clock)()) {
        Ok(secret) => secret,
        Err(reason) => {
            error!(%reason, "nobody can sign in");
            return problem::busy().into_response();
        }
    };
    let mut response = Redirect::to(home).into_response();
    if let Some(cookie) = secret.to_cookie(shared.app.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// `POST /sign-out`
pub(crate) async fn end(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    shared.sessions.end(&headers, shared.app.https);
    let mut response = Redirect::to("/").into_response();
    if let Some(cookie) = session::forget_cookie(shared.app.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn people(shared: &Shared) -> Vec<Person> {
    if shared.app.demonstration { shared.app.cast.clone() } else { Vec::new() }
}

fn home_of(person: &Person) -> &'static str {
    match person.role {
        Role::Victim => "/your-case",
        _ => "/my-work",
    }
}

fn nobody_picked(shared: &Shared, visit: &Visit) -> Response {
    let complaint = "Pick who you want to be";
    let errors = vec![ErrorLink { text: complaint.into(), href: "#person".into() }];
    let mut page = SignIn::new(visit.shell("Sign in"), &people(shared), Filled::default().wrong(complaint));
    page.shell = page.shell.wrong(true);
    page.errors = errors;
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response()
}

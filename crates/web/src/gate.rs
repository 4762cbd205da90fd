//! The one gate: every route names who may use it, and nothing is reached without passing here.
//!
//! The gate finds the session, decides, reads the form (with a limit) and checks that it comes from
//! our own page. Behind it a handler has a [`Visit`] and, for a form, its fields. Not yours and not
//! there give the same answer, so that nobody learns from it what exists.

use crate::{
    Shared,
    fields::{Fields, Unread},
    pages::problem,
    person::{Person, Role},
    session::Session,
    shell::Shell,
};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

/// Who may use a route
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// also somebody who has not signed in
    Anyone,
    /// everybody who has signed in
    SignedIn,
    /// a victim, for their own case
    Victim,
    /// everybody who works for an agency
    Staff,
    /// staff with one of these roles
    Only(&'static [Role]),
}

impl Who {
    /// Whether somebody with this role may; `None` has not signed in
    pub fn admits(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Anyone, _) => true,
            (_, None) => false,
            (Self::SignedIn, Some(_)) => true,
            (Self::Victim, Some(role)) => role == Role::Victim,
            (Self::Staff, Some(role)) => role.is_staff(),
            (Self::Only(roles), Some(role)) => roles.contains(&role),
        }
    }
}

/// A request that passed the gate: who it is, and what their forms must bring back
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    person: Option<Person>,
    token: String,
}

impl Visit {
    fn of(session: Option<Session>) -> Self {
        match session {
            Some(session) => Self { person: Some(session.person), token: session.token },
            None => Self { person: None, token: String::new() },
        }
    }

    /// Who is signed in, on a route that admits others too
    #[expect(dead_code, reason = "for pages that admit everybody and greet some")]
    pub fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }

    /// The surroundings of a page for this visitor
    pub fn shell(&self, title: impl Into<String>) -> Shell {
        Shell {
            title: title.into(),
            viewer: self.person.clone(),
            token: self.token.clone(),
            ..Shell::default()
        }
    }
}

/// The surroundings of a page that no route stands behind
pub(crate) fn shell_of(session: Option<Session>) -> Shell {
    Visit::of(session).shell("")
}

/// The middleware in front of one route
pub(crate) async fn pass(
    State((shared, who)): State<(Shared, Who)>,
    request: Request,
    next: Next,
) -> Response {
    let now = (shared.app.clock)();
    let session = shared.sessions.find(request.headers(), shared.app.https, now);
    if !who.admits(session.as_ref().map(|session| session.person.role)) {
        return match session {
            Some(_) => problem::not_there(shell_of(session)).into_response(),
            None => Redirect::to("/sign-in").into_response(),
        };
    }
    if request.method() == Method::POST {
        return pass_form(session, request, next).await;
    }
    let mut request = request;
    request.extensions_mut().insert(Visit::of(session));
    next.run(request).await
}

async fn pass_form(session: Option<Session>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let shell = || shell_of(session.clone());
    if !comes_from_our_own_page(&parts.headers, &parts.uri) {
        return problem::not_from_here(shell()).into_response();
    }
    let fields = match Fields::read(body).await {
        Ok(fields) => fields,
        // A form is sent to the address of its own page, so that address is the way back.
        Err(Unread::TooLarge) => return problem::too_large(shell(), parts.uri.path()).into_response(),
        Err(Unread::Broken) => return StatusCode::BAD_REQUEST.into_response(),
    };
    if session.as_ref().is_some_and(|session| !session.vouches_for(&fields.text("_token"))) {
        return problem::not_from_here(shell()).into_response();
    }
    parts.extensions.insert(Visit::of(session));
    parts.extensions.insert(fields);
    next.run(Request::from_parts(parts, axum::body::Body::empty())).await
}

/// What browsers say about where a form came from; one that says nothing is held to the form's secret
fn comes_from_our_own_page(headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let site_is_ours = match text(header::HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin" || site == "none",
        None => true,
    };
    let host = text(header::HOST).or_else(|| uri.authority().map(|authority| authority.as_str()));
    let origin_is_ours = match (text(header::ORIGIN), host) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, rest)| rest == host),
        (Some(_), None) => false,
    };
    site_is_ours && origin_is_ours
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The person behind a route that nobody reaches without signing in
impl<S: Send + Sync> FromRequestParts<S> for Person {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let visit = Visit::from_request_parts(parts, state).await?;
        visit.person.ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn comes(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value)));
        comes_from_our_own_page(&headers.collect(), &Uri::from_static("/my-work"))
    }

    #[test]
    fn a_form_from_another_site_is_known_by_what_the_browser_says() {
        assert!(comes(&[("host", "lantern.test"), ("origin", "https://lantern.test")]));
        assert!(comes(&[("host", "lantern.test"), ("sec-fetch-site", "same-origin")]));
        assert!(comes(&[("host", "lantern.test")]), "an old browser says nothing");
        assert!(!comes(&[("host", "lantern.test"), ("sec-fetch-site", "cross-site")]));
        assert!(!comes(&[("host", "lantern.test"), ("sec-fetch-site", "same-site")]));
        assert!(!comes(&[("host", "lantern.test"), ("origin", "https://lantern.test.evil.test")]));
        assert!(!comes(&[("host", "lantern.test"), ("origin", "null")]));
    }

    #[test]
    fn nobody_who_has_not_signed_in_passes_a_named_gate() {
        for who in [Who::SignedIn, Who::Victim, Who::Staff, Who::Only(&Role::ALL)] {
            assert!(!who.admits(None), "{who:?}");
        }
        assert!(!Who::Staff.admits(Some(Role::Victim)));
        assert!(!Who::Only(&[Role::Records]).admits(Some(Role::Officer)));
        for role in Role::ALL {
            assert_eq!(Who::Victim.admits(Some(role)), role == Role::Victim);
        }
    }
}

//! The one gate: every route names who may use it, and nothing is reached without passing here.
//!
//! The gate finds the session, decides, reads the form (with a limit) and checks that it comes from
//! our own page. Behind it a handler has a [`Visit`] and, for a form, its fields. Not yours and not
//! there give the same answer, so that nobody learns from it what exists.

use crate::{
    Shared, client,
    fields::{Fields, Unread, largest_for},
    handlers::{receipts, returns, scim},
    kept_form,
    note::Note,
    pages::problem,
    session::Known,
    shell::{Lasting, Shell, Viewer},
    speaking::{in_language, language_for, speaking},
    uploads::{self, TakesFiles, brings_files},
};
use axum::{
    body::Body,
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use language::Language;
use policy::Role;
use service::{Actor, Outcome, audit::ROUTE_REFUSED};
use tracing::error;

/// Where pages ask how long the session still lasts
pub(crate) const STILL_SIGNED_IN: &str = "/still-signed-in";

/// Pages about an account and not about a case: whichever case is chosen, they are for who holds the account
const ABOUT_THE_ACCOUNT: [&str; 4] =
    ["/how-you-sign-in", "/your-sign-ins", "/sign-out-everywhere", "/carry-on"];

/// Where staff read the terms of use
pub(crate) const TERMS: &str = "/terms";

/// Who may use a route
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// also somebody who has not signed in
    Anyone,
    /// everybody who has signed in
    SignedIn,
    /// a victim, for their own case, and whoever acts for them; the use case asks for the mandate
    Victim,
    /// everybody who works for an agency
    Staff,
    /// staff with one of these roles
    Only(&'static [Role]),
    /// an organisation's identity system with a token, and nobody who has signed in
    Machine,
    /// whoever carries our messages, with the token that was agreed with them
    Carrier,
    /// a deployment that sends returns, with its token
    Sender,
}

impl Who {
    /// Whether somebody with this role may; `None` has not signed in
    pub fn admits(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Anyone, _) => true,
            (Self::Machine | Self::Carrier | Self::Sender, _) | (_, None) => false,
            (Self::SignedIn, Some(_)) => true,
            (Self::Victim, Some(role)) => role.is_public(),
            (Self::Staff, Some(role)) => role.is_staff(),
            (Self::Only(roles), Some(role)) => roles.contains(&role),
        }
    }
}

/// A request that passed the gate: who it is, and what their forms must bring back
#[derive(Debug, Clone, Default)]
pub(crate) struct Visit {
    actor: Option<Actor>,
    known: Option<Known>,
    from: String,
    here: String,
    now: Timestamp,
    /// what the chosen case is about, in an account with several
    of_several: Option<String>,
}

impl Visit {
    /// A visit of a machine
    pub fn of_machine(actor: Actor, now: Timestamp) -> Self {
        Self { actor: Some(actor), known: None, now, ..Self::default() }
    }

    fn of(shared: &Shared, known: Option<Known>) -> Self {
        let now = shared.now();
        let alive = known.as_ref().filter(|known| known.alive);
        // Somebody who has left the directory is nobody, whatever their cookie says.
        let actor = alive.and_then(|known| {
            let (service, session) = (&shared.app.service, &known.session);
            // A post that has ended leaves the first of those they still hold.
            let acting = service.actor_at(&session.person, &session.post, now);
            acting.or_else(|| service.actor(&session.person, now))
        });
        let language = language_for(actor.as_ref().map(|actor| actor.role));
        let actor = actor.map(|actor| Actor { language, ..actor });
        Self { actor, known, now, ..Self::default() }
    }

    /// The session, when somebody is signed in
    pub fn session(&self) -> Option<&Known> {
        self.known.as_ref().filter(|_| self.actor.is_some())
    }

    /// The surroundings of a page for this visitor
    pub fn shell(&self, title: impl Into<String>) -> Shell {
        let has_languages = self.actor.as_ref().is_none_or(|actor| actor.role.is_public());
        Shell {
            title: title.into(),
            language: speaking(),
            here: if has_languages { self.here.clone() } else { String::new() },
            viewer: self.actor.as_ref().map(Viewer::from),
            token: self.session().map(|known| known.secret.form_token()).unwrap_or_default(),
            session: self.session().map(|known| Lasting::of(known, self.now)),
            of_several: self.of_several.clone(),
            ..Shell::default()
        }
    }

    /// Who looks, when somebody has signed in
    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_ref()
    }

    /// The language in which this visitor reads
    pub fn language(&self) -> Language {
        language_for(self.actor.as_ref().map(|actor| actor.role))
    }

    /// The same visit by who holds the account, on pages that are about it
    fn of_account(mut self, shared: &Shared) -> Self {
        let known = self.session().filter(|known| shared.app.service.has_several_cases(&known.session));
        let holder = known.and_then(|known| shared.app.service.actor(&known.session.person, self.now));
        if let Some(holder) = holder {
            let language = language_for(Some(holder.role));
            self.actor = Some(Actor { language, ..holder });
        }
        self
    }

    /// Says in an account with several cases which one is chosen
    async fn name_the_case(&mut self, shared: &Shared) {
        let several =
            self.session().is_some_and(|known| shared.app.service.has_several_cases(&known.session));
        if let (true, Some(actor)) = (several, self.actor.as_ref()) {
            self.of_several = shared.app.service.case_title(actor).await.ok();
        }
    }

    /// From where the request comes: the address of the client
    pub fn from(&self) -> &str {
        &self.from
    }

    /// Leaves a note for the next page
    pub async fn leave_note(&self, shared: &Shared, note: Note) {
        if let Some(known) = self.session() {
            shared.leave_note(&known.secret, &note).await;
        }
    }

    /// Takes the note that an earlier page left
    pub async fn take_note(&self, shared: &Shared) -> Option<Note> {
        let known = self.session().filter(|known| known.session.has_note)?;
        shared.take_note(&known.secret).await
    }
}

impl Shared {
    /// Leaves the line that somebody was refused who has not signed in. They are refused either way.
    pub(crate) async fn refused(&self, visit: &Visit, way: &'static str, account: &str) {
        let noted = self.app.service.refuse_stranger(way, account, &visit.from, self.now()).await;
        if let Err(reason) = noted {
            error!(%reason, "the audit could not be written");
        }
    }
}

/// Who looks, and in which session
pub(crate) async fn visit_of(shared: &Shared, headers: &HeaderMap) -> Visit {
    Visit::of(shared, shared.known(headers).await)
}

/// The middleware in front of one route
pub(crate) async fn pass(
    State((shared, who)): State<(Shared, Who)>,
    request: Request,
    next: Next,
) -> Response {
    match who {
        Who::Machine => return scim::pass(shared, request, next).await,
        Who::Carrier => return receipts::pass(shared, request, next).await,
        Who::Sender => return returns::pass(shared, request, next).await,
        _ => {}
    }
    let mut visit = visit_of(&shared, request.headers()).await;
    if ABOUT_THE_ACCOUNT.contains(&request.uri().path()) {
        visit = visit.of_account(&shared);
    }
    visit.from = client::address(&shared, &request);
    visit.here = request.uri().path().to_owned();
    let language = visit.language();
    in_language(language, pass_visit(&shared, who, visit, request, next)).await
}

/// What a visitor gets: the way to sign in, what they asked for, or that it is not there
async fn pass_visit(shared: &Shared, who: Who, visit: Visit, request: Request, next: Next) -> Response {
    let Some(actor) = visit.actor.clone() else {
        return match request.method() {
            _ if who.admits(None) => answer(shared, visit, request, next).await,
            &Method::POST => kept_form::keep(shared, visit.known, request).await,
            _ => Redirect::to("/sign-in").into_response(),
        };
    };
    // Asking how long the session still lasts is no use of it.
    let asks_only = request.method() != Method::POST && request.uri().path() == STILL_SIGNED_IN;
    if let Some(known) = visit.session().filter(|_| !asks_only) {
        shared.app.service.session_used(&known.session, visit.now);
    }
    actor.trail.comes_from(&visit.from);
    let looks_at_work = request.method() == Method::GET
        && matches!(who, Who::Staff | Who::Only(_))
        && request.uri().path() != TERMS;
    let response = if let Some(first) = terms_first(shared, &actor, looks_at_work, visit.now).await {
        first
    } else if who.admits(Some(actor.role)) {
        let mut visit = visit;
        if who == Who::Victim && request.method() == Method::GET {
            visit.name_the_case(shared).await;
        }
        answer(shared, visit, request, next).await
    } else {
        shared.app.service.note(&actor, ROUTE_REFUSED, Outcome::Refused);
        problem::not_there(visit.shell("")).into_response()
    };
    // What is not in the audit has not been seen: the answer waits until its lines are on the disk.
    match shared.app.service.end_visit(&actor).await {
        Ok(()) => response,
        Err(reason) => {
            error!(%reason, "the audit could not be written");
            problem::fault().into_response()
        }
    }
}

/// Staff who have not accepted the terms of use read them before they look at anything
async fn terms_first(
    shared: &Shared,
    actor: &Actor,
    looks_at_work: bool,
    now: Timestamp,
) -> Option<Response> {
    if !looks_at_work {
        return None;
    }
    match shared.app.service.must_accept_terms(actor, now).await {
        Ok(true) => Some(Redirect::to(TERMS).into_response()),
        Ok(false) => None,
        Err(reason) => {
            error!(%reason, "the terms of use could not be looked up");
            Some(problem::fault().into_response())
        }
    }
}

/// What the handler of a route answers
async fn answer(shared: &Shared, visit: Visit, request: Request, next: Next) -> Response {
    if request.method() == Method::POST {
        return pass_form(shared, visit, request, next).await;
    }
    let mut request = request;
    let asked = Fields::parsed(request.uri().query().unwrap_or("").as_bytes());
    request.extensions_mut().insert(visit);
    request.extensions_mut().insert(asked);
    next.run(request).await
}

async fn pass_form(shared: &Shared, visit: Visit, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    if !comes_from_our_own_page(&parts.headers, &parts.uri) {
        return problem::not_from_here(visit.shell("")).into_response();
    }
    let takes_files = parts.extensions.get::<TakesFiles>().is_some();
    let read = if takes_files && brings_files(&parts.method, &parts.headers) {
        // Only so many are held in memory at once; whoever comes then tries again.
        let Ok(_place) = shared.uploads.try_acquire() else { return problem::busy().into_response() };
        match uploads::read(&parts.headers, body).await {
            Ok((fields, files)) => {
                parts.extensions.insert(files);
                Ok(fields)
            }
            Err(Unread::TooLarge) => {
                return problem::file_too_large(visit.shell(""), parts.uri.path()).into_response();
            }
            Err(reason) => Err(reason),
        }
    } else {
        Fields::read(body, largest_for(parts.uri.path())).await
    };
    let fields = match read {
        Ok(fields) => fields,
        // A form is sent to the address of its own page, so that address is the way back.
        Err(Unread::TooLarge) => {
            return problem::too_large(visit.shell(""), parts.uri.path()).into_response();
        }
        Err(Unread::Broken) => return StatusCode::BAD_REQUEST.into_response(),
    };
    if visit.session().is_some_and(|known| !known.secret.vouches_for(&fields.text("_token"))) {
        return problem::not_from_here(visit.shell("")).into_response();
    }
    if fields.some_text(kept_form::WAS_KEPT).is_some() {
        kept_form::forget(shared, &parts.headers).await;
    }
    parts.extensions.insert(visit);
    parts.extensions.insert(fields);
    next.run(Request::from_parts(parts, Body::empty())).await
}

/// What browsers say about where a form came from; one that says nothing is held to the form's secret
pub(crate) fn comes_from_our_own_page(headers: &HeaderMap, uri: &Uri) -> bool {
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
pub(crate) struct SignedIn(pub Actor);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let visit = Visit::from_request_parts(parts, state).await?;
        visit.actor.map(Self).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
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
        assert!(!Who::Staff.admits(Some(Role::Oversight)));
        assert!(!Who::Only(&[Role::Supervisor]).admits(Some(Role::Officer)));
        for role in Role::ALL {
            assert_eq!(Who::Victim.admits(Some(role)), role.is_public());
        }
    }
}

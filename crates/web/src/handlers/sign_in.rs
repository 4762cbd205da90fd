//! Signing in: the page with the ways there are, and - in the demonstration only - picking one of its people.

use crate::{
    Shared,
    components::{Choice, ErrorLink, Filled},
    fields::Fields,
    gate::Visit,
    kept_form::{self, with_cookie},
    pages::{Page, problem, sign_in::SignIn},
    session::Cookie,
    speaking::say,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use identity::oidc::IssuerKind;
use policy::Role;
use service::{
    Actor, Ended, Outcome, audit::SIGNED_IN, safe_words::dashed, sessions::SignedInBy, sign_in::SignInGroup,
};
use tracing::error;

/// `GET /sign-in`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Page<SignIn> {
    let mut page = SignIn::new(visit.shell(say("sign-in-title")), people(&shared), Filled::default());
    page.ways = ways(&shared);
    page.issuers = [IssuerKind::Staff, IssuerKind::Victim].map(|kind| issuers(&shared, kind));
    page.kept = Cookie::KeptForm.sent_with(&headers, shared.app.https).is_some();
    Page(page)
}

/// `POST /sign-in`
pub(crate) async fn begin(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let picked = shared.app.service.actor(&fields.text("person"), shared.now());
    let Some(actor) = picked.filter(|_| shared.app.demonstration) else {
        shared.refused(&visit, "demonstration", "").await;
        return nobody_picked(&shared, &visit);
    };
    welcome(&shared, &visit, &headers, &actor, &SignedInBy::own("demonstration")).await
}

/// Signs in somebody who has shown who they are, however they did, and sends them on: to the form that they left behind
/// when their last session ended, or to their first page. The cookie's secret is always a new one.
pub(crate) async fn welcome(
    shared: &Shared,
    visit: &Visit,
    headers: &HeaderMap,
    actor: &Actor,
    by: &SignedInBy,
) -> Response {
    // Whoever was signed in here before is not any more.
    shared.end_session(headers, Ended::Replaced).await;
    actor.trail.comes_from(visit.from());
    shared.app.service.note(actor, SIGNED_IN, Outcome::Allowed);
    if let Err(reason) = shared.app.service.end_visit(actor).await {
        error!(%reason, "nobody can sign in");
        return problem::busy().into_response();
    }
    let secret = match shared.app.service.begin_session(actor, by, shared.now()).await {
        Ok(secret) => secret,
        Err(reason) => {
            error!(%reason, "nobody can sign in");
            return problem::busy().into_response();
        }
    };
    let https = shared.app.https;
    let kept = kept_form::waiting(shared, headers, &actor.person.id).await;
    let to = if kept.is_some() { "/carry-on" } else { home_of(actor) };
    let mut response = with_cookie(Redirect::to(to).into_response(), Cookie::Session.set(&secret, https));
    if kept.is_none() && Cookie::KeptForm.sent_with(headers, https).is_some() {
        response = with_cookie(response, Cookie::KeptForm.forget(https));
    }
    response
}

/// Names and addresses of the sign-ins of one kind
pub(super) fn issuers(shared: &Shared, kind: IssuerKind) -> Vec<(String, String)> {
    let of_kind = shared.app.issuers.all().iter().filter(|issuer| issuer.kind() == kind);
    of_kind.map(|issuer| (issuer.name().to_owned(), format!("/sign-in/with/{}", issuer.id()))).collect()
}

fn people(shared: &Shared) -> Vec<(String, Vec<Choice>)> {
    if !shared.app.demonstration {
        return Vec::new();
    }
    let choice = |actor: Actor| {
        let what_they_do = match actor.role {
            Role::Victim => String::new(),
            role => say(&format!("role-{}", dashed(role.slug()))),
        };
        Choice::new(actor.person.id, actor.person.name).hint(&what_they_do)
    };
    let groups = shared.app.service.sign_in_choices().into_iter();
    let name = |group: &SignInGroup| match group.name.as_str() {
        _ if group.of_victims => say("people-victims"),
        "" => say("people-others"),
        name => name.to_owned(),
    };
    groups.map(|group| (name(&group), group.people.into_iter().map(choice).collect())).collect()
}

/// The ways to sign in that this deployment has
fn ways(shared: &Shared) -> Vec<(String, String)> {
    let service = &shared.app.service;
    crate::pages::accounts::ways(service.has_passkeys(), service.sends_codes())
}

/// Where somebody starts
pub(crate) fn home_of(actor: &Actor) -> &'static str {
    match actor.role {
        Role::Victim | Role::Representative => "/your-case",
        Role::InformationGovernance => "/agreements",
        Role::Caretaker => "/people",
        Role::Oversight => crate::pages::figures::FIGURES,
        Role::Standards => "/audit/patterns",
        _ => "/my-work",
    }
}

fn nobody_picked(shared: &Shared, visit: &Visit) -> Response {
    let complaint = say("refusal-who");
    let errors = vec![ErrorLink { text: complaint.clone(), href: "#person".into() }];
    let mut page =
        SignIn::new(visit.shell(say("sign-in-title")), people(shared), Filled::default().wrong(complaint));
    page.ways = ways(shared);
    page.shell = page.shell.wrong(true);
    page.errors = errors;
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response()
}

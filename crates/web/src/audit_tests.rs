//! What is looked at is in the audit before it is seen, on every route.

use crate::{
    Who,
    cases::{ELSEWHERE, ROSA, World, now},
    http_tests::{form_secret_of, get_as, post_as, sign_in, text},
    router, routes_listed,
};
use axum::http::StatusCode;
use policy::Role;
use store::{AuditFilter, WrittenLine};
use uuid::Uuid;

/// Pages that say the same to everybody in their role: nothing about anybody is on them
const ABOUT_NOBODY: &[&str] = &[
    "/guidance",
    "/how-you-sign-in",
    "/how-you-sign-in/password",
    "/inspections/new",
    "/open-a-case",
    "/posts",
    "/messages/file",
    "/search",
    "/take-a-report",
    "/words",
];

/// Words that are about somebody in the small world, and must be in no readable column
const PERSONAL: &[&str] =
    &["rosa", "example", "kofi", "madeup", "tom sample", "mill street", "07700", "192.0.2."];

async fn lines(world: &World) -> Vec<WrittenLine> {
    let filter = AuditFilter { most: 10_000, ..AuditFilter::default() };
    world.service.store().audit_lines(&filter).await.unwrap()
}

/// Somebody who may use a route
fn fitting(who: Who) -> Option<&'static str> {
    let of_role = |role| match role {
        Role::Victim => Some("rosa"),
        Role::Supervisor => Some("supervisor"),
        Role::Officer => Some("officer"),
        Role::Standards => Some("standards"),
        _ => None,
    };
    let roles = [Role::Supervisor, Role::Officer, Role::Victim, Role::Standards];
    roles.into_iter().filter(|role| who.admits(Some(*role))).find_map(of_role)
}

/// The address of a route with something in each of its places
fn filled(path: &str) -> String {
    let part = |part: &str| match part {
        "{case}" => Uuid::from_u128(ROSA).to_string(),
        "{trigger}" | "{item}" | "{number}" | "{opened}" | "{contact}" => "1".to_owned(),
        "{kind}" => "happened".to_owned(),
        "{measure}" => "done-on-time".to_owned(),
        part if part.starts_with('{') => Uuid::from_u128(9).to_string(),
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_page_about_somebody_leaves_a_line_before_it_is_seen() {
    let world = World::new().await;
    let router = router(world.app());
    let (mut visited, mut silent) = (0, Vec::new());
    for (method, path, who) in routes_listed(world.app()) {
        if method != "GET" || who == Who::Anyone || ABOUT_NOBODY.contains(&path) {
            continue;
        }
        let Some(person) = fitting(who) else { continue };
        let cookie = sign_in(&router, person).await;
        let before = lines(&world).await.len();
        let response = get_as(&router, &cookie, &filled(path)).await;
        let status = response.status();
        assert!(!status.is_server_error(), "{path} as {person}: {status}");
        let new = lines(&world).await.len() - before;
        if new == 0 && !status.is_redirection() {
            silent.push(format!("{path} as {person}: {status}"));
        }
        visited += 1;
    }
    assert!(silent.is_empty(), "these left no line: {silent:#?}");
    assert!(visited >= 10, "{visited} pages were visited");
    let columns = "person || ' ' || role || ' ' || organisation || ' ' || action || ' ' || part || ' ' || outcome || ' ' || policy || ' ' || sought";
    let readable = format!("select lower({columns}) from audit where role <> 'victim'");
    for line in world.service.store().strings_for_test(&readable).await.unwrap() {
        for word in PERSONAL {
            assert!(!line.contains(word), "{line}");
        }
    }
    assert_eq!(world.service.store().verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn nothing_is_shown_when_the_audit_cannot_be_written() {
    let world = World::new().await;
    let router = router(world.app());
    let cookie = sign_in(&router, "officer").await;
    let address = format!("/case/{}", Uuid::from_u128(ROSA));
    let seen = text(get_as(&router, &cookie, &address).await).await;
    assert!(seen.contains("Rosa Example"));
    world.service.store().execute_for_test("alter table audit rename to gone").await.unwrap();
    let response = get_as(&router, &cookie, &address).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = text(response).await;
    assert!(!page.contains("Rosa"), "{page}");
    // The search and the worklist as well.
    let help = text(get_as(&router, &cookie, "/help").await).await;
    let form = format!("_token={}&query=Rosa+Example", form_secret_of(&help));
    let response = post_as(&router, &cookie, "/search", form).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(get_as(&router, &cookie, "/my-work").await.status(), StatusCode::INTERNAL_SERVER_ERROR);
    world.service.store().execute_for_test("alter table gone rename to audit").await.unwrap();
    assert!(text(get_as(&router, &cookie, &address).await).await.contains("Rosa Example"), "it recovers");
    assert_eq!(world.service.store().verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn signing_in_and_out_searching_and_being_refused_are_lines() {
    let world = World::new().await;
    let router = router(world.app());
    let cookie = sign_in(&router, "officer").await;
    let help = text(get_as(&router, &cookie, "/help").await).await;
    let token = form_secret_of(&help);
    post_as(&router, &cookie, "/search", format!("_token={token}&query=Rosa+Example")).await;
    get_as(&router, &cookie, &format!("/case/{}", Uuid::from_u128(ELSEWHERE))).await;
    get_as(&router, &cookie, &format!("/case/{}", Uuid::from_u128(9))).await;
    get_as(&router, &cookie, "/your-case").await;
    post_as(&router, &cookie, "/sign-out", format!("_token={token}")).await;
    let mut lines = lines(&world).await;
    lines.sort_by_key(|line| line.place.number);
    let told: Vec<(String, String, Option<Uuid>)> = lines
        .iter()
        .map(|line| (line.line.action.clone(), line.line.outcome.clone(), line.line.case.map(|case| case.0)))
        .collect();
    let line = |action: &str, outcome: &str, case| (action.to_owned(), outcome.to_owned(), case);
    assert_eq!(
        told,
        [
            line("signed_in", "allowed", None),
            line("search", "allowed", None),
            line("found", "allowed", Some(Uuid::from_u128(ROSA))),
            line("see_case", "refused", Some(Uuid::from_u128(ELSEWHERE))),
            line("see_case", "refused", Some(Uuid::from_u128(9))),
            line("page_refused", "refused", None),
            line("signed_out", "allowed", None),
        ]
    );
    assert!(lines.iter().all(|line| line.line.person == "officer" && line.line.at == now()));
    let search = &lines[1].line;
    assert_eq!(search.sought.split(' ').count(), 2, "two keyed words: {}", search.sought);
    assert_eq!(search.visit, lines[2].line.visit, "what a search found belongs to it");
}

//! The pages of boards, as a supervisor of one force, a commissioner of one area and an inspector of the country open them.

use crate::{
    http::{CONNECTIONS, app, body_of, get_request, load, serve, sign_in},
    present,
};
use axum::{Router, routing::get};
use policy::Role;
use service::{Actor, Service};
use std::time::Duration;

/// How long each page is asked for, by one and by many.
const SPAN: Duration = Duration::from_millis(1500);

const PAGES: [(&str, &str); 7] = [
    ("board by right", "/figures"),
    ("board by unit", "/figures?by=unit"),
    ("one duty", "/figures/told-of-bail"),
    ("every duty with a limit", "/figures/done-on-time"),
    ("days to the first contact", "/figures/days-to-first-contact"),
    ("days until done, every duty", "/figures/days-to-done"),
    ("victims never contacted", "/figures/never-contacted"),
];

pub async fn ask(engine: &str, service: &Service, cases: u64) {
    let server = serve(web::router(app(service.clone(), present))).await;
    let mut largest = 0;
    for (who, actor) in lookers(service) {
        let cookie = sign_in(&server, &actor.person.id).await;
        for (what, path) in PAGES {
            largest = largest.max(body_of(&server, path, &cookie).await);
            let request = [get_request(&server, path, &cookie)];
            let alone = load(&server, &request, 1, SPAN).await;
            let many = load(&server, &request, CONNECTIONS, SPAN).await;
            println!(
                "| {what} (`{path}`), {who}, {engine} | {cases} cases | one after another: p50 {:.1} ms, p99 {:.1} ms; {CONNECTIONS} at once: p50 {:.1} ms, p99 {:.1} ms, {:.0}/s | aim: p99 under 50 ms |",
                alone.p50, alone.p99, many.p50, many.p99, many.rate,
            );
        }
    }
    let page = "x".repeat(largest);
    let constant = serve(Router::new().route("/", get(move || async move { page.clone() }))).await;
    let theirs = load(&constant, &[get_request(&constant, "/", "")], CONNECTIONS, SPAN).await;
    println!(
        "| a constant page as long as the longest of these, {engine} | {} kB, {CONNECTIONS} at once | {:.0}/s, p50 {:.1} ms, p99 {:.1} ms | |",
        largest / 1000,
        theirs.rate,
        theirs.p50,
        theirs.p99,
    );
}

/// One of each who sees figures.
fn lookers(service: &Service) -> Vec<(&'static str, Actor)> {
    let people: Vec<Actor> = service.sign_in_choices().into_iter().flat_map(|group| group.people).collect();
    let one = |role, organisation: &str| {
        let is = |actor: &&Actor| actor.role == role && actor.person.organisation == organisation;
        people.iter().find(is).cloned().unwrap()
    };
    vec![
        ("one force", one(Role::Supervisor, "riverside-police")),
        ("one area", one(Role::Oversight, "commissioner")),
        ("the country", one(Role::Oversight, "inspectorate")),
    ]
}

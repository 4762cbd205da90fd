//! Sessions from the outside: they end, everywhere and at once, and what somebody typed outlives them.

use crate::{
    App,
    cases::{self, ROSA, World, case_id},
    http_tests::{form_secret_of, get_as, post_as, sign_in, text},
    router,
};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Response, StatusCode, header},
};
use jiff::{SignedDuration, Timestamp};
use std::cell::Cell;

thread_local!(static LATER: Cell<SignedDuration> = const { Cell::new(SignedDuration::ZERO) });

pub(crate) fn clock() -> Timestamp {
    cases::now() + LATER.get()
}

/// The pages over a world whose clock can be put forward
fn pages(world: &World) -> Router {
    LATER.set(SignedDuration::ZERO);
    router(App { clock, ..world.app() })
}

pub(crate) fn later(minutes: i64) {
    LATER.set(LATER.get() + SignedDuration::from_mins(minutes));
}

/// The cookie of this name that an answer sets
pub(crate) fn cookie_of(headers: &HeaderMap, name: &str) -> String {
    let set = headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = set.filter_map(|line| line.split(';').next());
    pairs.find(|pair| pair.starts_with(&format!("{name}="))).unwrap_or_default().to_owned()
}

pub(crate) fn location(response: &Response<Body>) -> String {
    response.headers()[header::LOCATION].to_str().unwrap().to_owned()
}

async fn is_signed_in(router: &Router, cookie: &str, page: &str) -> bool {
    get_as(router, cookie, page).await.status() == StatusCode::OK
}

/// Signs in with cookies that the browser already has
async fn sign_in_with(router: &Router, cookies: &str, person: &str) -> Response<Body> {
    post_as(router, cookies, "/sign-in", format!("person={person}")).await
}

/// Waits until the use of a session is written, which happens beside the request
async fn written(world: &World, person: &str, at: Timestamp) {
    loop {
        let sessions = world.service.store().sessions_of(person).await.unwrap();
        if sessions.iter().any(|session| session.last_seen == at) {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_session_lasts_while_it_is_used_and_ends_when_it_is_not() {
    let world = World::new().await;
    let router = pages(&world);
    let rosa = sign_in(&router, "rosa").await;
    for _ in 0..3 {
        later(19);
        assert!(is_signed_in(&router, &rosa, "/your-case").await);
        written(&world, "rosa", clock()).await;
    }
    later(20);
    let left = text(get_as(&router, &rosa, "/still-signed-in").await).await;
    assert_eq!(left, "0", "the warning must not promise more");
    later(1);
    assert!(!is_signed_in(&router, &rosa, "/your-case").await);
    later(-15);
    assert!(is_signed_in(&router, &rosa, "/your-case").await, "the test's own clock");
}

#[tokio::test]
async fn staff_may_be_called_away_for_longer_but_not_stay_for_ever() {
    let world = World::new().await;
    let router = pages(&world);
    let officer = sign_in(&router, "officer").await;
    for half_hours in 1..24 {
        later(30);
        assert!(is_signed_in(&router, &officer, "/guidance").await, "{half_hours}");
        written(&world, "officer", clock()).await;
    }
    later(30);
    assert!(!is_signed_in(&router, &officer, "/guidance").await, "twelve hours are enough");
}

#[tokio::test]
async fn asking_how_long_it_lasts_is_no_use_and_wanting_to_go_on_is() {
    let world = World::new().await;
    let router = pages(&world);
    let rosa = sign_in(&router, "rosa").await;
    let secret = form_secret_of(&text(get_as(&router, &rosa, "/your-case").await).await);
    later(18);
    assert_eq!(text(get_as(&router, &rosa, "/still-signed-in").await).await, "120");
    later(1);
    assert_eq!(text(get_as(&router, &rosa, "/still-signed-in").await).await, "60", "asking counted as use");
    let stay = post_as(&router, &rosa, "/still-signed-in", format!("_token={secret}")).await;
    assert_eq!(text(stay).await, "1200");
    written(&world, "rosa", clock()).await;
    later(19);
    assert!(is_signed_in(&router, &rosa, "/your-case").await);
    assert_eq!(text(get_as(&router, "", "/still-signed-in").await).await, "0");
}

#[tokio::test]
async fn a_session_holds_and_ends_in_every_process() {
    let world = World::new().await;
    let (one, other) = (pages(&world), pages(&world));
    let rosa = sign_in(&one, "rosa").await;
    assert!(is_signed_in(&other, &rosa, "/your-case").await);
    let phone = sign_in(&other, "rosa").await;
    let page = text(get_as(&one, &rosa, "/your-sign-ins").await).await;
    assert_eq!(page.matches("<li>Signed in in the demonstration").count(), 2, "{page}");
    assert_eq!(page.matches("(this browser)").count(), 1);
    let form = format!("_token={}", form_secret_of(&page));
    let response = post_as(&one, &rosa, "/sign-out-everywhere", form).await;
    assert_eq!(response.headers()["clear-site-data"], "\"cache\", \"storage\"");
    for cookie in [&rosa, &phone] {
        for router in [&one, &other] {
            assert!(!is_signed_in(router, cookie, "/your-case").await);
        }
    }
}

#[tokio::test]
async fn a_role_taken_away_by_another_process_holds_from_the_next_request_on() {
    let world = World::new().await;
    let router = pages(&world);
    let officer = sign_in(&router, "officer").await;
    assert!(is_signed_in(&router, &officer, "/my-work").await);
    let mut person = world.service.store().person("officer").await.unwrap().unwrap();
    // Another process writes to the database; this one is told nothing.
    person.role = "oversight".into();
    world.service.store().save_directory(&[], &[], &[person]).await.unwrap();
    assert_eq!(get_as(&router, &officer, "/my-work").await.status(), StatusCode::NOT_FOUND);
    world.service.store().execute_for_test("delete from person where id = 'officer'").await.unwrap();
    let response = get_as(&router, &officer, "/my-work").await;
    assert_eq!(location(&response), "/sign-in", "somebody who has left is nobody");
}

#[tokio::test]
async fn two_sessions_share_neither_cookie_nor_form_secret() {
    let world = World::new().await;
    let router = pages(&world);
    let (one, other) = (sign_in(&router, "officer").await, sign_in(&router, "officer").await);
    assert_ne!(one, other);
    let secret = async |cookie: &str| form_secret_of(&text(get_as(&router, cookie, "/guidance").await).await);
    let (first, second) = (secret(&one).await, secret(&other).await);
    assert_ne!(first, second);
    assert!(!one.contains(&first));
    // Nothing that the database holds is the cookie's secret or opens with the database alone.
    let value = one.split('=').nth(1).unwrap();
    let rows = world.service.store().strings_for_test("select lower(hex(key)) from session").await.unwrap();
    assert_eq!(rows.len(), 2);
    assert!(!rows.iter().any(|key| key == value));
}

#[tokio::test]
async fn signing_in_takes_no_session_over_from_before() {
    let world = World::new().await;
    let router = pages(&world);
    let planted = format!("lantern={}", "ab".repeat(32));
    let response = sign_in_with(&router, &planted, "rosa").await;
    let given = cookie_of(response.headers(), "lantern");
    assert_ne!(given, planted);
    assert!(!is_signed_in(&router, &planted, "/your-case").await);
    let secret = form_secret_of(&text(get_as(&router, &given, "/your-case").await).await);
    let again = post_as(&router, &given, "/sign-in", format!("person=rosa&_token={secret}")).await;
    let newer = cookie_of(again.headers(), "lantern");
    assert_ne!(newer, given);
    assert!(is_signed_in(&router, &newer, "/your-case").await);
    assert!(!is_signed_in(&router, &given, "/your-case").await, "the session from before goes on");
}

/// A form about a case, sent after its session has ended; gives back the cookie of what was kept
async fn send_too_late(router: &Router, cookie: &str) -> String {
    let address = format!("/case/{}/contact", case_id(ROSA));
    let page = text(get_as(router, cookie, &address).await).await;
    let form = format!("_token={}&version=6&told=He+was+released+today&channel=text", form_secret_of(&page));
    later(70);
    let response = post_as(router, cookie, &address, form).await;
    assert_eq!(location(&response), "/sign-in");
    let kept = cookie_of(response.headers(), "lantern-form");
    assert!(!kept.is_empty(), "nothing was kept");
    let page = text(get_as(router, &kept, "/sign-in").await).await;
    assert!(page.contains("What you typed was kept for you"), "{page}");
    assert!(!page.contains("released"), "shown to whoever comes next");
    kept
}

#[tokio::test]
async fn what_was_typed_is_there_again_after_signing_in_again() {
    let world = World::new().await;
    let router = pages(&world);
    let officer = sign_in(&router, "officer").await;
    let kept = send_too_late(&router, &officer).await;
    let response = sign_in_with(&router, &format!("{officer}; {kept}"), "officer").await;
    assert_eq!(location(&response), "/carry-on");
    let cookies = format!("{}; {kept}", cookie_of(response.headers(), "lantern"));
    for _ in 0..2 {
        let page = text(get_as(&router, &cookies, "/carry-on").await).await;
        assert!(page.contains("He was released today"), "lost when the page is loaded again: {page}");
    }
    let page = text(get_as(&router, &cookies, "/carry-on").await).await;
    let form = format!(
        "_token={}&_kept=yes&again=yes&version=6&told=He+was+released+today&channel=text",
        form_secret_of(&page)
    );
    let address = format!("/case/{}/contact", case_id(ROSA));
    let page = text(post_as(&router, &cookies, &address, form).await).await;
    assert!(page.contains("He was released today</textarea>"), "not in the form again: {page}");
    assert_eq!(location(&get_as(&router, &cookies, "/carry-on").await), "/my-work", "kept after it was sent");
}

#[tokio::test]
async fn what_was_typed_is_for_the_person_who_typed_it_only() {
    let world = World::new().await;
    let router = pages(&world);
    let officer = sign_in(&router, "officer").await;
    let kept = send_too_late(&router, &officer).await;
    let response = sign_in_with(&router, &kept, "colleague").await;
    assert_eq!(location(&response), "/my-work");
    assert!(response.headers().get_all(header::SET_COOKIE).iter().any(|line| {
        let line = line.to_str().unwrap();
        line.starts_with("lantern-form=;") && line.contains("Max-Age=0")
    }));
    let colleague = cookie_of(response.headers(), "lantern");
    let page = get_as(&router, &format!("{colleague}; {kept}"), "/carry-on").await;
    assert_eq!(location(&page), "/my-work");
    let response = sign_in_with(&router, &kept, "officer").await;
    assert_eq!(location(&response), "/my-work", "it was to be destroyed");
}

#[tokio::test]
async fn what_was_typed_lies_sealed_and_not_for_ever() {
    let world = World::new().await;
    let router = pages(&world);
    let officer = sign_in(&router, "officer").await;
    let kept = send_too_late(&router, &officer).await;
    let rows = "select hex(sealed) from kept_form where instr(sealed, cast('released' as blob)) > 0";
    assert!(
        world.service.store().strings_for_test(rows).await.unwrap().is_empty(),
        "readable in the database"
    );
    later(61);
    let response = sign_in_with(&router, &kept, "officer").await;
    assert_eq!(location(&response), "/my-work");
}

#[tokio::test]
async fn a_form_of_nobody_we_know_or_without_its_secret_is_not_kept() {
    let world = World::new().await;
    let router = pages(&world);
    let officer = sign_in(&router, "officer").await;
    later(70);
    let address = format!("/case/{}/contact", case_id(ROSA));
    let strange = format!("lantern={}", "ab".repeat(32));
    for cookie in [officer.as_str(), &strange, ""] {
        let response = post_as(&router, cookie, &address, "_token=x&told=planted+text".into()).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{cookie}");
        assert_eq!(cookie_of(response.headers(), "lantern-form"), "");
        assert!(text(response).await.contains("what you typed should still be there"));
    }
    let response = post_as(&router, &officer, "/sign-out", "_token=x".into()).await;
    assert_eq!(location(&response), "/sign-in", "there is nothing in it to keep");
}

#[tokio::test]
async fn every_page_says_when_the_session_ends() {
    let world = World::new().await;
    let router = pages(&world);
    let rosa = sign_in(&router, "rosa").await;
    let page = text(get_as(&router, &rosa, "/your-case").await).await;
    let ends = crate::words::clock_time(clock() + SignedDuration::from_mins(20));
    let ends = language::Language::English.clock(ends);
    assert!(page.contains(&format!("You will be signed out at {ends} if you do nothing")), "{page}");
}

#[tokio::test]
async fn a_statement_that_came_after_the_session_had_ended_is_saved_when_they_are_back() {
    const WRITE: &str = "/your-statement/write";
    let world = World::new().await;
    let router = pages(&world);
    let rosa = sign_in(&router, "rosa").await;
    let page = text(get_as(&router, &rosa, WRITE).await).await;
    let words = "I+cannot+sleep.%0D%0A%0D%0A".to_owned() + &"%F0%9F%98%80".repeat(20_000);
    let form = format!("_token={}&read=0&then=on&text={words}", form_secret_of(&page));
    later(70);
    let response = post_as(&router, &rosa, WRITE, form).await;
    assert_eq!(location(&response), "/sign-in");
    let kept = cookie_of(response.headers(), "lantern-form");
    let response = sign_in_with(&router, &kept, "rosa").await;
    assert_eq!(location(&response), "/carry-on");
    let cookies = format!("{}; {kept}", cookie_of(response.headers(), "lantern"));
    let page = text(get_as(&router, &cookies, "/carry-on").await).await;
    assert!(page.contains("I cannot sleep."), "lost");
    assert!(page.contains(&format!("action=\"{WRITE}\"")), "{page}");
    // It is too long by a few: it comes back to be made shorter, and nothing of it is gone.
    let form = format!("_token={}&_kept=yes&read=0&then=on&text={words}", form_secret_of(&page));
    let page = text(post_as(&router, &cookies, WRITE, form).await).await;
    assert!(page.contains("has 20,017 characters") && page.contains("I cannot sleep."), "lost on the way");
    let form = format!("_token={}&read=0&then=on&text=I+cannot+sleep.", form_secret_of(&page));
    assert_eq!(location(&post_as(&router, &cookies, WRITE, form).await), "/your-statement/choices");
}

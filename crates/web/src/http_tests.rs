//! What a browser may rely on, whatever the page: tested on the whole router without a network.

use crate::{App, Shared, Who, cases::World, fields::LARGEST_FORM, router, routes::Routes};
use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

/// A few routes that stand for pages of each kind
fn with_examples(world: &World, https: bool) -> Router {
    let shared = Shared::new(App { https, ..world.app() });
    Routes::new(shared)
        .page(Who::Anyone, "/sign-in", crate::handlers::sign_in::ask)
        .form(Who::Anyone, "/sign-in", crate::handlers::sign_in::begin)
        .form(Who::SignedIn, "/sign-out", crate::handlers::sign_out::end)
        .page(Who::Staff, "/staff/{case}", async || "staff only")
        .form(Who::Staff, "/staff/{case}", async || "saved")
        .page(Who::Victim, "/victim", async || "victim only")
        .page(Who::Anyone, "/panic", panics)
        .finish()
}

async fn panics() -> &'static str {
    panic!("Rosa Example's address")
}

pub async fn send(router: &Router, request: Request<Body>) -> Response<Body> {
    router.clone().oneshot(request).await.unwrap()
}

pub async fn get(router: &Router, path: &str) -> Response<Body> {
    send(router, Request::get(path).body(Body::empty()).unwrap()).await
}

pub async fn get_as(router: &Router, cookie: &str, path: &str) -> Response<Body> {
    send(router, Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

pub async fn post_as(router: &Router, cookie: &str, path: &str, form: String) -> Response<Body> {
    let request = Request::post(path).header(header::COOKIE, cookie).header(header::HOST, "lantern.test");
    send(router, request.body(Body::from(form)).unwrap()).await
}

pub async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Signs in and gives back the cookie
pub async fn sign_in(router: &Router, person: &str) -> String {
    let request = Request::post("/sign-in").body(Body::from(format!("person={person}"))).unwrap();
    let response = send(router, request).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// The secret that a page puts into its forms
pub fn form_secret_of(page: &str) -> String {
    let after = page.split("name=\"_token\" value=\"").nth(1).expect("a form with a secret");
    after.split('"').next().unwrap().to_owned()
}

/// A page without the secret of its forms, which is another text each time
pub fn without_form_secret(page: &str) -> String {
    page.replace(&form_secret_of(page), "")
}

async fn form_secret(router: &Router, cookie: &str) -> String {
    form_secret_of(&text(get_as(router, cookie, "/sign-in").await).await)
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let world = World::new().await;
    let router = with_examples(&world, false);
    for path in ["/sign-in", "/nowhere", "/staff/1", "/panic"] {
        let response = get(&router, path).await;
        let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap());
        assert!(header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-request-id").len(), 36, "{path}");
        assert_eq!(header("strict-transport-security"), "", "{path}");
    }
    let world = World::new().await;
    let response = get(&with_examples(&world, true), "/sign-in").await;
    assert!(response.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_sent_small() {
    let world = World::new().await;
    let router = router(world.app());
    let address = crate::assets::address("govuk-frontend.css");
    let request = Request::get(&address).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
    let small = send(&router, request).await;
    assert_eq!(small.headers()[header::CONTENT_ENCODING], "gzip");
    assert_eq!(small.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
    assert!(small.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    let small = small.into_body().collect().await.unwrap().to_bytes();
    let plain = get(&router, &address).await.into_body().collect().await.unwrap().to_bytes();
    assert!(small.len() * 5 < plain.len(), "{} of {}", small.len(), plain.len());
    assert_eq!(get(&router, "/assets/..%2fCargo.toml").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_for_staff_sends_others_to_sign_in_or_says_not_found() {
    let world = World::new().await;
    let router = with_examples(&world, false);
    let response = get(&router, "/staff/1").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()[header::LOCATION], "/sign-in");

    let victim = sign_in(&router, "rosa").await;
    let refused = get_as(&router, &victim, "/staff/1").await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let refused = text(refused).await;
    let absent = text(get_as(&router, &victim, "/nowhere").await).await;
    let (refused, absent) = (without_form_secret(&refused), without_form_secret(&absent));
    assert_eq!(refused, absent, "not yours and not there must look the same");

    let officer = sign_in(&router, "officer").await;
    assert_eq!(text(get_as(&router, &officer, "/staff/1").await).await, "staff only");
    assert_eq!(get_as(&router, &officer, "/victim").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_needs_the_secret_of_its_own_session() {
    let world = World::new().await;
    let router = with_examples(&world, false);
    let officer = sign_in(&router, "officer").await;
    let secret = form_secret(&router, &officer).await;
    let other = sign_in(&router, "officer").await;
    let other_secret = form_secret(&router, &other).await;

    let saved = post_as(&router, &officer, "/staff/1", format!("_token={secret}&told=hello")).await;
    assert_eq!(saved.status(), StatusCode::OK);
    for forged in [String::new(), "_token=".into(), format!("_token={other_secret}")] {
        let refused = post_as(&router, &officer, "/staff/1", forged.clone()).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{forged}");
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_even_for_signing_in() {
    let world = World::new().await;
    let router = with_examples(&world, false);
    let request = Request::post("/sign-in").header("sec-fetch-site", "cross-site");
    let response = send(&router, request.body(Body::from("person=officer")).unwrap()).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(!response.headers().contains_key(header::SET_COOKIE));
}

#[tokio::test]
async fn a_megabyte_in_a_text_box_gets_a_page_with_the_way_back() {
    let world = World::new().await;
    let router = with_examples(&world, false);
    let officer = sign_in(&router, "officer").await;
    let secret = form_secret(&router, &officer).await;
    let form = format!("_token={secret}&told={}", "a".repeat(1024 * 1024));
    let response = post_as(&router, &officer, "/staff/1", form).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let page = text(response).await;
    assert!(page.contains("Nothing was saved"), "{page}");
    assert!(page.contains("href=\"/staff/1\""), "no way back");

    let form = format!("_token={secret}&told={}", "a".repeat(LARGEST_FORM - 200));
    assert_eq!(post_as(&router, &officer, "/staff/1", form).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_panic_becomes_a_plain_page_that_says_nothing_about_anybody() {
    let world = World::new().await;
    let response = get(&with_examples(&world, false), "/panic").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = text(response).await;
    assert!(page.contains("Sorry, there is a problem"));
    assert!(!page.contains("Rosa Example"));
}

#[tokio::test]
async fn signing_out_ends_the_session_and_the_cookie() {
    let world = World::new().await;
    let router = with_examples(&world, false);
    let officer = sign_in(&router, "officer").await;
    let secret = form_secret(&router, &officer).await;
    let response = post_as(&router, &officer, "/sign-out", format!("_token={secret}")).await;
    assert!(response.headers()[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(get_as(&router, &officer, "/staff/1").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_signs_in_without_being_picked_or_outside_the_demonstration() {
    let world = World::new().await;
    let router = with_examples(&world, false);
    let request = |form: &'static str| Request::post("/sign-in").body(Body::from(form)).unwrap();
    let response = send(&router, request("person=nobody")).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(response).await.contains("Error: Sign in - Lantern"));

    let real = crate::router(App { demonstration: false, ..world.app() });
    let response = send(&real, request("person=officer")).await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

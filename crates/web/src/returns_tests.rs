//! Returns that come over HTTP: who may send them, what is answered, and that whatever is wrong takes nothing.

use crate::{
    cases::{World, now},
    http_tests::{get_as, send, sign_in, text},
    router,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use record::figures::Month;
use returns::signed::{Header, SigningKey, Totals, make};
use serde_json::Value;
use service::leaving::NewDeployment;

fn key() -> SigningKey {
    SigningKey::of([5; 32])
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// A return of an area about a month long over, in which nothing happened.
fn empty(sequence: i64, deployment: &str) -> Vec<u8> {
    let header = Header {
        format: String::new(),
        deployment: deployment.to_owned(),
        area: "01".to_owned(),
        from: month("2025-01"),
        to: month("2025-01"),
        made_at: now(),
        sequence,
        corrects: None,
        rows: 0,
        totals: Totals::default(),
    };
    make(header, &mut [], &key()).unwrap()
}

async fn trusted(world: &World) -> (Router, String) {
    let service = &world.service;
    let new = NewDeployment {
        deployment: "north".into(),
        name: "North (invented)".into(),
        public_key: key().public().to_pem().unwrap(),
        areas: vec!["01".into()],
        expected_from: month("2025-01"),
    };
    let token = service.trust_deployment(&service.operator(now()), &new, now()).await.unwrap();
    (router(world.app()), token)
}

async fn post(router: &Router, token: Option<&str>, body: Vec<u8>) -> (StatusCode, Value) {
    let mut request = Request::post("/returns");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let response = send(router, request.body(Body::from(body)).unwrap()).await;
    let status = response.status();
    assert_eq!(response.headers().get(header::CONTENT_TYPE).unwrap(), "application/json");
    (status, serde_json::from_str(&text(response).await).unwrap())
}

#[tokio::test]
async fn a_return_is_taken_once_and_a_second_time_is_known() {
    let world = World::new().await;
    let (router, token) = trusted(&world).await;
    let (status, said) = post(&router, Some(&token), empty(1, "north")).await;
    assert_eq!((status, said["state"].as_str()), (StatusCode::OK, Some("taken")), "{said}");
    let (status, said) = post(&router, Some(&token), empty(1, "north")).await;
    assert_eq!((status, said["state"].as_str()), (StatusCode::OK, Some("known")), "{said}");
    let (status, said) = post(&router, Some(&token), empty(2, "north")).await;
    assert_eq!((status, said["corrected"][0].as_str()), (StatusCode::OK, Some("2025-01")), "{said}");
    let lines = "select action || ' ' || person from audit where action = 'return_taken'";
    let lines = world.service.store().strings_for_test(lines).await.unwrap();
    assert_eq!(lines, ["return_taken deployment-north", "return_taken deployment-north"]);
}

#[tokio::test]
async fn nothing_is_taken_without_a_token_or_of_what_is_wrong() {
    let world = World::new().await;
    let (router, token) = trusted(&world).await;
    let guess = format!("{}0", &token[..token.len() - 1]);
    for token in [None, Some(""), Some("north"), Some(guess.as_str()).filter(|guess| *guess != token)] {
        let (status, said) = post(&router, token, empty(1, "north")).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{said}");
    }
    let whole = empty(1, "north");
    for (body, says) in [
        (whole[..whole.len() - 9].to_vec(), "half a file"),
        (Vec::new(), "half a file"),
        (empty(1, "elsewhere"), "no key is known"),
        (
            String::from_utf8(whole.clone()).unwrap().replace("\"rows\":0", "\"rows\":1").into_bytes(),
            "a byte was changed",
        ),
    ] {
        let (status, said) = post(&router, Some(&token), body).await;
        let error = said["error"].as_str().unwrap().to_owned();
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && error.contains(says), "{status} {error}");
    }
    let (status, _) = post(&router, Some(&token), vec![b'x'; 33 * 1024 * 1024]).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let kept = world.service.store().strings_for_test("select digest from return_taken").await.unwrap();
    assert!(kept.is_empty(), "{kept:?}");
}

#[tokio::test]
async fn a_cookie_opens_nothing_and_a_token_opens_no_page() {
    let world = World::new().await;
    let (router, token) = trusted(&world).await;
    let cookie = sign_in(&router, "officer").await;
    let request = Request::post("/returns").header(header::COOKIE, cookie.as_str());
    let response = send(&router, request.body(Body::from(empty(1, "north"))).unwrap()).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let request = Request::get("/scim/v2/Users").header(header::AUTHORIZATION, format!("Bearer {token}"));
    assert_eq!(send(&router, request.body(Body::empty()).unwrap()).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(get_as(&router, &cookie, "/returns").await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn whoever_oversees_reads_which_areas_returned_and_which_did_not() {
    let world = World::new().await;
    let (router, token) = trusted(&world).await;
    let (status, _) = post(&router, Some(&token), empty(1, "north")).await;
    assert_eq!(status, StatusCode::OK);
    let inspector = sign_in(&router, "inspector").await;
    let page = text(get_as(&router, &inspector, "/national?month=2025-01").await).await;
    for words in ["Metropolitan", "days late", "None counted", "January 2025", "1 of 1"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("Every area from which a return is expected has returned"), "{page}");
    let page = text(get_as(&router, &inspector, "/national?month=2025-02").await).await;
    assert!(page.contains("1 area has not returned this month: Metropolitan"), "{page}");
    assert!(page.contains("No return") && page.contains("overdue: North (invented)"), "{page}");
    let page = text(get_as(&router, &inspector, "/national/01").await).await;
    assert!(page.contains("Missing"), "{page}");
    for path in ["/national?month=2999-01", "/national?month=march", "/national/zz"] {
        assert_eq!(get_as(&router, &inspector, path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    for other in ["officer", "supervisor", "rosa"] {
        let cookie = sign_in(&router, other).await;
        assert_eq!(get_as(&router, &cookie, "/national").await.status(), StatusCode::NOT_FOUND, "{other}");
    }
}

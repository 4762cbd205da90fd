//! Figures as JSON, on the real routes.

use crate::{
    cases::World,
    http_tests::{get_as, sign_in, text},
    router,
};
use axum::http::{StatusCode, header};
use serde_json::Value;

async fn asked(world: &World, person: &str, path: &str) -> (StatusCode, Option<Value>) {
    let router = router(world.app());
    let cookie = sign_in(&router, person).await;
    let response = get_as(&router, &cookie, path).await;
    let is_json = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let (status, body) = (response.status(), text(response).await);
    (status, is_json.then(|| serde_json::from_str(&body).unwrap()))
}

#[tokio::test]
async fn the_register_and_a_measure_are_json_for_those_who_see_figures() {
    let world = World::new().await;
    let (status, list) = asked(&world, "inspector", "/api/measures").await;
    let list = list.unwrap();
    assert_eq!(status, StatusCode::OK);
    assert_eq!(list["measures"].as_array().unwrap().len(), world.service.measures().all().len());
    let path = "/api/measures/no-record?from=2025-01&to=2026-02&by=organisation";
    let (status, table) = asked(&world, "inspector", path).await;
    let table = table.unwrap();
    assert_eq!(status, StatusCode::OK, "{table}");
    let sum: i64 =
        table["rows"].as_array().unwrap().iter().map(|row| row["denominator"].as_i64().unwrap()).sum();
    assert_eq!(Some(sum), table["total"]["denominator"].as_i64());
    assert_eq!(table["from"], "2025-01");
    // An officer has no figures, and the address says no more than one that is not there.
    let (status, body) = asked(&world, "officer", "/api/measures/no-record").await;
    assert_eq!((status, body), (StatusCode::NOT_FOUND, None));
}

#[tokio::test]
async fn what_cannot_be_answered_says_which_word_and_why() {
    let world = World::new().await;
    for (path, field) in [
        ("/api/measures/no-record?from=2026-13", "from"),
        ("/api/measures/no-record?from=2999-01", "to"),
        ("/api/measures/no-record?by=moon", "by"),
        ("/api/measures/no-record?victim=Ada", "query"),
        ("/api/measures/no-record?team=team-a&by=crime_group", "team"),
        ("/api/measures/never-contacted?team=team-a&by=stage", "team"),
    ] {
        let (status, body) = asked(&world, "inspector", path).await;
        let body = body.unwrap();
        assert_eq!(
            (status, body["problems"][0]["field"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some(field)),
            "{path}"
        );
        assert!(!body.to_string().contains("Ada"), "what was asked is not said back");
    }
    let (status, _) = asked(&world, "inspector", "/api/measures/no-such-measure").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn differences_between_groups_are_tables_of_the_last_whole_quarter() {
    let world = World::new().await;
    let router = router(world.app());
    for (person, answers) in [("inspector", true), ("supervisor", true), ("officer", false), ("rosa", false)]
    {
        let cookie = sign_in(&router, person).await;
        let response = get_as(&router, &cookie, "/differences?measure=no-record").await;
        let (status, page) = (response.status(), text(response).await);
        assert_eq!(status.is_success(), answers, "{person}");
        assert_eq!(page.contains("Differences between groups: No record"), answers);
    }
    let cookie = sign_in(&router, "inspector").await;
    for path in [
        "/differences?measure=never-contacted",
        "/differences?measure=none",
        "/differences?organisation=none",
    ] {
        assert_eq!(get_as(&router, &cookie, path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

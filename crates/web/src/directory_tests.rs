//! Away, cover, posts and the caretaker's people, as somebody at a browser meets them.

use crate::{
    cases::World,
    http_tests::{form_secret_of, get_as, post_as, sign_in, text},
    router,
};
use axum::{
    Router,
    http::{StatusCode, header},
};
use store::{DirectoryChanges, Person, Post};

async fn page(router: &Router, cookie: &str, path: &str) -> String {
    text(get_as(router, cookie, path).await).await
}

async fn send_form(router: &Router, cookie: &str, path: &str, fields: &str) -> (StatusCode, String) {
    let secret = form_secret_of(&page(router, cookie, path).await);
    let response = post_as(router, cookie, path, format!("_token={secret}&{fields}")).await;
    let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
    let status = response.status();
    (status, location.unwrap_or(text(response).await))
}

#[tokio::test]
async fn who_is_away_is_covered_by_their_deputy_who_sees_whose_it_is() {
    let world = World::new().await;
    let router = router(world.app());
    let (officer, colleague) = (sign_in(&router, "officer").await, sign_in(&router, "colleague").await);
    let own = page(&router, &officer, "/my-work").await;
    assert!(own.contains("Rosa Example") && !own.contains("Covering for"), "{own}");
    assert!(!page(&router, &colleague, "/my-work?whose=cover").await.contains("Rosa Example"));

    let form = "kind=sickness&from-day=5&from-month=3&from-year=2026&until-day=6&until-month=3&until-year=2026&deputy=colleague";
    assert_eq!(send_form(&router, &officer, "/away", form).await, (StatusCode::SEE_OTHER, "/away".into()));
    let list = page(&router, &colleague, "/my-work").await;
    assert!(list.contains("Covering for PC Sam Okafor"), "{list}");
    let cover = page(&router, &colleague, "/my-work?whose=cover").await;
    assert!(cover.contains("Rosa Example"), "{cover}");
    assert!(cover.contains("PC Sam Okafor (away, back"), "{cover}");
    assert!(!cover.contains("ill") || !cover.contains("sickness"), "why is told to nobody else");
    let stranger = sign_in(&router, "stranger").await;
    assert!(!page(&router, &stranger, "/my-work?whose=cover").await.contains("Rosa Example"));

    // A colleague does not see or end it; a supervisor does both.
    let theirs = page(&router, &colleague, "/away").await;
    assert!(!theirs.contains("Okafor</h2>") && !theirs.contains("name=\"back\""), "{theirs}");
    let id = world.service.directory().absences["officer"][0].id;
    assert_eq!(send_form(&router, &colleague, "/away", &format!("back={id}")).await.0, StatusCode::NOT_FOUND);
    let supervisor = sign_in(&router, "supervisor").await;
    let all = page(&router, &supervisor, "/away").await;
    assert!(all.contains("PC Sam Okafor") && all.contains("name=\"back\""), "{all}");
    assert_eq!(
        send_form(&router, &supervisor, "/away", &format!("back={id}")).await.0,
        StatusCode::SEE_OTHER
    );
    assert!(!page(&router, &colleague, "/my-work").await.contains("Covering for"));
}

#[tokio::test]
async fn an_absence_that_makes_no_sense_is_asked_for_again_with_what_was_typed() {
    let world = World::new().await;
    let router = router(world.app());
    let officer = sign_in(&router, "officer").await;
    for (form, complaint) in [
        ("", "Say why"),
        ("kind=leave", "Enter the first day"),
        ("kind=leave&from-day=31&from-month=2&from-year=2026", "Enter the first day"),
        ("kind=leave&from-day=5&from-month=3&from-year=1926", "days ago at most"),
        ("kind=leave&from-day=5&from-month=3&from-year=2046", "about a year"),
        (
            "kind=leave&from-day=5&from-month=3&from-year=2026&until-day=4&until-month=3&until-year=2026",
            "first day or later",
        ),
        ("kind=leave&from-day=5&from-month=3&from-year=2026&until-day=x", "leave it empty"),
        ("kind=leave&from-day=5&from-month=3&from-year=2026&deputy=officer", "Choose somebody else"),
        ("kind=leave&from-day=5&from-month=3&from-year=2026&deputy=stranger", "who works here"),
    ] {
        let (status, shown) = send_form(&router, &officer, "/away", form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(shown.contains(complaint), "{form}: {shown}");
    }
    // Somebody else's absence is their supervisor's to say.
    let theirs = "person=colleague&kind=leave&from-day=5&from-month=3&from-year=2026";
    assert_eq!(send_form(&router, &officer, "/away", theirs).await.0, StatusCode::NOT_FOUND);
    let elsewhere = "person=stranger&kind=leave&from-day=5&from-month=3&from-year=2026";
    let supervisor = sign_in(&router, "supervisor").await;
    assert_eq!(send_form(&router, &supervisor, "/away", elsewhere).await.0, StatusCode::NOT_FOUND);
    assert!(world.service.directory().absences.is_empty());
}

#[tokio::test]
async fn a_session_acts_in_one_post_and_falls_back_when_it_ends() {
    let world = World::new().await;
    let post = Post {
        id: "officer-1".into(),
        person: "officer".into(),
        position: 1,
        role: "witness_care".into(),
        organisation: "wcu-a".into(),
        ..Post::default()
    };
    let give = |post| DirectoryChanges { posts: vec![post], ..DirectoryChanges::default() };
    world.service.store().change_directory(&give(post.clone())).await.unwrap();
    let router = router(world.app());
    let (one, other) = (sign_in(&router, "officer").await, sign_in(&router, "officer").await);
    assert!(page(&router, &one, "/my-work").await.contains("Rosa Example"));
    let (status, refused) = send_form(&router, &one, "/posts", "post=somebody-elses").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.contains("Select one of your posts"), "{refused}");
    let changed = send_form(&router, &one, "/posts", "post=officer-1").await;
    assert_eq!(changed, (StatusCode::SEE_OTHER, "/my-work".into()));
    assert_eq!(get_as(&router, &one, "/quarantine").await.status(), StatusCode::OK, "witness care mends");
    assert_eq!(get_as(&router, &other, "/quarantine").await.status(), StatusCode::NOT_FOUND);

    let ended = Post { until: Some(jiff::civil::date(2026, 3, 4)), ..post };
    world.service.store().change_directory(&give(ended)).await.unwrap();
    assert_eq!(get_as(&router, &one, "/quarantine").await.status(), StatusCode::NOT_FOUND);
    assert!(page(&router, &one, "/my-work").await.contains("Rosa Example"), "the first post is left");
}

#[tokio::test]
async fn the_caretaker_shuts_somebody_out_and_lets_them_in_and_sees_no_case() {
    let world = World::new().await;
    let keeper = Person {
        id: "keeper".into(),
        name: "Keeper Made-Up".into(),
        role: "caretaker".into(),
        organisation: "police-b".into(),
        ..Person::default()
    };
    world.service.store().save_directory(&[], &[], &[keeper]).await.unwrap();
    world.service.refresh_directory().await.unwrap();
    let router = router(world.app());
    let (keeper, officer) = (sign_in(&router, "keeper").await, sign_in(&router, "officer").await);
    assert_eq!(get_as(&router, &keeper, "/my-work").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(get_as(&router, &officer, "/people").await.status(), StatusCode::NOT_FOUND);
    let path = "/people?organisation=police-a";
    let list = page(&router, &keeper, path).await;
    assert!(list.contains("PC Sam Okafor") && !list.contains("Rosa"), "{list}");
    let secret = form_secret_of(&list);
    let form =
        |person: &str, what: &str| format!("_token={secret}&organisation=police-a&person={person}&do={what}");
    let done = post_as(&router, &keeper, "/people", form("officer", "out")).await;
    assert_eq!(done.headers()[header::LOCATION], path);
    let next = get_as(&router, &officer, "/my-work").await;
    assert_eq!(next.headers()[header::LOCATION], "/sign-in", "shut out at the next request");
    assert!(page(&router, &keeper, path).await.contains("shut out"));
    post_as(&router, &keeper, "/people", form("officer", "in")).await;
    assert!(world.service.actor("officer", crate::cases::now()).is_some());
    let own = post_as(&router, &keeper, "/people", form("keeper", "out")).await;
    assert_eq!(own.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let victim = post_as(&router, &keeper, "/people", form("rosa", "out")).await;
    assert_eq!(victim.status(), StatusCode::NOT_FOUND, "victims are kept elsewhere");
    let nonsense = post_as(&router, &keeper, "/people", form("officer", "")).await;
    assert_eq!(nonsense.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

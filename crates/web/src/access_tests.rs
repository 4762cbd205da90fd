//! Who may see a case, decided on the real pages: what is decided counts at the next request.

use crate::{
    cases::{ELSEWHERE, ROSA, World, victim_id},
    http_tests::{get_as, send},
    journey_tests::Visitor,
    router,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use service::Agreement;
use uuid::Uuid;

fn case(case: u128) -> String {
    format!("/case/{}", Uuid::from_u128(case))
}

/// The value of a field in a page
fn value_of(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_officer_records_consent_and_the_victim_takes_it_back() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages.clone(), "rosa").await;
    let address = format!("{}/sharing", case(ROSA));
    let (status, page) = officer.look(&address).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let (version, victim) = (value_of(&page, "version"), victim_id(ROSA, 1).to_string());
    let mut form = vec![
        ("version", version.as_str()),
        ("victim", &victim),
        ("with", "wcu-a"),
        ("purpose", "support"),
        ("basis", "consent_given"),
        ("words", "no"),
    ];
    let refused = officer.send(&address, &form).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "taken without the words that were used");
    form[5].1 = "I asked whether they may ring her. She said yes.";
    assert_eq!(officer.send(&address, &form).await.status(), StatusCode::SEE_OTHER);

    let (_, own) = rosa.look("/your-case/sharing").await;
    assert!(own.contains("You said yes: Anytown Witness Care may have your information"), "{own}");
    let take_back = [("with", "wcu-a"), ("purpose", "support"), ("agrees", "no")];
    assert_eq!(rosa.send("/your-case/sharing", &take_back).await.status(), StatusCode::SEE_OTHER);
    let (_, own) = rosa.look("/your-case/sharing").await;
    assert!(own.contains("They see nothing about you from now on"), "{own}");
    assert!(own.contains("You said no: Anytown Witness Care"), "{own}");
    let (_, page) = officer.look(&address).await;
    assert!(page.contains("The victim took their agreement back"), "{page}");

    let tom = Visitor::at(pages, "tom").await;
    let (_, of_tom) = tom.look("/your-case/sharing").await;
    assert!(!of_tom.contains("Anytown Witness Care may"), "another victim's decision: {of_tom}");
}

#[tokio::test]
async fn a_victim_lets_somebody_act_and_stops_it() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let empty = rosa.send("/your-case/people/new", &[("until-day", "31"), ("until-month", "2")]).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let form = [("name", "Ines Example"), ("kind", "parent"), ("scope", "see"), ("scope", "answer")];
    assert_eq!(rosa.send("/your-case/people/new", &form).await.status(), StatusCode::SEE_OTHER);
    let (_, page) = rosa.look("/your-case/people").await;
    assert!(page.contains("Stop Ines Example acting for you"), "{page}");
    assert!(page.contains("see your case and say whether things happened"), "{page}");
    let id = value_of(&page, "end");
    assert_eq!(rosa.send("/your-case/people", &[("end", &id)]).await.status(), StatusCode::SEE_OTHER);
    let (_, page) = rosa.look("/your-case/people").await;
    assert!(!page.contains("Stop Ines Example"), "{page}");
    let of_another = Uuid::from_u128(1).to_string();
    let unknown = rosa.send("/your-case/people", &[("end", &of_another)]).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_suspended_victim_who_is_signed_in_sees_nothing_at_the_next_request() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages.clone(), "rosa").await;
    let tom = Visitor::at(pages, "tom").await;
    assert_eq!(rosa.look("/your-case").await.0, StatusCode::OK);
    let victim = victim_id(ROSA, 1).to_string();
    let address = format!("{}/suspension", case(ROSA));
    let form = [
        ("version", "0"),
        ("victim", victim.as_str()),
        ("suspend", "yes"),
        ("words", "She rang from a friend: he has her phone."),
    ];
    assert_eq!(officer.send(&address, &form).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(rosa.look("/your-case").await.0, StatusCode::SEE_OTHER, "the session goes on");
    assert_ne!(rosa.look("/your-case/sharing").await.0, StatusCode::OK);
    assert_eq!(tom.look("/your-case").await.0, StatusCode::OK, "the other victim was shut out too");
    let (_, page) = officer.look(&format!("{address}?victim={victim}")).await;
    assert!(page.contains("cannot sign in now"), "{page}");
}

#[tokio::test]
async fn a_case_is_opened_for_a_reason_by_its_whole_reference_only() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    assert_eq!(officer.look(&case(ELSEWHERE)).await.0, StatusCode::NOT_FOUND);
    let reference =
        world.service.store().references_of(&[record::CaseId(Uuid::from_u128(ELSEWHERE))]).await.unwrap();
    let reference = reference.values().next().unwrap().clone();
    let form = |reference: &str| {
        [
            ("reference", reference.to_owned()),
            ("kind", "victim_asks".to_owned()),
            ("reason", "He is at our counter and they do not answer.".to_owned()),
        ]
    };
    let send = async |reference: &str| {
        let form = form(reference);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        officer.send("/open-a-case", &form).await
    };
    let part = send(&reference[..6]).await;
    assert_eq!(part.status(), StatusCode::UNPROCESSABLE_ENTITY, "opened by a part of its reference");
    let opened = send(&reference).await;
    assert_eq!(opened.status(), StatusCode::SEE_OTHER);
    let location = opened.headers()[header::LOCATION].to_str().unwrap().to_owned();
    assert_eq!(officer.look(&location).await.0, StatusCode::OK);
    assert_eq!(location, case(ELSEWHERE));
    let stranger = Visitor::of(&world, "rosa").await;
    assert_eq!(stranger.look("/open-a-case").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_knows_somebody_is_shut_out_at_once() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let colleague = Visitor::at(pages, "colleague").await;
    let address = format!("{}/conflict", case(ROSA));
    assert_eq!(officer.send(&address, &[("words", "")]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let form = [("words", "She is my sister's neighbour.")];
    assert_eq!(officer.send(&address, &form).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(officer.look(&case(ROSA)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(officer.look(&address).await.0, StatusCode::NOT_FOUND);
    assert_eq!(colleague.look(&case(ROSA)).await.0, StatusCode::OK);
}

#[tokio::test]
async fn whoever_leaves_in_a_hurry_is_signed_out_and_back_shows_nothing() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("href=\"/leave\""), "the button leads somewhere else: {page}");
    let response = get_as(&rosa.router, &rosa.cookie, "/leave").await;
    assert_eq!(response.headers()[header::LOCATION], "https://www.bbc.co.uk/weather");
    assert!(response.headers()["clear-site-data"].to_str().unwrap().contains("cache"));
    assert_eq!(rosa.look("/your-case").await.0, StatusCode::SEE_OTHER, "still signed in");
}

#[tokio::test]
async fn another_site_cannot_sign_anybody_out() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let request =
        Request::get("/leave").header(header::COOKIE, &rosa.cookie).header("sec-fetch-site", "cross-site");
    send(&rosa.router, request.body(Body::empty()).unwrap()).await;
    assert_eq!(rosa.look("/your-case").await.0, StatusCode::OK);
}

#[tokio::test]
async fn staff_accept_new_terms_before_they_look_at_anything() {
    let world = World::new().await;
    let terms = Agreement {
        id: Uuid::from_u128(77),
        kind: "terms".into(),
        title: "Terms of use".into(),
        body: "Look only at cases that you work on.".into(),
        purpose: String::new(),
        basis: String::new(),
        from_day: "2026-01-01".into(),
        review_day: "2027-01-01".into(),
        ended_day: None,
        made_by: "ig".into(),
        made_at: 0,
    };
    world.service.store().save_agreement(&terms, &[]).await.unwrap();
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages, "rosa").await;
    for path in ["/my-work", "/search", &case(ROSA)] {
        let response = get_as(&officer.router, &officer.cookie, path).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
        assert_eq!(response.headers()[header::LOCATION], "/terms");
    }
    let (_, page) = officer.look("/terms").await;
    assert!(page.contains("Look only at cases that you work on."), "{page}");
    let id = value_of(&page, "terms");
    assert_eq!(officer.send("/terms", &[("terms", &id)]).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(officer.look("/my-work").await.0, StatusCode::OK);
    assert_eq!(rosa.look("/your-case").await.0, StatusCode::OK, "a victim has no terms to accept");
}

#[tokio::test]
async fn what_a_victim_said_about_danger_is_not_on_a_page_that_somebody_else_may_read() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages, "rosa").await;
    let (_, of_staff) = officer.look(&case(ROSA)).await;
    assert!(of_staff.contains("Do not ring the house phone"), "staff read the rule of safe contact");
    for path in ["/how-we-contact-you", "/your-case", "/your-rights"] {
        let (status, page) = rosa.look(path).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!page.contains("Do not ring the house phone"), "{path}");
    }
}

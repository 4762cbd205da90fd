//! What somebody asks for, on the real routes: found by everybody, asked once, answered by staff, withdrawn.

use crate::{
    cases::{ELSEWHERE, ROSA, World},
    http_tests::{get, text},
    journey_tests::Visitor,
    router,
};
use axum::http::{StatusCode, header};
use uuid::Uuid;

const TABLE: &[u8] = b"name,about,needs,areas,languages,phone,website\n\
    Harbour Light,Listens to you,talk,01,Welsh|English,01632 960 100,https://harbour.example/\n\
    Far Away,Helps elsewhere,court,46,,01632 960 101,\n";
const REQUESTS: &str = "/your-requests";
const COMPLAINT: &str = "/your-case/complaint";

fn case(case: u128) -> String {
    format!("/case/{}", Uuid::from_u128(case))
}

fn value_of(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn everybody_finds_support_and_a_victim_is_put_in_touch_by_their_own_consent() {
    let world = World::new().await;
    let pages = router(world.app());
    assert!(text(get(&pages, "/support").await).await.contains("not filled in here yet"));
    assert_eq!(world.service.import_support_services(TABLE).await.unwrap(), 2);
    let list = text(get(&pages, "/support").await).await;
    assert!(list.contains("2 services") && list.contains("/support/far-away"), "{list}");
    let one = text(get(&pages, "/support/harbour-light").await).await;
    assert!(one.contains("01632 960 100") && one.contains("You need nobody’s permission"), "{one}");
    assert!(!one.contains("Ask us to put"), "nobody has signed in");
    assert_eq!(get(&pages, "/support/nowhere").await.status(), StatusCode::NOT_FOUND);

    let (rosa, officer) =
        (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages.clone(), "officer").await);
    let narrowed = text(rosa.send("/support", &[("need", "court"), ("area", "46")]).await).await;
    assert!(narrowed.contains("Far Away") && !narrowed.contains("Harbour Light"), "{narrowed}");
    let (_, fits) = rosa.look("/your-case/support").await;
    assert!(fits.contains("Harbour Light") && !fits.contains("Far Away"), "another area: {fits}");
    let address = "/support/harbour-light";
    let request = value_of(&rosa.look(address).await.1, "request");
    let unasked = rosa.send(address, &[("request", &request), ("words", "In Welsh, please")]).await;
    assert_eq!(unasked.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(unasked).await;
    assert!(page.contains("Tick the box if you agree") && page.contains("In Welsh, please"), "{page}");
    for _ in 0..2 {
        let asked = [("request", request.as_str()), ("agreed", "yes"), ("words", "In Welsh, please")];
        assert_eq!(rosa.send(address, &asked).await.headers()[header::LOCATION], REQUESTS);
    }
    let (_, own) = rosa.look(REQUESTS).await;
    assert_eq!(own.matches("Support: Harbour Light").count(), 1, "a double tap asks once: {own}");
    assert!(own.contains("by the end of Monday 9 March"), "its clock is missing: {own}");
    let (_, staff) = officer.look(&format!("{}/requests", case(ROSA))).await;
    assert!(staff.contains("name, how to reach them safely, area. Nothing else"), "{staff}");
    assert!(officer.look(&case(ROSA)).await.1.contains("asked to be put in touch with Harbour Light"));
    let tom = Visitor::at(pages.clone(), "tom").await;
    assert!(!tom.look(REQUESTS).await.1.contains("Harbour Light"), "another victim's");
    assert_eq!(officer.look(&format!("{}/requests", case(ELSEWHERE))).await.0, StatusCode::NOT_FOUND);

    rosa.send(REQUESTS, &[("request", &request)]).await;
    let (_, own) = rosa.look(REQUESTS).await;
    assert!(own.contains("You changed your mind on Thursday 5 March 2026"), "{own}");
    assert!(
        !officer
            .look(&case(ROSA))
            .await
            .1
            .contains("Put the victim in touch with the support they asked for"),
        "still owed"
    );
}

#[tokio::test]
async fn no_for_now_is_asked_again_from_the_day_they_chose() {
    let world = World::new().await;
    let pages = router(world.app());
    let (rosa, officer) = (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages, "officer").await);
    let wrong = rosa.send("/your-case/support", &[("for", "later"), ("months", "2")]).await;
    assert!(text(wrong).await.contains("Choose when we may ask you again"));
    rosa.send("/your-case/support", &[("for", "later"), ("months", "3")]).await;
    let (_, own) = rosa.look(REQUESTS).await;
    assert!(own.contains("We ask you again from Friday 5 June 2026"), "{own}");
    let (_, staff) = officer.look(&case(ROSA)).await;
    assert!(staff.contains("Offer support again"), "{staff}");
    assert!(staff.contains("by the end of Friday 12 June"), "the clock starts then: {staff}");
}

#[tokio::test]
async fn a_complaint_has_clocks_and_an_answer_that_the_victim_reads() {
    let world = World::new().await;
    let pages = router(world.app());
    let (rosa, officer) = (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages, "officer").await);
    let wrong = rosa.send(COMPLAINT, &[("words", ""), ("agency", "nobody")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(wrong).await.contains("Write in your own words what went wrong"));
    let said = "Nobody called me back for three weeks.";
    rosa.send(COMPLAINT, &[("words", said), ("agency", "police")]).await;
    let (_, own) = rosa.look(REQUESTS).await;
    assert!(
        own.contains("Have your complaint acknowledged: Your contact, by the end of Thursday 19 March"),
        "{own}"
    );
    assert!(own.contains("Get a full answer to your complaint"), "{own}");

    let address = format!("{}/requests", case(ROSA));
    let (_, staff) = officer.look(&address).await;
    assert!(staff.contains(said) && staff.contains("About: Police."), "{staff}");
    let (version, request) = (value_of(&staff, "version"), value_of(&staff, "request"));
    let answer = "We have your complaint. Inspector Verwood looks into it and writes to you by 2 April.";
    let empty =
        officer.send(&address, &[("version", &version), ("request", &request), ("answer", "done")]).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let fields = [
            ("version", version.as_str()),
            ("request", &request),
            ("answer", "acknowledged"),
            ("words", answer),
        ];
        assert_eq!(officer.send(&address, &fields).await.status(), StatusCode::SEE_OTHER);
    }
    let (_, own) = rosa.look(REQUESTS).await;
    assert_eq!(own.matches("Inspector Verwood looks into it").count(), 1, "{own}");
    assert!(own.contains("PC Sam Okafor answered on Thursday 5 March 2026"), "{own}");
    assert!(own.contains("Have your complaint acknowledged: done"), "{own}");
    assert!(
        own.contains("Get a full answer to your complaint: Your contact"),
        "an acknowledgement is no answer"
    );
}

#[tokio::test]
async fn each_way_is_explained_with_the_persons_own_dates() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    for (path, said) in [
        ("/your-case/compensation", "within two years of the day on which it happened"),
        ("/your-case/compensation", "2028"),
        ("/your-case/expenses", "within ten working days"),
        ("/your-case/review", "There is no such decision in your case now"),
        (COMPLAINT, "Parliamentary and Health Service Ombudsman"),
        ("/your-case", "href=\"/your-case/complaint\""),
    ] {
        let (status, page) = rosa.look(path).await;
        assert!(status == StatusCode::OK && page.contains(said), "{path}: {said} is missing: {page}");
    }
    assert_eq!(rosa.send("/your-case/review", &[("decision", "1")]).await.status(), StatusCode::NOT_FOUND);
    let empty = rosa.send("/your-case/expenses", &[("words", " ")]).await;
    assert!(text(empty).await.contains("Write what you paid for"));
    for (path, welsh) in [
        ("/your-case/compensation", "Iawndal am anafiadau troseddol"),
        ("/your-case/expenses", "Hawlio fy nhreuliau"),
        ("/your-case/review", "Hawl Dioddefwyr i Adolygiad"),
        (COMPLAINT, "Anfon fy nghwyn"),
        ("/your-case/support", "Cefnogaeth i chi"),
        (REQUESTS, "Yr hyn y gofynnoch amdano"),
        ("/support", "Dod o hyd i gefnogaeth"),
    ] {
        let (_, page) = rosa.look(&format!("{path}?lang=cy")).await;
        assert!(page.contains(welsh), "{path} is not in Welsh: {page}");
    }
    let refused = text(rosa.send(&format!("{COMPLAINT}?lang=cy"), &[]).await).await;
    assert!(refused.contains("Dewiswch am bwy y mae"), "{refused}");
}

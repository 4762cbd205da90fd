//! Inspections and scores on the real pages: drawn once whatever is tapped twice, a case beside its questions, nothing typed is
//! lost, the report as page, table and paper.

use crate::{cases::World, http_tests::text, journey_tests::Visitor, router};
use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use http_body_util::BodyExt;

fn location(response: &Response<Body>) -> String {
    response.headers()[header::LOCATION].to_str().unwrap().to_owned()
}

fn value_of(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

/// Draws one case with the questions about police files; gives the address of the inspection.
async fn drawn(supervisor: &Visitor) -> String {
    let (_, page) = supervisor.look("/inspections/new").await;
    let id = value_of(&page, "id");
    let form = |number: &'static str| {
        let id = id.clone();
        async move {
            let fields = [
                ("id", id.as_str()),
                ("title", "How victims are kept informed"),
                ("sheet", "joint-2023 police"),
                ("number", number),
                ("grouping", "none"),
                ("seed", "March 2026"),
                ("readers", "supervisor"),
            ];
            supervisor.send("/inspections/new", &fields).await
        }
    };
    let refused = form("400").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(page.contains("The sample is larger than the population: 400 are wanted"), "{page}");
    assert!(
        page.contains("value=\"March 2026\"") && page.contains(&id),
        "what was typed is there, and the same form"
    );
    let (one, other) = (form("1").await, form("1").await);
    assert_eq!(
        (one.status(), location(&one)),
        (StatusCode::SEE_OTHER, location(&other)),
        "tapped twice, drawn once"
    );
    let (_, list) = supervisor.look("/inspections").await;
    assert_eq!(list.matches("How victims are kept informed").count(), 1, "{list}");
    location(&one)
}

#[tokio::test]
async fn a_case_is_read_beside_its_questions_and_the_report_counts_it() {
    let world = World::new().await;
    let pages = router(world.app());
    let supervisor = Visitor::at(pages.clone(), "supervisor").await;
    let inspection = drawn(&supervisor).await;
    let (_, page) = supervisor.look(&inspection).await;
    let case = page.split(&format!("{inspection}/read/")).nth(1).expect("a case to read");
    let case = format!("{inspection}/read/{}", case.split('"').next().unwrap());
    let (status, page) = supervisor.look(&case).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Was the victim referred to a support service?") && page.contains("The record:"),
        "{page}"
    );
    // Something is wrong: what was typed stays.
    let wrong = [
        ("q-days-to-first-contact", "soon"),
        ("notes", "The wagtail letter is missing"),
        ("q-referral", "no"),
    ];
    let refused = supervisor.send(&case, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(
        page.contains("wagtail")
            && page.contains("value=\"soon\"")
            && page.contains("#q-days-to-first-contact")
    );
    let right = [
        ("q-referral", "no_record"),
        ("q-days-to-first-contact", "3"),
        ("notes", "wagtail"),
        ("then", "next"),
    ];
    let saved = supervisor.send(&case, &right).await;
    assert_eq!(
        (saved.status(), location(&saved)),
        (StatusCode::SEE_OTHER, inspection.clone()),
        "the only case"
    );
    let (_, report) = supervisor.look(&format!("{inspection}/report")).await;
    assert!(report.contains("No record of a referral to support") && report.contains("1 of 1"), "{report}");
    assert!(report.contains("68 of 132 (51.5 %)") && report.contains("March 2026"), "{report}");
    assert!(!report.contains("wagtail"), "notes are in no report");
    let csv = supervisor.get(&format!("{inspection}/report.csv")).await;
    assert_eq!(csv.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    let csv = text(csv).await;
    assert!(csv.contains("referral-no-record,No record of a referral to support,1,1,1.0000,"), "{csv}");
    let pdf = supervisor.get(&format!("{inspection}/report.pdf")).await;
    assert_eq!(pdf.headers()[header::CONTENT_TYPE], "application/pdf");
    let pdf = pdf.into_body().collect().await.unwrap().to_bytes();
    assert!(
        crate::paper::pdf_tests::words_of(&pdf).contains("Mean days from report"),
        "the paper has the figures"
    );
    // Nobody else: an officer has no such page, a victim neither.
    for person in ["officer", "rosa"] {
        let other = Visitor::at(pages.clone(), person).await;
        for path in [
            inspection.clone(),
            case.clone(),
            format!("{inspection}/report"),
            format!("{inspection}/report.csv"),
        ] {
            assert_eq!(other.look(&path).await.0, StatusCode::NOT_FOUND, "{person} {path}");
        }
    }
    // Closed: it is read no more, the report stays.
    supervisor.send(&inspection, &[("do", "close")]).await;
    assert_eq!(supervisor.look(&case).await.0, StatusCode::NOT_FOUND);
    assert_eq!(supervisor.look(&format!("{inspection}/report")).await.0, StatusCode::OK);
    assert_eq!(world.service.store().verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn the_list_of_contacts_to_score_says_how_they_are_drawn() {
    let world = World::new().await;
    let pages = router(world.app());
    let supervisor = Visitor::at(pages.clone(), "supervisor").await;
    let (status, page) = supervisor.look("/quality").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("February 2026") && page.contains("SHA-256"), "{page}");
    assert_eq!(supervisor.look("/quality?month=999999").await.0, StatusCode::OK, "no month is the last one");
    let nowhere = format!("/quality/{}/none", uuid::Uuid::from_u128(9));
    assert_eq!(supervisor.look(&nowhere).await.0, StatusCode::NOT_FOUND);
    let officer = Visitor::at(pages, "officer").await;
    assert_eq!(officer.look("/quality").await.0, StatusCode::NOT_FOUND);
}

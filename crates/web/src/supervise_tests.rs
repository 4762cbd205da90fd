//! A supervisor finds who has what on their hands, reads contacts, reviews a case with direction, and the officer answers: on
//! the real routes (POL-2, POL-6, OVR-3, OVR-7).

use crate::{
    cases::{ELSEWHERE, ROSA, SILENT, World, victim_id},
    http_tests::text,
    journey_tests::Visitor,
    router,
};
use axum::http::StatusCode;
use uuid::Uuid;

fn case(case: u128) -> String {
    format!("/case/{}", Uuid::from_u128(case))
}

fn value_of(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn from_the_first_page_each_number_leads_to_its_list() {
    let world = World::new().await;
    let pages = router(world.app());
    let supervisor = Visitor::at(pages.clone(), "supervisor").await;
    let (status, team) = supervisor.look("/supervise").await;
    assert_eq!(status, StatusCode::OK);
    let silent_first = team.find("Silent cases, longest first").unwrap();
    assert!(silent_first < team.find("What is on whose hands").unwrap(), "silent cases on top");
    assert!(team.contains("href=\"/my-work?state=late") || team.contains("href=\"/my-work?whose"), "{team}");
    let mut followed = 0;
    for link in
        team.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"))
    {
        if ["/my-work?", "/silent-cases?", "/supervise"].iter().any(|path| link.starts_with(path)) {
            assert_eq!(supervisor.look(&link).await.0, StatusCode::OK, "{link}");
            followed += 1;
        }
    }
    assert!(followed > 20, "{followed} links");
    let (_, sorted) = supervisor.look("/supervise?by=team&sort=open").await;
    assert!(
        sorted.contains("aria-sort=\"descending\"") && sorted.contains("Anytown victim team"),
        "{sorted}"
    );
    for odd in ["?by=%00&sort='", "?sort=nothing", "?by=team&by=person"] {
        assert_eq!(supervisor.look(&format!("/supervise{odd}")).await.0, StatusCode::OK, "{odd}");
    }
    let officer = Visitor::at(pages, "officer").await;
    for path in ["/supervise", "/supervise/contacts", "/supervise/early-warning", "/figures/attrition"] {
        assert_eq!(officer.look(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_review_is_kept_when_refused_saved_once_and_answered_by_the_officer() {
    let world = World::new().await;
    let pages = router(world.app());
    let (supervisor, officer) =
        (Visitor::at(pages.clone(), "supervisor").await, Visitor::at(pages.clone(), "officer").await);
    let address = format!("{}/review", case(ROSA));
    let (_, form) = supervisor.look(&address).await;
    let version = value_of(&form, "version");
    let good = "She was rung <b>the same day</b>";
    let half = [
        ("version", version.as_str()),
        ("good", good),
        ("what-1", "Ring her about bail"),
        ("by-1-day", "40"),
    ];
    let refused = supervisor.send(&address, &half).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(page.contains("Select what you looked at") && page.contains("Enter the day by which"), "{page}");
    assert!(
        page.contains("Ring her about bail") && page.contains("&#60;b&#62;the same day"),
        "what was typed is kept"
    );
    let whole = [
        ("version", version.as_str()),
        ("looked_at", "contacts"),
        ("looked_at", "safety"),
        ("good", good),
        ("what-1", "Ring her about bail"),
        ("who-1", "officer"),
        ("by-1-day", "6"),
        ("by-1-month", "3"),
        ("by-1-year", "2026"),
    ];
    for _ in 0..2 {
        assert_eq!(supervisor.send(&address, &whole).await.status(), StatusCode::SEE_OTHER, "a second tap");
    }
    let (_, page) = supervisor.look(&address).await;
    assert_eq!(page.matches("Looked at:").count(), 1, "saved once");

    let (_, work) = officer.look("/my-work").await;
    assert!(work.contains("What your supervisor asks of you</a>: 1 thing"), "{work}");
    let (_, asked) = officer.look("/directions").await;
    assert!(asked.contains("Ring her about bail") && asked.contains("Friday 6 March"), "{asked}");
    let (_, page) = officer.look(&address).await;
    assert!(!page.contains("Save the review"), "an officer does not review");
    let direction = value_of(&page, "direction");
    let version = value_of(&page, "version");
    let silent = officer.send(&address, &[("version", &version), ("direction", &direction)]).await;
    assert_eq!(silent.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(silent).await.contains("Select whether it was done"));
    let answer = [
        ("version", version.as_str()),
        ("direction", &direction),
        ("done", "yes"),
        ("words", "Rang her at ten"),
    ];
    for _ in 0..2 {
        assert_eq!(officer.send(&address, &answer).await.status(), StatusCode::SEE_OTHER);
    }
    assert!(!officer.look("/my-work").await.1.contains("What your supervisor asks of you"), "answered");
    let (_, page) = supervisor.look(&address).await;
    assert!(page.contains("done. PC Sam Okafor on Thursday 5 March: “Rang her at ten”"), "{page}");
    let (_, timeline) = officer.look(&case(ROSA)).await;
    assert!(timeline.contains("A supervisor reviewed the case"), "staff read it in the timeline");

    // Not the victim, not another agency, not another force.
    let rosa = Visitor::at(pages.clone(), "rosa").await;
    for path in ["/your-case", "/what-you-were-told", "/your-case/copy"] {
        let (_, page) = rosa.look(path).await;
        assert!(!page.contains("Ring her about bail") && !page.contains("supervisor reviewed"), "{path}");
    }
    let other = Visitor::at(pages.clone(), "mender").await;
    assert!(!other.look(&case(ROSA)).await.1.contains("supervisor reviewed"));
    assert_eq!(supervisor.look(&format!("{}/review", case(ELSEWHERE))).await.0, StatusCode::NOT_FOUND);
    let forged = officer.send(&address, &whole).await;
    assert_eq!(forged.status(), StatusCode::NOT_FOUND, "an officer's review");
}

#[tokio::test]
async fn a_sample_can_be_drawn_again_and_each_reading_is_in_the_audit() {
    let world = World::new().await;
    let pages = router(world.app());
    let (supervisor, officer) =
        (Visitor::at(pages.clone(), "supervisor").await, Visitor::at(pages, "officer").await);
    let address = format!("{}/contact", case(ROSA));
    let (_, form) = officer.look(&address).await;
    let (version, victim) = (value_of(&form, "version"), victim_id(ROSA, 1).to_string());
    let told = "I told her that he is on bail until 16 March and must not come to Mill Street.";
    let contact = [
        ("version", version.as_str()),
        ("victim", &victim),
        ("channel", "text"),
        ("reached", "yes"),
        ("told", told),
        ("understood", "yes"),
        ("against_preference", "She asked me to"),
        ("day-day", "5"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("time", "08:30"),
    ];
    assert_eq!(officer.send(&address, &contact).await.status(), StatusCode::SEE_OTHER);
    let (_, page) = supervisor.look("/supervise/contacts").await;
    assert!(page.contains("drawn by chance with the seed 20260305"), "{page}");
    assert!(page.contains(told) && page.contains("The victim said nothing of it here"), "{page}");
    assert!(page.contains(&format!("{}/review", case(ROSA))), "the way to a review");
    let (_, again) = supervisor.look("/supervise/contacts?month=2026-03&seed=20260305").await;
    assert!(again.contains(told), "the same seed, the same contacts");
    let (status, odd) = supervisor.look("/supervise/contacts?month=2026-13&seed=-4&team=nobody").await;
    assert_eq!(status, StatusCode::OK);
    assert!(odd.contains("No contacts of the no contacts"), "{odd}");
    let filter = store::AuditFilter { most: 1000, ..store::AuditFilter::default() };
    let lines = world.service.store().audit_lines(&filter).await.unwrap();
    let read = lines.iter().filter(|line| line.line.part == "contact_content").count();
    assert!(read > 0, "reading a contact leaves a line");
}

#[tokio::test]
async fn whoever_may_be_lost_is_listed_with_reasons_and_whoever_left_is_counted() {
    let world = World::new().await;
    let pages = router(world.app());
    let (supervisor, officer) =
        (Visitor::at(pages.clone(), "supervisor").await, Visitor::at(pages.clone(), "officer").await);
    let (_, list) = supervisor.look("/supervise/early-warning").await;
    assert!(list.contains("Nobody has got through to them for 14 days") && list.contains("adds 2"), "{list}");
    assert!(list.contains(&format!("{}/contact", case(SILENT))), "a way to act: {list}");
    assert!(!list.contains(&case(ELSEWHERE)), "another force's");

    let address = format!("{}/going-on", case(ROSA));
    let (_, form) = officer.look(&address).await;
    let (version, victim) = (value_of(&form, "version"), victim_id(ROSA, 1).to_string());
    let mut fields = vec![
        ("version", version.as_str()),
        ("victim", &victim),
        ("goes_on", "no"),
        ("words", "I cannot do this"),
        ("day-day", "5"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("time", "08:30"),
    ];
    let refused = officer.send(&address, &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(page.contains("Select why, as they told it") && page.contains("I cannot do this"), "{page}");
    fields.push(("because", "heard_nothing"));
    for _ in 0..2 {
        assert_eq!(officer.send(&address, &fields).await.status(), StatusCode::SEE_OTHER);
    }
    let (_, page) = officer.look(&case(ROSA)).await;
    let title = "moj-timeline__title\">The victim does not want to go on with the case";
    assert_eq!(page.matches(title).count(), 1, "{page}");
    assert!(page.contains("They heard nothing from us"), "{page}");
    let rosa = Visitor::at(pages.clone(), "rosa").await;
    let (_, own) = rosa.look("/your-case").await;
    assert!(own.contains("Be told what happens now, and that you can come back"), "{own}");
    // A month that has not ended has no figure.
    let (_, figure) = supervisor.look("/figures/attrition").await;
    assert!(figure.contains("No victims said that they do not go on"), "{figure}");
    let (_, wrong) = supervisor.look("/figures/attrition?from=2026-03&to=2026-03").await;
    assert!(wrong.contains("Enter whole months that have ended"), "{wrong}");
    let inspector = Visitor::at(pages, "inspector").await;
    for path in ["/figures/attrition", "/figures/repeat-victims?from=2026-01&to=2026-02"] {
        let (status, page) = inspector.look(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!page.contains("Rosa") && !page.contains("/case/"), "{path} names nobody");
    }
}

//! What is kept, held and destroyed, on the real pages: who decides, what two people are needed for, and what is gone then.

use crate::{
    cases::{ELSEWHERE, ROSA, World, victim_id},
    http_tests::{send, text},
    journey_tests::Visitor,
    router,
};
use axum::{
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use policy::Role;
use store::Person;
use uuid::Uuid;

const WHY: &str = "The Coroner asked for it in a letter of 12 March.";

fn case(case: u128) -> String {
    format!("/case/{}", Uuid::from_u128(case))
}

/// The value of a field in a page
fn value_of(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

/// The world with somebody of information governance
async fn with_a_keeper() -> World {
    let world = World::new().await;
    let keeper = Person {
        id: "keeper".into(),
        name: "Iris Keeper".into(),
        role: Role::InformationGovernance.slug().into(),
        organisation: "police-a".into(),
        ..Person::default()
    };
    world.service.store().save_directory(&[], &[], &[keeper]).await.unwrap();
    world.service.refresh_directory().await.unwrap();
    world
}

/// Sends a form of a case's page with the version that the page has
async fn decide(by: &Visitor, page: &str, fields: &[(&str, &str)]) -> Response<Body> {
    let address = format!("{}/{page}", case(ROSA));
    let (_, shown) = by.look(&format!("{}/retention", case(ROSA))).await;
    let version = value_of(&shown, "version");
    let mut form = vec![("version", version.as_str())];
    form.extend_from_slice(fields);
    by.send(&address, &form).await
}

/// Whether a search for a name finds the case
async fn found(by: &Visitor, name: &str) -> bool {
    let page = text(by.send("/search", &[("query", name)]).await).await;
    page.contains(&case(ROSA))
}

#[tokio::test]
async fn a_hold_is_on_the_page_of_the_case_and_its_reason_is_not() {
    let world = with_a_keeper().await;
    let pages = router(world.app());
    let keeper = Visitor::at(pages.clone(), "keeper").await;
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages, "rosa").await;
    let short = decide(&keeper, "hold", &[("hold", "yes"), ("words", "ok")]).await;
    assert_eq!(short.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(!page.contains("legal hold"), "{page}");
    let held = decide(&keeper, "hold", &[("hold", "yes"), ("words", WHY)]).await;
    assert_eq!(held.status(), StatusCode::SEE_OTHER);
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(page.contains("This case is under a legal hold"), "{page}");
    assert!(!page.contains("Coroner"), "an officer reads why");
    let (status, page) = keeper.look(&format!("{}/hold", case(ROSA))).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Lift the hold") && page.contains("Coroner"), "{page}");
    for path in ["/your-case", "/your-rights", "/who-has-seen-your-information"] {
        let (_, page) = rosa.look(path).await;
        assert!(!page.contains("Coroner") && !page.contains("legal hold"), "{path}");
    }
    let (_, looked) = rosa.look("/who-has-seen-your-information").await;
    assert!(looked.contains("how long your case is kept"), "{looked}");
    for page in ["hold", "retention", "erasure"] {
        let address = format!("{}/{page}", case(ROSA));
        assert_eq!(officer.look(&address).await.0, StatusCode::NOT_FOUND, "{page} for an officer");
        let elsewhere = format!("{}/{page}", case(ELSEWHERE));
        assert_eq!(keeper.look(&elsewhere).await.0, StatusCode::NOT_FOUND, "{page} of another force");
    }
}

#[tokio::test]
async fn a_case_is_found_reviewed_and_kept() {
    let world = with_a_keeper().await;
    let keeper = Visitor::of(&world, "keeper").await;
    let (_, page) = keeper.look("/retention").await;
    assert!(page.contains("No case waits for a review"), "{page}");
    for wrong in ["", "01ZZ00001", "02ZZ0000226"] {
        let refused = keeper.send("/retention", &[("reference", wrong)]).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let found = keeper.send("/retention", &[("reference", "01 zz 00001 26")]).await;
    assert_eq!(found.headers()[header::LOCATION], format!("{}/retention", case(ROSA)));
    let (_, page) = keeper.look(&format!("{}/retention", case(ROSA))).await;
    assert!(page.contains("Still open: the investigation"), "{page}");
    let nothing = decide(&keeper, "retention", &[("words", WHY)]).await;
    assert_eq!(nothing.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let no_day = [("decision", "keep"), ("words", WHY), ("until-day", "31"), ("until-month", "2")];
    assert_eq!(decide(&keeper, "retention", &no_day).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let day = [("until-day", "1"), ("until-month", "6"), ("until-year", "2040")];
    let keep = [&[("decision", "keep"), ("words", WHY)][..], &day].concat();
    assert_eq!(decide(&keeper, "retention", &keep).await.status(), StatusCode::SEE_OTHER);
    let (_, page) = keeper.look(&format!("{}/retention", case(ROSA))).await;
    assert!(page.contains("Saved. The case is kept"), "{page}");
}

#[tokio::test]
async fn two_people_destroy_what_is_kept_about_a_victim_and_it_is_gone_everywhere() {
    let world = with_a_keeper().await;
    let pages = router(world.app());
    let keeper = Visitor::at(pages.clone(), "keeper").await;
    let supervisor = Visitor::at(pages.clone(), "supervisor").await;
    let officer = Visitor::at(pages.clone(), "officer").await;
    let (rosa, tom) = (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages.clone(), "tom").await);
    let id = victim_id(ROSA, 1).to_string();
    let sure = [("victim", id.as_str()), ("why", "She asked for it in writing."), ("confirm", "yes")];

    let early = decide(&supervisor, "erasure", &sure).await;
    assert_eq!(early.status(), StatusCode::UNPROCESSABLE_ENTITY, "nobody had said that it may be destroyed");
    let gave_up = decide(&keeper, "retention", &[("decision", "destroy"), ("words", WHY)]).await;
    assert_eq!(gave_up.status(), StatusCode::SEE_OTHER);
    let (_, page) = keeper.look("/retention").await;
    assert!(page.contains("somebody else must destroy it"), "{page}");
    let alone = decide(&keeper, "erasure", &sure).await;
    assert_eq!(alone.status(), StatusCode::UNPROCESSABLE_ENTITY, "one person alone");
    decide(&keeper, "hold", &[("hold", "yes"), ("words", WHY)]).await;
    let held = decide(&supervisor, "erasure", &sure).await;
    assert_eq!(held.status(), StatusCode::UNPROCESSABLE_ENTITY, "under a hold");
    decide(&keeper, "hold", &[("hold", "no"), ("words", WHY)]).await;
    decide(&keeper, "retention", &[("decision", "destroy"), ("words", WHY)]).await;

    let (_, page) = supervisor.look(&format!("{}/retention", case(ROSA))).await;
    assert!(page.contains("Destroy what is kept about Rosa Example"), "{page}");
    let (_, page) = supervisor.look(&format!("{}/erasure?victim={id}", case(ROSA))).await;
    assert!(page.contains("Nobody can bring back what is kept about Rosa Example"), "{page}");
    let unsure = decide(&supervisor, "erasure", &sure[..2]).await;
    assert_eq!(unsure.status(), StatusCode::UNPROCESSABLE_ENTITY, "without confirming");
    assert_eq!(rosa.look("/your-case").await.0, StatusCode::OK);
    assert!(found(&officer, "Rosa Example").await);
    assert_eq!(decide(&supervisor, "erasure", &sure).await.status(), StatusCode::SEE_OTHER);

    assert_ne!(rosa.look("/your-case").await.0, StatusCode::OK, "an erased victim is still signed in");
    let again = Request::post("/sign-in").body(Body::from("person=rosa")).unwrap();
    assert_ne!(send(&pages, again).await.status(), StatusCode::SEE_OTHER, "and comes in again");
    assert_eq!(tom.look("/your-case").await.0, StatusCode::OK, "the other victim");
    assert!(!found(&officer, "Rosa Example").await, "found by her name");
    assert!(found(&officer, "Tom Sample").await);
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(!page.contains("Rosa") && page.contains("Tom Sample"), "{page}");
    let gone = supervisor.look(&format!("{}/erasure?victim={id}", case(ROSA))).await;
    assert_eq!(gone.0, StatusCode::NOT_FOUND);
    let (_, page) = supervisor.look(&format!("{}/retention", case(ROSA))).await;
    assert!(page.contains("Destroyed. Nobody can read it again") && !page.contains("Rosa"), "{page}");
    let store = world.service.store();
    assert_eq!(store.verify().await.unwrap().findings, []);
    let rebuilt = store.rebuild(world.service.rules(), |_| {}).await.unwrap();
    assert_eq!(rebuilt.before, rebuilt.after);
}

//! Several cases in one account, on the real routes: each has its own pages, and none shows anything of another.

use crate::{
    cases::{ELSEWHERE, ROSA, SILENT, World, case_id, now, victim_id},
    http_tests::text,
    journey_tests::Visitor,
    router,
};
use axum::http::StatusCode;
use record::{
    AccessEvent, CaseEvent, Origin, PersonDetails, Personal, Recorder, RepresentativeId, VictimId,
    access::{MandateScope, RepresentativeKind},
};
use service::accounts::invite::{Ask, For};
use store::{Batch, NewEvent};
use uuid::Uuid;

const PAGES: [&str; 9] = [
    "/your-case",
    "/your-rights",
    "/your-case/property",
    "/your-case/hearings",
    "/your-case/who-is-who",
    "/your-case/sharing",
    "/how-we-contact-you",
    "/who-has-seen-your-information",
    "/care-card",
];

async fn code(world: &World, staff: &str, case: u128, whom: For) -> String {
    let officer = world.service.actor(staff, now()).unwrap();
    let ask = Some(Ask::Word("Blue teapot".into()));
    world.service.invite(&officer, case_id(case), Some(whom), ask, now()).await.unwrap().code
}

fn value<'a>(page: &'a str, name: &str) -> &'a str {
    page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap()
}

/// Types the code and the agreed word
async fn add(visitor: &Visitor, code: &str, word: &str) -> StatusCode {
    let asked = text(visitor.send("/your-cases/add", &[("invitation", code)]).await).await;
    let step = value(&asked, "step").to_owned();
    let answer = [("stage", "answer"), ("step", step.as_str()), ("asked", "word"), ("word", word)];
    visitor.send("/your-cases/add", &answer).await.status()
}

async fn choose(visitor: &Visitor, title: &str) -> StatusCode {
    let (_, list) = visitor.look("/your-cases").await;
    let form =
        list.split("<h2").find(|part| part.contains(title) && part.contains("name=\"person\"")).unwrap();
    let person = value(form, "person").to_owned();
    visitor.send("/your-cases", &[("person", &person)]).await.status()
}

#[tokio::test]
async fn no_page_of_one_case_shows_anything_of_the_other() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let whom = For::Victim(victim_id(ELSEWHERE, 1));
    let other = code(&world, "stranger", ELSEWHERE, whom).await;
    assert_eq!(add(&rosa, &other, "Red teapot").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(add(&rosa, &other, "Blue teapot").await, StatusCode::SEE_OTHER);
    assert_eq!(add(&rosa, &other, "Blue teapot").await, StatusCode::UNPROCESSABLE_ENTITY, "it works once");

    let (_, list) = rosa.look("/your-cases").await;
    assert!(list.contains("Robbery") && list.contains("Assault (domestic abuse)"), "{list}");
    let of_the_other = ["Robbery", "02ZZ0000226", "Kofi", "Otherplace Police"];
    for page in PAGES {
        let (status, shown) = rosa.look(page).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(shown.contains("You are looking at: Assault (domestic abuse)"), "{page} does not say which");
        of_the_other.iter().for_each(|word| assert!(!shown.contains(word), "{page} shows {word}"));
    }
    assert_eq!(choose(&rosa, "Robbery").await, StatusCode::SEE_OTHER);
    let of_the_first = ["Assault", "01ZZ0000126", "Rosa Example", "Okafor", "Do not ring"];
    for page in PAGES {
        let (status, shown) = rosa.look(page).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(shown.contains("You are looking at: Robbery"), "{page} does not say which");
        of_the_first.iter().for_each(|word| assert!(!shown.contains(word), "{page} shows {word}"));
    }
    // What they write goes to the chosen case only.
    let bag = [("seen", "0"), ("state", "taken"), ("what", "A green bag")];
    assert_eq!(rosa.send("/your-case/property/add", &bag).await.status(), StatusCode::SEE_OTHER);
    let first = world.service.store().load(case_id(ROSA)).await.unwrap().unwrap();
    assert!(first.case.property.is_empty(), "it was written into the other case");
    // The pages about the account are those of who holds it.
    assert!(rosa.look("/your-sign-ins").await.1.contains("signed in"));
    assert_eq!(choose(&rosa, "Assault (domestic abuse)").await, StatusCode::SEE_OTHER);
    assert!(!rosa.look("/your-case/property").await.1.contains("green bag"));
}

#[tokio::test]
async fn a_case_that_is_not_of_the_account_is_not_chosen() {
    let world = World::new().await;
    let pages = router(world.app());
    let (rosa, tom) = (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages, "tom").await);
    for person in ["tom", "officer", "nobody", ""] {
        let status = rosa.send("/your-cases", &[("person", person)]).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{person}");
    }
    assert!(rosa.look("/your-case").await.1.contains("Assault"), "still their own");
    // An account with one case is as it was.
    assert!(!rosa.look("/your-case").await.1.contains("You are looking at:"));
    assert!(!tom.look("/your-cases").await.1.contains("name=\"person\""));
}

#[tokio::test]
async fn suspending_one_case_shuts_it_and_the_ways_into_the_account() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let other = code(&world, "stranger", ELSEWHERE, For::Victim(victim_id(ELSEWHERE, 1))).await;
    assert_eq!(add(&rosa, &other, "Blue teapot").await, StatusCode::SEE_OTHER);
    let stranger = world.service.actor("stranger", now()).unwrap();
    let kofi = victim_id(ELSEWHERE, 1);
    let why = "He has her phone".to_owned();
    world.service.suspend_victim(&stranger, case_id(ELSEWHERE), 0, kofi, true, why, now()).await.unwrap();
    let (status, page) = rosa.look("/your-cases").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "the session of the account goes on: {page}");
}

#[tokio::test]
async fn a_representative_of_two_victims_sees_one_at_a_time() {
    let world = World::new().await;
    let mandate = async |case: u128, victim: VictimId, id: u128| {
        let store = world.service.store();
        let mut loaded = store.load(case_id(case)).await.unwrap().unwrap();
        let name = PersonDetails { name: "Ada Invented".into(), ..PersonDetails::default() };
        let name = Personal::new(Uuid::from_u128(id), [7; 16], loaded.case.id, &name).unwrap();
        let event = CaseEvent::Access(AccessEvent::MandateGiven {
            victim,
            representative: RepresentativeId(Uuid::from_u128(id)),
            details: name.reference(),
            kind: RepresentativeKind::Parent,
            scope: MandateScope::ALL.into(),
            until: None,
            words: None,
        });
        let by = Recorder { organisation: "police-a".into(), person: None, origin: Origin::Person };
        loaded.record(&by, now(), vec![NewEvent::at(now(), event)], vec![name]).unwrap();
        store.commit(Batch::of(loaded.changes(world.service.rules()))).await.unwrap();
        RepresentativeId(Uuid::from_u128(id))
    };
    let first = mandate(ROSA, victim_id(ROSA, 1), 0x701).await;
    let second = mandate(SILENT, victim_id(SILENT, 1), 0x702).await;
    let person = store::Person {
        id: "ada".into(),
        role: "representative".into(),
        case_id: Some(case_id(ROSA).0),
        victim_id: Some(victim_id(ROSA, 1).0),
        representative_id: Some(first.0),
        ..store::Person::default()
    };
    world.service.store().save_directory(&[], &[], &[person]).await.unwrap();
    world.service.refresh_directory().await.unwrap();
    let ada = Visitor::of(&world, "ada").await;
    let code = code(&world, "officer", SILENT, For::Representative(second)).await;
    assert_eq!(add(&ada, &code, "Blue teapot").await, StatusCode::SEE_OTHER);
    let (_, page) = ada.look("/your-case").await;
    assert!(page.contains("Rosa Example") && !page.contains("Ines") && !page.contains("Burglary"), "{page}");
    assert_eq!(choose(&ada, "Burglary of a home").await, StatusCode::SEE_OTHER);
    let (_, page) = ada.look("/your-case").await;
    assert!(
        page.contains("Ines Placeholder") && !page.contains("Rosa") && !page.contains("Assault"),
        "{page}"
    );
}

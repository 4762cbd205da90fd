//! The board, a measure, the contacts behind it, the pack and meetings, on the real routes.

use crate::{
    App,
    cases::{ROSA, World, case_id, victim_id},
    http_tests::{form_secret_of, get_as, post_as, sign_in, text, without_form_secret},
    pages::meetings::MEETINGS,
    router,
};
use axum::{Router, http::StatusCode};
use jiff::Timestamp;
use record::{
    CaseEvent, Contact, Origin, Personal, Recorder,
    event::{Channel, DutyRef, Understood},
};
use store::{Batch, NewEvent};
use uuid::Uuid;

const TOLD: &str = "I rang her: he is out on bail and must not come to Mill Street.";

/// Thursday 2 April 2026: March is over
fn later() -> Timestamp {
    "2026-04-02T09:00:00Z".parse().unwrap()
}

fn routes(world: &World) -> Router {
    router(App { clock: later, ..world.app() })
}

/// Rosa is told of the bail of 2 March on 10 March; Tom never
async fn rosa_is_told(world: &World) {
    let (store, at) = (world.service.store(), "2026-03-10T10:00:00Z".parse().unwrap());
    let mut loaded = store.load(case_id(ROSA)).await.unwrap().unwrap();
    let is_bail =
        |event: &CaseEvent| matches!(event, CaseEvent::Happened { trigger, .. } if trigger == "bail_granted");
    let trigger = loaded.events.iter().find(|recorded| is_bail(&recorded.event)).unwrap().version;
    let told = Personal::new(Uuid::from_u128(0x7e11), [5; 16], loaded.case.id, &TOLD.to_owned()).unwrap();
    let contact = Contact {
        victim: victim_id(ROSA, 1),
        representative: None,
        channel: Channel::Phone,
        told: told.reference(),
        understood: Understood::Yes,
        against_preference: None,
        asked: None,
        next: None,
        meets: vec![DutyRef { duty: "r06-bail-granted".into(), trigger, victim: None }],
    };
    let by =
        Recorder { organisation: "police-a".into(), person: Some("officer".into()), origin: Origin::Person };
    let event = NewEvent::at(at, CaseEvent::ContactRecorded(contact));
    loaded.record(&by, at, vec![event], vec![told]).unwrap();
    store.commit(Batch::of(loaded.changes(world.service.rules()))).await.unwrap();
}

async fn look(router: &Router, person: &str, path: &str) -> (StatusCode, String) {
    let cookie = sign_in(router, person).await;
    let response = get_as(router, &cookie, path).await;
    (response.status(), text(response).await.replace("&#38;", "&"))
}

#[tokio::test]
async fn a_supervisor_comes_from_the_board_to_what_people_were_told() {
    let world = World::new().await;
    rosa_is_told(&world).await;
    let router = routes(&world);
    let (_, work) = look(&router, "supervisor", "/my-work").await;
    assert!(work.contains("href=\"/figures\""), "{work}");
    let (_, board) = look(&router, "supervisor", "/figures").await;
    assert!(board.contains("Figures for March 2026") && board.contains("The gap"), "{board}");
    let measure = "/figures/told-of-bail?month=2026-03";
    assert!(board.contains(&format!("href=\"{measure}\"")), "{board}");
    let (_, page) = look(&router, "supervisor", measure).await;
    // Rosa was told late, Tom not at all.
    assert!(page.contains("In March 2026: 0%, 0 of 2."), "{page}");
    let contacts = "/figures/told-of-bail/contacts?month=2026-03&team=team-a";
    assert!(page.contains(&format!("href=\"{contacts}\"")), "{page}");
    let (_, read) = look(&router, "supervisor", contacts).await;
    for words in
        ["Anytown victim team: contacts to read", TOLD, "Rosa Example", "No record, and late", "Tom Sample"]
    {
        assert!(read.contains(words), "{words:?} is missing: {read}");
    }
    // Another month has its own.
    let (_, february) = look(&router, "supervisor", &contacts.replace("-03", "-02")).await;
    assert!(
        !february.contains("Rosa Example") && february.contains("There is nothing to read"),
        "{february}"
    );
}

#[tokio::test]
async fn who_has_no_business_with_a_unit_reads_none_of_its_contacts() {
    let world = World::new().await;
    rosa_is_told(&world).await;
    let router = routes(&world);
    let contacts = "/figures/told-of-bail/contacts?month=2026-03&team=team-a";
    for (person, path) in [
        ("inspector", contacts),
        ("officer", contacts),
        ("officer", "/figures"),
        ("standards", "/figures"),
        ("supervisor", "/figures/told-of-bail/contacts?team=team-b"),
        ("supervisor", "/figures/no-such-measure"),
        ("supervisor", "/figures/days-to-done/contacts"),
    ] {
        let (status, page) = look(&router, person, path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{person} at {path}");
        assert!(!page.contains("Rosa") && !page.contains(TOLD), "{person} at {path}");
    }
    // Oversight sees the same figures, and no way to a case.
    for path in [
        "/figures",
        "/figures?by=unit",
        "/figures/told-of-bail",
        "/figures/pack",
        "/figures/days-to-first-contact",
    ] {
        let (status, page) = look(&router, "inspector", path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {page}");
        assert!(!page.contains("/case/") && !page.contains("Rosa") && !page.contains("/contacts"), "{path}");
    }
}

#[tokio::test]
async fn every_measure_has_its_page_also_in_a_month_with_nothing_and_with_odd_questions() {
    let world = World::new().await;
    rosa_is_told(&world).await;
    let router = routes(&world);
    let cookie = sign_in(&router, "supervisor").await;
    for measure in world.service.measures().all() {
        for asked in ["", "?month=2020-01", "?month=2999-01", "?month=x&by=%00&right=99"] {
            let path = format!("/figures/{}{asked}", measure.id);
            let response = get_as(&router, &cookie, &path).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            // The secret of its forms is random letters, which may well spell what is looked for.
            let page = without_form_secret(&text(response).await);
            assert!(!page.contains("NaN") && !page.contains(">inf"), "{path}");
        }
    }
    for path in [
        "/figures?by=unit&right=6",
        "/figures?month=2026-13",
        "/figures/pack?month=2020-01",
        "/figures?right=0",
    ] {
        assert_eq!(get_as(&router, &cookie, path).await.status(), StatusCode::OK, "{path}");
    }
    let pdf = get_as(&router, &cookie, "/figures/pack.pdf?month=2026-03").await;
    assert_eq!(pdf.status(), StatusCode::OK);
    assert_eq!(pdf.headers()["content-type"], "application/pdf");
}

#[tokio::test]
async fn a_meeting_keeps_what_was_typed_and_follows_up_what_was_agreed() {
    let world = World::new().await;
    let router = routes(&world);
    let cookie = sign_in(&router, "supervisor").await;
    let page = text(get_as(&router, &cookie, MEETINGS).await).await;
    let token = form_secret_of(&page);
    let send = async |path: &str, form: &str| {
        let response = post_as(&router, &cookie, path, format!("_token={token}&{form}")).await;
        let next = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        (response.status(), next, text(response).await)
    };
    // Something is missing: what was typed comes back.
    let (status, _, page) =
        send(MEETINGS, "title=Board+of+March&held-day=31&held-month=2&held-year=2026").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Board of March") && page.contains("Enter the day of the meeting"), "{page}");
    let held = "title=Board+of+March&held-day=31&held-month=3&held-year=2026&key=00000000-0000-0000-0000-000000000007";
    let (_, first, _) = send(MEETINGS, held).await;
    let first = first.unwrap();
    assert_eq!(send(MEETINGS, held).await.1, Some(first.clone()), "a second tap opens no second meeting");
    let agree =
        "do=agree&what=Ring+within+a+day&owner=organisation%3Awcu-a&key=00000000-0000-0000-0000-000000000008";
    let (status, _, page) = send(&first, agree).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Ring within a day</textarea>") && page.contains("#due-day"), "{page}");
    for _ in 0..2 {
        let (status, ..) = send(&first, &format!("{agree}&due-day=10&due-month=4&due-year=2026")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    assert_eq!(send(&first, "do=end").await.0, StatusCode::SEE_OTHER);
    let (_, second, _) = send(MEETINGS, "title=Board+of+April&held-day=2&held-month=4&held-year=2026").await;
    let second = second.unwrap();
    let page = text(get_as(&router, &cookie, &second).await).await;
    assert_eq!(page.matches("value=\"follow\"").count(), 1, "{page}");
    // It cannot end before the action has an answer, and an answer without its reason is given back.
    assert_eq!(send(&second, "do=end").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let action = page.split("name=\"action\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let (status, _, page) = send(&second, &format!("do=follow&action={action}&answer=dropped&why=+")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("href=\"#why-{action}\"")) && page.contains("Enter why"), "{page}");
    assert_eq!(
        send(&second, &format!("do=follow&action={action}&answer=done")).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(send(&second, "do=end").await.0, StatusCode::SEE_OTHER);
    // Somebody else's meeting is not there.
    assert_eq!(look(&router, "inspector", &second).await.0, StatusCode::NOT_FOUND);
}

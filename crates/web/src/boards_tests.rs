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
use store::{Batch, NewEvent, NewScore};
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

/// So many contacts of the team that a second person scored, each "fully" in five of eight questions
async fn scored(world: &World, contacts: std::ops::Range<u64>, month: i64) {
    let questions =
        ["what-happened", "why", "what-next", "who-to-ask", "kind", "as-preferred", "plain", "in-time"];
    let scores =
        questions.iter().enumerate().map(|(place, id)| ((*id).to_owned(), if place < 5 { 2 } else { 1 }));
    let scores = scores.collect();
    for contact in contacts {
        let new = NewScore {
            case: case_id(ROSA),
            contact,
            seat: 1,
            version: 1,
            scorer: "supervisor",
            month,
            organisation: "police-a",
            area: "01",
            team: "team-a",
            scores: &scores,
            notes: None,
        };
        assert!(world.service.store().add_score(&new, later()).await.unwrap());
    }
}

#[tokio::test]
async fn the_board_joins_how_good_contacts_were_and_says_of_how_many() {
    let world = World::new().await;
    rosa_is_told(&world).await;
    let router = routes(&world);
    let (_, board) = look(&router, "supervisor", "/figures?by=unit").await;
    assert!(board.contains("nobody has scored a contact of January 2026 to March 2026"), "{board}");
    assert!(board.contains("not scored") && board.contains("href=\"/quality\""), "{board}");
    // Four are too few, wherever they stand; a fifth of an earlier month of the three makes a score.
    scored(&world, 100..104, 202_603).await;
    for path in ["/figures?by=unit", "/figures/pack", "/figures/contact-quality"] {
        let (_, page) = look(&router, "supervisor", path).await;
        assert!(page.contains("too few read") || page.contains("so few say nothing"), "{path}: {page}");
        assert!(!page.contains("20 of 32") && !page.contains("63%"), "{path}: {page}");
    }
    scored(&world, 104..105, 202_601).await;
    let (low, high) = measures::Share::new(25, 40).interval_of(5).unwrap();
    let between = format!("{:.0}% to {:.0}%", (low * 100.0).round(), (high * 100.0).round());
    for person in ["supervisor", "inspector"] {
        let (_, board) = look(&router, person, "/figures?by=unit").await;
        assert!(board.contains(&format!("63% ({between}; 5 contacts read)")), "{person}: {board}");
        assert!(
            board.contains("answers about 5 contacts of January 2026 to March 2026"),
            "{person}: {board}"
        );
        assert!(!board.contains("Score the contacts that were drawn"), "{person}: {board}");
        // A contact can be about several rights: the families stand side by side, and none is made up.
        let (_, rights) = look(&router, person, "/figures").await;
        assert!(rights.contains("by unit only") && rights.contains("scored by unit"), "{person}: {rights}");
        let (_, one) = look(&router, person, "/figures?by=unit&right=6").await;
        assert!(!one.contains("contacts read"), "{person}: {one}");
        let (_, december) = look(&router, person, "/figures?by=unit&month=2025-12").await;
        assert!(
            december.contains("nobody has scored a contact of October 2025 to December 2025"),
            "{person}"
        );
    }
    let (_, pack) = look(&router, "supervisor", "/figures/pack").await;
    assert!(pack.contains("63%") && pack.contains("answers about 5 contacts"), "{pack}");
}

#[tokio::test]
async fn who_sees_figures_comes_from_them_to_those_of_people() {
    let world = World::new().await;
    let router = routes(&world);
    for person in ["supervisor", "inspector"] {
        let (_, board) = look(&router, person, "/figures").await;
        for path in ["/differences", "/figures/attrition", "/figures/repeat-victims"] {
            assert!(board.contains(&format!("href=\"{path}\"")), "{person}: {path}");
            assert_eq!(look(&router, person, path).await.0, StatusCode::OK, "{person}: {path}");
        }
    }
    let (_, page) = look(&router, "supervisor", "/differences").await;
    assert!(page.contains("aria-current=\"page\"") || page.contains("aria-current=\"true\""), "{page}");
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

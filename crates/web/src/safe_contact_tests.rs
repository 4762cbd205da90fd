//! How to reach somebody safely, on the real routes: the victim's form and one tap, what staff read first, and receipts.

use crate::{
    App,
    cases::{ROSA, World, victim_id},
    http_tests::{send, text},
    journey_tests::Visitor,
    router,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use channels::{Channels, Notify};
use serde_json::json;
use uuid::Uuid;

const HOW: &str = "/how-we-contact-you";
const CHANGE: &str = "/how-we-contact-you/change";

fn case() -> String {
    format!("/case/{}", Uuid::from_u128(ROSA))
}

#[tokio::test]
async fn a_victim_says_how_they_are_reached_and_staff_read_it_first() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages, "rosa").await;
    let (_, before) = rosa.look(HOW).await;
    assert!(before.contains("Nobody has asked you yet"), "{before}");
    let (_, form) = rosa.look(CHANGE).await;
    assert!(form.contains("ends in 123") && !form.contains("07700 900123"), "{form}");

    let said = [
        ("channels", "text"),
        ("never", "letter"),
        ("number", "0"),
        ("days_1", "tuesday"),
        ("from_1", "9"),
        ("until_1", "17"),
        ("alerts", "once_a_day"),
        ("calls", "no_voicemail"),
        ("reads", "welsh"),
        ("bad_news_by", "call_first"),
        ("safe_word", "Bluebell"),
    ];
    let wrong: Vec<_> = said.iter().copied().filter(|(name, _)| *name != "days_1").collect();
    let refused = rosa.send(CHANGE, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(page.contains("Select the days") && page.contains("Bluebell"), "what was typed is kept: {page}");

    assert_eq!(rosa.send(CHANGE, &said).await.status(), StatusCode::SEE_OTHER);
    let (_, page) = rosa.look(HOW).await;
    assert!(page.contains("Tuesday from 9am until 5pm") && page.contains("Once a day at most"), "{page}");
    assert!(page.contains("You also told us a safe word") && !page.contains("Bluebell"), "{page}");
    assert!(!rosa.look(CHANGE).await.1.contains("Bluebell"), "the form gives the safe word back");
    let (_, staff) = officer.look(&case()).await;
    assert!(staff.contains("Safe word: Bluebell."), "{staff}");
    assert!(staff.contains("Voicemail: Leave no message."), "{staff}");
    let (_, contact) = officer.look(&format!("{}/contact", case())).await;
    assert!(contact.contains("Safe word: Bluebell."), "the form for contacts does not warn");
    // The officer's form keeps all of it when other things change.
    let (_, form) = officer.look(&format!("{}/preferences", case())).await;
    assert!(form.contains("Bluebell") && form.contains("checked"), "{form}");
}

#[tokio::test]
async fn one_tap_stops_everything_and_staff_who_spoke_with_them_end_it() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages, "rosa").await;
    assert_eq!(rosa.send(HOW, &[("now", "not_safe")]).await.status(), StatusCode::SEE_OTHER);
    assert!(rosa.look(HOW).await.1.contains("not safe to contact you now"));
    let (_, staff) = officer.look(&case()).await;
    assert!(staff.contains("Not safe to contact now: do not call, write or visit."), "{staff}");
    let address = format!("{}/preferences", case());
    let victim = victim_id(ROSA, 1).to_string();
    let ends = |words: &'static str| {
        [("victim", victim.clone()), ("safe_now", "yes".into()), ("safe_words", words.into())]
    };
    let send = async |fields: [(&str, String); 3]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        officer.send(&address, &fields).await.status()
    };
    assert_eq!(send(ends("")).await, StatusCode::UNPROCESSABLE_ENTITY, "how do they know?");
    assert_eq!(send(ends("She told me at the station")).await, StatusCode::SEE_OTHER);
    assert!(!officer.look(&case()).await.1.contains("Not safe to contact now"));
    assert_eq!(officer.look("/calls").await.0, StatusCode::OK);
}

fn with_notify(world: &World) -> Router {
    let settings = json!({
        "api_key": "k-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0",
        "templates": { "text": "t" },
        "receipt_token": "a token that nobody guesses",
    });
    let notify =
        Notify::new(serde_json::from_value(settings).unwrap(), || jiff::Timestamp::UNIX_EPOCH).unwrap();
    let app = world.app();
    router(App { service: app.service.clone().with_channels(Channels::default().with_notify(notify)), ..app })
}

#[tokio::test]
async fn a_receipt_is_taken_with_the_agreed_token_only() {
    let world = World::new().await;
    let tell = async |pages: &Router, token: Option<&str>, body: &str| {
        let mut request = Request::post("/notify/receipts").header(header::CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        send(pages, request.body(Body::from(body.to_owned())).unwrap()).await.status()
    };
    let receipt =
        json!({ "id": "x", "reference": "0198.1", "to": "07700900001", "status": "delivered" }).to_string();
    let right = Some("a token that nobody guesses");
    let pages = with_notify(&world);
    assert_eq!(tell(&pages, right, &receipt).await, StatusCode::OK, "not ours, and no business of theirs");
    assert_eq!(tell(&pages, right, "{").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(tell(&pages, right, &" ".repeat(20_000)).await, StatusCode::PAYLOAD_TOO_LARGE);
    for wrong in [None, Some(""), Some("a token that nobody guesse")] {
        assert_eq!(tell(&pages, wrong, &receipt).await, StatusCode::UNAUTHORIZED, "{wrong:?}");
    }
    let without = router(world.app());
    assert_eq!(tell(&without, right, &receipt).await, StatusCode::UNAUTHORIZED, "nobody agreed on a token");
}

//! GOV.UK Notify, against a stand-in that answers as its REST documentation says: it checks the token, throttles, fails,
//! and finds messages by their reference.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use channels::{
    By, Channels, Handed, Language, LookedUp, Notify, NotifySettings, Parcel, Template,
    notify::{Receipt, Status},
};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";

#[expect(clippy::disallowed_methods, reason = "the stand-in looks at the age of tokens, as Notify does")]
fn clock() -> Timestamp {
    Timestamp::now()
}

fn an_hour_ago() -> Timestamp {
    clock() - jiff::SignedDuration::from_hours(1)
}

/// What the stand-in does with the next requests, and what it took.
#[derive(Default)]
struct StandIn {
    taken: Mutex<Vec<Value>>,
    next: Mutex<Vec<(u16, Value)>>,
    /// Takes the message and then breaks the answer off.
    takes_and_fails: Mutex<bool>,
}

type Shared = State<Arc<StandIn>>;

impl StandIn {
    async fn start() -> (Arc<StandIn>, String) {
        let stand_in = Arc::new(StandIn::default());
        let app = Router::new()
            .route("/v2/notifications/{kind}", post(send))
            .route("/v2/notifications", get(find))
            .with_state(stand_in.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (stand_in, address)
    }

    fn answers(&self, status: u16, kind: &str) {
        let body =
            json!({ "status_code": status, "errors": [{ "error": kind, "message": "words that change" }] });
        self.next.lock().unwrap().push((status, body));
    }
}

fn refused(kind: &str, status: StatusCode) -> (StatusCode, Json<Value>) {
    let error = json!({ "error": kind, "message": "words that change" });
    (status, Json(json!({ "status_code": status.as_u16(), "errors": [error] })))
}

/// As Notify: HS256, the service as issuer, not older or newer than 30 seconds.
fn token_is_right(headers: &HeaderMap) -> bool {
    let Some(token) =
        headers.get("authorization").and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
    else {
        return false;
    };
    let mut rules = Validation::new(Algorithm::HS256);
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    rules.set_issuer(&[SERVICE]);
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let Ok(read) = jsonwebtoken::decode::<Value>(token, &key, &rules) else { return false };
    let age = clock().as_second() - read.claims["iat"].as_i64().unwrap();
    age.abs() <= 30 && read.claims.as_object().unwrap().len() == 2
}

async fn send(
    State(stand_in): Shared,
    Path(kind): Path<String>,
    headers: HeaderMap,
    Json(mut body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    if !token_is_right(&headers) {
        return refused("AuthError", StatusCode::FORBIDDEN);
    }
    if let Some((status, body)) = stand_in.next.lock().unwrap().pop() {
        return (StatusCode::from_u16(status).unwrap(), Json(body));
    }
    let needed = match kind.as_str() {
        "sms" => "phone_number",
        "email" => "email_address",
        _ => "template_id",
    };
    if body[needed].as_str().is_none_or(|value| value.contains("wrong")) {
        return refused("ValidationError", StatusCode::BAD_REQUEST);
    }
    let mut taken = stand_in.taken.lock().unwrap();
    let id = format!("740e5834-3a29-46b4-9a6f-{:012}", taken.len());
    body["kind"] = kind.into();
    body["id"] = id.clone().into();
    taken.push(body.clone());
    if *stand_in.takes_and_fails.lock().unwrap() {
        return refused("Exception", StatusCode::INTERNAL_SERVER_ERROR);
    }
    (
        StatusCode::CREATED,
        Json(json!({ "id": id, "reference": body["reference"], "uri": "", "template": {} })),
    )
}

async fn find(
    State(stand_in): Shared,
    headers: HeaderMap,
    Query(asked): Query<HashMap<String, String>>,
) -> (StatusCode, Json<Value>) {
    if !token_is_right(&headers) {
        return refused("AuthError", StatusCode::FORBIDDEN);
    }
    let taken = stand_in.taken.lock().unwrap();
    let found: Vec<&Value> = taken
        .iter()
        .filter(|one| one["reference"].as_str() == asked.get("reference").map(String::as_str))
        .collect();
    (StatusCode::OK, Json(json!({ "notifications": found, "links": {} })))
}

fn settings(address: &str) -> NotifySettings {
    let text = json!({
        "api_key": format!("a-key-{SERVICE}-{SECRET}"),
        "address": address,
        "templates": { "text": "t-text", "email": "t-email", "letter": "t-letter" },
        "receipt_token": "a token that nobody guesses",
        "requests_a_minute": 60_000,
    });
    serde_json::from_value(text).unwrap()
}

fn parcel(reference: &str, by: By, to: &[&str]) -> Parcel {
    Parcel {
        reference: reference.into(),
        by,
        to: to.iter().map(|line| (*line).to_owned()).collect(),
        words: Template::News { named: false }.words(Language::English),
    }
}

fn text(reference: &str) -> Parcel {
    parcel(reference, By::Text, &["07700 900001"])
}

#[tokio::test]
async fn each_way_is_asked_for_as_documented() {
    let (stand_in, address) = StandIn::start().await;
    let notify = Notify::new(settings(&address), clock).unwrap();
    let channels = Channels::default().with_notify(notify);
    let letter = ["Rosa Example", "1 Invented Street", "Anytown", "AN1 1AA"];
    for sent in [
        text("one"),
        parcel("two", By::Email, &["rosa@invented.example"]),
        parcel("three", By::Letter, &letter),
    ] {
        assert!(matches!(channels.send(&sent).await, Handed::Taken { carrier: "notify", .. }));
    }
    let taken = stand_in.taken.lock().unwrap();
    assert_eq!(taken[0]["kind"], "sms");
    assert_eq!(taken[0]["phone_number"], "07700 900001");
    assert_eq!(taken[0]["template_id"], "t-text");
    assert_eq!(taken[0]["reference"], "one");
    assert!(taken[0]["personalisation"]["message"].as_str().unwrap().starts_with("You have a new message."));
    assert!(taken[0]["personalisation"].get("subject").is_none(), "a field that the template does not have");
    assert_eq!(taken[1]["email_address"], "rosa@invented.example");
    assert_eq!(taken[1]["personalisation"]["subject"], "You have a new message");
    assert_eq!(taken[2]["personalisation"]["address_line_1"], "Rosa Example");
    assert_eq!(taken[2]["personalisation"]["address_line_4"], "AN1 1AA");
    assert!(taken[2].get("phone_number").is_none());
}

#[tokio::test]
async fn what_an_error_means_for_the_message() {
    let (stand_in, address) = StandIn::start().await;
    let send = async |parcel: Parcel| Notify::new(settings(&address), clock).unwrap().send(&parcel).await;
    let wrong = send(parcel("a", By::Text, &["wrong number"])).await;
    assert!(matches!(wrong, Handed::Refused { .. }), "never to this number");

    stand_in.answers(429, "RateLimitError");
    let too_fast = send(text("b")).await;
    assert!(
        matches!(too_fast, Handed::NotNow { perhaps: false, after: Some(after), .. } if after <= Duration::from_secs(60))
    );
    stand_in.answers(429, "TooManyRequestsError");
    let too_many = send(text("c")).await;
    assert!(
        matches!(too_many, Handed::NotNow { perhaps: false, after: Some(after), .. } if after >= Duration::from_secs(600))
    );
    for status in [500, 502, 503] {
        stand_in.answers(status, "Exception");
        let fault = send(text("d")).await;
        assert!(matches!(fault, Handed::NotNow { perhaps: true, .. }), "they may have it: {fault:?}");
    }
    let late = Notify::new(settings(&address), an_hour_ago).unwrap();
    let refused = late.send(&text("e")).await;
    assert!(
        matches!(refused, Handed::NotNow { perhaps: false, .. }),
        "a clock or key that is wrong loses nothing"
    );
    assert!(stand_in.taken.lock().unwrap().is_empty());

    let nobody = Notify::new(settings("http://127.0.0.1:9"), clock).unwrap();
    assert!(matches!(nobody.send(&text("f")).await, Handed::NotNow { perhaps: false, .. }));
}

#[tokio::test]
async fn after_they_said_too_much_nothing_is_asked_for_a_while() {
    let (stand_in, address) = StandIn::start().await;
    let notify = Notify::new(settings(&address), clock).unwrap();
    stand_in.answers(429, "TooManyRequestsError");
    notify.send(&text("a")).await;
    let second = notify.send(&text("b")).await;
    assert!(matches!(second, Handed::NotNow { perhaps: false, after: Some(_), .. }), "{second:?}");
    assert!(stand_in.taken.lock().unwrap().is_empty(), "it was asked all the same");
}

#[tokio::test]
async fn what_they_took_before_they_failed_is_found_by_its_reference() {
    let (stand_in, address) = StandIn::start().await;
    let notify = Notify::new(settings(&address), clock).unwrap();
    *stand_in.takes_and_fails.lock().unwrap() = true;
    let fault = notify.send(&text("0198.1")).await;
    assert!(matches!(fault, Handed::NotNow { perhaps: true, .. }));
    let channels = Channels::default().with_notify(notify);
    let found = channels.look_up(By::Text, "0198.1").await;
    assert!(matches!(found, LookedUp::Taken { carrier: "notify", .. }), "{found:?}");
    assert_eq!(channels.look_up(By::Text, "0198.2").await, LookedUp::SendAgain);
    let nobody = Channels::default().with_notify(Notify::new(settings("http://127.0.0.1:9"), clock).unwrap());
    assert_eq!(nobody.look_up(By::Text, "0198.1").await, LookedUp::NotNow, "nobody knows, so nobody sends");
}

#[test]
fn a_receipt_is_read_and_whom_it_names_is_not() {
    let text = r#"{"id":"740e5834-3a29-46b4-9a6f-16142fde533a","reference":"0198.1","to":"07700900001",
        "status":"permanent-failure","created_at":"2017-05-14T12:15:30.000000Z","completed_at":null,"sent_at":null,
        "notification_type":"sms","template_id":"f33517ff-2a88-4f6e-b855-c550268ce08a","template_version":1}"#;
    let receipt: Receipt = serde_json::from_str(text).unwrap();
    assert_eq!((receipt.reference.as_deref(), receipt.status), (Some("0198.1"), Status::PermanentFailure));
    assert!(!format!("{receipt:?}").contains("07700900001"));
    for (said, is) in [
        ("delivered", Status::Delivered),
        ("temporary-failure", Status::TemporaryFailure),
        ("technical-failure", Status::TechnicalFailure),
        ("sending", Status::Pending),
        ("a status of next year", Status::Pending),
    ] {
        let receipt: Receipt =
            serde_json::from_value(json!({ "id": "x", "reference": null, "status": said })).unwrap();
        assert_eq!(receipt.status, is, "{said}");
    }
}

#[test]
fn settings_are_named_when_they_are_wrong_and_secrets_are_not() {
    let mut far = settings("http://notify.invented.example");
    assert!(Notify::new(far.clone(), clock).err().unwrap().to_string().contains("https"));
    far.address = "https://notify.invented.example".into();
    assert!(!format!("{far:?}").contains(SECRET));
    assert!(Notify::new(far, clock).is_ok());

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notify.toml");
    std::fs::write(&file, format!("api_key = \"a-{SERVICE}-{SECRET}\"\ntemplates = 5\n")).unwrap();
    std::os::unix::fs::PermissionsExt::set_mode(&mut std::fs::metadata(&file).unwrap().permissions(), 0o600);
    let open = NotifySettings::read(&file).err().unwrap().to_string();
    assert!(open.contains("chmod 600") || open.contains("line 2"), "{open}");
    let only_mine: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&file, only_mine).unwrap();
    let wrong = NotifySettings::read(&file).err().unwrap().to_string();
    assert!(wrong.contains("line 2") && !wrong.contains(SECRET), "{wrong}");
}

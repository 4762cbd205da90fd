//! The whole way in, in a real browser with a virtual authenticator: invitation, code, passkey, sign out, sign in.

use crate::{
    cases::{self, World},
    chrome::Chrome,
};
use fantoccini::{Locator, wd::WebDriverCompatibleCommand};
use identity::passkey::Passkeys;
use serde_json::{Value, json};
use service::accounts::{
    Accounts, Courier,
    courier::Message,
    invite::{Ask, For},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::net::TcpListener;

/// Keeps what it carries
#[derive(Default)]
struct Pocket(Mutex<Vec<Message>>);

impl Courier for Pocket {
    fn send(&self, message: &Message) -> std::io::Result<()> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

/// A command of the driver for authenticators
#[derive(Debug)]
struct Authenticator {
    path: String,
    body: Value,
}

impl WebDriverCompatibleCommand for Authenticator {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/webauthn/{}", session.unwrap_or_default(), self.path))
    }
    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
    fn is_new_session(&self) -> bool {
        false
    }
    fn is_legacy(&self) -> bool {
        false
    }
}

async fn fill(chrome: &Chrome, field: &str, text: &str) {
    chrome.client.find(Locator::Id(field)).await.unwrap().send_keys(text).await.unwrap();
}

async fn press(chrome: &Chrome, words: &str) {
    let button = format!("//main//button[normalize-space()='{words}']");
    let waiting = chrome.client.wait().at_most(Duration::from_secs(10));
    waiting.for_element(Locator::XPath(&button)).await.unwrap().click().await.unwrap();
}

async fn says(chrome: &Chrome, words: &str) {
    let there = format!("//main//*[contains(normalize-space(), '{words}')]");
    let waiting = chrome.client.wait().at_most(Duration::from_secs(10));
    if waiting.for_element(Locator::XPath(&there)).await.is_err() {
        let main = chrome.ask("return document.querySelector('main').innerText").await;
        panic!("the page does not say “{words}”: {main}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_victim_comes_in_by_invitation_makes_a_passkey_and_signs_in_with_it() {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let pocket = Arc::new(Pocket::default());
    let accounts = Accounts {
        passkeys: Some(Passkeys::at(&origin).unwrap()),
        courier: Some(pocket.clone()),
        ..Accounts::default()
    };
    let service = world.service.clone().with_accounts(accounts);
    let app = web::App { service: service.clone(), ..world.app() };
    tokio::spawn(async move { axum::serve(listener, web::router(app)).await.unwrap() });

    let officer = service.actor("officer", cases::now()).unwrap();
    let (case, rosa) = (cases::case_id(cases::ROSA), cases::victim_id(cases::ROSA, 1));
    let ask = Some(Ask::Word("blue teapot".into()));
    let card = service.invite(&officer, case, Some(For::Victim(rosa)), ask, cases::now()).await.unwrap();

    let chrome = Chrome::start().await;
    chrome.width(1280).await;
    let body = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
        "hasUserVerification": true, "isUserVerified": true,
    });
    let command = Authenticator { path: "authenticator".into(), body };
    let authenticator = chrome.client.issue_cmd(command).await.unwrap();
    let authenticator = authenticator.as_str().unwrap().to_owned();

    chrome.client.goto(&format!("{origin}/sign-in")).await.unwrap();
    chrome.client.find(Locator::LinkText("I have an invitation")).await.unwrap().click().await.unwrap();
    fill(&chrome, "invitation", &card.code.to_lowercase()).await;
    press(&chrome, "Go on").await;
    says(&chrome, "Which word did you agree with us?").await;
    fill(&chrome, "word", "green kettle").await;
    press(&chrome, "Go on").await;
    says(&chrome, "That did not work").await;
    chrome.ask("document.getElementById('word').value = ''").await;
    fill(&chrome, "word", "Blue Teapot").await;
    press(&chrome, "Go on").await;
    says(&chrome, "the number that ends in 123").await;
    chrome.client.find(Locator::Css("input[name=contact][value='0']")).await.unwrap().click().await.unwrap();
    press(&chrome, "Go on").await;
    says(&chrome, "Type the code").await;
    let words = pocket.0.lock().unwrap()[0].words.clone();
    let code: String = words.chars().skip_while(|letter| !letter.is_ascii_digit()).take(6).collect();
    fill(&chrome, "code", &code).await;
    press(&chrome, "Go on").await;

    says(&chrome, "Whoever can unlock your phone").await;
    press(&chrome, "Make a passkey on this device").await;
    says(&chrome, "You can sign in with your passkey from now on").await;
    let kept = service.store().passkeys("rosa").await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].body.contains("Rosa"), "a name lies with the passkey");
    chrome.client.find(Locator::Css("form[action='/sign-out'] button")).await.unwrap().click().await.unwrap();
    let out: url::Url = format!("{origin}/").parse().unwrap();
    let waiting = chrome.client.wait().at_most(Duration::from_secs(10));
    waiting.for_url(&out).await.unwrap();

    chrome.client.goto(&format!("{origin}/sign-in/passkey")).await.unwrap();
    press(&chrome, "Use a passkey").await;
    let home: url::Url = format!("{origin}/your-case").parse().unwrap();
    let waiting = chrome.client.wait().at_most(Duration::from_secs(10));
    waiting.for_url(&home).await.unwrap();
    let used = service.store().passkeys("rosa").await.unwrap();
    assert!(used[0].used_at.is_some());
    assert_ne!(used[0].body, kept[0].body, "the counter was not kept");

    // Whoever holds the device but is not its owner does not get in.
    chrome.client.delete_all_cookies().await.unwrap();
    let path = format!("authenticator/{authenticator}/uv");
    let command = Authenticator { path, body: json!({ "isUserVerified": false }) };
    chrome.client.issue_cmd(command).await.unwrap();
    chrome.client.goto(&format!("{origin}/sign-in/passkey")).await.unwrap();
    press(&chrome, "Use a passkey").await;
    let failed = Locator::Css("[data-passkey-failed]:not([hidden])");
    chrome.client.wait().at_most(Duration::from_secs(15)).for_element(failed).await.unwrap();
    assert!(!chrome.client.current_url().await.unwrap().path().contains("your-case"));

    let complaints = chrome.complaints().await;
    let ours: Vec<_> = complaints.iter().filter(|line| !line.contains("422")).collect();
    assert!(ours.is_empty(), "{ours:?}");
    chrome.stop().await;
}

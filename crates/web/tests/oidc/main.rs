//! Signing in through OpenID Connect: against the real provider `oidc-provider`, and against one that lies.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says where"
)]

mod browser;
#[path = "../support/cases.rs"]
mod cases;
mod hostile;
mod lies;
mod node;
mod site;

use browser::{Browser, form_secret};
use node::{Provider, keys};
use serde_json::{Value, json};
use site::{OFFICERS, Site, issuer, number};

fn accounts() -> Value {
    json!({
        "s-sam": { "groups": ["staff", "officers"], "employee": "4711" },
        "s-mei": { "groups": ["staff"], "employee": "4712" },
        "s-nobody": { "groups": ["officers"], "employee": "9999" },
        "v-rosa": { "vot": "Cl.Cm" },
        "v-weak": { "vot": "Cl" },
    })
}

/// Lantern with one real provider for officers
async fn officers() -> (Site, Provider, Value) {
    let keys = keys();
    let mut site = Site::new().await;
    number(&site, "officer", "4711").await;
    number(&site, "colleague", "4712").await;
    let provider = Provider::start(&site.client("police", &keys), &accounts()).await;
    site.serve(&issuer("police", &provider.issuer, OFFICERS), &keys);
    (site, provider, keys)
}

async fn sign_in(browser: &mut Browser, site: &Site, id: &str, login: &str) -> browser::Seen {
    let there = browser.open(&format!("{}/sign-in/with/{id}", site.address)).await;
    browser.sign_in_there(there, login).await
}

/// Waits until a page sends to the sign-in
async fn signed_out(browser: &mut Browser, page: &str) {
    for _ in 0..2000 {
        if browser.step(page).await.status.is_redirection() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("still signed in at {page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_signs_in_at_the_real_provider_and_out_again_here_and_there() {
    let (site, provider, _) = officers().await;
    let mut browser = Browser::new();
    let page = browser.open(&format!("{}/sign-in", site.address)).await;
    assert!(page.text.contains("Sign in with police sign-in"), "{}", page.text);
    assert!(!page.text.contains("There are no passwords"), "the demonstration's sign-in shows");
    let page = sign_in(&mut browser, &site, "police", "s-sam").await;
    assert_eq!(page.at.path(), "/my-work", "{}", page.text);
    assert!(page.text.contains("Signed in as PC Sam Okafor"));
    let linked = site.world.service.store().linked_person(&provider.issuer, "s-sam").await.unwrap();
    assert_eq!(linked.as_deref(), Some("officer"));

    // Out here: the page offers to sign out there, and the provider takes the hint.
    let out =
        browser.post(&format!("{}/sign-out", site.address), &[("_token", &form_secret(&page.text))]).await;
    assert!(out.text.contains("You are signed out"), "{}", out.text);
    assert_eq!(out.headers["clear-site-data"], "\"cache\", \"storage\"");
    let there =
        out.text.split("href=\"").find(|rest| rest.starts_with(&provider.issuer)).expect("a way out there");
    let there = there.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let asked = browser.open(&there).await;
    assert!(asked.status.is_success() && asked.text.contains("/session/end/confirm"), "{}", asked.text);
    let again = browser.step(&format!("{}/my-work", site.address)).await;
    assert!(again.status.is_redirection(), "the session goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_at_the_provider_ends_the_session_here() {
    let (site, provider, _) = officers().await;
    let (mut one, mut other) = (Browser::new(), Browser::new());
    let page = sign_in(&mut one, &site, "police", "s-sam").await;
    assert_eq!(page.at.path(), "/my-work");
    assert_eq!(sign_in(&mut other, &site, "police", "s-sam").await.at.path(), "/my-work");
    let asked = one.open(&format!("{}/session/end", provider.issuer)).await;
    let xsrf = asked.text.split("name=\"xsrf\" value=\"").nth(1).expect("a form of the provider");
    let xsrf = xsrf.split('"').next().unwrap();
    let confirm = format!("{}/session/end/confirm", provider.issuer);
    one.post(&confirm, &[("xsrf", xsrf), ("logout", "yes")]).await;
    signed_out(&mut one, &format!("{}/my-work", site.address)).await;
    let page = other.open(&format!("{}/my-work", site.address)).await;
    assert_eq!(page.at.path(), "/my-work", "another session of the provider was ended as well");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_comes_in_without_a_grant_or_a_place_in_the_directory() {
    let (site, _provider, _) = officers().await;
    let mut texts = Vec::new();
    for login in ["s-mei", "s-nobody"] {
        let page = sign_in(&mut Browser::new(), &site, "police", login).await;
        assert_eq!(page.status, 403, "{login}");
        texts.push(page.text);
    }
    assert_eq!(texts[0], texts[1], "the page says why");
    assert!(!texts[0].contains("grant") && !texts[0].contains("director"), "{}", texts[0]);
    assert_eq!(site.refusals().await, ["no_grant", "not_linked"]);
    // The directory decides what somebody is, at every sign-in and every request.
    let store = site.world.service.store();
    let mut browser = Browser::new();
    assert_eq!(sign_in(&mut browser, &site, "police", "s-sam").await.at.path(), "/my-work");
    let mut person = store.person("officer").await.unwrap().unwrap();
    person.role = "supervisor".into();
    store.save_directory(&[], &[], &[person]).await.unwrap();
    let page = sign_in(&mut Browser::new(), &site, "police", "s-sam").await;
    assert_eq!(page.status, 403, "the claims no longer stand for what the directory says");
    assert_eq!(site.refusals().await.last().unwrap(), "grant_and_directory_differ");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_issuers_at_once_and_a_victim_only_after_they_have_shown_who_they_are() {
    let keys = keys();
    let mut site = Site::new().await;
    number(&site, "officer", "4711").await;
    let police = Provider::start(&site.client("police", &keys), &accounts()).await;
    let login = Provider::start(&site.client("one-login", &keys), &accounts()).await;
    let victims = "kind = \"victim\"\nvtr = [\"Cl.Cm\"]";
    let both = issuer("police", &police.issuer, OFFICERS) + &issuer("one-login", &login.issuer, victims);
    site.serve(&both, &keys);

    let there = Browser::new().step(&format!("{}/sign-in/with/one-login", site.address)).await;
    let address = there.headers["location"].to_str().unwrap();
    assert!(address.contains("vtr=%5B%22Cl.Cm%22%5D"), "{address}");
    assert!(address.contains("code_challenge_method=S256"), "{address}");

    let mut rosa = Browser::new();
    let page = sign_in(&mut rosa, &site, "one-login", "v-rosa").await;
    assert_eq!(page.status, 403, "nobody has linked this subject");
    let page = sign_in(&mut Browser::new(), &site, "one-login", "v-weak").await;
    assert_eq!(page.status, 403);
    assert_eq!(site.refusals().await, ["not_linked", "token_level"]);

    // What redeeming an invitation does.
    let store = site.world.service.store();
    store.link_external(&login.issuer, "v-rosa", "rosa", site::clock()).await.unwrap();
    let page = sign_in(&mut rosa, &site, "one-login", "v-rosa").await;
    assert_eq!(page.at.path(), "/your-case", "{}", page.text);
    let mut officer = Browser::new();
    assert_eq!(sign_in(&mut officer, &site, "police", "s-sam").await.at.path(), "/my-work");

    // A subject of one issuer is nobody at the other, and a victim's issuer lets no staff in.
    store.link_external(&login.issuer, "s-sam", "officer", site::clock()).await.unwrap();
    let page = sign_in(&mut Browser::new(), &site, "one-login", "s-sam").await;
    assert_eq!(page.status, 403);
}

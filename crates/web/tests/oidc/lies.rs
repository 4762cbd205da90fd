//! Forged, expired, replayed and misdirected: each gets the same page, and one line in the audit that says which it was.

use crate::{
    browser::{Browser, Seen},
    hostile::{Answer, Hostile},
    node::keys,
    site::{OFFICERS, Site, clock, issuer, number},
};
use serde_json::{Value, json};
use url::Url;

async fn lying() -> (Site, Hostile) {
    let keys = keys();
    let mut site = Site::new().await;
    number(&site, "officer", "4711").await;
    let hostile = Hostile::start(&keys).await;
    site.serve(&issuer("police", &hostile.issuer, OFFICERS), &keys);
    (site, hostile)
}

/// A browser that has set off, with the state and nonce that the issuer was given
async fn away(site: &Site) -> (Browser, String, String) {
    let mut browser = Browser::new();
    let there = browser.step(&format!("{}/sign-in/with/police", site.address)).await;
    let address = Url::parse(there.headers["location"].to_str().unwrap()).unwrap();
    let value = |name: &str| address.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    (browser, value("state"), value("nonce"))
}

async fn back(browser: &mut Browser, site: &Site, state: &str, iss: &str) -> Seen {
    let mut address = Url::parse(&format!("{}/sign-in/with/police/return", site.address)).unwrap();
    address.query_pairs_mut().append_pair("code", "c").append_pair("state", state).append_pair("iss", iss);
    browser.open(address.as_str()).await
}

fn claims(hostile: &Hostile, nonce: &str) -> Value {
    let now = clock().as_second();
    json!({
        "iss": hostile.issuer, "aud": "lantern", "sub": "s-sam", "nonce": nonce, "iat": now, "exp": now + 300,
        "groups": ["officers"], "employee": "4711",
    })
}

/// What becomes of the claims of a good token
type Lie = fn(&mut Value);

/// A token that is none of the issuer's, with these claims
type Forge = fn(&Hostile, &Value) -> String;

const LIES: &[(&str, &str, Lie)] = &[
    ("expired", "token_expired", |claims| claims["exp"] = (clock().as_second() - 120).into()),
    ("no end", "token_expired", |claims| drop(claims.as_object_mut().unwrap().remove("exp"))),
    ("end as text", "token_time", |claims| claims["exp"] = "tomorrow".into()),
    ("made tomorrow", "token_time", |claims| claims["iat"] = (clock().as_second() + 3600).into()),
    ("made yesterday", "token_time", |claims| claims["iat"] = (clock().as_second() - 86_400).into()),
    ("not yet", "token_time", |claims| claims["nbf"] = (clock().as_second() + 3600).into()),
    ("another issuer", "token_issuer", |claims| claims["iss"] = "https://evil.example".into()),
    ("another issuer with a slash", "token_issuer", |claims| {
        claims["iss"] = format!("{}/", claims["iss"].as_str().unwrap()).into();
    }),
    ("for another", "token_audience", |claims| claims["aud"] = "another".into()),
    ("for another as well", "token_audience", |claims| claims["aud"] = json!(["lantern", "another"])),
    ("for nobody", "token_audience", |claims| claims["aud"] = json!([])),
    ("to another", "token_audience", |claims| claims["azp"] = "another".into()),
    ("another sign-in's", "token_nonce", |claims| claims["nonce"] = "0".repeat(64).into()),
    ("no nonce", "token_nonce", |claims| drop(claims.as_object_mut().unwrap().remove("nonce"))),
    ("nobody", "token_subject", |claims| claims["sub"] = "".into()),
    ("a homograph", "token_subject", |claims| claims["sub"] = "s-s\u{430}m".into()),
    ("a homograph's number", "not_linked", |claims| claims["employee"] = "471\u{ff11}".into()),
    ("another's number", "not_linked", |claims| claims["employee"] = "4712".into()),
    ("no group", "no_grant", |claims| claims["groups"] = json!([])),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_not_as_it_must_be_lets_nobody_in() {
    let (site, hostile) = lying().await;
    let mut pages = Vec::new();
    let mut expected = Vec::new();
    for (what, why, lie) in LIES {
        let (mut browser, state, nonce) = away(&site).await;
        let mut claims = claims(&hostile, &nonce);
        lie(&mut claims);
        *hostile.answer.lock().unwrap() = Answer::Token(hostile.signed("issuer", "JWT", &claims));
        let page = back(&mut browser, &site, &state, &hostile.issuer).await;
        assert_eq!(page.status, 403, "{what}");
        pages.push(page.text);
        expected.push(*why);
        assert_eq!(site.refusals().await, expected, "{what}");
    }
    let forged: [(&str, &str, Forge); 6] = [
        ("alg none", "token_malformed", |hostile, claims| hostile.without_key("none", claims)),
        ("a shared secret", "token_algorithm", |hostile, claims| hostile.without_key("HS256", claims)),
        ("an unknown key", "token_key", |hostile, claims| hostile.signed("stranger", "JWT", claims)),
        ("a signature cut off", "token_signature", |hostile, claims| {
            let token = hostile.signed("issuer", "JWT", claims);
            token[..token.len() - 8].to_owned()
        }),
        ("another's claims", "token_signature", |hostile, claims| {
            let (good, other) =
                (hostile.signed("issuer", "JWT", claims), hostile.signed("stranger", "JWT", claims));
            let head = good.rsplit_once('.').unwrap().0.to_owned();
            format!("{head}.{}", other.rsplit_once('.').unwrap().1)
        }),
        ("nonsense", "token_malformed", |_, _| "a.b.c".into()),
    ];
    for (what, why, forge) in forged {
        let (mut browser, state, nonce) = away(&site).await;
        *hostile.answer.lock().unwrap() = Answer::Token(forge(&hostile, &claims(&hostile, &nonce)));
        let page = back(&mut browser, &site, &state, &hostile.issuer).await;
        assert_eq!(page.status, 403, "{what}");
        pages.push(page.text);
        expected.push(why);
        assert_eq!(site.refusals().await, expected, "{what}");
    }
    for answer in [Answer::No, Answer::Redirect, Answer::Endless] {
        let (mut browser, state, _) = away(&site).await;
        *hostile.answer.lock().unwrap() = answer;
        pages.push(back(&mut browser, &site, &state, &hostile.issuer).await.text);
        expected.push("code");
        assert_eq!(site.refusals().await, expected);
    }
    pages.dedup();
    assert_eq!(pages.len(), 1, "the page tells one lie from another");
    // The same, said truly, does come in: none of the refusals was for another reason.
    let (mut browser, state, nonce) = away(&site).await;
    *hostile.answer.lock().unwrap() =
        Answer::Token(hostile.signed("issuer", "JWT", &claims(&hostile, &nonce)));
    let page = back(&mut browser, &site, &state, &hostile.issuer).await;
    assert_eq!(page.at.path(), "/my-work", "{}", page.text);
    assert_eq!(site.refusals().await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_back_counts_once_and_in_the_browser_that_set_off() {
    let (site, hostile) = lying().await;
    let good = |nonce: &str| Answer::Token(hostile.signed("issuer", "JWT", &claims(&hostile, nonce)));

    let (mut browser, state, nonce) = away(&site).await;
    *hostile.answer.lock().unwrap() = good(&nonce);
    assert_eq!(back(&mut browser, &site, &state, &hostile.issuer).await.at.path(), "/my-work");
    assert_eq!(
        back(&mut browser, &site, &state, &hostile.issuer).await.status,
        403,
        "the state counted twice"
    );

    let (_, state, nonce) = away(&site).await;
    *hostile.answer.lock().unwrap() = good(&nonce);
    assert_eq!(
        back(&mut Browser::new(), &site, &state, &hostile.issuer).await.status,
        403,
        "another browser"
    );

    let (mut mine, _, _) = away(&site).await;
    let (_, theirs, nonce) = away(&site).await;
    *hostile.answer.lock().unwrap() = good(&nonce);
    assert_eq!(back(&mut mine, &site, &theirs, &hostile.issuer).await.status, 403, "somebody else's sign-in");

    for iss in ["https://evil.example", ""] {
        let (mut browser, state, nonce) = away(&site).await;
        *hostile.answer.lock().unwrap() = good(&nonce);
        assert_eq!(back(&mut browser, &site, &state, iss).await.status, 403, "answered by {iss}");
    }
    let (mut browser, state, nonce) = away(&site).await;
    browser.forget_cookie("lantern-flow");
    *hostile.answer.lock().unwrap() = good(&nonce);
    assert_eq!(back(&mut browser, &site, &state, &hostile.issuer).await.status, 403, "no cookie");
    assert_eq!(back(&mut browser, &site, "nonsense", &hostile.issuer).await.status, 403);

    let (mut browser, state, _) = away(&site).await;
    let said_no = format!(
        "{}/sign-in/with/police/return?error=access_denied&state={state}&iss={}",
        site.address, hostile.issuer
    );
    let page = browser.open(&said_no).await;
    assert_eq!(page.status, 403);
    assert!(!page.text.contains("access_denied"), "repeats what the address says");
    let why = [
        "state",
        "browser",
        "browser",
        "response_issuer",
        "response_issuer",
        "browser",
        "state",
        "issuer_said_no",
    ];
    assert_eq!(site.refusals().await, why);
    assert_eq!(browser.open(&format!("{}/sign-in/with/nobody", site.address)).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_logout_that_is_not_the_issuers_ends_nothing() {
    let (site, hostile) = lying().await;
    let (mut browser, state, nonce) = away(&site).await;
    let mut signing_in = claims(&hostile, &nonce);
    signing_in["sid"] = "session-1".into();
    *hostile.answer.lock().unwrap() = Answer::Token(hostile.signed("issuer", "JWT", &signing_in));
    assert_eq!(back(&mut browser, &site, &state, &hostile.issuer).await.at.path(), "/my-work");

    let event = json!({ "http://schemas.openid.net/event/backchannel-logout": {} });
    let now = clock().as_second();
    let good = json!({
        "iss": hostile.issuer, "aud": "lantern", "iat": now, "exp": now + 60, "jti": "1", "sid": "session-1",
        "sub": "s-sam", "events": event,
    });
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        claims
    };
    let mut nameless = good.clone();
    nameless.as_object_mut().unwrap().remove("sid");
    nameless.as_object_mut().unwrap().remove("sub");
    let bad = [
        ("an ID token", "token_type", hostile.signed("issuer", "JWT", &good)),
        ("a stranger's", "token_key", hostile.signed("stranger", "logout+jwt", &good)),
        ("unsigned", "token_malformed", hostile.without_key("none", &good)),
        ("no event", "logout_event", hostile.signed("issuer", "logout+jwt", &with("events", json!({})))),
        ("a nonce", "logout_event", hostile.signed("issuer", "logout+jwt", &with("nonce", "x".into()))),
        ("no id", "logout_id", hostile.signed("issuer", "logout+jwt", &with("jti", "".into()))),
        ("nobody", "logout_subject", hostile.signed("issuer", "logout+jwt", &nameless)),
        ("for another", "token_audience", hostile.signed("issuer", "logout+jwt", &with("aud", "x".into()))),
        ("old", "token_expired", hostile.signed("issuer", "logout+jwt", &with("exp", (now - 120).into()))),
        (
            "another issuer's",
            "token_issuer",
            hostile.signed("issuer", "logout+jwt", &with("iss", "x".into())),
        ),
    ];
    let address = format!("{}/sign-out/by/police", site.address);
    let page = format!("{}/my-work", site.address);
    let mut expected = Vec::new();
    for (what, why, token) in &bad {
        let answer = Browser::new().post(&address, &[("logout_token", token)]).await;
        assert_eq!(answer.status, 400, "{what}");
        assert_eq!(answer.text, "{\"error\":\"invalid_request\"}");
        expected.push(*why);
        assert_eq!(site.refusals().await, expected, "{what}");
        assert_eq!(browser.step(&page).await.status, 200, "{what} ended the session");
    }
    let other = hostile.signed("issuer", "logout+jwt", &with("sid", "session-2".into()));
    assert_eq!(Browser::new().post(&address, &[("logout_token", &other)]).await.status, 200);
    assert_eq!(browser.step(&page).await.status, 200, "another session of the issuer's was meant");
    let mut fresh = good.clone();
    fresh["jti"] = "2".into();
    let token = hostile.signed("issuer", "logout+jwt", &fresh);
    let answer = Browser::new().post(&address, &[("logout_token", &token)]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert!(browser.step(&page).await.status.is_redirection(), "the session goes on");
    assert_eq!(Browser::new().post(&address, &[("logout_token", &token)]).await.status, 400, "replayed");
}

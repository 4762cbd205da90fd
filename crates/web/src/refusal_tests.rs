//! Every way of not being let in: one line in the audit, nothing personal in it, and one answer whatever was wrong.

use crate::{
    App,
    cases::{ROSA, World, case_id, now, victim_id},
    http_tests::{form_secret_of, get_as, post_as, send, text},
    pages::accounts::NOT_IN,
    router,
    session_tests::{clock, cookie_of, later, location},
};
use axum::{
    Router,
    body::Body,
    http::{HeaderName, Request, Response, StatusCode},
};
use identity::{passkey::Passkeys, second_factor::SecondFactor};
use service::{
    Service,
    accounts::{
        Accounts, Courier, Invited,
        courier::Message,
        enrol::Enrolled,
        invite::{Ask, For},
        redeem::Answered,
    },
};
use std::sync::{Arc, Mutex};
use store::{AuditFilter, AuditLine};

const PASSWORD: &str = "three brown mugs";
const FROM: &str = "192.0.2.77";
/// What is typed below, or stands in the small world, and must be in no readable column
const PERSONAL: [&str; 7] = ["officer", "sam", "rosa", "07700", "teapot", "mugs", "192.0.2"];

/// Keeps what it carries
#[derive(Default)]
struct Pocket(Mutex<Vec<Message>>);

impl Courier for Pocket {
    fn send(&self, message: &Message) -> std::io::Result<()> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

/// The small world with all ways to sign in, and an officer who has a password, an app and recovery codes
struct Doors {
    world: World,
    service: Service,
    router: Router,
    pocket: Arc<Pocket>,
    factor: SecondFactor,
}

impl Doors {
    async fn new() -> Self {
        let world = World::new().await;
        let pocket = Arc::new(Pocket::default());
        let accounts = Accounts {
            passkeys: Some(Passkeys::at("http://localhost:8080").unwrap()),
            courier: Some(pocket.clone()),
            ..Accounts::default()
        };
        let service = world.service.clone().with_accounts(accounts);
        let card = service.recover_account_on_the_machine("officer", now()).await.unwrap();
        let (step, _) = service.take_up(&card.code, "", now()).await.unwrap();
        let name = Answered { word: "officer".into(), ..Answered::default() };
        let Some(Invited::Staff { step, secret, .. }) =
            service.answer_question(&step, &name, now()).await.unwrap()
        else {
            panic!("the invitation works")
        };
        let factor = SecondFactor::from_text(&secret).unwrap();
        let code = factor.code_at(now()).unwrap();
        let done = service.enrol_with_password(&step, PASSWORD, &code, now()).await.unwrap();
        assert!(matches!(done, Enrolled::In(..)));
        let proxy_header = Some(HeaderName::from_static("x-forwarded-for"));
        let app = App { service: service.clone(), proxy_header, demonstration: false, clock, ..world.app() };
        Self { router: router(app), world, service, pocket, factor }
    }

    async fn lines(&self) -> Vec<AuditLine> {
        let filter = AuditFilter { most: 10_000, ..AuditFilter::default() };
        let mut lines = self.world.service.store().audit_lines(&filter).await.unwrap();
        lines.sort_by_key(|line| (line.place.chain, line.place.number));
        lines.into_iter().map(|line| line.line).collect()
    }

    async fn send(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Response<Body> {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header("host", "lantern.test").header("x-forwarded-for", from);
        send(&self.router, request.body(Body::from(form)).unwrap()).await
    }

    /// Sends a form that is refused: the page, and the one line it left
    async fn refused(&self, way: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let before = self.lines().await.len();
        let response = self.send(FROM, path, fields).await;
        let (status, page) = (response.status(), text(response).await);
        assert!(!status.is_server_error(), "{way}: {status}");
        // Some lines are written beside the answer.
        let mut after = self.lines().await;
        while after.len() == before {
            tokio::task::yield_now().await;
            after = self.lines().await;
        }
        let new = &after[before..];
        let told: Vec<(&str, &str, &str)> =
            new.iter().map(|line| (&*line.action, &*line.policy, &*line.outcome)).collect();
        assert_eq!(told, [("sign_in_refused", way, "refused")], "{path} {fields:?}");
        assert_eq!((&*new[0].person, &*new[0].reason, &*new[0].source), ("", "", FROM), "{way}");
        page
    }

    /// A step of a form, from the page
    fn step(page: &str) -> String {
        let after = page.split("name=\"step\" value=\"").nth(1).expect("a step");
        after.split('"').next().unwrap().to_owned()
    }

    async fn invite_rosa(&self) -> String {
        let officer = self.service.actor("officer", now()).unwrap();
        let ask = Some(Ask::Word("Blue teapot".into()));
        let rosa = Some(For::Victim(victim_id(ROSA, 1)));
        self.service.invite(&officer, case_id(ROSA), rosa, ask, now()).await.unwrap().code
    }
}

#[tokio::test]
async fn each_way_of_being_refused_leaves_one_line_and_gives_one_answer() {
    let doors = Doors::new().await;
    let mut pages = Vec::new();
    // A password: whatever was wrong. Waits do not begin before the fourth from one place.
    let app_code = doors.factor.code_at(now()).unwrap();
    let password = "/sign-in/password";
    let typed = |name, password, code| [("name", name), ("password", password), ("code", code)];
    let tries = [
        ("password", typed("nobody", PASSWORD, &app_code)),
        ("password", typed("officer", "five brown mugs", &app_code)),
        ("password", typed("officer", "three brown mugs ", &app_code)),
        ("app_code", typed("officer", PASSWORD, "000000")),
        ("recovery_code", typed("officer", PASSWORD, "7K2M-Q9XD-04TW")),
        // The code is good; there were too many tries.
        ("password_too_often", typed("officer", PASSWORD, &app_code)),
    ];
    for (way, fields) in tries {
        let page = doors.refused(way, password, &fields).await;
        assert!(page.contains(NOT_IN), "{way}");
        pages.push(page.replace("value=\"nobody\"", "value=\"officer\""));
    }
    pages.dedup();
    assert_eq!(pages.len(), 1, "what was wrong shows in the page");

    // A passkey: no question was asked, or the answer is none.
    let asked =
        text(send(&doors.router, Request::get("/sign-in/passkey").body(Body::empty()).unwrap()).await).await;
    for step in [Doors::step(&asked), Doors::step(&asked), "0".repeat(64)] {
        let page = doors.refused("passkey", "/sign-in/passkey", &[("step", &step), ("answer", "{}")]).await;
        assert!(page.contains(NOT_IN));
    }

    // A code: to nobody, and a wrong one.
    let code = "/sign-in/code";
    let page = doors.refused("no_contact", code, &[("contact", "07700 900999")]).await;
    let other = doors.refused("no_contact", code, &[("contact", "not a contact")]).await;
    let step = Doors::step(&page);
    let same = |page: &str| page.replace(&Doors::step(page), "STEP");
    assert_eq!(same(&page), same(&other), "the answer tells whether there is such an account");
    for step in [step.as_str(), "unknown"] {
        let wrong = [("stage", "typed"), ("step", step), ("code", "000000")];
        assert!(doors.refused("code", code, &wrong).await.contains(NOT_IN));
    }
    doors.refused("code_choice", code, &[("stage", "which"), ("step", &step), ("person", "rosa")]).await;

    // An invitation: its code, its question, what follows.
    let invitation = "/sign-in/invitation";
    let none = doors.refused("invitation_code", invitation, &[("invitation", "7K2M-Q9XD-04TW")]).await;
    let answer = |step| [("stage", "answer"), ("asked", "word"), ("step", step), ("word", "red teapot")];
    let no_step = Doors::step(&none);
    let page = doors.refused("invitation_answer", invitation, &answer(&no_step)).await;
    let card = doors.invite_rosa().await;
    let known = text(doors.send(FROM, invitation, &[("invitation", &card)]).await).await;
    let known_step = Doors::step(&known);
    let other = doors.refused("invitation_answer", invitation, &answer(&known_step)).await;
    assert_eq!(same(&page), same(&other), "the answer tells whether there is such an invitation");
    for (stage, way) in [
        ("contact", "invitation_step"),
        ("confirm", "invitation_contact"),
        ("staff-password", "invitation_step"),
        ("staff-passkey", "invitation_step"),
    ] {
        let page =
            doors.refused(way, invitation, &[("stage", stage), ("step", &step), ("contact", "0")]).await;
        assert!(page.contains(NOT_IN), "{stage}");
    }
    // The page of the demonstration, where there is none.
    doors.refused("demonstration", "/sign-in", &[("person", "officer")]).await;
    assert!(doors.pocket.0.lock().unwrap().is_empty(), "nobody was sent anything");

    let columns = "person || ' ' || role || ' ' || organisation || ' ' || action || ' ' || part || ' ' || policy || ' ' || sought";
    let readable = format!("select lower({columns}) from audit where action like 'sign_in%refused'");
    let lines = doors.world.service.store().strings_for_test(&readable).await.unwrap();
    assert!(lines.len() > 15, "{}", lines.len());
    for line in lines {
        for word in PERSONAL {
            assert!(!line.contains(word), "{line}");
        }
    }
    assert_eq!(doors.world.service.store().verify().await.unwrap().findings, []);
}

/// Signs in with the app's code of the test's own time, from an address
async fn signed_in(doors: &Doors, password: &str, from: &str) -> Option<String> {
    let code = doors.factor.code_at(clock()).unwrap();
    let fields = [("name", "officer"), ("password", password), ("code", &code)];
    let response = doors.send(from, "/sign-in/password", &fields).await;
    let is_in = response.status() == StatusCode::SEE_OTHER;
    is_in.then(|| cookie_of(response.headers(), "lantern"))
}

#[tokio::test]
async fn a_password_is_changed_against_the_old_one_and_ends_other_sessions() {
    const NEW: &str = "seven green kettles";
    let doors = Doors::new().await;
    let page = "/how-you-sign-in/password";
    later(2);
    let other = signed_in(&doors, PASSWORD, "192.0.2.5").await.expect("signed in");
    later(2);
    let here = signed_in(&doors, PASSWORD, FROM).await.expect("signed in");
    let look = async |cookie: &str, path: &str| get_as(&doors.router, cookie, path).await;
    let shown = text(look(&here, page).await).await;
    let token = form_secret_of(&shown);
    let change = async |old: &str, new: &str| {
        let pairs = [("_token", token.as_str()), ("old", old), ("password", new)];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        post_as(&doors.router, &here, page, form).await
    };
    for (old, new, what) in [
        ("three brown mug", NEW, "This is not your password now"),
        (PASSWORD, "short", "12 characters or more"),
        (PASSWORD, "1q2w3e4r5t6y", "lists of leaked passwords"),
        (PASSWORD, PASSWORD, "must be another"),
    ] {
        let refused = change(old, new).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let said = text(refused).await;
        assert!(said.contains(what) && !said.contains("mug"), "{what}: {said}");
    }
    let changed = change(PASSWORD, NEW).await;
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    let fresh = cookie_of(changed.headers(), "lantern");
    let said = text(look(&fresh, &location(&changed)).await).await;
    assert!(said.contains("Your password was changed"), "{said}");
    for gone in [&other, &here] {
        assert!(look(gone, "/my-work").await.status().is_redirection(), "a session from before is open");
    }
    assert!(doors.pocket.0.lock().unwrap().is_empty(), "the directory has no mobile number of theirs");
    later(2);
    assert_eq!(signed_in(&doors, PASSWORD, "192.0.2.6").await, None, "the old password");
    assert!(signed_in(&doors, NEW, "192.0.2.6").await.is_some());
    let lines = doors.lines().await;
    let told = lines.iter().filter(|line| line.action == "password_changed");
    let told: Vec<(&str, &str)> = told.map(|line| (&*line.person, &*line.outcome)).collect();
    assert_eq!(told, [("officer", "refused"), ("officer", "allowed")]);
}

#[tokio::test]
async fn whoever_left_a_screen_open_changes_nothing_about_signing_in() {
    let doors = Doors::new().await;
    later(2);
    let cookie = signed_in(&doors, PASSWORD, FROM).await.expect("signed in");
    let pages = ["/how-you-sign-in", "/how-you-sign-in/password"];
    let look = async |path: &str| text(get_as(&doors.router, &cookie, path).await).await;
    let token = form_secret_of(&look(pages[1]).await);
    for page in pages {
        assert!(look(page).await.contains(&format!("action=\"{page}\"")), "{page}: fresh");
    }
    later(11);
    for page in pages {
        let shown = look(page).await;
        assert!(shown.contains("sign in again first"), "{shown}");
        assert!(!shown.contains(&format!("action=\"{page}\"")), "{page}: {shown}");
        let form =
            format!("_token={token}&old=three+brown+mugs&password=seven+green+kettles&remove=AAAA&step=x");
        let sent = post_as(&doors.router, &cookie, page, form).await;
        assert_eq!(sent.status(), StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    }
    later(1);
    assert!(signed_in(&doors, PASSWORD, FROM).await.is_some(), "the password is the old one");
}

#[tokio::test]
async fn a_machine_without_a_token_leaves_one_line() {
    let doors = Doors::new().await;
    let before = doors.lines().await.len();
    for token in ["", "Bearer wrong"] {
        let request = Request::get("/scim/v2/Users").header("authorization", token);
        let response = send(&doors.router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    }
    let lines = doors.lines().await.split_off(before);
    assert!(lines.iter().all(|line| line.policy == "directory_token" && line.action == "sign_in_refused"));
    assert_eq!(lines.len(), 2);
}

#[tokio::test]
async fn a_stranger_does_not_fill_the_disk_with_lines() {
    let doors = Doors::new().await;
    let before = doors.lines().await.len();
    for number in 0..3000 {
        let request = Request::get("/scim/v2/Users").header("authorization", format!("Bearer guess{number}"));
        let request = request.header("x-forwarded-for", "192.0.2.1");
        send(&doors.router, request.body(Body::empty()).unwrap()).await;
    }
    for number in 0..1000 {
        let (step, from) = ("0".repeat(64), format!("2001:db8:1:1::{number:x}"));
        doors.send(&from, "/sign-in/passkey", &[("step", &step), ("answer", "{}")]).await;
    }
    // Somebody else, by the same way: their first is there.
    doors.send("198.51.100.1", "/sign-in/passkey", &[("step", "x"), ("answer", "{}")]).await;
    doors.service.end_refusals(now()).await.unwrap();
    let lines = doors.lines().await.split_off(before);
    let of = |way: &str| -> Vec<String> {
        let lines = lines.iter().filter(|line| line.policy.starts_with(way));
        lines.map(|line| format!("{} from {}", line.policy, line.source)).collect()
    };
    let (tokens, passkeys) = (of("directory_token"), of("passkey"));
    assert_eq!(tokens.len(), 5 + 3 + 1, "{tokens:?}");
    assert!(
        tokens[8].starts_with("directory_token; 3000 times since 09:00 UTC from 192.0.2.1"),
        "{tokens:?}"
    );
    assert_eq!(passkeys.len(), 5 + 3 + 1, "{passkeys:?}");
    assert!(passkeys.contains(&"passkey from 198.51.100.1".to_owned()), "{passkeys:?}");
    assert!(passkeys.contains(&"passkey; 1000 times since 09:00 UTC from 2001:db8:1:1::/64".to_owned()));
    assert_eq!(lines.len(), tokens.len() + passkeys.len());
}

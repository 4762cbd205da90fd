//! Canary values go through the pages and forms, good and bad, with everything logged that can be: none of them stands
//! in a log line, in an address, or in the name of a file (PLT-5).

use crate::{
    App,
    cases::{ROSA, World, case_id, now, victim_id},
    http_tests::{send, sign_in},
    router, routes_listed,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use channels::{Channels, Folder};
use http_body_util::BodyExt;
use identity::passkey::Passkeys;
use service::accounts::Accounts;
use std::{
    collections::BTreeSet,
    io::Write,
    path::Path,
    sync::{Arc, Mutex, OnceLock},
};
use store::Person;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};
use uuid::Uuid;

/// What is typed into every box
const WORDS: &str = "Zephyrine Quillfeather of Goldcrest Mews heard Whinchat at the door";
const PHONE: &str = "07700 900461";
const EMAIL: &str = "siskin@aviary.example";
/// What must stand nowhere: pieces of the above, and of the people of the small world
const CANARIES: [&str; 15] = [
    "zephyrine",
    "quillfeather",
    "goldcrest",
    "whinchat",
    "900461",
    "siskin",
    "aviary",
    "rosa example",
    "rosa+example",
    "rosa%20example",
    "900123",
    "house phone",
    "kofi",
    "madeup",
    "turnstone",
];

/// What is taken away, one after the other, to see the pages fail
const TABLES: [&str; 6] = ["personal", "journal", "case_view", "audit", "sign_in_step", "session"];

/// Everything that is logged in this process
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

impl Log {
    /// From all threads: the database has its own
    fn everything() -> Log {
        static LOG: OnceLock<Log> = OnceLock::new();
        LOG.get_or_init(|| {
            let log = Log::default();
            let subscriber = tracing_subscriber::fmt()
                .with_env_filter(EnvFilter::new("trace").add_directive(crate::NEVER_LOGGED.parse().unwrap()))
                .with_ansi(false)
                .with_writer(log.clone())
                .finish();
            tracing::subscriber::set_global_default(subscriber).unwrap();
            log
        })
        .clone()
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

fn canaries_in(text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    CANARIES.into_iter().filter(|canary| lower.contains(canary)).collect()
}

/// A form of a page
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) gets: bool,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) value: String,
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let after = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(after.split('"').next()?.replace("&#38;", "&").replace("&amp;", "&"))
}

pub(crate) fn forms_of(page: &str, path: &str) -> Vec<Form> {
    let of_form = |html: &str| {
        let head = html.split('>').next()?;
        let fields = html.split("</form>").next()?.split('<').filter_map(|tag| {
            let of = ["input ", "textarea ", "select ", "button ", "option "];
            let of = of.into_iter().find(|of| tag.starts_with(of))?;
            let kind = if of == "input " { attribute(tag, "type") } else { None };
            Some(Field {
                // Options belong to the select before them.
                name: attribute(tag, "name").unwrap_or_default(),
                kind: kind.unwrap_or_else(|| of.trim().to_owned()),
                value: attribute(tag, "value").unwrap_or_default(),
            })
        });
        let action = attribute(head, "action").filter(|action| !action.is_empty());
        Some(Form {
            action: action.unwrap_or_else(|| path.to_owned()),
            gets: !head.contains("method=\"post\""),
            fields: fields.collect(),
        })
    };
    page.split("<form").skip(1).filter_map(of_form).collect()
}

/// How a form is filled in
#[derive(Clone, Copy, PartialEq)]
enum Filling {
    /// As somebody would, with the n-th choice of each group and the n-th button
    Well(usize),
    /// As well, against a version of long ago
    Stale,
    /// Canaries everywhere but in the form's secret
    Nonsense,
}

fn canary_for(name: &str, kind: &str) -> &'static str {
    match (name, kind) {
        _ if kind == "tel" || name.contains("phone") => PHONE,
        _ if kind == "email" || name.contains("mail") || name == "contact" => EMAIL,
        _ if name.ends_with("-day") => "5",
        _ if name.ends_with("-month") => "3",
        _ if name.ends_with("-year") => "2026",
        _ if name.contains("time") => "08:45",
        _ => WORDS,
    }
}

impl Form {
    fn filled(&self, filling: Filling) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        let nth = if let Filling::Well(nth) = filling { nth } else { 0 };
        let mut select = "";
        let mut groups = BTreeSet::new();
        for field in &self.fields {
            let name = if field.kind == "option" { select } else { field.name.as_str() };
            if field.kind == "select" {
                select = &field.name;
                continue;
            }
            let of_group: Vec<&Field> = self
                .fields
                .iter()
                .filter(|one| one.kind == field.kind && (field.kind == "option" || one.name == field.name))
                .collect();
            let value = match field.kind.as_str() {
                "hidden" if name == "version" && filling == Filling::Stale => "0".to_owned(),
                "hidden" if name == "_token" || filling != Filling::Nonsense => field.value.clone(),
                "radio" | "checkbox" | "button" | "option" if filling != Filling::Nonsense => {
                    if !groups.insert((field.kind.clone(), name.to_owned())) {
                        continue;
                    }
                    of_group[nth % of_group.len()].value.clone()
                }
                kind if filling != Filling::Nonsense => canary_for(name, kind).to_owned(),
                _ => WORDS.to_owned(),
            };
            if !name.is_empty() {
                form.append_pair(name, &value);
            }
        }
        form.finish()
    }
}

/// Somebody who tries everything
struct Visitor<'a> {
    router: &'a Router,
    cookie: String,
    name: &'a str,
    sent: BTreeSet<String>,
    statuses: Vec<StatusCode>,
}

impl Visitor<'_> {
    /// Looks at an answer: what it says of other addresses must hold no canary
    async fn ask(&mut self, request: Request<Body>, about: &str) -> String {
        let response = send(self.router, request).await;
        self.statuses.push(response.status());
        for (header, value) in response.headers() {
            if header == "x-request-id" {
                // Made at random: six digits of a phone number in it are chance. That it is nothing else is what counts.
                Uuid::parse_str(value.to_str().unwrap()).unwrap();
            } else if header != header::SET_COOKIE {
                let value = value.to_str().unwrap();
                assert_eq!(canaries_in(value), [] as [&str; 0], "{about} as {}: {header}", self.name);
            }
        }
        // Also what is no page: the card as PDF.
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let page = String::from_utf8_lossy(&body).into_owned();
        for name in ["href", "action", "formaction", "src", "id", "class"] {
            for value in page.split(&format!(" {name}=\"")).skip(1).filter_map(|part| part.split('"').next())
            {
                assert_eq!(canaries_in(value), [] as [&str; 0], "{about} as {}: {name}", self.name);
            }
        }
        let title = page.split("<title>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        assert_eq!(canaries_in(title), [] as [&str; 0], "{about} as {}: title", self.name);
        page
    }

    async fn look(&mut self, path: &str) -> String {
        let request = Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap();
        self.ask(request, path).await
    }

    async fn send(&mut self, path: &str, form: String) -> String {
        let request = Request::post(path).header(header::COOKIE, &self.cookie).header("host", "lantern.test");
        self.ask(request.body(Body::from(form)).unwrap(), path).await
    }

    /// A page, and every form on it that was not tried before, in every way; and the forms that come then
    async fn try_page(&mut self, path: &str) {
        let mut pages = vec![(path.to_owned(), self.look(path).await)];
        while let Some((path, page)) = pages.pop() {
            for form in forms_of(&page, &path) {
                let names: Vec<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
                let ends = ["/sign-in", "/sign-out", "/leave", "/sign-out-everywhere"];
                let ends = !self.cookie.is_empty() && ends.contains(&form.action.as_str());
                let known = format!("{} {names:?}", form.action);
                if form.gets {
                    let text = |field: &&Field| {
                        matches!(field.kind.as_str(), "text" | "search" | "tel" | "email" | "textarea")
                    };
                    let typed = form.fields.iter().find(text);
                    assert!(typed.is_none(), "{path}: what is typed would stand in the address");
                } else if !ends && self.sent.insert(known) {
                    let ways = [
                        Filling::Nonsense,
                        Filling::Stale,
                        Filling::Well(0),
                        Filling::Well(1),
                        Filling::Well(2),
                    ];
                    for filling in ways {
                        let answer = self.send(&form.action, form.filled(filling)).await;
                        if filling != Filling::Nonsense && self.sent.len() < 400 {
                            pages.push((form.action.clone(), answer));
                        }
                    }
                }
            }
        }
    }
}

/// The address of a route about the case of the small world
fn address(path: &str) -> String {
    let part = |part: &str| match part {
        "{case}" => case_id(ROSA).to_string(),
        "{message}" => Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_00ff).to_string(),
        "{trigger}" => "1".to_owned(),
        "{person}" => "colleague".to_owned(),
        "{kind}" => "happened".to_owned(),
        part if part.starts_with('{') => Uuid::from_u128(9).to_string(),
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The small world with everybody in it, all ways to sign in, and a clerk whose name is a canary
pub(crate) async fn world_with(messages: &Path) -> (World, Router) {
    let world = World::new().await;
    let staff = |id: &str, name: &str, role: &str, organisation: &str| Person {
        id: id.into(),
        name: name.into(),
        role: role.into(),
        organisation: organisation.into(),
        phone: PHONE.into(),
        ..Person::default()
    };
    let people = [
        staff("caretaker", "Turnstone the invented", "caretaker", ""),
        staff("governor", "Turnstone the invented", "information_governance", "police-a"),
    ];
    world.service.store().save_directory(&[], &[], &people).await.unwrap();
    world.service.refresh_directory().await.unwrap();
    let accounts =
        Accounts { passkeys: Some(Passkeys::at("http://localhost:8080").unwrap()), ..Accounts::default() };
    let channels = Channels::default().with_folder(Folder::new(messages).unwrap());
    let service = world.service.clone().with_accounts(accounts).with_channels(channels);
    let router = router(App { service, ..world.app() });
    (world, router)
}

fn visitor<'a>(router: &'a Router, name: &'a str, cookie: String) -> Visitor<'a> {
    Visitor { router, cookie, name, sent: BTreeSet::new(), statuses: Vec::new() }
}

/// An invitation that confirms a phone, and a code asked for and typed: what is personal goes through the courier
async fn come_in(world: &World, messages: &Path, stranger: &mut Visitor<'_>, supervisor: &mut Visitor<'_>) {
    use service::accounts::invite::{Ask, For};
    let officer = world.service.actor("officer", now()).unwrap();
    let ask = Some(Ask::Word(WORDS.into()));
    let whom = Some(For::Victim(victim_id(ROSA, 1)));
    let card = world.service.invite(&officer, case_id(ROSA), whom, ask, now()).await.unwrap();
    let form =
        |pairs: &[(&str, &str)]| form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let step = |page: &str| {
        page.split("name=\"step\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let here = "/sign-in/invitation";
    let page = stranger.send(here, form(&[("invitation", &card.code)])).await;
    let answer = [("stage", "answer"), ("asked", "word"), ("step", &step(&page)), ("word", WORDS)];
    let page = stranger.send(here, form(&answer)).await;
    let page =
        stranger.send(here, form(&[("stage", "contact"), ("step", &step(&page)), ("contact", "0")])).await;
    assert!(page.contains("Type the code"), "{page}");
    let message = std::fs::read_dir(messages).unwrap().next().unwrap().unwrap().path();
    let words = std::fs::read_to_string(message).unwrap();
    assert!(words.contains("07700 900123"), "the message is for somebody else: {words}");
    let code: String = words.split("code is ").nth(1).unwrap().chars().take(6).collect();
    let confirm = form(&[("stage", "confirm"), ("step", &step(&page)), ("code", &code)]);
    stranger.send(here, confirm).await;
    assert_eq!(stranger.statuses.last(), Some(&StatusCode::SEE_OTHER));
    supervisor.look("/opened-cases").await;
}

/// The guided report, page after page, in a browser that keeps its cookie
async fn report(router: &Router) -> Vec<StatusCode> {
    let begun = send(router, Request::post("/report").body(Body::empty()).unwrap()).await;
    let cookie = begun.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let mut reporter = visitor(router, "reporter", cookie);
    let steps =
        ["danger", "want", "whom", "reporter", "what", "kind", "when", "where", "who", "hurt", "property"];
    let rest = ["name", "reach", "safe", "needs", "word", "files", "return", "check", "sent", "later"];
    for step in steps.into_iter().chain(rest) {
        reporter.try_page(&format!("/report/{step}")).await;
    }
    reporter.statuses
}

#[tokio::test]
async fn no_canary_is_in_a_log_an_address_or_a_file_name() {
    let log = Log::everything();
    let messages = tempfile::tempdir().unwrap();
    let (world, router) = world_with(messages.path()).await;
    let mut stranger = visitor(&router, "nobody", String::new());
    let mut supervisor = visitor(&router, "supervisor", sign_in(&router, "supervisor").await);
    come_in(&world, messages.path(), &mut stranger, &mut supervisor).await;
    let mut statuses = stranger.statuses.clone();
    statuses.extend(report(&router).await);
    for name in
        ["", "officer", "supervisor", "rosa", "mender", "standards", "caretaker", "governor", "inspector"]
    {
        let cookie = if name.is_empty() { String::new() } else { sign_in(&router, name).await };
        let mut visitor = visitor(&router, name, cookie);
        for (method, path, _) in routes_listed(world.app()) {
            // Whoever picks somebody else to be is nobody in their own session any more.
            let leaves = path == "/leave" || (path == "/sign-in" && !name.is_empty());
            if method == "GET" && !leaves && !path.contains("{file}") {
                visitor.try_page(&address(path)).await;
            } else if method != "GET" && !path.contains("sign-out") {
                // Forms that are not on any of these pages, and machines' addresses
                visitor
                    .send(
                        &address(path),
                        form_urlencoded::Serializer::new(String::new()).append_pair("words", WORDS).finish(),
                    )
                    .await;
            }
        }
        // Addresses that hold what they must not: only the log can keep quiet about them.
        for path in [
            "/case/zephyrine",
            "/nowhere/zephyrine?q=quillfeather",
            "/my-work?whose=zephyrine",
            "/accounts/zephyrine",
        ] {
            let request = Request::get(path).header(header::COOKIE, &visitor.cookie);
            send(&router, request.body(Body::empty()).unwrap()).await;
        }
        statuses.extend(visitor.statuses);
    }
    // The database fails, and with it every page.
    for table in TABLES {
        let cookie = sign_in(&router, "officer").await;
        let mut officer = visitor(&router, "officer", cookie);
        world.service.store().execute_for_test(&format!("alter table {table} rename to gone")).await.unwrap();
        for (method, path, _) in routes_listed(world.app()) {
            match method {
                "GET" if path != "/leave" && !path.contains("{file}") => {
                    drop(officer.look(&address(path)).await)
                }
                _ => drop(
                    officer
                        .send(&address(path), format!("words={}&query=zephyrine", WORDS.replace(' ', "+")))
                        .await,
                ),
            }
        }
        statuses.extend(officer.statuses);
        world.service.store().execute_for_test(&format!("alter table gone rename to {table}")).await.unwrap();
    }
    // The test has seen what it is about.
    for (status, least) in [(200, 300), (303, 20), (404, 100), (422, 50), (409, 1), (500, 5)] {
        let many = statuses.iter().filter(|one| one.as_u16() == status).count();
        assert!(many >= least, "{status}: {many} of {} answers", statuses.len());
    }
    let kept = "select count(*) || '' from audit where reason <> x''";
    assert_ne!(world.service.store().strings_for_test(kept).await.unwrap(), ["0"], "nothing was recorded");
    let lines = log.text();
    assert!(lines.lines().count() > 1000 && lines.contains("sqlx"), "{} lines", lines.lines().count());
    let telling: Vec<&str> = lines.lines().filter(|line| !canaries_in(line).is_empty()).take(9).collect();
    assert!(telling.is_empty(), "{telling:#?}");
    let database = "select file from pragma_database_list where name = 'main'";
    let database = world.service.store().strings_for_test(database).await.unwrap();
    let folder = Path::new(&database[0]).parent().unwrap().to_owned();
    for folder in [folder.as_path(), messages.path()] {
        let names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        assert!(!names.is_empty());
        assert_eq!(canaries_in(&names.join(" ")), [] as [&str; 0], "{names:?}");
    }
}

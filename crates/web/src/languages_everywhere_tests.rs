//! Whoever chose Welsh reads Welsh: every page that a victim, somebody who acts for one, or a stranger can reach is opened,
//! each link on it is followed, each form on it is sent empty and filled in, and no English word may stand in what comes
//! back (ACC-11). The pages are those of the routes' table, so that a page that is added later is looked at too.
//!
//! What is left in English must say so to screen readers as well: `lang="en"` around it, and this test passes over it.

use crate::{
    Who,
    canary_tests::{Form, forms_of, world_with},
    cases::{ROSA, World, case_id},
    copies_tests::rich,
    http_tests::{form_secret_of, send, sign_in, text},
    routes_listed,
};
use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use policy::Role;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};
use uuid::Uuid;

/// Words that stand in almost every English sentence, or on our buttons, and are no words of Welsh
const ENGLISH: [&str; 91] = [
    "the", "you", "your", "and", "with", "what", "when", "where", "which", "who", "this", "that", "these",
    "those", "there", "here", "have", "not", "are", "was", "were", "will", "can", "cannot", "could",
    "should", "must", "may", "from", "into", "about", "for", "of", "or", "if", "how", "why", "they", "them",
    "their", "us", "our", "it", "its", "an", "been", "be", "by", "then", "than", "any", "some", "somebody",
    "nobody", "nothing", "enter", "select", "choose", "send", "save", "saved", "back", "change", "continue",
    "yes", "told", "tell", "said", "say", "ask", "asked", "answer", "day", "until", "every", "message",
    "messages", "phone", "letter", "page", "name", "call", "sign", "case", "police", "victim", "month",
    "year", "email", "again", "more",
];

/// What stays as somebody wrote it, with the reason
const AS_WRITTEN: [(&str, &str); 14] = [
    ("GOV.UK One Login", "the name of another service"),
    ("Turnstone the invented", "a name in the fixture"),
    ("Anytown Police", "the name of an organisation"),
    ("Otherplace Police", "the name of an organisation"),
    ("Anytown Witness Care", "the name of an organisation"),
    ("Anytown victim team", "the name of a team"),
    ("the-inspectorate", "the name of an organisation"),
    ("Somewhere Magistrates’ Court", "the name of a court"),
    ("Lantern", "our own name"),
    ("Avon and Somerset", "the name of a police area"),
    ("British Transport Police", "the name of a police area"),
    ("City of London", "the name of a police area"),
    ("Devon and Cornwall", "the name of a police area"),
    ("Metropolitan Police Service", "the name of a police area"),
];

/// What is typed into every box: no word of it is English
const TYPED: &str = "Ysgrifennwyd hyn gan rywun";

/// How many addresses a visitor opens, how many forms they send: enough for all of today's, and an end
const MOST_LOOKS: usize = 500;
const MOST_SENT: usize = 600;
/// How many addresses of the same route: the tenth page about a duty says what the third said
const OF_ONE_ROUTE: usize = 6;

/// A complaint about a page: where, which word, in which sentence
type Findings = BTreeMap<String, (String, String)>;

/// What people read in a page: texts, and what screen readers say of attributes; without passages that are marked as English
fn texts_of(html: &str) -> Vec<String> {
    const READ_ALOUD: [&str; 6] = ["aria-label", "alt", "placeholder", "title", "data-button", "data-over"];
    const WITHOUT_END: [&str; 7] = ["input", "br", "meta", "link", "img", "hr", "!doctype"];
    const INLINE: [&str; 8] = ["a", "strong", "span", "em", "abbr", "time", "b", "i"];
    let mut found = vec![String::new()];
    let mut skipped: Option<(String, usize)> = None;
    for (place, piece) in html.split('<').enumerate() {
        let Some((tag, after)) = piece.split_once('>').filter(|_| place > 0) else { continue };
        let name =
            tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default().to_lowercase();
        let closes = tag.starts_with('/');
        match &mut skipped {
            Some((outer, depth)) if *outer == name && closes => {
                *depth -= 1;
                if *depth == 0 {
                    skipped = None;
                }
            }
            Some((outer, depth)) if *outer == name && !WITHOUT_END.contains(&name.as_str()) => *depth += 1,
            Some(_) => {}
            None if !closes && (tag.contains("lang=\"en\"") || name == "script" || name == "style") => {
                skipped = Some((name.clone(), 1));
            }
            None => {}
        }
        if skipped.is_some() {
            continue;
        }
        for attribute in READ_ALOUD {
            let said = tag.split(&format!(" {attribute}=\"")).nth(1).and_then(|rest| rest.split('"').next());
            found.extend(said.map(str::to_owned));
        }
        if !INLINE.contains(&name.as_str()) {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut() {
            last.push_str(after);
        }
    }
    let plain = |text: String| {
        let text =
            text.replace("&#39;", "’").replace("&#34;", "\"").replace("&#38;", "&").replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    found.into_iter().map(plain).filter(|text| !text.is_empty()).collect()
}

/// A text without what somebody else wrote: quotations, names, what we typed ourselves
fn our_own(text: &str) -> String {
    let outside = |part: &str| part.split_once('”').map_or_else(String::new, |(_, after)| after.to_owned());
    let mut parts = text.split('“');
    let mut own = parts.next().unwrap_or_default().to_owned();
    own.extend(parts.map(outside));
    for (as_written, _) in AS_WRITTEN {
        own = own.replace(as_written, " ");
    }
    own.replace(TYPED, " ")
}

fn english_in(text: &str) -> Option<&'static str> {
    let own = our_own(text).to_lowercase();
    // An apostrophe joins Welsh words (“a’r”, “i’w”): what stands beside one is no word by itself.
    let words: BTreeSet<&str> = own
        .split(|letter: char| !letter.is_alphanumeric() && !['’', '\'', '-', '@', '.'].contains(&letter))
        .collect();
    let words: BTreeSet<&str> = words.iter().map(|word| word.trim_matches(['.', '\'', '’'])).collect();
    ENGLISH.into_iter().find(|word| words.contains(word))
}

/// Somebody who reads Welsh and tries everything
struct Reader<'a> {
    router: &'a Router,
    /// how the findings call them
    name: &'static str,
    cookie: String,
    seen: BTreeSet<String>,
    of_route: BTreeMap<String, usize>,
    sent: BTreeSet<String>,
    waiting: Vec<String>,
    /// forms that were shown again with complaints, and those that led on
    refused: usize,
    taken: usize,
    findings: Findings,
}

impl<'a> Reader<'a> {
    async fn new(router: &'a Router, name: &'static str, person: Option<&str>) -> Self {
        let session = match person {
            Some(person) => sign_in(router, person).await,
            None => String::new(),
        };
        Self {
            router,
            name,
            cookie: format!("{session}; lantern-language=cy"),
            seen: BTreeSet::new(),
            of_route: BTreeMap::new(),
            sent: BTreeSet::new(),
            waiting: Vec::new(),
            refused: 0,
            taken: 0,
            findings: Findings::new(),
        }
    }

    /// Looks at an answer, remembers its links, and gives its page back when it is one of ours
    async fn ask(&mut self, request: Request<Body>, about: &str) -> Option<String> {
        let posts = request.method() == Method::POST;
        let response = send(self.router, request).await;
        self.refused += usize::from(response.status() == StatusCode::UNPROCESSABLE_ENTITY);
        self.taken += usize::from(posts && response.status().is_redirection());
        if let Some(to) = response.headers().get(header::LOCATION) {
            let to = to.to_str().unwrap().to_owned();
            self.remember(&to, true);
        }
        let kind = response.headers().get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap());
        if !kind.starts_with("text/html") {
            return None;
        }
        let page = text(response).await;
        if !page.contains("<html lang=\"cy\"") {
            let html = page.split('>').nth(1).unwrap_or_default().to_owned();
            self.findings
                .entry(format!("{about}: the page is not Welsh"))
                .or_insert((about.to_owned(), html));
        }
        for text in texts_of(&page) {
            if let Some(word) = english_in(&text) {
                self.findings.entry(text).or_insert_with(|| (about.to_owned(), word.to_owned()));
            }
        }
        for part in page.split("href=\"").skip(1) {
            let href = part.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
            self.remember(&href, false);
        }
        Some(page)
    }

    fn remember(&mut self, href: &str, again: bool) {
        let path = href.split('#').next().unwrap_or_default();
        let other = ["/assets/", "/leave", "/sign-out", "/health", "/sign-in/with/"];
        let ours = path.starts_with('/') && !other.iter().any(|start| path.starts_with(start));
        if !ours || path.contains("lang=") {
            return;
        }
        // Ids and numbers in an address do not make another route.
        let route = |part: &str| if part.chars().any(|c| c.is_ascii_digit()) { "*" } else { part }.to_owned();
        let route = path.split(['/', '?']).map(route).collect::<Vec<_>>().join("/");
        let many = self.of_route.entry(route).or_default();
        if *many < OF_ONE_ROUTE && self.seen.insert(path.to_owned()) {
            *many += 1;
            self.waiting.push(path.to_owned());
        } else if again {
            // Where a form leads says something new each time: what was done.
            self.waiting.push(path.to_owned());
        }
    }

    async fn look_at_everything(&mut self) {
        let mut looks = 0;
        while let Some(path) = self.waiting.pop() {
            looks += 1;
            if looks > MOST_LOOKS {
                self.findings
                    .insert(format!("more than {MOST_LOOKS} addresses"), (path, self.name.to_owned()));
                return;
            }
            let request =
                Request::get(&path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap();
            if let Some(page) = self.ask(request, &format!("GET {path}")).await {
                Box::pin(self.send_forms(&path, &page, 3)).await;
            }
        }
    }

    /// Each form of a page: empty, with what does not fit, and filled in with the first and with another choice
    async fn send_forms(&mut self, path: &str, page: &str, steps: usize) {
        let ends = ["/sign-in", "/sign-out", "/sign-out-everywhere", "/leave"];
        for form in forms_of(page, path) {
            let names: Vec<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
            let known = format!("{} {names:?} {steps}", form.action);
            let left = steps > 0 && self.sent.len() < MOST_SENT;
            if form.gets || !left || ends.contains(&form.action.as_str()) || !self.sent.insert(known) {
                continue;
            }
            for way in [Way::Empty, Way::Wrong, Way::Filled(0), Way::Filled(1)] {
                let token = if page.contains("_token") { form_secret_of(page) } else { String::new() };
                let body = filled(&form, way, &token);
                let request = Request::post(&form.action).header(header::COOKIE, &self.cookie);
                let request = request.header(header::HOST, "lantern.test").body(Body::from(body)).unwrap();
                let about = format!("POST {} {way:?}", form.action);
                if let Some(answer) = self.ask(request, &about).await {
                    Box::pin(self.send_forms(&form.action, &answer, steps - 1)).await;
                }
            }
        }
    }
}

/// How a form is filled in
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// not at all
    Empty,
    /// with what no field takes, and far too much of it
    Wrong,
    /// with the n-th of its choices
    Filled(usize),
}

fn filled(form: &Form, way: Way, token: &str) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    let nth = if let Way::Filled(nth) = way { nth } else { 0 };
    let (mut select, mut groups) = (String::new(), BTreeSet::new());
    let long = format!("{TYPED} ").repeat(500);
    for field in &form.fields {
        if field.kind == "select" {
            select.clone_from(&field.name);
            continue;
        }
        let name = if field.kind == "option" { &select } else { &field.name };
        let same = |one: &&crate::canary_tests::Field| {
            one.kind == field.kind && (field.kind == "option" || one.name == field.name)
        };
        let group: Vec<_> = form.fields.iter().filter(same).collect();
        let value = match (field.kind.as_str(), way) {
            ("hidden", _) if name == "_token" => token.to_owned(),
            ("hidden" | "button", _) => field.value.clone(),
            (_, Way::Empty) => continue,
            ("radio" | "checkbox" | "option", _) if way != Way::Wrong => {
                if !groups.insert((field.kind.clone(), name.clone())) {
                    continue;
                }
                group[nth % group.len()].value.clone()
            }
            (_, Way::Wrong) => long.clone(),
            _ if name.ends_with("-day") => "5".to_owned(),
            _ if name.ends_with("-month") => "3".to_owned(),
            _ if name.ends_with("-year") => "2027".to_owned(),
            _ => TYPED.to_owned(),
        };
        if !name.is_empty() {
            out.append_pair(name, &value);
        }
    }
    out.finish()
}

/// The address of a route, with something in each of its places
fn address(path: &str) -> String {
    let part = |part: &str| match part {
        "{case}" => case_id(ROSA).to_string(),
        "{trigger}" => "1".to_owned(),
        part if part.starts_with('{') => Uuid::from_u128(9).to_string(),
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn told(findings: &Findings, name: &str) -> String {
    let mut out = String::new();
    for (sentence, (page, word)) in findings {
        let sentence: String = sentence.chars().take(180).collect();
        writeln!(out, "  {name}, {page}: “{word}” in: {sentence}").unwrap();
    }
    out
}

async fn world() -> (World, Router, tempfile::TempDir) {
    let messages = tempfile::tempdir().unwrap();
    let (world, router) = world_with(messages.path()).await;
    rich(&world).await;
    (world, router, messages)
}

/// Everything that somebody with this role can reach
async fn everything(name: &'static str, person: Option<&str>, role: Option<Role>, least: [usize; 3]) {
    let (world, router, _messages) = world().await;
    let mut reader = Reader::new(&router, name, person).await;
    for (method, path, who) in routes_listed(world.app()) {
        if method == "GET" && who.admits(role) {
            reader.remember(&address(path), false);
        }
    }
    reader.look_at_everything().await;
    if person.is_none() {
        // Forms of victims, sent after the session has ended: kept, or refused in Welsh.
        for (_, path, who) in routes_listed(world.app()).into_iter().filter(|(method, ..)| *method == "POST")
        {
            if who == Who::Victim {
                let path = address(path);
                let request = Request::post(&path).header(header::COOKIE, &reader.cookie);
                let request =
                    request.header(header::HOST, "lantern.test").body(Body::from("words=Helo")).unwrap();
                reader.ask(request, &format!("POST {path} without a session")).await;
            }
        }
    }
    let (many, findings) = ([reader.seen.len(), reader.refused, reader.taken], &reader.findings);
    let enough = many.iter().zip(least).all(|(many, least)| *many >= least);
    assert!(
        enough,
        "{name}: addresses, forms refused and taken: {many:?}, at least {least:?}: {:?}",
        reader.seen
    );
    assert!(
        findings.is_empty(),
        "{} English sentences on Welsh pages. Give each a message in locales/en and locales/cy; a refusal of a use case is \
         `refusal-…` with the same English. What must stay English is marked lang=\"en\".\n{}",
        findings.len(),
        told(findings, name)
    );
}

#[tokio::test]
async fn a_stranger_who_chose_welsh_reads_no_english() {
    everything("a stranger", None, None, [10, 5, 0]).await;
}

#[tokio::test]
async fn a_victim_who_chose_welsh_reads_no_english() {
    everything("a victim", Some("rosa"), Some(Role::Victim), [45, 60, 60]).await;
}

#[tokio::test]
async fn whoever_acts_for_a_victim_and_chose_welsh_reads_no_english() {
    everything("a representative", Some("ada"), Some(Role::Representative), [20, 3, 4]).await;
}

#[test]
fn the_test_finds_english_and_passes_over_what_is_marked() {
    let found = |html: &str| texts_of(html).iter().filter_map(|text| english_in(text)).count();
    assert_eq!(found("<p>Mae hyn i chi.</p><p>Tell your contact.</p>"), 1);
    assert_eq!(found("<p>Mae <strong>the</strong> yma</p>"), 1);
    assert_eq!(found("<p aria-label=\"Close the page\">Cau</p>"), 1);
    assert_eq!(found("<p>“We told you”</p><p lang=\"en\">Tell <b>your</b> contact.</p><p>Da iawn</p>"), 0);
    assert_eq!(found("<div lang=\"en\"><div>and</div>the</div><div>the</div>"), 1);
    assert_eq!(found("<script>if (the) {}</script><p>Anytown Police a’r heddlu</p>"), 0);
}

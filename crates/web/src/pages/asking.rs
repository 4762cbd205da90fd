//! What somebody asks for: support near them, compensation, expenses, a review, a complaint, and what became of it
//! (ACC-10, SUP-1, SUP-3, SUP-6). Each page explains first, with this person's own dates, and begins it from there.

use super::plain::{Plain, PlainForm, heading, links, paragraph};
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    present,
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use jiff::civil::Date;
use language::Value;
use policy::Role;
use record::request::{About, Decider, RequestAnswer};
use service::{
    Standing,
    asking::{
        OwnRequest,
        dates::{Decision, OwnDates},
        directory::{NEEDS, SupportLine, SupportQuery, SupportService, values},
        making::{ASK_AGAIN, COMPLAINT_ABOUT},
    },
    directory::areas,
};
use uuid::Uuid;

/// Everybody's list of services
pub const SUPPORT: &str = "/support";
/// What was asked for
pub const REQUESTS: &str = "/your-requests";
/// Support for somebody who has signed in
pub const YOUR_SUPPORT: &str = "/your-case/support";
/// Compensation
pub const COMPENSATION: &str = "/your-case/compensation";
/// Expenses
pub const EXPENSES: &str = "/your-case/expenses";
/// A review
pub const REVIEW: &str = "/your-case/review";
/// A complaint
pub const COMPLAINT: &str = "/your-case/complaint";

/// How many services one page lists
const LISTED: usize = 200;

/// What goes into a form that asks for something
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking<'a> {
    /// id of the request
    pub request: Uuid,
    /// what was typed
    pub fields: &'a Fields,
    /// what is wrong with it
    pub complaints: &'a Complaints,
}

fn value(text: &str) -> Value<'_> {
    Value::from(text)
}

fn day(day: Date) -> Value<'static> {
    Value::from(speaking().whole_day(day))
}

fn back_to_case() -> Option<(String, String)> {
    Some((say("case-title"), "/your-case".into()))
}

fn words_field(asking: Asking<'_>, label: String, hint: &str) -> Markup {
    let field = c::textarea("words", label).rows(4).spelling();
    let field = if hint.is_empty() { field } else { field.hint(hint) };
    Markup::of(field.filled(&asking.complaints.beside("words", asking.fields.text("words"))))
}

fn ask_form(asking: Asking<'_>, action: &str, fields: Vec<Markup>, button: String) -> PlainForm {
    PlainForm {
        action: action.into(),
        hidden: vec![("request".into(), asking.request.to_string())],
        fields,
        button: c::button(button),
        ..PlainForm::default()
    }
}

fn need_words(need: &str) -> String {
    say(&format!("support-need-{need}"))
}

/// Everybody's list
pub(crate) fn directory(
    shell: Shell,
    query: &SupportQuery,
    lines: &[SupportLine],
    languages: &[String],
) -> Plain {
    let mut above = vec![paragraph(say("support-lead")), Markup::of(c::inset(say("support-danger")))];
    let narrowed = *query != SupportQuery::default();
    let needs = std::iter::once(Choice::new("", say("support-any")))
        .chain(NEEDS.iter().map(|need| Choice::new(*need, need_words(need))));
    let areas = std::iter::once(Choice::new("", say("support-anywhere")))
        .chain(areas::forces().map(|force| Choice::new(force.code, force.name)));
    let spoken = std::iter::once(Choice::new("", say("support-any-language")))
        .chain(languages.iter().map(|one| Choice::new(one.as_str(), one.as_str())));
    let select = |name: &str, label: String, choices: Vec<Choice>, chosen: &str| {
        Markup::of(c::select(name, label, choices).value(chosen))
    };
    let fields = vec![
        select("need", say("support-need"), needs.collect(), &query.need),
        select("area", say("support-area"), areas.collect(), &query.area),
        select("language", say("support-language"), spoken.collect(), &query.language),
    ];
    let mut below = Vec::new();
    if lines.is_empty() && !narrowed {
        above.push(paragraph(say("support-none-loaded")));
    } else {
        below.push(heading(speaking().say_count("support-count", lines.len())));
        below.extend(lines.iter().take(LISTED).flat_map(short));
    }
    Plain {
        back: shell.for_victim().then(back_to_case).flatten(),
        shell,
        heading: say("support-title"),
        above,
        forms: vec![PlainForm {
            heading: say("support-narrow"),
            action: SUPPORT.into(),
            fields,
            button: c::button(say("support-show")).secondary(),
            ..PlainForm::default()
        }],
        below,
        ..Plain::default()
    }
}

/// A service in a list: its name leads to it
fn short(line: &SupportLine) -> Vec<Markup> {
    let one = &line.service;
    let mut parts = vec![links(vec![(one.name.clone(), format!("{SUPPORT}/{}", one.id))])];
    let mut says = one.about.clone();
    if line.near {
        says = format!("{}. {says}", say("support-near"));
    }
    if !says.is_empty() {
        parts.push(paragraph(says));
    }
    parts
}

/// One service: what it does, how to reach it, and a way to let us do it
pub(crate) fn service(shell: Shell, one: &SupportService, asking: Option<Asking<'_>>) -> Plain {
    let helps: Vec<String> = values(&one.needs).filter(|need| NEEDS.contains(need)).map(need_words).collect();
    let areas: Vec<&str> = values(&one.areas).filter_map(areas::force).map(|force| force.name).collect();
    let facts = c::summary_list()
        .row(say("support-about"), &one.about)
        .row(say("support-helps"), helps.join("; "))
        .row(say("support-who-for"), &one.who_for)
        .row(say("support-area"), areas.join(", "))
        .row(say("support-speaks"), values(&one.languages).collect::<Vec<_>>().join(", "))
        .row(say("support-waiting"), &one.waiting)
        .row(say("support-standards"), &one.standards);
    let reach = c::summary_list()
        .row(say("support-phone"), &one.phone)
        .row(say("support-email"), &one.email)
        .row(say("support-website"), &one.website);
    let mut above = vec![Markup::of(facts), heading(say("support-how")), paragraph(say("support-free"))];
    if !one.how.is_empty() {
        above.push(paragraph(one.how.as_str()));
    }
    above.push(Markup::of(reach));
    if !one.website.is_empty() {
        above.push(links(vec![(one.website.clone(), one.website.clone())]));
        above.push(paragraph(say("support-website-leaves")));
    }
    if let Ok(checked) = one.checked_day.parse::<Date>() {
        above.push(paragraph(say_with("support-checked", &[("day", day(checked))])));
    }
    let errors = asking.map(|asking| asking.complaints.links(&[])).unwrap_or_default();
    let form = asking.map(|asking| PlainForm {
        heading: say("support-ask"),
        texts: vec![say("support-ask-about")],
        ..ask_form(
            asking,
            &format!("{SUPPORT}/{}", one.id),
            vec![agreement(asking), words_field(asking, say("asking-words-optional"), "")],
            say("support-ask-named"),
        )
    });
    Plain {
        shell: shell.wrong(!errors.is_empty()),
        errors,
        back: Some((say("support-title"), SUPPORT.into())),
        heading: one.name.clone(),
        above,
        forms: form.into_iter().collect(),
        ..Plain::default()
    }
}

fn agreement(asking: Asking<'_>) -> Markup {
    let choice = Choice::new("yes", say("support-agree-yes")).hint(say("support-agree-hint"));
    Markup::of(
        c::checkboxes("agreed", say("support-agree"), [choice])
            .ticked(&asking.fields.all("agreed"))
            .error(&asking.complaints.about("agreed")),
    )
}

/// Support for somebody who has signed in: what may fit, asking, and not for now
pub(crate) fn your_support(shell: Shell, fits: &[SupportLine], asking: Asking<'_>) -> Plain {
    let mut above = vec![paragraph(say("support-your-about"))];
    if !fits.is_empty() {
        above.push(heading(say("support-for-you")));
        above.push(paragraph(say("support-for-you-about")));
        above.extend(fits.iter().take(5).flat_map(short));
    }
    above.push(links(vec![(say("support-all"), SUPPORT.into())]));
    let months: Vec<Choice> = ASK_AGAIN
        .iter()
        .map(|months| Choice::new(months.to_string(), say(&format!("support-later-{months}"))))
        .collect();
    let months = c::radios("months", say("support-later-months"), months)
        .filled(&asking.complaints.beside("months", asking.fields.text("months")));
    let mut later = ask_form(asking, YOUR_SUPPORT, vec![Markup::of(months)], say("support-later-button"));
    later.heading = say("support-later");
    later.texts = vec![say("support-later-about")];
    later.hidden.push(("for".into(), "later".into()));
    later.button = c::button(say("support-later-button")).secondary();
    let mut ask = ask_form(
        asking,
        YOUR_SUPPORT,
        vec![agreement(asking), words_field(asking, say("asking-words-optional"), "")],
        say("support-ask-any-button"),
    );
    ask.heading = say("support-ask-any");
    ask.texts = vec![say("support-ask-about")];
    ask.hidden.push(("for".into(), "support".into()));
    page(shell, say("support-your"), above, vec![ask, later], Vec::new(), asking.complaints)
}

fn page(
    shell: Shell,
    title: String,
    above: Vec<Markup>,
    forms: Vec<PlainForm>,
    below: Vec<Markup>,
    complaints: &Complaints,
) -> Plain {
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: back_to_case(),
        heading: title,
        above,
        forms,
        below,
        ..Plain::default()
    }
}

/// Compensation: two ways, until when, and help
pub(crate) fn compensation(shell: Shell, own: &OwnDates, asking: Asking<'_>) -> Plain {
    let mut above = vec![
        paragraph(say("compensation-lead")),
        heading(say("compensation-scheme")),
        paragraph(say("compensation-scheme-1")),
    ];
    if let Some(last) = own.compensation_by {
        let about = [("reported", day(own.reported)), ("day", day(last))];
        above.push(paragraph(say_with("compensation-scheme-when", &about)));
    }
    above.push(paragraph(say("compensation-scheme-sooner")));
    above.push(paragraph(say("compensation-scheme-how")));
    above.push(heading(say("compensation-court")));
    above.push(paragraph(say("compensation-court-1")));
    above.push(paragraph(say(match own.sentenced {
        true => "compensation-court-after",
        false => "compensation-court-before",
    })));
    let mut form = ask_form(
        asking,
        COMPENSATION,
        vec![words_field(asking, say("asking-words-optional"), "")],
        say("compensation-button"),
    );
    form.heading = say("compensation-help");
    form.texts = vec![say("compensation-help-about")];
    page(shell, say("compensation-title"), above, vec![form], Vec::new(), asking.complaints)
}

/// Expenses
pub(crate) fn expenses(shell: Shell, own: &OwnDates, asking: Asking<'_>) -> Plain {
    let mut above = vec![paragraph(say("expenses-lead")), paragraph(say("expenses-when"))];
    if !own.witness {
        above.push(paragraph(say("expenses-not-asked")));
    }
    let words = words_field(asking, say("expenses-words"), &say("expenses-words-hint"));
    let form = ask_form(asking, EXPENSES, vec![words], say("expenses-button"));
    page(shell, say("expenses-title"), above, vec![form], Vec::new(), asking.complaints)
}

/// A review: the decisions that there were, each with its time
pub(crate) fn review(shell: Shell, own: &OwnDates, asking: Asking<'_>, today: Date) -> Plain {
    let mut above = vec![paragraph(say("review-lead"))];
    let mut forms = Vec::new();
    for decision in &own.decisions {
        let texts = decided(decision, today);
        if decision.asked {
            above.extend(texts.into_iter().map(paragraph));
            above.push(links(vec![(say("review-asked"), REQUESTS.into())]));
            continue;
        }
        let place = forms.len();
        let label = say("review-words");
        let words = match place {
            0 => words_field(asking, label, &say("review-words-hint")),
            _ => Markup::of(c::textarea("words", label).with_id(format!("words-{place}")).rows(4)),
        };
        let mut form = ask_form(asking, REVIEW, vec![words], say("review-button"));
        form.texts = texts.into_iter().chain([say("review-then")]).collect();
        form.hidden.push(("decision".into(), decision.version.to_string()));
        forms.push(form);
    }
    if own.decisions.is_empty() {
        above.push(paragraph(say("review-nothing")));
        above.push(paragraph(say("review-then")));
    }
    page(shell, say("review-title"), above, forms, Vec::new(), asking.complaints)
}

fn decided(decision: &Decision, today: Date) -> Vec<String> {
    let name = match decision.by {
        Decider::Police => "review-police",
        Decider::Cps => "review-cps",
    };
    let mut texts = vec![say_with(name, &[("day", day(decision.on))])];
    match decision.last_day {
        None => texts.push(say("review-not-started")),
        Some(last) if last < today => texts.push(say_with("review-passed", &[("day", day(last))])),
        Some(last) => texts.push(say_with("review-last", &[("day", day(last))])),
    }
    if let Some(prompt) = decision.prompt_by.filter(|prompt| *prompt >= today) {
        texts.push(say_with("review-prompt", &[("day", day(prompt))]));
    }
    texts
}

/// A complaint: one door
pub(crate) fn complaint(shell: Shell, asking: Asking<'_>) -> Plain {
    let above = vec![paragraph(say("complaint-lead")), paragraph(say("complaint-when"))];
    let choices: Vec<Choice> = COMPLAINT_ABOUT
        .iter()
        .map(|agency| Choice::new(*agency, say(&format!("complaint-agency-{}", agency.replace('_', "-")))))
        .collect();
    let agency = asking.complaints.beside("agency", asking.fields.text("agency"));
    let fields = vec![
        Markup::of(c::radios("agency", say("complaint-agency"), choices).filled(&agency)),
        words_field(asking, say("complaint-words"), ""),
    ];
    let form = ask_form(asking, COMPLAINT, fields, say("complaint-button"));
    let below = vec![paragraph(say("complaint-ombudsman"))];
    page(shell, say("complaint-title"), above, vec![form], below, asking.complaints)
}

/// What a request is called
fn title_of(about: &About) -> String {
    match about {
        About::Support { name: Some(name), .. } => {
            say_with("asking-title-support-named", &[("name", value(name))])
        }
        other => say(&format!("asking-title-{}", other.slug().replace('_', "-"))),
    }
}

/// Everything that was asked for, with its steps and clocks
pub(crate) fn requests(shell: Shell, all: &[OwnRequest], saved: Option<String>) -> Plain {
    let mut above = vec![paragraph(say(if all.is_empty() { "asking-you-none" } else { "asking-you-about" }))];
    let (open, closed): (Vec<_>, Vec<_>) = all.iter().partition(|request| !request.closed);
    let forms = open.into_iter().map(|request| PlainForm {
        heading: title_of(&request.about),
        texts: told(request),
        action: REQUESTS.into(),
        hidden: vec![("request".into(), request.id.to_string())],
        button: c::button(say("asking-withdraw")).secondary(),
        ..PlainForm::default()
    });
    let forms: Vec<PlainForm> = forms.collect();
    let mut below = Vec::new();
    for request in closed {
        below.push(heading(title_of(&request.about)));
        below.extend(told(request).into_iter().map(paragraph));
    }
    below.push(heading(say("asking-you-more")));
    below.push(links(ways()));
    if all.is_empty() {
        above.append(&mut below);
    }
    Plain {
        shell,
        saved,
        back: back_to_case(),
        heading: say("asking-you"),
        above,
        forms,
        below,
        ..Plain::default()
    }
}

fn ways() -> Vec<(String, String)> {
    let way = |name: &str, href: &str| (say(name), href.to_owned());
    vec![
        way("support-your", YOUR_SUPPORT),
        way("compensation-title", COMPENSATION),
        way("expenses-title", EXPENSES),
        way("review-title", REVIEW),
        way("complaint-title", COMPLAINT),
    ]
}

fn told(request: &OwnRequest) -> Vec<String> {
    let mut texts = vec![say_with("asking-made", &[("day", day(request.on))])];
    if let Some(words) = &request.words {
        texts.push(say_with("asking-made-words", &[("words", value(words))]));
    }
    if let (About::SupportLater { from }, None) = (&request.about, request.withdrawn) {
        texts.push(say_with("asking-ask-from", &[("day", day(*from))]));
    }
    for (_, on, words, who) in &request.answers {
        let about = [("who", value(who)), ("day", day(*on)), ("words", value(words))];
        texts.push(say_with("asking-answer", &about));
    }
    match request.withdrawn {
        Some(withdrawn) => texts.push(say_with("asking-withdrawn", &[("day", day(withdrawn))])),
        None => texts.extend(request.owed.iter().map(owed)),
    }
    texts
}

fn owed((what, provider, by, standing): &(String, String, Option<Date>, Standing)) -> String {
    let what = ("what", value(what));
    let who = match provider.as_str() {
        "all" => say("asking-your-contact"),
        provider => present::victim::provider_words(provider),
    };
    let who = ("who", Value::from(who));
    match (standing, by) {
        (Standing::Done | Standing::DoneLate | Standing::Waived, _) => say_with("asking-owed-done", &[what]),
        (Standing::Late, Some(by)) => say_with("asking-owed-late", &[what, who, ("day", day(*by))]),
        (_, Some(by)) => say_with("asking-owed-by", &[what, who, ("day", day(*by))]),
        (_, None) => say_with("asking-owed", &[what, who]),
    }
}

fn sample_service() -> SupportService {
    SupportService {
        id: "harbour-light".into(),
        name: "Harbour Light (invented)".into(),
        about: "Listens, helps with forms, goes to court with you.".into(),
        needs: "talk|court".into(),
        areas: "01".into(),
        languages: "English|Welsh".into(),
        who_for: "Anybody over 16".into(),
        phone: "01632 960 100".into(),
        website: "https://harbour.example/".into(),
        how: "Ring on weekdays from 9am until 5pm.".into(),
        waiting: "About a week".into(),
        standards: "Trained volunteers, checked every year".into(),
        checked_day: "2026-03-05".into(),
        ..SupportService::default()
    }
}

fn sample_dates() -> OwnDates {
    let decision = |version, by, last_day, asked| Decision {
        version,
        by,
        on: jiff::civil::date(2026, 3, 5),
        prompt_by: Some(jiff::civil::date(2026, 4, 1)),
        last_day,
        asked,
    };
    OwnDates {
        name: "Rosa Example".into(),
        reported: jiff::civil::date(2026, 3, 2),
        compensation_by: Some(jiff::civil::date(2028, 3, 2)),
        charged: true,
        sentenced: false,
        witness: false,
        decisions: vec![
            decision(9, Decider::Cps, Some(jiff::civil::date(2026, 6, 5)), false),
            decision(7, Decider::Police, None, true),
        ],
        contact: None,
    }
}

fn sample_requests() -> Vec<OwnRequest> {
    let request = |id, about, closed| OwnRequest {
        id: Uuid::from_u128(id),
        about,
        words: Some("I would like somebody who speaks Welsh.".into()),
        on: jiff::civil::date(2026, 3, 5),
        withdrawn: None,
        answers: vec![(
            RequestAnswer::Acknowledged,
            jiff::civil::date(2026, 3, 6),
            "We have it and look for somebody who speaks Welsh.".into(),
            "PC Sam Okafor".into(),
        )],
        owed: vec![(
            "Be put in touch with the support you asked for".into(),
            "all".into(),
            Some(jiff::civil::date(2026, 3, 9)),
            Standing::Due,
        )],
        closed,
    };
    let support = About::Support { service: None, name: Some("Harbour Light".into()), agreed: Vec::new() };
    vec![request(1, support, false), request(2, About::Compensation, true)]
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let shell = || Shell::sample(say("asking-you"), Role::Victim).within("/your-case");
    let (none, typed) = (Complaints::default(), Fields::NOTHING);
    let asking = Asking { request: Uuid::from_u128(1), fields: &typed, complaints: &none };
    let mut wrong = Complaints::default();
    wrong.add("agreed", "Tick the box if you agree. Without it we may not pass on your name");
    let refused = Asking { complaints: &wrong, ..asking };
    let line = SupportLine { service: sample_service(), fits: vec!["talk".into()], near: true };
    let today = jiff::civil::date(2026, 3, 30);
    let mut blamed = Complaints::default();
    blamed.add("agency", "Choose whom it is about, or say that you do not know");
    blamed.add("words", "Write in your own words what went wrong");
    let query = SupportQuery { need: "talk".into(), ..SupportQuery::default() };
    let languages = ["English".to_owned(), "Welsh".to_owned()];
    vec![
        (
            "support",
            directory(Shell::public(say("support-title")), &query, std::slice::from_ref(&line), &languages),
        ),
        ("support-empty", directory(shell(), &SupportQuery::default(), &[], &languages)),
        ("support-service", service(Shell::public("Harbour Light"), &sample_service(), None)),
        ("support-service-ask", service(shell(), &sample_service(), Some(refused))),
        ("your-support", your_support(shell(), &[line], asking)),
        ("your-compensation", compensation(shell(), &sample_dates(), asking)),
        ("your-expenses", expenses(shell(), &sample_dates(), asking)),
        ("your-review", review(shell(), &sample_dates(), asking, today)),
        ("your-complaint", complaint(shell(), Asking { complaints: &blamed, ..asking })),
        ("your-requests", requests(shell(), &sample_requests(), Some(say("asking-withdrawn-done")))),
        ("your-requests-none", requests(shell(), &[], None)),
    ]
}

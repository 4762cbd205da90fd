//! The Victim Personal Statement on the victim's own pages: what it is, writing, choosing, checking, where it is (ACC-6).

use super::plain::{Plain, PlainForm, heading, links, paragraph, text};
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
use record::{
    access::RepresentativeKind,
    statement::{Heard, LONGEST, StatementKind, Step, length},
};
use service::{
    statement::{
        OwnStatement, SentStatement,
        drafts::{Draft, DraftLine, Saying},
    },
    victim_case::hearing_words,
};
use uuid::Uuid;

/// The page about the statement
pub const STATEMENT: &str = "/your-statement";
/// Where it is written
pub const WRITE: &str = "/your-statement/write";
/// What is to become of it
pub const CHOICES: &str = "/your-statement/choices";
/// A last look
pub const CHECK: &str = "/your-statement/check";

/// How many versions the page lists
const LISTED: usize = 20;

fn value(text: &str) -> Value<'_> {
    Value::from(text)
}

fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How many characters a text has, of how many
pub fn counted(text: &str) -> String {
    let about = [("count", Value::from(number(length(text)))), ("most", Value::from(number(LONGEST)))];
    say_with("statement-text-counted", &about)
}

/// That a text is too long to be kept
pub fn too_long(count: usize) -> String {
    let about = [("count", Value::from(number(count))), ("most", Value::from(number(LONGEST)))];
    say_with("statement-too-long", &about)
}

/// The heading of every page about it
pub fn title(own: &OwnStatement) -> String {
    match own.acts_as {
        Some(RepresentativeKind::FamilySpokesperson) => say("statement-title-family"),
        Some(_) => say_with("statement-title-other", &[("name", value(&own.name))]),
        None if own.bereaved => say("statement-title-family"),
        None => say("statement-title"),
    }
}

/// The page about the statement: where it is, what is being written, what it is
pub fn page(shell: Shell, own: &OwnStatement, saved: Option<String>, today: Date) -> Plain {
    let mut above = vec![paragraph(lead(own))];
    above.extend(writing(own, today));
    if let Some(last) = own.sent.first() {
        above.push(heading(say("statement-way")));
        above.extend(way(last, own.acts_as.is_some()));
        for earlier in own.sent.iter().skip(1) {
            above.extend(way(earlier, own.acts_as.is_some()));
        }
    }
    let mut below = guidance(own);
    below.extend(versions(&own.versions, today));
    Plain {
        shell,
        saved,
        back: Some((say("case-title"), "/your-case".into())),
        heading: title(own),
        above,
        forms: own.sent.first().map(asks).unwrap_or_default(),
        below,
        ..Plain::default()
    }
}

fn lead(own: &OwnStatement) -> String {
    match (own.acts_as, own.bereaved) {
        (Some(RepresentativeKind::FamilySpokesperson), _) | (None, true) => say("statement-lead-family"),
        (Some(_), _) => say_with("statement-lead-acting", &[("name", value(&own.name))]),
        (None, false) => say("statement-lead"),
    }
}

/// What is being written, by when it is best sent, and the button
fn writing(own: &OwnStatement, today: Date) -> Vec<Markup> {
    let mut parts = vec![paragraph(when(own, today))];
    let button = match (&own.current, own.sent.is_empty()) {
        (Some(draft), _) => {
            let about = [
                ("count", Value::from(length(&draft.says.text))),
                ("when", Value::from(speaking().moment(draft.saved_at, today))),
            ];
            parts.push(paragraph(say_with("statement-writing-saved", &about)));
            say("statement-write-on")
        }
        (None, true) => say("statement-write"),
        (None, false) => say("statement-write-more"),
    };
    parts.push(Markup::of(c::link_button(button, WRITE)));
    parts
}

/// By when it is best sent. Never a deadline: a statement that comes late is still read when it can be.
fn when(own: &OwnStatement, today: Date) -> String {
    let Some(hearing) = &own.hearing else {
        return say(if own.sentenced { "statement-when-sentenced" } else { "statement-when-none" });
    };
    let about = ("hearing", Value::from(hearing_words(hearing, speaking(), today)));
    match own.best_by {
        Some(day) if day >= today => {
            let day = ("day", Value::from(speaking().day(day, today)));
            say_with("statement-when-best", &[about, day])
        }
        Some(_) => say_with("statement-when-soon", &[about]),
        None => say_with("statement-when-hearing", &[about]),
    }
}

fn guidance(own: &OwnStatement) -> Vec<Markup> {
    let contact = present::victim::contact_words(own.contact.as_ref());
    let nobody_else = match own.acts_as {
        Some(_) => say_with("statement-readers-4-acting", &[("name", value(&own.name))]),
        None => say("statement-readers-4"),
    };
    vec![
        heading(say("statement-what")),
        paragraph(say("statement-what-1")),
        paragraph(say("statement-what-2")),
        heading(say("statement-use")),
        paragraph(say("statement-use-1")),
        paragraph(say("statement-use-2")),
        heading(say("statement-readers")),
        paragraph(say("statement-readers-1")),
        paragraph(say("statement-readers-2")),
        paragraph(say("statement-readers-3")),
        paragraph(nobody_else),
        paragraph(say("statement-after")),
        heading(say("statement-help")),
        paragraph(say_with("statement-help-1", &[("contact", value(&contact))])),
        paragraph(say("statement-help-2")),
        links(vec![(say("statement-support"), "/support".into())]),
    ]
}

fn version_words(line: &DraftLine, today: Date) -> String {
    let number = ("number", Value::from(line.number));
    let when = ("when", Value::from(speaking().moment(line.saved_at, today)));
    match &line.by {
        Some(who) => say_with("statement-version-by", &[number, when, ("who", value(who))]),
        None => say_with("statement-version", &[number, when]),
    }
}

fn versions(lines: &[DraftLine], today: Date) -> Vec<Markup> {
    if lines.is_empty() {
        return Vec::new();
    }
    let link =
        |line: &DraftLine| (version_words(line, today), format!("{STATEMENT}/version/{}", line.number));
    vec![
        heading(say("statement-versions")),
        paragraph(say("statement-versions-about")),
        links(lines.iter().take(LISTED).map(link).collect()),
    ]
}

fn kind_words(kind: StatementKind) -> String {
    say(&format!("statement-kind-{}", kind.slug()))
}

fn heard_words(heard: Heard) -> String {
    say(&format!("statement-heard-{}", heard.slug().replace('_', "-")))
}

/// What a step is called: one for the Parole Board goes another way
fn step_words(step: Step, kind: StatementKind) -> String {
    let board = if kind == StatementKind::Parole { "-parole" } else { "" };
    say(&format!("statement-step-{}{board}", step.slug().replace('_', "-")))
}

/// Every step of a statement, those to come too
fn way(sent: &SentStatement, acting: bool) -> Vec<Markup> {
    let day = |day: Date| speaking().whole_day(day);
    let about = [("kind", Value::from(kind_words(sent.kind))), ("day", Value::from(day(sent.on)))];
    let by_whom = say(if acting { "statement-step-sent-acting" } else { "statement-step-sent" });
    let mut list = c::summary_list().row(by_whom, day(sent.on));
    let read_out = sent.steps.iter().any(|(step, ..)| *step == Step::ReadOut);
    let last = if read_out { Step::ReadOut } else { Step::Read };
    let steps = [Step::Received, Step::WithProsecutor, Step::WithCourt, last];
    let passes = |step: &&Step| !(sent.kind == StatementKind::Parole && **step == Step::WithProsecutor);
    for step in steps.iter().filter(passes) {
        let gone = sent.steps.iter().find(|(one, ..)| one == step);
        let later = sent.steps.iter().any(|(one, ..)| one > step);
        let words = match gone {
            Some((_, on, Some(words))) => {
                say_with("statement-step-on-words", &[("day", day(*on).into()), ("words", value(words))])
            }
            Some((_, on, None)) => say_with("statement-step-on", &[("day", day(*on).into())]),
            // It went past this step without anybody writing it down.
            None if later => continue,
            None => say("statement-step-not-yet"),
        };
        list = list.row(step_words(*step, sent.kind), words);
    }
    vec![
        paragraph(say_with("statement-way-of", &about)),
        Markup::of(list),
        links(vec![(say("statement-read"), format!("{STATEMENT}/sent/{}", sent.id))]),
    ]
}

/// What somebody can ask for after they sent it
fn asks(last: &SentStatement) -> Vec<PlainForm> {
    let form = |heading: String, texts: Vec<String>, button: String, what: &str| PlainForm {
        heading,
        texts,
        action: STATEMENT.into(),
        hidden: vec![("statement".into(), last.id.to_string())],
        button: c::button(button).secondary().sends("ask", what),
        ..PlainForm::default()
    };
    let update = say("statement-update");
    let mut forms = Vec::new();
    if !last.update_asked && last.kind != StatementKind::Parole {
        forms.push(form(update, vec![say("statement-update-about")], say("statement-update-ask"), "update"));
    }
    if !last.copy_asked {
        forms.push(form(String::new(), Vec::new(), say("statement-copy"), "copy"));
    }
    forms
}

/// The page on which it is written
pub(crate) fn write(shell: Shell, own: &OwnStatement, typed: &Typed, complaints: &Complaints) -> Plain {
    let mut fields = Vec::new();
    let kinds = kinds_offered(own);
    if let [_, _, ..] = kinds.as_slice() {
        let choices: Vec<Choice> =
            kinds.iter().map(|kind| Choice::new(kind.slug(), kind_words(*kind))).collect();
        let kind = complaints.beside("kind", typed.kind.slug());
        fields.push(Markup::of(c::radios("kind", say("statement-kind"), choices).filled(&kind)));
    }
    fields.push(Markup::of(
        c::textarea("text", say("statement-text"))
            .hint(say("statement-text-hint"))
            .rows(16)
            .spelling()
            .filled(&complaints.beside("text", typed.text.as_str())),
    ));
    fields.push(paragraph(counted(&typed.text)));
    fields.push(Markup::of(c::button(say("statement-save")).secondary().sends("then", "stay")));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved: typed.saved.clone(),
        back: Some((say("statement-back"), STATEMENT.into())),
        heading: title(own),
        above: vec![paragraph(say("statement-use-2")), paragraph(say("statement-save-keeps"))],
        forms: vec![PlainForm {
            action: WRITE.into(),
            hidden: vec![("read".into(), typed.read.to_string())],
            fields,
            button: c::button(say("statement-go-on")).sends("then", "on"),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// What stands in the form in which it is written
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    /// the text
    pub text: String,
    /// for what it is
    pub kind: StatementKind,
    /// number of the version that the page began with
    pub read: u32,
    /// what was done just now
    pub saved: Option<String>,
}

/// For what somebody can write now
pub(crate) fn kinds_offered(own: &OwnStatement) -> Vec<StatementKind> {
    let sent = own.sent.iter().any(|sent| sent.kind != StatementKind::Parole);
    match (sent, own.sentenced) {
        (false, false) => vec![StatementKind::First],
        (true, false) => vec![StatementKind::Update],
        (_, true) => vec![StatementKind::Parole],
    }
}

/// The page on which it is chosen what is to become of it
pub(crate) fn choices(
    shell: Shell,
    own: &OwnStatement,
    draft: &Draft,
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let asked = fields.some_text("read").is_some();
    let paragraphs = draft.paragraphs();
    let places: Vec<Choice> = paragraphs
        .iter()
        .enumerate()
        .map(|(place, (text, _))| Choice::new(place.to_string(), text.as_str()))
        .collect();
    let marked = paragraphs.iter().enumerate().filter(|(_, (_, marked))| *marked);
    let ticked = match asked {
        true => fields.all("keep"),
        false => marked.map(|(place, _)| place.to_string()).collect(),
    };
    let ways: Vec<Choice> =
        Heard::ALL.iter().map(|heard| Choice::new(heard.slug(), heard_words(*heard))).collect();
    let heard = match asked {
        true => fields.text("heard"),
        false => draft.says.heard.map(|heard| heard.slug().to_owned()).unwrap_or_default(),
    };
    let screen = if asked { !fields.text("screen").is_empty() } else { draft.says.screen };
    let screen = if screen { vec!["yes".to_owned()] } else { Vec::new() };
    let parts = vec![
        Markup::of(
            c::checkboxes("keep", say("statement-keep"), places)
                .hint(say("statement-keep-hint"))
                .ticked(&ticked),
        ),
        Markup::of(
            c::radios("heard", say("statement-heard"), ways)
                .hint(say("statement-heard-hint"))
                .filled(&complaints.beside("heard", heard)),
        ),
        Markup::of(
            c::checkboxes(
                "screen",
                say("statement-screen"),
                [Choice::new("yes", say("statement-screen-yes"))],
            )
            .hint(say("statement-screen-hint"))
            .ticked(&screen),
        ),
    ];
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("statement-change-text"), WRITE.into())),
        caption: title(own),
        heading: say("statement-choices"),
        forms: vec![PlainForm {
            action: CHOICES.into(),
            hidden: vec![("read".into(), draft.number.to_string())],
            fields: parts,
            button: c::button(say("statement-choices-save")),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// A last look before it is sent
pub(crate) fn check(shell: Shell, own: &OwnStatement, draft: &Draft, complaints: &Complaints) -> Plain {
    let yes_no = say(if draft.says.screen { "statement-check-yes" } else { "statement-check-no" });
    let heard = draft.says.heard.map(heard_words).unwrap_or_default();
    let list = c::summary_list()
        .row(say("statement-check-kind"), kind_words(draft.says.kind))
        .row(say("statement-check-heard"), heard)
        .row(say("statement-check-screen"), yes_no);
    let readers = match draft.says.kind {
        StatementKind::Parole => "statement-check-readers-parole",
        _ => "statement-check-readers",
    };
    let mut above = printed(&draft.paragraphs());
    above.push(Markup::of(list));
    above.push(links(vec![
        (say("statement-change-text"), WRITE.into()),
        (say("statement-change-choices"), CHOICES.into()),
    ]));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("statement-choices"), CHOICES.into())),
        caption: title(own),
        heading: say("statement-check"),
        above,
        forms: vec![PlainForm {
            texts: vec![say(readers), say("statement-check-truth")],
            action: CHECK.into(),
            hidden: vec![("draft".into(), draft.id.to_string())],
            button: c::button(say("statement-send")),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// Paragraphs as they will be read; those that are asked to be kept from the other side are named as such
fn printed(paragraphs: &[(String, bool)]) -> Vec<Markup> {
    let mut parts = Vec::new();
    for (words, marked) in paragraphs {
        if *marked {
            parts.push(paragraph(say("statement-check-marked")));
        }
        parts.push(text(words));
    }
    parts
}

/// One version that was saved
pub(crate) fn version(
    shell: Shell,
    own: &OwnStatement,
    draft: &Draft,
    line: &DraftLine,
    today: Date,
) -> Plain {
    Plain {
        shell,
        back: Some((say("statement-back"), STATEMENT.into())),
        caption: title(own),
        heading: version_words(line, today),
        above: printed(&draft.paragraphs()),
        forms: vec![PlainForm {
            texts: vec![say("statement-version-back-about")],
            action: format!("{STATEMENT}/version/{}", draft.number),
            button: c::button(say("statement-version-back")).secondary(),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// What was sent, to read or print
pub(crate) fn sent(shell: Shell, own: &OwnStatement, sent: &SentStatement) -> Plain {
    let day = speaking().whole_day(sent.on);
    let about = [("kind", Value::from(kind_words(sent.kind))), ("day", Value::from(day))];
    let list = c::summary_list().row(say("statement-check-heard"), heard_words(sent.heard)).row(
        say("statement-check-screen"),
        say(if sent.screen { "statement-check-yes" } else { "statement-check-no" }),
    );
    let mut above = vec![paragraph(say_with("statement-way-of", &about))];
    above.extend(printed(&sent.paragraphs));
    above.push(Markup::of(list));
    above.push(paragraph(say_with("statement-check-mark", &[("mark", value(&sent.check))])));
    above.push(paragraph(say("statement-check-mark-about")));
    Plain {
        shell,
        back: Some((say("statement-back"), STATEMENT.into())),
        heading: title(own),
        above,
        ..Plain::default()
    }
}

fn sample_own() -> OwnStatement {
    let saved_at = jiff::Timestamp::UNIX_EPOCH;
    OwnStatement {
        name: "Rosa Example".into(),
        acts_as: None,
        bereaved: false,
        current: None,
        versions: vec![
            DraftLine { number: 2, saved_at, by: None, length: 340 },
            DraftLine { number: 1, saved_at, by: Some("Ines Example".into()), length: 120 },
        ],
        sent: Vec::new(),
        hearing: Some(record::Hearing {
            date: jiff::civil::date(2026, 5, 5),
            time: None,
            court: None,
            court_name: Some("Croydon Crown Court".into()),
        }),
        best_by: Some(jiff::civil::date(2026, 4, 21)),
        sentenced: false,
        contact: None,
    }
}

fn sample_draft() -> Draft {
    Draft {
        id: Uuid::from_u128(1),
        number: 2,
        saved_at: jiff::Timestamp::UNIX_EPOCH,
        person: "rosa".into(),
        says: Saying {
            kind: StatementKind::First,
            text: "I do not sleep any more.\n\nMy son has moved schools because of it.".into(),
            sensitive: vec!["My son has moved schools because of it.".into()],
            heard: Some(Heard::ByProsecutor),
            screen: true,
        },
    }
}

fn sample_sent() -> SentStatement {
    SentStatement {
        id: Uuid::from_u128(1),
        kind: StatementKind::First,
        on: jiff::civil::date(2026, 3, 5),
        paragraphs: sample_draft().paragraphs(),
        heard: Heard::ByProsecutor,
        screen: true,
        check: "0123-4567-89ab".into(),
        steps: vec![
            (Step::Received, jiff::civil::date(2026, 3, 6), None),
            (Step::WithProsecutor, jiff::civil::date(2026, 3, 9), Some("To Maya Invented.".into())),
        ],
        copy_asked: false,
        update_asked: false,
    }
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let today = jiff::civil::date(2026, 3, 30);
    let own = sample_own();
    let shell = || Shell::sample(say("statement-title"), Role::Victim).within("/your-case");
    let writing = OwnStatement { current: Some(sample_draft()), ..sample_own() };
    let on_its_way = OwnStatement { sent: vec![sample_sent()], ..sample_own() };
    let typed = Typed { text: sample_draft().says.text, read: 2, ..Typed::default() };
    let mut long = Complaints::default();
    long.add("text", &too_long(100_000));
    let mut unasked = Complaints::default();
    unasked.add("heard", "Choose whether it is read aloud, and by whom");
    let none = Complaints::default();
    vec![
        ("your-statement", page(shell(), &own, None, today)),
        ("your-statement-writing", page(shell(), &writing, None, today)),
        ("your-statement-on-its-way", page(shell(), &on_its_way, Some(say("statement-sent-done")), today)),
        ("your-statement-write", write(shell(), &own, &typed, &none)),
        ("your-statement-too-long", write(shell(), &own, &typed, &long)),
        ("your-statement-choices", choices(shell(), &own, &sample_draft(), &Fields::NOTHING, &none)),
        ("your-statement-unasked", choices(shell(), &own, &sample_draft(), &Fields::NOTHING, &unasked)),
        ("your-statement-check", check(shell(), &own, &sample_draft(), &none)),
        ("your-statement-version", version(shell(), &own, &sample_draft(), &own.versions[0], today)),
        ("your-statement-sent", sent(shell(), &own, &sample_sent())),
    ]
}

//! The guided report: one question a page, in plain words, for any crime or collision (REP-2). [`steps`] are the questions, this
//! file the pages around them, [`staff`] the one page on which staff take the same report.

pub(crate) mod reading;
pub(crate) mod staff;
pub(crate) mod steps;

use crate::{
    components::{self as c, Markup},
    forms::Complaints,
    pages::{
        files::{chooser, size_words},
        plain::{self, Plain, PlainForm},
    },
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use askama::Template;
use jiff::Timestamp;
use record::report::Wants;
use service::report::{
    Area, Report, Sent,
    draft::{DraftFile, MOST_FILES},
};
use steps::Step;

/// Where it begins
pub(crate) const START: &str = "/report";
/// Where a report is taken up again
pub(crate) const RETURN: &str = "/report/return";
/// Where it is put away
pub(crate) const LATER: &str = "/report/later";
/// Where what came of it stands
pub(crate) const SENT: &str = "/report/sent";

/// Surroundings of a page of the report: whoever reads it must be able to leave at once
pub(crate) fn shell_of(shell: Shell, title: &str) -> Shell {
    Shell { title: say(title), can_leave: true, ..shell }
}

/// What it is, and the way in
pub(crate) fn start(shell: Shell, has_draft: bool, expired: bool) -> Plain {
    let shell = shell_of(shell, "report-start-title");
    let mut above = Vec::new();
    if expired {
        above.push(Markup::of(c::inset(say("report-start-none"))));
    }
    above.extend([
        Markup::of(c::warning(say("report-start-danger"))),
        plain::paragraph(say("report-start-about")),
        list(&["report-start-any", "report-start-other", "report-start-anonymous", "report-start-help"]),
        plain::paragraph(say("report-start-time")),
        plain::paragraph(say("report-start-shared")),
    ]);
    let mut forms = vec![PlainForm {
        action: START.into(),
        button: c::button(say("report-start-button")).start(),
        ..PlainForm::default()
    }];
    if has_draft {
        above.push(Markup::of(c::inset(say("report-start-has"))));
        above.push(plain::links(vec![(say("report-start-go-on"), Step::Check.address())]));
        forms.iter_mut().for_each(|form| form.button = c::button(say("report-start-anew")).secondary());
    }
    Plain {
        shell,
        heading: say("report-start-title"),
        above,
        forms,
        below: vec![
            plain::links(vec![
                (say("report-start-return"), RETURN.into()),
                (say("report-start-tracks"), "/covering-tracks".into()),
            ]),
            plain::paragraph(say("report-start-phone")),
        ],
        ..Plain::default()
    }
}

fn list(messages: &[&str]) -> Markup {
    let words: Vec<String> = messages.iter().map(|message| say(message)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    plain::list(&words)
}

/// A question
pub(crate) fn question(
    shell: Shell,
    step: Step,
    report: &Report,
    areas: &[Area],
    complaints: &Complaints,
) -> Plain {
    let title = step.message("title");
    let alone = step.is_one_field();
    Plain {
        shell: shell_of(shell, &title).wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("reach", "ways"), ("where", "where"), ("needs", "help")]),
        back: Some((say("report-back"), step.before(report).map_or(START.to_owned(), Step::address))),
        heading: if alone { String::new() } else { say(&title) },
        above: step.above(),
        forms: vec![PlainForm {
            action: step.address(),
            fields: step.fields(report, areas, complaints),
            button: c::button(say("report-continue")),
            instead: Some((say("report-later-link"), LATER.into())),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// Somebody is in danger now
pub(crate) fn danger(shell: Shell) -> Plain {
    Plain {
        shell: shell_of(shell, "report-danger-now-title"),
        back: Some((say("report-back"), Step::Danger.address())),
        heading: say("report-danger-now-title"),
        above: vec![
            Markup::of(c::warning(say("report-danger-now-1"))),
            plain::paragraph(say("report-danger-now-2")),
            plain::paragraph(say("report-danger-now-3")),
            plain::paragraph(say("report-danger-now-4")),
            plain::links(vec![(say("report-danger-now-go-on"), Step::Want.address())]),
        ],
        ..Plain::default()
    }
}

/// Photos and files
pub(crate) fn files(shell: Shell, files: &[DraftFile], complaints: &Complaints) -> Plain {
    let here = Step::Files.address();
    let drop = |file: &DraftFile| PlainForm {
        texts: vec![say_with(
            "report-files-one",
            &[("name", file.name.as_str().into()), ("size", size_words(file.size).into())],
        )],
        action: here.clone(),
        hidden: vec![("drop".into(), file.id.to_string())],
        button: c::button(say("report-files-drop")).secondary(),
        ..PlainForm::default()
    };
    let add = (files.len() < MOST_FILES).then(|| PlainForm {
        action: here.clone(),
        uploads: true,
        fields: vec![chooser(complaints)],
        button: c::button(say("report-files-add")).secondary(),
        ..PlainForm::default()
    });
    let go_on = PlainForm {
        action: here.clone(),
        hidden: vec![("on".into(), "yes".into())],
        button: c::button(say("report-continue")),
        instead: Some((say("report-later-link"), LATER.into())),
        ..PlainForm::default()
    };
    Plain {
        shell: shell_of(shell, "report-files-title").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("report-back"), Step::Property.address())),
        heading: say("report-files-title"),
        above: vec![plain::paragraph(say("report-files-hint")), plain::paragraph(say("files-metadata"))],
        forms: files.iter().map(drop).chain(add).chain([go_on]).collect(),
        ..Plain::default()
    }
}

/// A row of the answers: question, answer in lines, and the way to change it
struct Answered {
    question: String,
    lines: Vec<String>,
    change: String,
}

#[derive(Template)]
#[template(path = "report_answers.html")]
struct AnswersPart {
    rows: Vec<Answered>,
    change: String,
}

/// The answers once more, before they are sent
pub(crate) fn check(
    shell: Shell,
    report: &Report,
    files: &[DraftFile],
    areas: &[Area],
    complaints: &Complaints,
) -> Plain {
    let rows = Step::ALL.into_iter().filter(|step| step.is_asked(report)).filter_map(|step| {
        let lines = match step {
            Step::Files => files.iter().map(|file| file.name.clone()).collect(),
            step => step.answered(report, areas),
        };
        let lines = if lines.is_empty() { vec![say("report-check-nothing")] } else { lines };
        let shown = !matches!(step, Step::Danger | Step::Check);
        shown.then(|| Answered { question: say(&step.message("short")), lines, change: step.address() })
    });
    let answers = AnswersPart { rows: rows.collect(), change: say("report-check-change") };
    let errors = complaints.0.iter().map(|problem| c::ErrorLink {
        text: speaking().translated(&problem.message),
        href: Step::of_field(problem.field).map_or_else(|| "#send".to_owned(), Step::address),
    });
    let what = match report.wants {
        Some(Wants::Help) => say("report-check-sends-help"),
        _ => say("report-check-sends-police"),
    };
    Plain {
        shell: shell_of(shell, "report-check-title").wrong(!complaints.0.is_empty()),
        errors: errors.collect(),
        back: Some((say("report-back"), Step::Check.before(report).map_or(START.to_owned(), Step::address))),
        heading: say("report-check-title"),
        above: vec![
            Markup::printed(&answers),
            plain::paragraph(what),
            plain::paragraph(say("report-check-true")),
        ],
        forms: vec![PlainForm {
            action: Step::Check.address(),
            button: c::button(say("report-check-send")),
            instead: Some((say("report-later-link"), LATER.into())),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// Putting it away, or destroying it
pub(crate) fn later(shell: Shell) -> Plain {
    let form = |what: &str, button: c::Button| PlainForm {
        heading: say(&format!("report-later-{what}")),
        texts: vec![say(&format!("report-later-{what}-text"))],
        action: LATER.into(),
        hidden: vec![("what".into(), what.into())],
        button,
        ..PlainForm::default()
    };
    Plain {
        shell: shell_of(shell, "report-later-title"),
        back: Some((say("report-back"), Step::Check.address())),
        heading: say("report-later-title"),
        forms: vec![
            form("code", c::button(say("report-later-code-button"))),
            form("keep", c::button(say("report-later-keep-button")).secondary()),
            form("drop", c::button(say("report-later-drop-button")).warns()),
        ],
        ..Plain::default()
    }
}

#[derive(Template)]
#[template(path = "report_code.html")]
struct CodePart<'a> {
    words: String,
    code: &'a str,
}

/// A code to write down; it says nothing about anybody
fn code_part(words: String, code: &str) -> Markup {
    Markup::printed(&CodePart { words, code })
}

/// The code, this once; the report was put away, or goes on here
pub(crate) fn put_away(shell: Shell, code: &str, goes_on: bool) -> Plain {
    let on = match goes_on {
        true => (say("report-away-go-on"), Step::Check.address()),
        false => (say("report-start-return"), RETURN.into()),
    };
    Plain {
        shell: shell_of(shell, "report-away-title"),
        heading: say("report-away-title"),
        above: vec![
            code_part(say("report-away-code"), code),
            plain::paragraph(say("report-away-1")),
            plain::paragraph(say("report-away-2")),
            plain::paragraph(say("report-away-3")),
            plain::links(vec![on]),
        ],
        ..Plain::default()
    }
}

/// It was destroyed
pub(crate) fn dropped(shell: Shell) -> Plain {
    Plain {
        shell: shell_of(shell, "report-dropped-title"),
        heading: say("report-dropped-title"),
        above: vec![
            plain::paragraph(say("report-dropped-1")),
            plain::paragraph(say("report-start-phone")),
            plain::links(vec![(say("report-start-tracks"), "/covering-tracks".into())]),
        ],
        ..Plain::default()
    }
}

/// Asks for the code of a report that was put away. What was typed is not shown again.
pub(crate) fn ask_code(shell: Shell, complaints: &Complaints) -> Plain {
    Plain {
        shell: shell_of(shell, "report-return-title").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("report-back"), START.into())),
        heading: say("report-return-title"),
        above: vec![plain::paragraph(say("report-return-text"))],
        forms: vec![PlainForm {
            action: RETURN.into(),
            fields: vec![Markup::of(
                c::input("code", say("report-return-code"))
                    .hint(say("enter-invitation-hint"))
                    .classes("govuk-input--width-20")
                    .autocomplete("off")
                    .exact()
                    .filled(&complaints.beside("code", "")),
            )],
            button: c::button(say("report-return-button")),
            ..PlainForm::default()
        }],
        below: vec![plain::paragraph(say("report-return-lost"))],
        ..Plain::default()
    }
}

/// It was sent: the reference, who has it, what comes next, and how to sign in
pub(crate) fn sent(shell: Shell, sent: &Sent, now: Timestamp) -> Plain {
    let police = sent.wants == Wants::Police;
    let next: &[&str] = if police {
        &["report-sent-police-1", "report-sent-police-2", "report-sent-police-3"]
    } else {
        &["report-sent-help-1", "report-sent-help-2", "report-sent-help-3"]
    };
    let owner = [("owner", sent.owner.as_str().into())];
    let mut above = vec![
        code_part(say("report-sent-reference"), &sent.reference),
        plain::paragraph(match police {
            true => say_with("report-sent-owner", &owner),
            false => say_with("report-sent-owner-help", &owner),
        }),
    ];
    if !sent.phone.is_empty() {
        above.push(plain::paragraph(say_with("report-sent-phone", &[("phone", sent.phone.as_str().into())])));
    }
    above.extend([plain::heading(say("report-sent-next")), list(next)]);
    if let Some((code, until)) = &sent.code {
        let until = Timestamp::from_millisecond(*until).unwrap_or(now);
        let today = calendar::london_date(now);
        let asks = if sent.asks_word { "report-sent-sign-in-word" } else { "report-sent-sign-in-name" };
        above.extend([
            plain::heading(say("report-sent-sign-in")),
            plain::paragraph(say("report-sent-sign-in-why")),
            code_part(say("report-sent-code"), code),
            plain::paragraph(say(asks)),
            plain::paragraph(say_with(
                "report-sent-until",
                &[("until", speaking().moment(until, today).into())],
            )),
            plain::links(vec![(say("report-sent-go"), "/sign-in/invitation".into())]),
        ]);
    }
    above.push(plain::paragraph(say("report-sent-print")));
    Plain {
        shell: shell_of(shell, "report-sent-title"),
        heading: say("report-sent-title"),
        above,
        forms: vec![PlainForm {
            texts: vec![say("report-sent-finish-text")],
            action: SENT.into(),
            button: c::button(say("report-sent-finish")),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// Each of these pages, for the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let shell = || Shell { here: "/sample".into(), ..Shell::public("") };
    let areas = sample_areas();
    let mut wrong = Complaints::default();
    let mut report = sample_report();
    let mut samples = vec![
        ("report-start", start(shell(), false, false)),
        ("report-start-has", start(shell(), true, false)),
        ("report-start-none", start(shell(), false, true)),
        ("report-danger-now", danger(shell())),
        ("report-later", later(shell())),
        ("report-away", put_away(shell(), "7K2M-Q9XD-04TW", false)),
        ("report-dropped", dropped(shell())),
        ("report-return", ask_code(shell(), &Complaints::default())),
    ];
    for step in Step::ALL.into_iter().filter(|step| !matches!(step, Step::Files | Step::Check)) {
        samples.push((step.sample_name(), question(shell(), step, &report, &areas, &Complaints::default())));
    }
    wrong.add("what", "Write what happened, in a few words or many");
    samples.push(("report-what-wrong", question(shell(), Step::What, &Report::default(), &areas, &wrong)));
    wrong.add("kind", "Choose what comes nearest");
    samples.push(("report-kind-wrong", question(shell(), Step::Kind, &Report::default(), &areas, &wrong)));
    samples.push(("report-files", files(shell(), &[], &Complaints::default())));
    samples.push(("report-check-empty", check(shell(), &Report::default(), &[], &areas, &wrong)));
    report.wants = Some(Wants::Help);
    samples.push(("report-check", check(shell(), &report, &[], &areas, &Complaints::default())));
    for (name, wants) in [("report-sent", Wants::Police), ("report-sent-help", Wants::Help)] {
        samples.push((
            name,
            sent(shell(), &sample_sent(wants), Timestamp::from_second(1_772_700_000).unwrap_or_default()),
        ));
    }
    samples.extend(reading::samples());
    samples.extend(staff::samples());
    samples
}

fn sample_areas() -> Vec<Area> {
    [("01", "Riverside Police"), ("46", "Downland Police")]
        .map(|(code, police)| Area { code: code.into(), police: police.into() })
        .into()
}

fn sample_report() -> Report {
    let mut report = Report { area: "01".into(), ..Report::default() };
    report.by = Some(record::report::ReportedBy::Victim);
    report.kind = Some(record::report::Kind::BreakIn);
    report.wants = Some(Wants::Police);
    report.answers.what = "Somebody broke the back door\nwhile I was at work.".into();
    report.answers.name = "Rosa Example".into();
    report.answers.ways = vec![record::Channel::Text];
    report.answers.phone = "07700 900123".into();
    report
}

fn sample_sent(wants: Wants) -> Sent {
    Sent {
        case: record::CaseId(uuid::Uuid::from_u128(1)),
        reference: "R-7K2M-Q9XD".into(),
        wants,
        owner: if wants == Wants::Police { "Riverside Police" } else { "Hearth and Harbour" }.into(),
        phone: "020 7946 0100".into(),
        code: Some(("7K2M-Q9XD-04TW".into(), 1_773_900_000_000)),
        asks_word: true,
    }
}

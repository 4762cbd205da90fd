//! Personal statements of a case, for those who bring them to court: what was sent, and the next step.

use super::plain::{Plain, PlainForm, heading, paragraph, text};
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{Complaints, date_parts, parts_of},
    shell::Shell,
    speaking::speaking,
    words,
};
use jiff::civil::Date;
use policy::Role;
use record::statement::{Heard, StatementKind, Step};
use service::statement::way::{CaseStatements, StaffStatement};
use uuid::Uuid;

/// The page; `about` is the address of the case, and today
pub(crate) fn page(
    shell: Shell,
    about: &(String, Date),
    found: &CaseStatements,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let (case, _) = about;
    let mut above = vec![paragraph(
        "What a victim says here is for the prosecutor and the court. Paragraphs that they ask to keep from the other side \
         are named: ask the court for it before you serve them.",
    )];
    if found.statements.is_empty() {
        above = vec![paragraph("No statement was sent that is for your agency now.")];
    }
    let wrong = fields.text("statement");
    let (moving, there): (Vec<_>, Vec<_>) = found.statements.iter().partition(|one| !one.next.is_empty());
    let forms = moving.into_iter().enumerate().map(|(place, one)| {
        let own = one.id.to_string() == wrong;
        let (fields, complaints) = match own {
            true => (fields, complaints),
            false => (&Fields::NOTHING, &Complaints(Vec::new())),
        };
        form(about, found.version, place, one, fields, complaints)
    });
    Plain {
        shell,
        errors: complaints.links(&[("on", "on-day")]),
        saved,
        back: Some((format!("Case {}", found.reference), case.clone())),
        caption: format!("Case {}", found.reference),
        heading: "Personal statements".into(),
        above,
        forms: forms.collect(),
        below: there.into_iter().flat_map(whole).collect(),
    }
}

fn heading_of(one: &StaffStatement) -> String {
    format!("{} of {}", words::capital(one.kind.words()), one.victim)
}

/// A statement that has come to its end
fn whole(one: &StaffStatement) -> Vec<Markup> {
    [heading(heading_of(one))].into_iter().chain(said(one)).collect()
}

fn form(
    about: &(String, Date),
    version: u64,
    place: usize,
    one: &StaffStatement,
    fields: &Fields,
    complaints: &Complaints,
) -> PlainForm {
    let (case, today) = about;
    // Fields of a second statement need ids of their own; the one that is wrong keeps the plain ones.
    let own = place == 0 || !complaints.0.is_empty() || fields.some_text("statement").is_some();
    let id = |name: &str| if own { name.to_owned() } else { format!("{name}-{place}") };
    let mut parts = said(one);
    let steps: Vec<Choice> = one.next.iter().map(|step| Choice::new(step.slug(), step.words())).collect();
    let typed = date_parts(fields, "on");
    let day = if typed == Default::default() { parts_of(*today) } else { typed };
    let step = complaints.beside("step", fields.text("step"));
    parts.push(Markup::of(
        c::radios("step", "Where is it now?", steps).prefix_id(id("step")).filled(&step).small(),
    ));
    parts.push(Markup::of(
        c::date_input("on", "Since when?").with_id(id("on")).values(&day).error(&complaints.about("on")),
    ));
    parts.push(Markup::of(
        c::input("words", "To whom did it go, or what did the court decide? (optional)")
            .with_id(id("words"))
            .hint("The victim reads this.")
            .filled(&complaints.beside("words", fields.text("words"))),
    ));
    PlainForm {
        heading: heading_of(one),
        action: format!("{case}/statement"),
        hidden: vec![("version".into(), version.to_string()), ("statement".into(), one.id.to_string())],
        fields: parts,
        button: c::button("Save"),
        ..PlainForm::default()
    }
}

fn said(one: &StaffStatement) -> Vec<Markup> {
    let sent = speaking().whole_day(calendar::london_date(one.at));
    let by = one
        .by
        .as_ref()
        .map_or_else(|| "The victim".to_owned(), |name| format!("{name}, who acts for the victim"));
    let mut list = c::summary_list()
        .row("Sent", format!("{sent}. {by} sent it."))
        .row("In court", one.heard.words())
        .row("Screen", if one.screen { "From behind a screen" } else { "No screen asked for" })
        .row("Check mark", &one.check);
    for (step, on, words) in &one.steps {
        let words = words.as_deref().unwrap_or_default();
        list = list.row(step.words(), format!("{}. {words}", speaking().whole_day(*on)).trim());
    }
    let (copy, update) = one.asked;
    list = list.row(
        "Asked for",
        match (copy, update) {
            (false, false) => "",
            (true, false) => "A copy on paper",
            (false, true) => "Help with adding to it",
            (true, true) => "A copy on paper, and help with adding to it",
        },
    );
    let mut parts = vec![Markup::of(list)];
    for (paragraph_text, marked) in &one.paragraphs {
        if *marked {
            parts.push(paragraph("The victim asks to keep this from the other side:"));
        }
        parts.push(text(paragraph_text));
    }
    parts
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let one = |id, next: Vec<Step>| StaffStatement {
        id: Uuid::from_u128(id),
        victim: "Rosa Example".into(),
        by: None,
        kind: StatementKind::First,
        at: jiff::Timestamp::UNIX_EPOCH,
        heard: Heard::ByProsecutor,
        screen: true,
        paragraphs: vec![
            ("I do not sleep any more.".into(), false),
            ("My son has moved schools because of it.".into(), true),
        ],
        check: "0123-4567-89ab".into(),
        steps: vec![(Step::Received, jiff::civil::date(2026, 3, 6), None)],
        next,
        asked: (true, false),
    };
    let found = CaseStatements {
        version: 7,
        reference: "01ZZ0000126".into(),
        statements: vec![
            one(1, vec![Step::WithProsecutor, Step::WithCourt]),
            one(2, vec![Step::Received]),
            one(3, Vec::new()),
        ],
    };
    let about = ("/case/sample".to_owned(), jiff::civil::date(2026, 3, 30));
    let shell = || Shell::sample("Personal statements", Role::Officer).within("/my-work");
    let mut wrong = Complaints::default();
    wrong.add("step", "Select where the statement is now");
    wrong.add("on", "Enter a real day, such as 5 3 2026");
    let typed = Fields::parsed(format!("statement={}", Uuid::from_u128(1)).as_bytes());
    let empty = CaseStatements { statements: Vec::new(), ..found.clone() };
    vec![
        ("case-statement", page(shell(), &about, &found, &Fields::NOTHING, &Complaints::default(), None)),
        ("case-statement-refused", page(shell().wrong(true), &about, &found, &typed, &wrong, None)),
        (
            "case-statement-none",
            page(shell(), &about, &empty, &Fields::NOTHING, &Complaints::default(), None),
        ),
    ]
}

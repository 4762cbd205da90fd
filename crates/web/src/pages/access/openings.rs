//! Opening a case that is not theirs for a reason, and what supervisors say of it (PLT-2).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm, cell},
    shell::Shell,
    words,
};
use jiff::{Timestamp, civil::Date};
use policy::Role;
use service::access::broken_glass::{OPEN_MINUTES, Opening, REASONS};

/// The page on which somebody opens a case
pub(crate) fn open(shell: Shell, fields: &Fields, complaints: &Complaints) -> Plain {
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let kinds: Vec<Choice> = REASONS.iter().map(|(slug, words)| Choice::new(*slug, *words)).collect();
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some(("Search".into(), "/search".into())),
        heading: "Open a case that is not yours".into(),
        above: vec![
            plain::paragraph(format!(
                "You see the case for {OPEN_MINUTES} minutes, and you cannot record on it. The supervisors of both \
                 sides are told, and the victim sees that you looked."
            )),
            plain::paragraph("Speak to the team that is responsible first, when there is time."),
        ],
        forms: vec![PlainForm {
            action: "/open-a-case".into(),
            fields: vec![
                Markup::of(
                    c::input("reference", "The whole reference of the case")
                        .hint("For example, 01ZZ0000126.")
                        .exact()
                        .filled(&beside("reference")),
                ),
                Markup::of(c::radios("kind", "Why do you need it?", kinds).filled(&beside("kind")).small()),
                Markup::of(
                    c::textarea("reason", "What do you need, and why can it not wait?")
                        .label_classes("govuk-label--s")
                        .rows(3)
                        .filled(&beside("reason")),
                ),
            ],
            button: c::button("Open the case"),
            instead: Some(("Go back".into(), "/search".into())),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// The list for supervisors
pub(crate) fn list(shell: Shell, openings: &[Opening], saved: Option<String>, today: Date) -> Plain {
    let row = |one: &Opening| {
        let state = match (&one.review, one.waits) {
            (Some((true, _)), _) => cell("Proper"),
            (Some((false, _)), _) => cell("Not proper"),
            (None, true) => {
                plain::link(format!("Look at it: {}", one.reference), format!("/opened-cases/{}", one.id))
            }
            (None, false) => cell("Another supervisor must look at it"),
        };
        vec![
            cell(words::moment(one.opened_at, today)),
            cell(format!("{}, {}", one.person, one.organisation)),
            cell(&one.reference),
            cell(one.kind),
            state,
        ]
    };
    let mut above = plain::table(
        "Those that wait are first",
        &["When", "Who", "Case", "Why", "What was found"],
        openings.iter().map(row).collect(),
    );
    if above.is_empty() {
        above.push(plain::paragraph("Nobody has opened a case that is not theirs."));
    }
    Plain {
        shell,
        saved,
        back: Some(("My work".into(), "/my-work".into())),
        heading: "Cases opened for a reason".into(),
        above,
        ..Plain::default()
    }
}

/// The page on which a supervisor says whether one was proper
pub(crate) fn review(
    shell: Shell,
    one: &Opening,
    fields: &Fields,
    complaints: &Complaints,
    today: Date,
) -> Plain {
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let answers = [Choice::new("yes", "Yes, it was proper"), Choice::new("no", "No, it was not")];
    let facts = c::summary_list()
        .row("When", words::moment(one.opened_at, today))
        .row("Who", format!("{}, {}", one.person, one.organisation))
        .row("Case", &one.reference)
        .row("Why", one.kind)
        .row("In their words", &one.reason);
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some(("Cases opened for a reason".into(), "/opened-cases".into())),
        heading: "Was this proper?".into(),
        above: vec![Markup::of(facts)],
        forms: vec![PlainForm {
            action: format!("/opened-cases/{}", one.id),
            fields: vec![
                Markup::of(c::radios("proper", "Was it proper?", answers).filled(&beside("proper")).small()),
                Markup::of(
                    c::textarea("words", "What did you find out?")
                        .label_classes("govuk-label--s")
                        .rows(3)
                        .filled(&beside("words")),
                ),
            ],
            button: c::button("Save"),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

fn sample_opening(waits: bool) -> Opening {
    Opening {
        id: uuid::Uuid::from_u128(5),
        person: "PC Lee Other".into(),
        organisation: "Otherplace Police".into(),
        reference: "01ZZ0000126".into(),
        kind: REASONS[1].1,
        reason: "She is at our front counter and Anytown does not answer.".into(),
        opened_at: Timestamp::from_second(1_772_700_000).unwrap_or_default(),
        waits,
        review: if waits { None } else { Some((true, "The officer rang us the same day.".into())) },
    }
}

const SAMPLE_DAY: Date = jiff::civil::date(2026, 3, 5);

/// For the tests that look at every page
pub(crate) fn sample_open() -> Plain {
    let complaints = Complaints(vec![service::Problem {
        field: "reference",
        message: "No case with this reference can be opened this way. Check the reference".into(),
    }]);
    open(Shell::sample("Open a case", Role::Officer).within("/search"), &Fields::NOTHING, &complaints)
}

/// For the tests that look at every page
pub(crate) fn sample_list() -> Plain {
    let shell = Shell::sample("Cases opened for a reason", Role::Supervisor).within("/opened-cases");
    list(shell, &[sample_opening(true), sample_opening(false)], None, SAMPLE_DAY)
}

/// For the tests that look at every page
pub(crate) fn sample_review() -> Plain {
    let shell = Shell::sample("Was this proper?", Role::Supervisor).within("/opened-cases");
    review(shell, &sample_opening(true), &Fields::NOTHING, &Complaints::default(), SAMPLE_DAY)
}

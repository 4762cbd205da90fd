//! Sharing agreements and terms of use: made, read, accepted, ended.

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{self, Complaints},
    pages::plain::{self, Plain, PlainForm, cell},
    shell::Shell,
    words,
};
use jiff::{Timestamp, civil::Date};
use policy::Role;
use service::{Agreement, access::agreements::AgreementLine};

/// The list of agreements
pub(crate) fn list(shell: Shell, lines: &[AgreementLine], keeps: bool, saved: Option<String>) -> Plain {
    let row = |line: &AgreementLine| {
        let state = match line {
            line if line.waits_for_us => "Waits for your organisation",
            line if line.review_is_late => "In force; should have been looked at again",
            line if line.in_force => "In force",
            _ => "Not in force",
        };
        vec![
            plain::link(&line.agreement.title, format!("/agreements/{}", line.agreement.id)),
            cell(if line.agreement.kind == "terms" { "Terms of use" } else { "Sharing agreement" }),
            cell(line.parties.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")),
            cell(state),
        ]
    };
    let mut above =
        plain::table("Newest first", &["Title", "Kind", "Parties", "State"], lines.iter().map(row).collect());
    if above.is_empty() {
        above.push(plain::paragraph("There are none yet."));
    }
    if keeps {
        above.push(Markup::of(c::link_button("Make an agreement", "/agreements/new")));
    }
    Plain { shell, saved, heading: "Agreements and terms of use".into(), above, ..Plain::default() }
}

/// One agreement, with what can be done with it
pub(crate) fn one(shell: Shell, line: &AgreementLine, keeps: bool, may_accept: bool, today: Date) -> Plain {
    let agreement = &line.agreement;
    let mut facts =
        c::summary_list().row("From", &agreement.from_day).row("Look at it again", &agreement.review_day);
    if agreement.kind != "terms" {
        facts = facts
            .row("What is shared, and what for", &agreement.purpose)
            .row("Lawful basis", &agreement.basis);
    }
    if let Some(ended) = &agreement.ended_day {
        facts = facts.row("Ended", ended);
    }
    let accepted = |at: &Option<Timestamp>| match at {
        Some(at) => format!("Accepted {}", words::moment(*at, today)),
        None => "Not accepted yet".to_owned(),
    };
    let parties = line.parties.iter().map(|(name, at)| vec![cell(name), cell(accepted(at))]).collect();
    let form = |what: &str, button: c::Button| PlainForm {
        action: format!("/agreements/{}", agreement.id),
        hidden: vec![("what".into(), what.into())],
        button,
        ..PlainForm::default()
    };
    let mut actions = Vec::new();
    if line.waits_for_us && may_accept {
        actions.push(form("accept", c::button("Accept for your organisation")));
    }
    if keeps && agreement.ended_day.is_none() {
        actions.push(form("end", c::button("End it today").secondary()));
    }
    Plain {
        shell,
        back: Some(("Agreements and terms of use".into(), "/agreements".into())),
        heading: agreement.title.clone(),
        above: [Markup::of(facts), plain::text(&agreement.body)]
            .into_iter()
            .chain(plain::table("Parties", &["Organisation", "Accepted"], parties))
            .collect(),
        forms: actions,
        ..Plain::default()
    }
}

/// The form that makes one
pub(crate) fn new(
    shell: Shell,
    organisations: &[(String, String)],
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let parties: Vec<Choice> = organisations.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let kinds =
        [Choice::new("sharing", "A sharing agreement"), Choice::new("terms", "Terms of use for staff")];
    let day = |name: &str, question: &str| {
        Markup::of(
            c::date_input(name, question)
                .values(&forms::date_parts(fields, name))
                .error(&complaints.about(name)),
        )
    };
    let area = |name: &str, label: &str, rows| {
        Markup::of(c::textarea(name, label).label_classes("govuk-label--s").rows(rows).filled(&beside(name)))
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("from", "from-day"), ("review", "review-day")]),
        back: Some(("Agreements and terms of use".into(), "/agreements".into())),
        heading: "Make an agreement".into(),
        above: vec![plain::paragraph(
            "It is never changed afterwards: to change it, end it and make a new one. New terms of use are shown to \
             every member of staff before they go on.",
        )],
        forms: vec![PlainForm {
            action: "/agreements/new".into(),
            fields: vec![
                Markup::of(c::radios("kind", "What is it?", kinds).filled(&beside("kind")).small()),
                Markup::of(c::input("title", "Title").filled(&beside("title"))),
                area("body", "The text that is accepted", 8),
                area("purpose", "Sharing agreement: what is shared, and what for", 3),
                area("basis", "Sharing agreement: on which lawful basis", 3),
                Markup::of(
                    c::checkboxes("parties", "Sharing agreement: between which organisations?", parties)
                        .ticked(&fields.all("parties"))
                        .error(&complaints.about("parties"))
                        .small(),
                ),
                day("from", "From which day?"),
                day("review", "On which day will it be looked at again?"),
            ],
            button: c::button("Make it"),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// Terms of use, before somebody goes on
pub(crate) fn terms(shell: Shell, terms: &Agreement) -> Plain {
    Plain {
        shell,
        heading: terms.title.clone(),
        above: vec![plain::paragraph("Read this before you go on."), plain::text(&terms.body)],
        forms: vec![PlainForm {
            action: "/terms".into(),
            hidden: vec![("terms".into(), terms.id.to_string())],
            button: c::button("I accept"),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

fn sample_line() -> AgreementLine {
    AgreementLine {
        agreement: Agreement {
            id: uuid::Uuid::from_u128(6),
            kind: "sharing".into(),
            title: "Anytown victim support sharing agreement".into(),
            body: "What is shared is the least that is needed.\nIt is kept no longer than the support lasts."
                .into(),
            purpose: "Name and safe contact, to offer support".into(),
            basis: "Consent of the victim".into(),
            from_day: "2026-01-01".into(),
            review_day: "2027-01-01".into(),
            ended_day: None,
            made_by: "ig".into(),
            made_at: 0,
        },
        parties: vec![
            ("Anytown Police".into(), Some(Timestamp::UNIX_EPOCH)),
            ("Harbour Support".into(), None),
        ],
        waits_for_us: true,
        in_force: true,
        review_is_late: false,
    }
}

/// For the tests that look at every page
pub(crate) fn sample_list() -> Plain {
    let shell =
        Shell::sample("Agreements and terms of use", Role::InformationGovernance).within("/agreements");
    list(shell, &[sample_line()], true, None)
}

/// For the tests that look at every page
pub(crate) fn sample_one() -> Plain {
    let shell = Shell::sample("Agreement", Role::InformationGovernance).within("/agreements");
    one(shell, &sample_line(), true, true, jiff::civil::date(2026, 3, 5))
}

/// For the tests that look at every page
pub(crate) fn sample_new() -> Plain {
    let shell = Shell::sample("Make an agreement", Role::InformationGovernance).within("/agreements");
    let organisations = [("police-a".to_owned(), "Anytown Police".to_owned())];
    new(shell, &organisations, &Fields::NOTHING, &Complaints::default())
}

/// For the tests that look at every page
pub(crate) fn sample_terms() -> Plain {
    let agreement =
        Agreement { kind: "terms".into(), title: "Terms of use".into(), ..sample_line().agreement };
    terms(Shell::sample("Terms of use", Role::Officer), &agreement)
}

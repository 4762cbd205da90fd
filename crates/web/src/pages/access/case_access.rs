//! Sign-in of a victim suspended, a case restricted to named people, conflicts of interest (ACC-8, PLT-2).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
};
use policy::Role;
use record::{CaseId, VictimId};
use service::access::restriction::RestrictionPage;

/// A victim's sign-in, for the page that suspends it
pub(crate) struct SignInState {
    pub victim: VictimId,
    pub name: String,
    pub suspended: bool,
}

/// The page that suspends and restores victims' sign-in
pub(crate) fn suspension(
    shell: Shell,
    (case, reference, version): (&str, &str, u64),
    victims: &[SignInState],
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let asked = fields.text("victim");
    let form = |state: &SignInState| {
        let is_this = asked == state.victim.to_string();
        let typed = if is_this { fields.text("words") } else { String::new() };
        let mut words = complaints.beside("words", typed);
        if !is_this {
            words.error = None;
        }
        let (now, label, button) = match state.suspended {
            true => (
                format!("{} cannot sign in now, and nobody who acts for them.", state.name),
                "How do you know that it is safe again?",
                c::button("Let them sign in again").secondary(),
            ),
            false => (
                format!("{} can sign in. Whoever is signed in as them now is shut out at once.", state.name),
                "What happened?",
                c::button("Suspend sign-in now"),
            ),
        };
        PlainForm {
            heading: state.name.clone(),
            texts: vec![now],
            action: format!("{case}/suspension"),
            hidden: vec![
                ("version".into(), version.to_string()),
                ("victim".into(), state.victim.to_string()),
                ("suspend".into(), if state.suspended { "no" } else { "yes" }.into()),
            ],
            fields: vec![Markup::of(
                c::textarea("words", label).label_classes("govuk-label--s").rows(2).filled(&words),
            )],
            button,
            ..PlainForm::default()
        }
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved,
        back: Some((format!("Case {reference}"), case.to_owned())),
        caption: format!("Case {reference}"),
        heading: "Suspend a victim’s sign-in".into(),
        above: vec![plain::paragraph(
            "Do this when somebody else may read along: they know the code, have the phone, or force the victim to \
             show them. Then speak to the victim in the safe way that they chose.",
        )],
        // One at a time, so that one page has one field of each name.
        forms: victims.iter().take(1).map(form).collect(),
        below: others(case, victims),
    }
}

fn others(case: &str, victims: &[SignInState]) -> Vec<Markup> {
    let links: Vec<(String, String)> = victims
        .iter()
        .skip(1)
        .map(|state| (state.name.clone(), format!("{case}/suspension?victim={}", state.victim)))
        .collect();
    if links.is_empty() { Vec::new() } else { vec![plain::heading("Another victim"), plain::links(links)] }
}

/// The page that restricts a case and decides about conflicts
pub(crate) fn restriction(
    shell: Shell,
    case: &str,
    known: &RestrictionPage,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let now = match &known.named {
        None => "Everybody who works on this case for its organisations sees it.".to_owned(),
        Some(named) => {
            let names: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
            format!("Restricted. Only these people see it: {}.", names.join(", "))
        }
    };
    let version = ("version".to_owned(), known.version.to_string());
    let shut_out: Vec<&str> = known.conflicts.iter().map(|(_, name)| name.as_str()).collect();
    let conflicts = match shut_out.is_empty() {
        true => "Nobody is shut out.".to_owned(),
        false => format!("Shut out: {}.", shut_out.join(", ")),
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved,
        back: Some((format!("Case {}", known.reference), case.to_owned())),
        caption: format!("Case {}", known.reference),
        heading: "Restrict this case".into(),
        above: vec![plain::paragraph(now)],
        forms: vec![
            PlainForm {
                heading: "Only these people".into(),
                action: format!("{case}/restriction"),
                hidden: vec![version.clone(), ("what".into(), "restrict".into())],
                ..named_people(known, fields, complaints)
            },
            PlainForm {
                heading: "Somebody knows a person in this case".into(),
                texts: vec![conflicts],
                action: format!("{case}/restriction"),
                hidden: vec![version, ("what".into(), "conflict".into())],
                ..conflict_of_another(known, fields, complaints)
            },
        ],
        ..Plain::default()
    }
}

fn named_people(known: &RestrictionPage, fields: &Fields, complaints: &Complaints) -> PlainForm {
    let people: Vec<Choice> = known
        .people
        .iter()
        .map(|(id, name, organisation)| Choice::new(id, format!("{name}, {organisation}")))
        .collect();
    let ticked = match fields.some_text("what") {
        Some(_) => fields.all("people"),
        None => known.named.iter().flatten().map(|(id, _)| id.clone()).collect(),
    };
    PlainForm {
        fields: vec![
            Markup::of(
                c::checkboxes("people", "Who may see it?", people)
                    .hint("Untick everybody to lift the restriction.")
                    .ticked(&ticked)
                    .error(&complaints.about("people"))
                    .small(),
            ),
            Markup::of(
                c::textarea("words", "Why?")
                    .label_classes("govuk-label--s")
                    .rows(2)
                    .filled(&complaints.beside("words", fields.text("words"))),
            ),
        ],
        button: c::button("Save the list"),
        ..PlainForm::default()
    }
}

fn conflict_of_another(known: &RestrictionPage, fields: &Fields, complaints: &Complaints) -> PlainForm {
    let people = known.people.iter().map(|(id, name, _)| Choice::new(id, name));
    let people: Vec<Choice> = [Choice::new("", "Choose one")].into_iter().chain(people).collect();
    let decisions = [Choice::new("out", "Shut them out"), Choice::new("in", "Let them in again")];
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    PlainForm {
        fields: vec![
            Markup::of(c::select("person", "Who?", people).filled(&beside("person"))),
            Markup::of(
                c::radios("decision", "What do you decide?", decisions).filled(&beside("decision")).small(),
            ),
            Markup::of(
                c::textarea("conflict_words", "Why? ")
                    .label_classes("govuk-label--s")
                    .rows(2)
                    .filled(&beside("conflict_words")),
            ),
        ],
        button: c::button("Save the decision").secondary(),
        ..PlainForm::default()
    }
}

/// The page on which somebody declares a conflict of their own
pub(crate) fn conflict(
    shell: Shell,
    case: &str,
    reference: &str,
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((format!("Case {reference}"), case.to_owned())),
        caption: format!("Case {reference}"),
        heading: "I know somebody in this case".into(),
        above: vec![plain::paragraph(
            "Say so as soon as you notice. You will be shut out of this case at once; your supervisor is told and \
             gives your part to somebody else. Nobody thinks worse of you for it.",
        )],
        forms: vec![PlainForm {
            action: format!("{case}/conflict"),
            fields: vec![Markup::of(
                c::textarea("words", "How do you know them?")
                    .label_classes("govuk-label--s")
                    .rows(3)
                    .filled(&complaints.beside("words", fields.text("words"))),
            )],
            button: c::button("Shut me out of this case"),
            instead: Some(("Go back".into(), case.to_owned())),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// For the tests that look at every page
pub(crate) fn sample_suspension() -> Plain {
    let state = |number: u128, name: &str, suspended| SignInState {
        victim: VictimId(uuid::Uuid::from_u128(number)),
        name: name.into(),
        suspended,
    };
    let victims = [state(1, "Rosa Example", false), state(2, "Tom Sample", true)];
    let shell = Shell::sample("Suspend a victim’s sign-in", Role::Officer).within("/my-work");
    let about = ("/case/sample", "01ZZ0000126", 7);
    suspension(shell, about, &victims, &Fields::NOTHING, &Complaints::default(), None)
}

/// For the tests that look at every page
pub(crate) fn sample_restriction() -> Plain {
    let known = RestrictionPage {
        case: CaseId(uuid::Uuid::from_u128(2)),
        version: 7,
        reference: "01ZZ0000126".into(),
        named: Some(vec![("o1".into(), "PC Sam Okafor".into())]),
        conflicts: vec![("o2".into(), "PC Mei Chen".into())],
        people: vec![
            ("o1".into(), "PC Sam Okafor".into(), "Anytown Police".into()),
            ("o2".into(), "PC Mei Chen".into(), "Anytown Police".into()),
        ],
    };
    let shell = Shell::sample("Restrict this case", Role::Supervisor).within("/my-work");
    restriction(shell, "/case/sample", &known, &Fields::NOTHING, &Complaints::default(), None)
}

/// For the tests that look at every page
pub(crate) fn sample_conflict() -> Plain {
    let shell = Shell::sample("I know somebody in this case", Role::Officer).within("/my-work");
    conflict(shell, "/case/sample", "01ZZ0000126", &Fields::NOTHING, &Complaints::default())
}

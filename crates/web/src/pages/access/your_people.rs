//! Somebody acts for a victim: given and ended by the victim, or recorded by staff (NEED-6, ACC-9).

use super::sharing::sentence;
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{self, Complaints},
    pages::plain::{self, Plain, PlainForm, cell},
    shell::Shell,
};
use policy::Role;
use record::{
    RepresentativeId, VictimId,
    access::{MandateScope, RepresentativeKind},
};
use service::access::mandates::MandateLine;

/// The victim's page of people who act for them
pub(crate) fn page(shell: Shell, lines: &[MandateLine], saved: Option<String>) -> Plain {
    let mut above = vec![plain::paragraph(
        "Somebody you trust can deal with us for you: a parent, a friend, an advocate. They get their own way to \
         sign in. You say what they may do, and you can stop it at any time.",
    )];
    if lines.is_empty() {
        above.push(plain::paragraph("Nobody acts for you now."));
    }
    let ended: Vec<_> = lines.iter().filter(|line| !line.holds).map(row).collect();
    Plain {
        shell,
        saved,
        back: Some(("Your case".into(), "/your-case".into())),
        heading: "People who act for you".into(),
        above,
        forms: lines.iter().filter(|line| line.holds).map(holding).collect(),
        below: [Markup::of(c::link_button("Let somebody act for you", "/your-case/people/new"))]
            .into_iter()
            .chain(plain::table("No longer", &["Name", "Who they are", "They could"], ended))
            .collect(),
        ..Plain::default()
    }
}

fn row(line: &MandateLine) -> Vec<plain::Cell> {
    vec![cell(&line.name), cell(sentence(line.kind.words())), cell(scope_words(line))]
}

fn scope_words(line: &MandateLine) -> String {
    in_a_sentence(&line.scope.iter().map(|scope| scope.words()).collect::<Vec<_>>())
}

/// "this, that and the other"
fn in_a_sentence(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn holding(line: &MandateLine) -> PlainForm {
    let until = match &line.until {
        Some(day) => format!("Until the end of {day}."),
        None => "Until you end it.".to_owned(),
    };
    PlainForm {
        heading: line.name.clone(),
        texts: vec![
            format!("{}. They may {}.", sentence(line.kind.words()), scope_words(line)),
            until,
            "When you stop it, they are shut out at once.".to_owned(),
        ],
        action: "/your-case/people".into(),
        hidden: vec![("end".into(), line.representative.to_string())],
        button: c::button(format!("Stop {} acting for you", line.name)).secondary(),
        ..PlainForm::default()
    }
}

/// The form with which a victim lets somebody act
pub(crate) fn give(shell: Shell, fields: &Fields, complaints: &Complaints) -> Plain {
    let mut form = mandate_fields(fields, complaints, "you");
    form.action = "/your-case/people/new".into();
    form.button = c::button("Let them act for me");
    form.instead = Some(("Go back without changing anything".into(), "/your-case/people".into()));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("until", "until-day")]),
        back: Some(("People who act for you".into(), "/your-case/people".into())),
        heading: "Let somebody act for you".into(),
        above: vec![plain::paragraph("They will see what you allow here, and nothing about anybody else.")],
        forms: vec![form],
        ..Plain::default()
    }
}

fn mandate_fields(fields: &Fields, complaints: &Complaints, whom: &str) -> PlainForm {
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let kinds: Vec<Choice> =
        RepresentativeKind::ALL.into_iter().map(|k| Choice::new(k.slug(), kind_words(k, whom))).collect();
    let scopes: Vec<Choice> =
        MandateScope::ALL.into_iter().map(|s| Choice::new(s.slug(), sentence(scope_choice(s)))).collect();
    PlainForm {
        fields: vec![
            Markup::of(c::input("name", "Their name").filled(&beside("name"))),
            Markup::of(c::input("phone", "Their phone number (optional)").filled(&beside("phone"))),
            Markup::of(c::input("email", "Their email address (optional)").filled(&beside("email"))),
            Markup::of(c::radios("kind", "Who are they?", kinds).filled(&beside("kind"))),
            Markup::of(
                c::checkboxes("scope", "What may they do?", scopes)
                    .ticked(&fields.all("scope"))
                    .error(&complaints.about("scope")),
            ),
            Markup::of(
                c::date_input("until", "What is the last day? (optional)")
                    .hint("For example, 5 3 2027. Leave it empty when it is to go on until it is ended.")
                    .values(&forms::date_parts(fields, "until"))
                    .error(&complaints.about("until")),
            ),
        ],
        ..PlainForm::default()
    }
}

fn kind_words(kind: RepresentativeKind, whom: &str) -> String {
    match (kind, whom) {
        (RepresentativeKind::Other, "you") => "Somebody else you trust".to_owned(),
        (RepresentativeKind::Other, _) => "Somebody else they trust".to_owned(),
        (kind, _) => sentence(kind.words()),
    }
}

fn scope_choice(scope: MandateScope) -> &'static str {
    match scope {
        MandateScope::See => "see the case",
        MandateScope::Answer => "say whether things happened",
        MandateScope::Preferences => "say how to be contacted",
    }
}

/// What staff see: mandates of the whole case, and a form to record one
pub(crate) fn for_staff(
    shell: Shell,
    case: &str,
    about: (&str, u64, &[(VictimId, String)]),
    lines: &[MandateLine],
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let (reference, version, victims) = about;
    let action = format!("{case}/representatives");
    let name_of = |id: VictimId| {
        victims.iter().find(|(victim, _)| *victim == id).map_or("A victim", |(_, name)| name.as_str())
    };
    let holding = lines.iter().filter(|line| line.holds).map(|line| PlainForm {
        heading: line.name.clone(),
        texts: vec![format!(
            "{} of {}. They may {}.{}",
            sentence(line.kind.words()),
            name_of(line.victim),
            in_a_sentence(&line.scope.iter().map(|scope| scope_choice(*scope)).collect::<Vec<_>>()),
            line.until.as_ref().map(|day| format!(" Until the end of {day}.")).unwrap_or_default()
        )],
        action: action.clone(),
        hidden: vec![("end".into(), line.representative.to_string())],
        button: c::button(format!("End what {} may do", line.name)).secondary(),
        ..PlainForm::default()
    });
    let mut form = mandate_fields(fields, complaints, "them");
    let choices: Vec<Choice> = victims.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let victim = complaints.beside("victim", fields.text("victim"));
    form.fields
        .insert(0, Markup::of(c::radios("victim", "For whom do they act?", choices).filled(&victim).small()));
    form.fields.push(Markup::of(
        c::textarea("words", "Who asked for it, and on what does it rest?")
            .label_classes("govuk-label--s")
            .hint("What the victim said, or the law, such as parental responsibility.")
            .rows(2)
            .filled(&complaints.beside("words", fields.text("words"))),
    ));
    form.heading = "Record somebody who acts".into();
    form.texts = vec![
        "A parent or guardian of a child, the spokesperson of a bereaved family, or somebody the victim named. The \
         victim sees this and can end it."
            .into(),
    ];
    form.action = action.clone();
    form.hidden = vec![("version".into(), version.to_string())];
    form.button = c::button("Save");
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("until", "until-day")]),
        saved,
        back: Some((format!("Case {reference}"), case.to_owned())),
        caption: format!("Case {reference}"),
        heading: "Representatives".into(),
        forms: holding.chain([form]).collect(),
        ..Plain::default()
    }
}

fn sample_line(holds: bool) -> MandateLine {
    MandateLine {
        representative: RepresentativeId(uuid::Uuid::from_u128(9)),
        victim: VictimId(uuid::Uuid::from_u128(1)),
        name: if holds { "Ines Example" } else { "Paul Past" }.into(),
        kind: RepresentativeKind::Parent,
        scope: vec![MandateScope::See, MandateScope::Answer],
        until: Some("Friday 5 March 2027".into()),
        holds,
    }
}

/// For the tests that look at every page
pub(crate) fn sample() -> Plain {
    let shell = Shell::sample("People who act for you", Role::Victim).within("/your-case");
    page(shell, &[sample_line(true), sample_line(false)], None)
}

/// For the tests that look at every page
pub(crate) fn sample_give() -> Plain {
    let complaints = Complaints(vec![service::Problem {
        field: "name",
        message: "Enter the name of the person who acts".into(),
    }]);
    let shell = Shell::sample("Let somebody act for you", Role::Victim).within("/your-case");
    give(shell, &Fields::NOTHING, &complaints)
}

/// For the tests that look at every page
pub(crate) fn sample_for_staff() -> Plain {
    let shell = Shell::sample("Representatives", Role::Officer).within("/my-work");
    let victims = [(VictimId(uuid::Uuid::from_u128(1)), "Rosa Example".to_owned())];
    let about = ("01ZZ0000126", 7, victims.as_slice());
    for_staff(
        shell,
        "/case/sample",
        about,
        &[sample_line(true)],
        &Fields::NOTHING,
        &Complaints::default(),
        None,
    )
}

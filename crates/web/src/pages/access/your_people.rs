//! Somebody acts for a victim: given and ended by the victim, or recorded by staff (NEED-6, ACC-9).

use super::sharing::sentence;
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{self, Complaints},
    pages::plain::{self, Plain, PlainForm, cell},
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use language::Value;
use policy::Role;
use record::{
    RepresentativeId, VictimId,
    access::{MandateScope, RepresentativeKind},
};
use service::access::mandates::MandateLine;

/// The victim's page of people who act for them
pub(crate) fn page(shell: Shell, lines: &[MandateLine], saved: Option<String>) -> Plain {
    let mut above = vec![plain::paragraph(say("people-about"))];
    if lines.is_empty() {
        above.push(plain::paragraph(say("people-nobody")));
    }
    let ended: Vec<_> = lines.iter().filter(|line| !line.holds).map(row).collect();
    let head = [say("people-name"), say("people-who"), say("people-could")];
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    Plain {
        shell,
        saved,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("case-more-people"),
        above,
        forms: lines.iter().filter(|line| line.holds).map(holding).collect(),
        below: [Markup::of(c::link_button(say("people-let-somebody"), "/your-case/people/new"))]
            .into_iter()
            .chain(plain::table(&say("people-no-longer"), &head, ended))
            .collect(),
        ..Plain::default()
    }
}

fn row(line: &MandateLine) -> Vec<plain::Cell> {
    vec![cell(&line.name), cell(kind_words(line.kind, "you")), cell(scope_words(line))]
}

fn scope_words(line: &MandateLine) -> String {
    speaking().list(&line.scope.iter().map(|scope| scope_choice(*scope, "you")).collect::<Vec<_>>())
}

fn holding(line: &MandateLine) -> PlainForm {
    let until = line.until.map(|day| ("day", Value::from(speaking().whole_day(day))));
    let until = until.map_or_else(|| say("people-until-ended"), |day| say_with("people-until", &[day]));
    let they_may = [("who", kind_words(line.kind, "you").into()), ("scope", scope_words(line).into())];
    PlainForm {
        heading: line.name.clone(),
        texts: vec![say_with("people-they-may", &they_may), until, say("people-shut-out")],
        action: "/your-case/people".into(),
        hidden: vec![("end".into(), line.representative.to_string())],
        button: c::button(say_with("people-stop", &[("name", line.name.as_str().into())])).secondary(),
        ..PlainForm::default()
    }
}

/// The form with which a victim lets somebody act
pub(crate) fn give(shell: Shell, fields: &Fields, complaints: &Complaints) -> Plain {
    let mut form = mandate_fields(fields, complaints, "you");
    form.action = "/your-case/people/new".into();
    form.button = c::button(say("people-let-them"));
    form.instead = Some((say("people-go-back"), "/your-case/people".into()));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("until", "until-day")]),
        back: Some((say("case-more-people"), "/your-case/people".into())),
        heading: say("people-let-somebody"),
        above: vec![plain::paragraph(say("people-will-see"))],
        forms: vec![form],
        ..Plain::default()
    }
}

fn mandate_fields(fields: &Fields, complaints: &Complaints, whom: &str) -> PlainForm {
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let kinds: Vec<Choice> =
        RepresentativeKind::ALL.into_iter().map(|k| Choice::new(k.slug(), kind_words(k, whom))).collect();
    let scopes: Vec<Choice> = MandateScope::ALL
        .into_iter()
        .map(|s| Choice::new(s.slug(), sentence(&scope_choice(s, whom))))
        .collect();
    PlainForm {
        fields: vec![
            Markup::of(c::input("name", say("people-their-name")).filled(&beside("name"))),
            Markup::of(c::input("phone", say("people-their-phone")).filled(&beside("phone"))),
            Markup::of(c::input("email", say("people-their-email")).filled(&beside("email"))),
            Markup::of(c::radios("kind", say("people-who-are-they"), kinds).filled(&beside("kind"))),
            Markup::of(
                c::checkboxes("scope", say("people-what-may-they"), scopes)
                    .ticked(&fields.all("scope"))
                    .error(&complaints.about("scope")),
            ),
            Markup::of(
                c::date_input("until", say("people-last-day"))
                    .hint(say("people-last-day-hint"))
                    .values(&forms::date_parts(fields, "until"))
                    .error(&complaints.about("until")),
            ),
        ],
        ..PlainForm::default()
    }
}

fn kind_words(kind: RepresentativeKind, whom: &str) -> String {
    match (kind, whom) {
        (RepresentativeKind::Other, "them") => "Somebody else they trust".to_owned(),
        (kind, _) => say(&format!("representative-{}", kind.slug().replace('_', "-"))),
    }
}

fn scope_choice(scope: MandateScope, whom: &str) -> String {
    match (scope, whom) {
        (MandateScope::See, "them") => "see the case".to_owned(),
        (MandateScope::Preferences, "them") => "say how to be contacted".to_owned(),
        (MandateScope::Statement, "them") => "write and send the personal statement".to_owned(),
        (MandateScope::Requests, "them") => "ask for things, such as support or a review".to_owned(),
        (scope, _) => say(&format!("scope-{}", scope.slug())),
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
            kind_words(line.kind, "them"),
            name_of(line.victim),
            speaking().list(&line.scope.iter().map(|scope| scope_choice(*scope, "them")).collect::<Vec<_>>()),
            line.until
                .map(|day| format!(" Until the end of {}.", speaking().whole_day(day)))
                .unwrap_or_default()
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
        until: Some(jiff::civil::date(2027, 3, 5)),
        holds,
    }
}

/// For the tests that look at every page
pub(crate) fn sample() -> Plain {
    let shell = Shell::sample(say("case-more-people"), Role::Victim).within("/your-case");
    page(shell, &[sample_line(true), sample_line(false)], None)
}

/// For the tests that look at every page
pub(crate) fn sample_give() -> Plain {
    let complaints = Complaints(vec![service::Problem {
        field: "name",
        message: "Enter the name of the person who acts".into(),
    }]);
    let shell = Shell::sample(say("people-let-somebody"), Role::Victim).within("/your-case");
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

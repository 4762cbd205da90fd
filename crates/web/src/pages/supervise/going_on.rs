//! A victim does not go on with a case, or does after all (OVR-3).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{Complaints, date_parts, parts_of},
    pages::plain::{Plain, PlainForm, paragraph},
    shell::Shell,
    words,
};
use jiff::Timestamp;
use policy::Role;
use record::leaving::LeftBecause;
use service::supervise::leaving::{GoesOn, GoingOnPage};

/// The first box of the day, for the list of complaints
pub(crate) const FIRST_BOXES: &[(&str, &str)] = &[("at", "day-day"), ("victim", "victim")];

/// The page: a form for each victim
pub(crate) fn page(
    shell: Shell,
    case: &str,
    known: &GoingOnPage,
    fields: &Fields,
    complaints: &Complaints,
    now: Timestamp,
) -> Plain {
    let chosen = fields.text("victim");
    let form = |(number, (victim, name, left)): (usize, &GoesOn)| {
        let is_sent = chosen == victim.to_string();
        let nothing = Complaints::default();
        let (fields, complaints) = if is_sent { (fields, complaints) } else { (&Fields::NOTHING, &nothing) };
        // Only one form can be the one with complaints, so that each id is there once.
        let id = |name: &str| if is_sent { name.to_owned() } else { format!("{name}-{number}") };
        one(case, known, (victim.to_string(), name, *left), fields, complaints, &id, now)
    };
    Plain {
        shell: shell.within("/my-work").wrong(!complaints.0.is_empty()),
        errors: complaints.links(FIRST_BOXES),
        back: Some((format!("Case {}", known.reference), case.to_owned())),
        caption: format!("Case {}", known.reference),
        heading: "A victim does not go on, or does after all".into(),
        above: vec![paragraph(
            "Write what they told you and do not talk them out of it. They keep their rights, support stays open to them, and \
             within five working days somebody tells them what happens now and that they may come back.",
        )],
        forms: known.victims.iter().enumerate().map(form).collect(),
        ..Plain::default()
    }
}

fn one(
    case: &str,
    known: &GoingOnPage,
    (victim, name, left): (String, &str, Option<(Timestamp, LeftBecause)>),
    fields: &Fields,
    complaints: &Complaints,
    id: &dyn Fn(&str) -> String,
    now: Timestamp,
) -> PlainForm {
    let today = calendar::london_date(now);
    let typed = |name: &str| complaints.beside(name, fields.text(name));
    let day = match fields.some_text("day-day") {
        Some(_) => date_parts(fields, "day"),
        None => parts_of(today),
    };
    let time = fields.some_text("time").unwrap_or_else(|| words::clock_of(now));
    let mut inputs = Vec::new();
    let (heading, texts, button) = match left {
        Some((since, because)) => {
            let since = words::day(calendar::london_date(since), today);
            let said = format!("{name} has not gone on since {since}: {}.", because.words().to_lowercase());
            (format!("{name} wants to go on after all"), vec![said], "Save that they go on")
        }
        None => {
            let reasons = LeftBecause::ALL.map(|one| Choice::new(one.slug(), one.words()));
            inputs.push(Markup::of(
                c::radios("because", "Why, as they tell it?", reasons)
                    .prefix_id(id("because"))
                    .filled(&typed("because"))
                    .small(),
            ));
            (format!("{name} does not want to go on"), Vec::new(), "Save that they do not go on")
        }
    };
    inputs.push(Markup::of(
        c::textarea("words", "In their words (optional)")
            .with_id(id("words"))
            .rows(3)
            .filled(&typed("words")),
    ));
    inputs.push(Markup::of(
        c::date_input("day", "Which day did they say so?")
            .with_id(id("day"))
            .values(&day)
            .error(&complaints.about("at")),
    ));
    inputs.push(Markup::of(
        c::input("time", "At what time?")
            .with_id(id("time"))
            .classes("govuk-input--width-5")
            .value(time)
            .exact(),
    ));
    let version = fields.some_text("version").unwrap_or_else(|| known.version.to_string());
    PlainForm {
        heading,
        texts,
        action: format!("{case}/going-on"),
        hidden: vec![
            ("version".into(), version),
            ("victim".into(), victim),
            ("goes_on".into(), if left.is_some() { "yes" } else { "no" }.into()),
        ],
        fields: inputs,
        button: c::button(button),
        instead: Some(("Go back to the case".into(), case.to_owned())),
        ..PlainForm::default()
    }
}

pub(super) fn samples() -> Vec<(&'static str, Plain)> {
    let now: Timestamp = Timestamp::UNIX_EPOCH;
    let victim = |number| record::VictimId(uuid::Uuid::from_u128(number));
    let known = GoingOnPage {
        version: 9,
        reference: "01ZZ0000226".into(),
        victims: vec![
            (victim(1), "Rosa Example".into(), None),
            (victim(2), "Tom Sample".into(), Some((now, LeftBecause::TooLong))),
        ],
    };
    let mut wrong = Complaints::default();
    wrong.add("because", "Select why, as they told it");
    let sent = Fields::of(vec![("victim".into(), victim(1).to_string())]);
    let shell = || Shell::sample("Going on", Role::Officer);
    let nothing = Complaints::default();
    vec![
        ("going-on", page(shell(), "/case/sample", &known, &Fields::NOTHING, &nothing, now)),
        ("going-on-refused", page(shell(), "/case/sample", &known, &sent, &wrong, now)),
    ]
}

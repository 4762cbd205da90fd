//! Drawing a sample: whose cases, which questions, which rule, who reads.

use super::INSPECTIONS;
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{self, Complaints},
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
};
use policy::Role;
use service::inspections::{Grouping, sheets};
use uuid::Uuid;

/// What the form offers
#[derive(Debug, Clone, Default)]
pub(crate) struct Making {
    /// id of the inspection that it makes: sent twice, it makes one
    pub id: Uuid,
    /// organisations whose cases can be read: id and name; empty when it is one's own
    pub organisations: Vec<(String, String)>,
    /// areas: id and name
    pub areas: Vec<String>,
    /// people who can read: id and name
    pub readers: Vec<(String, String)>,
}

/// Stages of a case: slug and words
const STAGES: [(&str, &str); 6] = [
    ("report", "Reported"),
    ("investigation", "Investigation"),
    ("charge", "Decision"),
    ("court", "Court"),
    ("sentence", "Sentence"),
    ("after", "After sentence"),
];

/// The form
pub(crate) fn new(shell: Shell, offered: &Making, fields: &Fields, complaints: &Complaints) -> Plain {
    let select = |name: &str, label: &str, choices: Vec<Choice>| {
        Markup::of(c::select(name, label, choices).filled(&complaints.beside(name, fields.text(name))))
    };
    let input = |name: &str, label: &str, hint: &str| {
        Markup::of(c::input(name, label).hint(hint).filled(&complaints.beside(name, fields.text(name))))
    };
    let date = |name: &str, legend: &str| {
        Markup::of(
            c::date_input(name, legend)
                .values(&forms::date_parts(fields, name))
                .error(&complaints.about(name)),
        )
    };
    let any = |text: &str| Choice::new("", text);
    let questions = sheets()
        .into_iter()
        .map(|one| Choice::new(format!("{} {}", one.questions, one.sheet), one.title).hint(one.file));
    let mut asked = vec![input("title", "What is this inspection about?", "It stands over the report.")];
    if !offered.organisations.is_empty() {
        let of = offered.organisations.iter().map(|(id, name)| Choice::new(id, name));
        asked.push(select(
            "organisation",
            "Whose cases are read?",
            std::iter::once(any("Choose")).chain(of).collect(),
        ));
    }
    asked.push(Markup::of(
        c::radios("sheet", "Which questions?", questions.collect::<Vec<_>>())
            .small()
            .filled(&complaints.beside("sheet", fields.text("sheet"))),
    ));
    let areas = offered.areas.iter().map(|area| Choice::new(area, area));
    asked.push(select("area", "Area", std::iter::once(any("All areas")).chain(areas).collect()));
    let groups = record::figures::CrimeGroup::all().into_iter().map(|(slug, name)| Choice::new(slug, name));
    asked.push(select("crime_group", "Crime", std::iter::once(any("All crimes")).chain(groups).collect()));
    let stages = STAGES.iter().map(|(slug, words)| Choice::new(*slug, *words));
    asked.push(select("stage", "Stage", std::iter::once(any("Any stage")).chain(stages).collect()));
    asked.push(date("from", "Reported on or after"));
    asked.push(date("until", "Reported on or before"));
    asked.push(Markup::of(
        c::checkboxes(
            "closed_only",
            "Outcome",
            vec![Choice::new("yes", "Only cases closed without a charge")],
        )
        .small()
        .ticked(&fields.all("closed_only")),
    ));
    asked.push(input("number", "How many cases?", "Of each group, when you choose groups below."));
    let grouping = Grouping::ALL.iter().map(|(_, name, words)| Choice::new(*name, *words));
    let chosen = fields.some_text("grouping").unwrap_or_else(|| "none".into());
    asked.push(Markup::of(
        c::radios("grouping", "How is the number meant?", grouping.collect::<Vec<_>>())
            .small()
            .filled(&complaints.beside("grouping", chosen)),
    ));
    asked.push(input(
        "seed",
        "Seed",
        "Any words or numbers, said before the draw: whoever has them draws the same cases.",
    ));
    let readers = offered.readers.iter().map(|(id, name)| Choice::new(id, name));
    asked.push(Markup::of(
        c::checkboxes("readers", "Who reads?", readers.collect::<Vec<_>>())
            .hint("Cases are given to them in turn.")
            .small()
            .ticked(&fields.all("readers"))
            .error(&complaints.about("readers")),
    ));
    asked.push(Markup::of(
        c::checkboxes("by_two", "Agreement", vec![Choice::new("yes", "Two readers for each case")])
            .hint("Neither sees the other’s answers. The report says how far they agree.")
            .small()
            .ticked(&fields.all("by_two")),
    ));
    Plain {
        shell: shell.within(INSPECTIONS).wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("from", "from-day"), ("until", "until-day")]),
        back: Some(("Inspections".into(), INSPECTIONS.into())),
        heading: "Draw a sample".into(),
        above: vec![plain::paragraph(measures::sample::RULE)],
        forms: vec![PlainForm {
            action: format!("{INSPECTIONS}/new"),
            hidden: vec![("id".into(), offered.id.to_string())],
            fields: asked,
            button: c::button("Draw the sample"),
            instead: Some(("Go back without drawing".into(), INSPECTIONS.into())),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

pub(super) fn samples() -> Vec<(&'static str, Plain)> {
    let offered = Making {
        id: Uuid::from_u128(7),
        organisations: vec![("croydon".into(), "Croydon police".into())],
        areas: vec!["01".into()],
        readers: vec![("ada".into(), "Ada Sample".into()), ("bo".into(), "Bo Sample".into())],
    };
    let own = Making { organisations: Vec::new(), ..offered.clone() };
    let mut wrong = Complaints::default();
    wrong.add("number", "The sample is larger than the population: 500 are wanted, 212 are there; ask for 212 or fewer, or widen the filter");
    wrong.add("readers", "Select who reads");
    let (nothing, none) = (&Fields::NOTHING, &Complaints::default());
    let shell = |role| Shell::sample("Draw a sample", role);
    vec![
        ("inspection-new", new(shell(Role::Oversight), &offered, nothing, none)),
        ("inspection-new-refused", new(shell(Role::Supervisor), &own, nothing, &wrong)),
    ]
}

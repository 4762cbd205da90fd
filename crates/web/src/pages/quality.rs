//! Quality of contacts and letters (VOX-4): what is to be scored this month, and one contact beside its questions.

use super::inspections::report::{AGREEMENT, agreement_rows};
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Cell, Plain, PlainForm, cell, link},
    shell::Shell,
    words,
};
use jiff::civil::Date;
use measures::inspection::{Question, figures::percent};
use policy::Role;
use record::{CaseId, figures::Month};
use service::{
    ScoreCount,
    quality::{DrawnContact, OF_A_TEAM, ScorePage, ToScore, questions},
};
use std::collections::BTreeMap;

/// Where the list is
pub(crate) const QUALITY: &str = "/quality";

/// Where a contact is scored
pub(crate) fn address(case: CaseId, contact: u64, month: Month) -> String {
    format!("{QUALITY}/{case}/{contact}?month={}", month.number())
}

/// The contacts of a month that were drawn, and what came of those that were scored
pub(crate) fn list(shell: Shell, found: &ToScore, saved: Option<String>) -> Plain {
    let month = found.month;
    let mut above = vec![
        plain::paragraph(format!(
            "Up to {OF_A_TEAM} contacts of each team that told victims what they were owed in {} are drawn by rule, out of {}. \
             Somebody who did not write them scores them; some are scored by two.",
            month.words(),
            words::count(found.population, "contact", "contacts"),
        )),
        plain::links(vec![(
            format!("The month before, {}", month.previous().words()),
            format!("{QUALITY}?month={}", month.previous().number()),
        )]),
    ];
    if found.contacts.is_empty() {
        above.push(plain::paragraph("No contact counts in this month."));
    }
    let rows = found.contacts.iter().enumerate().map(|(place, one)| contact_row(place, one, month)).collect();
    above.extend(plain::table("To be scored", &["Contact", "Team", "Scored by"], rows));
    above.extend(plain::table(
        "Scores of this month",
        &["Question", "No", "Partly", "Fully", "Share fully"],
        counts(&found.counts),
    ));
    above.extend(plain::table("Agreement of two scorers", &AGREEMENT, agreement_rows(&found.agreement)));
    above.push(plain::paragraph(format!("Seed: {}. {}", found.seed, measures::sample::RULE)));
    Plain {
        shell: shell.within(QUALITY),
        saved,
        heading: "Quality of contacts and letters".into(),
        caption: month.words(),
        above,
        ..Plain::default()
    }
}

fn contact_row(place: usize, one: &DrawnContact, month: Month) -> Vec<Cell> {
    let name = format!("Contact {}", place + 1);
    let scored = match (one.scorers.len(), one.by_two) {
        (0, false) => "Nobody yet".to_owned(),
        (0, true) => "Nobody yet; two are wanted".to_owned(),
        (1, true) => format!("{}; a second is wanted", one.scorers.join(", ")),
        _ => one.scorers.join(", "),
    };
    let name = if one.done && one.scorers.is_empty() {
        cell(name)
    } else {
        link(name, address(one.case, one.contact, month))
    };
    vec![name, cell(&one.team), cell(scored)]
}

fn counts(counts: &[ScoreCount]) -> Vec<Vec<Cell>> {
    let mut by_question: BTreeMap<&str, [i64; 3]> = BTreeMap::new();
    for count in counts {
        let place = usize::try_from(count.score).unwrap_or(usize::MAX);
        if let Some(n) = by_question.entry(&count.question).or_default().get_mut(place) {
            *n += count.n;
        }
    }
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    let row = |question: &'static Question| {
        let [no, partly, fully] = by_question.get(question.id.as_str())?;
        let share = percent(number(*fully), number(no + partly + fully));
        Some(vec![
            cell(&question.text),
            cell(no.to_string()),
            cell(partly.to_string()),
            cell(fully.to_string()),
            cell(share),
        ])
    };
    questions().into_iter().filter_map(row).collect()
}

/// One contact beside its questions
pub(crate) fn score(
    shell: Shell,
    page: &ScorePage,
    fields: Option<&Fields>,
    complaints: &Complaints,
    today: Date,
) -> Plain {
    let mut facts = c::summary_list()
        .row("How", words::capital(&page.way))
        .row("When", words::moment(page.at, today))
        .row("The victim prefers", &page.preferred);
    for meets in &page.meets {
        facts = facts.row("It told of", meets);
    }
    let mut above = vec![Markup::of(facts), plain::heading("What was said"), plain::text(&page.told)];
    above.extend(page.detail.iter().map(plain::paragraph));
    let question = |(question, given): &(&'static Question, Option<u8>)| {
        let name = format!("q-{}", question.id);
        let known =
            given.and_then(|score| question.options.get(usize::from(score))).map(|option| option.id.clone());
        let value = fields.map_or_else(|| known.unwrap_or_default(), |fields| fields.text(&name));
        let choices: Vec<Choice> =
            question.options.iter().map(|option| Choice::new(&option.id, &option.words)).collect();
        let filled = c::Filled { value, error: complaints.about(&question.id) };
        Markup::of(c::radios(&name, &question.text, choices).small().inline().filled(&filled))
    };
    let mut asked: Vec<Markup> = page.questions.iter().map(question).collect();
    let notes = fields.map_or_else(|| page.notes.clone(), |fields| fields.text("notes"));
    asked.push(Markup::of(
        c::textarea("notes", "What should be said to the team?")
            .hint("Sealed. It is not shown to whoever wrote the contact by itself.")
            .rows(4)
            .filled(&complaints.beside("notes", notes)),
    ));
    let list = format!("{QUALITY}?month={}", page.month.number());
    let fields_of: Vec<(&str, String)> = page
        .questions
        .iter()
        .map(|(question, _)| (question.id.as_str(), format!("q-{}", question.id)))
        .collect();
    let anchors: Vec<(&str, &str)> = fields_of.iter().map(|(id, field)| (*id, field.as_str())).collect();
    Plain {
        errors: complaints.links(&anchors),
        shell: shell.within(QUALITY).wrong(!complaints.0.is_empty()),
        back: Some(("Quality of contacts and letters".into(), list.clone())),
        heading: "Score a contact".into(),
        above,
        forms: vec![PlainForm {
            heading: "How good is it?".into(),
            action: format!("{QUALITY}/{}/{}", page.case, page.contact),
            hidden: vec![("month".into(), page.month.number().to_string())],
            fields: asked,
            button: c::button("Save the score"),
            instead: Some(("Go back without saving".into(), list)),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let month = Month::of_date(jiff::civil::date(2026, 2, 1));
    let case = CaseId(uuid::Uuid::from_u128(1));
    let contact = |by_two, scorers: &[&str]| DrawnContact {
        case,
        contact: 7,
        team: "Croydon burglary".into(),
        by_two,
        scorers: scorers.iter().map(|name| (*name).to_owned()).collect(),
        done: false,
    };
    let count = |score, n| ScoreCount {
        month: month.number(),
        organisation: "met".into(),
        area: "01".into(),
        team: "burglary".into(),
        question: "kind".into(),
        score,
        n,
    };
    let found = ToScore {
        month,
        seed: "met 202602".into(),
        population: 212,
        contacts: vec![contact(true, &["Ada Sample"]), contact(false, &[])],
        counts: vec![count(0, 1), count(2, 3)],
        agreement: Vec::new(),
    };
    let none = ToScore { contacts: Vec::new(), counts: Vec::new(), population: 0, ..found.clone() };
    let page = ScorePage {
        case,
        contact: 7,
        month,
        way: "phone".into(),
        at: jiff::Timestamp::from_second(1_772_000_000).unwrap_or_default(),
        told: "I told her that he was charged with burglary and will be in court on 20 March.".into(),
        preferred: "phone, then letter".into(),
        detail: vec!["They understood".into()],
        meets: vec!["Be told that a suspect was charged, due by the end of Thursday 5 March".into()],
        questions: questions().into_iter().map(|question| (question, None)).collect(),
        notes: String::new(),
    };
    let shell = || Shell::sample("Quality", Role::Supervisor);
    let mut wrong = Complaints::default();
    wrong.add("kind", "Select no, partly or fully");
    let today = jiff::civil::date(2026, 3, 30);
    vec![
        ("quality", list(shell(), &found, Some("Saved".into()))),
        ("quality-none", list(shell(), &none, None)),
        ("quality-score", score(shell(), &page, None, &Complaints::default(), today)),
        ("quality-score-refused", score(shell(), &page, None, &wrong, today)),
    ]
}

//! What rows are called, in plain words, and in which order they stand.

use super::MeasureRow;
use crate::{Service, directory::areas};
use measures::{Dimension, PeopleKind};
use record::{CrimeGroup, Month, figures};
use victims_code::{Provider, Stage};

/// What is not known, in a row of its own.
pub(super) const UNKNOWN: &str = "unknown";

/// The rights of the Code in a few words.
const RIGHTS: [&str; 12] = [
    "to understand and be understood",
    "to have the details of the crime recorded",
    "to be given information when reporting",
    "to be referred to support and have needs met",
    "to be told about compensation",
    "to be told about the investigation and prosecution",
    "to make a Victim Personal Statement",
    "to be told about the trial and being a witness",
    "to be told the outcome and of appeals",
    "to be paid expenses and get property back",
    "to be told about the offender after conviction",
    "to complain about rights not met",
];

impl Service {
    /// What a row is called.
    pub(super) fn label_of(&self, by: Option<Dimension>, key: &str) -> String {
        let directory = self.directory();
        let known = match by {
            None => None,
            Some(Dimension::Month) => key.parse::<Month>().ok().map(Month::words),
            Some(Dimension::Organisation) => {
                named(key, |key| Some(directory.organisation_name(key).to_owned()))
            }
            Some(Dimension::Area) => named(key, |key| areas::force(key).map(|force| force.name.to_owned())),
            Some(Dimension::Provider) => Provider::named(key).map(|provider| provider.in_words().to_owned()),
            Some(Dimension::Edition) => {
                let code = self.rules().code;
                code.edition_named(key).map(|edition| code.edition(edition).title.clone())
            }
            Some(Dimension::Right) => Some(right(key)),
            Some(Dimension::Duty) => self.duty_label(key),
            Some(Dimension::Stage) => Some(stage(key).to_owned()),
            Some(Dimension::Unit) => Some(match directory.units.get(key) {
                Some(unit) => unit.name.clone(),
                None => "Teams that are in no unit".to_owned(),
            }),
            Some(Dimension::Team) => named(key, |key| Some(directory.team_name(key).to_owned())),
            Some(Dimension::CrimeGroup) => {
                CrimeGroup::all().into_iter().find(|(slug, _)| *slug == key).map(|(_, name)| name.to_owned())
            }
            Some(Dimension::Enhanced) => {
                Some(if key == "1" { "With Enhanced Rights" } else { "Without Enhanced Rights" }.to_owned())
            }
            Some(Dimension::People(kind)) => people(kind, key),
        };
        known.unwrap_or_else(|| {
            if key.is_empty() || key == UNKNOWN { "Not known".to_owned() } else { key.to_owned() }
        })
    }

    fn duty_label(&self, id: &str) -> Option<String> {
        let code = self.rules().code;
        let duty = code.duty(code.duty_index(id)?);
        let edition = &*code.edition(duty.edition).name;
        // The same duty stands in several editions, and several agencies can owe it.
        Some(match edition {
            "2006" | "2015" => format!("{} ({}, Code of {edition})", duty.plain, duty.provider.in_words()),
            _ => format!("{} ({})", duty.plain, duty.provider.in_words()),
        })
    }
}

fn named(key: &str, name: impl FnOnce(&str) -> Option<String>) -> Option<String> {
    if key.is_empty() { None } else { name(key) }
}

fn right(key: &str) -> String {
    let number = key.parse::<usize>().ok();
    match number.and_then(|number| Some((number, RIGHTS.get(number.checked_sub(1)?)?))) {
        Some((number, words)) => format!("Right {number}: {words}"),
        None => "Under no numbered right".to_owned(),
    }
}

fn stage(key: &str) -> &'static str {
    match key {
        "report" => "Report",
        "investigation" => "Investigation",
        "charge" => "Charging decision",
        "court" => "Court",
        "sentence" => "Sentence and appeal",
        "after" => "After the sentence",
        _ => "Not known",
    }
}

fn people(kind: PeopleKind, key: &str) -> Option<String> {
    let slug = key.split_once(':')?.1;
    Some(match kind {
        PeopleKind::Age => match slug {
            "0-17" => "Under 18".to_owned(),
            "75-and-over" => "75 and over".to_owned(),
            band => band.replace('-', " to "),
        },
        PeopleKind::Sex => figures::Sex::from_slug(slug)?.words().to_owned(),
        PeopleKind::Ethnicity => figures::Ethnicity::from_slug(slug)?.words().to_owned(),
        PeopleKind::Disability => figures::Disability::from_slug(slug)?.words().to_owned(),
    })
}

/// In an order that a reader expects: months, rights and stages as they follow each other, everything else by name, what is
/// not known last.
pub(super) fn sort(by: Option<Dimension>, rows: &mut [MeasureRow]) {
    let stage = |key: &str| Stage::ALL.iter().position(|(_, name)| *name == key).unwrap_or(Stage::ALL.len());
    match by {
        Some(Dimension::Month) => rows.sort_by(|a, b| a.key.cmp(&b.key)),
        Some(Dimension::Right) => {
            rows.sort_by(|a, b| (a.key.is_empty(), &a.key).cmp(&(b.key.is_empty(), &b.key)))
        }
        Some(Dimension::Stage) => rows.sort_by_key(|row| stage(&row.key)),
        Some(Dimension::People(PeopleKind::Age)) => {
            rows.sort_by(|a, b| (a.key == UNKNOWN, &a.key).cmp(&(b.key == UNKNOWN, &b.key)));
        }
        _ => rows.sort_by(|a, b| {
            let last = |row: &MeasureRow| row.key.is_empty() || row.key == UNKNOWN || row.key == "other";
            (last(a), a.label.to_lowercase(), &a.key).cmp(&(last(b), b.label.to_lowercase(), &b.key))
        }),
    }
}

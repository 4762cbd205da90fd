//! The rows that supervisors' lists read: directions, early warnings, who left, and by what a victim is known again. They
//! follow from the events, as every view does.

use crate::{
    Case, Owed, PersonDetails, PersonalTexts, Recorded, VictimId,
    leaving::{self, LeftBecause, OwedBefore},
    review::{DRIFTS_AFTER_DAYS, REVIEW_EVERY_DAYS, is_activity},
    view::{OwnerRow, name_words, normal_phone, normal_reference},
    warning::{self, Signal},
};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeSet;
use victims_code::Code;

/// What supervisors' lists say of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Supervision {
    /// Directions, in the order in which they were given.
    pub directions: Vec<DirectionRow>,
    /// Why its victims may be lost: a row for each organisation that answers for it.
    pub warnings: Vec<WarningRow>,
    /// Victims who do not go on.
    pub left: Vec<LeftRow>,
    /// By what its victims are known again.
    pub identities: Vec<IdentityRow>,
}

/// A direction in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct DirectionRow {
    /// Version of the review.
    pub review: u64,
    /// Its place in the review.
    pub item: u32,
    /// The organisation whose supervisor gave it.
    pub organisation: String,
    /// The team of that organisation that holds the case; empty when not known.
    pub team: String,
    /// Who is to do it: whoever was named, else who holds the case; empty when nobody is known.
    pub person: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// The instant from which it is late.
    pub due_at: Timestamp,
    /// When somebody said what became of it.
    pub answered_at: Option<Timestamp>,
    /// Whether it was done.
    pub done: bool,
}

/// Why victims of a case may be lost, for one organisation that answers for it.
#[derive(Clone, Debug, PartialEq)]
pub struct WarningRow {
    /// The organisation.
    pub organisation: String,
    /// Team; empty when not known.
    pub team: String,
    /// Person; empty when not known.
    pub person: String,
    /// The sum when every reason holds.
    pub most: u32,
    /// From when it is on the list.
    pub listed_from: Timestamp,
    /// From when every reason holds, so that the sum is the most.
    pub full_from: Timestamp,
    /// The reasons.
    pub signals: Vec<Signal>,
}

/// A victim who does not go on.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftRow {
    /// The victim.
    pub victim: VictimId,
    /// Since when.
    pub at: Timestamp,
    /// The organisation that answers for the case; empty when nobody does.
    pub organisation: String,
    /// Its team; empty when not known.
    pub team: String,
    /// Slug of the stage.
    pub stage: String,
    /// Why.
    pub because: LeftBecause,
    /// When somebody last got through to them before.
    pub contact_before: Option<Timestamp>,
    /// What had been done for them.
    pub owed_before: OwedBefore,
}

/// Something by which a victim, or a place, is known again in another case. The store keeps a keyed digest of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdentityRow {
    /// What.
    pub kind: IdentityKind,
    /// The text, normalised.
    pub term: String,
    /// The victim.
    pub victim: VictimId,
    /// When the case began.
    pub at: Timestamp,
}

/// By what a victim is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityKind {
    /// Whole name and date of birth.
    Person,
    /// A phone number.
    Phone,
    /// First line of the address, and postcode.
    Place,
}

impl IdentityKind {
    /// All of them.
    pub const ALL: [IdentityKind; 3] = [IdentityKind::Person, IdentityKind::Phone, IdentityKind::Place];

    /// The slug in the view, and of its part of the keyed index.
    pub fn slug(self) -> &'static str {
        match self {
            IdentityKind::Person => "victim_person",
            IdentityKind::Phone => "victim_phone",
            IdentityKind::Place => "victim_place",
        }
    }

    /// Whether it stands for a person, so that a second case with it is a repeat victim.
    pub fn is_person(self) -> bool {
        self != IdentityKind::Place
    }
}

/// The rows of a case.
pub fn supervision(
    case: &Case,
    events: &[Recorded],
    texts: &PersonalTexts,
    owed: &[Owed],
    code: &Code,
) -> Supervision {
    Supervision {
        directions: direction_rows(case),
        warnings: warning_rows(case, events, owed),
        left: left_rows(case, events, owed, code),
        identities: identity_rows(case, texts),
    }
}

fn direction_rows(case: &Case) -> Vec<DirectionRow> {
    let mut rows = Vec::new();
    for review in case.reviews.all() {
        let holder = case.owners.values().find(|owner| owner.organisation == review.organisation);
        for (item, direction, answered) in review.directions() {
            let person = direction.who.as_ref().or_else(|| holder.and_then(|holder| holder.person.as_ref()));
            rows.push(DirectionRow {
                review: review.version,
                item,
                organisation: review.organisation.0.clone(),
                team: holder
                    .and_then(|holder| holder.team.as_ref())
                    .map(|team| team.0.clone())
                    .unwrap_or_default(),
                person: person.map(|person| person.0.clone()).unwrap_or_default(),
                given_at: review.at,
                due_at: calendar::end_of_london_day(direction.by),
                answered_at: answered.map(|answered| answered.at),
                done: answered.is_some_and(|answered| answered.done),
            });
        }
    }
    rows
}

fn warning_rows(case: &Case, events: &[Recorded], owed: &[Owed]) -> Vec<WarningRow> {
    let signals = warning::signals(case, events, owed);
    let Some(listed_from) = warning::listed_from(&signals) else { return Vec::new() };
    let full_from = signals.iter().map(|signal| signal.from).max().unwrap_or(listed_from);
    let most = warning::score(&signals, full_from);
    let mut seen = BTreeSet::new();
    let first = case.owners.values().filter(|owner| seen.insert(&owner.organisation));
    first
        .map(|owner| WarningRow {
            organisation: owner.organisation.0.clone(),
            team: owner.team.as_ref().map(|team| team.0.clone()).unwrap_or_default(),
            person: owner.person.as_ref().map(|person| person.0.clone()).unwrap_or_default(),
            most,
            listed_from,
            full_from,
            signals: signals.clone(),
        })
        .collect()
}

fn left_rows(case: &Case, events: &[Recorded], owed: &[Owed], code: &Code) -> Vec<LeftRow> {
    if !case.happened.contains_key(leaving::LEFT) {
        return Vec::new();
    }
    let owner = case.owner("all");
    let row = |left: leaving::Left| LeftRow {
        victim: left.victim,
        at: left.at,
        organisation: owner.map(|owner| owner.organisation.0.clone()).unwrap_or_default(),
        team: owner.and_then(|owner| owner.team.as_ref()).map(|team| team.0.clone()).unwrap_or_default(),
        stage: left.stage.to_owned(),
        because: left.because,
        contact_before: left.contact_before,
        owed_before: left.owed_before,
    };
    leaving::left(case, events, owed, code).into_iter().map(row).collect()
}

fn identity_rows(case: &Case, texts: &PersonalTexts) -> Vec<IdentityRow> {
    let mut rows = BTreeSet::new();
    for victim in &case.victims {
        let details: PersonDetails = texts.read(&victim.details).unwrap_or_default();
        for (kind, term) in identities(&details) {
            rows.insert(IdentityRow { kind, term, victim: victim.id, at: case.opened_at });
        }
    }
    rows.into_iter().collect()
}

/// What is known of somebody by which they are found again.
pub fn identities(details: &PersonDetails) -> Vec<(IdentityKind, String)> {
    let mut known = Vec::new();
    let words = name_words(&details.name);
    if let (Some(born), false) = (details.born, words.is_empty()) {
        known.push((IdentityKind::Person, format!("{} {born}", words.join(" "))));
    }
    for phone in &details.phones {
        let phone = normal_phone(phone);
        // An extension, or a number with its digits left out, is not one person's.
        if phone.len() >= 10 {
            known.push((IdentityKind::Phone, phone));
        }
    }
    known.extend(place(&details.address).map(|place| (IdentityKind::Place, place)));
    known
}

/// First line and postcode: two houses of a street differ, two spellings of a town do not.
fn place(address: &[String]) -> Option<String> {
    let (line, postcode) =
        address.iter().enumerate().rev().find_map(|(line, text)| Some((line, postcode(text)?)))?;
    let first = name_words(address.first().filter(|_| line > 0)?).join(" ");
    (!first.is_empty()).then(|| format!("{first} {postcode}"))
}

/// The postcode at the end of a line.
fn postcode(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let ends = [words.len().checked_sub(1)?, words.len().saturating_sub(2)];
    ends.into_iter().find_map(|from| {
        let text = normal_reference(&words.get(from..)?.concat());
        let (outward, inward) = text.split_at_checked(text.len().checked_sub(3)?)?;
        let mut inward = inward.chars();
        let is_inward = inward.next()?.is_ascii_digit() && inward.all(|letter| letter.is_ascii_uppercase());
        let is_outward = (2..=4).contains(&outward.len())
            && outward.starts_with(|letter: char| letter.is_ascii_uppercase())
            && outward.contains(|letter: char| letter.is_ascii_digit());
        (is_inward && is_outward).then_some(text)
    })
}

/// When supervisors looked at a case and must look again, for each row of who answers for it.
pub(crate) fn supervise(case: &Case, events: &[Recorded], owners: &mut [OwnerRow]) {
    let acted =
        events.iter().filter(|recorded| is_activity(&recorded.event)).map(|recorded| recorded.at).max();
    let live = live_since(case);
    for owner in owners {
        owner.reviewed_at = case.reviews.latest_of(&owner.organisation.as_str().into());
        let since = acted.max(owner.reviewed_at).unwrap_or(case.opened_at);
        owner.drifts_at = owner.owes.then(|| after_days(since, DRIFTS_AFTER_DAYS));
        let investigated = live.filter(|_| owner.provider == "police");
        owner.supervise_at = investigated
            .map(|since| after_days(Some(since).max(owner.reviewed_at).unwrap_or(since), REVIEW_EVERY_DAYS));
    }
}

fn after_days(since: Timestamp, days: i64) -> Timestamp {
    since.saturating_add((days * 24).hours()).unwrap_or(since)
}

/// What ends an investigation: from then on another rhythm than the investigation's counts.
const ENDS: [&str; 6] = [
    "decision_not_to_investigate",
    "nfa_decision_police",
    "nfa_decision_cps",
    "out_of_court_disposal_given",
    "charged",
    "case_file_submitted",
];

/// What begins one, or begins it again.
const BEGINS: [&str; 3] = ["crime_reported", "death_reported", "investigation_opened"];

/// Since when a case has been under investigation without an end.
fn live_since(case: &Case) -> Option<Timestamp> {
    let latest = |slugs: &[&str]| slugs.iter().filter_map(|slug| case.happened.get(*slug)).max().copied();
    let began = latest(&BEGINS)?;
    latest(&ENDS).is_none_or(|ended| ended < began).then_some(began)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_of(lines: &[&str]) -> Option<String> {
        place(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_place_is_its_first_line_and_postcode_however_it_is_written() {
        let known = Some("1 mill street SE11AA".to_owned());
        assert_eq!(place_of(&["1 Mill Street", "London", "SE1 1AA"]), known);
        assert_eq!(place_of(&["1, mill  street", "London se1 1aa"]), known);
        assert_eq!(place_of(&["1 Mill Street", "Lambeth, London SE11AA", "United Kingdom"]), known);
        assert_ne!(place_of(&["3 Mill Street", "London", "SE1 1AA"]), known);
        for nothing in [&["1 Mill Street", "London"][..], &["SE1 1AA"], &[], &["", "SE1 1AA"], &["ŵ", "1AA"]]
        {
            assert_eq!(place_of(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn somebody_is_known_by_name_and_birth_or_by_a_whole_number() {
        let details = PersonDetails {
            name: "Fern O’Moss".into(),
            born: Some(jiff::civil::date(1990, 2, 3)),
            phones: vec!["+44 7700 900001".into(), "ext 12".into()],
            ..PersonDetails::default()
        };
        let known = [
            (IdentityKind::Person, "fern omoss 1990-02-03".to_owned()),
            (IdentityKind::Phone, "07700900001".to_owned()),
        ];
        assert_eq!(identities(&details), known);
        assert_eq!(identities(&PersonDetails { born: None, phones: vec![], ..details }), []);
    }

    #[test]
    fn what_begins_and_ends_an_investigation_are_triggers_of_the_code() {
        let code = Code::embedded();
        for slug in BEGINS.iter().chain(&ENDS).chain(&[leaving::LEFT, leaving::BACK]) {
            assert!(code.trigger_id(slug).is_some(), "{slug}");
        }
    }
}

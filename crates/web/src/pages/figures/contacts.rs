//! The contacts behind a figure, to read one by one, and what has no record.

use super::{About, Choosing, FIGURES, address};
use crate::{
    components::{self as c},
    present::case_address,
    shell::Shell,
    words,
};
use askama::Template;
use jiff::civil::Date;
use service::unit_contacts::{MissingContact, OwedTo, ReadContact, UnitContacts};

/// The page
#[derive(Template)]
#[template(path = "figures/contacts.html")]
pub struct Contacts {
    /// surroundings
    pub shell: Shell,
    /// the measure
    pub about: About,
    /// way back to the measure
    pub back: String,
    /// the unit
    pub unit: String,
    /// the month in words
    pub month: String,
    /// which month is shown
    pub choosing: Choosing,
    /// how many there are and which are shown, in sentences
    pub standing: Vec<String>,
    /// contacts to read
    pub(crate) read: Vec<Line>,
    /// contacts of the months before, where this one has few
    pub(crate) earlier: Vec<Line>,
    /// what has no record
    pub(crate) missing: Vec<Line>,
}

/// A contact, or the lack of one
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// such as "Told 3 working days late"
    pub state: String,
    /// whether that is late
    pub late: bool,
    /// whom it is owed to
    pub victim: String,
    /// reference of the case
    pub reference: String,
    /// address of the case
    pub case: String,
    /// what is owed
    pub what: String,
    /// what it follows from, when it was due, who did it: a line each
    pub facts: Vec<(&'static str, String)>,
    /// what they were told, in the words used
    pub told: Option<String>,
}

fn facts(owed: &OwedTo, today: Date) -> Vec<(&'static str, String)> {
    let because = format!("{}, {}", owed.because, words::day(owed.because_on, today));
    let due = match owed.due {
        Some(due) => words::capital(&words::by_the_end_of(due, today)),
        None => "The Code sets no limit".to_owned(),
    };
    vec![("Because", because), ("Due", due)]
}

fn line(owed: &OwedTo, facts: Vec<(&'static str, String)>) -> Line {
    Line {
        victim: owed.victim.clone(),
        reference: owed.reference.clone(),
        case: case_address(owed.case),
        what: owed.what.clone(),
        facts,
        ..Line::default()
    }
}

fn read_line(contact: &ReadContact, today: Date) -> Line {
    let state = match (contact.late_by, contact.owed.due) {
        (Some(0), _) => "Told late".to_owned(),
        (Some(1), _) => "Told 1 working day late".to_owned(),
        (Some(days), _) => format!("Told {days} working days late"),
        (None, Some(_)) => "Told in time".to_owned(),
        (None, None) => "Told; the Code sets no limit".to_owned(),
    };
    let mut facts = facts(&contact.owed, today);
    facts.extend(contact.done.as_ref().map(|done| {
        let how = done.how.map(|how| format!(", by {}", how.words())).unwrap_or_default();
        ("Done", format!("{}{how}, {}", done.who, words::day(done.on, today)))
    }));
    let answer = contact.answer.clone().unwrap_or_else(|| "has not said whether it happened".to_owned());
    facts.push(("The victim", answer));
    if let Some((understood, helped, words)) = &contact.reply {
        let words = words.as_ref().map(|words| format!(" “{words}”")).unwrap_or_default();
        facts.push((
            "Of this contact",
            format!("Understood: {}. Helped: {}.{words}", understood.words(), helped.words()),
        ));
    }
    Line { state, late: contact.late_by.is_some(), told: contact.told.clone(), ..line(&contact.owed, facts) }
}

fn missing_line(missing: &MissingContact, today: Date) -> Line {
    let late = missing.owed.due.is_some_and(|due| due < today);
    let mut facts = facts(&missing.owed, today);
    facts.push((
        "The victim",
        missing.answer.clone().unwrap_or_else(|| "has not said whether it happened".to_owned()),
    ));
    let state = if late { "No record, and late" } else { "No record" };
    Line { state: state.to_owned(), late, ..line(&missing.owed, facts) }
}

/// The page of a unit
pub(crate) fn page(
    shell: Shell,
    about: About,
    found: &UnitContacts,
    (month, choosing): (String, Choosing),
    today: Date,
) -> Contacts {
    let shown = |shown: usize, of: u64, one: &str, many: &str| {
        let all = usize::try_from(of).unwrap_or(usize::MAX);
        match all {
            0 => format!("There are no {many}."),
            all if all == shown => format!("All {} are shown.", words::count(all, one, many)),
            all => format!("{} of {} are shown.", words::with_commas(shown), words::count(all, one, many)),
        }
    };
    let mut standing = vec![
        shown(found.read.len(), found.recorded, "contact", "contacts"),
        shown(found.missing.len(), found.without_record, "duty without a record", "duties without a record"),
    ];
    if found.not_shown > 0 {
        standing.push("What is in cases that are not for you is left out.".to_owned());
    }
    let back = address(&format!("{FIGURES}/{}", about.id), &[("month", &choosing.month)]);
    Contacts {
        shell: shell.within(FIGURES),
        about,
        back,
        unit: found.unit.clone(),
        month,
        choosing,
        standing,
        read: found.read.iter().map(|contact| read_line(contact, today)).collect(),
        earlier: found.earlier.iter().map(|contact| read_line(contact, today)).collect(),
        missing: found.missing.iter().map(|missing| missing_line(missing, today)).collect(),
    }
}

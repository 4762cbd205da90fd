//! Contacts drawn by chance, to be read (POL-2).

use super::lists;
use crate::{
    components::{self as c, Choice, Markup},
    pages::{
        plain::{heading, links, list, paragraph, text},
        wide::{Wide, narrow},
    },
    present::case_address,
    shell::Shell,
    words,
};
use jiff::civil::Date;
use policy::Role;
use service::supervise::contacts::{ContactRead, ContactSample};

/// The page
pub(crate) fn page(shell: Shell, sample: &ContactSample, team: &str, today: Date) -> Wide {
    let here = "/supervise/contacts";
    // Nothing is typed into an address: who wants another sample takes the next seed.
    let next = sample.seed.wrapping_add(1);
    let seeds = [
        Choice::new(sample.seed.to_string(), format!("the same again ({})", sample.seed)),
        Choice::new(next.to_string(), format!("others ({next})")),
    ];
    let fields = vec![
        super::teams(&sample.teams, team),
        super::months("month", "Month", sample.month, today),
        Markup::of(c::select("seed", "Which", seeds).value(sample.seed.to_string())),
    ];
    let whose = if sample.team.is_empty() { "every team".to_owned() } else { sample.team.clone() };
    let mut about = format!(
        "{} of the {} that {whose} recorded in {}, drawn by chance with the seed {}. Whoever draws with the same seed gets the \
         same ones; without a seed it is the day.",
        words::capital(&words::count(sample.contacts.len(), "contact", "contacts")),
        words::count(sample.population, "contact", "contacts"),
        sample.month.strftime("%B %Y"),
        sample.seed,
    );
    if sample.not_theirs > 0 {
        about.push_str(&format!(" {} of the drawn are not for you to read.", sample.not_theirs));
    }
    let mut blocks = vec![lists(here), narrow("What to draw from", here, "Draw", fields), paragraph(about)];
    sample.contacts.iter().for_each(|contact| blocks.extend(one(contact, today)));
    Wide { shell: shell.within(super::TEAM), heading: "Contacts to read".into(), blocks, ..Wide::default() }
}

fn one(contact: &ContactRead, today: Date) -> Vec<Markup> {
    let case = case_address(contact.case);
    let mut blocks = vec![
        heading(format!("{}, case {}", contact.victim, contact.reference)),
        paragraph(format!(
            "{}, by {}, {}. {}",
            words::capital(&words::moment(contact.at, today)),
            contact.channel,
            contact.by,
            contact.understood
        )),
        text(&contact.told),
    ];
    let owed: Vec<String> = contact
        .owed
        .iter()
        .map(|(what, due, late)| {
            let due = due.map(|due| format!(", {}", words::by_the_end_of(due, today))).unwrap_or_default();
            format!("{what}{due}{}", if *late { ": late" } else { "" })
        })
        .collect();
    if owed.is_empty() {
        blocks.push(paragraph("It met nothing that was owed."));
    } else {
        blocks.push(paragraph("What was owed, and is met by it:"));
        blocks.push(list(&owed.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    if contact.answers.is_empty() {
        blocks.push(paragraph("The victim said nothing of it here."));
    } else {
        blocks.push(list(&contact.answers.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    blocks.push(links(vec![
        (format!("Review case {}", contact.reference), format!("{case}/review")),
        (format!("Open case {}", contact.reference), case),
    ]));
    blocks
}

pub(super) fn samples() -> Vec<(&'static str, Wide)> {
    let contact = ContactRead {
        case: record::CaseId(uuid::Uuid::nil()),
        reference: "01ZZ0000126".into(),
        version: 9,
        victim: "Rosa Example".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        by: "PC Sam Okafor".into(),
        channel: "phone",
        told: "I told her that he had been arrested and asked whether she was safe where she is.".into(),
        understood: "They understood.",
        owed: vec![("Be told that somebody was arrested".into(), Some(jiff::civil::date(2026, 3, 3)), true)],
        answers: vec!["They say this happened and they understood it.".into()],
    };
    let bare = ContactRead { owed: Vec::new(), answers: Vec::new(), ..contact.clone() };
    let sample = ContactSample {
        team: "Anytown victim team".into(),
        month: jiff::civil::date(2026, 3, 1),
        seed: 20_260_305,
        population: 41,
        not_theirs: 1,
        contacts: vec![contact, bare],
        teams: vec![("team-a".into(), "Anytown victim team".into())],
    };
    let nothing = ContactSample { population: 0, not_theirs: 0, contacts: Vec::new(), ..sample.clone() };
    let today = jiff::civil::date(2026, 3, 5);
    let shell = || Shell::sample("Contacts to read", Role::Supervisor);
    vec![
        ("supervise-contacts", page(shell(), &sample, "team-a", today)),
        ("supervise-contacts-nothing", page(shell(), &nothing, "", today)),
    ]
}

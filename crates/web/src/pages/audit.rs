//! Who has seen a victim's information, and what professional standards see of the audit (ACC-7, PLT-2).

use crate::{
    components::{self as c, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm, cell, link},
    shell::Shell,
    speaking::{say, speaking},
    words,
};
use jiff::{Timestamp, civil::Date};
use policy::{Part, Role};
use service::{
    AuditCursor,
    odd_patterns::{AuditPage, AuditRow, Kind, OddFile, OddPage, OddQuery, Oddity},
    who_looked::{DayLooked, Kind as Act, Look, Who, WhoLooked},
};
use uuid::Uuid;

/// The page on which a victim reads who has seen their information
pub(crate) fn who_looked(shell: Shell, looked: &WhoLooked, today: Date) -> Plain {
    let mut above = vec![plain::paragraph(say("seen-about"))];
    for day in &looked.days {
        above.push(plain::heading(words::capital(&speaking().day(day.day, today))));
        above.extend(day.sentences(speaking()).iter().map(plain::paragraph));
    }
    if looked.days.is_empty() {
        above.push(plain::paragraph(say("seen-nothing")));
    }
    let earlier = looked.earlier.map(|at| (say("seen-earlier"), format!("{LOOKED}?after={}", place(at))));
    above.extend(earlier.map(|link| plain::links(vec![link])));
    Plain {
        shell,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("case-more-seen"),
        above,
        below: vec![plain::heading(say("seen-worried")), plain::paragraph(say("seen-tell"))],
        ..Plain::default()
    }
}

const LOOKED: &str = "/who-has-seen-your-information";

/// A place in the audit as it stands in an address
pub(crate) fn place(at: AuditCursor) -> String {
    format!("{}.{}.{}", at.at, at.chain, at.number)
}

/// The place that an address names
pub(crate) fn placed(text: &str) -> Option<AuditCursor> {
    let mut parts = text.split('.').map(str::parse::<i64>);
    let (Some(Ok(at)), Some(Ok(chain)), Some(Ok(number))) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    Some(AuditCursor { at, chain, number })
}

/// What is asked for, as it stands in an address
fn asked(path: &str, query: &OddQuery, more: Option<String>) -> String {
    let parts = [
        query.person.as_ref().map(|person| format!("person={person}")),
        query.case.map(|case| format!("case={case}")),
        query.day.map(|day| format!("day={day}")),
        query.all.then(|| "all=yes".to_owned()),
        more,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// What the list is narrowed to, with the way out of it
fn narrowed(path: &str, query: &OddQuery, name: &str, reference: &str, today: Date) -> Vec<Markup> {
    let parts = [
        query.person.as_ref().map(|person| if name.is_empty() { person.clone() } else { name.to_owned() }),
        query.case.map(|_| format!("case {reference}")),
        query.day.map(|day| words::day(day, today)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let everything = OddQuery { all: query.all, ..OddQuery::default() };
    let out = ("Show everything".to_owned(), asked(path, &everything, None));
    vec![plain::paragraph(format!("Only {}.", parts.join(", "))), plain::links(vec![out])]
}

/// What looks odd
pub(crate) fn patterns(
    shell: Shell,
    page: &OddPage,
    query: &OddQuery,
    saved: Option<String>,
    today: Date,
) -> Plain {
    const PATH: &str = "/audit/patterns";
    let only = |narrower: OddQuery| asked(PATH, &OddQuery { all: query.all, ..narrower }, None);
    let row = |one: &Oddity| {
        let person = OddQuery { person: Some(one.person.clone()), ..OddQuery::default() };
        let case = OddQuery { case: one.case, ..OddQuery::default() };
        let day = OddQuery { day: Some(one.day), ..OddQuery::default() };
        vec![
            link(words::day(one.day, today), only(day)),
            if one.person.is_empty() { cell("Several people") } else { link(&one.name, only(person)) },
            if one.case.is_some() { link(&one.reference, only(case)) } else { cell("Several cases") },
            cell(one.kind.words()),
            cell(&one.why),
            link(
                format!("{}: {}", if one.open { "Look into it" } else { "Read" }, one.kind.words()),
                format!("{PATH}/{}", one.id),
            ),
        ]
    };
    let first = page.rows.first();
    let (name, reference) = first.map_or(("", ""), |one| (one.name.as_str(), one.reference.as_str()));
    let mut above = vec![plain::paragraph(
        "None of this is proof that somebody did wrong. Each line says why it was picked out, and leads to what is \
         behind it.",
    )];
    above.extend(narrowed(PATH, query, name, reference, today));
    let rows: Vec<_> = page.rows.iter().map(row).collect();
    if rows.is_empty() {
        above.push(plain::paragraph("There is nothing that nobody has looked into."));
    }
    let head = ["Day", "Who", "Case", "What", "Why it is here", "Action"];
    above.extend(plain::table("Newest day first", &head, rows));
    let other = OddQuery { all: !query.all, ..query.clone() };
    let other_words = if query.all { "Hide what was looked into" } else { "Show also what was looked into" };
    let mut ways = vec![(other_words.to_owned(), asked(PATH, &other, None))];
    let next = page.next.map(|(day, id)| asked(PATH, query, Some(format!("after={day}.{id}"))));
    ways.extend(next.map(|href| ("Next page".to_owned(), href)));
    above.push(plain::links(ways));
    Plain { shell, saved, heading: "Odd patterns".into(), above, ..Plain::default() }
}

/// The lines of the audit
pub(crate) fn lines(shell: Shell, page: &AuditPage, query: &OddQuery, today: Date) -> Plain {
    const PATH: &str = "/audit";
    let first = page.rows.first();
    let (name, reference) = first.map_or(("", ""), |row| (row.name.as_str(), row.reference.as_str()));
    let mut above = narrowed(PATH, query, name, reference, today);
    above.extend(table(page, today, &|narrower| asked(PATH, &narrower, None)));
    if page.rows.is_empty() {
        above.push(plain::paragraph("There are no lines."));
    }
    let next = page.next.map(|at| asked(PATH, query, Some(format!("after={}", place(at)))));
    above.extend(next.map(|href| plain::links(vec![("Earlier lines".to_owned(), href)])));
    Plain { shell, heading: "The audit".into(), above, ..Plain::default() }
}

fn table(page: &AuditPage, today: Date, only: &dyn Fn(OddQuery) -> String) -> Vec<Markup> {
    let row = |row: &AuditRow| {
        let line = &row.line.line;
        let person = OddQuery { person: Some(line.person.clone()), ..OddQuery::default() };
        let case = OddQuery { case: line.case, ..OddQuery::default() };
        vec![
            cell(words::moment(line.at, today)),
            link(&row.name, only(person)),
            if line.case.is_some() { link(&row.reference, only(case)) } else { cell("None") },
            cell(did(line.action.as_str(), &line.part)),
            cell(if line.outcome == "allowed" { "Allowed" } else { "Refused" }),
            cell(&line.policy),
            cell([line.reason.as_str(), line.source.as_str()].join(" ").trim().to_owned()),
        ]
    };
    let head = ["When", "Who", "Case", "What", "Outcome", "By which rule", "Why, and from where"];
    plain::table("Newest first", &head, page.rows.iter().map(row).collect())
}

/// What somebody did, from its slug
fn did(action: &str, part: &str) -> String {
    let words = action.replace('_', " ");
    let parts = part.replace('_', " ");
    match (action, part.is_empty()) {
        ("found", _) => "Found by a search".into(),
        (_, true) => first_upper(&words),
        (_, false) => format!("{}: {parts}", first_upper(&words)),
    }
}

fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// One finding, the lines behind it, and the form for what was found
pub(crate) fn finding(
    shell: Shell,
    file: &OddFile,
    fields: &Fields,
    complaints: &Complaints,
    today: Date,
) -> Plain {
    let one = &file.oddity;
    let mut facts = c::summary_list().row("Day", words::day(one.day, today));
    if !one.person.is_empty() {
        facts = facts.row("Who", &one.name);
    }
    if one.case.is_some() {
        facts = facts.row("Case", &one.reference);
    }
    let mut above = vec![Markup::of(facts.row("Why it is here", &one.why))];
    for (at, who, words_found) in &file.notes {
        above.push(plain::heading(format!("{}, {who}", words::moment(*at, today))));
        above.push(plain::text(words_found));
    }
    let mut below = vec![plain::heading("The lines behind it")];
    below.extend(table(&file.lines, today, &|narrower| asked("/audit", &narrower, None)));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some(("Odd patterns".into(), "/audit/patterns".into())),
        heading: one.kind.words().into(),
        above,
        forms: vec![PlainForm {
            action: format!("/audit/patterns/{}", one.id),
            fields: vec![Markup::of(
                c::textarea("words", "What did you find, and what happens now?")
                    .label_classes("govuk-label--s")
                    .rows(4)
                    .filled(&complaints.beside("words", fields.text("words"))),
            )],
            button: c::button("Mark as looked into"),
            instead: Some(("Go back".into(), "/audit/patterns".into())),
            ..PlainForm::default()
        }],
        below,
        ..Plain::default()
    }
}

// For the tests that look at every page.

const TODAY: Date = jiff::civil::date(2026, 3, 5);

pub(crate) fn sample_who_looked() -> Plain {
    let look = |who: Who, kind, times, parts: &[Part]| Look {
        who,
        kind,
        times,
        parts: parts.iter().copied().collect(),
        why: None,
    };
    let of = |role, organisation: &str| Who::Somebody { role, organisation: organisation.into() };
    let known =
        Who::Known { name: "PC Sam Okafor".into(), role: "officer", organisation: "Anytown Police".into() };
    let today = vec![look(known, Act::Looked, 3, &[Part::VictimDetails]), look(Who::You, Act::Own, 1, &[])];
    let before = vec![
        look(of("officer", "Otherplace Police"), Act::Tried, 1, &[]),
        look(of("witness_care", "Anytown Witness Care"), Act::Found, 2, &[]),
    ];
    let days = vec![
        DayLooked { day: TODAY, looks: today },
        DayLooked { day: TODAY.yesterday().unwrap_or(TODAY), looks: before },
    ];
    let shell = Shell::sample(say("case-more-seen"), Role::Victim).within(LOOKED);
    let earlier = Some(AuditCursor { at: 1, chain: 1, number: 1 });
    who_looked(shell, &WhoLooked { days, earlier }, TODAY)
}

fn sample_oddity() -> Oddity {
    Oddity {
        id: Uuid::from_u128(1),
        kind: Kind::ManyLookUps,
        day: TODAY,
        person: "officer".into(),
        name: "PC Lee Other".into(),
        case: None,
        reference: String::new(),
        why: "Saw 34 cases in a day. Others in the same role saw 4.".into(),
        open: true,
    }
}

fn sample_lines() -> AuditPage {
    let line = service::AuditLine {
        at: Timestamp::from_second(1_772_701_200).unwrap_or_default(),
        person: "officer".into(),
        action: "see_case".into(),
        case: Some(record::CaseId(Uuid::from_u128(2))),
        part: "summary victim_details".into(),
        outcome: "allowed".into(),
        policy: "police see the cases they answer for".into(),
        source: "192.0.2.7".into(),
        ..service::AuditLine::default()
    };
    let place = AuditCursor { at: 1, chain: 1, number: 1 };
    let row = AuditRow {
        line: service::WrittenLine { place, line },
        name: "PC Lee Other".into(),
        reference: "01ZZ0000126".into(),
    };
    AuditPage { rows: vec![row.clone(), row], next: Some(place) }
}

pub(crate) fn sample_patterns() -> Plain {
    let shell = Shell::sample("Odd patterns", Role::Standards).within("/audit/patterns");
    let famous = Oddity {
        kind: Kind::Famous,
        person: String::new(),
        name: String::new(),
        case: Some(record::CaseId(Uuid::from_u128(2))),
        reference: "01ZZ0000126".into(),
        why: "5 people saw this case in a day and do not hold it.".into(),
        ..sample_oddity()
    };
    let page = OddPage { rows: vec![sample_oddity(), famous], next: Some((1, Uuid::from_u128(1))) };
    let query = OddQuery { day: Some(TODAY), ..OddQuery::default() };
    patterns(shell, &page, &query, Some("Saved".into()), TODAY)
}

pub(crate) fn sample_lines_page() -> Plain {
    let shell = Shell::sample("The audit", Role::Standards).within("/audit");
    lines(shell, &sample_lines(), &OddQuery::default(), TODAY)
}

pub(crate) fn sample_finding() -> Plain {
    let notes = vec![(
        Timestamp::from_second(1_772_701_200).unwrap_or_default(),
        "Ruth Lookwell".to_owned(),
        "She was on the phone desk that day: 34 victims rang. Nothing to follow up.".to_owned(),
    )];
    let file = OddFile { oddity: sample_oddity(), lines: sample_lines(), notes };
    let shell = Shell::sample("Many look-ups", Role::Standards).within("/audit/patterns");
    finding(shell, &file, &Fields::NOTHING, &Complaints::default(), TODAY)
}

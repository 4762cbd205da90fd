//! Figures of an invented force, for the tests that print and look at each page.

use super::{
    About, Choosing, Number, NumberTable, Reading, Row, address, blocks,
    board::{self, Board, BoardRow, Headline},
    contacts, measure,
    measure::MeasurePage,
    pack::{Pack, PackPage, Section, methodology},
};
use crate::{
    charts::{Share, Step},
    components::{Choice, NavigationItem},
    gallery::{Sample, sample},
    pages::plain::cell,
    shell::Shell,
};
use jiff::civil::date;
use policy::Role;
use record::{CaseId, Channel, feedback::Reply};
use service::{
    unit_contacts::{MissingContact, OwedTo, ReadContact, UnitContacts},
    victim_case::Done,
};

const MONTH: &str = "February 2026";

/// Every page
pub(crate) fn all() -> Vec<Sample> {
    vec![
        sample("figures", board_page(Role::Supervisor, &rights())),
        sample("figures-oversight", board_page(Role::Oversight, &rights())),
        sample("figures-units", board_page(Role::Supervisor, &units())),
        sample("figures-nothing", board_page(Role::Supervisor, &[])),
        sample("figures-measure", measure_page()),
        sample("figures-measure-nothing", nothing_page()),
        sample("figures-contacts", contacts_page(&found())),
        sample(
            "figures-contacts-nothing",
            contacts_page(&UnitContacts { unit: "Response Team B".into(), ..UnitContacts::default() }),
        ),
        sample("figures-pack", pack_page()),
    ]
}

fn share(part: u64, whole: u64) -> Number {
    // As sure as such a number is; the pages only show it.
    let one = part as f64 / whole as f64;
    let half = 1.0 / (whole as f64).sqrt();
    Number::Share(Share {
        part,
        whole,
        low: (one - half).max(0.0),
        high: (one + half).min(1.0),
        contacts: None,
    })
}

fn rights() -> Vec<BoardRow> {
    let row = |number: u8, name: &str, process, claimed, experience| BoardRow {
        label: format!("Right {number}: {name}"),
        href: Some(format!("/figures?month=2026-02&by=unit&right={number}")),
        process,
        quality: None,
        claimed,
        experience,
    };
    vec![
        row(3, "information when reporting", share(310, 352), share(80, 96), share(61, 96)),
        row(4, "referral to support", share(204, 290), share(70, 84), share(38, 84)),
        row(
            6,
            "information about the investigation and prosecution",
            share(287, 480),
            share(120, 150),
            share(79, 150),
        ),
        row(7, "victim personal statement", share(54, 82), share(25, 32), share(25, 32)),
        row(
            11,
            "information about the offender after conviction",
            Number::Hidden,
            Number::Nothing,
            Number::Nothing,
        ),
    ]
}

fn units() -> Vec<BoardRow> {
    let score = |part, contacts| {
        Number::Share(Share { part, whole: contacts * 8, low: 0.41, high: 0.85, contacts: Some(contacts) })
    };
    let row = |label: &str, process, quality| BoardRow {
        label: label.into(),
        href: Some("/figures/done-on-time/contacts?month=2026-02&team=hub".into()),
        process,
        quality: Some(quality),
        claimed: share(80, 96),
        experience: share(61, 96),
    };
    vec![
        row("Riverside Victim Care Hub", share(310, 352), score(78, 15)),
        row("Riverside Response Team B", share(204, 290), Number::Few(3)),
        row("Riverside Night Desk", share(3, 7), Number::Nothing),
    ]
}

fn choosing() -> Choosing {
    let months = [("2026-02", MONTH), ("2026-01", "January 2026"), ("2025-12", "December 2025")];
    Choosing {
        months: months.map(|(value, words)| Choice::new(value, words)).into(),
        month: "2026-02".into(),
        hidden: Vec::new(),
    }
}

fn about() -> About {
    About {
        id: "told-of-bail".into(),
        name: "Told of bail in time".into(),
        family: "What the record says was done",
        question: "When a suspect was bailed, or bail was changed or ended, was the victim told in time?"
            .into(),
        counted: "how many are: done in time. Of those that are: done in time; done late; no record.".into(),
        over: "duties about bail".into(),
        exclusions: "Duties that the victim did not want, and duties whose clock has not started.".into(),
        source: "Code of Practice for Victims of Crime, 2020 edition".into(),
        owner: "Local criminal justice board".into(),
        since: "1 April 2026".into(),
        in_time: true,
        has_contacts: true,
        ..About::default()
    }
}

fn board_page(role: Role, rows: &[BoardRow]) -> Board {
    let total = match rows.is_empty() {
        true => BoardRow::default(),
        false => BoardRow {
            process: share(855, 1204),
            claimed: share(295, 362),
            experience: share(203, 362),
            quality: Some(Number::Few(3)),
            ..BoardRow::default()
        },
    };
    let to_do = board::widest(rows).into_iter().take(2).map(|row| {
        (
            format!("{}: {}. See which units", row.label, row.gap().words()),
            row.href.clone().unwrap_or_default(),
        )
    });
    let overdue = vec![
        cell("Response teams tell victims of bail before they leave the station"),
        cell("Insp Ola Verwood"),
        cell("Overdue since Monday 2 March"),
        cell("open"),
    ];
    let link = |name: &str, question: &str, id: &str| {
        (name.to_owned(), question.to_owned(), address(&format!("/figures/{id}"), &[("month", "2026-02")]))
    };
    Board {
        shell: Shell::sample("Figures", role).within(super::FIGURES),
        month: MONTH.into(),
        whose: if role == Role::Oversight { "Every organisation" } else { "Anytown Police" }.into(),
        headline: Headline {
            quality: board::quality_words(
                &total.quality.unwrap_or_default(),
                "December 2025 to February 2026",
            ),
            ..Headline::of(MONTH, &total.process, &total.gap())
        },
        of_people: board::OF_PEOPLE,
        choosing: choosing(),
        by: vec![
            NavigationItem::new("Rights", "/figures?month=2026-02", true),
            NavigationItem::new("Teams", "/figures?month=2026-02&by=unit", false),
        ],
        three: board::three("Right", rows),
        to_do: to_do.collect(),
        overdue: NumberTable::new(
            "Actions whose day has passed",
            &crate::pages::meetings::ACTION_HEAD,
            if rows.is_empty() { Vec::new() } else { vec![overdue] },
        ),
        measures: vec![
            (
                "What the record says was done",
                vec![
                    link(
                        "Done on time",
                        "Of what we owed with a limit, how much does the record say was done in time?",
                        "done-on-time",
                    ),
                    link(
                        "Told of bail in time",
                        "When a suspect was bailed, was the victim told in time?",
                        "told-of-bail",
                    ),
                ],
            ),
            (
                "What victims say",
                vec![link(
                    "Confirmed by the victim",
                    "How many were confirmed by them?",
                    "confirmed-of-answered",
                )],
            ),
        ],
        caption: "Left out: duties that the victim did not want, and duties whose clock has not started."
            .into(),
    }
}

fn reading(rows: &[(&str, Number)], total: Number) -> Reading {
    let row = |(label, number): &(&str, Number)| Row {
        key: label.to_lowercase(),
        label: (*label).into(),
        number: *number,
    };
    Reading {
        rows: rows.iter().map(row).collect(),
        total,
        left_out: vec!["Figures are for months that are over.".into()],
    }
}

fn teams() -> Reading {
    let rows = [
        ("Riverside Victim Care Hub", share(96, 104)),
        ("Riverside Response Team B", share(21, 61)),
        ("Riverside Investigation Team", share(40, 58)),
        ("Riverside Night Desk", share(3, 7)),
        ("Riverside Standards", Number::Hidden),
    ];
    reading(&rows, share(162, 233))
}

fn measure_page() -> MeasurePage {
    let (about, teams) = (about(), teams());
    let month = |number: usize| {
        [
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
            "January",
            "February",
        ][number]
    };
    let months: Vec<Row> = (0..12)
        .map(|number| Row {
            key: number.to_string(),
            label: format!("{} {}", month(number), if number < 10 { 2025 } else { 2026 }),
            number: if number == 3 { Number::Nothing } else { share(100 + 7 * number as u64, 233) },
        })
        .collect();
    let months = Reading { rows: months, total: teams.total, left_out: Vec::new() };
    let contacts = |row: &Row| {
        Some(format!("/figures/told-of-bail/contacts?month=2026-02&team={}", row.key.replace(' ', "+")))
    };
    let steps: Vec<Step> = [
        ("Something happened that a victim is owed news of", 262),
        ("Owed: the victim wants it, and its clock has started", 233),
        ("Recorded as done", 190),
        ("Done in time", 162),
        ("Recorded as done, and confirmed by the victim", 41),
    ]
    .map(|(label, count)| Step { label: label.into(), count })
    .into();
    let crime = reading(&[("Burglary", share(50, 80)), ("Domestic abuse", share(80, 90))], share(162, 233));
    let latest = measure::latest(&about, &teams, "team").map(|(words, row)| (words, contacts(&row)));
    MeasurePage {
        shell: Shell::sample(&about.name, Role::Supervisor).within(super::FIGURES),
        whose: "Anytown Police".into(),
        total: measure::total_words(&about, &teams.total, MONTH),
        latest,
        choosing: choosing(),
        blocks: vec![
            blocks::units(&about, &teams, "team", contacts),
            blocks::months(&about, &months),
            blocks::steps(&about.name, &steps, "Left out: what was told without a record.".into()),
            blocks::by(&about, &crime, "crime", "kind of crime"),
        ],
        method: measure::method(&about),
        about,
    }
}

fn nothing_page() -> MeasurePage {
    let (about, nothing) = (about(), Reading::default());
    MeasurePage {
        shell: Shell::sample(&about.name, Role::Oversight).within(super::FIGURES),
        whose: "Every organisation".into(),
        total: measure::total_words(&about, &nothing.total, MONTH),
        latest: None,
        choosing: choosing(),
        blocks: vec![
            blocks::units(&about, &nothing, "organisation", |_| None),
            blocks::months(&about, &nothing),
        ],
        method: measure::method(&about),
        about,
    }
}

fn owed(day: i8) -> OwedTo {
    OwedTo {
        case: CaseId(uuid::Uuid::nil()),
        reference: "01ZZ0000126".into(),
        victim: "Rosa Example".into(),
        what: "Be told that a suspect was released on police bail".into(),
        because: "A suspect was released on bail".into(),
        because_on: date(2026, 2, day),
        due: Some(date(2026, 2, day + 1)),
    }
}

fn found() -> UnitContacts {
    let read = |day: i8, late_by, told: Option<&str>, answer: Option<&str>| ReadContact {
        owed: owed(day),
        done: Some(Done {
            who: "PC Sam Okafor".into(),
            how: Some(Channel::Phone),
            on: date(2026, 2, day + 4),
        }),
        done_at: None,
        late_by,
        told: told.map(str::to_owned),
        answer: answer.map(str::to_owned),
        confirmed: false,
        reply: (day == 3).then(|| {
            (Reply::Partly, Reply::No, Some("I do not know which street he may not enter.".to_owned()))
        }),
    };
    UnitContacts {
        unit: "Riverside Response Team B".into(),
        read: vec![
            read(
                3,
                Some(3),
                Some("I told her that he is out on bail and that there are conditions."),
                Some("says that they did not understand it"),
            ),
            read(
                5,
                Some(1),
                Some(
                    "I rang him: he was released at 4, may not come to the street or write, and must sign on every Monday. If he does come, ring 999.",
                ),
                None,
            ),
            read(9, None, None, Some("says that it did not happen")),
        ],
        earlier: vec![read(
            2,
            None,
            Some("He was released on bail this morning. I will ring on Friday."),
            None,
        )],
        recorded: 21,
        missing: vec![MissingContact { owed: owed(10), answer: None }],
        without_record: 1,
        not_shown: 1,
    }
}

fn contacts_page(found: &UnitContacts) -> contacts::Contacts {
    let shell = Shell::sample(format!("{}: contacts to read", found.unit), Role::Supervisor);
    let mut choosing = choosing();
    choosing.hidden.push(("team".into(), "riverside-response".into()));
    contacts::page(shell, about(), found, (MONTH.to_owned(), choosing), date(2026, 3, 5))
}

/// A pack
pub(crate) fn pack() -> Pack {
    let (rows, about) = (rights(), about());
    let first = Headline::of(
        MONTH,
        &share(855, 1204),
        &BoardRow { claimed: share(295, 362), experience: share(203, 362), ..BoardRow::default() }.gap(),
    );
    let three = board::three("Right", &rows);
    let units = blocks::units(&about, &teams(), "team", |_| None);
    Pack {
        whose: "Anytown Police".into(),
        month: MONTH.into(),
        sections: vec![
            Section {
                heading: "First".into(),
                texts: vec![first.owed, first.confirmed, first.gap],
                charts: vec![three.chart],
                ..Section::default()
            },
            Section {
                heading: "Each right of the Code".into(),
                tables: vec![three.table],
                ..Section::default()
            },
            Section {
                heading: "Five teams that need attention".into(),
                texts: vec!["Those with the lowest share done on time.".into()],
                charts: units.charts.into_iter().take(1).collect(),
                tables: vec![units.table],
                ..Section::default()
            },
            methodology(&[&about]),
        ],
    }
}

/// A pack as a page
pub(crate) fn pack_page() -> PackPage {
    let pack = pack();
    PackPage {
        shell: Shell::sample(pack.title(), Role::Supervisor).within(super::FIGURES),
        asked: "2026-02".into(),
        pack,
    }
}

//! What is on whose hands, silent cases on top (POL-6).

use super::{TEAM, days, lists};
use crate::{
    components::{self as c, Markup, NavigationItem},
    pages::{
        plain::{heading, paragraph},
        wide::{Head, Item, Row, Wide, grid, head, item, item_link, number, number_head, row},
    },
    present::case_address,
    shell::Shell,
};
use policy::Role;
use service::{
    WorkloadRow,
    my_work::Silent,
    supervise::workload::{Workload, WorkloadLine},
};

/// A column: its name in addresses, its words, its number, and the list behind it
struct Column {
    name: &'static str,
    words: &'static str,
    number: fn(&WorkloadRow) -> i64,
    list: Option<&'static str>,
}

const COLUMNS: [Column; 11] = [
    Column { name: "open", words: "Open", number: |row| row.open, list: Some("") },
    Column { name: "late", words: "Late", number: |row| row.late, list: Some("late") },
    Column { name: "week", words: "Due this week", number: |row| row.week, list: Some("week") },
    Column { name: "asked", words: "Asked by victims", number: |row| row.asked, list: Some("asked") },
    Column { name: "disputed", words: "Disputed", number: |row| row.disputed, list: Some("disputed") },
    Column { name: "cases", words: "Cases", number: |row| row.cases, list: None },
    Column { name: "silent", words: "Silent", number: |row| row.silent, list: None },
    Column { name: "drifting", words: "Drifting", number: |row| row.drifting, list: None },
    Column { name: "to_review", words: "To review", number: |row| row.to_review, list: None },
    Column { name: "directions", words: "Directions", number: |row| row.directions, list: None },
    Column { name: "warnings", words: "May be lost", number: |row| row.warnings, list: None },
];

/// The page, by person or by team, sorted by a column
pub(crate) fn page(shell: Shell, workload: &Workload, by: &str, sort: &str) -> Wide {
    let by_team = by == "team";
    let sort = COLUMNS.iter().find(|column| column.name == sort).unwrap_or(&COLUMNS[1]);
    let mut lines = if by_team { workload.teams.clone() } else { workload.people.clone() };
    lines.sort_by(|a, b| {
        let numbers = (sort.number)(&b.row).cmp(&(sort.number)(&a.row));
        numbers.then_with(|| (&a.team, &a.person).cmp(&(&b.team, &b.person)))
    });
    let address = |by: &str, sort: &str| format!("{TEAM}?by={by}&sort={sort}");
    let mut columns = if by_team { vec![head("Team")] } else { vec![head("Person"), head("Team")] };
    columns.extend(COLUMNS.iter().map(|column| Head {
        href: Some(address(if by_team { "team" } else { "person" }, column.name)),
        is_sorted: column.name == sort.name,
        ..number_head(column.words)
    }));
    if by_team {
        columns.push(number_head("Days to first contact"));
    }
    let mut rows: Vec<Row> = lines.iter().map(|line| line_row(line, by_team)).collect();
    rows.push(Row { is_total: true, ..row(total_cells(&workload.total, by_team)) });
    let views = vec![
        NavigationItem::new("By person", address("person", sort.name), !by_team),
        NavigationItem::new("By team", address("team", sort.name), by_team),
    ];
    let mut blocks = vec![lists(TEAM)];
    blocks.extend(silent(&workload.silent));
    blocks.push(Markup::of(c::sub_navigation("How to look at it", &views)));
    blocks.extend(grid("What is on whose hands", &columns, rows));
    blocks.push(paragraph(
        "Open are duties with a deadline. A case counts where something with a deadline is owed; it is silent when nobody \
         got through to a victim for 14 days, and drifts when for 28 days nothing was done, nobody was spoken to and no \
         supervisor looked. Days to first contact are the mean of the three months that ended last, by the team that made \
         it; those who were never reached are not in a mean. Each number leads to the list behind it.",
    ));
    Wide { shell: shell.within(TEAM), heading: "Team".into(), blocks, ..Wide::default() }
}

fn line_row(line: &WorkloadLine, by_team: bool) -> Row {
    let team = if line.team.is_empty() { "No team" } else { &line.team };
    let mut cells = Vec::new();
    let who = if by_team {
        cells.push(item(team));
        team.to_owned()
    } else {
        let person = if line.person.is_empty() { "Nobody" } else { &line.person };
        let away = if line.absent { vec!["not on shift or away".to_owned()] } else { Vec::new() };
        cells.push(item(person).over(away));
        cells.push(item(team));
        person.to_owned()
    };
    // The lists behind the numbers are those of a team: a supervisor finds the person in the column of who holds it.
    let whose =
        if line.row.team.is_empty() { "everyone".to_owned() } else { format!("team:{}", line.row.team) };
    cells.extend(COLUMNS.iter().map(|column| {
        let href = list_of(column, &whose, &line.row.team);
        number((column.number)(&line.row), Some(href), &format!("{}, {who}", column.words.to_lowercase()))
    }));
    if by_team {
        cells.push(mean(line.first_contact_days));
    }
    Row { is_late: line.row.late > 0, ..row(cells) }
}

fn mean(days: Option<f64>) -> Item {
    Item { is_number: true, ..item(days.map(|days| format!("{days:.1}")).unwrap_or_default()) }
}

fn list_of(column: &Column, whose: &str, team: &str) -> String {
    let query = |pairs: &[(&str, &str)]| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        query.finish()
    };
    let path = match (column.list, column.name) {
        (Some(state), _) => return format!("/my-work?{}", query(&[("state", state), ("whose", whose)])),
        (None, "cases" | "silent") => return format!("/silent-cases?{}", query(&[("whose", whose)])),
        (None, "warnings") => "/supervise/early-warning",
        (None, _) => "/supervise/reviews",
    };
    format!("{path}?{}", query(&[("team", team)])).trim_end_matches('?').to_owned()
}

fn total_cells(total: &WorkloadRow, by_team: bool) -> Vec<Item> {
    let mut cells = vec![item("Everybody")];
    if !by_team {
        cells.push(item(""));
    }
    cells.extend(COLUMNS.iter().map(|column| {
        let href = list_of(column, "everyone", "");
        number((column.number)(total), Some(href), &format!("{}, everybody", column.words.to_lowercase()))
    }));
    if by_team {
        cells.push(item(""));
    }
    cells
}

fn silent(cases: &[Silent]) -> Vec<Markup> {
    if cases.is_empty() {
        return vec![
            heading("No silent cases"),
            paragraph(
                "In every case in which something is owed somebody got through to a victim in the last 14 days.",
            ),
        ];
    }
    let rows = cases.iter().map(|silent| {
        let case = case_address(silent.case.case);
        let reference = silent.case.reference.clone().unwrap_or_else(|| "No reference yet".into());
        row(vec![
            item(days(silent.days)),
            item(&silent.case.title),
            item_link(&reference, &case),
            item(&silent.held_by),
            Item {
                aside: format!("a contact in case {reference}"),
                ..item_link("Record", format!("{case}/contact"))
            },
            Item { aside: format!("case {reference}"), ..item_link("Review", format!("{case}/review")) },
        ])
    });
    let columns = ["Silent for", "About", "Case", "Held by", "Call", "Look"].map(head);
    grid("Silent cases, longest first", &columns, rows.collect())
}

pub(super) fn samples() -> Vec<(&'static str, Wide)> {
    let line = |person: &str, late: i64| WorkloadLine {
        team: "Anytown victim team".into(),
        person: person.into(),
        absent: late > 5,
        first_contact_days: Some(1.4),
        row: WorkloadRow {
            team: "team-a".into(),
            person: person.into(),
            open: 12,
            late,
            week: 4,
            asked: 1,
            disputed: 1,
            cases: 7,
            silent: 2,
            drifting: 1,
            to_review: 3,
            directions: 1,
            directions_late: 0,
            warnings: 2,
        },
    };
    let people = vec![line("PC Mei Chen", 2), line("PC Sam Okafor", 7), line("", 0)];
    let total = WorkloadRow { open: 36, late: 9, cases: 21, ..WorkloadRow::default() };
    let teams = vec![WorkloadLine { person: String::new(), ..line("", 9) }];
    let silent = vec![Silent {
        case: service::SilentCase {
            case: record::CaseId(uuid::Uuid::nil()),
            reference: Some("01ZZ0000226".into()),
            title: "Robbery".into(),
            quiet_since: jiff::Timestamp::UNIX_EPOCH,
            team: String::new(),
            person: String::new(),
            access: record::CaseAccess::default(),
        },
        days: 41,
        held_by: "PC Sam Okafor".into(),
    }];
    let workload = Workload { people, teams, total, silent };
    let nothing =
        Workload { people: Vec::new(), teams: Vec::new(), total: WorkloadRow::default(), silent: Vec::new() };
    let shell = || Shell::sample("Team", Role::Supervisor);
    vec![
        ("supervise", page(shell(), &workload, "person", "late")),
        ("supervise-teams", page(shell(), &workload, "team", "open")),
        ("supervise-nothing", page(shell(), &nothing, "", "")),
    ]
}

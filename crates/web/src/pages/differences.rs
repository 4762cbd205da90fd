//! Differences between groups of people (OVR-2): one measure by age, sex, ethnic group and disability, in tables.

use crate::{
    components::Markup,
    pages::plain::{self, Cell, Plain, cell},
    shell::Shell,
};
use policy::Role;
use service::figures::{Dimension, Measure, MeasureRow, MeasureTable, PeopleKind};

/// Address of the page
pub(crate) const DIFFERENCES: &str = "/differences";

/// The characteristics, in the order in which they are shown
pub(crate) const KINDS: [PeopleKind; 4] =
    [PeopleKind::Age, PeopleKind::Sex, PeopleKind::Ethnicity, PeopleKind::Disability];

/// The page: the tables of one measure, and the way to the others
pub(crate) fn page(shell: Shell, measure: &Measure, tables: &[MeasureTable], others: &[&Measure]) -> Plain {
    let mut above = vec![plain::paragraph(measure.question.clone())];
    for table in tables {
        above.extend(of_kind(table));
    }
    let mut left_out: Vec<&str> = Vec::new();
    for line in tables.iter().flat_map(|table| &table.left_out) {
        if !left_out.contains(&line.as_str()) {
            left_out.push(line);
        }
    }
    above.push(plain::heading("What is left out and not shown"));
    above.push(plain::list(&left_out));
    let others = others.iter().map(|one| (one.name.clone(), format!("{DIFFERENCES}?measure={}", one.id)));
    Plain {
        shell,
        caption: tables.first().map(period).unwrap_or_default(),
        heading: format!("Differences between groups: {}", measure.name),
        above,
        below: vec![plain::heading("Other measures"), plain::links(others.collect())],
        ..Plain::default()
    }
}

fn period(table: &MeasureTable) -> String {
    format!("{} to {}, as of {}", table.from.words(), table.to.words(), calendar::london_date(table.as_of))
}

fn of_kind(table: &MeasureTable) -> Vec<Markup> {
    let by = table.by.map(Dimension::words).unwrap_or_default();
    let mut parts = vec![plain::heading(format!("By {by}"))];
    let rows: Vec<Vec<Cell>> = table.rows.iter().chain([&table.total]).map(row).collect();
    if table.rows.is_empty() {
        parts.push(plain::paragraph("Nothing counts here in these months, so there is no figure."));
        return parts;
    }
    let head = ["Group", "How many", "Of how many", "Share", "Between (95 %)"];
    parts.extend(plain::table(&format!("{}, by {by}", table.measure.name), &head, rows));
    parts.extend(table.differences.iter().map(plain::paragraph));
    parts
}

fn row(row: &MeasureRow) -> Vec<Cell> {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let numbers = match (row.suppressed, row.share, row.interval) {
        (true, ..) => ["not shown", "not shown", "not shown", "not shown"].map(str::to_owned),
        (false, Some(share), Some((low, high))) => [
            row.numerator.to_string(),
            row.denominator.to_string(),
            percent(share),
            format!("{} and {}", percent(low), percent(high)),
        ],
        _ => ["0", "0", "no figure", "no figure"].map(str::to_owned),
    };
    std::iter::once(row.label.clone()).chain(numbers).map(cell).collect()
}

/// Samples for the gallery
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let register = service::figures::Register::embedded();
    let Some(measure) = register.find("done-on-time") else { return Vec::new() };
    let share = |key: &str, label: &str, numerator, denominator| {
        let share = service::figures::Share::new(numerator, denominator);
        MeasureRow {
            key: key.into(),
            label: label.into(),
            numerator,
            denominator,
            share: share.value(),
            interval: share.interval(),
            ..MeasureRow::default()
        }
    };
    let hidden = MeasureRow {
        key: "age:0-17".into(),
        label: "Under 18".into(),
        suppressed: true,
        ..MeasureRow::default()
    };
    let (from, to) = ("2026-01".parse(), "2026-03".parse());
    let (Ok(from), Ok(to)) = (from, to) else { return Vec::new() };
    let table = MeasureTable {
        measure,
        by: Some(Dimension::People(PeopleKind::Age)),
        rows: vec![hidden, share("age:25-34", "25 to 34", 40, 61), share("unknown", "Not known", 20, 39)],
        total: share("total", "All together", 71, 133),
        from,
        to,
        as_of: jiff::Timestamp::UNIX_EPOCH,
        left_out: vec![
            "Numbers below five are not shown, nor numbers from which they could be worked out.".into(),
        ],
        differences: vec![
            "Fewer than two groups are shown, so nothing can be said about differences between them.".into(),
        ],
    };
    let empty = MeasureTable { rows: Vec::new(), total: MeasureRow::default(), ..table.clone() };
    let shell = || Shell::sample("Differences between groups", Role::Oversight).within(DIFFERENCES);
    let others: Vec<&Measure> = register.headlines().collect();
    vec![
        ("differences", page(shell(), measure, &[table], &others)),
        ("differences-empty", page(shell(), measure, &[empty], &others)),
    ]
}

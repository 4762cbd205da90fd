//! A chart with the table beside it, and what is left out of both.

use super::{About, Number, NumberTable, Reading, Row};
use crate::{
    charts::{self, Bar, Chart, Share, Step, Unit},
    pages::plain::{Cell, cell, link},
    words,
};
use askama::Template;

/// A chart with its table
#[derive(Debug, Clone, Default, Template)]
#[template(path = "figures/block.html")]
pub(crate) struct Block {
    /// where links on the page lead
    pub id: &'static str,
    /// what it shows
    pub heading: String,
    /// the pictures; those with nothing in them are not printed
    pub charts: Vec<Chart>,
    /// the same numbers
    pub table: NumberTable,
    /// what is left out
    pub caption: String,
}

impl Block {
    fn has_charts(&self) -> bool {
        self.charts.iter().any(|chart| !chart.is_empty())
    }
}

/// What is left out of a chart and of its table, in sentences
pub(crate) fn caption(about: &About, reading: &Reading) -> String {
    let mut said = reading.left_out.clone();
    match reading.hidden() {
        0 => {}
        1 => said.push(
            "One row is not shown, because so few people stand behind it that it could be told who they are."
                .into(),
        ),
        many => said.push(format!(
            "{} are not shown, because so few people stand behind them that it could be told who they are.",
            words::count(many, "row", "rows")
        )),
    }
    if !about.in_days && reading.rows.iter().any(|row| row.number.share().is_some()) {
        said.push("The thin line on a bar is where the true share lies in 95 of 100 cases like this.".into());
    }
    said.join(" ")
}

/// Rows in the order in which somebody must look at them: the worst first, those without a number last
pub(crate) fn worst_first(about: &About, rows: &[Row]) -> Vec<Row> {
    let badness = |row: &Row| match row.number {
        Number::Share(share) => share.of_one().map(|one| if about.low_is_better { -one } else { one }),
        // Long is bad, and never is longest.
        #[expect(clippy::cast_precision_loss, reason = "days of a life are few")]
        Number::Days(days) => Some(days.median.map_or(f64::MIN, |days| -(days as f64))),
        Number::Hidden | Number::Few(_) | Number::Nothing => None,
    };
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| match (badness(a), badness(b)) {
        (Some(one), Some(other)) => one.total_cmp(&other).then_with(|| a.label.cmp(&b.label)),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => a.label.cmp(&b.label),
    });
    rows
}

/// A measure told apart by units, the worst first, with how each stands against all
pub(crate) fn units(
    about: &About,
    reading: &Reading,
    by: &str,
    contacts: impl Fn(&Row) -> Option<String>,
) -> Block {
    let rows = worst_first(about, &reading.rows);
    let all = reading.total.share();
    let stands = |row: &Row| {
        let (share, overall) = (row.number.share()?, all?.of_one()?);
        Some(charts::standing(&share, overall)?.words().to_owned())
    };
    let reads = rows.iter().any(|row| contacts(row).is_some());
    let line = |(number, row): (usize, &Row)| {
        let mut cells = numbers(row);
        if let Some(name) = cells.first_mut() {
            name.text = format!("{}. {}", number + 1, row.label);
        }
        if !about.in_days {
            cells.push(cell(stands(row).unwrap_or_default()));
        }
        if reads {
            cells.push(contacts(row).map_or_else(Cell::default, |href| link("Read contacts", href)));
        }
        cells
    };
    let mut head = head(about, by);
    if !about.in_days {
        head.push("Against all".into());
    }
    if reads {
        head.push("Contacts".into());
    }
    let pictures = match (about.in_days, all) {
        (false, Some(all)) => vec![
            charts::bars(
                "chart-units",
                &format!("{}, by {by}, the {} first", about.name, about.worst()),
                &bars(&rows),
            ),
            charts::control(
                "chart-control",
                &format!("{}: which {by}s differ by more than chance", about.name),
                &rows
                    .iter()
                    .map(|row| Unit { label: row.label.clone(), share: row.number.share() })
                    .collect::<Vec<_>>(),
                &all,
            ),
        ],
        _ => Vec::new(),
    };
    Block {
        id: "units",
        heading: format!("By {by}, the {} first", about.worst()),
        charts: pictures,
        table: NumberTable {
            caption: format!("{}, by {by}", about.name),
            head,
            rows: rows.iter().enumerate().map(line).collect(),
        },
        caption: caption(about, reading),
    }
}

/// A measure told apart by something else
pub(crate) fn by(about: &About, reading: &Reading, id: &'static str, by: &str) -> Block {
    let pictures = match about.in_days {
        true => Vec::new(),
        false => vec![charts::bars(
            &format!("chart-{id}"),
            &format!("{}, by {by}", about.name),
            &bars(&reading.rows),
        )],
    };
    Block {
        id,
        heading: format!("By {by}"),
        charts: pictures,
        table: NumberTable {
            caption: format!("{}, by {by}", about.name),
            head: head(about, by),
            rows: reading.rows.iter().map(numbers).collect(),
        },
        caption: caption(about, reading),
    }
}

/// A measure month by month; labels are months in words
pub(crate) fn months(about: &About, reading: &Reading) -> Block {
    let months: Vec<charts::Month> = reading
        .rows
        .iter()
        .map(|row| charts::Month { label: short_month(&row.label), share: row.number.share() })
        .collect();
    let pictures = match about.in_days {
        true => Vec::new(),
        false => vec![charts::trend("chart-months", &format!("{}, month by month", about.name), &months)],
    };
    Block {
        id: "months",
        heading: "Month by month".into(),
        charts: pictures,
        table: NumberTable {
            caption: format!("{}, month by month", about.name),
            head: head(about, "month"),
            rows: reading.rows.iter().map(numbers).collect(),
        },
        caption: caption(about, reading),
    }
}

/// "Feb 2026" of "February 2026"
fn short_month(words: &str) -> String {
    match words.split_once(' ') {
        Some((month, year)) => format!("{} {year}", month.chars().take(3).collect::<String>()),
        None => words.to_owned(),
    }
}

/// From what happened to what victims confirm
pub(crate) fn steps(name: &str, steps: &[Step], left_out: String) -> Block {
    let before = std::iter::once(None).chain(steps.iter().map(Some));
    let rows = steps.iter().zip(before).map(|(step, before)| {
        let count = words::with_commas(usize::try_from(step.count).unwrap_or(usize::MAX));
        vec![cell(&step.label), cell(count), cell(step.of_before(before))]
    });
    Block {
        id: "steps",
        heading: "From what happened to what victims confirm".into(),
        charts: vec![charts::funnel(
            "chart-steps",
            &format!("{name}: how many are left at each step"),
            steps,
        )],
        table: NumberTable::new(
            format!("{name}, step by step"),
            &["Step", "How many", "Of the step before"],
            rows.collect(),
        ),
        caption: left_out,
    }
}

fn bars(rows: &[Row]) -> Vec<Bar> {
    rows.iter().map(|row| Bar { label: row.label.clone(), share: row.number.share() }).collect()
}

fn head(about: &About, by: &str) -> Vec<String> {
    let names = match about.in_days {
        true => ["Half within", "How many", "Nine in ten within"],
        false => ["Share", "How many", "Likely between"],
    };
    std::iter::once(words::capital(by)).chain(names.map(str::to_owned)).collect()
}

fn numbers(row: &Row) -> Vec<Cell> {
    vec![cell(&row.label), cell(row.number.words()), cell(row.number.counts()), cell(row.number.interval())]
}

/// A share in a sentence: "71%, 36 of 51"
pub(crate) fn said(share: &Share) -> String {
    share.words()
}

//! What areas returned, side by side, and one area over the months (OVR-8). The table is the page; whoever is missing is
//! named above it.

use crate::{
    pages::plain::{self, Cell, Plain, cell, link},
    shell::Shell,
    words,
};
use service::{
    figures::Share,
    leaving::{AreaMonth, AreaOverTime, AreaRow, Month, National, ReturnThere},
};

const HERE: &str = "/national";

/// All areas in a month
pub(crate) fn national(shell: Shell, national: &National) -> Plain {
    let month = national.month;
    let mut above = vec![plain::paragraph(missing_words(national)), plain::paragraph(left_out(national))];
    let places: Vec<(String, String)> =
        [Some(month.previous()), Some(month.next()).filter(|next| *next <= national.latest)]
            .into_iter()
            .flatten()
            .map(|other| (other.words(), format!("{HERE}?month={other}")))
            .collect();
    above.push(plain::links(places));
    let mut head = vec!["Area"];
    head.extend(national.measures.iter().map(|measure| measure.name.as_str()));
    head.push("Return");
    let this = national.years.len().saturating_sub(1);
    let mut rows: Vec<Vec<Cell>> = national
        .areas
        .iter()
        .map(|row| {
            let area = link(&row.name, format!("{HERE}/{}", row.area));
            row.years.get(this).map_or_else(Vec::new, |seen| numbers(area, seen, national.measures.len()))
        })
        .collect();
    if let Some(total) = national.totals.get(this) {
        let there = there(national, this);
        let mut row = vec![cell("All areas that returned")];
        row.extend(total.iter().map(|share| cell(shown(*share))));
        row.push(cell(format!("{there} of {}", national.areas.len())));
        rows.push(row);
    }
    let caption = format!("Areas in {}", month.words());
    let mut below = plain::table(&caption, &head, rows);
    for (place, measure) in national.measures.iter().enumerate() {
        below.extend(by_year(national, place, &measure.name));
    }
    below.push(plain::heading("What these figures are"));
    for measure in &national.measures {
        below
            .push(plain::paragraph(format!("{}: {} {}", measure.name, measure.question, measure.exclusions)));
    }
    Plain {
        shell,
        caption: month.words(),
        heading: "What areas returned".into(),
        above,
        below,
        ..Plain::default()
    }
}

/// One area over the months
pub(crate) fn area(shell: Shell, seen: &AreaOverTime) -> Plain {
    let mut head = vec!["Month"];
    head.extend(seen.measures.iter().map(|measure| measure.name.as_str()));
    head.push("Return");
    let rows = seen.months.iter().map(|month| {
        let first = link(month.month.words(), format!("{HERE}?month={}", month.month));
        numbers(first, month, seen.measures.len())
    });
    Plain {
        shell,
        back: Some(("All areas".into(), HERE.into())),
        caption: "What areas returned".into(),
        heading: seen.name.clone(),
        below: plain::table(&format!("{} by month", seen.name), &head, rows.collect()),
        ..Plain::default()
    }
}

/// A row: a share for each measure, and whether the return is there
fn numbers(first: Cell, seen: &AreaMonth, measures: usize) -> Vec<Cell> {
    let mut row = vec![first];
    if seen.shares.is_empty() {
        row.extend((0..measures).map(|_| cell("No return")));
    } else {
        row.extend(seen.shares.iter().map(|share| cell(shown(*share))));
    }
    row.push(cell(state_words(&seen.state)));
    row
}

/// One measure, the same month of each year beside the others
fn by_year(national: &National, place: usize, name: &str) -> Vec<crate::components::Markup> {
    let years: Vec<String> = national.years.iter().map(|year| year.words()).collect();
    let mut head = vec!["Area"];
    head.extend(years.iter().map(String::as_str));
    let of = |seen: &AreaMonth| match seen.shares.get(place) {
        Some(share) => cell(shown(*share)),
        None => cell("No return"),
    };
    let row = |row: &AreaRow| {
        let mut cells = vec![link(&row.name, format!("{HERE}/{}", row.area))];
        cells.extend(row.years.iter().map(of));
        cells
    };
    let mut rows: Vec<Vec<Cell>> = national.areas.iter().map(row).collect();
    let mut total = vec![cell("All areas that returned")];
    total.extend(
        national
            .totals
            .iter()
            .map(|shares| shares.get(place).map_or_else(|| cell("No return"), |share| cell(shown(*share)))),
    );
    rows.push(total);
    plain::table(&format!("{name}, the same month of each year"), &head, rows)
}

/// How many areas are there in one of the years
fn there(national: &National, year: usize) -> usize {
    let seen = national.areas.iter().filter_map(|row| row.years.get(year));
    seen.filter(|seen| matches!(seen.state, ReturnThere::There { .. })).count()
}

/// Which areas are missing, by name
fn missing_words(national: &National) -> String {
    let this = national.years.len().saturating_sub(1);
    let missing: Vec<String> = national
        .areas
        .iter()
        .filter_map(|row| match &row.years.get(this)?.state {
            ReturnThere::Missing { .. } => Some(row.name.clone()),
            _ => None,
        })
        .collect();
    match (national.areas.len(), missing.as_slice()) {
        (0, _) => format!("No area has returned {}, and none was expected to.", national.month.words()),
        (_, []) => "Every area from which a return is expected has returned this month.".to_owned(),
        (_, missing) => format!(
            "{} not returned this month: {}.",
            words::count(missing.len(), "area has", "areas have"),
            missing.join(", ")
        ),
    }
}

fn left_out(national: &National) -> String {
    let years = national.years.iter().enumerate();
    let told: Vec<String> =
        years.map(|(place, year)| format!("{} in {}", there(national, place), year.words())).collect();
    format!(
        "Totals are of the areas that returned, and leave the others out: {}. Years with other areas in them cannot be compared.",
        told.join(", ")
    )
}

/// Whether the return is there, in words
fn state_words(state: &ReturnThere) -> String {
    let days = |days: i64| words::count(usize::try_from(days).unwrap_or(0), "day", "days");
    match state {
        ReturnThere::NotExpected => "None expected".to_owned(),
        ReturnThere::Missing { of, overdue: 0 } => format!("Not due yet: {}", of.join(", ")),
        ReturnThere::Missing { of, overdue } => {
            format!("Missing, {} overdue: {}", days(*overdue), of.join(", "))
        }
        ReturnThere::There { late, corrected } => {
            let late = if *late == 0 { "In time".to_owned() } else { format!("{} late", days(*late)) };
            match corrected {
                0 => late,
                1 => format!("{late}, corrected"),
                more => format!("{late}, corrected {more} times"),
            }
        }
    }
}

/// A share in words: "71%, 36 of 51"
fn shown(share: Share) -> String {
    let number = |n: i64| words::with_commas(usize::try_from(n).unwrap_or(0));
    match share.value() {
        Some(value) => {
            format!("{:.0}%, {} of {}", value * 100.0, number(share.numerator), number(share.denominator))
        }
        None => "None counted".to_owned(),
    }
}

// For the tests that look at every page.

fn sample_months() -> Vec<Month> {
    [202403, 202503, 202603].into_iter().filter_map(Month::from_number).collect()
}

fn sample_month(month: Month, state: ReturnThere) -> AreaMonth {
    let shares = match state {
        ReturnThere::There { .. } => vec![Share::new(820, 1000), Share::new(90, 120), Share::new(12, 120)],
        _ => Vec::new(),
    };
    AreaMonth { month, state, shares }
}

pub(crate) fn sample_national() -> Plain {
    let in_time = ReturnThere::There { late: 0, corrected: 0 };
    let states = [
        ("01", "Northshire (invented)", in_time.clone()),
        ("46", "Southshire (invented)", ReturnThere::There { late: 4, corrected: 1 }),
        ("50", "Westshire (invented)", ReturnThere::Missing { of: vec!["West".into()], overdue: 12 }),
    ];
    let years = sample_months();
    let areas = states.map(|(area, name, state)| AreaRow {
        area: area.into(),
        name: name.into(),
        years: years
            .iter()
            .enumerate()
            .map(|(place, year)| {
                let state = if place == 2 { state.clone() } else { ReturnThere::NotExpected };
                sample_month(*year, state)
            })
            .collect(),
    });
    let total = vec![Share::new(1640, 2000), Share::new(180, 240), Share::new(24, 240)];
    let none = vec![Share::default(); 3];
    let seen = National {
        month: years[2],
        latest: years[2],
        measures: service::leaving::headline_measures(),
        years,
        areas: areas.into(),
        totals: vec![none.clone(), none, total],
    };
    national(Shell::sample("What areas returned", policy::Role::Oversight).within(HERE), &seen)
}

pub(crate) fn sample_area() -> Plain {
    let months = sample_months().into_iter().rev();
    let seen = AreaOverTime {
        area: "01".into(),
        name: "Northshire (invented)".into(),
        measures: service::leaving::headline_measures(),
        months: months
            .map(|month| sample_month(month, ReturnThere::There { late: 0, corrected: 2 }))
            .collect(),
    };
    area(Shell::sample("Northshire", policy::Role::Oversight).within(HERE), &seen)
}

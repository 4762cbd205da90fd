//! Differences between groups of people (OVR-2): always without small numbers, always for one whole quarter, and with what
//! the intervals say.
//!
//! What is hidden is decided once for all organisations and groups of a measure and a quarter, as one table with its totals.
//! Whoever then looks at one organisation, or at all of them together, sees the same cells hidden: nothing can be worked
//! out by taking one page from another.

use super::{
    MeasureRow, MeasureTable,
    labels::{self, UNKNOWN},
    query::{self, Asked},
    reading::Sum,
    shared,
};
use crate::{Problem, Service, ServiceError};
use jiff::Timestamp;
use measures::{Dimension, Measure, PeopleKind, Share, overlap, suppression};
use std::collections::{BTreeMap, BTreeSet};

impl Service {
    pub(super) async fn groups_of_people(
        &self,
        measure: &'static Measure,
        mut asked: Asked,
        kind: PeopleKind,
        now: Timestamp,
    ) -> Result<MeasureTable, ServiceError> {
        if !query::kept_by_people(measure, kind) {
            let message =
                "What this measure counts is not kept by groups of people; choose a measure of duties.";
            return Err(ServiceError::Invalid(vec![Problem::new("by", message)]));
        }
        (asked.from, asked.to) = asked.last_quarter()?;
        let wanted = std::mem::take(&mut asked.organisations);
        let table = self.organisations_and_groups(measure, &asked, kind).await?;
        let hidden = suppression::suppress_grid(&table.cells, suppression::Rule::default());
        let place = wanted.first().map(|one| table.organisations.iter().position(|other| other == one));
        let (shares, flags, total_hidden) = match place {
            Some(Some(row)) => (table.cells[row].clone(), hidden.cells[row].clone(), hidden.rows[row]),
            Some(None) => {
                (vec![Share::default(); table.groups.len()], vec![false; table.groups.len()], false)
            }
            None => (table.column_totals(), hidden.columns, hidden.total),
        };
        let total: Share = shares.iter().copied().sum();
        let by = Some(Dimension::People(kind));
        let mut rows: Vec<MeasureRow> = table
            .groups
            .iter()
            .zip(shares.iter().zip(flags))
            .filter(|(_, (share, _))| share.denominator > 0)
            .map(|(key, (share, hidden))| shown(key.clone(), self.label_of(by, key), *share, hidden))
            .collect();
        labels::sort(by, &mut rows);
        let mut left_out = vec![format!("Left out: {}", measure.exclusions)];
        if total.denominator == 0 {
            left_out.insert(0, "Nothing counts here in these months, so there is no figure.".to_owned());
        }
        left_out.extend(said(&rows));
        Ok(MeasureTable {
            measure,
            by,
            differences: differences(&rows),
            rows,
            total: shown("total".to_owned(), "All together".to_owned(), total, total_hidden),
            from: asked.from,
            to: asked.to,
            as_of: now,
            left_out,
        })
    }

    /// A measure by organisation and group. Those of whom nobody knows the group are a group too: what is left of the
    /// organisation's total.
    async fn organisations_and_groups(
        &self,
        measure: &Measure,
        asked: &Asked,
        kind: PeopleKind,
    ) -> Result<Table, ServiceError> {
        let all = self.duties_counted(asked, Some(Dimension::Organisation)).await?;
        let of_people = self.people_counted(asked, kind).await?;
        let organisations: Vec<String> = all.keys().cloned().collect();
        let mut groups: BTreeSet<String> = of_people.keys().map(|(_, group)| group.clone()).collect();
        groups.insert(UNKNOWN.to_owned());
        let groups: Vec<String> = groups.into_iter().collect();
        let cells = organisations.iter().map(|organisation| {
            let known = |group: &String| {
                let sum = of_people.get(&(organisation.clone(), group.clone()));
                sum.map_or_else(Share::default, |sum| measure.share(&sum.counted))
            };
            let mut row: Vec<Share> = groups.iter().map(known).collect();
            let whole = all.get(organisation).map_or_else(Share::default, |sum| measure.share(&sum.counted));
            let rest = whole - row.iter().copied().sum::<Share>();
            if let Some(place) = groups.iter().position(|group| group == UNKNOWN) {
                row[place] = rest;
            }
            row
        });
        Ok(Table { cells: cells.collect(), organisations, groups })
    }
}

/// A measure by organisation and group of people.
struct Table {
    organisations: Vec<String>,
    groups: Vec<String>,
    cells: Vec<Vec<Share>>,
}

impl Table {
    fn column_totals(&self) -> Vec<Share> {
        let sum = |column: usize| self.cells.iter().filter_map(|row| row.get(column)).copied().sum();
        (0..self.groups.len()).map(sum).collect()
    }
}

pub(super) type People = BTreeMap<(String, String), Sum>;

/// A row as it is shown: what is hidden has no numbers at all.
fn shown(key: String, label: String, share: Share, hidden: bool) -> MeasureRow {
    if hidden {
        MeasureRow { key, label, suppressed: true, ..MeasureRow::default() }
    } else {
        shared(key, label, share)
    }
}

fn said(rows: &[MeasureRow]) -> Vec<String> {
    let mut said = vec![
        "Differences between groups of people are shown for one whole quarter at a time, the last one of the months that were \
         asked for, so that nothing can be worked out by taking one period from another."
            .to_owned(),
        "People say of themselves to which group they belong, and need not. Those who did not are under \"Not known\".".to_owned(),
    ];
    if rows.iter().any(|row| row.suppressed) {
        said.push(
            "Numbers below five are not shown, nor numbers from which they could be worked out.".to_owned(),
        );
    }
    said
}

/// What the intervals say: which groups lie apart by more than chance explains.
fn differences(rows: &[MeasureRow]) -> Vec<String> {
    let known: Vec<(&str, f64, (f64, f64))> = rows
        .iter()
        .filter(|row| row.key != UNKNOWN && !row.key.ends_with(":not_said"))
        .filter_map(|row| Some((row.label.as_str(), row.share?, row.interval?)))
        .collect();
    if known.len() < 2 {
        return vec![
            "Fewer than two groups are shown, so nothing can be said about differences between them."
                .to_owned(),
        ];
    }
    let mut apart = Vec::new();
    for (place, one) in known.iter().enumerate() {
        for other in &known[place + 1..] {
            if !overlap(one.2, other.2) {
                let (more, less) = if one.1 > other.1 { (one, other) } else { (other, one) };
                apart.push(format!(
                    "{} ({}) is above {} ({}), and their intervals do not overlap: chance alone does not explain the difference.",
                    more.0,
                    percent(more.1),
                    less.0,
                    percent(less.1),
                ));
            }
        }
    }
    if apart.is_empty() {
        apart.push(
            "The intervals of all groups that are shown overlap: what differs between them could be chance."
                .to_owned(),
        );
    }
    apart
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

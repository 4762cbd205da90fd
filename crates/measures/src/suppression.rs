//! Small numbers are not shown, and neither is what they could be worked out from.
//!
//! A cell is small when its numerator, its denominator or their difference is below the rule's `fewest`; it is hidden
//! whole (primary suppression). Then more cells are hidden until nobody who adds and subtracts what is shown, and who knows
//! that numbers are whole and not below nothing, can narrow a small cell to fewer than `width` + 1 numbers, or learn any
//! other hidden cell exactly (secondary suppression).
//!
//! A table with its totals is a network: a total flows into its rows, rows into columns, columns into the grand total. What a
//! hidden cell can be is then the flow that can be led around it through other hidden cells, which is exact, not an estimate.
//!
//! Everything that is shown or leaves with small numbers withheld is decided here: tables of groups of people, lists that break the
//! same total down ([`suppress`], [`suppress_counts`]), and rows of open data, which stand alone ([`suppress_duties`],
//! [`suppress_parts`]).

mod network;
mod row;

use crate::Share;
use network::{Arc, Network, Says};
pub use row::{HiddenDuties, HiddenParts, suppress_duties, suppress_parts};

/// When a number is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The fewest that are shown.
    pub fewest: i64,
    /// How far apart the smallest and the largest number must at least be that a small cell could have.
    pub width: i64,
}

impl Default for Rule {
    /// Fewer than five are not shown: the threshold of government statisticians' guidance for tables from administrative
    /// sources where what is counted is sensitive.
    fn default() -> Rule {
        Rule { fewest: 5, width: 5 }
    }
}

impl Rule {
    /// Nothing is small: for people who look at the work of their own organisation, each case of which is theirs to read.
    pub const SHOWS_ALL: Rule = Rule { fewest: 0, width: 0 };

    /// Whether a cell shows too few. A cell without anybody has nobody to show.
    pub fn is_small(self, cell: Share) -> bool {
        cell.denominator > 0 && (cell.numerator < self.fewest || cell.rest() < self.fewest)
    }

    /// Whether a part of a whole that everybody knows shows too few: it is few, all but a few, or of few.
    pub fn is_small_part(self, cell: Share) -> bool {
        self.is_few(cell.denominator)
            || self.is_few(cell.numerator)
            || (cell.numerator > 0 && self.is_few(cell.rest()))
    }

    /// Whether a count by itself shows too few.
    pub fn is_few(self, n: i64) -> bool {
        n > 0 && n < self.fewest
    }
}

/// What is hidden of lists that break the same total down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// By list and row.
    pub lists: Vec<Vec<bool>>,
    /// The total.
    pub total: bool,
}

/// What of a table with totals of rows and columns is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenGrid {
    /// By row and column.
    pub cells: Vec<Vec<bool>>,
    /// Totals of rows.
    pub rows: Vec<bool>,
    /// Totals of columns.
    pub columns: Vec<bool>,
    /// The grand total.
    pub total: bool,
}

/// Hides what must be hidden of lists of shares, each of which adds up to the same total: by month, by area, by kind of crime.
pub fn suppress(lists: &[Vec<Share>], rule: Rule) -> Hidden {
    let total = lists.first().map(|list| list.iter().copied().sum()).unwrap_or_default();
    suppress_lists(Says::Share, lists, total, rule)
}

/// Hides what must be hidden of lists of numbers, each of which adds up to the same total. Nought is not small here: of how many it
/// is none, nobody says.
pub fn suppress_counts(lists: &[Vec<i64>], rule: Rule) -> Hidden {
    let alone = |n: &i64| Share::new(*n, *n);
    let total = lists.first().map(|list| list.iter().sum()).unwrap_or_default();
    let lists: Vec<Vec<Share>> = lists.iter().map(|list| list.iter().map(alone).collect()).collect();
    suppress_of_known(&lists, alone(&total), rule)
}

/// Hides what must be hidden of lists of parts, each of a whole that everybody knows: the numerators of a list add up to that of the
/// total, the denominators to nothing.
pub fn suppress_of_known(lists: &[Vec<Share>], total: Share, rule: Rule) -> Hidden {
    suppress_lists(Says::Numerator, lists, total, rule)
}

/// What flows out of a list flows into the next, and out of the last as the total.
fn suppress_lists(says: Says, lists: &[Vec<Share>], total: Share, rule: Rule) -> Hidden {
    let mut network = Network::new(says, lists.len() + 1);
    for (place, list) in lists.iter().enumerate() {
        list.iter().for_each(|row| network.add(Arc::new(place, place + 1, *row)));
    }
    network.add(Arc::new(lists.len(), 0, total).at_last_resort());
    let mut hidden = network.suppress(rule).into_iter();
    Hidden {
        lists: lists.iter().map(|list| hidden.by_ref().take(list.len()).collect()).collect(),
        total: hidden.next().unwrap_or_default(),
    }
}

/// Hides what must be hidden of a table that is shown with totals of rows and columns. Every row has as many cells as the
/// first; what a shorter one lacks counts nothing.
pub fn suppress_grid(cells: &[Vec<Share>], rule: Rule) -> HiddenGrid {
    let (height, width) = (cells.len(), cells.first().map_or(0, Vec::len));
    let cell = |row: usize, column: usize| {
        cells.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    };
    // Node 0 is where totals of rows come from, the last where totals of columns go to.
    let (row_node, column_node, end) = (|row| 1 + row, |column| 1 + height + column, 1 + height + width);
    let mut network = Network::new(Says::Share, end + 1);
    for row in 0..height {
        (0..width)
            .for_each(|column| network.add(Arc::new(row_node(row), column_node(column), cell(row, column))));
    }
    for row in 0..height {
        network.add(Arc::new(0, row_node(row), (0..width).map(|column| cell(row, column)).sum()));
    }
    for column in 0..width {
        network.add(Arc::new(column_node(column), end, (0..height).map(|row| cell(row, column)).sum()));
    }
    network.add(Arc::new(end, 0, cells.iter().flatten().copied().sum()).at_last_resort());
    let hidden = network.suppress(rule);
    let mut hidden = hidden.into_iter();
    HiddenGrid {
        cells: (0..height).map(|_| hidden.by_ref().take(width).collect()).collect(),
        rows: hidden.by_ref().take(height).collect(),
        columns: hidden.by_ref().take(width).collect(),
        total: hidden.next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;

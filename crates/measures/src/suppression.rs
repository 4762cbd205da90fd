//! Small numbers are not shown, and neither is what they could be worked out from.
//!
//! A cell is small when its numerator, its denominator or their difference is below the rule's `fewest`; it is hidden
//! whole (primary suppression). Then more cells are hidden until nobody who adds and subtracts what is shown, and who knows
//! that numbers are whole and not below nothing, can narrow a small cell to fewer than `width` + 1 numbers, or learn any
//! other hidden cell exactly (secondary suppression).
//!
//! A table with its totals is a network: a total flows into its rows, rows into columns, columns into the grand total. What a
//! hidden cell can be is then the flow that can be led around it through other hidden cells, which is exact, not an estimate.

mod network;

use crate::Share;
use network::{Arc, Network};

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
    /// Whether a cell shows too few. A cell without anybody has nobody to show.
    pub fn is_small(self, cell: Share) -> bool {
        cell.denominator > 0 && (cell.numerator < self.fewest || cell.rest() < self.fewest)
    }

    /// Whether a count by itself shows too few.
    pub fn is_few(self, n: i64) -> bool {
        n > 0 && n < self.fewest
    }
}

/// What of a list with a total is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// By row.
    pub rows: Vec<bool>,
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

/// Hides what must be hidden of rows that add up to their total.
pub fn suppress(rows: &[Share], rule: Rule) -> Hidden {
    let mut network = Network::new(2);
    rows.iter().for_each(|row| network.add(Arc::new(0, 1, *row)));
    network.add(Arc::new(1, 0, sum(rows.iter().copied())).at_last_resort());
    let mut hidden = network.suppress(rule);
    let total = hidden.pop().unwrap_or_default();
    Hidden { rows: hidden, total }
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
    let mut network = Network::new(end + 1);
    for row in 0..height {
        (0..width)
            .for_each(|column| network.add(Arc::new(row_node(row), column_node(column), cell(row, column))));
    }
    for row in 0..height {
        network.add(Arc::new(0, row_node(row), sum((0..width).map(|column| cell(row, column)))));
    }
    for column in 0..width {
        network.add(Arc::new(column_node(column), end, sum((0..height).map(|row| cell(row, column)))));
    }
    network.add(Arc::new(end, 0, sum(cells.iter().flatten().copied())).at_last_resort());
    let hidden = network.suppress(rule);
    let mut hidden = hidden.into_iter();
    HiddenGrid {
        cells: (0..height).map(|_| hidden.by_ref().take(width).collect()).collect(),
        rows: hidden.by_ref().take(height).collect(),
        columns: hidden.by_ref().take(width).collect(),
        total: hidden.next().unwrap_or_default(),
    }
}

fn sum(cells: impl Iterator<Item = Share>) -> Share {
    cells.fold(Share::default(), |sum, cell| {
        Share::new(sum.numerator + cell.numerator, sum.denominator + cell.denominator)
    })
}

#[cfg(test)]
mod tests;

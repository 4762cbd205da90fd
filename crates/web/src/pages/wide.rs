//! A page over the whole width: lists for staff, with a way to narrow them and columns that can be sorted by a link.

use crate::{
    components::{self as c, Markup},
    shell::Shell,
};
use askama::Template;

/// A page over the whole width
#[derive(Template, Default)]
#[template(path = "wide.html")]
pub struct Wide {
    /// surroundings
    pub shell: Shell,
    /// what was done just now
    pub saved: Option<String>,
    /// words and address of the way back
    pub back: Option<(String, String)>,
    /// small words above the heading
    pub caption: String,
    /// the heading
    pub heading: String,
    /// what stands under it
    pub blocks: Vec<Markup>,
}

/// The head of a column
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// what it says
    pub text: String,
    /// where the list sorted by it is
    pub href: Option<String>,
    /// whether the list is sorted by it, most first
    pub is_sorted: bool,
    /// whether numbers stand under it
    pub is_number: bool,
}

/// A column of words
pub fn head(text: impl Into<String>) -> Head {
    Head { text: text.into(), ..Head::default() }
}

/// A column of numbers
pub fn number_head(text: impl Into<String>) -> Head {
    Head { is_number: true, ..head(text) }
}

/// A row
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// its cells
    pub cells: Vec<Item>,
    /// whether it is marked as late
    pub is_late: bool,
    /// whether it adds up the others
    pub is_total: bool,
}

/// A row of these cells
pub fn row(cells: Vec<Item>) -> Row {
    Row { cells, ..Row::default() }
}

/// A cell
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// what it says
    pub text: String,
    /// where it leads
    pub href: Option<String>,
    /// what a link says to those who hear it alone
    pub aside: String,
    /// lines under it
    pub lines: Vec<String>,
    /// whether it is a number
    pub is_number: bool,
}

/// A cell of text
pub fn item(text: impl Into<String>) -> Item {
    Item { text: text.into(), ..Item::default() }
}

/// A cell that leads somewhere
pub fn item_link(text: impl Into<String>, href: impl Into<String>) -> Item {
    Item { href: Some(href.into()), ..item(text) }
}

/// A number, which leads to the list behind it when there is one; nought leads nowhere
pub fn number(number: i64, href: Option<String>, aside: &str) -> Item {
    let text = crate::words::with_commas(usize::try_from(number).unwrap_or(0));
    Item { text, href: href.filter(|_| number > 0), aside: aside.into(), is_number: true, ..Item::default() }
}

impl Item {
    /// The same with lines under it
    pub fn over(mut self, lines: Vec<String>) -> Self {
        self.lines = lines;
        self
    }
}

/// A table; nothing when it has no rows
pub fn grid(caption: &str, head: &[Head], rows: Vec<Row>) -> Vec<Markup> {
    #[derive(Template)]
    #[template(path = "grid.html")]
    struct Part<'a> {
        caption: &'a str,
        head: &'a [Head],
        rows: Vec<Row>,
    }
    if rows.is_empty() { Vec::new() } else { vec![Markup::printed(&Part { caption, head, rows })] }
}

/// A short form that narrows a list
pub fn narrow(label: &str, action: &str, button: &str, fields: Vec<Markup>) -> Markup {
    #[derive(Template)]
    #[template(path = "narrow.html")]
    struct Part<'a> {
        label: &'a str,
        action: &'a str,
        button: &'a str,
        fields: Vec<Markup>,
    }
    Markup::printed(&Part { label, action, button, fields })
}

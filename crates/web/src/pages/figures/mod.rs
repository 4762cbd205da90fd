//! Pages of figures: the board, one measure, the contacts behind it, the pack for a meeting (OVR-1, OVR-2).
//!
//! A page is filled from [`Reading`]s: a measure, told apart by something, with its total. Charts and tables are made from the
//! same rows, so that they cannot say different things.

pub(crate) mod blocks;
pub(crate) mod board;
pub(crate) mod contacts;
pub(crate) mod measure;
pub(crate) mod pack;
pub(crate) mod samples;

use super::plain::Cell;
use crate::{
    charts::{Share, contacts_read},
    components::{Choice, Markup},
};
use askama::Template;

/// The address of the board
pub const FIGURES: &str = "/figures";

/// A measure, as pages speak of it
#[derive(Debug, Clone, Default)]
pub struct About {
    /// identity, part of addresses
    pub id: String,
    /// plain name
    pub name: String,
    /// heading of its family
    pub family: &'static str,
    /// the question that it answers
    pub question: String,
    /// what is counted, and of what
    pub counted: String,
    /// what it is over
    pub over: String,
    /// what is left out
    pub exclusions: String,
    /// document and figure that it comes from
    pub source: String,
    /// the office that owns the definition
    pub owner: String,
    /// since when it stands in the register, in words
    pub since: String,
    /// whether it is counted in days
    pub in_days: bool,
    /// whether less is better
    pub low_is_better: bool,
    /// whether it counts what was done in time, so that the worst is the latest
    pub in_time: bool,
    /// whether contacts stand behind it, which can be read
    pub has_contacts: bool,
}

impl About {
    /// What the first of its units is, when the worst stands first
    pub(crate) fn worst(&self) -> &'static str {
        if self.in_time { "latest" } else { "worst" }
    }
}

/// A number, or why there is none
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Number {
    /// so many of so many
    Share(Share),
    /// days that it took
    Days(Days),
    /// too few people: it could be told who they are
    Hidden,
    /// a score of so few contacts that it says nothing
    Few(u64),
    /// there is nothing to count
    #[default]
    Nothing,
}

/// How long something took; those for whom it has not happened yet count as longer than all others
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Days {
    /// half took so many or fewer; none when it has not happened for half of them
    pub median: Option<i64>,
    /// nine in ten took so many or fewer; none when it has not happened for nine in ten
    pub ninety: Option<i64>,
    /// how many there are
    pub of: u64,
}

impl Number {
    /// The share, when it is one that can be shown
    pub fn share(&self) -> Option<Share> {
        match self {
            Self::Share(share) if share.whole > 0 => Some(*share),
            _ => None,
        }
    }

    /// In a word or two
    pub fn words(&self) -> String {
        match self {
            Self::Share(share) => share.percent(),
            Self::Days(days) => days_words(days.median),
            Self::Hidden => "too few to show".to_owned(),
            Self::Few(_) => "too few read".to_owned(),
            Self::Nothing => "nothing to count".to_owned(),
        }
    }

    /// What stands behind it: "36 of 51"
    pub fn counts(&self) -> String {
        match self {
            Self::Share(share) if share.whole > 0 => share.counts(),
            Self::Few(contacts) => contacts_read(*contacts),
            Self::Days(days) => crate::words::with_commas(usize::try_from(days.of).unwrap_or(usize::MAX)),
            _ => String::new(),
        }
    }

    /// Where the true number lies
    pub fn interval(&self) -> String {
        match self {
            Self::Share(share) if share.whole > 0 => share.interval(),
            Self::Days(days) => days_words(days.ninety),
            _ => String::new(),
        }
    }
}

/// "3 days", or that it has not come to so many yet
fn days_words(days: Option<i64>) -> String {
    match days {
        Some(1) => "1 day".to_owned(),
        Some(days) => format!("{days} days"),
        None => "not yet".to_owned(),
    }
}

/// A row of a reading
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// what addresses call it
    pub key: String,
    /// what people call it
    pub label: String,
    /// its number
    pub number: Number,
}

/// A measure, told apart by something
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// one for each
    pub rows: Vec<Row>,
    /// of all of them
    pub total: Number,
    /// what is left out of it, in sentences
    pub left_out: Vec<String>,
}

impl Reading {
    /// The number of a row; nothing where there is no such row
    pub fn number(&self, key: &str) -> Number {
        self.rows.iter().find(|row| row.key == key).map(|row| row.number).unwrap_or_default()
    }

    /// How many rows have a number that is not shown
    pub fn hidden(&self) -> usize {
        self.rows.iter().filter(|row| row.number == Number::Hidden).count()
    }
}

/// A table of numbers: on a phone each row is a card whose numbers carry their names
#[derive(Debug, Clone, Default, Template)]
#[template(path = "figures/table.html")]
pub(crate) struct NumberTable {
    /// what it is a table of
    pub caption: String,
    /// names of the columns; the first is that of the rows
    pub head: Vec<String>,
    /// its rows
    pub rows: Vec<Vec<Cell>>,
}

impl NumberTable {
    /// A table with these columns
    pub fn new(caption: impl Into<String>, head: &[&str], rows: Vec<Vec<Cell>>) -> Self {
        Self { caption: caption.into(), head: head.iter().map(|name| (*name).to_owned()).collect(), rows }
    }

    fn cells<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a str, &'a Cell)> {
        self.head.iter().map(String::as_str).zip(row)
    }

    /// As part of a page
    pub fn markup(&self) -> Markup {
        Markup::printed(self)
    }
}

/// The form that chooses what a page of figures shows; it works without scripts
#[derive(Debug, Clone, Default)]
pub struct Choosing {
    /// months that are over, the latest first
    pub months: Vec<Choice>,
    /// the one shown
    pub month: String,
    /// what else the address keeps
    pub hidden: Vec<(String, String)>,
}

/// An address with what it asks for; what is empty is left out
pub(crate) fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    asked.iter().filter(|(_, value)| !value.is_empty()).for_each(|(name, value)| {
        query.append_pair(name, value);
    });
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

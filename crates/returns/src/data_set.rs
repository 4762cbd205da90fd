//! What a data set is made of: columns that say what they hold, and rows of values.

use record::figures::Month;
use std::borrow::Cow;

/// The code of what is not known.
pub const UNKNOWN: &str = "unknown";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A short code.
    Code,
    /// The first day of a month of London time.
    Month,
    /// A whole number of what `unit` says.
    Number,
    /// Yes or no.
    YesNo,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in every format.
    pub name: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What it holds, in a sentence.
    pub about: &'static str,
    /// The kind of value.
    pub kind: Kind,
    /// What is counted or measured; empty when nothing is.
    pub unit: &'static str,
    /// Whether a value may be missing: withheld, or unknown.
    pub may_be_missing: bool,
    /// Whether it belongs to what makes a row the only one of its kind.
    pub is_key: bool,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A short code.
    Code(Cow<'a, str>),
    /// A month.
    Month(Month),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// Withheld because it is small, or would give a small one away.
    Withheld,
    /// Not there.
    Nothing,
}

impl<'a> Value<'a> {
    /// A code that is borrowed; what is not known is said, so that every key is whole.
    pub fn code(text: &'a str) -> Value<'a> {
        Value::Code(Cow::Borrowed(if text.is_empty() { UNKNOWN } else { text }))
    }

    /// A number, unless it is hidden.
    pub fn number(n: i64, hidden: bool) -> Value<'a> {
        if hidden { Value::Withheld } else { Value::Number(n) }
    }
}

/// Who a data set is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Everybody: small numbers are withheld.
    Everybody,
    /// People inside the agency whose record it is, for research; never published.
    TheAgency,
}

/// A data set.
#[derive(Clone, Debug)]
pub struct DataSet {
    /// Its name in files and folders.
    pub name: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What a row is and what is counted.
    pub about: &'static str,
    /// What is left out.
    pub exclusions: &'static str,
    /// How small numbers are withheld.
    pub suppression: &'static str,
    /// What is known to be wrong or missing.
    pub limits: &'static [&'static str],
    /// Who it is for.
    pub audience: For,
    /// The columns; the first two are always `area_code` and `month_start`, by which the Parquet files are laid out.
    pub columns: Vec<Column>,
}

/// The column of the area.
pub fn area_column() -> Column {
    Column {
        name: "area_code",
        title: "Area",
        about: "code of the police force area, as in the first two characters of a unique reference number; a text: keep its zero",
        kind: Kind::Code,
        unit: "",
        may_be_missing: false,
        is_key: true,
    }
}

/// The column of the month.
pub fn month_column(about: &'static str) -> Column {
    Column {
        name: "month_start",
        title: "Month",
        about,
        kind: Kind::Month,
        unit: "",
        may_be_missing: false,
        is_key: true,
    }
}

/// A column of codes that belongs to the key of a row.
pub fn code_column(name: &'static str, title: &'static str, about: &'static str) -> Column {
    Column { name, title, about, kind: Kind::Code, unit: "", may_be_missing: false, is_key: true }
}

/// A column of numbers.
pub fn number_column(
    name: &'static str,
    title: &'static str,
    about: &'static str,
    unit: &'static str,
) -> Column {
    Column { name, title, about, kind: Kind::Number, unit, may_be_missing: true, is_key: false }
}

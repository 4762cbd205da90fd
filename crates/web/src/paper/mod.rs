//! Sheets of paper: what stands on one, and the PDF of it. A sheet is made for screen readers too (PDF/UA): its parts are
//! headings, paragraphs, lists, tables and a picture with words, in the order in which they are read.

mod code;
mod letters;
mod pdf;

pub(crate) use code::Code;
pub(crate) use pdf::pdf;
#[cfg(test)]
pub(crate) use pdf::tests as pdf_tests;

/// A sheet
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    /// what it is, its first heading
    pub title: String,
    /// the language's tag
    pub language: &'static str,
    /// what stands on it, in order
    pub parts: Vec<Part>,
}

/// Something that stands on a sheet
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// a heading
    Heading(String),
    /// a paragraph
    Text(String),
    /// a list of short texts
    List(Vec<String>),
    /// a square to scan, with the words that say where it leads
    Code(Code, String),
    /// a table: names of its columns, and its rows; the first cell of each names the row
    Table {
        /// names of the columns
        head: Vec<String>,
        /// the rows
        rows: Vec<Vec<String>>,
    },
    /// what follows begins a page
    NewPage,
}

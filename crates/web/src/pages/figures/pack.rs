//! The pack that a board reads at its meeting: one page to print for each section, and the same as a PDF for screen readers too.

use super::{About, NumberTable};
use crate::{
    charts::Chart,
    components::{self as c},
    paper::{Part, Sheet},
    shell::Shell,
};
use askama::Template;

/// The page
#[derive(Template)]
#[template(path = "figures/pack.html")]
pub struct PackPage {
    /// surroundings
    pub shell: Shell,
    /// the month, as addresses write it
    pub asked: String,
    pub(crate) pack: Pack,
}

impl PackPage {
    fn back(&self) -> String {
        super::address(super::FIGURES, &[("month", &self.asked)])
    }
}

/// What is in the pack
#[derive(Debug, Clone, Default)]
pub(crate) struct Pack {
    /// whose it is
    pub whose: String,
    /// the month in words
    pub month: String,
    /// its sections, a page each
    pub sections: Vec<Section>,
}

/// A section
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    /// its heading
    pub heading: String,
    /// paragraphs
    pub texts: Vec<String>,
    /// pictures; on paper for screen readers their table says the same
    pub charts: Vec<Chart>,
    /// tables
    pub tables: Vec<NumberTable>,
    /// short texts with a heading each
    pub entries: Vec<(String, Vec<String>)>,
}

impl Pack {
    /// Its title
    pub fn title(&self) -> String {
        format!("Figures for {}: {}", self.month, self.whose)
    }

    /// The pack as sheets of paper
    pub fn sheet(&self) -> Sheet {
        let mut parts = Vec::new();
        for (number, section) in self.sections.iter().enumerate() {
            if number > 0 {
                parts.push(Part::NewPage);
            }
            parts.push(Part::Heading(section.heading.clone()));
            parts.extend(section.texts.iter().cloned().map(Part::Text));
            for table in section.tables.iter().filter(|table| !table.rows.is_empty()) {
                parts.push(Part::Text(table.caption.clone()));
                let rows = table.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect());
                parts.push(Part::Table { head: table.head.clone(), rows: rows.collect() });
            }
            for (name, texts) in &section.entries {
                parts.push(Part::Heading(name.clone()));
                parts.push(Part::List(texts.clone()));
            }
        }
        Sheet { title: self.title(), language: "en", parts }
    }
}

/// How the numbers are made: what every measure of the pack counts, and how sure it is
pub(crate) fn methodology(abouts: &[&About]) -> Section {
    let entry = |about: &&About| {
        let lines = super::measure::method(about);
        (about.name.clone(), lines.into_iter().map(|(name, words)| format!("{name}: {words}")).collect())
    };
    Section {
        heading: "How the numbers are made".into(),
        texts: vec![
            "Every number is counted from what was recorded in each case at the time, by rules that hold for all. Nobody fills in a return.".into(),
            "A duty counts in the month in which its limit ends. What victims say is never taken from the record: only their own answers count, and no answer is no yes.".into(),
        ],
        entries: abouts.iter().map(entry).collect(),
        ..Section::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        pages::figures::samples,
        paper::{self, pdf_tests::words_of},
    };

    #[test]
    fn the_pack_on_paper_says_what_the_page_says() {
        let pack = samples::pack();
        let pdf = paper::pdf(&pack.sheet()).unwrap();
        let (words, html) = (words_of(&pdf), samples::pack_page().render().unwrap());
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for section in &pack.sections {
            for text in section.texts.iter().chain([&section.heading]) {
                assert!(words.contains(&flat(text)), "{text:?} is not in {words:?}");
                assert!(html.contains(text.split('’').next().unwrap()), "{text:?} is not on the page");
            }
            for cell in section.tables.iter().flat_map(|table| table.rows.iter().flatten()) {
                // A text in a column breaks its lines, and other columns stand between them.
                let first = cell.text.split_whitespace().next().unwrap_or_default();
                assert!(words.contains(first) && html.contains(first), "{first:?}");
            }
        }
    }

    #[test]
    fn each_section_begins_a_page_and_its_tables_are_tables_to_a_screen_reader() {
        let pack = samples::pack();
        let pdf = paper::pdf(&pack.sheet()).unwrap();
        let read = lopdf::Document::load_mem(&pdf).unwrap();
        assert!(read.get_pages().len() >= pack.sections.len(), "{} pages", read.get_pages().len());
        let mut kinds = std::collections::BTreeMap::<Vec<u8>, usize>::new();
        for object in read.objects.values().filter_map(|object| object.as_dict().ok()) {
            if let Ok(kind) = object.get(b"S").and_then(lopdf::Object::as_name) {
                *kinds.entry(kind.to_vec()).or_default() += 1;
            }
        }
        let tables =
            pack.sections.iter().flat_map(|section| &section.tables).filter(|table| !table.rows.is_empty());
        let (tables, rows) =
            tables.fold((0, 0), |(tables, rows), table| (tables + 1, rows + table.rows.len() + 1));
        assert_eq!((kinds[b"Table".as_slice()], kinds[b"TR".as_slice()]), (tables, rows), "{kinds:?}");
        assert!(kinds[b"TH".as_slice()] > rows, "each row and column has its head: {kinds:?}");
    }
}

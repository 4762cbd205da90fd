//! A sheet as a PDF that screen readers can read: the library refuses to write it when it breaks a rule of PDF/UA-1.

use super::{Code, Part, Sheet, letters::Letters};
use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{
        ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
    },
};
use std::num::NonZeroU16;

/// A4, in points
const WIDE: f32 = 595.0;
const HIGH: f32 = 842.0;
/// White around the text
const MARGIN: f32 = 56.0;
/// How far lists stand in
const INDENT: f32 = 16.0;
/// The size of a table's letters
const CELL: f32 = 10.0;
/// White between columns
const GUTTER: f32 = 8.0;
/// The side of a code to scan: about 4 cm
const CODE: f32 = 115.0;

/// Why there is no sheet
#[derive(Debug, thiserror::Error)]
pub enum NotPrinted {
    /// the font or the paper is broken
    #[error("the built-in font or paper size cannot be read; build the program again")]
    Material,
    /// it would not be readable for everybody
    #[error("the sheet breaks a rule of accessible PDF: {0}")]
    NotAccessible(String),
}

/// What a block is to whoever listens
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Title(String),
    Heading(String),
    Text,
    Item,
    Code(String),
    Cell { begins: Begins, scope: Option<TableHeaderScope> },
}

/// What begins with a cell of a table
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begins {
    Table,
    Row,
    Nothing,
}

/// Something on a page
struct Placed<'a> {
    page: usize,
    block: usize,
    x: f32,
    y: f32,
    what: What<'a>,
}

enum What<'a> {
    Line { text: String, size: f32, bold: bool },
    Bullet { size: f32 },
    Code(&'a Code),
}

/// Places blocks one under the other
struct Layout<'a> {
    regular: &'a Letters,
    bold: &'a Letters,
    kinds: Vec<Kind>,
    placed: Vec<Placed<'a>>,
    page: usize,
    y: f32,
}

/// The PDF of a sheet
pub(crate) fn pdf(sheet: &Sheet) -> Result<Vec<u8>, NotPrinted> {
    let (regular, bold) = Letters::regular().zip(Letters::bold()).ok_or(NotPrinted::Material)?;
    let mut layout =
        Layout { regular: &regular, bold: &bold, kinds: Vec::new(), placed: Vec::new(), page: 0, y: MARGIN };
    layout.text(Kind::Title(sheet.title.clone()), &sheet.title, 24.0, true);
    for part in &sheet.parts {
        layout.part(part);
    }
    write(sheet, layout)
}

impl<'a> Layout<'a> {
    fn part(&mut self, part: &'a Part) {
        match part {
            Part::Heading(text) => {
                self.y += 8.0;
                self.text(Kind::Heading(text.clone()), text, 15.0, true);
            }
            Part::Text(text) => self.text(Kind::Text, text, 12.0, false),
            Part::List(texts) => texts.iter().for_each(|text| self.text(Kind::Item, text, 12.0, false)),
            Part::Code(code, words) => {
                let y = self.down(CODE + 6.0) - CODE;
                let block = self.block(Kind::Code(words.clone()));
                self.place(block, MARGIN, y, What::Code(code));
            }
            Part::Table { head, rows } => self.table(head, rows),
            Part::NewPage => {
                self.page += 1;
                self.y = MARGIN;
            }
        }
    }

    /// Columns of the same width, the first twice as wide; a row stands whole on one page when it can
    fn table(&mut self, head: &[String], rows: &[Vec<String>]) {
        self.row(head, true, Begins::Table);
        for row in rows {
            self.row(row, false, Begins::Row);
        }
        self.y += 8.0;
    }

    fn row(&mut self, cells: &[String], is_head: bool, begins: Begins) {
        let step = CELL * 1.3;
        #[expect(clippy::cast_precision_loss, reason = "a table has a few columns")]
        let column = (WIDE - 2.0 * MARGIN) / (cells.len() as f32 + 1.0);
        let (mut x, mut placed, mut tall) = (MARGIN, Vec::new(), 0.0_f32);
        for (number, text) in cells.iter().enumerate() {
            let wide = if number == 0 { 2.0 * column } else { column };
            let bold = is_head || number == 0;
            let letters = if bold { self.bold } else { self.regular };
            let lines = letters.lines(text, CELL, wide - GUTTER);
            #[expect(clippy::cast_precision_loss, reason = "a cell has a few lines")]
            let high = lines.len() as f32 * step;
            tall = tall.max(high);
            placed.push((x, bold, lines));
            x += wide;
        }
        if self.y + tall > HIGH - MARGIN && tall < HIGH - 2.0 * MARGIN {
            self.page += 1;
            self.y = MARGIN;
        }
        for (number, (x, bold, lines)) in placed.into_iter().enumerate() {
            let scope = match (is_head, number) {
                (true, _) => Some(TableHeaderScope::Column),
                (false, 0) => Some(TableHeaderScope::Row),
                _ => None,
            };
            let begins = if number == 0 { begins } else { Begins::Nothing };
            let block = self.block(Kind::Cell { begins, scope });
            let mut y = self.y;
            for text in lines {
                y += step;
                self.place(block, x, y, What::Line { text, size: CELL, bold });
            }
        }
        self.y += tall + 4.0;
    }

    fn text(&mut self, kind: Kind, text: &str, size: f32, bold: bool) {
        let letters = if bold { self.bold } else { self.regular };
        let inset = if kind == Kind::Item { INDENT } else { 0.0 };
        let lines = letters.lines(text, size, WIDE - 2.0 * MARGIN - inset);
        let is_item = kind == Kind::Item;
        let block = self.block(kind);
        for (number, text) in lines.into_iter().enumerate() {
            let y = self.down(size * 1.3);
            if number == 0 && is_item {
                self.place(block, MARGIN, y, What::Bullet { size });
            }
            self.place(block, MARGIN + inset, y, What::Line { text, size, bold });
        }
        self.y += size * 0.35;
    }

    /// Goes down by so much, on the next page when there is no room; gives the new place
    fn down(&mut self, by: f32) -> f32 {
        if self.y + by > HIGH - MARGIN {
            self.page += 1;
            self.y = MARGIN;
        }
        self.y += by;
        self.y
    }

    fn block(&mut self, kind: Kind) -> usize {
        self.kinds.push(kind);
        self.kinds.len() - 1
    }

    fn place(&mut self, block: usize, x: f32, y: f32, what: What<'a>) {
        self.placed.push(Placed { page: self.page, block, x, y, what });
    }
}

/// What of a block is in the pages: its label and its text
#[derive(Default)]
struct Drawn {
    label: Vec<Identifier>,
    content: Vec<Identifier>,
}

fn write(sheet: &Sheet, layout: Layout<'_>) -> Result<Vec<u8>, NotPrinted> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|_| NotPrinted::Material)?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let metadata = Metadata::new().title(sheet.title.clone()).language(sheet.language.to_owned());
    document.set_metadata(metadata);
    let mut drawn: Vec<Drawn> = layout.kinds.iter().map(|_| Drawn::default()).collect();
    let mut outline = Outline::new();
    for page in 0..=layout.page {
        let settings = PageSettings::from_wh(WIDE, HIGH).ok_or(NotPrinted::Material)?;
        let mut leaf = document.start_page_with(settings);
        let mut surface = leaf.surface();
        for placed in layout.placed.iter().filter(|placed| placed.page == page) {
            let Some(of) = drawn.get_mut(placed.block) else { continue };
            if let (Some(Kind::Title(text) | Kind::Heading(text)), true) =
                (layout.kinds.get(placed.block), of.content.is_empty())
            {
                let place = XyzDestination::new(page, Point::from_xy(placed.x, placed.y - 24.0));
                outline.push_child(OutlineNode::new(text.clone(), place));
            }
            let tag = match placed.what {
                What::Code(_) => ContentTag::Other,
                _ => ContentTag::Span(SpanTag::empty()),
            };
            let identifier = surface.start_tagged(tag);
            draw(&mut surface, &layout, placed);
            surface.end_tagged();
            match placed.what {
                What::Bullet { .. } => of.label.push(identifier),
                _ => of.content.push(identifier),
            }
        }
        surface.finish();
        leaf.finish();
    }
    document.set_outline(outline);
    document.set_tag_tree(tree(sheet, &layout.kinds, drawn));
    document.finish().map_err(|reason| NotPrinted::NotAccessible(format!("{reason:?}")))
}

fn draw(surface: &mut Surface<'_>, layout: &Layout<'_>, placed: &Placed<'_>) {
    surface.set_fill(Some(Fill::default()));
    let (text, size, bold) = match &placed.what {
        What::Line { text, size, bold } => (text.as_str(), *size, *bold),
        What::Bullet { size } => ("•", *size, false),
        What::Code(code) => return draw_code(surface, code, placed.x, placed.y),
    };
    let letters = if bold { layout.bold } else { layout.regular };
    let (printed, glyphs) = letters.glyphs(text);
    let start = Point::from_xy(placed.x, placed.y);
    surface.draw_glyphs(start, &glyphs, letters.font.clone(), &printed, size, false);
}

fn draw_code(surface: &mut Surface<'_>, code: &Code, left: f32, top: f32) {
    #[expect(clippy::cast_precision_loss, reason = "a code has fewer than 200 modules on a side")]
    let number = |number: usize| number as f32;
    let module = CODE / number(code.side().max(1));
    let mut path = PathBuilder::new();
    for (x, y, length) in code.runs() {
        let (x, y) = (left + number(x) * module, top + number(y) * module);
        if let Some(run) = Rect::from_xywh(x, y, number(length) * module, module) {
            path.push_rect(run);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// The order in which it is read
fn tree(sheet: &Sheet, kinds: &[Kind], drawn: Vec<Drawn>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(sheet.language.to_owned()));
    let mut list: Option<TagGroup> = None;
    let mut rows: Vec<TagGroup> = Vec::new();
    for (kind, drawn) in kinds.iter().zip(drawn) {
        let content = drawn.content.into_iter().map(Node::from).collect::<Vec<_>>();
        if let Kind::Cell { begins, scope } = kind {
            if let Some(list) = list.take() {
                tree.push(list);
            }
            if *begins == Begins::Table {
                push_table(&mut tree, &mut rows);
            }
            if *begins != Begins::Nothing {
                rows.push(TagGroup::new(Tag::TR));
            }
            let cell = match scope {
                Some(scope) => TagGroup::with_children(Tag::TH(*scope), content),
                None => TagGroup::with_children(Tag::TD, content),
            };
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
            continue;
        }
        push_table(&mut tree, &mut rows);
        if *kind == Kind::Item {
            let label = drawn.label.into_iter().map(Node::from).collect();
            let item = TagGroup::with_children(
                Tag::LI,
                vec![
                    TagGroup::with_children(Tag::Lbl, label).into(),
                    TagGroup::with_children(Tag::LBody, content).into(),
                ],
            );
            list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc))).push(item);
            continue;
        }
        if let Some(list) = list.take() {
            tree.push(list);
        }
        tree.push(match kind {
            Kind::Title(text) => TagGroup::with_children(heading(1, text), content),
            Kind::Heading(text) => TagGroup::with_children(heading(2, text), content),
            Kind::Code(words) => TagGroup::with_children(Tag::Figure(Some(words.clone())), content),
            Kind::Text | Kind::Item | Kind::Cell { .. } => TagGroup::with_children(Tag::P, content),
        });
    }
    if let Some(list) = list {
        tree.push(list);
    }
    push_table(&mut tree, &mut rows);
    tree
}

/// A table that is complete
fn push_table(tree: &mut TagTree, rows: &mut Vec<TagGroup>) {
    let rows: Vec<Node> = std::mem::take(rows).into_iter().map(Node::from).collect();
    if !rows.is_empty() {
        tree.push(TagGroup::with_children(Tag::Table, rows));
    }
}

fn heading(level: u16, text: &str) -> Tag<krilla::tagging::kind::Hn> {
    Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(text.to_owned()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::paper::code::tests::scanned;
    use lopdf::{Document as Read, content::Content};

    /// The words of a PDF, without line ends
    pub(crate) fn words_of(pdf: &[u8]) -> String {
        let read = Read::load_mem(pdf).unwrap();
        let pages: Vec<u32> = read.get_pages().keys().copied().collect();
        read.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a camera reads on the first page
    pub(crate) fn code_of(pdf: &[u8]) -> String {
        let read = Read::load_mem(pdf).unwrap();
        let page = read.get_pages()[&1];
        let content = Content::decode(&read.get_page_content(page)).unwrap();
        let number = |object: &lopdf::Object| f64::from(object.as_float().unwrap());
        // Rectangles as four corners: the first two points are its upper side.
        let mut corners: Vec<Vec<(f64, f64)>> = Vec::new();
        for operation in &content.operations {
            let at = || (number(&operation.operands[0]), number(&operation.operands[1]));
            match operation.operator.as_str() {
                "m" => corners.push(vec![at()]),
                "l" => corners.last_mut().unwrap().push(at()),
                "re" => {
                    let (x, y) = at();
                    let (w, h) = (number(&operation.operands[2]), number(&operation.operands[3]));
                    corners.push(vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)]);
                }
                _ => {}
            }
        }
        let boxes: Vec<(f64, f64, f64, f64)> = corners
            .iter()
            .map(|corners| {
                let of = |pick: fn(&(f64, f64)) -> f64| {
                    let all = corners.iter().map(pick);
                    (all.clone().fold(f64::MAX, f64::min), all.fold(f64::MIN, f64::max))
                };
                let ((left, right), (top, bottom)) = (of(|at| at.0), of(|at| at.1));
                (left, top, right - left, bottom - top)
            })
            .collect();
        let module = boxes.iter().map(|of| of.3).fold(f64::MAX, f64::min);
        let left = boxes.iter().map(|of| of.0).fold(f64::MAX, f64::min);
        let top = boxes.iter().map(|of| of.1).fold(f64::MAX, f64::min);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "modules are few and positive"
        )]
        let count = |length: f64| (length / module).round() as usize;
        let runs: Vec<_> =
            boxes.iter().map(|of| (count(of.0 - left) + 4, count(of.1 - top) + 4, count(of.2))).collect();
        let side = runs.iter().map(|run| run.0 + run.2).max().unwrap() + 4;
        // The page may count from its foot: then the code stands on its head, and is turned back.
        let upright: Vec<_> = runs.iter().map(|(x, y, length)| (*x, side - 1 - y, *length)).collect();
        std::panic::catch_unwind(|| scanned(side, &runs)).unwrap_or_else(|_| scanned(side, &upright))
    }

    fn sheet(texts: &[&str]) -> Sheet {
        Sheet {
            title: "Eich cerdyn gofal".into(),
            language: "cy",
            parts: vec![
                Part::Heading("Eich hawliau".into()),
                Part::List(texts.iter().map(|&text| text.to_owned()).collect()),
                Part::Code(
                    Code::of("https://lantern.example/sign-in").unwrap(),
                    "Yn arwain at y dudalen".into(),
                ),
            ],
        }
    }

    #[test]
    fn a_sheet_keeps_its_words_with_the_letters_of_welsh() {
        let pdf = pdf(&sheet(&["Pŵer a thŷ, dŵr a’r Ŵyl", "Gŵyl Ŷd"])).unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
        let words = words_of(&pdf);
        assert!(words.contains("Eich cerdyn gofal") && words.contains("Pŵer a thŷ, dŵr a’r Ŵyl"), "{words}");
        assert!(words.contains("Gŵyl Ŷd"), "{words}");
        assert_eq!(code_of(&pdf), "https://lantern.example/sign-in");
    }

    #[test]
    fn a_sheet_says_its_language_title_and_order_to_a_screen_reader() {
        let read = Read::load_mem(&pdf(&sheet(&["Un", "Dau"])).unwrap()).unwrap();
        let catalog = read.catalog().unwrap();
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"cy");
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo") && catalog.has(b"Outlines"));
        let mut kinds = std::collections::BTreeMap::<String, usize>::new();
        for object in read.objects.values() {
            let Ok(dictionary) = object.as_dict() else { continue };
            if let Ok(kind) = dictionary.get(b"S").and_then(lopdf::Object::as_name) {
                *kinds.entry(String::from_utf8_lossy(kind).into_owned()).or_default() += 1;
            }
        }
        for (kind, times) in [("H1", 1), ("H2", 1), ("L", 1), ("LI", 2), ("Figure", 1)] {
            assert_eq!(kinds.get(kind), Some(&times), "{kind}: {kinds:?}");
        }
    }

    #[test]
    fn what_is_long_goes_on_on_the_next_page_and_nothing_is_lost() {
        let long = "gair ".repeat(3_000);
        let pdf = pdf(&sheet(&[&long])).unwrap();
        assert!(Read::load_mem(&pdf).unwrap().get_pages().len() > 2);
        assert_eq!(words_of(&pdf).matches("gair").count(), 3_000);
    }
}

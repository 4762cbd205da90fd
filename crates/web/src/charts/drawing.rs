//! Shapes and texts of a picture.

use super::Chart;
use std::fmt::Write;

/// How wide every picture is drawn: a phone's screen; nothing in it becomes smaller there than it is meant
pub(super) const WIDE: f64 = 320.0;

/// Letters of the usual size that fit the whole width
pub(super) const LETTERS: usize = 46;

/// How high a line of text is
pub(super) const LINE: f64 = 17.0;

/// Where a text stands from its point
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture while it is drawn
#[derive(Default)]
pub(super) struct Drawing {
    parts: String,
}

impl Drawing {
    /// A text
    pub fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y, text) = (number(x), number(y), escaped(text));
        self.put(format_args!(
            "<text class=\"lantern-chart__text {class}\" x=\"{x}\" y=\"{y}\" font-size=\"13\" text-anchor=\"{anchor}\">{text}</text>"
        ));
    }

    /// A box; what it stands for is read when a pointer rests on it
    pub fn rect(&mut self, (x, y): (f64, f64), (wide, high): (f64, f64), class: &str, says: &str) {
        let [x, y, wide, high] = [x, y, wide, high].map(number);
        let says = hint(says);
        self.put(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\">{says}</rect>"
        ));
    }

    /// A line
    pub fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), class: &str) {
        let [x1, y1, x2, y2] = [x1, y1, x2, y2].map(number);
        self.put(format_args!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"));
    }

    /// Lines from point to point; a single point is none
    pub fn path(&mut self, points: &[(f64, f64)], class: &str) {
        if points.len() < 2 {
            return;
        }
        let points: Vec<String> =
            points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
        self.put(format_args!("<polyline class=\"{class}\" fill=\"none\" points=\"{}\"/>", points.join(" ")));
    }

    /// A round mark
    pub fn circle(&mut self, (x, y): (f64, f64), radius: f64, class: &str, says: &str) {
        let [x, y, radius] = [x, y, radius].map(number);
        let says = hint(says);
        self.put(format_args!(
            "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\">{says}</circle>"
        ));
    }

    /// A mark that stands on its corner
    pub fn diamond(&mut self, (x, y): (f64, f64), radius: f64, class: &str, says: &str) {
        let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
        let corners = corners.map(|(x, y)| format!("{},{}", number(x), number(y))).join(" ");
        let says = hint(says);
        self.put(format_args!("<polygon class=\"{class}\" points=\"{corners}\">{says}</polygon>"));
    }

    /// The interval of a share: a line with an end on each side
    pub fn whisker(&mut self, (from, to): (f64, f64), y: f64) {
        let class = "lantern-chart__whisker";
        self.line((from, y), (to, y), class);
        for x in [from, to] {
            self.line((x, y - 4.0), (x, y + 4.0), class);
        }
    }

    /// The finished picture
    pub fn chart(self, id: &str, title: &str, desc: String, high: f64) -> Chart {
        Chart { id: id.to_owned(), title: title.to_owned(), desc, high, parts: self.parts }
    }

    fn put(&mut self, part: std::fmt::Arguments<'_>) {
        // Writing into a text never fails.
        self.parts.write_fmt(part).ok();
    }
}

fn hint(says: &str) -> String {
    if says.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(says)) }
}

/// A number as SVG takes it, to a tenth
pub(super) fn number(value: f64) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A text as HTML takes it
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;")
}

/// A text in lines of at most so many letters; a word that is longer stands alone
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A count as a place in a picture
#[expect(clippy::cast_precision_loss, reason = "a picture is not exact beyond 2^52")]
pub(super) fn place(count: u64) -> f64 {
    count as f64
}

//! Charts, drawn on the server as SVG: no script, no style of their own, the same numbers as the table beside them.
//!
//! Each is a picture with a name and a description for whoever does not see it; its shapes carry classes, so that colours are
//! those of the reader where they have their own. It is drawn for the width of a phone and grows on a desk.

mod bars;
mod control;
mod drawing;
mod funnel;
mod gaps;
mod share;
mod trend;

pub(crate) use bars::{Bar, bars};
pub(crate) use control::{Unit, control, standing};
pub(crate) use funnel::{Step, funnel};
pub(crate) use gaps::{Gap, gaps};
pub use share::Share;
pub(crate) use share::{contacts_read, counted, percent, points};
pub(crate) use trend::{Month, trend};

use std::fmt;

/// A picture of numbers
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    /// names the picture and its parts on a page
    id: String,
    title: String,
    desc: String,
    high: f64,
    parts: String,
}

impl Chart {
    /// Whether there is nothing in it
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return Ok(());
        }
        let (id, wide, high) = (&self.id, drawing::number(drawing::WIDE), drawing::number(self.high));
        let (title, desc) = (drawing::escaped(&self.title), drawing::escaped(&self.desc));
        write!(
            f,
            "<svg class=\"lantern-chart\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" focusable=\"false\"><title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{desc}</desc>{}</svg>",
            self.parts
        )
    }
}

impl askama::filters::HtmlSafe for Chart {}

#[cfg(test)]
use control::Standing;
#[cfg(test)]
mod tests;

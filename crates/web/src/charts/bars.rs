//! Shares as bars, one under the other, each with the interval in which the true share lies.

use super::{
    Chart, Share,
    drawing::{Anchor, Drawing, LETTERS, LINE, lines},
};

/// The length of a bar of 100%
const FULL: f64 = 250.0;
/// How thick a bar is
const THICK: f64 = 16.0;

/// A bar
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// what it is the share of
    pub label: String,
    /// the share; none where there is nothing to show
    pub share: Option<Share>,
}

/// A picture of shares. What has no share is not in it.
pub(crate) fn bars(id: &str, title: &str, bars: &[Bar]) -> Chart {
    let shown = bars.iter().filter_map(|bar| Some((bar, bar.share?, bar.share?.of_one()?)));
    let mut drawing = Drawing::default();
    let (mut y, mut read) = (0.0, Vec::new());
    for (bar, share, one) in shown {
        for line in lines(&bar.label, LETTERS) {
            y += LINE;
            drawing.text((0.0, y - 3.0), Anchor::Start, "", &line);
        }
        let says = format!("{}: {}", bar.label, share.words());
        drawing.rect((0.0, y + 2.0), (FULL, THICK), "lantern-chart__rest", "");
        drawing.rect((0.0, y + 2.0), (FULL * one, THICK), "lantern-chart__bar", &says);
        drawing.whisker((FULL * share.low, FULL * share.high), y + 2.0 + THICK / 2.0);
        drawing.text((FULL + 6.0, y + THICK - 1.0), Anchor::Start, "lantern-chart__value", &share.percent());
        y += THICK + 12.0;
        read.push(says);
    }
    drawing.chart(id, title, described(&read), y)
}

/// What the picture says to whoever does not see it
fn described(read: &[String]) -> String {
    format!("Bars from 0 to 100%. {}.", read.join("; "))
}

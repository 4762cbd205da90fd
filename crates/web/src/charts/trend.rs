//! A share month by month: a line that breaks where a month has no number, with the interval of each.

use super::{
    Chart, Share,
    drawing::{Anchor, Drawing, place},
};

const LEFT: f64 = 38.0;
const RIGHT: f64 = 306.0;
const TOP: f64 = 12.0;
const FOOT: f64 = 162.0;
/// Names of months that fit under the line
const NAMES: usize = 3;

/// A month
#[derive(Debug, Clone)]
pub(crate) struct Month {
    /// such as "Feb 2026"
    pub label: String,
    /// the share; none where there is nothing to show
    pub share: Option<Share>,
}

/// A picture of months
pub(crate) fn trend(id: &str, title: &str, months: &[Month]) -> Chart {
    let known = |month: &Month| month.share.and_then(|share| Some((share, share.of_one()?)));
    if months.iter().all(|month| known(month).is_none()) {
        return Chart::default();
    }
    let mut drawing = Drawing::default();
    let y = |one: f64| FOOT - (FOOT - TOP) * one;
    let last = months.len().saturating_sub(1).max(1);
    let x = |number: usize| LEFT + 6.0 + (RIGHT - LEFT - 12.0) * place(number as u64) / place(last as u64);
    for (one, words) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
        drawing.line((LEFT, y(one)), (RIGHT, y(one)), "lantern-chart__grid");
        drawing.text((LEFT - 4.0, y(one) + 4.0), Anchor::End, "", words);
    }
    let (mut run, mut read) = (Vec::new(), Vec::new());
    for (number, month) in months.iter().enumerate() {
        let Some((share, one)) = known(month) else {
            drawing.path(&std::mem::take(&mut run), "lantern-chart__trend");
            read.push(format!("{}: no number", month.label));
            continue;
        };
        let (across, says) = (x(number), format!("{}: {}", month.label, share.words()));
        drawing.line((across, y(share.low)), (across, y(share.high)), "lantern-chart__whisker");
        run.push((across, y(one)));
        read.push(says);
    }
    drawing.path(&run, "lantern-chart__trend");
    for (number, month) in months.iter().enumerate() {
        if let Some((share, one)) = known(month) {
            let says = format!("{}: {}", month.label, share.words());
            drawing.circle((x(number), y(one)), 4.0, "lantern-chart__claimed", &says);
        }
    }
    names(&mut drawing, months, x);
    let desc = format!("A line from month to month, 0 to 100%. {}.", read.join("; "));
    drawing.chart(id, title, desc, FOOT + 26.0)
}

/// Names of some months, the first and the last among them
fn names(drawing: &mut Drawing, months: &[Month], x: impl Fn(usize) -> f64) {
    let step = (months.len().saturating_sub(1)).div_ceil(NAMES - 1).max(1);
    let last = months.len() - 1;
    for (number, month) in months.iter().enumerate() {
        let is_near_last = number + step > last && number < last;
        if (number % step == 0 && !is_near_last) || number == last {
            let anchor = match number {
                0 if last > 0 => Anchor::Start,
                _ if number == last && last > 0 => Anchor::End,
                _ => Anchor::Middle,
            };
            drawing.line((x(number), FOOT), (x(number), FOOT + 4.0), "lantern-chart__grid");
            drawing.text((x(number), FOOT + 19.0), anchor, "", &month.label);
        }
    }
}

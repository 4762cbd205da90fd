//! What records claim beside what victims confirm: two marks of different shapes and the line between them.

use super::{
    Chart, Share,
    drawing::{Anchor, Drawing, LETTERS, LINE, lines},
    points,
};

const FROM: f64 = 8.0;
const FULL: f64 = 296.0;

/// A row
#[derive(Debug, Clone)]
pub(crate) struct Gap {
    /// what it is about
    pub label: String,
    /// what the record claims was done
    pub claimed: Option<Share>,
    /// what victims confirm
    pub confirmed: Option<Share>,
}

impl Gap {
    /// The gap in words: how many points, and which way
    pub fn words(&self) -> String {
        match self.claimed.zip(self.confirmed).and_then(|(claimed, confirmed)| points(&claimed, &confirmed)) {
            None => "cannot be told".to_owned(),
            Some(0) => "no gap".to_owned(),
            Some(gap) if gap > 0 => format!("{gap} {} more claimed than confirmed", points_word(gap)),
            Some(gap) => format!("{} {} more confirmed than claimed", -gap, points_word(-gap)),
        }
    }
}

fn points_word(count: i64) -> &'static str {
    if count == 1 { "point" } else { "points" }
}

/// A picture of gaps. A row with neither number is not in it.
pub(crate) fn gaps(id: &str, title: &str, rows: &[Gap]) -> Chart {
    let mut drawing = Drawing::default();
    let (mut y, mut read) = (0.0, Vec::new());
    for row in rows {
        let place = |share: Option<Share>| share.and_then(|share| Some((share, share.of_one()?)));
        let (claimed, confirmed) = (place(row.claimed), place(row.confirmed));
        if claimed.is_none() && confirmed.is_none() {
            continue;
        }
        for line in lines(&row.label, LETTERS) {
            y += LINE;
            drawing.text((0.0, y - 3.0), Anchor::Start, "", &line);
        }
        let at = |one: f64| (FROM + FULL * one, y + 12.0);
        drawing.line(at(0.0), at(1.0), "lantern-chart__grid");
        if let (Some((_, a)), Some((_, b))) = (claimed, confirmed) {
            drawing.line(at(a), at(b), "lantern-chart__between");
        }
        let mut said = Vec::new();
        if let Some((share, one)) = claimed {
            let words = format!("claimed {}", share.words());
            drawing.circle(at(one), 6.0, "lantern-chart__claimed", &words);
            said.push(words);
        }
        if let Some((share, one)) = confirmed {
            let words = format!("confirmed {}", share.words());
            drawing.diamond(at(one), 7.0, "lantern-chart__confirmed", &words);
            said.push(words);
        }
        y += 26.0;
        read.push(format!("{}: {}; {}", row.label, said.join(", "), row.words()));
    }
    if read.is_empty() {
        return Chart::default();
    }
    y += 6.0;
    for (one, words, anchor) in
        [(0.0, "0%", Anchor::Start), (0.5, "50%", Anchor::Middle), (1.0, "100%", Anchor::End)]
    {
        drawing.text((FROM + FULL * one, y + 8.0), anchor, "", words);
    }
    y += 26.0;
    drawing.circle((FROM, y), 6.0, "lantern-chart__claimed", "");
    drawing.text((FROM + 12.0, y + 4.0), Anchor::Start, "", "the record claims");
    drawing.diamond((160.0, y), 7.0, "lantern-chart__confirmed", "");
    drawing.text((172.0, y + 4.0), Anchor::Start, "", "victims confirm");
    drawing.chart(id, title, format!("Two marks in each row, from 0 to 100%. {}.", read.join(". ")), y + 12.0)
}

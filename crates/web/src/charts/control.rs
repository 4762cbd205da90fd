//! Units against the share of all of them: which differ by more than chance explains. Small units spread widely by chance, large
//! ones little; the curves say how far (a control chart of proportions, as of hospitals and schools).

use super::{
    Chart, Share,
    drawing::{Anchor, Drawing, place},
    share::counted,
};

/// Of units like all others, 95 in 100 lie within so many standard errors
const WITHIN_95: f64 = 1.96;
/// 998 in 1,000
const WITHIN_998: f64 = 3.0902;

const LEFT: f64 = 38.0;
const RIGHT: f64 = 306.0;
const TOP: f64 = 12.0;
const FOOT: f64 = 192.0;
/// Points of a curve
const CURVE: u64 = 60;

/// A unit
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// its name
    pub label: String,
    /// its share; none where there is nothing to show
    pub share: Option<Share>,
}

/// How a unit stands against all
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// below the outer limits
    FarBelow,
    /// below the inner limits
    Below,
    /// as chance has it
    Within,
    /// above the inner limits
    Above,
    /// above the outer limits
    FarAbove,
}

impl Standing {
    /// In words
    pub fn words(self) -> &'static str {
        match self {
            Self::FarBelow => "far lower than chance explains",
            Self::Below => "lower than chance usually explains",
            Self::Within => "no different from all, as far as numbers of this size can tell",
            Self::Above => "higher than chance usually explains",
            Self::FarAbove => "far higher than chance explains",
        }
    }
}

/// How a unit stands against the share of all
pub(crate) fn standing(share: &Share, all: f64) -> Option<Standing> {
    let one = share.of_one()?;
    let beyond = |within: f64| limits(all, share.independent(), within);
    Some(match (beyond(WITHIN_998), beyond(WITHIN_95)) {
        ((low, _), _) if one < low => Standing::FarBelow,
        ((_, high), _) if one > high => Standing::FarAbove,
        (_, (low, _)) if one < low => Standing::Below,
        (_, (_, high)) if one > high => Standing::Above,
        _ => Standing::Within,
    })
}

/// Between which shares a unit of so many lies by chance
fn limits(all: f64, whole: u64, within: f64) -> (f64, f64) {
    let error = (all * (1.0 - all) / place(whole.max(1))).max(0.0).sqrt();
    ((all - within * error).max(0.0), (all + within * error).min(1.0))
}

/// A picture of units against the share of all
pub(crate) fn control(id: &str, title: &str, units: &[Unit], all: &Share) -> Chart {
    let known: Vec<(usize, &Unit, Share, f64)> = units
        .iter()
        .enumerate()
        .filter_map(|(number, unit)| Some((number + 1, unit, unit.share?, unit.share?.of_one()?)))
        .collect();
    let Some(overall) = all.of_one().filter(|_| !known.is_empty()) else { return Chart::default() };
    let most = known.iter().map(|(_, _, share, _)| share.independent()).max().unwrap_or(1).max(1);
    let along = if all.contacts.is_some() { "contacts read" } else { "owed to victims" };
    let mut drawing = Drawing::default();
    let y = |one: f64| FOOT - (FOOT - TOP) * one;
    let x = |whole: u64| LEFT + (RIGHT - LEFT - 14.0) * place(whole) / place(most);
    for (one, words) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
        drawing.line((LEFT, y(one)), (RIGHT, y(one)), "lantern-chart__grid");
        drawing.text((LEFT - 4.0, y(one) + 4.0), Anchor::End, "", words);
    }
    for (within, class) in [(WITHIN_95, "lantern-chart__limit"), (WITHIN_998, "lantern-chart__limit-outer")] {
        let curve = |pick: fn((f64, f64)) -> f64| -> Vec<(f64, f64)> {
            let wholes = (1..=CURVE).map(|step| (most * step).div_ceil(CURVE).max(1));
            wholes.map(|whole| (x(whole), y(pick(limits(overall, whole, within))))).collect()
        };
        drawing.path(&curve(|(low, _)| low), class);
        drawing.path(&curve(|(_, high)| high), class);
    }
    drawing.line((LEFT, y(overall)), (RIGHT, y(overall)), "lantern-chart__overall");
    let mut read = Vec::new();
    for (number, unit, share, one) in known {
        let stands = standing(&share, overall).unwrap_or(Standing::Within);
        let says = format!("{number}. {}: {}; {}", unit.label, share.words(), stands.words());
        let at = (x(share.independent()), y(one));
        if stands == Standing::Within {
            drawing.circle(at, 4.0, "lantern-chart__within", &says);
        } else {
            drawing.diamond(at, 6.0, "lantern-chart__confirmed", &says);
            // A unit near the edge has its number on the inside.
            let (side, anchor) = if at.0 > RIGHT - 30.0 { (-9.0, Anchor::End) } else { (9.0, Anchor::Start) };
            drawing.text((at.0 + side, at.1 + 4.0), anchor, "lantern-chart__value", &number.to_string());
        }
        read.push(says);
    }
    drawing.text((LEFT, FOOT + 18.0), Anchor::Start, "", "0");
    drawing.text((RIGHT, FOOT + 18.0), Anchor::End, "", &counted(most));
    drawing.text(((LEFT + RIGHT) / 2.0, FOOT + 18.0), Anchor::Middle, "", along);
    let desc = format!(
        "Units by what stands behind their share ({along}), against the {} of all. Curves: where 95 in 100 and 998 in 1,000 units lie by chance. {}.",
        all.words(),
        read.join(". ")
    );
    drawing.chart(id, title, desc, FOOT + 26.0)
}

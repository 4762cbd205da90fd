//! A table as a network: what flows into a node flows out of it. Each arc is a cell or a total; published arcs are fixed,
//! hidden ones can be any whole number from nothing up, as long as everything still adds up.

use super::Rule;
use crate::Share;
use std::collections::{BTreeSet, VecDeque};

/// A cell or a total, from one node to another.
#[derive(Clone, Debug)]
pub(super) struct Arc {
    from: usize,
    to: usize,
    cell: Share,
    last_resort: bool,
    small: bool,
    hidden: bool,
}

impl Arc {
    pub(super) fn new(from: usize, to: usize, cell: Share) -> Arc {
        Arc { from, to, cell, last_resort: false, small: false, hidden: false }
    }

    /// Hidden only when nothing else helps.
    pub(super) fn at_last_resort(self) -> Arc {
        Arc { last_resort: true, ..self }
    }

    /// The two numbers that are hidden with it: how many, and how many not.
    fn layer(&self, layer: Layer) -> i64 {
        match layer {
            Layer::Numerator => self.cell.numerator,
            Layer::Rest => self.cell.rest(),
        }
    }

    /// Its other end.
    fn across(&self, node: usize) -> usize {
        if node == self.from { self.to } else { self.from }
    }
}

/// What a cell says, and what is worked out of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// How many, of how many, and so how many not.
    Share,
    /// How many, of a whole that everybody knows or of none.
    Numerator,
}

#[derive(Clone, Copy)]
enum Layer {
    Numerator,
    Rest,
}

impl Says {
    fn layers(self) -> &'static [Layer] {
        match self {
            Says::Share => &[Layer::Numerator, Layer::Rest],
            Says::Numerator => &[Layer::Numerator],
        }
    }

    fn is_small(self, cell: Share, rule: Rule) -> bool {
        match self {
            Says::Share => rule.is_small(cell),
            Says::Numerator => rule.is_small_part(cell),
        }
    }
}

pub(super) struct Network {
    says: Says,
    arcs: Vec<Arc>,
    /// The arcs at each node.
    at: Vec<Vec<usize>>,
}

impl Network {
    pub(super) fn new(says: Says, nodes: usize) -> Network {
        Network { says, arcs: Vec::new(), at: vec![Vec::new(); nodes] }
    }

    pub(super) fn add(&mut self, arc: Arc) {
        for node in [arc.from, arc.to] {
            self.at[node].push(self.arcs.len());
        }
        self.arcs.push(arc);
    }

    /// Which arcs are hidden, in the order in which they were added.
    pub(super) fn suppress(mut self, rule: Rule) -> Vec<bool> {
        for arc in &mut self.arcs {
            arc.small = self.says.is_small(arc.cell, rule);
            arc.hidden = arc.small;
        }
        // What is hidden beside an arc only widens what it could be: each needs to be looked at until it is strong, once.
        let mut open: VecDeque<usize> = (0..self.arcs.len()).filter(|arc| self.arcs[*arc].hidden).collect();
        while let Some(arc) = open.pop_front() {
            while self.is_weak(arc, rule) {
                let more = self.to_hide_around(arc, rule);
                if more.is_empty() {
                    // Nothing is shown any more, so nothing can be worked out.
                    return vec![true; self.arcs.len()];
                }
                for arc in more {
                    self.arcs[arc].hidden = true;
                    open.push_back(arc);
                }
            }
        }
        self.arcs.into_iter().map(|arc| arc.hidden).collect()
    }

    /// What to hide beside a weak arc: the cheapest way around it that is not hidden already, otherwise what is smallest at its
    /// ends, otherwise anywhere.
    fn to_hide_around(&self, arc: usize, rule: Rule) -> Vec<usize> {
        for beside_what_is_narrow in [false, true] {
            let around = self.way_around(arc, rule, beside_what_is_narrow);
            let more: Vec<usize> = around.into_iter().filter(|arc| !self.arcs[*arc].hidden).collect();
            if !more.is_empty() {
                return more;
            }
        }
        let Arc { from, to, .. } = self.arcs[arc];
        let near = self.at[from].iter().chain(&self.at[to]).copied();
        self.smallest_shown(near).or_else(|| self.smallest_shown(0..self.arcs.len())).into_iter().collect()
    }

    /// Whether a hidden arc can be worked out more closely than the rule allows.
    fn is_weak(&self, arc: usize, rule: Rule) -> bool {
        let wanted = if self.arcs[arc].small { rule.width } else { 1 };
        self.arcs[arc].hidden
            && self.says.layers().iter().any(|layer| self.range(arc, *layer, wanted) < wanted)
    }

    /// Whether an arc lets too little through to hide a small cell behind it alone.
    fn is_narrow(&self, arc: &Arc, rule: Rule) -> bool {
        self.says.layers().iter().any(|layer| arc.layer(*layer) < rule.width)
    }

    /// How far apart the smallest and the largest number are that an arc could have; not looked for beyond `enough`.
    fn range(&self, arc: usize, layer: Layer, enough: i64) -> i64 {
        let Arc { from, to, .. } = self.arcs[arc];
        let up = self.flow(to, from, arc, layer, enough);
        if up >= enough {
            return up;
        }
        let down = self.flow(from, to, arc, layer, self.arcs[arc].layer(layer).min(enough - up));
        up + down
    }

    /// How much can be led from one node to another through hidden arcs other than `without`, up to `enough`. Along an arc it
    /// can grow without end, against it shrink to nothing.
    fn flow(&self, from: usize, to: usize, without: usize, layer: Layer, enough: i64) -> i64 {
        let mut changed = vec![0_i64; self.arcs.len()];
        let mut led = 0;
        while led < enough {
            let Some(way) = self.augmenting(from, to, without, layer, &changed) else { break };
            let room = |(arc, along): &(usize, bool)| {
                if *along { enough } else { self.arcs[*arc].layer(layer) + changed[*arc] }
            };
            let more = way.iter().map(room).min().unwrap_or(0).min(enough - led);
            for (arc, along) in way {
                changed[arc] += if along { more } else { -more };
            }
            led += more;
        }
        led
    }

    /// A way through hidden arcs on which something can still be led, the shortest one.
    fn augmenting(
        &self,
        from: usize,
        to: usize,
        without: usize,
        layer: Layer,
        changed: &[i64],
    ) -> Option<Vec<(usize, bool)>> {
        let mut came: Vec<Option<(usize, bool)>> = vec![None; self.at.len()];
        let mut seen = BTreeSet::from([from]);
        let mut next = VecDeque::from([from]);
        while let Some(node) = next.pop_front() {
            for place in self.at[node].iter().copied() {
                let arc = &self.arcs[place];
                let along = arc.from == node;
                let against = arc.to == node && arc.layer(layer) + changed[place] > 0;
                if place == without || !arc.hidden || !(along || against) || !seen.insert(arc.across(node)) {
                    continue;
                }
                came[arc.across(node)] = Some((place, along));
                next.push_back(arc.across(node));
            }
        }
        let (mut way, mut node) = (Vec::new(), to);
        while node != from {
            let (place, along) = came[node]?;
            way.push((place, along));
            node = self.arcs[place].across(node);
        }
        Some(way)
    }

    /// The cheapest way around an arc: through what is hidden already, then through few people, through totals last. Empty
    /// when there is none. What is hidden and lets too little through helps no more: a second try goes beside it.
    fn way_around(&self, arc: usize, rule: Rule, beside_what_is_narrow: bool) -> Vec<usize> {
        let Arc { from, to, .. } = self.arcs[arc];
        let mut cost = vec![i64::MAX; self.at.len()];
        let mut came: Vec<Option<usize>> = vec![None; self.at.len()];
        let mut open: BTreeSet<(i64, usize)> = BTreeSet::from([(0, to)]);
        cost[to] = 0;
        while let Some((so_far, node)) = open.pop_first() {
            for place in self.at[node].iter().copied().filter(|place| *place != arc) {
                let over = &self.arcs[place];
                if beside_what_is_narrow && over.hidden && self.is_narrow(over, rule) {
                    continue;
                }
                let (there, along) = (over.across(node), so_far.saturating_add(self.cost(over, rule)));
                if along < cost[there] {
                    open.remove(&(cost[there], there));
                    (cost[there], came[there]) = (along, Some(place));
                    open.insert((along, there));
                }
            }
        }
        let (mut way, mut node) = (Vec::new(), from);
        while node != to {
            let Some(place) = came[node] else { return Vec::new() };
            way.push(place);
            node = self.arcs[place].across(node);
        }
        way
    }

    /// What it costs to lead a way over an arc.
    fn cost(&self, arc: &Arc, rule: Rule) -> i64 {
        const TOO_NARROW: i64 = 1 << 40;
        const TOTAL: i64 = 1 << 50;
        let people = if arc.hidden { 0 } else { 1 + arc.cell.denominator };
        let total = if arc.last_resort && !arc.hidden { TOTAL } else { 0 };
        1 + people + total + if self.is_narrow(arc, rule) { TOO_NARROW } else { 0 }
    }

    fn smallest_shown(&self, among: impl Iterator<Item = usize>) -> Option<usize> {
        let shown = among.filter(|place| !self.arcs[*place].hidden);
        shown.min_by_key(|place| {
            let arc = &self.arcs[*place];
            (arc.last_resort, arc.cell.denominator == 0, arc.cell.denominator)
        })
    }
}

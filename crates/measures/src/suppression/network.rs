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

#[derive(Clone, Copy)]
enum Layer {
    Numerator,
    Rest,
}

pub(super) struct Network {
    nodes: usize,
    arcs: Vec<Arc>,
}

impl Network {
    pub(super) fn new(nodes: usize) -> Network {
        Network { nodes, arcs: Vec::new() }
    }

    pub(super) fn add(&mut self, arc: Arc) {
        self.arcs.push(arc);
    }

    /// Which arcs are hidden, in the order in which they were added.
    pub(super) fn suppress(mut self, rule: Rule) -> Vec<bool> {
        for arc in &mut self.arcs {
            arc.small = rule.is_small(arc.cell);
            arc.hidden = arc.small;
        }
        while let Some(weak) = (0..self.arcs.len()).find(|arc| self.is_weak(*arc, rule)) {
            let around = self.way_around(weak, rule);
            let more: Vec<usize> = around.into_iter().filter(|arc| !self.arcs[*arc].hidden).collect();
            let more = if more.is_empty() { self.smallest_shown().into_iter().collect() } else { more };
            if more.is_empty() {
                // Nothing is shown any more, so nothing can be worked out.
                break;
            }
            more.into_iter().for_each(|arc| self.arcs[arc].hidden = true);
        }
        self.arcs.into_iter().map(|arc| arc.hidden).collect()
    }

    /// Whether a hidden arc can be worked out more closely than the rule allows.
    fn is_weak(&self, arc: usize, rule: Rule) -> bool {
        let wanted = if self.arcs[arc].small { rule.width } else { 1 };
        self.arcs[arc].hidden
            && [Layer::Numerator, Layer::Rest]
                .into_iter()
                .any(|layer| self.range(arc, layer, wanted) < wanted)
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
        let mut came: Vec<Option<(usize, bool)>> = vec![None; self.nodes];
        let mut seen = BTreeSet::from([from]);
        let mut next = VecDeque::from([from]);
        while let Some(node) = next.pop_front() {
            for (place, arc) in self.arcs.iter().enumerate() {
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
    /// when there is none.
    fn way_around(&self, arc: usize, rule: Rule) -> Vec<usize> {
        let Arc { from, to, .. } = self.arcs[arc];
        let mut cost = vec![i64::MAX; self.nodes];
        let mut came: Vec<Option<usize>> = vec![None; self.nodes];
        let mut open: BTreeSet<(i64, usize)> = BTreeSet::from([(0, to)]);
        cost[to] = 0;
        while let Some((so_far, node)) = open.pop_first() {
            for (place, over) in self.arcs.iter().enumerate() {
                if place == arc || (over.from != node && over.to != node) {
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
        let narrow = arc.cell.numerator < rule.width || arc.cell.rest() < rule.width;
        let people = if arc.hidden { 0 } else { 1 + arc.cell.denominator };
        let total = if arc.last_resort && !arc.hidden { TOTAL } else { 0 };
        1 + people + total + if narrow { TOO_NARROW } else { 0 }
    }

    fn smallest_shown(&self) -> Option<usize> {
        let shown = self.arcs.iter().enumerate().filter(|(_, arc)| !arc.hidden);
        shown
            .min_by_key(|(_, arc)| (arc.last_resort, arc.cell.denominator == 0, arc.cell.denominator))
            .map(|(place, _)| place)
    }
}

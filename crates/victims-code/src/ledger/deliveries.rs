//! Which duties of a case were done, by which event and when.

use super::Moment;
use crate::rule::DutyIndex;
use std::collections::BTreeMap;

/// A duty within a case: the occurrence that started it, the victim, the rule
pub(super) type Key = (u32, u32, DutyIndex);

/// The event (by number) that did a duty, and when
pub(super) type Delivery = (u32, Moment);

/// Deliveries in order of their key: a short list in nearly every case, a tree where there are very many
#[derive(Debug, Clone)]
pub(super) enum Deliveries {
    Few(Vec<(Key, Delivery)>),
    Many(BTreeMap<Key, Delivery>),
}

const FEW: usize = 256;

impl Default for Deliveries {
    fn default() -> Deliveries {
        Deliveries::Few(Vec::new())
    }
}

impl Deliveries {
    pub(super) fn get(&self, key: Key) -> Option<Delivery> {
        match self {
            Deliveries::Few(list) if list.is_empty() => None,
            Deliveries::Few(list) => {
                list.binary_search_by_key(&key, |entry| entry.0).ok().map(|at| list[at].1)
            }
            Deliveries::Many(tree) => tree.get(&key).copied(),
        }
    }

    /// Keeps the first delivery of a duty; a later one does not move it.
    pub(super) fn keep_first(&mut self, key: Key, delivery: Delivery) {
        match self {
            Deliveries::Few(list) => {
                if let Err(at) = list.binary_search_by_key(&key, |entry| entry.0) {
                    list.insert(at, (key, delivery));
                }
                if list.len() > FEW {
                    *self = Deliveries::Many(std::mem::take(list).into_iter().collect());
                }
            }
            Deliveries::Many(tree) => {
                tree.entry(key).or_insert(delivery);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_delivery_stays_however_many_there_are() {
        let mut deliveries = Deliveries::default();
        let at = Moment::from(jiff::Timestamp::UNIX_EPOCH);
        for round in 0..2 {
            for number in (0..1_000).rev() {
                deliveries.keep_first((number, 0, DutyIndex(1)), (number + round, at));
            }
        }
        for number in 0..1_000 {
            assert_eq!(deliveries.get((number, 0, DutyIndex(1))), Some((number, at)));
        }
        assert_eq!(deliveries.get((1_000, 0, DutyIndex(1))), None);
        assert_eq!(deliveries.get((1, 0, DutyIndex(2))), None);
    }
}

//! A sample by a stated rule and seed (OVR-5, VOX-4): whoever has the seed and the population draws the same cases, in
//! whatever order the population is read, and nobody can pick a case.
//!
//! The rule: SHA-256 of the seed, a line feed and the id; the cases with the smallest digests are drawn. A larger sample by the
//! same seed therefore begins with the smaller one.

use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How many are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// So many of the whole population.
    Whole(usize),
    /// So many of each group that is named, and none of the others.
    Groups(BTreeMap<String, usize>),
}

/// Something that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// The id, as text: what is hashed.
    pub id: String,
    /// The group it belongs to; empty when the population has none.
    pub group: String,
}

/// Why nothing was drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SampleError {
    /// More are wanted than there are.
    #[error("the sample is larger than the population: {wanted} are wanted{}, {there} are there; ask for {there} or fewer, or widen the filter", of(.group))]
    TooLarge {
        /// Wanted.
        wanted: usize,
        /// There.
        there: usize,
        /// The group; empty when it is about the whole population.
        group: String,
    },
    /// Nothing is wanted.
    #[error("the sample is empty; ask for at least one case")]
    Nothing,
    /// No seed.
    #[error("the sample has no seed; give one, so that others can draw the same cases")]
    NoSeed,
}

fn of(group: &str) -> String {
    if group.is_empty() { String::new() } else { format!(" of group \"{group}\"") }
}

/// Draws a sample, in the order of the draw. Who is in the population twice is drawn once.
///
/// # Errors
/// When there is no seed, nothing is wanted, or more than there are.
pub fn draw(
    population: impl IntoIterator<Item = Member>,
    seed: &str,
    size: &Size,
) -> Result<Vec<Member>, SampleError> {
    if seed.trim().is_empty() {
        return Err(SampleError::NoSeed);
    }
    let population: BTreeSet<Member> = population.into_iter().collect();
    let members = in_order(population, seed, |member| member.id.clone());
    match size {
        Size::Whole(wanted) => first(members, *wanted, ""),
        Size::Groups(groups) if groups.is_empty() => Err(SampleError::Nothing),
        Size::Groups(groups) => {
            let mut drawn = Vec::new();
            for (group, wanted) in groups {
                let of_group = members.iter().filter(|member| member.group == *group).cloned().collect();
                drawn.extend(first(of_group, *wanted, group)?);
            }
            Ok(drawn)
        }
    }
}

/// A whole population in the order of the draw: who wants a few of it takes the first, and there may be fewer. Who is in the
/// population twice is in it once.
pub fn in_order<T>(population: impl IntoIterator<Item = T>, seed: &str, id: impl Fn(&T) -> String) -> Vec<T> {
    let placed = population.into_iter().map(|one| (place(seed, &id(&one)), one));
    let mut placed: Vec<([u8; 32], T)> = placed.collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.dedup_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, one)| one).collect()
}

fn first(mut members: Vec<Member>, wanted: usize, group: &str) -> Result<Vec<Member>, SampleError> {
    if wanted == 0 {
        return Err(SampleError::Nothing);
    }
    if wanted > members.len() {
        return Err(SampleError::TooLarge { wanted, there: members.len(), group: group.to_owned() });
    }
    members.truncate(wanted);
    Ok(members)
}

/// The place of an id in the draw.
fn place(seed: &str, id: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed.as_bytes());
    hash.update(b"\n");
    hash.update(id.as_bytes());
    hash.finalize().into()
}

/// The rule in words, for a report.
pub const RULE: &str = "Each case has the SHA-256 digest of the seed, a line feed and the case's id. The cases with the smallest digests are drawn. The same seed and population give the same cases.";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn population(ids: &[u32]) -> Vec<Member> {
        let member = |id: &u32| Member { id: format!("case-{id}"), group: format!("g{}", id % 3) };
        ids.iter().map(member).collect()
    }

    fn ids(drawn: &[Member]) -> Vec<&str> {
        drawn.iter().map(|member| member.id.as_str()).collect()
    }

    #[test]
    fn the_rule_is_the_one_that_is_stated() {
        let drawn = draw(population(&[1, 2, 3, 4, 5]), "2026-03 peer review", &Size::Whole(5)).unwrap();
        let digest = |id: &str| Sha256::digest(format!("2026-03 peer review\n{id}"));
        assert!(drawn.windows(2).all(|two| digest(&two[0].id) < digest(&two[1].id)));
    }

    #[test]
    fn a_sample_larger_than_the_population_names_both_numbers() {
        let refused = draw(population(&[1, 2, 3]), "s", &Size::Whole(4)).unwrap_err();
        assert_eq!(refused, SampleError::TooLarge { wanted: 4, there: 3, group: String::new() });
        let words = refused.to_string();
        assert!(words.contains("4 are wanted, 3 are there"), "{words}");
        let groups = Size::Groups([("g1".to_owned(), 2)].into());
        let words = draw(population(&[1, 2, 3]), "s", &groups).unwrap_err().to_string();
        assert!(words.contains("2 are wanted of group \"g1\", 1 are there"), "{words}");
    }

    #[test]
    fn without_a_seed_or_a_number_nothing_is_drawn() {
        assert_eq!(draw(population(&[1]), " ", &Size::Whole(1)), Err(SampleError::NoSeed));
        assert_eq!(draw(population(&[1]), "s", &Size::Whole(0)), Err(SampleError::Nothing));
        assert_eq!(draw(population(&[1]), "s", &Size::Groups(BTreeMap::new())), Err(SampleError::Nothing));
    }

    #[test]
    fn every_case_is_as_likely_as_another() {
        let all: Vec<u32> = (0..40).collect();
        let mut times = BTreeMap::<String, u32>::new();
        for seed in 0..2000 {
            for member in draw(population(&all), &seed.to_string(), &Size::Whole(10)).unwrap() {
                *times.entry(member.id).or_default() += 1;
            }
        }
        // 500 expected of each, standard deviation 19.
        assert_eq!(times.len(), 40);
        assert!(times.values().all(|n| (400..600).contains(n)), "{times:?}");
    }

    proptest! {
        #[test]
        fn the_order_of_the_population_does_not_matter(mut all in prop::collection::vec(0u32..200, 1..60), seed in "[a-z]{1,8}") {
            let there = population(&all).into_iter().collect::<BTreeSet<_>>().len();
            let size = Size::Whole(there.div_ceil(2));
            let one = draw(population(&all), &seed, &size).unwrap();
            all.reverse();
            all.extend(all.clone());
            let other = draw(population(&all), &seed, &size).unwrap();
            prop_assert_eq!(ids(&one), ids(&other));
        }

        #[test]
        fn one_more_in_the_population_changes_one_of_the_drawn_at_most(
            all in prop::collection::btree_set(0u32..500, 0..60), n in 0usize..20, other in 0u32..500, seed in "[a-z]{1,8}",
        ) {
            let drawn = |all: &BTreeSet<u32>| -> Vec<u32> {
                in_order(all.iter().copied(), &seed, u32::to_string).into_iter().take(n).collect()
            };
            let once = drawn(&all);
            prop_assert_eq!(once.len(), n.min(all.len()));
            let more = all.iter().copied().chain([other]).collect();
            let again = drawn(&more);
            prop_assert!(once.iter().filter(|one| !again.contains(one)).count() <= 1);
        }

        #[test]
        fn a_larger_sample_begins_with_the_smaller(all in prop::collection::btree_set(0u32..500, 2..60), seed in "[a-z]{1,8}") {
            let all: Vec<u32> = all.into_iter().collect();
            let small = draw(population(&all), &seed, &Size::Whole(all.len() / 2)).unwrap();
            let large = draw(population(&all), &seed, &Size::Whole(all.len())).unwrap();
            prop_assert_eq!(ids(&small), ids(&large[..small.len()]));
        }

        #[test]
        fn each_group_gives_what_was_asked_of_it(all in prop::collection::btree_set(0u32..500, 9..60), seed in "[a-z]{1,8}") {
            let all: Vec<u32> = all.into_iter().collect();
            let there = |group: &str| population(&all).iter().filter(|m| m.group == group).count();
            let wanted: BTreeMap<String, usize> =
                ["g0", "g1"].into_iter().filter(|g| there(g) > 0).map(|g| (g.to_owned(), there(g).div_ceil(2))).collect();
            prop_assume!(!wanted.is_empty());
            let drawn = draw(population(&all), &seed, &Size::Groups(wanted.clone())).unwrap();
            let mut got = BTreeMap::<String, usize>::new();
            for member in drawn {
                *got.entry(member.group).or_default() += 1;
            }
            prop_assert_eq!(got, wanted);
        }
    }
}

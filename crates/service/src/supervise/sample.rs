//! A random sample that anybody can draw again: by a seed that is stated.

use sha2::{Digest, Sha256};

/// The `n` of a population whose digests with the seed are the smallest, in the order of these digests. The order of the
/// population does not matter; the same seed draws the same, and one more in the population changes one of the drawn at most.
pub fn sample<T: Clone>(seed: u64, population: &[T], id: impl Fn(&T) -> Vec<u8>, n: usize) -> Vec<T> {
    let mut drawn: Vec<([u8; 32], &T)> = population
        .iter()
        .map(|one| {
            let mut sha = Sha256::new();
            sha.update(seed.to_be_bytes());
            sha.update(id(one));
            (sha.finalize().into(), one)
        })
        .collect();
    drawn.sort_by_key(|(digest, _)| *digest);
    drawn.into_iter().take(n).map(|(_, one)| one.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn drawn(seed: u64, population: &[u32], n: usize) -> Vec<u32> {
        sample(seed, population, |one| one.to_be_bytes().into(), n)
    }

    proptest! {
        #[test]
        fn the_same_seed_draws_the_same_whatever_the_order(
            seed in any::<u64>(),
            population in prop::collection::btree_set(any::<u32>(), 0..60),
            n in 0..20usize,
            other in any::<u32>(),
        ) {
            let known: Vec<u32> = population.iter().copied().collect();
            let once = drawn(seed, &known, n);
            let mut turned = known.clone();
            turned.reverse();
            prop_assert_eq!(&once, &drawn(seed, &turned, n));
            prop_assert_eq!(once.len(), n.min(known.len()));
            prop_assert!(once.iter().all(|one| population.contains(one)));
            let more: Vec<u32> = population.iter().copied().chain([other]).collect::<BTreeSet<_>>().into_iter().collect();
            let again = drawn(seed, &more, n);
            let lost = once.iter().filter(|one| !again.contains(one)).count();
            prop_assert!(lost <= 1, "{} were lost", lost);
        }
    }

    #[test]
    fn everybody_is_drawn_about_as_often() {
        let population: Vec<u32> = (0..10).collect();
        let mut times = [0u32; 10];
        for seed in 0..2000 {
            drawn(seed, &population, 3).into_iter().for_each(|one| times[one as usize] += 1);
        }
        // 600 each, with a standard deviation of 20.5.
        assert!(times.iter().all(|count| (500..=700).contains(count)), "{times:?}");
    }
}

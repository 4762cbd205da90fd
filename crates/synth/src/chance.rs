use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Minutes in a day.
pub(crate) const DAY: i64 = 24 * 60;

/// Everything that is left to chance in one case.
///
/// Whole numbers only: floating-point functions differ between machines in the last digit, and the same seed must give
/// the same bytes everywhere.
pub(crate) struct Chance(ChaCha8Rng);

/// So many of so many, as a published count or a stated assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share(pub(crate) u32, pub(crate) u32);

impl Chance {
    /// Each case has a stream of its own, so that any case can be made without those before it.
    pub(crate) fn of_case(seed: u64, index: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(index);
        Self(rng)
    }

    pub(crate) fn happens(&mut self, Share(times, out_of): Share) -> bool {
        self.below(out_of) < times
    }

    pub(crate) fn percent(&mut self, share: u32) -> bool {
        self.happens(Share(share, 100))
    }

    /// 0 up to, and without, `limit`.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        self.0.random_range(0..limit.max(1))
    }

    /// From `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        self.0.random_range(first..=last.max(first))
    }

    /// One of the weighted choices.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[(u32, T)]) -> Option<T> {
        let total = choices.iter().map(|(weight, _)| weight).sum();
        let mut drawn = self.below(total);
        choices.iter().find_map(|&(weight, choice)| {
            if drawn < weight {
                return Some(choice);
            }
            drawn -= weight;
            None
        })
    }

    /// A waiting time with this mean, in minutes: mostly short, sometimes up to four times the mean.
    pub(crate) fn wait(&mut self, mean: i64) -> i64 {
        // The product of two even draws has a quarter of the range as its mean.
        (4 * mean * self.between(0, 1 << 16) * self.between(0, 1 << 16)) >> 32
    }
}

pub(crate) fn minutes_after(moment: Timestamp, minutes: i64) -> Timestamp {
    moment.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
}

//! Choices that follow from a seed: the same on every machine.

use jiff::Timestamp;
use uuid::{Builder, Uuid};

/// A stream of numbers (SplitMix64). Not for secrets: it only has to look varied.
pub(super) struct Draw(u64);

impl Draw {
    /// The stream of one purpose for one case.
    pub fn new(seed: u64, index: u64, purpose: u64) -> Draw {
        let mut draw = Draw(seed ^ index.rotate_left(20) ^ purpose.rotate_left(44));
        draw.number();
        Draw(draw.number() ^ index)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0 up to, and without, `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.number() % (limit.max(1) as u64)) as usize
    }

    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// One of them; the default of an empty list.
    pub fn one_of<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        choices.get(self.below(choices.len())).copied().unwrap_or_default()
    }

    /// An id in the order of time.
    pub fn id(&mut self, at: Timestamp) -> Uuid {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.number().to_be_bytes());
        random[8..].copy_from_slice(&self.number().to_be_bytes()[..2]);
        let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
    }
}

//! How far two readers of the same cases agree (OVR-5, VOX-4): Cohen's kappa, weighted for answers that have an order.
//!
//! Kappa is the agreement beyond what two readers would reach by chance who answer as often each way as these two did. When both
//! give everything the same answer, chance alone explains it all: kappa says nothing then, and the bare share is told.

/// Normal quantile of a two-sided interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// How far apart two answers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The same or not.
    Same,
    /// By the square of the number of steps between them: good against poor weighs more than good against fair.
    Squared,
}

/// The agreement of two readers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Cases that both answered.
    pub both: u64,
    /// Of them, how often the answers were the same.
    pub same: u64,
    /// Kappa; none when no case was answered by both, or chance explains everything.
    pub kappa: Option<f64>,
    /// Its interval of 95 %, for large numbers (Fleiss, Cohen and Everitt 1969); none without kappa, and when no two answers
    /// differ: the formula then has no width, which is not certainty.
    pub interval: Option<(f64, f64)>,
}

/// Agreement over pairs of answers, as places in the order of answers from 0 to `answers - 1`. Pairs beyond are left out.
pub fn agreement(pairs: &[(usize, usize)], answers: usize, weight: Weight) -> Agreement {
    let pairs: Vec<(usize, usize)> =
        pairs.iter().copied().filter(|(one, other)| *one < answers && *other < answers).collect();
    let both = pairs.len() as u64;
    let same = pairs.iter().filter(|(one, other)| one == other).count() as u64;
    let none = Agreement { both, same, kappa: None, interval: None };
    if both == 0 {
        return none;
    }
    let table = Table::of(&pairs, answers, weight);
    let (observed, chance) = (table.observed(), table.by_chance());
    if 1.0 - chance < f64::EPSILON * 8.0 {
        return none;
    }
    let kappa = (observed - chance) / (1.0 - chance);
    let variance = table.variance(kappa, chance) / both as f64;
    let interval = (same < both && variance > 0.0).then(|| {
        let half = Z * variance.sqrt();
        ((kappa - half).max(-1.0), (kappa + half).min(1.0))
    });
    Agreement { kappa: Some(kappa), interval, ..none }
}

/// Shares of the pairs, with the weight of each.
struct Table {
    shares: Vec<Vec<f64>>,
    first: Vec<f64>,
    second: Vec<f64>,
    weight: Weight,
}

impl Table {
    fn of(pairs: &[(usize, usize)], answers: usize, weight: Weight) -> Table {
        let one = 1.0 / pairs.len() as f64;
        let mut table = Table {
            shares: vec![vec![0.0; answers]; answers],
            first: vec![0.0; answers],
            second: vec![0.0; answers],
            weight,
        };
        for (row, column) in pairs {
            table.shares[*row][*column] += one;
            table.first[*row] += one;
            table.second[*column] += one;
        }
        table
    }

    fn weight(&self, row: usize, column: usize) -> f64 {
        let apart = row.abs_diff(column) as f64;
        match self.weight {
            Weight::Same => f64::from(u8::from(row == column)),
            Weight::Squared => {
                let most = self.first.len().saturating_sub(1).max(1) as f64;
                1.0 - (apart / most).powi(2)
            }
        }
    }

    fn sum(&self, of: impl Fn(usize, usize) -> f64) -> f64 {
        let answers = self.first.len();
        (0..answers)
            .flat_map(|row| (0..answers).map(move |column| (row, column)))
            .map(|(r, c)| of(r, c))
            .sum()
    }

    fn observed(&self) -> f64 {
        self.sum(|r, c| self.weight(r, c) * self.shares[r][c])
    }

    fn by_chance(&self) -> f64 {
        self.sum(|r, c| self.weight(r, c) * self.first[r] * self.second[c])
    }

    fn variance(&self, kappa: f64, chance: f64) -> f64 {
        let answers = 0..self.first.len();
        let of_row = |r| answers.clone().map(|c| self.weight(r, c) * self.second[c]).sum::<f64>();
        let of_column = |c| answers.clone().map(|r| self.weight(r, c) * self.first[r]).sum::<f64>();
        let rows: Vec<f64> = answers.clone().map(of_row).collect();
        let columns: Vec<f64> = answers.clone().map(of_column).collect();
        let spread = self.sum(|r, c| {
            let off = self.weight(r, c) - (rows[r] + columns[c]) * (1.0 - kappa);
            self.shares[r][c] * off * off
        });
        let middle = kappa - chance * (1.0 - kappa);
        ((spread - middle * middle) / (1.0 - chance).powi(2)).max(0.0)
    }
}

impl Agreement {
    /// What a kappa of this size is usually called (Landis and Koch 1977).
    pub fn words(&self) -> &'static str {
        match self.kappa {
            None if self.both == 0 => "no case read by two",
            None => "both gave every case the same answer",
            Some(kappa) if kappa < 0.0 => "less than by chance",
            Some(kappa) if kappa <= 0.2 => "slight",
            Some(kappa) if kappa <= 0.4 => "fair",
            Some(kappa) if kappa <= 0.6 => "moderate",
            Some(kappa) if kappa <= 0.8 => "substantial",
            Some(_) => "almost perfect",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(counts: &[(usize, usize, usize)]) -> Vec<(usize, usize)> {
        counts.iter().flat_map(|(one, other, n)| std::iter::repeat_n((*one, *other), *n)).collect()
    }

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 5e-4
    }

    /// Counted by hand: 20 and 15 agree of 50; chance is 0.5 x 0.6 + 0.5 x 0.4 = 0.5; kappa (0.7 - 0.5) / 0.5.
    #[test]
    fn two_readers_of_fifty() {
        let found = agreement(&pairs(&[(0, 0, 20), (0, 1, 5), (1, 0, 10), (1, 1, 15)]), 2, Weight::Same);
        assert_eq!((found.both, found.same), (50, 35));
        assert!(near(found.kappa.unwrap(), 0.4), "{found:?}");
        // The formula, worked out apart from this program: a standard error of 0.1270.
        let (low, high) = found.interval.unwrap();
        assert!(near((low + high) / 2.0, 0.4) && near((high - low) / 2.0 / Z, 0.1270), "{found:?}");
        assert_eq!(found.words(), "fair");
    }

    #[test]
    fn full_agreement_by_one_answer_is_what_chance_gives_too() {
        let found = agreement(&pairs(&[(0, 0, 12)]), 2, Weight::Same);
        assert_eq!(found, Agreement { both: 12, same: 12, kappa: None, interval: None });
        assert_eq!(found.words(), "both gave every case the same answer");
    }

    #[test]
    fn full_agreement_by_two_answers_is_one_without_a_width() {
        let found = agreement(&pairs(&[(0, 0, 6), (1, 1, 6)]), 2, Weight::Same);
        assert!(near(found.kappa.unwrap(), 1.0) && found.interval.is_none(), "{found:?}");
    }

    #[test]
    fn no_overlap_is_no_agreement_and_no_division_by_nothing() {
        let found = agreement(&[], 2, Weight::Same);
        assert_eq!((found.both, found.kappa, found.words()), (0, None, "no case read by two"));
        assert_eq!(agreement(&[(0, 7)], 2, Weight::Same).both, 0, "an answer that is none of the question's");
    }

    #[test]
    fn readers_who_always_differ_are_below_chance() {
        let found = agreement(&pairs(&[(0, 1, 10), (1, 0, 10)]), 2, Weight::Same);
        assert!(near(found.kappa.unwrap(), -1.0), "{found:?}");
        assert!(found.interval.is_none_or(|(low, high)| low >= -1.0 && high <= 1.0));
    }

    #[test]
    fn a_step_apart_weighs_less_than_two() {
        let near_miss = pairs(&[(0, 0, 10), (1, 1, 10), (2, 2, 10), (1, 2, 6)]);
        let far_miss = pairs(&[(0, 0, 10), (1, 1, 10), (2, 2, 10), (0, 2, 6)]);
        let kappa = |pairs: &[_], weight| agreement(pairs, 3, weight).kappa.unwrap();
        assert!(kappa(&near_miss, Weight::Squared) > kappa(&far_miss, Weight::Squared));
        assert!(kappa(&near_miss, Weight::Squared) > kappa(&near_miss, Weight::Same));
        assert!(
            near(kappa(&near_miss, Weight::Same), kappa(&far_miss, Weight::Same))
                || kappa(&near_miss, Weight::Same) > 0.7
        );
    }

    proptest! {
        #[test]
        fn it_is_between_minus_one_and_one_and_inside_its_interval(some in prop::collection::vec((0usize..4, 0usize..4), 0..80)) {
            for weight in [Weight::Same, Weight::Squared] {
                let found = agreement(&some, 4, weight);
                if let Some(kappa) = found.kappa {
                    prop_assert!((-1.000_001..=1.000_001).contains(&kappa));
                }
                if let (Some(kappa), Some((low, high))) = (found.kappa, found.interval) {
                    prop_assert!(low <= kappa && kappa <= high && low.is_finite() && high.is_finite());
                }
            }
        }

        #[test]
        fn it_does_not_matter_who_is_first(some in prop::collection::vec((0usize..3, 0usize..3), 1..60)) {
            let turned: Vec<_> = some.iter().map(|(one, other)| (*other, *one)).collect();
            let (one, other) = (agreement(&some, 3, Weight::Squared), agreement(&turned, 3, Weight::Squared));
            match (one.kappa, other.kappa) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }
}

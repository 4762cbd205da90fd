//! Shares, and how sure one can be of them.

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub numerator: i64,
    /// Of how many.
    pub denominator: i64,
}

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

impl Share {
    /// So many of so many.
    pub fn new(numerator: i64, denominator: i64) -> Share {
        Share { numerator, denominator }
    }

    /// From 0 to 1; none of nothing.
    pub fn value(self) -> Option<f64> {
        (self.denominator > 0).then(|| self.numerator as f64 / self.denominator as f64)
    }

    /// Those that are not among the numerator.
    pub fn rest(self) -> i64 {
        self.denominator - self.numerator
    }

    /// The Wilson interval at 95 %: between which shares the true one lies, if these cases are a sample of many like them. Never
    /// outside 0 to 1, and of use for few cases and for shares near the ends, where the usual one is not. None of nothing.
    pub fn interval(self) -> Option<(f64, f64)> {
        self.interval_of(self.denominator)
    }

    /// The same where what is shared comes in so many units, such as the answers about so many contacts: answers about one
    /// contact go together, so that eight answers are not eight times as sure. Each unit counts as one, which is never
    /// narrower than the truth.
    pub fn interval_of(self, units: i64) -> Option<(f64, f64)> {
        let p = self.value()?;
        let n = Some(units).filter(|units| *units > 0)? as f64;
        let z2 = Z * Z;
        let scale = 1.0 + z2 / n;
        let middle = (p + z2 / (2.0 * n)) / scale;
        let half = Z / scale * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).max(0.0).sqrt();
        // At the ends the interval touches them; what is left of rounding must not say otherwise.
        let low = if self.numerator == 0 { 0.0 } else { (middle - half).clamp(0.0, p) };
        let high = if self.rest() == 0 { 1.0 } else { (middle + half).clamp(p, 1.0) };
        Some((low, high))
    }
}

impl std::ops::Add for Share {
    type Output = Share;

    fn add(self, other: Share) -> Share {
        Share::new(self.numerator + other.numerator, self.denominator + other.denominator)
    }
}

impl std::ops::Sub for Share {
    type Output = Share;

    fn sub(self, other: Share) -> Share {
        Share::new(self.numerator - other.numerator, self.denominator - other.denominator)
    }
}

/// Those of all together.
impl std::iter::Sum for Share {
    fn sum<I: Iterator<Item = Share>>(shares: I) -> Share {
        shares.fold(Share::default(), std::ops::Add::add)
    }
}

/// Whether two intervals have something in common.
pub fn overlap(one: (f64, f64), other: (f64, f64)) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// To four places, as tables of Wilson intervals give them (Newcombe 1998, table I: 81/263, 15/148, 0/20, 1/29).
    #[test]
    fn the_interval_is_that_of_published_examples() {
        for (numerator, denominator, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (29, 29, 0.8830, 1.0),
        ] {
            let (found_low, found_high) = Share::new(numerator, denominator).interval().unwrap();
            assert!((found_low - low).abs() < 0.000_06, "{numerator}/{denominator}: {found_low}");
            assert!((found_high - high).abs() < 0.000_06, "{numerator}/{denominator}: {found_high}");
        }
    }

    /// Six in ten of 80 answers about 10 contacts is as sure as six of ten, not as 48 of 80.
    #[test]
    fn answers_about_one_contact_are_not_as_many_contacts() {
        let answers = Share::new(48, 80);
        assert_eq!(answers.interval_of(10), Share::new(6, 10).interval());
        let width = |(low, high): (f64, f64)| high - low;
        assert!(width(answers.interval_of(10).unwrap()) > 2.0 * width(answers.interval().unwrap()));
        assert_eq!(answers.interval_of(0), None);
        assert_eq!(answers.interval(), answers.interval_of(80));
    }

    #[test]
    fn nothing_of_nothing_is_no_share() {
        assert_eq!(Share::new(0, 0).value(), None);
        assert_eq!(Share::new(0, 0).interval(), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share_and_lies_within_0_and_1(denominator in 1i64..5_000_000, part in 0.0f64..=1.0) {
            let share = Share::new((denominator as f64 * part) as i64, denominator);
            let (low, high) = share.interval().unwrap();
            let value = share.value().unwrap();
            prop_assert!(0.0 <= low && low <= value && value <= high && high <= 1.0, "{low} {value} {high}");
            // It is the mirror image of the interval of the rest.
            let (mirrored_low, mirrored_high) = Share::new(share.rest(), denominator).interval().unwrap();
            prop_assert!((low - (1.0 - mirrored_high)).abs() < 1e-9 && (high - (1.0 - mirrored_low)).abs() < 1e-9);
        }
    }
}

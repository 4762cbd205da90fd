//! Rows that stand alone: no totals over rows are published, so a number can only be worked out from the rest of its own row.
//!
//! Three things tie the numbers of a row of duties together: all duties are the sum of the six phases; what victims say of done
//! duties is at most as much as was done; what they say of duties without a record is at most as much as has none.

use super::Rule;
use record::figures::{Count, Counts};

/// What of a row of duties is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HiddenDuties {
    /// How many there are.
    pub all: bool,
    /// Each of the ten counts.
    pub each: [bool; 10],
}

/// What of a whole and its parts is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenParts {
    /// The whole.
    pub whole: bool,
    /// Each part.
    pub parts: Vec<bool>,
}

/// Hides what must be hidden of all duties and the ten counts of them.
pub fn suppress_duties(counts: &Counts, rule: Rule) -> HiddenDuties {
    let mut each = [false; 10];
    for (hidden, n) in each.iter_mut().zip(&counts.0[..Count::PHASES]) {
        *hidden = rule.is_few(*n);
    }
    // With the total, the one hidden phase would be a subtraction.
    let all = rule.is_few(counts.duties()) || each.contains(&true);
    let mut hide = |of, said| hide_answers(counts, rule, &mut each, of, said);
    hide([Count::Met, Count::MetLate], [Count::Confirmed, Count::Disputed]);
    hide([Count::Open, Count::Undated], [Count::ToldWithoutRecord, Count::NotTold]);
    HiddenDuties { all, each }
}

/// Hides what victims say of some duties: when few say it, when all but few say it, and when how many there are is hidden
/// itself: what is said is a lower bound of it, and so is that something is said at all.
fn hide_answers(counts: &Counts, rule: Rule, hidden: &mut [bool; 10], of: [Count; 2], said: [Count; 2]) {
    let base_hidden = of.iter().any(|count| hidden[*count as usize]);
    let base = counts.sum(&of);
    for answer in said {
        let n = counts.get(answer);
        hidden[answer as usize] = base_hidden || rule.is_few(n) || (n > 0 && rule.is_few(base - n));
    }
}

/// Hides what must be hidden of a whole and numbers of which each is a part of it; parts may overlap and need not add up.
pub fn suppress_parts(whole: i64, parts: &[i64], rule: Rule) -> HiddenParts {
    let whole_hidden = rule.is_few(whole);
    let part = |n: &i64| *n > 0 && (whole_hidden || rule.is_few(*n) || rule.is_few(whole - n));
    HiddenParts { whole: whole_hidden, parts: parts.iter().map(part).collect() }
}

/// Everybody knows the rule. So two rows that look the same when published cannot be told apart, and a withheld small number is
/// safe when the rows that look like its own have it at several values.
#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn published(numbers: &[i64], hidden: &[bool]) -> Vec<Option<i64>> {
        numbers.iter().zip(hidden).map(|(n, hidden)| (!hidden).then_some(*n)).collect()
    }

    /// Of rows that look alike, the fewest values that a hidden number could have.
    fn fewest_values(rows: impl Iterator<Item = (Vec<i64>, Vec<bool>)>) -> usize {
        let mut alike: BTreeMap<Vec<Option<i64>>, Vec<Vec<i64>>> = BTreeMap::new();
        for (numbers, hidden) in rows {
            alike.entry(published(&numbers, &hidden)).or_default().push(numbers);
        }
        let values = alike.iter().flat_map(|(shown, rows)| {
            let places = (0..shown.len()).filter(|place| shown[*place].is_none());
            places.map(|place| rows.iter().map(|row| row[place]).collect::<BTreeSet<i64>>().len())
        });
        values.min().unwrap()
    }

    /// Every row of two phases and the two answers about them, up to 11 of each.
    #[test]
    fn a_withheld_number_of_duties_can_be_four_at_least() {
        let mut rows = Vec::new();
        for met in 0..12 {
            for late in 0..12 {
                for confirmed in 0..=(met + late).min(11) {
                    for disputed in 0..=(met + late - confirmed).min(11) {
                        let counts = Counts([0, 0, 0, 0, met, late, confirmed, disputed, 0, 0]);
                        let hidden = suppress_duties(&counts, Rule::default());
                        rows.push((counts.0.to_vec(), hidden.each.to_vec()));
                    }
                }
            }
        }
        assert_eq!(fewest_values(rows.into_iter()), 4);
    }

    #[test]
    fn a_withheld_part_can_be_four_at_least() {
        let rows = (0..40).flat_map(|whole| (0..=whole).map(move |part| (whole, part)));
        let rows = rows.map(|(whole, part)| {
            let hidden = suppress_parts(whole, &[part], Rule::default());
            (vec![whole, part], vec![hidden.whole, hidden.parts[0]])
        });
        assert_eq!(fewest_values(rows), 4);
    }

    #[test]
    fn nothing_and_many_are_shown() {
        let shows_all = HiddenDuties { all: false, each: [false; 10] };
        assert_eq!(suppress_duties(&Counts::default(), Rule::default()), shows_all);
        let many = Counts([5, 0, 6, 7, 80, 9, 30, 5, 0, 6]);
        assert_eq!(suppress_duties(&many, Rule::default()), shows_all);
        let few = Counts([1, 0, 2, 1, 3, 1, 1, 1, 1, 1]);
        assert_eq!(suppress_duties(&few, Rule::SHOWS_ALL), shows_all);
    }
}

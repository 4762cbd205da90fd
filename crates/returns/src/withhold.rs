//! Withholding small numbers of a row, and whatever would give them away.
//!
//! No totals over rows are published, so a number can only be worked out from the rest of its own row. Three things tie
//! the numbers of a row together: all duties are the sum of the six phases; what victims say of done duties is at most as
//! much as was done; what they say of duties without a record is at most as much as has none.

use crate::{counts, data_set::Value};
use record::figures::{Count, Counts};

/// A number from 1 to one less than this is small.
pub const FEWEST: i64 = 5;

fn is_few(n: i64) -> bool {
    (1..FEWEST).contains(&n)
}

/// All duties, then the ten counts: each as a number, or withheld.
pub fn published<'a>(counts: &Counts) -> Vec<Value<'a>> {
    let mut hidden = [false; 10];
    let phases = &counts.0[..counts::PHASES];
    for (place, n) in phases.iter().enumerate() {
        hidden[place] = is_few(*n);
    }
    // With the total, the one hidden phase would be a subtraction.
    let all = counts::duties(counts);
    let all_hidden = is_few(all) || hidden.contains(&true);
    hide_answers(counts, &mut hidden, [Count::Met, Count::MetLate], [Count::Confirmed, Count::Disputed]);
    hide_answers(
        counts,
        &mut hidden,
        [Count::Open, Count::Undated],
        [Count::ToldWithoutRecord, Count::NotTold],
    );
    let shown = |n: i64, hidden: bool| if hidden { Value::Withheld } else { Value::Number(n) };
    let each = counts.0.iter().zip(hidden).map(|(n, hidden)| shown(*n, hidden));
    std::iter::once(shown(all, all_hidden)).chain(each).collect()
}

/// Hides what victims say of some duties: when few say it, when all but few say it, and when how many there are is hidden
/// itself: what is said is a lower bound of it, and so is that something is said at all.
fn hide_answers(counts: &Counts, hidden: &mut [bool; 10], of: [Count; 2], said: [Count; 2]) {
    let base_hidden = of.iter().any(|count| hidden[*count as usize]);
    let base = counts.sum(&of);
    for answer in said {
        let n = counts.get(answer);
        hidden[answer as usize] = base_hidden || is_few(n) || (n > 0 && is_few(base - n));
    }
}

/// A whole and numbers of which each is a part of it; parts may overlap and need not add up.
pub fn parts_of<'a>(whole: i64, parts: &[i64]) -> Vec<Value<'a>> {
    let whole_hidden = is_few(whole);
    let part = |n: &i64| {
        let hidden = *n > 0 && (whole_hidden || is_few(*n) || is_few(whole - n));
        if hidden { Value::Withheld } else { Value::Number(*n) }
    };
    let first = if whole_hidden { Value::Withheld } else { Value::Number(whole) };
    std::iter::once(first).chain(parts.iter().map(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Everybody knows the rule. So two rows that look the same when published cannot be told apart, and a withheld small
    /// number is safe when the rows that look like its own have it at several values. Here: every row of two phases and the
    /// two answers about them, up to 11 of each.
    #[test]
    fn a_withheld_number_can_be_four_at_least() {
        let mut alike: BTreeMap<String, Vec<Counts>> = BTreeMap::new();
        for met in 0..12 {
            for late in 0..12 {
                for confirmed in 0..=(met + late).min(11) {
                    for disputed in 0..=(met + late - confirmed).min(11) {
                        let counts = Counts([0, 0, 0, 0, met, late, confirmed, disputed, 0, 0]);
                        assert!(counts::is_possible(&counts));
                        alike.entry(format!("{:?}", published(&counts))).or_default().push(counts);
                    }
                }
            }
        }
        for rows in alike.values() {
            let values = published(&rows[0]);
            for place in 0..10 {
                if values[place + 1] != Value::Withheld {
                    continue;
                }
                let possible: BTreeSet<i64> = rows.iter().map(|row| row.0[place]).collect();
                assert!(possible.len() >= 4, "column {place} can only be {possible:?} in {values:?}");
            }
        }
    }

    #[test]
    fn nothing_and_many_are_shown() {
        let nothing = published(&Counts::default());
        assert!(nothing.iter().all(|value| *value == Value::Number(0)));
        let many = published(&Counts([5, 0, 6, 7, 80, 9, 30, 5, 0, 6]));
        assert!(many.iter().all(|value| matches!(value, Value::Number(_))), "{many:?}");
        assert_eq!(many[0], Value::Number(107), "answers are not counted twice");
    }
}

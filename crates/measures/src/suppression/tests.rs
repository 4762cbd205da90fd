//! The tests play the attacker: somebody who has every number that is shown, knows that numbers are whole and not below
//! nothing, and tries every table that would look the same.

use super::*;
use proptest::prelude::*;

/// Somebody who looks for tables that would look the same. Each equation says that some places of the list add up to
/// another.
struct Attacker<'a> {
    equations: &'a [(Vec<usize>, usize)],
    /// What it really is: only to look near it first.
    truth: &'a [i64],
    most: i64,
}

impl Attacker<'_> {
    /// How far apart the smallest and the largest number are that a hidden place could have; not looked for beyond `wanted`.
    fn range(&self, shown: &[Option<i64>], place: usize, wanted: i64) -> i64 {
        let (mut low, mut high) = (self.truth[place], self.truth[place]);
        for guess in self.near(place) {
            let mut known = shown.to_vec();
            known[place] = Some(guess);
            if high - low < wanted && !(low..=high).contains(&guess) && self.is_possible(known) {
                (low, high) = (low.min(guess), high.max(guess));
            }
        }
        high - low
    }

    fn near(&self, place: usize) -> Vec<i64> {
        let mut all: Vec<i64> = (0..=self.most).collect();
        all.sort_by_key(|n| (n - self.truth[place]).abs());
        all
    }

    /// Whether some table has these numbers.
    fn is_possible(&self, mut known: Vec<Option<i64>>) -> bool {
        loop {
            let mut learned = false;
            for (parts, whole) in self.equations {
                let sum: i64 = parts.iter().filter_map(|part| known[*part]).sum();
                let open: Vec<usize> = parts.iter().copied().filter(|part| known[*part].is_none()).collect();
                match (known[*whole], open.as_slice()) {
                    (Some(whole), []) if whole != sum => return false,
                    (Some(whole), _) if sum > whole => return false,
                    (Some(whole), [last]) => (known[*last], learned) = (Some(whole - sum), true),
                    (None, []) => (known[*whole], learned) = (Some(sum), true),
                    _ => {}
                }
            }
            if !learned {
                break;
            }
        }
        let Some(place) = known.iter().position(Option::is_none) else { return true };
        self.near(place).into_iter().any(|guess| {
            let mut known = known.clone();
            known[place] = Some(guess);
            self.is_possible(known)
        })
    }
}

/// What the attacker learns of each hidden place: by layer, whether it is small and the range of numbers it could have.
fn attack(
    cells: &[Share],
    hidden: &[bool],
    equations: &[(Vec<usize>, usize)],
    rule: Rule,
) -> Result<(), TestCaseError> {
    let layers: [fn(Share) -> i64; 2] = [|cell| cell.numerator, Share::rest];
    for layer in layers {
        let all: Vec<i64> = cells.iter().map(|cell| layer(*cell)).collect();
        let most = all.iter().max().unwrap_or(&0) + rule.width;
        let attacker = Attacker { equations, truth: &all, most };
        let shown: Vec<Option<i64>> =
            all.iter().zip(hidden).map(|(n, hidden)| (!hidden).then_some(*n)).collect();
        for (place, cell) in cells.iter().enumerate().filter(|(place, _)| hidden[*place]) {
            let wanted = if rule.is_small(*cell) { rule.width } else { 1 };
            let range = attacker.range(&shown, place, wanted);
            prop_assert!(range >= wanted, "{cell:?} is known within {range}: {cells:?} {hidden:?}");
        }
    }
    for (cell, hidden) in cells.iter().zip(hidden) {
        prop_assert!(*hidden || !rule.is_small(*cell), "{cell:?} is small and shown");
    }
    Ok(())
}

fn cell(most: i64) -> impl Strategy<Value = Share> {
    (0..=most, 0..=most).prop_map(|(numerator, rest)| Share::new(numerator, numerator + rest))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_row_can_be_worked_out(rows in prop::collection::vec(prop_oneof![cell(4), cell(14)], 1..=4)) {
        let rule = Rule { fewest: 4, width: 4 };
        let hidden = suppress(&rows, rule);
        let total = rows.len();
        let mut cells = rows.clone();
        cells.push(sum(rows.iter().copied()));
        let flags: Vec<bool> = hidden.rows.iter().copied().chain([hidden.total]).collect();
        attack(&cells, &flags, &[((0..total).collect(), total)], rule)?;
    }

    #[test]
    fn no_hidden_cell_of_a_table_can_be_worked_out_from_its_totals(
        table in (2usize..=3, 2usize..=3).prop_flat_map(|(height, width)| {
            prop::collection::vec(prop::collection::vec(prop_oneof![3 => cell(7), 1 => cell(2)], width), height)
        })
    ) {
        let rule = Rule { fewest: 2, width: 2 };
        let hidden = suppress_grid(&table, rule);
        let (height, width) = (table.len(), table[0].len());
        let place = |row: usize, column: usize| row * width + column;
        let (row_total, column_total) = (|row: usize| height * width + row, |column: usize| height * width + height + column);
        let grand = height * width + height + width;
        let mut cells: Vec<Share> = table.iter().flatten().copied().collect();
        cells.extend(table.iter().map(|row| sum(row.iter().copied())));
        cells.extend((0..width).map(|column| sum(table.iter().map(|row| row[column]))));
        cells.push(sum(table.iter().flatten().copied()));
        let flags: Vec<bool> = hidden.cells.iter().flatten().chain(&hidden.rows).chain(&hidden.columns).copied()
            .chain([hidden.total]).collect();
        let mut equations: Vec<(Vec<usize>, usize)> =
            (0..height).map(|row| ((0..width).map(|column| place(row, column)).collect(), row_total(row))).collect();
        equations.extend((0..width).map(|column| ((0..height).map(|row| place(row, column)).collect(), column_total(column))));
        equations.push(((0..height).map(row_total).collect(), grand));
        equations.push(((0..width).map(column_total).collect(), grand));
        attack(&cells, &flags, &equations, rule)?;
    }
}

#[test]
fn one_small_row_hides_the_next_smallest_with_it() {
    let rows = [Share::new(2, 9), Share::new(40, 90), Share::new(30, 60)];
    assert_eq!(suppress(&rows, Rule::default()), Hidden { rows: vec![true, false, true], total: false });
}

#[test]
fn nothing_is_hidden_where_nothing_is_small_and_nobody_is_nobody() {
    let rows = [Share::new(20, 90), Share::new(0, 0), Share::new(30, 60)];
    assert_eq!(suppress(&rows, Rule::default()), Hidden { rows: vec![false; 3], total: false });
    assert_eq!(suppress(&[], Rule::default()), Hidden { rows: vec![], total: false });
}

#[test]
fn a_small_total_hides_everything() {
    let rows = [Share::new(1, 9), Share::new(2, 60)];
    assert_eq!(suppress(&rows, Rule::default()), Hidden { rows: vec![true, true], total: true });
}

#[test]
fn the_hidden_together_are_not_small_either() {
    // The first two together would show that 3 of 12 are in them, and nothing of the third hides that.
    let rows = [Share::new(1, 6), Share::new(2, 6), Share::new(30, 60), Share::new(50, 100)];
    let hidden = suppress(&rows, Rule::default());
    assert_eq!(hidden.rows, [true, true, true, false]);
}

/// A table of a country: it must not keep a page waiting.
#[test]
fn a_table_of_sixty_organisations_and_nine_groups_is_hidden_within_moments() {
    let cell = |row: i64, column: i64| {
        let numerator = (row * 7 + column * column * 3) % 41;
        Share::new(numerator, numerator + (row * column * 5 + 11) % 53)
    };
    let table: Vec<Vec<Share>> =
        (0..60).map(|row| (0..9).map(|column| cell(row, column)).collect()).collect();
    let begun = std::time::Instant::now();
    let hidden = suppress_grid(&table, Rule::default());
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    let shown = hidden.cells.iter().flatten().filter(|hidden| !**hidden).count();
    assert!(shown > 100, "{shown} of 540 are still shown");
    assert!(!hidden.total);
    eprintln!("{:?}, {shown} of 540 shown", begun.elapsed());
}

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

/// What the attacker learns of each hidden place of shares: by layer, whether it is small and the range of numbers it could have.
fn attack(
    cells: &[Share],
    hidden: &[bool],
    equations: &[(Vec<usize>, usize)],
    rule: Rule,
) -> Result<(), TestCaseError> {
    let small: Vec<bool> = cells.iter().map(|cell| rule.is_small(*cell)).collect();
    let layers: [fn(Share) -> i64; 2] = [|cell| cell.numerator, Share::rest];
    for layer in layers {
        let all: Vec<i64> = cells.iter().map(|cell| layer(*cell)).collect();
        attack_numbers(&all, &small, hidden, equations, rule)?;
    }
    Ok(())
}

fn attack_numbers(
    all: &[i64],
    small: &[bool],
    hidden: &[bool],
    equations: &[(Vec<usize>, usize)],
    rule: Rule,
) -> Result<(), TestCaseError> {
    let most = all.iter().max().unwrap_or(&0) + rule.width;
    let attacker = Attacker { equations, truth: all, most };
    let shown: Vec<Option<i64>> = all.iter().zip(hidden).map(|(n, hidden)| (!hidden).then_some(*n)).collect();
    for place in 0..all.len() {
        prop_assert!(hidden[place] || !small[place], "{} is small and shown", all[place]);
        if hidden[place] {
            let wanted = if small[place] { rule.width } else { 1 };
            let range = attacker.range(&shown, place, wanted);
            prop_assert!(range >= wanted, "{} is known within {range}: {all:?} {hidden:?}", all[place]);
        }
    }
    Ok(())
}

/// Two lists that break the same total down, as places of one list that ends with the total.
fn two_lists(one: usize, other: usize) -> Vec<(Vec<usize>, usize)> {
    let total = one + other;
    vec![((0..one).collect(), total), ((one..total).collect(), total)]
}

fn all_flags(hidden: &Hidden) -> Vec<bool> {
    hidden.lists.iter().flatten().copied().chain([hidden.total]).collect()
}

/// The same numbers, put together another way: neighbours that `joined` names are one row.
fn broken_down_otherwise<T: Copy + std::iter::Sum>(rows: &[T], joined: &[bool]) -> Vec<T> {
    let mut others: Vec<Vec<T>> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        match others.last_mut().filter(|_| joined.get(place).copied().unwrap_or_default()) {
            Some(last) => last.push(*row),
            None => others.push(vec![*row]),
        }
    }
    others.into_iter().map(|rows| rows.into_iter().sum()).collect()
}

fn cell(most: i64) -> impl Strategy<Value = Share> {
    (0..=most, 0..=most).prop_map(|(numerator, rest)| Share::new(numerator, numerator + rest))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_row_can_be_worked_out(rows in prop::collection::vec(prop_oneof![cell(4), cell(14)], 1..=4)) {
        let rule = Rule { fewest: 4, width: 4 };
        let hidden = suppress(std::slice::from_ref(&rows), rule);
        let total = rows.len();
        let mut cells = rows.clone();
        cells.push(rows.iter().copied().sum());
        attack(&cells, &all_flags(&hidden), &[((0..total).collect(), total)], rule)?;
    }

    #[test]
    fn no_hidden_row_of_shares_can_be_worked_out_from_another_list_of_the_same_total(
        rows in prop::collection::vec(prop_oneof![cell(4), cell(9)], 1..=3),
        joined in prop::collection::vec(any::<bool>(), 3),
    ) {
        let rule = Rule { fewest: 3, width: 3 };
        let others = broken_down_otherwise(&rows, &joined);
        let hidden = suppress(&[rows.clone(), others.clone()], rule);
        let mut cells = [rows.clone(), others.clone()].concat();
        cells.push(rows.iter().copied().sum());
        attack(&cells, &all_flags(&hidden), &two_lists(rows.len(), others.len()), rule)?;
    }

    /// Where victims left: by stage, by area, by reason.
    #[test]
    fn no_hidden_number_can_be_worked_out_from_another_list_of_the_same_total(
        rows in prop::collection::vec(prop_oneof![0..=4i64, 0..=14i64], 1..=4),
        joined in prop::collection::vec(any::<bool>(), 4),
    ) {
        let rule = Rule { fewest: 4, width: 4 };
        let others = broken_down_otherwise(&rows, &joined);
        let hidden = suppress_counts(&[rows.clone(), others.clone()], rule);
        let mut numbers = [rows.clone(), others.clone()].concat();
        numbers.push(rows.iter().sum());
        let small: Vec<bool> = numbers.iter().map(|n| rule.is_few(*n)).collect();
        attack_numbers(&numbers, &small, &all_flags(&hidden), &two_lists(rows.len(), others.len()), rule)?;
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
        cells.extend(table.iter().map(|row| row.iter().copied().sum::<Share>()));
        cells.extend((0..width).map(|column| table.iter().map(|row| row[column]).sum::<Share>()));
        cells.push(table.iter().flatten().copied().sum());
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

/// One list with its total.
fn of_rows(rows: &[Share]) -> (Vec<bool>, bool) {
    let Hidden { mut lists, total } = suppress(&[rows.to_vec()], Rule::default());
    (lists.remove(0), total)
}

#[test]
fn one_small_row_hides_the_next_smallest_with_it() {
    let rows = [Share::new(2, 9), Share::new(40, 90), Share::new(30, 60)];
    assert_eq!(of_rows(&rows), (vec![true, false, true], false));
}

#[test]
fn nothing_is_hidden_where_nothing_is_small_and_nobody_is_nobody() {
    let rows = [Share::new(20, 90), Share::new(0, 0), Share::new(30, 60)];
    assert_eq!(of_rows(&rows), (vec![false; 3], false));
    assert_eq!(of_rows(&[]), (vec![], false));
    assert_eq!(suppress(&[], Rule::default()), Hidden { lists: vec![], total: false });
}

#[test]
fn a_small_total_hides_everything() {
    let rows = [Share::new(1, 9), Share::new(2, 60)];
    assert_eq!(of_rows(&rows), (vec![true, true], true));
}

#[test]
fn the_hidden_together_are_not_small_either() {
    // The first two together would show that 3 of 12 are in them, and nothing of the third hides that.
    let rows = [Share::new(1, 6), Share::new(2, 6), Share::new(30, 60), Share::new(50, 100)];
    assert_eq!(of_rows(&rows).0, [true, true, true, false]);
}

#[test]
fn a_small_number_takes_another_with_it_that_hides_enough() {
    let of = |numbers: &[i64], rule| suppress_counts(&[numbers.to_vec()], rule).lists.remove(0);
    assert_eq!(
        of(&[9, 2, 0, 7], Rule::default()),
        [false, true, false, true],
        "else it follows from the total"
    );
    assert_eq!(of(&[9, 5, 0], Rule::default()), [false; 3]);
    assert_eq!(
        of(&[9, 2, 0, 1], Rule::default()),
        [true, true, false, true],
        "3 in two rows would be 1 and 2"
    );
    assert_eq!(of(&[9, 2, 0, 7], Rule::SHOWS_ALL), [false; 4], "of one's own organisation");
}

/// Of those who joined, who left: by stage, of those whose case came so far.
#[test]
fn all_but_a_few_and_none_of_few_are_small_too() {
    let share = Share::new;
    let lists = [vec![share(20, 200), share(8, 10), share(9, 90), share(0, 80), share(0, 3)]];
    let hidden = suppress_of_known(&lists, share(37, 200), Rule::default());
    assert_eq!(hidden, Hidden { lists: vec![vec![false, true, false, false, true]], total: false });
    let alone = [vec![share(20, 200), share(8, 10), share(9, 90), share(0, 80)]];
    let hidden = suppress_of_known(&alone, share(37, 200), Rule::default());
    assert_eq!(hidden.lists, [[false, true, true, false]], "else it follows from the total");
}

#[test]
fn a_small_total_is_hidden_in_every_list() {
    let hidden = suppress_counts(&[vec![3], vec![2, 1]], Rule::default());
    assert_eq!(hidden, Hidden { lists: vec![vec![true], vec![true, true]], total: true });
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

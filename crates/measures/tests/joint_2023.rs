//! The published figures of the joint inspection of 2023 come out of the answers that their counts stand for (OVR-5). The
//! same is done through the database and the report in the tests of `service`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

mod published;

use measures::inspection::{
    Questions,
    figures::{Figure, Value, figures},
};
use published::{OTHERS, PARTICIPANTS, SHARES, sheets};
use std::collections::BTreeSet;

fn all(questions: &Questions) -> Vec<(String, Value, bool)> {
    let of_sheet = |(sheet, units): (&'static str, Vec<_>)| {
        let found = |figure: Figure<'_>| {
            assert_eq!(figure.unread, 0, "{}", figure.rule.id);
            (figure.rule.id.clone(), figure.value.clone(), figure.is_as_published() == Some(true))
        };
        figures(questions, sheet, &units).into_iter().map(found).collect::<Vec<_>>()
    };
    sheets(questions).into_iter().flat_map(of_sheet).collect()
}

#[test]
fn every_figure_is_as_published() {
    let found = all(Questions::named("joint-2023").unwrap());
    for (id, n, d) in SHARES {
        let (_, value, as_published) =
            found.iter().find(|(one, ..)| one == id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(*value, Value::Share { n: *n, d: *d }, "{id}");
        assert!(as_published, "{id}: the data file says something else was published");
    }
    let other = |id: &str| {
        let (_, value, as_published) = found.iter().find(|(one, ..)| one == id).unwrap();
        assert!(as_published, "{id}");
        value.clone()
    };
    assert_eq!(other("days-to-first-contact"), Value::Mean { mean: Some(3.0), of: 132 });
    assert!(matches!(other("invitation-followed-up"), Value::Share { n, d } if n == d && n > 0));
    let Value::Areas { rows, total: 43074 } = other("participants") else { panic!("participants") };
    let rows: Vec<(&str, u64)> = rows.iter().map(|(area, n)| (area.as_str(), *n)).collect();
    assert_eq!(rows, PARTICIPANTS);
}

/// 15, 5, 4, 4, 2, eight by themselves and 5 others: the 43 files below the standard. The printed total row says 32.
#[test]
fn the_reasons_add_up_to_the_files_below_standard_and_not_to_the_printed_total() {
    let questions = Questions::named("joint-2023").unwrap();
    let found = all(questions);
    let (_, value, _) = found.iter().find(|(id, ..)| id == "file-reasons").unwrap();
    let Value::Reasons { rows, total } = value else { panic!("{value:?}") };
    assert_eq!(*total, 43);
    let mut numbers: Vec<u64> = rows.iter().map(|row| row.n).collect();
    numbers.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(numbers, [15, 5, 5, 4, 4, 2, 1, 1, 1, 1, 1, 1, 1, 1]);
    assert_eq!(rows[0].words, "Personal statement");
    let (_, below, _) = found.iter().find(|(id, ..)| id == "file-below-standard").unwrap();
    assert_eq!(*below, Value::Share { n: 43, d: 75 });
    let note = &questions.question("file-reasons").unwrap().figures[0].note;
    assert!(note.contains("32") && 75 - 43 == 32, "{note}");
}

#[test]
fn no_figure_of_the_data_file_is_left_out_of_the_test() {
    let questions = Questions::named("joint-2023").unwrap();
    let in_file: BTreeSet<&str> =
        questions.questions.iter().flat_map(|q| &q.figures).map(|figure| figure.id.as_str()).collect();
    let tested: BTreeSet<&str> = SHARES.iter().map(|(id, ..)| *id).chain(OTHERS).collect();
    assert_eq!(in_file, tested);
    assert_eq!(SHARES.len() + OTHERS.len(), tested.len());
    for question in &questions.questions {
        assert!(!question.figures.is_empty(), "{} gives no figure", question.id);
        assert!(question.figures.iter().all(|figure| figure.published.is_some()), "{}", question.id);
    }
}

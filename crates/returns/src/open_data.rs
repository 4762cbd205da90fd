//! The data sets that there are: what each row is, and how a row of figures becomes one.

use crate::{
    counts::{COUNTS, Counts},
    data_set::{Column, DataSet, For, Kind, Value, area_column, code_column, month_column, number_column},
};

/// A number from 1 to one less than this is withheld.
pub const SMALLEST_SHOWN: i64 = 5;

const WITHHOLDING: &str = "a number from 1 to 4 is withheld, and the total of its row with it, so that it cannot be worked \
     out. No totals over rows are published: add up rows yourself, and say which were withheld. Nothing is rounded; 0 is shown";

const MONTH_OF_DUTY: &str = "first day of the month (London time) in which the limit of the duty ends; of the month in which its \
     clock started where it has no limit, of the month of its trigger while the clock waits";

const LIMITS_OF_DUTIES: &[&str] = &[
    "A figure is of the record as it stood at the moment under \"As of\". What is recorded later changes earlier months; a \
     later publication replaces this one, and comparing two of them shows what came in between.",
    "A duty without a computable limit is in `met` once it is recorded, whenever that was.",
    "What a victim has not confirmed or disputed says nothing about what they would say. `confirmed` and `disputed` are \
     counts of those who answered.",
    "A duty is counted for who held it when it was met, or holds it now; a case that moved takes no past with it.",
];

/// Open data: duties by month, area, agency and duty of the Code.
pub fn duties() -> DataSet {
    let mut columns = vec![
        area_column(),
        month_column(MONTH_OF_DUTY),
        code_column("organisation_code", "Agency", "code of the organisation that answers for the duty"),
        code_column(
            "provider",
            "Kind of agency",
            "what the organisation is under the Code: police, CPS, witness care unit, ...",
        ),
        code_column("edition", "Edition", "edition of the Code, or the statute, that the duty is from"),
        code_column("duty_code", "Duty", "code of the duty; measures.md and `lantern code` say what it is"),
    ];
    columns.push(number_column(
        "duties",
        "All duties",
        "how many duties there are: the sum of the ten counts",
        "duties",
    ));
    columns.extend(COUNTS.iter().map(|count| number_column(count.name, count.title, count.about, "duties")));
    DataSet {
        name: "duties",
        title: "Duties under the Victims' Code, by month, area, agency and duty",
        about: "A row is one duty of the Code in one month, area and agency. It counts the times that the duty was owed to a \
                victim, by what the record and the victim say of it; each time is in exactly one of the ten counts.",
        exclusions: "months that have not ended; cases that were erased; deaths under investigation that nobody reports as a crime",
        suppression: WITHHOLDING,
        limits: LIMITS_OF_DUTIES,
        audience: For::Everybody,
        columns,
    }
}

/// A row of [`duties`].
#[derive(Clone, Copy, Debug)]
pub struct DutyFigures<'a> {
    /// Area.
    pub area: &'a str,
    /// Month.
    pub month: i64,
    /// Organisation that answers.
    pub organisation: &'a str,
    /// Provider under the Code.
    pub provider: &'a str,
    /// Edition.
    pub edition: &'a str,
    /// Duty.
    pub duty: &'a str,
    /// The ten counts.
    pub counts: Counts,
}

impl<'a> DutyFigures<'a> {
    /// The row as it may be published: small numbers withheld.
    pub fn published(&self) -> Vec<Value<'a>> {
        let mut row = vec![
            Value::code(self.area),
            Value::Month(self.month),
            Value::code(self.organisation),
            Value::code(self.provider),
            Value::code(self.edition),
            Value::code(self.duty),
        ];
        row.extend(withheld_with_total(&self.counts));
        row
    }
}

/// A total and its parts, as far as they may be shown: with the total go the parts from 1 to 4.
fn withheld_with_total<'a>(parts: &[i64]) -> Vec<Value<'a>> {
    let small = |number: i64| (1..SMALLEST_SHOWN).contains(&number);
    let shown = |number: i64| if small(number) { Value::Withheld } else { Value::Number(number) };
    let total: i64 = parts.iter().sum();
    // With the total and nine of ten parts, the tenth is a subtraction.
    let total = if parts.iter().any(|part| small(*part)) { Value::Withheld } else { shown(total) };
    std::iter::once(total).chain(parts.iter().map(|part| shown(*part))).collect()
}

/// Rows for research inside an agency: a duty each, of nobody who could be named.
pub fn duty_rows() -> DataSet {
    let yes_no = |name, title, about| Column {
        name,
        title,
        about,
        kind: Kind::YesNo,
        unit: "",
        may_be_missing: false,
        is_key: false,
    };
    let plain = |column: Column| Column { is_key: false, ..column };
    DataSet {
        name: "duty-rows",
        title: "Duties, a row each, for research inside the agency",
        about: "A row is one duty to one victim. There are no names, references, addresses or dates in it: cases and victims have \
                keys that are random in every export, so that two exports cannot be joined.",
        exclusions: "months that have not ended; cases that were erased",
        suppression: "none: these are single rows. Withhold numbers below 5 in anything that is made from them",
        limits: &[
            "A person may still be recognised by somebody who knows the case, from a rare duty in a small area: keep the files as \
             the record itself is kept, and destroy them when the question is answered.",
            "Days are whole days of London time; the moment is not given.",
        ],
        audience: For::TheAgency,
        columns: vec![
            plain(area_column()),
            plain(month_column(MONTH_OF_DUTY)),
            plain(code_column("case_key", "Case", "random in this export, the same for all rows of a case")),
            plain(code_column(
                "victim_key",
                "Victim",
                "random in this export, the same for all rows of a victim in a case",
            )),
            plain(code_column(
                "organisation_code",
                "Agency",
                "code of the organisation that answers for the duty",
            )),
            plain(code_column("provider", "Kind of agency", "what the organisation is under the Code")),
            plain(code_column("edition", "Edition", "edition of the Code, or the statute")),
            plain(code_column("duty_code", "Duty", "code of the duty")),
            plain(code_column("crime_group", "Kind of crime", "group of offences")),
            yes_no("enhanced", "Enhanced Rights", "whether the victim has Enhanced Rights"),
            plain(code_column(
                "status",
                "Status",
                "what the record says: waived, waiting, open, met, met_late",
            )),
            plain(code_column("victim_says", "The victim says", "nothing, confirmed or disputed")),
            number_column(
                "days_to_done",
                "Days",
                "days from the start of the clock to when it was done",
                "days",
            ),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every whole-number answer that the shown numbers leave open for the hidden ones; at most `most` of them.
    fn solutions(row: &[Value<'_>], most: usize) -> usize {
        let total = match row[0] {
            Value::Number(total) => Some(total),
            _ => None,
        };
        let hidden = row[1..].iter().filter(|value| matches!(value, Value::Withheld)).count();
        let shown: i64 =
            row[1..].iter().map(|value| if let Value::Number(number) = value { *number } else { 0 }).sum();
        match (hidden, total) {
            (0, _) => usize::MAX,
            // Without a total each hidden part is any of 1 to 4.
            (_, None) => most,
            (1, Some(_)) => 1,
            (_, Some(total)) => usize::try_from(total - shown).unwrap_or(0),
        }
    }

    #[test]
    fn a_withheld_number_cannot_be_worked_out_from_its_row() {
        for part in 0..12 {
            let parts = [part, 0, 7, 0, 30, 0, 5, 0, 0, 0];
            let row = withheld_with_total(&parts);
            let is_small = (1..5).contains(&part);
            assert_eq!(row[1] == Value::Withheld, is_small, "{part}");
            assert_eq!(row[0] == Value::Withheld, is_small, "the total would give {part} away");
            assert!(solutions(&row, 4) >= 4);
        }
        let all_nothing = withheld_with_total(&[0; 10]);
        assert!(all_nothing.iter().all(|value| *value == Value::Number(0)));
    }
}

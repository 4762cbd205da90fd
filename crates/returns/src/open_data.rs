//! The data sets that there are: what each row is, and how a row of figures becomes one.

use crate::{
    counts::COLUMNS,
    data_set::{Column, DataSet, For, Kind, Value, area_column, code_column, month_column, number_column},
};
use measures::suppression::{Rule, suppress_duties, suppress_parts};
use record::figures::{Counts, Month, VictimCounts};

const WITHHOLDING: &str = "a number from 1 to 4 is withheld, and so is whatever of its row would give it away: the total, and what \
     victims say of duties whose number is withheld, or of all but 1 to 4 of them. No totals over rows are published: add up \
     rows yourself, and say which were withheld. Nothing is rounded; 0 is shown";

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
        "how many duties there are: the sum of the six columns that follow",
        "duties",
    ));
    columns.extend(
        COLUMNS.iter().map(|column| number_column(column.count.slug(), column.title, column.about, "duties")),
    );
    DataSet {
        name: "duties",
        title: "Duties under the Victims' Code, by month, area, agency and duty",
        about: "A row is one duty of the Code in one month, area and agency. Each time that the duty was owed to a \
                victim is in exactly one of the six columns from `waived` to `met_late`; what victims say of these duties is \
                counted beside it, from `confirmed` to `not_told`.",
        exclusions: "months that have not ended",
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
    pub month: Month,
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
        let hidden = suppress_duties(&self.counts, Rule::default());
        row.push(Value::number(self.counts.duties(), hidden.all));
        row.extend(self.counts.0.iter().zip(hidden.each).map(|(n, hidden)| Value::number(*n, hidden)));
        row
    }
}

/// Open data: victims by the month in which they joined.
pub fn victims() -> DataSet {
    DataSet {
        name: "victims",
        title: "Victims, by the month in which they joined a case, area, agency and stage",
        about: "A row is the victims who joined cases in one month, area and agency, whose case is now at one stage. It counts \
                how many of them somebody got through to, and how many say now that something is not as recorded.",
        exclusions: "months that have not ended",
        suppression: "a number from 1 to 4 is withheld, and what is said of those victims with it; so is a number that is all \
                      but 1 to 4 of them. No totals over rows are published",
        limits: &[
            "The stage is that of today, not of the month.",
            "Somebody who is a victim in two cases is counted in each.",
        ],
        audience: For::Everybody,
        columns: vec![
            area_column(),
            month_column("first day of the month (London time) in which the victim joined the case"),
            code_column("organisation_code", "Agency", "code of the organisation that answers for the case"),
            code_column("stage", "Stage", "how far the case is now"),
            number_column("victims", "Victims", "how many joined", "victims"),
            number_column(
                "contacted",
                "Reached",
                "of them: somebody got through to them at least once",
                "victims",
            ),
            number_column(
                "disputing",
                "Disputing",
                "of them: who say now that something recorded is not so",
                "victims",
            ),
        ],
    }
}

/// A row of [`victims`].
#[derive(Clone, Copy, Debug)]
pub struct VictimFigures<'a> {
    /// Area.
    pub area: &'a str,
    /// Month in which they joined.
    pub month: Month,
    /// Organisation that answers.
    pub organisation: &'a str,
    /// Stage of the case.
    pub stage: &'a str,
    /// The counts.
    pub counts: VictimCounts,
}

impl<'a> VictimFigures<'a> {
    /// The row as it may be published.
    pub fn published(&self) -> Vec<Value<'a>> {
        let mut row = vec![
            Value::code(self.area),
            Value::Month(self.month),
            Value::code(self.organisation),
            Value::code(self.stage),
        ];
        let VictimCounts { victims, contacted, disputing } = self.counts;
        let parts = [contacted, disputing];
        let hidden = suppress_parts(victims, &parts, Rule::default());
        row.push(Value::number(victims, hidden.whole));
        row.extend(parts.iter().zip(hidden.parts).map(|(n, hidden)| Value::number(*n, hidden)));
        row
    }
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
        exclusions: "months that have not ended",
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
                "what the record says: waived, waiting, undated, open, met, met_late",
            )),
            plain(code_column(
                "victim_says",
                "The victim says",
                "nothing; of what is recorded as done: confirmed or disputed; of what has no record: told_without_record or not_told",
            )),
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

    /// The words that go with the files say where the rule of [`measures::suppression`] begins.
    #[test]
    fn numbers_of_which_the_words_say_that_they_are_withheld_are_withheld() {
        assert!(WITHHOLDING.contains("from 1 to 4"));
        let of = |met| DutyFigures {
            area: "01",
            month: Month::from_number(202_603).unwrap(),
            organisation: "met",
            provider: "police",
            edition: "code",
            duty: "d",
            counts: Counts([0, 0, 0, 0, met, 0, 0, 0, 0, 0]),
        };
        let withheld = |met| of(met).published().iter().filter(|value| **value == Value::Withheld).count();
        assert_eq!([0, 1, 4, 5].map(withheld), [0, 4, 4, 0], "all, done in time, and both answers");
    }
}

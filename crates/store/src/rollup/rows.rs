//! The rows of sums, as they are written: what is there already is added to.

use crate::rows::{Row, Values};
use record::figures::{Counts, DaysCell, DutyCell, PeopleCell, SurveyCell, VictimCell, VictimCounts};

/// What one cell adds to a generation, without what only the finer sums tell apart.
pub(super) struct AgencySum<'a>(pub i64, pub &'a DutyCell, pub &'a Counts);
/// The same without the organisation, of which only the part that it falls into is kept.
pub(super) struct WholeSum<'a>(pub i64, pub &'a (i64, DutyCell), pub &'a Counts);
/// What one cell adds to a generation.
pub(super) struct DutySum<'a>(pub i64, pub &'a DutyCell, pub &'a Counts);
/// The same for a group of people.
pub(super) struct PeopleSum<'a>(pub i64, pub &'a PeopleCell, pub &'a Counts);
/// The same for days.
pub(super) struct DaysSum<'a>(pub i64, pub &'a DaysCell, pub i64);
/// The same for victims.
pub(super) struct VictimsSum<'a>(pub i64, pub &'a VictimCell, pub &'a VictimCounts);
/// The same for answers to the survey.
pub(super) struct SurveySum<'a>(pub i64, pub &'a SurveyCell, pub i64);

/// A row of sums: its table, the columns of its key, the columns that are added, its values in that order.
macro_rules! sums {
    ($row:ty, $table:literal, [$($key:literal),+], [$($sum:literal),+], |$self:ident, $to:ident| $values:block) => {
        impl Row for $row {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &["generation", $($key,)+ $($sum),+];
            const KEY: &'static [&'static str] = &["generation", $($key),+];
            const ADDS: bool = true;

            fn values(&self, $to: &mut impl Values) {
                let $self = self;
                $to.int(Some($self.0));
                $values
            }
        }
    };
}

/// The same, for counts of duties.
macro_rules! duties {
    ($row:ty, $table:literal, [$($key:literal),+], |$self:ident, $to:ident| $values:block) => {
        sums!(
            $row,
            $table,
            [$($key),+],
            [
                "waived", "waiting", "undated", "open", "met", "met_late", "confirmed", "disputed",
                "told_without_record", "not_told"
            ],
            |$self, $to| {
                $values
                $self.2.0.iter().for_each(|n| $to.int(Some(*n)));
            }
        );
    };
}

duties!(
    AgencySum<'_>,
    "figure_agency",
    ["month", "organisation", "area", "provider", "edition", "duty_id"],
    |sum, to| { agency(sum.1, to) }
);
duties!(WholeSum<'_>, "figure_whole", ["month", "part", "provider", "edition", "duty_id"], |sum, to| {
    let (part, cell) = sum.1;
    to.int(Some(cell.month.number()));
    to.int(Some(*part));
    to.text(Some(&cell.provider));
    to.text(Some(&cell.edition));
    to.text(Some(&cell.duty));
});
duties!(
    DutySum<'_>,
    "figure",
    ["month", "organisation", "area", "provider", "edition", "duty_id", "team", "crime_group", "enhanced"],
    |sum, to| {
        agency(sum.1, to);
        to.text(Some(&sum.1.team));
        to.text(Some(sum.1.crime_group));
        to.int(Some(i64::from(sum.1.enhanced)));
    }
);
duties!(
    PeopleSum<'_>,
    "figure_people",
    ["month", "organisation", "area", "provider", "edition", "duty_id", "people"],
    |sum, to| {
        to.int(Some(sum.1.month.number()));
        to.text(Some(&sum.1.organisation));
        to.text(Some(&sum.1.area));
        to.text(Some(&sum.1.provider));
        to.text(Some(&sum.1.edition));
        to.text(Some(&sum.1.duty));
        to.text(Some(&sum.1.people));
    }
);
sums!(
    DaysSum<'_>,
    "figure_days",
    ["what", "month", "organisation", "area", "duty_id", "team", "crime_group", "days"],
    ["n"],
    |sum, to| {
        to.text(Some(sum.1.what.slug()));
        to.int(Some(sum.1.month.number()));
        to.text(Some(&sum.1.organisation));
        to.text(Some(&sum.1.area));
        to.text(Some(&sum.1.duty));
        to.text(Some(&sum.1.team));
        to.text(Some(sum.1.crime_group));
        to.int(Some(sum.1.days));
        to.int(Some(sum.2));
    }
);
sums!(
    VictimsSum<'_>,
    "figure_victim",
    ["month", "organisation", "area", "team", "crime_group", "enhanced", "stage"],
    ["victims", "contacted", "disputing"],
    |sum, to| {
        to.int(Some(sum.1.month.number()));
        to.text(Some(&sum.1.organisation));
        to.text(Some(&sum.1.area));
        to.text(Some(&sum.1.team));
        to.text(Some(sum.1.crime_group));
        to.int(Some(i64::from(sum.1.enhanced)));
        to.text(Some(&sum.1.stage));
        to.int(Some(sum.2.victims));
        to.int(Some(sum.2.contacted));
        to.int(Some(sum.2.disputing));
    }
);

sums!(
    SurveySum<'_>,
    "figure_survey",
    ["month", "organisation", "area", "crime_group", "moment", "question", "answer"],
    ["n"],
    |sum, to| {
        to.int(Some(sum.1.month.number()));
        to.text(Some(&sum.1.organisation));
        to.text(Some(&sum.1.area));
        to.text(Some(sum.1.crime_group));
        to.text(Some(sum.1.moment));
        to.text(Some(&sum.1.question));
        to.text(Some(&sum.1.answer));
        to.int(Some(sum.2));
    }
);

fn agency(cell: &DutyCell, to: &mut impl Values) {
    to.int(Some(cell.month.number()));
    to.text(Some(&cell.organisation));
    to.text(Some(&cell.area));
    to.text(Some(&cell.provider));
    to.text(Some(&cell.edition));
    to.text(Some(&cell.duty));
}

#[cfg(test)]
mod tests {
    use super::{super::ALL, *};

    #[test]
    fn rows_have_the_columns_of_their_tables() {
        let rows = [
            (WholeSum::TABLE, WholeSum::COLUMNS),
            (AgencySum::TABLE, AgencySum::COLUMNS),
            (DutySum::TABLE, DutySum::COLUMNS),
            (PeopleSum::TABLE, PeopleSum::COLUMNS),
            (DaysSum::TABLE, DaysSum::COLUMNS),
            (VictimsSum::TABLE, VictimsSum::COLUMNS),
            (SurveySum::TABLE, SurveySum::COLUMNS),
        ];
        for ((table, columns), sums) in rows.into_iter().zip(ALL) {
            let known: Vec<&str> = ["generation"].iter().chain(sums.key).chain(sums.sums).copied().collect();
            assert_eq!((table, columns), (sums.table, &*known));
        }
    }
}

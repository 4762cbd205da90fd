//! The rows of sums, as they are written: what is there already is added to.

use super::kept::{Agency, By, Days, Place, Whole, WholeBy, WholeDays};
use crate::rows::{Row, Values};
use record::figures::{Counts, PeopleCell, SurveyCell, VictimCounts};

/// What is added to a generation: which, where, how much.
pub(super) struct AgencySum<'a>(pub i64, pub &'a Agency<'a>, pub &'a Counts);
/// The same over every organisation.
pub(super) struct WholeSum<'a>(pub i64, pub &'a Whole<'a>, pub &'a Counts);
/// The same by one thing.
pub(super) struct BySum<'a>(pub i64, pub &'a By<'a>, pub &'a Counts);
/// The same by one thing, over every organisation.
pub(super) struct WholeBySum<'a>(pub i64, pub &'a WholeBy<'a>, pub &'a Counts);
/// The same for a group of people.
pub(super) struct PeopleSum<'a>(pub i64, pub &'a PeopleCell, pub &'a Counts);
/// The same for days.
pub(super) struct DaysSum<'a>(pub i64, pub &'a Days<'a>, pub i64);
/// The same for days, over every organisation.
pub(super) struct WholeDaysSum<'a>(pub i64, pub &'a WholeDays<'a>, pub i64);
/// The same for victims.
pub(super) struct VictimsSum<'a>(pub i64, pub &'a By<'a>, pub &'a VictimCounts);
/// The same for answers to the survey.
pub(super) struct SurveySum<'a>(pub i64, pub &'a SurveyCell, pub i64);
/// The same for organisations of an area.
pub(super) struct PlaceSum<'a>(pub i64, pub &'a Place<'a>, pub i64);

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
    |sum, to| {
        to.int(Some(sum.1.month.number()));
        to.text(Some(sum.1.organisation));
        to.text(Some(sum.1.area));
        to.text(Some(sum.1.provider));
        to.text(Some(sum.1.edition));
        to.text(Some(sum.1.duty));
    }
);
duties!(WholeSum<'_>, "figure_whole", ["month", "part", "provider", "edition", "duty_id"], |sum, to| {
    to.int(Some(sum.1.month.number()));
    to.int(Some(sum.1.part));
    to.text(Some(sum.1.provider));
    to.text(Some(sum.1.edition));
    to.text(Some(sum.1.duty));
});
duties!(
    BySum<'_>,
    "figure_by",
    ["dimension", "month", "organisation", "area", "duty_id", "value"],
    |sum, to| {
        by(sum.1, to);
        to.text(Some(sum.1.duty));
        to.text(Some(sum.1.value));
    }
);
duties!(WholeBySum<'_>, "figure_whole_by", ["dimension", "month", "part", "duty_id", "value"], |sum, to| {
    to.text(Some(sum.1.dimension.slug()));
    to.int(Some(sum.1.month.number()));
    to.int(Some(sum.1.part));
    to.text(Some(sum.1.duty));
    to.text(Some(sum.1.value));
});
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
    ["what", "dimension", "month", "organisation", "duty_id", "area", "value", "days"],
    ["n"],
    |sum, to| {
        to.text(Some(sum.1.what.slug()));
        to.text(Some(sum.1.dimension.slug()));
        to.int(Some(sum.1.month.number()));
        to.text(Some(sum.1.organisation));
        to.text(Some(sum.1.duty));
        to.text(Some(sum.1.area));
        to.text(Some(sum.1.value));
        to.int(Some(sum.1.days));
        to.int(Some(sum.2));
    }
);
sums!(
    WholeDaysSum<'_>,
    "figure_days_whole",
    ["what", "dimension", "month", "duty_id", "value", "days"],
    ["n"],
    |sum, to| {
        to.text(Some(sum.1.what.slug()));
        to.text(Some(sum.1.dimension.slug()));
        to.int(Some(sum.1.month.number()));
        to.text(Some(sum.1.duty));
        to.text(Some(sum.1.value));
        to.int(Some(sum.1.days));
        to.int(Some(sum.2));
    }
);
sums!(
    VictimsSum<'_>,
    "figure_victim",
    ["dimension", "month", "organisation", "area", "value"],
    ["victims", "contacted", "disputing"],
    |sum, to| {
        by(sum.1, to);
        to.text(Some(sum.1.value));
        to.int(Some(sum.2.victims));
        to.int(Some(sum.2.contacted));
        to.int(Some(sum.2.disputing));
    }
);
sums!(PlaceSum<'_>, "figure_place", ["area", "organisation"], ["n"], |sum, to| {
    to.text(Some(sum.1.area));
    to.text(Some(sum.1.organisation));
    to.int(Some(sum.2));
});
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

fn by(cell: &By<'_>, to: &mut impl Values) {
    to.text(Some(cell.dimension.slug()));
    to.int(Some(cell.month.number()));
    to.text(Some(cell.organisation));
    to.text(Some(cell.area));
}

#[cfg(test)]
mod tests {
    use super::{super::ALL, *};

    #[test]
    fn rows_have_the_columns_of_their_tables() {
        let rows = [
            (WholeSum::TABLE, WholeSum::COLUMNS),
            (WholeBySum::TABLE, WholeBySum::COLUMNS),
            (AgencySum::TABLE, AgencySum::COLUMNS),
            (BySum::TABLE, BySum::COLUMNS),
            (PeopleSum::TABLE, PeopleSum::COLUMNS),
            (WholeDaysSum::TABLE, WholeDaysSum::COLUMNS),
            (DaysSum::TABLE, DaysSum::COLUMNS),
            (VictimsSum::TABLE, VictimsSum::COLUMNS),
            (SurveySum::TABLE, SurveySum::COLUMNS),
            (PlaceSum::TABLE, PlaceSum::COLUMNS),
        ];
        for ((table, columns), sums) in rows.into_iter().zip(ALL) {
            let known: Vec<&str> = ["generation"].iter().chain(sums.key).chain(sums.sums).copied().collect();
            assert_eq!((table, columns), (sums.table, &*known));
        }
    }
}

//! The sums that figures read (OVR-1, ADR 0028): kept in the transaction that changes the duties, made anew beside
//! running writers, compared with the events.
//!
//! Each row belongs to a generation. Writers add to the one that counts; while the sums are made anew, case by case in the
//! order of ids, they add to the next one too for cases that were passed already. At the end the next one counts.

mod anew;
mod kept;
mod reading;
mod rows;
mod writing;

pub(crate) use anew::Step;
pub use anew::{Difference, Recount};
pub use reading::{DaysRow, FigureBy, FigureFilter, FigureRow, SurveyRow, VictimsRow};
pub(crate) use writing::{
    Gathered, SPENT, add_postgres, add_sqlite, keep_gathered_postgres, keep_gathered_sqlite, keep_postgres,
    keep_sqlite, merged,
};

use crate::rows::Row;
use rows::{
    AgencySum, BySum, DaysSum, PeopleSum, PlaceSum, SurveySum, VictimsSum, WholeBySum, WholeDaysSum, WholeSum,
};
use uuid::Uuid;

/// A table of sums: its name, the columns of its key after the generation, the columns that are summed.
pub(crate) struct Sums {
    pub table: &'static str,
    pub key: &'static [&'static str],
    pub sums: &'static [&'static str],
}

/// What sums are told apart by beside month, organisation, area and duty: one thing at a time (ADR 0036). In the order of
/// slugs: a commit, which sorts cells, and a load, which lets PostgreSQL sort rows, then take the same rows in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dimension {
    None,
    CrimeGroup,
    Enhanced,
    Stage,
    Team,
}

impl Dimension {
    /// As it stands in the column of that name.
    fn slug(self) -> &'static str {
        match self {
            Dimension::None => "",
            Dimension::Team => "team",
            Dimension::CrimeGroup => "crime_group",
            Dimension::Enhanced => "enhanced",
            Dimension::Stage => "stage",
        }
    }
}

const AGENCY: Sums = Sums::of::<AgencySum<'static>>();
/// Every organisation together. What a country asks of a year reads some thousand rows of these, not a hundred thousand.
const WHOLE: Sums = Sums::of::<WholeSum<'static>>();
const BY: Sums = Sums::of::<BySum<'static>>();
const WHOLE_BY: Sums = Sums::of::<WholeBySum<'static>>();
const PEOPLE: Sums = Sums::of::<PeopleSum<'static>>();
const DAYS: Sums = Sums::of::<DaysSum<'static>>();
const WHOLE_DAYS: Sums = Sums::of::<WholeDaysSum<'static>>();
const VICTIMS: Sums = Sums::of::<VictimsSum<'static>>();
const SURVEY: Sums = Sums::of::<SurveySum<'static>>();
const PLACES: Sums = Sums::of::<PlaceSum<'static>>();

/// All of them, in the order in which they are written.
pub(crate) const ALL: [&Sums; 10] =
    [&WHOLE, &WHOLE_BY, &AGENCY, &BY, &PEOPLE, &WHOLE_DAYS, &DAYS, &VICTIMS, &SURVEY, &PLACES];

impl Sums {
    /// The table of a row of sums: as it is written, so is it read.
    const fn of<R: Row>() -> Sums {
        let (_generation, key) = R::KEY.split_at(1);
        let (_key, sums) = R::COLUMNS.split_at(R::KEY.len());
        Sums { table: R::TABLE, key, sums }
    }

    fn has(&self, column: &str) -> bool {
        self.key.contains(&column)
    }

    /// Rows that count: those in which something is not nothing.
    pub(crate) fn counts_something(&self) -> String {
        let parts: Vec<String> = self.sums.iter().map(|sum| format!("{sum} <> 0")).collect();
        format!("({})", parts.join(" or "))
    }
}

/// Which generation counts, and how far the next one has come.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct State {
    pub generation: i64,
    pub next: Option<i64>,
    pub up_to: Option<Uuid>,
}

pub(crate) const STATE: &str = "select generation, next, up_to from figure_state where id = 1";

#[cfg(test)]
mod tests {
    use super::Dimension;

    #[test]
    fn dimensions_are_in_the_order_of_their_slugs() {
        use Dimension::{CrimeGroup, Enhanced, None, Stage, Team};
        let mut dimensions = [Team, Stage, Enhanced, None, CrimeGroup];
        dimensions.sort();
        assert!(dimensions.is_sorted_by_key(|dimension| dimension.slug()));
    }
}

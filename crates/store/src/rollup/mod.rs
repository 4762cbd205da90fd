//! The sums that figures read (OVR-1, ADR 0028): kept in the transaction that changes the duties, made anew beside
//! running writers, compared with the events.
//!
//! Each row belongs to a generation. Writers add to the one that counts; while the sums are made anew, case by case in the
//! order of ids, they add to the next one too for cases that were passed already. At the end the next one counts.

mod anew;
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

use uuid::Uuid;

/// A table of sums: its name, the columns of its key after the generation, the columns that are summed.
pub(crate) struct Sums {
    pub table: &'static str,
    pub key: &'static [&'static str],
    pub sums: &'static [&'static str],
}

const COUNTS: &[&str] = &[
    "waived",
    "waiting",
    "undated",
    "open",
    "met",
    "met_late",
    "confirmed",
    "disputed",
    "told_without_record",
    "not_told",
];

pub(crate) const AGENCY: Sums = Sums {
    table: "figure_agency",
    key: &["month", "organisation", "area", "provider", "edition", "duty_id"],
    sums: COUNTS,
};
/// Every organisation together. What a country asks of a year reads some thousand rows of these, not a hundred thousand.
pub(crate) const WHOLE: Sums =
    Sums { table: "figure_whole", key: &["month", "part", "provider", "edition", "duty_id"], sums: COUNTS };
pub(crate) const DUTY: Sums = Sums {
    table: "figure",
    key: &[
        "month",
        "organisation",
        "area",
        "provider",
        "edition",
        "duty_id",
        "team",
        "crime_group",
        "enhanced",
    ],
    sums: COUNTS,
};
pub(crate) const PEOPLE: Sums = Sums {
    table: "figure_people",
    key: &["month", "organisation", "area", "provider", "edition", "duty_id", "people"],
    sums: COUNTS,
};
pub(crate) const DAYS: Sums = Sums {
    table: "figure_days",
    key: &["what", "month", "organisation", "area", "duty_id", "team", "crime_group", "days"],
    sums: &["n"],
};
pub(crate) const VICTIMS: Sums = Sums {
    table: "figure_victim",
    key: &["month", "organisation", "area", "team", "crime_group", "enhanced", "stage"],
    sums: &["victims", "contacted", "disputing"],
};

pub(crate) const SURVEY: Sums = Sums {
    table: "figure_survey",
    key: &["month", "organisation", "area", "crime_group", "moment", "question", "answer"],
    sums: &["n"],
};

/// All of them, in the order in which they are written.
pub(crate) const ALL: [&Sums; 7] = [&WHOLE, &AGENCY, &DUTY, &PEOPLE, &DAYS, &VICTIMS, &SURVEY];

impl Sums {
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

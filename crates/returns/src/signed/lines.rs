//! The lines of a return.

use crate::{
    code::{is_code, is_named},
    counts::{self, COLUMNS},
    months::Months,
};
use jiff::Timestamp;
use record::figures::{Counts, Month};
use serde::{Deserialize, Serialize};

/// The first line: who says what about which months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`super::FORMAT`].
    pub format: String,
    /// Who made it: the name under which its key is registered.
    pub deployment: String,
    /// The area.
    pub area: String,
    /// The first month, `2026-01`.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// When it was made.
    pub made_at: Timestamp,
    /// Its number: returns of one deployment about one area count upwards.
    pub sequence: i64,
    /// The number of the return that it corrects, when it says again what an earlier one said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<i64>,
    /// How many rows follow.
    pub rows: i64,
    /// What the rows add up to.
    pub totals: Totals,
}

/// What the rows add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// The ten counts of all duties.
    pub duties: CountedDuties,
    /// Everything that was counted by days.
    pub days: i64,
    /// Victims who joined.
    pub victims: i64,
    /// Of them, those who were reached.
    pub contacted: i64,
    /// Of them, those who dispute something.
    pub disputing: i64,
}

/// A row of figures. There is no team, no victim and no group of people in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "snake_case", deny_unknown_fields)]
pub enum Row {
    /// How one duty stood, for one organisation in one month.
    Duties {
        /// Month.
        month: Month,
        /// Organisation that answers.
        organisation: String,
        /// Provider under the Code.
        provider: String,
        /// Edition.
        edition: String,
        /// Duty.
        duty: String,
        /// The ten counts.
        counts: CountedDuties,
    },
    /// How many took so many days.
    Days {
        /// Month.
        month: Month,
        /// Organisation.
        organisation: String,
        /// What took them: `done` or `first_contact`.
        what: String,
        /// Duty; empty for the first contact.
        duty: String,
        /// Days.
        days: i64,
        /// How many.
        n: i64,
    },
    /// Victims who joined in a month.
    Victims {
        /// Month.
        month: Month,
        /// Organisation.
        organisation: String,
        /// How far their case is.
        stage: String,
        /// How many.
        victims: i64,
        /// Of them, those who were reached at least once.
        contacted: i64,
        /// Of them, those who dispute something.
        disputing: i64,
    },
}

/// The ten counts by their names; what is 0 is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "crate::counts::COLUMNS says what each is")]
pub struct CountedDuties {
    #[serde(skip_serializing_if = "is_nothing")]
    pub waived: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub waiting: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub undated: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub open: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub met: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub met_late: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub confirmed: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub disputed: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub told_without_record: i64,
    #[serde(skip_serializing_if = "is_nothing")]
    pub not_told: i64,
}

fn is_nothing(number: &i64) -> bool {
    *number == 0
}

impl CountedDuties {
    /// From the counts in their order.
    pub fn of(counts: &Counts) -> CountedDuties {
        let [
            waived,
            waiting,
            undated,
            open,
            met,
            met_late,
            confirmed,
            disputed,
            told_without_record,
            not_told,
        ] = counts.0;
        CountedDuties {
            waived,
            waiting,
            undated,
            open,
            met,
            met_late,
            confirmed,
            disputed,
            told_without_record,
            not_told,
        }
    }

    /// As counts.
    pub fn counts(&self) -> Counts {
        Counts([
            self.waived,
            self.waiting,
            self.undated,
            self.open,
            self.met,
            self.met_late,
            self.confirmed,
            self.disputed,
            self.told_without_record,
            self.not_told,
        ])
    }
}

impl Header {
    /// Its months, when they are a span.
    pub fn months(&self) -> Option<Months> {
        Months::new(self.from, self.to)
    }

    /// What is wrong with its names and numbers.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let numbers = [self.rows, self.totals.days, self.totals.victims];
        if !is_named(&self.deployment) || !is_named(&self.area) {
            Some("`deployment` and `area` are codes of letters, digits, dots and dashes")
        } else if self.sequence < 1 || self.corrects.is_some_and(|other| other < 1 || other >= self.sequence)
        {
            Some("`sequence` counts from 1, and `corrects` is an earlier one")
        } else if numbers.into_iter().chain(self.totals.duties.counts().0).any(|number| number < 0) {
            Some("a number is below 0")
        } else {
            None
        }
    }
}

/// What makes a row the only one of its kind.
pub(super) type RowKey<'r> = (u8, Month, [&'r str; 4], i64);

impl Row {
    /// The month.
    pub fn month(&self) -> Month {
        let (Row::Duties { month, .. } | Row::Days { month, .. } | Row::Victims { month, .. }) = self;
        *month
    }

    /// What makes it the only one of its kind.
    pub(super) fn key(&self) -> RowKey<'_> {
        let month = self.month();
        match self {
            Row::Duties { organisation, provider, edition, duty, .. } => {
                (0, month, [organisation, provider, edition, duty], 0)
            }
            Row::Days { organisation, what, duty, days, .. } => {
                (1, month, [organisation, what, duty, ""], *days)
            }
            Row::Victims { organisation, stage, .. } => (2, month, [organisation, stage, "", ""], 0),
        }
    }

    /// What is wrong with it by itself.
    pub(super) fn fault(&self) -> Option<&'static str> {
        if !self.key().2.into_iter().all(is_code) {
            return Some(
                "a text is not a code of letters, digits, dots and dashes; nothing else may be in a return",
            );
        }
        let numbers: &[i64] = match self {
            Row::Duties { counts, .. } => {
                let counts = counts.counts();
                let impossible = counts.0.iter().all(|n| *n >= 0) && !counts::is_possible(&counts);
                if impossible {
                    return Some("more is confirmed or disputed than there is");
                }
                &{ counts.0 }
            }
            Row::Days { what, days, n, .. } => {
                if !matches!(&**what, "done" | "first_contact") {
                    return Some("`what` is done or first_contact");
                }
                &[*days, *n]
            }
            Row::Victims { victims, contacted, disputing, .. } => {
                if contacted > victims || disputing > victims {
                    return Some("more are reached, or dispute, than there are");
                }
                &[*victims, *contacted, *disputing]
            }
        };
        numbers.iter().any(|number| *number < 0).then_some("a number is below 0")
    }
}

impl Totals {
    /// Adds a row; false when a number is beyond what can be counted.
    pub(super) fn add(&mut self, row: &Row) -> bool {
        let added = || {
            let mut sum = *self;
            match row {
                Row::Duties { counts, .. } => {
                    sum.duties = CountedDuties::of(&counts::add(&sum.duties.counts(), &counts.counts())?);
                }
                Row::Days { n, .. } => sum.days = sum.days.checked_add(*n)?,
                Row::Victims { victims, contacted, disputing, .. } => {
                    sum.victims = sum.victims.checked_add(*victims)?;
                    sum.contacted = sum.contacted.checked_add(*contacted)?;
                    sum.disputing = sum.disputing.checked_add(*disputing)?;
                }
            }
            Some(sum)
        };
        let Some(sum) = added() else { return false };
        *self = sum;
        true
    }

    /// Where these and others differ: which total, here, there.
    pub(super) fn difference(&self, other: &Totals) -> Option<(&'static str, i64, i64)> {
        let named = |totals: &Totals| {
            let duties = COLUMNS.iter().map(|column| column.count.slug()).zip(totals.duties.counts().0);
            let rest = [
                ("days", totals.days),
                ("victims", totals.victims),
                ("contacted", totals.contacted),
                ("disputing", totals.disputing),
            ];
            duties.chain(rest).collect::<Vec<_>>()
        };
        let pairs = named(self).into_iter().zip(named(other));
        pairs
            .filter(|((_, here), (_, there))| here != there)
            .map(|((what, here), (_, there))| (what, here, there))
            .next()
    }
}

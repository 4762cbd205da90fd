//! Measures of the register, worked out from the sums that stand beside the duties (OVR-1, OVR-2, ADR 0029).
//!
//! Read in this order: [`query`] (what is asked, and whether it can be answered), [`reach`] (whose figures somebody sees),
//! [`reading`] (the sums, as rows), [`labels`] (what rows are called), [`groups`] (differences between groups of people,
//! where small numbers are not shown), [`json`] (what commands print and addresses answer).

mod groups;
pub mod json;
mod labels;
mod query;
mod reach;
mod reading;

pub use measures::{Better, DaysFigure, Dimension, Family, Measure, PeopleKind, Register, Share, Source};
pub use query::MeasureQuery;
pub use reach::Reach;
pub use record::Month;

use crate::{Actor, Service, ServiceError};
use jiff::Timestamp;
use policy::Action;
use reading::{Groups, Sum};
use record::figures::Count as DutyCount;

/// The fewest contacts of which a score is shown on a page: what is drawn of one team in a month. Fewer say nothing, and the
/// interval beside the score says how little these do.
pub const ENOUGH_CONTACTS: i64 = crate::quality::OF_A_TEAM as i64;

/// A measure in some months, by something or altogether.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureTable {
    /// What was measured.
    pub measure: &'static Measure,
    /// By what; none when there is only the total.
    pub by: Option<Dimension>,
    /// The rows; none when nothing counted, or when it was not asked by anything.
    pub rows: Vec<MeasureRow>,
    /// Everything together.
    pub total: MeasureRow,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// When the sums were read. Figures of a month can still change: something is recorded late, or disputed.
    pub as_of: Timestamp,
    /// What is left out, in sentences to stand below the table or chart.
    pub left_out: Vec<String>,
    /// What the intervals of groups of people say about their differences, in sentences; empty for other tables.
    pub differences: Vec<String>,
}

/// A row of such a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeasureRow {
    /// Key: a month, an id, a slug; `total`.
    pub key: String,
    /// The same in plain words.
    pub label: String,
    /// How many; for days, for how many it has happened.
    pub numerator: i64,
    /// Of how many.
    pub denominator: i64,
    /// The share, 0 to 1; none when there is nothing to share, for days, and where it is not shown.
    pub share: Option<f64>,
    /// The Wilson interval at 95 %.
    pub interval: Option<(f64, f64)>,
    /// For days: median, nine in ten, mean.
    pub days: Option<DaysFigure>,
    /// For scores: how many contacts were read. The interval is that of so many.
    pub contacts: Option<i64>,
    /// Not shown, because few people are in it or in a row that could be worked out from it. Its numbers are then nothing.
    pub suppressed: bool,
}

impl Service {
    /// Whoever counts at the machine of the service: they see figures and no case.
    pub fn counting_operator(&self, now: Timestamp) -> Actor {
        let role = policy::Role::Oversight;
        let operator = self.operator(now);
        Actor {
            person: store::Person { role: role.slug().into(), ..operator.person.clone() },
            role,
            ..operator
        }
    }

    /// The register of measures.
    pub fn measures(&self) -> &'static Register {
        Register::embedded()
    }

    /// One measure of the register.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such measure, or the organisation, area or team asked for is not theirs
    /// to see; [`ServiceError::Invalid`] when it cannot be answered as asked.
    pub async fn measure(
        &self,
        actor: &Actor,
        query: MeasureQuery,
        now: Timestamp,
    ) -> Result<MeasureTable, ServiceError> {
        self.allow(actor, Action::SeeFigures)?;
        let measure = self.measures().find(&query.measure).ok_or(ServiceError::NotFound)?;
        self.measure_as(actor, measure, query, now).await
    }

    /// The same for a measure that stands in no register of the program, such as one from a file of the operator's.
    ///
    /// # Errors
    /// As [`Service::measure`].
    pub async fn measure_as(
        &self,
        actor: &Actor,
        measure: &'static Measure,
        query: MeasureQuery,
        now: Timestamp,
    ) -> Result<MeasureTable, ServiceError> {
        let reach = self.figures_reach(actor)?;
        let asked = query::check(measure, query, now)?;
        let asked = self.within_reach(&reach, asked)?;
        if let Some(Dimension::People(kind)) = asked.by {
            return self.groups_of_people(measure, asked, kind, now).await;
        }
        let (groups, total) = self.sums_of(measure, &asked).await?;
        let mut rows: Vec<MeasureRow> = groups
            .into_iter()
            .map(|(key, sum)| row(measure, self.label_of(asked.by, &key), key, &sum))
            .collect();
        labels::sort(asked.by, &mut rows);
        let left_out = left_out(measure, &total);
        Ok(MeasureTable {
            measure,
            by: asked.by,
            rows,
            total: row(measure, "All together".to_owned(), "total".to_owned(), &total),
            from: asked.from,
            to: asked.to,
            as_of: now,
            left_out,
            differences: Vec::new(),
        })
    }
}

fn row(measure: &Measure, label: String, key: String, sum: &Sum) -> MeasureRow {
    if measure.took.is_some() {
        let days = sum.days.figure();
        return MeasureRow {
            key,
            label,
            numerator: days.done,
            denominator: days.done + days.not_yet,
            days: Some(days),
            ..MeasureRow::default()
        };
    }
    let share = measure.share(&sum.counted);
    if measure.counts == Source::Scores {
        let interval = share.interval_of(sum.read);
        return MeasureRow { contacts: Some(sum.read), interval, ..shared(key, label, share) };
    }
    shared(key, label, share)
}

fn shared(key: String, label: String, share: Share) -> MeasureRow {
    MeasureRow {
        key,
        label,
        numerator: share.numerator,
        denominator: share.denominator,
        share: share.value(),
        interval: share.interval(),
        ..MeasureRow::default()
    }
}

/// What is left out, in sentences.
fn left_out(measure: &Measure, total: &Sum) -> Vec<String> {
    let mut left_out = vec![format!("Left out: {}", measure.exclusions)];
    if measure.counts == Source::Duties {
        for (count, one, many) in [
            (
                DutyCount::Waived,
                "duty was not wanted by its victim",
                "duties were not wanted by their victims",
            ),
            (
                DutyCount::Waiting,
                "duty has not begun: its agency was not told",
                "duties have not begun: their agencies were not told",
            ),
        ] {
            let count = measures::Count::Duty(count);
            let n = total.counted.get(count);
            if n > 0 && !measure.denominator.contains(&count) {
                left_out.push(format!("{n} {}, and so not counted.", if n == 1 { one } else { many }));
            }
        }
    }
    if measure.counts == Source::Scores && total.read > 0 {
        left_out.push(format!(
            "{} read, as many of each team whatever its size. The interval is that of so many contacts, not of their answers.",
            if total.read == 1 { "1 contact was".to_owned() } else { format!("{} contacts were", total.read) }
        ));
    }
    let empty = match measure.took {
        Some(_) => total.days.done() + total.days.figure().not_yet == 0,
        None => measure.share(&total.counted).denominator == 0,
    };
    if empty {
        left_out.insert(0, "Nothing counts here in these months, so there is no figure.".to_owned());
    }
    left_out
}

type Table = (Groups, Sum);

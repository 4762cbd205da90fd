//! Figures that leave, and returns that come in (OVR-6, OVR-8). What leaves is written by the crate `returns`, which knows
//! codes and counts only; here it is decided who may, and which figures they are.

mod due;
mod make;
mod national;
mod publish;
mod rows;
mod take;

pub use due::{DUE_DAY, State as ReturnThere};
pub use make::{MadeReturn, ReturnAsked};
pub use national::{AreaMonth, AreaOverTime, AreaRow, National, headlines as headline_measures};
pub use publish::{PublishAsked, Published};
pub use record::figures::Month;
pub use take::{NewDeployment, ReturnState, ReturnTakenIn, digest_of_token};

/// The largest return, bytes.
pub const LARGEST_RETURN: usize = ::returns::signed::LARGEST;

use crate::{Actor, Line, Outcome, Problem, Service, ServiceError, directory::areas};
use ::returns::Months;
use jiff::Timestamp;
use std::collections::BTreeSet;
use store::{FigureBy, FigureFilter};

/// Where every figure is from, as descriptions say it.
const SOURCE: &str = "the victim-care record, from events recorded by officers, systems and victims";

impl Service {
    /// The areas of which there are figures in these months, of those that were asked for; all when none was.
    async fn areas_with_figures(
        &self,
        months: Months,
        asked: &[String],
    ) -> Result<Vec<String>, ServiceError> {
        let mut found = BTreeSet::new();
        let filter = FigureFilter {
            areas: asked.to_vec(),
            ..FigureFilter::months(months.from, months.to).by(&[FigureBy::Area])
        };
        let first = |key: Vec<String>| key.into_iter().next();
        found.extend(self.store.figures(&filter).await?.into_iter().filter_map(|row| first(row.key)));
        found.extend(self.store.figure_victims(&filter).await?.into_iter().filter_map(|row| first(row.key)));
        Ok(found.into_iter().collect())
    }

    /// Months in the span in which no duty counts, in the areas.
    async fn empty_months(&self, months: Months, areas: &[String]) -> Result<Vec<Month>, ServiceError> {
        let filter = FigureFilter {
            areas: areas.to_vec(),
            ..FigureFilter::months(months.from, months.to).by(&[FigureBy::Month])
        };
        let filled: BTreeSet<Month> =
            self.store.figures(&filter).await?.iter().filter_map(|row| month(row.key.first()?)).collect();
        Ok(months.each().filter(|month| !filled.contains(month)).collect())
    }
}

/// Months that are over, and areas that there are.
fn checked(from: Month, to: Month, asked: &[String], now: Timestamp) -> Result<Months, ServiceError> {
    let problem = |field, message: String| Err(ServiceError::Invalid(vec![Problem::new(field, message)]));
    let Some(months) = Months::new(from, to) else {
        return problem("to", format!("the last month, {to}, is before the first, {from}"));
    };
    if !months.have_ended(now) {
        let latest = Month::last_ended(now);
        return problem(
            "to",
            format!("{to} has not ended, so it has no figures yet; the latest month that has is {latest}"),
        );
    }
    match asked.iter().find(|area| areas::unknown_area(area).is_some() || area.is_empty()) {
        Some(_) => {
            problem("area", "an area is none of the police force codes; use codes such as 01 or 46".into())
        }
        None => Ok(months),
    }
}

fn month(text: &str) -> Option<Month> {
    Month::from_number(text.parse().ok()?)
}

fn note(actor: &Actor, action: &'static str, reason: String) {
    let outcome = Outcome::Allowed;
    actor.trail.push(Line { action, part: None, case: None, victim: None, outcome, policy: "", reason });
}

fn invalid(field: &'static str, why: impl std::fmt::Display) -> ServiceError {
    ServiceError::Invalid(vec![Problem::new(field, why.to_string())])
}

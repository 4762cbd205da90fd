//! `GET /differences`: one measure by groups of people, of the last whole quarter that is over.

use super::{Answer, trouble};
use crate::{
    Shared,
    fields::Fields,
    gate::{SignedIn, Visit},
    pages::{Page, differences as page, figures::FIGURES},
};
use axum::{extract::State, response::IntoResponse};
use policy::Role;
use service::figures::{Dimension, Measure, MeasureQuery, Month, Source};

/// What is shown when nothing is asked for
const FIRST: &str = "done-on-time";

/// `GET /differences`, with `measure` and `organisation` in the address
pub(crate) async fn look(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let wanted = fields.some_text("measure");
    let by_people = |measure: &&Measure| measure.counts == Source::Duties;
    let register = service.measures();
    let measure = register.find(wanted.as_deref().unwrap_or(FIRST)).filter(by_people);
    let measure = measure.ok_or_else(|| trouble(&visit, service::ServiceError::NotFound))?;
    // Five months always hold one whole quarter.
    let last = Month::last_ended(now);
    let mut tables = Vec::with_capacity(page::KINDS.len());
    for kind in page::KINDS {
        let by = Dimension::People(kind);
        if !measure.is_shown_by(by) {
            continue;
        }
        let mut query = MeasureQuery::new(&measure.id, last.back(4), last).by(by);
        query.organisation = fields.some_text("organisation");
        let table = service.measure(&actor, query, now).await;
        tables.push(table.map_err(|reason| trouble(&visit, reason))?);
    }
    let others: Vec<&Measure> =
        register.all().iter().filter(by_people).filter(|other| other.id != measure.id).collect();
    // Supervisors come here from their figures and have no place of its own in the navigation.
    let section = if actor.role == Role::Supervisor { FIGURES } else { page::DIFFERENCES };
    let shell = visit.shell("Differences between groups").within(section);
    Ok(Page(page::page(shell, measure, &tables, &others)).into_response())
}

//! `/your-report`: the written confirmation, and saying that a detail is wrong (REP-4).

use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{Page, report::reading as page},
    speaking::say,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{Actor, ServiceError, report::reading::DetailRead};

/// `GET /your-report`
pub(crate) async fn read(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let read = shared.app.service.your_report(&actor).await.map_err(|reason| trouble(&visit, reason))?;
    let saved = fields.some_text("said").is_some();
    let shell = visit.shell(say("report-read-title")).within("/your-case");
    let today = calendar::london_date(shared.now());
    Ok(Page(page::own(shell, read.as_ref(), saved, today)).into_response())
}

/// A detail of one's own report; also one that was not said yet
async fn detail(shared: &Shared, visit: &Visit, actor: &Actor, slug: &str) -> Result<DetailRead, Response> {
    let read = shared.app.service.your_report(actor).await.map_err(|reason| trouble(visit, reason))?;
    let known = record::report::DETAILS.into_iter().find(|known| *known == slug);
    let (Some(read), Some(known)) = (read, known) else { return Err(trouble(visit, ServiceError::NotFound)) };
    let found = read.details.into_iter().find(|read| read.detail == known);
    Ok(found.unwrap_or(DetailRead { detail: known, said: String::new(), corrected: Vec::new() }))
}

/// `GET /your-report/correct/{detail}`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
) -> Answer {
    let detail = detail(&shared, &visit, &actor, &slug).await?;
    let shell = visit.shell(say("report-correct-title")).within("/your-case");
    Ok(Page(page::correct(shell, &detail, "", &Complaints::default())).into_response())
}

/// `POST /your-report/correct/{detail}`
pub(crate) async fn correct(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(slug): Path<String>,
    fields: Fields,
) -> Answer {
    let words = fields.text("words");
    match shared.app.service.correct_report(&actor, &slug, &words, shared.now()).await {
        Ok(()) => Ok(Redirect::to("/your-report?said=yes").into_response()),
        Err(ServiceError::Invalid(problems)) => {
            let detail = detail(&shared, &visit, &actor, &slug).await?;
            let shell = visit.shell(say("report-correct-title")).within("/your-case");
            Ok(refused(page::correct(shell, &detail, &words, &Complaints(problems))))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

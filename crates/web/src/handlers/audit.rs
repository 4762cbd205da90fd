//! `GET /who-has-seen-your-information` for victims; for professional standards `GET /audit`, `GET /audit/patterns`,
//! `GET` and `POST /audit/patterns/{finding}`.

use super::{Answer, refused, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, audit as page},
    speaking::say,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use service::{ServiceError, odd_patterns::OddQuery};
use uuid::Uuid;

/// `GET /who-has-seen-your-information`
pub(crate) async fn who_looked(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let after = page::placed(&fields.text("after"));
    let looked = shared.app.service.who_looked(&actor, after).await;
    let looked = looked.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(say("case-more-seen")).within("/who-has-seen-your-information");
    Ok(Page(page::who_looked(shell, &looked, calendar::london_date(shared.now()))).into_response())
}

/// `GET /audit/patterns`
pub(crate) async fn patterns(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (mut query, now) = (query(&fields), shared.now());
    query.after = fields.some_text("after").and_then(|text| {
        let (day, id) = text.split_once('.')?;
        Some((day.parse().ok()?, id.parse().ok()?))
    });
    let found = shared.app.service.odd_patterns(&actor, query.clone(), now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let saved = match visit.take_note(&shared).await {
        Some(Note::Access(saved)) => Some(saved),
        _ => None,
    };
    let shell = visit.shell("Odd patterns").within("/audit/patterns");
    Ok(Page(page::patterns(shell, &found, &query, saved, calendar::london_date(now))).into_response())
}

/// `GET /audit`
pub(crate) async fn lines(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let query = query(&fields);
    let after = page::placed(&fields.text("after"));
    let found = shared.app.service.audit(&actor, &query, after).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("The audit").within("/audit");
    Ok(Page(page::lines(shell, &found, &query, calendar::london_date(shared.now()))).into_response())
}

/// `GET /audit/patterns/{finding}`
pub(crate) async fn finding(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(finding): Path<Uuid>,
) -> Answer {
    let file = shared.app.service.oddity(&actor, finding).await.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(file.oddity.kind.words()).within("/audit/patterns");
    let today = calendar::london_date(shared.now());
    Ok(Page(page::finding(shell, &file, &Fields::NOTHING, &Complaints::default(), today)).into_response())
}

/// `POST /audit/patterns/{finding}`
pub(crate) async fn look_into(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(finding): Path<Uuid>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    match service.look_into(&actor, finding, &fields.text("words"), now).await {
        Ok(()) => {
            visit.leave_note(&shared, Note::Access("Saved. It is marked as looked into".into())).await;
            Ok(Redirect::to("/audit/patterns").into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let file = service.oddity(&actor, finding).await.map_err(|reason| trouble(&visit, reason))?;
            let shell = visit.shell(file.oddity.kind.words()).within("/audit/patterns");
            let today = calendar::london_date(now);
            Ok(refused(page::finding(shell, &file, &fields, &Complaints(problems), today)))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// What an address asks for
fn query(fields: &Fields) -> OddQuery {
    OddQuery {
        person: fields.some_text("person"),
        case: fields.some_text("case").and_then(|case| case.parse().ok()),
        day: fields.some_text("day").and_then(|day| day.parse().ok()),
        all: fields.text("all") == "yes",
        after: None,
    }
}

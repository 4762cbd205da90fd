//! Quality of contacts and letters: `GET /quality`, `GET` and `POST` `/quality/{case}/{contact}`.

use super::{
    Answer,
    access::{complaints_of, said, say},
    refused, trouble,
};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    pages::{Page, problem, quality as page},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use record::{CaseId, figures::Month};
use service::quality::ScoreForm;

fn month_of(fields: &Fields) -> Option<Month> {
    fields.text("month").parse().ok().and_then(Month::from_number)
}

/// `GET /quality`
pub(crate) async fn list(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let found = shared.app.service.to_score(&actor, month_of(&fields), shared.now()).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(page::list(visit.shell("Quality of contacts and letters"), &found, saved)).into_response())
}

/// `GET /quality/{case}/{contact}`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((case, contact)): Path<(CaseId, String)>,
    fields: Fields,
) -> Answer {
    // What is no number is no contact.
    let Ok(contact) = contact.parse::<u64>() else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let month = month_of(&fields).unwrap_or_else(|| Month::last_ended(shared.now()));
    let found = shared.app.service.contact_to_score(&actor, case, contact, month).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let (shell, today) = (visit.shell("Score a contact"), calendar::london_date(shared.now()));
    Ok(Page(page::score(shell, &found, None, &Complaints::default(), today)).into_response())
}

/// `POST /quality/{case}/{contact}`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((case, contact)): Path<(CaseId, String)>,
    fields: Fields,
) -> Answer {
    // What is no number is no contact.
    let Ok(contact) = contact.parse::<u64>() else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let (service, now) = (&shared.app.service, shared.now());
    let month = month_of(&fields).unwrap_or_else(|| Month::last_ended(now));
    let answers = fields
        .pairs()
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("q-")?.to_owned(), value.clone())));
    let form = ScoreForm { answers: answers.collect(), notes: fields.text("notes") };
    match service.score_contact(&actor, case, contact, month, form, now).await {
        Ok(()) => {
            say(&visit, &shared, "The score is saved").await;
            Ok(Redirect::to(&format!("{}?month={}", page::QUALITY, month.number())).into_response())
        }
        Err(reason) => {
            let complaints = complaints_of(reason, "notes").map_err(|reason| trouble(&visit, reason))?;
            let found = service.contact_to_score(&actor, case, contact, month).await;
            let found = found.map_err(|reason| trouble(&visit, reason))?;
            let (shell, today) = (visit.shell("Score a contact"), calendar::london_date(now));
            Ok(refused(page::score(shell, &found, Some(&fields), &complaints, today)))
        }
    }
}

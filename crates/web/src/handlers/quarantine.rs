//! Messages that wait: `GET /quarantine`, `GET` and `POST /quarantine/{message}`.

use super::{Answer, refused, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page,
        quarantine::{Held, Quarantine, QuarantineItem},
    },
    words,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use jiff::Timestamp;
use service::{Quarantined, ServiceError};
use uuid::Uuid;

/// Longer messages do not come back whole from a form.
const LONGEST_SHOWN: usize = 60 * 1024;

/// `GET /quarantine`
pub(crate) async fn list(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let found = shared.app.service.quarantine(&actor).await;
    let (waiting, number) = found.map_err(|reason| trouble(&visit, reason))?;
    let saved = match visit.take_note(&shared).await {
        Some(Note::Quarantine(saved)) => Some(saved),
        _ => None,
    };
    let now = shared.now();
    Ok(Page(Quarantine {
        shell: visit.shell("Quarantine").within("/quarantine"),
        rows: waiting.iter().map(|message| held(message, now)).collect(),
        position: words::count(usize::try_from(number).unwrap_or(0), "message", "messages"),
        saved,
    })
    .into_response())
}

/// `GET /quarantine/{message}`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(message): Path<Uuid>,
) -> Answer {
    let found = shared.app.service.quarantined(&actor, message).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(page(&visit, &found, &Fields::NOTHING, &Complaints::default(), shared.now())).into_response())
}

/// `POST /quarantine/{message}`
pub(crate) async fn mend(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(message): Path<Uuid>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let service = &shared.app.service;
    let found = service.quarantined(&actor, message).await.map_err(|reason| trouble(&visit, reason))?;
    let again = |complaints: &Complaints| page(&visit, &found, &fields, complaints, now);
    let done = match fields.text("do").as_str() {
        "set_aside" => service.set_aside(&actor, message, &fields.text("why")).await.map(|()| None),
        _ => {
            let mended = fields.some_text("body");
            service.retry_quarantined(&actor, message, mended, now).await.map(Some)
        }
    };
    let said = match done {
        Ok(None) => "The message is set aside. It is kept with your reason".to_owned(),
        Ok(Some(taken)) => match taken.reason {
            None => "The message was taken in".to_owned(),
            Some(reason) => {
                let mut complaints = Complaints::default();
                complaints.add("body", &format!("It still cannot be taken in: {reason}"));
                return Ok(refused(again(&complaints)));
            }
        },
        Err(ServiceError::Invalid(problems)) => return Ok(refused(again(&Complaints(problems)))),
        Err(reason) => return Err(trouble(&visit, reason)),
    };
    visit.leave_note(&shared, Note::Quarantine(said)).await;
    Ok(Redirect::to("/quarantine").into_response())
}

fn held(message: &Quarantined, now: Timestamp) -> Held {
    Held {
        kind: kind_words(&message.format).into(),
        received: words::moment(message.received_at, calendar::london_date(now)),
        reason: message.reason.clone(),
        source: message.source.clone(),
        tries: match message.tries {
            0 | 1 => "once".into(),
            times => format!("{times} times"),
        },
        href: format!("/quarantine/{}", message.id),
    }
}

fn kind_words(format: &str) -> &'static str {
    match format {
        "court-results" => "Court result",
        "charge-file" => "Charge file",
        "police-uk" => "Police data",
        _ => "Message",
    }
}

fn page(
    visit: &Visit,
    message: &Quarantined,
    fields: &Fields,
    complaints: &Complaints,
    now: Timestamp,
) -> QuarantineItem {
    let held = held(message, now);
    let (text, not_shown) = match std::str::from_utf8(message.mended.as_ref().unwrap_or(&message.body)) {
        Ok(text) if text.len() <= LONGEST_SHOWN => (text, ""),
        Ok(_) => ("", "The message is too long to be changed here. It can be tried again as it came."),
        Err(_) => ("", "The message is not text. It can be tried again as it came."),
    };
    let shell = visit.shell(format!("Mend: {}", held.kind.to_lowercase())).within("/quarantine");
    QuarantineItem {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        body: complaints.beside("body", fields.some_text("body").unwrap_or_else(|| text.to_owned())),
        not_shown,
        why: complaints.beside("why", fields.text("why")),
        held,
    }
}

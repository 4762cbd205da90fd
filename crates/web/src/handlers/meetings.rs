//! Meetings of a board: `GET` and `POST /meetings`, `/meetings/{meeting}`.

use super::{
    Answer,
    access::{said, say},
    refused, trouble,
};
use crate::{
    Shared,
    fields::Fields,
    forms::{Complaints, date, date_parts},
    gate::{SignedIn, Visit},
    pages::{
        Page,
        meetings::{self as page, MEETINGS, Typed},
        plain::Plain,
        problem,
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{
    Actor, ServiceError,
    meetings::{ActionForm, FollowUp, FollowUpForm, MeetingForm},
};
use uuid::Uuid;

/// `GET /meetings`
pub(crate) async fn list(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let saved = said(&visit, &shared).await;
    let page = listed(&shared, &visit, &actor, &Fields::NOTHING, &Complaints::default(), saved).await?;
    Ok(Page(page).into_response())
}

async fn listed(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let now = shared.now();
    let known = shared.app.service.meetings(actor, now).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let today = calendar::london_date(now);
    Ok(page::list(visit.shell("Meetings"), &known, fields, complaints, saved, today))
}

/// `POST /meetings`
pub(crate) async fn hold(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let form = MeetingForm {
        key: fields.text("key").parse().ok(),
        title: fields.text("title"),
        held: date(&date_parts(&fields, "held")).ok(),
    };
    match shared.app.service.hold_meeting(&actor, form, shared.now()).await {
        Ok(meeting) => Ok(Redirect::to(&format!("{MEETINGS}/{meeting}")).into_response()),
        Err(ServiceError::Invalid(problems)) => {
            Ok(refused(listed(&shared, &visit, &actor, &fields, &Complaints(problems), None).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// `GET /meetings/{meeting}`
pub(crate) async fn look(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(meeting): Path<Uuid>,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let typed = Typed { fields: &Fields::NOTHING, complaints: &Complaints::default() };
    Ok(Page(shown(&shared, &visit, &actor, meeting, &typed, saved).await?).into_response())
}

async fn shown(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    meeting: Uuid,
    typed: &Typed<'_>,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let now = shared.now();
    let known = shared.app.service.meeting(actor, meeting, now).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell(&known.meeting.title);
    let measures = super::boards::measures_named();
    Ok(page::one(shell, &known, &measures, typed, saved, calendar::london_date(now)))
}

/// `POST /meetings/{meeting}`
pub(crate) async fn keep(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(meeting): Path<Uuid>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let due = date(&date_parts(&fields, "due")).ok();
    let (kept, text) = match fields.text("do").as_str() {
        "agree" => {
            let form = ActionForm {
                key: fields.text("key").parse().ok(),
                what: fields.text("what"),
                measure: fields.text("measure"),
                owner: fields.text("owner"),
                due,
            };
            (service.agree_action(&actor, meeting, form, now).await, "Written down")
        }
        "follow" => {
            let answer = FollowUp::from_slug(&fields.text("answer"));
            let form = FollowUpForm { answer, why: fields.text("why"), due };
            let Ok(action) = fields.text("action").parse() else {
                return Err(problem::not_there(visit.shell("")).into_response());
            };
            (service.follow_up_action(&actor, meeting, action, form, now).await, "Written down")
        }
        "end" => (service.end_meeting(&actor, meeting, now).await, "The meeting is over"),
        _ => return Err(problem::not_there(visit.shell("")).into_response()),
    };
    match kept {
        Ok(()) => {
            say(&visit, &shared, text).await;
            Ok(Redirect::to(&format!("{MEETINGS}/{meeting}")).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            let typed = Typed { fields: &fields, complaints: &complaints };
            Ok(refused(shown(&shared, &visit, &actor, meeting, &typed, None).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

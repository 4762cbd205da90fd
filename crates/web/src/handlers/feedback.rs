//! How a contact was, and thanks: `/what-you-were-told` and `/your-case/thanks/{trigger}/{duty}` for the victim, `/replies` and
//! `/thanks` for staff. A victim's kinds of updates: `/your-updates`.

use super::{Answer, refused, said_to_victim, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page,
        feedback::{self as page, CONTACTS},
        plain::Plain,
        problem,
        updates::{self, UPDATES},
    },
    speaking,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::{event::DutyRef, feedback::Reply};
use service::{Actor, ServiceError, feedback::ReplyForm};

/// `GET /what-you-were-told`
pub(crate) async fn contacts(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let now = shared.now();
    let known = shared.app.service.own_contacts(&actor, now).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let saved = said_to_victim(&shared, &visit).await;
    let shell = visit.shell(speaking::say("contacts-title")).acting_for(&known.name);
    Ok(Page(page::contacts(shell, &known.contacts, saved, calendar::london_date(now))).into_response())
}

/// `GET /what-you-were-told/{contact}`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(contact): Path<u64>,
) -> Answer {
    let page = questions(&shared, &visit, &actor, contact, &Fields::NOTHING, &Complaints::default()).await?;
    Ok(Page(page).into_response())
}

async fn questions(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    contact: u64,
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let known = shared.app.service.own_contacts(actor, shared.now()).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let Some(found) = known.contacts.iter().find(|one| one.version == contact) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let shell = visit.shell(speaking::say("reply-title")).acting_for(&known.name);
    Ok(page::questions(shell, found, fields, complaints))
}

/// `POST /what-you-were-told/{contact}`
pub(crate) async fn reply(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(contact): Path<u64>,
    fields: Fields,
) -> Answer {
    let form = ReplyForm {
        understood: Reply::from_slug(&fields.text("understood")),
        helped: Reply::from_slug(&fields.text("helped")),
        words: fields.some_text("words"),
    };
    let is_unhappy = form.understood == Some(Reply::No) || form.helped == Some(Reply::No);
    match shared.app.service.reply_to_contact(&actor, contact, form, shared.now()).await {
        Ok(()) => {
            let thanks = if is_unhappy { "reply-thanks-unhappy" } else { "reply-thanks" };
            visit.leave_note(&shared, Note::Victim(speaking::say(thanks))).await;
            Ok(Redirect::to(CONTACTS).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            Ok(refused(questions(&shared, &visit, &actor, contact, &fields, &complaints).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// `GET /your-case/thanks/{trigger}/{duty}`
pub(crate) async fn ask_thanks(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(about): Path<(u64, String)>,
) -> Answer {
    let page = thanks_page(&shared, &visit, &actor, &about, &Fields::NOTHING, &Complaints::default()).await?;
    Ok(Page(page).into_response())
}

async fn thanks_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    (trigger, duty): &(u64, String),
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let case = shared.app.service.victim_case(actor, shared.now()).await;
    let case = case.map_err(|reason| trouble(visit, reason))?;
    let found = case
        .owed
        .iter()
        .find(|one| one.reference.trigger == *trigger && one.reference.duty == *duty && one.thankable);
    let Some((found, done)) = found.and_then(|one| Some((one, one.done.as_ref()?))) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let shell = visit.shell(speaking::say("thanks-title")).acting_for(&case.name);
    let here = format!("/your-case/thanks/{trigger}/{duty}");
    Ok(page::thanks(shell, &here, (&done.who, &found.what), fields, complaints))
}

/// `POST /your-case/thanks/{trigger}/{duty}`
pub(crate) async fn thank(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(about): Path<(u64, String)>,
    fields: Fields,
) -> Answer {
    let duty = DutyRef { duty: about.1.clone(), trigger: about.0, victim: None };
    match shared.app.service.thank(&actor, duty, fields.some_text("words"), shared.now()).await {
        Ok(()) => {
            visit.leave_note(&shared, Note::Victim(speaking::say("thanks-sent"))).await;
            Ok(Redirect::to("/your-case").into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            Ok(refused(thanks_page(&shared, &visit, &actor, &about, &fields, &complaints).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// `GET /replies`
pub(crate) async fn replies(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let now = shared.now();
    let lines = shared.app.service.replies(&actor, now).await;
    let lines = lines.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("What victims say");
    Ok(Page(page::replies(shell, &lines, calendar::london_date(now))).into_response())
}

/// `GET /thanks`
pub(crate) async fn thanks(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let now = shared.now();
    let lines = shared.app.service.thanks(&actor, now).await;
    let lines = lines.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("Thanks");
    Ok(Page(page::received(shell, &lines, calendar::london_date(now))).into_response())
}

/// `GET /your-updates`
pub(crate) async fn updates(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let saved = said_to_victim(&shared, &visit).await;
    let nothing = Complaints::default();
    let page = updates_page(&shared, &visit, &actor, saved, &Fields::NOTHING, &nothing).await?;
    Ok(Page(page).into_response())
}

async fn updates_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    saved: Option<String>,
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let known = shared.app.service.own_updates(actor).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell(speaking::say("updates-title")).acting_for(&known.name);
    Ok(updates::page(shell, &known, saved, fields, complaints))
}

/// `POST /your-updates`
pub(crate) async fn change_updates(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let (stop, start) = (fields.some_text("stop"), fields.some_text("start"));
    let right = |text: &str| text.parse::<u8>().unwrap_or(0);
    let done = match (stop, start) {
        (Some(kind), _) => {
            let knows = fields.some_text("knows").is_some();
            service.stop_updates(&actor, right(&kind), knows, now).await
        }
        (None, Some(kind)) => {
            let kind = (kind != "all").then(|| right(&kind));
            service.start_updates(&actor, kind, now).await
        }
        (None, None) => {
            let often = fields.text("every_days");
            let days = if often == "never" { None } else { Some(often.parse().unwrap_or(0)) };
            service.say_how_often(&actor, days, now).await
        }
    };
    match done {
        Ok(()) => {
            visit.leave_note(&shared, Note::Victim(speaking::say("updates-saved"))).await;
            Ok(Redirect::to(UPDATES).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            Ok(refused(updates_page(&shared, &visit, &actor, None, &fields, &complaints).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

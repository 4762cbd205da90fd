//! Somebody acts for a victim: `GET` and `POST /your-case/people`, `/your-case/people/new`; recorded by staff:
//! `GET` and `POST /case/{case}/representatives`.

use super::{complaints_of, said, say};
use crate::{
    Shared,
    fields::Fields,
    forms::{self, Complaints, NoDate},
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{Page, access::your_people as page, problem},
    present, speaking,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::{
    CaseId, RepresentativeId, VictimId,
    access::{MandateScope, RepresentativeKind},
};
use service::{Actor, access::mandates::MandateForm};

/// `GET /your-case/people`
pub(crate) async fn list(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let lines = shared.app.service.own_mandates(&actor, shared.now()).await;
    let lines = lines.map_err(|reason| trouble(&visit, reason))?;
    let saved = said(&visit, &shared).await;
    let shell = visit.shell(speaking::say("case-more-people")).within("/your-case");
    Ok(Page(page::page(shell, &lines, saved)).into_response())
}

/// `POST /your-case/people`
pub(crate) async fn end(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let Some(representative) = representative_in(&fields) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let ended = shared.app.service.end_own_mandate(&actor, representative, shared.now()).await;
    ended.map_err(|reason| trouble(&visit, reason))?;
    say(&visit, &shared, speaking::say("people-ended")).await;
    Ok(Redirect::to("/your-case/people").into_response())
}

/// `GET /your-case/people/new`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let may = shared.app.service.own_mandates(&actor, shared.now()).await;
    may.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(speaking::say("people-let-somebody")).within("/your-case");
    Ok(Page(page::give(shell, &Fields::NOTHING, &Complaints::default())).into_response())
}

/// `POST /your-case/people/new`
pub(crate) async fn give(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let shell = visit.shell(speaking::say("people-let-somebody")).within("/your-case");
    let form = match mandate(&fields) {
        Ok(form) => form,
        Err(complaints) => return Ok(refused(page::give(shell, &fields, &complaints))),
    };
    match shared.app.service.give_mandate(&actor, form, shared.now()).await {
        Ok(_) => {
            say(&visit, &shared, speaking::say("people-given")).await;
            Ok(Redirect::to("/your-case/people").into_response())
        }
        Err(reason) => {
            let complaints = complaints_of(reason, "name").map_err(|reason| trouble(&visit, reason))?;
            Ok(refused(page::give(shell, &fields, &complaints)))
        }
    }
}

/// `GET /case/{case}/representatives`
pub(crate) async fn of_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let (empty, none) = (Fields::default(), Complaints::default());
    let shown = staff_page(&shared, &visit, &actor, case, &empty, &none, saved);
    Ok(Page(shown.await?).into_response())
}

/// `POST /case/{case}/representatives`
pub(crate) async fn record(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let back = Redirect::to(&format!("{}/representatives", present::case_address(case)));
    if fields.some_text("end").is_some() {
        let Some(representative) = representative_in(&fields) else {
            return Err(problem::not_there(visit.shell("")).into_response());
        };
        let ended = service.end_mandate(&actor, case, representative, now).await;
        ended.map_err(|reason| trouble(&visit, reason))?;
        say(&visit, &shared, "Ended. They are shut out from now on").await;
        return Ok(back.into_response());
    }
    let version = fields.text("version").parse().unwrap_or(0);
    let victim: Option<VictimId> = fields.text("victim").parse().ok();
    let complaints = match (mandate(&fields), victim) {
        (Ok(form), Some(victim)) => {
            match service.record_mandate(&actor, case, version, victim, form, fields.text("words"), now).await
            {
                Ok(_) => {
                    say(&visit, &shared, "Recorded. Invite them to sign in from the case").await;
                    return Ok(back.into_response());
                }
                Err(reason) => complaints_of(reason, "name").map_err(|reason| trouble(&visit, reason))?,
            }
        }
        (form, victim) => {
            let mut complaints = form.err().unwrap_or_default();
            if victim.is_none() {
                complaints.add("victim", "Select for whom they act");
            }
            complaints
        }
    };
    Ok(refused(staff_page(&shared, &visit, &actor, case, &fields, &complaints, None).await?))
}

async fn staff_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<crate::pages::plain::Plain, Response> {
    let (service, now) = (&shared.app.service, shared.now());
    let lines = service.mandates_of(actor, case, now).await.map_err(|reason| trouble(visit, reason))?;
    let known = service.sharing_of(actor, case, now).await.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell("Representatives").within("/my-work");
    let about = (known.reference.as_str(), known.version, known.victims.as_slice());
    Ok(page::for_staff(shell, &present::case_address(case), about, &lines, fields, complaints, saved))
}

fn representative_in(fields: &Fields) -> Option<RepresentativeId> {
    fields.text("end").parse().ok()
}

fn mandate(fields: &Fields) -> Result<MandateForm, Complaints> {
    let until = match forms::date(&forms::date_parts(fields, "until")) {
        Ok(day) => Some(day),
        Err(NoDate::Empty) => None,
        Err(NoDate::Wrong) => {
            let mut complaints = Complaints::default();
            complaints.add("until", "Enter a real day, such as 5 3 2027, or leave it empty");
            return Err(complaints);
        }
    };
    Ok(MandateForm {
        name: fields.text("name"),
        phone: fields.some_text("phone"),
        email: fields.some_text("email"),
        kind: RepresentativeKind::from_slug(&fields.text("kind")),
        scope: fields.all("scope").iter().filter_map(|slug| MandateScope::from_slug(slug)).collect(),
        until,
    })
}

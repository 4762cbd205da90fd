//! What is kept, held and destroyed: `GET` and `POST` `/retention`, `/case/{case}/retention`, `/case/{case}/hold`,
//! `/case/{case}/erasure`.

use super::{
    Answer,
    access::{complaints_of, said, say},
    refused, trouble,
};
use crate::{
    Shared,
    fields::Fields,
    forms::{self, Complaints},
    gate::{SignedIn, Visit},
    pages::{Page, keeping as page, plain::Plain, problem},
    present,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use policy::Role;
use record::{CaseId, VictimId};
use service::{
    Actor, ServiceError,
    keeping::{Keeping, review::Decided},
};

/// The entry of the navigation that these pages belong to
fn section(actor: &Actor) -> &'static str {
    if actor.role == Role::InformationGovernance { page::REVIEWS } else { "/my-work" }
}

async fn known(shared: &Shared, visit: &Visit, actor: &Actor, case: CaseId) -> Result<Keeping, Response> {
    shared.app.service.keeping_of(actor, case, shared.now()).await.map_err(|reason| trouble(visit, reason))
}

/// `GET /retention`
pub(crate) async fn list(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    Ok(Page(list_page(&shared, &visit, &actor, &fields, &Complaints::default()).await?).into_response())
}

/// `POST /retention`
pub(crate) async fn find(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    match shared.app.service.case_to_keep(&actor, &fields.text("reference")).await {
        Ok(case) => Ok(Redirect::to(&format!("{}/retention", present::case_address(case))).into_response()),
        Err(ServiceError::NotFound) => {
            let mut complaints = Complaints::default();
            complaints.add("reference", "No case of your organisation has this reference. Check all of it");
            Ok(refused(list_page(&shared, &visit, &actor, &fields, &complaints).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

async fn list_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let after = fields.text("after").parse().ok();
    let found = shared.app.service.cases_to_review(actor, after, shared.now()).await;
    let found = found.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell("Cases to review").within(page::REVIEWS);
    Ok(page::reviews(shell, &found, fields, complaints, calendar::london_date(shared.now())))
}

/// `GET /case/{case}/retention`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let (empty, none) = (Fields::default(), Complaints::default());
    Ok(Page(review_page(&shared, &visit, &actor, case, &empty, &none, saved).await?).into_response())
}

/// `POST /case/{case}/retention`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let version = fields.text("version").parse().unwrap_or(0);
    let (service, now) = (&shared.app.service, shared.now());
    let decided = match fields.text("decision").as_str() {
        "keep" => match forms::date(&forms::date_parts(&fields, "until")) {
            Ok(day) => Some(Decided::KeepUntil(day)),
            Err(_) => {
                let mut complaints = Complaints::default();
                complaints.add("until", "Enter a real day, such as 5 3 2031");
                let shown = review_page(&shared, &visit, &actor, case, &fields, &complaints, None);
                return Ok(refused(shown.await?));
            }
        },
        "destroy" => Some(Decided::MayBeDestroyed),
        _ => None,
    };
    let text = match decided {
        Some(Decided::MayBeDestroyed) => "Saved. Somebody else can destroy what is kept about the victims",
        _ => "Saved. The case is kept",
    };
    match service.review_retention(&actor, case, version, decided, fields.text("words"), now).await {
        Ok(_) => {
            say(&visit, &shared, text).await;
            Ok(Redirect::to(&format!("{}/retention", present::case_address(case))).into_response())
        }
        Err(reason) => {
            let complaints = complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?;
            Ok(refused(review_page(&shared, &visit, &actor, case, &fields, &complaints, None).await?))
        }
    }
}

async fn review_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let known = known(shared, visit, actor, case).await?;
    let shell = visit.shell("Is this case still needed?").within(section(actor));
    Ok(page::review(shell, &known, fields, complaints, saved, calendar::london_date(shared.now())))
}

/// `GET /case/{case}/hold`
pub(crate) async fn ask_hold(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let (empty, none) = (Fields::default(), Complaints::default());
    Ok(Page(hold_page(&shared, &visit, &actor, case, &empty, &none, saved).await?).into_response())
}

/// `POST /case/{case}/hold`
pub(crate) async fn hold(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let version = fields.text("version").parse().unwrap_or(0);
    let holds = fields.text("hold") == "yes";
    let (service, now) = (&shared.app.service, shared.now());
    match service.decide_hold(&actor, case, version, holds, fields.text("words"), now).await {
        Ok(_) => {
            let text =
                if holds { "Held. Nothing in this case may be destroyed" } else { "The hold is lifted" };
            say(&visit, &shared, text).await;
            Ok(Redirect::to(&format!("{}/retention", present::case_address(case))).into_response())
        }
        Err(reason) => {
            let complaints = complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?;
            Ok(refused(hold_page(&shared, &visit, &actor, case, &fields, &complaints, None).await?))
        }
    }
}

async fn hold_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let known = known(shared, visit, actor, case).await?;
    let shell = visit.shell("Legal hold").within(section(actor));
    Ok(page::hold(shell, &known, fields, complaints, saved, calendar::london_date(shared.now())))
}

/// `GET /case/{case}/erasure`
pub(crate) async fn ask_erasure(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let none = Complaints::default();
    Ok(Page(erasure_page(&shared, &visit, &actor, case, &fields, &none).await?).into_response())
}

/// `POST /case/{case}/erasure`
pub(crate) async fn erase(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let version = fields.text("version").parse().unwrap_or(0);
    let (service, now) = (&shared.app.service, shared.now());
    let complaints = match fields.text("victim").parse::<VictimId>() {
        Ok(victim) if fields.text("confirm") == "yes" => {
            match service.erase_victim(&actor, case, version, victim, fields.text("why"), now).await {
                Ok(_) => {
                    say(&visit, &shared, "Destroyed. Nobody can read it again").await;
                    let address = format!("{}/retention", present::case_address(case));
                    return Ok(Redirect::to(&address).into_response());
                }
                Err(reason) => complaints_of(reason, "why").map_err(|reason| trouble(&visit, reason))?,
            }
        }
        _ => {
            let mut complaints = Complaints::default();
            complaints
                .add("confirm", "Confirm that you have read the case and that this is the right person");
            complaints
        }
    };
    Ok(refused(erasure_page(&shared, &visit, &actor, case, &fields, &complaints).await?))
}

/// The page for the victim that is named; nobody else than a victim of whom something is still kept has one
async fn erasure_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let known = known(shared, visit, actor, case).await?;
    let asked: Option<VictimId> = fields.text("victim").parse().ok();
    let victim = known.victims.iter().find(|victim| Some(victim.id) == asked);
    let named = victim.and_then(|victim| Some((victim.id, victim.name.as_deref()?)));
    let Some(named) = named else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let shell = visit.shell("Destroy what is kept about a victim").within(section(actor));
    Ok(page::erasure(shell, &known, named, fields, complaints))
}

//! Disputes: `GET` and `POST /case/{case}/dispute/{opened}` for staff, `/your-case/settled/{trigger}/{duty}` for the victim.

use super::{Answer, Form, clash, refused, trouble, victim_of};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page,
        case::Saved,
        disputes::{self as page, StaffPage, way},
        plain::Plain,
        problem,
    },
    present::{self, talk},
    speaking,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::{
    CaseId,
    dispute::{Outcome, State as Stands},
    event::DutyRef,
};
use service::{
    Actor, ServiceError,
    disputes::{DisputeSeen, SettleForm},
};

const LABELS: &[(&str, &str)] = &[("words", "What you found, and what you did about it")];

/// `GET /case/{case}/dispute/{opened}`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((case, opened)): Path<(CaseId, u64)>,
) -> Answer {
    let page =
        staff_page(&shared, &visit, &actor, (case, opened), &Fields::NOTHING, &Complaints::default()).await?;
    Ok(Page(page).into_response())
}

async fn staff_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    (case, opened): (CaseId, u64),
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let (service, now) = (&shared.app.service, shared.now());
    let today = calendar::london_date(now);
    let dispute = service.dispute(actor, case, opened, now).await;
    let dispute = dispute.map_err(|reason| trouble(visit, reason))?;
    let file = service.case_file(actor, case, now).await.map_err(|reason| trouble(visit, reason))?;
    let victim = victim_of(&file, &dispute.victim.to_string());
    let address = present::case_address(case);
    let version = fields.some_text("version").unwrap_or_else(|| dispute.version.to_string());
    let about = StaffPage {
        here: format!("{address}/dispute/{opened}"),
        case: address,
        says: talk::dispute_says(&dispute, today),
        due: talk::dispute_due(dispute.promise, today),
        safe_contact: victim.map(present::case::safe_contact_words).unwrap_or_default(),
        words: dispute.said.unwrap_or_default(),
        done: dispute
            .done
            .as_ref()
            .map(|done| done.in_words(language::Language::English))
            .unwrap_or_default(),
        told: dispute.told.unwrap_or_default(),
        found: dispute.found,
        settles: dispute.settles && dispute.state == Stands::Open,
        reference: dispute.reference,
        name: dispute.name,
        what: dispute.what,
        version,
    };
    Ok(page::staff(visit.shell("A dispute"), about, fields, complaints))
}

/// `POST /case/{case}/dispute/{opened}`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((case, opened)): Path<(CaseId, u64)>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let form = Form { name: "dispute", fields: &fields, labels: LABELS };
    if form.is_to_be_changed() {
        let page =
            staff_page(&shared, &visit, &actor, (case, opened), &fields, &Complaints::default()).await?;
        return Ok(Page(page).into_response());
    }
    let settle = SettleForm {
        version: form.version(),
        opened,
        outcome: Outcome::from_slug(&fields.text("outcome")),
        words: fields.text("words"),
        channel: way(&fields.text("channel")),
    };
    match service.settle_dispute(&actor, case, settle, now).await {
        Ok(_) => {
            let what = "What you found is saved. The victim is asked whether it is settled";
            let saved = Saved { what: what.into(), ..Saved::default() };
            visit.leave_note(&shared, Note::Case(case, saved)).await;
            Ok(Redirect::to(&present::case_address(case)).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            Ok(refused(staff_page(&shared, &visit, &actor, (case, opened), &fields, &complaints).await?))
        }
        Err(ServiceError::Stale(stale)) => {
            let file = service.case_file(&actor, case, now).await;
            let file = file.map_err(|reason| trouble(&visit, reason))?;
            let name = format!("dispute/{opened}");
            Ok(clash(&visit, &file, *stale, &Form { name: &name, fields: &fields, labels: LABELS }, now))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// `GET /your-case/settled/{trigger}/{duty}`
pub(crate) async fn look(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(about): Path<(u64, String)>,
) -> Answer {
    let page = own_page(&shared, &visit, &actor, &about, &Fields::NOTHING, &Complaints::default()).await?;
    Ok(Page(page).into_response())
}

async fn own_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    (trigger, duty): &(u64, String),
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let now = shared.now();
    let case = shared.app.service.victim_case(actor, now).await;
    let case = case.map_err(|reason| trouble(visit, reason))?;
    let theirs = |one: &&service::victim_case::VictimDuty| {
        one.reference.trigger == *trigger && one.reference.duty == *duty
    };
    let found = case.owed.iter().find(theirs);
    let settled = found.and_then(|one| Some((one, one.dispute.as_ref()?)));
    match settled {
        Some((duty_owed, seen @ DisputeSeen::Settled { .. })) => {
            let shell = visit.shell(speaking::say("settled-title")).acting_for(&case.name);
            let here = format!("/your-case/settled/{trigger}/{duty}");
            let found = talk::dispute_words(seen, calendar::london_date(now));
            Ok(page::settled(shell, &here, &duty_owed.what, &found, fields, complaints))
        }
        _ => Err(problem::not_there(visit.shell("")).into_response()),
    }
}

/// `POST /your-case/settled/{trigger}/{duty}`
pub(crate) async fn say(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(about): Path<(u64, String)>,
    fields: Fields,
) -> Answer {
    let reference = DutyRef { duty: about.1.clone(), trigger: about.0, victim: None };
    let (is_settled, words) = (fields.text("settled") == "yes", fields.some_text("words"));
    let said =
        shared.app.service.say_whether_settled(&actor, reference, is_settled, words, shared.now()).await;
    match said {
        Ok(()) => {
            let thanks = if is_settled { "settled-thanks-yes" } else { "settled-thanks-no" };
            visit.leave_note(&shared, Note::Victim(speaking::say(thanks))).await;
            Ok(Redirect::to("/your-case").into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            Ok(refused(own_page(&shared, &visit, &actor, &about, &fields, &Complaints(problems)).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

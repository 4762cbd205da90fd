//! A case goes to somebody else: `GET` and `POST /case/{case}/hand-over`.

use super::{Answer, refused, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, case::Saved, hand_over as page},
    present,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use record::CaseId;
use service::{Actor, ServiceError, open_case::NewOwner};

/// `GET /case/{case}/hand-over`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let known = shared.app.service.hand_over_page(&actor, case, shared.now()).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let (shell, address) = (visit.shell("Hand over").within("/my-work"), present::case_address(case));
    Ok(Page(page::page(shell, &address, &known, &Fields::NOTHING, &Complaints::default())).into_response())
}

/// `POST /case/{case}/hand-over`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let mut complaints = Complaints::default();
    match owner(&actor, &fields) {
        None => complaints.add("to", "Select to whom it goes"),
        Some(owner) => {
            let version = fields.text("version").parse().unwrap_or(0);
            match shared.app.service.hand_over(&actor, case, version, owner, shared.now()).await {
                Ok(_) => {
                    let saved = Saved { what: "Handed over".into(), ..Saved::default() };
                    visit.leave_note(&shared, Note::Case(case, saved)).await;
                    return Ok(Redirect::to(&present::case_address(case)).into_response());
                }
                Err(ServiceError::Invalid(problems)) => complaints.0.extend(problems),
                Err(ServiceError::Stale(_)) => complaints
                    .add("to", "Somebody else changed this case meanwhile. Look again, then send it again"),
                Err(reason) => return Err(trouble(&visit, reason)),
            }
        }
    }
    let known = shared.app.service.hand_over_page(&actor, case, shared.now()).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let (shell, address) = (visit.shell("Hand over").within("/my-work"), present::case_address(case));
    Ok(refused(page::page(shell, &address, &known, &fields, &complaints)))
}

fn owner(actor: &Actor, fields: &Fields) -> Option<NewOwner> {
    let to = fields.text("to");
    let (kind, id) = to.split_once(':')?;
    let (person, team) = match kind {
        "person" => (Some(id.to_owned()), None),
        "team" => (None, Some(id.to_owned())),
        _ => return None,
    };
    let organisation = actor.person.organisation.clone();
    Some(NewOwner { provider: fields.text("provider"), organisation, team, person })
}

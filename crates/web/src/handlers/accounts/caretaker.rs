//! `GET /accounts`, `GET` and `POST /accounts/{person}`: the caretaker makes accounts and helps people back in.

use super::{invite::origin, stopped};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{Page, accounts as page, problem},
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use service::{
    Actor, ServiceError,
    accounts::{AccountError, recovery::StaffAccount},
};

/// `GET /accounts`
pub(crate) async fn list(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let people = shared.app.service.staff_accounts(&actor, shared.now()).await;
    let people = people.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(page::accounts(visit.shell("Accounts of staff"), &people)).into_response())
}

/// `GET /accounts/{person}`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(person): Path<String>,
) -> Answer {
    let one = one(&shared, &visit, &actor, &person).await?;
    let shell = visit.shell("Account of a member of staff");
    Ok(Page(page::recover(shell, &one, "", &Complaints::default())).into_response())
}

/// `POST /accounts/{person}`
pub(crate) async fn recover(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    SignedIn(actor): SignedIn,
    Path(person): Path<String>,
    fields: Fields,
) -> Answer {
    let reason = fields.text("reason");
    match shared.app.service.recover_account(&actor, &person, &reason, shared.now()).await {
        Ok(card) => {
            let back = ("Accounts of staff".to_owned(), "/accounts".to_owned());
            let shell = visit.shell("Invitation to sign in").within("/accounts");
            let today = calendar::london_date(shared.now());
            Ok(Page(page::card(shell, back, &origin(&shared, &headers), &card, today)).into_response())
        }
        Err(AccountError::Service(ServiceError::Invalid(problems))) => {
            let one = one(&shared, &visit, &actor, &person).await?;
            let shell = visit.shell("Account of a member of staff");
            Ok(refused(page::recover(shell, &one, &reason, &Complaints(problems))))
        }
        Err(reason) => Err(stopped(&visit, reason)),
    }
}

async fn one(shared: &Shared, visit: &Visit, actor: &Actor, person: &str) -> Result<StaffAccount, Response> {
    let people = shared.app.service.staff_accounts(actor, shared.now()).await;
    let people = people.map_err(|reason| trouble(visit, reason))?;
    let found = people.into_iter().find(|one| one.person == person && one.can_be_helped);
    found.ok_or_else(|| problem::not_there(visit.shell("")).into_response())
}

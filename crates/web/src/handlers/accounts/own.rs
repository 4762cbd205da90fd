//! `GET` and `POST /how-you-sign-in`: passkeys of one's own; `/how-you-sign-in/password`: another password. Whoever wants
//! to change anything there has signed in within the last minutes: an open screen is not enough.

use super::{as_typed, not_in, stopped, welcome_to};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{Page, accounts as page, plain::Plain},
    speaking::say,
};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use service::{Actor, ServiceError, accounts::AccountError};

/// How lately somebody must have signed in to change how they sign in
const LATELY: SignedDuration = SignedDuration::from_mins(10);
/// Where somebody comes who has changed their password
const CHANGED: &str = "/how-you-sign-in?password=changed";

/// `GET /how-you-sign-in`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let changed = fields.text("password") == "changed";
    let saved = changed.then(|| say("signing-in-password-changed"));
    Ok(Page(shown(&shared, &visit, &actor, &Complaints::default(), saved).await?).into_response())
}

/// `POST /how-you-sign-in`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let none = Complaints::default();
    if !is_fresh(&shared, &visit) {
        return Ok(refused(shown(&shared, &visit, &actor, &none, None).await?));
    }
    if let Some(id) = fields.some_text("remove") {
        let removed = service.remove_own_passkey(&actor, &id).await;
        let removed = removed.map_err(|reason| trouble(&visit, reason))?;
        let saved = removed.then(|| say("signing-in-removed"));
        return Ok(Page(shown(&shared, &visit, &actor, &none, saved).await?).into_response());
    }
    let (step, answer) = (fields.text("step"), fields.text("answer"));
    let added = service.add_passkey(&actor, &step, &answer, now).await;
    match added.map_err(|reason| stopped(&visit, reason))? {
        true => {
            let saved = Some(say("signing-in-added"));
            Ok(Page(shown(&shared, &visit, &actor, &none, saved).await?).into_response())
        }
        false => Ok(refused(shown(&shared, &visit, &actor, &not_in("passkey"), None).await?)),
    }
}

async fn shown(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let service = &shared.app.service;
    let passkeys = service.own_passkeys(actor).await.map_err(|reason| trouble(visit, reason))?;
    let fresh = is_fresh(shared, visit);
    let asked = match service.has_passkeys() && fresh {
        true => {
            let asked = service.ask_new_passkey(actor, shared.now()).await;
            Some(asked.map_err(|reason| stopped(visit, reason))?)
        }
        false => None,
    };
    let asked = asked.as_ref().map(|asked| (asked.step.as_str(), asked.options.as_str()));
    let today = calendar::london_date(shared.now());
    let has_password = service.has_password(actor).await.map_err(|reason| stopped(visit, reason))?;
    let own = page::Own { passkeys: &passkeys, asked, has_password, fresh };
    Ok(page::own(visit.shell(say("frame-how-you-sign-in")), &own, today, complaints, saved))
}

/// Whether they signed in a few minutes ago
fn is_fresh(shared: &Shared, visit: &Visit) -> bool {
    visit.session().is_some_and(|known| shared.now().duration_since(known.session.started) <= LATELY)
}

/// `GET /how-you-sign-in/password`
pub(crate) async fn ask_password(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let has = shared.app.service.has_password(&actor).await.map_err(|reason| stopped(&visit, reason))?;
    if !has {
        return Err(trouble(&visit, ServiceError::NotFound));
    }
    let fresh = is_fresh(&shared, &visit);
    Ok(Page(page::new_password(visit.shell("Change your password"), fresh, &Complaints::default()))
        .into_response())
}

/// `POST /how-you-sign-in/password`
pub(crate) async fn change_password(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let shell = visit.shell("Change your password");
    let (old, new) = (as_typed(&fields, "old"), as_typed(&fields, "password"));
    let (service, now) = (&shared.app.service, shared.now());
    if !is_fresh(&shared, &visit) {
        let has = service.has_password(&actor).await.map_err(|reason| stopped(&visit, reason))?;
        let page = page::new_password(shell, false, &Complaints::default());
        return if has { Ok(refused(page)) } else { Err(trouble(&visit, ServiceError::NotFound)) };
    }
    match service.change_password(&actor, &old, &new, visit.from(), now).await {
        Ok(()) => Ok(welcome_to(&shared, &visit, &headers, &actor, "password", CHANGED).await),
        Err(AccountError::Service(ServiceError::Invalid(problems))) => {
            Ok(refused(page::new_password(shell, true, &Complaints(problems))))
        }
        Err(reason) => Err(stopped(&visit, reason)),
    }
}

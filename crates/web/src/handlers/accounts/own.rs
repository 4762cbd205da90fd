//! `GET` and `POST /how-you-sign-in`: passkeys of one's own.

use super::{not_in, stopped};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, refused, trouble},
    pages::{Page, accounts as page, plain::Plain},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use service::Actor;

/// `GET /how-you-sign-in`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    Ok(Page(shown(&shared, &visit, &actor, &Complaints::default(), None).await?).into_response())
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
    if let Some(id) = fields.some_text("remove") {
        let removed = service.remove_own_passkey(&actor, &id).await;
        let removed = removed.map_err(|reason| trouble(&visit, reason))?;
        let saved = removed.then(|| "The passkey was removed. It no longer signs you in".to_owned());
        return Ok(Page(shown(&shared, &visit, &actor, &none, saved).await?).into_response());
    }
    let (step, answer) = (fields.text("step"), fields.text("answer"));
    let added = service.add_passkey(&actor, &step, &answer, now).await;
    match added.map_err(|reason| stopped(&visit, reason))? {
        true => {
            let saved = Some("You can sign in with your passkey from now on".to_owned());
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
    let asked = match service.has_passkeys() {
        true => {
            let asked = service.ask_new_passkey(actor, shared.now()).await;
            Some(asked.map_err(|reason| stopped(visit, reason))?)
        }
        false => None,
    };
    let asked = asked.as_ref().map(|asked| (asked.step.as_str(), asked.options.as_str()));
    let today = calendar::london_date(shared.now());
    Ok(page::own(visit.shell("How you sign in"), &passkeys, asked, today, complaints, saved))
}

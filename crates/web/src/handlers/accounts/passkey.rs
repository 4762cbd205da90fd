//! `GET` and `POST /sign-in/passkey`.

use super::{not_in, stopped};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::Visit,
    handlers::{Answer, refused, sign_in::welcome},
    pages::{Page, accounts as page, plain::Plain},
};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use service::sessions::SignedInBy;

/// `GET /sign-in/passkey`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit) -> Answer {
    Ok(Page(asked(&shared, &visit, &Complaints::default()).await?).into_response())
}

/// `POST /sign-in/passkey`
pub(crate) async fn enter(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let (step, answer) = (fields.text("step"), fields.text("answer"));
    let entered = shared.app.service.passkey_sign_in(&step, &answer, shared.now()).await;
    match entered.map_err(|reason| stopped(&visit, reason))? {
        Some(actor) => Ok(welcome(&shared, &visit, &headers, &actor, &SignedInBy::own("passkey")).await),
        None => {
            shared.refused(&visit, "passkey", "").await;
            Ok(refused(asked(&shared, &visit, &not_in("passkey")).await?))
        }
    }
}

async fn asked(shared: &Shared, visit: &Visit, complaints: &Complaints) -> Result<Plain, Response> {
    let shell = visit.shell("Sign in with a passkey");
    if !shared.app.service.has_passkeys() {
        return Ok(page::with_passkey(shell, None, complaints));
    }
    let asked = shared.app.service.ask_passkey(shared.now()).await;
    let asked = asked.map_err(|reason| stopped(visit, reason))?;
    Ok(page::with_passkey(shell, Some((&asked.step, &asked.options)), complaints))
}

//! `GET` and `POST /sign-in/password`.

use super::{as_typed, not_in, stopped};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::Visit,
    handlers::{Answer, refused, sign_in::welcome},
    pages::{Page, accounts as page},
};
use axum::{extract::State, http::HeaderMap, response::IntoResponse};
use service::sessions::SignedInBy;

/// `GET /sign-in/password`
pub(crate) async fn ask(visit: Visit) -> Page<crate::pages::plain::Plain> {
    Page(page::with_password(visit.shell("Sign in with a password"), "", &Complaints::default()))
}

/// `POST /sign-in/password`
pub(crate) async fn enter(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let (name, password) = (fields.text("name"), as_typed(&fields, "password"));
    let (code, from) = (fields.text("code"), visit.from());
    let entered = shared.app.service.password_sign_in(&name, &password, &code, from, shared.now()).await;
    match entered.map_err(|reason| stopped(&visit, reason))? {
        Ok(actor) => Ok(welcome(&shared, &visit, &headers, &actor, &SignedInBy::own("password")).await),
        Err(why) => {
            shared.refused(&visit, why, &shared.app.service.person_named(&name)).await;
            let shell = visit.shell("Sign in with a password");
            Ok(refused(page::with_password(shell, &name, &not_in("name"))).into_response())
        }
    }
}

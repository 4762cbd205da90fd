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
    let (code, place) = (fields.text("code"), visit.from().to_owned());
    let entered = shared.app.service.password_sign_in(&name, &password, &code, &place, shared.now()).await;
    match entered.map_err(|reason| stopped(&visit, reason))? {
        Some(actor) => Ok(welcome(&shared, &visit, &headers, &actor, &SignedInBy::own("password")).await),
        None => {
            let shell = visit.shell("Sign in with a password");
            Ok(refused(page::with_password(shell, &name, &not_in("name"))).into_response())
        }
    }
}

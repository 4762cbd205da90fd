//! `GET` and `POST /sign-in/code`: ask for a code, type it, choose between cases.

use super::{not_in, stopped};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::Visit,
    handlers::{Answer, refused, sign_in::welcome},
    pages::{Page, accounts as page},
    speaking::speaking,
};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect},
};
use service::{accounts::message_code::Entered, sessions::SignedInBy};
use tracing::error;

const HERE: &str = "/sign-in/code";

/// `GET /sign-in/code`
pub(crate) async fn ask(visit: Visit) -> Page<crate::pages::plain::Plain> {
    Page(page::ask_code(visit.shell("Get a code to sign in"), "", &Complaints::default()))
}

/// `POST /sign-in/code`
pub(crate) async fn enter(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let (service, now, step) = (&shared.app.service, shared.now(), fields.text("step"));
    let by = SignedInBy::own("code");
    match fields.text("stage").as_str() {
        "typed" => {
            let entered = service.code_sign_in(&step, &fields.text("code"), now).await;
            match entered.map_err(|reason| stopped(&visit, reason))? {
                Entered::In(actor) => Ok(welcome(&shared, &visit, &headers, &actor, &by).await),
                Entered::Which(step, cases) => {
                    Ok(Page(page::which_case(visit.shell("Which case"), &step, &cases)).into_response())
                }
                Entered::No => {
                    shared.refused(&visit, "code", "").await;
                    let shell = visit.shell("Type the code");
                    Ok(refused(page::type_code(shell, HERE, "typed", &step, &not_in("code"))))
                }
            }
        }
        "which" => {
            let entered = service.choose_account(&step, &fields.text("person"), now).await;
            match entered.map_err(|reason| stopped(&visit, reason))? {
                Some(actor) => Ok(welcome(&shared, &visit, &headers, &actor, &by).await),
                None => {
                    shared.refused(&visit, "code_choice", "").await;
                    Ok(Redirect::to(HERE).into_response())
                }
            }
        }
        _ => {
            let contact = fields.text("contact");
            if contact.is_empty() {
                let mut complaints = Complaints::default();
                complaints.add("contact", "Enter your mobile number or e-mail address");
                let shell = visit.shell("Get a code to sign in");
                return Ok(refused(page::ask_code(shell, "", &complaints)));
            }
            let step = service.ask_code(now).await.map_err(|reason| stopped(&visit, reason))?;
            // Beside the answer: its time says nothing about whether there is such an account.
            let (service, to, from) = (service.clone(), step.clone(), visit.from().to_owned());
            let language = speaking();
            tokio::spawn(async move {
                if let Err(reason) = service.send_code(&to, &contact, &from, language, now).await {
                    error!(%reason, "a code could not be sent");
                }
            });
            let shell = visit.shell("Type the code");
            Ok(Page(page::type_code(shell, HERE, "typed", &step, &Complaints::default())).into_response())
        }
    }
}

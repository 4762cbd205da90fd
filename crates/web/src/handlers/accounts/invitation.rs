//! `GET` and `POST /sign-in/invitation`: the code, the question, and how to sign in from now on.

use super::{as_typed, not_in, stopped, welcome_to};
use crate::{
    Shared,
    fields::Fields,
    forms::{Complaints, date, date_parts},
    gate::Visit,
    handlers::{Answer, refused, sign_in::home_of},
    pages::{
        Page,
        accounts::{self as page, Enrolment},
        plain::Plain,
    },
    speaking::speaking,
};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use service::accounts::{Invited, Question, enrol::Enrolled, redeem::Answered};

const HERE: &str = "/sign-in/invitation";
/// Where somebody who has just come in makes a passkey
const OFFER: &str = "/how-you-sign-in";

/// `GET /sign-in/invitation`
pub(crate) async fn ask(visit: Visit) -> Page<Plain> {
    Page(page::invitation(visit.shell("Use your invitation"), "", &Complaints::default()))
}

/// `POST /sign-in/invitation`
pub(crate) async fn go_on(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let step = fields.text("step");
    match fields.text("stage").as_str() {
        "answer" => answered(&shared, &visit, &step, &fields).await,
        "contact" => chosen(&shared, &visit, &headers, &step, &fields).await,
        "confirm" => {
            let entered = shared.app.service.confirm_contact(&step, &fields.text("code"), shared.now()).await;
            match entered.map_err(|reason| stopped(&visit, reason))? {
                Some(actor) => Ok(welcome_to(&shared, &visit, &headers, &actor, "invitation", OFFER).await),
                None => {
                    shared.refused(&visit, "invitation_contact", "").await;
                    let shell = visit.shell("Type the code");
                    Ok(refused(page::type_code(shell, HERE, "confirm", &step, &not_in("code"))))
                }
            }
        }
        "staff-password" => with_password(&shared, &visit, &headers, &step, &fields).await,
        "staff-passkey" => {
            let (passkey, answer) = (fields.text("passkey"), fields.text("answer"));
            let entered = shared.app.service.enrol_with_passkey(&step, &passkey, &answer, shared.now()).await;
            match entered.map_err(|reason| stopped(&visit, reason))? {
                Some(actor) => {
                    Ok(welcome_to(&shared, &visit, &headers, &actor, "passkey", home_of(&actor)).await)
                }
                None => {
                    enrolment(&shared, &visit, &step, Some("invitation_passkey"), &not_in("password")).await
                }
            }
        }
        _ => code(&shared, &visit, &fields).await,
    }
}

async fn code(shared: &Shared, visit: &Visit, fields: &Fields) -> Answer {
    let typed = fields.text("invitation");
    if typed.is_empty() {
        let mut complaints = Complaints::default();
        complaints.add("invitation", "Enter the code on your invitation");
        return Ok(refused(page::invitation(visit.shell("Use your invitation"), "", &complaints)));
    }
    let taken = shared.app.service.take_up(&typed, visit.from(), shared.now()).await;
    let (step, question) = taken.map_err(|reason| stopped(visit, reason))?;
    let shell = visit.shell("One question");
    let shown = page::question(shell, question, &step, &Fields::NOTHING, &Complaints::default());
    Ok(Page(shown).into_response())
}

async fn answered(shared: &Shared, visit: &Visit, step: &str, fields: &Fields) -> Answer {
    let given = Answered {
        word: fields.text("word"),
        born: date(&date_parts(fields, "born")).ok(),
        reference: fields.text("reference"),
        name: fields.text("name"),
    };
    let known = shared.app.service.answer_question(step, &given, shared.now()).await;
    match known.map_err(|reason| stopped(visit, reason))? {
        Some(Invited::Public(step, contacts)) => {
            let shell = visit.shell("How you sign in");
            Ok(Page(page::choose_contact(shell, &step, &contacts)).into_response())
        }
        Some(Invited::Staff { step, .. }) => {
            enrolment(shared, visit, &step, None, &Complaints::default()).await
        }
        None => {
            shared.refused(visit, "invitation_answer", "").await;
            // The same question again: which one it is was known before.
            let (question, field) = match fields.text("asked").as_str() {
                "word" => (Question::Word, "word"),
                "name" => (Question::Name, "word"),
                "reference" => (Question::Reference, "reference"),
                _ => (Question::Born, "born"),
            };
            let shell = visit.shell("One question");
            Ok(refused(page::question(shell, question, step, fields, &not_in(field))))
        }
    }
}

async fn chosen(shared: &Shared, visit: &Visit, headers: &HeaderMap, step: &str, fields: &Fields) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let choice = fields.text("contact");
    if choice == "none" {
        let entered = service.join_without_contact(step, now).await;
        return match entered.map_err(|reason| stopped(visit, reason))? {
            Some(actor) => Ok(welcome_to(shared, visit, headers, &actor, "invitation", OFFER).await),
            None => Ok(start_again(shared, visit).await),
        };
    }
    let number = choice.parse().unwrap_or(usize::MAX);
    let sent = service.choose_contact(step, number, speaking(), now).await;
    match sent.map_err(|reason| stopped(visit, reason))? {
        Some(sent) => {
            let shell = visit.shell("Type the code");
            let shown = page::type_code(shell, HERE, "confirm", &sent, &Complaints::default());
            Ok(Page(shown).into_response())
        }
        None => Ok(start_again(shared, visit).await),
    }
}

async fn with_password(
    shared: &Shared,
    visit: &Visit,
    headers: &HeaderMap,
    step: &str,
    fields: &Fields,
) -> Answer {
    let (password, typed) = (as_typed(fields, "password"), fields.text("code"));
    let done = shared.app.service.enrol_with_password(step, &password, &typed, shared.now()).await;
    match done.map_err(|reason| stopped(visit, reason))? {
        Enrolled::In(actor, codes) => {
            let mut signed_in = welcome_to(shared, visit, headers, &actor, "password", "/").await;
            // The cookie comes with the page that shows the codes this once.
            let cookies = signed_in.headers_mut().remove(header::SET_COOKIE);
            let mut shown =
                Page(page::recovery_codes(visit.shell("Keep your recovery codes"), &codes)).into_response();
            if let Some(cookie) = cookies {
                shown.headers_mut().append(header::SET_COOKIE, cookie);
            }
            Ok(shown)
        }
        Enrolled::Again(problems) => enrolment(shared, visit, step, None, &Complaints(problems)).await,
        Enrolled::No => Ok(start_again(shared, visit).await),
    }
}

/// The step is over, was used, or never was
async fn start_again(shared: &Shared, visit: &Visit) -> Response {
    shared.refused(visit, "invitation_step", "").await;
    refused(page::invitation(visit.shell("Use your invitation"), "", &not_in("invitation")))
}

/// The page on which staff set up how they sign in; again, when something was refused in this way
async fn enrolment(
    shared: &Shared,
    visit: &Visit,
    step: &str,
    was_refused: Option<&'static str>,
    complaints: &Complaints,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let shown = service.enrolment(step, now).await.map_err(|reason| stopped(visit, reason))?;
    let Some(shown) = shown else { return Ok(start_again(shared, visit).await) };
    if let Some(way) = was_refused {
        shared.refused(visit, way, "").await;
    }
    let asked = match service.has_passkeys() {
        true => service.ask_enrolment_passkey(step, now).await.map_err(|reason| stopped(visit, reason))?,
        false => None,
    };
    let of = Enrolment {
        step,
        name: &shown.name,
        secret: &shown.secret,
        link: &shown.link,
        passkey: asked.as_ref().map(|asked| (asked.step.as_str(), asked.options.as_str())),
    };
    let page = page::enrol(visit.shell("Set up how you sign in"), &of, complaints);
    let response: Response = if complaints.0.is_empty() { Page(page).into_response() } else { refused(page) };
    Ok(response)
}

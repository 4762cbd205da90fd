//! A victim's own pages, and what they say about them.

use super::{Answer, refused, said_to_victim, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page, problem,
        your_answer::{AnswerKind, YourAnswer},
        your_rights::{WordsExplained, YourRights},
    },
    present, speaking,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use service::{Actor, ServiceError, victim_case::VictimDuty};

/// `GET /your-case`
pub(crate) async fn your_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let case = shared.app.service.victim_case(&actor, shared.now()).await;
    let case = case.map_err(|reason| trouble(&visit, reason))?;
    let saved = said_to_victim(&shared, &visit).await;
    let shell = visit.shell(speaking::say("case-title")).within("/your-case").acting_for(&case.name);
    Ok(Page(present::victim::your_case(shell, case, saved, calendar::london_date(shared.now())))
        .into_response())
}

/// `GET /your-rights`
pub(crate) async fn your_rights(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let case = shared.app.service.victim_case(&actor, shared.now()).await;
    let case = case.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(speaking::say("rights-title")).within("/your-rights").acting_for(&case.name);
    let groups = present::victim::by_right(&case, calendar::london_date(shared.now()));
    let about = case.course.wording().slug();
    Ok(Page(YourRights { shell, enhanced: case.enhanced, about, groups }).into_response())
}

/// `GET /words`
pub(crate) async fn words(visit: Visit) -> Page<WordsExplained> {
    Page(WordsExplained { shell: visit.shell(speaking::say("words-title")) })
}

/// The duty and what is said about it, as they stand in an address
type About = (u64, String, String);

/// `GET /your-case/answer/{trigger}/{duty}/{kind}`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(about): Path<About>,
) -> Answer {
    let about = duty(&shared, &visit, &actor, &about).await?;
    Ok(Page(page(&visit, about, &Fields::NOTHING, &Complaints::default())).into_response())
}

/// `POST /your-case/answer/{trigger}/{duty}/{kind}`
pub(crate) async fn say(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(about): Path<About>,
    fields: Fields,
) -> Answer {
    let about = duty(&shared, &visit, &actor, &about).await?;
    let (kind, duty) = (about.kind, &about.duty);
    let (reference, words) = (duty.reference.clone(), fields.some_text("words"));
    match shared.app.service.answer(&actor, reference, kind.answer(), words, shared.now()).await {
        Ok(()) => {
            visit.leave_note(&shared, Note::Victim(kind.thanks())).await;
            Ok(Redirect::to("/your-case").into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            Ok(refused(page(&visit, about, &fields, &Complaints(problems))))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// What is said about which duty of whom
struct ToAnswer {
    kind: AnswerKind,
    duty: VictimDuty,
    victim: String,
}

/// The duty that an address names, when it is this victim's
async fn duty(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    (trigger, duty, kind): &About,
) -> Result<ToAnswer, Response> {
    let case = shared.app.service.victim_case(actor, shared.now()).await;
    let case = case.map_err(|reason| trouble(visit, reason))?;
    let found =
        case.owed.into_iter().find(|one| one.reference.trigger == *trigger && one.reference.duty == *duty);
    match (AnswerKind::from_address(kind), found) {
        (Some(kind), Some(duty)) => Ok(ToAnswer { kind, duty, victim: case.name }),
        _ => Err(problem::not_there(visit.shell("")).into_response()),
    }
}

fn page(visit: &Visit, about: ToAnswer, fields: &Fields, complaints: &Complaints) -> YourAnswer {
    let ToAnswer { kind, duty, victim } = about;
    let shell = visit.shell(kind.heading()).within("/your-case").acting_for(&victim);
    YourAnswer {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        kind,
        what: duty.what,
        written_down: duty.done.as_ref().map(|done| done.in_words(speaking::speaking())).unwrap_or_default(),
        words: complaints.beside("words", fields.text("words")),
    }
}

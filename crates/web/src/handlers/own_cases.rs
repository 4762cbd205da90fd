//! Several cases in one account: `GET` and `POST /your-cases`, `GET` and `POST /your-cases/add`.

use super::{Answer, accounts::stopped, refused, said_to_victim, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::{Complaints, date, date_parts},
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page, accounts as entering,
        own_cases::{self as page, ADD, CASES},
        plain::{self, Plain},
    },
    speaking::say,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use service::{
    Actor, ServiceError,
    accounts::{Invited, Question, redeem::Answered},
};

/// `GET /your-cases`
pub(crate) async fn list(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let Some(known) = visit.session() else { return Err(trouble(&visit, ServiceError::NotFound)) };
    let cases = shared.app.service.own_cases(&actor, &known.session).await;
    let cases = cases.map_err(|reason| trouble(&visit, reason))?;
    let saved = said_to_victim(&shared, &visit).await;
    let shell = visit.shell(say("cases-title")).within("/your-case");
    Ok(Page(page::page(shell, &cases, saved)).into_response())
}

/// `POST /your-cases`
pub(crate) async fn choose(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let Some(known) = visit.session() else { return Err(trouble(&visit, ServiceError::NotFound)) };
    let chosen = shared.app.service.choose_own_case(&actor, &known.session, &fields.text("person")).await;
    chosen.map_err(|reason| trouble(&visit, reason))?;
    Ok(Redirect::to("/your-case").into_response())
}

/// `GET /your-cases/add`
pub(crate) async fn ask_add(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    // Whoever is shut out of what they have adds nothing to it.
    shared.app.service.case_title(&actor).await.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(say("cases-add"));
    Ok(Page(here(entering::invitation(shell, "", &Complaints::default()))).into_response())
}

/// `POST /your-cases/add`
pub(crate) async fn add(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    if fields.text("stage") == "answer" {
        return answered(&shared, &visit, &actor, &fields).await;
    }
    let typed = fields.text("invitation");
    let shell = visit.shell(say("cases-add"));
    if typed.is_empty() {
        let mut complaints = Complaints::default();
        complaints.add("invitation", "Enter the code on your invitation");
        return Ok(refused(here(entering::invitation(shell, "", &complaints))));
    }
    let taken = shared.app.service.take_up(&typed, visit.from(), shared.now()).await;
    let (step, question) = taken.map_err(|reason| stopped(&visit, reason))?;
    let none = Complaints::default();
    Ok(Page(here(entering::question(shell, question, &step, &Fields::NOTHING, &none))).into_response())
}

async fn answered(shared: &Shared, visit: &Visit, actor: &Actor, fields: &Fields) -> Answer {
    let Some(known) = visit.session() else { return Err(trouble(visit, ServiceError::NotFound)) };
    let given = Answered {
        word: fields.text("word"),
        born: date(&date_parts(fields, "born")).ok(),
        reference: fields.text("reference"),
        name: fields.text("name"),
    };
    let (service, step) = (&shared.app.service, fields.text("step"));
    let found = service.answer_question(&step, &given, shared.now()).await;
    let found = found.map_err(|reason| stopped(visit, reason))?;
    if let Some(Invited::Public(step, _)) = found {
        let added = service.add_own_case(actor, &known.session, &step, shared.now()).await;
        if added.map_err(|reason| stopped(visit, reason))? {
            visit.leave_note(shared, Note::Victim(say("cases-added"))).await;
            return Ok(Redirect::to(CASES).into_response());
        }
    }
    shared.refused(visit, "invitation_answer", "").await;
    let (question, field) = match fields.text("asked").as_str() {
        "word" => (Question::Word, "word"),
        "reference" => (Question::Reference, "reference"),
        _ => (Question::Born, "born"),
    };
    let mut complaints = Complaints::default();
    complaints.add(field, entering::NOT_IN);
    let shell = visit.shell(say("cases-add"));
    Ok(refused(here(entering::question(shell, question, &step, fields, &complaints))))
}

/// A page of the invitation, for somebody who has signed in already
fn here(mut page: Plain) -> Plain {
    page.shell = page.shell.within("/your-case");
    page.back = Some((say("cases-title"), CASES.into()));
    page.heading = say("cases-add");
    page.above = vec![plain::paragraph(say("cases-add-about"))];
    for form in &mut page.forms {
        form.action = ADD.into();
        form.instead = Some((say("cases-title"), CASES.into()));
    }
    page
}

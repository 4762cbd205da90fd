//! What somebody asks for: `/support` for everybody; `/your-case/support`, `/your-case/compensation`, `/your-case/expenses`,
//! `/your-case/review`, `/your-case/complaint` and `/your-requests` for a victim; `/case/{case}/requests` for staff.

use super::{Answer, refused, said_to_victim, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page,
        asking::{self as page, Asking},
        case_requests,
        plain::Plain,
        problem,
    },
    present,
    speaking::{say, say_with},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::{CaseId, request::RequestAnswer};
use service::{
    Actor, ServiceError,
    asking::{
        self,
        answering::AnswerForm,
        dates::OwnDates,
        directory::{SupportQuery, values},
        making::{Ask, AskForm},
    },
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// `GET` and `POST /support`: what somebody looks for stands in no address
pub(crate) async fn support(State(shared): State<Shared>, visit: Visit, fields: Fields) -> Answer {
    let query = SupportQuery {
        need: fields.text("need"),
        area: fields.text("area"),
        language: fields.text("language"),
    };
    let service = &shared.app.service;
    let all = service.support_directory(&SupportQuery::default()).await;
    let all = all.map_err(|reason| trouble(&visit, reason))?;
    let languages: BTreeSet<String> = all
        .iter()
        .flat_map(|line| values(&line.service.languages))
        .map(str::to_owned)
        .chain(["English".to_owned()])
        .collect();
    let found = service.support_directory(&query).await.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(say("support-title")).within("/your-case");
    let languages: Vec<String> = languages.into_iter().collect();
    Ok(Page(page::directory(shell, &query, &found, &languages)).into_response())
}

/// `GET /support/{service}`
pub(crate) async fn service(State(shared): State<Shared>, visit: Visit, Path(id): Path<String>) -> Answer {
    let found = shared.app.service.support_service(&id).await.map_err(|reason| trouble(&visit, reason))?;
    let (typed, none) = (Fields::NOTHING, Complaints::default());
    let request = asking::fresh(shared.now());
    let asking = Asking { request, fields: &typed, complaints: &none };
    // Somebody who acts for a victim and may not ask for things reads how to reach the service.
    let may_ask = match visit.actor().filter(|actor| actor.role.is_public()) {
        Some(actor) => shared.app.service.own_requests(actor, shared.now()).await.is_ok(),
        None => false,
    };
    let shell = visit.shell(found.name.clone()).within("/your-case");
    Ok(Page(page::service(shell, &found, may_ask.then_some(asking))).into_response())
}

/// `POST /support/{service}`: asks to be put in touch with it
pub(crate) async fn ask_service(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer {
    let found = shared.app.service.support_service(&id).await.map_err(|reason| trouble(&visit, reason))?;
    let ask = Ask::Support { service: Some(id), agreed: !fields.text("agreed").is_empty() };
    let again = |asking: Asking<'_>| {
        let shell = visit.shell(found.name.clone()).within("/your-case");
        page::service(shell, &found, Some(asking))
    };
    send(&shared, &visit, &actor, &fields, ask, again).await
}

/// `GET /your-case/support`
pub(crate) async fn your_support(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let (typed, none) = (Fields::NOTHING, Complaints::default());
    let asking = Asking { request: asking::fresh(shared.now()), fields: &typed, complaints: &none };
    let fits = shared.app.service.support_for_oneself(&actor).await;
    let fits = fits.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(page::your_support(shell(&visit, "support-your"), &fits, asking)).into_response())
}

/// `POST /your-case/support`
pub(crate) async fn ask_support(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let fits = shared.app.service.support_for_oneself(&actor).await;
    let fits = fits.map_err(|reason| trouble(&visit, reason))?;
    let ask = match fields.text("for").as_str() {
        "later" => Ask::SupportLater { months: fields.text("months").parse().unwrap_or(0) },
        _ => Ask::Support { service: None, agreed: !fields.text("agreed").is_empty() },
    };
    let again = |asking: Asking<'_>| page::your_support(shell(&visit, "support-your"), &fits, asking);
    send(&shared, &visit, &actor, &fields, ask, again).await
}

/// A page that is about a person's own dates
type Printed = fn(crate::shell::Shell, &OwnDates, Asking<'_>, jiff::civil::Date) -> Plain;

async fn look(shared: &Shared, visit: &Visit, actor: &Actor, title: &str, print: Printed) -> Answer {
    let dates = dates(shared, visit, actor).await?;
    let (typed, none) = (Fields::NOTHING, Complaints::default());
    let asking = Asking { request: asking::fresh(shared.now()), fields: &typed, complaints: &none };
    let today = calendar::london_date(shared.now());
    let shell = shell(visit, title).acting_for(&dates.name);
    Ok(Page(print(shell, &dates, asking, today)).into_response())
}

async fn ask(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    fields: &Fields,
    ask: Ask,
    (title, print): (&str, Printed),
) -> Answer {
    let dates = dates(shared, visit, actor).await?;
    let today = calendar::london_date(shared.now());
    let again =
        |asking: Asking<'_>| print(shell(visit, title).acting_for(&dates.name), &dates, asking, today);
    send(shared, visit, actor, fields, ask, again).await
}

const COMPENSATION: (&str, Printed) =
    ("compensation-title", |shell, dates, asking, _| page::compensation(shell, dates, asking));
const EXPENSES: (&str, Printed) =
    ("expenses-title", |shell, dates, asking, _| page::expenses(shell, dates, asking));
const REVIEW: (&str, Printed) = ("review-title", page::review);
const COMPLAINT: (&str, Printed) = ("complaint-title", |shell, _, asking, _| page::complaint(shell, asking));

/// `GET /your-case/compensation`
pub(crate) async fn compensation(State(shared): State<Shared>, visit: Visit, actor: SignedIn) -> Answer {
    look(&shared, &visit, &actor.0, COMPENSATION.0, COMPENSATION.1).await
}

/// `POST /your-case/compensation`
pub(crate) async fn ask_compensation(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    ask(&shared, &visit, &actor, &fields, Ask::Compensation, COMPENSATION).await
}

/// `GET /your-case/expenses`
pub(crate) async fn expenses(State(shared): State<Shared>, visit: Visit, actor: SignedIn) -> Answer {
    look(&shared, &visit, &actor.0, EXPENSES.0, EXPENSES.1).await
}

/// `POST /your-case/expenses`
pub(crate) async fn ask_expenses(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    ask(&shared, &visit, &actor, &fields, Ask::Expenses, EXPENSES).await
}

/// `GET /your-case/review`
pub(crate) async fn review(State(shared): State<Shared>, visit: Visit, actor: SignedIn) -> Answer {
    look(&shared, &visit, &actor.0, REVIEW.0, REVIEW.1).await
}

/// `POST /your-case/review`
pub(crate) async fn ask_review(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let decision = fields.text("decision").parse().unwrap_or(0);
    ask(&shared, &visit, &actor, &fields, Ask::Review { decision }, REVIEW).await
}

/// `GET /your-case/complaint`
pub(crate) async fn complaint(State(shared): State<Shared>, visit: Visit, actor: SignedIn) -> Answer {
    look(&shared, &visit, &actor.0, COMPLAINT.0, COMPLAINT.1).await
}

/// `POST /your-case/complaint`
pub(crate) async fn ask_complaint(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let agency = fields.text("agency");
    ask(&shared, &visit, &actor, &fields, Ask::Complaint { agency }, COMPLAINT).await
}

/// `GET /your-requests`
pub(crate) async fn requests(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let all = shared.app.service.own_requests(&actor, shared.now()).await;
    let all = all.map_err(|reason| trouble(&visit, reason))?;
    let saved = said_to_victim(&shared, &visit).await;
    Ok(Page(page::requests(shell(&visit, "asking-you"), &all, saved)).into_response())
}

/// `POST /your-requests`: changes their mind
pub(crate) async fn withdraw(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let Ok(request) = fields.text("request").parse::<Uuid>() else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let done = shared.app.service.withdraw_own_request(&actor, request, shared.now()).await;
    done.map_err(|reason| trouble(&visit, reason))?;
    visit.leave_note(&shared, Note::Victim(say("asking-withdrawn-done"))).await;
    Ok(Redirect::to(page::REQUESTS).into_response())
}

/// `GET /case/{case}/requests`
pub(crate) async fn of_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let now = shared.now();
    let found = shared.app.service.case_requests(&actor, case, now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let saved = said_to_victim(&shared, &visit).await;
    let shell = visit.shell("What victims asked for").within("/my-work");
    let about = (present::case_address(case), calendar::london_date(now));
    let (typed, none) = (Fields::NOTHING, Complaints::default());
    Ok(Page(case_requests::page(shell, &about, &found, &typed, &none, saved)).into_response())
}

/// `POST /case/{case}/requests`
pub(crate) async fn answer(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let Ok(request) = fields.text("request").parse::<Uuid>() else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let form = AnswerForm {
        version: fields.text("version").parse().unwrap_or(0),
        request,
        answer: RequestAnswer::from_slug(&fields.text("answer")),
        words: fields.text("words"),
    };
    let mut complaints = Complaints::default();
    match service.answer_request(&actor, case, form, now).await {
        Ok(()) => {
            visit.leave_note(&shared, Note::Victim("Recorded. The victim reads your answer.".into())).await;
            let address = format!("{}/requests", present::case_address(case));
            return Ok(Redirect::to(&address).into_response());
        }
        Err(ServiceError::Invalid(problems)) => complaints.0.extend(problems),
        Err(ServiceError::Stale(_)) => {
            complaints.add("answer", "Somebody else changed this case. Look again, then save once more");
        }
        Err(reason) => return Err(trouble(&visit, reason)),
    }
    let found = service.case_requests(&actor, case, now).await.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("What victims asked for").within("/my-work").wrong(true);
    let about = (present::case_address(case), calendar::london_date(now));
    Ok(refused(case_requests::page(shell, &about, &found, &fields, &complaints, None)))
}

/// Asks, once; or shows the page again with what is wrong
async fn send(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    fields: &Fields,
    ask: Ask,
    again: impl Fn(Asking<'_>) -> Plain,
) -> Answer {
    let request = fields.text("request").parse().unwrap_or_else(|_| asking::fresh(shared.now()));
    let form = AskForm { request, ask, words: fields.some_text("words") };
    match shared.app.service.ask_for_oneself(actor, form, shared.now()).await {
        Ok(()) => {
            let contact = say("asking-your-contact");
            let done = say_with("asking-done", &[("contact", contact.into())]);
            visit.leave_note(shared, Note::Victim(done)).await;
            Ok(Redirect::to(page::REQUESTS).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            Ok(refused(again(Asking { request, fields, complaints: &complaints })))
        }
        Err(reason) => Err(trouble(visit, reason)),
    }
}

async fn dates(shared: &Shared, visit: &Visit, actor: &Actor) -> Result<OwnDates, Response> {
    let dates = shared.app.service.own_dates(actor, shared.now()).await;
    dates.map_err(|reason| trouble(visit, reason))
}

fn shell(visit: &Visit, title: &str) -> crate::shell::Shell {
    visit.shell(say(title)).within("/your-case")
}

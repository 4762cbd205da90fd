//! `/report` and the pages under it, for somebody who has not signed in. What they answer is kept on the server with each
//! page; their browser has only a secret that finds it.

use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::Visit,
    handlers::{Answer, accounts::stopped, files::first, refused},
    kept_form::with_cookie,
    pages::{
        Page, problem,
        report::{self as page, steps::Step},
    },
    session::Cookie,
    speaking::speaking,
    uploads::Uploads,
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use identity::BrowserSecret;
use service::{
    ServiceError,
    accounts::AccountError,
    report::{Report, draft::OpenDraft},
};

/// The report that this browser writes
async fn draft(shared: &Shared, visit: &Visit, headers: &HeaderMap) -> Result<Option<OpenDraft>, Response> {
    let Some(secret) = Cookie::Report.sent_with(headers, shared.app.https) else { return Ok(None) };
    shared.app.service.report_draft(&secret, shared.now()).await.map_err(|reason| stopped(visit, reason))
}

/// The report that this browser writes and has not sent; else the way to where it is
async fn unsent(shared: &Shared, visit: &Visit, headers: &HeaderMap) -> Result<OpenDraft, Response> {
    match draft(shared, visit, headers).await? {
        None => Err(to("/report?none=yes")),
        Some(draft) if draft.body.sent.is_some() => Err(to(page::SENT)),
        Some(draft) => Ok(draft),
    }
}

fn to(address: &str) -> Response {
    Redirect::to(address).into_response()
}

fn keeps(shared: &Shared, response: Response, secret: &BrowserSecret) -> Response {
    with_cookie(response, Cookie::Report.set(secret, shared.app.https))
}

fn forgets(shared: &Shared, response: Response) -> Response {
    with_cookie(response, Cookie::Report.forget(shared.app.https))
}

/// `GET /report`
pub(crate) async fn start(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let has = draft(&shared, &visit, &headers).await?.is_some_and(|draft| draft.body.sent.is_none());
    let expired = fields.some_text("none").is_some() && !has;
    Ok(Page(page::start(visit.shell(""), has, expired)).into_response())
}

/// `POST /report`: a report that was under way in this browser is destroyed, as its button says
pub(crate) async fn begin(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    if let Some(before) = draft(&shared, &visit, &headers).await? {
        let gone = shared.app.service.forget_report(&before).await;
        gone.map_err(|reason| stopped(&visit, reason))?;
    }
    let begun = shared.app.service.begin_report(visit.from(), shared.now()).await;
    let (secret, _) = begun.map_err(|reason| too_often(&visit, reason))?;
    Ok(keeps(&shared, to(&Step::Danger.address()), &secret))
}

/// `GET /report/{step}`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Path(step): Path<String>,
) -> Answer {
    let Some(step) = Step::from_slug(&step) else { return Ok(nothing(&visit)) };
    let draft = unsent(&shared, &visit, &headers).await?;
    let areas = shared.app.service.report_areas();
    let shown = page::question(visit.shell(""), step, &draft.body.report, &areas, &Complaints::default());
    Ok(Page(shown).into_response())
}

/// `POST /report/{step}`
pub(crate) async fn answer(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Path(step): Path<String>,
    fields: Fields,
) -> Answer {
    let Some(step) = Step::from_slug(&step) else { return Ok(nothing(&visit)) };
    let mut secret = None;
    let mut draft = match draft(&shared, &visit, &headers).await? {
        Some(draft) if draft.body.sent.is_some() => return Ok(to(page::SENT)),
        Some(draft) => draft,
        None => {
            // They wrote for too long, or came back much later: what they typed just now is not lost.
            let begun = shared.app.service.begin_report(visit.from(), shared.now()).await;
            let (new, draft) = begun.map_err(|reason| too_often(&visit, reason))?;
            secret = Some(new);
            draft
        }
    };
    let mut complaints = Complaints::default();
    step.take(&fields, &mut draft.body.report, &mut complaints);
    let service = &shared.app.service;
    let response = if complaints.0.is_empty() {
        draft.body.seen.insert(step.slug().to_owned());
        next(&visit, step, &fields, &draft.body.report, draft.body.seen.contains(Step::Check.slug()))
    } else {
        let areas = service.report_areas();
        refused(page::question(visit.shell(""), step, &draft.body.report, &areas, &complaints))
    };
    // Also what is not right yet: nothing that was typed is lost.
    service.save_report(&mut draft, shared.now()).await.map_err(|reason| stopped(&visit, reason))?;
    Ok(match secret {
        Some(secret) => keeps(&shared, response, &secret),
        None => response,
    })
}

/// Where an answer leads: on, or back to the list of answers for somebody who came from there
fn next(visit: &Visit, step: Step, fields: &Fields, report: &Report, checked: bool) -> Response {
    let opens_another = matches!(step, Step::Whom) && Step::Reporter.is_asked(report);
    match step {
        Step::Danger if fields.text("danger") == "yes" => Page(page::danger(visit.shell(""))).into_response(),
        _ if checked && !opens_another => to(&Step::Check.address()),
        step => to(&step.after(report).address()),
    }
}

fn nothing(visit: &Visit) -> Response {
    problem::not_there(visit.shell("")).into_response()
}

/// `GET /report/files`
pub(crate) async fn files(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    let draft = unsent(&shared, &visit, &headers).await?;
    Ok(Page(page::files(visit.shell(""), &draft.body.files, &Complaints::default())).into_response())
}

/// `POST /report/files`: one more, one less, or on
pub(crate) async fn change_files(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
    uploads: Uploads,
) -> Answer {
    let mut draft = unsent(&shared, &visit, &headers).await?;
    let (service, now) = (&shared.app.service, shared.now());
    if let Some(file) = fields.some_text("drop") {
        if let Ok(file) = file.parse() {
            let dropped = service.drop_report_file(&mut draft, file, now).await;
            dropped.map_err(|reason| stopped(&visit, reason))?;
        }
        return Ok(to(&Step::Files.address()));
    }
    if fields.some_text("on").is_some() {
        let checked = draft.body.seen.contains(Step::Check.slug());
        let next = if checked { Step::Check } else { Step::Files.after(&draft.body.report) };
        return Ok(to(&next.address()));
    }
    let added = match first(uploads) {
        Ok(offered) => service.add_report_file(&mut draft, offered, now).await,
        Err(complaints) => return Ok(refused(page::files(visit.shell(""), &draft.body.files, &complaints))),
    };
    match added {
        Ok(()) => Ok(to(&Step::Files.address())),
        Err(AccountError::Service(ServiceError::Invalid(problems))) => {
            Ok(refused(page::files(visit.shell(""), &draft.body.files, &Complaints(problems))))
        }
        Err(reason) => Err(stopped(&visit, reason)),
    }
}

/// `GET /report/check`
pub(crate) async fn check(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    let mut draft = unsent(&shared, &visit, &headers).await?;
    draft.body.seen.insert(Step::Check.slug().to_owned());
    let saved = shared.app.service.save_report(&mut draft, shared.now()).await;
    saved.map_err(|reason| stopped(&visit, reason))?;
    Ok(Page(checked(&shared, &visit, &draft, &Complaints::default())).into_response())
}

fn checked(
    shared: &Shared,
    visit: &Visit,
    draft: &OpenDraft,
    complaints: &Complaints,
) -> impl askama::Template {
    let areas = shared.app.service.report_areas();
    page::check(visit.shell(""), &draft.body.report, &draft.body.files, &areas, complaints)
}

/// `POST /report/check`: sends it. A second tap finds it sent.
pub(crate) async fn send(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    let mut draft = unsent(&shared, &visit, &headers).await?;
    match shared.app.service.send_report(&mut draft, speaking(), visit.from(), shared.now()).await {
        Ok(_) => Ok(to(page::SENT)),
        Err(AccountError::Service(ServiceError::Invalid(problems))) => {
            Ok(refused(checked(&shared, &visit, &draft, &Complaints(problems))))
        }
        Err(reason) => Err(stopped(&visit, reason)),
    }
}

/// `GET /report/sent`
pub(crate) async fn sent(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    match draft(&shared, &visit, &headers).await? {
        Some(OpenDraft { body, .. }) if body.sent.is_some() => {
            let shown = body.sent.map(|sent| page::sent(visit.shell(""), &sent, shared.now()));
            Ok(shown.map(|shown| Page(shown).into_response()).unwrap_or_else(|| to(page::START)))
        }
        Some(_) => Ok(to(&Step::Check.address())),
        None => Ok(to(page::START)),
    }
}

/// `POST /report/sent`: this device forgets it
pub(crate) async fn finish(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    if let Some(draft) = draft(&shared, &visit, &headers).await?.filter(|draft| draft.body.sent.is_some()) {
        let gone = shared.app.service.forget_report(&draft).await;
        gone.map_err(|reason| stopped(&visit, reason))?;
    }
    Ok(forgets(&shared, to("/covering-tracks")))
}

/// `GET /report/later`
pub(crate) async fn ask_later(State(shared): State<Shared>, visit: Visit, headers: HeaderMap) -> Answer {
    unsent(&shared, &visit, &headers).await?;
    Ok(Page(page::later(visit.shell(""))).into_response())
}

/// `POST /report/later`: put away with a code, or destroyed
pub(crate) async fn put_away(
    State(shared): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let mut draft = unsent(&shared, &visit, &headers).await?;
    let service = &shared.app.service;
    let shown = match fields.text("what").as_str() {
        "code" => {
            let code = service.code_for_report(&draft).await.map_err(|reason| stopped(&visit, reason))?;
            return Ok(Page(page::put_away(visit.shell(""), &code, true)).into_response());
        }
        "keep" => {
            let code = service.put_report_away(&mut draft, shared.now()).await;
            page::put_away(visit.shell(""), &code.map_err(|reason| stopped(&visit, reason))?, false)
        }
        "drop" => {
            service.forget_report(&draft).await.map_err(|reason| stopped(&visit, reason))?;
            page::dropped(visit.shell(""))
        }
        _ => return Ok(to(page::LATER)),
    };
    Ok(forgets(&shared, Page(shown).into_response()))
}

/// `GET /report/return`
pub(crate) async fn ask_code(visit: Visit) -> Answer {
    Ok(Page(page::ask_code(visit.shell(""), &Complaints::default())).into_response())
}

/// `POST /report/return`. A wrong code, one that was used, and one that comes too soon after others get the same answer.
pub(crate) async fn take_up(State(shared): State<Shared>, visit: Visit, fields: Fields) -> Answer {
    let taken = shared.app.service.take_report_up(&fields.text("code"), visit.from(), shared.now()).await;
    match taken.map_err(|reason| stopped(&visit, reason))? {
        Some(secret) => Ok(keeps(&shared, to(&Step::Check.address()), &secret)),
        None => {
            let mut complaints = Complaints::default();
            complaints.add("code", "This code did not work. Check it, wait a minute and try again");
            Ok(refused(page::ask_code(visit.shell(""), &complaints)))
        }
    }
}

/// A great many reports from one network is no fault of ours
fn too_often(visit: &Visit, reason: AccountError) -> Response {
    match reason {
        AccountError::Service(ServiceError::Invalid(_)) => problem::busy().into_response(),
        reason => stopped(visit, reason),
    }
}

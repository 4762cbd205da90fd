//! Files: `/your-files` for victims and who acts for them, `/case/{case}/files` for staff. What is given out comes as a
//! download that nothing in can run.

use super::{Answer, refused, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, case::Saved, files as page, plain::Plain},
    present,
    uploads::{Uploads, given_out},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::{CaseId, FileId};
use service::{Actor, ServiceError, files::FileOffered};

const OWN: &str = "/your-files";

/// The first file of a form, or the complaint that there is none
pub(crate) fn first(uploads: Uploads) -> Result<FileOffered, Complaints> {
    uploads.0.into_iter().next().ok_or_else(|| {
        let mut complaints = Complaints::default();
        complaints.add("file", "Choose a file");
        complaints
    })
}

/// `GET /your-files`
pub(crate) async fn own(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let saved = fields.some_text("sent").map(|_| page::saved_words());
    Ok(Page(own_page(&shared, &visit, &actor, &Complaints::default(), saved).await?).into_response())
}

/// `POST /your-files`
pub(crate) async fn send(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    uploads: Uploads,
) -> Answer {
    let offered = match first(uploads) {
        Ok(offered) => offered,
        Err(complaints) => return Ok(refused(own_page(&shared, &visit, &actor, &complaints, None).await?)),
    };
    let (case, victim) = actor.victim().ok_or_else(|| trouble(&visit, ServiceError::NotFound))?;
    match shared.app.service.keep_file(&actor, case, victim, offered, shared.now()).await {
        Ok(_) => Ok(Redirect::to(&format!("{OWN}?sent=yes")).into_response()),
        Err(ServiceError::Invalid(problems)) => {
            Ok(refused(own_page(&shared, &visit, &actor, &Complaints(problems), None).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

async fn own_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let files = shared.app.service.own_files(actor).await.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell(crate::speaking::say("files-title")).within("/your-case");
    Ok(page::own(shell, &files, complaints, saved, calendar::london_date(shared.now())))
}

/// `GET /your-files/{file}`
pub(crate) async fn open_own(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(file): Path<FileId>,
) -> Answer {
    let (case, _) = actor.victim().ok_or_else(|| trouble(&visit, ServiceError::NotFound))?;
    let shown = shared.app.service.open_file(&actor, case, file).await;
    shown.map(given_out).map_err(|reason| trouble(&visit, reason))
}

/// `GET /case/{case}/files`
pub(crate) async fn of_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let shown = staff_page(&shared, &visit, &actor, case, "", &Complaints::default()).await?;
    Ok(Page(shown).into_response())
}

/// `POST /case/{case}/files`
pub(crate) async fn add(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
    uploads: Uploads,
) -> Answer {
    let chosen = fields.text("victim");
    let mut complaints = Complaints::default();
    let victim = chosen.parse().ok();
    if victim.is_none() {
        complaints.add("victim", "Select whom the file is about");
    }
    let offered = first(uploads).map_err(|wrong| complaints.0.extend(wrong.0)).ok();
    let (Some(victim), Some(offered)) = (victim, offered) else {
        return Ok(refused(staff_page(&shared, &visit, &actor, case, &chosen, &complaints).await?));
    };
    match shared.app.service.keep_file(&actor, case, victim, offered, shared.now()).await {
        Ok(_) => {
            let saved = Saved { what: "The file is kept".into(), ..Saved::default() };
            visit.leave_note(&shared, Note::Case(case, saved)).await;
            Ok(Redirect::to(&present::case_address(case)).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            Ok(refused(staff_page(&shared, &visit, &actor, case, &chosen, &complaints).await?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

async fn staff_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    chosen: &str,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let service = &shared.app.service;
    let files = service.files_of_case(actor, case).await.map_err(|reason| trouble(visit, reason))?;
    let file = service.case_file(actor, case, shared.now()).await.map_err(|reason| trouble(visit, reason))?;
    let victims: Vec<_> = file.victims.iter().map(|one| (one.id, one.details.name.clone())).collect();
    let shell = visit.shell("Files").within("/my-work");
    let today = calendar::london_date(shared.now());
    let case = present::case_address(case);
    let of = page::OfCase { case: &case, victims: &victims, files: &files, chosen, records: file.records };
    Ok(page::staff(shell, &of, complaints, today))
}

/// `GET /case/{case}/files/{file}`
pub(crate) async fn open(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((case, file)): Path<(CaseId, FileId)>,
) -> Answer {
    let shown = shared.app.service.open_file(&actor, case, file).await;
    shown.map(given_out).map_err(|reason| trouble(&visit, reason))
}

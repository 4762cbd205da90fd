//! Inspections: `GET` and `POST` `/inspections`, `/inspections/new`, `/inspections/{inspection}`,
//! `/inspections/{inspection}/read/{case}`, and the report as a page, a table and a sheet of paper.

use super::{
    Answer,
    access::{complaints_of, said, say},
    refused, trouble,
};
use crate::{
    Shared,
    fields::Fields,
    forms::{self, Complaints, NoDate},
    gate::{SignedIn, Visit},
    pages::{
        Page,
        inspections::{self as page, Making, Read, address, address_of_case},
        plain::Plain,
        problem,
    },
    paper,
};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use policy::Role;
use record::CaseId;
use service::{
    Actor,
    inspections::{AnswersForm, DrawRule, Grouping, InspectionForm, form_id},
};
use tracing::error;
use uuid::Uuid;

/// `GET /inspections`
pub(crate) async fn list(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let found = shared.app.service.inspections(&actor).await.map_err(|reason| trouble(&visit, reason))?;
    let today = calendar::london_date(shared.now());
    Ok(Page(page::list(visit.shell("Inspections"), &found, today)).into_response())
}

/// `GET /inspections/new`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let offered = offered(&shared, &actor, form_id(shared.now()));
    let shell = visit.shell("Draw a sample");
    Ok(Page(page::new(shell, &offered, &Fields::NOTHING, &Complaints::default())).into_response())
}

/// `POST /inspections/new`
pub(crate) async fn make(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let id: Uuid = fields.text("id").parse().unwrap_or_else(|_| form_id(shared.now()));
    let mut complaints = Complaints::default();
    let form = form_of(id, &fields, &mut complaints);
    if complaints.0.is_empty() {
        match shared.app.service.make_inspection(&actor, form, shared.now()).await {
            Ok(id) => {
                say(&visit, &shared, "The sample is drawn").await;
                return Ok(Redirect::to(&address(id)).into_response());
            }
            Err(reason) => {
                complaints = complaints_of(reason, "title").map_err(|reason| trouble(&visit, reason))?
            }
        }
    }
    let shell = visit.shell("Draw a sample");
    Ok(refused(page::new(shell, &offered(&shared, &actor, id), &fields, &complaints)))
}

fn offered(shared: &Shared, actor: &Actor, id: Uuid) -> Making {
    let directory = shared.app.service.directory();
    let of_others = actor.role == Role::Oversight;
    let organisations = directory.organisations.values().filter(|one| of_others && !one.provider.is_empty());
    let mut areas: Vec<String> = directory
        .organisations
        .values()
        .map(|one| one.area.clone())
        .filter(|area| !area.is_empty())
        .collect();
    areas.sort();
    areas.dedup();
    Making {
        id,
        organisations: organisations.map(|one| (one.id.clone(), one.name.clone())).collect(),
        areas,
        readers: shared.app.service.possible_readers(actor),
    }
}

fn form_of(id: Uuid, fields: &Fields, complaints: &mut Complaints) -> InspectionForm {
    let mut day = |name: &'static str| -> Option<Date> {
        match forms::date(&forms::date_parts(fields, name)) {
            Ok(day) => Some(day),
            Err(NoDate::Empty) => None,
            Err(NoDate::Wrong) => {
                complaints.add(name, "Enter a real day, such as 5 3 2026");
                None
            }
        }
    };
    let (from, until) = (day("from"), day("until"));
    let sheet = fields.text("sheet");
    let (questions, sheet) = sheet.split_once(' ').unwrap_or_default();
    InspectionForm {
        id: Some(id),
        title: fields.text("title"),
        questions: questions.to_owned(),
        sheet: sheet.to_owned(),
        organisation: fields.text("organisation"),
        seed: fields.text("seed"),
        rule: DrawRule {
            area: fields.text("area"),
            crime_group: fields.text("crime_group"),
            stage: fields.text("stage"),
            from,
            until,
            closed_only: fields.text("closed_only") == "yes",
            grouping: Grouping::named(&fields.text("grouping")).unwrap_or_default(),
            number: fields.text("number").replace(',', "").parse().unwrap_or(0),
        },
        readers: fields.all("readers"),
        by_two: fields.text("by_two") == "yes",
    }
}

/// `GET /inspections/{inspection}`
pub(crate) async fn look(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let (empty, none) = (Fields::default(), Complaints::default());
    Ok(Page(progress_page(&shared, &visit, &actor, id, &empty, &none, saved).await?).into_response())
}

/// `POST /inspections/{inspection}`
pub(crate) async fn decide(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let (done, text) = match fields.text("do").as_str() {
        "allow" => (
            service.authorise_inspection(&actor, id, &fields.text("basis"), now).await,
            "Its readers may read now",
        ),
        "close" => (service.close_inspection(&actor, id, now).await, "The inspection is closed"),
        _ => return Err(problem::not_there(visit.shell("")).into_response()),
    };
    match done {
        Ok(()) => {
            say(&visit, &shared, text).await;
            Ok(Redirect::to(&address(id)).into_response())
        }
        Err(reason) => {
            let complaints = complaints_of(reason, "basis").map_err(|reason| trouble(&visit, reason))?;
            Ok(refused(progress_page(&shared, &visit, &actor, id, &fields, &complaints, None).await?))
        }
    }
}

async fn progress_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    id: Uuid,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, Response> {
    let found = shared.app.service.inspection(actor, id).await.map_err(|reason| trouble(visit, reason))?;
    let today = calendar::london_date(shared.now());
    Ok(page::progress(visit.shell("Inspection"), &found, fields, complaints, saved, today))
}

/// `GET /inspections/{inspection}/read/{case}`
pub(crate) async fn read(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((id, case)): Path<(Uuid, CaseId)>,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let shown = read_page(&shared, &visit, &actor, (id, case), None, &Complaints::default(), saved).await?;
    Ok(Page(shown).into_response())
}

/// `POST /inspections/{inspection}/read/{case}`
pub(crate) async fn answer(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((id, case)): Path<(Uuid, CaseId)>,
    fields: Fields,
) -> Answer {
    let answers = fields
        .pairs()
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("q-")?.to_owned(), value.trim().to_owned())));
    let form = AnswersForm { answers: answers.collect(), notes: fields.text("notes") };
    match shared.app.service.save_reading(&actor, id, case, form, shared.now()).await {
        Ok(next) => {
            let stays = fields.text("then") == "stay";
            let (text, to) = match (stays, next) {
                (true, _) => ("Saved", address_of_case(id, case)),
                (false, Some(next)) => ("Saved. This is the next case", address_of_case(id, next)),
                (false, None) => ("Saved. You have read all your cases", address(id)),
            };
            say(&visit, &shared, text).await;
            Ok(Redirect::to(&to).into_response())
        }
        Err(reason) => {
            let complaints = complaints_of(reason, "notes").map_err(|reason| trouble(&visit, reason))?;
            let shown = read_page(&shared, &visit, &actor, (id, case), Some(&fields), &complaints, None);
            Ok(refused(shown.await?))
        }
    }
}

async fn read_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    (id, case): (Uuid, CaseId),
    fields: Option<&Fields>,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Read, Response> {
    let reading = shared.app.service.reading(actor, id, case, shared.now()).await;
    let reading = reading.map_err(|reason| trouble(visit, reason))?;
    let today = calendar::london_date(shared.now());
    Ok(Read::of(visit.shell("Read a case"), &reading, fields, complaints, saved, today))
}

/// `GET /inspections/{inspection}/report`
pub(crate) async fn report(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let found =
        shared.app.service.inspection_report(&actor, id).await.map_err(|reason| trouble(&visit, reason))?;
    let today = calendar::london_date(shared.now());
    Ok(Page(page::report::page(visit.shell("Report of an inspection"), &found, today)).into_response())
}

/// `GET /inspections/{inspection}/report.csv`
pub(crate) async fn report_csv(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let found =
        shared.app.service.inspection_report(&actor, id).await.map_err(|reason| trouble(&visit, reason))?;
    let about = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"inspection.csv\""),
    ];
    Ok((about, page::report::csv(&found, calendar::london_date(shared.now()))).into_response())
}

/// `GET /inspections/{inspection}/report.pdf`
pub(crate) async fn report_pdf(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Answer {
    let found =
        shared.app.service.inspection_report(&actor, id).await.map_err(|reason| trouble(&visit, reason))?;
    let sheet = page::report::sheet(&found, calendar::london_date(shared.now()));
    let printed = paper::pdf(&sheet).map_err(|reason| {
        error!(%reason, "the report of an inspection could not be printed");
        problem::fault().into_response()
    })?;
    let about = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"inspection.pdf\""),
    ];
    Ok((about, printed).into_response())
}

//! `/take-a-report` for staff, and `/case/{case}/report`: what was reported.

use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{Answer, accounts::stopped, refused, trouble},
    pages::{
        Page,
        plain::Plain,
        report::{
            reading,
            staff::{self as page, HERE},
            steps::Step,
        },
    },
    present,
    uploads::Uploads,
};
use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use record::{CaseId, report::Door};
use service::{
    ServiceError,
    accounts::AccountError,
    report::{Report, TakeReportForm},
};
use uuid::Uuid;

/// `GET /take-a-report`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit) -> Answer {
    let shown = form(&shared, &visit, &Uuid::now_v7().to_string(), &Fields::NOTHING, &Complaints::default());
    Ok(Page(shown).into_response())
}

fn form(shared: &Shared, visit: &Visit, id: &str, fields: &Fields, complaints: &Complaints) -> Plain {
    let areas = shared.app.service.report_areas();
    page::form(visit.shell("Take a report").within(HERE), id, &areas, fields, complaints)
}

/// `POST /take-a-report`
pub(crate) async fn take(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
    uploads: Uploads,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let mut complaints = Complaints::default();
    let mut report = Report::default();
    let asked = Step::ALL.into_iter().filter(|step| *step != Step::Danger);
    asked.for_each(|step| step.take(&fields, &mut report, &mut complaints));
    let known = Uuid::parse_str(&fields.text("report")).ok().filter(|id| id.get_version_num() == 7);
    let id = known.unwrap_or_else(Uuid::now_v7);
    let door = Door::from_slug(&fields.text("door")).filter(|door| *door != Door::Online);
    if door.is_none() {
        complaints.add("door", "Select where you take the report");
    }
    let mut files = Vec::new();
    for offered in uploads.0 {
        match service.look_at_file(offered).await {
            Ok(file) => files.push(file),
            Err(ServiceError::Invalid(problems)) => complaints.0.extend(problems),
            Err(reason) => return Err(trouble(&visit, reason)),
        }
    }
    let again = |complaints: &Complaints| form(&shared, &visit, &id.to_string(), &fields, complaints);
    let (Some(door), true) = (door, complaints.0.is_empty()) else { return Ok(refused(again(&complaints))) };
    let taken = service.take_report(&actor, TakeReportForm { form: id, door, report }, files, now).await;
    match taken {
        Ok(sent) => {
            let sees = service.case_file(&actor, sent.case, now).await.is_ok();
            let shell = visit.shell("The report is taken").within(HERE);
            Ok(Page(page::taken(shell, &sent, sees, now)).into_response())
        }
        Err(AccountError::Service(ServiceError::Invalid(problems))) => {
            Ok(refused(again(&Complaints(problems))))
        }
        Err(reason) => Err(stopped(&visit, reason)),
    }
}

/// `GET /case/{case}/report`
pub(crate) async fn of_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let reports = shared.app.service.reports_of_case(&actor, case).await;
    let reports = reports.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("What was reported").within("/my-work");
    let today = calendar::london_date(shared.now());
    Ok(Page(reading::staff(shell, &present::case_address(case), &reports, today)).into_response())
}

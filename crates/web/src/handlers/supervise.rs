//! For supervisors: `/supervise` and what leads on from it, `/case/{case}/review`, `/case/{case}/going-on`, and what a
//! supervisor asks of a person: `/directions`.

use super::{Answer, Form, clash, refused, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::{Complaints, date, date_parts, moment},
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page,
        case::Saved,
        plain::Plain,
        supervise::{
            contacts, figures, going_on, lists, review,
            review::{DIRECTIONS, Sent},
            warnings, workload,
        },
    },
    present,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use record::{CaseId, leaving::LeftBecause, review::LookedAt};
use service::{
    Actor, ServiceError,
    supervise::{
        contacts::seed_of,
        figures::Months,
        leaving::GoingOnForm,
        reviews::{DirectionForm, ReviewForm},
    },
};

/// `GET /supervise`
pub(crate) async fn team(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let found = shared.app.service.workload(&actor, shared.now()).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("Team");
    Ok(Page(workload::page(shell, &found, &fields.text("by"), &fields.text("sort"))).into_response())
}

/// Teams of the person's organisation: id and name
fn teams(shared: &Shared, actor: &Actor) -> Vec<(String, String)> {
    let directory = shared.app.service.directory();
    let teams = directory.teams_of(&actor.person.organisation);
    teams.into_iter().map(|team| (team.id.clone(), team.name.clone())).collect()
}

/// `GET /supervise/reviews`
pub(crate) async fn reviews(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let found = shared.app.service.cases_to_look_at(&actor, fields.some_text("team"), now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let (shell, teams) = (visit.shell("Reviews"), teams(&shared, &actor));
    let page = lists::reviews(shell, &found, &teams, &fields.text("team"), calendar::london_date(now));
    Ok(Page(page).into_response())
}

/// `GET /supervise/broken-promises`
pub(crate) async fn promises(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let now = shared.now();
    let found = shared.app.service.broken_promises(&actor, now).await;
    let (late, kept_late) = found.map_err(|reason| trouble(&visit, reason))?;
    let page =
        lists::promises(visit.shell("Broken promises"), (&late, &kept_late), calendar::london_date(now));
    Ok(Page(page).into_response())
}

/// `GET /supervise/disputes`
pub(crate) async fn disputes(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let now = shared.now();
    let found = shared.app.service.disputes_open(&actor, now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(lists::disputes(visit.shell("Disputes"), &found, calendar::london_date(now))).into_response())
}

/// `GET /supervise/early-warning`
pub(crate) async fn early_warning(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let found = shared.app.service.early_warnings(&actor, fields.some_text("team"), now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("Early warning");
    Ok(Page(warnings::page(shell, &found, &fields.text("team"), calendar::london_date(now))).into_response())
}

/// A month as it stands in an address: "2026-03"
fn month(text: &str) -> Option<Date> {
    format!("{text}-01").parse().ok()
}

/// `GET /supervise/contacts`
pub(crate) async fn contacts(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let today = calendar::london_date(now);
    let of = month(&fields.text("month")).unwrap_or(today);
    let seed = fields.text("seed").parse().unwrap_or_else(|_| seed_of(today));
    let found = shared.app.service.contacts_to_read(&actor, fields.some_text("team"), of, seed, now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("Contacts to read");
    Ok(Page(contacts::page(shell, &found, &fields.text("team"), today)).into_response())
}

/// `GET /directions`
pub(crate) async fn directions(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let now = shared.now();
    let found = shared.app.service.own_directions(&actor, now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("What your supervisor asks of you");
    Ok(Page(lists::own_directions(shell, &found, calendar::london_date(now))).into_response())
}

/// The months that the address asks for, and what is wrong with them
fn asked(fields: &Fields, today: Date) -> figures::Asked {
    let (from, to) = (fields.some_text("from"), fields.some_text("to"));
    let given = match (&from, &to) {
        (Some(from), Some(to)) => {
            month(from).zip(month(to)).and_then(|(from, to)| Months::between(from, to, today))
        }
        _ => None,
    };
    let is_wrong = given.is_none() && (from.is_some() || to.is_some());
    let ask = "Enter whole months that have ended, such as 2026-01, and not more than 24 of them. These are the last twelve";
    figures::Asked {
        months: given.unwrap_or_else(|| Months::last_twelve(today)),
        newest: Months::last_twelve(today).last,
        trouble: if is_wrong { ask.to_owned() } else { String::new() },
    }
}

/// `GET /figures/attrition`
pub(crate) async fn attrition(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let asked = asked(&fields, calendar::london_date(shared.now()));
    let found = shared.app.service.attrition(&actor, asked.months).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(figures::attrition(visit.shell("Who left"), &asked, &found)).into_response())
}

/// `GET /figures/repeat-victims`
pub(crate) async fn repeat_victims(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let asked = asked(&fields, calendar::london_date(shared.now()));
    let found = shared.app.service.repeat_victims(&actor, asked.months).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(figures::repeats(visit.shell("Repeat victims"), &asked, &found)).into_response())
}

const REVIEW_LABELS: &[(&str, &str)] = &[
    ("good", "What is good"),
    ("what-1", "Direction 1"),
    ("what-2", "Direction 2"),
    ("what-3", "Direction 3"),
    ("none_because", "Why nothing needs to be done"),
    ("words", "What was done, or why not"),
];

async fn review_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    saved: Option<String>,
    sent: &Sent<'_>,
) -> Result<Plain, Response> {
    let now = shared.now();
    let known = shared.app.service.case_reviews(actor, case, now).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let (shell, address) = (visit.shell("Review"), present::case_address(case));
    Ok(review::page(shell, &address, &known, saved, sent, calendar::london_date(now)))
}

/// `GET /case/{case}/review`
pub(crate) async fn ask_review(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    Ok(Page(review_page(&shared, &visit, &actor, case, None, &Sent::NOTHING).await?).into_response())
}

/// `POST /case/{case}/review`: a review, or what became of a direction
pub(crate) async fn save_review(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let answered = fields.some_text("direction").map(|text| {
        let (review, item) = text.split_once('_').unwrap_or_default();
        (review.parse().unwrap_or(0), item.parse().unwrap_or(0))
    });
    let form = Form { name: "review", fields: &fields, labels: REVIEW_LABELS };
    if form.is_to_be_changed() {
        let sent = Sent { fields: &fields, complaints: &Complaints::default(), answered };
        return Ok(Page(review_page(&shared, &visit, &actor, case, None, &sent).await?).into_response());
    }
    let (done, what) = match answered {
        Some(direction) => {
            let done = match fields.text("done").as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let said = (done, fields.text("words"));
            let saved = service.answer_direction(&actor, case, form.version(), direction, said, now).await;
            (saved, "What became of the direction is saved")
        }
        None => {
            let saved = service.review_case(&actor, case, review_form(&form), now).await;
            (saved, "The review is saved")
        }
    };
    match done {
        Ok(_) => {
            let saved = Saved { what: what.into(), ..Saved::default() };
            visit.leave_note(&shared, Note::Case(case, saved)).await;
            Ok(Redirect::to(&present::case_address(case)).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let sent = Sent { fields: &fields, complaints: &Complaints(problems), answered };
            Ok(refused(review_page(&shared, &visit, &actor, case, None, &sent).await?))
        }
        Err(ServiceError::Stale(stale)) => {
            let file = service.case_file(&actor, case, now).await;
            let file = file.map_err(|reason| trouble(&visit, reason))?;
            Ok(clash(&visit, &file, *stale, &form, now))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

fn review_form(form: &Form<'_>) -> ReviewForm {
    let fields = form.fields;
    let direction = |[what, who, by]: [&str; 3]| DirectionForm {
        what: fields.text(what),
        who: fields.text(who),
        by: date(&date_parts(fields, by)).ok(),
    };
    ReviewForm {
        version: form.version(),
        looked_at: fields.all("looked_at").iter().filter_map(|slug| LookedAt::from_slug(slug)).collect(),
        good: fields.text("good"),
        directions: DIRECTIONS.map(direction).into(),
        none_because: fields.text("none_because"),
    }
}

async fn going_on_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    complaints: &Complaints,
) -> Result<Plain, Response> {
    let known = shared.app.service.going_on(actor, case).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let (shell, address) = (visit.shell("Going on with the case"), present::case_address(case));
    Ok(going_on::page(shell, &address, &known, fields, complaints, shared.now()))
}

/// `GET /case/{case}/going-on`
pub(crate) async fn ask_going_on(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let page = going_on_page(&shared, &visit, &actor, case, &Fields::NOTHING, &Complaints::default()).await?;
    Ok(Page(page).into_response())
}

/// `POST /case/{case}/going-on`
pub(crate) async fn save_going_on(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let form = Form { name: "going-on", fields: &fields, labels: &[("words", "In their words")] };
    if form.is_to_be_changed() {
        let page = going_on_page(&shared, &visit, &actor, case, &fields, &Complaints::default()).await?;
        return Ok(Page(page).into_response());
    }
    let mut complaints = Complaints::default();
    let at = moment(&date_parts(&fields, "day"), &fields.text("time"), "at", "at", &mut complaints);
    let goes_on = fields.text("goes_on") == "yes";
    let said = GoingOnForm {
        version: form.version(),
        victim: fields.text("victim").parse().ok(),
        goes_on,
        because: LeftBecause::from_slug(&fields.text("because")),
        words: fields.text("words"),
        at,
    };
    match service.record_going_on(&actor, case, said, now).await {
        Ok(_) => {
            let what = if goes_on { "They go on with the case" } else { "They do not go on with the case" };
            let saved = Saved { what: what.into(), ..Saved::default() };
            visit.leave_note(&shared, Note::Case(case, saved)).await;
            Ok(Redirect::to(&present::case_address(case)).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            // A time that cannot be read is told once.
            let known = |field: &str| complaints.0.iter().any(|problem| problem.field == field);
            let more: Vec<_> = problems.into_iter().filter(|problem| !known(problem.field)).collect();
            complaints.0.extend(more);
            Ok(refused(going_on_page(&shared, &visit, &actor, case, &fields, &complaints).await?))
        }
        Err(ServiceError::Stale(stale)) => {
            let file = service.case_file(&actor, case, now).await;
            let file = file.map_err(|reason| trouble(&visit, reason))?;
            Ok(clash(&visit, &file, *stale, &form, now))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

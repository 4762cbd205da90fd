//! What a victim does not want: `GET` and `POST /case/{case}/waiver`.

use super::{Answer, Form, clash, refused, trouble};
use crate::{
    Shared,
    components::Choice,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page,
        case::Saved,
        waiver::{InForce, Waiver},
    },
    present,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use record::{CaseId, WaiverScope};
use service::{ServiceError, case_file::CaseFile, waive::WaiverForm};
use std::collections::BTreeMap;

const LABELS: &[(&str, &str)] = &[("words", "What they said")];

/// `GET /case/{case}/waiver`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let file = shared.app.service.case_file(&actor, case, shared.now()).await;
    let file = file.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(page(&visit, &file, file.version, &Fields::default(), &Complaints::default())).into_response())
}

/// `POST /case/{case}/waiver`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let file = shared.app.service.case_file(&actor, case, now).await;
    let file = file.map_err(|reason| trouble(&visit, reason))?;
    let form = Form { name: "waiver", fields: &fields, labels: LABELS };
    let again = |complaints: &Complaints| page(&visit, &file, form.version(), &fields, complaints);
    if form.is_to_be_changed() {
        return Ok(Page(again(&Complaints::default())).into_response());
    }
    let wish = match wish(&fields, form.version()) {
        Ok(wish) => wish,
        Err(complaints) => return Ok(refused(again(&complaints))),
    };
    let what = match wish.withdraw {
        true => "Recorded that they want it again",
        false => "Recorded what they do not want. They can change their mind at any time",
    };
    match shared.app.service.waive(&actor, case, wish, now).await {
        Ok(_) => {
            let saved = Saved { what: what.into(), ..Saved::default() };
            visit.leave_note(&shared, Note::Case(case, saved)).await;
            Ok(Redirect::to(&present::case_address(case)).into_response())
        }
        Err(ServiceError::Invalid(problems)) => Ok(refused(again(&Complaints(problems)))),
        Err(ServiceError::Stale(stale)) => Ok(clash(&visit, &file, *stale, &form, now)),
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

fn wish(fields: &Fields, version: u64) -> Result<WaiverForm, Complaints> {
    let mut complaints = Complaints::default();
    let victim = fields.text("victim").parse().ok();
    if victim.is_none() {
        complaints.add("victim", "Select whose wish this is");
    }
    let withdrawn = fields.some_text("withdraw");
    let scope = match (&withdrawn, fields.text("scope").as_str()) {
        (Some(text), _) => scope_from(text),
        (None, "all") => Some(WaiverScope::All),
        (None, "duty") => fields.some_text("duty").map(WaiverScope::Duty),
        (None, "right") => fields.text("right").parse().ok().map(WaiverScope::Right),
        (None, _) => None,
    };
    if scope.is_none() {
        complaints.add("scope", "Select what they do not want, and which one");
    }
    match (victim, scope) {
        (Some(victim), Some(scope)) => Ok(WaiverForm {
            version,
            victim,
            scope,
            words: fields.some_text("words"),
            withdraw: withdrawn.is_some(),
        }),
        _ => Err(complaints),
    }
}

/// `all`, `right:7` or `duty:ID`, as the form of a waiver in force sends it
fn scope_from(text: &str) -> Option<WaiverScope> {
    match text.split_once(':') {
        None if text == "all" => Some(WaiverScope::All),
        Some(("right", right)) => right.parse().ok().map(WaiverScope::Right),
        Some(("duty", duty)) => Some(WaiverScope::Duty(duty.to_owned())),
        _ => None,
    }
}

fn scope_to(scope: &WaiverScope) -> String {
    match scope {
        WaiverScope::All => "all".into(),
        WaiverScope::Right(right) => format!("right:{right}"),
        WaiverScope::Duty(duty) => format!("duty:{duty}"),
    }
}

fn page(visit: &Visit, file: &CaseFile, version: u64, fields: &Fields, complaints: &Complaints) -> Waiver {
    let in_force = file.victims.iter().flat_map(|victim| {
        victim.waivers.iter().map(|(scope, words)| InForce {
            what: format!("{} does not want {words}", victim.details.name),
            victim: victim.id.to_string(),
            scope: scope_to(scope),
        })
    });
    let victims = file.victims.iter().map(|victim| Choice::new(victim.id.to_string(), &victim.details.name));
    let titles: BTreeMap<_, _> = file
        .duties
        .iter()
        .filter(|line| line.owed.provider != "victim")
        .filter_map(|line| Some((&line.owed.duty, &line.rule?.plain)))
        .collect();
    let duties = titles.into_iter().map(|(duty, title)| Choice::new(duty, title));
    let mut victim = fields.text("victim");
    if let ([only], true) = (file.victims.as_slice(), victim.is_empty()) {
        victim = only.id.to_string();
    }
    Waiver {
        shell: visit.shell("Something is not wanted").within("/my-work").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        reference: file.reference.clone(),
        case: present::case_address(file.id),
        version,
        in_force: in_force.collect(),
        victims: victims.collect(),
        victim: complaints.beside("victim", victim),
        scope: complaints.beside("scope", fields.text("scope")),
        duties: [Choice::new("", "Choose one")].into_iter().chain(duties).collect(),
        duty: complaints.beside("duty", fields.text("duty")),
        right: complaints.beside("right", fields.text("right")),
        words: complaints.beside("words", fields.text("words")),
    }
}

//! Recording that something happened: `GET` and `POST /case/{case}/event`.

use super::{Answer, Form, clash, refused, trouble};
use crate::{
    Shared,
    components::{Choice, DateParts},
    fields::Fields,
    forms::{self, Complaints, NoDate},
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, case::Saved, record_event::RecordEvent},
    present, words,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use jiff::Timestamp;
use record::{CaseId, Hearing};
use service::{ServiceError, case_file::CaseFile, record_event::EventForm};
use victims_code::{Stage, Trigger};

const LABELS: &[(&str, &str)] = &[("words", "What your colleagues should know"), ("court", "The court")];

/// Fields of several boxes, and the first box of each
const FIRST_BOXES: &[(&str, &str)] =
    &[("at", "day-day"), ("received_at", "received-day"), ("hearing_date", "hearing-day")];

/// What somebody has filled in so far
struct Draft {
    trigger: String,
    victim: String,
    day: DateParts,
    time: String,
    received_day: DateParts,
    received_time: String,
    hearing_day: DateParts,
    hearing_time: String,
    court: String,
    words: String,
}

impl Draft {
    fn fresh(now: Timestamp) -> Self {
        Self {
            trigger: String::new(),
            victim: String::new(),
            day: forms::parts_of(calendar::london_date(now)),
            time: words::clock_of(now),
            received_day: DateParts::default(),
            received_time: String::new(),
            hearing_day: DateParts::default(),
            hearing_time: String::new(),
            court: String::new(),
            words: String::new(),
        }
    }

    fn sent(fields: &Fields) -> Self {
        Self {
            trigger: fields.text("trigger"),
            victim: fields.text("victim"),
            day: forms::date_parts(fields, "day"),
            time: fields.text("time"),
            received_day: forms::date_parts(fields, "received"),
            received_time: fields.text("received_time"),
            hearing_day: forms::date_parts(fields, "hearing"),
            hearing_time: fields.text("hearing_time"),
            court: fields.text("court"),
            words: fields.text("words"),
        }
    }

    fn to_form(&self, version: u64) -> Result<EventForm, Complaints> {
        let mut complaints = Complaints::default();
        if self.trigger.is_empty() {
            complaints.add("trigger", "Select what happened");
        }
        let at = forms::moment(&self.day, &self.time, "at", "time", &mut complaints);
        let received_at = match forms::date(&self.received_day) {
            // As the page says: left empty, it was learned of at once.
            Err(NoDate::Empty) if self.received_time.is_empty() => at,
            _ => forms::moment(
                &self.received_day,
                &self.received_time,
                "received_at",
                "received_time",
                &mut complaints,
            ),
        };
        let hearing = self.hearing(&mut complaints);
        let victim = self.victim.parse().ok();
        if victim.is_none() && !self.victim.is_empty() {
            complaints.add("victim", "Select a victim of this case, or all of them");
        }
        match (at, complaints.0.is_empty()) {
            (Some(at), true) => Ok(EventForm {
                version,
                trigger: self.trigger.clone(),
                at,
                received_at,
                victim,
                hearing,
                words: Some(self.words.clone()).filter(|words| !words.is_empty()),
            }),
            _ => Err(complaints),
        }
    }

    fn hearing(&self, complaints: &mut Complaints) -> Option<Hearing> {
        let time = forms::time(&self.hearing_time);
        if time.is_none() && !self.hearing_time.is_empty() {
            complaints.add("hearing_time", "Enter a time, such as 10:00, or leave it empty");
        }
        match forms::date(&self.hearing_day) {
            Ok(date) => {
                let court_name = Some(self.court.clone()).filter(|court| !court.is_empty());
                Some(Hearing { date, time, court: None, court_name })
            }
            Err(NoDate::Empty) => None,
            Err(NoDate::Wrong) => {
                complaints.add("hearing_date", "Enter a real day, such as 5 3 2026");
                None
            }
        }
    }
}

/// `GET /case/{case}/event`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let now = shared.now();
    let file = shared.app.service.case_file(&actor, case, now).await;
    let file = file.map_err(|reason| trouble(&visit, reason))?;
    let triggers = shared.app.service.triggers();
    let page = page(&visit, &file, file.version, &triggers, Draft::fresh(now), &Complaints::default());
    Ok(Page(page).into_response())
}

/// `POST /case/{case}/event`
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
    let form = Form { name: "event", fields: &fields, labels: LABELS };
    let draft = Draft::sent(&fields);
    let triggers = shared.app.service.triggers();
    let again =
        |draft, complaints: &Complaints| page(&visit, &file, form.version(), &triggers, draft, complaints);
    if form.is_to_be_changed() {
        return Ok(Page(again(draft, &Complaints::default())).into_response());
    }
    let event = match draft.to_form(form.version()) {
        Ok(event) => event,
        Err(complaints) => return Ok(refused(again(draft, &complaints))),
    };
    let happened = triggers.iter().find(|trigger| *trigger.slug == *event.trigger);
    let what = happened.map_or("What happened", |trigger| &trigger.staff).to_owned();
    match shared.app.service.record_event(&actor, case, event, now).await {
        Ok(done) => {
            let what = format!("Recorded: {what}");
            let saved = Saved { what, started: done.started, ..Saved::default() };
            visit.leave_note(&shared, Note::Case(case, saved)).await;
            Ok(Redirect::to(&present::case_address(case)).into_response())
        }
        Err(ServiceError::Invalid(problems)) => Ok(refused(again(draft, &Complaints(problems)))),
        Err(ServiceError::Stale(stale)) => Ok(clash(&visit, &file, *stale, &form, now)),
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

fn page(
    visit: &Visit,
    file: &CaseFile,
    version: u64,
    triggers: &[&Trigger],
    draft: Draft,
    complaints: &Complaints,
) -> RecordEvent {
    let everybody = Choice::new("", "All victims in this case");
    let victims = file
        .victims
        .iter()
        .map(|victim| Choice::new(victim.id.to_string(), format!("{} only", victim.details.name)));
    RecordEvent {
        shell: visit.shell("Record what happened").within("/my-work").wrong(!complaints.0.is_empty()),
        errors: complaints.links(FIRST_BOXES),
        reference: file.reference.clone(),
        case: present::case_address(file.id),
        version,
        triggers: trigger_choices(triggers),
        trigger: complaints.beside("trigger", draft.trigger),
        victims: [everybody].into_iter().chain(victims).collect(),
        victim: complaints.beside("victim", draft.victim),
        day: draft.day,
        day_error: complaints.about("at"),
        time: complaints.beside("time", draft.time),
        received_day: draft.received_day,
        received_error: complaints.about("received_at"),
        received_time: complaints.beside("received_time", draft.received_time),
        hearing_day: draft.hearing_day,
        hearing_error: complaints.about("hearing_date"),
        hearing_time: complaints.beside("hearing_time", draft.hearing_time),
        court: complaints.beside("court", draft.court),
        words: complaints.beside("words", draft.words),
    }
}

/// Everything that can happen, in the order of a case, by stage
fn trigger_choices(triggers: &[&Trigger]) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", "Select what happened")];
    for (stage, slug) in Stage::ALL {
        let mut of_stage: Vec<_> = triggers.iter().filter(|trigger| trigger.stage == stage).collect();
        of_stage.sort_by(|a, b| a.staff.cmp(&b.staff));
        choices.push(Choice::heading(format!("- {} -", present::stage_words(slug))));
        choices.extend(of_stage.into_iter().map(|trigger| Choice::new(&*trigger.slug, &trigger.staff)));
    }
    choices
}

//! Messages both ways: `GET` and `POST /messages` for a victim, `/case/{case}/messages` for the team.

use super::{
    Answer, Form, clash, contact::duty, files::first, refused, said_to_victim, trouble, victim_of,
    victims_navigation,
};
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
        messages::{self as page, MESSAGES, OwnPage, TeamPage},
        problem,
    },
    present::{self, talk},
    speaking,
    uploads::Uploads,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use record::CaseId;
use service::{
    Actor, ServiceError,
    case_file::{CaseFile, DutyLine, VictimCard},
    messages::{
        own::OwnMessage,
        team::{TeamMessage, TeamMessages},
    },
};
use uuid::Uuid;

const LABELS: &[(&str, &str)] = &[("words", "Your message")];

/// The id that a form carries; a form without one makes a new message
fn id_of(fields: &Fields) -> Uuid {
    fields.text("message").parse().unwrap_or_else(|_| Uuid::new_v4())
}

/// `GET /messages`
pub(crate) async fn own(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let saved = said_to_victim(&shared, &visit).await;
    let about = OwnPage { saved, id: Uuid::new_v4().to_string(), ..OwnPage::default() };
    let page = own_page(&shared, &visit, &actor, about, &Complaints::default()).await?;
    Ok(Page(page).into_response())
}

async fn own_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    about: OwnPage,
    complaints: &Complaints,
) -> Result<crate::pages::plain::Plain, Response> {
    let now = shared.now();
    let today = calendar::london_date(now);
    let known = shared.app.service.own_messages(actor, now).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell(speaking::say("messages-title")).acting_for(&known.name);
    let about = OwnPage {
        who: talk::who_answers(&known.answering),
        update: talk::update_words(known.update, today),
        lines: known.lines.into_iter().map(|line| talk::own_line(line, today)).collect(),
        ..about
    };
    Ok(page::own(shell, about, complaints))
}

/// `POST /messages`
pub(crate) async fn send(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let today = calendar::london_date(now);
    let note = if fields.text("now") == "update" {
        let asked = service.ask_for_update(&actor, now).await.map_err(|reason| trouble(&visit, reason))?;
        talk::update_receipt(asked, today)
    } else {
        let message = OwnMessage { id: id_of(&fields), words: fields.text("words"), files: Vec::new() };
        let id = message.id.to_string();
        match service.send_message(&actor, message, now).await {
            Ok(receipt) => talk::receipt(receipt, today),
            Err(ServiceError::Invalid(problems)) => {
                let about = OwnPage { id, typed: fields.text("words"), ..OwnPage::default() };
                let page = own_page(&shared, &visit, &actor, about, &Complaints(problems)).await?;
                return Ok(refused(page));
            }
            Err(reason) => return Err(trouble(&visit, reason)),
        }
    };
    visit.leave_note(&shared, Note::Victim(note)).await;
    Ok(Redirect::to(MESSAGES).into_response())
}

/// `GET /messages/file`
pub(crate) async fn ask_file(visit: Visit) -> Page<crate::pages::plain::Plain> {
    let shell = visit.shell(speaking::say("messages-with-file"));
    Page(page::with_file(shell, &Uuid::new_v4().to_string(), "", &Complaints::default()))
}

/// `POST /messages/file`
pub(crate) async fn send_file(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
    uploads: Uploads,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let mut message = OwnMessage { id: id_of(&fields), words: fields.text("words"), files: Vec::new() };
    let id = message.id.to_string();
    let (case, victim) = actor.victim().ok_or_else(|| trouble(&visit, ServiceError::NotFound))?;
    let again = |complaints: Complaints| {
        let shell = visit.shell(speaking::say("messages-with-file"));
        refused(page::with_file(shell, &id, &fields.text("words"), &complaints))
    };
    let offered = match (first(uploads), message.fits()) {
        (Ok(offered), Ok(())) => offered,
        (offered, fits) => {
            let mut complaints = offered.err().unwrap_or_default();
            complaints.0.extend(fits.err());
            return Ok(again(complaints));
        }
    };
    let kept = match service.keep_file(&actor, case, victim, offered, now).await {
        Ok(kept) => kept,
        Err(ServiceError::Invalid(problems)) => return Ok(again(Complaints(problems))),
        Err(reason) => return Err(trouble(&visit, reason)),
    };
    message.files = vec![kept];
    let receipt =
        service.send_message(&actor, message, now).await.map_err(|reason| trouble(&visit, reason))?;
    let note = talk::receipt(receipt, calendar::london_date(now));
    visit.leave_note(&shared, Note::Victim(note)).await;
    Ok(Redirect::to(MESSAGES).into_response())
}

/// `GET /case/{case}/messages`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let file = shared.app.service.case_file(&actor, case, now).await;
    let file = file.map_err(|reason| trouble(&visit, reason))?;
    let Some(victim) = victim_of(&file, &fields.text("victim")) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let known = shared.app.service.case_messages(&actor, case, victim.id, now).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let answered = known.owed.iter().filter(|line| known.is_answered(line)).map(box_of).collect();
    let draft = Draft { version: known.version, id: Uuid::new_v4(), meets: answered, ..Draft::default() };
    let saved = match visit.take_note(&shared).await {
        Some(Note::Case(about, saved)) if about == case => Some(saved.what),
        _ => None,
    };
    let context = Context { visit: &visit, file: &file, victim, now };
    Ok(Page(context.page(known, draft, saved, &Complaints::default())).into_response())
}

/// `POST /case/{case}/messages`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let file = service.case_file(&actor, case, now).await.map_err(|reason| trouble(&visit, reason))?;
    let Some(victim) = victim_of(&file, &fields.text("victim")) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let form = Form { name: "messages", fields: &fields, labels: LABELS };
    let draft = Draft::sent(&fields, form.version());
    let context = Context { visit: &visit, file: &file, victim, now };
    let chases = fields.text("now") == "update";
    let done = if chases {
        service.chase(&actor, case, victim.id, now).await.map(|_| file.version)
    } else if form.is_to_be_changed() {
        Err(ServiceError::Invalid(Vec::new()))
    } else {
        let message = TeamMessage {
            version: draft.version,
            id: draft.id,
            victim: victim.id,
            words: draft.words.clone(),
            meets: draft.meets.iter().filter_map(|text| duty(text)).collect(),
            tells_no_news: draft.tells_no_news,
        };
        service.write_on_case(&actor, case, message, now).await
    };
    let problems = match done {
        Ok(_) => {
            let what = if chases { "The team has been asked for an update" } else { "Your message is sent" };
            let saved = Saved { what: what.into(), ..Saved::default() };
            visit.leave_note(&shared, Note::Case(case, saved)).await;
            let back = format!("{}/messages?victim={}", present::case_address(case), victim.id);
            return Ok(Redirect::to(&back).into_response());
        }
        Err(ServiceError::Invalid(problems)) => Complaints(problems),
        Err(ServiceError::Stale(stale)) => return Ok(clash(&visit, &file, *stale, &form, now)),
        Err(reason) => return Err(trouble(&visit, reason)),
    };
    let known = service.case_messages(&actor, case, victim.id, now).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let is_wrong = !problems.0.is_empty();
    let page = context.page(known, draft, None, &problems);
    Ok(if is_wrong { refused(page) } else { Page(page).into_response() })
}

/// What somebody has filled in so far
#[derive(Default)]
struct Draft {
    version: u64,
    id: Uuid,
    words: String,
    meets: Vec<String>,
    tells_no_news: bool,
}

impl Draft {
    fn sent(fields: &Fields, version: u64) -> Self {
        Self {
            version,
            id: id_of(fields),
            words: fields.text("words"),
            meets: fields.all("meets"),
            tells_no_news: fields.some_text("tells_no_news").is_some(),
        }
    }
}

fn box_of(line: &DutyLine) -> String {
    format!("{}_{}", line.owed.trigger, line.owed.duty)
}

/// What the team's page is about
struct Context<'a> {
    visit: &'a Visit,
    file: &'a CaseFile,
    victim: &'a VictimCard,
    now: Timestamp,
}

impl Context<'_> {
    fn page(
        &self,
        known: TeamMessages,
        draft: Draft,
        saved: Option<String>,
        complaints: &Complaints,
    ) -> crate::pages::plain::Plain {
        let case = present::case_address(self.file.id);
        let today = calendar::london_date(self.now);
        // No name: browsers keep titles.
        let shell = self.visit.shell("Messages");
        let hidden = [
            ("victim", known.victim.to_string()),
            ("message", draft.id.to_string()),
            ("version", draft.version.to_string()),
        ];
        let about = TeamPage {
            reference: known.reference.clone(),
            victims: victims_navigation(self.file, &format!("{case}/messages"), known.victim),
            safe_contact: present::case::safe_contact_words(self.victim),
            first: known.untold.map(|how| how.to_lowercase()).unwrap_or_default(),
            sees_words: known.sees_words,
            supports: known.supports,
            writes: known.writes,
            owed: known.owed.iter().map(|line| self.choice(line)).collect(),
            meets: draft.meets,
            tells_no_news: draft.tells_no_news,
            hidden: hidden.map(|(name, value)| (name.to_owned(), value)).into(),
            typed: draft.words,
            saved,
            lines: known.lines.into_iter().map(|line| talk::team_line(line, &known.name, today)).collect(),
            name: known.name,
            case,
        };
        page::team(shell, about, complaints)
    }

    fn choice(&self, line: &DutyLine) -> Choice {
        let what = line.rule.map_or(line.owed.duty.clone(), |rule| rule.duty.clone());
        let left = present::time_left(line.standing, line.owed.due_at, line.working_days_left, self.now);
        Choice::new(box_of(line), what).hint(left.map(|left| left.words()).unwrap_or_default())
    }
}

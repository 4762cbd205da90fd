//! The Victim Personal Statement: `/your-statement` and what is under it for a victim, `/case/{case}/statement` for staff.

use super::{Answer, refused, said_to_victim, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::{self, Complaints},
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page, case_statement, problem,
        statement::{self as page, Typed},
    },
    present,
    shell::Shell,
    speaking::{say, say_with},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use record::{
    CaseId,
    statement::{Heard, LONGEST, StatementKind, Step, length},
};
use service::{
    Actor, ServiceError,
    statement::{
        OwnStatement, as_kept,
        drafts::{Draft, DraftSaved, Saying},
        way::StepForm,
    },
};
use uuid::Uuid;

/// `GET /your-statement`
pub(crate) async fn look(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let own = own(&shared, &visit, &actor).await?;
    let saved = said_to_victim(&shared, &visit).await;
    let today = calendar::london_date(shared.now());
    Ok(Page(page::page(shell(&visit, &own), &own, saved, today)).into_response())
}

/// `POST /your-statement`: a copy on paper, or help with an addition
pub(crate) async fn ask_for(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let Ok(statement) = fields.text("statement").parse::<Uuid>() else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let (service, now) = (&shared.app.service, shared.now());
    let (asked, done) = match fields.text("ask").as_str() {
        "update" => (service.ask_statement_update(&actor, statement, now).await, "statement-update-done"),
        _ => (service.ask_statement_copy(&actor, statement, now).await, "statement-copy-done"),
    };
    asked.map_err(|reason| trouble(&visit, reason))?;
    visit.leave_note(&shared, Note::Victim(say(done))).await;
    Ok(Redirect::to(page::STATEMENT).into_response())
}

/// `GET /your-statement/write`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let own = own(&shared, &visit, &actor).await?;
    let kind = page::kinds_offered(&own).first().copied().unwrap_or_default();
    let written = own.current.as_ref();
    let typed = Typed {
        text: written.map(|draft| draft.says.text.clone()).unwrap_or_default(),
        kind: written.map_or(kind, |draft| draft.says.kind),
        read: last_number(&own),
        saved: said_to_victim(&shared, &visit).await,
    };
    Ok(Page(page::write(shell(&visit, &own), &own, &typed, &Complaints::default())).into_response())
}

/// `POST /your-statement/write`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let own = own(&shared, &visit, &actor).await?;
    let read = fields.text("read").parse().unwrap_or_else(|_| last_number(&own));
    let offered = page::kinds_offered(&own);
    let asked = StatementKind::from_slug(&fields.text("kind")).filter(|kind| offered.contains(kind));
    let kind = asked.or(offered.first().copied()).unwrap_or_default();
    let text = as_kept(&fields.text("text"));
    let before = own.current.as_ref().map(|draft| draft.says.clone()).unwrap_or_default();
    let mut complaints = Complaints::default();
    if length(&text) > LONGEST {
        complaints.add("text", &page::too_long(length(&text)));
    } else {
        let says = Saying { kind, text: text.clone(), ..before };
        match shared.app.service.save_own_draft(&actor, read, says, shared.now()).await {
            Ok(saved) => return Ok(saved_draft(&shared, &visit, &fields, &saved).await),
            Err(ServiceError::Invalid(problems)) => complaints.0.extend(problems),
            Err(reason) => return Err(trouble(&visit, reason)),
        }
    }
    let typed = Typed { text, kind, read, saved: None };
    Ok(refused(page::write(shell(&visit, &own), &own, &typed, &complaints)))
}

async fn saved_draft(shared: &Shared, visit: &Visit, fields: &Fields, saved: &DraftSaved) -> Response {
    let words = match saved.meanwhile {
        true => say("statement-saved-meanwhile"),
        false => say_with("statement-saved", &[("count", saved.length.into())]),
    };
    if fields.text("then") == "on" && !saved.meanwhile {
        return Redirect::to(page::CHOICES).into_response();
    }
    visit.leave_note(shared, Note::Victim(words)).await;
    Redirect::to(if saved.meanwhile { page::STATEMENT } else { page::WRITE }).into_response()
}

/// `GET /your-statement/choices`
pub(crate) async fn ask_choices(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
) -> Answer {
    let own = own(&shared, &visit, &actor).await?;
    let Some(draft) = &own.current else { return Ok(Redirect::to(page::WRITE).into_response()) };
    let shell = shell(&visit, &own);
    Ok(Page(page::choices(shell, &own, draft, &Fields::NOTHING, &Complaints::default())).into_response())
}

/// `POST /your-statement/choices`
pub(crate) async fn save_choices(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (service, own) = (&shared.app.service, own(&shared, &visit, &actor).await?);
    let read = fields.text("read").parse().unwrap_or_else(|_| last_number(&own));
    // Marks are places in the version that the page showed.
    let draft = service.own_draft(&actor, read).await.map_err(|reason| trouble(&visit, reason))?;
    let Some(heard) = Heard::from_slug(&fields.text("heard")) else {
        let mut complaints = Complaints::default();
        complaints.add("heard", "Choose whether it is read aloud, and by whom");
        return Ok(refused(page::choices(shell(&visit, &own), &own, &draft, &fields, &complaints)));
    };
    let kept = fields.all("keep");
    let marked =
        |(place, (text, _)): (usize, (String, bool))| kept.contains(&place.to_string()).then_some(text);
    let says = Saying {
        sensitive: draft.paragraphs().into_iter().enumerate().filter_map(marked).collect(),
        heard: Some(heard),
        screen: !fields.text("screen").is_empty(),
        ..draft.says
    };
    let saved = service.save_own_draft(&actor, read, says, shared.now()).await;
    let saved = saved.map_err(|reason| trouble(&visit, reason))?;
    if saved.meanwhile {
        return Ok(saved_draft(&shared, &visit, &fields, &saved).await);
    }
    Ok(Redirect::to(page::CHECK).into_response())
}

/// `GET /your-statement/check`
pub(crate) async fn check(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let own = own(&shared, &visit, &actor).await?;
    match &own.current {
        None => Ok(Redirect::to(page::STATEMENT).into_response()),
        Some(Draft { says: Saying { heard: None, .. }, .. }) => {
            Ok(Redirect::to(page::CHOICES).into_response())
        }
        Some(draft) => {
            Ok(Page(page::check(shell(&visit, &own), &own, draft, &Complaints::default())).into_response())
        }
    }
}

/// `POST /your-statement/check`: sends it, once
pub(crate) async fn send(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let Ok(draft) = fields.text("draft").parse::<Uuid>() else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    match shared.app.service.send_own_statement(&actor, draft, shared.now()).await {
        Ok(()) => {
            visit.leave_note(&shared, Note::Victim(say("statement-sent-done"))).await;
            Ok(Redirect::to(page::STATEMENT).into_response())
        }
        Err(ServiceError::Invalid(problems)) => {
            let own = own(&shared, &visit, &actor).await?;
            let complaints = Complaints(problems);
            match &own.current {
                Some(draft) => Ok(refused(page::check(shell(&visit, &own), &own, draft, &complaints))),
                None => Ok(Redirect::to(page::STATEMENT).into_response()),
            }
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

/// `GET /your-statement/version/{number}`
pub(crate) async fn version(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(number): Path<u32>,
) -> Answer {
    let own = own(&shared, &visit, &actor).await?;
    let not_there = || problem::not_there(visit.shell("")).into_response();
    let line = own.versions.iter().find(|line| line.number == number).ok_or_else(not_there)?;
    let draft = shared.app.service.own_draft(&actor, number).await;
    let draft = draft.map_err(|reason| trouble(&visit, reason))?;
    let today = calendar::london_date(shared.now());
    Ok(Page(page::version(shell(&visit, &own), &own, &draft, line, today)).into_response())
}

/// `POST /your-statement/version/{number}`: goes on with it
pub(crate) async fn go_back(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(number): Path<u32>,
) -> Answer {
    let done = shared.app.service.go_back_to_draft(&actor, number, shared.now()).await;
    done.map_err(|reason| trouble(&visit, reason))?;
    visit.leave_note(&shared, Note::Victim(say("statement-version-back-done"))).await;
    Ok(Redirect::to(page::WRITE).into_response())
}

/// `GET /your-statement/sent/{statement}`
pub(crate) async fn sent(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(statement): Path<Uuid>,
) -> Answer {
    let own = own(&shared, &visit, &actor).await?;
    let found = own.sent.iter().find(|sent| sent.id == statement);
    let found = found.ok_or_else(|| problem::not_there(visit.shell("")).into_response())?;
    Ok(Page(page::sent(shell(&visit, &own), &own, found)).into_response())
}

/// `GET /case/{case}/statement`
pub(crate) async fn of_case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let found = shared.app.service.case_statements(&actor, case).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let saved = said_to_victim(&shared, &visit).await;
    let shell = visit.shell("Personal statements").within("/my-work");
    let about = (present::case_address(case), calendar::london_date(shared.now()));
    Ok(Page(case_statement::page(shell, &about, &found, &Fields::NOTHING, &Complaints::default(), saved))
        .into_response())
}

/// `POST /case/{case}/statement`
pub(crate) async fn move_on(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let Ok(statement) = fields.text("statement").parse::<Uuid>() else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let mut complaints = Complaints::default();
    let on = forms::date(&forms::date_parts(&fields, "on"));
    if on.is_err() {
        complaints.add("on", "Enter a real day, such as 5 3 2026");
    }
    if let Ok(on) = on {
        let form = StepForm {
            version: fields.text("version").parse().unwrap_or(0),
            statement,
            step: Step::from_slug(&fields.text("step")),
            on,
            words: fields.some_text("words"),
        };
        match service.move_statement(&actor, case, form, now).await {
            Ok(()) => {
                visit.leave_note(&shared, Note::Victim("Recorded. The victim sees this step.".into())).await;
                let address = format!("{}/statement", present::case_address(case));
                return Ok(Redirect::to(&address).into_response());
            }
            Err(ServiceError::Invalid(problems)) => complaints.0.extend(problems),
            // Nothing of what changed can change what was typed here: the page is shown again as it is now.
            Err(ServiceError::Stale(_)) => {
                complaints.add("step", "Somebody else changed this case. Look again, then save once more");
            }
            Err(reason) => return Err(trouble(&visit, reason)),
        }
    }
    let found = service.case_statements(&actor, case).await.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("Personal statements").within("/my-work").wrong(true);
    let about = (present::case_address(case), calendar::london_date(now));
    Ok(refused(case_statement::page(shell, &about, &found, &fields, &complaints, None)))
}

async fn own(shared: &Shared, visit: &Visit, actor: &Actor) -> Result<OwnStatement, Response> {
    let own = shared.app.service.own_statement(actor, shared.now()).await;
    own.map_err(|reason| trouble(visit, reason))
}

fn shell(visit: &Visit, own: &OwnStatement) -> Shell {
    visit.shell(page::title(own)).within("/your-case").acting_for(&own.name)
}

/// Number of the newest version that the page knows of
fn last_number(own: &OwnStatement) -> u32 {
    own.versions.first().map_or(0, |line| line.number)
}

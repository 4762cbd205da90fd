//! `GET /case/{case}/disclosures`: copies for the defence; `GET` and `POST .../new`: choose, then mark; `GET` and
//! `POST .../{copy}`: a second person decides, and what they released is taken out.

use super::file;
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    handlers::{
        Answer,
        access::{complaints_of, said, say},
        refused, trouble,
    },
    pages::{
        Page,
        copies::defence::{self as page, DefenceFile},
    },
    present,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use record::CaseId;
use service::{
    Problem, ServiceError,
    copies::{
        defence::{DefenceForm, DefencePage, MarkedItem, NotPrepared, Sheet},
        redaction::Reason,
    },
};
use tracing::error;
use uuid::Uuid;

/// `GET /case/{case}/disclosures`
pub(crate) async fn list(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
) -> Answer {
    let found = shared.app.service.defence_copies(&actor, case).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let saved = said(&visit, &shared).await;
    let shell = visit.shell("Copies for the defence").within("/my-work");
    let today = calendar::london_date(shared.now());
    Ok(Page(page::list(shell, &present::case_address(case), &found, saved, today)).into_response())
}

/// `GET /case/{case}/disclosures/new`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let victim = fields.text("victim").parse().ok();
    let known = shared.app.service.defence_page(&actor, case, victim).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("What is disclosed").within("/my-work");
    let today = calendar::london_date(shared.now());
    let none = Complaints::default();
    Ok(Page(page::choose(shell, &present::case_address(case), &known, &none, today)).into_response())
}

/// `POST /case/{case}/disclosures/new`: the first time what was chosen, then how it was marked
pub(crate) async fn prepare(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let victim = fields.text("victim").parse().ok();
    let known = shared.app.service.defence_page(&actor, case, victim).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let address = present::case_address(case);
    let today = calendar::london_date(shared.now());
    let chosen = fields.all("items");
    if fields.text("step") != "mark" {
        if let Some(complaint) = page::too_much_or_nothing(&known, &chosen) {
            let mut complaints = Complaints::default();
            complaints.add("items", complaint);
            let shell = visit.shell("What is disclosed").within("/my-work");
            return Ok(refused(page::choose(shell, &address, &known, &complaints, today)));
        }
        let shell = visit.shell("Mark what is left out").within("/my-work");
        let none = Complaints::default();
        return Ok(Page(page::mark(shell, &address, &known, &chosen, None, &none, &[])).into_response());
    }
    let form = form_of(&fields, &known, &chosen);
    let prepared = shared.app.service.prepare_defence_copy(&actor, case, form, printed, shared.now()).await;
    let (complaints, marks) = match prepared {
        Ok(copy) => {
            say(&visit, &shared, "Prepared. Somebody else must look at it before it can leave").await;
            return Ok(Redirect::to(&format!("{address}/disclosures/{copy}")).into_response());
        }
        Err(NotPrepared::Marks(marks)) => (Complaints::default(), marks),
        Err(NotPrepared::Refused(reason)) => {
            (complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?, Vec::new())
        }
    };
    let shell = visit.shell("Mark what is left out").within("/my-work");
    Ok(refused(page::mark(shell, &address, &known, &chosen, Some(&fields), &complaints, &marks)))
}

fn form_of(fields: &Fields, known: &DefencePage, chosen: &[String]) -> DefenceForm {
    let item = |id: &String| MarkedItem {
        id: id.clone(),
        marked: fields.text(&format!("text-{id}")),
        reason: Reason::from_slug(&fields.text(&format!("reason-{id}"))),
        shown_because: fields.text(&format!("because-{id}")),
    };
    DefenceForm {
        version: fields.text("version").parse().unwrap_or(0),
        victim: Some(known.victim),
        items: chosen.iter().map(item).collect(),
        words: fields.text("words"),
    }
}

/// Exactly what leaves
fn printed(sheet: &Sheet) -> Option<String> {
    match (DefenceFile { of: sheet }).render() {
        Ok(text) => Some(text),
        Err(reason) => {
            error!(%reason, "a copy could not be printed");
            None
        }
    }
}

/// `GET /case/{case}/disclosures/{copy}`
pub(crate) async fn look(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((case, copy)): Path<(CaseId, Uuid)>,
) -> Answer {
    let found = shared.app.service.defence_copy(&actor, case, copy).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let saved = said(&visit, &shared).await;
    let shell = visit.shell("A copy for the defence").within("/my-work");
    let today = calendar::london_date(shared.now());
    let (fields, none) = (Fields::default(), Complaints::default());
    let shown = page::one(shell, &present::case_address(case), &found, &fields, &none, saved, today);
    Ok(Page(shown).into_response())
}

/// `POST /case/{case}/disclosures/{copy}`
pub(crate) async fn decide(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path((case, copy)): Path<(CaseId, Uuid)>,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    let address = format!("{}/disclosures/{copy}", present::case_address(case));
    if fields.text("do") == "take" {
        let taken = service.take_defence_copy(&actor, case, copy, now).await;
        let bytes = taken.map_err(|reason| trouble(&visit, reason))?;
        return Ok(file("disclosure.html", "text/html; charset=utf-8", bytes));
    }
    let version = fields.text("version").parse().unwrap_or(0);
    let decided = match fields.text("released").as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let done = match decided {
        Some(released) => {
            service
                .decide_defence_copy(&actor, case, version, copy, released, fields.text("words"), now)
                .await
        }
        None => {
            let message = "Select whether it may leave".to_owned();
            Err(ServiceError::Invalid(vec![Problem { field: "released", message }]))
        }
    };
    let Err(reason) = done else {
        say(&visit, &shared, "Saved").await;
        return Ok(Redirect::to(&address).into_response());
    };
    let complaints = complaints_of(reason, "words").map_err(|reason| trouble(&visit, reason))?;
    let found = service.defence_copy(&actor, case, copy).await.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("A copy for the defence").within("/my-work");
    let today = calendar::london_date(now);
    let case = present::case_address(case);
    Ok(refused(page::one(shell, &case, &found, &fields, &complaints, None, today)))
}

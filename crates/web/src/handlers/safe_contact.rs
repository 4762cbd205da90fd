//! How to reach somebody safely: `GET` and `POST /how-we-contact-you` and `/how-we-contact-you/change` for a victim,
//! `GET /calls` for staff.

use super::{Answer, refused, said_to_victim, trouble};
use crate::{
    Shared,
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{
        Page,
        safe_contact::{self as page, Typed},
    },
    present, safe_fields,
    speaking::say,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use record::{Channel, Preferences};
use service::{Actor, ServiceError, own_preferences::OwnPreferencesForm};

/// `GET /how-we-contact-you`
pub(crate) async fn look(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let service = &shared.app.service;
    let known = service.own_preferences(&actor).await.map_err(|reason| trouble(&visit, reason))?;
    let case = service.victim_case(&actor, shared.now()).await.map_err(|reason| trouble(&visit, reason))?;
    let saved = said_to_victim(&shared, &visit).await;
    let shell = visit.shell(say("nav-how-we-contact-you")).within(page::HOW).acting_for(&known.name);
    let contact = present::victim::contact_words(case.contact.as_ref());
    Ok(Page(page::page(shell, &known, &contact, saved)).into_response())
}

/// `POST /how-we-contact-you`
pub(crate) async fn now(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let service = &shared.app.service;
    let (done, said) = match fields.text("now").as_str() {
        "not_safe" => (service.say_not_safe_now(&actor, shared.now()).await, say("reach-stop-done")),
        "safe" => (service.say_safe_again(&actor, shared.now()).await, say("reach-again-done")),
        _ => (Ok(()), say("reach-unchanged")),
    };
    done.map_err(|reason| trouble(&visit, reason))?;
    visit.leave_note(&shared, Note::Victim(said)).await;
    Ok(Redirect::to(page::HOW).into_response())
}

/// `GET /how-we-contact-you/change`
pub(crate) async fn ask(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let known = shared.app.service.own_preferences(&actor).await;
    let known = known.map_err(|reason| trouble(&visit, reason))?;
    let typed = Typed {
        preferences: known.preferences.clone(),
        number: known.number.clone().unwrap_or_default(),
        every_days: known.preferences.every_days.map(|days| days.to_string()).unwrap_or_default(),
        ..Typed::default()
    };
    let shell = visit.shell(say("reach-title")).within(page::HOW).acting_for(&known.name);
    Ok(Page(page::form(shell, &known, &typed, &Complaints::default())).into_response())
}

/// `POST /how-we-contact-you/change`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (typed, mut complaints) = typed(&fields);
    let done = match complaints.0.is_empty() {
        true => shared.app.service.say_own_preferences(&actor, own(&typed, &fields), shared.now()).await,
        false => Ok(()),
    };
    match done {
        Ok(()) if complaints.0.is_empty() => {
            visit.leave_note(&shared, Note::Victim(say("reach-saved"))).await;
            return Ok(Redirect::to(page::HOW).into_response());
        }
        Ok(()) => {}
        Err(ServiceError::Invalid(problems)) => complaints.0.extend(problems),
        Err(reason) => return Err(trouble(&visit, reason)),
    }
    again(&shared, &visit, &actor, &typed, &complaints).await
}

async fn again(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    typed: &Typed,
    complaints: &Complaints,
) -> Answer {
    let known = shared.app.service.own_preferences(actor).await;
    let known = known.map_err(|reason| trouble(visit, reason))?;
    let shell = visit.shell(say("reach-title")).within(page::HOW).acting_for(&known.name);
    Ok(refused(page::form(shell.wrong(true), &known, typed, complaints)))
}

fn typed(fields: &Fields) -> (Typed, Complaints) {
    let mut complaints = Complaints::default();
    let channels = |name| -> Vec<Channel> {
        fields.all(name).iter().filter_map(|slug| Channel::from_slug(slug)).collect()
    };
    let every_days = fields.text("every_days");
    let days = every_days.parse().ok();
    if days.is_none() && !every_days.is_empty() {
        complaints.add("every_days", "Enter a number of days, such as 14, or leave it empty");
    }
    let preferences = Preferences {
        channels: channels("channels"),
        never: channels("never"),
        every_days: days,
        language: fields.some_text("language"),
        safe: Some(safe_fields::sent(fields, &mut complaints)),
        ..Preferences::default()
    };
    let typed = Typed {
        preferences,
        number: fields.text("number"),
        safe_contact: fields.text("safe_contact"),
        tell_also: fields.text("tell_also"),
        safe_word: fields.text("safe_word"),
        every_days,
    };
    (typed, complaints)
}

/// What is sent on: what the page does not show stays when nothing was typed, and goes when they say so.
fn own(typed: &Typed, fields: &Fields) -> OwnPreferencesForm {
    let forget = fields.all("forget");
    let secret = |name: &str, text: &str| match text {
        "" if forget.iter().any(|one| one == name) => Some(String::new()),
        "" => None,
        text => Some(text.to_owned()),
    };
    OwnPreferencesForm {
        shown: typed.preferences.clone(),
        number: Some(typed.number.clone()).filter(|number| !number.is_empty()),
        safe_word: secret("safe_word", &typed.safe_word),
        safe_contact: secret("safe_contact", &typed.safe_contact),
        tell_also: secret("tell_also", &typed.tell_also),
    }
}

/// `GET /calls`
pub(crate) async fn calls(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let lines = shared.app.service.calls_to_make(&actor).await;
    let lines = lines.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("People to call").within("/my-work");
    let today = calendar::london_date(shared.now());
    Ok(Page(page::calls(shell, &lines, today)).into_response())
}

//! Away, posts, people: `GET` and `POST /away`, `/posts`, `/people`.

use super::{
    Answer,
    access::{said, say},
    refused,
    sign_in::home_of,
    trouble,
};
use crate::{
    Shared,
    fields::Fields,
    forms::{Complaints, date, date_parts},
    gate::{SignedIn, Visit},
    pages::{Page, directory as page, plain::Plain},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use service::{
    Actor, ServiceError,
    cover::{AbsenceForm, AbsenceKind},
};

/// Says something on the next page, and goes there
async fn say_at(visit: &Visit, shared: &Shared, text: &str, next: &str) -> Response {
    say(visit, shared, text).await;
    Redirect::to(next).into_response()
}

fn away_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, ServiceError> {
    let now = shared.now();
    let list = shared.app.service.away(actor, now)?;
    Ok(page::away(visit.shell("Who is away").within("/away"), &list, fields, complaints, saved, now))
}

/// `GET /away`
pub(crate) async fn away(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    let saved = said(&visit, &shared).await;
    let shown = away_page(&shared, &visit, &actor, &Fields::NOTHING, &Complaints::default(), saved);
    let shown = shown.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(shown).into_response())
}

/// `POST /away`
pub(crate) async fn save_away(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (service, now) = (&shared.app.service, shared.now());
    if let Some(back) = fields.some_text("back") {
        let id = back.parse().map_err(|_| trouble(&visit, ServiceError::NotFound))?;
        service.end_absence(&actor, id, now).await.map_err(|reason| trouble(&visit, reason))?;
        return Ok(say_at(&visit, &shared, "Saved. They are expected here", "/away").await);
    }
    let (until, mut complaints) = (date_parts(&fields, "until"), Complaints::default());
    let until_day = date(&until).ok();
    let until_is_empty = until.day.is_empty() && until.month.is_empty() && until.year.is_empty();
    if until_day.is_none() && !until_is_empty {
        complaints.add("until", "Enter the last day, such as 10 4 2026, or leave it empty");
        let shown = away_page(&shared, &visit, &actor, &fields, &complaints, None);
        return Ok(refused(shown.map_err(|reason| trouble(&visit, reason))?));
    }
    let form = AbsenceForm {
        person: fields.text("person"),
        kind: AbsenceKind::from_slug(&fields.text("kind")),
        from: date(&date_parts(&fields, "from")).ok(),
        until: until_day,
        deputy: fields.text("deputy"),
    };
    match service.record_absence(&actor, form, now).await {
        Ok(()) => Ok(say_at(&visit, &shared, "Saved. Those who stand in see what they hold", "/away").await),
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            let shown = away_page(&shared, &visit, &actor, &fields, &complaints, None);
            Ok(refused(shown.map_err(|reason| trouble(&visit, reason))?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

fn posts_page(shared: &Shared, visit: &Visit, actor: &Actor, complaints: &Complaints) -> Plain {
    let service = &shared.app.service;
    let directory = service.directory();
    let words = |held: &Actor| {
        let place = match held.person.team.as_str() {
            "" => held.organisation_name.clone(),
            team => format!("{}, {}", directory.team_name(team), held.organisation_name),
        };
        (held.person.post.clone(), format!("{}: {place}", held.role.words()))
    };
    let held: Vec<_> = service.posts_of(&actor.person.id, shared.now()).iter().map(words).collect();
    page::posts(visit.shell("Your posts"), &held, &actor.person.post, complaints)
}

/// `GET /posts`
pub(crate) async fn posts(State(shared): State<Shared>, visit: Visit, SignedIn(actor): SignedIn) -> Answer {
    Ok(Page(posts_page(&shared, &visit, &actor, &Complaints::default())).into_response())
}

/// `POST /posts`
pub(crate) async fn change_post(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let Some(known) = visit.session() else { return Err(trouble(&visit, ServiceError::NotFound)) };
    let post = fields.text("post");
    let post = if post == page::FIRST { "" } else { &post };
    match shared.app.service.change_post(&actor, &known.session, post, shared.now()).await {
        Ok(acting) => Ok(Redirect::to(home_of(&acting)).into_response()),
        Err(ServiceError::NotFound) => {
            let mut complaints = Complaints::default();
            complaints.add("post", "Select one of your posts");
            Ok(refused(posts_page(&shared, &visit, &actor, &complaints)))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

fn people_page(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Result<Plain, ServiceError> {
    let service = &shared.app.service;
    let organisation = fields.some_text("organisation").unwrap_or_else(|| actor.person.organisation.clone());
    let people = service.people_kept(actor, &organisation)?;
    let (shell, today) = (visit.shell("People").within("/people"), calendar::london_date(shared.now()));
    Ok(page::people(shell, &service.directory(), &organisation, &people, complaints, saved, today))
}

/// `GET /people`
pub(crate) async fn people(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let saved = said(&visit, &shared).await;
    let shown = people_page(&shared, &visit, &actor, &fields, &Complaints::default(), saved);
    let shown = shown.map_err(|reason| trouble(&visit, reason))?;
    Ok(Page(shown).into_response())
}

/// `POST /people`
pub(crate) async fn keep_people(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let out = match fields.text("do").as_str() {
        "out" => Some(true),
        "in" => Some(false),
        _ => None,
    };
    let Some(out) = out else {
        let mut complaints = Complaints::default();
        complaints.add("do", "Select what to do");
        let shown = people_page(&shared, &visit, &actor, &fields, &complaints, None);
        return Ok(refused(shown.map_err(|reason| trouble(&visit, reason))?));
    };
    match shared.app.service.shut_out(&actor, &fields.text("person"), out).await {
        Ok(()) => {
            let text = if out { "They are shut out" } else { "They can come in again" };
            Ok(say_at(&visit, &shared, text, &people_of(&fields.text("organisation"))).await)
        }
        Err(ServiceError::Invalid(problems)) => {
            let complaints = Complaints(problems);
            let shown = people_page(&shared, &visit, &actor, &fields, &complaints, None);
            Ok(refused(shown.map_err(|reason| trouble(&visit, reason))?))
        }
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

fn people_of(organisation: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    format!("/people?{}", query.append_pair("organisation", organisation).finish())
}

//! My work, the silent cases, and one case.

use super::{Answer, trouble};
use crate::{
    Shared,
    components::NavigationItem,
    fields::Fields,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, silent_cases::SilentCases},
    present::{
        self,
        work::{Asked, Covering},
    },
};
use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use record::CaseId;

/// `GET /my-work`
pub(crate) async fn my_work(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (asked, now) = (Asked::from(&fields, &actor), shared.now());
    let service = &shared.app.service;
    let mut query = asked.query(&actor);
    if asked.is_cover() {
        query.owner = service.cover_owner(&actor, now);
    }
    let found = service.my_work(&actor, query, now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let thanks = service.new_thanks(&actor, now).await.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell("My work").within("/my-work");
    let cover = Covering {
        names: service.covers_for_names(&actor, now),
        has_posts: service.posts_of(&actor.person.id, now).len() > 1,
        thanks: crate::pages::feedback::new_thanks(&thanks),
        directions: service
            .directions_waiting(&actor, now)
            .await
            .map_err(|reason| trouble(&visit, reason))?,
    };
    Ok(Page(present::work::my_work(shell, &actor, &asked, found, cover, now)).into_response())
}

/// `GET /silent-cases`
pub(crate) async fn silent_cases(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (whose, now) = (fields.text("whose"), shared.now());
    let owner = present::work::owner(&whose, &actor);
    let found = shared.app.service.silent_cases(&actor, &owner, now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let everyone = whose == "everyone";
    Ok(Page(SilentCases {
        shell: visit.shell("Silent cases").within("/silent-cases"),
        position: present::work::silent_position(found.len()),
        rows: found.into_iter().map(|silent| present::work::silent_case(silent, now)).collect(),
        whose: vec![
            NavigationItem::new("Mine", "/silent-cases", !everyone),
            NavigationItem::new(
                format!("Everybody in {}", actor.organisation_name),
                "/silent-cases?whose=everyone",
                everyone,
            ),
        ],
    })
    .into_response())
}

/// `GET /case/{case}`
pub(crate) async fn case(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let file = shared.app.service.case_file(&actor, case, now).await;
    let file = file.map_err(|reason| trouble(&visit, reason))?;
    let saved = match visit.take_note(&shared).await {
        Some(Note::Case(about, saved)) if about == case => Some(saved),
        _ => None,
    };
    let shell = visit.shell(format!("Case {}", file.reference)).within("/my-work");
    Ok(Page(present::case::page(shell, file, &fields.text("show"), saved, now)).into_response())
}

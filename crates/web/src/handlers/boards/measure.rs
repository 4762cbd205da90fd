//! `GET /figures/{measure}` and `GET /figures/{measure}/contacts`

use super::{
    asked::{Asked, By, whose},
    board::contacts_address,
    reading::{self, Ask},
};
use crate::{
    Shared,
    charts::Step,
    fields::Fields,
    gate::{SignedIn, Visit},
    handlers::{Answer, trouble},
    pages::{
        Page,
        figures::{
            About, FIGURES, Reading,
            blocks::{self, Block},
            contacts as contacts_page,
            measure::{self as page, MeasurePage},
        },
        problem,
    },
};
use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use jiff::Timestamp;
use record::figures::{Count, Counts};
use service::{Actor, ServiceError, steps::StepsQuery, unit_contacts::UnitQuery};

/// Months of a trend
const TREND: u32 = 12;

/// `GET /figures/{measure}`
pub(crate) async fn measure(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(measure): Path<String>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let asked = Asked::of(&fields, &actor, now);
    let Some(about) = reading::about(&measure) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let page = filled(&shared, &visit, &actor, about, &asked, now).await;
    Ok(Page(page.map_err(|reason| trouble(&visit, reason))?).into_response())
}

async fn filled(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    about: About,
    asked: &Asked,
    now: Timestamp,
) -> Result<MeasurePage, ServiceError> {
    let (unit, month) = (By::unit_of(actor), asked.month.to_string());
    let read = async |by: By, from| -> Result<Option<Reading>, ServiceError> {
        if !reading::is_shown_by(&about.id, by) {
            return Ok(None);
        }
        let ask = Ask { measure: &about.id, from, to: asked.month, by: Some(by), duties: Vec::new() };
        reading::read(shared, actor, ask, now).await.map(Some)
    };
    let mut shown: Vec<Block> = Vec::new();
    let units = read(unit, asked.month).await?.unwrap_or_default();
    let contacts = |key: &str| {
        (actor.role.is_staff() && about.has_contacts).then(|| contacts_address(&about.id, key, &month))
    };
    shown.push(blocks::units(&about, &units, unit.words(), |row| contacts(&row.key)));
    if let Some(months) = read(By::Month, asked.month.back(TREND)).await? {
        shown.push(blocks::months(&about, &months));
    }
    if about.has_contacts {
        let query = StepsQuery { month: asked.month, duties: reading::duties_of(&about.id) };
        let counts = shared.app.service.steps(actor, query).await?;
        shown.push(blocks::steps(&about.name, &steps(&counts), STEPS_LEFT_OUT.to_owned()));
    }
    for (by, id) in
        [(By::Right, "right"), (By::CrimeGroup, "crime"), (By::Enhanced, "enhanced"), (By::Area, "area")]
    {
        if let Some(reading) = read(by, asked.month).await? {
            shown.push(blocks::by(&about, &reading, id, by.words()));
        }
    }
    let latest = page::latest(&about, &units, unit.words());
    Ok(MeasurePage {
        shell: visit.shell(&about.name).within(FIGURES),
        whose: whose(actor),
        total: page::total_words(&about, &units.total, &asked.month.words()),
        latest: latest.map(|(words, row)| (words, contacts(&row.key))),
        choosing: asked.choosing(now, &[]),
        method: page::method(&about),
        blocks: shown,
        about,
    })
}

/// What no step shows
const STEPS_LEFT_OUT: &str = "Left out: what was told without a record, which has no step here, and answers of victims who have \
    not said anything. The last step is smaller for both reasons.";

/// From what happened to what victims confirm
fn steps(counts: &Counts) -> Vec<Step> {
    let of = |wanted: &[Count]| {
        let sum: i64 = wanted.iter().map(|count| counts.get(*count)).sum();
        u64::try_from(sum).unwrap_or(0)
    };
    use Count::{Confirmed, Met, MetLate, Open, Undated, Waiting, Waived};
    let step = |label: &str, count| Step { label: label.to_owned(), count };
    vec![
        step(
            "Something happened that a victim is owed news of",
            of(&[Waived, Waiting, Undated, Open, Met, MetLate]),
        ),
        step("Owed: the victim wants it, and its clock has started", of(&[Undated, Open, Met, MetLate])),
        step("Recorded as done", of(&[Met, MetLate])),
        step("Done in time", of(&[Met])),
        step("Recorded as done, and confirmed by the victim", of(&[Confirmed])),
    ]
}

/// `GET /figures/{measure}/contacts`
pub(crate) async fn contacts(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(measure): Path<String>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let asked = Asked::of(&fields, &actor, now);
    let Some(about) = reading::about(&measure).filter(|about| about.has_contacts) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    // A team that is named and empty stands for those for whom none is.
    let is_named = fields.pairs().iter().any(|(name, _)| name == "team");
    let team = fields.text("team");
    let query = UnitQuery {
        team: is_named.then(|| team.clone()),
        month: asked.month,
        duties: reading::duties_of(&about.id),
    };
    let found = shared.app.service.unit_contacts(&actor, query, now).await;
    let found = found.map_err(|reason| trouble(&visit, reason))?;
    let shell = visit.shell(format!("{}: contacts to read", found.unit));
    let mut choosing = asked.choosing(now, &[]);
    if is_named {
        choosing.hidden.push(("team".to_owned(), team));
    }
    let month = (asked.month.words(), choosing);
    Ok(Page(contacts_page::page(shell, about, &found, month, calendar::london_date(now))).into_response())
}

//! `GET /figures/pack` to print, `GET /figures/pack.pdf` to keep.

use super::{
    asked::{Asked, By, whose},
    reading::{self, Ask, CLAIMED, CONFIRMED, ON_TIME, Readings},
};
use crate::{
    Shared, charts,
    fields::Fields,
    gate::{SignedIn, Visit},
    handlers::{Answer, trouble},
    pages::{
        Page,
        figures::{
            FIGURES, Number, NumberTable,
            board::{self, BoardRow},
            pack::{Pack, PackPage, Section, methodology},
        },
        meetings::{ACTION_HEAD, action_rows, answered_row},
        plain::cell,
        problem,
    },
    paper,
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use service::{Actor, ServiceError};
use tracing::error;

/// Units that a board looks at
const MOST_UNITS: usize = 5;

/// `GET /figures/pack`
pub(crate) async fn page(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (asked, pack) = packed(&shared, &visit, &actor, &fields).await?;
    let shell = visit.shell(pack.title()).within(FIGURES);
    Ok(Page(PackPage { shell, asked: asked.month.to_string(), pack }).into_response())
}

/// `GET /figures/pack.pdf`
pub(crate) async fn pdf(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let (asked, pack) = packed(&shared, &visit, &actor, &fields).await?;
    let printed = paper::pdf(&pack.sheet()).map_err(|reason| {
        error!(%reason, "the pack could not be printed");
        problem::fault().into_response()
    })?;
    let name = format!("inline; filename=\"figures-{}.pdf\"", asked.month);
    let about = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((about, printed).into_response())
}

async fn packed(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    fields: &Fields,
) -> Result<(Asked, Pack), Response> {
    let now = shared.now();
    let asked = Asked { by: By::Right, right: None, ..Asked::of(fields, actor, now) };
    let pack = filled(shared, actor, &asked, now).await.map_err(|reason| trouble(visit, reason))?;
    Ok((asked, pack))
}

async fn filled(shared: &Shared, actor: &Actor, asked: &Asked, now: Timestamp) -> Result<Pack, ServiceError> {
    let unit = By::unit_of(actor);
    let rights = Readings::of(shared, actor, asked, now).await?;
    let units = Readings::of(shared, actor, &Asked { by: unit, ..asked.clone() }, now).await?;
    let right_rows = rights.rows(|_| None);
    let first = rights.headline(&asked.month.words());
    let three = board::three("Right", &right_rows);
    let sections = vec![
        Section {
            heading: "First".into(),
            texts: vec![first.owed, first.confirmed, first.gap, first.quality],
            charts: vec![three.chart],
            ..Section::default()
        },
        Section {
            heading: "Each right of the Code".into(),
            texts: rights.left_out(),
            tables: vec![three.table],
            ..Section::default()
        },
        attention(&units, unit),
        victims_say(shared, actor, asked, now).await?,
        actions(shared, actor, now).await?,
        methodology(&[ON_TIME, CLAIMED, CONFIRMED].map(reading::about).iter().flatten().collect::<Vec<_>>()),
    ];
    Ok(Pack { whose: whose(actor), month: asked.month.words(), sections })
}

/// The units that need somebody to look at them, by a rule that stands beside them
fn attention(units: &Readings, unit: By) -> Section {
    let mut rows: Vec<BoardRow> =
        units.rows(|_| None).into_iter().filter(|row| row.process.share().is_some()).collect();
    let on_time = |row: &BoardRow| row.process.share().and_then(|share| share.of_one()).unwrap_or(1.0);
    rows.sort_by(|a, b| on_time(a).total_cmp(&on_time(b)).then_with(|| a.label.cmp(&b.label)));
    rows.truncate(MOST_UNITS);
    let all = units.total().process.share().and_then(|share| share.of_one());
    let stands = |number: &Number| {
        let stands = number.share().and_then(|share| charts::standing(&share, all?));
        stands.map(|stands| stands.words()).unwrap_or_default()
    };
    let line = |row: &BoardRow| {
        vec![
            cell(&row.label),
            cell(format!("{} ({})", row.process.words(), row.process.counts())),
            cell(stands(&row.process)),
            cell(row.quality.map(|quality| quality.words()).unwrap_or_default()),
            cell(row.experience.words()),
            cell(row.gap().words()),
        ]
    };
    let name = crate::words::capital(unit.words());
    let bars: Vec<charts::Bar> =
        rows.iter().map(|row| charts::Bar { label: row.label.clone(), share: row.process.share() }).collect();
    Section {
        heading: format!("Five {}s that need attention", unit.words()),
        texts: vec![format!(
            "Those with the lowest share done on time, whatever their size; beside it, whether chance explains it. {}",
            units.left_out().join(" ")
        )],
        charts: vec![charts::bars("chart-attention", "Done on time, the lowest first", &bars)],
        tables: vec![NumberTable::new(
            "Done on time, the lowest first",
            &[&name, "On time", "Against all", "Quality", "Victims confirm", "Gap"],
            rows.iter().map(line).collect(),
        )],
        ..Section::default()
    }
}

/// What victims say: each measure of that family once
async fn victims_say(
    shared: &Shared,
    actor: &Actor,
    asked: &Asked,
    now: Timestamp,
) -> Result<Section, ServiceError> {
    let mut rows = Vec::new();
    for about in reading::of_experience() {
        let ask =
            Ask { measure: &about.id, from: asked.month, to: asked.month, by: None, duties: Vec::new() };
        let number = reading::read(shared, actor, ask, now).await?.total;
        rows.push(vec![
            cell(&about.name),
            cell(number.words()),
            cell(number.counts()),
            cell(number.interval()),
        ]);
    }
    Ok(Section {
        heading: "What victims say".into(),
        texts: vec![
            "Only what victims themselves answered. Who has not answered is in no number here.".into(),
        ],
        tables: vec![NumberTable::new(
            "What victims say",
            &["Measure", "Share", "How many", "Likely between"],
            rows,
        )],
        ..Section::default()
    })
}

/// What became of the actions of earlier meetings, and what is open
async fn actions(shared: &Shared, actor: &Actor, now: Timestamp) -> Result<Section, ServiceError> {
    let today = calendar::london_date(now);
    let known = shared.app.service.meetings(actor, now).await?;
    let mut tables = vec![NumberTable::new("Open actions", &ACTION_HEAD, action_rows(&known.open, today))];
    let mut texts = Vec::new();
    match known.meetings.first() {
        None => texts.push("Your board has not met here yet.".to_owned()),
        Some(latest) => {
            let page = shared.app.service.meeting(actor, latest.id, now).await?;
            texts.push(format!(
                "The latest meeting: {}, {}.",
                latest.title,
                crate::words::day(latest.held, today)
            ));
            let answered = page.earlier.iter().filter(|line| line.answer.is_some());
            tables.push(NumberTable::new(
                "What became of earlier actions at that meeting",
                &["What", "Who", "What became of it"],
                answered.map(|line| answered_row(line, today)).collect(),
            ));
        }
    }
    if known.open.is_empty() {
        texts.push("No action is open.".to_owned());
    }
    Ok(Section { heading: "Actions since last time".into(), texts, tables, ..Section::default() })
}

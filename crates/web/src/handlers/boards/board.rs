//! `GET /figures`

use super::{
    asked::{Asked, By, whose},
    reading::{self, ON_TIME, Readings},
};
use crate::{
    Shared,
    components::NavigationItem,
    fields::Fields,
    gate::{SignedIn, Visit},
    handlers::{Answer, trouble},
    pages::{
        Page,
        figures::{
            FIGURES, NumberTable, address,
            board::{self as page, Board, BoardRow},
        },
        meetings::{ACTION_HEAD, action_rows},
    },
};
use axum::{extract::State, response::IntoResponse};
use jiff::Timestamp;
use service::{Actor, ServiceError, meetings::ActionLine};

/// Things to do that come from the figures themselves
const MOST_FROM_FIGURES: usize = 3;

/// `GET /figures`
pub(crate) async fn board(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let asked = Asked::of(&fields, &actor, now);
    let page = filled(&shared, &visit, &actor, &asked, now).await;
    Ok(Page(page.map_err(|reason| trouble(&visit, reason))?).into_response())
}

async fn filled(
    shared: &Shared,
    visit: &Visit,
    actor: &Actor,
    asked: &Asked,
    now: Timestamp,
) -> Result<Board, ServiceError> {
    let readings = Readings::of(shared, actor, asked, now).await?;
    let rows = readings.rows(|row| row_address(asked, actor, &row.key));
    let month = asked.month.words();
    let meetings = shared.app.service.meetings(actor, now).await?;
    let overdue: Vec<ActionLine> =
        meetings.open.into_iter().chain(meetings.asked_of_us).filter(|line| line.overdue).collect();
    let by = asked.by.slug();
    let right = asked.right.map(|right| right.to_string()).unwrap_or_default();
    let kept = [("by", if asked.by == By::Right { "" } else { "unit" }), ("right", right.as_str())];
    Ok(Board {
        shell: visit.shell("Figures").within(FIGURES),
        whose: match asked.right {
            Some(right) => format!("{}, right {right} only", whose(actor)),
            None => whose(actor),
        },
        headline: readings.headline(&month),
        month,
        choosing: asked.choosing(now, &kept),
        by: navigation(asked, actor),
        three: page::three(&crate::words::capital(by), &rows),
        to_do: to_do(asked, actor, &rows, &overdue, readings.is_hardly_scored()),
        overdue: NumberTable::new(
            "Actions whose day has passed",
            &ACTION_HEAD,
            action_rows(&overdue, calendar::london_date(now)),
        ),
        of_people: page::OF_PEOPLE,
        measures: reading::families(&asked.month.to_string()),
        caption: readings.left_out().join(" "),
    })
}

/// Where a row is looked at more closely: a right by its units, a unit by its contacts
fn row_address(asked: &Asked, actor: &Actor, key: &str) -> Option<String> {
    let month = asked.month.to_string();
    match asked.by {
        By::Right => Some(address(FIGURES, &[("month", &month), ("by", "unit"), ("right", key)])),
        By::Team if actor.role.is_staff() => Some(contacts_address(ON_TIME, key, &month)),
        _ => None,
    }
}

/// Where the contacts of a team are read
pub(super) fn contacts_address(measure: &str, team: &str, month: &str) -> String {
    // An empty name means those for whom no team is named, so it stays in the address.
    let path = format!("{FIGURES}/{measure}/contacts");
    let asked = address(&path, &[("month", month), ("team", team)]);
    if team.is_empty() { format!("{asked}&team=") } else { asked }
}

fn navigation(asked: &Asked, actor: &Actor) -> Vec<NavigationItem> {
    let month = asked.month.to_string();
    let unit = By::unit_of(actor);
    let units = if unit == By::Team { "Teams" } else { "Organisations" };
    let all_rights = asked.by == By::Right;
    let mut items = vec![
        NavigationItem::new("Rights", address(FIGURES, &[("month", &month)]), all_rights),
        NavigationItem::new(
            units,
            address(FIGURES, &[("month", &month), ("by", "unit")]),
            !all_rights && asked.right.is_none(),
        ),
    ];
    if let Some(right) = asked.right {
        let right = right.to_string();
        let here = address(FIGURES, &[("month", &month), ("by", "unit"), ("right", &right)]);
        items.push(NavigationItem::new(format!("{units}, right {right}"), here, true));
    }
    items
}

/// Cases to read, people to speak to: what the figures say first, then what waits in any case
fn to_do(
    asked: &Asked,
    actor: &Actor,
    rows: &[BoardRow],
    overdue: &[ActionLine],
    hardly_scored: bool,
) -> Vec<(String, String)> {
    let mut to_do = Vec::new();
    for row in page::widest(rows).into_iter().take(MOST_FROM_FIGURES) {
        let gap = row.gap().words();
        match (&row.href, asked.by) {
            (Some(href), By::Right) => {
                to_do.push((format!("{}: {gap}. See which units", row.label), href.clone()));
            }
            (Some(href), _) => to_do.push((format!("{}: {gap}. Read its contacts", row.label), href.clone())),
            (None, _) => to_do.push((
                format!("{}: {gap}. Agree with them what is done about it", row.label),
                "/meetings".to_owned(),
            )),
        }
    }
    if !overdue.is_empty() {
        let words = crate::words::count(overdue.len(), "action is", "actions are");
        to_do.push((
            format!("{} overdue. Ask what became of them", crate::words::capital(&words)),
            "/meetings".into(),
        ));
    }
    if actor.role.is_staff() && hardly_scored {
        to_do.push((
            "Score the contacts that were drawn: too few are, to say how good they were".into(),
            "/quality".into(),
        ));
    }
    if actor.role.is_staff() {
        let always = [
            (
                "Speak to victims who say that something did not happen",
                "/my-work?state=disputed&whose=everyone",
            ),
            ("Read what victims say of contacts", "/replies"),
            ("Ring victims whom no message reached", "/calls"),
            ("Look at cases in which nobody has spoken to a victim", "/silent-cases?whose=everyone"),
        ];
        to_do.extend(always.map(|(words, href)| (words.to_owned(), href.to_owned())));
    }
    to_do
}

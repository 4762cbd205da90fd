//! One file per thing that people do: take the request apart, ask the service, fill a page.

pub(crate) mod about_them;
pub(crate) mod access;
pub(crate) mod accounts;
pub(crate) mod asking;
pub(crate) mod audit;
pub(crate) mod boards;
pub(crate) mod care_card;
pub(crate) mod contact;
pub(crate) mod copies;
pub(crate) mod differences;
pub(crate) mod directory;
pub(crate) mod disputes;
pub(crate) mod event;
pub(crate) mod feedback;
pub(crate) mod figures;
pub(crate) mod files;
pub(crate) mod hand_over;
pub(crate) mod hearings;
pub(crate) mod information;
pub(crate) mod inspections;
pub(crate) mod keeping;
pub(crate) mod meetings;
pub(crate) mod messages;
pub(crate) mod national;
pub(crate) mod own_cases;
pub(crate) mod preferences;
pub(crate) mod property;
pub(crate) mod quality;
pub(crate) mod quarantine;
pub(crate) mod receipts;
pub(crate) mod report;
pub(crate) mod returns;
pub(crate) mod safe_contact;
pub(crate) mod scim;
pub(crate) mod search;
pub(crate) mod sign_in;
pub(crate) mod sign_in_with;
pub(crate) mod sign_out;
pub(crate) mod statement;
pub(crate) mod supervise;
pub(crate) mod survey;
pub(crate) mod victim;
pub(crate) mod waiver;
pub(crate) mod work;

use crate::{
    Shared,
    components::NavigationItem,
    fields::Fields,
    gate::Visit,
    note::Note,
    pages::{
        Page,
        problem::{self, Change, Conflict},
    },
    present, words,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use record::VictimId;
use service::{
    ServiceError, Stale,
    case_file::{CaseFile, VictimCard},
};
use tracing::error;

/// A page, or the page that says why there is none
pub(crate) type Answer = Result<Response, Response>;

/// The page for a use case that did not do what was asked. Complaints and clashes are for the form's own
/// handler; here they would be a fault.
pub(crate) fn trouble(visit: &Visit, reason: ServiceError) -> Response {
    match reason {
        ServiceError::NotFound | ServiceError::NotAllowed => {
            problem::not_there(visit.shell("")).into_response()
        }
        ServiceError::Store(reason) => {
            error!(%reason, "the store failed");
            problem::fault().into_response()
        }
        ServiceError::Invalid(_) | ServiceError::Stale(_) => {
            error!("a use case refused what its page did not ask for");
            problem::fault().into_response()
        }
    }
}

/// A form shown again because something is wrong with it
pub(crate) fn refused(page: impl askama::Template) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response()
}

/// What the page before wants said to a victim on this one
pub(crate) async fn said_to_victim(shared: &Shared, visit: &Visit) -> Option<String> {
    match visit.take_note(shared).await {
        Some(Note::Victim(saved)) => Some(saved),
        _ => None,
    }
}

/// The victim that a form or address is about: the one named, the first when none is; nobody for a name that is none
pub(crate) fn victim_of<'a>(file: &'a CaseFile, named: &str) -> Option<&'a VictimCard> {
    if named.is_empty() {
        return file.victims.first();
    }
    let id: VictimId = named.parse().ok()?;
    file.victims.iter().find(|victim| victim.id == id)
}

/// Links to the same form for each victim of a case
pub(crate) fn victims_navigation(file: &CaseFile, form: &str, current: VictimId) -> Vec<NavigationItem> {
    let item = |victim: &VictimCard| {
        let href = format!("{form}?victim={}", victim.id);
        NavigationItem::new(&victim.details.name, href, victim.id == current)
    };
    file.victims.iter().map(item).collect()
}

/// Somebody else changed the case first: what was typed is kept, and what changed is shown
pub(crate) fn clash(
    visit: &Visit,
    file: &CaseFile,
    stale: Stale,
    form: &Form<'_>,
    now: Timestamp,
) -> Response {
    let today = calendar::london_date(now);
    let stale_version = stale.version;
    let since = stale.since.into_iter().map(|entry| Change {
        when: words::moment(entry.recorded_at, today),
        who: entry.recorded_by,
        what: entry.title,
    });
    let not_sent_again = ["_token", "version", "again"];
    let kept = form.fields.pairs().iter().filter(|(name, _)| !not_sent_again.contains(&name.as_str()));
    let typed = form
        .labels
        .iter()
        .filter_map(|(name, label)| form.fields.some_text(name).map(|text| ((*label).to_owned(), text)));
    let address = present::case_address(file.id);
    let page = Conflict {
        shell: visit.shell("Somebody else has changed this case").within("/my-work"),
        reference: file.reference.clone(),
        since: since.collect(),
        typed: typed.collect(),
        fields: kept.cloned().collect(),
        version: stale_version.max(file.version),
        form: format!("{address}/{}", form.name),
        case: address,
    };
    (StatusCode::CONFLICT, Page(page)).into_response()
}

/// A form as it was sent, for the page that keeps it
pub(crate) struct Form<'a> {
    /// last part of its address
    pub name: &'a str,
    /// what was sent
    pub fields: &'a Fields,
    /// fields that people type into, with their names on the page
    pub labels: &'static [(&'static str, &'static str)],
}

impl Form<'_> {
    /// Whether the person wants to change what they typed before it is saved after a clash
    pub fn is_to_be_changed(&self) -> bool {
        self.fields.some_text("again").is_some()
    }

    /// The version of the case that the person saw
    pub fn version(&self) -> u64 {
        self.fields.text("version").parse().unwrap_or(0)
    }
}

impl Shared {
    /// The present
    pub fn now(&self) -> Timestamp {
        (self.app.clock)()
    }
}

//! Who may see a case: consent, representatives, suspended sign-in, restriction, conflicts, openings, agreements.

pub(crate) mod agreements;
pub(crate) mod case_access;
pub(crate) mod openings;
pub(crate) mod sharing;
pub(crate) mod your_people;
pub(crate) mod your_sharing;

use crate::{Shared, forms::Complaints, gate::Visit, note::Note};
use service::{Problem, ServiceError};

/// What is said when somebody else changed the case while a short form was open; what was typed is still in it
const CHANGED_MEANWHILE: &str =
    "Somebody else has changed this case. Look at it again, then save what you typed";

/// The complaints of a form that was not taken; other reasons are for the page of troubles
pub(super) fn complaints_of(reason: ServiceError, field: &'static str) -> Result<Complaints, ServiceError> {
    match reason {
        ServiceError::Invalid(problems) => Ok(Complaints(problems)),
        ServiceError::Stale(_) => {
            Ok(Complaints(vec![Problem { field, message: CHANGED_MEANWHILE.to_owned() }]))
        }
        other => Err(other),
    }
}

/// What the page before wants said here
pub(super) async fn said(visit: &Visit, shared: &Shared) -> Option<String> {
    match visit.take_note(shared).await {
        Some(Note::Access(text)) => Some(text),
        _ => None,
    }
}

/// Says something on the next page
pub(super) async fn say(visit: &Visit, shared: &Shared, text: impl Into<String>) {
    visit.leave_note(shared, Note::Access(text.into())).await;
}

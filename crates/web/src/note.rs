//! What a page says once, after a form was saved and the browser was sent on.

use crate::pages::case::Saved;
use record::CaseId;

/// Said by the next page that it is meant for
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) enum Note {
    /// something was recorded on this case
    Case(CaseId, Saved),
    /// a message in quarantine was dealt with
    Quarantine(String),
    /// the victim said something
    Victim(String),
    /// who may see a case changed
    Access(String),
}

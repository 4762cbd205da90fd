//! What each page says, as data: one struct a page, filled by a handler, printed by its template.
//!
//! Every page has a `sample()`, so that tests can print and look at each one in a browser.

pub mod about_them;
pub mod access;
pub mod accounts;
pub mod asking;
pub mod audit;
pub mod care_card;
pub mod case;
pub mod case_requests;
pub mod case_statement;
pub mod copies;
pub mod differences;
pub mod directory;
pub mod disputes;
pub mod feedback;
pub mod figures;
pub mod files;
pub mod guidance;
pub(crate) mod hand_over;
pub(crate) mod hearings;
pub mod information;
pub mod inspections;
pub mod keeping;
pub mod meetings;
pub mod messages;
pub mod my_work;
pub mod national;
pub(crate) mod own_cases;
pub mod plain;
pub mod preferences;
pub mod problem;
pub(crate) mod property;
pub mod quality;
pub mod quarantine;
pub mod record_contact;
pub mod record_event;
pub mod report;
pub mod safe_contact;
pub mod search;
pub mod sessions;
pub mod sign_in;
pub mod silent_cases;
pub mod statement;
pub mod supervise;
pub mod survey;
pub mod updates;
pub mod waiver;
pub(crate) mod what_happens_next;
pub(crate) mod who_is_who;
pub mod wide;
pub mod your_answer;
pub mod your_case;
pub mod your_rights;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use tracing::error;

/// A page as an answer
pub struct Page<T>(pub T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => Html(html).into_response(),
            Err(reason) => {
                error!(%reason, "a page could not be printed");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

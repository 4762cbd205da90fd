//! Lantern's pages: server-rendered, on the GOV.UK and MoJ design systems, complete without scripts.
//!
//! A request passes `frame` (headers, log, time limit), then `gate` (who is it, may they, is the form
//! ours), then a handler in `handlers/`, which asks the service and fills a page of `pages/`.
//! No SQL and no rule of the Code is written here.

#[cfg(test)]
mod access_tests;
#[cfg(test)]
mod asking_tests;
mod assets;
#[cfg(test)]
mod audit_tests;
#[cfg(test)]
mod boards_tests;
#[cfg(test)]
mod canary_tests;
mod charts;
mod client;
pub mod components;
#[cfg(test)]
mod copies_tests;
#[cfg(test)]
mod directory_tests;
mod fields;
#[cfg(test)]
mod figures_tests;
#[cfg(test)]
mod files_tests;
mod forms;
mod frame;
#[doc(hidden)]
pub mod gallery;
mod gate;
mod handlers;
#[cfg(test)]
mod http_tests;
#[cfg(test)]
mod inspection_tests;
#[cfg(test)]
mod journey_tests;
#[cfg(test)]
mod keeping_tests;
mod kept_form;
#[cfg(test)]
mod language_tests;
#[cfg(test)]
mod languages_everywhere_tests;
#[cfg(test)]
mod matrix_tests;
#[cfg(test)]
mod mirror;
mod note;
#[cfg(test)]
mod own_case_tests;
#[cfg(test)]
mod own_cases_tests;
pub mod pages;
mod paper;
mod present;
#[cfg(test)]
mod refusal_tests;
#[cfg(test)]
mod report_tests;
#[cfg(test)]
mod returns_tests;
mod router;
mod routes;
#[cfg(test)]
mod safe_contact_tests;
mod safe_fields;
#[cfg(test)]
mod scim_tests;
mod serving;
mod session;
#[cfg(test)]
mod session_tests;
mod shell;
pub mod speaking;
#[cfg(test)]
mod statement_tests;
#[cfg(test)]
mod supervise_tests;
#[cfg(test)]
mod survey_tests;
#[cfg(test)]
mod talk_tests;
#[cfg(test)]
mod track_my_crime_tests;
mod uploads;
pub mod words;

/// What is kept out of every log, whatever level is asked for: it repeats what stands in an address.
pub const NEVER_LOGGED: &str = "axum::rejection=off";

pub use self::gate::Who;
pub use self::router::{router, routes_listed};
pub use self::serving::serve;
pub use self::shell::{Shell, Viewer};
pub use axum::http::HeaderName;

use identity::oidc::Issuers;
use jiff::Timestamp;
use service::Service;
use std::sync::Arc;

/// What the pages are given to work with
#[derive(Clone)]
pub struct App {
    /// the use cases
    pub service: Service,
    /// the one place that reads the clock
    pub clock: fn() -> Timestamp,
    /// whether browsers reach this over TLS: cookies are Secure and HSTS is sent
    pub https: bool,
    /// whether anybody may sign in as one of the directory's people
    pub demonstration: bool,
    /// other organisations' sign-ins
    pub issuers: Issuers,
    /// the header in which the deployment's own proxy says whose line it is; none is believed without it
    pub proxy_header: Option<HeaderName>,
}

/// What every handler can reach
#[derive(Clone)]
pub(crate) struct Shared {
    app: Arc<App>,
    /// places for forms with files that are being read
    uploads: Arc<tokio::sync::Semaphore>,
}

impl Shared {
    fn new(app: App) -> Self {
        Self { app: Arc::new(app), uploads: Arc::new(tokio::sync::Semaphore::new(uploads::AT_ONCE)) }
    }
}

// The fixture of the tests says `web::` for this crate, inside and outside of it.
#[cfg(test)]
extern crate self as web;

#[cfg(test)]
#[path = "../tests/support/cases.rs"]
mod cases;

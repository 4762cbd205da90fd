//! Lantern's pages: server-rendered, on the GOV.UK and MoJ design systems, complete without scripts.
//!
//! A request passes `frame` (headers, log, time limit), then `gate` (who is it, may they, is the form
//! ours), then a handler in `handlers/`, which asks the service and fills a page of `pages/`.
//! No SQL and no rule of the Code is written here.

mod assets;
pub mod components;
mod fields;
mod frame;
#[doc(hidden)]
pub mod gallery;
mod gate;
mod handlers;
#[cfg(test)]
mod http_tests;
pub mod pages;
mod person;
mod router;
mod routes;
mod session;
mod shell;
pub mod words;

pub use self::gate::Who;
pub use self::person::{Person, Role};
pub use self::router::{router, routes_listed};
pub use self::shell::Shell;

use jiff::Timestamp;
use std::{future::Future, io, sync::Arc};

/// What the pages are given to work with
#[derive(Clone)]
pub struct App {
    /// the one place that reads the clock
    pub clock: fn() -> Timestamp,
    /// whether browsers reach this over TLS: cookies are Secure and HSTS is sent
    pub https: bool,
    /// whether anybody may sign in as one of the demonstration's people
    pub demonstration: bool,
    /// the demonstration's people
    pub cast: Vec<Person>,
}

/// What every handler can reach
#[derive(Clone)]
pub(crate) struct Shared {
    app: Arc<App>,
    sessions: Arc<session::Sessions>,
}

impl Shared {
    fn new(app: App) -> Self {
        Self { app: Arc::new(app), sessions: Arc::default() }
    }
}

/// Serves the pages until `shutdown` is ready; requests that have begun are answered first
///
/// # Errors
/// When the listener can no longer accept connections.
pub async fn serve(
    app: App,
    listener: tokio::net::TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router(app)).with_graceful_shutdown(shutdown).await
}

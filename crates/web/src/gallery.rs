//! Every page with made-up content, for the tests that print and look at each one. The binary does
//! not serve it.

use crate::{
    App, Shared, Who,
    pages::{information, problem, sign_in},
};
use askama::Template;
use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

/// A page that tests look at
pub struct Sample {
    /// last part of its address
    pub name: &'static str,
    /// the printed page
    pub html: String,
}

fn sample(name: &'static str, page: impl Template) -> Sample {
    let html = page.render().unwrap_or_else(|error| format!("{name}: {error}"));
    Sample { name, html }
}

/// Every page once, some in several states
pub fn samples() -> Vec<Sample> {
    let mut samples = vec![
        sample("start", information::Start::sample()),
        sample("help", information::Help::sample()),
        sample("accessibility", information::Accessibility::sample()),
        sample("privacy", information::Privacy::sample()),
        sample("sign-in", sign_in::SignIn::sample()),
        sample("conflict", problem::Conflict::sample()),
    ];
    samples.extend(problem::Problem::samples().into_iter().map(|(name, page)| sample(name, page)));
    samples
}

/// The service with the samples under `/gallery/`
pub fn router(app: App) -> Router {
    crate::router::routes(Shared::new(app)).page(Who::Anyone, "/gallery/{name}", show).finish()
}

async fn show(Path(name): Path<String>) -> Response {
    match samples().into_iter().find(|sample| sample.name == name) {
        Some(sample) => Html(sample.html).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

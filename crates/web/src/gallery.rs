//! Every page with made-up content, for the tests that print and look at each one. The binary does
//! not serve it.

use crate::{
    App, Shared, Who,
    pages::{
        case::CasePage,
        guidance::Guidance,
        information,
        my_work::MyWork,
        preferences::Preferences,
        problem,
        quarantine::{Quarantine, QuarantineItem},
        record_contact::RecordContact,
        record_event::RecordEvent,
        search::Search,
        sign_in,
        silent_cases::SilentCases,
        waiver::Waiver,
        your_answer::{AnswerKind, YourAnswer},
        your_case::YourCase,
        your_rights::{HowWeContactYou, WordsExplained, YourRights},
    },
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
        sample("my-work", MyWork::sample()),
        sample("my-work-empty", MyWork::sample_empty()),
        sample("silent-cases", SilentCases::sample()),
        sample("case", CasePage::sample()),
        sample("case-saved", CasePage::sample_saved()),
        sample("contact", RecordContact::sample()),
        sample("contact-refused", RecordContact::sample_refused()),
        sample("event", RecordEvent::sample()),
        sample("event-refused", RecordEvent::sample_refused()),
        sample("waiver", Waiver::sample()),
        sample("preferences", Preferences::sample()),
        sample("search", Search::sample()),
        sample("search-found", Search::sample_found()),
        sample("search-nothing", Search::sample_nothing()),
        sample("quarantine", Quarantine::sample()),
        sample("quarantine-item", QuarantineItem::sample()),
        sample("guidance", Guidance::sample()),
        sample("your-case", YourCase::sample()),
        sample("your-case-answered", YourCase::sample_answered()),
        sample("your-answer-happened", YourAnswer::sample(AnswerKind::Happened)),
        sample("your-answer-understood", YourAnswer::sample(AnswerKind::Understood)),
        sample("your-answer-did-not-happen", YourAnswer::sample(AnswerKind::DidNotHappen)),
        sample("your-rights", YourRights::sample()),
        sample("how-we-contact-you", HowWeContactYou::sample()),
        sample("words", WordsExplained::sample()),
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

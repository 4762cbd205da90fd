//! Pages for when something is not as hoped: what happened, why, what the person can do.

use super::Page;
use crate::{components as c, shell::Shell};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use policy::Role;

/// A page that says what went wrong
#[derive(Template)]
#[template(path = "problem.html")]
pub struct Problem {
    /// surroundings
    pub shell: Shell,
    /// what is sent to programs
    pub status: StatusCode,
    /// what happened and what to do, a paragraph each
    pub paragraphs: Vec<&'static str>,
    /// the way out: words and address
    pub way_out: (&'static str, String),
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Page(self)).into_response()
    }
}

fn problem(status: StatusCode, shell: Shell, title: &str, paragraphs: &[&'static str]) -> Problem {
    let home = match shell.viewer.as_ref().map(|person| person.role) {
        Some(Role::Victim) => ("Go to your case", "/your-case".into()),
        Some(Role::Standards) => ("Go to odd patterns", "/audit/patterns".into()),
        Some(role) if role.is_staff() => ("Go to my work", "/my-work".into()),
        _ => ("Go to the start page", "/".into()),
    };
    let shell = Shell { title: title.into(), ..shell };
    Problem { shell, status, paragraphs: paragraphs.to_vec(), way_out: home }
}

/// Not there, or not yours: the two look the same on purpose
pub fn not_there(shell: Shell) -> Problem {
    let paragraphs = [
        "If you typed the address, check that it is right. If you pasted it, check that you copied all of it.",
        "The page may be about a case that you are not part of. If you think you should see it, ask your contact \
         or your supervisor.",
    ];
    problem(StatusCode::NOT_FOUND, shell, "Page not found", &paragraphs)
}

/// The form did not come from our own page, or the session has changed since it was shown
pub fn not_from_here(shell: Shell) -> Problem {
    let paragraphs = [
        "Nothing was saved. The page was open for a long time, or you signed in again since you opened it.",
        "Go back in your browser: what you typed should still be there. Copy it, open the page again and paste it.",
    ];
    problem(StatusCode::FORBIDDEN, shell, "We could not accept this form", &paragraphs)
}

/// The form was too long to read
pub fn too_large(shell: Shell, page: &str) -> Problem {
    let paragraphs = [
        "Nothing was saved. What you sent is longer than we can take: about 100 pages of text.",
        "Go back in your browser: what you typed should still be there. Make it shorter and send it again. You can \
         add the rest as a second record.",
    ];
    let mut problem = problem(StatusCode::PAYLOAD_TOO_LARGE, shell, "That is too long to send", &paragraphs);
    problem.way_out = ("Open an empty form again", page.into());
    problem
}

/// A fault of ours
pub fn fault() -> Problem {
    let paragraphs = [
        "This is our fault. We cannot tell whether your last change was saved, so please check before you repeat it.",
        "Try again in a few minutes. If you are in danger, call 999.",
    ];
    problem(
        StatusCode::INTERNAL_SERVER_ERROR,
        Shell::default(),
        "Sorry, there is a problem with the service",
        &paragraphs,
    )
}

/// Somebody could not be signed in: the same page whatever the reason, which only the audit knows
pub fn no_sign_in(shell: Shell) -> Problem {
    let paragraphs = [
        "You are not signed in, and nothing was changed. This can happen when signing in took longer than ten minutes, \
         or when the address was opened a second time.",
        "Try again from the sign-in page. If it happens again, ask whoever looks after your account. If you are a \
         victim, ring your contact: they can help you without this page.",
    ];
    let mut problem = problem(StatusCode::FORBIDDEN, shell, "We could not sign you in", &paragraphs);
    problem.way_out = ("Go to the sign-in page", "/sign-in".into());
    problem
}

/// Too busy, or being repaired
pub fn busy() -> Problem {
    let paragraphs = [
        "We cannot answer just now. Nothing that was saved before is lost.",
        "Try again in a few minutes. If you are in danger, call 999.",
    ];
    problem(
        StatusCode::SERVICE_UNAVAILABLE,
        Shell::default(),
        "Sorry, the service is not available at the moment",
        &paragraphs,
    )
}

impl Problem {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("not-there", not_there(Shell::sample("", Role::Officer))),
            ("not-there-victim", not_there(Shell::sample("", Role::Victim))),
            ("not-from-here", not_from_here(Shell::default())),
            ("too-large", too_large(Shell::sample("", Role::Officer), "/case/sample/contact")),
            ("no-sign-in", no_sign_in(Shell::default())),
            ("fault", fault()),
            ("busy", busy()),
        ]
    }
}

/// Somebody else changed the case first; what this person typed is kept
#[derive(Template)]
#[template(path = "conflict.html")]
pub struct Conflict {
    /// surroundings
    pub shell: Shell,
    /// the case, as its page calls it
    pub reference: String,
    /// what was recorded since the page was opened: when, by whom, what
    pub since: Vec<Change>,
    /// what the person typed: name of the field as the page says it, and the text
    pub typed: Vec<(String, String)>,
    /// every field as it was sent, to be sent again
    pub fields: Vec<(String, String)>,
    /// the version of the case that the person has now seen
    pub version: u64,
    /// address of the form
    pub form: String,
    /// address of the case
    pub case: String,
}

/// One change that somebody else made
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// when, in words
    pub when: String,
    /// who
    pub who: String,
    /// what, in a sentence
    pub what: String,
}

impl Conflict {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Self {
            shell: Shell::sample("Somebody else has changed this case", Role::Officer),
            reference: "01ZZ0000126".into(),
            since: vec![Change {
                when: "4 minutes ago".into(),
                who: "Amina Diallo, Croydon victim team".into(),
                what: "Recorded a phone call to Rosa Example about bail conditions".into(),
            }],
            typed: vec![pair(
                "What you told them",
                "I said he was released on bail today.\nHe must not come to Mill Street.",
            )],
            fields: vec![pair(
                "told",
                "I said he was released on bail today.\nHe must not come to Mill Street.",
            )],
            version: 8,
            form: "/case/sample/contact".into(),
            case: "/case/sample".into(),
        }
    }
}

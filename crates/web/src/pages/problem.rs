//! Pages for when something is not as hoped: what happened, why, what the person can do.

use super::Page;
use crate::{components as c, shell::Shell, speaking::say};
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
    pub paragraphs: Vec<String>,
    /// the way out: words and address
    pub way_out: (String, String),
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Page(self)).into_response()
    }
}

/// The page of this name: `problem-NAME` is its title, `-1` and `-2` after it are its paragraphs
fn problem(status: StatusCode, shell: Shell, name: &str) -> Problem {
    let home = match shell.viewer.as_ref().map(|person| person.role) {
        Some(Role::Victim) => (say("problem-to-your-case"), "/your-case".into()),
        Some(Role::Standards) => ("Go to odd patterns".into(), "/audit/patterns".into()),
        Some(role) if role.is_staff() => ("Go to my work".into(), "/my-work".into()),
        _ => (say("problem-to-start"), "/".into()),
    };
    // No address of its own in the page: "not yours" and "not there" are to look the same.
    let shell = Shell { title: say(&format!("problem-{name}")), here: String::new(), ..shell };
    let paragraphs = vec![say(&format!("problem-{name}-1")), say(&format!("problem-{name}-2"))];
    Problem { shell, status, paragraphs, way_out: home }
}

/// Not there, or not yours: the two look the same on purpose
pub fn not_there(shell: Shell) -> Problem {
    problem(StatusCode::NOT_FOUND, shell, "not-there")
}

/// The form did not come from our own page, or the session has changed since it was shown
pub fn not_from_here(shell: Shell) -> Problem {
    problem(StatusCode::FORBIDDEN, shell, "not-from-here")
}

/// The form was too long to read
pub fn too_large(shell: Shell, page: &str) -> Problem {
    let way_out = (say("problem-too-large-again"), page.into());
    Problem { way_out, ..problem(StatusCode::PAYLOAD_TOO_LARGE, shell, "too-large") }
}

/// A file that is larger than what is taken
pub fn file_too_large(shell: Shell, again: &str) -> Problem {
    let way_out = (say("problem-file-too-large-again"), again.to_owned());
    Problem { way_out, ..problem(StatusCode::PAYLOAD_TOO_LARGE, shell, "file-too-large") }
}

/// A fault of ours
pub fn fault() -> Problem {
    problem(StatusCode::INTERNAL_SERVER_ERROR, Shell::public(""), "fault")
}

/// Somebody could not be signed in: the same page whatever the reason, which only the audit knows
pub fn no_sign_in(shell: Shell) -> Problem {
    let way_out = (say("problem-to-sign-in"), "/sign-in".into());
    Problem { way_out, ..problem(StatusCode::FORBIDDEN, shell, "no-sign-in") }
}

/// Too busy, or being repaired
pub fn busy() -> Problem {
    problem(StatusCode::SERVICE_UNAVAILABLE, Shell::public(""), "busy")
}

impl Problem {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("not-there", not_there(Shell::sample("", Role::Officer))),
            ("not-there-victim", not_there(Shell::sample("", Role::Victim))),
            ("not-from-here", not_from_here(Shell::public(""))),
            ("too-large", too_large(Shell::sample("", Role::Officer), "/case/sample/contact")),
            ("file-too-large", file_too_large(Shell::sample("", Role::Victim), "/your-files")),
            ("no-sign-in", no_sign_in(Shell::public(""))),
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

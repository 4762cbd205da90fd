//! Messages that could not be read or matched: nothing is dropped, somebody mends them (PLT-1).

use crate::{
    components::{self as c, ErrorLink, Filled},
    shell::Shell,
};
use askama::Template;
use policy::Role;

/// The list
#[derive(Template)]
#[template(path = "quarantine.html")]
pub struct Quarantine {
    /// surroundings
    pub shell: Shell,
    /// oldest first
    pub rows: Vec<Held>,
    /// how many there are, in words
    pub position: String,
    /// what was just done
    pub saved: Option<String>,
}

/// A message that waits
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// what kind of message
    pub kind: String,
    /// when it came
    pub received: String,
    /// why it waits, and where in the message
    pub reason: String,
    /// where it came from
    pub source: String,
    /// how often it was tried, in words
    pub tries: String,
    /// address of its page
    pub href: String,
}

/// One message
#[derive(Template)]
#[template(path = "quarantine_item.html")]
pub struct QuarantineItem {
    /// surroundings
    pub shell: Shell,
    /// complaints
    pub errors: Vec<ErrorLink>,
    /// what is known about it
    pub held: Held,
    /// the message, as far as it can be shown, for mending
    pub body: Filled,
    /// why it cannot be changed here; empty = it can
    pub not_shown: &'static str,
    /// why it should be set aside
    pub why: Filled,
}

fn sample_held() -> Held {
    Held {
        kind: "Court result".into(),
        received: "Wednesday 4 March at 6:12pm".into(),
        reason: "No case has the reference 01ZZ0000926".into(),
        source: "results-2026-03-04.xml".into(),
        tries: "once".into(),
        href: "/quarantine/q1".into(),
    }
}

impl Quarantine {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let unreadable = Held {
            kind: "Charge file".into(),
            reason: "line 212: the message ends in the middle of an element".into(),
            ..sample_held()
        };
        Self {
            shell: Shell::sample("Quarantine", Role::Supervisor).within("/quarantine"),
            rows: vec![sample_held(), unreadable],
            position: "2 messages".into(),
            saved: Some("The message was read and belongs to case 01ZZ0000126 now".into()),
        }
    }
}

impl QuarantineItem {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Mend a court result", Role::Supervisor).within("/quarantine"),
            errors: Vec::new(),
            held: sample_held(),
            body: Filled::with(
                "<DeliverRequest>\n  <Message>made up for a picture</Message>\n</DeliverRequest>",
            ),
            not_shown: "",
            why: Filled::default(),
        }
    }
}

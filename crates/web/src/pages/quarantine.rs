//! Messages that could not be read or matched: nothing is dropped, somebody mends them (PLT-1).

use crate::{
    components::{self as c, ErrorLink, Filled},
    person::Role,
    shell::Shell,
};
use askama::Template;

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
    /// next page, when there is one
    pub next_page: Option<String>,
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
    /// why it waits
    pub reason: String,
    /// where in the message, such as "line 14"; empty = the whole
    pub place: String,
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
    pub text: Filled,
    /// whether it was too long to be shown whole, so that only the reference can be given
    pub too_long: bool,
    /// the case that it belongs to
    pub urn: Filled,
    /// why it should be set aside
    pub set_aside: Filled,
}

fn sample_held() -> Held {
    Held {
        kind: "Court result".into(),
        received: "Wednesday 4 March at 6:12pm".into(),
        reason: "No case has the reference 01ZZ0000926".into(),
        place: "line 14".into(),
        href: "/quarantine/q1".into(),
    }
}

impl Quarantine {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let unreadable = Held {
            kind: "Charge file".into(),
            reason: "The message ends in the middle of an element".into(),
            place: "line 212".into(),
            ..sample_held()
        };
        Self {
            shell: Shell::sample("Quarantine", Role::Records).within("/quarantine"),
            rows: vec![sample_held(), unreadable],
            position: "2 messages".into(),
            next_page: None,
            saved: Some("The message was read and belongs to case 01ZZ0000126 now".into()),
        }
    }
}

impl QuarantineItem {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Mend a court result", Role::Records).within("/quarantine"),
            errors: Vec::new(),
            held: sample_held(),
            text: Filled::with(
                "<DeliverRequest>\n  <Message>made up for a picture</Message>\n</DeliverRequest>",
            ),
            too_long: false,
            urn: Filled::default(),
            set_aside: Filled::default(),
        }
    }
}

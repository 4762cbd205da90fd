//! Cases in which nobody has spoken to a victim for a while (POL-6, OVR-7).

use crate::{components as c, person::Role, shell::Shell};
use askama::Template;

/// Cases with no contact for 14 days, longest silence first
#[derive(Template)]
#[template(path = "silent_cases.html")]
pub struct SilentCases {
    /// surroundings
    pub shell: Shell,
    /// one case each
    pub rows: Vec<SilentCase>,
    /// next page, when there is one
    pub next_page: Option<String>,
    /// how many there are, in words
    pub position: String,
}

/// A case nobody has spoken in
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentCase {
    /// such as "23 days"
    pub silence: String,
    /// last contact, such as "10 February by phone", or that there was none
    pub last: String,
    /// who has not heard anything
    pub victims: String,
    /// what the case is about
    pub offence: String,
    /// reference of the case
    pub reference: String,
    /// address of the case
    pub case: String,
    /// who holds it
    pub holder: String,
}

impl SilentCases {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let row = |silence: &str, last: &str, victims: &str, offence: &str| SilentCase {
            silence: silence.into(),
            last: last.into(),
            victims: victims.into(),
            offence: offence.into(),
            reference: "01ZZ0000226".into(),
            case: "/case/sample".into(),
            holder: "PC Sam Okafor".into(),
        };
        Self {
            shell: Shell::sample("Silent cases", Role::Officer).within("/silent-cases"),
            rows: vec![
                row("41 days", "No contact recorded", "Kofi Madeup", "Robbery"),
                row("23 days", "10 February, by phone", "Rosa Example and Tom Sample", "Burglary of a home"),
            ],
            next_page: None,
            position: "2 cases".into(),
        }
    }
}

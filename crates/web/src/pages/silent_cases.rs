//! Cases in which nobody has spoken to a victim for a while (POL-6, OVR-7).

use crate::{
    components::{self as c, NavigationItem},
    shell::Shell,
};
use askama::Template;
use policy::Role;

/// Cases with no contact for 14 days, longest silence first
#[derive(Template)]
#[template(path = "silent_cases.html")]
pub struct SilentCases {
    /// surroundings
    pub shell: Shell,
    /// one case each
    pub rows: Vec<SilentCase>,
    /// whose cases these are
    pub whose: Vec<NavigationItem>,
    /// how many there are, in words
    pub position: String,
}

/// A case nobody has spoken in
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentCase {
    /// such as "23 days"
    pub silence: String,
    /// the day of the last contact, or the first day when there was none
    pub last: String,
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
        let row = |silence: &str, last: &str, offence: &str| SilentCase {
            silence: silence.into(),
            last: last.into(),
            offence: offence.into(),
            reference: "01ZZ0000226".into(),
            case: "/case/sample".into(),
            holder: "PC Sam Okafor".into(),
        };
        Self {
            shell: Shell::sample("Silent cases", Role::Officer).within("/silent-cases"),
            rows: vec![
                row("41 days", "Friday 23 January", "Robbery"),
                row("23 days", "Tuesday 10 February", "Burglary of a home"),
            ],
            whose: vec![
                NavigationItem::new("Mine", "/silent-cases", true),
                NavigationItem::new("Everybody's", "/silent-cases?whose=everyone", false),
            ],
            position: "2 cases".into(),
        }
    }
}

//! Pages for supervisors (POL-2, POL-6, OVR-3, OVR-4, OVR-7).

pub(crate) mod contacts;
pub(crate) mod figures;
pub(crate) mod going_on;
pub(crate) mod lists;
pub(crate) mod review;
pub(crate) mod warnings;
pub(crate) mod workload;

use super::{plain::Plain, wide::Wide};
use crate::components::{self as c, Choice, Markup, NavigationItem};
use jiff::{ToSpan, civil::Date};

/// The address of the first page
pub(crate) const TEAM: &str = "/supervise";

/// The lists of supervisors: words and addresses
const LISTS: [(&str, &str); 8] = [
    ("Workload", TEAM),
    ("Reviews", "/supervise/reviews"),
    ("Early warning", "/supervise/early-warning"),
    ("Broken promises", "/supervise/broken-promises"),
    ("Disputes", "/supervise/disputes"),
    ("Contacts to read", "/supervise/contacts"),
    ("Who left", "/figures/attrition"),
    ("Repeat victims", "/figures/repeat-victims"),
];

/// Links from each list to the others
fn lists(here: &str) -> Markup {
    let item = |(words, href): &(&str, &str)| NavigationItem::new(*words, *href, *href == here);
    Markup::of(c::sub_navigation("For supervisors", &LISTS.iter().map(item).collect::<Vec<_>>()))
}

/// Everybody, or one of the teams
fn teams(teams: &[(String, String)], chosen: &str) -> Markup {
    let mut choices = vec![Choice::new("", "Every team")];
    choices.extend(teams.iter().map(|(id, name)| Choice::new(id.as_str(), name.as_str())));
    Markup::of(c::select("team", "Team", choices).value(chosen))
}

/// The last three years of months, and the one that is chosen; the newest first
fn months(name: &str, label: &str, chosen: Date, newest: Date) -> Markup {
    let first = newest.first_of_month();
    let mut months: Vec<Date> = (0..36).map(|back: i64| first.saturating_sub(back.months())).collect();
    let chosen = chosen.first_of_month();
    if !months.contains(&chosen) {
        months.push(chosen);
    }
    let choice = |month: &Date| Choice::new(slug(*month), month.strftime("%B %Y").to_string());
    Markup::of(c::select(name, label, months.iter().map(choice).collect::<Vec<_>>()).value(slug(chosen)))
}

/// A month in an address
fn slug(month: Date) -> String {
    month.strftime("%Y-%m").to_string()
}

/// "today", "1 day", "12 days"
fn days(days: i64) -> String {
    match days {
        ..=0 => "today".into(),
        1 => "1 day".into(),
        days => format!("{days} days"),
    }
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Wide)> {
    let pages =
        [workload::samples(), lists::samples(), warnings::samples(), contacts::samples(), figures::samples()];
    pages.into_iter().flatten().collect()
}

/// Those of one column
#[doc(hidden)]
pub fn plain_samples() -> Vec<(&'static str, Plain)> {
    review::samples().into_iter().chain(going_on::samples()).collect()
}

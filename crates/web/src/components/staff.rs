//! The Ministry of Justice's components that staff pages use.

use super::{Markup, prints_html};
use askama::Template;

/// What happened, one entry under another
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/timeline.html")]
pub struct Timeline {
    entries: Vec<TimelineEntry>,
    heading_level: u8,
}

/// One entry of a [`Timeline`]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimelineEntry {
    /// what happened, in a few words
    pub title: String,
    /// who recorded it; empty = not said
    pub byline: String,
    /// when, in words
    pub when: String,
    /// when, for machines: RFC 3339
    pub datetime: String,
    /// further sentences, one paragraph each
    pub paragraphs: Vec<String>,
    /// addresses with more, and the words of each link
    pub links: Vec<(String, String)>,
}

/// Entries as they come, with headings of this level (3 under an h2)
pub fn timeline(entries: &[TimelineEntry], heading_level: u8) -> Timeline {
    Timeline { entries: entries.to_vec(), heading_level }
}

/// A short word beside a name
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/badge.html")]
pub struct Badge {
    text: String,
    classes: String,
}

/// A short word beside a name, in one of `red`, `blue`, `purple`, `green`, `grey`
pub fn badge(text: impl AsRef<str>, colour: impl AsRef<str>) -> Badge {
    Badge { text: text.as_ref().into(), classes: format!("moj-badge--{}", colour.as_ref()) }
}

/// Neighbouring views of the same thing
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/sub_navigation.html")]
pub struct SubNavigation {
    label: String,
    items: Vec<NavigationItem>,
}

/// One link of a navigation
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NavigationItem {
    /// the words
    pub text: String,
    /// the address
    pub href: String,
    /// whether this is the page one is on
    pub current: bool,
}

impl NavigationItem {
    /// Words, address, and whether one is there
    pub fn new(text: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { text: text.into(), href: href.into(), current }
    }
}

/// Neighbouring views of the same thing; the label names the group for screen readers
pub fn sub_navigation(label: impl AsRef<str>, items: &[NavigationItem]) -> SubNavigation {
    SubNavigation { label: label.as_ref().into(), items: items.to_vec() }
}

/// A message within a page that stays until the matter is settled
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/alert.html")]
pub struct Alert {
    variant: &'static str,
    title: String,
    html: Markup,
    text: String,
}

/// A warning in staff pages, for instance that a channel is not safe
pub fn alert_warning(title: impl AsRef<str>, text: impl AsRef<str>) -> Alert {
    Alert {
        variant: "warning",
        title: title.as_ref().into(),
        text: text.as_ref().into(),
        html: Markup::default(),
    }
}

/// Something to know in staff pages
pub fn alert_information(title: impl AsRef<str>, text: impl AsRef<str>) -> Alert {
    Alert { variant: "information", ..alert_warning(title, text) }
}

prints_html!(Timeline, Badge, SubNavigation, Alert);

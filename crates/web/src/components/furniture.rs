//! Everything on a page that is not a field: buttons, tags, banners, summaries, navigation.

use super::{Markup, prints_html};
use crate::speaking::{say, speaking};
use askama::Template;
use language::Language;

/// A button, or a link that looks like one
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/button.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Button {
    text: String,
    classes: String,
    name: String,
    value: String,
    href: String,
    id: String,
    is_start_button: bool,
    prevent_double_click: Option<bool>,
}

/// The button that sends a form; pressing it twice sends it once
pub fn button(text: impl AsRef<str>) -> Button {
    Button { text: text.as_ref().into(), prevent_double_click: Some(true), ..Button::default() }
}

/// A link that looks like a button
pub fn link_button(text: impl AsRef<str>, href: impl AsRef<str>) -> Button {
    Button { text: text.as_ref().into(), href: href.as_ref().into(), ..Button::default() }
}

impl Button {
    /// What the form sends when this button is the one pressed
    pub fn sends(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.name = name.as_ref().into();
        self.value = value.as_ref().into();
        self
    }
    /// Grey, for an action that is not the main one
    pub fn secondary(mut self) -> Self {
        self.classes = "govuk-button--secondary".into();
        self
    }
    /// Red, for what cannot be undone
    pub fn warns(mut self) -> Self {
        self.classes = "govuk-button--warning".into();
        self
    }
    /// The big green one of a start page
    pub fn start(mut self) -> Self {
        self.is_start_button = true;
        self
    }
}

/// A word in a coloured box; the word says everything, the colour nothing
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/tag.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Tag {
    text: String,
    classes: String,
}

/// A tag in one of the design system's colours: `red`, `yellow`, `green`, `blue`, `grey` ...
pub fn tag(text: impl AsRef<str>, colour: impl AsRef<str>) -> Tag {
    Tag { text: text.as_ref().into(), classes: format!("govuk-tag--{}", colour.as_ref()) }
}

/// The list of what is wrong with a form, at the top of the page
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/error_summary.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct ErrorSummary {
    title_text: String,
    description_text: String,
    error_list: Vec<ErrorLink>,
}

/// One complaint and the field that it is about
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct ErrorLink {
    /// the sentence, word for word as beside the field
    pub text: String,
    /// `#` and the id of the field
    pub href: String,
}

/// "There is a problem", and the complaints in the order of the fields
pub fn error_summary(errors: impl AsRef<[ErrorLink]>) -> ErrorSummary {
    ErrorSummary {
        title_text: say("form-there-is-a-problem"),
        description_text: String::new(),
        error_list: errors.as_ref().to_vec(),
    }
}

/// Earlier and later pages of a list
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/pagination.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Pagination {
    previous: Option<PageLink>,
    next: Option<PageLink>,
    landmark_label: String,
}

/// Where a page of a list is
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct PageLink {
    /// address
    pub href: String,
    /// words in place of "Next page"
    pub text: String,
    /// a second line under them
    pub label_text: String,
}

/// Links to the page before and the page after, as far as there are any
pub fn pagination(previous: &Option<String>, next: &Option<String>) -> Pagination {
    let link = |href: &String| PageLink { href: href.clone(), ..PageLink::default() };
    Pagination {
        previous: previous.as_ref().map(link),
        next: next.as_ref().map(link),
        landmark_label: String::new(),
    }
}

/// The link to the page after, in lists that are read forwards only
pub fn next_page(next: &Option<String>) -> Pagination {
    pagination(&None, next)
}

impl Pagination {
    /// For lists that are read forwards only: the way back leads to the first page
    pub fn first_instead_of_previous(mut self) -> Self {
        if let Some(link) = &mut self.previous {
            link.text = "First page".into();
        }
        self
    }
}

/// Facts as pairs of a name and a value
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/summary_list.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct SummaryList {
    rows: Vec<Row>,
    classes: String,
}

/// One pair of a [`SummaryList`]
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Row {
    /// the name of the fact
    pub key: Cell,
    /// the fact
    pub value: Cell,
}

/// Text of a [`Row`]
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Cell {
    /// plain words
    pub text: String,
    /// or markup, which wins
    pub html: Markup,
}

/// An empty list of facts, to be filled with [`SummaryList::row`]
pub fn summary_list() -> SummaryList {
    SummaryList::default()
}

impl SummaryList {
    /// Adds a fact; one that is not known is left out rather than shown empty
    pub fn row(mut self, key: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        if !value.as_ref().is_empty() {
            let cell = |text: &str| Cell { text: text.into(), html: Markup::default() };
            self.rows.push(Row { key: cell(key.as_ref()), value: cell(value.as_ref()) });
        }
        self
    }
    /// Without lines between the rows
    pub fn no_border(mut self) -> Self {
        self.classes = "govuk-summary-list--no-border".into();
        self
    }
}

/// Help that opens when asked for
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/details.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Details {
    summary_text: String,
    text: String,
    html: Markup,
    id: String,
    open: bool,
}

/// Help that opens when asked for: the line that is always there, and the text
pub fn details(summary: impl AsRef<str>, text: impl AsRef<str>) -> Details {
    Details { summary_text: summary.as_ref().into(), text: text.as_ref().into(), ..Details::default() }
}

/// News about what the person just did, or about the service
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/notification_banner.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct NotificationBanner {
    r#type: String,
    title_text: String,
    text: String,
    html: Markup,
}

/// "Saved", and what that changed
pub fn success_banner(html: Markup) -> NotificationBanner {
    NotificationBanner { r#type: "success".into(), title_text: say("form-saved"), html, ..Default::default() }
}

/// "Saved", and a sentence
pub fn success_text(text: impl AsRef<str>) -> NotificationBanner {
    NotificationBanner { text: text.as_ref().into(), ..success_banner(Markup::default()) }
}

impl NotificationBanner {
    fn is_success(&self) -> bool {
        self.r#type == "success"
    }
    fn title(&self) -> &str {
        match (self.title_text.as_str(), self.is_success()) {
            ("", true) => "Success",
            ("", false) => "Important",
            (title, _) => title,
        }
    }
}

/// Something that must not be overlooked
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/warning_text.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct WarningText {
    text: String,
    classes: String,
}

/// Something that must not be overlooked
pub fn warning(text: impl AsRef<str>) -> WarningText {
    WarningText { text: text.as_ref().into(), classes: String::new() }
}

/// A quotation or an example set apart
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/inset_text.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct InsetText {
    text: String,
    id: String,
    html: Markup,
}

/// A quotation or an example set apart
pub fn inset(text: impl AsRef<str>) -> InsetText {
    InsetText { text: text.as_ref().into(), ..InsetText::default() }
}

/// The button that takes a victim away from the page at once (ACC-8)
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/exit_this_page.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct ExitThisPage {
    redirect_url: String,
    id: String,
    classes: String,
}

impl ExitThisPage {
    /// What the component's script says aloud, in the language of the page; it knows English by itself
    fn spoken(&self) -> Vec<(&'static str, String)> {
        let words = [
            ("activated", "frame-exit-loading"),
            ("timed-out", "frame-exit-time-over"),
            ("press-two-more-times", "frame-exit-key-pressed-once"),
            ("press-one-more-time", "frame-exit-key-pressed-twice"),
        ];
        let needed = speaking() != Language::English;
        words.iter().filter(|_| needed).map(|(place, name)| (*place, say(name))).collect()
    }
    fn target(&self) -> &str {
        // The design system's own choice: a page that anybody might have open.
        if self.redirect_url.is_empty() { "https://www.bbc.co.uk/weather" } else { &self.redirect_url }
    }
}

/// The button that takes a victim away from the page at once
pub fn exit_this_page() -> ExitThisPage {
    // Our own way out ends the session first: Back shows nothing then.
    ExitThisPage { redirect_url: "/leave".into(), ..ExitThisPage::default() }
}

/// The way past the navigation for people who use a keyboard
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/skip_link.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct SkipLink {
    text: String,
    href: String,
    classes: String,
}

/// The way past the navigation
pub fn skip_link(text: impl AsRef<str>, href: impl AsRef<str>) -> SkipLink {
    SkipLink { text: text.as_ref().into(), href: href.as_ref().into(), classes: String::new() }
}

/// The way back
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/back_link.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct BackLink {
    text: String,
    href: String,
    classes: String,
}

/// The way back: words that say where to
pub fn back_link(text: impl AsRef<str>, href: impl AsRef<str>) -> BackLink {
    BackLink { text: text.as_ref().into(), href: href.as_ref().into(), classes: String::new() }
}

prints_html!(
    Button,
    Tag,
    ErrorSummary,
    Pagination,
    SummaryList,
    Details,
    NotificationBanner,
    WarningText,
    InsetText,
    ExitThisPage,
    SkipLink,
    BackLink
);

//! The design system's components as typed values that print themselves.
//!
//! A page template says `{{ c::textarea("told", "What did you tell them?").rows(6) }}`: words stay in
//! the page, markup stays here. Each GOV.UK component is held to the HTML of the design system's own
//! fixtures (`golden.rs`); options that no page uses are left out rather than half supported.

mod choices;
mod fields;
mod furniture;
#[cfg(test)]
mod golden;
mod staff;

pub use self::choices::*;
pub use self::fields::*;
pub use self::furniture::*;
pub use self::staff::*;

use std::fmt;

/// HTML that has already been escaped: only another component or template can make it
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize))]
pub struct Markup(String);

impl Markup {
    /// Prints a component or template now, so that it can be placed inside another one
    pub fn of(inner: impl askama::filters::HtmlSafe) -> Self {
        Self(inner.to_string())
    }

    /// Prints a whole template now; it escapes its own values
    pub fn printed(part: &impl askama::Template) -> Self {
        Self(part.render().unwrap_or_default())
    }

    /// Whether there is nothing to print
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

/// Declares that what these components print is HTML, so that templates do not escape it again
macro_rules! prints_html {
    ($($component:ty),+ $(,)?) => { $(impl askama::filters::HtmlSafe for $component {})+ };
}
pub(crate) use prints_html;

/// A text field as somebody filled it in, with what is wrong with it
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// exactly what was typed
    pub value: String,
    /// a whole sentence that says what to do, or nothing when the field is fine
    pub error: Option<String>,
}

impl Filled {
    /// A field with this text and no complaint
    pub fn with(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }

    /// The same field with a complaint
    pub fn wrong(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }
}

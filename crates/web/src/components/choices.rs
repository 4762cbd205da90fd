//! Radio buttons and checkboxes, in their fieldset.

use super::{Choice, ErrorMessage, Filled, Hint, Label, Markup, fields::described_by, prints_html};
use askama::Template;

/// A question that several fields answer together
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Fieldset {
    /// the question
    pub legend: Legend,
    /// further CSS classes
    pub classes: String,
}

/// The question of a [`Fieldset`]
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Legend {
    /// the words
    pub text: String,
    /// further CSS classes, such as `govuk-fieldset__legend--m`
    pub classes: String,
    /// whether the question is the page's h1
    pub is_page_heading: bool,
}

impl Fieldset {
    /// A fieldset that asks this
    pub fn asking(question: impl AsRef<str>) -> Self {
        let legend = Legend {
            text: question.as_ref().into(),
            classes: "govuk-fieldset__legend--s".into(),
            is_page_heading: false,
        };
        Self { legend, classes: String::new() }
    }
}

/// One radio button or checkbox
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Item {
    /// what the form sends
    pub value: String,
    /// what the person reads
    pub text: String,
    /// a line of help
    pub hint: Option<Hint>,
    /// chosen to begin with
    pub checked: Option<bool>,
    /// cannot be chosen
    pub disabled: bool,
    /// a word such as "or" in place of a button
    pub divider: String,
    /// fields that belong to this choice; without JavaScript they are always visible
    pub conditional: Option<Conditional>,
    /// an id of its own
    pub id: String,
    /// `exclusive` unticks the others
    pub behaviour: String,
}

/// Fields that belong to one choice
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Conditional {
    /// the fields
    pub html: Markup,
}

impl From<&Choice> for Item {
    fn from(choice: &Choice) -> Self {
        let hint = Some(Hint { text: choice.hint.clone(), ..Hint::default() });
        Self {
            value: choice.value.clone(),
            text: choice.text.clone(),
            hint: hint.filter(|hint| !hint.text.is_empty()),
            ..Self::default()
        }
    }
}

/// One of several
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/radios.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Radios {
    id_prefix: String,
    name: String,
    fieldset: Option<Fieldset>,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    items: Vec<Item>,
    value: String,
    classes: String,
}

/// Any of several
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/checkboxes.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Checkboxes {
    id_prefix: String,
    name: String,
    fieldset: Option<Fieldset>,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    items: Vec<Item>,
    values: Vec<String>,
    classes: String,
}

/// One of several: the name that the form sends, the question, the choices
pub fn radios(name: impl AsRef<str>, question: impl AsRef<str>, choices: impl AsRef<[Choice]>) -> Radios {
    Radios {
        name: name.as_ref().into(),
        fieldset: Some(Fieldset::asking(question)),
        items: choices.as_ref().iter().map(Item::from).collect(),
        ..Radios::default()
    }
}

/// Any of several: the name that the form sends, the question, the choices
pub fn checkboxes(
    name: impl AsRef<str>,
    question: impl AsRef<str>,
    choices: impl AsRef<[Choice]>,
) -> Checkboxes {
    Checkboxes {
        name: name.as_ref().into(),
        fieldset: Some(Fieldset::asking(question)),
        items: choices.as_ref().iter().map(Item::from).collect(),
        ..Checkboxes::default()
    }
}

impl Radios {
    /// Which one was chosen, and the complaint
    pub fn filled(mut self, filled: &Filled) -> Self {
        self.value = filled.value.clone();
        self.error(&filled.error)
    }
    /// Buttons beside each other
    pub fn inline(mut self) -> Self {
        self.classes = "govuk-radios--inline".into();
        self
    }
    fn is_checked(&self, item: &Item) -> bool {
        item.checked.unwrap_or(item.value == self.value && !self.value.is_empty())
    }
}

impl Checkboxes {
    /// Which ones are ticked
    pub fn ticked(mut self, values: &[String]) -> Self {
        self.values = values.to_vec();
        self
    }
    fn is_checked(&self, item: &Item) -> bool {
        item.checked.unwrap_or(self.values.contains(&item.value))
    }
    fn item_described_by(&self, item: &Item, id: &str) -> String {
        let whole = if self.fieldset.is_none() { self.described_by() } else { String::new() };
        let own = if item.hint.is_some() { format!("{id}-item-hint") } else { String::new() };
        format!("{whole} {own}").trim().to_owned()
    }
}

/// The builder methods that both kinds of choice have
macro_rules! group_of_choices {
    ($group:ty) => {
        impl $group {
            /// A sentence of help under the question
            pub fn hint(mut self, text: impl AsRef<str>) -> Self {
                self.hint = Some(Hint { text: text.as_ref().into(), ..Hint::default() });
                self
            }
            /// What is wrong, when something is
            pub fn error(mut self, error: &Option<String>) -> Self {
                self.error_message =
                    error.clone().map(|text| ErrorMessage { text, ..ErrorMessage::default() });
                self
            }
            /// Another start for the ids, when two groups send the same name
            pub fn prefix_id(mut self, prefix: impl AsRef<str>) -> Self {
                self.id_prefix = prefix.as_ref().into();
                self
            }
            /// Smaller buttons, for dense staff pages
            pub fn small(mut self) -> Self {
                let kind = if stringify!($group) == "Radios" { "radios" } else { "checkboxes" };
                self.classes = format!("{} govuk-{kind}--small", self.classes).trim().into();
                self
            }
            /// Fields that belong to one of the choices
            pub fn reveals(mut self, value: impl AsRef<str>, html: Markup) -> Self {
                if let Some(item) = self.items.iter_mut().find(|item| item.value == value.as_ref()) {
                    item.conditional = Some(Conditional { html });
                }
                self
            }
            /// Makes the question the page's h1
            pub fn heading(mut self) -> Self {
                if let Some(fieldset) = &mut self.fieldset {
                    fieldset.legend.is_page_heading = true;
                    fieldset.legend.classes = "govuk-fieldset__legend--l".into();
                }
                self
            }
            fn prefix(&self) -> &str {
                if self.id_prefix.is_empty() { &self.name } else { &self.id_prefix }
            }
            // The first id has no number: the error summary links to it.
            fn item_id(&self, item: &Item, position: &usize) -> String {
                match (item.id.as_str(), position) {
                    ("", 0) => self.prefix().into(),
                    ("", later) => format!("{}-{}", self.prefix(), later + 1),
                    (id, _) => id.into(),
                }
            }
            fn label_tag(&self, item: &Item, id: &str) -> Label {
                let kind = if stringify!($group) == "Radios" { "radios" } else { "checkboxes" };
                Label {
                    text: item.text.clone(),
                    classes: format!("govuk-{kind}__label"),
                    for_id: id.into(),
                    is_page_heading: false,
                }
            }
            fn item_hint_tag(&self, item: &Item, id: &str) -> Option<Hint> {
                let kind = if stringify!($group) == "Radios" { "radios" } else { "checkboxes" };
                item.hint.clone().map(|hint| Hint {
                    id: format!("{id}-item-hint"),
                    classes: format!("govuk-{kind}__hint"),
                    text: hint.text,
                })
            }
            fn hint_tag(&self) -> Option<Hint> {
                self.hint.clone().map(|hint| Hint { id: format!("{}-hint", self.prefix()), ..hint })
            }
            fn error_tag(&self) -> Option<ErrorMessage> {
                let id = format!("{}-error", self.prefix());
                self.error_message.clone().map(|error| ErrorMessage { id, ..error })
            }
            fn described_by(&self) -> String {
                described_by(self.prefix(), &self.hint, &self.error_message)
            }
        }
        prints_html!($group);
    };
}
group_of_choices!(Radios);
group_of_choices!(Checkboxes);

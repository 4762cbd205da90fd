//! Text fields: label, hint, error, input, textarea, select, date.

use super::{Filled, prints_html};
use crate::speaking::say;
use askama::Template;

/// The words above a field
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/label.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Label {
    /// the words
    pub text: String,
    /// further CSS classes
    pub classes: String,
    /// id of the field that the label is for
    #[cfg_attr(test, serde(rename = "for"))]
    pub for_id: String,
    /// whether the label is the page's h1
    pub is_page_heading: bool,
}

/// A sentence of help between the label and the field
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/hint.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Hint {
    /// what the field's `aria-describedby` points to
    pub id: String,
    /// the words
    pub text: String,
    /// further CSS classes
    pub classes: String,
}

/// What is wrong with a field, just above it
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/error_message.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct ErrorMessage {
    /// what the field's `aria-describedby` points to
    pub id: String,
    /// the words
    pub text: String,
    /// further CSS classes
    pub classes: String,
}

prints_html!(Label, Hint, ErrorMessage);

/// The ids of hint and error that a field points to with `aria-describedby`
pub(super) fn described_by(id: &str, hint: &Option<Hint>, error: &Option<ErrorMessage>) -> String {
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    let error_id = error.as_ref().map(|_| format!("{id}-error"));
    [hint_id, error_id].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The builder methods that every labelled field has
macro_rules! labelled_field {
    ($field:ty) => {
        impl $field {
            /// A sentence of help under the label
            pub fn hint(mut self, text: impl AsRef<str>) -> Self {
                self.hint = Some(Hint { text: text.as_ref().into(), ..Hint::default() });
                self
            }
            /// What is wrong with the field
            pub fn error(mut self, text: impl AsRef<str>) -> Self {
                self.error_message =
                    Some(ErrorMessage { text: text.as_ref().into(), ..ErrorMessage::default() });
                self
            }
            /// The value and the complaint of a form that is shown again
            pub fn filled(mut self, filled: &Filled) -> Self {
                self.value = filled.value.clone();
                match &filled.error {
                    Some(error) => self.error(error),
                    None => self,
                }
            }
            /// An id of its own, when the page has two fields of this name
            pub fn with_id(mut self, id: impl AsRef<str>) -> Self {
                self.id = id.as_ref().into();
                self
            }
            /// The value to start with
            pub fn value(mut self, value: impl AsRef<str>) -> Self {
                self.value = value.as_ref().into();
                self
            }
            /// Further CSS classes of the field itself
            pub fn classes(mut self, classes: impl AsRef<str>) -> Self {
                self.classes = classes.as_ref().into();
                self
            }
            /// Further CSS classes of the label, such as `govuk-label--m`
            pub fn label_classes(mut self, classes: impl AsRef<str>) -> Self {
                self.label.classes = classes.as_ref().into();
                self
            }
            /// Makes the label the page's h1
            pub fn heading(mut self) -> Self {
                self.label.is_page_heading = true;
                self.label.classes = "govuk-label--l".into();
                self
            }
            fn id(&self) -> &str {
                if self.id.is_empty() { &self.name } else { &self.id }
            }
            fn label_tag(&self) -> Label {
                Label { for_id: self.id().into(), ..self.label.clone() }
            }
            fn hint_tag(&self) -> Option<Hint> {
                self.hint.clone().map(|hint| Hint { id: format!("{}-hint", self.id()), ..hint })
            }
            fn error_tag(&self) -> Option<ErrorMessage> {
                let id = format!("{}-error", self.id());
                self.error_message.clone().map(|error| ErrorMessage { id, ..error })
            }
            fn described_by(&self) -> String {
                described_by(self.id(), &self.hint, &self.error_message)
            }
        }
        prints_html!($field);
    };
}

/// One line of text
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/input.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Input {
    id: String,
    name: String,
    label: Label,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    value: String,
    classes: String,
    r#type: String,
    inputmode: String,
    autocomplete: String,
    spellcheck: Option<bool>,
}
labelled_field!(Input);

/// One line of text: the name that the form sends, and the words above it
pub fn input(name: impl AsRef<str>, label: impl AsRef<str>) -> Input {
    let label = Label { text: label.as_ref().into(), ..Label::default() };
    Input { name: name.as_ref().into(), label, ..Input::default() }
}

impl Input {
    /// Asks a phone for its number keys
    pub fn digits(mut self) -> Self {
        self.inputmode = "numeric".into();
        self
    }
    /// What the browser may fill in by itself; `off` for anything about another person
    pub fn autocomplete(mut self, kind: impl AsRef<str>) -> Self {
        self.autocomplete = kind.as_ref().into();
        self
    }
    /// Shows dots in the place of what is typed; pasting stays possible
    pub fn secret(mut self) -> Self {
        self.r#type = "password".into();
        self.spellcheck = Some(false);
        self
    }
    /// Turns the spelling checker off, for references and names
    pub fn exact(mut self) -> Self {
        self.spellcheck = Some(false);
        self
    }
    fn type_or_text(&self) -> &str {
        if self.r#type.is_empty() { "text" } else { &self.r#type }
    }
}

/// Several lines of text
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/textarea.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Textarea {
    id: String,
    name: String,
    label: Label,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    value: String,
    classes: String,
    rows: String,
    autocomplete: String,
    spellcheck: Option<bool>,
}
labelled_field!(Textarea);

/// Several lines of text: the name that the form sends, and the words above it
pub fn textarea(name: impl AsRef<str>, label: impl AsRef<str>) -> Textarea {
    let label = Label { text: label.as_ref().into(), ..Label::default() };
    Textarea { name: name.as_ref().into(), label, ..Textarea::default() }
}

impl Textarea {
    /// How many lines are visible
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows.to_string();
        self
    }
    /// Lets the device mark what is misspelt, where it would not by itself
    pub fn spelling(mut self) -> Self {
        self.spellcheck = Some(true);
        self
    }
    fn rows_or_five(&self) -> &str {
        if self.rows.is_empty() { "5" } else { &self.rows }
    }
}

/// A file to choose from the device
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/file_upload.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct FileUpload {
    id: String,
    name: String,
    label: Label,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    value: String,
    classes: String,
    accept: String,
}
labelled_field!(FileUpload);

/// A file to choose: the name that the form sends, and the words above it
pub fn file_upload(name: impl AsRef<str>, label: impl AsRef<str>) -> FileUpload {
    let label = Label { text: label.as_ref().into(), ..Label::default() };
    FileUpload { name: name.as_ref().into(), label, ..FileUpload::default() }
}

impl FileUpload {
    /// What a browser offers to choose from; no check
    pub fn accept(mut self, kinds: impl AsRef<str>) -> Self {
        self.accept = kinds.as_ref().into();
        self
    }
}

/// A choice from a list that is too long for radio buttons
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/select.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct Select {
    id: String,
    name: String,
    label: Label,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    value: String,
    classes: String,
    items: Vec<SelectItem>,
}
labelled_field!(Select);

/// One line of a [`Select`]
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct SelectItem {
    /// what the form sends; nothing = the words themselves
    pub value: Option<String>,
    /// what the person reads
    pub text: String,
    /// chosen to begin with
    pub selected: Option<bool>,
    /// cannot be chosen
    pub disabled: bool,
}

/// A choice from a list: the name that the form sends, the words above it, the lines
pub fn select(name: impl AsRef<str>, label: impl AsRef<str>, choices: impl AsRef<[Choice]>) -> Select {
    let label = Label { text: label.as_ref().into(), ..Label::default() };
    let items = choices
        .as_ref()
        .iter()
        .map(|choice| SelectItem {
            value: Some(choice.value.clone()),
            text: choice.text.clone(),
            disabled: choice.is_heading,
            ..SelectItem::default()
        })
        .collect();
    Select { name: name.as_ref().into(), label, items, ..Select::default() }
}

impl Select {
    fn is_selected(&self, item: &SelectItem) -> bool {
        let same = item.value.as_ref().unwrap_or(&item.text) == &self.value && !self.value.is_empty();
        item.selected.unwrap_or(same)
    }
}

/// Something that can be chosen: what is sent and what is read
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// what the form sends
    pub value: String,
    /// what the person reads
    pub text: String,
    /// a line of help under it
    pub hint: String,
    /// names the lines that follow and cannot be chosen itself
    pub is_heading: bool,
}

impl Choice {
    /// A line in a long list that names those that follow
    pub fn heading(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_heading: true, ..Self::default() }
    }

    /// What is sent and what is read
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), ..Self::default() }
    }
    /// Adds a line of help
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// Day, month and year in three fields
#[derive(Debug, Clone, Default, Template)]
#[template(path = "components/date_input.html")]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct DateInput {
    id: String,
    name_prefix: String,
    fieldset: Option<super::Fieldset>,
    hint: Option<Hint>,
    error_message: Option<ErrorMessage>,
    values: DateParts,
}
prints_html!(DateInput);

/// The three parts of a date as typed
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Deserialize), serde(rename_all = "camelCase", deny_unknown_fields, default))]
pub struct DateParts {
    /// as typed
    pub day: String,
    /// as typed
    pub month: String,
    /// as typed
    pub year: String,
}

/// A date: id of the group, start of the three names, and the question
pub fn date_input(id: impl AsRef<str>, legend: impl AsRef<str>) -> DateInput {
    DateInput {
        id: id.as_ref().into(),
        name_prefix: id.as_ref().into(),
        fieldset: Some(super::Fieldset::asking(legend)),
        ..DateInput::default()
    }
}

impl DateInput {
    /// A sentence of help under the question
    pub fn hint(mut self, text: impl AsRef<str>) -> Self {
        self.hint = Some(Hint { text: text.as_ref().into(), ..Hint::default() });
        self
    }
    /// An id of its own, when the page has two dates of this name
    pub fn with_id(mut self, id: impl AsRef<str>) -> Self {
        self.id = id.as_ref().into();
        self
    }
    /// What was typed before
    pub fn values(mut self, values: &DateParts) -> Self {
        self.values = values.clone();
        self
    }
    /// What is wrong with the date, when something is
    pub fn error(mut self, error: &Option<String>) -> Self {
        self.error_message = error.clone().map(|text| ErrorMessage { text, ..ErrorMessage::default() });
        self
    }
    fn parts(&self) -> Vec<Input> {
        [("day", &self.values.day, 2), ("month", &self.values.month, 2), ("year", &self.values.year, 4)]
            .into_iter()
            .map(|(part, value, width)| self.part(part, value, width))
            .collect()
    }
    fn part(&self, part: &str, value: &str, width: u8) -> Input {
        let wrong = if self.error_message.is_some() { " govuk-input--error" } else { "" };
        let dash = if self.name_prefix.is_empty() { "" } else { "-" };
        let words = say(&format!("date-{part}"));
        Input {
            id: format!("{}-{part}", self.id),
            name: format!("{}{dash}{part}", self.name_prefix),
            label: Label { text: words, classes: "govuk-date-input__label".into(), ..Label::default() },
            value: value.into(),
            classes: format!("govuk-date-input__input{wrong} govuk-input--width-{width}"),
            inputmode: "numeric".into(),
            ..Input::default()
        }
    }
    fn hint_tag(&self) -> Option<Hint> {
        self.hint.clone().map(|hint| Hint { id: format!("{}-hint", self.id), ..hint })
    }
    fn error_tag(&self) -> Option<ErrorMessage> {
        let id = format!("{}-error", self.id);
        self.error_message.clone().map(|error| ErrorMessage { id, ..error })
    }
    fn described_by(&self) -> String {
        described_by(&self.id, &self.hint, &self.error_message)
    }
}

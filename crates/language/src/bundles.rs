//! The files of messages, read once. A message that is missing in a language is said in English, and the log says so; the
//! tests see to it that none is.

use crate::{Language, Value, mutation};
use fluent_bundle::{FluentArgs, FluentError, FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast::{Entry, Message, PatternElement};
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};
use tracing::error;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The files of a language, one for each part of the service.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../locales/", $language, "/case.ftl")),
            include_str!(concat!("../locales/", $language, "/dates.ftl")),
            include_str!(concat!("../locales/", $language, "/enter.ftl")),
            include_str!(concat!("../locales/", $language, "/files.ftl")),
            include_str!(concat!("../locales/", $language, "/frame.ftl")),
            include_str!(concat!("../locales/", $language, "/pages.ftl")),
            include_str!(concat!("../locales/", $language, "/problem.ftl")),
        ]
    };
}

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en-GB", &files!("en")));
static WELSH: LazyLock<Bundle> = LazyLock::new(|| bundle("cy", &files!("cy")));

fn bundle(tag: &str, files: &[&str]) -> Bundle {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks around values are for mixed directions of writing; both languages are written the same way.
    bundle.set_use_isolating(false);
    if let Err(reason) = bundle.add_function("SOFT", soft) {
        error!(%reason, "messages have no soft mutation");
    }
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, faults)| {
            error!(?faults, "a file of messages has faults");
            resource
        });
        if let Err(faults) = bundle.add_resource(resource) {
            error!(?faults, "a message stands twice");
        }
    }
    bundle
}

/// Names of English messages without values, by what they say.
static BY_ENGLISH: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for file in files!("en") {
        let Ok(resource) = FluentResource::try_new(file.to_owned()) else { continue };
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            if !has_no_values(message) {
                continue;
            }
            if let Some(said) = format(&ENGLISH, message.id.name, &[]) {
                found.insert(said, message.id.name.to_owned());
            }
        }
    }
    found
});

fn has_no_values(message: &Message<&str>) -> bool {
    let text = |element: &PatternElement<&str>| matches!(element, PatternElement::TextElement { .. });
    message.value.as_ref().is_some_and(|pattern| pattern.elements.iter().all(text))
}

/// What is said in English, in another language; as it is when no message says it.
pub(crate) fn translated(language: Language, english: &str) -> String {
    match (language, BY_ENGLISH.get(english)) {
        (Language::English, _) | (_, None) => english.to_owned(),
        (other, Some(name)) => message(other, name, &[]),
    }
}

/// `SOFT($text)` in a message: the text as it begins after a word that softens it, such as *ar* or *i*.
fn soft<'a>(about: &[Value<'a>], _: &FluentArgs) -> Value<'a> {
    match about.first() {
        Some(Value::String(text)) => Value::String(Cow::Owned(mutation::soft(text))),
        Some(other) => other.clone(),
        None => Value::Error,
    }
}

pub(crate) fn message(language: Language, name: &str, about: &[(&'static str, Value<'_>)]) -> String {
    let said = match language {
        Language::English => format(&ENGLISH, name, about),
        Language::Welsh => format(&WELSH, name, about).or_else(|| format(&ENGLISH, name, about)),
    };
    said.unwrap_or_else(|| {
        error!(message = name, "there is no such message");
        debug_assert!(false, "there is no message {name}");
        String::new()
    })
}

fn format(bundle: &Bundle, name: &str, about: &[(&'static str, Value<'_>)]) -> Option<String> {
    let pattern = bundle.get_message(name)?.value()?;
    let args: FluentArgs = about.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut faults: Vec<FluentError> = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned();
    if !faults.is_empty() {
        error!(message = name, ?faults, "a message lacks something");
        debug_assert!(faults.is_empty(), "message {name}: {faults:?}");
    }
    Some(said)
}

//! The files of messages, read once. A message that is missing in a language is said in English, and the log says so; the
//! tests see to it that none is.

use crate::{Language, Value, mutation};
use fluent_bundle::{FluentArgs, FluentError, FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, PatternElement};
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};
use tracing::error;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The files of a language, one for each part of the service.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../locales/", $language, "/card.ftl")),
            include_str!(concat!("../locales/", $language, "/about.ftl")),
            include_str!(concat!("../locales/", $language, "/asking.ftl")),
            include_str!(concat!("../locales/", $language, "/case.ftl")),
            include_str!(concat!("../locales/", $language, "/copy.ftl")),
            include_str!(concat!("../locales/", $language, "/course.ftl")),
            include_str!(concat!("../locales/", $language, "/dates.ftl")),
            include_str!(concat!("../locales/", $language, "/enter.ftl")),
            include_str!(concat!("../locales/", $language, "/files.ftl")),
            include_str!(concat!("../locales/", $language, "/frame.ftl")),
            include_str!(concat!("../locales/", $language, "/hearings.ftl")),
            include_str!(concat!("../locales/", $language, "/looked.ftl")),
            include_str!(concat!("../locales/", $language, "/own.ftl")),
            include_str!(concat!("../locales/", $language, "/pages.ftl")),
            include_str!(concat!("../locales/", $language, "/problem.ftl")),
            include_str!(concat!("../locales/", $language, "/property.ftl")),
            include_str!(concat!("../locales/", $language, "/reach.ftl")),
            include_str!(concat!("../locales/", $language, "/refusal.ftl")),
            include_str!(concat!("../locales/", $language, "/signing_in.ftl")),
            include_str!(concat!("../locales/", $language, "/statement.ftl")),
            include_str!(concat!("../locales/", $language, "/survey.ftl")),
            include_str!(concat!("../locales/", $language, "/talk.ftl")),
            include_str!(concat!("../locales/", $language, "/report.ftl")),
        ]
    };
}

// The second tag chooses the forms of numbers.
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::English, "en-GB", &files!("en")));
static WELSH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Welsh, "cy", &files!("cy")));
static MIRRORED: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Mirrored, "en-GB", &files!("en")));

fn bundle_of(language: Language) -> &'static Bundle {
    match language {
        Language::English => &ENGLISH,
        Language::Welsh => &WELSH,
        Language::Mirrored => &MIRRORED,
    }
}

fn bundle(language: Language, forms: &str, files: &[&str]) -> Bundle {
    let forms: LanguageIdentifier = forms.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![forms]);
    // Marks around values keep names whole that are written the other way.
    bundle.set_use_isolating(language.is_right_to_left());
    if language == Language::Mirrored {
        bundle.set_transform(Some(mirrored));
    }
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

/// Each word as if it were of a language that is written from right to left, between the marks that say so.
fn mirrored(text: &str) -> Cow<'_, str> {
    const FROM: char = '\u{202e}';
    const TO: char = '\u{202c}';
    let mut out = String::with_capacity(text.len() * 2);
    let mut within = false;
    for letter in text.chars() {
        if letter.is_alphanumeric() != within {
            out.push(if within { TO } else { FROM });
            within = !within;
        }
        out.push(letter);
    }
    if within {
        out.push(TO);
    }
    Cow::Owned(out)
}

/// A piece of a message: text, or the name of a value.
enum Piece {
    Text(String),
    Value(String),
}

/// What refusals say in English, with their names.
struct Refusals {
    /// Those without values, by what they say.
    whole: HashMap<String, String>,
    /// Those with values.
    with_values: Vec<(String, Vec<Piece>)>,
}

static REFUSALS: LazyLock<Refusals> = LazyLock::new(|| {
    let mut found = Refusals { whole: HashMap::new(), with_values: Vec::new() };
    for file in files!("en") {
        let Ok(resource) = FluentResource::try_new(file.to_owned()) else { continue };
        for entry in resource.entries() {
            let Entry::Message(message) = entry else { continue };
            let name = message.id.name;
            match pieces(message).as_deref() {
                Some([Piece::Text(_)]) => {
                    let said = format(&ENGLISH, name, &FluentArgs::new());
                    found.whole.extend(said.map(|said| (said, name.to_owned())));
                }
                Some(_) if name.starts_with("refusal-") => {
                    found.with_values.extend(pieces(message).map(|pieces| (name.to_owned(), pieces)));
                }
                _ => {}
            }
        }
    }
    found
});

/// The pieces of a message; none when it does more than stand in a row.
fn pieces(message: &Message<&str>) -> Option<Vec<Piece>> {
    let piece = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => Some(Piece::Text((*value).to_owned())),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(Piece::Value(id.name.to_owned())),
        _ => None,
    };
    let pieces: Option<Vec<Piece>> = message.value.as_ref()?.elements.iter().map(piece).collect();
    // A text of several lines comes in several elements.
    pieces.map(|pieces| match pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) {
        true => vec![Piece::Text(String::new())],
        false => pieces,
    })
}

/// The values that stand in a text which a message says.
fn values_in(pieces: &[Piece], said: &str) -> Option<Vec<(String, String)>> {
    let mut rest = said;
    let mut values = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => rest = rest.strip_prefix(text.as_str())?,
            Piece::Value(name) => {
                let end = match pieces.get(place + 1) {
                    Some(Piece::Text(next)) => rest.find(next.as_str())?,
                    Some(Piece::Value(_)) => return None,
                    None => rest.len(),
                };
                let (value, after) = rest.split_at(end);
                values.push((name.clone(), value.to_owned()));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(values)
}

/// What is said in English, in another language; as it is when no message says it.
pub(crate) fn translated(language: Language, english: &str) -> String {
    if language == Language::English {
        return english.to_owned();
    }
    let refusals = &*REFUSALS;
    let bundle = bundle_of(language);
    let said = match refusals.whole.get(english) {
        Some(name) => format(bundle, name, &FluentArgs::new()),
        None => refusals.with_values.iter().find_map(|(name, pieces)| {
            let args: FluentArgs = values_in(pieces, english)?.into_iter().collect();
            format(bundle, name, &args)
        }),
    };
    said.unwrap_or_else(|| english.to_owned())
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
    let args: FluentArgs = about.iter().map(|(name, value)| (*name, value.clone())).collect();
    let said = format(bundle_of(language), name, &args).or_else(|| format(&ENGLISH, name, &args));
    said.unwrap_or_else(|| {
        error!(message = name, "there is no such message");
        debug_assert!(false, "there is no message {name}");
        String::new()
    })
}

fn format(bundle: &Bundle, name: &str, args: &FluentArgs) -> Option<String> {
    let pattern = bundle.get_message(name)?.value()?;
    let mut faults: Vec<FluentError> = Vec::new();
    let said = bundle.format_pattern(pattern, Some(args), &mut faults).into_owned();
    if !faults.is_empty() {
        error!(message = name, ?faults, "a message lacks something");
        debug_assert!(faults.is_empty(), "message {name}: {faults:?}");
    }
    Some(said)
}

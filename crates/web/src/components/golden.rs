//! Holds our GOV.UK components to the design system's own fixtures: for every fixture whose options
//! we support, our HTML must say the same as theirs (white space and attribute order aside).

use askama::Template;
use serde::de::DeserializeOwned;
use std::{env, fs, path::PathBuf};

/// The `node_modules` folder that the build used
fn fixtures_of(component: &str) -> Vec<serde_json::Value> {
    let folder = PathBuf::from(env!("LANTERN_NODE_MODULES_FOUND"));
    let path = folder.join(format!("govuk-frontend/dist/govuk/components/{component}/fixtures.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    file["fixtures"].as_array().unwrap().clone()
}

/// Compares every fixture that `Component` can express, and insists on at least `at_least` of them
#[track_caller]
fn check<Component: DeserializeOwned + Template>(component: &str, at_least: usize) {
    let mut compared = 0;
    for fixture in fixtures_of(component) {
        let options = as_words(fixture["options"].clone());
        let Ok(ours) = serde_json::from_value::<Component>(options) else { continue };
        let ours = ours.render().unwrap();
        let theirs = fixture["html"].as_str().unwrap();
        assert_eq!(
            normalised(&ours).join("\n"),
            normalised(theirs).join("\n"),
            "{component}: fixture {}",
            fixture["name"]
        );
        compared += 1;
    }
    assert!(compared >= at_least, "{component}: only {compared} fixtures compared, expected {at_least}");
}

/// Fixtures leave options out in several ways and write numbers as numbers: neither matters to HTML
fn as_words(options: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match options {
        Value::Object(pairs) => {
            let kept = pairs.into_iter().map(|(name, value)| (name, as_words(value)));
            Value::Object(
                kept.filter(|(_, value)| !value.is_null() && value != &serde_json::json!({})).collect(),
            )
        }
        Value::Array(values) => Value::Array(values.into_iter().map(as_words).collect()),
        Value::Number(number) => Value::String(number.to_string()),
        other => other,
    }
}

/// One line a tag (attributes sorted) or a text (white space collapsed, entities resolved)
fn normalised(html: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut lines, &rest[..start]);
        let end = end_of_tag(&rest[start..]) + start;
        lines.push(normalised_tag(&rest[start + 1..end]));
        rest = &rest[end + 1..];
    }
    push_text(&mut lines, rest);
    lines
}

fn push_text(lines: &mut Vec<String>, text: &str) {
    let text = unescaped(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if !text.is_empty() {
        lines.push(text);
    }
}

fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (position, character) in tag.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return position,
            _ => {}
        }
    }
    panic!("a tag without an end: {tag}");
}

fn normalised_tag(tag: &str) -> String {
    let tag = tag.trim().trim_end_matches('/');
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        match after.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"').unwrap();
                let value = value.split_whitespace().collect::<Vec<_>>();
                let value = if attribute == "class" { sorted(value) } else { value };
                attributes.push(format!("{attribute}={}", unescaped(&value.join(" "))));
                rest = after;
            }
            None => {
                attributes.push(attribute.to_owned());
                rest = after;
            }
        }
    }
    attributes.sort();
    format!("<{name} {}>", attributes.join(" | "))
}

fn sorted(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable();
    words
}

fn unescaped(text: &str) -> String {
    let pairs = [("&#34;", "\""), ("&quot;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&lt;", "<")];
    let more = [("&#62;", ">"), ("&gt;", ">"), ("&#38;", "&"), ("&amp;", "&")];
    pairs.iter().chain(&more).fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn buttons() {
    check::<super::Button>("button", 25);
}

#[test]
fn tags() {
    check::<super::Tag>("tag", 10);
}

#[test]
fn labels() {
    check::<super::Label>("label", 13);
}

#[test]
fn hints() {
    check::<super::Hint>("hint", 4);
}

#[test]
fn error_messages() {
    check::<super::ErrorMessage>("error-message", 4);
}

#[test]
fn inputs() {
    check::<super::Input>("input", 18);
}

#[test]
fn textareas() {
    check::<super::Textarea>("textarea", 10);
}

#[test]
fn selects() {
    check::<super::Select>("select", 5);
}

#[test]
fn date_inputs() {
    check::<super::DateInput>("date-input", 3);
}

#[test]
fn radio_buttons() {
    check::<super::Radios>("radios", 22);
}

#[test]
fn check_boxes() {
    check::<super::Checkboxes>("checkboxes", 20);
}

#[test]
fn error_summaries() {
    check::<super::ErrorSummary>("error-summary", 8);
}

#[test]
fn paginations() {
    check::<super::Pagination>("pagination", 4);
}

#[test]
fn summary_lists() {
    check::<super::SummaryList>("summary-list", 4);
}

#[test]
fn details() {
    check::<super::Details>("details", 6);
}

#[test]
fn notification_banners() {
    check::<super::NotificationBanner>("notification-banner", 8);
}

#[test]
fn warning_texts() {
    check::<super::WarningText>("warning-text", 3);
}

#[test]
fn inset_texts() {
    check::<super::InsetText>("inset-text", 4);
}

#[test]
fn exits() {
    check::<super::ExitThisPage>("exit-this-page", 1);
}

#[test]
fn skip_links() {
    check::<super::SkipLink>("skip-link", 6);
}

#[test]
fn back_links() {
    check::<super::BackLink>("back-link", 5);
}

#[test]
fn a_difference_is_seen() {
    assert_ne!(normalised("<p class=\"a b\">x</p>"), normalised("<p class=\"a\">x</p>"));
    assert_eq!(
        normalised("<p class=\"b a\" id=\"i\">x  &amp;</p>"),
        normalised("<p id=\"i\" class=\"a b\"> x & </p>")
    );
}

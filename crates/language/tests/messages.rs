//! Every message stands in both languages, and says the same things in them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement},
    parser,
};
use jiff::civil::{date, time};
use language::{Language, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

type Variables = BTreeSet<String>;

fn folder(language: Language) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.tag())
}

/// File and name of each message, with the values that it takes
fn messages(language: Language) -> BTreeMap<(String, String), Variables> {
    let mut found = BTreeMap::new();
    for file in fs::read_dir(folder(language)).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let resource =
            parser::parse(text.as_str()).unwrap_or_else(|(_, faults)| panic!("{name}: {faults:?}"));
        for entry in resource.body {
            if let Entry::Message(Message { id, value: Some(pattern), .. }) = entry {
                let mut variables = Variables::new();
                in_pattern(&pattern, &mut variables);
                let before = found.insert((name.clone(), id.name.to_owned()), variables);
                assert!(before.is_none(), "{name}: {} stands twice", id.name);
            }
        }
    }
    found
}

fn in_pattern(pattern: &Pattern<&str>, variables: &mut Variables) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => in_inline(inline, variables),
                Expression::Select { selector, variants } => {
                    in_inline(selector, variables);
                    for variant in variants {
                        in_pattern(&variant.value, variables);
                    }
                }
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut Variables) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                in_inline(argument, variables);
            }
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = &**expression {
                in_inline(inner, variables);
            }
        }
        _ => {}
    }
}

#[test]
fn every_message_is_in_both_languages_with_the_same_values() {
    let (english, welsh) = (messages(Language::English), messages(Language::Welsh));
    let names = |of: &BTreeMap<(String, String), Variables>| of.keys().cloned().collect::<BTreeSet<_>>();
    let only: Vec<_> = names(&english).symmetric_difference(&names(&welsh)).cloned().collect();
    assert!(only.is_empty(), "in one language only: {only:?}");
    for (name, variables) in &english {
        assert_eq!(variables, &welsh[name], "{name:?} takes other values in Welsh");
    }
}

#[test]
fn every_file_is_in_the_program() {
    for language in Language::ALL {
        for ((file, name), variables) in messages(language) {
            // A number serves as a text too.
            let values: Vec<(&'static str, Value)> =
                variables.iter().map(|one| (&*one.clone().leak(), Value::from(3))).collect();
            let said = language.say_with(&name, &values);
            assert!(!said.is_empty(), "{file}: {name} says nothing in {language:?}");
            assert!(!said.contains('{'), "{file}: {name} says {said:?} in {language:?}");
        }
    }
}

/// Names of messages that a program text asks for: literals after `say(`, `say_with(`, `say_count(`, and `message!(`
fn asked_for(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for call in ["say(", "say_with(", "say_count(", "said(", "Said::new("] {
        for after in text.split(call).skip(1) {
            let after = after.trim_start();
            if let Some(literal) = after.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                names.insert(literal.to_owned());
            }
        }
    }
    names
}

fn sources(folder: &Path, texts: &mut Vec<(PathBuf, String)>) {
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html") {
            texts.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn every_message_that_pages_ask_for_is_there_and_none_is_left_over() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut texts = Vec::new();
    for room in fs::read_dir(crates).unwrap() {
        let room = room.unwrap().path();
        for part in ["src", "templates"] {
            if room.join(part).is_dir() {
                sources(&room.join(part), &mut texts);
            }
        }
    }
    let known: BTreeSet<String> = messages(Language::English).into_keys().map(|(_, name)| name).collect();
    let mut missing = Vec::new();
    for (path, text) in &texts {
        for name in asked_for(text) {
            // Names of messages have a hyphen; other functions are called `say` too.
            if name.contains('-') && !name.contains('{') && !known.contains(&name) {
                missing.push(format!("{}: {name}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "no such message:\n{}", missing.join("\n"));
    // A name that is put together, such as `weekday-{number}`, leaves its beginning.
    let everything: String = texts.into_iter().map(|(_, text)| text).collect();
    let begins: Vec<&str> =
        everything.split('"').filter(|literal| literal.ends_with("-{}") || literal.contains("-{")).collect();
    let begun = |name: &str| {
        begins.iter().any(|literal| {
            literal.split('{').next().is_some_and(|start| !start.is_empty() && name.starts_with(start))
        })
    };
    let literals: BTreeSet<&str> = everything.split('"').collect();
    let left: Vec<&String> = known
        .iter()
        .filter(|name| {
            !name.starts_with("refusal-")
                && *name != "enter-not-in"
                && !literals.contains(name.as_str())
                && !begun(name)
        })
        .collect();
    assert!(left.is_empty(), "nobody says: {left:?}");
}

#[test]
fn days_and_times_are_said_as_people_say_them() {
    let (english, welsh) = (Language::English, Language::Welsh);
    let (day, today) = (date(2026, 3, 5), date(2026, 3, 1));
    assert_eq!(english.day(day, today), "Thursday 5 March");
    assert_eq!(welsh.day(day, today), "dydd Iau 5 Mawrth");
    assert_eq!(english.day(date(2025, 12, 30), today), "Tuesday 30 December 2025");
    assert_eq!(welsh.whole_day(date(2026, 8, 1)), "dydd Sadwrn 1 Awst 2026");
    let at = "2026-07-06T23:30:00Z".parse().unwrap();
    assert_eq!(english.moment(at, today), "Tuesday 7 July at 12:30am");
    assert_eq!(welsh.moment(at, today), "dydd Mawrth 7 Gorffennaf am 12:30am");
    assert_eq!(english.clock(time(14, 0, 0, 0)), "2pm");
    assert_eq!(english.clock(time(16, 5, 0, 0)), "4:05pm");
    assert_eq!(welsh.clock(time(12, 0, 0, 0)), "hanner dydd");
}

#[test]
fn what_a_use_case_refuses_in_english_is_said_in_the_other_language_with_its_values() {
    let welsh = Language::Welsh;
    for (english, said) in [
        ("Select what they may do", "Dewiswch yr hyn y cânt ei wneud"),
        (
            "This must be 20 characters or fewer. It has 31",
            "Rhaid i hwn fod yn 20 nod neu lai. Mae ganddo 31",
        ),
        ("This must be 20 characters or fewer", "Rhaid i hwn fod yn 20 nod neu lai"),
        ("No message says this. It has 31", "No message says this. It has 31"),
    ] {
        assert_eq!(welsh.translated(english), said);
        assert_eq!(Language::English.translated(english), english);
    }
}

#[test]
fn several_things_are_one_list() {
    let things = ["un", "dau", "tri"].map(str::to_owned);
    assert_eq!(Language::Welsh.list(&things), "un, dau, a hefyd tri");
    assert_eq!(Language::English.list(&things), "un, dau and tri");
    assert_eq!(Language::English.list(&things[..1]), "un");
    assert_eq!(Language::English.list(&[]), "");
}

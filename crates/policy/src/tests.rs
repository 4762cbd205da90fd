//! What must hold of the policy files themselves.

use crate::{
    Action, Role,
    engine::{Engine, FILES, SCHEMA},
};
use cedar_policy::{PolicySet, Schema, ValidationMode, Validator};
use std::{collections::BTreeSet, str::FromStr};

fn text() -> String {
    FILES.map(|(_, text)| text).concat()
}

#[test]
fn the_policies_that_are_shipped_can_be_read() {
    if let Err(reason) = Engine::read(&FILES, SCHEMA) {
        panic!("{reason}");
    }
}

#[test]
fn the_policies_speak_only_of_what_the_schema_knows() {
    let (schema, warnings) = Schema::from_cedarschema_str(SCHEMA).unwrap();
    assert_eq!(warnings.map(|warning| warning.to_string()).collect::<Vec<_>>(), Vec::<String>::new());
    for (file, text) in FILES {
        let set = PolicySet::from_str(text).unwrap();
        let result = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
        let errors = result.validation_errors().map(ToString::to_string);
        let warnings = result.validation_warnings().map(ToString::to_string);
        assert_eq!(errors.chain(warnings).collect::<Vec<_>>(), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn every_file_in_the_folder_is_in_force() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies");
    let there =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<String> = there.filter(|name| name.ends_with(".cedar")).collect();
    assert_eq!(there, FILES.map(|(file, _)| file.to_owned()).into());
}

#[test]
fn every_policy_says_why() {
    for (file, text) in FILES {
        // A comment stands above each policy, or above the one before it with nothing between them but a few lines.
        let mut why = false;
        for line in text.lines() {
            if line.starts_with("// Why:") {
                why = true;
            }
            if line.starts_with("@id(") {
                assert!(why, "{file}: {line} has no comment that says why");
            }
        }
    }
}

#[test]
fn every_action_and_role_is_known_to_the_schema() {
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).unwrap();
    let known: BTreeSet<String> = schema.actions().map(|action| action.id().unescaped().to_owned()).collect();
    let asked: BTreeSet<String> =
        Action::all().map(|action| action.policy_name().to_owned()).chain(["see_part".into()]).collect();
    assert_eq!(known, asked);
    for role in Role::ALL {
        assert!(SCHEMA.contains(&format!("\"{}\"", role.slug())), "{role:?}");
    }
}

#[test]
fn a_policy_that_cannot_be_read_is_named_with_its_file() {
    let why = |text: &str| match Engine::read(&[("some.cedar", text)], SCHEMA) {
        Ok(_) => panic!("{text} was read"),
        Err(reason) => reason.to_string(),
    };
    assert!(why("permit (principal, action").starts_with("some.cedar: "));
    assert!(why("permit (principal, action, resource);").contains("no @id"));
    assert!(why("@id(\"\") permit (principal, action, resource);").contains("no @id"));
    let twice =
        "@id(\"a\") permit (principal, action, resource);\n@id(\"a\") forbid (principal, action, resource);";
    assert!(why(twice).contains("two policies have the id a"));
    assert!(why("@id(\"t\") permit (principal == ?principal, action, resource);").contains("template"));
    assert!(Engine::read(&FILES, "entity Nonsense").is_err());
}

#[test]
fn no_policy_names_a_person_or_an_organisation() {
    // Who is who stands in the directory and in the record, never in a policy.
    assert!(!text().contains("Person::") && !text().contains("Organisation::"));
}

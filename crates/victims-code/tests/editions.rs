//! The data files: the built-in ones are sound, and a faulty one is refused with file and line.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use victims_code::{Code, EditionKind, Stage};

const TRIGGERS: &str = r#"[[trigger]]
slug = "suspect_arrested"
stage = "investigation"
staff = "A suspect was arrested"
victim = "A suspect was arrested"
"#;

const EDITION: &str = r#"edition = "2030"
title = "An edition for tests"
kind = "code"
in_force_from = 2030-01-01
about = "Nothing to rely on."

[[duty]]
id = "t01-arrested"
right = 6
provider = "police"
trigger = "suspect_arrested"
duty = "Tell the victim of the arrest"
plain = "Be told of the arrest"
limit = "5 working days"
enhanced_limit = "1 working day"
enhanced_flags = ["vulnerable", "intimidated"]
clock = "event"
eligibility = ["all"]
evidence = "Contact record"
source = "Made up for this test"
confidence = "low"
"#;

/// What loading two files says, without the directory
fn load(triggers: &str, edition: &str) -> Result<Code, Vec<String>> {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("triggers.toml"), triggers).unwrap();
    fs::write(directory.path().join("2030.toml"), edition).unwrap();
    fs::write(directory.path().join("notes.txt"), "not an edition").unwrap();
    let prefix = format!("{}/", directory.path().display());
    Code::load(directory.path())
        .map_err(|error| error.to_string().lines().map(|line| line.replace(&prefix, "")).collect())
}

#[test]
fn the_built_in_editions_load_and_every_duty_is_worded() {
    let code = Code::embedded();
    let names: Vec<&str> = code.editions().iter().map(|edition| &*edition.name).collect();
    assert_eq!(names, ["2006", "2015", "2020", "statute", "scheme", "promise", "draft2026"]);
    for duty in code.duties() {
        let id = &duty.id;
        for text in [&duty.plain, &duty.duty, &duty.evidence, &duty.source] {
            assert!(text.len() > 3, "{id}");
        }
        assert!(duty.plain.chars().count() <= 90, "{id}: a title fits a line");
        assert!(!duty.plain.ends_with('.'), "{id}: a title has no full stop");
        assert!(duty.plain.chars().next().unwrap().is_uppercase(), "{id}");
    }
}

#[test]
fn every_trigger_starts_something_and_every_stage_has_triggers() {
    let code = Code::embedded();
    let used: BTreeSet<_> = code.duties().iter().map(|duty| duty.trigger).collect();
    assert_eq!(used.len(), code.triggers().len());
    for (stage, name) in Stage::ALL {
        assert!(code.triggers().iter().any(|trigger| trigger.stage == stage), "{name}");
    }
}

#[test]
fn one_edition_of_the_code_is_in_force_at_a_time_and_a_draft_never() {
    let code = Code::embedded();
    let on =
        |text: &str| code.edition_in_force(text.parse().unwrap()).map(|index| &*code.edition(index).name);
    assert_eq!(on("2006-04-02"), None);
    assert_eq!(on("2006-04-03"), Some("2006"));
    assert_eq!(on("2013-12-09"), Some("2006"));
    assert_eq!(on("2013-12-10"), Some("2015"));
    assert_eq!(on("2021-03-31"), Some("2015"));
    assert_eq!(on("2021-04-01"), Some("2020"));
    assert_eq!(on("2099-01-01"), Some("2020"));
    assert_eq!(code.edition(code.edition_named("draft2026").unwrap()).kind, EditionKind::Draft);
}

#[test]
fn a_directory_can_be_loaded_and_a_new_edition_takes_over_on_its_day() {
    let code = load(TRIGGERS, EDITION).unwrap();
    assert_eq!(code.duties().len(), 1);
    let edition = code.edition_in_force("2030-01-01".parse().unwrap());
    assert_eq!(edition, code.edition_named("2030"));
    let arrested = code.trigger_id("suspect_arrested").unwrap();
    assert_eq!(code.started_by(edition, arrested).len(), 1);
    assert_eq!(code.started_by(None, arrested).len(), 0);
}

#[test]
fn each_fault_is_named_with_file_and_line() {
    let faults = [
        (
            "limit = \"5 working days\"",
            "limit = \"5 workdays\"",
            "2030.toml:14: impossible limit: `5 workdays` is not a limit",
        ),
        (
            "limit = \"5 working days\"",
            "limit = \"0 working days\"",
            "2030.toml:14: impossible limit: `0 working days` is not between",
        ),
        (
            "limit = \"5 working days\"",
            "limit = \"500 working days\"",
            "2030.toml:14: impossible limit: `500 working days` is not between",
        ),
        (
            "limit = \"5 working days\"",
            "limit = \"5 working day\"",
            "2030.toml:14: impossible limit: `5 working day` does not agree",
        ),
        (
            "enhanced_limit = \"1 working day\"",
            "enhanced_limit = \"6 working days\"",
            "2030.toml:15: `enhanced_limit` is not shorter",
        ),
        (
            "enhanced_limit = \"1 working day\"\n",
            "",
            "2030.toml:15: `enhanced_flags` without `enhanced_limit`",
        ),
        (
            "enhanced_flags = [\"vulnerable\", \"intimidated\"]\n",
            "",
            "2030.toml:15: `enhanced_limit` without `enhanced_flags`",
        ),
        ("\"intimidated\"", "\"frightened\"", "2030.toml:16: unknown flag `frightened`"),
        ("trigger = \"suspect_arrested\"", "trigger = \"arrest\"", "2030.toml:11: unknown trigger `arrest`"),
        ("provider = \"police\"", "provider = \"polis\"", "2030.toml:10: unknown provider `polis`"),
        ("clock = \"event\"", "clock = \"sundial\"", "2030.toml:17: unknown clock `sundial`"),
        ("clock = \"event\"", "clock = \"told\"", "2030.toml:17: the clock `told` needs `told_by`"),
        ("clock = \"event\"", "conditions = [\"full_moon\"]", "2030.toml:17: unknown condition `full_moon`"),
        ("clock = \"event\"", "overlaps = [\"t99\"]", "2030.toml:17: unknown duty `t99`"),
        ("clock = \"event\"", "overlaps = [\"t01-arrested\"]", "2030.toml:17: a duty cannot refer to itself"),
        ("clock = \"event\"", "clok = \"event\"", "2030.toml:17: unknown field `clok`"),
        ("eligibility = [\"all\"]", "eligibility = []", "2030.toml:8: `eligibility` names nobody"),
        (
            "eligibility = [\"all\"]",
            "eligibility = [\"all\", \"witness\"]",
            "2030.toml:18: unknown flag `all`",
        ),
        ("right = 6", "right = 13", "2030.toml:9: the rights are numbered 1 to 12"),
        ("confidence = \"low\"", "confidence = \"sure\"", "2030.toml:21: unknown confidence `sure`"),
        ("plain = \"Be told of the arrest\"", "plain = \" \"", "2030.toml:13: a text must not be empty"),
        (
            "id = \"t01-arrested\"",
            "id = \"T01 arrested\"",
            "2030.toml:8: `T01 arrested` cannot be a duty's id",
        ),
        ("kind = \"code\"", "kind = \"law\"", "2030.toml:3: unknown kind `law`"),
        ("in_force_from = 2030-01-01\n", "", "2030.toml:1: an edition of the Code needs `in_force_from`"),
        (
            "in_force_from = 2030-01-01",
            "in_force_from = 2030-01-01T00:00:00Z",
            "2030.toml:4: write a date as 2021-04-01",
        ),
        ("evidence = \"Contact record\"\n", "", "2030.toml:7: missing field `evidence`"),
        ("title = \"An edition for tests\"", "title = An edition", "2030.toml:2: "),
    ];
    for (right, wrong, expected) in faults {
        assert!(EDITION.contains(right), "{right}");
        let problems = load(TRIGGERS, &EDITION.replacen(right, wrong, 1)).unwrap_err();
        assert!(problems[0].starts_with(expected), "{wrong}: {problems:?}");
    }
}

#[test]
fn a_duty_or_trigger_that_is_there_twice_is_named_where_it_comes_again() {
    let duty = &EDITION[EDITION.find("[[duty]]").unwrap()..];
    let problems = load(TRIGGERS, &format!("{EDITION}\n{duty}")).unwrap_err();
    assert_eq!(problems, ["2030.toml:24: duty `t01-arrested` is there twice"]);

    let problems = load(&format!("{TRIGGERS}\n{TRIGGERS}"), EDITION).unwrap_err();
    assert_eq!(problems, ["triggers.toml:8: trigger `suspect_arrested` is there twice"]);
    let problems = load(&TRIGGERS.replace("suspect_arrested", "duty_done"), EDITION).unwrap_err();
    assert_eq!(problems[0], "triggers.toml:2: `duty_done` cannot be a trigger's name");
    let problems = load(&TRIGGERS.replace("\"investigation\"", "\"later\""), EDITION).unwrap_err();
    assert_eq!(problems[0], "triggers.toml:3: unknown stage `later`");
}

#[test]
fn all_faults_are_named_at_once() {
    let wrong = EDITION.replace("\"police\"", "\"polis\"").replace("\"low\"", "\"sure\"");
    assert_eq!(load(TRIGGERS, &wrong).unwrap_err().len(), 2);
}

#[test]
fn a_directory_that_is_not_there_or_has_no_triggers_is_named() {
    let missing = Code::load("no/such/directory".as_ref()).unwrap_err().to_string();
    assert!(missing.starts_with("no/such/directory: cannot be read: "), "{missing}");
    let empty = tempfile::tempdir().unwrap();
    let problem = Code::load(empty.path()).unwrap_err().to_string();
    assert_eq!(problem, "triggers.toml: missing: it lists what can happen in a case");
}

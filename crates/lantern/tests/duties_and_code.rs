//! `lantern duties` and `lantern code` as a script sees them: where input comes from, where things are said, exit codes.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

const GOOD: &str = r#"{"case":"C1","event":"victim_added","at":"2024-05-01T09:00:00Z","victim":"V1"}
{"case":"C1","event":"suspect_arrested","at":"2024-05-14T10:00:00Z"}
"#;
const BAD: &str = "{\"case\":\"C1\",\"event\":\"sunrise\",\"at\":\"2024-05-14T10:00:00Z\"}\n";

/// Exit code, standard output, standard error
fn lantern(args: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lantern"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads nothing closes the pipe; its exit code says what it thought of its arguments.
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn duties(more: &[&str], input: &str) -> (i32, String, String) {
    lantern(&[&["duties", "--as-of", "2024-06-01T00:00:00Z"], more].concat(), input)
}

#[test]
fn standard_input_is_read_without_files_and_for_a_hyphen() {
    let (code, out, said) = duties(&[], GOOD);
    assert_eq!((code, out.lines().count(), said.as_str()), (0, 1, ""));
    assert!(out.contains(r#""status":"overdue""#));
    assert_eq!(duties(&["-"], GOOD), (code, out, said));
}

#[test]
fn files_are_read_one_after_the_other_and_refusals_name_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.jsonl"), folder.path().join("two.jsonl"));
    std::fs::write(&one, format!("{GOOD}{BAD}")).unwrap();
    std::fs::write(&two, GOOD.replace("suspect_arrested", "charged")).unwrap();
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let (code, out, said) = duties(&[&text(&one), "no/such/file", &text(&two)], "");
    assert_eq!(code, 1, "the rest was processed");
    assert!(out.contains("r06-arrested") && out.contains("r06-charged"));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], format!("{}:3: unknown `event` `sunrise`", text(&one)));
    assert!(lines[1].starts_with("no/such/file: "), "{said}");
    assert_eq!(lines.len(), 2);
}

#[test]
fn wrong_use_is_exit_2_and_says_how() {
    for args in [&["--code", "1999"][..], &["--code", "statute"], &["--as-of", "yesterday"], &["--colour"]] {
        let (code, out, said) = lantern(&[&["duties"], args].concat(), "");
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(said.contains(args[0]), "{said}");
    }
}

#[test]
fn an_edition_can_be_asked_for() {
    for (edition, expected) in [("auto", "r06-"), ("2006", "c06-"), ("2015", "c15-"), ("2020", "r06-")] {
        let (code, out, _) =
            duties(&["--code", edition], &GOOD.replace("suspect_arrested", "charge_dropped_or_altered"));
        assert_eq!(code, 0);
        for prefix in ["c06-", "c15-", "r06-"] {
            assert_eq!(out.contains(&format!(r#""duty":"{prefix}"#)), prefix == expected, "{edition}: {out}");
        }
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lantern"))
        .args(["duties", "--as-of", "2024-06-01T00:00:00Z"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for number in 0..5_000 {
        input.write_all(GOOD.replace("C1", &format!("C{number}")).as_bytes()).unwrap();
    }
    drop(input);
    let mut first = [0; 100];
    let mut output = child.stdout.take().unwrap();
    output.read_exact(&mut first).unwrap();
    drop(output);
    let rest = child.wait_with_output().unwrap();
    assert_eq!((rest.status.code(), rest.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn code_lists_editions_and_shows_a_duty_and_what_is_uncertain() {
    let (code, out, said) = lantern(&["code"], "");
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(out.contains("in force from 2021-04-01") && out.contains("draft, not in force"));
    assert!(lantern(&["code", "2020"], "").1.contains("Be told that a suspect was arrested"));
    assert!(lantern(&["code", "r06-arrested"], "").1.contains("  source       "));
    assert!(lantern(&["code", "--uncertain"], "").1.starts_with("Confidence low"));
    let json = lantern(&["code", "r06-arrested", "--json"], "").1;
    assert!(
        json.starts_with(r#"{"id":"r06-arrested","edition":"2020","right":6,"#) && json.lines().count() == 1
    );
    let (code, out, said) = lantern(&["code", "r99"], "");
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(said, "lantern code: no edition or duty `r99`; `lantern code` lists the editions\n");
}

#[test]
fn editions_in_a_directory_are_checked() {
    let editions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../victims-code/editions");
    let (code, _, said) = lantern(&["code", "--check", editions.to_str().unwrap()], "");
    assert_eq!((code, said.as_str()), (0, ""));

    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(&editions).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let file = folder.path().join("2015.toml");
    let faulty = std::fs::read_to_string(&file).unwrap().replacen("\"5 working days\"", "\"5 workdays\"", 1);
    let line = 1 + faulty.lines().position(|line| line.contains("5 workdays")).unwrap();
    std::fs::write(&file, faulty).unwrap();
    let (code, out, said) = lantern(&["code", "--check", folder.path().to_str().unwrap()], "");
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        said.starts_with(&format!("{}:{line}: impossible limit: `5 workdays`", file.display())),
        "{said}"
    );
}

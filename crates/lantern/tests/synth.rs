//! `lantern synth` as a program sees it, and its output in the hands of `lantern duties`.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn lantern(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lantern"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A program that reads nothing closes the pipe; its exit code says what it thought of its arguments.
        scope.spawn(move || stdin.write_all(input).ok());
        child.wait_with_output().unwrap()
    })
}

fn synth(cases: &str, days: &[&str]) -> Output {
    lantern(&[&["synth", "--cases", cases, "--seed", "42"], days].concat(), b"")
}

#[test]
fn duties_takes_every_line() {
    for days in [
        &[][..],
        &["--from", "2012-01-01", "--to", "2028-12-31"],
        &["--from", "2013-12-01", "--to", "2013-12-31"],
        &["--from", "2028-09-01", "--to", "2028-12-31"],
    ] {
        let population = synth("500", days);
        assert!(population.status.success() && population.stderr.is_empty());
        let duties = lantern(&["duties", "--as-of", "2026-10-01T00:00:00Z"], &population.stdout);
        assert_eq!(String::from_utf8_lossy(&duties.stderr), "", "{days:?}");
        assert_eq!(duties.status.code(), Some(0));
        assert!(duties.stdout.len() > 10_000, "{days:?}: hardly any duty");
    }
}

#[test]
fn the_same_command_gives_the_same_bytes_and_more_cases_only_add() {
    let (once, again, more) = (synth("300", &[]), synth("300", &[]), synth("301", &[]));
    assert_eq!(once.stdout, again.stdout);
    assert!(more.stdout.starts_with(&once.stdout) && more.stdout.len() > once.stdout.len());
}

#[test]
fn wrong_use_is_exit_2_with_the_remedy() {
    for (days, expected) in [
        (["--from", "2025-02-30", "--to", "2025-03-01"], "--from"),
        (["--from", "2025-02-01", "--to", "2025-01-01"], "before the first"),
        (["--from", "2031-01-01", "--to", "2031-12-31"], "bank holidays"),
    ] {
        let output = synth("1", &days);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(output.stdout.is_empty() && message.contains(expected), "{message}");
    }
    assert!(synth("0", &[]).stdout.is_empty());
}

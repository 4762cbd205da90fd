//! `lantern measures` as a script sees it: what goes where, exit codes, a register of one's own with faults in it.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// Exit code, standard output, standard error
fn lantern(args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_lantern"))
        .arg("measures")
        .args(args)
        .stdin(Stdio::null())
        .env_remove("LANTERN_DATABASE")
        .env_remove("LANTERN_KEYS")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_register_is_json_lines_or_a_table() {
    let (code, out, said) = lantern(&["list"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let all = lines(&out);
    assert!(all.len() > 40);
    assert!(all.iter().all(|one| one["question"].as_str().is_some_and(|question| question.ends_with('?'))));
    let (code, out, _) = lantern(&["list", "--table"]);
    assert_eq!((code, out.lines().count()), (0, all.len()));
    let (code, out, _) = lantern(&["show", "told-of-bail", "--table"]);
    assert_eq!(code, 0);
    assert!(out.contains("Duty        r06-bail-granted"), "{out}");
    assert_eq!(lantern(&["show", "no-such-measure"]).0, 2);
}

#[test]
fn a_faulty_register_is_refused_with_file_and_line_and_nothing_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let measure = "[[measure]]\nid = \"own-bail\"\nname = \"Own\"\nquestion = \"Were they told?\"\nfamily = \"process\"\n\
        better = \"high\"\ncounts = \"duties\"\nover = { duties = [\"r06-bail-granted\"] }\nnumerator = [\"met\"]\n\
        denominator = [\"met\", \"open\"]\nexclusions = \"None.\"\nshown_by = [\"month\"]\nsource = \"Own\"\nowner = \"Own\"\n\
        since = 2026-01-01\n";
    std::fs::write(&path, measure).unwrap();
    let file = path.to_str().unwrap();
    let (code, out, said) = lantern(&["show", "own-bail", "--register", file]);
    assert_eq!((code, said.as_str(), lines(&out).len()), (0, "", 1));
    std::fs::write(&path, measure.replace("r06-bail-granted", "r06-bale")).unwrap();
    let (code, out, said) = lantern(&["list", "--register", file]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(
        said,
        format!(
            "{file}:1: measure `own-bail`: unknown duty `r06-bale`; `lantern code 2020` lists those of an edition\n"
        )
    );
    let (code, out, said) = lantern(&["list", "--register", "no-such-file.toml"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(said.starts_with("no-such-file.toml: "), "{said}");
}

fn on(data: &Path, args: &[&str]) -> (i32, String, String) {
    lantern(&[args, &["--data", data.to_str().unwrap()]].concat())
}

#[test]
fn figures_of_an_empty_record_are_none_and_the_recount_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("var");
    let (code, out, said) =
        on(&data, &["run", "done-on-time", "--from", "2026-01", "--to", "2026-03", "--by", "month"]);
    assert_eq!(code, 0, "{said}");
    let rows = lines(&out);
    assert_eq!(rows.len(), 1, "no month has anything, so only the total is there");
    assert_eq!(
        (&rows[0]["key"], &rows[0]["share"], &rows[0]["denominator"]),
        (&"total".into(), &Value::Null, &0.into())
    );
    let (code, out, _) = on(&data, &["recount"]);
    assert_eq!((code, lines(&out)[0]["differences"].as_i64()), (0, Some(0)));
    for wrong in [
        &["run", "done-on-time", "--from", "2026-13"][..],
        &["run", "done-on-time", "--from", "2999-01"],
        &["run", "done-on-time", "--by", "moon"],
        &["run", "done-on-time", "--organisation", "nobody"],
        &["run", "no-such-measure"],
    ] {
        let (code, out, said) = on(&data, wrong);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong:?}");
        assert!(said.lines().any(|line| line.starts_with("lantern measures: ")), "{said}");
    }
}

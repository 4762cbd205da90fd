//! What commands leave behind: a line of the audit, files for their owner only, nothing personal on standard error.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "../../exchange/tests/messages/mod.rs"]
mod messages;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};
use store::{Durability, KeySource, Keyring, Store};

/// What is in the messages, and must be in nothing that a command says.
const CANARIES: [&str; 6] = ["zephyrine", "quillfeather", "goldcrest", "900461", "siskin", "whinchat"];

fn lantern(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantern"));
    // The database is named before the subcommands of `directory`, and after those of the others.
    let (before, after) = args.split_at(if args[0] == "directory" { 1 } else { args.len() });
    command.args(before).arg("--data").arg(folder.join("data")).args(after).env("RUST_LOG", "trace");
    for name in ["LANTERN_DATABASE", "LANTERN_KEYS", "LANTERN_KEY", "LANTERN_KEY_COMMAND"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}

fn canaries_in(text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    CANARIES.into_iter().filter(|canary| lower.contains(canary)).collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Rows of one column of text, as a copy of the database shows them.
fn column(folder: &Path, sql: &str) -> Vec<String> {
    let address = format!("sqlite:{}", folder.join("data/lantern.db").display());
    let keys = Keyring::from(KeySource::File(folder.join("data.keys"))).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open_with(&address, Durability::Process, keys).await.unwrap();
        let rows = store.strings_for_test(sql).await.unwrap();
        assert_eq!(store.verify().await.unwrap().findings, []);
        store.close().await;
        rows
    })
}

#[test]
fn commands_on_accounts_and_keys_leave_lines() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (args, works) in [
        (&["account", "add-caretaker", "kim.keeper", "--shown-as", "Kim Keeper"][..], true),
        (&["account", "reset", "kim.keeper"], true),
        (&["account", "reset", "nobody"], false),
        (&["keys", "rotate"], true),
        (&["keys", "check"], true),
    ] {
        let output = lantern(folder, args);
        assert_eq!(output.status.success(), works, "{args:?}: {}", said(&output));
    }
    let lines =
        column(folder, "select person || ' ' || action || ' ' || outcome from audit order by chain, number");
    let line = |action: &str| format!("command:{action} {action} allowed");
    let accounts = [line("account_recovered"), line("account_recovered"), line("account_recovered")];
    assert_eq!(lines, [&accounts[..], &[line("keys_rotated"), line("keys_checked")]].concat());
    assert!(!lines.join(" ").contains("kim"), "who it was about is sealed");
}

#[test]
fn what_a_command_makes_is_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let export = folder.join("tables");
    let output = lantern(folder, &["account", "add-caretaker", "kim.keeper", "--shown-as", "Kim Keeper"]);
    assert!(output.status.success(), "{}", said(&output));
    let output = lantern(folder, &["directory", "export", &export.display().to_string()]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(mode(&folder.join("data.keys")), 0o600);
    for made in [folder.join("data"), export] {
        assert_eq!(mode(&made), 0o700, "{}", made.display());
        let mut files = 0;
        for entry in fs::read_dir(&made).unwrap() {
            let path = entry.unwrap().path();
            assert_eq!(mode(&path), 0o600, "{}", path.display());
            files += 1;
        }
        assert!(files > 0);
    }
}

#[test]
fn messages_that_cannot_be_taken_in_say_nothing_of_what_is_in_them() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let inbox = folder.join("inbox");
    fs::create_dir(&inbox).unwrap();
    let words = "Zephyrine Quillfeather, 9 Goldcrest Mews, 07700 900461, siskin@aviary.example, saw Whinchat";
    let broken = [
        words.to_owned(),
        format!("<a>{words}"),
        format!("<Zephyrine>{words}</Quillfeather>"),
        format!("<ResultedCaseMessage><Session Zephyrine=\"{words}\"/></ResultedCaseMessage>"),
        format!("<NewCaseMessage><Case>{words}</Case></NewCaseMessage>"),
        format!("<!DOCTYPE Zephyrine [<!ENTITY q \"{words}\">]><NewCaseMessage>&q;</NewCaseMessage>"),
        format!("<?xml version=\"1.0\" encoding=\"Zephyrine\"?><a>{words}</a>"),
        format!("{{\"name\": \"{words}\", \"born\": Zephyrine}}"),
        format!("Crime ID,Month\n\"{words},Whinchat\nGoldcrest,Siskin,{words}\n"),
    ];
    for (number, text) in broken.iter().enumerate() {
        fs::write(inbox.join(format!("{number}.xml")), text).unwrap();
    }
    // Good messages with one piece of text after the other replaced.
    let offence = messages::offence(1, "TH68001", &messages::victim("Moss", "1", ""));
    let person = messages::person("Moss", "A", "None", &[messages::offence(1, "TH68001", "")]);
    let good = [
        messages::resulted_case("01ZD0000526", &[person]),
        messages::new_case("01ZD0000526", &[offence]),
        messages::hearing_resulted(""),
    ];
    let mut examples = 0;
    for text in good {
        let pieces: Vec<&str> = text.split('>').collect();
        for replaced in 0..pieces.len() {
            let mut changed: Vec<String> = pieces.iter().map(|piece| (*piece).to_owned()).collect();
            let rest = changed[replaced].find('<').map(|at| changed[replaced][at..].to_owned());
            changed[replaced] = format!("{words}{}", rest.unwrap_or_default());
            fs::write(inbox.join(format!("example-{examples}.xml")), changed.join(">")).unwrap();
            examples += 1;
        }
    }
    assert!(examples > 60, "{examples}");
    for kind in ["court-results", "charge-file", "police-uk"] {
        // Each into a database of its own: a message that waits already is not told of again.
        let folder = &folder.join(kind);
        fs::create_dir(folder).unwrap();
        let output = lantern(folder, &["import", kind, &inbox.display().to_string()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("/0.xml"), "{kind}: {said}");
        let telling: Vec<&str> = said.lines().filter(|line| !canaries_in(line).is_empty()).take(9).collect();
        assert!(telling.is_empty(), "{kind}: {telling:#?}");
    }
    // The people of a table that cannot be taken in.
    let table = folder.join("people.csv");
    let head = "person,name,organisation,team,role,phone,user_name,number,from,until,hours,bank_holidays,deputies,shut_out";
    fs::write(
        &table,
        format!("{head}\n\"{words}\",\"{words}\",x,x,x,\"{words}\",x,x,x,x,x,x,x,x\nZephyrine\n"),
    )
    .unwrap();
    let output = lantern(folder, &["directory", "import", &table.display().to_string()]);
    assert!(!output.status.success());
    assert_eq!(canaries_in(&said(&output)), [] as [&str; 0], "{}", said(&output));
    let names = fs::read_dir(folder.join("data")).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(canaries_in(&names.join(" ")), [] as [&str; 0]);
}

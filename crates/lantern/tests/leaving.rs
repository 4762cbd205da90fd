//! Figures that leave by command and returns that come in, as a program sees them: output, exit codes, files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "../../store/tests/suite/history.rs"]
#[expect(dead_code, reason = "the store's tests use more of it")]
mod history;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};
use store::{Durability, KeySource, Keyring, Rules, Store};

/// The embedded Code and calendar, as the invented histories want them.
pub fn rules() -> Rules {
    Rules::embedded()
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantern"));
    command.current_dir(folder).args(args);
    clean(&mut command);
    command
}

fn clean(command: &mut Command) {
    for name in ["LANTERN_DATABASE", "LANTERN_KEYS", "LANTERN_KEY", "LANTERN_KEY_COMMAND"] {
        command.env_remove(name);
    }
}

fn lantern(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A database in `folder/north` with some cases of the first months of 2026.
fn with_cases(folder: &Path, cases: u64) {
    let made = lantern(folder, &["verify", "--data", "north"]);
    assert!(made.status.success(), "{}", err(&made));
    let made = lantern(folder, &["keys", "check", "--data", "north"]);
    assert!(made.status.success(), "{}", err(&made));
    let address = format!("sqlite:{}", folder.join("north/lantern.db").display());
    let keys = Keyring::from(KeySource::File(folder.join("north.keys"))).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open_with(&address, Durability::Process, keys).await.unwrap();
        history::population(&store, 5, cases).await;
        store.close().await;
    });
}

const MONTHS: [&str; 4] = ["--from", "2026-01", "--to", "2026-03"];

#[test]
fn a_return_goes_from_one_deployment_to_another() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    with_cases(folder, 8);
    let key = lantern(folder, &["return", "sign-key", "north.pem"]);
    assert!(key.status.success(), "{}", err(&key));
    assert_eq!(fs::metadata(folder.join("north.pem")).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!out(&key).contains("PRIVATE"));
    fs::write(folder.join("north.pub"), out(&key)).unwrap();
    assert!(
        !lantern(folder, &["return", "sign-key", "north.pem"]).status.success(),
        "a key is not overwritten"
    );

    let make =
        ["return", "make", "--data", "north", "--key", "north.pem", "--deployment", "north", "--area", "01"];
    let made = lantern(folder, &[&make[..], &MONTHS, &["--out", "one.return"]].concat());
    assert!(made.status.success() && err(&made).contains("number 1,"), "{}", err(&made));
    let again = lantern(folder, &[&make[..], &MONTHS, &["--out", "one.return"]].concat());
    assert!(!again.status.success() && err(&again).contains("is there already"), "{}", err(&again));
    let corrected = lantern(folder, &[&make[..], &MONTHS].concat());
    assert!(
        corrected.status.success() && err(&corrected).contains("number 2, corrects 1"),
        "{}",
        err(&corrected)
    );
    fs::write(folder.join("two.return"), &corrected.stdout).unwrap();

    let verify = ["return", "verify", "--public-key", "north.pub", "one.return", "two.return"];
    let verified = lantern(folder, &verify);
    assert!(verified.status.success(), "{}", err(&verified));
    assert_eq!(out(&verified).lines().filter(|line| line.contains("\"state\":\"right\"")).count(), 2);

    let trust = ["return", "trust", "--data", "nation", "--deployment", "north", "--shown-as", "North"];
    let rest = ["--area", "01", "--public-key", "north.pub", "--expected-from", "2026-01"];
    let trusted = lantern(folder, &[&trust[..], &rest].concat());
    assert!(trusted.status.success() && out(&trusted).starts_with("north."), "{}", err(&trusted));
    let half = fs::read(folder.join("two.return")).unwrap();
    fs::write(folder.join("half.return"), &half[..half.len() / 2]).unwrap();
    let take =
        ["return", "take", "--data", "nation", "one.return", "half.return", "two.return", "one.return"];
    let taken = lantern(folder, &take);
    assert_eq!(taken.status.code(), Some(1), "one was refused, the rest was taken");
    let states: Vec<String> = out(&taken)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["state"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(states, ["taken", "taken", "known"]);
    assert!(err(&taken).contains("half.return: the file ends before its seal"), "{}", err(&taken));
}

#[test]
fn open_data_is_there_whole_or_not_at_all_also_when_the_disk_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    with_cases(folder, 60);
    let export = ["export", "open-data", "--data", "north", "--out", "open"];
    let done = lantern(folder, &[&export[..], &MONTHS].concat());
    assert!(done.status.success() && out(&done).contains("\"data_set\":\"duties\""), "{}", err(&done));
    let names = |path: &Path| {
        let mut names: Vec<String> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with("north"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(folder), ["open"]);
    assert!(names(&folder.join("open")).contains(&"duties.csv-metadata.json".to_owned()));
    let again = lantern(folder, &[&export[..], &MONTHS].concat());
    assert!(!again.status.success() && err(&again).contains("is there already"), "{}", err(&again));

    // No file may grow beyond some kilobytes: writes fail as they do when the disk is full. The database's own log fits.
    let program = env!("CARGO_BIN_EXE_lantern");
    let months = MONTHS.join(" ");
    let line =
        format!("trap '' XFSZ; ulimit -f 40; exec {program} export rows --data north --out full {months}");
    let mut shell = Command::new("bash");
    clean(shell.current_dir(folder).arg("-c").arg(&line));
    let full = shell.output().unwrap();
    assert_eq!(full.status.code(), Some(1), "{}", err(&full));
    assert!(err(&full).contains("nothing was published"), "{}", err(&full));
    assert_eq!(names(folder), ["open"], "nothing is left beside: {}", err(&full));
}

#[test]
fn used_wrongly_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for args in [
        &["export", "open-data", "--data", "north", "--out", "x", "--from", "2026-13", "--to", "2026-14"][..],
        &["export", "rows", "--data", "north", "--out", "x", "--from", "march", "--to", "2026-01"],
        &["return", "make"],
    ] {
        let wrong = lantern(folder, args);
        assert_eq!(wrong.status.code(), Some(2), "{args:?}: {}", err(&wrong));
    }
    let nothing = lantern(
        folder,
        &["export", "rows", "--data", "north", "--out", "x", "--from", "2026-01", "--to", "2026-01"],
    );
    assert!(
        nothing.status.code() == Some(1) && err(&nothing).contains("there are no figures"),
        "{}",
        err(&nothing)
    );
    assert!(!folder.join("x").exists());
}

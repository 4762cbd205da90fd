//! `lantern duties` against the independent oracle in `conformance/`, when the contract is there: `LANTERN_SHARED`,
//! else `../shared` beside the repository.

use std::path::PathBuf;
use std::process::Command;

#[test]
fn lantern_duties_agrees_with_the_oracle() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("LANTERN_SHARED").map_or(root.join("../shared"), PathBuf::from);
    if !shared.join("contract").is_dir() {
        eprintln!("skipped: no contract at {} (set LANTERN_SHARED)", shared.display());
        return;
    }
    let checked = Command::new("python3")
        .arg(root.join("conformance/duties.py"))
        .env("LANTERN_SHARED", shared)
        .env("LANTERN_BIN", env!("CARGO_BIN_EXE_lantern"))
        .output();
    match checked {
        Ok(checked) => {
            let said = String::from_utf8_lossy(&checked.stdout);
            eprint!("{said}");
            assert!(checked.status.success(), "{said}{}", String::from_utf8_lossy(&checked.stderr));
        }
        Err(error) => eprintln!("skipped: python3 cannot be started: {error}"),
    }
}

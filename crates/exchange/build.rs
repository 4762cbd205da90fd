//! Turns the ministry's standing data (an npm package, never copied into the repository) into sorted
//! tab-separated tables that the crate embeds and searches as they are.

#![expect(clippy::expect_used, clippy::panic, reason = "a build script stops with a message")]

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

const PACKAGE: &str = "@moj-bichard7-developers/bichard7-next-data/dist/data";

/// One table: the package's file, the fields that make the key (joined), then the other columns.
struct Table {
    file: &'static str,
    key: &'static [&'static str],
    columns: &'static [&'static str],
}

const TABLES: &[Table] = &[
    Table {
        file: "offence-code",
        key: &["cjsCode"],
        columns: &[
            "offenceTitle",
            "offenceCategory",
            "homeOfficeClassification",
            "notifiableToHo",
            "recordableOnPnc",
        ],
    },
    Table {
        file: "organisation-unit",
        key: &["topLevelCode", "secondLevelCode", "thirdLevelCode", "bottomLevelCode"],
        columns: &[
            "topLevelName",
            "secondLevelName",
            "thirdLevelName",
            "bottomLevelName",
            "thirdLevelPsaCode",
        ],
    },
    Table {
        file: "result-code",
        key: &["cjsCode"],
        columns: &["description", "type", "resultHalfLifeHours"],
    },
    Table { file: "result-qualifier-code", key: &["cjsCode"], columns: &["description"] },
    Table { file: "offence-category", key: &["cjsCode"], columns: &["description"] },
    Table { file: "type-of-hearing", key: &["cjsCode"], columns: &["description"] },
    Table { file: "forces", key: &["code"], columns: &["name"] },
    Table { file: "plea-status", key: &["cjsCode"], columns: &["description", "pncCode", "spiCode"] },
    Table { file: "verdict", key: &["cjsCode"], columns: &["description", "pncCode", "spiCode"] },
    Table { file: "remand-status", key: &["cjsCode"], columns: &["description", "pncCode", "spiCode"] },
    Table {
        file: "duration-unit",
        key: &["cjsCode"],
        columns: &["description", "pncCode", "spiCode", "xhibitCode"],
    },
];

fn main() {
    println!("cargo::rerun-if-env-changed=LANTERN_NODE_MODULES");
    let folder = node_modules().join(PACKAGE);
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for table in TABLES {
        let source = folder.join(format!("{}.json", table.file));
        let Ok(json) = fs::read(&source) else {
            println!(
                "cargo::error=the standing data is missing ({}); run `make assets` (npm ci) at the repository root first",
                source.display()
            );
            return;
        };
        let rows: Vec<Value> = serde_json::from_slice(&json)
            .unwrap_or_else(|error| panic!("{} is not the JSON list expected: {error}", source.display()));
        fs::write(out.join(format!("{}.tsv", table.file)), text_of(table, &rows))
            .expect("OUT_DIR is writable");
    }
}

/// `node_modules` of the repository: named by LANTERN_NODE_MODULES, else found by walking up.
fn node_modules() -> PathBuf {
    if let Some(named) = env::var_os("LANTERN_NODE_MODULES") {
        return PathBuf::from(named);
    }
    let crate_folder =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let holds_package = |folder: &Path| folder.join("node_modules").join(PACKAGE).is_dir();
    let root = crate_folder.ancestors().find(|folder| holds_package(folder));
    // Nothing found: name the place where it should be, so that the message is about the right folder.
    let root = root.or_else(|| crate_folder.ancestors().nth(2)).unwrap_or(&crate_folder);
    root.join("node_modules")
}

fn text_of(table: &Table, rows: &[Value]) -> String {
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let key: String = table.key.iter().map(|field| cell(row, field)).collect();
            let columns = table.columns.iter().map(|field| cell(row, field));
            std::iter::once(key.to_uppercase()).chain(columns).collect::<Vec<_>>().join("\t")
        })
        .collect();
    // By key bytes, not by whole line: a tab sorts below every character of a code, so both orders agree.
    lines.sort();
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// One cell as text: white space runs (also tabs and line ends) become single spaces, true and false become Y and N.
fn cell(row: &Value, field: &str) -> String {
    match &row[field] {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Bool(yes) => if *yes { "Y" } else { "N" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

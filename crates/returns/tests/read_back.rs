//! A publication read back by readers that are not ours: DuckDB, PyArrow and a validator of CSV on the Web. They must see
//! the numbers that were written, no more and no fewer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use record::figures::{Counts, Month};
use returns::{
    Facts, Months, Publication, PublishError, Value,
    data_set::{DataSet, For, Kind},
    open_data::{self, DutyFigures},
    parquet_file::ROWS_TOGETHER,
};
use serde_json::{Value as Json, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn facts() -> Facts {
    Facts {
        publisher: "Northern Constabulary (invented)".to_owned(),
        source: "the victim-care record".to_owned(),
        as_of: "2026-04-02T08:00:00Z".parse().unwrap(),
        months: Months::new(month("2026-02"), month("2026-03")).unwrap(),
    }
}

fn figures() -> Vec<DutyFigures<'static>> {
    let row = |area, month, duty, counts| DutyFigures {
        area,
        month,
        organisation: "north-police",
        provider: "police",
        edition: "2020",
        duty,
        counts: Counts(counts),
    };
    vec![
        row("01", month("2026-02"), "r06-arrested", [0, 0, 0, 12, 40, 7, 33, 5, 0, 9]),
        row("01", month("2026-02"), "r06-bailed", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        // Three victims dispute: neither that number nor the total may leave.
        row("01", month("2026-03"), "r06-arrested", [8, 0, 0, 11, 0, 0, 25, 3, 0, 0]),
        row("46", month("2026-03"), "r06-arrested", [0, 900, 0, 0, 50_000, 6, 0, 0, 5, 5]),
        // No area is known.
        row("", month("2026-03"), "r06-arrested", [0, 0, 0, 6, 0, 0, 0, 0, 0, 0]),
    ]
}

/// The interpreter with the readers, as scripts/prerequisites.sh sets it up.
fn python() -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/python/bin/python3");
    assert!(path.exists(), "run scripts/prerequisites.sh test: it sets up the readers in target/python");
    path
}

fn read_back(folder: &Path, name: &str, how: &[&str]) -> Json {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read_back.py");
    let output = Command::new(python()).arg(script).arg(folder).arg(name).args(how).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A value as a reader should give it back.
fn as_read(value: &Value<'_>) -> Json {
    match value {
        Value::Code(text) => json!(text),
        Value::Month(month) => json!(month.first_day().to_string()),
        Value::Number(number) => json!(number),
        Value::YesNo(yes) => json!(yes),
        Value::Withheld | Value::Nothing => Json::Null,
    }
}

fn sorted(rows: &Json) -> Vec<String> {
    let mut rows: Vec<String> = rows.as_array().unwrap().iter().map(Json::to_string).collect();
    rows.sort();
    rows
}

fn publish(target: &Path) -> DataSet {
    let data_set = open_data::duties();
    let mut publication = Publication::begin(target, facts()).unwrap();
    let mut files = publication.add(&data_set).unwrap();
    for row in figures() {
        files.write(&row.published()).unwrap();
    }
    files.finish().unwrap();
    assert!(!target.exists(), "half a publication has no name");
    publication.finish().unwrap();
    data_set
}

#[test]
fn other_readers_see_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let data_set = publish(&target);
    let read = read_back(&target, data_set.name, &[]);
    let expected: Vec<Json> = figures()
        .iter()
        .map(|row| {
            let names = data_set.columns.iter().map(|column| column.name.to_owned());
            Json::Object(names.zip(row.published().iter().map(as_read)).collect())
        })
        .collect();
    let expected = sorted(&Json::Array(expected));
    assert_eq!(read["csvw_valid"], json!(true), "{read:#}");
    for reader in ["csvw", "duckdb_csv", "duckdb", "pyarrow"] {
        assert_eq!(sorted(&read[reader]), expected, "{reader}");
    }
    for column in &data_set.columns {
        let kind = match column.kind {
            Kind::Code => "string",
            Kind::Month => "date32[day]",
            Kind::Number => "int64",
            Kind::YesNo => "bool",
        };
        assert_eq!(read["types"][column.name], json!(kind), "{}", column.name);
    }
    let partitions = read["partitions"].as_array().unwrap();
    assert_eq!(partitions.len(), 4, "{partitions:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside");
}

#[test]
fn a_spreadsheet_sees_no_formula_and_bytes_are_the_same_every_time() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    publish(&one);
    publish(&two);
    let files = [
        "duties.csv",
        "duties.csv-metadata.json",
        "duties.md",
        "duties/area=01/month=2026-03/part-0.parquet",
    ];
    for file in files {
        assert_eq!(fs::read(one.join(file)).unwrap(), fs::read(two.join(file)).unwrap(), "{file}");
    }
    let text = fs::read_to_string(one.join("duties.csv")).unwrap();
    assert!(!text.starts_with('\u{feff}'), "no byte order mark");
    assert!(text.is_ascii(), "a spreadsheet that guesses the encoding sees the same");
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 7, "a header, five rows, the end");
    assert!(lines[3].contains("[c]") && !lines[3].contains(",47,"), "{}", lines[3]);
    for cell in lines.iter().flat_map(|line| line.split(',')) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
    }
}

#[test]
fn a_long_file_is_written_in_groups() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let data_set = DataSet { audience: For::TheAgency, ..open_data::duties() };
    let mut publication = Publication::begin(&target, facts()).unwrap();
    let mut files = publication.add(&data_set).unwrap();
    let duties: Vec<String> = (0..ROWS_TOGETHER + 5).map(|number| format!("d{number}")).collect();
    for duty in &duties {
        let row = DutyFigures {
            area: "01",
            month: month("2026-03"),
            organisation: "north-police",
            provider: "police",
            edition: "2020",
            duty,
            counts: Counts([9, 9, 9, 9, 9, 9, 9, 9, 9, 9]),
        };
        files.write(&row.published()).unwrap();
    }
    assert_eq!(files.finish().unwrap(), duties.len() as u64);
    publication.finish().unwrap();
    let read = read_back(&target, data_set.name, &["quick"]);
    assert_eq!(read["row_groups"], json!(2));
    assert_eq!(read["duckdb"].as_array().unwrap().len(), duties.len());
}

#[test]
fn a_fault_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let data_set = open_data::duties();
    let mut publication = Publication::begin(&target, facts()).unwrap();
    let mut files = publication.add(&data_set).unwrap();
    files.write(&figures()[0].published()).unwrap();
    let mut named = figures()[1].published();
    named[2] = Value::code("Ann Other");
    let why = files.write(&named).unwrap_err();
    assert!(matches!(why, PublishError::NoCode { column: "organisation_code" }), "{why}");
    assert!(!why.to_string().contains("Other"), "the text itself is not repeated");
    let short = files.write(&named[..4]).unwrap_err();
    assert!(matches!(short, PublishError::NoCode { .. } | PublishError::Shape { .. }));
    drop(publication);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_is_there_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    fs::create_dir(&target).unwrap();
    let Err(why) = Publication::begin(&target, facts()) else { panic!("an empty folder is there too") };
    assert!(why.to_string().contains("is there already"), "{why}");
    fs::remove_dir(&target).unwrap();
    let publication = Publication::begin(&target, facts()).unwrap();
    fs::write(&target, "somebody was faster").unwrap();
    assert!(matches!(publication.finish(), Err(PublishError::Exists(_))));
    assert_eq!(fs::read_to_string(&target).unwrap(), "somebody was faster");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside");
}

//! Everything that TrackMyCrime's help page names has a test here that shows it (ACC-1): `docs/track-my-crime.md` says which,
//! and this makes sure that each is there.

use std::{fs, path::Path};

#[test]
fn every_feature_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = fs::read_to_string(root.join("docs/track-my-crime.md")).unwrap();
    let rows: Vec<&str> = document.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    let rows: Vec<&str> = rows.into_iter().filter(|row| !row.starts_with("| ---")).collect();
    assert!(rows.len() >= 14, "{} rows", rows.len());
    for row in rows {
        let quoted: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let [file, test] = quoted[..] else { panic!("a row names a file and a test: {row}") };
        let source = fs::read_to_string(root.join("crates").join(file)).unwrap_or_default();
        let found =
            [format!("async fn {test}("), format!("fn {test}(")].iter().any(|text| source.contains(text));
        assert!(found, "{test} is not in {file}");
    }
}

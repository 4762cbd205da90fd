//! The tables of `policies/README.md`, compared with what the program does. `UPDATE=1` writes them anew, for review.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
};

/// Compares a table with the one of this name in the README.
pub fn compare(name: &str, table: &[String]) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/README.md");
    let mut file = File::options().read(true).write(true).open(path).unwrap();
    // Several tests may write their tables at the same moment.
    file.lock().unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    let begin = format!("<!-- table: {name} -->\n");
    let from =
        text.find(&begin).unwrap_or_else(|| panic!("policies/README.md has no line {begin}")) + begin.len();
    let to =
        from + text[from..].find("<!-- end -->").unwrap_or_else(|| panic!("the table {name} has no end"));
    if std::env::var_os("UPDATE").is_some() {
        text.replace_range(from..to, &format!("{}\n", table.join("\n")));
        file.set_len(0).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        return;
    }
    let written: Vec<&str> = text[from..to].lines().collect();
    let missing: Vec<&String> = table.iter().filter(|row| !written.contains(&row.as_str())).collect();
    let stale: Vec<&&str> = written.iter().filter(|row| !table.iter().any(|now| now == **row)).collect();
    let show = |rows: Vec<String>| rows.join("\n");
    assert!(
        missing.is_empty() && stale.is_empty(),
        "\nThe table \"{name}\" in policies/README.md does not say what the program does.\n\
         Read what follows as a decision about who may do what. If it is meant, run the test again with UPDATE=1, or\n\
         put these rows in:\n{}\n\nand take these out:\n{}\n",
        show(missing.into_iter().cloned().collect()),
        show(stale.into_iter().map(|row| (*row).to_owned()).collect()),
    );
    assert_eq!(written, table, "the rows of {name} stand in another order");
}

//! The tables in which an organisation hands in its joiners, movers and leavers, and in which it gets them back.
//!
//! Which table a file is, its first line says. A person has a line for each post, the main one first.

use super::names::{as_written, harmless};
use std::collections::BTreeMap;

/// Columns of a table of organisations. `areas`: force codes with a space between; `until`: its last day.
pub const ORGANISATIONS: &[&str] = &["organisation", "name", "kind", "areas", "phone", "until"];
/// Columns of a table of teams. `covered_by`: the team that looks after its duties when nobody of it is on shift.
pub const TEAMS: &[&str] = &["team", "organisation", "name", "unit", "phone", "covered_by", "until"];
/// Columns of a table of people. `person`: an id without personal data; `user_name` and `number`: how their own
/// organisation knows them; `hours`: as in `mon-fri 09:00-17:00`; `deputies`: ids with a space between.
pub const PEOPLE: &[&str] = &[
    "person",
    "name",
    "organisation",
    "team",
    "role",
    "phone",
    "user_name",
    "number",
    "from",
    "until",
    "hours",
    "bank_holidays",
    "deputies",
    "shut_out",
];
/// Columns that a file may leave out.
const OPTIONAL: &[&str] = &[
    "areas",
    "phone",
    "until",
    "unit",
    "covered_by",
    "team",
    "user_name",
    "number",
    "from",
    "hours",
    "bank_holidays",
    "deputies",
    "shut_out",
];
/// The longest file, bytes.
const LARGEST: usize = 32 * 1024 * 1024;
/// The longest cell, characters.
const LONGEST_CELL: usize = 400;

/// One line of a table: where it stands, and its cells by column.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub place: String,
    cells: BTreeMap<&'static str, String>,
}

impl Row {
    /// A cell; empty when the column was left out.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// The lines of all files that were handed in.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    pub organisations: Vec<Row>,
    pub teams: Vec<Row>,
    pub people: Vec<Row>,
}

/// Reads files, each given by its name for messages and its bytes. Complaints say `FILE:LINE: what; remedy`.
pub(super) fn read(files: &[(String, Vec<u8>)]) -> Result<Tables, Vec<String>> {
    let (mut tables, mut complaints) = (Tables::default(), Vec::new());
    for (name, bytes) in files {
        if let Err(complaint) = read_one(name, bytes, &mut tables, &mut complaints) {
            complaints.push(complaint);
        }
    }
    if complaints.is_empty() { Ok(tables) } else { Err(complaints) }
}

fn read_one(
    name: &str,
    bytes: &[u8],
    tables: &mut Tables,
    complaints: &mut Vec<String>,
) -> Result<(), String> {
    if bytes.len() > LARGEST {
        return Err(format!("{name}: is larger than {} MB; hand it in in parts", LARGEST / 1024 / 1024));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut records = reader.records();
    let broken = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        format!("{name}:{line}: cannot be read as a table; save it as CSV with UTF-8 letters")
    };
    let header = records.next().ok_or_else(|| format!("{name}:1: is empty; begin with a line of columns"))?;
    let header = header.map_err(broken)?;
    let names: Vec<String> = header.iter().map(|cell| cell.trim().to_ascii_lowercase()).collect();
    let (columns, rows) = match names.first().map(String::as_str) {
        Some("organisation") => (ORGANISATIONS, &mut tables.organisations),
        Some("team") => (TEAMS, &mut tables.teams),
        Some("person") => (PEOPLE, &mut tables.people),
        _ => return Err(format!("{name}:1: the first column must be organisation, team or person")),
    };
    let column = |name: &str| columns.iter().copied().find(|known| *known == name);
    if let Some((number, _)) = names.iter().enumerate().find(|(_, name)| column(name).is_none()) {
        let known = columns.join(",");
        return Err(format!("{name}:1: column {} is not known; the columns are {known}", number + 1));
    }
    if let Some(twice) = names.iter().enumerate().find(|(n, name)| names[..*n].contains(name)) {
        return Err(format!("{name}:1: column {} is there twice; leave one out", twice.0 + 1));
    }
    let missing =
        columns.iter().find(|known| !OPTIONAL.contains(known) && !names.iter().any(|n| n == *known));
    if let Some(missing) = missing {
        return Err(format!("{name}:1: there is no column {missing}; add it"));
    }
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                complaints.push(broken(error));
                continue;
            }
        };
        let place = format!("{name}:{}", record.position().map_or(0, csv::Position::line));
        if record.len() != names.len() {
            let (has, wants) = (record.len(), names.len());
            complaints
                .push(format!("{place}: has {has} cells and the first line {wants}; fill or remove cells"));
            continue;
        }
        if record.iter().any(|cell| cell.chars().count() > LONGEST_CELL || cell.contains('\0')) {
            complaints.push(format!("{place}: a cell is longer than {LONGEST_CELL} characters; shorten it"));
            continue;
        }
        let cells = names.iter().zip(record.iter());
        let cells =
            cells.filter_map(|(name, cell)| Some((column(name)?, as_written(cell.trim()).to_owned())));
        rows.push(Row { place, cells: cells.collect() });
    }
    Ok(())
}

/// Writes a table.
pub(super) fn write(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    // Writing to memory does not fail.
    drop(writer.write_record(columns));
    for row in rows {
        drop(writer.write_record(row.iter().map(|cell| harmless(cell))));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

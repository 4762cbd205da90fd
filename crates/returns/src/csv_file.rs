//! CSV: RFC 4180, UTF-8 without a byte order mark, and safe to open in a spreadsheet.
//!
//! No byte order mark: the CSVW description says UTF-8, and a mark would become part of the first column's name for the
//! many readers that do not look for one. Every value is a code or a number in ASCII, so that a spreadsheet that guesses
//! another encoding shows the same.

use crate::{
    PublishError,
    data_set::{DataSet, Value},
};
use std::{fs::File, io::BufWriter, path::Path};

/// What stands where a number is withheld; the mark of the Government Statistical Service for "confidential".
pub const WITHHELD: &str = "[c]";

/// A CSV file being written.
pub struct CsvFile {
    writer: csv::Writer<BufWriter<File>>,
}

impl CsvFile {
    /// Begins the file with the names of the columns.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(path: &Path, data_set: &DataSet) -> Result<CsvFile, PublishError> {
        let file = File::create_new(path).map_err(|why| PublishError::file(path, why))?;
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BufWriter::new(file));
        writer
            .write_record(data_set.columns.iter().map(|column| column.name))
            .map_err(|why| PublishError::file(path, why))?;
        Ok(CsvFile { writer })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, row: &[Value<'_>]) -> Result<(), csv::Error> {
        for value in row {
            self.writer.write_field(cell(value))?;
        }
        self.writer.write_record(None::<&[u8]>)
    }

    /// Writes what is left, down to the disk.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self, path: &Path) -> Result<(), PublishError> {
        let buffer = self.writer.into_inner().map_err(|why| PublishError::file(path, why.into_error()))?;
        let file = buffer.into_inner().map_err(|why| PublishError::file(path, why.into_error()))?;
        file.sync_all().map_err(|why| PublishError::file(path, why))
    }
}

/// A value as a cell.
pub fn cell(value: &Value<'_>) -> String {
    match value {
        Value::Code(text) => safe(text),
        Value::Month(month) => month.first_day().to_string(),
        Value::Number(number) => number.to_string(),
        Value::YesNo(yes) => yes.to_string(),
        Value::Withheld => WITHHELD.to_owned(),
        Value::Nothing => String::new(),
    }
}

/// A text that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe before it.
pub fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_like_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"] {
            assert!(safe(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(safe("01"), "01");
        // A number is a number: what is counted is never below nothing, and a sign would be one.
        assert_eq!(cell(&Value::Number(7)), "7");
    }
}

//! A publication: a folder that is there whole, or not at all.
//!
//! Everything is written into a folder beside the one that is wanted; that folder takes its name at the end, in one step.
//! When something fails before - a full disk, a fault in a row - the folder beside is removed, and nothing is published.

use crate::{
    csv_file::CsvFile,
    csvw,
    data_set::{DataSet, Value},
    months::Months,
    parquet_file::ParquetFile,
    sheet,
};
use jiff::Timestamp;
use record::figures::Month;
use std::{
    collections::BTreeMap,
    fmt::Display,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// What is true of everything in a publication.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who publishes.
    pub publisher: String,
    /// Where the numbers are from.
    pub source: String,
    /// The moment as of which they are counted.
    pub as_of: Timestamp,
    /// The months.
    pub months: Months,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// There is something already.
    #[error("{}: is there already; name a folder that is not there yet, or remove it. Nothing was published", .0.display())]
    Exists(PathBuf),
    /// A file could not be written.
    #[error("{}: {why}; nothing was published", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        why: String,
    },
    /// A row that does not fit its data set.
    #[error("{}: a row does not fit its columns, which is a fault of this program; nothing was published", file.display())]
    Shape {
        /// The file.
        file: PathBuf,
    },
    /// A text that is no code.
    #[error(
        "a {column} is not a short code of letters, digits, dots and dashes, and may not leave; nothing was published"
    )]
    NoCode {
        /// The column.
        column: &'static str,
    },
}

impl PublishError {
    pub(crate) fn file(file: &Path, why: impl Display) -> PublishError {
        PublishError::File { file: file.to_owned(), why: why.to_string() }
    }
}

/// A publication being made.
pub struct Publication {
    target: PathBuf,
    beside: PathBuf,
    facts: Facts,
    written: BTreeMap<&'static str, u64>,
}

/// The files of one data set being written.
pub struct Files<'p> {
    publication: &'p mut Publication,
    data_set: &'p DataSet,
    csv: CsvFile,
    part: Option<(String, Month, ParquetFile)>,
    rows: u64,
}

impl Publication {
    /// Begins a publication that will be the folder `target`.
    ///
    /// # Errors
    /// When there is something of that name, or no folder can be made beside it.
    pub fn begin(target: &Path, facts: Facts) -> Result<Publication, PublishError> {
        if target.symlink_metadata().is_ok() {
            return Err(PublishError::Exists(target.to_owned()));
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".part-{}", std::process::id()));
        let beside = target.with_file_name(name);
        fs::create_dir(&beside).map_err(|why| PublishError::file(&beside, why))?;
        Ok(Publication { target: target.to_owned(), beside, facts, written: BTreeMap::new() })
    }

    /// What is true of everything in it.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Begins the files of a data set.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add<'p>(&'p mut self, data_set: &'p DataSet) -> Result<Files<'p>, PublishError> {
        let csv = CsvFile::begin(&self.csv_path(data_set), data_set)?;
        Ok(Files { publication: self, data_set, csv, part: None, rows: 0 })
    }

    /// Adds a text.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add_text(&self, name: &str, text: &str) -> Result<(), PublishError> {
        let path = self.beside.join(name);
        let write = || -> io::Result<()> {
            let mut file = fs::File::create_new(&path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|why| PublishError::file(&path, why))
    }

    /// Gives the folder its name. How many rows each data set has.
    ///
    /// # Errors
    /// When something of that name has come there meanwhile, or the folder cannot be moved.
    pub fn finish(mut self) -> Result<BTreeMap<&'static str, u64>, PublishError> {
        if self.target.symlink_metadata().is_ok() {
            return Err(PublishError::Exists(self.target.clone()));
        }
        fs::rename(&self.beside, &self.target).map_err(|why| PublishError::file(&self.target, why))?;
        if let Some(parent) = self.target.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            // The name is on the disk too; where a folder cannot be synced, the system does it in its time.
            let _ = fs::File::open(parent).and_then(|folder| folder.sync_all());
        }
        Ok(std::mem::take(&mut self.written))
    }

    fn csv_path(&self, data_set: &DataSet) -> PathBuf {
        self.beside.join(format!("{}.csv", data_set.name))
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // After `finish` there is nothing of this name.
        let _ = fs::remove_dir_all(&self.beside);
    }
}

impl Files<'_> {
    /// Adds a row. Rows of one area and month come together.
    ///
    /// # Errors
    /// When the row does not fit the data set, holds a text that is no code, or cannot be written.
    pub fn write(&mut self, row: &[Value<'_>]) -> Result<(), PublishError> {
        let csv_path = self.publication.csv_path(self.data_set);
        let [Value::Code(area), Value::Month(month), ..] = row else {
            return Err(PublishError::Shape { file: csv_path });
        };
        for (column, value) in self.data_set.columns.iter().zip(row) {
            if let Value::Code(text) = value
                && !crate::code::is_code(text)
            {
                return Err(PublishError::NoCode { column: column.name });
            }
        }
        self.turn_to(area, *month)?;
        if let Some((.., part)) = &mut self.part {
            part.write(row)?;
        }
        self.csv.write(row).map_err(|why| PublishError::file(&csv_path, why))?;
        self.rows += 1;
        Ok(())
    }

    /// Opens the file of this area and month, unless it is the one that is open.
    fn turn_to(&mut self, area: &str, month: Month) -> Result<(), PublishError> {
        if self.part.as_ref().is_some_and(|(open, of, _)| open == area && *of == month) {
            return Ok(());
        }
        self.end_part()?;
        let folder = self.publication.beside.join(self.data_set.name);
        let folder = folder.join(format!("area={area}")).join(format!("month={}", month));
        fs::create_dir_all(&folder).map_err(|why| PublishError::file(&folder, why))?;
        let part =
            ParquetFile::begin(&folder.join("part-0.parquet"), self.data_set, &self.publication.facts)?;
        self.part = Some((area.to_owned(), month, part));
        Ok(())
    }

    fn end_part(&mut self) -> Result<(), PublishError> {
        match self.part.take() {
            Some((.., part)) => part.finish(),
            None => Ok(()),
        }
    }

    /// Ends the files, and writes the description and the sheet beside them.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn finish(mut self) -> Result<u64, PublishError> {
        self.end_part()?;
        self.csv.finish(&self.publication.csv_path(self.data_set))?;
        let facts = &self.publication.facts;
        let description = format!("{:#}\n", csvw::description(self.data_set, facts));
        let sheet = sheet::of_data_set(self.data_set, facts, self.rows);
        let name = self.data_set.name;
        self.publication.add_text(&format!("{name}.csv-metadata.json"), &description)?;
        self.publication.add_text(&format!("{name}.md"), &sheet)?;
        self.publication.written.insert(name, self.rows);
        Ok(self.rows)
    }
}

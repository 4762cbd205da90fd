//! Rows of a month's file.

use std::io::{self, BufRead, BufReader, Read};

use csv::{ReaderBuilder, StringRecord};
use flate2::bufread::MultiGzDecoder;
use jiff::civil::Date;

/// Longest row read, in bytes; real rows stay below 400.
const MAX_ROW_BYTES: usize = 64 * 1024;

/// What a month's file lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Crimes with their type and latest outcome (`...-street.csv`).
    Street,
    /// Outcomes that crimes had in the month (`...-outcomes.csv`).
    Outcomes,
}

/// A crime as reported in a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Crime {
    /// The publisher's identifier; anti-social behaviour has none.
    pub crime_id: Option<String>,
    /// First day of the month in which it was reported.
    pub month: Date,
    /// The force.
    pub reported_by: Option<String>,
    /// The force's area it lies in.
    pub falls_within: Option<String>,
    /// Degrees east and north, moved to a place nearby.
    pub position: Option<(f64, f64)>,
    /// `On or near ...`
    pub location: Option<String>,
    /// Code of the small statistical area.
    pub lsoa_code: Option<String>,
    /// Its name.
    pub lsoa_name: Option<String>,
    /// Type of crime.
    pub crime_type: String,
    /// The latest outcome at publication, in the publisher's words.
    pub last_outcome: Option<String>,
}

/// An outcome that a crime had in a month.
#[derive(Debug, Clone, PartialEq)]
pub struct CrimeOutcome {
    /// The publisher's identifier of the crime.
    pub crime_id: String,
    /// First day of the month of the outcome.
    pub month: Date,
    /// The force.
    pub reported_by: Option<String>,
    /// The outcome in the publisher's words.
    pub outcome: String,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// Of a street file.
    Crime(Crime),
    /// Of an outcomes file.
    Outcome(CrimeOutcome),
}

/// Why a file or a row was refused.
#[derive(Debug, thiserror::Error)]
pub enum PoliceUkError {
    /// The first line has not the columns of either kind of file.
    #[error("line 1: not a police.uk month: the column `{missing}` is missing")]
    NotAMonth {
        /// The first column missed.
        missing: &'static str,
    },
    /// A row that cannot be used; reading goes on behind it.
    #[error("line {line}: {what}")]
    Row {
        /// Line in the file, from 1.
        line: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// The file cannot be read on.
    #[error("line {line}: the file cannot be read: {reason}")]
    Unreadable {
        /// Last line that was read.
        line: u64,
        /// Kind of failure.
        reason: String,
    },
}

/// Reads a month's file, gzipped or not.
///
/// # Errors
/// When the first line does not name the columns of a street or an outcomes file.
pub fn open(source: impl Read + Send + 'static) -> Result<Rows<Box<dyn Read + Send>>, PoliceUkError> {
    let mut source = BufReader::new(source);
    let unreadable =
        |error: io::Error| PoliceUkError::Unreadable { line: 0, reason: error.kind().to_string() };
    let gzipped = source.fill_buf().map_err(unreadable)?.starts_with(&[0x1F, 0x8B]);
    let plain: Box<dyn Read + Send> =
        if gzipped { Box::new(MultiGzDecoder::new(source)) } else { Box::new(source) };
    Rows::new(plain)
}

/// The rows of one file, in its order. A refused row is an item; reading goes on after it.
pub struct Rows<R> {
    reader: csv::Reader<Bounded<R>>,
    columns: Columns,
    kind: FileKind,
    record: StringRecord,
    ended: bool,
}

/// Where each column stands; publishers have changed their order.
struct Columns {
    crime_id: usize,
    month: usize,
    reported_by: Option<usize>,
    falls_within: Option<usize>,
    longitude: Option<usize>,
    latitude: Option<usize>,
    location: Option<usize>,
    lsoa_code: Option<usize>,
    lsoa_name: Option<usize>,
    last_outcome: Option<usize>,
    /// Crime type or outcome type.
    what: usize,
}

impl<R: Read> Rows<R> {
    /// Reads plain text.
    ///
    /// # Errors
    /// When the first line does not name the columns of a street or an outcomes file.
    pub fn new(source: R) -> Result<Rows<R>, PoliceUkError> {
        let bounded = Bounded { source, left: MAX_ROW_BYTES + BLOCK };
        let mut reader = ReaderBuilder::new().flexible(true).buffer_capacity(BLOCK).from_reader(bounded);
        let header = reader.headers().map_err(|error| unreadable(0, &error))?;
        let at = |name: &str| {
            header
                .iter()
                .position(|column| column.trim_start_matches('\u{FEFF}').trim().eq_ignore_ascii_case(name))
        };
        let needed = |name: &'static str| at(name).ok_or(PoliceUkError::NotAMonth { missing: name });
        let (kind, what) = match at("Outcome type") {
            Some(what) => (FileKind::Outcomes, what),
            None => (FileKind::Street, needed("Crime type")?),
        };
        let columns = Columns {
            crime_id: needed("Crime ID")?,
            month: needed("Month")?,
            reported_by: at("Reported by"),
            falls_within: at("Falls within"),
            longitude: at("Longitude"),
            latitude: at("Latitude"),
            location: at("Location"),
            lsoa_code: at("LSOA code"),
            lsoa_name: at("LSOA name"),
            last_outcome: at("Last outcome category"),
            what,
        };
        Ok(Rows { reader, columns, kind, record: StringRecord::new(), ended: false })
    }

    /// What the file lists.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    fn row(&self) -> Result<Row, &'static str> {
        let field = |at: usize| self.record.get(at).map(str::trim).filter(|text| !text.is_empty());
        let text = |at: Option<usize>| at.and_then(field).map(str::to_owned);
        let degrees = |at: Option<usize>| {
            at.and_then(field)?.parse::<f64>().ok().filter(|degrees| degrees.abs() <= 180.0)
        };
        if self.record.as_slice().contains(char::is_control) {
            return Err("a control character");
        }
        let columns = &self.columns;
        let month =
            field(columns.month).and_then(month_of).ok_or("the month is none: YYYY-MM is expected")?;
        let what = field(columns.what);
        match self.kind {
            FileKind::Outcomes => Ok(Row::Outcome(CrimeOutcome {
                crime_id: text(Some(columns.crime_id)).ok_or("an outcome without a crime ID")?,
                month,
                reported_by: text(columns.reported_by),
                outcome: what.ok_or("an outcome without its type")?.to_owned(),
            })),
            FileKind::Street => Ok(Row::Crime(Crime {
                crime_id: text(Some(columns.crime_id)),
                month,
                reported_by: text(columns.reported_by),
                falls_within: text(columns.falls_within),
                position: degrees(columns.longitude).zip(degrees(columns.latitude)),
                location: text(columns.location),
                lsoa_code: text(columns.lsoa_code),
                lsoa_name: text(columns.lsoa_name),
                crime_type: what.ok_or("a crime without its type")?.to_owned(),
                last_outcome: text(columns.last_outcome),
            })),
        }
    }
}

impl<R: Read> Iterator for Rows<R> {
    /// The line in the file with its row.
    type Item = Result<(u64, Row), PoliceUkError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.reader.get_mut().left = MAX_ROW_BYTES + BLOCK;
        match self.reader.read_record(&mut self.record) {
            Ok(false) => None,
            Ok(true) => {
                let line = self.record.position().map_or(0, csv::Position::line);
                Some(self.row().map(|row| (line, row)).map_err(|what| PoliceUkError::Row { line, what }))
            }
            Err(error) => {
                let line =
                    error.position().map_or_else(|| self.reader.position().line(), csv::Position::line);
                if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) {
                    return Some(Err(PoliceUkError::Row { line, what: "not UTF-8" }));
                }
                self.ended = true;
                Some(Err(unreadable(line, &error)))
            }
        }
    }
}

fn unreadable(line: u64, error: &csv::Error) -> PoliceUkError {
    let reason = match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            "a row without an end".to_owned()
        }
        csv::ErrorKind::Io(error) => error.kind().to_string(),
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        _ => "not comma-separated text".to_owned(),
    };
    PoliceUkError::Unreadable { line, reason }
}

fn month_of(text: &str) -> Option<Date> {
    let (year, month) = text.split_once('-')?;
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
    (1990..=2150).contains(&date.year()).then_some(date)
}

/// How much is read ahead at a time.
const BLOCK: usize = 8 * 1024;

/// Stops a row that never ends, such as one with a quotation mark that is never closed, from filling the memory.
struct Bounded<R> {
    source: R,
    left: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let length = buffer.len().min(self.left);
        let read = self.source.read(&mut buffer[..length])?;
        self.left -= read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};
    use jiff::civil::date;

    use super::*;

    const STREET: &str = "\u{FEFF}Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context
c1,2016-01,Test Police,Test Police,-0.1,51.5,\"On or near Low Street, East\",E01,Test 001,Burglary,Suspect charged,
,2016-01,Test Police,Test Police,,,No location,,,Anti-social behaviour,,
c2,2016-13,Test Police,,,,,,,Burglary,,
c3,2024-02,Test Police,,,,,,,Robbery,Unable to prosecute suspect,
";
    const OUTCOMES: &str =
        "Crime ID,Month,Outcome type\nc1,2016-03,Offender sent to prison\n,2016-03,Local resolution\n";

    fn rows(text: &str) -> Vec<Result<(u64, Row), String>> {
        Rows::new(text.as_bytes()).unwrap().map(|row| row.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn crimes_are_read_and_a_bad_row_does_not_stop_them() {
        let rows = rows(STREET);
        let Ok((2, Row::Crime(burglary))) = &rows[0] else { panic!("{rows:?}") };
        assert_eq!(burglary.crime_id.as_deref(), Some("c1"));
        assert_eq!(burglary.month, date(2016, 1, 1));
        assert_eq!(burglary.location.as_deref(), Some("On or near Low Street, East"));
        assert_eq!(burglary.position, Some((-0.1, 51.5)));
        assert_eq!(burglary.last_outcome.as_deref(), Some("Suspect charged"));
        assert!(matches!(&rows[1], Ok((3, Row::Crime(Crime { crime_id: None, position: None, .. })))));
        assert_eq!(rows[2], Err("line 4: the month is none: YYYY-MM is expected".to_owned()));
        assert!(rows[3].is_ok());
        assert_eq!(rows.len(), 4);
    }

    #[test]
    fn outcomes_are_read() {
        let rows = rows(OUTCOMES);
        let Ok((2, Row::Outcome(outcome))) = &rows[0] else { panic!("{rows:?}") };
        assert_eq!((outcome.crime_id.as_str(), outcome.outcome.as_str()), ("c1", "Offender sent to prison"));
        assert_eq!(rows[1], Err("line 3: an outcome without a crime ID".to_owned()));
    }

    #[test]
    fn gzipped_files_are_read_and_a_cut_one_is_refused() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(STREET.as_bytes()).unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(open(io::Cursor::new(packed.clone())).unwrap().count(), 4);
        let cut = packed[..packed.len() - 30].to_vec();
        let answers: Vec<_> = match open(io::Cursor::new(cut)) {
            Ok(rows) => rows.collect(),
            Err(error) => vec![Err(error)],
        };
        assert!(matches!(answers.last(), Some(Err(PoliceUkError::Unreadable { .. }))));
    }

    #[test]
    fn other_files_are_refused() {
        let refusal = |text: &str| Rows::new(text.as_bytes()).map(|_| ()).unwrap_err().to_string();
        assert_eq!(
            refusal("a,b\n1,2\n"),
            "line 1: not a police.uk month: the column `Crime type` is missing"
        );
        assert_eq!(
            refusal("Crime type,Month\n"),
            "line 1: not a police.uk month: the column `Crime ID` is missing"
        );
        assert!(refusal("").contains("not a police.uk month"));
    }

    #[test]
    fn a_row_without_an_end_is_refused_before_it_fills_the_memory() {
        let endless = OUTCOMES.as_bytes().chain(&b"c9,2016-03,\""[..]).chain(io::repeat(b'x'));
        let last = Rows::new(endless).unwrap().last().unwrap().unwrap_err();
        assert!(last.to_string().contains("a row without an end"), "{last}");
    }
}

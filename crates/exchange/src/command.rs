//! The work of `lantern read`: files in, one JSON object a message out, a line on standard error for each refusal and
//! each thing that was unknown.

use std::{
    fs::File,
    io::{self, BufWriter, Read as _, Write},
};

use serde::Serialize;

use crate::{
    charge_file::{ChargeFile, read_charge_file},
    court_results::{CourtResults, read_court_results},
    reading::{MAX_MESSAGE_BYTES, Read},
};

/// What kind of message is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Court results.
    CourtResults,
    /// Charge files.
    ChargeFile,
}

/// Reads each file (`-`, or no file at all, is `standard_input`); answers whether every one was read.
///
/// # Errors
/// Only when the output cannot be written.
pub fn read_files(
    kind: Kind,
    files: &[String],
    standard_input: &mut dyn io::Read,
    output: &mut dyn Write,
    diagnostics: &mut dyn Write,
) -> io::Result<bool> {
    let mut output = BufWriter::new(output);
    let standard_input_alone = ["-".to_owned()];
    let files = if files.is_empty() { &standard_input_alone[..] } else { files };
    let mut all_read = true;
    for file in files {
        let answer = contents(file, standard_input).and_then(|bytes| match kind {
            Kind::CourtResults => described(file, read_court_results(&bytes)),
            Kind::ChargeFile => described(file, read_charge_file(&bytes)),
        });
        match answer {
            Ok((line, notes)) => {
                for note in notes {
                    writeln!(diagnostics, "{file}: note: {note}")?;
                }
                writeln!(output, "{line}")?;
            }
            Err(reason) => {
                writeln!(diagnostics, "{file}: {reason}")?;
                all_read = false;
            }
        }
    }
    output.flush()?;
    Ok(all_read)
}

/// The file's bytes, one more than the limit at most: the reader says what is too much.
fn contents(file: &str, standard_input: &mut dyn io::Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_MESSAGE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let read = if file == "-" {
        standard_input.take(limit).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|opened| opened.take(limit).read_to_end(&mut bytes))
    };
    read.map(|_| bytes).map_err(|error| format!("cannot be opened: {}", error.kind()))
}

trait FromFile: Serialize {
    fn set_file(&mut self, file: &str);
}

impl FromFile for CourtResults {
    fn set_file(&mut self, file: &str) {
        self.file = Some(file.to_owned());
    }
}

impl FromFile for ChargeFile {
    fn set_file(&mut self, file: &str) {
        self.file = Some(file.to_owned());
    }
}

fn described<T: FromFile, E: ToString>(
    file: &str,
    read: Result<Read<T>, E>,
) -> Result<(String, Vec<String>), String> {
    let Read { mut message, notes } = read.map_err(|error| error.to_string())?;
    message.set_file(file);
    let line = serde_json::to_string(&message).map_err(|error| error.to_string())?;
    Ok((line, notes.iter().map(ToString::to_string).collect()))
}

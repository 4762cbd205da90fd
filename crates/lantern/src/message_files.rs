//! Messages as files: named one by one, as folders, compressed, or on standard input.

use exchange::reading::MAX_MESSAGE_BYTES;
use flate2::read::MultiGzDecoder;
use std::{
    fs, io,
    io::Read,
    path::{Path, PathBuf},
};

/// Where a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Standard,
}

impl Place {
    /// As named on the command line.
    pub fn name(&self) -> String {
        match self {
            Place::File(path) => path.display().to_string(),
            Place::Standard => "-".to_owned(),
        }
    }
}

/// Every file that is named, those of a folder in the order of their names; standard input when none is named.
/// What cannot be listed comes back as a line.
pub fn places(named: &[String]) -> (Vec<Place>, Vec<String>) {
    if named.is_empty() {
        return (vec![Place::Standard], Vec::new());
    }
    let (mut places, mut problems) = (Vec::new(), Vec::new());
    for name in named {
        if name == "-" {
            places.push(Place::Standard);
        } else {
            add(Path::new(name), &mut places, &mut problems);
        }
    }
    (places, problems)
}

/// Adds a file, or what a folder holds. One entry that cannot be listed does not hide the others.
fn add(path: &Path, places: &mut Vec<Place>, problems: &mut Vec<String>) {
    let listed = fs::metadata(path).and_then(|about| {
        if !about.is_dir() {
            return Ok(None);
        }
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>().map(Some)
    });
    match listed {
        Err(error) => problems.push(format!("{}: {error}", path.display())),
        Ok(None) => places.push(Place::File(path.to_owned())),
        Ok(Some(mut inside)) => {
            inside.sort();
            inside.iter().filter(|path| !is_hidden(path)).for_each(|path| add(path, places, problems));
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// Reads a message whole, decompressed when it ends in `.gz`. One that is larger than is read comes back one byte too
/// long, so that its reader says so; nothing larger is held.
///
/// # Errors
/// When the file cannot be read.
pub fn read(place: &Place) -> io::Result<Vec<u8>> {
    let limit = MAX_MESSAGE_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    match place {
        Place::Standard => io::stdin().lock().take(limit).read_to_end(&mut bytes)?,
        Place::File(path) if path.extension().is_some_and(|end| end == "gz") => {
            MultiGzDecoder::new(io::BufReader::new(fs::File::open(path)?))
                .take(limit)
                .read_to_end(&mut bytes)?
        }
        Place::File(path) => {
            let file = fs::File::open(path)?;
            bytes.reserve(file.metadata().map_or(0, |m| m.len().min(limit)) as usize);
            file.take(limit).read_to_end(&mut bytes)?
        }
    };
    Ok(bytes)
}

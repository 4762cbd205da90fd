//! Key files: a key a line in base64, the newest last; lines that begin with `#` are for people.

use crate::{KeyError, OuterKey};
use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::Path,
};
use zeroize::Zeroizing;

/// The longest key file that is read, bytes.
const LONGEST: u64 = 64 * 1024;

const HEAD: &str = "# Lantern's keys, the newest last. Without them the database cannot be read.\n\
    # Keep a copy in a safe place, apart from the database and its backups.\n";

fn failed(path: &Path, reason: impl ToString) -> KeyError {
    KeyError::File { path: path.to_owned(), reason: reason.to_string() }
}

/// Reads a key file.
pub(crate) fn read(path: &Path) -> Result<Vec<OuterKey>, KeyError> {
    let file = File::open(path).map_err(|error| failed(path, error))?;
    let about = file.metadata().map_err(|error| failed(path, error))?;
    if about.mode() & 0o077 != 0 {
        return Err(KeyError::Exposed { path: path.to_owned() });
    }
    let mut text = Zeroizing::new(String::new());
    file.take(LONGEST).read_to_string(&mut text).map_err(|error| failed(path, error))?;
    parse(&text)
}

/// The keys of a text: a key a line, or several with commas between.
pub(crate) fn parse(text: &str) -> Result<Vec<OuterKey>, KeyError> {
    let mut keys = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#')) {
        for word in line.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            keys.push(OuterKey::from_base64(word).ok_or(KeyError::NotAKey { line: number + 1 })?);
        }
    }
    if keys.is_empty() { Err(KeyError::Empty) } else { Ok(keys) }
}

/// Makes a key file with one new key, readable by its owner only. Gives the key's id.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub fn make_file(path: &Path) -> Result<String, KeyError> {
    let key = OuterKey::random()?;
    let text = Zeroizing::new(format!("{HEAD}{}\n", *key.to_base64()));
    // Written beside and linked into place: two that start at once both see one whole file.
    let part = beside(path)?;
    write(&part, &text)?;
    let placed = fs::hard_link(&part, path);
    drop(fs::remove_file(&part));
    match placed {
        Ok(()) => Ok(key.id().to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(KeyError::Exists { path: path.to_owned() })
        }
        Err(error) => Err(failed(path, error)),
    }
}

/// Adds a new key to a key file as the newest. Gives its id.
///
/// # Errors
/// When the file cannot be read or written; it is then as before.
pub fn add_key(path: &Path) -> Result<String, KeyError> {
    read(path)?;
    let key = OuterKey::random()?;
    let mut text = Zeroizing::new(fs::read_to_string(path).map_err(|error| failed(path, error))?);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&key.to_base64());
    text.push('\n');
    let part = beside(path)?;
    write(&part, &text)?;
    fs::rename(&part, path).map_err(|error| failed(path, error))?;
    Ok(key.id().to_owned())
}

/// A name beside the file that nobody else uses.
fn beside(path: &Path) -> Result<std::path::PathBuf, KeyError> {
    let number = u64::from_be_bytes(crate::random()?);
    let mut name = path.file_name().ok_or_else(|| failed(path, "not a file's name"))?.to_owned();
    name.push(format!(".{number:016x}"));
    Ok(path.with_file_name(name))
}

fn write(path: &Path, text: &str) -> Result<(), KeyError> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| failed(path, error))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| failed(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_made_file_is_for_its_owner_only_and_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let first = make_file(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(make_file(&path), Err(KeyError::Exists { path: path.clone() }));
        let second = add_key(&path).unwrap();
        let ids: Vec<_> = read(&path).unwrap().iter().map(|key| key.id().to_owned()).collect();
        assert_eq!(ids, [first, second], "the newest is last");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        make_file(&path).unwrap();
        for mode in [0o640, 0o604, 0o660, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(read(&path).unwrap_err(), KeyError::Exposed { path: path.clone() }, "{mode:o}");
        }
    }

    #[test]
    fn a_line_that_is_no_key_is_named_and_not_repeated() {
        let key = OuterKey::random().unwrap().to_base64();
        let error = parse(&format!("# words\n{}\nc2hvcnQ=\n", *key)).unwrap_err();
        assert_eq!(error, KeyError::NotAKey { line: 3 });
        assert!(!error.to_string().contains("c2hvcnQ"));
        assert_eq!(parse("# nothing\n\n").unwrap_err(), KeyError::Empty);
        assert_eq!(parse(&format!("{}, {}", *key, *key)).unwrap().len(), 2);
    }
}

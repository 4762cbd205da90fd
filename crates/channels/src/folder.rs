//! Messages as files in a folder.

use crate::{Handed, Parcel};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Puts each message into a folder as a file, named after its reference: sent twice, it is there once.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Into this folder, which is made when it is not there, for its owner only.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path) -> io::Result<Folder> {
        let mut folders = std::fs::DirBuilder::new();
        folders.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        folders.create(folder)?;
        Ok(Folder(folder.to_owned()))
    }

    pub(crate) async fn send(&self, parcel: &Parcel) -> Handed {
        let (folder, copy) = (self.0.clone(), parcel.clone());
        let written = tokio::task::spawn_blocking(move || write(&folder, &copy)).await;
        match written {
            Ok(Ok(())) => Handed::Taken { carrier: "folder", id: parcel.reference.clone() },
            // The same file may be written again.
            _ => Handed::NotNow { after: None, perhaps: false, why: "the folder cannot be written to" },
        }
    }
}

fn write(folder: &Path, parcel: &Parcel) -> io::Result<()> {
    let finished = folder.join(format!("{}.txt", parcel.reference));
    if finished.exists() {
        return Ok(());
    }
    // Written whole under another name first: nobody reads half of one. What a crash left there is written anew.
    let unfinished = folder.join(format!("{}.part", parcel.reference));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    write!(file, "{}: {}\n\n{}\n", parcel.by.slug(), parcel.to.join(", "), parcel.words.message)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, &finished)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{By, Language, Template};

    #[tokio::test]
    async fn a_message_sent_twice_is_there_once_and_says_nothing_in_its_name() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(&place.path().join("messages")).unwrap();
        let parcel = Parcel {
            reference: "0198-1".into(),
            by: By::Text,
            to: vec!["07700 900001".into()],
            words: Template::News { named: false }.words(Language::English),
        };
        for _ in 0..2 {
            let handed = folder.send(&parcel).await;
            assert_eq!(handed, Handed::Taken { carrier: "folder", id: "0198-1".into() });
        }
        let files: Vec<PathBuf> =
            std::fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        let text = std::fs::read_to_string(&files[0]).unwrap();
        assert!(text.starts_with("text: 07700 900001\n\nYou have a new message."), "{text}");
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder.0), mode(&files[0])), (0o700, 0o600), "for the owner only");
    }
}

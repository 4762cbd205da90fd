//! Who carries messages to people. A message says nothing of police, crime or courts: somebody else may read it.

use std::{
    io::Write,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// How a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Text message.
    Text,
    /// E-mail.
    Email,
}

impl By {
    /// The slug that accounts keep.
    pub fn slug(self) -> &'static str {
        match self {
            By::Text => "text",
            By::Email => "email",
        }
    }

    pub(crate) fn from_slug(slug: &str) -> Option<By> {
        [By::Text, By::Email].into_iter().find(|by| by.slug() == slug)
    }
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How.
    pub by: By,
    /// Number or address.
    pub to: String,
    /// The whole text.
    pub words: String,
}

impl Message {
    /// The message with a code.
    pub fn with_code(by: By, to: &str, code: &str) -> Message {
        let words = format!("Your code is {code}. It works for 10 minutes. Do not share it with anybody.");
        Message { by, to: to.to_owned(), words }
    }

    /// The message with the half of a code that goes to a member of staff themselves.
    pub fn with_half(by: By, to: &str, half: &str) -> Message {
        let words = format!(
            "The second half of your code is {half}. Somebody hands you the first half. Do not tell this half to anybody."
        );
        Message { by, to: to.to_owned(), words }
    }
}

/// Carries messages. It may take its time: nobody waits for it.
pub trait Courier: Send + Sync {
    /// Sends one.
    ///
    /// # Errors
    /// When it cannot be handed over; the caller logs that, without the message.
    fn send(&self, message: &Message) -> std::io::Result<()>;
}

/// Puts each message into a folder as a file: for the demonstration, for tests, and for another program to send on.
#[derive(Clone, Debug)]
pub struct FolderCourier(PathBuf);

impl FolderCourier {
    /// Into this folder, which is made when it is not there, for its owner only.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path) -> std::io::Result<FolderCourier> {
        let mut folders = std::fs::DirBuilder::new();
        folders.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        folders.create(folder)?;
        Ok(FolderCourier(folder.to_owned()))
    }
}

impl Courier for FolderCourier {
    fn send(&self, message: &Message) -> std::io::Result<()> {
        // The name says nothing about whom it is for. Written whole under another name first: nobody reads half of one.
        let name = Uuid::now_v7();
        let unfinished = self.0.join(format!("{name}.part"));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&unfinished)?;
        write!(file, "{}: {}\n\n{}\n", message.by.slug(), message.to, message.words)?;
        file.sync_all()?;
        std::fs::rename(&unfinished, self.0.join(format!("{name}.txt")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn messages_are_for_the_owner_of_the_folder_only() {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("messages");
        FolderCourier::new(&folder)
            .unwrap()
            .send(&Message::with_code(By::Text, "07700 900000", "123456"))
            .unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        for entry in std::fs::read_dir(&folder).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
    }
}

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
    /// Into this folder, which is made when it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(folder: &Path) -> std::io::Result<FolderCourier> {
        std::fs::create_dir_all(folder)?;
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

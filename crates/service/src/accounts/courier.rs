//! Who carries messages to people. A message says nothing of police, crime or courts: somebody else may read it.

use channels::{Language, Template};

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
    /// The message with a code, in the language of the page on which it was asked for.
    pub fn with_code(by: By, to: &str, code: &str, language: Language) -> Message {
        let words = Template::Code(code.to_owned()).words(language).message;
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

/// Carries messages in place of the channels, for tests. It may take its time: nobody waits for it.
pub trait Courier: Send + Sync {
    /// Sends one.
    ///
    /// # Errors
    /// When it cannot be handed over; the caller logs that, without the message.
    fn send(&self, message: &Message) -> std::io::Result<()>;
}

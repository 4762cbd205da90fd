//! Carrying a message to somebody: a folder, a mail server, GOV.UK Notify. This crate knows the formats of those who carry
//! and what their answers mean; not whether something may be sent (`record::safe_contact`), and not what was sent before
//! (the outbox in `store`).
//!
//! A [`Parcel`] has a reference that never changes: whoever sends it again after a crash first asks [`Channels::look_up`],
//! and a carrier that cannot be asked gets the same name for the same message.

mod folder;
pub mod notify;
mod settings;
mod smtp;
pub mod wording;

pub use folder::Folder;
pub use notify::Notify;
pub use settings::{NotifySettings, SettingsError, SmtpSettings, TlsMode};
pub use smtp::Smtp;
pub use wording::{Language, Template, Words};

use std::{sync::Arc, time::Duration};

/// A way to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// Text message.
    Text,
    /// E-mail.
    Email,
    /// Letter.
    Letter,
}

impl By {
    /// Every way.
    pub const ALL: [By; 3] = [By::Text, By::Email, By::Letter];

    /// The slug, the same that the record uses.
    pub fn slug(self) -> &'static str {
        match self {
            By::Text => "text",
            By::Email => "email",
            By::Letter => "letter",
        }
    }

    /// The way with this slug.
    pub fn from_slug(slug: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.slug() == slug)
    }
}

/// A message on its way.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Its name with whoever carries it: the same however often it is tried, and nothing about whom it is for.
    pub reference: String,
    /// How it goes.
    pub by: By,
    /// A number, an address for e-mail, or the lines of a postal address, the name first and the postcode last.
    pub to: Vec<String>,
    /// What it says.
    pub words: Words,
}

/// What whoever carries messages said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// They have it.
    Taken {
        /// Who.
        carrier: &'static str,
        /// Their name for it.
        id: String,
    },
    /// They will not take it to this address, however often it is tried.
    Refused {
        /// Why, without anything personal.
        why: &'static str,
    },
    /// They cannot take it at this moment.
    NotNow {
        /// When to try again, when they said it.
        after: Option<Duration>,
        /// Whether they may have taken it all the same: ask them before it is sent again.
        perhaps: bool,
        /// Why, without anything personal.
        why: &'static str,
    },
}

/// Whether a message of an earlier try arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookedUp {
    /// They have it.
    Taken {
        /// Who.
        carrier: &'static str,
        /// Their name for it.
        id: String,
    },
    /// They never had it, or sending it again under the same name does no harm.
    SendAgain,
    /// They could not be asked.
    NotNow,
}

/// Whoever carries one way's messages.
#[derive(Clone)]
enum Carrier {
    Folder(Folder),
    Smtp(Smtp),
    Notify(Notify),
}

/// Who carries what in this deployment.
#[derive(Clone, Default)]
pub struct Channels {
    text: Option<Carrier>,
    email: Option<Carrier>,
    letter: Option<Carrier>,
    /// What Notify sends with its receipts.
    receipts: Option<Arc<notify::ReceiptToken>>,
}

impl Channels {
    /// Everything into a folder, as files: for the demonstration, for tests, and for another program to send on.
    #[must_use]
    pub fn with_folder(mut self, folder: Folder) -> Channels {
        for place in [&mut self.text, &mut self.email, &mut self.letter] {
            place.get_or_insert(Carrier::Folder(folder.clone()));
        }
        self
    }

    /// Text messages and letters through Notify, and e-mail when no mail server was named.
    #[must_use]
    pub fn with_notify(mut self, notify: Notify) -> Channels {
        self.receipts = notify.receipt_token();
        for by in By::ALL.into_iter().filter(|by| notify.carries(*by)) {
            self.place(by).get_or_insert(Carrier::Notify(notify.clone()));
        }
        self
    }

    /// E-mail through a mail server.
    #[must_use]
    pub fn with_smtp(mut self, smtp: Smtp) -> Channels {
        self.email = Some(Carrier::Smtp(smtp));
        self
    }

    fn place(&mut self, by: By) -> &mut Option<Carrier> {
        match by {
            By::Text => &mut self.text,
            By::Email => &mut self.email,
            By::Letter => &mut self.letter,
        }
    }

    fn carrier(&self, by: By) -> Option<&Carrier> {
        match by {
            By::Text => self.text.as_ref(),
            By::Email => self.email.as_ref(),
            By::Letter => self.letter.as_ref(),
        }
    }

    /// Whether anybody carries this way's messages.
    pub fn carries(&self, by: By) -> bool {
        self.carrier(by).is_some()
    }

    /// Whether there is anybody who carries anything.
    pub fn is_empty(&self) -> bool {
        By::ALL.into_iter().all(|by| !self.carries(by))
    }

    /// Whether a receipt's bearer token is Notify's. No when receipts were not set up.
    pub fn is_receipt_token(&self, token: &str) -> bool {
        self.receipts.as_ref().is_some_and(|known| known.is(token))
    }

    /// Hands a message over.
    pub async fn send(&self, parcel: &Parcel) -> Handed {
        match self.carrier(parcel.by) {
            Some(Carrier::Folder(folder)) => folder.send(parcel).await,
            Some(Carrier::Smtp(smtp)) => smtp.send(parcel).await,
            Some(Carrier::Notify(notify)) => notify.send(parcel).await,
            None => Handed::Refused { why: "nobody carries these messages" },
        }
    }

    /// Asks whether a message that was perhaps sent was.
    pub async fn look_up(&self, by: By, reference: &str) -> LookedUp {
        match self.carrier(by) {
            Some(Carrier::Notify(notify)) => notify.look_up(reference).await,
            // A folder keeps one file of a name. A mail server cannot be asked; the message has the same Message-ID.
            Some(Carrier::Folder(_) | Carrier::Smtp(_)) | None => LookedUp::SendAgain,
        }
    }
}

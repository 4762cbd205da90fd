//! Alerts: what is new for a victim makes one, in the transaction of its cause; the gate decides at the moment of sending
//! whether and by which way it goes; and what came of it is in the journal. Read in this order: `causes` (what makes an
//! alert), [`situation`] (what the gate is told), [`sending`] (a round), [`worker`] (round after round), [`receipts`] (what
//! carriers say afterwards), [`seen`] (what people see of it).

mod causes;
mod news;
pub mod receipts;
pub mod seen;
pub mod sending;
mod situation;
pub mod worker;

pub(crate) use causes::follows;
pub(crate) use news::{is_news, untold};
pub use seen::{AlertLine, CallLine};
pub use sending::Round;
pub(crate) use situation::situation;

use crate::Service;
use channels::Channels;
use std::sync::Arc;
use tokio::sync::Notify;

/// What this deployment has for sending, and the bell that wakes the worker of this process.
#[derive(Clone, Default)]
pub(crate) struct Sending {
    pub channels: Arc<Channels>,
    pub bell: Arc<Notify>,
}

impl Service {
    /// The same use cases, with these ways to send.
    #[must_use]
    pub fn with_channels(mut self, channels: Channels) -> Service {
        self.sending.channels = Arc::new(channels);
        self
    }

    /// The ways to send.
    pub(crate) fn channels(&self) -> &Channels {
        &self.sending.channels
    }

    /// There may be something to send.
    pub(crate) fn ring(&self) {
        self.sending.bell.notify_one();
    }
}

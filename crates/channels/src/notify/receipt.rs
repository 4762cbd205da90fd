//! What Notify tells afterwards, at an address of ours: whether a message arrived.

use crate::{SettingsError, settings::Secret};
use serde::Deserialize;
use subtle::ConstantTimeEq;

/// A receipt. What else stands in it, the number and address above all, is not read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Receipt {
    /// Notify's name for the message.
    pub id: String,
    /// Ours.
    #[serde(default)]
    pub reference: Option<String>,
    /// What became of it.
    pub status: Status,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It arrived.
    #[serde(alias = "sent", alias = "received")]
    Delivered,
    /// It will never arrive there.
    #[serde(alias = "cancelled", alias = "validation-failed", alias = "virus-scan-failed")]
    PermanentFailure,
    /// It did not arrive in three days: telephone off, letter box full.
    TemporaryFailure,
    /// It was never sent.
    TechnicalFailure,
    /// It is on its way.
    #[serde(other)]
    Pending,
}

/// What must come with every receipt.
pub struct ReceiptToken(Secret);

/// The shortest token that is not guessed, letters.
const SHORTEST: usize = 20;

impl ReceiptToken {
    pub(crate) fn new(token: &Secret) -> Result<ReceiptToken, SettingsError> {
        if token.len() < SHORTEST {
            let remedy = format!("must have {SHORTEST} letters or more; `openssl rand -hex 32` makes one");
            return Err(SettingsError::Value("notify: receipt_token", remedy));
        }
        Ok(ReceiptToken(token.clone()))
    }

    pub(crate) fn is(&self, token: &str) -> bool {
        self.0.as_bytes().ct_eq(token.as_bytes()).into()
    }
}

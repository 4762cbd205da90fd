//! What carriers say afterwards: whether an alert arrived.

use super::sending::{MOST_SENDS, by_rule};
use crate::{Service, ServiceError};
use channels::notify::{Receipt, Status};
use jiff::Timestamp;
use record::{CaseEvent, Channel, SafeContactEvent};
use store::{Batch, NewEvent, OutboxChange, StoreError, parse_alert_reference};

/// What became of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptTaken {
    /// It is written down, or says nothing new.
    Yes,
    /// It came before the alert was written down as sent: they should say it again.
    TooEarly,
}

const TRIES: usize = 5;

impl Service {
    /// Whether a bearer token is the one of receipts.
    pub fn is_receipt_token(&self, token: &str) -> bool {
        self.channels().is_receipt_token(token)
    }

    /// Takes a receipt. One about a message that is not ours changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_receipt(
        &self,
        receipt: &Receipt,
        now: Timestamp,
    ) -> Result<ReceiptTaken, ServiceError> {
        let name = receipt.reference.as_deref().and_then(parse_alert_reference);
        let (Some((id, send)), false) = (name, receipt.status == Status::Pending) else {
            return Ok(ReceiptTaken::Yes);
        };
        for _ in 0..TRIES {
            let Some(alert) = self.store.alert(id).await? else { return Ok(ReceiptTaken::Yes) };
            if alert.sends == send && alert.begun {
                return Ok(ReceiptTaken::TooEarly);
            }
            if alert.sends != send || alert.state != "handed" {
                return Ok(ReceiptTaken::Yes);
            }
            let mut batch = Batch::default();
            match receipt.status {
                Status::Delivered | Status::Pending => {
                    batch.outbox.push(OutboxChange::Arrived { id, send, at: now });
                }
                Status::PermanentFailure | Status::TemporaryFailure | Status::TechnicalFailure => {
                    let again = receipt.status == Status::TechnicalFailure && send < MOST_SENDS;
                    batch.outbox.push(OutboxChange::Returned { id, send, at: now, again });
                    if let Some(mut loaded) = self.store.load(alert.case).await? {
                        let (victim, cause) = (alert.victim, alert.cause);
                        let channel = Channel::from_slug(&alert.channel).unwrap_or(Channel::Text);
                        let event = SafeContactEvent::AlertNotDelivered { victim, channel, cause, alert: id };
                        let event = NewEvent::at(now, CaseEvent::SafeContact(event));
                        let by = by_rule(&loaded);
                        loaded.record(&by, now, vec![event], Vec::new())?;
                        batch.cases.push(loaded.changes(self.rules));
                    }
                }
            }
            match self.store.commit(batch).await {
                Ok(()) => {
                    self.ring();
                    return Ok(ReceiptTaken::Yes);
                }
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(ReceiptTaken::TooEarly)
    }
}

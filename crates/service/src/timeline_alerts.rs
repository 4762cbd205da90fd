//! What the timeline says about reaching a victim safely, and about alerts.

use crate::timeline::EntryKind;
use record::SafeContactEvent;

pub(crate) fn title(event: &SafeContactEvent, name: &str) -> (EntryKind, String) {
    match event {
        SafeContactEvent::NotSafeNow { .. } => {
            (EntryKind::Victim, format!("It is not safe to contact {name} now"))
        }
        SafeContactEvent::SafeAgain { .. } => {
            (EntryKind::Victim, format!("It is safe to contact {name} again"))
        }
        SafeContactEvent::AlertSent { channel, .. } => {
            (EntryKind::Internal, format!("{name} was alerted by {}", channel.words()))
        }
        SafeContactEvent::AlertNotDelivered { channel, .. } => {
            (EntryKind::Internal, format!("An alert to {name} could not be delivered by {}", channel.words()))
        }
        SafeContactEvent::PersonNeeded { why, .. } => (
            EntryKind::Internal,
            format!("No alert could go to {name}: {}. Get in touch in person", why.words()),
        ),
    }
}

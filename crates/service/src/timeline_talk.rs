//! What the timeline says about messages, and about what victims dispute.

use crate::timeline::EntryKind;
use record::{DisputeEvent, FeedbackEvent, MessageEvent, SurveyEvent};

/// What somebody wrote, or asked for. `by` is who works for an organisation; nobody when the victim or their
/// representative wrote it.
pub(crate) fn message_title(event: &MessageEvent, name: &str, by_staff: bool) -> (EntryKind, String) {
    match event {
        MessageEvent::Sent { .. } if by_staff => {
            (EntryKind::Victim, format!("Somebody who supports {name} wrote to the team"))
        }
        MessageEvent::Sent { .. } => (EntryKind::Victim, format!("{name} wrote to the team")),
        MessageEvent::UpdateAskedFor { .. } if by_staff => {
            (EntryKind::Victim, format!("Somebody who supports {name} asked for an update"))
        }
        MessageEvent::UpdateAskedFor { .. } => (EntryKind::Victim, format!("{name} asked for an update")),
        MessageEvent::Read { .. } => (EntryKind::Internal, format!("The team read what {name} wrote")),
        MessageEvent::Answered { contact, .. } => {
            (EntryKind::Internal, format!("Entry {contact} was written to {name} as a message"))
        }
    }
}

pub(crate) fn dispute_title(event: &DisputeEvent, name: &str, about: &str) -> (EntryKind, String) {
    match event {
        DisputeEvent::Settled { outcome, contact, .. } => (
            EntryKind::Internal,
            format!(
                "{}, as entry {contact} says; {name} is asked whether it is settled: {about}",
                outcome.words()
            ),
        ),
        DisputeEvent::Agreed { .. } => {
            (EntryKind::Victim, format!("{name} says that this is settled: {about}"))
        }
        DisputeEvent::Reopened { .. } => {
            (EntryKind::Victim, format!("{name} says that this is not settled: {about}"))
        }
    }
}

pub(crate) fn feedback_title(event: &FeedbackEvent, name: &str, to: Option<&str>) -> String {
    match event {
        FeedbackEvent::Thanked { .. } => format!("{name} thanks {}", to.unwrap_or("the team")),
        FeedbackEvent::Replied { contact, understood, helped, .. } => format!(
            "{name} says of the contact in entry {contact}: understood: {}; helped: {}",
            understood.words(),
            helped.words()
        ),
    }
}

/// That somebody was asked, never what they answered.
pub(crate) fn survey_title(event: &SurveyEvent, name: &str) -> (EntryKind, String) {
    match event {
        SurveyEvent::Answered { moment, through, .. } => (
            EntryKind::Internal,
            format!("{name} answered the survey about {}, {}", moment.words(), through.words()),
        ),
        SurveyEvent::Declined { .. } => {
            (EntryKind::Internal, format!("{name} does not want to be asked in the survey"))
        }
        SurveyEvent::Directly { unless: Some(why), .. } => (
            EntryKind::Internal,
            format!("{name} is not to be asked directly in the survey: {}", why.words()),
        ),
        SurveyEvent::Directly { unless: None, .. } => {
            (EntryKind::Internal, format!("{name} can be asked directly in the survey again"))
        }
    }
}

//! What the timeline says about messages, and about what victims dispute.

use crate::{directory::Directory, timeline::EntryKind};
use record::{DisputeEvent, FeedbackEvent, MessageEvent, PersonalRef, ReviewEvent, SurveyEvent};
use store::LoadedCase;

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

/// What a supervisor found and directed, or what became of it.
pub(crate) fn review(
    loaded: &LoadedCase,
    event: &ReviewEvent,
    directory: &Directory,
) -> (String, Vec<String>) {
    let words = |text: &PersonalRef| loaded.texts.words(text).unwrap_or_default();
    match event {
        ReviewEvent::Reviewed(review) => {
            let looked = review.looked_at.iter().map(|one| one.words()).collect::<Vec<_>>().join("; ");
            let mut detail = vec![format!("Looked at: {looked}.")];
            detail.extend(review.good.iter().map(|good| format!("Good: {}", words(good))));
            detail.extend(review.directions.iter().map(|direction| {
                let who = direction.who.as_ref().map(|who| directory.person_name(who.as_str()).to_owned());
                let who = who.unwrap_or_else(|| "whoever holds the case".to_owned());
                let by = crate::timeline::day_words(direction.by);
                format!("To be done by {who} by the end of {by}: {}", words(&direction.what))
            }));
            let none = review.none_because.iter();
            detail.extend(none.map(|because| format!("No direction needed, because: {}", words(because))));
            ("A supervisor reviewed the case".to_owned(), detail)
        }
        ReviewEvent::DirectionAnswered { review, item, done, words: text } => {
            let what = if *done { "Done" } else { "Not done" };
            let number = item.saturating_add(1);
            (format!("{what}: direction {number} of the review in entry {review}"), vec![words(text)])
        }
    }
}

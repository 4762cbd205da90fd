//! What a victim sends and asks for, and what became of it, told for staff. The text of a statement is not here: it has a page
//! of its own.

use crate::EntryKind;
use record::{Case, PersonalRef, RequestEvent, StatementEvent, request::Made};

/// What sort of entry a statement's event is, its sentence, and more.
pub(crate) fn statement(
    event: &StatementEvent,
    name: &str,
    words: &dyn Fn(Option<&PersonalRef>) -> String,
) -> (EntryKind, String, Vec<String>) {
    match event {
        StatementEvent::Sent(sent) => {
            let screen = if sent.screen { "From behind a screen." } else { "" };
            let more = vec![format!("{}.", sent.heard.words()), screen.to_owned()];
            (EntryKind::Victim, format!("{name} sent their {}", sent.kind.words()), more)
        }
        StatementEvent::Moved { step, on, words: said, .. } => {
            let title = format!("Statement of {name}: {}", step.words());
            let day = format!("On {}.", crate::timeline::day_words(*on));
            (EntryKind::Internal, title, vec![day, words(said.as_ref())])
        }
        StatementEvent::CopyAsked { .. } => {
            (EntryKind::Victim, format!("{name} asked for a copy of their statement on paper"), Vec::new())
        }
        StatementEvent::UpdateAsked { .. } => {
            (EntryKind::Victim, format!("{name} asked for help with adding to their statement"), Vec::new())
        }
    }
}

/// What sort of entry a request's event is, and its sentence.
pub(crate) fn request(case: &Case, event: &RequestEvent, name: &str) -> (EntryKind, String) {
    let asked = |id| {
        case.requests.get(id).map_or_else(|| "for something".to_owned(), |request| request.made.about.words())
    };
    match event {
        RequestEvent::Made(Made { about, .. }) => {
            (EntryKind::Victim, format!("{name} asked {}", about.words()))
        }
        RequestEvent::Withdrawn { request, .. } => {
            (EntryKind::Victim, format!("{name} no longer asks {}", asked(*request)))
        }
        RequestEvent::Answered { request, answer, .. } => {
            (EntryKind::Internal, format!("{name} had asked {}: {}", asked(*request), answer.words()))
        }
    }
}

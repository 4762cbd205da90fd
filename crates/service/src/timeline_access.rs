//! What changed about who may see a case, told for staff.

use record::{AccessEvent, CopyEvent, VictimId};

/// The sentence of the timeline; the words that go with it are the event's personal text.
pub(crate) fn title(
    event: &AccessEvent,
    name: impl Fn(VictimId) -> String,
    organisation: impl Fn(&str) -> String,
) -> String {
    match event {
        AccessEvent::SharingDecided { victim, with, basis, .. } => {
            let (name, with) = (name(*victim), organisation(with.as_str()));
            if basis.allows() {
                format!("{with} may have {name}'s information: {}", basis.words())
            } else {
                format!("{with} may not have {name}'s information: {}", basis.words())
            }
        }
        AccessEvent::MandateGiven { victim, kind, .. } => {
            format!("{} lets a representative act for them ({})", name(*victim), kind.words())
        }
        AccessEvent::MandateEnded { .. } => "A representative no longer acts".to_owned(),
        AccessEvent::VictimAccessSuspended { victim, .. } => {
            format!("Sign-in of {} suspended because it became unsafe", name(*victim))
        }
        AccessEvent::VictimAccessRestored { victim, .. } => format!("Sign-in of {} restored", name(*victim)),
        AccessEvent::CaseRestricted { people, .. } => format!("Restricted to {} named people", people.len()),
        AccessEvent::CaseUnrestricted { .. } => "No longer restricted to named people".to_owned(),
        AccessEvent::ConflictDeclared { .. } => {
            "A member of staff declared a conflict of interest".to_owned()
        }
        AccessEvent::ConflictEnded { .. } => "A conflict of interest ended".to_owned(),
        AccessEvent::LegalHoldPlaced { .. } => "Legal hold placed: nothing may be destroyed".to_owned(),
        AccessEvent::LegalHoldLifted { .. } => "Legal hold lifted".to_owned(),
        AccessEvent::RetentionReviewed { keep_until: Some(_), .. } => "Retention reviewed: kept".to_owned(),
        AccessEvent::RetentionReviewed { keep_until: None, .. } => {
            "Retention reviewed: no longer needed".to_owned()
        }
        AccessEvent::VictimErased { .. } => "What was kept about a victim was destroyed".to_owned(),
    }
}

/// The sentence of the timeline about a copy.
pub(crate) fn copy_title(event: &CopyEvent, name: impl Fn(VictimId) -> String) -> String {
    let name = name(event.victim());
    match event {
        CopyEvent::OwnCopyGiven { .. } => format!("A copy of {name}'s information was made for them"),
        CopyEvent::DefenceCopyPrepared { .. } => {
            format!("A redacted copy about {name} was prepared for the defence")
        }
        CopyEvent::DefenceCopyDecided { released: true, .. } => {
            format!("The copy about {name} for the defence may leave")
        }
        CopyEvent::DefenceCopyDecided { released: false, .. } => {
            format!("The copy about {name} for the defence may not leave")
        }
        CopyEvent::DefenceCopyTaken { .. } => format!("The copy about {name} for the defence was taken out"),
    }
}

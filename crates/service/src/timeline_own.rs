//! What the timeline says about property and about the places of hearings.

use crate::timeline::EntryKind;
use record::{HearingEvent, HearingPlace, PersonalRef, PropertyDetails, PropertyEvent};
use store::LoadedCase;

/// Title without a word of what it is: that is for those who see a victim's details.
pub(crate) fn property(
    event: &PropertyEvent,
    loaded: &LoadedCase,
    name: &str,
) -> (EntryKind, String, Vec<String>) {
    let read = |details: &PersonalRef| loaded.texts.read::<PropertyDetails>(details).unwrap_or_default();
    let of = |item: u64| {
        let item = loaded.case.property.item(event.victim(), item);
        item.map(|item| read(&item.details).what).unwrap_or_default()
    };
    let said = |by_victim: bool| if by_victim { EntryKind::Victim } else { EntryKind::Event };
    match event {
        PropertyEvent::Listed { state, details, by_victim, .. } => {
            let who = if *by_victim { "added by the victim" } else { "listed" };
            let title = format!("Property of {name} {who}: {}", state.words());
            (said(*by_victim), title, in_words(&read(details)))
        }
        PropertyEvent::Corrected { details, by_victim, .. } => {
            let who = if *by_victim { " by the victim" } else { "" };
            (said(*by_victim), format!("Property of {name} corrected{who}"), in_words(&read(details)))
        }
        PropertyEvent::Moved { item, state, words, .. } => {
            let words = words.as_ref().and_then(|words| loaded.texts.words(words)).unwrap_or_default();
            (EntryKind::Event, format!("Property of {name}: {}", state.words()), vec![of(*item), words])
        }
        PropertyEvent::Checked { item, words, .. } => {
            let words = loaded.texts.words(words).unwrap_or_default();
            let title = format!("What {name} said about their property was checked");
            (EntryKind::Event, title, vec![of(*item), words])
        }
    }
}

fn in_words(details: &PropertyDetails) -> Vec<String> {
    let marks = details.marks.as_ref().map(|marks| format!("Marks: {marks}"));
    let value = details.value.as_ref().map(|value| format!("Worth: {value}"));
    [Some(details.what.clone()), marks, value].into_iter().flatten().collect()
}

pub(crate) fn hearing(event: &HearingEvent, loaded: &LoadedCase) -> (String, Vec<String>) {
    match event {
        HearingEvent::PlaceDescribed { hearing, place } => {
            let place: HearingPlace = loaded.texts.read(place).unwrap_or_default();
            let said = [place.address, place.entrance, place.travel, place.arranged];
            let title = format!("How to get to the hearing of entry {hearing} was written down");
            (title, said.into_iter().flatten().collect())
        }
    }
}

//! What of a case can be disclosed to the defence, text by text. Never: how to reach the victim, what they wish, what they
//! need, who may have their information, who acts for them, who may see the case. Notes only of one's own organisation; a
//! support service's notes are its own to disclose.

use super::{
    defence::pre_marked,
    redaction::{Mark, Reason, find::Known, marks},
};
use crate::{Service, sight::Sight, timeline};
use jiff::Timestamp;
use record::{
    AccessEvent, CaseEvent, PersonDetails, PersonalRef, Preferences, Recorded, StatementEvent, VictimId,
};
use store::LoadedCase;

/// A text that can be disclosed.
#[derive(Clone, Debug)]
pub struct Item {
    /// How a form refers to it: version of the event and which of its texts.
    pub id: String,
    /// Version of the event.
    pub version: u64,
    /// When it happened.
    pub at: Timestamp,
    /// What it is, without names.
    pub what: String,
    /// The text as it stands.
    pub text: String,
    /// The text with the suggested marks.
    pub pre_marked: String,
    /// Passages that the victim asks to keep from the other side: a suggestion like those that the program finds.
    pub asked: Vec<Mark>,
}

impl Item {
    /// Kind and day, as they stand in the copy.
    pub fn heading(&self) -> String {
        format!("{}, {}", self.what, timeline::day_words(calendar::london_date(self.at)))
    }
}

/// What can be disclosed about a victim, oldest first, as far as the organisation may see it.
pub(super) fn items_of(service: &Service, loaded: &LoadedCase, sight: &Sight, victim: VictimId) -> Vec<Item> {
    let known = known_of(service, loaded, victim);
    let directory = service.directory();
    let mut items = Vec::new();
    for recorded in &loaded.events {
        let entry = timeline::entry(loaded, recorded, service.rules().code, &directory);
        let whole = entry.detail.clone();
        // In full or not at all: what stands in the place of a part is no material.
        if sight.entry(loaded, recorded, entry).is_none_or(|seen| seen.detail != whole) {
            continue;
        }
        for (part, what, reference) in texts_of(service, recorded, victim) {
            let text = loaded.texts.words(reference).map(|text| marks::as_typed(&text)).unwrap_or_default();
            if !text.is_empty() {
                let asked = asked_to_keep(recorded, &text);
                items.push(Item {
                    id: format!("{}-{part}", recorded.version),
                    version: recorded.version,
                    at: recorded.at,
                    what,
                    pre_marked: pre_marked(&text, &known, &asked),
                    asked,
                    text,
                });
            }
        }
    }
    items.sort_by_key(|item| (item.at, item.version));
    items
}

type Text<'a> = (&'static str, String, &'a PersonalRef);

fn texts_of<'a>(service: &Service, recorded: &'a Recorded, victim: VictimId) -> Vec<Text<'a>> {
    let one = |part, what: String, words: &'a Option<PersonalRef>| {
        words.iter().map(move |words| (part, what.clone(), words)).collect::<Vec<Text<'a>>>()
    };
    match &recorded.event {
        CaseEvent::Happened { trigger, victim: of, words, .. } if of.is_none_or(|of| of == victim) => {
            let code = service.rules().code;
            let title = code.trigger_id(trigger).map(|id| code.trigger(id).staff.clone());
            one("words", title.unwrap_or_else(|| trigger.replace('_', " ")), words)
        }
        CaseEvent::ContactRecorded(contact) if contact.victim == victim => {
            let by = contact.channel.words();
            let mut texts = vec![("told", format!("What the victim was told by {by}"), &contact.told)];
            texts.extend(one("asked", format!("What the victim asked by {by}"), &contact.asked));
            texts
        }
        CaseEvent::ContactAttempted { victim: of, channel, words, .. } if *of == victim => {
            one("words", format!("Somebody tried to reach the victim by {}", channel.words()), words)
        }
        CaseEvent::DutyWaived { victim: of, words, .. } if *of == victim => {
            one("words", "The victim did not want something".to_owned(), words)
        }
        CaseEvent::VictimAnswered { victim: of, words, .. } if *of == victim => {
            one("words", "What the victim said about the record".to_owned(), words)
        }
        CaseEvent::Statement(StatementEvent::Sent(sent)) if sent.victim == victim => {
            let mut what = sent.kind.words().to_owned();
            what.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
            vec![("text", what, &sent.text)]
        }
        CaseEvent::Message(event) if event.victim() == victim => match event.words() {
            Some(words) => {
                vec![("words", "What the victim, or somebody for them, wrote to the team".to_owned(), words)]
            }
            None => Vec::new(),
        },
        CaseEvent::Feedback(event) if event.victim() == victim => match event.words() {
            Some(words) => vec![("words", "What the victim said of a contact".to_owned(), words)],
            None => Vec::new(),
        },
        CaseEvent::Dispute(event) if event.victim() == victim => match event.words() {
            Some(words) => vec![("words", "What the victim said about the record".to_owned(), words)],
            None => Vec::new(),
        },
        CaseEvent::NoteRecorded { words } => vec![("words", "Note".to_owned(), words)],
        _ => Vec::new(),
    }
}

/// The paragraphs of a statement that its victim asks to keep from the other side: marked before anybody looks.
fn asked_to_keep(recorded: &Recorded, text: &str) -> Vec<Mark> {
    let CaseEvent::Statement(StatementEvent::Sent(sent)) = &recorded.event else { return Vec::new() };
    let mut marks = Vec::new();
    let mut from = 0;
    for (paragraph, place) in record::statement::paragraphs(text).into_iter().zip(0u32..) {
        let Some(start) = text.get(from..).and_then(|rest| rest.find(&paragraph)) else { continue };
        let at = from + start..from + start + paragraph.len();
        from = at.end;
        if sent.sensitive.contains(&place) {
            marks.push(Mark { at, reason: Reason::Sensitive });
        }
    }
    marks
}

/// What the record knows that no copy may say, from every version of it: an address that was corrected is still one.
pub(super) fn known_of(service: &Service, loaded: &LoadedCase, victim: VictimId) -> Known {
    let mut known = Known {
        references: loaded.case.references.iter().map(|(_, value)| value.clone()).collect(),
        ..Known::default()
    };
    let directory = service.directory();
    let details = |reference: &PersonalRef| loaded.texts.read::<PersonDetails>(reference);
    for recorded in &loaded.events {
        match &recorded.event {
            CaseEvent::VictimAdded { victim: of, details: reference, .. }
            | CaseEvent::VictimCorrected { victim: of, details: reference } => {
                let Some(read) = details(reference) else { continue };
                if *of != victim {
                    known.others.push(read.name);
                }
                // Where any victim of the case is leads to this one too, when they live together.
                known.addresses.extend(read.address);
                known.phones.extend(read.phones);
                known.emails.extend(read.email);
                known.born.extend(read.born);
            }
            CaseEvent::PreferencesRecorded { preferences, .. } => {
                let Some(read) = loaded.texts.read::<Preferences>(preferences) else { continue };
                let said = [read.safe_contact, read.tell_also, read.bad_news, read.times];
                known.said_about_safety.extend(said.into_iter().flatten());
                let Some(safe) = read.safe else { continue };
                known.said_about_safety.extend(safe.safe_word);
                known.phones.extend(safe.text_to);
                known.emails.extend(safe.email_to);
            }
            CaseEvent::ContactRecorded(contact) => {
                let representative = contact.representative.as_ref();
                known.others.extend(representative.and_then(|name| loaded.texts.words(name)));
            }
            CaseEvent::Access(AccessEvent::MandateGiven { details: reference, .. }) => {
                let Some(read) = details(reference) else { continue };
                known.others.push(read.name);
                known.phones.extend(read.phones);
                known.emails.extend(read.email);
            }
            CaseEvent::Access(AccessEvent::SharingDecided { with, .. }) => {
                known.others.push(directory.organisation_name(with.as_str()).to_owned());
            }
            _ => {}
        }
    }
    known.others.retain(|name| !name.trim().is_empty());
    known
}

//! The events of a case as entries that a person can read, each with who recorded it and when they learned of it.

use crate::{sight::Sight, sign_in::Directory};
use jiff::Timestamp;
use record::{
    CaseEvent, Recorded, VictimId, WaiverScope,
    event::{Answer, AnswerAbout, AttemptOutcome, ReferenceKind},
};
use store::LoadedCase;
use victims_code::Code;

/// What sort of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Something happened in the case.
    Event,
    /// A victim was told something.
    Contact,
    /// Somebody tried to reach a victim.
    Attempt,
    /// The victim said something: an answer, a waiver, a preference.
    Victim,
    /// Staff keep it among themselves: owners, needs.
    Internal,
    /// A note that the people of one organisation keep among themselves.
    Note,
}

/// An entry in the timeline, for staff.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Version of the event.
    pub version: u64,
    /// When it happened.
    pub at: Timestamp,
    /// When the provider learned of it, when that is another time.
    pub received_at: Option<Timestamp>,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub recorded_by: String,
    /// What sort.
    pub kind: EntryKind,
    /// The victim concerned, when it is one.
    pub victim: Option<VictimId>,
    /// What happened, one sentence.
    pub title: String,
    /// More, in the words that were recorded.
    pub detail: Vec<String>,
    /// Why it no longer holds.
    pub withdrawn: Option<String>,
}

/// Entries of a case that are for somebody, oldest first.
pub(crate) fn entries(loaded: &LoadedCase, code: &Code, directory: &Directory, sight: &Sight) -> Vec<Entry> {
    let seen = |recorded| sight.entry(loaded, recorded, entry(loaded, recorded, code, directory));
    loaded.events.iter().filter_map(seen).collect()
}

pub(crate) fn entry(loaded: &LoadedCase, recorded: &Recorded, code: &Code, directory: &Directory) -> Entry {
    let (kind, victim, title, detail) = describe(loaded, recorded, code, directory);
    Entry {
        version: recorded.version,
        at: recorded.at,
        received_at: recorded.received_at.filter(|received| *received != recorded.at),
        recorded_at: recorded.recorded_at,
        recorded_by: recorder(recorded, directory),
        kind,
        victim,
        title,
        detail: detail.into_iter().filter(|line| !line.is_empty()).collect(),
        withdrawn: loaded.case.withdrawn.get(&recorded.version).cloned(),
    }
}

fn recorder(recorded: &Recorded, directory: &Directory) -> String {
    if recorded.by.origin == record::Origin::Public {
        return "Whoever reported it, online".to_owned();
    }
    let organisation = directory.organisation_name(recorded.by.organisation.as_str());
    match &recorded.by.person {
        Some(person) if organisation.is_empty() => directory.person_name(person.as_str()).to_owned(),
        Some(person) => format!("{}, {organisation}", directory.person_name(person.as_str())),
        None => organisation.to_owned(),
    }
}

type Described = (EntryKind, Option<VictimId>, String, Vec<String>);

fn describe(loaded: &LoadedCase, recorded: &Recorded, code: &Code, directory: &Directory) -> Described {
    let event = &recorded.event;
    let words = |reference: &Option<record::PersonalRef>| {
        reference.as_ref().and_then(|r| loaded.texts.words(r)).unwrap_or_default()
    };
    let name = |victim: VictimId| victim_name(loaded, victim);
    match event {
        CaseEvent::CaseOpened { title, .. } => {
            (EntryKind::Event, None, format!("Case opened: {title}"), vec![])
        }
        CaseEvent::ReferenceAdded { reference, value } => {
            (EntryKind::Internal, None, format!("{}: {value}", reference_words(*reference)), vec![])
        }
        CaseEvent::OwnerAssigned { provider, organisation, team, person } => {
            let who = [
                person.as_ref().map(|p| directory.person_name(p.as_str()).to_owned()),
                team.as_ref().map(|t| directory.team_name(t.as_str()).to_owned()),
                Some(directory.organisation_name(organisation.as_str()).to_owned()),
            ];
            let who = who.into_iter().flatten().collect::<Vec<_>>().join(", ");
            (
                EntryKind::Internal,
                None,
                format!("{} now answers for what {} owes", who, provider_words(provider)),
                vec![],
            )
        }
        CaseEvent::VictimAdded { victim, flags, .. } => (
            EntryKind::Event,
            Some(*victim),
            format!("{} joined the case as a victim", name(*victim)),
            flags.iter().map(|f| flag_words(&f.flag, &f.because)).collect(),
        ),
        CaseEvent::VictimCorrected { victim, .. } => {
            (EntryKind::Internal, Some(*victim), format!("Details of {} corrected", name(*victim)), vec![])
        }
        CaseEvent::VictimFactsRecorded { victim, add, remove } => (
            EntryKind::Internal,
            Some(*victim),
            format!("What we know about {} changed", name(*victim)),
            add.iter()
                .map(|f| flag_words(&f.flag, &f.because))
                .chain(remove.iter().map(|f| format!("No longer: {}", flag_words(&f.flag, &f.because))))
                .collect(),
        ),
        CaseEvent::CaseMarked { flags, .. } => (
            EntryKind::Internal,
            None,
            "This is known of every victim of the case".to_owned(),
            flags.iter().map(|f| flag_words(&f.flag, &f.because)).collect(),
        ),
        CaseEvent::PreferencesRecorded { victim, .. } => (
            EntryKind::Victim,
            Some(*victim),
            format!("{} said how they want to be reached", name(*victim)),
            vec![],
        ),
        // What they said is for figures; nobody who works on the case needs it here.
        CaseEvent::CharacteristicsRecorded { victim, .. } => (
            EntryKind::Internal,
            Some(*victim),
            format!(
                "{} said something about themselves, for checking that everybody is treated alike",
                name(*victim)
            ),
            vec![],
        ),
        CaseEvent::DefendantAdded { details, .. } => {
            let name =
                loaded.texts.read::<record::PersonDetails>(details).map(|d| d.name).unwrap_or_default();
            (EntryKind::Event, None, format!("{name} joined the case as a suspect or defendant"), vec![])
        }
        CaseEvent::Happened { trigger, victim, facts, words: text, .. } => {
            let title = code
                .trigger_id(trigger)
                .map(|id| code.trigger(id))
                .map_or_else(|| trigger.replace('_', " "), |t| t.staff.clone());
            let mut detail = vec![words(text)];
            detail.extend(facts.hearing.as_ref().map(hearing_words));
            detail.extend(facts.offences.iter().filter_map(|o| o.title.clone()));
            detail.extend(facts.left_because.map(|because| because.words().to_owned()));
            (EntryKind::Event, *victim, title, detail)
        }
        CaseEvent::HappeningWithdrawn { version, reason } => {
            (EntryKind::Event, None, format!("Entry {version} no longer holds"), vec![reason.clone()])
        }
        CaseEvent::ContactRecorded(contact) => {
            let whom = contact
                .representative
                .as_ref()
                .and_then(|r| loaded.texts.words(r))
                .map_or_else(|| name(contact.victim), |r| format!("{r}, for {},", name(contact.victim)));
            (
                EntryKind::Contact,
                Some(contact.victim),
                format!("{whom} was told by {}", contact.channel.words()),
                vec![
                    words(&Some(contact.told.clone())),
                    understood_words(contact.understood).to_owned(),
                    prefixed("Asked or worried about: ", words(&contact.asked)),
                    prefixed("Not as preferred because: ", words(&contact.against_preference)),
                ],
            )
        }
        CaseEvent::ContactAttempted { victim, channel, outcome, words: text } => (
            EntryKind::Attempt,
            Some(*victim),
            format!("Tried to reach {} by {}: {}", name(*victim), channel.words(), outcome_words(*outcome)),
            vec![words(text)],
        ),
        CaseEvent::AgencyInformed { .. } => {
            (EntryKind::Internal, None, "Information passed between agencies".to_owned(), vec![])
        }
        CaseEvent::DutyWaived { victim, scope, words: text } => (
            EntryKind::Victim,
            Some(*victim),
            format!("{} does not want {}", name(*victim), scope_words(scope, code)),
            vec![words(text)],
        ),
        CaseEvent::WaiverWithdrawn { victim, scope } => (
            EntryKind::Victim,
            Some(*victim),
            format!("{} wants {} again", name(*victim), scope_words(scope, code)),
            vec![],
        ),
        CaseEvent::VictimAnswered { victim, about, answer, words: text } => {
            let about = match about {
                AnswerAbout::Duty(duty) => plain_words(&duty.duty, code),
                AnswerAbout::Contact(version) => format!("the contact in entry {version}"),
            };
            (
                EntryKind::Victim,
                Some(*victim),
                format!("{} says {}: {about}", name(*victim), answer_words(*answer)),
                vec![words(text)],
            )
        }
        CaseEvent::NoteRecorded { words: text } => {
            (EntryKind::Note, None, "Note".to_owned(), vec![words(&Some(text.clone()))])
        }
        CaseEvent::Copy(event) => (
            EntryKind::Internal,
            Some(event.victim()),
            crate::timeline_access::copy_title(event, name),
            vec![words(&event.words().cloned())],
        ),
        CaseEvent::SafeContact(event) => {
            let (kind, title) = crate::timeline_alerts::title(event, &name(event.victim()));
            (kind, Some(event.victim()), title, vec![words(&event.words().cloned())])
        }
        CaseEvent::File(event) => {
            let (title, detail) = crate::files::timeline_line(loaded, event);
            (EntryKind::Victim, Some(event.victim()), title, detail)
        }
        CaseEvent::Statement(event) => {
            let (kind, title, detail) =
                crate::timeline_asked::statement(event, &name(event.victim()), &|reference| {
                    words(&reference.cloned())
                });
            (kind, Some(event.victim()), title, detail)
        }
        CaseEvent::Request(event) => {
            let (kind, title) = crate::timeline_asked::request(&loaded.case, event, &name(event.victim()));
            (kind, Some(event.victim()), title, vec![words(&event.words().cloned())])
        }
        CaseEvent::Message(event) => {
            let by_staff = !recorded.by.organisation.as_str().is_empty();
            let (kind, title) = crate::timeline_talk::message_title(event, &name(event.victim()), by_staff);
            (kind, Some(event.victim()), title, vec![words(&event.words().cloned())])
        }
        CaseEvent::Feedback(event) => {
            let who = event.to().map(|to| directory.person_name(to.as_str()).to_owned());
            let title = crate::timeline_talk::feedback_title(event, &name(event.victim()), who.as_deref());
            (EntryKind::Victim, Some(event.victim()), title, vec![words(&event.words().cloned())])
        }
        CaseEvent::Survey(event) => {
            let (kind, title) = crate::timeline_talk::survey_title(event, &name(event.victim()));
            (kind, Some(event.victim()), title, vec![])
        }
        CaseEvent::Review(event) => {
            let (title, detail) = crate::timeline_talk::review(loaded, event, directory);
            (EntryKind::Note, None, title, detail)
        }
        CaseEvent::Dispute(event) => {
            let about = plain_words(&event.about().duty, code);
            let (kind, title) = crate::timeline_talk::dispute_title(event, &name(event.victim()), &about);
            (kind, Some(event.victim()), title, vec![words(&event.words().cloned())])
        }
        CaseEvent::Property(event) => {
            let (kind, title, detail) = crate::timeline_own::property(event, loaded, &name(event.victim()));
            (kind, Some(event.victim()), title, detail)
        }
        CaseEvent::Hearing(event) => {
            let (title, detail) = crate::timeline_own::hearing(event, loaded);
            (EntryKind::Internal, None, title, detail)
        }
        CaseEvent::Report(event) => {
            let (title, detail) = crate::report::reading::timeline_line(loaded, event);
            (EntryKind::Victim, Some(event.victim()), title, detail)
        }
        CaseEvent::Access(event) => (
            EntryKind::Internal,
            None,
            crate::timeline_access::title(event, name, |id| directory.organisation_name(id).to_owned()),
            vec![words(&event.words().cloned())],
        ),
    }
}

/// A duty as its victim reads it.
fn plain_words(duty: &str, code: &Code) -> String {
    code.duty_index(duty)
        .map(|index| code.duty(index))
        .map_or_else(|| duty.to_owned(), |rule| rule.plain.clone())
}

fn prefixed(prefix: &str, text: String) -> String {
    if text.is_empty() { text } else { format!("{prefix}{text}") }
}

/// The reference that people use for a case, or that there is none yet.
pub(crate) fn reference_of(case: &record::Case) -> String {
    case.reference().unwrap_or("No reference yet").to_owned()
}

pub(crate) fn victim_name(loaded: &LoadedCase, victim: VictimId) -> String {
    loaded
        .case
        .victim(victim)
        .and_then(|v| loaded.texts.read::<record::PersonDetails>(&v.details))
        .map(|details| details.name)
        .unwrap_or_else(|| "A victim".to_owned())
}

pub(crate) fn hearing_words(hearing: &record::Hearing) -> String {
    let time = hearing.time.map(|t| format!(" at {}", t.strftime("%-I.%M%P"))).unwrap_or_default();
    let court = hearing.court_name.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
    format!("Hearing on {}{time}{court}", day_words(hearing.date))
}

/// A day in words with the weekday: "Thursday 5 March 2026".
pub fn day_words(date: jiff::civil::Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

/// A provider slug in words.
pub fn provider_words(provider: &str) -> &str {
    victims_code::Provider::named(provider).map_or(provider, |known| known.in_words())
}

/// A flag of the Code in words.
pub fn flag_words(flag: &str, because: &str) -> String {
    let words = match flag {
        "vulnerable" => "Vulnerable",
        "intimidated" => "Intimidated",
        "serious_crime" => "Victim of a most serious crime",
        "persistently_targeted" => "Persistently targeted",
        "witness" => "Witness",
        "bereaved" => "Bereaved close relative",
        "under_18" => "Under 18",
        "business" => "Business",
        "vcs_eligible" => "Eligible for the Victim Contact Scheme",
        other => other,
    };
    if because.is_empty() { words.to_owned() } else { format!("{words}: {because}") }
}

fn reference_words(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Urn => "Unique reference number",
        ReferenceKind::ProsecutorReference => "Prosecutor's reference",
        ReferenceKind::Crime => "Crime number",
        ReferenceKind::Service => "Service reference",
    }
}

fn outcome_words(outcome: AttemptOutcome) -> &'static str {
    match outcome {
        AttemptOutcome::NoAnswer => "no answer",
        AttemptOutcome::MessageLeft => "message left",
        AttemptOutcome::Undeliverable => "could not be delivered",
    }
}

pub(crate) fn understood_words(understood: record::Understood) -> &'static str {
    match understood {
        record::Understood::Yes => "They understood.",
        record::Understood::Partly => "They understood some of it.",
        record::Understood::No => "They did not understand.",
        record::Understood::NotKnown => "Not known whether they understood.",
    }
}

pub(crate) fn answer_words(answer: Answer) -> &'static str {
    match answer {
        Answer::Understood => "this happened and they understood it",
        Answer::Happened => "this happened",
        Answer::NotUnderstood => "this happened but they did not understand it",
        Answer::DidNotHappen => "this did not happen",
    }
}

/// What a waiver covers, in words.
pub fn scope_words(scope: &WaiverScope, code: &Code) -> String {
    match scope {
        WaiverScope::All => "any updates".to_owned(),
        WaiverScope::Right(right) => format!("what right {right} gives"),
        WaiverScope::Duty(duty) => code
            .duty_index(duty)
            .map(|index| code.duty(index))
            .map_or_else(|| duty.clone(), |rule| format!("this: {}", rule.plain)),
    }
}

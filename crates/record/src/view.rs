//! The rows that lists and searches read. They follow from the events alone, so they can be thrown away and rebuilt,
//! identical to the byte.

use crate::{
    Answer, Case, CaseAccess, CaseId, Characteristics, CrimeGroup, Month, Owed, PersonDetails, PersonalTexts,
    Preferences, Recorded, Retention, Schedule, VictimId,
    event::ReferenceKind,
    figures::{OwnersOverTime, age_band},
    supervision::{self, Supervision},
};
use calendar::Calendar;
use jiff::Timestamp;
use victims_code::Code;

/// Every row of one case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Views {
    /// The case's row; none for a case without events.
    pub case: Option<CaseRow>,
    /// Who is responsible, by provider.
    pub owners: Vec<OwnerRow>,
    /// Victims in order of joining.
    pub victims: Vec<VictimRow>,
    /// Duties in the Code's order.
    pub duties: Vec<DutyRow>,
    /// Search terms, sorted, each once.
    pub terms: Vec<TermRow>,
    /// What supervisors' lists say.
    pub supervision: Supervision,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRow {
    /// Id.
    pub case: CaseId,
    /// Version of the last event.
    pub version: u64,
    /// Reference that people use.
    pub reference: Option<String>,
    /// What it is about.
    pub title: String,
    /// Slug of the stage: `report`, `investigation`, `charge`, `court`, `sentence`, `after`.
    pub stage: String,
    /// When it began.
    pub opened_at: Timestamp,
    /// When something last happened.
    pub last_happening_at: Option<Timestamp>,
    /// When somebody last got through to a victim.
    pub last_contact_at: Option<Timestamp>,
    /// Whether a victim has Enhanced Rights.
    pub enhanced: bool,
    /// What the gate needs to know.
    pub access: CaseAccess,
    /// How the case stands with the retention schedule ([`crate::Retention::slug`]).
    pub retention: String,
    /// Area (police force code); empty where not known.
    pub area: String,
    /// Slug of the kind of crime, as figures tell them apart.
    pub crime_group: &'static str,
    /// Organisation and team that answer for the case as a whole; empty where not known.
    pub answers: [String; 2],
}

/// A responsible organisation in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnerRow {
    /// Provider slug.
    pub provider: String,
    /// Organisation.
    pub organisation: String,
    /// Team; empty when not known.
    pub team: String,
    /// Person; empty when not known.
    pub person: String,
    /// Last contact, or the beginning of the case when there was none.
    pub quiet_since: Timestamp,
    /// Whether this provider still owes something with a deadline.
    pub owes: bool,
    /// From when the case waits for somebody to look at whether it is still needed.
    pub review_at: Option<Timestamp>,
    /// When a supervisor of this organisation last looked at the case.
    pub reviewed_at: Option<Timestamp>,
    /// From when a supervisor should look at it again; none where no rhythm is set.
    pub supervise_at: Option<Timestamp>,
    /// From when it drifts: nothing done, nobody spoken to, nobody looked; none when nothing is owed.
    pub drifts_at: Option<Timestamp>,
}

/// A victim in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct VictimRow {
    /// Id.
    pub victim: VictimId,
    /// Place in the order of joining.
    pub position: u32,
    /// Name; empty when it was destroyed.
    pub name: String,
    /// Why there are Enhanced Rights; empty when there are none.
    pub enhanced_because: String,
    /// Whether there is a rule of safe contact to read first.
    pub safe_contact: bool,
    /// When they joined the case.
    pub joined_at: Timestamp,
    /// When somebody first got through to them.
    pub first_contact_at: Option<Timestamp>,
    /// What they said in the survey, as figures count it: month, moment, question, answer. No list has it.
    pub survey: Vec<(Month, &'static str, String, String)>,
    /// The groups to which they belong in figures. No list has them: they are special-category data.
    pub groups: Vec<String>,
}

/// A duty in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyRow {
    /// The victim.
    pub victim: VictimId,
    /// Version of the event that started it.
    pub trigger: u64,
    /// Id in the Code.
    pub duty: String,
    /// Trigger slug.
    pub trigger_event: String,
    /// Provider slug.
    pub provider: String,
    /// Edition slug.
    pub edition: String,
    /// Right of the edition, when it numbers them.
    pub right: Option<u8>,
    /// Where it stands, apart from what the clock decides.
    pub phase: Phase,
    /// When its clock started.
    pub clock_start: Option<Timestamp>,
    /// End of its limit.
    pub due_at: Option<Timestamp>,
    /// Version of the record that met it.
    pub done_by: Option<u64>,
    /// When it was met.
    pub done_at: Option<Timestamp>,
    /// Whether the victim has Enhanced Rights now.
    pub enhanced: bool,
    /// The victim's latest answer about it.
    pub answer: Option<Answer>,
    /// Organisation, team and person that hold it; empty where not known.
    pub holder: [String; 3],
    /// The month in which it counts ([`crate::figures::month_of`]).
    pub month: Month,
    /// Organisation and team for which it counts ([`crate::figures::OwnersOverTime::counted`]).
    pub counted: [String; 2],
}

/// Where a duty stands, apart from what the clock decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// To be done by a deadline.
    Open,
    /// To be done, without a deadline that can be computed.
    Undated,
    /// Its clock has not started.
    Waiting,
    /// Done in time, or without a deadline.
    Met,
    /// Done late.
    MetLate,
    /// The victim did not want it.
    Waived,
}

impl Phase {
    /// The slug in the view.
    pub fn slug(self) -> &'static str {
        match self {
            Phase::Open => "open",
            Phase::Undated => "undated",
            Phase::Waiting => "waiting",
            Phase::Met => "met",
            Phase::MetLate => "met_late",
            Phase::Waived => "waived",
        }
    }

    /// The phase with this slug.
    pub fn from_slug(slug: &str) -> Option<Phase> {
        [Phase::Open, Phase::Undated, Phase::Waiting, Phase::Met, Phase::MetLate, Phase::Waived]
            .into_iter()
            .find(|phase| phase.slug() == slug)
    }
}

/// A term by which a case can be found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermRow {
    /// What kind of term.
    pub kind: TermKind,
    /// The term, normalised by [`normal_reference`], [`name_terms`], [`normal_phone`] or [`defendant_key`].
    pub term: String,
}

/// Kinds of term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// A URN.
    Urn,
    /// A defendant's arrest/summons number.
    ProsecutorReference,
    /// Any other reference.
    Reference,
    /// A beginning of a word of a victim's or defendant's name, see [`name_terms`].
    Name,
    /// A victim's phone number.
    Phone,
    /// A defendant's whole name and date of birth.
    Defendant,
}

impl TermKind {
    /// Whether the terms of this kind say something about a person, so that they are sealed at rest. References are
    /// not: they are names of cases and looked up by their beginnings.
    pub fn is_personal(self) -> bool {
        matches!(self, TermKind::Name | TermKind::Phone | TermKind::Defendant)
    }

    /// The slug in the view.
    pub fn slug(self) -> &'static str {
        match self {
            TermKind::Urn => "urn",
            TermKind::ProsecutorReference => "asn",
            TermKind::Reference => "reference",
            TermKind::Name => "name",
            TermKind::Phone => "phone",
            TermKind::Defendant => "defendant",
        }
    }
}

/// Letters and digits only, in capitals.
pub fn normal_reference(reference: &str) -> String {
    reference.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The words of a name, in lower case, without marks.
pub fn name_words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| {
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// The shortest and the longest beginning of a name's word that is a term, letters.
const BEGINNINGS: std::ops::RangeInclusive<usize> = 3..=8;

/// The terms under which a word of a name is found: its beginnings of three to eight letters; the word itself when it is
/// shorter. Terms are compared whole, so that they can be sealed.
pub fn name_terms(word: &str) -> Vec<String> {
    let ends: Vec<usize> = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
    if ends.len() < *BEGINNINGS.start() {
        return vec![word.to_owned()];
    }
    BEGINNINGS
        .take_while(|letters| *letters <= ends.len())
        .map(|letters| word[..ends[letters - 1]].to_owned())
        .collect()
}

/// The term that finds the words beginning with this one: no more of it than its first eight letters.
pub fn name_term(beginning: &str) -> String {
    beginning.chars().take(*BEGINNINGS.end()).collect()
}

/// The digits of a phone number, with the country code of the United Kingdom written as 0.
pub fn normal_phone(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44").filter(|_| phone.contains('+'))) {
        Some(national) => format!("0{}", national.trim_start_matches('0')),
        None => digits,
    }
}

/// What identifies a defendant across messages: name words in order and date of birth.
pub fn defendant_key(details: &PersonDetails) -> Option<String> {
    let words = name_words(&details.name);
    let born = details.born?;
    (!words.is_empty()).then(|| format!("{} {born}", words.join(" ")))
}

/// All rows of a case, from its events and personal texts, under the Code, the calendar and the retention schedule.
pub fn views(
    case: &Case,
    events: &[Recorded],
    texts: &PersonalTexts,
    (code, calendar, schedule): (&Code, &Calendar, &Schedule),
) -> Views {
    if case.version == 0 {
        return Views::default();
    }
    let owed = crate::owed::owed(case, events, code, calendar);
    let retention = crate::retention::retention(case, events, &owed, schedule);
    let owners = OwnersOverTime::of(case, events);
    let supervision = supervision::supervision(case, events, texts, &owed, code);
    let mut answering = owner_rows(case, &owed, &retention);
    supervision::supervise(case, events, &mut answering);
    Views {
        case: Some(case_row(case, events, code, &retention)),
        owners: answering,
        victims: case
            .victims
            .iter()
            .zip(0..)
            .map(|(victim, position)| victim_row(case, victim, position, texts))
            .collect(),
        duties: owed.into_iter().map(|owed| duty_row(case, events, &owners, owed)).collect(),
        terms: term_rows(case, texts),
        supervision,
    }
}

fn case_row(case: &Case, events: &[Recorded], code: &Code, retention: &Retention<'_>) -> CaseRow {
    let answers = case.owner("all").map_or_else(Default::default, |owner| {
        [owner.organisation.0.clone(), owner.team.as_ref().map(|team| team.0.clone()).unwrap_or_default()]
    });
    CaseRow {
        case: case.id,
        version: case.version,
        reference: case.reference().map(str::to_owned),
        title: case.title.clone(),
        stage: crate::owed::stage(case, code).to_owned(),
        opened_at: case.opened_at,
        last_happening_at: case.last_happening_at,
        last_contact_at: case.last_contact_at,
        enhanced: case.victims.iter().any(crate::case::Victim::enhanced),
        access: case.access(),
        retention: retention.slug().to_owned(),
        area: case.area.clone().unwrap_or_default(),
        crime_group: CrimeGroup::of_case(&case.title, events).slug(),
        answers,
    }
}

fn owner_rows(case: &Case, owed: &[Owed], retention: &Retention<'_>) -> Vec<OwnerRow> {
    case.owners
        .iter()
        .map(|(provider, owner)| OwnerRow {
            provider: provider.clone(),
            organisation: owner.organisation.0.clone(),
            team: owner.team.as_ref().map(|team| team.0.clone()).unwrap_or_default(),
            person: owner.person.as_ref().map(|person| person.0.clone()).unwrap_or_default(),
            quiet_since: case.last_contact_at.unwrap_or(case.opened_at),
            owes: owed.iter().any(|owed| owed.provider == *provider && owed.phase() == Phase::Open),
            review_at: retention.waits_from(),
            reviewed_at: None,
            supervise_at: None,
            drifts_at: None,
        })
        .collect()
}

fn victim_row(case: &Case, victim: &crate::case::Victim, position: u32, texts: &PersonalTexts) -> VictimRow {
    let preferences: Option<Preferences> = victim.preferences.as_ref().and_then(|p| texts.read(p));
    let details: Option<PersonDetails> = texts.read(&victim.details);
    let said: Option<Characteristics> = victim.characteristics.as_ref().and_then(|said| texts.read(said));
    let age =
        details.as_ref().and_then(|details| details.born).and_then(|born| age_band(born, case.opened_at));
    VictimRow {
        joined_at: victim.joined_at,
        survey: crate::survey::counted(&case.surveys.of(victim.id)),
        first_contact_at: victim.first_contact_at,
        groups: age.into_iter().chain(said.into_iter().flat_map(Characteristics::groups)).collect(),
        victim: victim.id,
        position,
        name: details.map(|details| details.name).unwrap_or_default(),
        enhanced_because: victim.enhanced_reasons().join("; "),
        safe_contact: case.reached.not_safe.contains_key(&victim.id)
            || preferences.is_some_and(|p| p.safe_contact.is_some() || p.safe.is_some_and(|s| s.has_rules())),
    }
}

/// Promises that no single person holds: the team and its supervisors see them.
const FOR_THE_SUPERVISOR: [&str; 2] = [crate::dispute::LOOK_AGAIN, crate::feedback::RECOVERY];

fn duty_row(case: &Case, events: &[Recorded], owners: &OwnersOverTime<'_>, owed: Owed) -> DutyRow {
    let holder = case.owner(&owed.provider).map_or_else(<[String; 3]>::default, |owner| {
        // What a victim is unhappy with is not for the person concerned alone.
        let person = owner.person.as_ref().filter(|_| !FOR_THE_SUPERVISOR.contains(&owed.duty.as_str()));
        [
            owner.organisation.0.clone(),
            owner.team.as_ref().map(|team| team.0.clone()).unwrap_or_default(),
            person.map(|person| person.0.clone()).unwrap_or_default(),
        ]
    });
    DutyRow {
        month: crate::figures::month_of(&owed, events),
        counted: owners.counted(&owed),
        phase: owed.phase(),
        victim: owed.victim,
        trigger: owed.trigger,
        duty: owed.duty,
        trigger_event: owed.trigger_event,
        enhanced: case.victim(owed.victim).is_some_and(crate::case::Victim::enhanced),
        provider: owed.provider,
        edition: owed.edition,
        right: owed.right,
        clock_start: owed.clock_start,
        due_at: owed.due_at,
        done_by: owed.done_by,
        done_at: owed.done_at,
        answer: owed.answer,
        holder,
    }
}

fn term_rows(case: &Case, texts: &PersonalTexts) -> Vec<TermRow> {
    let mut terms = Vec::new();
    let mut add = |kind, term: String| {
        if !term.is_empty() {
            terms.push(TermRow { kind, term });
        }
    };
    for (kind, value) in &case.references {
        let kind = match kind {
            ReferenceKind::Urn => TermKind::Urn,
            ReferenceKind::ProsecutorReference => TermKind::ProsecutorReference,
            ReferenceKind::Crime | ReferenceKind::Service => TermKind::Reference,
        };
        add(kind, normal_reference(value));
    }
    for victim in &case.victims {
        let details: PersonDetails = texts.read(&victim.details).unwrap_or_default();
        for word in name_words(&details.name) {
            name_terms(&word).into_iter().for_each(|term| add(TermKind::Name, term));
        }
        details.phones.iter().for_each(|phone| add(TermKind::Phone, normal_phone(phone)));
    }
    for defendant in &case.defendants {
        let details: PersonDetails = texts.read(&defendant.details).unwrap_or_default();
        for word in name_words(&details.name) {
            name_terms(&word).into_iter().for_each(|term| add(TermKind::Name, term));
        }
        add(TermKind::Defendant, defendant_key(&details).unwrap_or_default());
        add(
            TermKind::ProsecutorReference,
            defendant.reference.as_deref().map(normal_reference).unwrap_or_default(),
        );
    }
    terms.sort();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_each_beginning_of_three_letters_or_more() {
        assert_eq!(name_terms("ng"), ["ng"]);
        assert_eq!(name_terms("ewa"), ["ewa"]);
        assert_eq!(name_terms("ŵynne"), ["ŵyn", "ŵynn", "ŵynne"]);
        assert_eq!(name_terms("christopher"), ["chr", "chri", "chris", "christ", "christo", "christop"]);
        for word in ["ng", "ewa", "ŵynne", "christopher"] {
            for letters in 3..=word.chars().count() {
                let asked: String = word.chars().take(letters).collect();
                assert!(name_terms(word).contains(&name_term(&asked)), "{asked}");
            }
        }
        assert!(!name_terms("christopher").contains(&name_term("ch")), "two letters would list everybody");
    }
}

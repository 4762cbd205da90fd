//! What a case looks like after its events: one pass, no failure. An event that points at something unknown is kept
//! and has no further effect; it stays visible in the timeline.

use crate::{
    Access, Answer, AnswerAbout, CaseEvent, CaseId, DefendantId, DutyRef, OrganisationId, PersonId,
    PersonalRef, Recorded, TeamId, VictimId, WaiverScope,
    dispute::{DisputeEvent, Kind},
    event::{FlagBecause, ReferenceKind},
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A case, folded from its events.
#[derive(Clone, Debug)]
pub struct Case {
    /// Id of the case.
    pub id: CaseId,
    /// Version of the last event; 0 for a case that does not exist.
    pub version: u64,
    /// What it is about, in plain words.
    pub title: String,
    /// Area (police force code), when known.
    pub area: Option<String>,
    /// References, in order of recording.
    pub references: Vec<(ReferenceKind, String)>,
    /// Who is responsible, by provider slug.
    pub owners: BTreeMap<String, Owner>,
    /// Victims in order of joining.
    pub victims: Vec<Victim>,
    /// Defendants in order of joining.
    pub defendants: Vec<Defendant>,
    /// Versions of happenings that no longer hold, and why.
    pub withdrawn: BTreeMap<u64, String>,
    /// Keys of the happenings that hold, with the version of each.
    pub keys: BTreeMap<String, u64>,
    /// The victims' answers about duties; a later answer replaces an earlier one.
    pub answers: BTreeMap<(VictimId, DutyRef), (Answer, Option<PersonalRef>, u64)>,
    /// The victims' answers about contacts, by the contact's version.
    pub contact_answers: BTreeMap<(VictimId, u64), (Answer, Option<PersonalRef>, u64)>,
    /// When the first event happened.
    pub opened_at: Timestamp,
    /// When the latest happening of the Code happened.
    pub last_happening_at: Option<Timestamp>,
    /// When somebody last got through to a victim.
    pub last_contact_at: Option<Timestamp>,
    /// Flags that every victim of the case has, with the reason of each.
    pub marks: BTreeMap<String, String>,
    /// Slugs of triggers that happened and hold, with the time of the latest.
    pub happened: BTreeMap<String, Timestamp>,
    /// Who may see the case beside those who answer for it.
    pub access: Access,
    /// Whom it is not safe to contact, and when each was last alerted.
    pub reached: crate::safe_contact::Trace,
    /// What was sent to it.
    pub files: crate::files::Files,
    /// Victim Personal Statements and where they are.
    pub statements: crate::statement::Statements,
    /// What victims asked for and what became of it.
    pub requests: crate::request::Requests,
    /// What was written between each victim and the team.
    pub messages: crate::message::Conversations,
    /// What victims dispute, and what became of it.
    pub disputes: crate::dispute::Disputes,
    /// What was taken, damaged, lost or kept as evidence.
    pub property: crate::property::Property,
    /// What is known about the places of hearings.
    pub hearings: crate::hearings::Hearings,
    /// What was reported, and what was said to be wrong with it.
    pub reports: crate::report::Reports,
    /// What victims said of contacts.
    pub replies: crate::feedback::Replies,
    /// What victims said in the survey.
    pub surveys: crate::survey::Surveys,
    /// What supervisors found and directed.
    pub reviews: crate::review::Reviews,
}

/// Who is responsible for what a provider owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The team, when known.
    pub team: Option<TeamId>,
    /// The person, when known.
    pub person: Option<PersonId>,
}

/// A victim in a case.
#[derive(Clone, Debug)]
pub struct Victim {
    /// Id of the victim.
    pub id: VictimId,
    /// Who they are.
    pub details: PersonalRef,
    /// Flags that hold now, with the reason of each.
    pub flags: BTreeMap<String, String>,
    /// How they want to be reached.
    pub preferences: Option<PersonalRef>,
    /// Waivers that hold now.
    pub waivers: Vec<WaiverScope>,
    /// When they joined the case.
    pub joined_at: Timestamp,
    /// When somebody first got through to them.
    pub first_contact_at: Option<Timestamp>,
    /// What they said of themselves (OVR-2).
    pub characteristics: Option<PersonalRef>,
}

/// The flags that give Enhanced Rights (2020 Code; the four categories).
pub const ENHANCED_FLAGS: [&str; 4] = ["vulnerable", "intimidated", "serious_crime", "persistently_targeted"];

impl Victim {
    /// Whether the victim has Enhanced Rights.
    pub fn enhanced(&self) -> bool {
        ENHANCED_FLAGS.iter().any(|flag| self.flags.contains_key(*flag))
    }

    /// Why the victim has Enhanced Rights, one reason a flag; empty when not.
    pub fn enhanced_reasons(&self) -> Vec<String> {
        ENHANCED_FLAGS
            .iter()
            .filter_map(|flag| self.flags.get(*flag).map(|because| (flag, because)))
            .map(|(flag, because)| if because.is_empty() { flag.replace('_', " ") } else { because.clone() })
            .collect()
    }
}

/// A defendant in a case.
#[derive(Clone, Debug)]
pub struct Defendant {
    /// Id of the defendant.
    pub id: DefendantId,
    /// Who they are.
    pub details: PersonalRef,
    /// Arrest/summons number or other reference.
    pub reference: Option<String>,
}

impl Case {
    /// A case of which nothing is recorded yet.
    pub fn empty(id: CaseId) -> Case {
        Case {
            id,
            version: 0,
            title: String::new(),
            area: None,
            references: Vec::new(),
            owners: BTreeMap::new(),
            victims: Vec::new(),
            defendants: Vec::new(),
            withdrawn: BTreeMap::new(),
            keys: BTreeMap::new(),
            answers: BTreeMap::new(),
            contact_answers: BTreeMap::new(),
            opened_at: Timestamp::UNIX_EPOCH,
            last_happening_at: None,
            last_contact_at: None,
            marks: BTreeMap::new(),
            happened: BTreeMap::new(),
            access: Access::default(),
            reached: crate::safe_contact::Trace::default(),
            files: crate::files::Files::default(),
            statements: crate::statement::Statements::default(),
            requests: crate::request::Requests::default(),
            messages: Default::default(),
            disputes: Default::default(),
            property: crate::property::Property::default(),
            hearings: crate::hearings::Hearings::default(),
            reports: crate::report::Reports::default(),
            replies: Default::default(),
            surveys: Default::default(),
            reviews: Default::default(),
        }
    }

    /// Folds the events of a case.
    pub fn from_events(id: CaseId, events: &[Recorded]) -> Case {
        let mut case = Case::empty(id);
        let withdrawn = withdrawn_versions(events);
        for recorded in events {
            case.apply(recorded, &withdrawn);
        }
        case
    }

    /// Folds one more event. Only a withdrawal changes what earlier events mean: then the case is folded anew from
    /// `events`, all of them.
    pub fn go_on(&mut self, events: &[Recorded]) {
        let Some(latest) = events.last() else { return };
        if matches!(latest.event, CaseEvent::HappeningWithdrawn { .. }) {
            *self = Case::from_events(self.id, events);
        } else {
            self.apply(latest, &BTreeSet::new());
        }
    }

    fn apply(&mut self, recorded: &Recorded, withdrawn: &BTreeSet<u64>) {
        self.version = recorded.version;
        self.disputes.apply(recorded);
        self.replies.apply(recorded);
        if recorded.version == 1 || recorded.at < self.opened_at {
            self.opened_at = recorded.at;
        }
        match &recorded.event {
            CaseEvent::CaseOpened { title, area } => {
                self.title.clone_from(title);
                self.area.clone_from(area);
            }
            CaseEvent::ReferenceAdded { reference, value } => {
                let pair = (*reference, value.clone());
                if !self.references.contains(&pair) {
                    self.references.push(pair);
                }
            }
            CaseEvent::OwnerAssigned { provider, organisation, team, person } => {
                let owner =
                    Owner { organisation: organisation.clone(), team: team.clone(), person: person.clone() };
                self.owners.insert(provider.clone(), owner);
            }
            CaseEvent::VictimAdded { victim, details, flags } => self.victims.push(Victim {
                id: *victim,
                details: details.clone(),
                flags: flags.iter().map(|f| (f.flag.clone(), f.because.clone())).collect(),
                preferences: None,
                waivers: Vec::new(),
                joined_at: recorded.at,
                first_contact_at: None,
                characteristics: None,
            }),
            CaseEvent::VictimCorrected { victim, details } => {
                self.change(*victim, |victim| victim.details = details.clone());
            }
            CaseEvent::VictimFactsRecorded { victim, add, remove } => {
                self.change(*victim, |victim| change_flags(&mut victim.flags, add, remove));
            }
            CaseEvent::CaseMarked { flags, .. } if !withdrawn.contains(&recorded.version) => {
                self.marks.extend(flags.iter().map(|f| (f.flag.clone(), f.because.clone())));
            }
            CaseEvent::PreferencesRecorded { victim, preferences } => {
                self.change(*victim, |victim| victim.preferences = Some(preferences.clone()));
            }
            CaseEvent::CharacteristicsRecorded { victim, characteristics } => {
                self.change(*victim, |victim| victim.characteristics = Some(characteristics.clone()));
            }
            CaseEvent::DefendantAdded { defendant, details, reference } => self.defendants.push(Defendant {
                id: *defendant,
                details: details.clone(),
                reference: reference.clone(),
            }),
            CaseEvent::Happened { trigger, key, .. } => {
                if !withdrawn.contains(&recorded.version) {
                    self.note_happening(recorded, trigger, key.as_deref());
                }
            }
            CaseEvent::HappeningWithdrawn { version, reason } => {
                self.withdrawn.insert(*version, reason.clone());
            }
            CaseEvent::ContactRecorded(contact) => {
                self.last_contact_at = self.last_contact_at.max(Some(recorded.at));
                self.change(contact.victim, |victim| {
                    let first = victim.first_contact_at.get_or_insert(recorded.at);
                    *first = recorded.at.min(*first);
                });
            }
            CaseEvent::DutyWaived { victim, scope, .. } => self.change(*victim, |victim| {
                if !victim.waivers.contains(scope) {
                    victim.waivers.push(scope.clone());
                }
            }),
            CaseEvent::WaiverWithdrawn { victim, scope } => {
                self.change(*victim, |victim| victim.waivers.retain(|waived| waived != scope));
            }
            CaseEvent::VictimAnswered { victim, about, answer, words } => {
                let said = (*answer, words.clone(), recorded.version);
                match about {
                    AnswerAbout::Duty(duty) => drop(self.answers.insert((*victim, duty.clone()), said)),
                    AnswerAbout::Contact(version) => {
                        self.contact_answers.insert((*victim, *version), said);
                    }
                }
            }
            CaseEvent::Access(event) => self.access.apply(event, recorded.at, recorded.version),
            CaseEvent::SafeContact(event) => self.reached.apply(event, recorded.at),
            CaseEvent::File(event) => self.files.apply(event, recorded.at, recorded.version),
            CaseEvent::Statement(event) => self.statements.apply(event, recorded),
            CaseEvent::Request(event) => self.requests.apply(event, recorded),
            CaseEvent::Message(event) => self.messages.apply(event, recorded.version, recorded.at),
            CaseEvent::Dispute(event) => self.note_agreement(event, recorded.version),
            CaseEvent::Property(event) => self.property.apply(event, recorded.at, recorded.version),
            CaseEvent::Hearing(event) => self.hearings.apply(event),
            CaseEvent::Report(event) => self.reports.apply(event, recorded.at, recorded.version),
            CaseEvent::Survey(event) => self.surveys.apply(event, recorded),
            CaseEvent::Review(event) => self.reviews.apply(event, recorded),
            CaseEvent::ContactAttempted { .. }
            | CaseEvent::AgencyInformed { .. }
            | CaseEvent::CaseMarked { .. }
            | CaseEvent::NoteRecorded { .. }
            | CaseEvent::Feedback(_)
            | CaseEvent::Copy(_) => {}
        }
    }

    /// Who says that a dispute is settled no longer disputes: lists and ledgers read their answer.
    fn note_agreement(&mut self, event: &DisputeEvent, version: u64) {
        let DisputeEvent::Agreed { victim, about } = event else { return };
        let answer = match self.disputes.about(*victim, about).map(|dispute| dispute.kind) {
            Some(Kind::NotUnderstood) => Answer::Understood,
            Some(Kind::DidNotHappen) => Answer::Happened,
            None => return,
        };
        let about = DutyRef { victim: None, ..about.clone() };
        self.answers.insert((*victim, about), (answer, None, version));
    }

    fn note_happening(&mut self, recorded: &Recorded, trigger: &str, key: Option<&str>) {
        self.last_happening_at = self.last_happening_at.max(Some(recorded.at));
        let latest = self.happened.entry(trigger.to_owned()).or_insert(recorded.at);
        *latest = (*latest).max(recorded.at);
        if let Some(key) = key {
            self.keys.insert(key.to_owned(), recorded.version);
        }
    }

    fn change(&mut self, id: VictimId, change: impl FnOnce(&mut Victim)) {
        if let Some(victim) = self.victims.iter_mut().find(|victim| victim.id == id) {
            change(victim);
        }
    }

    /// The victim with this id.
    pub fn victim(&self, id: VictimId) -> Option<&Victim> {
        self.victims.iter().find(|victim| victim.id == id)
    }

    /// The reference that people use for this case: URN, then crime number, then service reference.
    pub fn reference(&self) -> Option<&str> {
        [ReferenceKind::Urn, ReferenceKind::Crime, ReferenceKind::Service]
            .iter()
            .find_map(|kind| self.references.iter().find(|(of, _)| of == kind))
            .map(|(_, value)| value.as_str())
    }

    /// Who is responsible for what `provider` owes. A duty of `all` falls to whoever answers for the case now:
    /// police, then witness care, then whoever is there.
    pub fn owner(&self, provider: &str) -> Option<&Owner> {
        owner_among(&self.owners, provider)
    }
}

/// As [`Case::owner`], among those who were responsible at some moment.
pub fn owner_among<'a>(owners: &'a BTreeMap<String, Owner>, provider: &str) -> Option<&'a Owner> {
    owners.get(provider).or_else(|| {
        if provider != "all" {
            return None;
        }
        ["police", "wcu"].iter().find_map(|p| owners.get(*p)).or_else(|| owners.values().next())
    })
}

/// Versions of happenings that a later event withdrew.
pub fn withdrawn_versions(events: &[Recorded]) -> BTreeSet<u64> {
    events
        .iter()
        .filter_map(|recorded| match recorded.event {
            CaseEvent::HappeningWithdrawn { version, .. } => Some(version),
            _ => None,
        })
        .collect()
}

fn change_flags(flags: &mut BTreeMap<String, String>, add: &[FlagBecause], remove: &[FlagBecause]) {
    for gone in remove {
        flags.remove(&gone.flag);
    }
    for new in add {
        flags.insert(new.flag.clone(), new.because.clone());
    }
}

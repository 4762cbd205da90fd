//! What can be recorded in a case.
//!
//! An event is written once and never changed. Event time (`at`), the time the provider whose clock it starts learned
//! of it (`received_at`) and the time of recording stand apart, because they are different facts.

use crate::{
    DefendantId, OrganisationId, PersonId, PersonalRef, Subject, TeamId, VictimId, access::AccessEvent,
    copies::CopyEvent, dispute::DisputeEvent, feedback::FeedbackEvent, files::FileEvent,
    hearings::HearingEvent, message::MessageEvent, property::PropertyEvent, report::ReportEvent,
    request::RequestEvent, review::ReviewEvent, safe_contact::SafeContactEvent, statement::StatementEvent,
    survey::SurveyEvent,
};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};

/// An event as it stands in the journal of its case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Position in the case, from 1. Also the event's id inside its case.
    pub version: u64,
    /// When it happened.
    pub at: Timestamp,
    /// When the provider whose clock it starts learned of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// When it was written down here.
    pub recorded_at: Timestamp,
    /// Who wrote it down.
    pub by: Recorder,
    /// What it says.
    pub event: CaseEvent,
}

/// Who recorded an event, for which organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorder {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The person; none when a system's message brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// How it came.
    pub origin: Origin,
}

/// How an event came into the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A person wrote it.
    Person,
    /// A message brought it; the text is the digest of the message.
    Message(String),
    /// It follows from other events by a rule of the Code or the law.
    Rule,
    /// Somebody wrote it who had not signed in: a report.
    Public,
}

/// Everything that can be recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseEvent {
    /// A case begins.
    CaseOpened {
        /// What it is about, in plain words without names ("Burglary of a home").
        title: String,
        /// A police force code (first two digits of a URN) or other area, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        area: Option<String>,
    },
    /// The case got a reference by which others know it.
    ReferenceAdded {
        /// Which kind.
        reference: ReferenceKind,
        /// The reference in capitals.
        value: String,
    },
    /// An organisation, team or person became responsible for what a provider owes in this case.
    OwnerAssigned {
        /// The Code's provider slug: `police`, `wcu`, `cps`, `probation` ...
        provider: String,
        /// The organisation.
        organisation: OrganisationId,
        /// The team, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<TeamId>,
        /// The person, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
    },
    /// A victim joins the case.
    VictimAdded {
        /// The victim.
        victim: VictimId,
        /// Who they are.
        details: PersonalRef,
        /// Flags of the Code that hold from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        flags: Vec<FlagBecause>,
    },
    /// Who a victim is, or how to reach them, was corrected.
    VictimCorrected {
        /// The victim.
        victim: VictimId,
        /// Who they are, whole.
        details: PersonalRef,
    },
    /// Facts that decide which rights a victim has changed (NEED-2).
    VictimFactsRecorded {
        /// The victim.
        victim: VictimId,
        /// Flags that hold from now on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        add: Vec<FlagBecause>,
        /// Flags that no longer hold.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remove: Vec<FlagBecause>,
    },
    /// A fact about the case gives every victim of it a flag: those who are there, and those who join later.
    CaseMarked {
        /// The flags and why they hold.
        flags: Vec<FlagBecause>,
        /// The place in its source of what they rest on, when a corrected message can take them back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
    },
    /// How a victim wants to be reached.
    PreferencesRecorded {
        /// The victim.
        victim: VictimId,
        /// The preferences, whole.
        preferences: PersonalRef,
    },
    /// What a victim said of themselves, so that differences between groups can be seen (OVR-2).
    CharacteristicsRecorded {
        /// The victim.
        victim: VictimId,
        /// [`crate::Characteristics`], whole.
        characteristics: PersonalRef,
    },
    /// A defendant or suspect joins the case.
    DefendantAdded {
        /// The defendant.
        defendant: DefendantId,
        /// Who they are.
        details: PersonalRef,
        /// Arrest/summons number or other prosecutor's reference.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
    /// Something happened that the Code knows as a trigger.
    Happened {
        /// Trigger slug of the Code.
        trigger: String,
        /// The victim concerned; none means every victim of the case at that moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        victim: Option<VictimId>,
        /// The place this happening has in its source, so that an amended message can find and replace it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
        /// What is known of it that is not personal.
        #[serde(default, skip_serializing_if = "Facts::is_empty")]
        facts: Facts,
        /// What is known of it in words (bail conditions, reasons, result texts).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// An earlier happening, or a mark on the case, turned out not to be so or was replaced by an amended message. It
    /// stays in the journal.
    HappeningWithdrawn {
        /// Version of the event that no longer holds.
        version: u64,
        /// Why, in plain words without names.
        reason: String,
    },
    /// A victim, or somebody for them, was told something (INF-3). Only this meets a duty.
    ContactRecorded(Contact),
    /// Somebody tried to reach a victim and did not get through. Meets nothing.
    ContactAttempted {
        /// The victim.
        victim: VictimId,
        /// How.
        channel: Channel,
        /// What came of it.
        outcome: AttemptOutcome,
        /// A note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// One agency gave another what the Code says (a court its results to the witness care unit).
    AgencyInformed {
        /// Duties that this meets.
        meets: Vec<DutyRef>,
    },
    /// The victim said they do not want something.
    DutyWaived {
        /// The victim.
        victim: VictimId,
        /// What they do not want.
        scope: WaiverScope,
        /// Their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// The victim changed their mind: ends the waiver of exactly that scope.
    WaiverWithdrawn {
        /// The victim.
        victim: VictimId,
        /// What they want again.
        scope: WaiverScope,
    },
    /// The victim confirmed or disputed what the record says (VOX-3).
    VictimAnswered {
        /// The victim.
        victim: VictimId,
        /// What the answer is about.
        about: AnswerAbout,
        /// The answer.
        answer: Answer,
        /// Their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// A note that the people of one organisation keep among themselves. No other organisation and no victim's page
    /// shows it.
    NoteRecorded {
        /// The note.
        words: PersonalRef,
    },
    /// Who may see the case, and on which basis, changed.
    Access(AccessEvent),
    /// A copy of something in the case was made or left.
    Copy(CopyEvent),
    /// How a victim can be reached changed, or an alert left a trace.
    SafeContact(SafeContactEvent),
    /// A file came to the case.
    File(FileEvent),
    /// A Victim Personal Statement was sent, or went a step further.
    Statement(StatementEvent),
    /// A victim asked for something, or it was answered.
    Request(RequestEvent),
    /// Something was written between a victim and the team.
    Message(MessageEvent),
    /// Something followed from what a victim disputed.
    Dispute(DisputeEvent),
    /// Something about a victim's property.
    Property(PropertyEvent),
    /// Something about a hearing that was set.
    Hearing(HearingEvent),
    /// A report was taken, or something in it is wrong.
    Report(ReportEvent),
    /// A victim said how a contact was, or thanked somebody.
    Feedback(FeedbackEvent),
    /// A victim answered the survey, or how they are asked changed.
    Survey(SurveyEvent),
    /// A supervisor looked at the case, or a direction was answered.
    Review(ReviewEvent),
}

/// Kinds of reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// Unique reference number of police and prosecution (PTIURN).
    Urn,
    /// Arrest/summons number of a defendant.
    ProsecutorReference,
    /// Crime reference of a police force.
    Crime,
    /// A support service's own reference.
    Service,
}

/// A flag of the Code and why it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagBecause {
    /// Flag as in the contract: `vulnerable`, `serious_crime`, ...
    pub flag: String,
    /// Why, in plain words without names.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
}

/// What is known of a happening that names nobody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The defendant concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub defendant: Option<DefendantId>,
    /// The hearing this happened at, or that was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hearing: Option<Hearing>,
    /// Offences concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offences: Vec<OffenceFact>,
    /// CJS result codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<String>,
    /// How long what was ordered lasts ("18 months"), in the order of the results.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lengths: Vec<String>,
    /// Typed conditions of the Code that are known to hold or not to hold.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub conditions: std::collections::BTreeMap<String, bool>,
    /// Why a victim does not go on, as they say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_because: Option<crate::leaving::LeftBecause>,
}

impl Facts {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Facts::default()
    }
}

/// A court hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// Date at the court.
    pub date: Date,
    /// Time at the court, Europe/London.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// Organisation unit code of the court.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court: Option<String>,
    /// Name of the court.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_name: Option<String>,
}

/// An offence and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OffenceFact {
    /// CJS offence code.
    pub code: String,
    /// Title from the standing data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// CJS plea code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plea: Option<String>,
    /// CJS verdict code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
}

/// A contact with substance (INF-3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// The victim who, or whose representative, was told.
    pub victim: VictimId,
    /// Name of the representative, when it was not the victim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<PersonalRef>,
    /// How.
    pub channel: Channel,
    /// What was told, in the words used.
    pub told: PersonalRef,
    /// Whether they understood.
    pub understood: Understood,
    /// Why another way than the preferred one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against_preference: Option<PersonalRef>,
    /// Worries, and what they asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<PersonalRef>,
    /// When the victim will hear next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Date>,
    /// Duties that this contact meets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meets: Vec<DutyRef>,
}

/// A duty of the case: which one, started by which event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DutyRef {
    /// Duty id in the Code.
    pub duty: String,
    /// Version of the event that started it.
    pub trigger: u64,
    /// The victim, when it is not the one of the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub victim: Option<VictimId>,
}

/// Ways of reaching somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Phone call.
    Phone,
    /// Text message.
    Text,
    /// E-mail.
    Email,
    /// Letter.
    Letter,
    /// Face to face.
    InPerson,
    /// Video call.
    Video,
    /// Through an advocate or other representative.
    Advocate,
    /// A message on their own pages here. Forms do not offer it: it is recorded where it is written.
    Account,
}

impl Channel {
    /// All channels that somebody can choose, in the order forms show them.
    pub const ALL: [Channel; 7] = [
        Channel::Phone,
        Channel::Text,
        Channel::Email,
        Channel::Letter,
        Channel::InPerson,
        Channel::Video,
        Channel::Advocate,
    ];

    /// The slug that forms and events use.
    pub fn slug(self) -> &'static str {
        match self {
            Channel::Phone => "phone",
            Channel::Text => "text",
            Channel::Email => "email",
            Channel::Letter => "letter",
            Channel::InPerson => "in_person",
            Channel::Video => "video",
            Channel::Advocate => "advocate",
            Channel::Account => "account",
        }
    }

    /// In words, to follow "by".
    pub fn words(self) -> &'static str {
        match self {
            Channel::Phone => "phone",
            Channel::Text => "text message",
            Channel::Email => "email",
            Channel::Letter => "letter",
            Channel::InPerson => "meeting in person",
            Channel::Video => "video call",
            Channel::Advocate => "way of their advocate",
            Channel::Account => "message on their pages here",
        }
    }

    /// The channel with this slug.
    pub fn from_slug(slug: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.slug() == slug)
    }
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// Nobody answered.
    NoAnswer,
    /// A message was left.
    MessageLeft,
    /// It could not be delivered.
    Undeliverable,
}

/// Whether the person understood what they were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Understood {
    /// They did.
    Yes,
    /// Not all of it.
    Partly,
    /// They did not.
    No,
    /// It cannot be known (a letter, an e-mail).
    NotKnown,
}

/// What a waiver covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaiverScope {
    /// One duty.
    Duty(String),
    /// Every duty of one right.
    Right(u8),
    /// Everything.
    All,
}

/// What a victim's answer is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerAbout {
    /// A duty.
    Duty(DutyRef),
    /// A contact, by version.
    Contact(u64),
}

/// A victim's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It happened and I understood it.
    Understood,
    /// It happened, also where the record does not say so.
    Happened,
    /// It happened and I did not understand it.
    NotUnderstood,
    /// It did not happen.
    DidNotHappen,
}

impl CaseEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            CaseEvent::CaseOpened { .. } => "case_opened",
            CaseEvent::ReferenceAdded { .. } => "reference_added",
            CaseEvent::OwnerAssigned { .. } => "owner_assigned",
            CaseEvent::VictimAdded { .. } => "victim_added",
            CaseEvent::VictimCorrected { .. } => "victim_corrected",
            CaseEvent::VictimFactsRecorded { .. } => "victim_facts_recorded",
            CaseEvent::CaseMarked { .. } => "case_marked",
            CaseEvent::PreferencesRecorded { .. } => "preferences_recorded",
            CaseEvent::CharacteristicsRecorded { .. } => "characteristics_recorded",
            CaseEvent::DefendantAdded { .. } => "defendant_added",
            CaseEvent::Happened { .. } => "happened",
            CaseEvent::HappeningWithdrawn { .. } => "happening_withdrawn",
            CaseEvent::ContactRecorded(_) => "contact_recorded",
            CaseEvent::ContactAttempted { .. } => "contact_attempted",
            CaseEvent::AgencyInformed { .. } => "agency_informed",
            CaseEvent::DutyWaived { .. } => "duty_waived",
            CaseEvent::WaiverWithdrawn { .. } => "waiver_withdrawn",
            CaseEvent::VictimAnswered { .. } => "victim_answered",
            CaseEvent::NoteRecorded { .. } => "note_recorded",
            CaseEvent::Access(event) => event.kind(),
            CaseEvent::Copy(event) => event.kind(),
            CaseEvent::SafeContact(event) => event.kind(),
            CaseEvent::File(event) => event.kind(),
            CaseEvent::Statement(event) => event.kind(),
            CaseEvent::Request(event) => event.kind(),
            CaseEvent::Message(event) => event.kind(),
            CaseEvent::Dispute(event) => event.kind(),
            CaseEvent::Property(event) => event.kind(),
            CaseEvent::Hearing(event) => event.kind(),
            CaseEvent::Report(event) => event.kind(),
            CaseEvent::Feedback(event) => event.kind(),
            CaseEvent::Survey(event) => event.kind(),
            CaseEvent::Review(event) => event.kind(),
        }
    }

    /// Whom the personal texts of this event are about.
    pub fn subject(&self) -> Subject {
        match self {
            CaseEvent::VictimAdded { victim, .. }
            | CaseEvent::VictimCorrected { victim, .. }
            | CaseEvent::PreferencesRecorded { victim, .. }
            | CaseEvent::CharacteristicsRecorded { victim, .. }
            | CaseEvent::Happened { victim: Some(victim), .. }
            | CaseEvent::ContactAttempted { victim, .. }
            | CaseEvent::DutyWaived { victim, .. }
            | CaseEvent::VictimAnswered { victim, .. } => Subject::Victim(*victim),
            CaseEvent::ContactRecorded(contact) => Subject::Victim(contact.victim),
            CaseEvent::DefendantAdded { defendant, .. } => Subject::Defendant(*defendant),
            CaseEvent::Access(event) => event.subject(),
            CaseEvent::Copy(event) => event.subject(),
            CaseEvent::SafeContact(event) => event.subject(),
            CaseEvent::File(event) => event.subject(),
            CaseEvent::Statement(event) => event.subject(),
            CaseEvent::Request(event) => event.subject(),
            CaseEvent::Message(event) => event.subject(),
            CaseEvent::Dispute(event) => event.subject(),
            CaseEvent::Property(event) => event.subject(),
            CaseEvent::Hearing(event) => event.subject(),
            CaseEvent::Report(event) => event.subject(),
            CaseEvent::Feedback(event) => event.subject(),
            CaseEvent::Survey(event) => event.subject(),
            CaseEvent::Review(event) => event.subject(),
            _ => Subject::Case,
        }
    }

    /// The personal texts that this event points at.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        match self {
            CaseEvent::VictimAdded { details, .. }
            | CaseEvent::VictimCorrected { details, .. }
            | CaseEvent::DefendantAdded { details, .. } => vec![details],
            CaseEvent::PreferencesRecorded { preferences, .. } => vec![preferences],
            CaseEvent::CharacteristicsRecorded { characteristics, .. } => vec![characteristics],
            CaseEvent::NoteRecorded { words } => vec![words],
            CaseEvent::Happened { words, .. }
            | CaseEvent::ContactAttempted { words, .. }
            | CaseEvent::DutyWaived { words, .. }
            | CaseEvent::VictimAnswered { words, .. } => words.iter().collect(),
            CaseEvent::ContactRecorded(contact) => [
                contact.representative.as_ref(),
                Some(&contact.told),
                contact.against_preference.as_ref(),
                contact.asked.as_ref(),
            ]
            .into_iter()
            .flatten()
            .collect(),
            CaseEvent::Access(event) => event.personal(),
            CaseEvent::Copy(event) => event.personal(),
            CaseEvent::SafeContact(event) => event.words().into_iter().collect(),
            CaseEvent::File(event) => event.personal(),
            CaseEvent::Statement(event) => event.personal(),
            CaseEvent::Request(event) => event.words().into_iter().collect(),
            CaseEvent::Message(event) => event.words().into_iter().collect(),
            CaseEvent::Dispute(event) => event.words().into_iter().collect(),
            CaseEvent::Property(event) => event.personal(),
            CaseEvent::Hearing(event) => event.personal(),
            CaseEvent::Report(event) => event.personal(),
            CaseEvent::Feedback(event) => event.words().into_iter().collect(),
            CaseEvent::Review(event) => event.personal(),
            _ => Vec::new(),
        }
    }
}

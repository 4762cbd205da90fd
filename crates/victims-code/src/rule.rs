//! One duty of an edition, as its data file states it.

use crate::{Condition, Conditions, Flags, Limit, Provider};
use jiff::civil::Date;

/// Position of a duty in a [`Code`](crate::Code); only meaningful for that value
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DutyIndex(pub(crate) u16);

/// Position of a trigger in a [`Code`](crate::Code); only meaningful for that value
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TriggerId(pub(crate) u16);

/// Position of an edition in a [`Code`](crate::Code); only meaningful for that value
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionIndex(pub(crate) u8);

/// An edition of the Code, or a body of rules that stands beside it
#[derive(Debug, Clone)]
pub struct Edition {
    /// Name in files and messages, such as `2020` or `statute`
    pub name: Box<str>,
    /// Full title
    pub title: String,
    /// What kind of text it is
    pub kind: EditionKind,
    /// First London date on which it applies; `None` where each duty says so for itself
    pub in_force_from: Option<Date>,
    /// What a reader should know before relying on it
    pub about: String,
}

/// What kind of text an edition is
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionKind {
    /// An edition of the Victims' Code: one is in force at a time
    Code,
    /// Acts and regulations, beside whichever edition is in force
    Statute,
    /// Review, compensation, parole and pilot schemes, beside whichever edition is in force
    Scheme,
    /// What the teams that use this record promise beside all of these
    Promise,
    /// A draft: kept for reading, never in force
    Draft,
}

/// Something that happens in a case and may start duties
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Name in files and messages, such as `suspect_arrested`
    pub slug: Box<str>,
    /// The part of a case it belongs to
    pub stage: Stage,
    /// What happened, as staff read it
    pub staff: String,
    /// What happened, as the victim reads it
    pub victim: String,
}

/// The part of a case that something belongs to
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Reporting and first contact
    Report,
    /// The police investigation
    Investigation,
    /// The decision to charge or not
    Charge,
    /// From the first hearing to the verdict
    Court,
    /// Sentence and appeal
    Sentence,
    /// After the sentence, and complaints
    After,
}

impl Stage {
    /// Every stage in the order of a case, with its name in files
    pub const ALL: [(Stage, &'static str); 6] = [
        (Stage::Report, "report"),
        (Stage::Investigation, "investigation"),
        (Stage::Charge, "charge"),
        (Stage::Court, "court"),
        (Stage::Sentence, "sentence"),
        (Stage::After, "after"),
    ];
}

/// Where a duty's clock starts
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clock {
    /// When the trigger happened
    Event,
    /// When the provider learned of the trigger
    Received,
    /// When the victim was told: when any of these duties, started by the same trigger, was done
    Told(Vec<DutyIndex>),
    /// When the offence was committed
    Offence,
    /// When the sentence was passed
    Sentence,
    /// When the defendant was first remanded in custody
    FirstRemand,
}

impl Clock {
    /// The name used in files, such as `received`
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Clock::Event => "event",
            Clock::Received => "received",
            Clock::Told(_) => "told",
            Clock::Offence => "offence",
            Clock::Sentence => "sentence",
            Clock::FirstRemand => "first_remand",
        }
    }
}

/// Who is owed a duty
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eligibility {
    /// Every victim
    All,
    /// Victims with at least one of these flags
    AnyOf(Flags),
}

impl Eligibility {
    /// Whether a victim with these flags is owed the duty
    #[must_use]
    pub fn holds_for(self, flags: Flags) -> bool {
        match self {
            Eligibility::All => true,
            Eligibility::AnyOf(named) => named.intersects(flags),
        }
    }
}

/// A shorter limit for some victims
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enhanced {
    /// The limit
    pub limit: Limit,
    /// Victims with at least one of these flags have it
    pub flags: Flags,
}

/// How sure we are of what the file says
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Rests on memory
    Low,
    /// One secondary source
    Medium,
    /// The text itself or two independent sources
    High,
}

impl Confidence {
    /// Every degree with its name in files
    pub const ALL: [(Confidence, &'static str); 3] =
        [(Confidence::High, "high"), (Confidence::Medium, "medium"), (Confidence::Low, "low")];

    /// `high`, `medium` or `low`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }
}

/// One duty: a provider must do something for a victim when a trigger happens
#[derive(Debug, Clone)]
pub struct DutyRule {
    /// Identity, never reused, such as `r06-arrested`
    pub id: Box<str>,
    /// The edition it belongs to
    pub edition: EditionIndex,
    /// Number of the right (1 to 12); for statutes and schemes the right it serves best
    pub right: Option<u8>,
    /// Paragraph, where a source shows it
    pub paragraph: Option<String>,
    /// Who owes it
    pub provider: Provider,
    /// What starts it
    pub trigger: TriggerId,
    /// What must be done, for staff
    pub duty: String,
    /// The same as a victim would read it: "Be told that a suspect was arrested"
    pub plain: String,
    /// How long the provider has
    pub limit: Option<Limit>,
    /// A shorter limit for some victims
    pub enhanced: Option<Enhanced>,
    /// Where the clock starts
    pub clock: Clock,
    /// How the source words the start of the clock, where that says more
    pub clock_note: Option<String>,
    /// A date that is not a working day moves back to the last one before it (custody time limits)
    pub ends_on_working_day: bool,
    /// Which victims are owed it
    pub eligibility: Eligibility,
    /// Facts that must not be known to be otherwise
    pub conditions: Vec<Condition>,
    pub(crate) condition_set: Conditions,
    /// When it applies, in a sentence
    pub applies: Option<String>,
    /// What record shows that it was done
    pub evidence: String,
    /// Where we have it from
    pub source: String,
    /// How sure we are
    pub confidence: Confidence,
    /// Duties that the same notice meets, so that they are not counted twice
    pub overlaps: Vec<DutyIndex>,
    /// First London date of a trigger for which it exists, where that differs from its edition's
    pub in_force_from: Option<Date>,
    /// Whether it is in force at all: enacted but not commenced rules are kept with `false`
    pub in_force: bool,
    /// Line of the data file on which it begins
    pub line: usize,
}

impl DutyRule {
    /// The limit for a victim with these flags, and whether it is the shorter one
    #[must_use]
    pub fn limit_for(&self, flags: Flags) -> (Option<&Limit>, bool) {
        match &self.enhanced {
            Some(enhanced) if enhanced.flags.intersects(flags) => (Some(&enhanced.limit), true),
            _ => (self.limit.as_ref(), false),
        }
    }
}

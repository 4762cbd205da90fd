//! Facts on which some duties depend, and what is known of them when something happens.

use jiff::Timestamp;

macro_rules! conditions {
    ($($name:ident, $slug:literal, $question:literal;)*) => {
        /// A fact that decides whether a duty exists
        ///
        /// A duty with a condition arises unless the condition is known not to hold: what nobody recorded must not
        /// make a duty disappear.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Condition {
            $(#[doc = $question] $name,)*
        }

        impl Condition {
            /// Every condition
            pub const ALL: &'static [Condition] = &[$(Condition::$name,)*];

            /// The name used in files and messages
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Condition::$name => $slug,)* }
            }

            /// The question that staff answer to settle it
            #[must_use]
            pub fn question(self) -> &'static str {
                match self { $(Condition::$name => $question,)* }
            }
        }
    };
}

conditions! {
    OtherLanguage, "other_language", "Does the victim need a language other than English or Welsh?";
    EssentialDocument, "essential_document", "Does the victim need this document to take part?";
    RecordableCrime, "recordable_crime", "Does what was reported have to be recorded as a crime?";
    ReportedByAnother, "reported_by_another", "Did somebody else report, or was the victim found in the enquiry?";
    SexualGenderOrDomestic, "sexual_gender_or_domestic", "Is it sexual or gender-based violence or domestic abuse?";
    RiskFromWrittenContact, "risk_from_written_contact", "Could something in writing put the victim at risk?";
    LivesElsewhere, "lives_elsewhere", "Does the victim live outside England and Wales?";
    OffenderAdult, "offender_adult", "Is the offender 18 or over?";
    OffenderUnder18, "offender_under_18", "Is the offender under 18?";
    CompensationPossible, "compensation_possible", "Was there loss, damage or injury that could be compensated?";
    ProsecutorDecided, "prosecutor_decided", "Did a prosecutor take the decision without the officer?";
    DecidedWithOfficer, "decided_with_officer", "Did prosecutor and officer reach the decision together?";
    SuspectInterviewed, "suspect_interviewed", "Was a suspect identified and interviewed under caution?";
    ReviewableDecision, "reviewable_decision", "Is it a decision that the victim may ask to have reviewed?";
    QualifyingCase, "qualifying_case", "Is it a case in which the Code calls for the meeting?";
    FirstHearing, "first_hearing", "Is it the first hearing of the case?";
    BailDecided, "bail_decided", "Did the hearing decide on bail?";
    CaseEnded, "case_ended", "Did the hearing end the case against a defendant?";
    NotGuiltyPlea, "not_guilty_plea", "Did the defendant plead not guilty?";
    ReadingAskedFor, "reading_asked_for", "Did the victim ask for the statement to be read or played?";
    SentenceReviewable, "sentence_reviewable", "Is the sentence one that the unduly lenient sentence scheme covers?";
    BoardDecidesRelease, "board_decides_release", "Does the Parole Board decide on release?";
    InContactScheme, "in_contact_scheme", "Does the victim take part in the Victim Contact Scheme?";
    RestrictedPatient, "restricted_patient", "Is the offender a patient under a restriction order?";
    UnrestrictedPatient, "unrestricted_patient", "Is the offender a hospital patient without restriction order?";
    ReconsiderableDecision, "reconsiderable_decision", "Is the sentence one whose parole decision can be reconsidered?";
    SummaryOnly, "summary_only", "Is the offence one that only a magistrates' court can try?";
    SummaryTrial, "summary_trial", "Was summary trial settled within 56 days, or is the offence summary only?";
    EitherWayNotAllocated, "either_way_not_allocated", "Is it an either-way offence without summary trial settled within 56 days?";
    DomesticAssault, "domestic_assault", "Is it common assault or battery amounting to domestic abuse?";
    ShortStalkingSentence, "short_stalking_sentence", "Is it stalking, harassment or coercive control with a sentence under 12 months?";
    ConditionsConcernVictim, "conditions_concern_victim", "Do the bail conditions concern the victim?";
    ReferralCrime, "referral_crime", "Is it a crime whose victims are all referred, or did this victim ask or need it?";
    ReportedBefore18, "reported_before_18", "Was the crime reported before the victim turned 18?";
}

impl Condition {
    /// The condition with this slug
    #[must_use]
    pub fn named(slug: &str) -> Option<Condition> {
        Condition::ALL.iter().copied().find(|condition| condition.slug() == slug)
    }
}

/// A set of conditions
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Conditions(u64);

impl Conditions {
    /// The set with none
    pub const NONE: Conditions = Conditions(0);

    /// This set and `condition`
    #[must_use]
    pub const fn with(self, condition: Condition) -> Conditions {
        Conditions(self.0 | 1 << condition as u8)
    }

    /// Whether `condition` is in the set
    #[must_use]
    pub const fn contains(self, condition: Condition) -> bool {
        self.0 & (1 << condition as u8) != 0
    }

    /// Whether the sets share a condition
    #[must_use]
    pub const fn intersects(self, other: Conditions) -> bool {
        self.0 & other.0 != 0
    }

    /// The conditions in the set, in the order of [`Condition::ALL`]
    pub fn iter(self) -> impl Iterator<Item = Condition> {
        Condition::ALL.iter().copied().filter(move |&condition| self.contains(condition))
    }
}

impl FromIterator<Condition> for Conditions {
    fn from_iter<I: IntoIterator<Item = Condition>>(conditions: I) -> Conditions {
        conditions.into_iter().fold(Conditions::NONE, Conditions::with)
    }
}

/// What is known about the case when something happens: typed facts beside the event itself
///
/// A condition in neither set is not known. The instants start clocks that do not run from the event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Conditions known to hold
    pub hold: Conditions,
    /// Conditions known not to hold: duties that depend on them do not arise
    pub fail: Conditions,
    /// When the offence was committed
    pub offence: Option<Timestamp>,
    /// When the sentence was passed
    pub sentence: Option<Timestamp>,
    /// When the defendant was first remanded in custody
    pub first_remand: Option<Timestamp>,
}

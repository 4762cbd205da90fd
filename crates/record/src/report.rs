//! A report as it was taken: what somebody said in their own words, by which door, and what the victim said is wrong with
//! it. The answers are one sealed text; a correction stands beside them, and neither is ever changed.

use crate::{FileId, PersonalRef, Subject, VictimId, event::Channel, safe_contact::Format};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something about a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportEvent {
    /// A report was taken.
    Taken {
        /// To whom it happened.
        victim: VictimId,
        /// By which door it came.
        door: Door,
        /// Who gave it.
        by: ReportedBy,
        /// What was wanted.
        wants: Wants,
        /// What it is about, a slug of [`Kind`].
        kind: Kind,
        /// What was answered: [`Answers`].
        answers: PersonalRef,
        /// What came with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<FileId>,
    },
    /// The victim said that a detail is wrong, and what is right.
    DetailCorrected {
        /// The victim.
        victim: VictimId,
        /// Which detail, a slug of [`DETAILS`].
        detail: String,
        /// What is right, in their words.
        words: PersonalRef,
    },
}

impl ReportEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            ReportEvent::Taken { .. } => "report_taken",
            ReportEvent::DetailCorrected { .. } => "report_detail_corrected",
        }
    }

    /// Whom it is about.
    pub fn victim(&self) -> VictimId {
        match self {
            ReportEvent::Taken { victim, .. } | ReportEvent::DetailCorrected { victim, .. } => *victim,
        }
    }

    /// Whom the personal texts of this event are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// The personal texts that this event points at.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        match self {
            ReportEvent::Taken { answers, .. } => vec![answers],
            ReportEvent::DetailCorrected { words, .. } => vec![words],
        }
    }
}

/// Gives an enum its slugs, and its words for staff.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident, $number:literal, $($(#[$of:meta])* $variant:ident $slug:literal $words:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$of])* $variant),+ }

        impl $name {
            /// All of them, in the order in which forms show them.
            pub const ALL: [$name; $number] = [$($name::$variant),+];

            /// The slug that forms and events use.
            pub fn slug(self) -> &'static str {
                match self { $($name::$variant => $slug),+ }
            }

            /// In words, as staff read them.
            pub fn words(self) -> &'static str {
                match self { $($name::$variant => $words),+ }
            }

            /// The one with this slug.
            pub fn from_slug(slug: &str) -> Option<$name> {
                $name::ALL.into_iter().find(|one| one.slug() == slug)
            }
        }
    };
}

choices!(
    /// By which door a report came (REP-1).
    Door, 6,
    /// The person wrote it themselves.
    Online "online" "online",
    /// At a front counter.
    Counter "counter" "at a counter",
    /// On the phone.
    Phone "phone" "on the phone",
    /// Where it happened.
    Scene "scene" "at the scene",
    /// At their home, or elsewhere.
    Visit "visit" "at a visit",
    /// Another agency passed it on.
    Agency "agency" "through another agency",
);
choices!(
    /// Who gave a report.
    ReportedBy, 4,
    /// The person to whom it happened.
    Victim "me" "the victim",
    /// Somebody else for them.
    Other "other" "somebody else for the victim",
    /// Nobody knows who.
    Anonymous "anonymous" "somebody who gave no name",
    /// A third-party reporting centre.
    Centre "centre" "a reporting centre",
);
choices!(
    /// What somebody wants.
    Wants, 2,
    /// The police to know.
    Police "police" "the police to know",
    /// Help, and no police.
    Help "help" "help, and no police",
);
choices!(
    /// What a report is about, in everyday words. What it is in law is decided by others.
    Kind, 15,
    /// Somebody broke in.
    BreakIn "break_in" "A break-in",
    /// Somebody was hurt or threatened.
    Violence "violence" "Violence or threats",
    /// Abuse by somebody close.
    Home "home" "Abuse by somebody close",
    /// Something sexual.
    Sexual "sexual" "A sexual offence",
    /// Followed, watched or contacted again and again.
    Stalking "stalking" "Stalking or harassment",
    /// Robbed.
    Robbery "robbery" "A robbery",
    /// Something was stolen.
    Theft "theft" "A theft",
    /// Something was damaged.
    Damage "damage" "Damage to property",
    /// A collision on the road.
    Collision "collision" "A road collision",
    /// Because of who they are.
    Hate "hate" "A hate crime",
    /// Fraud, or something online.
    Online "online" "Fraud or a crime online",
    /// Trouble that does not stop.
    Antisocial "antisocial" "Anti-social behaviour",
    /// Somebody close was killed, here or abroad.
    Death "death" "The death of somebody close",
    /// Somebody was held, sold or made to work.
    Exploited "exploited" "Exploitation or slavery",
    /// Something else.
    Other "other" "Something else",
);

impl Kind {
    /// What the case is called, without names: a collision reads as a collision, a death as a death.
    pub fn title(self, wants: Wants) -> &'static str {
        match (wants, self) {
            (_, Kind::Other) => "Something that happened",
            (_, kind) => kind.words(),
        }
    }

    /// Flags of the Code that follow from what was reported, with the reason. An allegation is enough (Victims' Code 2020,
    /// Enhanced Rights: victims of the most serious crime, bereaved close relatives).
    pub fn flags(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Kind::Home => vec![("serious_crime", "reported as domestic abuse")],
            Kind::Sexual => vec![("serious_crime", "reported as a sexual offence")],
            Kind::Stalking => vec![("serious_crime", "reported as stalking")],
            Kind::Hate => vec![("serious_crime", "reported as a hate crime")],
            Kind::Exploited => vec![("serious_crime", "reported as modern slavery")],
            Kind::Death => vec![
                ("bereaved", "reported the death of somebody close"),
                ("serious_crime", "a close relative was reported killed"),
            ],
            _ => Vec::new(),
        }
    }
}

/// What somebody answered. Empty is "did not say".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// What happened, in their own words.
    pub what: String,
    /// When, in their own words.
    pub when: String,
    /// Where, in their own words.
    pub place: String,
    /// Who did it, as far as known.
    pub who: String,
    /// Who was hurt, and how.
    pub hurt: String,
    /// What was taken or damaged, a line each.
    pub property: String,
    /// Name, or how they want to be called.
    pub name: String,
    /// Date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<Date>,
    /// Phone number.
    pub phone: String,
    /// Address for e-mail.
    pub email: String,
    /// Where they live.
    pub address: String,
    /// Ways to reach them that they say are safe.
    pub ways: Vec<Channel>,
    /// Whether nothing may be left on a voicemail.
    pub no_voicemail: bool,
    /// Whether they want short messages when there is news.
    pub alerts: bool,
    /// What makes contact safe or unsafe.
    pub safety: String,
    /// The language that they want, when it is another.
    pub language: String,
    /// Whether somebody must interpret.
    pub interpreter: bool,
    /// Formats that they need.
    pub formats: BTreeSet<Format>,
    /// Other things that help them.
    pub help: String,
    /// Who gave the report, and how to reach them, when it was not the victim.
    pub reporter: String,
}

/// The details that a victim can say are wrong, in the order of the report.
pub const DETAILS: [&str; 8] = ["what", "when", "place", "who", "hurt", "property", "name", "address"];

impl Answers {
    /// The answer about one of [`DETAILS`].
    pub fn detail(&self, slug: &str) -> &str {
        match slug {
            "what" => &self.what,
            "when" => &self.when,
            "place" => &self.place,
            "who" => &self.who,
            "hurt" => &self.hurt,
            "property" => &self.property,
            "name" => &self.name,
            "address" => &self.address,
            _ => "",
        }
    }
}

/// A report of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenReport {
    /// To whom it happened.
    pub victim: VictimId,
    /// By which door it came.
    pub door: Door,
    /// Who gave it.
    pub by: ReportedBy,
    /// What was wanted.
    pub wants: Wants,
    /// What it is about.
    pub kind: Kind,
    /// What was answered.
    pub answers: PersonalRef,
    /// What came with it.
    pub files: Vec<FileId>,
    /// When.
    pub at: Timestamp,
    /// Version of the event.
    pub version: u64,
}

/// A detail that a victim said is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectedDetail {
    /// The victim.
    pub victim: VictimId,
    /// Which detail.
    pub detail: String,
    /// What is right, in their words.
    pub words: PersonalRef,
    /// When they said so.
    pub at: Timestamp,
    /// Version of the event.
    pub version: u64,
}

/// What was reported in a case, and what was said to be wrong with it, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reports {
    /// Reports.
    pub taken: Vec<TakenReport>,
    /// Corrections.
    pub corrected: Vec<CorrectedDetail>,
}

impl Reports {
    pub(crate) fn apply(&mut self, event: &ReportEvent, at: Timestamp, version: u64) {
        match event.clone() {
            ReportEvent::Taken { victim, door, by, wants, kind, answers, files } => {
                self.taken.push(TakenReport { victim, door, by, wants, kind, answers, files, at, version });
            }
            ReportEvent::DetailCorrected { victim, detail, words } => {
                self.corrected.push(CorrectedDetail { victim, detail, words, at, version });
            }
        }
    }
}

//! What a victim asks for from their own page: support, help with compensation and expenses, a review, a complaint
//! (ACC-10, SUP-3, SUP-6). Each is one event that starts its clocks, and what became of it is told on the same page.

use crate::{DutyRef, PersonalRef, Recorded, Subject, VictimId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What happened with a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestEvent {
    /// The victim, or who may do it for them, asked.
    Made(Made),
    /// They changed their mind. Nothing is owed because of it any more.
    Withdrawn {
        /// Whose it is.
        victim: VictimId,
        /// Which one.
        request: Uuid,
    },
    /// Somebody answered it.
    Answered {
        /// Whose it is.
        victim: VictimId,
        /// Which one.
        request: Uuid,
        /// How far it is.
        answer: RequestAnswer,
        /// What the victim is told.
        words: PersonalRef,
        /// Duties that this meets.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        meets: Vec<DutyRef>,
    },
}

/// A request as it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// Whose it is.
    pub victim: VictimId,
    /// Its id: the form brings it, so that sending a form twice asks once.
    pub request: Uuid,
    /// For what.
    pub about: About,
    /// In which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<PersonalRef>,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// To be put in touch with a support service.
    Support {
        /// Which one of the directory, by its id; none: whoever fits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<String>,
        /// Its name when they asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// What the victim agreed that the service gets.
        agreed: Vec<Shared>,
    },
    /// Not now: to be asked again.
    SupportLater {
        /// From this day on, London.
        from: Date,
    },
    /// Help with asking for criminal injuries compensation or with what a court can order.
    Compensation,
    /// Expenses of going to court.
    Expenses,
    /// To look again at a decision.
    Review {
        /// Version of the event in which it was decided.
        decision: u64,
        /// Who decided.
        by: Decider,
    },
    /// A complaint.
    Complaint {
        /// About which agency: a provider's slug; `all` when they do not know.
        agency: String,
    },
}

/// The least that a support service needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shared {
    /// Their name.
    Name,
    /// How to reach them safely.
    SafeContact,
    /// The area in which they live.
    Area,
}

impl Shared {
    /// Every one, in the order forms show them.
    pub const ALL: [Shared; 3] = [Shared::Name, Shared::SafeContact, Shared::Area];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Shared::Name => "name",
            Shared::SafeContact => "how to reach them safely",
            Shared::Area => "area",
        }
    }
}

/// Who decided what is to be looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// Police.
    Police,
    /// The Crown Prosecution Service.
    Cps,
}

impl Decider {
    /// The provider's slug.
    pub fn provider(self) -> &'static str {
        match self {
            Decider::Police => "police",
            Decider::Cps => "cps",
        }
    }
}

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestAnswer {
    /// Somebody has it and said so.
    Acknowledged,
    /// It was done, or answered in full.
    Done,
    /// It cannot be done, and why.
    Declined,
}

impl RequestAnswer {
    /// Every answer, in the order forms show them.
    pub const ALL: [RequestAnswer; 3] =
        [RequestAnswer::Acknowledged, RequestAnswer::Done, RequestAnswer::Declined];

    /// The slug that forms use.
    pub fn slug(self) -> &'static str {
        match self {
            RequestAnswer::Acknowledged => "acknowledged",
            RequestAnswer::Done => "done",
            RequestAnswer::Declined => "declined",
        }
    }

    /// The answer with this slug.
    pub fn from_slug(slug: &str) -> Option<RequestAnswer> {
        RequestAnswer::ALL.into_iter().find(|answer| answer.slug() == slug)
    }

    /// In words, for staff.
    pub fn words(self) -> &'static str {
        match self {
            RequestAnswer::Acknowledged => "We have it, and this is what happens next",
            RequestAnswer::Done => "It is done, or answered in full",
            RequestAnswer::Declined => "It cannot be done, and this is why",
        }
    }
}

impl About {
    /// The slug of what is asked for.
    pub fn slug(&self) -> &'static str {
        match self {
            About::Support { .. } => "support",
            About::SupportLater { .. } => "support_later",
            About::Compensation => "compensation",
            About::Expenses => "expenses",
            About::Review { .. } => "review",
            About::Complaint { .. } => "complaint",
        }
    }

    /// In words, for staff, to follow "asked".
    pub fn words(&self) -> String {
        match self {
            About::Support { name: Some(name), .. } => format!("to be put in touch with {name}"),
            About::Support { .. } => "to be put in touch with a support service".to_owned(),
            About::SupportLater { from } => format!("not now: offer support again from {from}"),
            About::Compensation => "for help with compensation".to_owned(),
            About::Expenses => "for expenses of going to court".to_owned(),
            About::Review { by: Decider::Police, .. } => {
                "for a review of the decision of the police".to_owned()
            }
            About::Review { by: Decider::Cps, .. } => {
                "for a review of the decision of the prosecutor".to_owned()
            }
            About::Complaint { .. } => "somebody to look into a complaint".to_owned(),
        }
    }

    /// In words, for the victim's own copy, to follow "you ask".
    pub fn words_to_victim(&self) -> String {
        match self {
            About::Support { name: Some(name), .. } => format!("to be put in touch with {name}"),
            About::Support { .. } => "to be put in touch with a support service".to_owned(),
            About::SupportLater { .. } => "to be asked about support again later".to_owned(),
            other => other.words(),
        }
    }

    /// Triggers of the Code and of this service's promises that this is, by their slugs. The first stands at the event's
    /// own version.
    pub fn triggers(&self) -> &'static [&'static str] {
        match self {
            About::Support { .. } => &["support_asked_for"],
            About::SupportLater { .. } => &["support_offer_again"],
            About::Compensation => &["help_asked_for"],
            About::Expenses => &["help_asked_for", "expense_claim_received"],
            About::Review { by: Decider::Police, .. } => &["vrr_request_received"],
            About::Review { by: Decider::Cps, .. } => &["prosecutor_review_asked"],
            About::Complaint { .. } => &["complaint_received"],
        }
    }

    /// When its clocks start, when that is later than the request.
    pub fn starts(&self) -> Option<Timestamp> {
        match self {
            About::SupportLater { from } => Some(calendar::start_of_london_day(*from)),
            _ => None,
        }
    }
}

impl RequestEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            RequestEvent::Made(_) => "request_made",
            RequestEvent::Withdrawn { .. } => "request_withdrawn",
            RequestEvent::Answered { .. } => "request_answered",
        }
    }

    /// Whose request it is.
    pub fn victim(&self) -> VictimId {
        match self {
            RequestEvent::Made(Made { victim, .. })
            | RequestEvent::Withdrawn { victim, .. }
            | RequestEvent::Answered { victim, .. } => *victim,
        }
    }

    /// Whom its texts are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// The words that were recorded with it.
    pub fn words(&self) -> Option<&PersonalRef> {
        match self {
            RequestEvent::Made(made) => made.words.as_ref(),
            RequestEvent::Answered { words, .. } => Some(words),
            RequestEvent::Withdrawn { .. } => None,
        }
    }

    /// Duties that this meets.
    pub fn meets(&self) -> &[DutyRef] {
        match self {
            RequestEvent::Answered { meets, .. } => meets,
            RequestEvent::Made(_) | RequestEvent::Withdrawn { .. } => &[],
        }
    }
}

/// A request and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// As it was made.
    pub made: Made,
    /// When.
    pub at: Timestamp,
    /// Version of that event.
    pub version: u64,
    /// Whether it was withdrawn, and when.
    pub withdrawn: Option<Timestamp>,
    /// The answers, in order: which, when, in which words, version of the event.
    pub answers: Vec<(RequestAnswer, Timestamp, PersonalRef, u64)>,
}

impl Request {
    /// Whether nothing more is to come: withdrawn, done or declined.
    pub fn is_closed(&self) -> bool {
        self.withdrawn.is_some()
            || self.answers.iter().any(|(answer, ..)| *answer != RequestAnswer::Acknowledged)
    }
}

/// The requests of a case, by their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests(BTreeMap<Uuid, Request>);

impl Requests {
    pub(crate) fn apply(&mut self, event: &RequestEvent, recorded: &Recorded) {
        match event {
            RequestEvent::Made(made) => {
                self.0.entry(made.request).or_insert_with(|| Request {
                    made: made.clone(),
                    at: recorded.at,
                    version: recorded.version,
                    withdrawn: None,
                    answers: Vec::new(),
                });
            }
            RequestEvent::Withdrawn { request, .. } => {
                if let Some(known) = self.0.get_mut(request).filter(|known| !known.is_closed()) {
                    known.withdrawn = Some(recorded.at);
                }
            }
            RequestEvent::Answered { request, answer, words, .. } => {
                if let Some(known) = self.0.get_mut(request).filter(|known| known.withdrawn.is_none()) {
                    known.answers.push((*answer, recorded.at, words.clone(), recorded.version));
                }
            }
        }
    }

    /// The request with this id.
    pub fn get(&self, id: Uuid) -> Option<&Request> {
        self.0.get(&id)
    }

    /// Requests of a victim, the last first.
    pub fn of(&self, victim: VictimId) -> Vec<&Request> {
        let mut of: Vec<&Request> = self.0.values().filter(|one| one.made.victim == victim).collect();
        of.sort_by_key(|one| std::cmp::Reverse(one.version));
        of
    }

    /// Every request of the case, the last first.
    pub fn all(&self) -> Vec<&Request> {
        let mut all: Vec<&Request> = self.0.values().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.version));
        all
    }

    /// Versions of the requests that were withdrawn: nothing is owed because of them.
    pub(crate) fn withdrawn(&self) -> impl Iterator<Item = u64> {
        self.0.values().filter(|one| one.withdrawn.is_some()).map(|one| one.version)
    }
}

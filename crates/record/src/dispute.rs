//! What becomes of a victim's "this did not happen" and "I did not understand" (VOX-3): somebody must look into it by a
//! day, says what they found and did, and it stays open until the victim agrees that it is settled.
//!
//! The victim's answer itself is [`crate::CaseEvent::VictimAnswered`]. Here is what follows, and the small machine that both
//! the case and the Code's engine ask: open, settled, agreed; or open again, with a clock of its own.

use crate::{
    Answer, AnswerAbout, CaseEvent, DutyRef, PersonalRef, Recorded, Subject, VictimId, safe_contact::choices,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that followed from a dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeEvent {
    /// Staff looked into it, and told the victim what they found and did.
    Settled {
        /// The victim.
        victim: VictimId,
        /// The duty that it is about.
        about: DutyRef,
        /// What came of it.
        outcome: Outcome,
        /// Version of the contact that told the victim.
        contact: u64,
    },
    /// The victim agrees that it is settled.
    Agreed {
        /// The victim.
        victim: VictimId,
        /// The duty that it is about.
        about: DutyRef,
    },
    /// The victim does not: it is open again, and somebody else looks at it.
    Reopened {
        /// The victim.
        victim: VictimId,
        /// The duty that it is about.
        about: DutyRef,
        /// Their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
}

/// What came of looking into a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It had not been done, and is done now.
    DoneNow,
    /// It had not been done, and cannot be done any more.
    TooLate,
    /// It had happened; the victim was told when and how.
    HadHappened,
    /// It was explained again.
    Explained,
}

choices!(
    Outcome, 4,
    DoneNow "done_now" "It had not been done. It is done now",
    TooLate "too_late" "It had not been done, and it is too late to do it",
    HadHappened "had_happened" "It had been done. I told them when and how",
    Explained "explained" "I explained it again",
);

impl DisputeEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            DisputeEvent::Settled { .. } => "dispute_settled",
            DisputeEvent::Agreed { .. } => "dispute_agreed",
            DisputeEvent::Reopened { .. } => "dispute_reopened",
        }
    }

    /// The victim.
    pub fn victim(&self) -> VictimId {
        match self {
            DisputeEvent::Settled { victim, .. }
            | DisputeEvent::Agreed { victim, .. }
            | DisputeEvent::Reopened { victim, .. } => *victim,
        }
    }

    /// The duty that it is about.
    pub fn about(&self) -> &DutyRef {
        match self {
            DisputeEvent::Settled { about, .. }
            | DisputeEvent::Agreed { about, .. }
            | DisputeEvent::Reopened { about, .. } => about,
        }
    }

    /// Whom the words are about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }

    /// What the victim said.
    pub fn words(&self) -> Option<&PersonalRef> {
        match self {
            DisputeEvent::Reopened { words, .. } => words.as_ref(),
            _ => None,
        }
    }
}

/// What is disputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// That it happened.
    DidNotHappen,
    /// Whether it was understood.
    NotUnderstood,
}

/// A dispute as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The victim.
    pub victim: VictimId,
    /// The duty that it is about.
    pub about: DutyRef,
    /// What is disputed.
    pub kind: Kind,
    /// Version of the event that started the clock that runs, or ran last.
    pub opened: u64,
    /// When that was.
    pub since: Timestamp,
    /// The victim's latest words.
    pub words: Option<PersonalRef>,
    /// How often it was opened again.
    pub reopened: u32,
    /// Where it stands.
    pub state: State,
}

/// Where a dispute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody must look into it.
    Open,
    /// Somebody did: the victim is asked whether it is settled.
    Settled {
        /// Version of the contact that told them.
        contact: u64,
        /// What came of it; none when a contact met the promise and nobody said more.
        outcome: Option<Outcome>,
    },
    /// The victim says that it is settled.
    Agreed,
}

/// The promise that somebody looks into a dispute.
pub const LOOK: &str = "p-look-into-dispute";
/// The promise that something is explained again.
pub const EXPLAIN: &str = "p-explain-again";
/// The promise that a supervisor looks at what the victim does not find settled.
pub const LOOK_AGAIN: &str = "p-look-into-dispute-again";
/// The promises that disputes start.
pub const PROMISES: [&str; 3] = [LOOK, EXPLAIN, LOOK_AGAIN];

impl Dispute {
    /// The promise whose clock runs.
    pub fn promise(&self) -> &'static str {
        match (self.reopened, self.kind) {
            (1.., _) => LOOK_AGAIN,
            (0, Kind::DidNotHappen) => LOOK,
            (0, Kind::NotUnderstood) => EXPLAIN,
        }
    }

    /// The promise whose clock runs, as a contact meets it.
    pub fn promised(&self) -> DutyRef {
        DutyRef { duty: self.promise().to_owned(), trigger: self.opened, victim: None }
    }

    fn starts(&self) -> &'static str {
        match (self.reopened, self.kind) {
            (1.., _) => "dispute_reopened",
            (0, Kind::DidNotHappen) => "record_disputed",
            (0, Kind::NotUnderstood) => "not_understood",
        }
    }
}

/// What an event does to the clocks of disputes.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A promise begins: victim and trigger.
    Start(VictimId, &'static str),
    /// A promise is no longer owed, because the victim says that it is settled.
    End(VictimId, DutyRef),
}

/// The disputes of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Disputes(BTreeMap<(VictimId, DutyRef), Dispute>);

impl Disputes {
    /// All of them, in a fixed order.
    pub fn all(&self) -> impl Iterator<Item = &Dispute> {
        self.0.values()
    }

    /// The dispute about a duty.
    pub fn about(&self, victim: VictimId, about: &DutyRef) -> Option<&Dispute> {
        self.0.get(&(victim, whole(about)))
    }

    /// The dispute whose clock this event started.
    pub fn opened_by(&self, version: u64) -> Option<&Dispute> {
        self.all().find(|dispute| dispute.opened == version)
    }

    /// Takes in the next event of the case; says what it does to the clocks.
    pub fn apply(&mut self, recorded: &Recorded) -> Vec<Effect> {
        match &recorded.event {
            CaseEvent::VictimAnswered { victim, about: AnswerAbout::Duty(about), answer, words } => {
                match answer {
                    Answer::DidNotHappen => self.dispute(recorded, *victim, about, Kind::DidNotHappen, words),
                    Answer::NotUnderstood => {
                        self.dispute(recorded, *victim, about, Kind::NotUnderstood, words)
                    }
                    Answer::Understood | Answer::Happened => self.agree(*victim, about),
                }
            }
            CaseEvent::ContactRecorded(contact) => {
                let is_met = |dispute: &&mut Dispute| {
                    let promised = dispute.promised();
                    dispute.victim == contact.victim
                        && dispute.state == State::Open
                        && contact.meets.iter().any(|met| whole(met) == promised)
                };
                for dispute in self.0.values_mut().filter(is_met) {
                    dispute.state = State::Settled { contact: recorded.version, outcome: None };
                }
                Vec::new()
            }
            CaseEvent::Dispute(DisputeEvent::Settled { victim, about, outcome, contact }) => {
                if let Some(dispute) = self.0.get_mut(&(*victim, whole(about)))
                    && dispute.state != State::Agreed
                {
                    dispute.state = State::Settled { contact: *contact, outcome: Some(*outcome) };
                }
                Vec::new()
            }
            CaseEvent::Dispute(DisputeEvent::Agreed { victim, about }) => self.agree(*victim, about),
            CaseEvent::Dispute(DisputeEvent::Reopened { victim, about, words }) => {
                let kind = self.about(*victim, about).map(|dispute| dispute.kind);
                kind.map_or_else(Vec::new, |kind| self.dispute(recorded, *victim, about, kind, words))
            }
            _ => Vec::new(),
        }
    }

    /// The same said again while it is open starts no second clock: it would put off the first.
    fn dispute(
        &mut self,
        recorded: &Recorded,
        victim: VictimId,
        about: &DutyRef,
        kind: Kind,
        words: &Option<PersonalRef>,
    ) -> Vec<Effect> {
        let about = whole(about);
        let before = self.0.get_mut(&(victim, about.clone()));
        let (reopened, ended) = match before {
            None => (0, None),
            Some(before) if before.state == State::Open && before.kind == kind => {
                before.words = words.clone().or_else(|| before.words.take());
                return Vec::new();
            }
            Some(before) if before.state == State::Open => {
                (before.reopened, Some(Effect::End(victim, before.promised())))
            }
            Some(before) => (before.reopened.saturating_add(1), None),
        };
        let dispute = Dispute {
            victim,
            about: about.clone(),
            kind,
            opened: recorded.version,
            since: recorded.at,
            words: words.clone(),
            reopened,
            state: State::Open,
        };
        let start = Effect::Start(victim, dispute.starts());
        self.0.insert((victim, about), dispute);
        std::iter::once(start).chain(ended).collect()
    }

    fn agree(&mut self, victim: VictimId, about: &DutyRef) -> Vec<Effect> {
        let Some(dispute) = self.0.get_mut(&(victim, whole(about))) else { return Vec::new() };
        let was_open = dispute.state == State::Open;
        dispute.state = State::Agreed;
        if was_open { vec![Effect::End(victim, dispute.promised())] } else { Vec::new() }
    }
}

fn whole(about: &DutyRef) -> DutyRef {
    DutyRef { victim: None, ..about.clone() }
}

#[cfg(test)]
mod tests;

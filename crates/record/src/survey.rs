//! One survey along the whole journey (VOX-2): the same six questions after the first weeks, after a decision, after court
//! and after a year, for every victim and not only where somebody was charged. Nobody who works on the case reads the
//! answers: they count in figures only. Whoever should not be asked directly is asked through somebody they trust.

use crate::{Case, Recorded, Subject, VictimId, figures::Month, safe_contact::choices};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What happened to the survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyEvent {
    /// A victim answered. The latest answers for a moment count.
    Answered {
        /// The victim.
        victim: VictimId,
        /// The part of the journey that it is about.
        moment: Moment,
        /// Answers by question, both of [`QUESTIONS`]. A question may be left out.
        answers: BTreeMap<String, String>,
        /// How it was asked.
        through: Through,
    },
    /// They do not want to be asked. They can still answer when they like.
    Declined {
        /// The victim.
        victim: VictimId,
    },
    /// They are not to be asked directly, or again are.
    Directly {
        /// The victim.
        victim: VictimId,
        /// Why not; none when they are.
        unless: Option<WhyNot>,
    },
}

/// A part of the journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Four weeks after they joined the case.
    FirstWeeks,
    /// Two weeks after it was decided that nobody goes to court.
    Decision,
    /// Two weeks after the court's last word.
    Court,
    /// A year after they joined.
    Year,
}

choices!(
    Moment, 4,
    FirstWeeks "first_weeks" "the first weeks",
    Decision "decision" "the decision that nobody goes to court",
    Court "court" "the court",
    Year "year" "the year since then",
);

/// How somebody was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Through {
    /// On their own pages.
    Own,
    /// With an advocate or a support service.
    Supporter,
}

choices!(
    Through, 2,
    Own "own" "on their own pages",
    Supporter "supporter" "with somebody who supports them",
);

/// Why somebody is not asked directly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// Somebody dangerous may see it.
    NotSafe,
    /// They are bereaved, and it is too early.
    Bereaved,
    /// They are a child, or cannot answer alone.
    NotAlone,
    /// They asked for it.
    Asked,
}

choices!(
    WhyNot, 4,
    NotSafe "not_safe" "It may not be safe: somebody else may see it",
    Bereaved "bereaved" "They are bereaved and it is too early",
    NotAlone "not_alone" "They are a child, or cannot answer alone",
    Asked "asked" "They asked not to be asked directly",
);

/// Questions and their answers, best first. The words of both are in the languages of the public.
pub const QUESTIONS: [(&str, &[&str]); 6] = [
    ("informed", &["very_well", "well", "not_well", "not_at_all"]),
    ("next", &["yes", "partly", "no"]),
    ("chase", &["never", "sometimes", "often"]),
    ("respect", &["yes", "partly", "no"]),
    ("help", &["yes", "partly", "no", "not_needed"]),
    ("overall", &["very_good", "good", "neither", "bad", "very_bad"]),
];

/// Whether this is an answer to this question.
pub fn is_answer(question: &str, answer: &str) -> bool {
    QUESTIONS.iter().any(|(known, answers)| *known == question && answers.contains(&answer))
}

/// How good an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Good.
    Good,
    /// Between good and bad.
    Middle,
    /// Bad.
    Bad,
}

/// How good an answer is; none for an answer that says neither (no help was needed), or is none.
pub fn grade(question: &str, answer: &str) -> Option<Grade> {
    if !is_answer(question, answer) {
        return None;
    }
    match answer {
        "very_well" | "well" | "yes" | "never" | "very_good" | "good" => Some(Grade::Good),
        "partly" | "sometimes" | "neither" => Some(Grade::Middle),
        "no" | "not_well" | "not_at_all" | "often" | "bad" | "very_bad" => Some(Grade::Bad),
        _ => None,
    }
}

/// After which a case ended without a court.
const DECISIONS: [&str; 4] =
    ["decision_not_to_investigate", "nfa_decision_police", "nfa_decision_cps", "out_of_court_disposal_given"];
/// The court's words, of which the latest counts.
const COURT: [&str; 2] = ["sentence_passed", "hearing_outcome_known"];

impl SurveyEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            SurveyEvent::Answered { .. } => "survey_answered",
            SurveyEvent::Declined { .. } => "survey_declined",
            SurveyEvent::Directly { .. } => "survey_directly",
        }
    }

    /// The victim.
    pub fn victim(&self) -> VictimId {
        match self {
            SurveyEvent::Answered { victim, .. }
            | SurveyEvent::Declined { victim }
            | SurveyEvent::Directly { victim, .. } => *victim,
        }
    }

    /// Whom it is about.
    pub fn subject(&self) -> Subject {
        Subject::Victim(self.victim())
    }
}

/// What each victim said, and whether they are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surveys(BTreeMap<VictimId, OwnSurvey>);

/// What one victim said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnSurvey {
    /// The latest answers for each moment, and when.
    pub answered: BTreeMap<Moment, (Timestamp, BTreeMap<String, String>)>,
    /// When they said that they do not want to be asked.
    pub declined: Option<Timestamp>,
    /// Why they are not asked directly.
    pub not_directly: Option<WhyNot>,
}

impl Surveys {
    /// What a victim said.
    pub fn of(&self, victim: VictimId) -> OwnSurvey {
        self.0.get(&victim).cloned().unwrap_or_default()
    }

    /// Takes in an event.
    pub fn apply(&mut self, event: &SurveyEvent, recorded: &Recorded) {
        let own = self.0.entry(event.victim()).or_default();
        match event {
            SurveyEvent::Answered { moment, answers, .. } => {
                let known = answers.iter().filter(|(question, answer)| is_answer(question, answer));
                let known = known.map(|(question, answer)| (question.clone(), answer.clone())).collect();
                own.answered.insert(*moment, (recorded.at, known));
            }
            SurveyEvent::Declined { .. } => own.declined = Some(recorded.at),
            SurveyEvent::Directly { unless, .. } => own.not_directly = *unless,
        }
    }
}

/// What a victim could be asked about now: the latest part of the journey that they came to and have not answered for.
pub fn due(case: &Case, victim: VictimId, now: Timestamp) -> Option<Moment> {
    let joined = case.victim(victim)?.joined_at;
    let said = case.surveys.of(victim);
    let latest = |slugs: &[&str]| slugs.iter().filter_map(|slug| case.happened.get(*slug)).max().copied();
    let court = latest(&COURT);
    let reached = [
        (Moment::FirstWeeks, Some(joined), 28),
        (Moment::Decision, latest(&DECISIONS).filter(|_| court.is_none()), 14),
        (Moment::Court, court, 14),
        (Moment::Year, Some(joined), 365),
    ];
    reached
        .into_iter()
        .filter_map(|(moment, since, days)| {
            let from = since?.checked_add(SignedDuration::from_hours(days * 24)).ok()?;
            (from <= now).then_some((from, moment))
        })
        .max()
        .map(|(_, moment)| moment)
        .filter(|moment| !said.answered.contains_key(moment))
}

/// What a victim's answers add to figures: month, moment, question, answer. That somebody answered at all, or said no,
/// stands under the question `taken`.
pub fn counted(said: &OwnSurvey) -> Vec<(Month, &'static str, String, String)> {
    let mut rows = Vec::new();
    for (moment, (at, answers)) in &said.answered {
        let month = Month::of(*at);
        rows.push((month, moment.slug(), TAKEN.to_owned(), "answered".to_owned()));
        rows.extend(answers.iter().map(|(q, a)| (month, moment.slug(), q.clone(), a.clone())));
    }
    rows.extend(said.declined.map(|at| (Month::of(at), "", TAKEN.to_owned(), "declined".to_owned())));
    rows
}

/// The question under which figures keep that somebody answered.
pub const TAKEN: &str = "taken";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CaseEvent, CaseId, Facts, Origin, PersonalRef, Recorder};
    use uuid::Uuid;

    fn at(days: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * days)
    }

    fn case(happened: &[(&str, i64)], answered: &[Moment]) -> (Case, VictimId) {
        let victim = VictimId(Uuid::from_u128(7));
        let details = PersonalRef { id: Uuid::nil(), digest: String::new() };
        let opened = CaseEvent::CaseOpened { title: "Theft".into(), area: None };
        let mut events = vec![(0, opened), (0, CaseEvent::VictimAdded { victim, details, flags: vec![] })];
        for (trigger, day) in happened {
            let (trigger, facts) = ((*trigger).to_owned(), Facts::default());
            events.push((*day, CaseEvent::Happened { trigger, victim: None, key: None, facts, words: None }));
        }
        for moment in answered {
            let answers = BTreeMap::from([("overall".to_owned(), "good".to_owned())]);
            let (moment, through) = (*moment, Through::Own);
            events.push((40, CaseEvent::Survey(SurveyEvent::Answered { victim, moment, answers, through })));
        }
        let by = Recorder { organisation: "".into(), person: None, origin: Origin::Person };
        let recorded: Vec<Recorded> = events
            .into_iter()
            .zip(1..)
            .map(|((day, event), version)| {
                let at = at(day);
                Recorded { version, at, received_at: None, recorded_at: at, by: by.clone(), event }
            })
            .collect();
        (Case::from_events(CaseId(Uuid::nil()), &recorded), victim)
    }

    #[test]
    fn each_part_of_the_journey_comes_when_it_is_reached_and_once() {
        let (first, victim) = case(&[], &[]);
        assert_eq!(due(&first, victim, at(27)), None);
        assert_eq!(due(&first, victim, at(28)), Some(Moment::FirstWeeks));
        assert_eq!(due(&first, victim, at(400)), Some(Moment::Year));
        let (closed, victim) = case(&[("nfa_decision_police", 60)], &[]);
        assert_eq!(due(&closed, victim, at(73)), Some(Moment::FirstWeeks));
        assert_eq!(due(&closed, victim, at(74)), Some(Moment::Decision));
        let (tried, victim) = case(&[("nfa_decision_police", 60), ("sentence_passed", 90)], &[]);
        assert_eq!(due(&tried, victim, at(110)), Some(Moment::Court));
        let (answered, victim) = case(&[], &[Moment::FirstWeeks]);
        assert_eq!(due(&answered, victim, at(100)), None);
        assert_eq!(due(&answered, victim, at(365)), Some(Moment::Year));
    }

    #[test]
    fn the_triggers_are_of_the_code_and_only_known_answers_count() {
        let code = victims_code::Code::embedded();
        for slug in DECISIONS.iter().chain(&COURT) {
            assert!(code.trigger_id(slug).is_some(), "{slug}");
        }
        assert!(is_answer("overall", "very_bad") && !is_answer("overall", "yes") && !is_answer("x", "yes"));
        let (answered, victim) = case(&[], &[Moment::FirstWeeks]);
        let rows = counted(&answered.surveys.of(victim));
        assert_eq!(rows.len(), 2);
        assert!(
            rows.iter()
                .any(|(_, moment, q, a)| (*moment, q.as_str(), a.as_str())
                    == ("first_weeks", "overall", "good"))
        );
    }
}

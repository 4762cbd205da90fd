//! Where a case is among few plain steps, and whether it has ended (ACC-3, ACC-4). Made of what its victim may know: what
//! a person has to tell them first moves no step.

use record::{Case, CaseEvent, Facts, Recorded, VictimId};

mod usual;

pub use usual::{Confidence, Usual};

/// What sort of case it is, as its victim would say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A crime.
    #[default]
    Crime,
    /// A collision on the road. Whoever was hurt has a victim's rights until something else is known (REP-8).
    Collision,
    /// Somebody who wanted help and no police (REP-9).
    Support,
}

/// A step of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Somebody told what happened.
    Reported,
    /// The police look into it.
    Police,
    /// It is decided whether somebody is charged.
    Decision,
    /// It is before a court.
    Court,
    /// The court decides on the sentence.
    Sentence,
    /// What comes afterwards: appeal, release, support.
    After,
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The police do not look into it.
    NotInvestigated,
    /// Nobody is charged.
    NoFurtherAction,
    /// It was settled without a court.
    OutOfCourt,
    /// Nobody was found guilty.
    NotGuilty,
    /// Somebody was sentenced.
    Sentenced,
}

/// The course of a case so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// What sort of case it is.
    pub kind: Kind,
    /// Whether its victim is a relative of somebody who died.
    pub bereaved: bool,
    /// The steps of such a case.
    pub steps: Vec<Step>,
    /// The step that it is at.
    pub now: Step,
    /// How it ended, when it did.
    pub ended: Option<Ended>,
}

/// How the words about a case begin: for a family, for a collision, for help alone, else for a crime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Somebody died.
    Bereaved,
    /// A collision.
    Collision,
    /// No police in it.
    Support,
    /// A crime.
    Crime,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Crime, Kind::Collision, Kind::Support];

    /// The slug in the data and in messages.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Crime => "crime",
            Kind::Collision => "collision",
            Kind::Support => "support",
        }
    }

    /// What sort of case it is: by a mark that whoever took the report set, by offences under the Road Traffic Act
    /// 1988, else by the words of its title.
    pub fn of(case: &Case, events: &[Recorded]) -> Kind {
        let agencies = ["police", "cps", "wcu", "hmcts"];
        let police = case.owners.keys().any(|provider| agencies.contains(&provider.as_str()));
        if !police && case.owners.contains_key("support_service") {
            return Kind::Support;
        }
        let on_the_road = events.iter().any(|recorded| match &recorded.event {
            CaseEvent::Happened { facts, .. } => {
                facts.offences.iter().any(|one| one.code.starts_with("RT88"))
            }
            _ => false,
        });
        let title = case.title.to_lowercase();
        let says = ["collision", "crash", "killed on the road", "hit and run", "gwrthdrawiad"];
        if case.marks.contains_key(COLLISION) || on_the_road || says.iter().any(|word| title.contains(word)) {
            return Kind::Collision;
        }
        Kind::Crime
    }
}

/// The mark of a case that is about a collision (`CaseMarked`). The Code knows no such flag: it changes words, not rights.
pub const COLLISION: &str = "collision";

impl Wording {
    /// The slug by which messages choose their words.
    pub fn slug(self) -> &'static str {
        match self {
            Wording::Bereaved => "bereaved",
            Wording::Collision => "collision",
            Wording::Support => "support",
            Wording::Crime => "crime",
        }
    }
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 6] =
        [Step::Reported, Step::Police, Step::Decision, Step::Court, Step::Sentence, Step::After];

    /// The slug in the data, in messages and in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Step::Reported => "reported",
            Step::Police => "police",
            Step::Decision => "decision",
            Step::Court => "court",
            Step::Sentence => "sentence",
            Step::After => "after",
        }
    }
}

impl Ended {
    /// Every way in which a case ends.
    pub const ALL: [Ended; 5] = [
        Ended::NotInvestigated,
        Ended::NoFurtherAction,
        Ended::OutOfCourt,
        Ended::NotGuilty,
        Ended::Sentenced,
    ];

    /// The slug in messages.
    pub fn slug(self) -> &'static str {
        match self {
            Ended::NotInvestigated => "not-investigated",
            Ended::NoFurtherAction => "no-further-action",
            Ended::OutOfCourt => "out-of-court",
            Ended::NotGuilty => "not-guilty",
            Ended::Sentenced => "sentenced",
        }
    }

    /// Whether the Code lets the victim ask for the decision to be looked at again.
    pub fn can_be_reviewed(self) -> bool {
        matches!(self, Ended::NoFurtherAction | Ended::OutOfCourt)
    }
}

/// Triggers of the Code that move a case to a step.
const MOVES: [(&str, Step); 38] = [
    ("crime_reported", Step::Reported),
    ("death_reported", Step::Reported),
    ("investigation_opened", Step::Police),
    ("victim_interview_planned", Step::Police),
    ("suspect_arrested", Step::Police),
    ("suspect_interviewed_under_caution", Step::Police),
    ("suspect_released_no_charge", Step::Police),
    ("suspect_released_under_investigation", Step::Police),
    ("bail_granted", Step::Police),
    ("bail_changed", Step::Police),
    ("bail_cancelled", Step::Police),
    ("young_offender_identified", Step::Police),
    ("investigation_long_running", Step::Police),
    ("decision_not_to_investigate", Step::Police),
    ("case_file_submitted", Step::Decision),
    ("case_file_received", Step::Decision),
    ("charging_decision_pending_or_made", Step::Decision),
    ("nfa_decision_police", Step::Decision),
    ("nfa_decision_cps", Step::Decision),
    ("out_of_court_disposal_considered", Step::Decision),
    ("out_of_court_disposal_given", Step::Decision),
    ("charged", Step::Court),
    ("bail_to_court", Step::Court),
    ("hearing_date_set", Step::Court),
    ("remanded_in_custody", Step::Court),
    ("court_bail_changed", Step::Court),
    ("case_sent_to_crown_court", Step::Court),
    ("proceedings_delayed", Step::Court),
    ("witness_required_to_attend", Step::Court),
    ("trial_day", Step::Court),
    ("hearing_outcome_known", Step::Court),
    ("conviction", Step::Sentence),
    ("sentence_passed", Step::After),
    ("appeal_lodged", Step::After),
    ("vcs_referral_received", Step::After),
    ("vcs_joined", Step::After),
    ("offender_released", Step::After),
    ("parole_decision_issued", Step::After),
];

/// After an end, these say that it goes on. A further hearing or letter about a case that has ended does not.
const REOPENS: [&str; 6] = [
    "investigation_opened",
    "suspect_arrested",
    "suspect_interviewed_under_caution",
    "case_file_submitted",
    "charged",
    "ccrc_referral_made",
];

/// What is known about a case beside what happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct About {
    /// What sort of case it is.
    pub kind: Kind,
    /// Whether its victim is a relative of somebody who died.
    pub bereaved: bool,
    /// Whether several people are suspected or accused: what is over for one is not over.
    pub several: bool,
}

impl Course {
    /// The course of a case, from what happened as far as its victim may know it, oldest first.
    pub fn of<'a>(about: About, happened: impl IntoIterator<Item = (&'a str, &'a Facts)>) -> Course {
        let About { kind, bereaved, several } = about;
        let (mut now, mut furthest, mut ended) = (Step::Reported, Step::Reported, None);
        for (trigger, facts) in happened {
            let Some(step) = step_of(trigger) else { continue };
            match end_of(trigger, facts, furthest).filter(|_| !several) {
                Some(end) => {
                    ended = Some(end);
                    now = now.max(step);
                }
                None if ended.is_some() && REOPENS.contains(&trigger) => {
                    ended = None;
                    now = step;
                }
                None => now = now.max(step),
            }
            furthest = furthest.max(step);
        }
        let steps = steps(kind, furthest);
        if kind == Kind::Support && furthest == Step::Reported {
            now = Step::After;
        }
        Course { kind, bereaved, steps, now, ended }
    }

    /// Which words are used about it.
    pub fn wording(&self) -> Wording {
        match (self.bereaved, self.kind) {
            (true, _) => Wording::Bereaved,
            (false, Kind::Collision) => Wording::Collision,
            (false, Kind::Support) => Wording::Support,
            (false, Kind::Crime) => Wording::Crime,
        }
    }

    /// What usually comes next from here.
    pub fn usual(&self) -> Option<&'static Usual> {
        Usual::of(self.now, self.kind)
    }
}

fn step_of(trigger: &str) -> Option<Step> {
    if trigger == "ccrc_referral_made" {
        return Some(Step::Court);
    }
    MOVES.iter().find(|(slug, _)| *slug == trigger).map(|(_, step)| *step)
}

/// How a case ends with this, when it has come as far as `furthest`. A decision about one more suspect ends no case
/// that is before a court.
fn end_of(trigger: &str, facts: &Facts, furthest: Step) -> Option<Ended> {
    let before_court = furthest < Step::Court;
    let verdicts = || facts.offences.iter().filter_map(|one| one.verdict.as_deref());
    match trigger {
        "decision_not_to_investigate" => Some(Ended::NotInvestigated),
        "nfa_decision_police" | "nfa_decision_cps" if before_court => Some(Ended::NoFurtherAction),
        "out_of_court_disposal_given" if before_court => Some(Ended::OutOfCourt),
        "sentence_passed" => Some(Ended::Sentenced),
        "hearing_outcome_known" if furthest < Step::Sentence => {
            let not_guilty = verdicts().next().is_some() && verdicts().all(|verdict| verdict == "NG");
            not_guilty.then_some(Ended::NotGuilty)
        }
        _ => None,
    }
}

/// A collision in which nobody is suspected goes no way to court, and a case without police has no steps of theirs.
fn steps(kind: Kind, furthest: Step) -> Vec<Step> {
    let few: &[Step] = match kind {
        Kind::Support => &[Step::Reported, Step::After],
        Kind::Collision => &[Step::Reported, Step::Police, Step::After],
        Kind::Crime => &Step::ALL,
    };
    if few.contains(&furthest) && furthest < Step::After { few.into() } else { Step::ALL.into() }
}

impl About {
    /// What is known about a case for one of its victims.
    pub(crate) fn of(case: &Case, events: &[Recorded], victim: VictimId) -> About {
        let bereaved = case.victim(victim).is_some_and(|victim| victim.flags.contains_key("bereaved"));
        About {
            kind: Kind::of(case, events),
            bereaved: bereaved || case.marks.contains_key("bereaved"),
            several: case.defendants.len() > 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(kind: Kind, happened: &[&str]) -> Course {
        let facts = Facts::default();
        Course::of(About { kind, ..About::default() }, happened.iter().map(|trigger| (*trigger, &facts)))
    }

    #[test]
    fn every_step_is_moved_to_by_events_of_the_code() {
        let code = victims_code::Code::embedded();
        for slug in MOVES.iter().map(|(slug, _)| slug).chain(&REOPENS) {
            assert!(code.trigger_id(slug).is_some(), "{slug}");
        }
        for step in Step::ALL {
            assert!(MOVES.iter().any(|(_, of)| *of == step), "{step:?}");
        }
    }

    #[test]
    fn a_burglary_goes_from_the_report_to_the_end() {
        let way = [
            ("crime_reported", Step::Reported),
            ("suspect_arrested", Step::Police),
            ("case_file_submitted", Step::Decision),
            ("charged", Step::Court),
            ("conviction", Step::Sentence),
            ("sentence_passed", Step::After),
        ];
        for until in 1..=way.len() {
            let happened: Vec<&str> = way[..until].iter().map(|(slug, _)| *slug).collect();
            let course = course(Kind::Crime, &happened);
            assert_eq!(course.now, way[until - 1].1);
            assert_eq!(course.steps, Step::ALL);
            assert_eq!(course.ended, (until == way.len()).then_some(Ended::Sentenced));
        }
    }

    #[test]
    fn what_comes_late_moves_nothing_back_and_what_has_ended_can_go_on() {
        let late = ["crime_reported", "charged", "suspect_interviewed_under_caution"];
        assert_eq!(course(Kind::Crime, &late).now, Step::Court);
        let ended = ["crime_reported", "nfa_decision_cps"];
        assert_eq!(course(Kind::Crime, &ended).ended, Some(Ended::NoFurtherAction));
        let asked = ["crime_reported", "nfa_decision_cps", "vrr_request_received"];
        assert_eq!(course(Kind::Crime, &asked).ended, Some(Ended::NoFurtherAction), "asking does not reopen");
        let one_more = ["crime_reported", "charged", "nfa_decision_police"];
        assert_eq!(course(Kind::Crime, &one_more).ended, None, "another suspect is before the court");
        let again = ["crime_reported", "nfa_decision_cps", "vrr_request_received", "investigation_opened"];
        let again = course(Kind::Crime, &again);
        assert_eq!((again.ended, again.now), (None, Step::Police));
    }

    #[test]
    fn a_verdict_of_not_guilty_ends_a_case_and_another_hearing_does_not() {
        let verdict = |verdict: &str| Facts {
            offences: vec![record::OffenceFact { verdict: Some(verdict.into()), ..Default::default() }],
            ..Facts::default()
        };
        let (none, not_guilty, guilty) = (Facts::default(), verdict("NG"), verdict("G"));
        let course = |several, facts| {
            let about = About { several, ..About::default() };
            Course::of(about, [("charged", &none), ("hearing_outcome_known", facts)])
        };
        let end = |facts| course(false, facts).ended;
        assert_eq!(end(&not_guilty), Some(Ended::NotGuilty));
        assert_eq!(end(&guilty), None);
        assert_eq!(end(&none), None);
        assert_eq!(course(true, &not_guilty).ended, None, "another defendant is still before the court");
    }

    #[test]
    fn a_collision_without_a_crime_and_help_alone_have_fewer_steps() {
        let few = [Step::Reported, Step::Police, Step::After];
        assert_eq!(course(Kind::Collision, &["death_reported"]).steps, few);
        assert_eq!(course(Kind::Collision, &["death_reported", "investigation_opened"]).steps, few);
        assert_eq!(course(Kind::Collision, &["death_reported", "charged"]).steps, Step::ALL);
        let help = course(Kind::Support, &[]);
        assert_eq!((help.steps, help.now), (vec![Step::Reported, Step::After], Step::After));
    }

    #[test]
    fn a_case_stands_at_one_of_its_steps_whatever_happens() {
        let code = victims_code::Code::embedded();
        for kind in Kind::ALL {
            for first in code.triggers() {
                for second in code.triggers() {
                    let course = course(kind, &[&first.slug, &second.slug]);
                    assert!(course.steps.contains(&course.now), "{kind:?}: {} {}", first.slug, second.slug);
                    assert!(
                        course.usual().is_some(),
                        "{kind:?} {:?} says nothing about what is usual",
                        course.now
                    );
                }
            }
        }
    }
}

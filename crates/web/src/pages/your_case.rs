//! The victim's page: where things stand, what comes next, whom to ask, what they are owed
//! (ACC-2, ACC-3, ACC-5).

use crate::{
    components::{self as c, TimelineEntry},
    shell::Shell,
    speaking::{say, say_with},
};
use askama::Template;
use policy::Role;

/// How much of what was done is shown without asking for more
const DONE_AT_ONCE: usize = 3;

/// The victim's page about their case
#[derive(Template)]
#[template(path = "your_case.html")]
pub struct YourCase {
    /// surroundings
    pub shell: Shell,
    /// such as "Burglary at your home, reported on 3 March 2026"
    pub what: String,
    /// as they can say it on the phone
    pub reference: String,
    /// what was just saved, in a sentence
    pub saved: Option<String>,
    /// where things stand, a paragraph each
    pub stands: Vec<String>,
    /// for a family, a collision or help alone: what this page is about
    pub about: Option<String>,
    /// where the case is among its steps
    pub where_it_is: WhereItIs,
    /// words about where things stand that are explained: the question and its answer
    pub explained: Vec<(String, String)>,
    /// what happens next, a paragraph each; says whether they have to do anything
    pub next: Vec<String>,
    /// whom to ask
    pub contact: YourContact,
    /// that they wait for an update which they asked for; empty when they do not
    pub update: String,
    /// that there are two questions about the latest contact, and where; nothing when they were answered
    pub unasked: Option<(String, String)>,
    /// whether they are asked how it has been
    pub survey: bool,
    /// such as "2 done, 1 due, 1 late"
    pub owed_counts: String,
    /// what they are owed: late first, then due, then done
    pub owed: Vec<Owed>,
    /// what else they are owed, without a fixed day, or do not want
    pub also_owed: Vec<Owed>,
    /// what has happened, newest first, each line one sentence a neighbour would say
    pub happened: Vec<TimelineEntry>,
    /// whether there is, or was, a hearing
    pub has_hearings: bool,
}

/// Where a case is among few plain steps
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhereItIs {
    /// the steps, in order
    pub stages: Vec<Stage>,
    /// what usually comes next
    pub next: String,
    /// how long it usually takes
    pub long: String,
    /// how it ended; empty = it goes on
    pub ended: String,
    /// what they can still do: words and address
    pub still: Vec<(String, String)>,
}

/// A step of a case
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// such as "The police look into it"
    pub name: String,
    /// how far the case is
    pub state: StageState,
}

/// How far a case is with a step
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    /// it is over
    Done,
    /// the case is there
    Now,
    /// the case ended there
    EndedHere,
    /// the case has not come so far
    Later,
}

impl Stage {
    fn is_now(&self) -> bool {
        matches!(self.state, StageState::Now | StageState::EndedHere)
    }

    fn state_words(&self) -> String {
        say(match self.state {
            StageState::Done => "course-done",
            StageState::Now => "course-now",
            StageState::EndedHere => "course-ended-here",
            StageState::Later => "course-later",
        })
    }
}

/// Whom a victim can ask
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YourContact {
    /// such as "PC Sam Okafor"
    pub name: String,
    /// who answers when that person is away
    pub team: String,
    /// as dialled; empty = not known
    pub phone: String,
}

/// Where something owed stands
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwedState {
    /// should have been done by now
    Late,
    /// still in time
    Due,
    /// somebody wrote down that it was done
    Done,
    /// the victim says that it was not done
    Disputed,
    /// the victim said that they do not want it
    NotWanted,
}

/// Something a victim is owed
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// where it stands
    pub state: OwedState,
    /// such as "Be told about his bail conditions"
    pub what: String,
    /// such as "by the end of Tuesday 10 March", or "PC Okafor phoned you on 9 March"
    pub detail: String,
    /// what they were told, in the words used and in a sentence; empty = nothing
    pub told: String,
    /// who must do it, in a sentence such as "Who does this: Police"
    pub who: String,
    /// what the victim said about it before; empty = nothing
    pub you_said: String,
    /// what the victim can say: words and address
    pub answers: Vec<(String, String)>,
    /// where its words are explained: address and question
    pub explained: Vec<(String, String)>,
}

impl Owed {
    pub(crate) fn state_words(&self) -> String {
        say(match self.state {
            OwedState::Late => "owed-late",
            OwedState::Due => "owed-due",
            OwedState::Done => "owed-done",
            OwedState::Disputed => "owed-disputed",
            OwedState::NotWanted => "owed-not-wanted",
        })
    }

    pub(crate) fn colour(&self) -> &'static str {
        match self.state {
            OwedState::Late => "red",
            OwedState::Due => "blue",
            OwedState::Done => "green",
            OwedState::Disputed => "yellow",
            OwedState::NotWanted => "grey",
        }
    }
}

impl YourContact {
    /// Whom to ask, in a sentence
    pub fn words(&self) -> String {
        let name = ("name", self.name.as_str().into());
        match (self.name.is_empty(), self.team.is_empty()) {
            (true, _) => say("case-contact-nobody"),
            (_, true) => say_with("case-contact-one", &[name]),
            (_, false) => say_with("case-contact-or-team", &[name, ("team", self.team.as_str().into())]),
        }
    }

    fn phone_words(&self) -> String {
        say_with("case-contact-phone", &[("phone", self.phone.as_str().into())])
    }
}

impl YourCase {
    /// What is late, due or being checked, and the first of what was done
    fn shown_at_once(&self) -> Vec<&Owed> {
        let done = self.owed.iter().filter(|one| one.state == OwedState::Done).take(DONE_AT_ONCE);
        self.owed.iter().filter(|one| one.state != OwedState::Done).chain(done).collect()
    }

    /// What else was done: there for whoever looks for it
    fn done_before(&self) -> Vec<&Owed> {
        self.owed.iter().filter(|one| one.state == OwedState::Done).skip(DONE_AT_ONCE).collect()
    }

    fn done_words(&self) -> String {
        say_with("case-owed-done", &[("count", self.done_before().len().into())])
    }

    fn reference_words(&self) -> String {
        say_with("case-reference", &[("reference", self.reference.as_str().into())])
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Your case", Role::Victim).within("/your-case"),
            what: "Burglary at your home, reported on 3 March 2026".into(),
            reference: "01ZZ0000326".into(),
            saved: None,
            stands: vec![
                "A man was arrested on Monday 9 March and released on bail.".into(),
                "He must not come to your street or contact you.".into(),
            ],
            about: None,
            where_it_is: sample_where(StageState::Now),
            explained: vec![(
                "What does bail mean?".into(),
                "Somebody is free while the case goes on.".into(),
            )],
            next: vec![
                "The police will tell you by the end of Monday 16 March whether he is charged.".into(),
                "You do not have to do anything.".into(),
            ],
            contact: YourContact {
                name: "PC Sam Okafor".into(),
                team: "anyone in the Croydon victim team".into(),
                phone: "020 7946 0101".into(),
            },
            update: String::new(),
            survey: true,
            unasked: Some((
                "PC Okafor phoned you on Monday 9 March. How was that? Two questions.".into(),
                "/what-you-were-told/9".into(),
            )),
            owed_counts: "1 late, 1 due, 1 done".into(),
            owed: sample_owed(),
            also_owed: vec![Owed {
                what: "Be told how to make a personal statement".into(),
                detail: "There is no fixed day for this.".into(),
                ..sample_due()
            }],
            happened: vec![
                sample_entry("A man was released on bail", "Monday 9 March", "2026-03-09"),
                sample_entry("A man was arrested", "Monday 9 March", "2026-03-09"),
                sample_entry("You reported the burglary", "Tuesday 3 March", "2026-03-03"),
            ],
            has_hearings: true,
        }
    }

    /// Just after saying something, with an answer shown
    #[doc(hidden)]
    pub fn sample_answered() -> Self {
        let mut page = Self::sample();
        page.saved =
            Some("Thank you. PC Okafor's supervisor will look at it and tell you by Friday 20 March.".into());
        page.owed[2].state = OwedState::Disputed;
        page.owed[2].you_said = "You said on Wednesday 11 March that this did not happen.".into();
        page.owed[2].answers.clear();
        page.owed_counts = "1 late, 1 due, 1 being checked".into();
        page
    }

    /// For a family, of a case that has ended
    #[doc(hidden)]
    pub fn sample_ended() -> Self {
        let mut page = Self::sample();
        page.what = "A death on Mill Lane, reported on 3 March 2026".into();
        page.about = Some(say("about-bereaved"));
        page.where_it_is = WhereItIs {
            ended: say("ended-no-further-action"),
            still: vec![(say("ended-rights"), "/your-rights".into())],
            next: String::new(),
            long: String::new(),
            ..sample_where(StageState::EndedHere)
        };
        page.has_hearings = false;
        page
    }
}

fn sample_where(state: StageState) -> WhereItIs {
    let stage = |name: &str, state| Stage { name: name.into(), state };
    WhereItIs {
        stages: vec![
            stage("You reported the crime", StageState::Done),
            stage("The police look into it", state),
            stage("Afterwards", StageState::Later),
        ],
        next: "The police collect evidence and may speak to you again.".into(),
        long: "Usually some weeks, often longer.".into(),
        ..WhereItIs::default()
    }
}

fn sample_owed() -> Vec<Owed> {
    let answer = |words: &str, kind: &str| (words.to_owned(), format!("/your-case/answer/3/d1/{kind}"));
    let owed = |state, what: &str, detail: &str, answers| Owed {
        state,
        explained: Vec::new(),
        what: what.into(),
        detail: detail.into(),
        told: String::new(),
        who: "Who does this: Police".into(),
        you_said: String::new(),
        answers,
    };
    let happened = || answer("This has happened", "happened");
    let mut done = owed(
        OwedState::Done,
        "Be told that he was arrested",
        "PC Okafor phoned you on Monday 9 March.",
        vec![
            answer("I understood this", "understood"),
            answer("I did not understand this", "not-understood"),
            answer("This did not happen", "did-not-happen"),
        ],
    );
    done.told = "What you were told: “He was arrested this morning. I will ring you again tomorrow.”".into();
    vec![
        owed(
            OwedState::Late,
            "Be told about his bail conditions",
            "This should have been done by the end of Tuesday 10 March. We are sorry that it is late. You can ask PC \
             Sam Okafor what is happening with it.",
            vec![happened()],
        ),
        sample_due(),
        done,
    ]
}

fn sample_due() -> Owed {
    Owed {
        explained: vec![("/words#bail".into(), "What does bail mean?".into())],
        state: OwedState::Due,
        what: "Be referred to support".into(),
        detail: "By the end of Thursday 12 March.".into(),
        told: String::new(),
        who: "Who does this: Police".into(),
        you_said: String::new(),
        answers: vec![("This has happened".into(), "/your-case/answer/3/d2/happened".into())],
    }
}

fn sample_entry(title: &str, when: &str, datetime: &str) -> TimelineEntry {
    TimelineEntry {
        title: title.into(),
        when: when.into(),
        datetime: datetime.into(),
        ..TimelineEntry::default()
    }
}

//! A victim says that something happened, that they understood it, or that it did not happen
//! (VOX-3).

use crate::{
    components::{self as c, ErrorLink, Filled},
    shell::Shell,
    speaking::{say, say_with},
};
use askama::Template;
use policy::Role;
use record::Answer;

/// What a victim says about something they are owed
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// it was done, though nobody wrote it down
    Happened,
    /// it was done and they understood it
    Understood,
    /// it was done and they did not understand it
    NotUnderstood,
    /// it was written down as done and was not
    DidNotHappen,
}

impl AnswerKind {
    /// Everything that can be said
    pub const ALL: [Self; 4] = [Self::Happened, Self::Understood, Self::NotUnderstood, Self::DidNotHappen];

    /// As the record keeps it
    pub fn answer(self) -> Answer {
        match self {
            Self::Happened => Answer::Happened,
            Self::Understood => Answer::Understood,
            Self::NotUnderstood => Answer::NotUnderstood,
            Self::DidNotHappen => Answer::DidNotHappen,
        }
    }

    /// From what the record keeps
    pub fn of(answer: Answer) -> Self {
        match answer {
            Answer::Happened => Self::Happened,
            Answer::Understood => Self::Understood,
            Answer::NotUnderstood => Self::NotUnderstood,
            Answer::DidNotHappen => Self::DidNotHappen,
        }
    }

    /// As it stands in an address
    pub fn address(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Understood => "understood",
            Self::NotUnderstood => "not-understood",
            Self::DidNotHappen => "did-not-happen",
        }
    }

    /// From an address
    pub fn from_address(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.address() == text)
    }

    /// The page's heading
    pub fn heading(self) -> String {
        say(&format!("answer-{}", self.address()))
    }

    /// What the person reads after they have said it
    pub fn thanks(self) -> String {
        say(&format!("answer-thanks-{}", self.address()))
    }

    fn what_it_does(self) -> String {
        say(&format!("answer-does-{}", self.address()))
    }

    fn question(self) -> String {
        say(&format!("answer-ask-{}", self.address()))
    }

    fn button(self) -> String {
        say(&format!("answer-send-{}", self.address()))
    }
}

/// The page on which a victim says it
#[derive(Template)]
#[template(path = "your_answer.html")]
pub struct YourAnswer {
    /// surroundings
    pub shell: Shell,
    /// complaints
    pub errors: Vec<ErrorLink>,
    /// what they say
    pub kind: AnswerKind,
    /// what it is about, such as "Be told that he was arrested"
    pub what: String,
    /// what was written down, such as "PC Okafor phoned you on Monday 9 March."; empty = nothing
    pub written_down: String,
    /// their own words
    pub words: Filled,
}

impl YourAnswer {
    fn written(&self) -> String {
        say_with("answer-written-down", &[("done", self.written_down.as_str().into())])
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample(kind: AnswerKind) -> Self {
        let written_down = match kind {
            AnswerKind::Happened => "",
            _ => "PC Okafor phoned you on Monday 9 March.",
        };
        Self {
            shell: Shell::sample(kind.heading(), Role::Victim).within("/your-case"),
            errors: Vec::new(),
            kind,
            what: "Be told that he was arrested".into(),
            written_down: written_down.into(),
            words: Filled::default(),
        }
    }
}

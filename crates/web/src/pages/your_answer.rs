//! A victim says that something happened, that they understood it, or that it did not happen
//! (VOX-3).

use crate::{
    components::{self as c, ErrorLink, Filled},
    person::Role,
    shell::Shell,
};
use askama::Template;

/// What a victim says about something they are owed
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// it was done, though nobody wrote it down
    Happened,
    /// it was done and they understood it
    Understood,
    /// it was written down as done and was not
    DidNotHappen,
}

impl AnswerKind {
    /// As it stands in an address
    pub fn from_address(text: &str) -> Option<Self> {
        match text {
            "happened" => Some(Self::Happened),
            "understood" => Some(Self::Understood),
            "did-not-happen" => Some(Self::DidNotHappen),
            _ => None,
        }
    }

    /// The page's heading
    pub fn heading(self) -> &'static str {
        match self {
            Self::Happened => "This has happened",
            Self::Understood => "I understood this",
            Self::DidNotHappen => "This did not happen",
        }
    }

    fn what_it_does(self) -> &'static str {
        match self {
            Self::Happened => "We will write down that you say it was done, and when you told us.",
            Self::Understood => {
                "We will write down that you were told and that it was clear. You can still ask about it."
            }
            Self::DidNotHappen => {
                "You do not have to prove anything. A supervisor will look at it, not the person who wrote it down, \
                 and you will get an answer."
            }
        }
    }

    fn question(self) -> &'static str {
        match self {
            Self::Happened => "How and when were you told? (optional)",
            Self::Understood => "Is there anything you would like to ask? (optional)",
            Self::DidNotHappen => "What happened instead? (optional)",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::Happened => "Yes, this has happened",
            Self::Understood => "Yes, I understood this",
            Self::DidNotHappen => "Tell us that this did not happen",
        }
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
    /// what was written down, such as "PC Okafor phoned you on Monday 9 March"; empty = nothing
    pub written_down: String,
    /// the version of the case that the person saw
    pub version: u64,
    /// their own words
    pub words: Filled,
}

impl YourAnswer {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample(kind: AnswerKind) -> Self {
        let written_down = match kind {
            AnswerKind::Happened => "",
            _ => "PC Okafor phoned you on Monday 9 March",
        };
        Self {
            shell: Shell::sample(kind.heading(), Role::Victim).within("/your-case"),
            errors: Vec::new(),
            kind,
            what: "Be told that he was arrested".into(),
            written_down: written_down.into(),
            version: 4,
            words: Filled::default(),
        }
    }
}

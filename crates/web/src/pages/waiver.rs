//! A victim says that they do not want something they are owed, or want it again. Silence is never
//! taken for either.

use crate::{
    components::{self as c, Choice, ErrorLink, Filled},
    shell::Shell,
};
use askama::Template;
use policy::Role;

/// The form for waivers
#[derive(Template)]
#[template(path = "waiver.html")]
pub struct Waiver {
    /// surroundings
    pub shell: Shell,
    /// complaints, in the order of the fields
    pub errors: Vec<ErrorLink>,
    /// the case, as people say it
    pub reference: String,
    /// address of the case
    pub case: String,
    /// the version of the case that the person saw
    pub version: u64,
    /// waivers in force
    pub in_force: Vec<InForce>,
    /// whose wish it is
    pub victims: Vec<Choice>,
    /// chosen
    pub victim: Filled,
    /// one duty, one right, everything
    pub scope: Filled,
    /// duties that can be waived
    pub duties: Vec<Choice>,
    /// chosen
    pub duty: Filled,
    /// chosen
    pub right: Filled,
    /// what the victim said
    pub words: Filled,
}

/// A waiver that holds now
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// such as "Rosa Example does not want anything under Right 8"
    pub what: String,
    /// what the form sends for the victim
    pub victim: String,
    /// what the form sends for what they did not want
    pub scope: String,
}

impl Waiver {
    fn scope_field(&self) -> c::Radios {
        let choices = [
            Choice::new("duty", "One thing they are owed"),
            Choice::new("right", "Everything under one right"),
            Choice::new("all", "All contact under the Code").hint("They can change their mind at any time."),
        ];
        // No fields revealed by a choice: the design system's script marks the button as expanded, which
        // radio buttons must not be.
        c::radios("scope", "What do they not want?", choices).filled(&self.scope).small()
    }

    fn right_field(&self) -> c::Select {
        let rights = (1..=12).map(|right| Choice::new(right.to_string(), format!("Right {right}")));
        let choices: Vec<_> = [Choice::new("", "Choose a right")].into_iter().chain(rights).collect();
        c::select("right", "If it is everything under one right, which right?", choices).filled(&self.right)
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Record that somebody does not want something", Role::Officer)
                .within("/my-work"),
            errors: Vec::new(),
            reference: "01ZZ0000126".into(),
            case: "/case/sample".into(),
            version: 7,
            in_force: vec![InForce {
                what: "Tom Sample does not want anything under Right 7 (personal statement)".into(),
                victim: "v2".into(),
                scope: "right:7".into(),
            }],
            victims: vec![Choice::new("v1", "Rosa Example"), Choice::new("v2", "Tom Sample")],
            victim: Filled::default(),
            scope: Filled::default(),
            duties: vec![
                Choice::new("", "Choose one"),
                Choice::new("r04-referral", "Be referred to support"),
            ],
            duty: Filled::default(),
            right: Filled::default(),
            words: Filled::default(),
        }
    }
}

//! What usually comes next, and how long it takes: data that somebody who knows the figures can read and change
//! (`usual/steps.toml`), in both languages, each with its source.

use super::{Kind, Step};
use language::Language;
use serde::Deserialize;
use std::sync::OnceLock;

/// What is usual at a step of a case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usual {
    step: String,
    kind: String,
    next: Both,
    long: Both,
    /// Where the figures can be looked up.
    pub source: String,
    /// How sure they are.
    pub confidence: Confidence,
    /// The day on which they were last compared with the source; empty when they never were.
    pub seen: String,
}

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It is the law, or stands so in the source.
    High,
    /// The source has such figures; they move from year to year.
    Medium,
    /// What people who do the work say.
    Low,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    en: String,
    cy: String,
}

impl Both {
    fn say(&self, language: Language) -> &str {
        match language {
            Language::English | Language::Mirrored => &self.en,
            Language::Welsh => &self.cy,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    usual: Vec<Usual>,
}

impl Usual {
    /// Everything that is known
    pub fn all() -> &'static [Usual] {
        static USUAL: OnceLock<Vec<Usual>> = OnceLock::new();
        USUAL.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the file is compiled in and a test reads it")]
            let file: File = toml::from_str(include_str!("../../usual/steps.toml"))
                .expect("the built-in steps are well formed");
            file.usual
        })
    }

    /// What is usual at a step; a collision or a case without police that has come as far as a court goes on as any other.
    pub fn of(step: Step, kind: Kind) -> Option<&'static Usual> {
        let named = |kind: Kind| Usual::all().iter().find(move |usual| usual.is_of(step, kind));
        named(kind).or_else(|| named(Kind::Crime))
    }

    /// Whether it is about this step of this kind of case.
    pub fn is_of(&self, step: Step, kind: Kind) -> bool {
        self.step == step.slug() && self.kind == kind.slug()
    }

    /// What usually comes next.
    pub fn next(&self, language: Language) -> &str {
        self.next.say(language)
    }

    /// How long it usually takes.
    pub fn long(&self, language: Language) -> &str {
        self.long.say(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_says_what_is_usual_in_both_languages_with_its_source() {
        for step in Step::ALL {
            assert!(Usual::of(step, Kind::Crime).is_some(), "{step:?}");
        }
        for usual in Usual::all() {
            assert!(Step::ALL.iter().any(|step| step.slug() == usual.step), "{}", usual.step);
            assert!(Kind::ALL.iter().any(|kind| kind.slug() == usual.kind), "{}", usual.kind);
            assert!(!usual.source.is_empty());
            for both in [&usual.next, &usual.long] {
                assert!(!both.en.is_empty() && !both.cy.is_empty() && both.en != both.cy, "{}", usual.step);
            }
        }
    }

    #[test]
    fn how_long_it_takes_is_never_a_promise() {
        let hedges = ["usually", "often", "sometimes", "as far as"];
        let certain = [" will be ", "at most", "guarantee", "always"];
        for usual in Usual::all() {
            let long = usual.long.en.to_lowercase();
            assert!(hedges.iter().any(|hedge| long.contains(hedge)), "{long}");
            assert!(!certain.iter().any(|word| long.contains(word)), "{long}");
            let long = usual.long.cy.to_lowercase();
            let hedges = ["fel arfer", "yn aml", "weithiau", "cyn belled"];
            assert!(hedges.iter().any(|hedge| long.contains(hedge)), "{long}");
        }
    }
}

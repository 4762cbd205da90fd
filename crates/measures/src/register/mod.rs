//! The register of measures: what each is, in files that somebody who keeps figures can read and change.

mod read;
#[cfg(test)]
mod tests;

pub use read::{Problem, RegisterError};

use crate::{Count, Counted, Dimension, Share, Source};
use jiff::civil::Date;
use std::sync::OnceLock;
use victims_code::Code;

/// The registers built into the program.
const EMBEDDED: [(&str, &str); 3] = [
    ("process.toml", include_str!("../../register/process.toml")),
    ("quality.toml", include_str!("../../register/quality.toml")),
    ("experience.toml", include_str!("../../register/experience.toml")),
];

/// Every measure, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    measures: Vec<Measure>,
}

/// The families are kept apart and shown together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// What was done, late, never recorded or not wanted.
    Process,
    /// How good it was, as a second person sees it.
    Quality,
    /// What victims say.
    Experience,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Better {
    /// The more the better.
    High,
    /// The less the better.
    Low,
    /// Neither: it is there to read the others by.
    Neither,
}

/// What took days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Took {
    /// From the start of a duty's clock to the record that it was done.
    Done,
    /// From the beginning of a case to the first time that somebody got through to its victim.
    FirstContact,
}

/// One measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Identity, never reused: it stands in addresses, packs and returns.
    pub id: String,
    /// Plain name.
    pub name: String,
    /// The question that it answers.
    pub question: String,
    /// Family.
    pub family: Family,
    /// Whether it stands first on every page.
    pub headline: bool,
    /// Which way is better.
    pub better: Better,
    /// Where its counts come from.
    pub counts: Source,
    /// Duties that it is over, in the Code's order; empty where it is not about duties.
    pub duties: Vec<String>,
    /// The same in words.
    pub over: String,
    /// What is counted; empty for days.
    pub numerator: Vec<Count>,
    /// Of what; empty for days.
    pub denominator: Vec<Count>,
    /// What took days; none for shares.
    pub took: Option<Took>,
    /// For the gap between two others: what is claimed, and what of it is confirmed.
    pub between: Option<[String; 2]>,
    /// The question of the survey that it is over.
    pub asks: Option<String>,
    /// What is left out, in words.
    pub exclusions: String,
    /// By what it can be shown.
    pub shown_by: Vec<Dimension>,
    /// Document and figure that it comes from.
    pub source: String,
    /// The office that owns the definition.
    pub owner: String,
    /// Since when it stands in the register.
    pub since: Date,
}

impl Register {
    /// The register built into the program.
    pub fn embedded() -> &'static Register {
        static REGISTER: OnceLock<Register> = OnceLock::new();
        REGISTER.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the files are compiled in and a test reads them")]
            Register::read(&EMBEDDED, Code::embedded()).expect("the built-in register is well formed")
        })
    }

    /// A register from files, given as name and text.
    ///
    /// # Errors
    /// Every problem with file, line and measure; nothing is taken when there is one.
    pub fn read(files: &[(&str, &str)], code: &Code) -> Result<Register, RegisterError> {
        Register::default().with(files, code)
    }

    /// This register and what further files add.
    ///
    /// # Errors
    /// As [`Register::read`]; also when a file gives an id that is there already.
    pub fn with(&self, files: &[(&str, &str)], code: &Code) -> Result<Register, RegisterError> {
        read::read(self.measures.clone(), files, code).map(|measures| Register { measures })
    }

    /// Every measure, in the order of the files.
    pub fn all(&self) -> &[Measure] {
        &self.measures
    }

    /// The measure with this id.
    pub fn find(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The measures of one family, in the order of the files.
    pub fn family(&self, family: Family) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(move |measure| measure.family == family)
    }

    /// What stands first on every page.
    pub fn headlines(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| measure.headline)
    }
}

impl Measure {
    /// So many of so many.
    pub fn share(&self, counted: &Counted) -> Share {
        Share::new(counted.sum(&self.numerator), counted.sum(&self.denominator))
    }

    /// Whether it can be shown by this.
    pub fn is_shown_by(&self, dimension: Dimension) -> bool {
        self.shown_by.contains(&dimension)
    }

    /// How it is counted, in words.
    pub fn counted_as(&self) -> String {
        let words =
            |counts: &[Count]| counts.iter().map(|count| count.words()).collect::<Vec<_>>().join("; ");
        match self.took {
            Some(took) => format!("median and nine in ten of the {}", took.words()),
            None => format!(
                "how many are: {}. Of those that are: {}.",
                words(&self.numerator),
                words(&self.denominator)
            ),
        }
    }
}

impl Family {
    /// Every family, in the order in which they are shown.
    pub const ALL: [Family; 3] = [Family::Process, Family::Quality, Family::Experience];

    /// The name in registers.
    pub fn slug(self) -> &'static str {
        match self {
            Family::Process => "process",
            Family::Quality => "quality",
            Family::Experience => "experience",
        }
    }

    /// As a heading.
    pub fn words(self) -> &'static str {
        match self {
            Family::Process => "What the record says was done",
            Family::Quality => "How good it was",
            Family::Experience => "What victims say",
        }
    }

    /// The family of this name.
    pub fn from_slug(slug: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.slug() == slug)
    }
}

impl Better {
    /// Every way.
    pub const ALL: [Better; 3] = [Better::High, Better::Low, Better::Neither];

    /// The name in registers.
    pub fn slug(self) -> &'static str {
        match self {
            Better::High => "high",
            Better::Low => "low",
            Better::Neither => "neither",
        }
    }
}

impl Took {
    /// Everything that takes days.
    pub const ALL: [Took; 2] = [Took::Done, Took::FirstContact];

    /// The name in registers and rollups.
    pub fn slug(self) -> &'static str {
        match self {
            Took::Done => "done",
            Took::FirstContact => "first_contact",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Took::Done => "days from the start of a duty's clock to the record that it was done",
            Took::FirstContact => {
                "days from the beginning of a case to the first time that somebody got through to its victim"
            }
        }
    }
}

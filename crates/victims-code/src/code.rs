//! The editions of the Code, with their duties and triggers, ready for look-up.

use crate::load::{self, LoadError};
use crate::rule::{DutyIndex, DutyRule, Edition, EditionIndex, EditionKind, Trigger, TriggerId};
use hashbrown::HashMap;
use jiff::civil::Date;
use std::path::Path;
use std::sync::OnceLock;

/// The data files built into the program, by name
const EMBEDDED: [(&str, &str); 8] = [
    ("triggers.toml", include_str!("../editions/triggers.toml")),
    ("2006.toml", include_str!("../editions/2006.toml")),
    ("2015.toml", include_str!("../editions/2015.toml")),
    ("2020.toml", include_str!("../editions/2020.toml")),
    ("statute.toml", include_str!("../editions/statute.toml")),
    ("scheme.toml", include_str!("../editions/scheme.toml")),
    ("promise.toml", include_str!("../editions/promise.toml")),
    ("draft2026.toml", include_str!("../editions/draft2026.toml")),
];

/// Every edition of the Victims' Code with its duties, and the rules that stand beside it
#[derive(Debug, Clone)]
pub struct Code {
    pub(crate) editions: Vec<Edition>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) duties: Vec<DutyRule>,
    by_id: HashMap<Box<str>, DutyIndex>,
    by_slug: HashMap<Box<str>, TriggerId>,
    /// Editions of the Code proper by the date they come into force, latest first
    in_force: Vec<(Date, EditionIndex)>,
    /// For each edition (and for none, first) and each trigger: the duties it may start, in order of id
    started: Vec<Vec<DutyIndex>>,
}

/// Which edition of the Code decides
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionChoice {
    /// The one in force on the London date of the trigger; before the first there is none
    Auto,
    /// This one, whatever the date
    Only(EditionIndex),
}

impl Code {
    /// The Code built into the program
    #[must_use]
    pub fn embedded() -> &'static Code {
        static CODE: OnceLock<Code> = OnceLock::new();
        CODE.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the files are compiled in and a test loads them")]
            load::read(&EMBEDDED).expect("the built-in editions are well formed")
        })
    }

    /// Reads `triggers.toml` and every other `.toml` file of a directory as an edition
    ///
    /// Errors name the file and the line of each problem; nothing is loaded when there is one.
    pub fn load(directory: &Path) -> Result<Code, LoadError> {
        load::read_directory(directory)
    }

    pub(crate) fn assemble(editions: Vec<Edition>, triggers: Vec<Trigger>, duties: Vec<DutyRule>) -> Code {
        let by_id = duties.iter().zip(0..).map(|(duty, at)| (duty.id.clone(), DutyIndex(at))).collect();
        let by_slug =
            triggers.iter().zip(0..).map(|(trigger, at)| (trigger.slug.clone(), TriggerId(at))).collect();
        let mut in_force: Vec<(Date, EditionIndex)> = editions
            .iter()
            .zip(0..)
            .filter(|(edition, _)| edition.kind == EditionKind::Code)
            .filter_map(|(edition, at)| Some((edition.in_force_from?, EditionIndex(at))))
            .collect();
        in_force.sort_by(|a, b| b.cmp(a));
        let mut code = Code { editions, triggers, duties, by_id, by_slug, in_force, started: Vec::new() };
        code.started = code.index_by_trigger();
        code
    }

    fn index_by_trigger(&self) -> Vec<Vec<DutyIndex>> {
        let mut started = vec![Vec::new(); (self.editions.len() + 1) * self.triggers.len()];
        let mut by_id: Vec<DutyIndex> = (0..self.duties.len()).map(|at| DutyIndex(at as u16)).collect();
        by_id.sort_by(|a, b| self.duty(*a).id.cmp(&self.duty(*b).id));
        for index in by_id {
            let duty = self.duty(index);
            let edition = self.edition(duty.edition);
            if !duty.in_force {
                continue;
            }
            match edition.kind {
                EditionKind::Draft => {}
                EditionKind::Code => started[self.slot(Some(duty.edition), duty.trigger)].push(index),
                // These stand beside whichever edition decides, also beside none.
                EditionKind::Statute | EditionKind::Scheme | EditionKind::Promise => {
                    for slot in (0..=self.editions.len()).map(|e| e * self.triggers.len()) {
                        started[slot + usize::from(duty.trigger.0)].push(index);
                    }
                }
            }
        }
        started
    }

    fn slot(&self, edition: Option<EditionIndex>, trigger: TriggerId) -> usize {
        let row = edition.map_or(0, |edition| usize::from(edition.0) + 1);
        row * self.triggers.len() + usize::from(trigger.0)
    }

    /// Every edition and body of rules
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// An edition by its index
    #[must_use]
    pub fn edition(&self, index: EditionIndex) -> &Edition {
        &self.editions[usize::from(index.0)]
    }

    /// The edition of this name, such as `2020`
    #[must_use]
    pub fn edition_named(&self, name: &str) -> Option<EditionIndex> {
        self.editions
            .iter()
            .zip(0..)
            .find(|(edition, _)| &*edition.name == name)
            .map(|(_, at)| EditionIndex(at))
    }

    /// The edition of the Code in force on a London date
    #[must_use]
    pub fn edition_in_force(&self, day: Date) -> Option<EditionIndex> {
        self.in_force.iter().find(|(from, _)| *from <= day).map(|(_, edition)| *edition)
    }

    /// Every duty, edition by edition in the order of the files
    #[must_use]
    pub fn duties(&self) -> &[DutyRule] {
        &self.duties
    }

    /// A duty by its index
    #[must_use]
    pub fn duty(&self, index: DutyIndex) -> &DutyRule {
        &self.duties[usize::from(index.0)]
    }

    /// The duty with this id, such as `r06-arrested`
    #[must_use]
    pub fn duty_index(&self, id: &str) -> Option<DutyIndex> {
        self.by_id.get(id).copied()
    }

    /// Every trigger
    #[must_use]
    pub fn triggers(&self) -> &[Trigger] {
        &self.triggers
    }

    /// A trigger by its id
    #[must_use]
    pub fn trigger(&self, id: TriggerId) -> &Trigger {
        &self.triggers[usize::from(id.0)]
    }

    /// The trigger with this slug, such as `suspect_arrested`
    #[must_use]
    pub fn trigger_id(&self, slug: &str) -> Option<TriggerId> {
        self.by_slug.get(slug).copied()
    }

    /// The duties that a trigger may start under an edition (or under none), in order of id
    ///
    /// Statutes and schemes in force are among them; whether each arises still depends on the victim and the facts.
    #[must_use]
    pub fn started_by(&self, edition: Option<EditionIndex>, trigger: TriggerId) -> &[DutyIndex] {
        &self.started[self.slot(edition, trigger)]
    }

    /// Whether a trigger is something that victims do in their account: it starts promises of the service and nothing
    /// else, and nobody records it by hand
    #[must_use]
    pub fn is_victims_own(&self, slug: &str) -> bool {
        let Some(trigger) = self.trigger_id(slug) else { return false };
        let mut started = self.duties.iter().filter(|duty| duty.trigger == trigger);
        started.all(|duty| self.edition(duty.edition).kind == EditionKind::Promise)
    }

    /// Whether a duty belongs to an edition of the Code itself
    pub(crate) fn is_of_the_code(&self, duty: &DutyRule) -> bool {
        self.edition(duty.edition).kind == EditionKind::Code
    }
}

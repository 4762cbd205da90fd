//! Reads the data files and checks them; every problem is named with its file and line.

use crate::code::Code;
use crate::event::RECORD_EVENTS;
use crate::rule::{
    Clock, Confidence, DutyIndex, DutyRule, Edition, EditionIndex, EditionKind, Eligibility, Enhanced, Stage,
    Trigger, TriggerId,
};
use crate::{Condition, Conditions, Flags, Limit, Provider};
use hashbrown::HashMap;
use jiff::civil::Date;
use serde::Deserialize;
use std::fmt;
use std::path::Path;
use toml::Spanned;
use toml::value::Datetime;

/// What is wrong in one place of a data file
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file
    pub file: String,
    /// Line, counted from 1; `None` when the whole file is meant
    pub line: Option<usize>,
    /// What is wrong
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

/// The data files cannot be used; holds every problem that was found
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// The problems in the order of the files
    pub problems: Vec<Problem>,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.problems.iter().enumerate() {
            write!(f, "{}{problem}", if position == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for LoadError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggersFile {
    trigger: Vec<TriggerEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggerEntry {
    slug: Spanned<String>,
    stage: Spanned<String>,
    staff: Spanned<String>,
    victim: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionFile {
    edition: Spanned<String>,
    title: Spanned<String>,
    kind: Spanned<String>,
    in_force_from: Option<Spanned<Datetime>>,
    about: Spanned<String>,
    duty: Vec<DutyEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DutyEntry {
    id: Spanned<String>,
    right: Option<Spanned<u8>>,
    paragraph: Option<Spanned<String>>,
    provider: Spanned<String>,
    trigger: Spanned<String>,
    duty: Spanned<String>,
    plain: Spanned<String>,
    limit: Option<Spanned<String>>,
    enhanced_limit: Option<Spanned<String>>,
    #[serde(default)]
    enhanced_flags: Vec<Spanned<String>>,
    clock: Option<Spanned<String>>,
    #[serde(default)]
    told_by: Vec<Spanned<String>>,
    clock_note: Option<Spanned<String>>,
    #[serde(default)]
    ends_on_working_day: bool,
    eligibility: Vec<Spanned<String>>,
    #[serde(default)]
    conditions: Vec<Spanned<String>>,
    applies: Option<Spanned<String>>,
    evidence: Spanned<String>,
    source: Spanned<String>,
    confidence: Spanned<String>,
    #[serde(default)]
    overlaps: Vec<Spanned<String>>,
    in_force_from: Option<Spanned<Datetime>>,
    #[serde(default = "yes")]
    in_force: bool,
}

fn yes() -> bool {
    true
}

pub(crate) fn read_directory(directory: &Path) -> Result<Code, LoadError> {
    let cannot = |path: &Path, error: &std::io::Error| LoadError {
        problems: vec![Problem {
            file: path.display().to_string(),
            line: None,
            what: format!("cannot be read: {error}"),
        }],
    };
    let entries = std::fs::read_dir(directory).map_err(|error| cannot(directory, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| cannot(directory, &error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|error| cannot(&path, &error))?;
            files.push((path.display().to_string(), text));
        }
    }
    files.sort();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    read(&files)
}

/// Reads files given as name and text. The one called `triggers.toml` lists the triggers, the others are editions.
pub(crate) fn read(files: &[(&str, &str)]) -> Result<Code, LoadError> {
    let mut problems = Vec::new();
    let is_triggers = |name: &str| Path::new(name).file_name().is_some_and(|file| file == "triggers.toml");
    let mut triggers = Vec::new();
    if !files.iter().any(|(name, _)| is_triggers(name)) {
        let what = "missing: it lists what can happen in a case".to_owned();
        problems.push(Problem { file: "triggers.toml".to_owned(), line: None, what });
    }
    for (name, text) in files.iter().filter(|(name, _)| is_triggers(name)) {
        let mut reading = Reading { file: name, text, problems: &mut problems };
        if let Some(file) = reading.parse::<TriggersFile>() {
            triggers = reading.triggers(&file);
        }
    }
    let slugs: HashMap<Box<str>, TriggerId> =
        triggers.iter().zip(0..).map(|(trigger, at)| (trigger.slug.clone(), TriggerId(at))).collect();

    let mut parsed = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| !is_triggers(name)) {
        let mut reading = Reading { file: name, text, problems: &mut problems };
        if let Some(file) = reading.parse::<EditionFile>() {
            parsed.push((*name, *text, file));
        }
    }
    // Duties may point at each other across files, so every id is known before any duty is read.
    let mut ids: HashMap<&str, DutyIndex> = HashMap::new();
    let mut next = 0;
    for (name, text, file) in &parsed {
        for entry in &file.duty {
            if ids.insert(entry.id.get_ref(), DutyIndex(next)).is_some() {
                let mut reading = Reading { file: name, text, problems: &mut problems };
                reading.wrong(&entry.id, format!("duty `{}` is there twice", entry.id.get_ref()));
            }
            next += 1;
        }
    }
    let (mut editions, mut duties): (Vec<Edition>, Vec<DutyRule>) = (Vec::new(), Vec::new());
    for ((name, text, file), index) in parsed.iter().zip(0..) {
        let mut reading = Reading { file: name, text, problems: &mut problems };
        let edition = reading.edition(file);
        if editions.iter().any(|other| other.name == edition.name) {
            reading.wrong(&file.edition, format!("edition `{}` is there twice", edition.name));
        }
        editions.push(edition);
        let known = Known { edition: EditionIndex(index), triggers: &slugs, duties: &ids };
        duties.extend(file.duty.iter().map(|entry| reading.duty(entry, &known)));
    }
    if problems.is_empty() {
        Ok(Code::assemble(editions, triggers, duties))
    } else {
        Err(LoadError { problems })
    }
}

/// What a duty may refer to
struct Known<'a> {
    edition: EditionIndex,
    triggers: &'a HashMap<Box<str>, TriggerId>,
    duties: &'a HashMap<&'a str, DutyIndex>,
}

/// One file being read
struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl Reading<'_> {
    fn line_at(&self, offset: usize) -> usize {
        1 + self.text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count()
    }

    fn wrong<T>(&mut self, place: &Spanned<T>, what: impl Into<String>) {
        let line = Some(self.line_at(place.span().start));
        self.problems.push(Problem { file: self.file.to_owned(), line, what: what.into() });
    }

    fn parse<T: for<'de> Deserialize<'de>>(&mut self) -> Option<T> {
        match toml::from_str(self.text) {
            Ok(file) => Some(file),
            Err(error) => {
                let line = error.span().map(|span| self.line_at(span.start));
                let what = error.message().replace('\n', "; ");
                self.problems.push(Problem { file: self.file.to_owned(), line, what });
                None
            }
        }
    }

    /// A text that people read: something is there, on one line.
    fn words(&mut self, text: &Spanned<String>) -> String {
        let words = text.get_ref().trim();
        if words.is_empty() || words.contains('\n') {
            self.wrong(text, "a text must not be empty and must be on one line");
        }
        words.to_owned()
    }

    fn date(&mut self, date: &Spanned<Datetime>) -> Option<Date> {
        let parsed = date.get_ref().to_string().parse().ok();
        if parsed.is_none() {
            self.wrong(date, "write a date as 2021-04-01");
        }
        parsed
    }

    fn triggers(&mut self, file: &TriggersFile) -> Vec<Trigger> {
        let mut triggers: Vec<Trigger> = Vec::new();
        for entry in &file.trigger {
            let slug = entry.slug.get_ref();
            if triggers.iter().any(|other| *other.slug == **slug) {
                self.wrong(&entry.slug, format!("trigger `{slug}` is there twice"));
            }
            if RECORD_EVENTS.contains(&slug.as_str()) || !is_slug(slug) {
                self.wrong(&entry.slug, format!("`{slug}` cannot be a trigger's name"));
            }
            let stage = Stage::ALL.iter().find(|(_, name)| name == entry.stage.get_ref());
            if stage.is_none() {
                self.wrong(&entry.stage, format!("unknown stage `{}`", entry.stage.get_ref()));
            }
            triggers.push(Trigger {
                slug: slug.as_str().into(),
                stage: stage.map_or(Stage::Report, |(stage, _)| *stage),
                staff: self.words(&entry.staff),
                victim: self.words(&entry.victim),
            });
        }
        triggers
    }

    fn edition(&mut self, file: &EditionFile) -> Edition {
        let kind = match file.kind.get_ref().as_str() {
            "code" => EditionKind::Code,
            "statute" => EditionKind::Statute,
            "scheme" => EditionKind::Scheme,
            "promise" => EditionKind::Promise,
            "draft" => EditionKind::Draft,
            other => {
                self.wrong(
                    &file.kind,
                    format!("unknown kind `{other}`: code, statute, scheme, promise or draft"),
                );
                EditionKind::Draft
            }
        };
        let in_force_from = file.in_force_from.as_ref().and_then(|date| self.date(date));
        if kind == EditionKind::Code && file.in_force_from.is_none() {
            self.wrong(&file.edition, "an edition of the Code needs `in_force_from`");
        }
        Edition {
            name: file.edition.get_ref().as_str().into(),
            title: self.words(&file.title),
            kind,
            in_force_from,
            about: self.words(&file.about),
        }
    }

    fn duty(&mut self, entry: &DutyEntry, known: &Known) -> DutyRule {
        let id = entry.id.get_ref();
        if !is_slug(id) {
            self.wrong(&entry.id, format!("`{id}` cannot be a duty's id: small letters, digits and hyphens"));
        }
        let right = entry.right.as_ref().map(|right| {
            if !(1..=12).contains(right.get_ref()) {
                self.wrong(right, "the rights are numbered 1 to 12");
            }
            *right.get_ref()
        });
        let trigger = known.triggers.get(entry.trigger.get_ref().as_str()).copied().unwrap_or_else(|| {
            self.wrong(&entry.trigger, format!("unknown trigger `{}`", entry.trigger.get_ref()));
            TriggerId(0)
        });
        let provider = Provider::named(entry.provider.get_ref()).unwrap_or_else(|| {
            self.wrong(&entry.provider, format!("unknown provider `{}`", entry.provider.get_ref()));
            Provider::All
        });
        let confidence = Confidence::ALL.iter().find(|(_, name)| name == entry.confidence.get_ref());
        if confidence.is_none() {
            self.wrong(&entry.confidence, format!("unknown confidence `{}`", entry.confidence.get_ref()));
        }
        let (limit, enhanced) = self.limits(entry);
        let conditions = self.conditions(&entry.conditions);
        DutyRule {
            id: id.as_str().into(),
            edition: known.edition,
            right,
            paragraph: entry.paragraph.as_ref().map(|text| self.words(text)),
            provider,
            trigger,
            duty: self.words(&entry.duty),
            plain: self.words(&entry.plain),
            limit,
            enhanced,
            clock: self.clock(entry, known),
            clock_note: entry.clock_note.as_ref().map(|text| self.words(text)),
            ends_on_working_day: entry.ends_on_working_day,
            eligibility: self.eligibility(entry),
            condition_set: conditions.iter().copied().collect::<Conditions>(),
            conditions,
            applies: entry.applies.as_ref().map(|text| self.words(text)),
            evidence: self.words(&entry.evidence),
            source: self.words(&entry.source),
            confidence: confidence.map_or(Confidence::Low, |(confidence, _)| *confidence),
            overlaps: self.duties(&entry.overlaps, id, known),
            in_force_from: entry.in_force_from.as_ref().and_then(|date| self.date(date)),
            in_force: entry.in_force,
            line: self.line_at(entry.id.span().start),
        }
    }

    fn limits(&mut self, entry: &DutyEntry) -> (Option<Limit>, Option<Enhanced>) {
        let limit = entry.limit.as_ref().and_then(|text| self.limit(text));
        let flags = self.flags(&entry.enhanced_flags);
        let Some(text) = &entry.enhanced_limit else {
            if let Some(flag) = entry.enhanced_flags.first() {
                self.wrong(flag, "`enhanced_flags` without `enhanced_limit`");
            }
            return (limit, None);
        };
        if entry.enhanced_flags.is_empty() {
            self.wrong(text, "`enhanced_limit` without `enhanced_flags`");
        }
        let shorter = self.limit(text);
        if let (
            Some(Limit::Counted { count: long, unit }),
            Some(Limit::Counted { count: short, unit: other }),
        ) = (&limit, &shorter)
        {
            if unit == other && short >= long {
                self.wrong(text, "`enhanced_limit` is not shorter than `limit`");
            }
        } else if shorter.is_some() {
            self.wrong(text, "`enhanced_limit` needs a counted `limit` and must be counted itself");
        }
        (limit, shorter.map(|limit| Enhanced { limit, flags }))
    }

    fn limit(&mut self, text: &Spanned<String>) -> Option<Limit> {
        match text.get_ref().parse() {
            Ok(limit) => Some(limit),
            Err(error) => {
                self.wrong(text, format!("impossible limit: {error}"));
                None
            }
        }
    }

    fn flags(&mut self, names: &[Spanned<String>]) -> Flags {
        let mut flags = Flags::NONE;
        for name in names {
            match Flags::named(name.get_ref()) {
                Some(flag) => flags = flags.union(flag),
                None => self.wrong(name, format!("unknown flag `{}`", name.get_ref())),
            }
        }
        flags
    }

    fn eligibility(&mut self, entry: &DutyEntry) -> Eligibility {
        match entry.eligibility.as_slice() {
            [] => {
                self.wrong(&entry.id, "`eligibility` names nobody: write [\"all\"] for every victim");
                Eligibility::All
            }
            [one] if one.get_ref() == "all" => Eligibility::All,
            [one] if one.get_ref() == "enhanced" => Eligibility::AnyOf(Flags::ENHANCED),
            names => Eligibility::AnyOf(self.flags(names)),
        }
    }

    fn conditions(&mut self, names: &[Spanned<String>]) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for name in names {
            match Condition::named(name.get_ref()) {
                Some(condition) => conditions.push(condition),
                None => self.wrong(name, format!("unknown condition `{}`", name.get_ref())),
            }
        }
        conditions
    }

    fn clock(&mut self, entry: &DutyEntry, known: &Known) -> Clock {
        let Some(name) = &entry.clock else { return Clock::Event };
        let told_by = self.duties(&entry.told_by, entry.id.get_ref(), known);
        if (name.get_ref() == "told") == entry.told_by.is_empty() {
            self.wrong(name, "the clock `told` needs `told_by`, and no other clock has it");
        }
        match name.get_ref().as_str() {
            "event" => Clock::Event,
            "received" => Clock::Received,
            "told" => Clock::Told(told_by),
            "offence" => Clock::Offence,
            "sentence" => Clock::Sentence,
            "first_remand" => Clock::FirstRemand,
            other => {
                self.wrong(name, format!("unknown clock `{other}`"));
                Clock::Event
            }
        }
    }

    fn duties(&mut self, ids: &[Spanned<String>], own: &str, known: &Known) -> Vec<DutyIndex> {
        let mut duties = Vec::new();
        for id in ids {
            match known.duties.get(id.get_ref().as_str()) {
                Some(_) if id.get_ref() == own => self.wrong(id, "a duty cannot refer to itself"),
                Some(&duty) => duties.push(duty),
                None => self.wrong(id, format!("unknown duty `{}`", id.get_ref())),
            }
        }
        duties
    }
}

fn is_slug(text: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase()) && text.bytes().all(allowed)
}

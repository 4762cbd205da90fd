//! Reads the schedule and checks it; every mistake is named with its line.

use serde::Deserialize;
use std::{ops::Range, sync::OnceLock};
use toml::Spanned;
use victims_code::{Code, Confidence, Flags, LoadError, Problem};

const FILE: &str = "schedule.toml";
const EMBEDDED: &str = include_str!("../../retention/schedule.toml");

/// How long cases are kept before somebody looks at whether they are still needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// What it is.
    pub title: String,
    /// What a reader should know before relying on it.
    pub about: String,
    /// Kinds of case, the last of which fits every case.
    pub groups: Vec<Group>,
    /// What keeps a case open.
    pub opens: Vec<Opens>,
}

/// A kind of case.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Name in lists.
    pub slug: String,
    /// In words.
    pub name: String,
    /// Years after which somebody looks.
    pub years: i16,
    /// Years that a review proposes when it keeps the case.
    pub again: i16,
    /// Flags, one of which makes it fit.
    pub flags: Vec<String>,
    /// Triggers of the Code, one of which makes it fit.
    pub happened: Vec<String>,
    /// Where it rests.
    pub basis: Basis,
}

/// Something that keeps a case open.
#[derive(Clone, Debug, PartialEq)]
pub struct Opens {
    /// Name in lists.
    pub slug: String,
    /// In words, to follow "still open:".
    pub name: String,
    /// Triggers of the Code with which it begins.
    pub begins: Vec<String>,
    /// Triggers of the Code with which it ends.
    pub ends: Vec<String>,
    /// Where it rests.
    pub basis: Basis,
}

/// Where an entry rests.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// The source.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// What is not known; empty when nothing is in doubt.
    pub doubt: String,
}

impl Schedule {
    /// The schedule built into the program.
    pub fn embedded() -> &'static Schedule {
        static SCHEDULE: OnceLock<Schedule> = OnceLock::new();
        SCHEDULE.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the file is compiled in and a test reads it")]
            Schedule::read(EMBEDDED, Code::embedded()).expect("the built-in schedule is well formed")
        })
    }

    /// Reads a schedule that speaks of the triggers and flags of `code`.
    ///
    /// # Errors
    /// Names every mistake with its line.
    pub fn read(text: &str, code: &Code) -> Result<Schedule, LoadError> {
        let mut reading = Reading { text, code, problems: Vec::new() };
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                reading.wrong(error.span().unwrap_or_default(), error.message().replace('\n', "; "));
                return Err(LoadError { problems: reading.problems });
            }
        };
        let schedule = reading.schedule(&file);
        if reading.problems.is_empty() { Ok(schedule) } else { Err(LoadError { problems: reading.problems }) }
    }

    /// The group with this slug.
    pub fn group(&self, slug: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.slug == slug)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Spanned<String>,
    about: Spanned<String>,
    shortest: Spanned<i16>,
    shortest_source: Spanned<String>,
    group: Vec<GroupEntry>,
    open: Vec<OpenEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    slug: Spanned<String>,
    name: Spanned<String>,
    years: Spanned<i16>,
    again: Spanned<i16>,
    #[serde(default)]
    flags: Vec<Spanned<String>>,
    #[serde(default)]
    happened: Vec<Spanned<String>>,
    source: Spanned<String>,
    confidence: Spanned<String>,
    doubt: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenEntry {
    slug: Spanned<String>,
    name: Spanned<String>,
    begins: Vec<Spanned<String>>,
    ends: Vec<Spanned<String>>,
    source: Spanned<String>,
    confidence: Spanned<String>,
    doubt: Option<Spanned<String>>,
}

/// Longer than anybody lives, years: a slip of the finger.
const LONGEST: i16 = 120;
/// Slugs that lists use for something else.
const TAKEN: [&str; 4] = ["held", "open", "may_be_destroyed", "destroyed"];

struct Reading<'a> {
    text: &'a str,
    code: &'a Code,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn wrong(&mut self, place: Range<usize>, what: impl Into<String>) {
        let before = self.text.as_bytes().iter().take(place.start);
        let line = Some(1 + before.filter(|byte| **byte == b'\n').count());
        self.problems.push(Problem { file: FILE.to_owned(), line, what: what.into() });
    }

    fn schedule(&mut self, file: &File) -> Schedule {
        self.words(&file.shortest_source);
        let mut seen = Vec::new();
        for slug in file.group.iter().map(|group| &group.slug).chain(file.open.iter().map(|open| &open.slug))
        {
            if seen.contains(&slug.get_ref()) || TAKEN.contains(&slug.get_ref().as_str()) {
                self.wrong(slug.span(), format!("the slug `{}` is taken", slug.get_ref()));
            }
            seen.push(slug.get_ref());
        }
        let mut groups = Vec::new();
        for (place, entry) in file.group.iter().enumerate() {
            let is_last = place + 1 == file.group.len();
            groups.push(self.group(entry, is_last, *file.shortest.get_ref()));
        }
        if groups.is_empty() {
            self.wrong(file.title.span(), "there must be a group that fits every case");
        }
        Schedule {
            title: self.words(&file.title),
            about: self.words(&file.about),
            groups,
            opens: file.open.iter().map(|entry| self.open(entry)).collect(),
        }
    }

    fn group(&mut self, entry: &GroupEntry, is_last: bool, shortest: i16) -> Group {
        for years in [&entry.years, &entry.again] {
            if !(1..=LONGEST).contains(years.get_ref()) {
                self.wrong(years.span(), format!("write 1 to {LONGEST} years"));
            }
        }
        if *entry.years.get_ref() < shortest {
            self.wrong(entry.years.span(), format!("no group may have less than {shortest} years"));
        }
        let fits_every_case = entry.flags.is_empty() && entry.happened.is_empty();
        if fits_every_case && !is_last {
            self.wrong(
                entry.slug.span(),
                "only the last group may fit every case: write `flags` or `happened`",
            );
        }
        if is_last && !fits_every_case {
            let what = "the last group must fit every case: it has neither `flags` nor `happened`";
            self.wrong(entry.slug.span(), what);
        }
        for flag in entry.flags.iter().filter(|flag| Flags::named(flag.get_ref()).is_none()) {
            self.wrong(flag.span(), format!("unknown flag `{}`", flag.get_ref()));
        }
        Group {
            slug: self.words(&entry.slug),
            name: self.words(&entry.name),
            years: *entry.years.get_ref(),
            again: *entry.again.get_ref(),
            flags: entry.flags.iter().map(|flag| flag.get_ref().clone()).collect(),
            happened: self.triggers(&entry.happened),
            basis: self.basis(&entry.source, &entry.confidence, &entry.doubt),
        }
    }

    fn open(&mut self, entry: &OpenEntry) -> Opens {
        if entry.begins.is_empty() || entry.ends.is_empty() {
            self.wrong(entry.slug.span(), "what keeps a case open must begin and end with something");
        }
        Opens {
            slug: self.words(&entry.slug),
            name: self.words(&entry.name),
            begins: self.triggers(&entry.begins),
            ends: self.triggers(&entry.ends),
            basis: self.basis(&entry.source, &entry.confidence, &entry.doubt),
        }
    }

    fn triggers(&mut self, slugs: &[Spanned<String>]) -> Vec<String> {
        for slug in slugs
            .iter()
            .filter(|slug| self.code.trigger_id(slug.get_ref()).is_none())
            .cloned()
            .collect::<Vec<_>>()
        {
            self.wrong(slug.span(), format!("the Code has no trigger `{}`", slug.get_ref()));
        }
        slugs.iter().map(|slug| slug.get_ref().clone()).collect()
    }

    fn basis(
        &mut self,
        source: &Spanned<String>,
        confidence: &Spanned<String>,
        doubt: &Option<Spanned<String>>,
    ) -> Basis {
        let known = Confidence::ALL.iter().find(|(_, name)| name == confidence.get_ref());
        if known.is_none() {
            self.wrong(confidence.span(), "write `high`, `medium` or `low`");
        }
        Basis {
            source: self.words(source),
            confidence: known.map_or(Confidence::Low, |(confidence, _)| *confidence),
            doubt: doubt.as_ref().map(|doubt| self.words(doubt)).unwrap_or_default(),
        }
    }

    /// A text that people read: something is there, on one line.
    fn words(&mut self, text: &Spanned<String>) -> String {
        let words = text.get_ref().trim();
        if words.is_empty() || words.contains('\n') {
            self.wrong(text.span(), "a text must not be empty and must be on one line");
        }
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(changed: &str, into: &str) -> Vec<String> {
        assert!(EMBEDDED.contains(changed), "{changed}");
        let text = EMBEDDED.replacen(changed, into, 1);
        let problems = Schedule::read(&text, Code::embedded()).unwrap_err().problems;
        problems.iter().map(ToString::to_string).collect()
    }

    fn line(of: &str) -> usize {
        1 + EMBEDDED.split(of).next().unwrap().matches('\n').count()
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let cases = [
            ("\"under_18\"", "\"under_81\"", "unknown flag `under_81`"),
            ("\"vcs_joined\"]", "\"vcs_came\"]", "the Code has no trigger `vcs_came`"),
            ("[\"appeal_outcome_known\"]", "[\"appeal_lost\"]", "the Code has no trigger `appeal_lost`"),
            ("confidence = \"low\"", "confidence = \"certain\"", "write `high`, `medium` or `low`"),
            ("years = 6", "years = 5", "no group may have less than 6 years"),
            ("again = 10", "again = 1000", "write 1 to 120 years"),
            ("slug = \"serious\"", "slug = \"child\"", "the slug `child` is taken"),
            ("slug = \"serious\"", "slug = \"held\"", "the slug `held` is taken"),
            ("name = \"an appeal\"", "name = \"\"", "a text must not be empty and must be on one line"),
            ("ends = [\"complaint_closed\"]", "ends = []", "must begin and end with something"),
        ];
        for (changed, into, what) in cases {
            let found = mistakes(changed, into);
            assert_eq!(found.len(), 1, "{into}: {found:?}");
            // What keeps a case open has its mistake at its name.
            let near = line(changed).abs_diff(found[0].split(':').nth(1).unwrap().parse().unwrap());
            assert!(found[0].contains(what) && near <= 3, "{into}: {}", found[0]);
        }
        let misspelt = mistakes("years = 10", "yaers = 10");
        assert!(misspelt[0].starts_with(&format!("schedule.toml:{}", line("years = 10"))), "{misspelt:?}");
    }

    #[test]
    fn every_case_is_in_a_group() {
        let narrow = "slug = \"everything_else\"";
        let found = mistakes(narrow, &format!("{narrow}\nflags = [\"business\"]"));
        assert!(found[0].contains("must fit every case"), "{found:?}");
        let wide = "happened = [\"mappa_meeting_set\", \"serious_further_offence_charged\", \
            \"sex_offender_register_review_applied\", \"vcs_joined\"]";
        assert!(mistakes(wide, "")[0].contains("only the last group may fit every case"));
    }

    #[test]
    fn the_schedule_is_whole() {
        let schedule = Schedule::embedded();
        assert!(schedule.groups.len() >= 4 && schedule.opens.len() >= 5);
        for basis in schedule.groups.iter().map(|g| &g.basis).chain(schedule.opens.iter().map(|o| &o.basis)) {
            let says_why = basis.confidence == Confidence::High
                || !basis.doubt.is_empty()
                || basis.source.contains("no source");
            assert!(says_why, "{}: not sure, and nothing says why", basis.source);
        }
        // What begins a case ends somewhere: nothing that opens it is without a way to close it.
        for open in &schedule.opens {
            assert!(open.begins.iter().all(|begin| !open.ends.contains(begin)), "{}", open.slug);
        }
    }
}

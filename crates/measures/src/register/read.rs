//! Reads register files and checks them: each problem names its file, the line and the measure, and says what to do.

use super::{Better, Family, Measure, Took};
use crate::{
    Count, Dimension, Source,
    count::{counted_twice, outside},
};
use jiff::civil::Date;
use serde::Deserialize;
use std::fmt;
use toml::Spanned;
use victims_code::{Code, DutyRule, EditionKind, Limit, Provider};

/// What is wrong in one place of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Id of the measure, where it has one.
    pub measure: Option<String>,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(measure) = &self.measure {
            write!(f, "measure `{measure}`: ")?;
        }
        f.write_str(&self.what)
    }
}

/// A register cannot be used; holds every problem that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterError {
    /// The problems in the order of the files.
    pub problems: Vec<Problem>,
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.problems.iter().enumerate() {
            write!(f, "{}{problem}", if position == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for RegisterError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    measure: Vec<Spanned<toml::Table>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    question: String,
    family: String,
    #[serde(default)]
    headline: bool,
    better: String,
    counts: String,
    over: Option<Over>,
    #[serde(default)]
    numerator: Vec<String>,
    #[serde(default)]
    denominator: Vec<String>,
    took: Option<String>,
    between: Option<[String; 2]>,
    asks: Option<String>,
    exclusions: String,
    shown_by: Vec<String>,
    source: String,
    owner: String,
    since: toml::Value,
}

/// Which duties: every condition that is given must hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Over {
    /// Every duty of the Code and every promise of the service.
    #[serde(default)]
    all: bool,
    /// These alone.
    #[serde(default)]
    duties: Vec<String>,
    /// Duties of the Code under this right.
    right: Option<u8>,
    /// Duties that one of these starts.
    #[serde(default)]
    triggers: Vec<String>,
    /// Duties of this provider.
    provider: Option<String>,
    /// Duties of this edition.
    edition: Option<String>,
    /// Duties with a limit from which a deadline follows.
    #[serde(default)]
    with_limit: bool,
}

pub(super) fn read(
    known: Vec<Measure>,
    files: &[(&str, &str)],
    code: &Code,
) -> Result<Vec<Measure>, RegisterError> {
    let mut reading = Reading { code, file: "", measures: known, problems: Vec::new() };
    for (file, text) in files {
        reading.file = file;
        reading.file(text);
    }
    if reading.problems.is_empty() {
        Ok(reading.measures)
    } else {
        Err(RegisterError { problems: reading.problems })
    }
}

struct Reading<'a> {
    code: &'a Code,
    file: &'a str,
    measures: Vec<Measure>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn file(&mut self, text: &str) {
        let parsed: File = match toml::from_str(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let line = line_at(text, error.span().map_or(0, |span| span.start));
                let what = error.message().replace('\n', "; ");
                let problem = Problem { file: self.file.to_owned(), line, measure: None, what };
                return self.problems.push(problem);
            }
        };
        for table in parsed.measure {
            let line = line_at(text, table.span().start);
            let id = table.get_ref().get("id").and_then(|id| id.as_str()).map(str::to_owned);
            let before = self.problems.len();
            match Entry::deserialize(table.into_inner()) {
                Ok(entry) => self.entry(entry),
                Err(error) => self.wrong(error.message().trim().replace('\n', "; ")),
            }
            for problem in &mut self.problems[before..] {
                (problem.line, problem.measure) = (line, id.clone());
            }
        }
    }

    /// A problem of the measure that is being read; its line is filled in by [`Reading::file`].
    fn wrong(&mut self, what: impl Into<String>) {
        self.problems.push(Problem { file: self.file.to_owned(), line: 0, measure: None, what: what.into() });
    }

    fn entry(&mut self, entry: Entry) {
        let before = self.problems.len();
        self.id(&entry.id);
        let family = self.one_of("family", &entry.family, Family::ALL.map(|family| (family.slug(), family)));
        let better = self.one_of("better", &entry.better, Better::ALL.map(|better| (better.slug(), better)));
        let counts = self.one_of("counts", &entry.counts, Source::ALL.map(|source| (source.slug(), source)));
        let shown_by = self.dimensions(&entry.shown_by);
        for (name, text) in [
            ("name", &entry.name),
            ("question", &entry.question),
            ("exclusions", &entry.exclusions),
            ("source", &entry.source),
            ("owner", &entry.owner),
        ] {
            if text.trim().is_empty() || text.contains('\n') {
                self.wrong(format!("`{name}` is empty or has several lines; write it on one line"));
            }
        }
        let since: Option<Date> = entry.since.to_string().trim_matches('"').parse().ok();
        if since.is_none() {
            self.wrong("`since` is not a day; write it as 2026-04-01");
        }
        let Some(counts) = counts else { return };
        let took = self.took(counts, &entry);
        let (numerator, denominator) = self.terms(counts, &entry);
        let (duties, over) = self.over(counts, took, entry.over.as_ref());
        if (counts == Source::Survey) != entry.asks.is_some() {
            self.wrong("measures of the survey, and no others, need `asks`: the question that they are over");
        }
        if let Some(between) = &entry.between {
            self.between(between, &numerator, &denominator, &duties);
        }
        let (Some(family), Some(better), Some(since)) = (family, better, since) else { return };
        if self.problems.len() > before {
            return;
        }
        self.measures.push(Measure {
            id: entry.id,
            name: entry.name,
            question: entry.question,
            family,
            headline: entry.headline,
            better,
            counts,
            duties,
            over,
            numerator,
            denominator,
            took,
            between: entry.between,
            asks: entry.asks,
            exclusions: entry.exclusions,
            shown_by,
            source: entry.source,
            owner: entry.owner,
            since,
        });
    }

    fn id(&mut self, id: &str) {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !id.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase()) || !id.bytes().all(allowed) {
            self.wrong("an `id` is made of small letters, digits and hyphens, a letter first");
        }
        if self.measures.iter().any(|measure| measure.id == id) {
            self.wrong("is there twice; ids are never used again, so give the newer one another");
        }
    }

    fn one_of<T: Copy, const N: usize>(
        &mut self,
        field: &str,
        given: &str,
        known: [(&str, T); N],
    ) -> Option<T> {
        let found = known.iter().find(|(slug, _)| *slug == given).map(|(_, value)| *value);
        if found.is_none() {
            let names = known.map(|(slug, _)| slug).join(", ");
            self.wrong(format!("unknown {field} `{given}`; write one of: {names}"));
        }
        found
    }

    fn dimensions(&mut self, given: &[String]) -> Vec<Dimension> {
        let mut dimensions = Vec::new();
        for slug in given {
            match Dimension::from_slug(slug) {
                Some(dimension) if dimensions.contains(&dimension) => {
                    self.wrong(format!("dimension `{slug}` is there twice in `shown_by`; take one out"));
                }
                Some(dimension) => dimensions.push(dimension),
                None => {
                    let names = Dimension::ALL.map(Dimension::slug).join(", ");
                    self.wrong(format!("unknown dimension `{slug}`; write some of: {names}"));
                }
            }
        }
        dimensions
    }

    fn took(&mut self, counts: Source, entry: &Entry) -> Option<Took> {
        match (counts, &entry.took) {
            (Source::Days, Some(took)) => {
                if !entry.numerator.is_empty() || !entry.denominator.is_empty() {
                    self.wrong("days have no `numerator` and `denominator`; take them out");
                }
                self.one_of("took", took, Took::ALL.map(|took| (took.slug(), took)))
            }
            (Source::Days, None) => {
                self.wrong("days need `took`: done or first_contact");
                None
            }
            (_, Some(_)) => {
                self.wrong("`took` is for `counts = \"days\"` only; take it out");
                None
            }
            (_, None) => None,
        }
    }

    fn terms(&mut self, counts: Source, entry: &Entry) -> (Vec<Count>, Vec<Count>) {
        if counts == Source::Days {
            return (Vec::new(), Vec::new());
        }
        let before = self.problems.len();
        let numerator = self.counts("numerator", counts, &entry.numerator);
        let denominator = self.counts("denominator", counts, &entry.denominator);
        if self.problems.len() == before {
            if entry.denominator.is_empty() {
                self.wrong("`denominator` is empty, so this divides by nothing; say of what it is a share");
            } else if entry.numerator.is_empty() {
                self.wrong("`numerator` is empty, so this is always nothing; say what is counted");
            } else if let Some(count) = outside(&numerator, &denominator) {
                self.wrong(format!(
                    "`{}` is counted in the numerator and is not part of the denominator; add it there or take it out here",
                    count.slug()
                ));
            }
        }
        (numerator, denominator)
    }

    fn counts(&mut self, field: &str, source: Source, given: &[String]) -> Vec<Count> {
        let mut counts = Vec::new();
        for slug in given {
            match Count::from_slug(slug).filter(|count| count.source() == source) {
                Some(count) => counts.push(count),
                None => {
                    let known: Vec<_> = source.counts().map(Count::slug).collect();
                    let remedy = if known.is_empty() {
                        "nothing is counted there yet".to_owned()
                    } else {
                        format!("write some of: {}", known.join(", "))
                    };
                    self.wrong(format!("unknown count `{slug}` of {} in `{field}`; {remedy}", source.slug()));
                }
            }
        }
        if let Some((one, other)) = counted_twice(&counts) {
            let (one, other) = (one.slug(), other.slug());
            self.wrong(format!("`{one}` and `{other}` in `{field}` count the same twice; keep one of them"));
        }
        counts
    }

    /// The duties that a measure is over, in the Code's order, and the same in words.
    fn over(&mut self, counts: Source, took: Option<Took>, over: Option<&Over>) -> (Vec<String>, String) {
        let about_duties = counts == Source::Duties || took == Some(Took::Done);
        let Some(over) = over else {
            if about_duties {
                self.wrong(
                    "`over` is missing; write for example over = { right = 6 } or over = { all = true }",
                );
            }
            return (Vec::new(), String::new());
        };
        if !about_duties {
            self.wrong("`over` is for duties only; take it out");
            return (Vec::new(), String::new());
        }
        let before = self.problems.len();
        self.names_of(over);
        if self.problems.len() > before {
            return (Vec::new(), String::new());
        }
        let duties: Vec<&DutyRule> =
            self.code.duties().iter().filter(|duty| is_over(over, duty, self.code)).collect();
        if duties.is_empty() {
            self.wrong("`over` leaves no duty, so this divides by nothing; widen it");
        }
        (duties.iter().map(|duty| duty.id.to_string()).collect(), over.words(self.code))
    }

    fn names_of(&mut self, over: &Over) {
        let code = self.code;
        for duty in over.duties.iter().filter(|duty| code.duty_index(duty).is_none()) {
            self.wrong(format!("unknown duty `{duty}`; `lantern code 2020` lists those of an edition"));
        }
        for trigger in over.triggers.iter().filter(|trigger| code.trigger_id(trigger).is_none()) {
            self.wrong(format!(
                "unknown event `{trigger}`; `lantern code 2020 --json` shows what starts duties"
            ));
        }
        if let Some(right) = over.right.filter(|right| !(1..=12).contains(right)) {
            self.wrong(format!("unknown right {right}; the Code has rights 1 to 12"));
        }
        if let Some(provider) = over.provider.as_ref().filter(|provider| Provider::named(provider).is_none())
        {
            let names: Vec<_> = Provider::ALL.iter().map(|provider| provider.slug()).collect();
            self.wrong(format!("unknown provider `{provider}`; write one of: {}", names.join(", ")));
        }
        if let Some(edition) = over.edition.as_ref().filter(|edition| code.edition_named(edition).is_none()) {
            let names: Vec<_> = code.editions().iter().map(|edition| &*edition.name).collect();
            self.wrong(format!("unknown edition `{edition}`; write one of: {}", names.join(", ")));
        }
        let narrowed = !over.duties.is_empty()
            || over.right.is_some()
            || !over.triggers.is_empty()
            || over.provider.is_some()
            || over.edition.is_some();
        if over.all == narrowed {
            self.wrong("`over` says either `all = true` or which duties; keep one of the two");
        }
        if !over.duties.is_empty() && (over.right.is_some() || !over.triggers.is_empty() || over.with_limit) {
            self.wrong("`over` names duties one by one; take out what else would choose them");
        }
    }

    /// A gap must be what its words say: the claimed less the confirmed, of the same duties and of the same whole.
    fn between(
        &mut self,
        between: &[String; 2],
        numerator: &[Count],
        denominator: &[Count],
        duties: &[String],
    ) {
        let found =
            between.each_ref().map(|id| self.measures.iter().find(|measure| measure.id == *id).cloned());
        for (id, found) in between.iter().zip(&found) {
            if found.is_none() {
                self.wrong(format!(
                    "`between` names `{id}`, which no measure above has; put it before this one"
                ));
            }
        }
        let [Some(claimed), Some(confirmed)] = found else { return };
        let sorted = |counts: &[Count]| {
            let mut counts = counts.to_vec();
            counts.sort_unstable();
            counts
        };
        let same = |measure: &Measure| {
            measure.duties == duties && sorted(&measure.denominator) == sorted(denominator)
        };
        let both = [numerator, &confirmed.numerator].concat();
        if !same(&claimed) || !same(&confirmed) || sorted(&both) != sorted(&claimed.numerator) {
            self.wrong(
                "is not the gap between the two that `between` names; all three need the same duties and the same \
                 denominator, and the first's numerator is the second's and this one's together",
            );
        }
    }
}

fn is_over(over: &Over, duty: &DutyRule, code: &Code) -> bool {
    if !over.duties.is_empty() {
        return over.duties.iter().any(|id| **id == *duty.id);
    }
    let edition = code.edition(duty.edition);
    let of_edition = match &over.edition {
        Some(named) => **named == *edition.name,
        // What a right is over is the Code; everything is the Code and the service's promises. Acts and schemes stand
        // beside them and count where they are named.
        None if over.right.is_some() => edition.kind == EditionKind::Code,
        None => matches!(edition.kind, EditionKind::Code | EditionKind::Promise),
    };
    let provider = match &over.provider {
        Some(named) => duty.provider.slug() == named,
        // What a victim has to do by a day is owed by nobody.
        None => duty.provider.slug() != "victim",
    };
    of_edition
        && provider
        && over.right.is_none_or(|right| duty.right == Some(right))
        && (over.triggers.is_empty()
            || over.triggers.iter().any(|slug| **slug == *code.trigger(duty.trigger).slug))
        && (!over.with_limit || matches!(duty.limit, Some(Limit::Counted { .. })))
}

impl Over {
    fn words(&self, code: &Code) -> String {
        if !self.duties.is_empty() {
            let plain = |id: &String| code.duty_index(id).map(|index| code.duty(index).plain.clone());
            let mut plain: Vec<_> = self.duties.iter().filter_map(plain).collect();
            plain.dedup();
            return plain.join("; ");
        }
        let mut words = vec![match (&self.edition, self.right) {
            (Some(edition), _) => {
                let title = code.edition_named(edition).map(|index| code.edition(index).title.clone());
                format!("duties of {}", title.unwrap_or_default())
            }
            (None, Some(right)) => format!("duties under right {right} of the Code"),
            (None, None) => "every duty of the Code and every promise".to_owned(),
        }];
        if let Some(provider) = self.provider.as_deref().and_then(Provider::named) {
            words.push(format!("owed by: {}", provider.in_words()));
        }
        if !self.triggers.is_empty() {
            let staff = |slug: &String| code.trigger_id(slug).map(|id| code.trigger(id).staff.clone());
            let staff: Vec<_> = self.triggers.iter().filter_map(staff).collect();
            words.push(format!("started by: {}", staff.join(", ")));
        }
        if self.with_limit {
            words.push("with a limit".to_owned());
        }
        words.join(", ")
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    1 + text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count()
}

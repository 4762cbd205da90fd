//! Questions as data: read, checked, and told by file, question and remedy when something is wrong.

use super::Answer;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, sync::OnceLock};

/// A file of questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Whose questions they are.
    pub source: String,
    /// SHA-256 of the file, hexadecimal: an inspection keeps it, so that the questions of its answers are known.
    pub digest: String,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Every question, in the order in which they are asked.
    pub questions: Vec<Question>,
}

/// The questions that are asked of one case.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Of what they are asked.
    pub asked_of: AskedOf,
    /// What was sampled when it was published.
    #[serde(default)]
    pub note: String,
    /// Groups that a sample is drawn by.
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
}

/// Of what a sheet is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedOf {
    /// A case.
    Case,
    /// One contact or letter.
    Contact,
    /// Somebody who works for an agency.
    Officer,
    /// An area.
    Area,
}

/// A group of the sample.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// In words.
    pub words: String,
    /// How many the published sample had.
    pub published: Option<u64>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id, unique in the file.
    pub id: String,
    /// The sheet it stands on.
    pub sheet: String,
    /// The question.
    pub text: String,
    /// What can be answered.
    pub answers: Answers,
    /// Whether the record can answer it.
    pub read_from: ReadFrom,
    /// Where the record's own answer comes from.
    #[serde(default)]
    pub record: FromRecord,
    /// The answers to choose from: grades from worst to best, or reasons.
    #[serde(default, rename = "option")]
    pub options: Vec<Opt>,
    /// What a number counts.
    #[serde(default)]
    pub unit: String,
    /// Only of these groups; of all when empty.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Only when another question was answered so.
    pub only_if: Option<Condition>,
    /// What is made of the answers.
    #[serde(default, rename = "figure")]
    pub figures: Vec<FigureRule>,
}

/// What can be answered. "No record" and "not applicable" can be answered to every question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    /// Yes or no.
    YesNo,
    /// One of the options, from worst to best.
    Graded,
    /// Some of the options.
    Reasons,
    /// A number.
    Number,
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadFrom {
    /// The record knows; the reader confirms or differs.
    Record,
    /// A reader has to judge.
    Reader,
}

/// Where the record's own answer comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromRecord {
    /// Duties of the Code: yes when one was done, no record when one was owed.
    #[serde(default)]
    pub duties: Vec<String>,
    /// How a duty is judged.
    #[serde(default)]
    pub judged: Judged,
    /// Something else that the record knows.
    pub fact: Option<Fact>,
}

/// How a duty is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    /// Whether it was done.
    #[default]
    Done,
    /// Whether it was done in time; no when it was done late.
    InTime,
}

/// Something that the record knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// London days from the beginning of the case to the first contact that got through.
    DaysToFirstContact,
    /// Whether it is recorded how the victim wants to be reached.
    PreferencesRecorded,
    /// Whether every contact was made as the victim prefers.
    ContactsAsPreferred,
    /// Whether the offender has been released.
    OffenderReleased,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opt {
    /// Its id.
    pub id: String,
    /// In words.
    pub words: String,
}

/// When a question is asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The other question, which stands before it on the same sheet.
    pub question: String,
    /// With one of these answers.
    pub answers: Vec<String>,
}

/// A figure made of the answers to a question.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureRule {
    /// Its id, unique in the file.
    pub id: String,
    /// In words.
    pub words: String,
    /// Of which kind.
    #[serde(default)]
    pub kind: FigureKind,
    /// Answers that count, of a share.
    #[serde(default)]
    pub counts: Vec<String>,
    /// Out of which answers, of a share.
    #[serde(default)]
    pub out_of: OutOf,
    /// What has to be said with it.
    #[serde(default)]
    pub note: String,
    /// What was published.
    pub published: Option<Published>,
}

/// A kind of figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// So many of so many.
    #[default]
    Share,
    /// The mean of numbers.
    Mean,
    /// How often each set of reasons was given.
    Reasons,
    /// A number for each area, with the total.
    Areas,
}

/// Out of which answers a share is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutOf {
    /// All that were answered but for "not applicable".
    #[default]
    Applicable,
    /// All that were answered.
    Asked,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Published {
    /// So many of so many.
    Share {
        /// So many.
        n: u64,
        /// Of so many.
        d: u64,
    },
    /// All; how many was not said.
    All {
        /// Always true.
        all: bool,
    },
    /// A mean.
    Mean {
        /// The mean, as printed.
        mean: f64,
    },
    /// Reasons, each with its number.
    Reasons {
        /// The sum of the rows.
        total: u64,
        /// What the printed total row says, when that is something else.
        printed_total: Option<u64>,
        /// The rows.
        rows: Vec<PublishedReasons>,
    },
    /// Areas, each with its number.
    Areas {
        /// The printed total.
        total: u64,
        /// The rows.
        rows: Vec<PublishedArea>,
    },
}

/// A published row of reasons.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedReasons {
    /// Ids of options.
    pub reasons: BTreeSet<String>,
    /// How many.
    pub n: u64,
}

/// A published row of an area.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedArea {
    /// Its name.
    pub area: String,
    /// How many.
    pub n: u64,
}

/// What is wrong with a file of questions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {problem}; {remedy}", at(.question))]
pub struct QuestionsError {
    /// The file.
    pub file: String,
    /// The question; empty when it is about the file.
    pub question: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

fn at(question: &str) -> String {
    if question.is_empty() { String::new() } else { format!(", question \"{question}\"") }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    title: String,
    source: String,
    sheet: Vec<Sheet>,
    question: Vec<Question>,
}

const EMBEDDED: [(&str, &str); 2] = [
    ("joint-2023.toml", include_str!("../../inspection/joint-2023.toml")),
    ("contact-quality.toml", include_str!("../../inspection/contact-quality.toml")),
];

impl Questions {
    /// The files of questions that come with the program.
    pub fn embedded() -> &'static [Questions] {
        static READ: OnceLock<Vec<Questions>> = OnceLock::new();
        // A test reads each of them: none is missing here.
        READ.get_or_init(|| {
            EMBEDDED.iter().filter_map(|(name, text)| Questions::read(name, text).ok()).collect()
        })
    }

    /// The file with this id.
    pub fn named(id: &str) -> Option<&'static Questions> {
        Questions::embedded().iter().find(|file| file.id == id)
    }

    /// Reads a file of questions.
    ///
    /// # Errors
    /// Names the file, the question and what to do.
    pub fn read(name: &str, text: &str) -> Result<Questions, QuestionsError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line =
                error.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
            QuestionsError {
                file: name.to_owned(),
                question: String::new(),
                problem: format!("line {line}: {}", error.message()),
                remedy: "see the head of joint-2023.toml for what a question has".to_owned(),
            }
        })?;
        let digest = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let questions = Questions {
            id: file.id,
            title: file.title,
            source: file.source,
            digest,
            sheets: file.sheet,
            questions: file.question,
        };
        questions.check(name)?;
        Ok(questions)
    }

    /// A sheet.
    pub fn sheet(&self, id: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id == id)
    }

    /// The questions of a sheet, in the order in which they are asked.
    pub fn of_sheet<'a>(&'a self, sheet: &'a str) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| question.sheet == sheet)
    }

    /// A question.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    fn check(&self, file: &str) -> Result<(), QuestionsError> {
        let wrong = |question: &str, problem: String, remedy: &str| {
            Err(QuestionsError {
                file: file.to_owned(),
                question: question.to_owned(),
                problem,
                remedy: remedy.to_owned(),
            })
        };
        let (mut known, mut figures) = (Vec::<&Question>::new(), BTreeSet::new());
        for question in &self.questions {
            let id = question.id.as_str();
            if known.iter().any(|one| one.id == id) {
                return wrong(id, "the id stands twice".to_owned(), "give each question an id of its own");
            }
            let Some(sheet) = self.sheet(&question.sheet) else {
                return wrong(
                    id,
                    format!("there is no sheet \"{}\"", question.sheet),
                    "name a [[sheet]] of this file",
                );
            };
            if let Some(group) = question.groups.iter().find(|g| sheet.groups.iter().all(|one| one.id != **g))
            {
                return wrong(id, format!("the sheet has no group \"{group}\""), "name a [[sheet.group]]");
            }
            if question.needs_options() && question.options.is_empty() {
                return wrong(
                    id,
                    "it has nothing to choose from".to_owned(),
                    "add options, from worst to best",
                );
            }
            if let Some(condition) = &question.only_if {
                let Some(other) =
                    known.iter().find(|one| one.id == condition.question && one.sheet == question.sheet)
                else {
                    let problem =
                        format!("it depends on \"{}\", which does not stand before it", condition.question);
                    return wrong(id, problem, "put that question before it on the same sheet");
                };
                if let Some(answer) = other.unknown_answer(&condition.answers) {
                    let problem = format!("\"{}\" cannot be answered \"{answer}\"", other.id);
                    return wrong(id, problem, "name answers that it can have");
                }
            }
            let code = victims_code::Code::embedded();
            if let Some(duty) = question.record.duties.iter().find(|duty| code.duty_index(duty).is_none()) {
                return wrong(
                    id,
                    format!("no edition of the Code has a duty \"{duty}\""),
                    "name a duty of the editions",
                );
            }
            for figure in &question.figures {
                if !figures.insert(figure.id.as_str()) {
                    return wrong(
                        id,
                        format!("the figure \"{}\" stands twice", figure.id),
                        "give each figure an id of its own",
                    );
                }
                if let Err((problem, remedy)) = figure.check(question) {
                    return wrong(id, problem, remedy);
                }
            }
            known.push(question);
        }
        Ok(())
    }
}

impl Question {
    fn needs_options(&self) -> bool {
        matches!(self.answers, Answers::Graded | Answers::Reasons)
    }

    fn unknown_answer<'a>(&self, answers: &'a [String]) -> Option<&'a String> {
        answers.iter().find(|answer| Answer::parse(self, answer).is_err())
    }

    /// The place of each answer in the order of answers, for agreement: options from worst to best, or yes, no; then no
    /// record and not applicable. None for an answer that has no place: a number, several reasons.
    pub fn place_of(&self, answer: &Answer) -> Option<usize> {
        let own = match self.answers {
            Answers::YesNo => 2,
            Answers::Graded => self.options.len(),
            Answers::Reasons | Answers::Number => return None,
        };
        match answer {
            Answer::Yes => Some(0),
            Answer::No => Some(1),
            Answer::Grade(grade) => self.options.iter().position(|option| option.id == *grade),
            Answer::NoRecord => Some(own),
            Answer::NotApplicable => Some(own + 1),
            Answer::Reasons(_) | Answer::Number(_) => None,
        }
    }
}

impl FigureRule {
    fn check(&self, question: &Question) -> Result<(), (String, &'static str)> {
        let kind = match (self.kind, question.answers) {
            (FigureKind::Share, Answers::Number) => Err("a share of numbers"),
            (FigureKind::Mean | FigureKind::Areas, answers) if answers != Answers::Number => {
                Err("a mean of words")
            }
            (FigureKind::Reasons, answers) if answers != Answers::Reasons => {
                Err("reasons where none are asked for")
            }
            _ => Ok(()),
        };
        if let Err(kind) = kind {
            return Err((format!("figure \"{}\" is {kind}", self.id), "choose a kind that fits the answers"));
        }
        if self.kind == FigureKind::Share && self.counts.is_empty() {
            return Err((format!("figure \"{}\" counts nothing", self.id), "name the answers that count"));
        }
        if let Some(answer) = question.unknown_answer(&self.counts) {
            let problem = format!("figure \"{}\" counts \"{answer}\", which cannot be answered", self.id);
            return Err((problem, "name answers that the question can have"));
        }
        match &self.published {
            Some(Published::Share { d: 0, .. }) => Err((
                format!("figure \"{}\" was published out of nothing", self.id),
                "leave \"published\" out",
            )),
            Some(Published::Share { n, d }) if n > d => Err((
                format!("figure \"{}\": {n} of {d} is more than all", self.id),
                "look at the source again",
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        id = "x"
        title = "X"
        source = "nobody"
        [[sheet]]
        id = "s"
        title = "S"
        asked_of = "case"
        [[question]]
        id = "a"
        sheet = "s"
        text = "Was it?"
        answers = "yes_no"
        read_from = "reader"
        [[question.figure]]
        id = "a"
        words = "It was"
        counts = ["yes"]
        published = { n = 1, d = 2 }
        [[question]]
        id = "b"
        sheet = "s"
        text = "How well?"
        answers = "graded"
        read_from = "reader"
        only_if = { question = "a", answers = ["yes"] }
        option = [{ id = "poor", words = "Poor" }]
    "#;

    #[test]
    fn the_files_that_come_with_the_program_are_read() {
        for (name, text) in EMBEDDED {
            assert!(Questions::read(name, text).is_ok(), "{:?}", Questions::read(name, text));
        }
        assert_eq!(Questions::embedded().len(), EMBEDDED.len());
        assert_eq!(Questions::read("x.toml", GOOD).unwrap().questions.len(), 2);
    }

    #[test]
    fn what_is_wrong_is_named_with_file_question_and_remedy() {
        let cases = [
            ("id = \"b\"", "id = \"a\"", "x.toml, question \"a\": the id stands twice; give each"),
            (
                "sheet = \"s\"\n        text = \"How",
                "sheet = \"t\"\n        text = \"How",
                "question \"b\": there is no sheet \"t\"; name",
            ),
            (
                "question = \"a\"",
                "question = \"z\"",
                "question \"b\": it depends on \"z\", which does not stand before it; put",
            ),
            (
                "answers = [\"yes\"]",
                "answers = [\"perhaps\"]",
                "question \"b\": \"a\" cannot be answered \"perhaps\"; name",
            ),
            (
                "option = [{ id = \"poor\", words = \"Poor\" }]",
                "",
                "question \"b\": it has nothing to choose from; add",
            ),
            (
                "counts = [\"yes\"]",
                "counts = [\"good\"]",
                "question \"a\": figure \"a\" counts \"good\", which cannot be answered",
            ),
            ("counts = [\"yes\"]", "counts = []", "question \"a\": figure \"a\" counts nothing"),
            ("n = 1, d = 2", "n = 1, d = 0", "question \"a\": figure \"a\" was published out of nothing"),
            ("n = 1, d = 2", "n = 3, d = 2", "question \"a\": figure \"a\": 3 of 2 is more than all"),
            ("title = \"X\"", "tilte = \"X\"", "x.toml: line 3:"),
            (
                "words = \"It was\"",
                "words = \"It was\"\n        kind = \"mean\"",
                "figure \"a\" is a mean of words",
            ),
        ];
        for (from, to, expected) in cases {
            let broken = GOOD.replacen(from, to, 1);
            assert_ne!(broken, GOOD, "{from}");
            let error = Questions::read("x.toml", &broken).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}\n  expected {expected}");
        }
        let duty = GOOD.replacen(
            "read_from = \"reader\"",
            "read_from = \"record\"\n        record = { duties = [\"r99\"] }",
            1,
        );
        let error = Questions::read("x.toml", &duty).unwrap_err().to_string();
        assert!(error.contains("no edition of the Code has a duty \"r99\""), "{error}");
    }
}

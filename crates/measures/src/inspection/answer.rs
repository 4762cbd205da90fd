//! An answer to a question, and how it is written in the database and in forms.

use super::{Answers, Question};
use std::collections::BTreeSet;

/// What a reader answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No: the record shows that it was not done.
    No,
    /// The record says nothing: neither done nor not done (INF-12).
    NoRecord,
    /// It could not be asked of this case.
    NotApplicable,
    /// One of the options.
    Grade(String),
    /// Some of the options.
    Reasons(BTreeSet<String>),
    /// A number.
    Number(u64),
}

/// An answer that the question does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("question \"{question}\" does not have this answer; choose {choose}")]
pub struct AnswerError {
    /// The question.
    pub question: String,
    /// What it has.
    pub choose: &'static str,
}

/// The largest number that is taken: what is larger is a slip of the hand.
const MOST: u64 = 10_000_000;

impl Answer {
    /// Reads an answer to a question: `yes`, `no_record`, `good`, `mg2+mg19`, `12`.
    ///
    /// # Errors
    /// When the question does not have it.
    pub fn parse(question: &Question, text: &str) -> Result<Answer, AnswerError> {
        let known = |id: &str| question.options.iter().any(|option| option.id == id);
        let wrong = |choose| Err(AnswerError { question: question.id.clone(), choose });
        match (question.answers, text.trim()) {
            (_, "no_record") => Ok(Answer::NoRecord),
            (_, "not_applicable") => Ok(Answer::NotApplicable),
            (Answers::YesNo, "yes") => Ok(Answer::Yes),
            (Answers::YesNo, "no") => Ok(Answer::No),
            (Answers::YesNo, _) => wrong("yes, no, no record or not applicable"),
            (Answers::Graded, grade) if known(grade) => Ok(Answer::Grade(grade.to_owned())),
            (Answers::Graded, _) => wrong("one of its grades, no record or not applicable"),
            (Answers::Reasons, reasons) if !reasons.is_empty() && reasons.split('+').all(known) => {
                Ok(Answer::Reasons(reasons.split('+').map(str::to_owned).collect()))
            }
            (Answers::Reasons, _) => wrong("at least one of its reasons, no record or not applicable"),
            (Answers::Number, number) => match number.parse() {
                Ok(number) if number <= MOST => Ok(Answer::Number(number)),
                _ => wrong("a whole number from 0, no record or not applicable"),
            },
        }
    }

    /// How it is written: read back by [`Answer::parse`].
    pub fn slug(&self) -> String {
        match self {
            Answer::Yes => "yes".to_owned(),
            Answer::No => "no".to_owned(),
            Answer::NoRecord => "no_record".to_owned(),
            Answer::NotApplicable => "not_applicable".to_owned(),
            Answer::Grade(grade) => grade.clone(),
            Answer::Reasons(reasons) => reasons.iter().map(String::as_str).collect::<Vec<_>>().join("+"),
            Answer::Number(number) => number.to_string(),
        }
    }

    /// In words.
    pub fn words(&self, question: &Question) -> String {
        let of = |id: &str| {
            let option = question.options.iter().find(|option| option.id == id);
            option.map_or_else(|| id.to_owned(), |option| option.words.clone())
        };
        match self {
            Answer::Yes => "Yes".to_owned(),
            Answer::No => "No".to_owned(),
            Answer::NoRecord => "No record".to_owned(),
            Answer::NotApplicable => "Not applicable".to_owned(),
            Answer::Grade(grade) => of(grade),
            Answer::Reasons(reasons) => reasons_in_words(question, reasons),
            Answer::Number(number) if question.unit.is_empty() => number.to_string(),
            Answer::Number(number) => format!("{number} {}", question.unit),
        }
    }
}

/// Reasons in the order of the question.
pub(super) fn reasons_in_words(question: &Question, reasons: &BTreeSet<String>) -> String {
    let words = question.options.iter().filter(|option| reasons.contains(&option.id));
    words.map(|option| option.words.as_str()).collect::<Vec<_>>().join("; ")
}

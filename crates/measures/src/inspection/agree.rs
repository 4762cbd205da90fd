//! How far two readers of the same cases agree, question by question.

use super::{Answer, Answers, Question, Questions};
use crate::kappa::{Agreement, Weight, agreement};
use std::collections::BTreeMap;

/// The answers of two readers of one case, by question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The first reader's.
    pub first: BTreeMap<String, Answer>,
    /// The second's.
    pub second: BTreeMap<String, Answer>,
}

/// How far readers agree on a question.
#[derive(Clone, Debug, PartialEq)]
pub struct OnQuestion<'a> {
    /// The question.
    pub question: &'a Question,
    /// Same or not; of numbers and reasons without kappa.
    pub plain: Agreement,
    /// Weighted by how far apart, for graded answers (no record and not applicable left out: they have no order).
    pub weighted: Option<Agreement>,
}

/// How far readers agree on each question of a sheet.
pub fn by_question<'a>(questions: &'a Questions, sheet: &'a str, pairs: &[Pair]) -> Vec<OnQuestion<'a>> {
    questions.of_sheet(sheet).map(|question| on_question(question, pairs)).collect()
}

fn on_question<'a>(question: &'a Question, pairs: &[Pair]) -> OnQuestion<'a> {
    let both: Vec<(&Answer, &Answer)> = pairs
        .iter()
        .filter_map(|pair| Some((pair.first.get(&question.id)?, pair.second.get(&question.id)?)))
        .collect();
    let places: Vec<(usize, usize)> = both
        .iter()
        .filter_map(|(one, other)| Some((question.place_of(one)?, question.place_of(other)?)))
        .collect();
    let own = if question.answers == Answers::Graded { question.options.len() } else { 2 };
    let plain = match question.answers {
        Answers::YesNo | Answers::Graded => agreement(&places, own + 2, Weight::Same),
        Answers::Reasons | Answers::Number => Agreement {
            both: both.len() as u64,
            same: both.iter().filter(|(one, other)| one == other).count() as u64,
            kappa: None,
            interval: None,
        },
    };
    let weighted =
        (question.answers == Answers::Graded && own > 2).then(|| agreement(&places, own, Weight::Squared));
    OnQuestion { question, plain, weighted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_question_by_itself() {
        let questions = Questions::named("contact-quality").unwrap();
        let pair = |one: &str, other: &str| {
            let of = |grade: &str| [("kind".to_owned(), Answer::Grade(grade.to_owned()))].into();
            Pair { first: of(one), second: of(other) }
        };
        let pairs = [pair("no", "no"), pair("partly", "fully"), pair("fully", "fully"), pair("no", "partly")];
        let all = by_question(questions, "contact", &pairs);
        let kind = all.iter().find(|one| one.question.id == "kind").unwrap();
        assert_eq!((kind.plain.both, kind.plain.same), (4, 2));
        assert!(kind.weighted.unwrap().kappa.unwrap() > kind.plain.kappa.unwrap());
        assert!(all.iter().filter(|one| one.question.id != "kind").all(|one| one.plain.both == 0));
    }
}

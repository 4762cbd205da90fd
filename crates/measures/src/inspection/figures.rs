//! What the answers to a sheet of questions give: so many of so many, means, lists of reasons, tables by area.

use super::{
    Answer, FigureKind, FigureRule, OutOf, Published, Question, Questions, answer::reasons_in_words,
};
use crate::Share;
use std::collections::{BTreeMap, BTreeSet};

/// A case (or officer, or area) with what was answered of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// The group it was drawn in.
    pub group: String,
    /// Its area.
    pub area: String,
    /// The answer to each question, by id.
    pub answers: BTreeMap<String, Answer>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure<'a> {
    /// Its question.
    pub question: &'a Question,
    /// Its rule.
    pub rule: &'a FigureRule,
    /// What came out.
    pub value: Value,
    /// Of how many it was asked and is not answered yet.
    pub unread: u64,
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// So many of so many.
    Share {
        /// So many.
        n: u64,
        /// Of so many.
        d: u64,
    },
    /// A mean of so many numbers; none without any.
    Mean {
        /// The mean.
        mean: Option<f64>,
        /// Of so many.
        of: u64,
    },
    /// How often each set of reasons was given, the most frequent first.
    Reasons {
        /// Reasons, in words, and how often.
        rows: Vec<ReasonsRow>,
        /// The sum.
        total: u64,
    },
    /// A number for each area.
    Areas {
        /// By name.
        rows: Vec<(String, u64)>,
        /// The sum.
        total: u64,
    },
}

/// A set of reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonsRow {
    /// Ids of options.
    pub reasons: BTreeSet<String>,
    /// In words.
    pub words: String,
    /// How often.
    pub n: u64,
}

/// Whether a question is asked of a unit: its group is asked, and the question it depends on was itself asked and answered
/// so. Not known while that one is not answered.
pub fn is_asked(questions: &Questions, question: &Question, unit: &Unit) -> Option<bool> {
    if !question.groups.is_empty() && !question.groups.contains(&unit.group) {
        return Some(false);
    }
    let Some(condition) = &question.only_if else { return Some(true) };
    let other = questions.question(&condition.question)?;
    if !is_asked(questions, other, unit)? {
        return Some(false);
    }
    let answer = unit.answers.get(&other.id)?.slug();
    Some(condition.answers.contains(&answer))
}

/// Every figure of a sheet.
pub fn figures<'a>(questions: &'a Questions, sheet: &'a str, units: &[Unit]) -> Vec<Figure<'a>> {
    let of_question = |question: &'a Question| {
        let asked: Vec<&Unit> =
            units.iter().filter(|unit| is_asked(questions, question, unit) == Some(true)).collect();
        question.figures.iter().map(move |rule| figure(question, rule, &asked)).collect::<Vec<_>>()
    };
    questions.of_sheet(sheet).flat_map(of_question).collect()
}

fn figure<'a>(question: &'a Question, rule: &'a FigureRule, asked: &[&Unit]) -> Figure<'a> {
    let answers: Vec<(&Unit, &Answer)> =
        asked.iter().filter_map(|unit| Some((*unit, unit.answers.get(&question.id)?))).collect();
    let unread = (asked.len() - answers.len()) as u64;
    let value = match rule.kind {
        FigureKind::Share => share(rule, &answers),
        FigureKind::Mean => mean(&answers),
        FigureKind::Reasons => reasons(question, &answers),
        FigureKind::Areas => areas(&answers),
    };
    Figure { question, rule, value, unread }
}

fn share(rule: &FigureRule, answers: &[(&Unit, &Answer)]) -> Value {
    let counted = |answer: &Answer| rule.out_of == OutOf::Asked || *answer != Answer::NotApplicable;
    let d = answers.iter().filter(|(_, answer)| counted(answer)).count() as u64;
    let n =
        answers.iter().filter(|(_, answer)| counted(answer) && rule.counts.contains(&answer.slug())).count();
    Value::Share { n: n as u64, d }
}

fn mean(answers: &[(&Unit, &Answer)]) -> Value {
    let numbers: Vec<u64> = answers.iter().filter_map(|(_, answer)| number(answer)).collect();
    let of = numbers.len() as u64;
    let mean = (of > 0).then(|| numbers.iter().sum::<u64>() as f64 / of as f64);
    Value::Mean { mean, of }
}

fn number(answer: &Answer) -> Option<u64> {
    match answer {
        Answer::Number(number) => Some(*number),
        _ => None,
    }
}

fn reasons(question: &Question, answers: &[(&Unit, &Answer)]) -> Value {
    let mut counted: BTreeMap<&BTreeSet<String>, u64> = BTreeMap::new();
    for (_, answer) in answers {
        if let Answer::Reasons(reasons) = answer {
            *counted.entry(reasons).or_default() += 1;
        }
    }
    let row = |(reasons, n): (&BTreeSet<String>, u64)| ReasonsRow {
        reasons: reasons.clone(),
        words: reasons_in_words(question, reasons),
        n,
    };
    let mut rows: Vec<ReasonsRow> = counted.into_iter().map(row).collect();
    rows.sort_by(|one, other| (other.n, &one.words).cmp(&(one.n, &other.words)));
    let total = rows.iter().map(|row| row.n).sum();
    Value::Reasons { rows, total }
}

fn areas(answers: &[(&Unit, &Answer)]) -> Value {
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    for (unit, answer) in answers {
        if let Some(number) = number(answer) {
            *rows.entry(unit.area.clone()).or_default() += number;
        }
    }
    let total = rows.values().sum();
    Value::Areas { rows: rows.into_iter().collect(), total }
}

impl Figure<'_> {
    /// The interval of 95 % of a share, by Wilson (1927); none out of nothing.
    pub fn interval(&self) -> Option<(f64, f64)> {
        match self.value {
            Value::Share { n, d } => Share::new(n as i64, d as i64).interval(),
            _ => None,
        }
    }

    /// Whether it is what was published; none when nothing was.
    pub fn is_as_published(&self) -> Option<bool> {
        Some(match (&self.value, self.rule.published.as_ref()?) {
            (Value::Share { n, d }, Published::Share { n: pn, d: pd }) => n == pn && d == pd,
            (Value::Share { n, d }, Published::All { all }) => *all == (n == d && *d > 0),
            // Printed without decimals.
            (Value::Mean { mean, .. }, Published::Mean { mean: printed }) => {
                mean.is_some_and(|mean| (mean.round() - printed).abs() < f64::EPSILON)
            }
            (Value::Reasons { rows, total }, Published::Reasons { rows: printed, total: all, .. }) => {
                let same =
                    |row: &ReasonsRow| printed.iter().any(|p| p.reasons == row.reasons && p.n == row.n);
                total == all && rows.len() == printed.len() && rows.iter().all(same)
            }
            (Value::Areas { rows, total }, Published::Areas { rows: printed, total: all }) => {
                let same = |(area, n): &(String, u64)| printed.iter().any(|p| p.area == *area && p.n == *n);
                total == all && rows.len() == printed.len() && rows.iter().all(same)
            }
            _ => false,
        })
    }
}

impl Published {
    /// As printed.
    pub fn words(&self) -> String {
        match self {
            Published::Share { n, d } => format!("{n} of {d} ({})", percent(*n, *d)),
            Published::All { .. } => "all".to_owned(),
            Published::Mean { mean } => format!("{mean}"),
            Published::Reasons { total, .. } => format!("{total} files"),
            Published::Areas { total, .. } => total.to_string(),
        }
    }
}

/// A share in whole per cent with a decimal: `58.3 %`; a dash out of nothing.
pub fn percent(n: u64, d: u64) -> String {
    if d == 0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * n as f64 / d as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(answers: &[(&str, Answer)]) -> Unit {
        let answers = answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect();
        Unit { answers, group: "end-to-end".into(), ..Unit::default() }
    }

    fn value(units: &[Unit], id: &str) -> (Value, u64) {
        let questions = Questions::named("joint-2023").unwrap();
        let found =
            figures(questions, "police", units).into_iter().find(|figure| figure.rule.id == id).unwrap();
        (found.value, found.unread)
    }

    #[test]
    fn of_those_are_only_those() {
        let grade = |g: &str| Answer::Grade(g.to_owned());
        let units = [
            unit(&[("needs-assessment", Answer::Yes), ("needs-assessment-quality", grade("good"))]),
            unit(&[("needs-assessment", Answer::Yes), ("needs-assessment-quality", grade("poor"))]),
            unit(&[("needs-assessment", Answer::Yes)]),
            // An answer left from before the other was corrected does not count.
            unit(&[("needs-assessment", Answer::NoRecord), ("needs-assessment-quality", grade("good"))]),
            unit(&[]),
        ];
        assert_eq!(value(&units, "needs-assessed"), (Value::Share { n: 3, d: 4 }, 1));
        assert_eq!(value(&units, "needs-assessment-good"), (Value::Share { n: 1, d: 2 }, 1));
    }

    #[test]
    fn no_record_not_done_and_not_applicable_are_three_answers() {
        let units = [Answer::Yes, Answer::No, Answer::NoRecord, Answer::NotApplicable]
            .map(|answer| unit(&[("referral", answer.clone()), ("special-measures-aware", answer)]));
        assert_eq!(value(&units, "referral-no-record").0, Value::Share { n: 1, d: 3 });
        assert_eq!(value(&units, "special-measures-no-evidence").0, Value::Share { n: 2, d: 4 });
    }

    #[test]
    fn a_group_that_is_not_asked_does_not_count() {
        let mut closed = unit(&[("risk-assessment", Answer::Yes)]);
        closed.group = "closed".into();
        let units = [closed, unit(&[("risk-assessment", Answer::No)])];
        assert_eq!(value(&units, "risk-assessed"), (Value::Share { n: 1, d: 1 }, 0));
    }

    #[test]
    fn nothing_answered_is_no_figure_and_no_division_by_nothing() {
        let (value, unread) = value(&[unit(&[])], "days-to-first-contact");
        assert_eq!((value, unread), (Value::Mean { mean: None, of: 0 }, 1));
    }
}

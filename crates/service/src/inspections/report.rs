//! Progress and report of an inspection: who has read what, every figure with its interval and what was published, how far
//! readers agree.

use super::questions_of;
use crate::{Actor, Service, ServiceError, inspections::DrawRule};
use measures::inspection::{
    Answer, Questions, Sheet,
    agree::{OnQuestion, Pair, by_question},
    figures::{Figure, Unit, figures, is_asked},
};
use record::CaseId;
use std::collections::BTreeMap;
use store::{DrawnCase, GivenAnswer, Inspection};
use uuid::Uuid;

/// An inspection with its progress.
#[derive(Clone, Debug)]
pub struct InspectionPage {
    /// The inspection.
    pub inspection: Inspection,
    /// From which cases, and how many.
    pub rule: DrawRule,
    /// Title of the questions.
    pub questions: String,
    /// Title of the sheet.
    pub sheet: String,
    /// Name of the organisation whose cases are read.
    pub of: String,
    /// Name of the organisation that inspects.
    pub by: String,
    /// Every reader.
    pub readers: Vec<ReaderDone>,
    /// The cases, in the order of the draw; none for whoever only allows it.
    pub cases: Vec<CaseDone>,
    /// Whether whoever looks may allow it.
    pub may_allow: bool,
    /// Whether it waits for that.
    pub waits: bool,
    /// Whether it is their own organisation's.
    pub own: bool,
}

/// A reader and how far they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderDone {
    /// Their name.
    pub name: String,
    /// Cases given to them.
    pub given: usize,
    /// Cases of which they answered every question that is asked.
    pub done: usize,
}

/// A drawn case and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseDone {
    /// The case.
    pub case: CaseId,
    /// Its place in the draw.
    pub place: i64,
    /// Its group.
    pub stratum: String,
    /// Who reads it, by name, and whether they are done.
    pub readers: Vec<(String, bool)>,
    /// Whether whoever looks is one of them.
    pub own: bool,
}

/// The report of an inspection.
#[derive(Clone, Debug)]
pub struct InspectionReport {
    /// The inspection.
    pub inspection: Inspection,
    /// From which cases, and how many.
    pub rule: DrawRule,
    /// The questions.
    pub questions: &'static Questions,
    /// The sheet.
    pub sheet: &'static Sheet,
    /// Name of the organisation whose cases were read.
    pub of: String,
    /// Name of the organisation that inspects.
    pub by: String,
    /// Cases that were drawn.
    pub drawn: usize,
    /// Of these, of how many something was answered.
    pub read: usize,
    /// Of these, how many were read by two.
    pub read_by_two: usize,
    /// Every figure.
    pub figures: Vec<Figure<'static>>,
    /// How far readers agree; empty when nobody read a case of somebody else's.
    pub agreement: Vec<OnQuestion<'static>>,
    /// Answers in which the reader differed from what the record said by itself, by question.
    pub differed: BTreeMap<String, u64>,
    /// Whether the file of questions has changed since the draw.
    pub questions_changed: bool,
}

impl Service {
    /// An inspection and how far it is: for the organisation that inspects, and for information governance of the one whose
    /// cases are read, without the cases.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs to know.
    pub async fn inspection(&self, actor: &Actor, id: Uuid) -> Result<InspectionPage, ServiceError> {
        self.concerned(actor)?;
        let (inspection, drawn) = self.store.inspection(id).await?.ok_or(ServiceError::NotFound)?;
        let governs = actor.role == policy::Role::InformationGovernance;
        let own = inspection.made_for == actor.person.organisation && !governs;
        let may_allow = governs
            && inspection.organisation == actor.person.organisation
            && inspection.made_for != inspection.organisation;
        if !own && !may_allow {
            return Err(ServiceError::NotFound);
        }
        let (questions, _) = questions_of(&inspection)?;
        let sheet = questions.sheet(&inspection.sheet).ok_or(ServiceError::NotFound)?;
        let answers = self.store.inspection_answers(id).await?;
        let given = by_case(questions, &answers);
        let directory = self.directory();
        let name = |id: &str| directory.person_name(id).to_owned();
        let is_done =
            |case: &DrawnCase, reader: &str| done(questions, &inspection.sheet, case, reader, &given);
        let mut readers: BTreeMap<String, ReaderDone> = BTreeMap::new();
        let mut cases = Vec::with_capacity(drawn.len());
        for case in &drawn {
            let of_case = [&case.first_reader, &case.second_reader].into_iter().filter(|id| !id.is_empty());
            let mut line = Vec::new();
            for reader in of_case {
                let finished = is_done(case, reader);
                let entry = readers.entry(reader.clone()).or_insert_with(|| ReaderDone {
                    name: name(reader),
                    given: 0,
                    done: 0,
                });
                entry.given += 1;
                entry.done += usize::from(finished);
                line.push((name(reader), finished));
            }
            cases.push(CaseDone {
                case: CaseId(case.case_id),
                place: case.place,
                stratum: case.stratum.clone(),
                own: case.first_reader == actor.person.id || case.second_reader == actor.person.id,
                readers: line,
            });
        }
        Ok(InspectionPage {
            rule: rule_of(&inspection),
            questions: questions.title.clone(),
            sheet: sheet.title.clone(),
            of: directory.organisation_name(&inspection.organisation).to_owned(),
            by: directory.organisation_name(&inspection.made_for).to_owned(),
            readers: readers.into_values().collect(),
            cases: if own { cases } else { Vec::new() },
            waits: inspection.made_for != inspection.organisation
                && inspection.authorised_at.is_none()
                && inspection.closed_at.is_none(),
            may_allow,
            own,
            inspection,
        })
    }

    /// The report of an inspection that one's own organisation made.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn inspection_report(&self, actor: &Actor, id: Uuid) -> Result<InspectionReport, ServiceError> {
        let (inspection, drawn) = self.own_inspection(actor, id).await?;
        self.report_of(inspection, &drawn).await
    }

    /// The same for whoever works the service itself: a command.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none with this id.
    pub(crate) async fn report_of(
        &self,
        inspection: Inspection,
        drawn: &[DrawnCase],
    ) -> Result<InspectionReport, ServiceError> {
        let (questions, changed) = questions_of(&inspection)?;
        let sheet = questions.sheet(&inspection.sheet).ok_or(ServiceError::NotFound)?;
        let answers = self.store.inspection_answers(inspection.id).await?;
        let given = by_case(questions, &answers);
        let units: Vec<Unit> = drawn.iter().map(|case| unit(case, &given)).collect();
        let pairs: Vec<Pair> = drawn.iter().filter_map(|case| pair(case, &given)).collect();
        let mut differed: BTreeMap<String, u64> = BTreeMap::new();
        for answer in answers.iter().filter(|a| !a.from_record.is_empty() && a.from_record != a.answer) {
            *differed.entry(answer.question.clone()).or_default() += 1;
        }
        let directory = self.directory();
        Ok(InspectionReport {
            rule: rule_of(&inspection),
            of: directory.organisation_name(&inspection.organisation).to_owned(),
            by: directory.organisation_name(&inspection.made_for).to_owned(),
            drawn: drawn.len(),
            read: units.iter().filter(|unit| !unit.answers.is_empty()).count(),
            read_by_two: pairs.len(),
            figures: figures(questions, &sheet.id, &units),
            agreement: if pairs.is_empty() { Vec::new() } else { by_question(questions, &sheet.id, &pairs) },
            differed,
            questions_changed: changed,
            questions,
            sheet,
            inspection,
        })
    }
}

fn rule_of(inspection: &Inspection) -> DrawRule {
    serde_json::from_str(&inspection.rule).unwrap_or_default()
}

/// Answers by case and reader, by question.
type Given = BTreeMap<(Uuid, String), BTreeMap<String, Answer>>;

fn by_case(questions: &Questions, answers: &[GivenAnswer]) -> Given {
    let mut given = Given::new();
    for row in answers {
        let answer =
            questions.question(&row.question).and_then(|question| Answer::parse(question, &row.answer).ok());
        if let Some(answer) = answer {
            given.entry((row.case_id, row.reader.clone())).or_default().insert(row.question.clone(), answer);
        }
    }
    given
}

/// A case with the answers that count: the first reader's, and the second's where the first has not read it.
fn unit(case: &DrawnCase, given: &Given) -> Unit {
    let of = |reader: &str| given.get(&(case.case_id, reader.to_owned()));
    let answers = of(&case.first_reader).or_else(|| of(&case.second_reader)).cloned().unwrap_or_default();
    Unit { group: case.sheet_group.clone(), area: case.area.clone(), answers }
}

fn pair(case: &DrawnCase, given: &Given) -> Option<Pair> {
    let of = |reader: &str| given.get(&(case.case_id, reader.to_owned())).cloned();
    Some(Pair { first: of(&case.first_reader)?, second: of(&case.second_reader)? })
}

fn done(questions: &Questions, sheet: &str, case: &DrawnCase, reader: &str, given: &Given) -> bool {
    let Some(answers) = given.get(&(case.case_id, reader.to_owned())) else { return false };
    let unit = Unit { group: case.sheet_group.clone(), area: case.area.clone(), answers: answers.clone() };
    questions.of_sheet(sheet).all(|question| match is_asked(questions, question, &unit) {
        Some(asked) => !asked || answers.contains_key(&question.id),
        None => false,
    })
}

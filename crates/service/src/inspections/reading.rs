//! One drawn case beside its questions: what the reader sees of it, what the record answers by itself, and saving what they
//! answer. Saving the same answers twice changes nothing.

use super::{
    known::{FromRecord, Known},
    questions_of,
    unnamed::Names,
};
use crate::{
    Actor, Entry, Problem, Service, ServiceError, Standing,
    case_file::{CaseFile, note_shown},
    error::refuse_if_any,
    gate::note,
    record_contact::{storable, too_long},
    victim_case::duty_words,
};
use jiff::{Timestamp, civil::Date};
use language::Language;
use measures::inspection::{
    Answer, Question, Questions,
    figures::{Unit, is_asked},
};
use policy::{About, Action, Decision, Part, Role};
use record::CaseId;
use std::collections::BTreeMap;
use store::{DrawnCase, GivenAnswer, Inspection, LoadedCase, NewNotes};
use uuid::Uuid;

/// A drawn case beside its questions.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The inspection.
    pub inspection: Inspection,
    /// The case.
    pub case: CaseId,
    /// Its place in the draw, and of how many.
    pub place: (i64, usize),
    /// The reference that people use; for an inspector the place in the draw stands for it.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Stage slug.
    pub stage: String,
    /// When it began.
    pub opened_at: Timestamp,
    /// Names of the victims; none for whoever may not know them.
    pub victims: Vec<String>,
    /// Everything owed, late first.
    pub duties: Vec<InspectedDuty>,
    /// What happened, oldest first.
    pub timeline: Vec<Entry>,
    /// The questions, in order.
    pub questions: Vec<Asked>,
    /// What the reader noted.
    pub notes: String,
    /// The next of the reader's cases that is not answered.
    pub next: Option<CaseId>,
    /// Whether the file of questions has changed since the draw.
    pub questions_changed: bool,
}

/// A question with what is known of it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question.
    pub question: &'static Question,
    /// Whether it is asked of this case; not known while the question that it depends on is not answered.
    pub asked: Option<bool>,
    /// What the reader answered.
    pub given: Option<Answer>,
    /// What the record answers by itself.
    pub from_record: Option<FromRecord>,
}

/// A duty, for a reader.
#[derive(Clone, Debug)]
pub struct InspectedDuty {
    /// In plain words.
    pub what: String,
    /// Provider slug.
    pub provider: String,
    /// How it stands.
    pub standing: Standing,
    /// Last day of the limit.
    pub due: Option<Date>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// What the victim says of it.
    pub answer: Option<String>,
}

/// What a reader filled in.
#[derive(Clone, Debug, Default)]
pub struct AnswersForm {
    /// Question id and answer, as the form sends it; empty where nothing was chosen.
    pub answers: Vec<(String, String)>,
    /// Notes.
    pub notes: String,
}

/// How often a save is tried again when the same reader saved in another window meanwhile.
const TRIES: usize = 3;

/// A reader's latest answers on a case.
type Latest = BTreeMap<String, GivenAnswer>;

impl Service {
    /// A case that was drawn for an inspection and given to this reader.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it was not drawn, is not theirs to read, or the inspection is closed or not allowed.
    pub async fn reading(
        &self,
        actor: &Actor,
        id: Uuid,
        case: CaseId,
        now: Timestamp,
    ) -> Result<Reading, ServiceError> {
        let (inspection, drawn) = self.own_inspection(actor, id).await?;
        let own = reads(&drawn, &actor.person.id, case)?.clone();
        let loaded = self.drawn_case(actor, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let mut file = self.case_file_of(&loaded, &sight, now);
        note_shown(actor, &sight, &file);
        self.write_meanwhile(actor);
        let unnamed = !loaded.case.victims.iter().all(|victim| sight.knows(victim.id));
        if unnamed || !sight.sees(Part::VictimName) {
            take_names_out(&loaded, &mut file);
        }
        let (questions, changed) = questions_of(&inspection)?;
        let answers = self.store.inspection_answers(id).await?;
        let latest = latest_of(&answers, case, &actor.person.id);
        let asked = self.asked(&loaded, questions, &inspection.sheet, &own, &latest);
        let notes = match loaded.case.victims.first() {
            Some(victim) => self.store.inspection_notes(id, case, victim.id, &actor.person.id).await?.1,
            None => None,
        };
        Ok(Reading {
            next: next_of(&drawn, &answers, &actor.person.id, case),
            place: (own.place, drawn.len()),
            inspection,
            case,
            reference: if actor.role == Role::Oversight {
                format!("Case {}", own.place)
            } else {
                file.reference
            },
            title: file.title,
            stage: file.stage,
            opened_at: file.opened_at,
            victims: file.victims.into_iter().map(|victim| victim.details.name).collect(),
            duties: file.duties.into_iter().map(inspected).collect(),
            timeline: file.timeline.into_iter().rev().collect(),
            questions: asked,
            notes: notes.unwrap_or_default(),
            questions_changed: changed,
        })
    }

    /// Reads a case for somebody who was given it in an inspection. "Not there" and "not yours" are the same answer.
    async fn drawn_case(&self, actor: &Actor, id: CaseId) -> Result<LoadedCase, ServiceError> {
        let action = Action::ReadForInspection;
        let Some(loaded) = self.store.load(id).await? else {
            note(actor, action, Some(id), None, Decision::Refused("not there"));
            return Err(ServiceError::NotFound);
        };
        let mut asker = self.asker_before(actor, &loaded).await?;
        self.note_drawn(actor, &mut asker, id).await?;
        let decision = policy::may(&asker, action, About::Case(id, &loaded.case.access()));
        note(actor, action, Some(id), None, decision);
        if decision.is_allowed() { Ok(loaded) } else { Err(ServiceError::NotFound) }
    }

    fn asked(
        &self,
        loaded: &LoadedCase,
        questions: &'static Questions,
        sheet: &str,
        drawn: &DrawnCase,
        latest: &Latest,
    ) -> Vec<Asked> {
        let rules = self.rules;
        let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
        let known = Known { case: &loaded.case, events: &loaded.events, owed: &owed };
        let of_sheet: Vec<&'static Question> =
            questions.questions.iter().filter(|question| question.sheet == sheet).collect();
        let given = |question: &Question| {
            latest.get(&question.id).and_then(|given| Answer::parse(question, &given.answer).ok())
        };
        let answers = of_sheet.iter().filter_map(|question| Some((question.id.clone(), given(question)?)));
        let unit =
            Unit { group: drawn.sheet_group.clone(), area: drawn.area.clone(), answers: answers.collect() };
        let asked = |question: &'static Question| Asked {
            asked: is_asked(questions, question, &unit),
            given: given(question),
            from_record: known.answer(question),
            question,
        };
        of_sheet.into_iter().map(asked).collect()
    }

    /// Saves a reader's answers on a case. What they left empty stays as it was; the same again changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each question and what it takes; [`ServiceError::NotFound`] when it is not theirs.
    pub async fn save_reading(
        &self,
        actor: &Actor,
        id: Uuid,
        case: CaseId,
        form: AnswersForm,
        now: Timestamp,
    ) -> Result<Option<CaseId>, ServiceError> {
        let (inspection, drawn) = self.own_inspection(actor, id).await?;
        let own = reads(&drawn, &actor.person.id, case)?.clone();
        let loaded = self.drawn_case(actor, case).await?;
        let (questions, _) = questions_of(&inspection)?;
        let given = given_answers(questions, &inspection.sheet, &form)?;
        for _ in 0..TRIES {
            let answers = self.store.inspection_answers(id).await?;
            let latest = latest_of(&answers, case, &actor.person.id);
            let asked = self.asked(&loaded, questions, &inspection.sheet, &own, &latest);
            let new = new_versions(case, &actor.person.id, &given, &latest, &asked, now);
            if new.is_empty() || self.store.add_answers(id, &new).await? {
                self.save_notes(actor, id, &loaded, &form.notes, now).await?;
                let answers = self.store.inspection_answers(id).await?;
                return Ok(next_of(&drawn, &answers, &actor.person.id, case));
            }
        }
        Err(store::StoreError::Conflict.into())
    }

    async fn save_notes(
        &self,
        actor: &Actor,
        id: Uuid,
        loaded: &LoadedCase,
        words: &str,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let (case, reader) = (loaded.case.id, actor.person.id.as_str());
        let Some(victim) = loaded.case.victims.first().map(|victim| victim.id) else { return Ok(()) };
        let words = storable(words.trim());
        for _ in 0..TRIES {
            let (version, kept) = self.store.inspection_notes(id, case, victim, reader).await?;
            if kept.unwrap_or_default() == words {
                return Ok(());
            }
            let version = version + 1;
            let notes = NewNotes { inspection: id, case, victim, reader, version, words: &words };
            if self.store.add_inspection_notes(notes, now).await? {
                return Ok(());
            }
        }
        Err(store::StoreError::Conflict.into())
    }
}

/// The drawn case, when it was given to this reader.
fn reads<'a>(drawn: &'a [DrawnCase], reader: &str, case: CaseId) -> Result<&'a DrawnCase, ServiceError> {
    let own = drawn.iter().find(|one| one.case_id == case.0 && is_reader(one, reader));
    own.ok_or(ServiceError::NotFound)
}

fn is_reader(drawn: &DrawnCase, reader: &str) -> bool {
    drawn.first_reader == reader || drawn.second_reader == reader
}

fn latest_of(answers: &[GivenAnswer], case: CaseId, reader: &str) -> Latest {
    let own = answers.iter().filter(|given| given.case_id == case.0 && given.reader == reader);
    own.map(|given| (given.question.clone(), given.clone())).collect()
}

/// The next of the reader's cases that nothing was answered about, after this one and then from the beginning.
fn next_of(drawn: &[DrawnCase], answers: &[GivenAnswer], reader: &str, case: CaseId) -> Option<CaseId> {
    let here = drawn.iter().position(|one| one.case_id == case.0).unwrap_or(0);
    let in_turn = drawn.iter().skip(here + 1).chain(drawn.iter().take(here));
    let open = |one: &&DrawnCase| {
        is_reader(one, reader) && answers.iter().all(|g| g.case_id != one.case_id || g.reader != reader)
    };
    in_turn.into_iter().find(open).map(|one| CaseId(one.case_id))
}

fn given_answers(
    questions: &'static Questions,
    sheet: &str,
    form: &AnswersForm,
) -> Result<BTreeMap<&'static str, Answer>, ServiceError> {
    let mut problems: Vec<Problem> = too_long("notes", Some(&form.notes)).into_iter().collect();
    let mut given = BTreeMap::new();
    for question in questions.questions.iter().filter(|question| question.sheet == sheet) {
        let sent = form.answers.iter().filter(|(id, text)| *id == question.id && !text.trim().is_empty());
        let text = sent.map(|(_, text)| text.trim()).collect::<Vec<_>>().join("+");
        if text.is_empty() {
            continue;
        }
        match Answer::parse(question, &text) {
            Ok(answer) => {
                given.insert(question.id.as_str(), answer);
            }
            Err(reason) => {
                problems.push(Problem::new(question.id.as_str(), format!("Choose {}", reason.choose)));
            }
        }
    }
    refuse_if_any(problems)?;
    Ok(given)
}

fn new_versions(
    case: CaseId,
    reader: &str,
    given: &BTreeMap<&'static str, Answer>,
    latest: &Latest,
    asked: &[Asked],
    now: Timestamp,
) -> Vec<GivenAnswer> {
    let from_record = |id: &str| {
        let of = asked.iter().find(|one| one.question.id == id).and_then(|one| one.from_record.as_ref());
        of.map(|found| found.answer.slug()).unwrap_or_default()
    };
    let differs =
        |(id, answer): &(&&str, &Answer)| latest.get(**id).is_none_or(|old| old.answer != answer.slug());
    let new = given.iter().filter(differs).map(|(id, answer)| GivenAnswer {
        case_id: case.0,
        reader: reader.to_owned(),
        question: (*id).to_owned(),
        version: latest.get(*id).map_or(1, |old| old.version + 1),
        answer: answer.slug(),
        from_record: from_record(id),
        answered_at: now.as_millisecond(),
    });
    new.collect()
}

fn inspected(line: crate::case_file::DutyLine) -> InspectedDuty {
    let what = line.rule.map_or_else(|| line.owed.duty.clone(), |rule| duty_words(rule, Language::English));
    InspectedDuty {
        what,
        provider: line.owed.provider.clone(),
        standing: line.standing,
        due: line.owed.due,
        done_at: line.owed.done_at,
        answer: line.answer_words,
    }
}

/// Whoever may not know who is in a case reads it without their names.
fn take_names_out(loaded: &LoadedCase, file: &mut CaseFile) {
    let names = Names::of(loaded);
    let out = |text: &mut String| *text = names.taken_out(text);
    out(&mut file.title);
    file.victims.clear();
    file.defendants.clear();
    for entry in &mut file.timeline {
        out(&mut entry.title);
        entry.detail.iter_mut().for_each(out);
        entry.withdrawn.iter_mut().for_each(out);
    }
}

//! One case beside its questions, dense, for the keyboard: the questions come first in the order of reading, and saving goes on
//! to the next case.

use super::{INSPECTIONS, address};
use crate::{
    components::{self as c, Choice, ErrorLink, Markup, TimelineEntry},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, cell},
    shell::Shell,
    words,
};
use askama::Template;
use jiff::civil::Date;
use measures::inspection::{Answer, Answers, Question};
use record::CaseId;
use service::{
    inspections::{Asked, InspectedDuty, Reading},
    provider_words,
};
use uuid::Uuid;

/// Where a case is read for an inspection
pub(crate) fn address_of_case(inspection: Uuid, case: CaseId) -> String {
    format!("{}/read/{case}", address(inspection))
}

/// The name of a question's field
pub(crate) fn question_field(id: &str) -> String {
    format!("q-{id}")
}

/// The page
#[derive(Template, Default)]
#[template(path = "inspection_read.html")]
pub struct Read {
    shell: Shell,
    errors: Vec<ErrorLink>,
    saved: Option<String>,
    back: (String, String),
    caption: String,
    heading: String,
    here: String,
    notices: Vec<String>,
    questions: Vec<Markup>,
    case: Vec<Markup>,
}

impl Read {
    /// A case beside its questions, with what was typed when something is wrong with it
    pub(crate) fn of(
        shell: Shell,
        reading: &Reading,
        fields: Option<&Fields>,
        complaints: &Complaints,
        saved: Option<String>,
        today: Date,
    ) -> Read {
        let sheet: Vec<&Question> = reading.questions.iter().map(|asked| asked.question).collect();
        let mut questions: Vec<Markup> =
            reading.questions.iter().map(|asked| question(asked, &sheet, fields, complaints)).collect();
        let notes = fields.map_or_else(|| reading.notes.clone(), |fields| fields.text("notes"));
        questions.push(Markup::of(
            c::textarea("notes", "Notes on this case")
                .hint("For you and nobody else. Sealed, and never in the report.")
                .rows(4)
                .filled(&complaints.beside("notes", notes)),
        ));
        let mut notices = Vec::new();
        if reading.questions_changed {
            notices.push("The questions have changed since this sample was drawn.".to_owned());
        }
        if reading.victims.is_empty() {
            notices.push(
                "Names are taken out. Stop and tell your lead if you still recognise somebody.".to_owned(),
            );
        }
        let anchored: Vec<(&str, String)> =
            sheet.iter().map(|question| (question.id.as_str(), question_field(&question.id))).collect();
        let anchors: Vec<(&str, &str)> = anchored.iter().map(|(id, field)| (*id, field.as_str())).collect();
        Read {
            shell: shell.within(INSPECTIONS).wrong(!complaints.0.is_empty()),
            errors: complaints.links(&anchors),
            saved,
            back: (reading.inspection.title.clone(), address(reading.inspection.id)),
            caption: format!("Case {} of {}", reading.place.0, reading.place.1),
            heading: reading.title.clone(),
            here: address_of_case(reading.inspection.id, reading.case),
            notices,
            questions,
            case: beside(reading, today),
        }
    }

    #[doc(hidden)]
    pub fn sample() -> Self {
        let file = measures::inspection::Questions::named("joint-2023");
        let sheet: Vec<&'static Question> =
            file.iter().flat_map(|file| file.questions.iter()).filter(|q| q.sheet == "prosecution").collect();
        let asked = |question: &'static Question| Asked {
            question,
            asked: Some(true),
            given: (question.id == "file-standard").then_some(Answer::No),
            from_record: (question.id == "letter-sent").then(|| service::inspections::known::FromRecord {
                answer: Answer::NoRecord,
                source: "It is owed, and there is no record of it.".into(),
            }),
        };
        let reading = Reading {
            inspection: super::progress::sample_inspection(1_772_438_400_000, false),
            case: CaseId(Uuid::from_u128(1)),
            place: (1, 2),
            reference: "Case 1".into(),
            title: "Burglary of a home".into(),
            stage: "court".into(),
            opened_at: jiff::Timestamp::from_second(1_772_000_000).unwrap_or_default(),
            victims: Vec::new(),
            duties: vec![InspectedDuty {
                what: "Be told that a suspect was charged".into(),
                provider: "police".into(),
                standing: service::Standing::DoneLate,
                due: Some(jiff::civil::date(2026, 3, 5)),
                done_at: jiff::Timestamp::from_second(1_772_900_000).ok(),
                answer: Some("The victim says that this did not happen".into()),
            }],
            timeline: Vec::new(),
            questions: sheet.into_iter().map(asked).collect(),
            notes: String::new(),
            next: None,
            questions_changed: true,
        };
        let mut wrong = Complaints::default();
        wrong.add("file-reasons", "Choose at least one of its reasons, no record or not applicable");
        let shell = Shell::sample("Read a case", policy::Role::Oversight);
        let saved = Some("Saved. This is the next case".into());
        Read::of(shell, &reading, None, &wrong, saved, jiff::civil::date(2026, 3, 30))
    }
}

/// A question with its answers; what the record says is chosen to begin with, and said.
fn question(asked: &Asked, sheet: &[&Question], fields: Option<&Fields>, complaints: &Complaints) -> Markup {
    let question = asked.question;
    let name = question_field(&question.id);
    let given = asked.given.as_ref().or(asked.from_record.as_ref().map(|found| &found.answer));
    let given = given.map(Answer::slug).unwrap_or_default();
    let typed = fields.map(|fields| fields.all(&name));
    let error = complaints.about(&question.id);
    let hint = hint_of(asked, sheet);
    match question.answers {
        Answers::YesNo | Answers::Graded => {
            let value = typed.and_then(|typed| typed.first().cloned()).unwrap_or(given);
            let mut radios = c::radios(&name, &question.text, choices(question)).small().inline();
            if !hint.is_empty() {
                radios = radios.hint(hint);
            }
            Markup::of(radios.filled(&c::Filled { value, error }))
        }
        Answers::Reasons => {
            let ticked = typed.unwrap_or_else(|| given.split('+').map(str::to_owned).collect());
            let mut boxes = c::checkboxes(&name, &question.text, choices(question)).small();
            if !hint.is_empty() {
                boxes = boxes.hint(hint);
            }
            Markup::of(boxes.ticked(&ticked).error(&error))
        }
        Answers::Number => {
            let value = typed.and_then(|typed| typed.first().cloned()).unwrap_or(given);
            let help = format!("{hint} A whole number, or no_record, or not_applicable.");
            Markup::of(c::input(&name, &question.text).hint(help.trim()).filled(&c::Filled { value, error }))
        }
    }
}

fn choices(question: &Question) -> Vec<Choice> {
    let own = match question.answers {
        Answers::YesNo => vec![Choice::new("yes", "Yes"), Choice::new("no", "No")],
        _ => question.options.iter().map(|option| Choice::new(&option.id, &option.words)).collect(),
    };
    let always = [Choice::new("no_record", "No record"), Choice::new("not_applicable", "Not applicable")];
    own.into_iter().chain(always).collect()
}

/// When it is asked, and what the record says
fn hint_of(asked: &Asked, sheet: &[&Question]) -> String {
    let question = asked.question;
    let condition = question.only_if.as_ref().and_then(|condition| {
        let other = sheet.iter().find(|one| one.id == condition.question)?;
        let answers = condition.answers.iter().filter_map(|answer| Answer::parse(other, answer).ok());
        let answers: Vec<String> = answers.map(|answer| answer.words(other)).collect();
        Some(format!("Only if “{}” is {}.", other.text, answers.join(" or ").to_lowercase()))
    });
    let group = (!question.groups.is_empty() && asked.asked == Some(false))
        .then(|| "Not asked of cases of this group.".to_owned());
    let record = asked
        .from_record
        .as_ref()
        .map(|found| format!("The record: {}. {}", found.answer.words(question), found.source));
    [condition, group, record].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The case
fn beside(reading: &Reading, today: Date) -> Vec<Markup> {
    let mut facts = c::summary_list()
        .row("Case", &reading.reference)
        .row("Stage", words::capital(&reading.stage))
        .row("Began", words::moment(reading.opened_at, today));
    if !reading.victims.is_empty() {
        facts = facts.row("Victims", reading.victims.join(", "));
    }
    let mut parts = vec![Markup::of(facts)];
    let day = |at| words::short_day(calendar::london_date(at), today);
    let duty = |duty: &InspectedDuty| {
        let due = duty.due.map(|due| words::short_day(due, today)).unwrap_or_default();
        let done = duty.done_at.map(day).unwrap_or_default();
        let says = duty.answer.clone().unwrap_or_default();
        vec![cell(&duty.what), cell(provider_words(&duty.provider)), cell(due), cell(done), cell(says)]
    };
    let head = ["What is owed", "By", "Due", "Done", "The victim says"];
    parts.extend(plain::table("What was owed and done", &head, reading.duties.iter().map(duty).collect()));
    parts.push(plain::heading("What happened, oldest first"));
    let entry = |entry: &service::Entry| TimelineEntry {
        title: entry.title.clone(),
        byline: entry.recorded_by.clone(),
        when: words::moment(entry.at, today),
        datetime: entry.at.to_string(),
        paragraphs: entry.detail.iter().chain(&entry.withdrawn).cloned().collect(),
        ..TimelineEntry::default()
    };
    let entries: Vec<TimelineEntry> = reading.timeline.iter().map(entry).collect();
    parts.push(match entries.is_empty() {
        true => plain::paragraph("Nothing is recorded."),
        false => Markup::of(c::timeline(&entries, 3)),
    });
    parts
}

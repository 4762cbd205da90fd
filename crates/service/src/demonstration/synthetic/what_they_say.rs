//! What victims of synthetic cases say of themselves, and in the survey: some of them, so that boards have something to read
//! and small numbers to hide.

use super::draw::Draw;
use jiff::{SignedDuration, Timestamp};
use record::{
    CaseEvent, Characteristics, Origin, Personal, Recorder, SurveyEvent, VictimId,
    figures::{Disability, Ethnicity, Sex},
    survey::{Moment, Through},
};
use std::collections::BTreeMap;
use store::{LoadedCase, NewEvent, StoreError};

/// The purpose of the stream, so that no other choice changes with it.
const PURPOSE: u64 = 77;

/// Adds what they say up to the present.
pub(super) fn say(loaded: &mut LoadedCase, seed: u64, index: u64, now: Timestamp) -> Result<(), StoreError> {
    let mut draw = Draw::new(seed, index, PURPOSE);
    let by = Recorder { organisation: "".into(), person: None, origin: Origin::Person };
    let (mut events, mut personal) = (Vec::new(), Vec::new());
    let victims: Vec<(VictimId, Timestamp)> =
        loaded.case.victims.iter().map(|victim| (victim.id, victim.joined_at)).collect();
    for (victim, joined) in victims {
        let said = characteristics(&mut draw);
        if draw.percent(60) {
            let id = draw.id(joined);
            // Invented, and the same each time: its salt need not be secret.
            let text = Personal::new(id, id.into_bytes(), loaded.case.id, &said)?;
            let characteristics = text.reference();
            personal.push(text);
            events.push(NewEvent::at(joined, CaseEvent::CharacteristicsRecorded { victim, characteristics }));
        }
        let answered = joined.checked_add(SignedDuration::from_hours(24 * 31)).unwrap_or(now);
        let answers = answers(&mut draw);
        if draw.percent(25) && answered <= now {
            let (moment, through) = (Moment::FirstWeeks, Through::Own);
            let event = SurveyEvent::Answered { victim, moment, answers, through };
            events.push(NewEvent::at(answered, CaseEvent::Survey(event)));
        }
    }
    loaded.record(&by, now, events, personal)
}

fn characteristics(draw: &mut Draw) -> Characteristics {
    let sex = [Sex::Female, Sex::Male][usize::from(draw.percent(46))];
    let ethnicity = match draw.below(100) {
        0..=74 => Ethnicity::White,
        75..=84 => Ethnicity::Asian,
        85..=90 => Ethnicity::Black,
        91..=94 => Ethnicity::Mixed,
        95..=97 => Ethnicity::Other,
        _ => Ethnicity::NotSaid,
    };
    let disability = match draw.below(100) {
        0..=19 => Disability::Yes,
        20..=94 => Disability::No,
        _ => Disability::NotSaid,
    };
    Characteristics { sex: Some(sex), ethnicity: Some(ethnicity), disability: Some(disability) }
}

fn answers(draw: &mut Draw) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for (question, choices) in record::survey::QUESTIONS {
        // One in ten leaves a question out.
        if draw.percent(90)
            && let Some(answer) = choices.get(draw.below(choices.len()))
        {
            answers.insert(question.to_owned(), (*answer).to_owned());
        }
    }
    answers
}

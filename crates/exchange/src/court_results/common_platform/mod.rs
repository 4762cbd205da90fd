//! Common Platform's "hearing resulted" event, in the shapes in which systems pass it on:
//! the public event (`hearing`, `sharedTime`), the hearing alone, the command that records results for the police
//! (`session`, `cases`), one defendant's results for the police (`defendant`, `sessionDays`), a case with its hearings at
//! a glance (`prosecutionCase`), and any of them as text in a notification (`Message`).

mod event;
mod offences;
mod people;

use serde::Deserialize;

use super::{Application, CourtResults, Format, Hearing};
use crate::{
    lookup::Lookup,
    reading::{MAX_ESCAPED_LAYERS, NoteKind, Place, Read, ReadError},
};
use event::{HearingEvent, List, PoliceResult, SessionResults, SittingDay, Text, Top};
use offences::court_result;
use people::{Cases, court_of};

/// Reads one event.
pub(super) fn read(text: &str) -> Result<Read<CourtResults>, ReadError> {
    read_layer(text, 0)
}

fn read_layer(text: &str, layer: u32) -> Result<Read<CourtResults>, ReadError> {
    if layer > MAX_ESCAPED_LAYERS {
        return Err(ReadError::TooManyLayers);
    }
    let top: Top = parse(text)?;
    let mut lookup = Lookup::new();
    let message = if top.hearing.is_some() {
        hearing_event(parse(text)?, &mut lookup)
    } else if top.session.is_some() {
        session_results(parse(text)?, &mut lookup)
    } else if top.defendant.is_some() {
        police_result(parse(text)?, &mut lookup)
    } else if top.prosecution_case.is_some() {
        case_view(parse(text)?, &mut lookup)
    } else if top.prosecution_cases.is_some()
        || top.court_applications.is_some()
        || top.court_centre.is_some()
    {
        hearing_event(HearingEvent { hearing: parse(text)?, ..HearingEvent::default() }, &mut lookup)
    } else if let Some(inner) = top.message.as_str() {
        return read_layer(inner, layer + 1);
    } else {
        let found = match top.prosecution_concluded {
            Some(_) => "a notice of concluded prosecutions, which holds no results of a hearing",
            None => "JSON without a hearing, a session or a defendant",
        };
        return Err(ReadError::UnknownMessage { found: found.to_owned() });
    };
    Ok(Read { message, notes: lookup.into_notes() })
}

/// Parses JSON; the error tells the place but none of the content, which may be personal.
fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|error| {
        let what = match error.classify() {
            serde_json::error::Category::Eof => "the JSON ends early,",
            serde_json::error::Category::Syntax => "not well-formed JSON",
            _ => "JSON of another shape than a court's event has",
        };
        ReadError::Json { line: error.line(), column: error.column(), what: what.to_owned() }
    })
}

fn hearing_event(event: HearingEvent, lookup: &mut Lookup) -> CourtResults {
    let mut results = CourtResults { format: Format::CommonPlatform, ..CourtResults::default() };
    let hearing = event.hearing;
    results.hearing = hearing_of(&hearing.court_centre, &hearing.hearing_days, &event.hearing_day, lookup);
    results.hearing.kind = hearing.kind.description.0;
    results.message.hearing_id = hearing.id.0;
    results.message.jurisdiction = hearing.jurisdiction_type.0;
    results.message.shared_at = event.shared_time.0;
    results.message.reshared = event.is_reshare.as_str().map(|truth| truth == "true");
    let mut cases = Cases::default();
    for case in hearing.prosecution_cases.0 {
        cases.add_case(case, lookup);
    }
    for application in hearing.court_applications.0 {
        results.message.applications.push(summary(&application, lookup));
        cases.add_application(application, lookup);
    }
    for one in hearing.defendant_judicial_results.0 {
        cases.add_defendant_result(one, lookup);
    }
    for target in event.targets.0 {
        cases.add_result_lines(target, lookup);
    }
    finish(results, cases, lookup)
}

/// The case with its latest hearing, which its results are of.
fn case_view(mut view: event::CaseView, lookup: &mut Lookup) -> CourtResults {
    let mut hearing = view.hearings_at_a_glance.hearings.0.pop().unwrap_or_default();
    hearing.prosecution_cases = List(vec![view.prosecution_case]);
    hearing_event(HearingEvent { hearing, ..HearingEvent::default() }, lookup)
}

fn session_results(event: SessionResults, lookup: &mut Lookup) -> CourtResults {
    let mut results = CourtResults { format: Format::CommonPlatform, ..CourtResults::default() };
    results.hearing =
        hearing_of(&event.session.court, &event.session.session_days, &event.hearing_day, lookup);
    results.message.hearing_id = event.session.id.0;
    results.message.jurisdiction = event.jurisdiction_type.0;
    results.message.shared_at = event.shared_time.0;
    let mut cases = Cases::default();
    for case in event.cases.0 {
        cases.add_case(case, lookup);
    }
    // Here an application's results stand among its case's offences already.
    results.message.applications =
        event.court_applications.0.iter().map(|one| summary(one, lookup)).collect();
    finish(results, cases, lookup)
}

fn police_result(event: PoliceResult, lookup: &mut Lookup) -> CourtResults {
    let mut results = CourtResults { format: Format::CommonPlatform, ..CourtResults::default() };
    results.hearing = hearing_of(&event.court, &event.session_days, &Text::default(), lookup);
    results.message.hearing_id = event.id.0;
    let mut cases = Cases::default();
    let case =
        event::Case { urn: event.urn, defendants: List(vec![event.defendant]), ..event::Case::default() };
    cases.add_case(case, lookup);
    finish(results, cases, lookup)
}

/// Court, day and time: of the day that the results are for, else of the first day.
fn hearing_of(
    court: &event::CourtCentre,
    days: &List<SittingDay>,
    day: &Text,
    lookup: &mut Lookup,
) -> Hearing {
    let (court, court_name) = court_of(court, lookup);
    lookup.set_area(court.as_deref());
    let wanted = day.as_str().and_then(|day| lookup.date("hearing day", day));
    let sittings: Vec<_> = days
        .0
        .iter()
        .filter_map(|sitting| lookup.instant("sitting day", sitting.sitting_day.as_str()?))
        .collect();
    let sitting = match wanted {
        Some(wanted) => sittings.iter().find(|(date, _)| *date == wanted),
        None => sittings.first(),
    };
    let (date, time) = match (sitting, wanted) {
        (Some((date, time)), _) => (Some(*date), *time),
        (None, wanted) => (wanted, None),
    };
    Hearing { date, time, court, court_name, kind: None }
}

fn summary(application: &event::Application, lookup: &mut Lookup) -> Application {
    let kind = application.kind.name.0.clone().or_else(|| application.kind.application_type.0.clone());
    let results = application.judicial_results.0.iter();
    Application {
        reference: application.application_reference.0.clone(),
        kind,
        urns: people::urns_of(application),
        results: results.filter_map(|result| court_result(result, lookup)).collect(),
    }
}

fn finish(mut results: CourtResults, cases: Cases, lookup: &mut Lookup) -> CourtResults {
    let (defendants, urns) = cases.finish();
    results.defendants = defendants;
    let mut urns = urns.into_iter();
    results.urn = urns.next();
    results.message.other_urns = urns.collect();
    if !results.message.other_urns.is_empty() {
        lookup.place = Place::default();
        lookup.note(NoteKind::SeveralCases { cases: results.message.other_urns.len() + 1 });
    }
    results
}

//! Offences and results of Common Platform in our terms.

use super::event::{self, JudicialResult, Prompt};
use crate::{
    court_results::{CourtResult, Duration, NextHearing, Offence},
    lookup::Lookup,
    standing::CodeList,
};

use super::people::court_of;

/// An offence with its results, deleted ones left out.
pub(super) fn offence(source: event::Offence, lookup: &mut Lookup) -> Offence {
    let date = |lookup: &mut Lookup, field, text: &event::Text| {
        text.as_str().and_then(|text| lookup.date(field, text))
    };
    // Cases from the police's interface keep its sequence number as the order of the offences.
    let sequence = source.offence_sequence_number.as_str().or(source.order_index.as_str());
    let disposed = [&source.final_disposal, &source.proceedings_concluded, &source.is_disposed];
    let mut offence = Offence {
        sequence: sequence.and_then(|number| lookup.number("offence sequence number", number)),
        plea: source.plea.and_then(|plea| lookup.words_code(CodeList::Plea, plea.plea_value.as_str()?)),
        verdict: verdict(source.verdict.as_ref(), &source.finding, lookup),
        convicted_on: date(lookup, "conviction date", &source.conviction_date),
        started_on: date(lookup, "offence start date", &source.start_date),
        ended_on: date(lookup, "offence end date", &source.end_date),
        arrested_on: date(lookup, "arrest date", &source.arrest_date),
        charged_on: date(lookup, "charge date", &source.charge_date),
        final_disposal: disposed.iter().find_map(|flag| yes_or_no(flag.as_str()?)),
        wording: source.wording.0,
        offence_id: source.id.0,
        code: source.offence_code.0,
        ..Offence::default()
    };
    offence.look_up(lookup);
    for result in &source.judicial_results.0 {
        lookup.place.result += 1;
        offence.results.extend(court_result(result, lookup));
    }
    offence
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "Y" | "true" => Some(true),
        "N" | "false" => Some(false),
        _ => None,
    }
}

/// The first of the verdict's codes and words that the list knows.
fn verdict(verdict: Option<&event::Verdict>, finding: &event::Text, lookup: &mut Lookup) -> Option<String> {
    let list = CodeList::Verdict;
    let kind = verdict.map(|verdict| &verdict.verdict_type);
    let codes =
        kind.map(|kind| [&kind.cjs_verdict_code, &kind.verdict_code, &kind.category_type, &kind.category]);
    let candidates: Vec<&str> =
        codes.into_iter().flatten().chain([finding]).filter_map(event::Text::as_str).collect();
    let known = candidates.iter().find_map(|code| list.from_spi(code).or_else(|| list.from_words(code)));
    match known {
        Some(known) => (!known.is_empty()).then(|| known.to_owned()),
        None => lookup.words_code(list, candidates.first()?),
    }
}

/// One result; `None` when it was deleted.
pub(super) fn court_result(source: &JudicialResult, lookup: &mut Lookup) -> Option<CourtResult> {
    if source.is_deleted.is_true() {
        return None;
    }
    let element = &source.duration_element;
    let date = |lookup: &mut Lookup, field, text: &event::Text| {
        text.as_str().and_then(|text| lookup.date(field, text))
    };
    let mut result = CourtResult {
        code: source.cjs_code.0.clone(),
        text: source.result_text.0.clone().or_else(|| source.label.0.clone()),
        qualifiers: qualifiers(source, lookup),
        durations: durations(source, lookup),
        amount: amount(&source.judicial_result_prompts.0, lookup),
        next_hearing: source.next_hearing.as_ref().and_then(|next| next_hearing(next, lookup)),
        ordered_on: date(lookup, "ordered date", &source.ordered_date),
        starts_on: date(lookup, "duration start date", &element.duration_start_date),
        ends_on: date(lookup, "duration end date", &element.duration_end_date),
        result_id: source.judicial_result_id.0.clone(),
        is_amendment: source.is_new_amendment.as_str().map(|truth| truth == "true"),
        ..CourtResult::default()
    };
    let points = source
        .judicial_result_prompts
        .0
        .iter()
        .find(|prompt| prompt.prompt_reference.as_str() == Some("PENPT"));
    result.penalty_points = points.and_then(|prompt| lookup.number("penalty points", prompt.value.as_str()?));
    result.settle_code(lookup);
    Some(result)
}

/// The result's own qualifiers, joined with commas; where it has none, those of its prompts.
fn qualifiers(source: &JudicialResult, lookup: &mut Lookup) -> Vec<String> {
    let prompts = source.judicial_result_prompts.0.iter().filter_map(|prompt| prompt.qualifier.as_str());
    let joined: Vec<&str> = match source.qualifier.as_str() {
        Some(own) => vec![own],
        None => prompts.collect(),
    };
    let mut codes: Vec<String> = Vec::new();
    for code in
        joined.iter().flat_map(|codes| codes.split(',')).take(1_000).filter_map(|code| lookup.qualifier(code))
    {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// From the duration element; where there is none, from the prompts that say which duration they are (`1 Years`).
fn durations(source: &JudicialResult, lookup: &mut Lookup) -> Vec<Duration> {
    let element = &source.duration_element;
    let pairs = [
        (&element.primary_duration_value, &element.primary_duration_unit),
        (&element.secondary_duration_value, &element.secondary_duration_unit),
    ];
    let mut durations: Vec<Duration> = Vec::new();
    for (value, unit) in pairs {
        let unit = unit.as_str().and_then(|unit| lookup.duration_unit(unit));
        let value = value.as_str().and_then(|value| lookup.number("duration", value));
        if value.is_some() || unit.is_some() {
            durations.push(Duration { value, unit });
        }
    }
    if durations.is_empty() {
        durations = prompted_durations(&source.judicial_result_prompts.0, lookup);
    }
    if durations.is_empty() && source.life_duration.is_true() {
        durations.push(Duration { value: None, unit: Some("L".to_owned()) });
    }
    durations
}

fn prompted_durations(prompts: &[Prompt], lookup: &mut Lookup) -> Vec<Duration> {
    let sequence =
        |prompt: &Prompt| prompt.duration_sequence.as_str()?.parse::<u32>().ok().filter(|number| *number > 0);
    let mut prompted: Vec<(u32, &str)> =
        prompts.iter().filter_map(|prompt| Some((sequence(prompt)?, prompt.value.as_str()?))).collect();
    prompted.sort_by_key(|(sequence, _)| *sequence);
    let mut durations = Vec::new();
    for (_, words) in prompted {
        // "2 Years 6 Months" is one sentence in two units.
        let words: Vec<&str> = words.split_whitespace().collect();
        for pair in words.chunks(2) {
            let [value, unit] = pair else { continue };
            let value = lookup.number("duration", value);
            let unit = lookup.words_code(CodeList::DurationUnit, unit.trim_end_matches(','));
            if value.is_some() && unit.is_some() {
                durations.push(Duration { value, unit });
            }
        }
    }
    durations
}

/// What the result imposes in money, all its impositions together.
fn amount(prompts: &[Prompt], lookup: &mut Lookup) -> Option<i64> {
    let imposed = prompts.iter().filter(|prompt| prompt.is_financial_imposition.is_true());
    let amounts = imposed.filter_map(|prompt| lookup.pence("amount", prompt.value.as_str()?));
    amounts.reduce(|sum, pence| sum.saturating_add(pence))
}

fn next_hearing(source: &event::NextHearing, lookup: &mut Lookup) -> Option<NextHearing> {
    let start =
        source.listed_start_date_time.as_str().and_then(|text| lookup.instant("next hearing date", text));
    let week = source.week_commencing_date.as_str().and_then(|text| lookup.date("next hearing week", text));
    let (court, _) = court_of(&source.court_centre, lookup);
    if start.is_none() && week.is_none() && court.is_none() {
        return None;
    }
    Some(NextHearing {
        date: start.map(|(date, _)| date),
        time: start.and_then(|(_, time)| time),
        court,
        reason: source.adjournment_reason.0.clone().or_else(|| source.kind.description.0.clone()),
        week_commencing: week,
        from_text: false,
    })
}

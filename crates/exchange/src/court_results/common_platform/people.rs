//! Defendants, their cases and where their results belong.

use std::collections::HashMap;

use super::{
    event::{self, CourtCentre, Text},
    offences::{court_result, offence},
};
use crate::{
    court_results::{CourtResult, Defendant, Offence, bail_conditions},
    lookup::Lookup,
    reading::Place,
    standing::CodeList,
};

/// The defendants of all cases of a hearing, while they are being collected.
#[derive(Debug, Default)]
pub(super) struct Cases {
    collected: Vec<Collected>,
    /// Where the defendant of each identifier stands; the first one's when two share it.
    places: HashMap<String, usize>,
    urns: Vec<String>,
}

#[derive(Debug)]
struct Collected {
    defendant: Defendant,
    urn: Option<String>,
}

impl Cases {
    /// Adds a prosecution case with its defendants.
    pub(super) fn add_case(&mut self, case: event::Case, lookup: &mut Lookup) {
        let identifier = case.prosecution_case_identifier;
        let urn = self
            .known_urn(case.urn.0.or(identifier.case_urn.0).or(identifier.prosecution_authority_reference.0));
        for source in case.defendants.0 {
            self.add_defendant(source, urn.clone(), lookup);
        }
    }

    fn known_urn(&mut self, urn: Option<String>) -> Option<String> {
        let urn = urn?.to_uppercase();
        if !self.urns.contains(&urn) {
            self.urns.push(urn.clone());
        }
        Some(urn)
    }

    fn add_defendant(&mut self, source: event::Defendant, urn: Option<String>, lookup: &mut Lookup) -> usize {
        let number = u32::try_from(self.collected.len() + 1).unwrap_or(u32::MAX);
        lookup.place = Place { defendant: number, ..Place::default() };
        let ids = [&source.id, &source.defendant_id, &source.master_defendant_id];
        for id in ids.into_iter().filter_map(|id| id.0.clone()) {
            self.places.entry(id).or_insert(self.collected.len());
        }
        let defendant = defendant(source, lookup);
        self.collected.push(Collected { defendant, urn });
        self.collected.len() - 1
    }

    /// Adds what an application decided: its offences, and its own results under the application's code, to the
    /// defendant that it is about, who may not be among the cases' defendants.
    pub(super) fn add_application(&mut self, application: event::Application, lookup: &mut Lookup) {
        let urn = urns_of(&application).into_iter().next();
        let party = application.subject.master_defendant.or(application.applicant.master_defendant);
        let own_results = !application.judicial_results.0.is_empty();
        let orders = application.court_order.map(|order| order.court_order_offences.0).unwrap_or_default();
        let cases = application.court_application_cases.0.into_iter().flat_map(|case| case.offences.0);
        let mut offences: Vec<event::Offence> =
            cases.chain(orders.into_iter().map(|order| order.offence)).collect();
        if own_results {
            offences.push(event::Offence {
                offence_code: application.kind.code,
                offence_sequence_number: Text(Some("0".to_owned())),
                judicial_results: application.judicial_results,
                ..event::Offence::default()
            });
        }
        let Some(at) = self.party(party, urn, !offences.is_empty(), lookup) else { return };
        for source in offences {
            let collected = &mut self.collected[at].defendant.offences;
            lookup.place.offence = u32::try_from(collected.len() + 1).unwrap_or(u32::MAX);
            lookup.place.result = 0;
            let read = offence(source, lookup);
            match collected
                .iter_mut()
                .find(|known| known.offence_id.is_some() && known.offence_id == read.offence_id)
            {
                Some(known) => add_results(&mut known.results, read.results),
                None => collected.push(read),
            }
        }
    }

    /// The place of the application's defendant; added when new and there is something to say about them.
    fn party(
        &mut self,
        party: Option<event::Defendant>,
        urn: Option<String>,
        decided: bool,
        lookup: &mut Lookup,
    ) -> Option<usize> {
        let source = party?;
        let ids = [source.master_defendant_id.as_str(), source.defendant_id.as_str(), source.id.as_str()];
        if let Some(at) = ids.into_iter().flatten().find_map(|id| self.place_of(id)) {
            lookup.place = Place { defendant: u32::try_from(at + 1).unwrap_or(u32::MAX), ..Place::default() };
            return Some(at);
        }
        if !decided && !self.collected.is_empty() {
            return None;
        }
        let reference = source.defendant_case.0.iter().find_map(|case| case.case_reference.0.clone());
        let urn = self.known_urn(urn.or(reference));
        Some(self.add_defendant(source, urn, lookup))
    }

    fn place_of(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Adds a result on a defendant as a whole to the offence that it names, else to the defendant.
    pub(super) fn add_defendant_result(&mut self, one: event::DefendantResult, lookup: &mut Lookup) {
        let id = one.master_defendant_id.as_str().or(one.defendant_id.as_str());
        let Some(at) = id.and_then(|id| self.place_of(id)) else { return };
        if let Some(result) = court_result(&one.judicial_result, lookup) {
            place_result(&mut self.collected[at].defendant, one.judicial_result.offence_id.as_str(), result);
        }
    }

    /// Adds result lines that were shared inside the court: texts, for offences that have no results of their own.
    pub(super) fn add_result_lines(&mut self, target: event::Target, lookup: &mut Lookup) {
        let wanted =
            |line: &event::ResultLine| line.offence_id.0.clone().or_else(|| target.offence_id.0.clone());
        for line in &target.result_lines.0 {
            if line.is_deleted.is_true() {
                continue;
            }
            let id = target.master_defendant_id.as_str().or(target.defendant_id.as_str());
            let by_id = |cases: &Cases, id: Option<&str>| id.and_then(|id| cases.place_of(id));
            let at = by_id(self, id).or_else(|| by_id(self, target.defendant_id.as_str()));
            let Some(at) = at else { continue };
            let source = event::JudicialResult {
                judicial_result_id: line.result_line_id.clone(),
                label: line.result_label.clone(),
                ordered_date: line.ordered_date.clone(),
                judicial_result_prompts: line.prompts.clone(),
                ..event::JudicialResult::default()
            };
            if let Some(result) = court_result(&source, lookup) {
                place_result(&mut self.collected[at].defendant, wanted(line).as_deref(), result);
            }
        }
    }

    /// The defendants with the case of each that is not the first one's, and the cases' references.
    pub(super) fn finish(self) -> (Vec<Defendant>, Vec<String>) {
        let first = self.urns.first();
        let defendants = self.collected.into_iter().map(|collected| {
            let urn = collected.urn.filter(|urn| Some(urn) != first);
            Defendant { urn, ..collected.defendant }
        });
        (defendants.collect(), self.urns)
    }
}

/// References of the cases that an application belongs to, in capitals.
pub(super) fn urns_of(application: &event::Application) -> Vec<String> {
    let cases = application.court_application_cases.0.iter().map(|case| &case.prosecution_case_identifier);
    let orders = application.court_order.iter().flat_map(|order| &order.court_order_offences.0);
    let identifiers = cases.chain(orders.map(|order| &order.prosecution_case_identifier));
    let mut urns: Vec<String> = identifiers
        .filter_map(|identifier| {
            identifier.case_urn.as_str().or(identifier.prosecution_authority_reference.as_str())
        })
        .map(str::to_uppercase)
        .collect();
    urns.dedup();
    urns
}

fn place_result(defendant: &mut Defendant, offence_id: Option<&str>, result: CourtResult) {
    let named = |offence: &&mut Offence| offence_id.is_some() && offence.offence_id.as_deref() == offence_id;
    let results = match defendant.offences.iter_mut().find(named) {
        Some(offence) => &mut offence.results,
        None => &mut defendant.results,
    };
    add_results(results, vec![result]);
}

/// Adds results that are not there yet: the same result stands in several places of one event.
fn add_results(results: &mut Vec<CourtResult>, more: Vec<CourtResult>) {
    for result in more {
        let known = |one: &CourtResult| one.result_id.is_some() && one.result_id == result.result_id;
        if !results.iter().any(known) {
            results.push(result);
        }
    }
}

fn defendant(source: event::Defendant, lookup: &mut Lookup) -> Defendant {
    let mut defendant =
        Defendant { defendant_id: source.defendant_id.0.or(source.id.0), ..Defendant::default() };
    if let Some(person) = source.person_defendant.or(source.individual_defendant) {
        defendant.reference = person.arrest_summons_number.0;
        let details =
            if person.person_details.last_name.0.is_some() { person.person_details } else { person.person };
        let names = [details.first_name, details.middle_name, details.last_name];
        let name = names
            .iter()
            .filter_map(Text::as_str)
            .flat_map(str::split_whitespace)
            .collect::<Vec<_>>()
            .join(" ");
        defendant.name = (!name.is_empty()).then_some(name);
        defendant.born = details.date_of_birth.as_str().and_then(|born| lookup.date("birth date", born));
        defendant.bail_status = bail_status(&person.bail_status, lookup);
        defendant.bail_conditions =
            person.bail_conditions.as_str().map(bail_conditions::split).unwrap_or_default();
        defendant.bail_reason = person.bail_reasons.0.or(person.reason_for_bail_conditions_or_custody.0);
    } else if let Some(organisation) = source.legal_entity_defendant.or(source.corporate_defendant) {
        defendant.is_organisation = true;
        defendant.name =
            organisation.organisation.name.0.or(organisation.organisation_name.0).or(organisation.name.0);
        defendant.bail_status = bail_status(&organisation.bail_status, lookup);
    }
    let reference = defendant.reference.take().or(source.prosecutor_reference.0);
    defendant.reference = reference.or(source.prosecution_authority_reference.0);
    if defendant.bail_conditions.is_empty() {
        defendant.bail_conditions = prompted_conditions(&source.offences.0, lookup);
    }
    for one in source.offences.0 {
        lookup.place.offence += 1;
        lookup.place.result = 0;
        defendant.offences.push(offence(one, lookup));
    }
    (lookup.place.offence, lookup.place.result) = (0, 0);
    for result in source.judicial_results.0.iter().chain(&source.defendant_case_judicial_results.0) {
        if let Some(read) = court_result(result, lookup) {
            place_result(&mut defendant, result.offence_id.as_str(), read);
        }
    }
    defendant
}

fn bail_status(status: &event::Coded, lookup: &mut Lookup) -> Option<String> {
    let list = CodeList::BailStatus;
    let known = status.code.as_str().and_then(|code| list.from_spi(code).or_else(|| list.from_words(code)));
    let known = known.or_else(|| list.from_words(status.description.as_str()?));
    match known {
        Some(code) => Some(code.to_owned()),
        None => lookup.spi_code(list, status.code.as_str()?),
    }
}

/// Bail conditions that stand only in the prompts of the remand's result, known by their qualifiers
/// ("Condition - ..." in the list of qualifiers).
fn prompted_conditions(offences: &[event::Offence], lookup: &Lookup) -> Vec<String> {
    let mut conditions: Vec<String> = Vec::new();
    let results = offences.iter().flat_map(|offence| &offence.judicial_results.0);
    for prompt in
        results.filter(|result| !result.is_deleted.is_true()).flat_map(|one| &one.judicial_result_prompts.0)
    {
        let is_condition = |code: &str| {
            lookup
                .standing
                .qualifier(code)
                .is_some_and(|qualifier| qualifier.description.starts_with("Condition"))
        };
        if !prompt.qualifier.as_str().is_some_and(|codes| codes.split(',').any(is_condition)) {
            continue;
        }
        let words = [prompt.label.as_str(), prompt.value.as_str()];
        let words: Vec<String> = words
            .into_iter()
            .flatten()
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let condition = words.join(": ");
        if !condition.is_empty() && conditions.len() < 1_000 && !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
    conditions
}

/// A court's code, and its name from the standing data or else the message. A court named without a code is looked up
/// by its name.
pub(super) fn court_of(court: &CourtCentre, lookup: &mut Lookup) -> (Option<String>, Option<String>) {
    let inner = &court.court_centre;
    let codes = [
        &court.court_hearing_location,
        &inner.court_hearing_location,
        &court.code,
        &court.ou_code,
        &inner.code,
    ];
    let name = court.name.as_str().or(inner.name.as_str());
    let by_name = || {
        let name = name?;
        lookup
            .standing
            .crown_court_named(name)
            .filter(|_| name.contains("Crown") || name.contains("Criminal"))
            .or_else(|| {
                lookup.standing.magistrates_court_named(name).filter(|_| name.contains("Magistrates"))
            })
    };
    let code = codes.into_iter().find_map(Text::as_str).map(str::to_owned);
    let Some(code) = code.or_else(|| by_name().map(str::to_owned)) else {
        return (None, name.map(str::to_owned));
    };
    let known = lookup.court_name(&code);
    (Some(code), known.or_else(|| name.map(str::to_owned)))
}

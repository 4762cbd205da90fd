//! What a police charge file means for a case: it begins, its victims join, somebody was charged, the first hearing is
//! set.

use super::{
    court_results::{Refused, SEXUAL},
    desk::{Desk, Match, Term, by_message},
    settle::{Scope, Wanted, mark, settle, tell_late_joiner},
};
use crate::{ServiceError, record_contact::Texts};
use calendar::start_of_london_day;
use exchange::charge_file::{ChargeFile, ChargedDefendant, Victim};
use jiff::{Timestamp, civil::Date};
use record::{
    CaseEvent, CaseId, DefendantId, Facts, Hearing, OffenceFact, PersonDetails, Recorder, VictimId,
    event::{FlagBecause, ReferenceKind},
    view::{TermKind, defendant_key, name_words, normal_reference},
};
use std::collections::BTreeSet;
use store::NewEvent;

/// The organisation in whose name charge files are recorded when the force is not in the directory.
const POLICE: &str = "police";

/// The terms by which a message says which case it means.
pub(super) fn terms(message: &ChargeFile) -> BTreeSet<Term> {
    tiers(message).into_iter().flat_map(|(_, terms)| terms).collect()
}

fn tiers(message: &ChargeFile) -> Vec<(&'static str, Vec<Term>)> {
    let of = |kind, term: Option<String>| term.filter(|t| !t.is_empty()).map(|t| (kind, t));
    let defendants = &message.defendants;
    vec![
        (
            "reference number",
            of(TermKind::Urn, message.urn.as_deref().map(normal_reference)).into_iter().collect(),
        ),
        (
            "prosecutor's reference",
            defendants
                .iter()
                .filter_map(|d| {
                    of(TermKind::ProsecutorReference, d.reference.as_deref().map(normal_reference))
                })
                .collect(),
        ),
        (
            "defendant",
            defendants
                .iter()
                .filter_map(|d| of(TermKind::Defendant, defendant_key(&defendant_details(d))))
                .collect(),
        ),
    ]
}

fn defendant_details(defendant: &ChargedDefendant) -> PersonDetails {
    PersonDetails {
        name: defendant.name.clone().unwrap_or_default(),
        born: defendant.born,
        ..PersonDetails::default()
    }
}

/// Takes a message in. `Ok(Err(...))` when a person must look at it; nothing is changed then.
pub(super) fn take(
    desk: &mut Desk<'_>,
    message: &ChargeFile,
    digest: &str,
) -> Result<Result<BTreeSet<CaseId>, Refused>, ServiceError> {
    let tiers = tiers(message);
    if tiers.iter().all(|(_, terms)| terms.is_empty()) {
        return Ok(Err("the message has no case reference and no defendant with a reference or birth date: nothing says which case this is".to_owned()));
    }
    let by = by_message(POLICE, digest);
    let at = begins(message).map_or(desk.now, start_of_london_day);
    let (case, opened) = match desk.find(&tiers) {
        Match::Case(case) => (case, false),
        Match::New => (desk.open(&by, at, &title(message), message.urn.as_deref())?, true),
        Match::Several(what) => {
            return Ok(Err(format!("several cases have this {what}: say which case it is")));
        }
    };
    desk.index(case, tiers.into_iter().flat_map(|(_, terms)| terms));
    let before = if opened { 0 } else { desk.case_mut(case)?.case.version };
    add_reference(desk, case, message, &by, at)?;
    let mut defendants = Vec::new();
    for defendant in &message.defendants {
        let details = defendant_details(defendant);
        defendants.push(desk.defendant(case, &by, at, defendant.reference.as_deref(), details)?);
    }
    let now = desk.now;
    mark(desk.case_mut(case)?, &by, now, marks(message))?;
    // Victims before what happened: a duty arises for those who are in the case at that moment.
    for victim in &message.victims {
        add_victim(desk, case, victim, &by, at)?;
    }
    for (defendant, id) in message.defendants.iter().zip(defendants) {
        let prefix = format!("charge:{id}:");
        let offences = defendant.offences.iter().filter_map(|offence| offence.code.clone()).collect();
        let wanted = happenings(message, defendant, id, &prefix, at);
        settle(desk.case_mut(case)?, &by, now, &Scope { prefix: &prefix, offences: &offences }, wanted)?;
    }
    let changed = desk.case_mut(case)?.case.version > before;
    Ok(Ok(changed.then_some(case).into_iter().collect()))
}

/// The day on which somebody was charged, else arrested.
fn begins(message: &ChargeFile) -> Option<Date> {
    let offences = || message.defendants.iter().flat_map(|defendant| &defendant.offences);
    offences().filter_map(|o| o.charged_on).min().or_else(|| offences().filter_map(|o| o.arrested_on).min())
}

fn title(message: &ChargeFile) -> String {
    let mut offences = message.defendants.iter().flat_map(|defendant| &defendant.offences);
    offences.find_map(|offence| offence.title).map_or_else(|| "Criminal case".to_owned(), str::to_owned)
}

/// A case that was opened from court results may not have had this reference.
fn add_reference(
    desk: &mut Desk<'_>,
    case: CaseId,
    message: &ChargeFile,
    by: &Recorder,
    at: Timestamp,
) -> Result<(), ServiceError> {
    let Some(urn) = &message.urn else { return Ok(()) };
    let now = desk.now;
    let loaded = desk.case_mut(case)?;
    let known =
        loaded.case.references.iter().any(|(_, value)| normal_reference(value) == normal_reference(urn));
    if known {
        return Ok(());
    }
    let event = CaseEvent::ReferenceAdded { reference: ReferenceKind::Urn, value: urn.clone() };
    Ok(loaded.record(by, now, vec![NewEvent::at(at, event)], Vec::new())?)
}

fn marks(message: &ChargeFile) -> Vec<FlagBecause> {
    let marker = message.case_marker.as_deref().unwrap_or_default().to_uppercase();
    let sexual = message.defendants.iter().flat_map(|d| &d.offences).any(|o| o.schedule_15_part == Some(2));
    let flag = |flag: &str, because: &str| FlagBecause { flag: flag.into(), because: because.into() };
    let domestic = marker.contains("DV");
    [
        domestic.then(|| flag("serious_crime", "The police marked this as a domestic abuse case")),
        (sexual && !domestic).then(|| flag("serious_crime", SEXUAL)),
        marker
            .contains("VI")
            .then(|| flag("intimidated", "The police marked a vulnerable or intimidated victim")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A victim joins, or is corrected when the message says something new of one who is there.
fn add_victim(
    desk: &mut Desk<'_>,
    case: CaseId,
    victim: &Victim,
    by: &Recorder,
    at: Timestamp,
) -> Result<(), ServiceError> {
    let now = desk.now;
    let details = PersonDetails {
        name: victim.name.clone().unwrap_or_default(),
        born: victim.born,
        address: victim.address.clone(),
        phones: victim.phones.clone(),
        email: victim.email.clone(),
    };
    let loaded = desk.case_mut(case)?;
    let mut texts = Texts { case, now, personal: Vec::new() };
    let known = loaded.case.victims.iter().find_map(|known| {
        let theirs: PersonDetails = loaded.texts.read(&known.details)?;
        let same_name = !details.name.is_empty() && name_words(&theirs.name) == name_words(&details.name);
        let same_birth = theirs.born.is_none() || details.born.is_none() || theirs.born == details.born;
        (same_name && same_birth).then_some((known.id, theirs))
    });
    match known {
        Some((_, theirs)) if theirs == details => Ok(()),
        Some((id, _)) => {
            let event = CaseEvent::VictimCorrected { victim: id, details: texts.keep_text(&details)? };
            Ok(loaded.record(by, now, vec![NewEvent::at(now, event)], texts.personal)?)
        }
        None => {
            let id = VictimId(crate::new_id(now));
            let marks = &loaded.case.marks;
            let flags = marks
                .iter()
                .map(|(flag, because)| FlagBecause { flag: flag.clone(), because: because.clone() });
            let event = CaseEvent::VictimAdded {
                victim: id,
                details: texts.keep_text(&details)?,
                flags: flags.collect(),
            };
            loaded.record(by, now, vec![NewEvent::at(at, event)], texts.personal)?;
            if let Some(joined) = loaded.case.victim(id).cloned() {
                tell_late_joiner(loaded, by, now, &joined)?;
            }
            Ok(())
        }
    }
}

fn happenings(
    message: &ChargeFile,
    defendant: &ChargedDefendant,
    id: DefendantId,
    prefix: &str,
    begins: Timestamp,
) -> Vec<Wanted> {
    let offences: Vec<OffenceFact> = defendant
        .offences
        .iter()
        .map(|offence| OffenceFact {
            code: offence.code.clone().unwrap_or_default(),
            title: offence.title.map(str::to_owned),
            ..OffenceFact::default()
        })
        .collect();
    let facts = Facts { defendant: Some(id), offences, ..Facts::default() };
    let mut wanted = Vec::new();
    let mut add =
        |key: &str, trigger: &'static str, on: Option<Date>, facts: Facts, words: Option<String>| {
            let at = on.map_or(begins, start_of_london_day);
            wanted.push(Wanted { key: format!("{prefix}{key}"), trigger, at, facts, words });
        };
    if let Some(arrested) = defendant.offences.iter().filter_map(|o| o.arrested_on).min() {
        add("arrested", "suspect_arrested", Some(arrested), facts.clone(), None);
    }
    let charged = defendant.offences.iter().filter_map(|o| o.charged_on).min();
    add("charged", "charged", charged, facts.clone(), None);
    if matches!(defendant.bail_status.as_deref(), Some("CB" | "UB")) {
        add("bail", "bail_to_court", charged, facts.clone(), Some(defendant.bail_conditions.join("\n")));
    }
    if let Some(first) = &message.first_hearing
        && let Some(date) = first.date
    {
        let hearing = Hearing {
            date,
            time: first.time,
            court: first.court.clone(),
            court_name: first.court_name.clone(),
        };
        let facts = Facts { hearing: Some(hearing), ..facts };
        add("first-hearing", "hearing_date_set", charged, facts, None);
    }
    wanted
}

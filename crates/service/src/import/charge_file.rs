//! What a police charge file means for a case: it begins, its victims join, somebody was charged, the first hearing is
//! set.

use super::{
    court_results::{Refused, SEXUAL},
    desk::{DEFENDANT, Desk, Match, Term, by_message},
    settle::{Scope, Wanted, mark, settle, tell_late_joiner},
};
use crate::{ServiceError, flags::enhanced_rights_identified, record_contact::Texts};
use calendar::start_of_london_day;
use exchange::charge_file::{ChargeFile, ChargedDefendant, Victim};
use jiff::{Timestamp, ToSpan, civil::Date};
use record::{
    CaseEvent, CaseId, DefendantId, Facts, Hearing, OffenceFact, PersonDetails, Recorder, VictimId,
    event::{FlagBecause, ReferenceKind},
    view::{TermKind, defendant_key, name_words, normal_reference},
};
use std::collections::BTreeSet;
use store::{LoadedCase, NewEvent, Rules};

/// Why what an earlier message of the police said no longer holds.
const CORRECTED: &str = "The police sent a corrected message";

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
            DEFENDANT,
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

fn offences_of(message: &ChargeFile) -> BTreeSet<String> {
    message.defendants.iter().flat_map(|d| &d.offences).filter_map(|offence| offence.code.clone()).collect()
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
    let known_by: Vec<Term> = tiers.iter().flat_map(|(_, terms)| terms).cloned().collect();
    let (case, opened) = match desk.find(&tiers, &offences_of(message)) {
        Match::Case(case) => (case, false),
        Match::New => (desk.open(&by, at, &title(message), message.urn.as_deref(), &known_by)?, true),
        Match::Several(what) => {
            return Ok(Err(format!("several cases have this {what}: say which case it is")));
        }
    };
    desk.index(case, known_by);
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
    add_victims(desk, case, &message.victims, &by, at)?;
    for (defendant, id) in message.defendants.iter().zip(defendants) {
        let prefix = format!("charge:{id}:");
        let offences = defendant.offences.iter().filter_map(|offence| offence.code.clone()).collect();
        let wanted = happenings(message, defendant, id, &prefix, at);
        let scope = Scope { prefix: &prefix, offences: &offences, corrected: CORRECTED };
        settle(desk.case_mut(case)?, &by, now, &scope, wanted)?;
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

/// Victims join, or are corrected when the message says something new of those who are there.
///
/// Two people must never become one: each of the message is matched to at most one of the case, and of several who
/// could be meant the one who is known with the same details, else nobody.
fn add_victims(
    desk: &mut Desk<'_>,
    case: CaseId,
    victims: &[Victim],
    by: &Recorder,
    at: Timestamp,
) -> Result<(), ServiceError> {
    let (now, rules) = (desk.now, desk.service.rules);
    let loaded = desk.case_mut(case)?;
    let mut there: Vec<(VictimId, PersonDetails)> = loaded
        .case
        .victims
        .iter()
        .filter_map(|known| Some((known.id, loaded.texts.read(&known.details)?)))
        .collect();
    let mut coming: Vec<PersonDetails> = victims.iter().map(victim_details).collect();
    coming.retain(|new| match there.iter().position(|(_, theirs)| says_nothing_new(theirs, new)) {
        Some(place) => {
            there.remove(place);
            false
        }
        None => true,
    });
    for new in coming {
        let mut meant = (0..there.len()).filter(|place| could_be(&there[*place].1, &new));
        match (meant.next(), meant.next()) {
            (Some(place), None) => {
                let (id, theirs) = there.remove(place);
                correct(loaded, id, &completed(theirs, new), by, now)?;
            }
            _ => join(loaded, &new, by, at, now, rules)?,
        }
    }
    Ok(())
}

fn victim_details(victim: &Victim) -> PersonDetails {
    PersonDetails {
        name: victim.name.clone().unwrap_or_default(),
        born: victim.born,
        address: victim.address.clone(),
        phones: victim.phones.clone(),
        email: victim.email.clone(),
    }
}

/// The same name, and nothing known of both birth dates that differs.
fn could_be(theirs: &PersonDetails, new: &PersonDetails) -> bool {
    let same_name = !new.name.is_empty() && name_words(&theirs.name) == name_words(&new.name);
    same_name && (theirs.born.is_none() || new.born.is_none() || theirs.born == new.born)
}

/// The same person as far as both say something, and nothing that is not known.
fn says_nothing_new(theirs: &PersonDetails, new: &PersonDetails) -> bool {
    let same_person = could_be(theirs, new) || (theirs.name.is_empty() && new.name.is_empty());
    same_person && completed(theirs.clone(), new.clone()) == *theirs
}

/// What the message says, and where it says nothing what was known.
fn completed(theirs: PersonDetails, new: PersonDetails) -> PersonDetails {
    let or = |new: Vec<String>, known: Vec<String>| if new.is_empty() { known } else { new };
    PersonDetails {
        // Names that differ in capitals only are the same.
        name: if name_words(&theirs.name) == name_words(&new.name) { theirs.name } else { new.name },
        born: new.born.or(theirs.born),
        address: or(new.address, theirs.address),
        phones: or(new.phones, theirs.phones),
        email: new.email.or(theirs.email),
    }
}

fn correct(
    loaded: &mut LoadedCase,
    victim: VictimId,
    details: &PersonDetails,
    by: &Recorder,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let mut texts = Texts { case: loaded.case.id, now, personal: Vec::new() };
    let event = CaseEvent::VictimCorrected { victim, details: texts.keep_text(details)? };
    Ok(loaded.record(by, now, vec![NewEvent::at(now, event)], texts.personal)?)
}

/// Why a child has the flags.
const CHILD: &str = "Under 18 by the date of birth in the charge file";

fn is_child(born: Date, on: Date) -> bool {
    born.checked_add(18.years()).is_ok_and(|adult| on < adult)
}

fn join(
    loaded: &mut LoadedCase,
    details: &PersonDetails,
    by: &Recorder,
    at: Timestamp,
    now: Timestamp,
    rules: Rules,
) -> Result<(), ServiceError> {
    let id = VictimId(crate::new_id(now));
    let flags = loaded.case.marks.iter();
    let flags = flags.map(|(flag, because)| FlagBecause { flag: flag.clone(), because: because.clone() });
    let mut flags: Vec<FlagBecause> = flags.collect();
    if details.born.is_some_and(|born| is_child(born, calendar::london_date(at))) {
        // Under 18 is vulnerable, with no assessment needed (2020 Code, Enhanced Rights; NEED-2).
        for flag in ["under_18", "vulnerable"] {
            if !flags.iter().any(|known| known.flag == flag) {
                flags.push(FlagBecause { flag: flag.into(), because: CHILD.into() });
            }
        }
    }
    let mut texts = Texts { case: loaded.case.id, now, personal: Vec::new() };
    let event = CaseEvent::VictimAdded { victim: id, details: texts.keep_text(details)?, flags };
    loaded.record(by, now, vec![NewEvent::at(at, event)], texts.personal)?;
    let Some(joined) = loaded.case.victim(id).cloned() else { return Ok(()) };
    if joined.enhanced() {
        enhanced_rights_identified(loaded, by, id, now)?;
    }
    tell_late_joiner(loaded, by, now, &joined, rules)
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
        let conditions = [("first_hearing".to_owned(), true)].into();
        let facts = Facts { hearing: Some(hearing), conditions, ..facts };
        add("first-hearing", "hearing_date_set", charged, facts, None);
    }
    wanted
}

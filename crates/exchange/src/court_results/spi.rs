//! `ResultedCaseMessage` of the Standard Prosecutor Interface: a session with its hearing, cases, defendants, offences
//! and results. Every element is optional here, whatever the schema says: real messages differ from it.

use jiff::civil::{Date, Time};

use super::{
    CourtResult, CourtResults, Defendant, Duration, Hearing, NextHearing, Offence, bail_conditions,
    next_hearing_text,
};
use crate::{
    lookup::Lookup,
    reading::{MAX_ITEMS, NoteKind, Place, ReadError, xml::Xml},
    spi_people::{Person, person_details},
    standing::CodeList,
};

type Done = Result<(), ReadError>;

/// Reads the message whose element has just begun.
pub(super) fn resulted_case(xml: &mut Xml<'_>, lookup: &mut Lookup) -> Result<CourtResults, ReadError> {
    let mut results = CourtResults::default();
    let mut urns: Vec<String> = Vec::new();
    xml.each_child(|xml, name| match name {
        "Session" => xml.each_child(|xml, name| match name {
            "CourtHearing" => court_hearing(xml, lookup, &mut results.hearing),
            "Case" => case(xml, lookup, &mut results, &mut urns),
            _ => xml.skip(),
        }),
        _ => xml.skip(),
    })?;
    let mut urns = urns.into_iter();
    results.urn = urns.next();
    results.message.other_urns = urns.collect();
    if !results.message.other_urns.is_empty() {
        lookup.place = Place::default();
        lookup.note(NoteKind::SeveralCases { cases: results.message.other_urns.len() + 1 });
    }
    Ok(results)
}

fn court_hearing(xml: &mut Xml<'_>, lookup: &mut Lookup, hearing: &mut Hearing) -> Done {
    xml.each_child(|xml, name| match name {
        "Hearing" => {
            let when = place_and_time(xml, lookup, "hearing date", "hearing time")?;
            lookup.set_area(when.court.as_deref());
            hearing.court_name = when.court.as_deref().and_then(|court| lookup.court_name(court));
            hearing.court = when.court;
            (hearing.date, hearing.time) = (when.date, when.time);
            Ok(())
        }
        _ => xml.skip(),
    })
}

/// The three facts of any hearing in this interface.
#[derive(Debug, Default)]
pub(crate) struct PlaceAndTime {
    pub(crate) court: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) time: Option<Time>,
}

/// Reads a hearing structure (`CourtHearingLocation`, `DateOfHearing`, `TimeOfHearing`).
pub(crate) fn place_and_time(
    xml: &mut Xml<'_>,
    lookup: &mut Lookup,
    date_field: &'static str,
    time_field: &'static str,
) -> Result<PlaceAndTime, ReadError> {
    let mut read = PlaceAndTime::default();
    let mut clock = None;
    xml.each_child(|xml, name| {
        match name {
            "CourtHearingLocation" => read.court = xml.value()?,
            "DateOfHearing" => read.date = lookup.date(date_field, &xml.text()?),
            "TimeOfHearing" => clock = xml.value()?,
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    read.time = clock.and_then(|clock| lookup.time(time_field, read.date, &clock));
    Ok(read)
}

fn case(xml: &mut Xml<'_>, lookup: &mut Lookup, results: &mut CourtResults, urns: &mut Vec<String>) -> Done {
    let mut urn = None;
    let first = results.defendants.len();
    xml.each_child(|xml, name| match name {
        "PTIURN" => {
            urn = xml.value()?.map(|urn| urn.to_uppercase());
            Ok(())
        }
        "Defendant" => {
            if results.defendants.len() == MAX_ITEMS {
                return Err(ReadError::TooMany { what: "defendants" });
            }
            lookup.place = Place { defendant: lookup.place.defendant + 1, ..Place::default() };
            results.defendants.push(defendant(xml, lookup)?);
            Ok(())
        }
        _ => xml.skip(),
    })?;
    if urn.is_none() && first > 0 {
        // Another case's reference is not this one's.
        results.defendants[first..].iter_mut().for_each(|defendant| defendant.urn = Some(String::new()));
    }
    if let Some(urn) = urn {
        if urns.is_empty() && first > 0 {
            results.defendants[..first].iter_mut().for_each(|defendant| defendant.urn = Some(String::new()));
        }
        if urns.first().is_some_and(|first| *first != urn) {
            for defendant in &mut results.defendants[first..] {
                defendant.urn = Some(urn.clone());
            }
        }
        if !urns.contains(&urn) {
            if urns.len() == MAX_ITEMS {
                return Err(ReadError::TooMany { what: "cases" });
            }
            urns.push(urn);
        }
    }
    Ok(())
}

fn defendant(xml: &mut Xml<'_>, lookup: &mut Lookup) -> Result<Defendant, ReadError> {
    let mut defendant = Defendant::default();
    xml.each_child(|xml, name| match name {
        "ProsecutorReference" => {
            defendant.reference = xml.value()?;
            Ok(())
        }
        "CourtIndividualDefendant" => individual(xml, lookup, &mut defendant),
        "CourtCorporateDefendant" => {
            defendant.is_organisation = true;
            organisation(xml, lookup, &mut defendant)
        }
        "Offence" => {
            lookup.place.offence += 1;
            lookup.place.result = 0;
            defendant.offences.push(offence(xml, lookup)?);
            Ok(())
        }
        _ => xml.skip(),
    })?;
    Ok(defendant)
}

fn individual(xml: &mut Xml<'_>, lookup: &mut Lookup, defendant: &mut Defendant) -> Done {
    xml.each_child(|xml, name| {
        match name {
            "PersonDefendant" => xml.each_child(|xml, name| {
                match name {
                    "BasePersonDetails" => {
                        let Person { name, born, .. } = person_details(xml, lookup)?;
                        (defendant.name, defendant.born) = (name, born);
                    }
                    "BailConditions" => defendant.bail_conditions = bail_conditions::split(&xml.text()?),
                    _ => xml.skip()?,
                }
                Ok(())
            })?,
            "BailStatus" => defendant.bail_status = lookup.spi_code(CodeList::BailStatus, &xml.text()?),
            "ReasonForBailConditionsOrCustody" => defendant.bail_reason = xml.value()?,
            _ => xml.skip()?,
        }
        Ok(())
    })
}

fn organisation(xml: &mut Xml<'_>, lookup: &mut Lookup, defendant: &mut Defendant) -> Done {
    xml.each_child(|xml, name| {
        match name {
            "OrganisationName" => defendant.name = crate::spi_people::organisation_name(xml)?,
            "BailStatus" => defendant.bail_status = lookup.spi_code(CodeList::BailStatus, &xml.text()?),
            _ => xml.skip()?,
        }
        Ok(())
    })
}

fn offence(xml: &mut Xml<'_>, lookup: &mut Lookup) -> Result<Offence, ReadError> {
    let mut offence = Offence::default();
    xml.each_child(|xml, name| {
        match name {
            "BaseOffenceDetails" => base_details(xml, lookup, &mut offence)?,
            "Plea" => offence.plea = lookup.spi_code(CodeList::Plea, &xml.text()?),
            "Finding" => offence.verdict = lookup.spi_code(CodeList::Verdict, &xml.text()?),
            "ConvictionDate" => offence.convicted_on = lookup.date("conviction date", &xml.text()?),
            "FinalDisposalIndicator" => offence.final_disposal = yes_or_no(&xml.text()?),
            "Result" => {
                lookup.place.result += 1;
                offence.results.push(result(xml, lookup)?);
            }
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    Ok(offence)
}

/// Reads `BaseOffenceDetails`, the same in results and charge files, into the offence.
pub(crate) fn base_details(xml: &mut Xml<'_>, lookup: &mut Lookup, offence: &mut Offence) -> Done {
    xml.each_child(|xml, name| {
        match name {
            "OffenceSequenceNumber" => {
                offence.sequence = lookup.number("offence sequence number", &xml.text()?)
            }
            "OffenceCode" => offence.code = xml.value()?,
            "OffenceWording" => offence.wording = xml.value()?,
            "OffenceTiming" => xml.each_child(|xml, name| match name {
                "OffenceStart" | "OffenceEnd" => xml.each_child(|xml, name| {
                    match name {
                        "OffenceDateStartDate" => {
                            offence.started_on = lookup.date("offence start date", &xml.text()?)
                        }
                        "OffenceEndDate" => offence.ended_on = lookup.date("offence end date", &xml.text()?),
                        _ => xml.skip()?,
                    }
                    Ok(())
                }),
                _ => xml.skip(),
            })?,
            "ChargeDate" => offence.charged_on = lookup.date("charge date", &xml.text()?),
            "ArrestDate" => offence.arrested_on = lookup.date("arrest date", &xml.text()?),
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    offence.look_up(lookup);
    Ok(())
}

fn result(xml: &mut Xml<'_>, lookup: &mut Lookup) -> Result<CourtResult, ReadError> {
    let mut result = CourtResult::default();
    xml.each_child(|xml, name| {
        match name {
            "ResultCode" => result.code = xml.value()?,
            "ResultText" => result.text = xml.value()?,
            "ResultCodeQualifier" => result.qualifiers.extend(lookup.qualifier(&xml.text()?)),
            "NextHearing" => next_hearing(xml, lookup, &mut result)?,
            "Outcome" => outcome(xml, lookup, &mut result)?,
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    result.settle_code(lookup);
    result.complete_next_hearing(lookup);
    Ok(result)
}

fn next_hearing(xml: &mut Xml<'_>, lookup: &mut Lookup, result: &mut CourtResult) -> Done {
    let mut next = NextHearing::default();
    xml.each_child(|xml, name| {
        match name {
            "NextHearingDetails" => {
                let when = place_and_time(xml, lookup, "next hearing date", "next hearing time")?;
                (next.date, next.time, next.court) = (when.date, when.time, when.court);
                if let Some(court) = &next.court {
                    lookup.court_name(court);
                }
            }
            "NextHearingReason" => next.reason = xml.value()?,
            "BailStatusOffence" => result.bail_status = lookup.spi_code(CodeList::BailStatus, &xml.text()?),
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    if next.date.is_some() || next.time.is_some() || next.court.is_some() {
        result.next_hearing = Some(next);
    }
    Ok(())
}

fn outcome(xml: &mut Xml<'_>, lookup: &mut Lookup, result: &mut CourtResult) -> Done {
    xml.each_child(|xml, name| {
        match name {
            "ResultAmountSterling" => result.amount = lookup.pence("amount", &xml.text()?),
            "PenaltyPoints" => result.penalty_points = lookup.number("penalty points", &xml.text()?),
            "Duration" => duration(xml, lookup, result)?,
            _ => xml.skip()?,
        }
        Ok(())
    })
}

/// One `Duration`: a first and perhaps a second length (6 months, suspended for 12), and a period.
fn duration(xml: &mut Xml<'_>, lookup: &mut Lookup, result: &mut CourtResult) -> Done {
    let (mut first, mut second) = (Length::default(), Length::default());
    xml.each_child(|xml, name| {
        match name {
            "DurationValue" => first.value = xml.value()?,
            "DurationUnit" => first.unit = xml.value()?,
            "SecondaryDurationValue" => second.value = xml.value()?,
            "SecondaryDurationUnit" => second.unit = xml.value()?,
            "DurationStartDate" => result.starts_on = lookup.date("duration start date", &xml.text()?),
            "DurationEndDate" => result.ends_on = lookup.date("duration end date", &xml.text()?),
            // Newer messages put each pair in an element of its own.
            _ => xml.each_child(|xml, name| {
                match name {
                    "DurationValue" => first.value = xml.value()?,
                    "DurationUnit" => first.unit = xml.value()?,
                    "SecondaryDurationValue" => second.value = xml.value()?,
                    "SecondaryDurationUnit" => second.unit = xml.value()?,
                    "DurationStartDate" => {
                        result.starts_on = lookup.date("duration start date", &xml.text()?)
                    }
                    "DurationEndDate" => result.ends_on = lookup.date("duration end date", &xml.text()?),
                    _ => xml.skip()?,
                }
                Ok(())
            })?,
        }
        Ok(())
    })?;
    result.durations.extend(first.read(lookup));
    result.durations.extend(second.read(lookup));
    Ok(())
}

#[derive(Default)]
struct Length {
    value: Option<String>,
    unit: Option<String>,
}

impl Length {
    fn read(self, lookup: &mut Lookup) -> Option<Duration> {
        let unit = self.unit.and_then(|unit| lookup.duration_unit(&unit));
        let value = self.value.and_then(|value| lookup.number("duration", &value));
        (value.is_some() || unit.is_some()).then_some(Duration { value, unit })
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim() {
        "Y" | "y" | "true" | "1" => Some(true),
        "N" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

impl Offence {
    /// Takes over the standing data's facts about the offence's code.
    pub(crate) fn look_up(&mut self, lookup: &mut Lookup) {
        let Some(code) = &self.code else { return };
        let facts = lookup.offence(code);
        self.title = facts.title;
        self.category = facts.category;
        self.home_office_class = facts.home_office_class;
        self.notifiable = facts.notifiable;
        self.schedule_15_part = facts.schedule_15_part;
    }
}

impl CourtResult {
    /// Checks the code; a result of text alone is an uncoded one.
    pub(super) fn settle_code(&mut self, lookup: &mut Lookup) {
        self.code = match self.code.take() {
            Some(code) => Some(lookup.result_code(code)),
            None => self.text.as_ref().map(|_| "1000".to_owned()),
        };
    }

    /// Takes from the text what the message says nowhere else about the next hearing.
    fn complete_next_hearing(&mut self, lookup: &Lookup) {
        let complete = |next: &NextHearing| next.date.is_some() && next.court.is_some();
        if self.next_hearing.as_ref().is_some_and(complete) {
            return;
        }
        let Some(told) =
            self.text.as_deref().and_then(|text| next_hearing_text::next_hearing(text, lookup.standing))
        else {
            return;
        };
        match &mut self.next_hearing {
            None => self.next_hearing = Some(told),
            Some(next) => {
                if next.date.is_none() {
                    (next.date, next.time) = (told.date, next.time.or(told.time));
                }
                next.court = next.court.take().or(told.court);
            }
        }
    }
}

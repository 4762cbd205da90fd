//! `NewCaseMessage` of the Standard Prosecutor Interface: a case with its officer, defendants, offences and victims.
//! Every element is optional here, whatever the schema says.

use super::{ChargeFile, ChargedDefendant, ChargedOffence, FirstHearing, Officer, Victim, victims};
use crate::{
    court_results::{Offence, bail_conditions, base_details, place_and_time},
    lookup::Lookup,
    reading::{MAX_ITEMS, Place, ReadError, xml::Xml},
    spi_people::{Person, address, email, organisation_name, person_details, person_name, phones},
    standing::CodeList,
};

type Done = Result<(), ReadError>;

/// Reads the message whose element has just begun.
pub(super) fn new_case(xml: &mut Xml<'_>, lookup: &mut Lookup) -> Result<ChargeFile, ReadError> {
    let mut file = ChargeFile::default();
    let mut cases = 0;
    xml.each_child(|xml, name| match name {
        "Case" => {
            cases += 1;
            if cases > 1 { Err(ReadError::SeveralMessages) } else { case(xml, lookup, &mut file) }
        }
        _ => xml.skip(),
    })?;
    let force = force_of(&file, lookup);
    file.force = force.map(|(code, _)| code);
    file.force_name = force.map(|(_, name)| name);
    Ok(file)
}

/// Code and name of the force: from the reference, else from the police unit, whose code has a digit before the force's.
fn force_of(file: &ChargeFile, lookup: &Lookup) -> Option<(&'static str, &'static str)> {
    let from_urn = file.urn.as_deref().and_then(|urn| urn.get(..2));
    let unit = file.originating_organisation.as_deref();
    let from_unit = unit.and_then(|unit| if unit.len() == 7 { unit.get(1..3) } else { unit.get(..2) });
    let known = |code: &str| lookup.standing.force(code).map(|force| (force.code, force.description));
    from_urn.and_then(known).or_else(|| from_unit.and_then(known))
}

fn case(xml: &mut Xml<'_>, lookup: &mut Lookup, file: &mut ChargeFile) -> Done {
    xml.each_child(|xml, name| {
        match name {
            "PTIURN" => file.urn = xml.value()?.map(|urn| urn.to_uppercase()),
            "OriginatingOrganisation" => file.originating_organisation = xml.value()?,
            "CPSorganisation" => file.cps_organisation = xml.value()?,
            "CaseInitiation" | "InitiationCode" => file.initiation = xml.value()?,
            "CaseMarker" => file.case_marker = xml.value()?,
            "InitialHearing" => {
                let when = place_and_time(xml, lookup, "first hearing date", "first hearing time")?;
                lookup.set_area(when.court.as_deref());
                let court_name = when.court.as_deref().and_then(|court| lookup.court_name(court));
                file.first_hearing =
                    Some(FirstHearing { date: when.date, time: when.time, court: when.court, court_name });
            }
            "OtherPartyOfficerInCase" => file.officer = Some(officer(xml)?),
            "Defendant" => {
                lookup.place = Place { defendant: lookup.place.defendant + 1, ..Place::default() };
                let at = file.defendants.len();
                let charged = defendant(xml, lookup, at, &mut file.victims)?;
                file.defendants.push(charged);
            }
            _ => xml.skip()?,
        }
        Ok(())
    })
}

fn officer(xml: &mut Xml<'_>) -> Result<Officer, ReadError> {
    let mut officer = Officer::default();
    xml.each_child(|xml, name| {
        match name {
            "OfficerName" => officer.name = person_name(xml)?,
            "PoliceOfficerRank" => officer.rank = xml.value()?,
            "PoliceWorkerReferenceNumber" => officer.number = xml.value()?,
            "PoliceWorkerLocationCode" => officer.station = xml.value()?,
            "TelephoneDetails" => officer.phones = phones(xml)?,
            "EmailDetails" => officer.email = email(xml)?,
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    Ok(officer)
}

fn defendant(
    xml: &mut Xml<'_>,
    lookup: &mut Lookup,
    at: usize,
    victims: &mut Vec<Victim>,
) -> Result<ChargedDefendant, ReadError> {
    let mut defendant = ChargedDefendant::default();
    let mut organisation = ChargedDefendant::default();
    xml.each_child(|xml, name| {
        match name {
            "ProsecutorReference" => defendant.reference = xml.value()?,
            "PoliceIndividualDefendant" => individual(xml, lookup, &mut defendant)?,
            "PoliceCorporateDefendant" => {
                organisation.is_organisation = true;
                xml.each_child(|xml, name| {
                    match name {
                        "OrganisationName" => organisation.name = organisation_name(xml)?,
                        "Address" => organisation.address = address(xml)?,
                        _ => xml.skip()?,
                    }
                    Ok(())
                })?;
            }
            "Offence" => {
                lookup.place.offence += 1;
                let place = (at, defendant.offences.len());
                let charged = offence(xml, lookup, place, victims)?;
                defendant.offences.push(charged);
            }
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    // Some messages carry both kinds; the person is then the one charged.
    if defendant.name.is_none() && organisation.is_organisation {
        defendant.is_organisation = true;
        (defendant.name, defendant.address) = (organisation.name, organisation.address);
    }
    Ok(defendant)
}

fn individual(xml: &mut Xml<'_>, lookup: &mut Lookup, defendant: &mut ChargedDefendant) -> Done {
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
            "Address" => defendant.address = address(xml)?,
            "CustodyStatus" => defendant.bail_status = lookup.spi_code(CodeList::BailStatus, &xml.text()?),
            _ => xml.skip()?,
        }
        Ok(())
    })
}

fn offence(
    xml: &mut Xml<'_>,
    lookup: &mut Lookup,
    place: (usize, usize),
    victims: &mut Vec<Victim>,
) -> Result<ChargedOffence, ReadError> {
    let mut read = Offence::default();
    let mut found = Vec::new();
    xml.each_child(|xml, name| {
        match name {
            "BaseOffenceDetails" => base_details(xml, lookup, &mut read)?,
            "OtherPartyVictim" => found.push(victim(xml, lookup)?),
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    if victims.len() + found.len() > MAX_ITEMS {
        return Err(ReadError::TooMany { what: "victims" });
    }
    for one in found {
        victims::add(victims, one, place, read.sequence);
    }
    Ok(ChargedOffence {
        sequence: read.sequence,
        code: read.code,
        title: read.title,
        category: read.category,
        home_office_class: read.home_office_class,
        notifiable: read.notifiable,
        schedule_15_part: read.schedule_15_part,
        wording: read.wording,
        started_on: read.started_on,
        ended_on: read.ended_on,
        arrested_on: read.arrested_on,
        charged_on: read.charged_on,
    })
}

fn victim(xml: &mut Xml<'_>, lookup: &mut Lookup) -> Result<Victim, ReadError> {
    let mut victim = Victim::default();
    xml.each_child(|xml, name| {
        match name {
            "PersonDetails" => victim.name = person_name(xml)?,
            "Address" | "StructuredAddress" => victim.address = address(xml)?,
            "TelephoneDetails" => victim.phones = phones(xml)?,
            "EmailDetails" => victim.email = email(xml)?,
            "Birthdate" => victim.born = lookup.date("victim's birth date", &xml.text()?),
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    Ok(victim)
}

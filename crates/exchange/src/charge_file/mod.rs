//! Charge files: what the police send a court at the start of a case, with the victims of each offence.
//!
//! The serialised form is the one that `lantern read charge-file` promises.

mod spi;
mod victims;

use jiff::civil::{Date, Time};
use serde::Serialize;

use crate::{
    court_results::hours_and_minutes,
    lookup::Lookup,
    reading::{Read, ReadError, XmlMessage, encoding, inner_message},
};

/// What a charge file says.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChargeFile {
    /// Name of the file it came from; the reader leaves it to its caller.
    pub file: Option<String>,
    /// Always `spi-new-case`.
    pub format: ChargeFileFormat,
    /// The police's reference of the case, in capitals.
    pub urn: Option<String>,
    /// Code of the force: the first two characters of the reference, or of the originating organisation.
    pub force: Option<&'static str>,
    /// The officer in the case.
    pub officer: Option<Officer>,
    /// The first hearing, as planned.
    pub first_hearing: Option<FirstHearing>,
    /// Those charged, in the order of the message.
    pub defendants: Vec<ChargedDefendant>,
    /// Each victim once, with the offences they are a victim of.
    pub victims: Vec<Victim>,
    /// Identifier that the envelope carries.
    #[serde(skip)]
    pub identifier: Option<String>,
    /// Name of the force.
    #[serde(skip)]
    pub force_name: Option<&'static str>,
    /// Organisation unit code of the police unit.
    #[serde(skip)]
    pub originating_organisation: Option<String>,
    /// Organisation unit code of the prosecuting CPS office.
    #[serde(skip)]
    pub cps_organisation: Option<String>,
    /// How the case began: `C` charge, `S` summons, `J` single justice, ...
    #[serde(skip)]
    pub initiation: Option<String>,
    /// Marker such as `DV` (domestic violence) or `VI` (vulnerable or intimidated victim), as written.
    #[serde(skip)]
    pub case_marker: Option<String>,
}

/// The one format of charge files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum ChargeFileFormat {
    /// `NewCaseMessage` of the Standard Prosecutor Interface.
    #[default]
    #[serde(rename = "spi-new-case")]
    SpiNewCase,
}

/// The officer in the case.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Officer {
    /// Given and family names.
    pub name: Option<String>,
    /// Rank as written.
    pub rank: Option<String>,
    /// Shoulder or warrant number.
    pub number: Option<String>,
    /// Organisation unit code of the station.
    pub station: Option<String>,
    /// Telephone numbers, mobile first.
    pub phones: Vec<String>,
    /// Mail address.
    pub email: Option<String>,
}

/// Where and when the case is first heard.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FirstHearing {
    /// London date.
    pub date: Option<Date>,
    /// London time of day.
    #[serde(serialize_with = "hours_and_minutes")]
    pub time: Option<Time>,
    /// Organisation unit code of the court, as the message has it.
    pub court: Option<String>,
    /// The court's name from the standing data.
    pub court_name: Option<String>,
}

/// Someone charged.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChargedDefendant {
    /// The prosecutor's reference (arrest/summons number).
    pub reference: Option<String>,
    /// Given and family names, or the organisation's name.
    pub name: Option<String>,
    /// Date of birth.
    pub born: Option<Date>,
    /// Custody or bail until the first hearing, as CJS code.
    pub bail_status: Option<String>,
    /// One condition each.
    pub bail_conditions: Vec<String>,
    /// Lines of the address.
    pub address: Vec<String>,
    /// Offences in the order of the message.
    pub offences: Vec<ChargedOffence>,
    /// Whether the defendant is an organisation.
    #[serde(skip)]
    pub is_organisation: bool,
}

/// An offence charged.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ChargedOffence {
    /// Number within the prosecutor's reference.
    pub sequence: Option<u32>,
    /// CJS code, as the message has it.
    pub code: Option<String>,
    /// Title from the offence standing data.
    pub title: Option<&'static str>,
    /// Category code from the standing data.
    pub category: Option<&'static str>,
    /// Home Office class from the standing data.
    pub home_office_class: Option<&'static str>,
    /// Whether it is notifiable to the Home Office.
    pub notifiable: Option<bool>,
    /// Part of Schedule 15 to the Criminal Justice Act 2003.
    pub schedule_15_part: Option<u8>,
    /// The charge in the prosecutor's words.
    pub wording: Option<String>,
    /// First (or only) day of the offence.
    pub started_on: Option<Date>,
    /// Last day of the offence.
    pub ended_on: Option<Date>,
    /// Date of arrest.
    pub arrested_on: Option<Date>,
    /// Date of charge.
    pub charged_on: Option<Date>,
}

/// A victim, who may be a victim of several of the offences.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Victim {
    /// Given and family names; a business has none in this interface.
    pub name: Option<String>,
    /// Lines of the address.
    pub address: Vec<String>,
    /// Telephone numbers, mobile first.
    pub phones: Vec<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Date of birth.
    pub born: Option<Date>,
    /// Sequence numbers of the offences, ascending, each once.
    pub offence_sequences: Vec<u32>,
    /// The offences with their defendants: index of the defendant, index of the offence, both from 0.
    #[serde(skip)]
    pub offences: Vec<(usize, usize)>,
}

/// Reads one message: a `NewCaseMessage` in any envelope.
///
/// # Errors
/// When it cannot be read or is of another kind; the error names the place.
pub fn read_charge_file(bytes: &[u8]) -> Result<Read<ChargeFile>, ReadError> {
    let text = encoding::text_of(bytes)?;
    match text.trim_start().as_bytes().first() {
        Some(b'<' | b'&') => {}
        Some(b'{' | b'[') => {
            return Err(ReadError::UnknownMessage { found: "JSON; charge files are XML".to_owned() });
        }
        _ => return Err(ReadError::UnknownMessage { found: "neither XML nor JSON".to_owned() }),
    }
    let mut lookup = Lookup::new();
    let (mut file, identifier) = inner_message(&text, |xml, kind| match kind {
        XmlMessage::NewCase => spi::new_case(xml, &mut lookup),
        XmlMessage::ResultedCase => Err(ReadError::OtherKind {
            found: "a court's results (ResultedCaseMessage)",
            command: "court-results",
        }),
    })?;
    file.identifier = identifier;
    Ok(Read { message: file, notes: lookup.into_notes() })
}

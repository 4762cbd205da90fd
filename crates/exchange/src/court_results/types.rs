//! What court results say, in the order in which the contract writes it.

use jiff::civil::{Date, Time};
use serde::{Serialize, Serializer};

/// What a message says about one hearing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CourtResults {
    /// Name of the file it came from; the reader leaves it to its caller.
    pub file: Option<String>,
    /// Format it was read from.
    pub format: Format,
    /// The police's reference of the (first) case, in capitals.
    pub urn: Option<String>,
    /// The hearing.
    pub hearing: Hearing,
    /// Those the results are about, in the order of the message.
    pub defendants: Vec<Defendant>,
    /// What the message says of itself.
    #[serde(skip)]
    pub message: MessageFacts,
}

/// Formats that court results come in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Format {
    /// Magistrates' results as the police receive them (Libra, Standard Prosecutor Interface).
    #[default]
    #[serde(rename = "spi-resulted-case")]
    SpiResultedCase,
    /// The "hearing resulted" event of Common Platform, in any of its shapes.
    #[serde(rename = "common-platform-hearing-resulted")]
    CommonPlatform,
}

/// What a message says of itself: for recognising repeats and amendments.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageFacts {
    /// Identifier that its envelope carries.
    pub identifier: Option<String>,
    /// Common Platform's identifier of the hearing: the same in a first share and in its amendments.
    pub hearing_id: Option<String>,
    /// Whether it says that it is shared again, amending what was shared before.
    pub reshared: Option<bool>,
    /// When it was shared, as it says (an RFC 3339 instant as written).
    pub shared_at: Option<String>,
    /// `MAGISTRATES` or `CROWN`, as it says.
    pub jurisdiction: Option<String>,
    /// Case references other than the first.
    pub other_urns: Vec<String>,
    /// Applications (breach, variation, appeal) that were decided, with their results.
    pub applications: Vec<Application>,
}

/// An application that the hearing dealt with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Application {
    /// Its reference.
    pub reference: Option<String>,
    /// What it is for, as the message says.
    pub kind: Option<String>,
    /// Cases that it belongs to, in capitals.
    pub urns: Vec<String>,
    /// Results on the application itself.
    pub results: Vec<CourtResult>,
}

/// Where and when.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Hearing {
    /// London date.
    pub date: Option<Date>,
    /// London time of day.
    #[serde(serialize_with = "hours_and_minutes")]
    pub time: Option<Time>,
    /// Organisation unit code, as the message has it.
    pub court: Option<String>,
    /// The court's name from the standing data; from the message when it has no code that is known.
    pub court_name: Option<String>,
    /// Type of hearing in the message's words.
    #[serde(skip)]
    pub kind: Option<String>,
}

/// A person or organisation before the court.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Defendant {
    /// The prosecutor's reference (arrest/summons number).
    pub reference: Option<String>,
    /// Given and family names, or the organisation's name.
    pub name: Option<String>,
    /// Date of birth.
    pub born: Option<Date>,
    /// CJS code: `UB`, `CB`, `PR`, ...
    pub bail_status: Option<String>,
    /// One condition each.
    pub bail_conditions: Vec<String>,
    /// Offences in the order of the message.
    pub offences: Vec<Offence>,
    /// The case, when the message speaks of several and this is not the first one's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urn: Option<String>,
    /// Reason for bail conditions or custody.
    #[serde(skip)]
    pub bail_reason: Option<String>,
    /// Whether the defendant is an organisation.
    #[serde(skip)]
    pub is_organisation: bool,
    /// Common Platform's identifier of the defendant.
    #[serde(skip)]
    pub defendant_id: Option<String>,
    /// Results on the defendant or the case as a whole, where the format has them.
    #[serde(skip)]
    pub results: Vec<CourtResult>,
}

/// An offence with what was pleaded, found and ordered.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Offence {
    /// Number within the prosecutor's reference.
    pub sequence: Option<u32>,
    /// CJS code, as the message has it.
    pub code: Option<String>,
    /// Title from the offence standing data.
    pub title: Option<&'static str>,
    /// Category code from the standing data: `CI`, `CE`, `CS`, ...
    pub category: Option<&'static str>,
    /// Home Office class from the standing data.
    pub home_office_class: Option<&'static str>,
    /// Whether it is notifiable to the Home Office.
    pub notifiable: Option<bool>,
    /// Part of Schedule 15 to the Criminal Justice Act 2003: 1 violent, 2 sexual, 3 terrorism.
    pub schedule_15_part: Option<u8>,
    /// CJS code: `G`, `NG`, `NONE`, ...
    pub plea: Option<String>,
    /// CJS code: `G`, `NG`, `NA`, `NC`.
    pub verdict: Option<String>,
    /// Date of conviction.
    pub convicted_on: Option<Date>,
    /// Results in the order of the message.
    pub results: Vec<CourtResult>,
    /// The charge in the prosecutor's words.
    #[serde(skip)]
    pub wording: Option<String>,
    /// First (or only) day of the offence.
    #[serde(skip)]
    pub started_on: Option<Date>,
    /// Last day of the offence.
    #[serde(skip)]
    pub ended_on: Option<Date>,
    /// Date of arrest.
    #[serde(skip)]
    pub arrested_on: Option<Date>,
    /// Date of charge.
    #[serde(skip)]
    pub charged_on: Option<Date>,
    /// Whether the court says that this disposes of the offence.
    #[serde(skip)]
    pub final_disposal: Option<bool>,
    /// Common Platform's identifier of the offence.
    #[serde(skip)]
    pub offence_id: Option<String>,
}

/// One result.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CourtResult {
    /// CJS code; `1000` for a result of text alone.
    pub code: Option<String>,
    /// The text pronounced.
    pub text: Option<String>,
    /// Qualifiers: `C` concurrent, `F` consecutive, `S` suspended, `LG` domestic violence case, ...
    pub qualifiers: Vec<String>,
    /// How long, in the order of the message.
    pub durations: Vec<Duration>,
    /// Money.
    #[serde(serialize_with = "pounds")]
    pub amount: Option<Pence>,
    /// Where and when the matter goes on.
    pub next_hearing: Option<NextHearing>,
    /// Day on which it was ordered, when the message says so apart from the hearing.
    #[serde(skip)]
    pub ordered_on: Option<Date>,
    /// Common Platform's identifier of the result: the same when it is shared again.
    #[serde(skip)]
    pub result_id: Option<String>,
    /// Whether Common Platform marks it as new or changed since the last share.
    #[serde(skip)]
    pub is_amendment: Option<bool>,
    /// First day of an order with a period.
    #[serde(skip)]
    pub starts_on: Option<Date>,
    /// Last day of an order with a period.
    #[serde(skip)]
    pub ends_on: Option<Date>,
    /// Penalty points.
    #[serde(skip)]
    pub penalty_points: Option<u32>,
    /// Bail until the next hearing on this offence (CJS code).
    #[serde(skip)]
    pub bail_status: Option<String>,
}

/// Money in pence, exact.
pub type Pence = i64;

/// A length of time: 6 `M` (months).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duration {
    /// How many; `None` for life.
    pub value: Option<u32>,
    /// CJS code of the unit: `D`, `W`, `M`, `Y`, `H`, `S`, `L` (life).
    pub unit: Option<String>,
}

/// Where and when a matter goes on.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NextHearing {
    /// London date.
    pub date: Option<Date>,
    /// London time of day.
    #[serde(serialize_with = "hours_and_minutes")]
    pub time: Option<Time>,
    /// Organisation unit code of the court.
    pub court: Option<String>,
    /// What for, in the message's words.
    #[serde(skip)]
    pub reason: Option<String>,
    /// First day of the week in which it will be, when the day is not fixed.
    #[serde(skip)]
    pub week_commencing: Option<Date>,
    /// Whether it was found in the result's text only.
    #[serde(skip)]
    pub from_text: bool,
}

impl CourtResults {
    /// The case reference that a defendant's results belong to.
    pub fn urn_of<'a>(&'a self, defendant: &'a Defendant) -> Option<&'a str> {
        defendant.urn.as_deref().or(self.urn.as_deref()).filter(|urn| !urn.is_empty())
    }
}

/// A time of day as `10:00`.
pub(crate) fn hours_and_minutes<S: Serializer>(
    time: &Option<Time>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.collect_str(&format_args!("{:02}:{:02}", time.hour(), time.minute())),
        None => serializer.serialize_none(),
    }
}

/// Pence as a number of pounds: 85.5.
#[expect(
    clippy::cast_precision_loss,
    reason = "amounts in messages stay far below 2^53 pence, so each is exact"
)]
fn pounds<S: Serializer>(amount: &Option<Pence>, serializer: S) -> Result<S::Ok, S::Error> {
    match amount {
        Some(pence) => serializer.serialize_f64(*pence as f64 / 100.0),
        None => serializer.serialize_none(),
    }
}

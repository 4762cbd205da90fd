//! Taking a report from anybody, at any door, in plain words (REP-1, REP-2, REP-8, REP-9, SUP-3; ADR 0023).
//!
//! Whoever reports by themselves has not signed in: [`draft`] keeps what they answered until they send it. [`sending`] opens the
//! case, for them and for staff who take a report, by the same few lines. [`reading`] is what was reported as the victim and
//! staff read it later, with what the victim says is wrong.

pub mod draft;
pub mod reading;
mod sending;

pub use sending::{Sent, TakeReportForm};

use crate::{Problem, Service, record_contact::too_long};
use record::{
    Channel, PersonDetails, Preferences, SafeContact,
    report::{Answers, Kind, ReportedBy, Wants},
    safe_contact::{Alerts, Reads},
};
use serde::{Deserialize, Serialize};

/// The longest short answer, characters.
const LONGEST_LINE: usize = 300;

/// The ways in which somebody may be reached that a report asks about.
pub const WAYS: [Channel; 4] = [Channel::Phone, Channel::Text, Channel::Email, Channel::Letter];

/// Everything that is asked about a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// What they want.
    pub wants: Option<Wants>,
    /// Who reports.
    pub by: Option<ReportedBy>,
    /// Whether the person to whom it happened knows of it and agrees, when it is somebody else.
    pub agrees: bool,
    /// What it is about.
    pub kind: Option<Kind>,
    /// Force code of the area in which it happened, when they know.
    pub area: String,
    /// What they answered in their words.
    pub answers: Answers,
    /// A word by which they are known again; it is never shown.
    pub word: String,
}

/// A police area, as somebody chooses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Force code.
    pub code: String,
    /// Name of the police there.
    pub police: String,
}

impl Service {
    /// The areas whose police take reports here, by name.
    pub fn report_areas(&self) -> Vec<Area> {
        let directory = self.directory();
        let police =
            directory.organisations.values().filter(|o| o.provider == "police" && o.ended_on.is_none());
        let mut areas: Vec<Area> = police
            .filter_map(|o| {
                let code = o.area.split_whitespace().next()?;
                Some(Area { code: code.to_owned(), police: o.name.clone() })
            })
            .collect();
        areas.sort_by(|a, b| a.police.cmp(&b.police));
        areas
    }
}

impl Report {
    /// What still stands in the way of sending it; the field is also the name of the page that asks for it.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut need = |missing: bool, field, message| {
            if missing {
                problems.push(Problem::new(field, message));
            }
        };
        need(self.wants.is_none(), "want", "Choose what you would like to happen");
        need(self.by.is_none(), "whom", "Choose who you are reporting for");
        need(self.answers.what.trim().is_empty(), "what", "Write what happened, in a few words or many");
        need(self.kind.is_none(), "kind", "Choose what comes nearest");
        let for_another = matches!(self.by, Some(ReportedBy::Other | ReportedBy::Centre));
        need(
            self.wants == Some(Wants::Help) && for_another && !self.agrees,
            "whom",
            "We can only pass this on for help when the person knows about it and agrees",
        );
        need(
            self.wants == Some(Wants::Help) && self.by == Some(ReportedBy::Anonymous),
            "whom",
            "To get help without the police, we need a way to reach you. You can use any name",
        );
        let unreached = self.wants == Some(Wants::Help) && !self.can_be_reached();
        need(unreached, "reach", "Give one safe way to reach you, so that somebody can help");
        problems.extend(self.text_problems());
        problems
    }

    /// What is wrong with what was typed, whatever is still missing.
    pub fn text_problems(&self) -> Vec<Problem> {
        let a = &self.answers;
        let long = [
            ("what", &a.what),
            ("when", &a.when),
            ("where", &a.place),
            ("who", &a.who),
            ("hurt", &a.hurt),
            ("property", &a.property),
            ("reach", &a.safety),
            ("needs", &a.help),
            ("whom", &a.reporter),
        ];
        let mut problems: Vec<Problem> =
            long.into_iter().filter_map(|(field, text)| too_long(field, Some(text))).collect();
        let lines = [
            ("name", &a.name),
            ("phone", &a.phone),
            ("email", &a.email),
            ("language", &a.language),
            ("word", &self.word),
        ];
        let lines = lines.into_iter().map(|(field, text)| (field, text.as_str()));
        for (field, text) in lines.chain(a.address.lines().map(|line| ("address", line))) {
            if text.chars().count() > LONGEST_LINE {
                problems.push(Problem::new(field, "This is too long. Use 300 characters or fewer"));
            }
        }
        let has = |way| a.ways.contains(&way);
        let mut need = |missing: bool, field, message| {
            if missing {
                problems.push(Problem::new(field, message));
            }
        };
        let mobile = crate::accounts::contacts::takes_texts(&a.phone);
        need(
            has(Channel::Text) && !mobile,
            "phone",
            "Enter a mobile number that gets text messages, such as 07700 900123",
        );
        need(has(Channel::Phone) && a.phone.is_empty(), "phone", "Enter the number that we may call");
        let email = a.email.contains('@') && !a.email.contains(char::is_whitespace);
        need(
            (has(Channel::Email) || !a.email.is_empty()) && !email,
            "email",
            "Enter an email address, such as name@example.com",
        );
        need(
            has(Channel::Letter) && a.address.trim().is_empty(),
            "address",
            "Enter the address to which we may write",
        );
        let word = self.word.trim().chars().count();
        need((1..4).contains(&word), "word", "Choose a word of at least 4 letters");
        problems
    }

    fn can_be_reached(&self) -> bool {
        !self.answers.ways.is_empty()
    }

    /// Who the victim is and how to reach them.
    fn details(&self) -> PersonDetails {
        let a = &self.answers;
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        PersonDetails {
            name: some(&a.name).unwrap_or_else(|| "Somebody who gave no name".to_owned()),
            born: a.born,
            address: a.address.lines().filter_map(some).collect(),
            phones: some(&a.phone).into_iter().collect(),
            email: some(&a.email),
        }
    }

    /// How they want to be reached: by the ways that they called safe and by no other that was asked about.
    fn preferences(&self, reads: Reads) -> Option<Preferences> {
        let a = &self.answers;
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let said = !a.ways.is_empty()
            || !a.safety.is_empty()
            || !a.language.is_empty()
            || !a.help.is_empty()
            || !a.formats.is_empty()
            || a.interpreter;
        if !said {
            return None;
        }
        let has = |way| a.ways.contains(&way);
        let never =
            if a.ways.is_empty() { Vec::new() } else { WAYS.into_iter().filter(|way| !has(*way)).collect() };
        let reads = if a.language.trim().is_empty() { reads } else { Reads::Other };
        let safe = SafeContact {
            alerts: if a.alerts { Alerts::EachTime } else { Alerts::Never },
            text_to: has(Channel::Text).then(|| a.phone.trim().to_owned()),
            email_to: has(Channel::Email).then(|| a.email.trim().to_owned()),
            no_voicemail: a.no_voicemail,
            formats: a.formats.clone(),
            reads,
            interpreter: a.interpreter,
            ..SafeContact::default()
        };
        Some(Preferences {
            channels: a.ways.clone(),
            never,
            safe_contact: some(&a.safety),
            language: some(&a.language),
            format: some(&a.help),
            safe: Some(safe),
            ..Preferences::default()
        })
    }
}

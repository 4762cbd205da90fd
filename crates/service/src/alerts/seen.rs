//! What people see of alerts: staff on the case and in their work, the victim in plain words.

use crate::{Actor, Service, ServiceError};
use jiff::{Timestamp, civil::Date};
use language::Language;
use policy::{About, Action};
use record::{CaseEvent, CaseId, Channel, SafeContactEvent, VictimId, safe_contact::Why};
use store::{Alert, LoadedCase};

/// An alert, for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertLine {
    /// The victim.
    pub victim: VictimId,
    /// Where it stands, a sentence.
    pub words: String,
    /// When that was, or until when it waits.
    pub at: Timestamp,
    /// Whether a person must get in touch.
    pub needs_person: bool,
}

/// Somebody whom a person must get in touch with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallLine {
    /// The case.
    pub case: CaseId,
    /// The victim.
    pub victim: VictimId,
    /// Reference of the case.
    pub reference: String,
    /// What the case is about.
    pub title: String,
    /// Why no message could go.
    pub why: String,
    /// Since when.
    pub since: Timestamp,
}

/// How many of those are listed.
const MOST: u32 = 200;

impl Service {
    /// Whom somebody's organisation must get in touch with, because no message could go to them; as far as the cases are
    /// theirs to see.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for whoever has no work here.
    pub async fn calls_to_make(&self, actor: &Actor) -> Result<Vec<CallLine>, ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let calls = self.store.calls_to_make(&actor.person.organisation, MOST).await?;
        let asker = actor.asker();
        let theirs = calls.into_iter().filter(|call| {
            policy::may(&asker, Action::RecordOnCase, About::Victim(call.case, &call.access, call.victim))
                .is_allowed()
        });
        let line = |call: store::CallToMake| CallLine {
            case: call.case,
            victim: call.victim,
            reference: call.reference.unwrap_or_else(|| "No reference yet".to_owned()),
            title: call.title,
            why: why_words(&call.why).to_owned(),
            since: call.since,
        };
        Ok(theirs.map(line).collect())
    }

    /// The alerts of a case that staff should know of: those that wait, could not be delivered, or need a person.
    pub(crate) async fn alert_lines(&self, loaded: &LoadedCase) -> Result<Vec<AlertLine>, ServiceError> {
        let alerts = self.store.alerts_of_case(loaded.case.id).await?;
        Ok(alerts.iter().filter_map(line).collect())
    }
}

fn line(alert: &Alert) -> Option<AlertLine> {
    let failed: Vec<&str> =
        alert.failed.iter().filter_map(|slug| Channel::from_slug(slug)).map(Channel::words).collect();
    let failed = match failed.as_slice() {
        [] => String::new(),
        ways => format!(" It could not be delivered by {}.", ways.join(" or by ")),
    };
    let why = why_words(&alert.why);
    let (words, at, needs_person) = match alert.state.as_str() {
        "queued" if alert.why.is_empty() && alert.failed.is_empty() => return None,
        "queued" if alert.why.is_empty() => ("An alert is on its way.".to_owned(), alert.due_at, false),
        "queued" => (format!("An alert waits: {why}."), alert.due_at, false),
        "person" => (format!("Get in touch in person: {why}."), alert.settled_at?, true),
        _ => return None,
    };
    Some(AlertLine { victim: alert.victim, words: format!("{words}{failed}"), at, needs_person })
}

fn why_words(slug: &str) -> &'static str {
    Why::from_slug(slug).map_or("no message can go", Why::words)
}

/// What came of a message that was to be sent by itself, for the victim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The day, London.
    pub on: Date,
    /// Name of the message that says it.
    what: &'static str,
}

impl Sent {
    /// "We sent you a text message."
    pub fn in_words(&self, language: Language) -> String {
        language.say(self.what)
    }

    /// For the tests that look at every page.
    #[doc(hidden)]
    pub fn sample(on: Date) -> Sent {
        Sent { on, what: "sent-text" }
    }
}

/// What was sent to a victim by itself, newest first.
pub(crate) fn told_victim(loaded: &LoadedCase, victim: VictimId) -> Vec<Sent> {
    let mut sent = Vec::new();
    for recorded in loaded.events.iter().rev() {
        let CaseEvent::SafeContact(event) = &recorded.event else { continue };
        if event.victim() != victim {
            continue;
        }
        let what = match event {
            SafeContactEvent::AlertSent { channel, .. } => match channel {
                Channel::Text => "sent-text",
                Channel::Email => "sent-email",
                _ => "sent-letter",
            },
            SafeContactEvent::AlertNotDelivered { channel, .. } => match channel {
                Channel::Text => "not-delivered-text",
                Channel::Email => "not-delivered-email",
                _ => "not-delivered-letter",
            },
            SafeContactEvent::PersonNeeded { .. } => "sent-person-needed",
            SafeContactEvent::NotSafeNow { .. } | SafeContactEvent::SafeAgain { .. } => continue,
        };
        sent.push(Sent { on: calendar::london_date(recorded.at), what });
    }
    sent
}

//! Alerts on their way: a row for each, made in the transaction of its cause, so that neither is there without the other.
//!
//! | state | what it means | next |
//! | --- | --- | --- |
//! | `queued` | to be looked at when it is due | `claimed` |
//! | `claimed` | a worker has it until its lease runs out; then another may take it | any |
//! | `handed` | whoever carries it has it, under their name for it | `delivered`, `queued` |
//! | `delivered` | they say that it arrived | - |
//! | `covered` | another alert went to the same victim meanwhile and says the same | - |
//! | `person` | no way was open to it: a person must get in touch | `called` |
//! | `called` | somebody did | - |
//! | `withdrawn` | the victim does not want alerts any more, or was erased | - |
//!
//! Before a message is given away its row says by which way and for which time (`channel`, `sends`, `begun`). Whoever finds
//! a row begun and does not know what came of it asks the carrier for the message of that reference before it sends again.

mod claiming;
mod reading;
pub(crate) mod writing;

pub use reading::{CallToMake, OutboxCounts};
pub(crate) use writing::outbox_writer;
pub use writing::{OutboxChange, Outcome};

use crate::worklist::instant;
use jiff::Timestamp;
use record::{CaseId, VictimId};
use uuid::Uuid;

/// An alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// The victim in it.
    pub victim: VictimId,
    /// Version of the last event that it is about.
    pub cause: u64,
    /// `news` or `bad_news`.
    pub kind: String,
    /// Where it stands.
    pub state: String,
    /// Why it waits, or does not go: a slug.
    pub why: String,
    /// When it was made.
    pub queued_at: Timestamp,
    /// When it is looked at next.
    pub due_at: Timestamp,
    /// By which way it was sent last.
    pub channel: String,
    /// How many times a send was begun.
    pub sends: u32,
    /// Whether the last one was begun and nobody knows what came of it.
    pub begun: bool,
    /// How often it could not be taken since it last changed.
    pub tries: u32,
    /// Ways by which it did not arrive.
    pub failed: Vec<String>,
    /// When it was handed over.
    pub handed_at: Option<Timestamp>,
    /// When it was over.
    pub settled_at: Option<Timestamp>,
}

impl Alert {
    /// The name of a send with whoever carries it.
    pub fn reference(&self) -> String {
        reference(self.id, self.sends)
    }
}

/// The name of the `send`th send of an alert.
pub fn reference(id: Uuid, send: u32) -> String {
    format!("{id}.{send}")
}

/// Alert and send of a name.
pub fn parse_reference(reference: &str) -> Option<(Uuid, u32)> {
    let (id, send) = reference.rsplit_once('.')?;
    Some((Uuid::parse_str(id).ok()?, send.parse().ok()?))
}

#[derive(sqlx::FromRow)]
pub(crate) struct AlertRow {
    id: Uuid,
    case_id: Uuid,
    victim_id: Uuid,
    cause: i64,
    kind: String,
    state: String,
    why: String,
    queued_at: i64,
    due_at: i64,
    channel: String,
    sends: i64,
    begun: i64,
    tries: i64,
    failed: String,
    handed_at: Option<i64>,
    settled_at: Option<i64>,
}

pub(crate) const COLUMNS: &str = "id, case_id, victim_id, cause, kind, state, why, queued_at, due_at, channel, sends, \
    begun, tries, failed, handed_at, settled_at";

impl From<AlertRow> for Alert {
    fn from(row: AlertRow) -> Alert {
        Alert {
            id: row.id,
            case: CaseId(row.case_id),
            victim: VictimId(row.victim_id),
            cause: u64::try_from(row.cause).unwrap_or(0),
            kind: row.kind,
            state: row.state,
            why: row.why,
            queued_at: instant(row.queued_at),
            due_at: instant(row.due_at),
            channel: row.channel,
            sends: u32::try_from(row.sends).unwrap_or(0),
            begun: row.begun != 0,
            tries: u32::try_from(row.tries).unwrap_or(0),
            failed: row.failed.split(',').filter(|way| !way.is_empty()).map(str::to_owned).collect(),
            handed_at: row.handed_at.map(instant),
            settled_at: row.settled_at.map(instant),
        }
    }
}

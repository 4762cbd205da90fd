//! Taking in other systems' messages: read, matched to the right case, turned into events. The same message twice
//! changes nothing; what cannot be read or matched goes to quarantine with the reason; nothing is dropped.

mod charge_file;
mod court_results;
mod custody;
mod desk;
mod meaning;
pub mod police_uk;
mod settle;

use crate::{Service, ServiceError, again::again_when_stale, new_id};
use desk::{Desk, Term};
use exchange::{ChargeFile, CourtResults};
use jiff::Timestamp;
use record::{CaseId, chain::hex};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use store::{Batch, Message, MessageOutcome, QuarantineState, Quarantined};

/// Messages that are read, matched and written together.
pub const TOGETHER: usize = 250;
/// Fewer than these are not worth a thread.
const FEWEST_A_THREAD: usize = 16;

/// Kinds of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Court results: SPI or Common Platform.
    CourtResults,
    /// A police charge file: SPI.
    ChargeFile,
}

impl MessageKind {
    /// The name used on the command line and in quarantine.
    pub fn slug(self) -> &'static str {
        match self {
            MessageKind::CourtResults => "court-results",
            MessageKind::ChargeFile => "charge-file",
        }
    }

    /// The kind with this name.
    pub fn from_slug(slug: &str) -> Option<MessageKind> {
        [MessageKind::CourtResults, MessageKind::ChargeFile].into_iter().find(|kind| kind.slug() == slug)
    }
}

/// A message that came.
pub struct Incoming {
    /// Where it came from, as the sender named it.
    pub source: String,
    /// The message.
    pub bytes: Vec<u8>,
}

/// What came of a message. When this is returned, it is on the disk.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Where it came from.
    pub source: String,
    /// What came of it.
    pub outcome: MessageOutcome,
    /// The cases that it changed.
    pub cases: Vec<CaseId>,
    /// Why it went to quarantine.
    pub reason: Option<String>,
    /// What was unknown in it.
    pub notes: Vec<String>,
}

enum Content {
    Results(CourtResults),
    Charges(ChargeFile),
}

impl Content {
    fn terms(&self) -> BTreeSet<Term> {
        match self {
            Content::Results(message) => court_results::terms(message),
            Content::Charges(message) => charge_file::terms(message),
        }
    }
}

struct Laid<'a> {
    kind: MessageKind,
    incoming: &'a Incoming,
    digest: String,
    content: Result<Content, String>,
    notes: Vec<String>,
}

impl Service {
    /// Takes messages in, in their order, in one transaction for each [`TOGETHER`].
    ///
    /// # Errors
    /// When the database fails; what was taken in before stays. What is wrong with a message is no error but an
    /// outcome.
    pub async fn import(
        &self,
        kind: MessageKind,
        messages: &[Incoming],
        now: Timestamp,
    ) -> Result<Vec<Taken>, ServiceError> {
        let mut taken = Vec::with_capacity(messages.len());
        for together in messages.chunks(TOGETHER) {
            let laid = lay_all(kind, together);
            taken.extend(again_when_stale!(self.take_in(&laid, now).await)?);
        }
        Ok(taken)
    }

    async fn take_in(&self, laid: &[Laid<'_>], now: Timestamp) -> Result<Vec<Taken>, ServiceError> {
        let digests: Vec<String> = laid.iter().map(|laid| laid.digest.clone()).collect();
        let mut known = self.store.known_messages(&digests).await?;
        let terms: BTreeSet<Term> = laid
            .iter()
            .filter(|laid| !known.contains(&laid.digest))
            .filter_map(|laid| laid.content.as_ref().ok())
            .flat_map(Content::terms)
            .collect();
        let mut desk = Desk::lay(self, now, &terms).await?;
        let mut batch = Batch::default();
        let mut taken = Vec::with_capacity(laid.len());
        for laid in laid {
            let is_new = known.insert(laid.digest.clone());
            let (outcome, cases, reason) = if is_new {
                let came = take_one(&mut desk, laid)?;
                batch.messages.push(Message { is_new: true, ..message(laid, now, came.0) });
                came
            } else {
                (MessageOutcome::NothingNew, BTreeSet::new(), None)
            };
            if let Some(reason) = &reason {
                batch.quarantine.push(quarantined(laid, reason, now));
            }
            taken.push(Taken {
                source: laid.incoming.source.clone(),
                outcome,
                cases: cases.into_iter().collect(),
                reason,
                notes: laid.notes.clone(),
            });
        }
        for taken in &mut taken {
            let nobody = |case: &&CaseId| desk.cases.get(case).is_some_and(|c| c.case.owners.is_empty());
            if taken.cases.iter().any(|case| nobody(&case)) {
                taken.notes.push("no organisation answers for this case: no list shows it".to_owned());
            }
        }
        for case in desk.cases.values_mut().filter(|case| case.is_changed()) {
            batch.outbox.extend(crate::alerts::follows(case, self.rules));
            batch.cases.push(case.changes(self.rules));
        }
        batch.claims = desk.claims;
        self.store.commit(batch).await?;
        Ok(taken)
    }

    /// Tries a message of the quarantine again, as it is or as a person mended it.
    ///
    /// # Errors
    /// When the database fails. What is still wrong with it is an outcome.
    pub(crate) async fn retry(
        &self,
        kind: MessageKind,
        mut held: Quarantined,
        bytes: Vec<u8>,
        now: Timestamp,
    ) -> Result<Taken, ServiceError> {
        let incoming = Incoming { source: held.source.clone(), bytes };
        let laid = lay(kind, &incoming);
        held.tries += 1;
        again_when_stale!(self.take_held(&laid, held.clone(), now).await)
    }

    async fn take_held(
        &self,
        laid: &Laid<'_>,
        mut held: Quarantined,
        now: Timestamp,
    ) -> Result<Taken, ServiceError> {
        let terms = laid.content.as_ref().map(Content::terms).unwrap_or_default();
        let mut desk = Desk::lay(self, now, &terms).await?;
        let (outcome, cases, reason) = take_one(&mut desk, laid)?;
        match &reason {
            Some(reason) => held.reason.clone_from(reason),
            None => held.state = QuarantineState::TakenIn,
        }
        let mut batch = Batch { quarantine: vec![held], claims: desk.claims, ..Batch::default() };
        batch.messages.push(message(laid, now, outcome));
        for case in desk.cases.values_mut().filter(|case| case.is_changed()) {
            batch.outbox.extend(crate::alerts::follows(case, self.rules));
            batch.cases.push(case.changes(self.rules));
        }
        self.store.commit(batch).await?;
        Ok(Taken {
            source: laid.incoming.source.clone(),
            outcome,
            cases: cases.into_iter().collect(),
            reason,
            notes: laid.notes.clone(),
        })
    }
}

/// Reads messages on as many threads as there are cores: reading is most of the work.
fn lay_all(kind: MessageKind, messages: &[Incoming]) -> Vec<Laid<'_>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = messages.len().div_ceil(cores).max(FEWEST_A_THREAD);
    std::thread::scope(|scope| {
        let mut shares = messages.chunks(share);
        let mine = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|some| (some, scope.spawn(move || lay_some(kind, some)))).collect();
        let mut laid = lay_some(kind, mine);
        for (some, thread) in others {
            // A reader does not panic; should one all the same, its share is read again here, where that is seen.
            laid.extend(thread.join().unwrap_or_else(|_| lay_some(kind, some)));
        }
        laid
    })
}

fn lay_some(kind: MessageKind, messages: &[Incoming]) -> Vec<Laid<'_>> {
    messages.iter().map(|incoming| lay(kind, incoming)).collect()
}

/// Reads a message. One of the other kind is taken for what it is: a folder may hold both.
fn lay(kind: MessageKind, incoming: &Incoming) -> Laid<'_> {
    let digest = hex(&Sha256::digest(&incoming.bytes));
    let (content, notes) = read_as(kind, &incoming.bytes);
    match content {
        Err(exchange::ReadError::OtherKind { .. }) => {
            let kind = match kind {
                MessageKind::CourtResults => MessageKind::ChargeFile,
                MessageKind::ChargeFile => MessageKind::CourtResults,
            };
            let (content, mut notes) = read_as(kind, &incoming.bytes);
            notes.push(format!("taken in as {}", kind.slug()));
            Laid { kind, incoming, digest, content: content.map_err(|error| error.to_string()), notes }
        }
        content => {
            Laid { kind, incoming, digest, content: content.map_err(|error| error.to_string()), notes }
        }
    }
}

fn read_as(kind: MessageKind, bytes: &[u8]) -> (Result<Content, exchange::ReadError>, Vec<String>) {
    match kind {
        MessageKind::CourtResults => read(exchange::read_court_results(bytes), Content::Results),
        MessageKind::ChargeFile => read(exchange::read_charge_file(bytes), Content::Charges),
    }
}

fn read<M>(
    result: Result<exchange::Read<M>, exchange::ReadError>,
    content: impl Fn(M) -> Content,
) -> (Result<Content, exchange::ReadError>, Vec<String>) {
    match result {
        Ok(read) => (Ok(content(read.message)), read.notes.iter().map(ToString::to_string).collect()),
        Err(error) => (Err(error), Vec::new()),
    }
}

type Outcome = (MessageOutcome, BTreeSet<CaseId>, Option<String>);

fn take_one(desk: &mut Desk<'_>, laid: &Laid<'_>) -> Result<Outcome, ServiceError> {
    let result = match &laid.content {
        Err(reason) => Err(reason.clone()),
        Ok(Content::Results(message)) => court_results::take(desk, message, &laid.digest)?,
        Ok(Content::Charges(message)) => charge_file::take(desk, message, &laid.digest)?,
    };
    Ok(match result {
        Err(reason) => (MessageOutcome::Quarantined, BTreeSet::new(), Some(reason)),
        Ok(cases) if cases.is_empty() => (MessageOutcome::NothingNew, cases, None),
        Ok(cases) => (MessageOutcome::Recorded, cases, None),
    })
}

fn message(laid: &Laid<'_>, now: Timestamp, outcome: MessageOutcome) -> Message {
    Message {
        digest: laid.digest.clone(),
        format: laid.kind.slug(),
        received_at: now.as_millisecond(),
        outcome,
        is_new: false,
    }
}

fn quarantined(laid: &Laid<'_>, reason: &str, now: Timestamp) -> Quarantined {
    Quarantined {
        id: new_id(now),
        received_at: now,
        source: laid.incoming.source.clone(),
        format: laid.kind.slug().to_owned(),
        reason: reason.to_owned(),
        body: laid.incoming.bytes.clone(),
        mended: None,
        state: QuarantineState::Waiting,
        tries: 1,
        note: String::new(),
    }
}

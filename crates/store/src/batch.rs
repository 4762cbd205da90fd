//! What is written together: events, personal texts, changed view rows, messages and quarantine, in one transaction.

use crate::{
    FileBody, OutboxChange, Quarantined, journal::JournalRow, sealed::CaseKeys, supervision::writing::Changed,
};
use record::{
    CaseId, Personal, Rollups, Subject, chain,
    view::{CaseRow, DutyRow, OwnerRow, TermKind, TermRow, VictimRow, Views},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Everything that one commit writes; all of it or nothing.
#[derive(Default)]
pub struct Batch {
    /// Changed cases.
    pub cases: Vec<CaseChanges>,
    /// Messages that were taken in.
    pub messages: Vec<Message>,
    /// What goes into quarantine, or changes there.
    pub quarantine: Vec<Quarantined>,
    /// Terms that no case carried when this was decided and for which it opens one. When another case carries one of
    /// them by now, nothing is written ([`crate::StoreError::Conflict`]): two imports at once must not make two cases
    /// of one.
    pub claims: Vec<(TermKind, String)>,
    /// Alerts that follow, and what came of some.
    pub outbox: Vec<OutboxChange>,
}

impl Batch {
    /// A batch that changes one case.
    pub fn of(case: CaseChanges) -> Batch {
        Batch { cases: vec![case], ..Batch::default() }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
            && self.messages.is_empty()
            && self.quarantine.is_empty()
            && self.outbox.is_empty()
    }
}

/// A message that was taken in.
#[derive(Clone, Debug)]
pub struct Message {
    /// SHA-256 of the message, hex.
    pub digest: String,
    /// Which reader took it.
    pub format: &'static str,
    /// When it came, milliseconds since 1970.
    pub received_at: i64,
    /// What came of it.
    pub outcome: MessageOutcome,
    /// Whether it was not known when this was decided. When it is by now, nothing is written
    /// ([`crate::StoreError::Conflict`]).
    pub is_new: bool,
}

/// What came of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageOutcome {
    /// It changed a case.
    Recorded,
    /// It said nothing that was not known.
    NothingNew,
    /// It waits in quarantine.
    Quarantined,
}

impl MessageOutcome {
    pub(crate) fn slug(self) -> &'static str {
        match self {
            MessageOutcome::Recorded => "recorded",
            MessageOutcome::NothingNew => "nothing_new",
            MessageOutcome::Quarantined => "quarantined",
        }
    }
}

/// What must be written to save one case.
pub struct CaseChanges {
    pub(crate) id: CaseId,
    pub(crate) journal: Vec<JournalRow>,
    pub(crate) personal: Vec<(Subject, Personal)>,
    pub(crate) files: Vec<(Subject, FileBody)>,
    pub(crate) keys: CaseKeys,
    /// Whose keys are destroyed, and when, milliseconds since 1970.
    pub(crate) erased: Vec<(Uuid, i64)>,
    pub(crate) head: chain::Hash,
    pub(crate) case: Option<CaseRow>,
    pub(crate) owners: Vec<OwnerRow>,
    pub(crate) victims: Vec<VictimRow>,
    pub(crate) duties: Vec<DutyRow>,
    pub(crate) duties_gone: Vec<DutyKey>,
    pub(crate) terms: Vec<TermRow>,
    pub(crate) terms_gone: Vec<TermRow>,
    /// What changes in the sums.
    pub(crate) figures: Rollups,
    /// What supervisors' lists say, when it changed.
    pub(crate) supervision: Option<Changed>,
}

/// Victim, trigger version and duty id.
pub(crate) type DutyKey = (Uuid, i64, String);

fn duty_key(row: &DutyRow) -> DutyKey {
    (row.victim.0, row.trigger as i64, row.duty.clone())
}

impl CaseChanges {
    /// Version that the case's views are for.
    pub(crate) fn version(&self) -> Option<i64> {
        self.case.as_ref().map(|row| row.version as i64)
    }

    /// The rows in which `now` differs from `saved`.
    pub(crate) fn between(
        id: CaseId,
        journal: Vec<JournalRow>,
        personal: Vec<(Subject, Personal)>,
        keys: CaseKeys,
        head: chain::Hash,
        saved: &Views,
        now: &Views,
    ) -> CaseChanges {
        let before: BTreeMap<DutyKey, &DutyRow> =
            saved.duties.iter().map(|row| (duty_key(row), row)).collect();
        let after: BTreeSet<DutyKey> = now.duties.iter().map(duty_key).collect();
        let terms_before: BTreeSet<&TermRow> = saved.terms.iter().collect();
        let terms_after: BTreeSet<&TermRow> = now.terms.iter().collect();
        let mut figures = Rollups::of(now);
        figures.take_away(&Rollups::of(saved));
        CaseChanges {
            figures,
            id,
            journal,
            personal,
            files: Vec::new(),
            keys,
            erased: Vec::new(),
            head,
            case: now.case.clone(),
            owners: changed(&saved.owners, &now.owners),
            victims: changed(&saved.victims, &now.victims),
            duties: now
                .duties
                .iter()
                .filter(|row| before.get(&duty_key(row)) != Some(row))
                .cloned()
                .collect(),
            duties_gone: before.into_keys().filter(|key| !after.contains(key)).collect(),
            terms: terms_after.difference(&terms_before).map(|term| (*term).clone()).collect(),
            terms_gone: terms_before.difference(&terms_after).map(|term| (*term).clone()).collect(),
            supervision: Changed::between(&saved.supervision, &now.supervision),
        }
    }
}

/// Rows of `now` that are not in `saved`. Owners and victims are only ever added or replaced.
fn changed<T: PartialEq + Clone>(saved: &[T], now: &[T]) -> Vec<T> {
    now.iter().filter(|row| !saved.contains(row)).cloned().collect()
}

//! A batch with every personal text sealed: the only form in which the writer sees one.

use crate::{
    Batch, CaseChanges, Message, OutboxChange, Quarantined, Store, StoreError,
    files::{SealedFile, sealed as sealed_file},
    sealing::{NewKey, WrappedKey, wrap},
    supervision::writing::SealedIdentity,
};
use keys::{DataKey, KeyError, OuterKey, Place};
use record::{
    CaseId, Personal, Subject, VictimId,
    personal::{Salt, from_bytes, to_bytes},
    view::{TermKind, TermRow, VictimRow},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The keys of the people in one case.
#[derive(Clone, Debug, Default)]
pub(crate) struct CaseKeys {
    /// By subject; `None` was destroyed.
    keys: BTreeMap<Uuid, Option<DataKey>>,
    unsaved: Vec<NewKey>,
}

impl CaseKeys {
    /// A key that the database has.
    pub(crate) fn insert(&mut self, subject: Uuid, key: Option<DataKey>) {
        self.keys.insert(subject, key);
    }

    pub(crate) fn get(&self, subject: Uuid) -> Option<&Option<DataKey>> {
        self.keys.get(&subject)
    }

    /// Makes a key for somebody who has none yet.
    pub(crate) fn ensure(&mut self, case: CaseId, subject: Subject) -> Result<(), StoreError> {
        let id = subject.id(case);
        if !self.keys.contains_key(&id) {
            let key = DataKey::random()?;
            self.unsaved.push(NewKey { subject: id, kind: subject.kind(), key: key.clone() });
            self.keys.insert(id, Some(key));
        }
        Ok(())
    }

    pub(crate) fn has_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    pub(crate) fn into_unsaved(self) -> Vec<NewKey> {
        self.unsaved
    }

    /// The keys as they are, and those that must be written; they count as written from here on.
    pub(crate) fn take_unsaved(&mut self) -> CaseKeys {
        CaseKeys { keys: self.keys.clone(), unsaved: std::mem::take(&mut self.unsaved) }
    }
}

/// As [`Batch`], sealed.
pub(crate) struct SealedBatch {
    pub cases: Vec<SealedCase>,
    pub messages: Vec<Message>,
    pub quarantine: Vec<SealedMessage>,
    pub claims: Vec<(TermKind, Vec<u8>)>,
    pub outbox: Vec<OutboxChange>,
}

/// As [`CaseChanges`], sealed. What was plain in `changes` is empty.
pub(crate) struct SealedCase {
    pub changes: CaseChanges,
    pub keys: Vec<WrappedKey>,
    pub texts: Vec<SealedText>,
    pub files: Vec<SealedFile>,
    pub victims: Vec<SealedVictim>,
    pub terms: Vec<SealedTerm>,
    pub terms_gone: Vec<SealedTerm>,
    pub identities: Vec<SealedIdentity>,
}

/// A personal text.
pub(crate) struct SealedText {
    pub id: Uuid,
    pub subject: Uuid,
    pub sealed: Vec<u8>,
}

/// A victim in a list.
pub(crate) struct SealedVictim {
    pub victim: Uuid,
    pub position: i64,
    pub sealed: Vec<u8>,
    pub safe_contact: bool,
    pub joined_at: i64,
    pub first_contact_at: Option<i64>,
}

/// A term by which a case can be found.
pub(crate) struct SealedTerm {
    pub kind: TermKind,
    pub term: Vec<u8>,
}

/// A message in quarantine.
pub(crate) struct SealedMessage {
    pub plain: Quarantined,
    pub source: Vec<u8>,
    pub body: Vec<u8>,
    pub mended: Option<Vec<u8>>,
    pub note: Vec<u8>,
}

/// Seals a personal text for its row.
pub(crate) fn seal_text(
    key: &DataKey,
    id: Uuid,
    case: CaseId,
    subject: Uuid,
    salt: Option<Salt>,
    body: &str,
) -> Result<Vec<u8>, KeyError> {
    key.seal(
        &place_of_text(&[id.as_bytes(), case.0.as_bytes(), subject.as_bytes()]),
        &to_bytes(salt, body.as_bytes()),
    )
}

/// Opens a personal text: its salt and body.
pub(crate) fn open_text(
    key: &DataKey,
    id: Uuid,
    case: Uuid,
    subject: Uuid,
    sealed: &[u8],
) -> Result<(Option<Salt>, String), KeyError> {
    let ids: [&[u8]; 3] = [id.as_bytes(), case.as_bytes(), subject.as_bytes()];
    let bytes = key.open(&place_of_text(&ids), sealed)?;
    let (salt, body) = from_bytes(&bytes).ok_or(KeyError::Broken)?;
    Ok((salt, String::from_utf8(body.to_vec()).map_err(|_| KeyError::Broken)?))
}

/// Seals the bytes of a file for its row.
pub(crate) fn seal_file(
    key: &DataKey,
    id: Uuid,
    case: CaseId,
    subject: Uuid,
    salt: Salt,
    bytes: &[u8],
) -> Result<Vec<u8>, KeyError> {
    let ids: [&[u8]; 3] = [id.as_bytes(), case.0.as_bytes(), subject.as_bytes()];
    key.seal(&Place::new(FILE, &ids), &to_bytes(Some(salt), bytes))
}

/// Opens a file: its salt and bytes.
pub(crate) fn open_file(
    key: &DataKey,
    id: Uuid,
    case: Uuid,
    subject: Uuid,
    sealed: &[u8],
) -> Result<(Option<Salt>, Vec<u8>), KeyError> {
    let ids: [&[u8]; 3] = [id.as_bytes(), case.as_bytes(), subject.as_bytes()];
    let whole = key.open(&Place::new(FILE, &ids), sealed)?;
    let (salt, bytes) = from_bytes(&whole).ok_or(KeyError::Broken)?;
    Ok((salt, bytes.to_vec()))
}

const FILE: &str = "file.sealed";

fn place_of_text<'a>(ids: &'a [&'a [u8]; 3]) -> Place<'a> {
    Place::new("personal.body", ids)
}

/// What a list says about a victim.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct VictimInList {
    pub name: String,
    pub because: String,
}

/// Opens what a list says about a victim. Nothing when it was destroyed.
pub(crate) fn open_victim(
    key: Option<&DataKey>,
    case: Uuid,
    victim: Uuid,
    sealed: &[u8],
) -> Result<VictimInList, KeyError> {
    let Some(key) = key.filter(|_| !sealed.is_empty()) else { return Ok(VictimInList::default()) };
    let text = key.open(&Place::new(VICTIM, &[case.as_bytes(), victim.as_bytes()]), sealed)?;
    serde_json::from_slice(&text).map_err(|_| KeyError::Broken)
}

const VICTIM: &str = "case_victim.sealed";

/// Place of a column of a message in quarantine.
pub(crate) fn quarantine_place<'a>(column: &'static str, id: &'a [&'a [u8]; 1]) -> Place<'a> {
    Place::new(column, id)
}

impl CaseChanges {
    /// Names were texts before they were rows, so that their keys are there; but a row must never be plain.
    pub(crate) fn ensure_keys(&mut self) -> Result<(), StoreError> {
        let victims = self.victims.iter();
        victims
            .map(|row| row.victim)
            .try_for_each(|victim| self.keys.ensure(self.id, Subject::Victim(victim)))
    }
}

impl Store {
    /// Seals everything personal in a batch.
    pub(crate) async fn sealed(&self, batch: Batch) -> Result<SealedBatch, StoreError> {
        let mut outer = None;
        let mut cases = Vec::with_capacity(batch.cases.len());
        for mut case in batch.cases {
            case.ensure_keys()?;
            if outer.is_none() && case.keys.has_unsaved() {
                outer = Some(self.current_outer_key().await?);
            }
            cases.push(self.sealed_case(case, outer.as_deref())?);
        }
        let quarantine = batch.quarantine.into_iter().map(|held| self.sealed_message(held));
        let claims = batch.claims.iter().map(|(kind, term)| Ok((*kind, self.search_entry(*kind, term)?)));
        Ok(SealedBatch {
            cases,
            messages: batch.messages,
            quarantine: quarantine.collect::<Result<_, StoreError>>()?,
            claims: claims.collect::<Result<_, StoreError>>()?,
            outbox: batch.outbox,
        })
    }

    /// Seals one case. `outer` wraps the keys of those who have none yet: [`CaseChanges::ensure_keys`] made them.
    pub(crate) fn sealed_case(
        &self,
        mut changes: CaseChanges,
        outer: Option<&OuterKey>,
    ) -> Result<SealedCase, StoreError> {
        let case = changes.id;
        let texts = std::mem::take(&mut changes.personal);
        let texts = texts.into_iter().map(|(subject, text)| sealed_text(&changes.keys, subject, &text));
        let texts = texts.collect::<Result<_, StoreError>>()?;
        let files = std::mem::take(&mut changes.files);
        let files = files.into_iter().map(|(subject, body)| sealed_file(&changes.keys, case, subject, &body));
        let files = files.collect::<Result<_, StoreError>>()?;
        let victims = std::mem::take(&mut changes.victims);
        let victims = victims.iter().map(|row| sealed_victim(&changes.keys, case, row));
        let victims = victims.collect::<Result<_, StoreError>>()?;
        let mut wrapped = Vec::new();
        for new in std::mem::take(&mut changes.keys.unsaved) {
            let outer = outer.ok_or(StoreError::NoKeys)?;
            wrapped.push(WrappedKey {
                subject: new.subject,
                kind: new.kind,
                outer_key: outer.id().to_owned(),
                wrapped: wrap(outer, case.0, new.subject, new.kind, &new.key)?,
            });
        }
        let terms = self.sealed_terms(std::mem::take(&mut changes.terms))?;
        let terms_gone = self.sealed_terms(std::mem::take(&mut changes.terms_gone))?;
        let known = changes.supervision.as_mut().map(|changed| std::mem::take(&mut changed.rows.identities));
        let identities = self.sealed_identities(known.unwrap_or_default())?;
        Ok(SealedCase { keys: wrapped, texts, files, victims, terms, terms_gone, identities, changes })
    }

    fn sealed_terms(&self, terms: Vec<TermRow>) -> Result<Vec<SealedTerm>, StoreError> {
        let sealed =
            |row: TermRow| Ok(SealedTerm { kind: row.kind, term: self.search_entry(row.kind, &row.term)? });
        terms.into_iter().map(sealed).collect()
    }

    /// Seals a column of a message in quarantine.
    pub(crate) fn seal_held(
        &self,
        id: Uuid,
        column: &'static str,
        text: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        self.seal(&quarantine_place(column, &[id.as_bytes()]), text)
    }

    pub(crate) fn sealed_message(&self, mut held: Quarantined) -> Result<SealedMessage, StoreError> {
        let id = held.id;
        let seal = |column, text: &[u8]| self.seal_held(id, column, text);
        let mended = held.mended.take();
        Ok(SealedMessage {
            source: seal("quarantine.source", std::mem::take(&mut held.source).as_bytes())?,
            body: seal("quarantine.body", &std::mem::take(&mut held.body))?,
            mended: mended.map(|text| seal("quarantine.mended", &text)).transpose()?,
            note: seal("quarantine.note", std::mem::take(&mut held.note).as_bytes())?,
            plain: held,
        })
    }
}

fn sealed_text(keys: &CaseKeys, subject: Subject, text: &Personal) -> Result<SealedText, StoreError> {
    let subject = subject.id(text.case);
    let key = keys.get(subject).and_then(Option::as_ref).ok_or(StoreError::Erased)?;
    let sealed = seal_text(key, text.id, text.case, subject, text.salt, &text.body)?;
    Ok(SealedText { id: text.id, subject, sealed })
}

fn sealed_victim(keys: &CaseKeys, case: CaseId, row: &VictimRow) -> Result<SealedVictim, StoreError> {
    let VictimId(victim) = row.victim;
    let known = VictimInList { name: row.name.clone(), because: row.enhanced_because.clone() };
    let sealed = match keys.get(victim).and_then(Option::as_ref) {
        Some(key) => {
            let ids: [&[u8]; 2] = [case.0.as_bytes(), victim.as_bytes()];
            key.seal(&Place::new(VICTIM, &ids), &serde_json::to_vec(&known)?)?
        }
        // Destroyed: nothing about them is kept in lists.
        None => Vec::new(),
    };
    Ok(SealedVictim {
        victim,
        position: i64::from(row.position),
        sealed,
        safe_contact: row.safe_contact,
        joined_at: row.joined_at.as_millisecond(),
        first_contact_at: row.first_contact_at.map(|at| at.as_millisecond()),
    })
}

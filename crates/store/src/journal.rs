//! Reading a case, and deciding in memory what new events change.

use crate::{
    CaseChanges, FileBody, Store, StoreError,
    db::read,
    sealed::{CaseKeys, open_text},
    sealing::KeyRow,
};
use calendar::Calendar;
use jiff::Timestamp;
use record::{
    Case, CaseEvent, CaseId, Personal, PersonalTexts, Recorded, Recorder, Schedule, Subject, VictimId, chain,
    view::{Views, views},
};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;
use victims_code::Code;

/// What turns events into rows of lists: the editions of the Code, the calendar, the retention schedule.
#[derive(Clone, Copy)]
pub struct Rules {
    /// The editions.
    pub code: &'static Code,
    /// Working days.
    pub calendar: &'static Calendar,
    /// How long cases are kept.
    pub schedule: &'static Schedule,
}

impl Rules {
    /// Those that are built into the program.
    pub fn embedded() -> Rules {
        Rules {
            code: Code::embedded(),
            calendar: Calendar::england_and_wales(),
            schedule: Schedule::embedded(),
        }
    }

    fn all(self) -> (&'static Code, &'static Calendar, &'static Schedule) {
        (self.code, self.calendar, self.schedule)
    }
}

/// An event that is about to be recorded.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// When it happened.
    pub at: Timestamp,
    /// When the provider whose clock it starts learned of it.
    pub received_at: Option<Timestamp>,
    /// What it says.
    pub event: CaseEvent,
}

impl NewEvent {
    /// An event that starts no clock at receipt.
    pub fn at(at: Timestamp, event: CaseEvent) -> NewEvent {
        NewEvent { at, received_at: None, event }
    }
}

/// A case as it was read, with everything recorded on it since.
#[derive(Clone)]
pub struct LoadedCase {
    /// The case after its events.
    pub case: Case,
    /// Its events, oldest first.
    pub events: Vec<Recorded>,
    /// Its personal texts.
    pub texts: PersonalTexts,
    head: chain::Hash,
    saved_version: u64,
    saved: Views,
    unsaved: Vec<JournalRow>,
    unsaved_personal: Vec<(Subject, Personal)>,
    unsaved_files: Vec<(Subject, FileBody)>,
    keys: CaseKeys,
    unsaved_erased: Vec<(Uuid, i64)>,
}

/// One event as it goes to the disk.
#[derive(Clone, Debug)]
pub(crate) struct JournalRow {
    pub case: Uuid,
    pub version: i64,
    pub kind: &'static str,
    pub recorded_at: i64,
    pub body: String,
    pub previous: chain::Hash,
    pub hash: chain::Hash,
}

#[derive(sqlx::FromRow)]
struct StoredEvent {
    case_id: Uuid,
    version: i64,
    body: String,
    hash: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct StoredText {
    case_id: Uuid,
    id: Uuid,
    subject: Option<Uuid>,
    sealed: Option<Vec<u8>>,
}

impl LoadedCase {
    /// A case of which nothing is recorded yet.
    pub fn new(id: CaseId) -> LoadedCase {
        LoadedCase {
            case: Case::empty(id),
            events: Vec::new(),
            texts: PersonalTexts::default(),
            head: chain::GENESIS,
            saved_version: 0,
            saved: Views::default(),
            unsaved: Vec::new(),
            unsaved_personal: Vec::new(),
            unsaved_files: Vec::new(),
            keys: CaseKeys::default(),
            unsaved_erased: Vec::new(),
        }
    }

    /// Adds events and the personal texts that they point at. Nothing reaches the disk before
    /// [`Store::commit`].
    ///
    /// # Errors
    /// When an event cannot be written as JSON.
    pub fn record(
        &mut self,
        by: &Recorder,
        recorded_at: Timestamp,
        events: Vec<NewEvent>,
        personal: Vec<Personal>,
    ) -> Result<(), StoreError> {
        self.record_each(events.into_iter().map(|new| (by.clone(), recorded_at, new)), personal)
    }

    /// As [`LoadedCase::record`], for events that were recorded one after another, each by whom and when it says.
    ///
    /// # Errors
    /// When an event cannot be written as JSON.
    pub fn record_each(
        &mut self,
        events: impl IntoIterator<Item = (Recorder, Timestamp, NewEvent)>,
        personal: Vec<Personal>,
    ) -> Result<(), StoreError> {
        for (by, recorded_at, new) in events {
            self.append(by, recorded_at, new)?;
        }
        for text in personal {
            let subject = self.subject_of(text.id);
            self.keys.ensure(self.case.id, subject)?;
            self.texts.insert(&text);
            self.unsaved_personal.push((subject, text));
        }
        Ok(())
    }

    /// Whom a text is about: the latest event that points at it says so.
    fn subject_of(&self, text: Uuid) -> Subject {
        let points = |recorded: &&Recorded| recorded.event.personal().iter().any(|to| to.id == text);
        self.events.iter().rev().find(points).map_or(Subject::Case, |recorded| recorded.event.subject())
    }

    fn append(&mut self, by: Recorder, recorded_at: Timestamp, new: NewEvent) -> Result<(), StoreError> {
        let version = self.events.len() as u64 + 1;
        let recorded =
            Recorded { version, at: new.at, received_at: new.received_at, recorded_at, by, event: new.event };
        let body = serde_json::to_string(&recorded)?;
        let hash = chain::hash(&self.head, self.case.id, version, body.as_bytes());
        self.unsaved.push(JournalRow {
            case: self.case.id.0,
            version: version as i64,
            kind: recorded.event.kind(),
            recorded_at: recorded_at.as_millisecond(),
            body,
            previous: self.head,
            hash,
        });
        self.head = hash;
        self.events.push(recorded);
        self.case.go_on(&self.events);
        Ok(())
    }

    /// Opens a text that was read. One whose key was destroyed is simply not there.
    fn open(&mut self, row: StoredText) -> Result<(), StoreError> {
        let (Some(subject), Some(sealed)) = (row.subject, row.sealed) else { return Ok(()) };
        let broken = |reason: keys::KeyError| StoreError::Text { case: self.case.id, text: row.id, reason };
        match self.keys.get(subject) {
            None => Err(broken(keys::KeyError::Broken)),
            Some(None) => Ok(()),
            Some(Some(key)) => {
                let opened = open_text(key, row.id, row.case_id, subject, &sealed);
                let (_, body) = opened.map_err(broken)?;
                self.texts.insert_body(row.id, body);
                Ok(())
            }
        }
    }

    pub(crate) fn keys_mut(&mut self) -> &mut CaseKeys {
        &mut self.keys
    }

    pub(crate) fn unsaved_files_mut(&mut self) -> &mut Vec<(Subject, FileBody)> {
        &mut self.unsaved_files
    }

    /// Version that was read, or last saved.
    pub fn saved_version(&self) -> u64 {
        self.saved_version
    }

    /// Whether something was recorded that is not yet saved.
    pub fn is_changed(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// The rows that lists read, for the case as it is now.
    pub fn views(&self, rules: Rules) -> Views {
        views(&self.case, &self.events, &self.texts, rules.all())
    }

    /// Every view row, as if none were saved.
    pub(crate) fn all_views(&self, rules: Rules) -> CaseChanges {
        let now = self.views(rules);
        CaseChanges::between(
            self.case.id,
            Vec::new(),
            Vec::new(),
            self.keys.clone(),
            self.head,
            &Views::default(),
            &now,
        )
    }

    /// Works out the rows of the case as it was saved, while its texts are still those of then.
    fn remember_saved(&mut self, rules: Rules) {
        if self.saved_version > 0 && self.saved == Views::default() {
            let before = &self.events[..self.saved_version as usize];
            let case = Case::from_events(self.case.id, before);
            self.saved = views(&case, before, &self.texts, rules.all());
        }
    }

    /// Destroys the key of a victim, and with it every text about them in this case: nobody can read them again. Record
    /// that it was done ([`record::AccessEvent::VictimErased`]) in the same commit.
    pub fn erase(&mut self, victim: VictimId, rules: Rules, now: Timestamp) {
        self.remember_saved(rules);
        for recorded in self.events.iter().filter(|r| r.event.subject() == Subject::Victim(victim)) {
            recorded.event.personal().iter().for_each(|text| self.texts.remove(text.id));
        }
        self.keys.insert(victim.0, None);
        self.unsaved_erased.push((victim.0, now.as_millisecond()));
    }

    /// What must be written to save the case as it is now. The case counts as saved from here on; when the commit
    /// fails, read it again.
    pub fn changes(&mut self, rules: Rules) -> CaseChanges {
        self.remember_saved(rules);
        let now = self.views(rules);
        let mut changes = CaseChanges::between(
            self.case.id,
            std::mem::take(&mut self.unsaved),
            std::mem::take(&mut self.unsaved_personal),
            self.keys.take_unsaved(),
            self.head,
            &self.saved,
            &now,
        );
        changes.erased = std::mem::take(&mut self.unsaved_erased);
        changes.files = std::mem::take(&mut self.unsaved_files);
        self.saved = now;
        self.saved_version = self.events.len() as u64;
        changes
    }
}

impl Store {
    /// Reads a case; `None` when there is no such case.
    ///
    /// # Errors
    /// When the database fails or an event cannot be read.
    pub async fn load(&self, id: CaseId) -> Result<Option<LoadedCase>, StoreError> {
        Ok(self.load_many(&[id]).await?.remove(&id))
    }

    /// Reads several cases at once. Those that do not exist are missing from the answer.
    ///
    /// # Errors
    /// When the database fails or an event cannot be read.
    pub async fn load_many(&self, ids: &[CaseId]) -> Result<BTreeMap<CaseId, LoadedCase>, StoreError> {
        let mut cases = BTreeMap::new();
        for some in ids.chunks(500) {
            let (events, texts, keys) = self.read_rows(some).await?;
            for row in events {
                let id = CaseId(row.case_id);
                let loaded = cases.entry(id).or_insert_with(|| LoadedCase::new(id));
                loaded.head = row.hash.try_into().unwrap_or(chain::GENESIS);
                loaded.events.push(parse(id, row.version, &row.body)?);
            }
            for row in keys {
                let key = self.data_key(&row).await?;
                if let Some(loaded) = cases.get_mut(&CaseId(row.case_id)) {
                    loaded.keys.insert(row.subject, key);
                }
            }
            for row in texts {
                if let Some(loaded) = cases.get_mut(&CaseId(row.case_id)) {
                    loaded.open(row)?;
                }
            }
        }
        for loaded in cases.values_mut() {
            loaded.case = Case::from_events(loaded.case.id, &loaded.events);
            loaded.saved_version = loaded.events.len() as u64;
        }
        Ok(cases)
    }

    async fn read_rows(
        &self,
        ids: &[CaseId],
    ) -> Result<(Vec<StoredEvent>, Vec<StoredText>, Vec<KeyRow>), StoreError> {
        if let [id] = ids {
            return read!(self, conn => {
                let events = sqlx::query_as(EVENTS_OF_CASE).bind(id.0).fetch_all(&mut *conn).await?;
                let texts = sqlx::query_as(TEXTS_OF_CASE).bind(id.0).fetch_all(&mut *conn).await?;
                let keys = sqlx::query_as(KEYS_OF_CASE).bind(id.0).fetch_all(&mut *conn).await?;
                Ok((events, texts, keys))
            });
        }
        read!(self, conn => {
            let mut query = QueryBuilder::new("select case_id, version, body, hash from journal where case_id in (");
            push_ids(query.separated(", "), ids);
            query.push(") order by case_id, version");
            let events = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new("select case_id, id, subject, sealed from personal where case_id in (");
            push_ids(query.separated(", "), ids);
            query.push(")");
            let texts = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new(KEYS);
            push_ids(query.separated(", "), ids);
            query.push(")");
            let keys = query.build_query_as().fetch_all(&mut *conn).await?;
            Ok((events, texts, keys))
        })
    }
}

const EVENTS_OF_CASE: &str =
    "select case_id, version, body, hash from journal where case_id = $1 order by version";
const TEXTS_OF_CASE: &str = "select case_id, id, subject, sealed from personal where case_id = $1";
const KEYS_OF_CASE: &str =
    "select case_id, subject, kind, outer_key, wrapped from data_key where case_id = $1";
/// As [`KEYS_OF_CASE`], for several cases.
pub(crate) const KEYS: &str =
    "select case_id, subject, kind, outer_key, wrapped from data_key where case_id in (";

pub(crate) fn push_ids<'args, DB>(mut list: sqlx::query_builder::Separated<'_, DB, &str>, ids: &[CaseId])
where
    DB: sqlx::Database,
    Uuid: sqlx::Encode<'args, DB> + sqlx::Type<DB>,
{
    for id in ids {
        list.push_bind(id.0);
    }
}

pub(crate) fn parse(case: CaseId, version: i64, body: &str) -> Result<Recorded, StoreError> {
    serde_json::from_str(body).map_err(|error| StoreError::Unreadable {
        case,
        version,
        // The position is enough; the text may be personal.
        reason: format!("line {} column {}", error.line(), error.column()),
    })
}

//! Use cases: one file each, found by its name. Each one reads, asks the gate, decides, stores, answers - in that
//! order. Nothing here knows HTML or SQL; the present is always an argument.

pub mod about_them;
pub mod access;
pub mod accounts;
mod actor;
mod again;
pub mod alerts;
pub mod answer;
pub mod asking;
pub mod audit;
pub mod case_file;
pub mod copies;
pub mod course;
pub mod cover;
pub mod demonstration;
pub mod directory;
pub mod disputes;
pub mod erasure;
mod error;
mod external;
pub mod feedback;
pub mod figures;
pub mod files;
pub mod flags;
mod gate;
pub mod hand_over;
pub mod hearings;
pub mod import;
pub mod inspections;
pub mod keeping;
pub mod leaving;
pub mod meetings;
pub mod messages;
pub mod my_work;
pub mod odd_patterns;
pub mod open_case;
pub mod own_cases;
pub mod own_preferences;
pub mod own_updates;
mod own_write;
mod place;
pub mod preferences;
pub mod property;
pub mod quality;
pub mod quarantine;
pub mod record_contact;
pub mod record_event;
pub mod refusals;
pub mod report;
pub mod safe_words;
pub mod search;
pub mod sessions;
mod sight;
pub mod sign_in;
mod standing;
pub mod statement;
pub mod steps;
pub mod supervise;
pub mod survey;
mod timeline;
mod timeline_access;
mod timeline_alerts;
mod timeline_asked;
mod timeline_own;
mod timeline_talk;
mod trail;
pub mod unit_contacts;
pub mod victim_case;
pub mod waive;
pub mod who_is_who;
pub mod who_looked;

pub use actor::Actor;
pub use error::{Problem, ServiceError, Stale};
pub use place::place;
pub use standing::Standing;
pub use store::{
    Agreement, Attempt, AttemptKind, AuditCursor, AuditLine, CaseToSupervise, Counts, Cursor, Ended,
    Inspection, Organisation, Person, QuarantineState, Quarantined, ReviewCursor, ScoreCount, SearchBy,
    Session, SessionKind, SilentCase, WorkOwner, WorkState, WorkloadRow, WrittenLine,
};
pub use timeline::{Entry, EntryKind, provider_words};
pub use trail::{Line, Outcome, Trail};

use jiff::{Timestamp, ToSpan};
use record::{Origin, Recorder};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::{Batch, LoadedCase, Rules, Store};
use uuid::Uuid;

/// The use cases, over a store.
#[derive(Clone)]
pub struct Service {
    store: Store,
    rules: Rules,
    directory: Arc<std::sync::RwLock<Arc<sign_in::Directory>>>,
    reading: Arc<tokio::sync::Mutex<()>>,
    accounts: Arc<accounts::Accounts>,
    sending: alerts::Sending,
    terms: Arc<std::sync::Mutex<access::agreements::TermsKnown>>,
    refusals: Arc<std::sync::Mutex<refusals::Refusals>>,
    scanner: files::Scanner,
}

impl Service {
    /// Use cases over `store`, with the embedded editions of the Code and calendar.
    ///
    /// # Errors
    /// When the directory of organisations and people cannot be read.
    pub async fn new(store: Store) -> Result<Service, ServiceError> {
        let rules = Rules::embedded();
        follow_the_rules(&store, rules).await?;
        let directory = sign_in::Directory::read(&store).await?;
        let directory = Arc::new(std::sync::RwLock::new(Arc::new(directory)));
        let (reading, terms, accounts, refusals) = Default::default();
        let sending = alerts::Sending::default();
        let scanner = files::Scanner::default();
        Ok(Service { store, rules, directory, reading, terms, accounts, sending, refusals, scanner })
    }

    /// The editions of the Code and the calendar in use.
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// The store beneath.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Organisations, teams and people as last read.
    pub fn directory(&self) -> Arc<sign_in::Directory> {
        match self.directory.read() {
            Ok(directory) => directory.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// Reads the directory again, after it was changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refresh_directory(&self) -> Result<(), ServiceError> {
        let fresh = Arc::new(sign_in::Directory::read(&self.store).await?);
        match self.directory.write() {
            Ok(mut directory) => *directory = fresh,
            Err(poisoned) => *poisoned.into_inner() = fresh,
        }
        Ok(())
    }

    /// Reads the directory again when it has changed since, whoever changed it: once for all who wait for it.
    pub(crate) async fn follow_the_directory(&self, version: i64) -> Result<(), ServiceError> {
        if self.directory().version >= version {
            return Ok(());
        }
        let _reading = self.reading.lock().await;
        if self.directory().version >= version { Ok(()) } else { self.refresh_directory().await }
    }

    /// Refuses a change that was made against an older version of the case, and says what came in between.
    /// As far as it is theirs to know.
    fn unchanged_since(&self, actor: &Actor, loaded: &LoadedCase, version: u64) -> Result<(), ServiceError> {
        // That an alert went out, a colleague read a message or a supervisor looked changes nothing for whoever fills in a
        // form; other agencies do not even learn that one did.
        let is_trace = |recorded: &record::Recorded| match &recorded.event {
            record::CaseEvent::SafeContact(event) => event.is_trace(),
            record::CaseEvent::Message(event) => event.is_trace(),
            record::CaseEvent::Review(_) => true,
            _ => false,
        };
        let mut since = loaded.events.iter().filter(|recorded| recorded.version > version);
        if version <= loaded.case.version && since.all(is_trace) {
            return Ok(());
        }
        let sight = sight::Sight::of(actor.asker_in(&loaded.case), loaded);
        let since = timeline::entries(loaded, self.rules.code, &self.directory(), &sight)
            .into_iter()
            .filter(|entry| entry.version > version)
            .collect();
        Err(ServiceError::Stale(Box::new(Stale { version: loaded.case.version, since })))
    }

    /// Saves what was recorded on a case. When somebody else was faster, says what they recorded.
    async fn save(&self, actor: &Actor, mut loaded: LoadedCase) -> Result<u64, ServiceError> {
        let (read, version) = (loaded.saved_version(), loaded.case.version);
        let outbox = alerts::follows(&loaded, self.rules);
        let batch = Batch { outbox, ..Batch::of(loaded.changes(self.rules)) };
        match self.store.commit(batch).await {
            Ok(()) => {
                self.ring();
                Ok(version)
            }
            Err(store::StoreError::Conflict) => {
                if let Some(now) = self.store.load(loaded.case.id).await? {
                    self.unchanged_since(actor, &now, read)?;
                }
                Err(store::StoreError::Conflict.into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Form of the view rows; raised when `record::view` makes other rows of the same events.
const VIEWS: u32 = 9;

/// The views are those of one state of the Code, the calendar, the retention schedule and the program. After an upgrade they are made again
/// before anybody reads them, so that no list shows a deadline of the old rules.
async fn follow_the_rules(store: &Store, rules: Rules) -> Result<(), ServiceError> {
    let mut sha = Sha256::new();
    sha.update(format!("{VIEWS} {:?} {:?}", rules.code.duties(), rules.code.triggers()));
    sha.update(format!("{:?}", rules.schedule));
    for year in rules.calendar.first_year()..=rules.calendar.last_year() {
        let days = jiff::civil::date(year, 1, 1).series(1.day()).take_while(|day| day.year() == year);
        sha.update(
            days.map(|day| u8::from(rules.calendar.is_working_day(day) == Ok(true))).collect::<Vec<u8>>(),
        );
    }
    let now = record::chain::hex(&sha.finalize());
    let known = store.setting("views").await?;
    if known.as_deref() == Some(now.as_str()) {
        return Ok(());
    }
    store.rebuild(rules, |_| {}).await?;
    Ok(store.set_setting("views", &now).await?)
}

/// A new id in the order of time.
pub(crate) fn new_id(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanoseconds))
}

/// Somebody writes for their organisation.
pub(crate) fn by_person(actor: &Actor) -> Recorder {
    Recorder {
        organisation: actor.organisation(),
        person: Some(actor.person.id.as_str().into()),
        origin: Origin::Person,
    }
}

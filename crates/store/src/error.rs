//! What can go wrong between the record and the disk.

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the case since it was read.
    #[error("the case was changed by somebody else in the meantime; read it again")]
    Conflict,
    /// The database was made by a newer version of the program.
    #[error("the database was made by a newer version of lantern; use that version")]
    Newer,
    /// The address of the database is not one that lantern knows.
    #[error("not a database address: use sqlite:PATH or postgres://USER@HOST/NAME")]
    Address,
    /// Events that the lists know are missing from the journal: a rebuild would hide that.
    #[error(
        "{0} cases have lost events at their end; run `lantern verify`, and restore them before you rebuild"
    )]
    Truncated(i64),
    /// Another process began to make the views anew.
    #[error(
        "another process has begun to rebuild this database; wait for it, or run this again to take over"
    )]
    RebuildElsewhere,
    /// A row of the journal cannot be read.
    #[error("event {version} of case {case} cannot be read: {reason}; run `lantern verify`")]
    Unreadable {
        /// The case.
        case: record::CaseId,
        /// The event.
        version: i64,
        /// Why, without the event's text.
        reason: String,
    },
    /// Something could not be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The database said no.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Lines that were to be written together with others' could not be.
    #[error("the audit could not be written; nothing may be shown or changed until it can")]
    Audit,
    /// The tables cannot be put into these parts.
    #[error("{0}")]
    Parts(String),
    /// The role cannot be the application's.
    #[error("{0}")]
    Role(String),
    /// A key is missing or does not fit.
    #[error("keys: {0}")]
    Keys(#[from] keys::KeyError),
    /// The database was opened without keys, and what was asked for is sealed.
    #[error("the database is sealed and no key was given; name the key file with --keys")]
    NoKeys,
    /// A sealed text cannot be opened.
    #[error("text {text} of case {case} cannot be opened: {reason}; run `lantern verify`")]
    Text {
        /// The case.
        case: record::CaseId,
        /// The text.
        text: uuid::Uuid,
        /// Why.
        reason: keys::KeyError,
    },
    /// The person was erased: nothing more can be written about them.
    #[error("this person's information was erased; nothing more can be recorded about them")]
    Erased,
    /// Figures were asked for that are not kept.
    #[error("{0}")]
    Figures(&'static str),
    /// The task that writes has stopped.
    #[error("the store is closing")]
    Closed,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(db) if db.is_unique_violation() => StoreError::Conflict,
            _ => StoreError::Database(error),
        }
    }
}

impl StoreError {
    /// Whether trying the same again can help (a clash between two transactions, not between two people).
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            StoreError::Database(sqlx::Error::Database(db)) => {
                matches!(db.code().as_deref(), Some("40001" | "40P01" | "5" | "517"))
            }
            _ => false,
        }
    }
}

//! Messages that could not be read or matched, kept whole until a person has dealt with them. And the digests of
//! those that were taken in.

use crate::{Store, StoreError, db::read, sealed::quarantine_place, worklist::instant};
use jiff::Timestamp;
use sqlx::QueryBuilder;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A message in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Id.
    pub id: Uuid,
    /// When it came.
    pub received_at: Timestamp,
    /// Where it came from, as the sender named it.
    pub source: String,
    /// Which reader it was meant for.
    pub format: String,
    /// Why it could not be taken in: place and remedy, without personal data.
    pub reason: String,
    /// The message, as it came.
    pub body: Vec<u8>,
    /// The message as a person last mended it.
    pub mended: Option<Vec<u8>>,
    /// Where it stands.
    pub state: QuarantineState,
    /// How often it was tried.
    pub tries: u32,
    /// What the person who dealt with it wrote.
    pub note: String,
}

/// Where a message in quarantine stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuarantineState {
    /// Somebody must look at it.
    Waiting,
    /// It was taken in after all.
    TakenIn,
    /// A person decided that it is not to be taken in, and wrote why.
    SetAside,
}

impl QuarantineState {
    pub(crate) fn slug(self) -> &'static str {
        match self {
            QuarantineState::Waiting => "waiting",
            QuarantineState::TakenIn => "taken_in",
            QuarantineState::SetAside => "set_aside",
        }
    }

    fn from_slug(slug: &str) -> QuarantineState {
        match slug {
            "taken_in" => QuarantineState::TakenIn,
            "set_aside" => QuarantineState::SetAside,
            _ => QuarantineState::Waiting,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    received_at: i64,
    source: Vec<u8>,
    format: String,
    reason: String,
    body: Vec<u8>,
    mended: Option<Vec<u8>>,
    state: String,
    tries: i64,
    note: Vec<u8>,
}

impl Row {
    fn open(self, store: &Store) -> Result<Quarantined, StoreError> {
        let ids: [&[u8]; 1] = [self.id.as_bytes()];
        let mended =
            self.mended.map(|text| store.unseal(&quarantine_place("quarantine.mended", &ids), &text));
        Ok(Quarantined {
            id: self.id,
            received_at: instant(self.received_at),
            source: store.unseal_text(&quarantine_place("quarantine.source", &ids), &self.source)?,
            format: self.format,
            reason: self.reason,
            body: store.unseal(&quarantine_place("quarantine.body", &ids), &self.body)?,
            mended: mended.transpose()?,
            state: QuarantineState::from_slug(&self.state),
            tries: u32::try_from(self.tries).unwrap_or(u32::MAX),
            note: store.unseal_text(&quarantine_place("quarantine.note", &ids), &self.note)?,
        })
    }
}

const COLUMNS: &str =
    "select id, received_at, source, format, reason, body, mended, state, tries, note from quarantine";

impl Store {
    /// Messages that wait, oldest first, at most `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn quarantine_waiting(&self, most: u32) -> Result<Vec<Quarantined>, StoreError> {
        let rows: Vec<Row> = read!(self, conn => {
            let mut query = QueryBuilder::new(COLUMNS);
            query.push(" where state = 'waiting' order by received_at, id limit ").push_bind(i64::from(most));
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        rows.into_iter().map(|row| row.open(self)).collect()
    }

    /// How many messages wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn quarantine_count(&self) -> Result<i64, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_scalar("select count(*) from quarantine where state = 'waiting'").fetch_one(&mut *conn).await?
        }))
    }

    /// One message in quarantine.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn quarantined(&self, id: Uuid) -> Result<Option<Quarantined>, StoreError> {
        let row: Option<Row> = read!(self, conn => {
            let mut query = QueryBuilder::new(COLUMNS);
            query.push(" where id = ").push_bind(id);
            query.build_query_as().fetch_optional(&mut *conn).await?
        });
        row.map(|row| row.open(self)).transpose()
    }

    /// Which of these digests belong to messages that were already taken in or quarantined.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn known_messages(&self, digests: &[String]) -> Result<BTreeSet<String>, StoreError> {
        let mut known = BTreeSet::new();
        for some in digests.chunks(crate::write::ROWS) {
            let rows: Vec<String> = read!(self, conn => {
                let mut query = QueryBuilder::new("select digest from message where digest in (");
                let mut list = query.separated(", ");
                for digest in some {
                    list.push_bind(digest);
                }
                query.push(")");
                query.build_query_scalar().fetch_all(&mut *conn).await?
            });
            known.extend(rows);
        }
        Ok(known)
    }
}

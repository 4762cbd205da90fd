//! The keys of a store: which outer key is in use, the keys of people that it wraps, and the blind index.
//!
//! The database is the only truth about who has a key: what is held in memory only saves the unwrapping, and is found
//! by what the database holds now. A key that was destroyed or wrapped anew is therefore never used from memory.

use crate::{
    Store, StoreError,
    db::{Db, read},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use keys::{DataKey, IndexKey, KeyError, Keyring, OuterKey, Place};
use record::view::TermKind;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// Random bytes that keep a text from being guessed from its digest.
///
/// # Errors
/// When the machine gives none.
pub fn salt() -> Result<record::personal::Salt, StoreError> {
    Ok(keys::random()?)
}

/// Subject of the key of the blind index, beside the deployment's own texts (subject nil, case nil).
const INDEX: Uuid = Uuid::from_u128(1);
/// How many unwrapped keys are held in memory.
const HELD: usize = 20_000;

/// The keys of an open store.
pub(crate) struct Sealing {
    pub(crate) ring: Arc<Keyring>,
    deployment: DataKey,
    index: IndexKey,
    held: Mutex<HashMap<Vec<u8>, DataKey>>,
}

impl Sealing {
    /// Forgets what is held in memory; it is unwrapped again when it is wanted and still there.
    pub(crate) fn forget(&self) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A person's key as the database holds it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct KeyRow {
    pub case_id: Uuid,
    pub subject: Uuid,
    pub kind: String,
    pub outer_key: String,
    pub wrapped: Option<Vec<u8>>,
}

/// A key that is not in the database yet.
#[derive(Clone, Debug)]
pub(crate) struct NewKey {
    pub subject: Uuid,
    pub kind: &'static str,
    pub key: DataKey,
}

/// A key that is ready to be written.
#[derive(Clone, Debug)]
pub(crate) struct WrappedKey {
    pub subject: Uuid,
    pub kind: &'static str,
    pub outer_key: String,
    pub wrapped: Vec<u8>,
}

impl KeyRow {
    /// Unwraps the key.
    pub(crate) fn unwrap(&self, outer: &OuterKey) -> Result<Option<DataKey>, KeyError> {
        let Some(wrapped) = &self.wrapped else { return Ok(None) };
        let ids: [&[u8]; 3] = [self.case_id.as_bytes(), self.subject.as_bytes(), self.kind.as_bytes()];
        outer.unwrap(&Place::new(KEY, &ids), wrapped).map(Some)
    }

    /// Unwraps the key of the blind index.
    fn unwrap_index(&self, outer: &OuterKey) -> Result<Option<IndexKey>, KeyError> {
        let Some(wrapped) = &self.wrapped else { return Ok(None) };
        let ids: [&[u8]; 3] = [self.case_id.as_bytes(), self.subject.as_bytes(), self.kind.as_bytes()];
        outer.unwrap_index(&Place::new(KEY, &ids), wrapped).map(Some)
    }

    /// What finds the key in memory: all that decides what it unwraps to.
    fn name(&self) -> Option<Vec<u8>> {
        let parts = [self.kind.as_bytes(), b" ", self.outer_key.as_bytes(), b" ", self.wrapped.as_ref()?];
        Some([self.case_id.as_bytes(), self.subject.as_bytes().as_slice(), &parts.concat()].concat())
    }
}

/// Begins a sealed text in a column of texts.
pub(crate) const MARK: &str = "sealed:";
const KEY: &str = "data_key.wrapped";

/// Wraps the key of a subject.
pub(crate) fn wrap(
    outer: &OuterKey,
    case: Uuid,
    subject: Uuid,
    kind: &str,
    key: &DataKey,
) -> Result<Vec<u8>, KeyError> {
    outer.wrap(&Place::new(KEY, &[case.as_bytes(), subject.as_bytes(), kind.as_bytes()]), key)
}

impl Store {
    /// The keys, when the store was opened with any.
    pub(crate) fn sealing(&self) -> Result<&Sealing, StoreError> {
        self.sealing.as_deref().ok_or(StoreError::NoKeys)
    }

    /// Seals a text that belongs to the deployment and to no case, for its place.
    ///
    /// # Errors
    /// When the store was opened without keys.
    pub fn seal(&self, place: &Place<'_>, text: &[u8]) -> Result<Vec<u8>, StoreError> {
        Ok(self.sealing()?.deployment.seal(place, text)?)
    }

    /// Opens what [`Store::seal`] sealed for the same place.
    ///
    /// # Errors
    /// When it was altered or moved, or the store was opened without keys.
    pub fn unseal(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        Ok(self.sealing()?.deployment.open(place, sealed)?)
    }

    /// As [`Store::unseal`], for a text.
    ///
    /// # Errors
    /// When it was altered or moved, or the store was opened without keys.
    pub fn unseal_text(&self, place: &Place<'_>, sealed: &[u8]) -> Result<String, StoreError> {
        String::from_utf8(self.unseal(place, sealed)?).map_err(|_| KeyError::Broken.into())
    }

    /// Seals a text for a column that holds text, in base64 behind a mark; an empty text stays empty.
    ///
    /// # Errors
    /// When the store was opened without keys.
    pub fn seal_column(&self, column: &str, id: &[u8], text: &str) -> Result<String, StoreError> {
        if text.is_empty() {
            return Ok(String::new());
        }
        let sealed = self.seal(&Place::new(column, &[id]), text.as_bytes())?;
        Ok(format!("{MARK}{}", BASE64_STANDARD.encode(sealed)))
    }

    /// Opens what [`Store::seal_column`] sealed; a text without the mark was written before sealing and stays as it is.
    ///
    /// # Errors
    /// When it was altered or moved, or the store was opened without keys.
    pub fn open_column(&self, column: &str, id: &[u8], text: String) -> Result<String, StoreError> {
        let Some(sealed) = text.strip_prefix(MARK) else { return Ok(text) };
        let sealed = BASE64_STANDARD.decode(sealed).map_err(|_| KeyError::Broken)?;
        self.unseal_text(&Place::new(column, &[id]), &sealed)
    }

    /// What stands in an index for a term that says something about a person: equal terms of a kind have equal entries.
    ///
    /// # Errors
    /// When the store was opened without keys.
    pub fn index_entry(&self, kind: &str, term: &str) -> Result<[u8; 16], StoreError> {
        Ok(self.sealing()?.index.entry(kind, term))
    }

    /// The entry of a search term: readable for references, keyed for what says something about a person.
    pub(crate) fn search_entry(&self, kind: TermKind, term: &str) -> Result<Vec<u8>, StoreError> {
        if kind.is_personal() {
            return Ok(self.index_entry(kind.slug(), term)?.to_vec());
        }
        Ok(term.as_bytes().to_vec())
    }

    /// The key of somebody; `None` when it was destroyed.
    pub(crate) async fn data_key(&self, row: &KeyRow) -> Result<Option<DataKey>, StoreError> {
        let Some(name) = row.name() else { return Ok(None) };
        let sealing = self.sealing()?;
        if let Some(key) = sealing.held.lock().unwrap_or_else(PoisonError::into_inner).get(&name) {
            return Ok(Some(key.clone()));
        }
        let outer = self.outer_key(&sealing.ring, &row.outer_key).await?;
        let Some(key) = row.unwrap(&outer)? else { return Ok(None) };
        let mut held = sealing.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= HELD {
            held.clear();
        }
        held.insert(name, key.clone());
        Ok(Some(key))
    }

    /// The outer key with this id.
    pub(crate) async fn outer_key(&self, ring: &Arc<Keyring>, id: &str) -> Result<Arc<OuterKey>, StoreError> {
        if let Some(key) = ring.held(id) {
            return Ok(key);
        }
        let wrapped: Option<Option<Vec<u8>>> = read!(self, conn => {
            sqlx::query_scalar("select wrapped from sealing_key where id = $1").bind(id).fetch_optional(&mut *conn).await?
        });
        // A key service may take its time.
        let (ring, id) = (ring.clone(), id.to_owned());
        let key = tokio::task::spawn_blocking(move || ring.key(&id, wrapped.flatten().as_deref()));
        Ok(key.await.map_err(|_| StoreError::Closed)??)
    }

    /// The outer key that wraps new keys: the newest that the database knows.
    pub(crate) async fn current_outer_key(&self) -> Result<Arc<OuterKey>, StoreError> {
        let sealing = self.sealing()?;
        let id = self.newest_outer_id().await?.ok_or(StoreError::NoKeys)?;
        self.outer_key(&sealing.ring, &id).await
    }

    pub(crate) async fn newest_outer_id(&self) -> Result<Option<String>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_scalar("select id from sealing_key order by position desc, id desc limit 1")
                .fetch_optional(&mut *conn)
                .await?
        }))
    }

    /// Takes the keys of the source into use: makes the deployment's own keys on the first start, refuses keys that
    /// do not fit the database, and seals what an earlier version left readable.
    ///
    /// # Errors
    /// When the database fails, or is sealed with other keys.
    pub async fn with_keys(mut self, ring: Keyring) -> Result<Store, StoreError> {
        let ring = Arc::new(ring);
        let id = match self.newest_outer_id().await? {
            Some(id) => id,
            None => self.take_into_use(&ring).await?,
        };
        let outer = self.outer_key(&ring, &id).await?;
        let deployment = DataKey::random()?;
        let wrapped = wrap(&outer, Uuid::nil(), Uuid::nil(), "deployment", &deployment)?;
        let row = self.own_key(Uuid::nil(), "deployment", &outer, wrapped).await?;
        let outer_of_row = self.outer_key(&ring, &row.outer_key).await?;
        let deployment = row.unwrap(&outer_of_row)?.ok_or(StoreError::NoKeys)?;
        let nil = Uuid::nil();
        let ids: [&[u8]; 3] = [nil.as_bytes(), INDEX.as_bytes(), b"index"];
        let wrapped = outer.wrap_index(&Place::new(KEY, &ids), &IndexKey::random()?)?;
        let row = self.own_key(INDEX, "index", &outer, wrapped).await?;
        let outer_of_row = self.outer_key(&ring, &row.outer_key).await?;
        let index = row.unwrap_index(&outer_of_row)?.ok_or(StoreError::NoKeys)?;
        self.sealing = Some(Arc::new(Sealing { ring, deployment, index, held: Mutex::default() }));
        self.seal_what_was_readable().await?;
        Ok(self)
    }

    /// Makes the newest key of the source the one that wraps from now on. Gives its id.
    pub(crate) async fn take_into_use(&self, ring: &Arc<Keyring>) -> Result<String, StoreError> {
        let ring = ring.clone();
        let newest = tokio::task::spawn_blocking(move || ring.newest());
        let (key, wrapped) = newest.await.map_err(|_| StoreError::Closed)??;
        const ADD: &str = "insert into sealing_key (id, position, wrapped) \
            values ($1, (select coalesce(max(position), 0) + 1 from sealing_key), $2) on conflict (id) do nothing";
        match &self.db {
            Db::Sqlite { writer, .. } => {
                sqlx::query(ADD).bind(key.id()).bind(wrapped).execute(writer.pool()).await?;
            }
            Db::Postgres(pool) => {
                sqlx::query(ADD).bind(key.id()).bind(wrapped).execute(pool).await?;
            }
        }
        Ok(self.newest_outer_id().await?.unwrap_or_else(|| key.id().to_owned()))
    }

    /// A key of the deployment itself as the database holds it; made when it is not there yet.
    async fn own_key(
        &self,
        subject: Uuid,
        kind: &str,
        outer: &OuterKey,
        wrapped: Vec<u8>,
    ) -> Result<KeyRow, StoreError> {
        const ADD: &str = "insert into data_key (case_id, subject, kind, outer_key, wrapped) \
            values ($1, $2, $3, $4, $5) on conflict (case_id, subject) do nothing";
        const ONE: &str = "select case_id, subject, kind, outer_key, wrapped from data_key where case_id = $1 and subject = $2";
        macro_rules! made {
            ($pool:expr) => {{
                let known: Option<KeyRow> =
                    sqlx::query_as(ONE).bind(Uuid::nil()).bind(subject).fetch_optional($pool).await?;
                match known {
                    Some(row) => row,
                    None => {
                        let add = sqlx::query(ADD).bind(Uuid::nil()).bind(subject).bind(kind);
                        add.bind(outer.id()).bind(wrapped).execute($pool).await?;
                        sqlx::query_as(ONE).bind(Uuid::nil()).bind(subject).fetch_one($pool).await?
                    }
                }
            }};
        }
        Ok(match &self.db {
            Db::Sqlite { writer, .. } => made!(writer.pool()),
            Db::Postgres(pool) => made!(pool),
        })
    }
}

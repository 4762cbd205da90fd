//! A database of before sealing: what was readable in it is sealed when it is opened, a few hundred texts at a time, each
//! step whole. Then the places where it stood are cleared.

use crate::{
    Store, StoreError,
    db::{Db, read},
    directory::{NAME, PHONE},
    journal::push_ids,
    sealed::{CaseKeys, SealedText, seal_text},
    sealing::{KeyRow, WrappedKey, wrap},
};
use record::{CaseId, Recorded, Subject};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Cases, and messages in quarantine, that are sealed in one step.
const STEP: i64 = 100;
/// Setting that says that the places of readable texts are still to be cleared.
const TO_CLEAR: &str = "sealing_to_clear";

const ANY: &str = "select count(*) from (select 1 from personal where body is not null limit 1) found";
const ANY_HELD: &str = "select count(*) from (select 1 from quarantine where sealed = 0 limit 1) found";
const NEXT: &str = "select distinct case_id from personal where body is not null order by case_id limit $1";
const NEXT_HELD: &str =
    "select id, source, body, mended, note from quarantine where sealed = 0 order by id limit $1";
const PEOPLE: &str = "select id, name, phone from person where (name <> '' and name not like 'sealed:%') \
    or (phone <> '' and phone not like 'sealed:%')";
const SEAL: &str =
    "update personal set subject = $1, sealed = $2, body = null where id = $3 and body is not null";
const SEAL_HELD: &str = "update quarantine set source = $1, body = $2, mended = $3, note = $4, sealed = 1 \
    where id = $5 and sealed = 0";

#[derive(sqlx::FromRow)]
struct Held {
    id: Uuid,
    source: Vec<u8>,
    body: Vec<u8>,
    mended: Option<Vec<u8>>,
    note: Vec<u8>,
}

/// Runs one transaction on either engine.
macro_rules! transaction {
    ($store:expr, $conn:ident => $body:expr) => {
        match &$store.db {
            Db::Sqlite { writer, .. } => {
                let mut $conn = writer.pool().begin().await?;
                $body;
                $conn.commit().await?;
            }
            Db::Postgres(pool) => {
                let mut $conn = pool.begin().await?;
                $body;
                $conn.commit().await?;
            }
        }
    };
}

impl Store {
    /// Seals what is still readable.
    pub(crate) async fn seal_what_was_readable(&self) -> Result<(), StoreError> {
        let (texts, held): (i64, i64) = read!(self, conn => (
            sqlx::query_scalar(ANY).fetch_one(&mut *conn).await?,
            sqlx::query_scalar(ANY_HELD).fetch_one(&mut *conn).await?,
        ));
        let people: Vec<(String, String, String)> =
            read!(self, conn => sqlx::query_as(PEOPLE).fetch_all(&mut *conn).await?);
        if texts + held > 0 || !people.is_empty() {
            self.set_setting(TO_CLEAR, "yes").await?;
            tracing::info!("sealing what an earlier version left readable; this is done once");
            while self.seal_some_texts().await? {}
            while self.seal_some_messages().await? {}
            self.seal_people(people).await?;
        }
        if self.setting(TO_CLEAR).await?.as_deref() == Some("yes") {
            self.clear_places().await?;
            self.set_setting(TO_CLEAR, "no").await?;
        }
        Ok(())
    }

    async fn seal_some_texts(&self) -> Result<bool, StoreError> {
        type Texts = Vec<(Uuid, Uuid, String)>;
        let cases: Vec<Uuid> =
            read!(self, conn => sqlx::query_scalar(NEXT).bind(STEP).fetch_all(&mut *conn).await?);
        let ids: Vec<CaseId> = cases.into_iter().map(CaseId).collect();
        if ids.is_empty() {
            return Ok(false);
        }
        let (texts, events, rows): (Texts, Vec<(Uuid, String)>, Vec<KeyRow>) = read!(self, conn => {
            let mut query = QueryBuilder::new("select case_id, id, body from personal where body is not null and case_id in (");
            push_ids(query.separated(", "), &ids);
            query.push(")");
            let texts = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new("select case_id, body from journal where case_id in (");
            push_ids(query.separated(", "), &ids);
            query.push(")");
            let events = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new(crate::journal::KEYS);
            push_ids(query.separated(", "), &ids);
            query.push(")");
            (texts, events, query.build_query_as().fetch_all(&mut *conn).await?)
        });
        let about = subjects(&events);
        let mut keys: BTreeMap<Uuid, CaseKeys> = BTreeMap::new();
        for row in &rows {
            let key = self.data_key(row).await?;
            keys.entry(row.case_id).or_default().insert(row.subject, key);
        }
        let mut sealed = Vec::with_capacity(texts.len());
        for (case, id, body) in texts {
            let subject = about.get(&id).copied().unwrap_or_default();
            let keys = keys.entry(case).or_default();
            keys.ensure(CaseId(case), subject)?;
            let subject = subject.id(CaseId(case));
            let key = keys.get(subject).and_then(Option::as_ref).ok_or(StoreError::Erased)?;
            let text = seal_text(key, id, CaseId(case), subject, None, &body)?;
            sealed.push(SealedText { id, subject, sealed: text });
        }
        self.write_texts(keys, &sealed).await?;
        Ok(true)
    }

    async fn write_texts(
        &self,
        keys: BTreeMap<Uuid, CaseKeys>,
        texts: &[SealedText],
    ) -> Result<(), StoreError> {
        let outer = self.current_outer_key().await?;
        let mut new = Vec::new();
        for (case, mut keys) in keys {
            for key in keys.take_unsaved().into_unsaved() {
                let wrapped = wrap(&outer, case, key.subject, key.kind, &key.key)?;
                let outer_key = outer.id().to_owned();
                new.push((case, WrappedKey { subject: key.subject, kind: key.kind, outer_key, wrapped }));
            }
        }
        transaction!(self, conn => {
            for (case, key) in &new {
                sqlx::query("insert into data_key (case_id, subject, kind, outer_key, wrapped) values ($1, $2, $3, $4, $5)")
                    .bind(case)
                    .bind(key.subject)
                    .bind(key.kind)
                    .bind(&key.outer_key)
                    .bind(&key.wrapped)
                    .execute(&mut *conn)
                    .await?;
            }
            for text in texts {
                sqlx::query(SEAL).bind(text.subject).bind(&text.sealed).bind(text.id).execute(&mut *conn).await?;
            }
        });
        Ok(())
    }

    async fn seal_people(&self, people: Vec<(String, String, String)>) -> Result<(), StoreError> {
        let mut sealed = Vec::with_capacity(people.len());
        for (id, name, phone) in people {
            let name = self.open_column(NAME, id.as_bytes(), name)?;
            let phone = self.open_column(PHONE, id.as_bytes(), phone)?;
            let name = self.seal_column(NAME, id.as_bytes(), &name)?;
            let phone = self.seal_column(PHONE, id.as_bytes(), &phone)?;
            sealed.push((id, name, phone));
        }
        transaction!(self, conn => {
            for (id, name, phone) in &sealed {
                sqlx::query("update person set name = $1, phone = $2 where id = $3")
                    .bind(name)
                    .bind(phone)
                    .bind(id)
                    .execute(&mut *conn)
                    .await?;
            }
        });
        Ok(())
    }

    async fn seal_some_messages(&self) -> Result<bool, StoreError> {
        let held: Vec<Held> =
            read!(self, conn => sqlx::query_as(NEXT_HELD).bind(STEP).fetch_all(&mut *conn).await?);
        if held.is_empty() {
            return Ok(false);
        }
        let sealed: Result<Vec<_>, _> = held.into_iter().map(|held| self.sealed_columns(held)).collect();
        let sealed = sealed?;
        transaction!(self, conn => {
            for held in &sealed {
                sqlx::query(SEAL_HELD)
                    .bind(&held.source)
                    .bind(&held.body)
                    .bind(&held.mended)
                    .bind(&held.note)
                    .bind(held.id)
                    .execute(&mut *conn)
                    .await?;
            }
        });
        Ok(true)
    }

    fn sealed_columns(&self, held: Held) -> Result<Held, StoreError> {
        let seal = |column: &'static str, text: &[u8]| self.seal_held(held.id, column, text);
        Ok(Held {
            id: held.id,
            source: seal("quarantine.source", &held.source)?,
            body: seal("quarantine.body", &held.body)?,
            mended: held.mended.as_deref().map(|text| seal("quarantine.mended", text)).transpose()?,
            note: seal("quarantine.note", &held.note)?,
        })
    }

    /// The engines leave what was overwritten in their files until they need the room: the files are written anew.
    async fn clear_places(&self) -> Result<(), StoreError> {
        match &self.db {
            Db::Sqlite { writer, .. } => {
                sqlx::query("vacuum").execute(writer.pool()).await?;
                sqlx::query("pragma wal_checkpoint(truncate)").execute(writer.pool()).await?;
            }
            Db::Postgres(pool) => {
                sqlx::raw_sql("vacuum full personal").execute(pool).await?;
                sqlx::raw_sql("vacuum full quarantine").execute(pool).await?;
                sqlx::raw_sql("vacuum full person").execute(pool).await?;
            }
        }
        Ok(())
    }
}

/// Whom each text is about. An event that cannot be read is for verification to name; its texts are the case's.
fn subjects(events: &[(Uuid, String)]) -> BTreeMap<Uuid, Subject> {
    let recorded = events.iter().filter_map(|(_, body)| serde_json::from_str::<Recorded>(body).ok());
    let mut about = BTreeMap::new();
    for recorded in recorded {
        let subject = recorded.event.subject();
        about.extend(recorded.event.personal().into_iter().map(|text| (text.id, subject)));
    }
    about
}

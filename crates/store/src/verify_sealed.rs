//! Verification of what is sealed: every key can be unwrapped, every text opened.

use crate::{
    Store, StoreError, VerifyReport,
    db::read,
    journal::push_ids,
    sealed::{open_file, open_text, open_victim},
    sealing::KeyRow,
};
use keys::KeyError;
use record::{CaseId, personal};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Id, case, subject, sealed text, and the plain text of before.
pub(crate) type TextBytes = (Uuid, Uuid, Option<Uuid>, Option<Vec<u8>>, Option<Vec<u8>>);
/// Case, victim, sealed name.
pub(crate) type NameBytes = (Uuid, Uuid, Vec<u8>);

/// A personal text as it was found.
pub(crate) enum Text {
    /// Its digest, worked out again.
    Digest(String),
    /// There is no text, or no key to it.
    Destroyed,
    /// No key was given.
    Closed,
    /// It cannot be opened, and why.
    Broken(String),
}

const OWN_KEYS: &str =
    "select case_id, subject, kind, outer_key, wrapped from data_key where kind in ('deployment', 'index')";
const QUARANTINED: &str = "select id from quarantine where sealed = 1 order by received_at, id";

/// A key as it was found.
pub(crate) enum Key {
    /// It was unwrapped.
    Open(Box<keys::DataKey>),
    /// Nobody has it any more.
    Destroyed,
    /// No key was given.
    Closed,
    /// It is a finding already.
    Broken,
}

/// By case and subject.
pub(crate) type Keys = BTreeMap<(Uuid, Uuid), Key>;

/// What can be said of a personal text.
pub(crate) fn found(row: TextBytes, keys: &Keys, report: &mut VerifyReport) -> Text {
    let (id, case, subject, sealed, plain) = row;
    if let Some(plain) = plain {
        return Text::Digest(personal::digest(id, None, &plain));
    }
    let Some(sealed) = sealed else { return Text::Destroyed };
    let Some(subject) = subject else { return Text::Broken("nobody knows whom it is about".into()) };
    match keys.get(&(case, subject)) {
        None => Text::Broken("its key is missing".into()),
        Some(Key::Destroyed) => Text::Destroyed,
        Some(Key::Closed) => {
            report.closed += 1;
            Text::Closed
        }
        Some(Key::Broken) => Text::Broken("its key cannot be used".into()),
        Some(Key::Open(key)) => match open_text(key, id, case, subject, &sealed) {
            Ok((salt, body)) => Text::Digest(personal::digest(id, salt, body.as_bytes())),
            Err(why) => Text::Broken(why.to_string()),
        },
    }
}

pub(crate) fn check_names(names: &[NameBytes], keys: &Keys, report: &mut VerifyReport) {
    for (case, victim, sealed) in names {
        let opened = match keys.get(&(*case, *victim)) {
            Some(Key::Open(key)) => open_victim(Some(key), *case, *victim, sealed),
            Some(Key::Closed | Key::Destroyed | Key::Broken) => continue,
            None if sealed.is_empty() => continue,
            None => Err(KeyError::Broken),
        };
        if let Err(why) = opened {
            let problem = format!(
                "the name of victim {victim} in the lists cannot be opened: {why}; run `lantern rebuild`"
            );
            report.add(Some(CaseId(*case)), None, problem);
        }
    }
}

impl Store {
    /// The files of some cases, one after the other: they are large. Each is then looked at as a text is.
    pub(crate) async fn verify_files(
        &self,
        ids: &[CaseId],
        keys: &Keys,
        texts: &mut BTreeMap<Uuid, Text>,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let files: Vec<Uuid> = read!(self, conn => {
            let mut query = QueryBuilder::new("select id from file where case_id in (");
            push_ids(query.separated(", "), ids);
            query.push(") order by id");
            query.build_query_scalar().fetch_all(&mut *conn).await?
        });
        for id in files {
            let row: Option<(Uuid, Uuid, Option<Vec<u8>>)> = read!(self, conn => {
                sqlx::query_as("select case_id, subject, sealed from file where id = $1").bind(id).fetch_optional(&mut *conn).await?
            });
            let Some((case, subject, sealed)) = row else { continue };
            let found = match (sealed, keys.get(&(case, subject))) {
                (None, _) | (_, Some(Key::Destroyed)) => Text::Destroyed,
                (_, None) => Text::Broken("its key is missing".into()),
                (_, Some(Key::Broken)) => Text::Broken("its key cannot be used".into()),
                (_, Some(Key::Closed)) => {
                    report.closed += 1;
                    Text::Closed
                }
                (Some(sealed), Some(Key::Open(key))) => match open_file(key, id, case, subject, &sealed) {
                    Ok((salt, bytes)) => Text::Digest(personal::digest(id, salt, &bytes)),
                    Err(why) => Text::Broken(why.to_string()),
                },
            };
            texts.insert(id, found);
        }
        Ok(())
    }

    /// The keys of some cases; each that cannot be unwrapped is a finding.
    pub(crate) async fn verify_keys(&self, rows: Vec<KeyRow>, report: &mut VerifyReport) -> Keys {
        let mut keys = Keys::new();
        for row in rows {
            let key = match self.data_key(&row).await {
                Ok(Some(key)) => Key::Open(Box::new(key)),
                Ok(None) => Key::Destroyed,
                Err(StoreError::NoKeys) => Key::Closed,
                Err(why) => {
                    let problem =
                        format!("the key of the {} {} cannot be used: {why}", row.kind, row.subject);
                    report.add(Some(CaseId(row.case_id)), None, problem);
                    Key::Broken
                }
            };
            keys.insert((row.case_id, row.subject), key);
        }
        keys
    }

    /// The deployment's own keys.
    pub(crate) async fn check_own_keys(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let rows: Vec<KeyRow> = read!(self, conn => sqlx::query_as(OWN_KEYS).fetch_all(&mut *conn).await?);
        if self.sealing().is_ok() && rows.len() < 2 {
            report.add(None, None, "a key of the deployment itself is missing".into());
        }
        self.verify_keys(rows, report).await;
        Ok(())
    }

    /// Messages in quarantine.
    pub(crate) async fn check_quarantine(&self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let ids: Vec<Uuid> =
            read!(self, conn => sqlx::query_scalar(QUARANTINED).fetch_all(&mut *conn).await?);
        if self.sealing().is_err() {
            report.closed += ids.len() as u64;
            return Ok(());
        }
        for id in ids {
            if let Err(why) = self.quarantined(id).await {
                report.add(None, None, format!("message {id} in quarantine cannot be opened: {why}"));
            }
        }
        Ok(())
    }
}

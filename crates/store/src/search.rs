//! Finding cases by reference, name or phone, and matching messages to cases.

use crate::{Store, StoreError, db::read};
use record::{
    CaseId,
    view::{TermKind, name_term, name_words, normal_phone, normal_reference},
};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchBy {
    /// A URN, arrest/summons number, crime number or service reference; the beginning is enough.
    Reference(String),
    /// Words of a victim's or defendant's name; each must begin a word of the name. Three letters are the least of a
    /// beginning, and no more than its first eight are compared; a shorter word must be the whole word.
    Name(String),
    /// A victim's phone number, whole.
    Phone(String),
}

/// A case that was found.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CaseHit {
    #[sqlx(rename = "case_id")]
    id: Uuid,
    /// Reference that people use.
    pub reference: Option<String>,
    /// What it is about.
    pub title: String,
    /// Slug of the stage.
    pub stage: String,
}

impl CaseHit {
    /// The case.
    pub fn case(&self) -> CaseId {
        CaseId(self.id)
    }
}

/// The shortest beginning that is looked up: shorter ones would list everybody.
const SHORTEST_BEGINNING: usize = 2;
/// The most words of a name that are looked up.
const MOST_WORDS: usize = 20;
/// Sorts after every byte of a text.
const LAST: u8 = 0xFF;

impl Store {
    /// Cases found, at most `most`, the latest that came into the record first (by reference: in their order); only those that the organisation answers for, when one is given.
    /// An empty or too short question finds nothing, nor does one of more words than a name has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search(
        &self,
        by: &SearchBy,
        organisation: Option<&str>,
        most: u32,
    ) -> Result<Vec<CaseHit>, StoreError> {
        let (kind, terms) = match by {
            SearchBy::Reference(text) => {
                return self.search_references(normal_reference(text), organisation, most).await;
            }
            SearchBy::Name(text) => (TermKind::Name, name_words(text)),
            SearchBy::Phone(text) => (TermKind::Phone, vec![normal_phone(text)]),
        };
        if terms.is_empty() || terms.len() > MOST_WORDS || terms.iter().any(|term| is_too_short(term)) {
            return Ok(Vec::new());
        }
        let entries: Result<Vec<_>, _> =
            terms.iter().map(|term| self.search_entry(kind, &search_term(kind, term))).collect();
        let entries = self.rarest_first(kind, entries?).await?;
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new(
                "select c.case_id, c.reference, c.title, c.stage from (select t.case_id from search_term t where t.kind = ",
            );
            query.push_bind(kind.slug());
            for (place, entry) in entries.iter().enumerate() {
                if place == 0 {
                    query.push(" and t.term = ").push_bind(entry.as_slice());
                } else {
                    query.push(" and exists (select 1 from search_term x where x.case_id = t.case_id and x.kind = ");
                    query.push_bind(kind.slug()).push(" and x.term = ").push_bind(entry.as_slice()).push(")");
                }
            }
            if let Some(organisation) = organisation {
                query.push(" and exists (select 1 from case_owner o where o.case_id = t.case_id and o.organisation = ");
                query.push_bind(organisation).push(")");
            }
            query.push(" order by t.case_id desc limit ").push_bind(i64::from(most));
            query.push(") t join case_view c on c.case_id = t.case_id order by t.case_id desc");
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }

    /// Cases by the beginning of a reference, in the order of references.
    async fn search_references(
        &self,
        beginning: String,
        organisation: Option<&str>,
        most: u32,
    ) -> Result<Vec<CaseHit>, StoreError> {
        if is_too_short(&beginning) {
            return Ok(Vec::new());
        }
        let end = [beginning.as_bytes(), &[LAST]].concat();
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new(
                "select c.case_id, c.reference, c.title, c.stage from case_view c where c.case_id in (",
            );
            for (place, kind) in [TermKind::Urn, TermKind::ProsecutorReference, TermKind::Reference].iter().enumerate() {
                query.push(if place == 0 { "" } else { " union " });
                query.push("select case_id from (select t.case_id from search_term t where t.kind = ").push_bind(kind.slug());
                query.push(" and t.term >= ").push_bind(beginning.as_bytes());
                query.push(" and t.term < ").push_bind(end.as_slice());
                if let Some(organisation) = organisation {
                    query.push(" and exists (select 1 from case_owner o where o.case_id = t.case_id and o.organisation = ");
                    query.push_bind(organisation).push(")");
                }
                query.push(" order by t.term, t.case_id limit ").push_bind(i64::from(most)).push(") found");
                query.push(place);
            }
            query.push(") order by c.reference, c.case_id limit ").push_bind(i64::from(most));
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }

    /// The same entries, the one with the fewest cases first: its cases are walked through, and the others only asked.
    async fn rarest_first(&self, kind: TermKind, entries: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>, StoreError> {
        if entries.len() < 2 {
            return Ok(entries);
        }
        let mut counted = Vec::with_capacity(entries.len());
        read!(self, conn => {
            for entry in entries {
                let count: i64 = sqlx::query_scalar(COUNT)
                    .bind(kind.slug())
                    .bind(entry.as_slice())
                    .bind(COUNTED)
                    .fetch_one(&mut *conn)
                    .await?;
                counted.push((count, entry));
            }
        });
        counted.sort();
        Ok(counted.into_iter().map(|(_, entry)| entry).collect())
    }

    /// The cases that carry each of the given terms exactly; used to match messages to cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_with(
        &self,
        kind: TermKind,
        terms: &[String],
    ) -> Result<BTreeMap<String, Vec<CaseId>>, StoreError> {
        let mut found: BTreeMap<String, Vec<CaseId>> = BTreeMap::new();
        for some in terms.chunks(crate::write::ROWS) {
            let mut asked = BTreeMap::new();
            for term in some {
                asked.insert(self.search_entry(kind, term)?, term);
            }
            let rows: Vec<(Vec<u8>, Uuid)> = read!(self, conn => {
                let mut query = QueryBuilder::new("select term, case_id from search_term where kind = ");
                query.push_bind(kind.slug()).push(" and term in (");
                let mut list = query.separated(", ");
                for entry in asked.keys() {
                    list.push_bind(entry.as_slice());
                }
                query.push(") order by term, case_id");
                query.build_query_as().fetch_all(&mut *conn).await?
            });
            for (entry, case) in rows {
                if let Some(term) = asked.get(&entry) {
                    found.entry((*term).clone()).or_default().push(CaseId(case));
                }
            }
        }
        Ok(found)
    }
}

fn is_too_short(term: &str) -> bool {
    term.chars().count() < SHORTEST_BEGINNING
}

/// The term that is looked up for what was asked.
fn search_term(kind: TermKind, asked: &str) -> String {
    if kind == TermKind::Name { name_term(asked) } else { asked.to_owned() }
}

const COUNT: &str =
    "select count(*) from (select 1 from search_term where kind = $1 and term = $2 limit $3) found";
/// Entries with more cases than this are all common.
const COUNTED: i64 = 1000;

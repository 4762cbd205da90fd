//! Finding cases by reference, name or phone, and matching messages to cases.

use crate::{Store, StoreError, db::read};
use record::{
    CaseId,
    view::{TermKind, name_words, normal_phone, normal_reference},
};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchBy {
    /// A URN, arrest/summons number, crime number or service reference; the beginning is enough.
    Reference(String),
    /// Words of a victim's or defendant's name; each must begin a word of the name.
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
/// Sorts after every letter.
const LAST: char = '\u{10FFFF}';

impl Store {
    /// Cases found, at most `most`, in a stable order; only those that the organisation answers for, when one is given.
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
        let (kinds, terms, whole): (&[TermKind], Vec<String>, bool) = match by {
            SearchBy::Reference(text) => (
                &[TermKind::Urn, TermKind::ProsecutorReference, TermKind::Reference],
                vec![normal_reference(text)],
                false,
            ),
            SearchBy::Name(text) => (&[TermKind::Name], name_words(text), false),
            SearchBy::Phone(text) => (&[TermKind::Phone], vec![normal_phone(text)], true),
        };
        if terms.is_empty()
            || terms.len() > MOST_WORDS
            || terms.iter().any(|term| term.chars().count() < SHORTEST_BEGINNING)
        {
            return Ok(Vec::new());
        }
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new(
                "select c.case_id, c.reference, c.title, c.stage from case_view c where c.case_id in (",
            );
            for (place, term) in terms.iter().enumerate() {
                query.push(if place == 0 { "" } else { " intersect " });
                query.push("select case_id from search_term where kind in (");
                let mut list = query.separated(", ");
                for kind in kinds {
                    list.push_bind(kind.slug());
                }
                query.push(")");
                if whole {
                    query.push(" and term = ").push_bind(term.clone());
                } else {
                    query.push(" and term >= ").push_bind(term.clone());
                    query.push(" and term < ").push_bind(format!("{term}{LAST}"));
                }
            }
            query.push(")");
            if let Some(organisation) = organisation {
                query.push(" and exists (select 1 from case_owner o where o.case_id = c.case_id and o.organisation = ");
                query.push_bind(organisation).push(")");
            }
            query.push(" order by c.opened_at desc, c.case_id limit ").push_bind(i64::from(most));
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
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
            let rows: Vec<(String, Uuid)> = read!(self, conn => {
                let mut query = QueryBuilder::new("select term, case_id from search_term where kind = ");
                query.push_bind(kind.slug()).push(" and term in (");
                let mut list = query.separated(", ");
                for term in some {
                    list.push_bind(term);
                }
                query.push(") order by term, case_id");
                query.build_query_as().fetch_all(&mut *conn).await?
            });
            for (term, case) in rows {
                found.entry(term).or_default().push(CaseId(case));
            }
        }
        Ok(found)
    }
}

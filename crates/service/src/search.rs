//! Finding a case by reference, name or phone. Only cases that the organisation works on come back.

use crate::{Actor, Service, ServiceError, sight::Sight};
use record::{
    CaseId,
    view::{TermKind, name_words, normal_phone},
};
use store::SearchBy;

/// The most cases that a search shows.
pub const MOST_FOUND: usize = 50;

/// A case that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Stage slug.
    pub stage: String,
    /// Names of its victims.
    pub victims: Vec<String>,
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct SearchResult {
    /// The cases, newest first.
    pub found: Vec<Found>,
    /// Whether there are more than are shown.
    pub more: bool,
}

impl Service {
    /// Cases that the person's organisation works on.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub async fn search(&self, actor: &Actor, by: &SearchBy) -> Result<SearchResult, ServiceError> {
        actor.trail.sought(terms_of(by));
        self.allow(actor, policy::Action::Search)?;
        let hits = self.store.search(by, Some(&actor.person.organisation), MOST_FOUND as u32 + 1).await?;
        let ids: Vec<CaseId> = hits.iter().map(store::CaseHit::case).collect();
        let cases = self.store.load_many(&ids).await?;
        let mut found = Vec::new();
        for hit in hits {
            let Some(loaded) = cases.get(&hit.case()) else { continue };
            if !self.is_found(actor, loaded) {
                continue;
            }
            let sight = Sight::of(actor.asker_in(&loaded.case), loaded);
            found.push(Found {
                case: hit.case(),
                reference: hit.reference.unwrap_or_else(|| "No reference yet".to_owned()),
                title: hit.title,
                stage: hit.stage,
                victims: loaded
                    .case
                    .victims
                    .iter()
                    .filter(|v| sight.knows(v.id))
                    .map(|v| crate::timeline::victim_name(loaded, v.id))
                    .collect(),
            });
        }
        let more = found.len() > MOST_FOUND;
        found.truncate(MOST_FOUND);
        Ok(SearchResult { found, more })
    }
}

/// What somebody looked for, as the audit compares it with their own name and number. References are no one's name.
fn terms_of(by: &SearchBy) -> Vec<(TermKind, String)> {
    match by {
        SearchBy::Reference(_) => Vec::new(),
        SearchBy::Name(text) => name_words(text).into_iter().map(|word| (TermKind::Name, word)).collect(),
        SearchBy::Phone(text) => vec![(TermKind::Phone, normal_phone(text))],
    }
}

//! Writing in one's own time: every version that is saved stays, sealed under the victim's key, until the key is destroyed.

use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any, new_id};
use jiff::Timestamp;
use policy::Action;
use record::{
    VictimId,
    statement::{Heard, LONGEST, StatementKind, length, paragraphs},
};
use serde::{Deserialize, Serialize};
use store::{LoadedCase, NewStatementDraft};
use uuid::Uuid;

/// How often a version is saved anew when somebody else saves one at the same moment.
const TRIES: usize = 5;

/// A version that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id, and that of the statement when it is sent.
    pub id: Uuid,
    /// Its number, from 1.
    pub number: u32,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// Who saved it, as the directory knows them.
    pub person: String,
    /// What it says.
    pub says: Saying,
}

/// What a version says: everything that the victim chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saying {
    /// For what it is.
    pub kind: StatementKind,
    /// The text.
    pub text: String,
    /// The paragraphs that they ask to keep from the other side, word for word, so that a mark stays with its paragraph when
    /// others are written before it.
    pub sensitive: Vec<String>,
    /// How it is to be heard; none until they were asked.
    pub heard: Option<Heard>,
    /// Whether from behind a screen.
    pub screen: bool,
}

/// A version in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// Its number.
    pub number: u32,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// Who saved it, when it was somebody else than who reads.
    pub by: Option<String>,
    /// How many characters it has.
    pub length: usize,
}

/// What saving did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSaved {
    /// Number of the newest version.
    pub number: u32,
    /// How many characters it has.
    pub length: usize,
    /// Whether somebody saved another version since the page was read: both are kept.
    pub meanwhile: bool,
}

impl Draft {
    /// The paragraphs, and whether each is asked to be kept from the other side.
    pub fn paragraphs(&self) -> Vec<(String, bool)> {
        let marked = |text: &String| self.says.sensitive.contains(text);
        paragraphs(&self.says.text).into_iter().map(|text| (text.clone(), marked(&text))).collect()
    }
}

impl Service {
    /// Saves what somebody has written so far. `read` is the number of the version that their page began with.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when there is nothing, or too much; [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn save_own_draft(
        &self,
        actor: &Actor,
        read: u32,
        says: Saying,
        now: Timestamp,
    ) -> Result<DraftSaved, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::WriteOwnStatement, case).await?;
        let says = tidy(says, &loaded, victim);
        let length = length(&says.text);
        refuse_if_any(problems(&says.text))?;
        let body = serde_json::to_string(&says).map_err(store::StoreError::from)?;
        for _ in 0..TRIES {
            let known = self.drafts_of(&loaded, victim).await?;
            let newest = known.first();
            // A double tap, or Save without having changed anything.
            let unsent = |draft: &&Draft| loaded.case.statements.get(draft.id).is_none();
            if let Some(same) = newest.filter(|newest| newest.says == says).filter(unsent) {
                return Ok(DraftSaved { number: same.number, length, meanwhile: false });
            }
            let last = newest.map_or(0, |newest| newest.number);
            let (number, person) = (last + 1, actor.person.id.as_str());
            let draft = NewStatementDraft { id: new_id(now), case, victim, number, person, body: &body };
            if self.store.save_statement_draft(draft, now).await? {
                return Ok(DraftSaved { number, length, meanwhile: read < last });
            }
        }
        Err(store::StoreError::Conflict.into())
    }

    /// One version, for whoever may write the statement.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none of that number that is theirs.
    pub async fn own_draft(&self, actor: &Actor, number: u32) -> Result<Draft, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::WriteOwnStatement, case).await?;
        let drafts = self.drafts_of(&loaded, victim).await?;
        drafts.into_iter().find(|draft| draft.number == number).ok_or(ServiceError::NotFound)
    }

    /// Goes on with an older version: it is saved again as the newest, and nothing is lost.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none of that number that is theirs.
    pub async fn go_back_to_draft(
        &self,
        actor: &Actor,
        number: u32,
        now: Timestamp,
    ) -> Result<DraftSaved, ServiceError> {
        let draft = self.own_draft(actor, number).await?;
        self.save_own_draft(actor, u32::MAX, draft.says, now).await
    }

    /// Every version of a victim, the newest first.
    pub(crate) async fn drafts_of(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
    ) -> Result<Vec<Draft>, ServiceError> {
        let drafts = self.store.statement_drafts(loaded.case.id, victim).await?.into_iter();
        let read = drafts.filter_map(|draft| {
            Some(Draft {
                id: draft.id,
                number: draft.number,
                saved_at: draft.saved_at,
                person: draft.person,
                says: serde_json::from_str(&draft.body).ok()?,
            })
        });
        Ok(read.collect())
    }

    pub(crate) fn draft_line(&self, actor: &Actor, draft: &Draft) -> DraftLine {
        let by = || self.directory().people.get(&draft.person).map(|person| person.name.clone());
        DraftLine {
            number: draft.number,
            saved_at: draft.saved_at,
            by: (draft.person != actor.person.id).then(by).flatten().filter(|name| !name.is_empty()),
            length: length(&draft.says.text),
        }
    }
}

/// As it is kept: marks of paragraphs that are gone go too, and a second statement before the sentence is an addition.
fn tidy(mut says: Saying, loaded: &LoadedCase, victim: VictimId) -> Saying {
    says.text = super::as_kept(&says.text);
    let there = paragraphs(&says.text);
    says.sensitive = there.into_iter().filter(|text| says.sensitive.contains(text)).collect();
    says.sensitive.dedup();
    let sent = loaded.case.statements.of(victim);
    if says.kind == StatementKind::First && sent.iter().any(|one| one.sent.kind != StatementKind::Parole) {
        says.kind = StatementKind::Update;
    }
    says
}

/// What is wrong with a text, to be saved or sent.
pub(super) fn problems(text: &str) -> Vec<Problem> {
    let has = length(text);
    if text.trim().is_empty() {
        return vec![Problem::new(
            "text",
            "Write something first, or go back. You do not have to make a statement",
        )];
    }
    if has > LONGEST {
        let much = format!(
            "Your statement has {has} characters. It can have up to {LONGEST}. It was not saved yet, and it is still here: make it shorter, then save it"
        );
        return vec![Problem::new("text", much)];
    }
    Vec::new()
}

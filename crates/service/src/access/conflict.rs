//! Somebody who works for an agency knows a person in the case: they say so and are shut out, at once and whatever
//! else would let them in. Only somebody else can end it (PLT-2).

use super::reason_problem;
use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any};
use jiff::Timestamp;
use policy::Action;
use record::{AccessEvent, CaseId, PersonId};

impl Service {
    /// The reference of a case in which somebody may declare a conflict of their own.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn conflict_page(&self, actor: &Actor, case: CaseId) -> Result<String, ServiceError> {
        let loaded = self.case_for(actor, Action::DeclareConflict, case).await?;
        Ok(crate::timeline::reference_of(&loaded.case))
    }

    /// Declares a conflict of interest of one's own. From the next request on they do not see the case.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when no reason is given; [`ServiceError::NotFound`] when the case is not theirs.
    pub async fn declare_conflict(
        &self,
        actor: &Actor,
        case: CaseId,
        words: String,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let loaded = self.case_for(actor, Action::DeclareConflict, case).await?;
        let ask = "Write how you know somebody in this case. Your supervisor reads it";
        refuse_if_any(reason_problem("words", &words, ask).into_iter().collect())?;
        let person = PersonId(actor.person.id.clone());
        let event = |words| AccessEvent::ConflictDeclared { person, words };
        self.record_access(actor, loaded, event, Some(words), now).await.map(drop)
    }

    /// A supervisor shuts somebody out, or lets them in again; never themselves.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    #[expect(clippy::too_many_arguments, reason = "each is one field of a short form")]
    pub async fn decide_conflict(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        person: String,
        shut_out: bool,
        words: String,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let loaded = self.case_for(actor, Action::RestrictCase, case).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems = Vec::new();
        if !self.directory().people.contains_key(&person) {
            problems.push(Problem::new("person", "Select somebody from the list"));
        }
        if person == actor.person.id && !shut_out {
            problems.push(Problem::new("person", "Somebody else must decide about your own conflict"));
        }
        problems.extend(reason_problem("conflict_words", &words, "Write why"));
        refuse_if_any(problems)?;
        let person = PersonId(person);
        if loaded.case.access.conflicts.contains(&person) == shut_out {
            return Ok(loaded.case.version);
        }
        if shut_out {
            let event = |words| AccessEvent::ConflictDeclared { person, words };
            self.record_access(actor, loaded, event, Some(words), now).await
        } else {
            let event = |words| AccessEvent::ConflictEnded { person, words };
            self.record_access(actor, loaded, event, Some(words), now).await
        }
    }
}

//! Erasing a victim: the key of their texts is destroyed, and nobody can read what they said or were told again (PLT-5).
//! That something happened, and when, stays: the journal is whole, and proves what was done without saying to whom.

use crate::{Actor, Problem, Service, ServiceError, by_person, error::refuse_if_any, record_contact::Texts};
use jiff::Timestamp;
use policy::Action;
use record::{AccessEvent, CaseEvent, CaseId, VictimId};
use store::NewEvent;

/// The shortest reason that says something.
const SHORTEST_REASON: usize = 10;

impl Service {
    /// Destroys every text about a victim in a case, their name in lists and search, and their sign-in. Cannot be undone.
    /// Notes about the case as a whole stay: whoever erases looks at them for names first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the person may not keep or destroy the case; [`ServiceError::Invalid`] under a legal
    /// hold, for somebody who was erased already, or without a reason; [`ServiceError::Stale`] when the case changed.
    pub async fn erase_victim(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        victim: VictimId,
        why: String,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for(actor, Action::Retain, case).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems = Vec::new();
        if loaded.case.access.legal_hold {
            problems.push(Problem::new(
                "victim",
                "This case is under a legal hold. Nothing in it may be destroyed until the hold is lifted",
            ));
        }
        if loaded.case.victim(victim).is_none() || loaded.case.access.erased.contains(&victim) {
            problems.push(Problem::new("victim", "Select somebody whose information is still here"));
        }
        if why.trim().chars().count() < SHORTEST_REASON {
            problems.push(Problem::new("why", "Write who asked for it and on which ground, without names"));
        }
        refuse_if_any(problems)?;

        let mut texts = Texts { case, now, personal: Vec::new() };
        let words = texts.keep_text(format!("Information about a victim was erased: {}", why.trim()))?;
        let events = vec![
            NewEvent::at(now, CaseEvent::NoteRecorded { words }),
            NewEvent::at(now, CaseEvent::Access(AccessEvent::VictimErased { victim })),
        ];
        loaded.erase(victim, self.rules, now);
        loaded.record(&by_person(actor), now, events, texts.personal)?;
        let version = self.save(actor, loaded).await?;
        self.end_sign_ins_of(case, victim).await?;
        Ok(version)
    }

    /// Whoever signed in as the victim or for them cannot any more, and their name leaves the directory.
    async fn end_sign_ins_of(&self, case: CaseId, victim: VictimId) -> Result<(), ServiceError> {
        let theirs = self.store.people().await?.into_iter().filter(|p| p.victim() == Some((case, victim)));
        let ended: Vec<store::Person> = theirs
            .map(|person| store::Person {
                name: String::new(),
                phone: String::new(),
                inactive: true,
                ..person
            })
            .collect();
        if !ended.is_empty() {
            self.store.save_directory(&[], &[], &ended).await?;
            self.refresh_directory().await?;
        }
        Ok(())
    }
}

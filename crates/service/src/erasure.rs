//! Erasing a victim: the key of their texts is destroyed, and nobody can read what they said or were told again (PLT-5).
//! That something happened, and when, stays: the journal is whole, and proves what was done without saying to whom.
//! Two people are needed: a review said that the case may be destroyed, and somebody else destroys (ADR 0011).

use crate::{
    Actor, Problem, Service, ServiceError, access::reason_problem, by_person, error::refuse_if_any, keeping,
    record_contact::Texts,
};
use jiff::Timestamp;
use policy::Action;
use record::{AccessEvent, CaseEvent, CaseId, Retention, VictimId};
use store::{InvitationEnd, LoadedCase, NewEvent};

/// Invitations of a case that are looked through: more than anybody makes.
const MOST_INVITATIONS: u32 = 10_000;

impl Service {
    /// Destroys every text about a victim in a case, their name in lists and search, and their sign-in. Cannot be undone.
    /// The gate shuts them out with the same commit; what they signed in with is then taken away.
    /// Notes about the case as a whole stay: whoever erases looks at them for names first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the person may not keep or destroy the case; [`ServiceError::Invalid`] under a legal
    /// hold, when no review of somebody else said that the case may be destroyed, for somebody who was erased already, or
    /// without a reason; [`ServiceError::Stale`] when the case changed.
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
        let mut problems: Vec<Problem> = self.not_to_be_erased(actor, &loaded).into_iter().collect();
        if loaded.case.victim(victim).is_none() || loaded.case.access.erased.contains(&victim) {
            problems.push(Problem::new("victim", "Select somebody whose information is still here"));
        }
        let ask = "Write who asked for it and on which ground, without names";
        problems.extend(reason_problem("why", &why, ask));
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
        self.end_sign_ins_of(case, victim, now).await?;
        Ok(version)
    }

    /// Why nothing in the case may be destroyed by this person now.
    fn not_to_be_erased(&self, actor: &Actor, loaded: &LoadedCase) -> Option<Problem> {
        let (code, calendar) = (self.rules.code, self.rules.calendar);
        let owed = record::owed::owed(&loaded.case, &loaded.events, code, calendar);
        let because = match self.retention_of(loaded, &owed) {
            Retention::Held => {
                "This case is under a legal hold. Nothing in it may be destroyed until the hold is lifted"
            }
            Retention::MayBeDestroyed { review, .. } => {
                let reviewer = keeping::reviewer(loaded, review);
                if reviewer.is_some_and(|reviewer| reviewer.as_str() != actor.person.id) {
                    return None;
                }
                "You said that this case may be destroyed. Somebody else must do it"
            }
            Retention::Destroyed => return None,
            Retention::Open(_) | Retention::Review(_) => {
                "Nobody has decided that this case may be destroyed, or something was done in it since. Review it first"
            }
        };
        Some(Problem::new("victim", because))
    }

    /// Whoever signed in as the victim or for them cannot any more, their ways to sign in and open invitations are gone, and
    /// their name leaves the directory.
    async fn end_sign_ins_of(
        &self,
        case: CaseId,
        victim: VictimId,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
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
        for person in &ended {
            self.store.take_credentials(&person.id, now).await?;
            self.store.forget_own_case(&person.id).await?;
            self.store.end_sessions_of(&person.id, store::Ended::Revoked, now).await?;
        }
        for invitation in self.store.invitations_of_case(case.0, MOST_INVITATIONS).await? {
            if invitation.victim_id == Some(victim.0) && invitation.ended_at.is_none() {
                self.store.end_invitation(invitation.id, InvitationEnd::Withdrawn, now).await?;
            }
        }
        Ok(())
    }
}

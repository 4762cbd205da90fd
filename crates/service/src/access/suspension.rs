//! Signing in became unsafe for a victim: somebody reads along, or has their phone. Staff close the account at once;
//! whatever session is open shows nothing at its next request, and signing in answers as a wrong code does (ACC-8).

use super::reason_problem;
use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any};
use jiff::Timestamp;
use policy::Action;
use record::{AccessEvent, CaseId, VictimId};
use store::Ended;

/// Whose sign-in can be suspended.
#[derive(Clone, Debug)]
pub struct SuspensionPage {
    /// Version that was read.
    pub version: u64,
    /// Reference of the case.
    pub reference: String,
    /// Victims: id, name, whether their sign-in is suspended.
    pub victims: Vec<(VictimId, String, bool)>,
}

impl Service {
    /// Whose sign-in is suspended in a case.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn suspensions_of(&self, actor: &Actor, case: CaseId) -> Result<SuspensionPage, ServiceError> {
        let loaded = self.case_for(actor, Action::SuspendVictim, case).await?;
        let victims = loaded.case.victims.iter().map(|victim| {
            let suspended = loaded.case.access.suspended.contains(&victim.id);
            (victim.id, crate::timeline::victim_name(&loaded, victim.id), suspended)
        });
        Ok(SuspensionPage {
            version: loaded.case.version,
            reference: crate::timeline::reference_of(&loaded.case),
            victims: victims.collect(),
        })
    }

    /// Suspends or restores a victim's sign-in, and with it that of everybody who acts for them.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    #[expect(clippy::too_many_arguments, reason = "each is one field of a short form")]
    pub async fn suspend_victim(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        victim: VictimId,
        suspend: bool,
        words: String,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let loaded = self.case_for_victim(actor, Action::SuspendVictim, case, victim).await?;
        // Closing an account cannot wait for a form to be read again; opening it can.
        if !suspend {
            self.unchanged_since(actor, &loaded, version)?;
        }
        let mut problems = Vec::new();
        if loaded.case.victim(victim).is_none() {
            problems.push(Problem::new("victim", "Select whose sign-in it is"));
        }
        let ask = "Write what happened, and how you know that it is safe again when you restore it";
        problems.extend(reason_problem("words", &words, ask));
        refuse_if_any(problems)?;
        if loaded.case.access.suspended.contains(&victim) == suspend {
            return Ok(loaded.case.version);
        }
        if suspend {
            let event = |words| AccessEvent::VictimAccessSuspended { victim, words };
            let version = self.record_access(actor, loaded, event, Some(words), now).await?;
            self.take_ways_in(case, victim, now).await?;
            Ok(version)
        } else {
            let event = |words| AccessEvent::VictimAccessRestored { victim, words };
            self.record_access(actor, loaded, event, Some(words), now).await
        }
    }

    /// Ends the sessions of a victim and of everybody who acts for them, and takes every way to sign in: whoever watched
    /// may have added one of their own. Back in only by a new invitation.
    async fn take_ways_in(&self, case: CaseId, victim: VictimId, now: Timestamp) -> Result<(), ServiceError> {
        for person in self.store.people_for_victim(case.0, victim.0).await? {
            self.store.end_sessions_of(&person, Ended::Revoked, now).await?;
            self.store.take_credentials(&person, now).await?;
        }
        Ok(())
    }
}

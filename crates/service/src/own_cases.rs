//! Several cases of one person in one account. The account lists who its holder is in the directory; each of these stands for
//! one case, with its own checks and its own lines in the audit. One is chosen at a time: no page shows anything of two.

use crate::{
    Actor, Outcome, Service, ServiceError,
    accounts::{
        AccountError,
        redeem::{INVITED, Welcome},
    },
};
use jiff::Timestamp;
use policy::Action;
use store::Session;

/// A case of somebody's, for the list from which they choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCase {
    /// What forms send: who they are in the directory for this case.
    pub person: String,
    /// What the case is about.
    pub title: String,
    /// Its reference.
    pub reference: Option<String>,
    /// For somebody who acts for a victim: the victim's name.
    pub acts_for: Option<String>,
    /// Whether it is the one that is chosen.
    pub is_chosen: bool,
}

impl Service {
    /// The cases of somebody's account as far as they are open to them: asked of the gate one by one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_cases(&self, actor: &Actor, session: &Session) -> Result<Vec<OwnCase>, ServiceError> {
        let mut cases = Vec::new();
        for person in self.directory().people_of(&session.person) {
            let Some(other) = self.actor_at(&session.person, &person, actor.at) else { continue };
            let Some((case, victim)) = other.victim() else { continue };
            // Lines about each case belong to the same visit.
            let other = Actor { trail: actor.trail.clone(), language: actor.language, ..other };
            match self.case_for(&other, Action::SeeOwnCase, case).await {
                Ok(loaded) => cases.push(OwnCase {
                    title: loaded.case.title.clone(),
                    reference: loaded.case.reference().map(str::to_owned),
                    acts_for: other.representative.map(|_| crate::timeline::victim_name(&loaded, victim)),
                    is_chosen: session.post == person
                        || (session.post.is_empty() && session.person == person),
                    person,
                }),
                Err(ServiceError::NotFound | ServiceError::NotAllowed) => {}
                Err(error) => return Err(error),
            }
        }
        self.write_meanwhile(actor);
        Ok(cases)
    }

    /// Whether somebody's account has more than one case: asked without looking at any.
    pub fn has_several_cases(&self, session: &Session) -> bool {
        self.directory().own_cases.get(&session.person).is_some_and(|others| !others.is_empty())
    }

    /// What the chosen case is about, for the head of each page of an account with several.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs, or not open to them now.
    pub async fn case_title(&self, actor: &Actor) -> Result<String, ServiceError> {
        let (case, _) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        Ok(loaded.case.title)
    }

    /// Goes on with another case of the account, in this session only.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for one that is not of this account or not open to them.
    pub async fn choose_own_case(
        &self,
        actor: &Actor,
        session: &Session,
        person: &str,
    ) -> Result<(), ServiceError> {
        let known = self.own_cases(actor, session).await?.into_iter().any(|case| case.person == person);
        self.note(actor, "own_case_chosen", if known { Outcome::Allowed } else { Outcome::Refused });
        if !known {
            return Err(ServiceError::NotFound);
        }
        let post = if person == session.person { "" } else { person };
        Ok(self.store.act_in_post(&session.key, post).await?)
    }

    /// Adds the case of an invitation to the account of somebody who has signed in, after its question was answered. The ways
    /// in which they sign in stay as they are. False when it can no longer be used.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_own_case(
        &self,
        actor: &Actor,
        session: &Session,
        step: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        // Whoever is shut out of what they have adds nothing to it.
        let (own, _) = actor.victim().ok_or(ServiceError::NotFound)?;
        self.case_for(actor, Action::SeeOwnCase, own).await?;
        let Some((_, welcome)) = self.step::<Welcome>(step, INVITED, now).await? else { return Ok(false) };
        let Some(invitation) = self.open_invitation(welcome.invitation, now).await? else { return Ok(false) };
        if invitation.kind == "staff" || !actor.role.is_public() {
            return Ok(false);
        }
        let Some(person) = self.person_for(&invitation, now).await? else { return Ok(false) };
        if person.id == session.person {
            return Ok(false);
        }
        let added = self.store.use_invitation_for(invitation.id, &person, &session.person, now).await?;
        self.note(actor, "own_case_added", if added { Outcome::Allowed } else { Outcome::Refused });
        self.refresh_directory().await?;
        Ok(added)
    }
}

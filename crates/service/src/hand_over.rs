//! Handing a case over to somebody else, or bringing another agency in (INF-4, INF-5): nothing waits for one person to
//! come back.

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    open_case::{NewOwner, assigned},
};
use jiff::Timestamp;
use record::CaseId;
use store::NewEvent;

impl Service {
    /// Makes a team or person responsible for what a provider owes. What one's own organisation holds can go to
    /// anybody in it; what nobody holds yet can go to any organisation that acts as this provider.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn hand_over(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        owner: NewOwner,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for(actor, policy::Action::RecordOnCase, case).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems: Vec<Problem> = self.owner_problem(actor, &owner).into_iter().collect();
        let own = &actor.person.organisation;
        match loaded.case.owners.get(&owner.provider) {
            Some(held) if held.organisation.as_str() != own => {
                problems.push(Problem::new("owners", "Another organisation answers for this: ask them"));
            }
            Some(_) if owner.organisation != *own => {
                problems.push(Problem::new("owners", "Select a team or person of your own organisation"));
            }
            _ => {}
        }
        refuse_if_any(problems)?;
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, assigned(owner))], Vec::new())?;
        self.save(actor, loaded).await
    }
}

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

/// What a form about handing a case over offers.
#[derive(Clone, Debug)]
pub struct HandOverPage {
    /// Version that was read; the form sends it back.
    pub version: u64,
    /// Reference of the case.
    pub reference: String,
    /// What one's own organisation answers for: provider slug, and who does it now.
    pub held: Vec<(String, String)>,
    /// Teams of one's own organisation: id and name.
    pub teams: Vec<(String, String)>,
    /// People of one's own organisation who work on cases: id, name, and team.
    pub people: Vec<(String, String, String)>,
}

impl Service {
    /// What one's own organisation can hand over in a case, and to whom.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such case, or none for this person.
    pub async fn hand_over_page(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<HandOverPage, ServiceError> {
        let loaded = self.case_for(actor, policy::Action::RecordOnCase, case).await?;
        let (directory, own) = (self.directory(), actor.person.organisation.as_str());
        let held = loaded.case.owners.iter().filter(|(_, owner)| owner.organisation.as_str() == own);
        let now_with = |owner: &record::case::Owner| match (&owner.person, &owner.team) {
            (Some(person), _) => directory.person_name(person.as_str()).to_owned(),
            (None, Some(team)) => directory.team_name(team.as_str()).to_owned(),
            (None, None) => directory.organisation_name(own).to_owned(),
        };
        let today = calendar::london_date(now);
        let works_here = |person: &&store::Person| {
            let role = policy::Role::from_slug(&person.role);
            person.organisation == own && role.is_some_and(policy::Role::is_staff) && person.is_there(today)
        };
        let mut people: Vec<(String, String, String)> = directory
            .people
            .values()
            .filter(works_here)
            .map(|one| (one.id.clone(), one.name.clone(), directory.team_name(&one.team).to_owned()))
            .collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        let teams = directory.teams_of(own).into_iter().map(|team| (team.id.clone(), team.name.clone()));
        Ok(HandOverPage {
            version: loaded.case.version,
            reference: loaded.case.reference().unwrap_or_default().to_owned(),
            held: held.map(|(provider, owner)| (provider.clone(), now_with(owner))).collect(),
            teams: teams.collect(),
            people,
        })
    }

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

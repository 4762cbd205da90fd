//! Whose figures somebody sees. Whether they see any, and whether those of others too, the policies say; of which areas an
//! office of oversight is, the directory.

use super::query::Asked;
use crate::{Actor, Service, ServiceError};
use policy::{About, Action};

/// Whose figures somebody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody's.
    Everywhere,
    /// Those of cases in these areas, whichever organisation answers for them: a commissioner's.
    Areas(Vec<String>),
    /// Those of one organisation: a supervisor's own.
    Organisation(String),
}

impl Service {
    /// Whose figures somebody sees.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] when they see none.
    pub fn figures_reach(&self, actor: &Actor) -> Result<Reach, ServiceError> {
        self.allow(actor, Action::SeeFigures)?;
        let own = &actor.person.organisation;
        let all = policy::may(&actor.asker(), Action::SeeAllFigures, About::Nothing).is_allowed();
        if !all {
            return if own.is_empty() {
                Err(ServiceError::NotAllowed)
            } else {
                Ok(Reach::Organisation(own.clone()))
            };
        }
        // One that covers everywhere names no area: an inspectorate, an ombudsman, the Victims' Commissioner.
        let areas = self.directory().organisations.get(own).map(|organisation| organisation.area.clone());
        let areas: Vec<String> =
            areas.iter().flat_map(|areas| areas.split_whitespace()).map(str::to_owned).collect();
        Ok(if areas.is_empty() { Reach::Everywhere } else { Reach::Areas(areas) })
    }

    /// The question, narrowed to what they see. What is not theirs is not there.
    pub(super) fn within_reach(&self, reach: &Reach, mut asked: Asked) -> Result<Asked, ServiceError> {
        let directory = self.directory();
        for organisation in &asked.organisations {
            let known = directory.organisations.contains_key(organisation);
            let own = !matches!(reach, Reach::Organisation(own) if own != organisation);
            if !known || !own {
                return Err(ServiceError::NotFound);
            }
        }
        for team in &asked.teams {
            let of = directory
                .teams
                .get(team)
                .map(|team| team.organisation.as_str())
                .ok_or(ServiceError::NotFound)?;
            if matches!(reach, Reach::Organisation(own) if own != of) {
                return Err(ServiceError::NotFound);
            }
        }
        for area in &asked.areas {
            let unknown = crate::directory::areas::force(area).is_none();
            if unknown || matches!(reach, Reach::Areas(own) if !own.contains(area)) {
                return Err(ServiceError::NotFound);
            }
        }
        match reach {
            Reach::Everywhere => {}
            Reach::Areas(own) if asked.areas.is_empty() => asked.areas.clone_from(own),
            Reach::Areas(_) => {}
            Reach::Organisation(own) => asked.organisations = vec![own.clone()],
        }
        Ok(asked)
    }
}

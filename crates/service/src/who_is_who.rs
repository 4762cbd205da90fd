//! Who is who in a case, for its victim: the one person to speak to, and who answers for what in each agency (ACC-5). When a
//! case was handed over, the page names the new person and from when (INF-5).

use crate::{Actor, Service, ServiceError, case_file::OwnerCard, timeline::victim_name};
use jiff::civil::Date;
use policy::Action;
use record::{CaseEvent, VictimId, access::Purpose};
use store::LoadedCase;

/// Who is who, for a page.
#[derive(Clone, Debug)]
pub struct WhoIsWho {
    /// The victim's name.
    pub name: String,
    /// The one person to speak to.
    pub contact: Option<OwnerCard>,
    /// Who answers in each agency, in the order of a case.
    pub agencies: Vec<Agency>,
}

/// Who answers for what one agency owes.
#[derive(Clone, Debug)]
pub struct Agency {
    /// The agency, the team and the person.
    pub card: OwnerCard,
    /// Since when, London, when somebody else did before.
    pub since: Option<Date>,
    /// Who did before, as far as a person was named.
    pub before: Option<String>,
}

impl Service {
    /// Who is who in somebody's own case.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn who_is_who(&self, actor: &Actor) -> Result<WhoIsWho, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        let mut cards = self.cards_for(&loaded, victim);
        let place =
            |provider: &str| victims_code::Provider::ALL.iter().position(|one| one.slug() == provider);
        cards.sort_by_key(|card| place(&card.provider).unwrap_or(usize::MAX));
        let agencies = cards.into_iter().map(|card| self.agency(&loaded, card)).collect();
        Ok(WhoIsWho {
            name: victim_name(&loaded, victim),
            contact: self.named_contact(&loaded, victim),
            agencies,
        })
    }

    fn agency(&self, loaded: &LoadedCase, card: OwnerCard) -> Agency {
        let directory = self.directory();
        let assigned = loaded.events.iter().filter_map(|recorded| match &recorded.event {
            CaseEvent::OwnerAssigned { provider, person, .. } if *provider == card.provider => {
                let name = person.as_ref().map(|person| directory.person_name(person.as_str()).to_owned());
                Some((calendar::london_date(recorded.at), name))
            }
            _ => None,
        });
        let assigned: Vec<_> = assigned.collect();
        let current = assigned.last().and_then(|(_, name)| name.clone());
        // The last time that the name changed: handing over between teams without a name is no new person.
        let change = assigned.windows(2).rev().find_map(|pair| match pair {
            [(_, before), (day, after)] if after == &current && before != after => {
                Some((*day, before.clone()))
            }
            _ => None,
        });
        Agency {
            card,
            since: change.as_ref().map(|(day, _)| *day),
            before: change.and_then(|(_, name)| name),
        }
    }

    /// Who answers in each agency, as far as it is this victim's to know: a service that supports another victim of the same
    /// case is the other's affair.
    pub(crate) fn cards_for(&self, loaded: &LoadedCase, victim: VictimId) -> Vec<OwnerCard> {
        let alone = loaded.case.victims.len() == 1;
        let supports = |provider: &str| {
            let Some(owner) = loaded.case.owners.get(provider) else { return false };
            [Purpose::Support, Purpose::Updates].into_iter().any(|purpose| {
                let sharing = loaded.case.access.sharing.get(&(victim, owner.organisation.clone(), purpose));
                sharing.is_some_and(|sharing| sharing.basis.allows())
            })
        };
        let mut cards = self.owner_cards(loaded);
        cards.retain(|card| card.provider != "support_service" || alone || supports("support_service"));
        cards
    }
}

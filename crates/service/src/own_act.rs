//! What a victim, or whoever may do it for them, does on their own case: tried again when staff write at the same moment,
//! so that nobody's typing costs a victim what they said.

use crate::{Actor, Service, ServiceError, by_person, record_contact::Texts};
use jiff::Timestamp;
use policy::Action;
use record::{CaseEvent, VictimId};
use store::{LoadedCase, NewEvent};

/// How often it is tried when somebody else writes at the same moment.
const TRIES: usize = 5;

impl Service {
    /// Records what `act` makes of the case as it is now; nothing when it makes nothing of it.
    pub(crate) async fn own_act(
        &self,
        actor: &Actor,
        action: Action,
        now: Timestamp,
        act: impl Fn(&LoadedCase, VictimId, &mut Texts) -> Result<Option<CaseEvent>, ServiceError>,
    ) -> Result<(), ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let mut tries = 0;
        loop {
            tries += 1;
            let mut loaded = self.case_for(actor, action, case).await?;
            let mut texts = Texts { case, now, personal: Vec::new() };
            let Some(event) = act(&loaded, victim, &mut texts)? else { return Ok(()) };
            loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
            match self.save(actor, loaded).await {
                Err(ServiceError::Stale(_)) if tries < TRIES => {}
                other => return other.map(drop),
            }
        }
    }
}

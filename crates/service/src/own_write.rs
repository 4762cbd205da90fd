//! What somebody writes on their own case. Staff may write at the same moment: that must not cost a victim their words.

use crate::{Actor, Service, ServiceError, by_person, record_contact::Texts};
use jiff::Timestamp;
use policy::Action;
use record::{CaseEvent, VictimId};
use store::{LoadedCase, NewEvent};

/// How often it is tried when somebody else writes at the same moment.
const TRIES: usize = 5;

impl Service {
    /// Records what `change` makes of the case as it stands, again when somebody else was faster. What makes no event
    /// is there already: `read` then sees the case as it is. Gives what `read` reads afterwards.
    pub(crate) async fn own_write<T>(
        &self,
        actor: &Actor,
        action: Action,
        now: Timestamp,
        change: impl Fn(&LoadedCase, VictimId, &mut Texts) -> Result<Option<CaseEvent>, ServiceError>,
        read: impl Fn(&LoadedCase, VictimId) -> T,
    ) -> Result<T, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let mut tries = 0;
        loop {
            tries += 1;
            let mut loaded = self.case_for(actor, action, case).await?;
            let mut texts = Texts { case, now, personal: Vec::new() };
            let Some(event) = change(&loaded, victim, &mut texts)? else { return Ok(read(&loaded, victim)) };
            loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
            let answer = read(&loaded, victim);
            match self.save(actor, loaded).await {
                Err(ServiceError::Stale(_)) if tries < TRIES => {}
                other => return other.map(|_| answer),
            }
        }
    }

    /// The same where nothing is read afterwards.
    pub(crate) async fn own_act(
        &self,
        actor: &Actor,
        action: Action,
        now: Timestamp,
        change: impl Fn(&LoadedCase, VictimId, &mut Texts) -> Result<Option<CaseEvent>, ServiceError>,
    ) -> Result<(), ServiceError> {
        self.own_write(actor, action, now, change, |_, _| ()).await
    }
}

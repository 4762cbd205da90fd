//! What somebody writes on their own case. Staff may write at the same moment: that must not cost a victim their words.

use crate::{Actor, Service, ServiceError, again::again_when_stale, by_person, record_contact::Texts};
use jiff::Timestamp;
use policy::Action;
use record::{CaseEvent, CaseId, VictimId};
use store::{LoadedCase, NewEvent};

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
        again_when_stale!(self.own_write_once(actor, action, (case, victim), now, &change, &read).await)
    }

    async fn own_write_once<T>(
        &self,
        actor: &Actor,
        action: Action,
        (case, victim): (CaseId, VictimId),
        now: Timestamp,
        change: &impl Fn(&LoadedCase, VictimId, &mut Texts) -> Result<Option<CaseEvent>, ServiceError>,
        read: &impl Fn(&LoadedCase, VictimId) -> T,
    ) -> Result<T, ServiceError> {
        let mut loaded = self.case_for(actor, action, case).await?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let Some(event) = change(&loaded, victim, &mut texts)? else { return Ok(read(&loaded, victim)) };
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        let answer = read(&loaded, victim);
        self.save(actor, loaded).await.map(|_| answer)
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

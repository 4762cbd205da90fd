//! A victim stops or starts kinds of updates and says how often they want to hear, themselves (ACC-1, ACC-10): at once, and
//! back again at any time. Staff record the same in `waive`.

use crate::{
    Actor, Problem, Service, ServiceError,
    record_contact::{Texts, preferences_of},
    timeline::victim_name,
};
use jiff::Timestamp;
use policy::Action;
use record::{CaseEvent, VictimId, WaiverScope};
use store::LoadedCase;

/// Kinds of updates that a victim can stop: a right of the Code, and whether it concerns safety.
pub const KINDS: [(u8, bool); 7] =
    [(4, false), (5, false), (6, true), (7, false), (8, false), (9, true), (11, true)];

/// How often somebody hears without news, in days; the first is "only when there is news".
pub const EVERY_DAYS: [Option<u16>; 4] = [None, Some(7), Some(14), Some(28)];

/// What a victim's page of updates shows.
#[derive(Clone, Debug)]
pub struct OwnUpdates {
    /// Their name.
    pub name: String,
    /// Each kind: the right, whether it concerns safety, whether they have stopped it.
    pub kinds: Vec<(u8, bool, bool)>,
    /// Whether staff wrote down that they want no updates at all.
    pub none: bool,
    /// Days between updates without news.
    pub every_days: Option<u16>,
}

impl Service {
    /// The kinds of updates that somebody gets.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_updates(&self, actor: &Actor) -> Result<OwnUpdates, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        let stopped = |scope| has_stopped(&loaded, victim, &scope);
        Ok(OwnUpdates {
            name: victim_name(&loaded, victim),
            kinds: KINDS.map(|(right, safety)| (right, safety, stopped(WaiverScope::Right(right)))).into(),
            none: stopped(WaiverScope::All),
            every_days: preferences_of(&loaded, victim).every_days,
        })
    }

    /// Stops a kind of updates. What concerns safety needs the word that they know what they will not hear.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when they did not say that they know; [`ServiceError::NotFound`] for what is no kind.
    pub async fn stop_updates(
        &self,
        actor: &Actor,
        right: u8,
        knows: bool,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let known = KINDS.iter().find(|(kind, _)| *kind == right).ok_or(ServiceError::NotFound)?;
        if known.1 && !knows {
            let ask = "Tick that you know that you will not hear when somebody is released";
            return Err(ServiceError::Invalid(vec![Problem::new("knows", ask)]));
        }
        let scope = WaiverScope::Right(right);
        let change = |loaded: &LoadedCase, victim: VictimId, _: &mut Texts| {
            let stops = CaseEvent::DutyWaived { victim, scope: scope.clone(), words: None };
            Ok((!has_stopped(loaded, victim, &scope)).then_some(stops))
        };
        self.own_act(actor, Action::SayOwnPreferences, now, change).await
    }

    /// Starts a kind of updates again; none names all of them.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn start_updates(
        &self,
        actor: &Actor,
        right: Option<u8>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let scope = right.map_or(WaiverScope::All, WaiverScope::Right);
        let change = |loaded: &LoadedCase, victim: VictimId, _: &mut Texts| {
            let starts = CaseEvent::WaiverWithdrawn { victim, scope: scope.clone() };
            Ok(has_stopped(loaded, victim, &scope).then_some(starts))
        };
        self.own_act(actor, Action::SayOwnPreferences, now, change).await
    }

    /// Says how often they want to hear when there is no news.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for what is not offered.
    pub async fn say_how_often(
        &self,
        actor: &Actor,
        every_days: Option<u16>,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        if !EVERY_DAYS.contains(&every_days) {
            return Err(ServiceError::Invalid(vec![Problem::new("every_days", "Select how often")]));
        }
        let change = |loaded: &LoadedCase, victim: VictimId, texts: &mut Texts| {
            let mut preferences = preferences_of(loaded, victim);
            if preferences.every_days == every_days {
                return Ok(None);
            }
            preferences.every_days = every_days;
            let preferences = texts.keep_text(preferences)?;
            Ok(Some(CaseEvent::PreferencesRecorded { victim, preferences }))
        };
        self.own_act(actor, Action::SayOwnPreferences, now, change).await
    }
}

fn has_stopped(loaded: &LoadedCase, victim: VictimId, scope: &WaiverScope) -> bool {
    loaded.case.victim(victim).is_some_and(|victim| victim.waivers.contains(scope))
}

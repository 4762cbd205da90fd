//! What victims say of themselves - sex, ethnic group, disability - so that differences between groups can be seen (OVR-2).
//! Always their choice, "prefer not to say" among the answers; nothing that is decided about them depends on it. Special-category
//! data: sealed, shown with needs to those who see needs, in no list and no log, and in figures only as sums of many.

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::Texts,
    timeline::{reference_of, victim_name},
};
use jiff::Timestamp;
use policy::{About, Action, Part};
use record::{CaseEvent, CaseId, Characteristics, VictimId};
use store::{LoadedCase, NewEvent};

/// What victims of a case said of themselves, for staff who see their needs.
#[derive(Clone, Debug, PartialEq)]
pub struct AboutThem {
    /// Reference of the case.
    pub reference: String,
    /// Version that was read; forms send it back.
    pub version: u64,
    /// The victims.
    pub victims: Vec<OneVictim>,
}

/// What one victim said.
#[derive(Clone, Debug, PartialEq)]
pub struct OneVictim {
    /// The victim.
    pub victim: VictimId,
    /// Their name.
    pub name: String,
    /// What they said; what is empty they did not say.
    pub said: Characteristics,
}

/// What a victim's own page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct AboutYou {
    /// Their name.
    pub name: String,
    /// What is recorded.
    pub said: Characteristics,
    /// Whether whoever looks may also say it.
    pub may_say: bool,
}

impl Service {
    /// What the victims of a case said of themselves.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there, not theirs, or what victims need is not for them.
    pub async fn characteristics_of(&self, actor: &Actor, case: CaseId) -> Result<AboutThem, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let sees = |victim: &VictimId| sight.sees_of(Part::Needs, *victim);
        let victims: Vec<OneVictim> = loaded
            .case
            .victims
            .iter()
            .map(|victim| victim.id)
            .filter(sees)
            .map(|victim| {
                sight.note_shown(actor, Part::Needs, Some(victim));
                OneVictim { victim, name: victim_name(&loaded, victim), said: said_by(&loaded, victim) }
            })
            .collect();
        if victims.is_empty() {
            return Err(ServiceError::NotFound);
        }
        self.write_meanwhile(actor);
        Ok(AboutThem { reference: reference_of(&loaded.case), version: loaded.case.version, victims })
    }

    /// Records what a victim told somebody of themselves, whole. The same again adds nothing.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when nobody is chosen; [`ServiceError::Stale`] when the case changed;
    /// [`ServiceError::NotFound`] when it is not theirs to record.
    pub async fn record_characteristics(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        victim: VictimId,
        said: Characteristics,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for_victim(actor, Action::RecordOnCase, case, victim).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems = Vec::new();
        if loaded.case.victim(victim).is_none() {
            problems.push(Problem::new("victim", "Select whom it is about"));
        }
        refuse_if_any(problems)?;
        if !self.sight(actor, &loaded).await?.sees_of(Part::Needs, victim) {
            return Err(ServiceError::NotFound);
        }
        if said_by(&loaded, victim) == said {
            return Ok(loaded.case.version);
        }
        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = CaseEvent::CharacteristicsRecorded { victim, characteristics: texts.keep_text(said)? };
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        self.save(actor, loaded).await
    }

    /// What is recorded of what somebody who has signed in said of themselves.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_characteristics(&self, actor: &Actor) -> Result<AboutYou, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        let asker = actor.asker_in(&loaded.case);
        let may = policy::may(&asker, Action::SayOwnPreferences, About::Case(case, &loaded.case.access()));
        Ok(AboutYou {
            name: victim_name(&loaded, victim),
            said: said_by(&loaded, victim),
            may_say: may.is_allowed(),
        })
    }

    /// They say it themselves, whole; what is left empty is no longer said. The same again adds nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs, or they may not say it.
    pub async fn say_own_characteristics(
        &self,
        actor: &Actor,
        said: Characteristics,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.own_act(actor, Action::SayOwnPreferences, now, |loaded, victim, texts| {
            if said_by(loaded, victim) == said {
                return Ok(None);
            }
            let characteristics = texts.keep_text(said)?;
            Ok(Some(CaseEvent::CharacteristicsRecorded { victim, characteristics }))
        })
        .await
    }
}

/// What a victim said of themselves; nothing when they did not, or when it was destroyed.
pub(crate) fn said_by(loaded: &LoadedCase, victim: VictimId) -> Characteristics {
    let text = loaded.case.victim(victim).and_then(|victim| victim.characteristics.as_ref());
    text.and_then(|text| loaded.texts.read(text)).unwrap_or_default()
}

//! Staff list property, say where it is, and look at what the victim said. That something is no longer needed as evidence
//! is an event of the Code: its duty to give it back begins with it, and ends when it is given back.

use super::{Item, MOST, items, problems, tidy};
use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
};
use jiff::Timestamp;
use policy::{Action, Part};
use record::{CaseEvent, CaseId, DutyRef, Facts, PropertyDetails, PropertyEvent, PropertyState, VictimId};
use store::{LoadedCase, NewEvent};

/// The event of the Code that begins the duty to give something back.
const NO_LONGER_EVIDENCE: &str = "property_no_longer_evidence";

/// The property of a case, for staff.
#[derive(Clone, Debug)]
pub struct CaseProperty {
    /// Reference of the case.
    pub reference: String,
    /// Version that was read; forms send it back.
    pub version: u64,
    /// The victims whose property is theirs to see.
    pub victims: Vec<VictimProperty>,
}

/// The property of one victim, for staff.
#[derive(Clone, Debug)]
pub struct VictimProperty {
    /// The victim.
    pub victim: VictimId,
    /// Their name.
    pub name: String,
    /// Their items.
    pub items: Vec<Item>,
}

/// What a member of staff filled in.
#[derive(Clone, Debug)]
pub struct PropertyForm {
    /// Version of the case that they saw.
    pub version: u64,
    /// Whose property.
    pub victim: VictimId,
    /// What they record.
    pub change: Change,
}

/// What is recorded about property.
#[derive(Clone, Debug)]
pub enum Change {
    /// An item is put on the list.
    List(PropertyState, PropertyDetails),
    /// What an item is was put right.
    Correct(u64, PropertyDetails),
    /// It is somewhere else now; with where and when it can be fetched, or why it is gone.
    Move(u64, PropertyState, Option<String>),
    /// What the victim said about it was looked at; with what was found.
    Check(u64, String),
}

impl Service {
    /// The property of a case.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn property_of(&self, actor: &Actor, case: CaseId) -> Result<CaseProperty, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let sees = |victim: &VictimId| sight.sees_of(Part::VictimDetails, *victim);
        let victims = loaded.case.victims.iter().map(|victim| victim.id).filter(sees);
        let victims = victims.map(|victim| {
            sight.note_shown(actor, Part::VictimDetails, Some(victim));
            VictimProperty {
                victim,
                name: crate::timeline::victim_name(&loaded, victim),
                items: items(&loaded, victim),
            }
        });
        let victims = victims.collect();
        self.write_meanwhile(actor);
        Ok(CaseProperty {
            reference: crate::timeline::reference_of(&loaded.case),
            version: loaded.case.version,
            victims,
        })
    }

    /// Records something about a victim's property.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed;
    /// [`ServiceError::NotFound`] when the case or the item is not there or not theirs.
    pub async fn record_property(
        &self,
        actor: &Actor,
        case: CaseId,
        form: PropertyForm,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for_victim(actor, Action::RecordOnCase, case, form.victim).await?;
        self.unchanged_since(actor, &loaded, form.version)?;
        let sight = self.sight(actor, &loaded).await?;
        if !sight.sees_of(Part::VictimDetails, form.victim) {
            return Err(ServiceError::NotFound);
        }
        let mut texts = Texts { case, now, personal: Vec::new() };
        let victim = form.victim;
        let events = match form.change {
            Change::List(state, details) => listed(&loaded, victim, state, &details, &mut texts)?,
            Change::Correct(item, details) => corrected(&loaded, victim, item, &details, &mut texts)?,
            Change::Move(item, state, words) => {
                self.property_moved(&loaded, victim, (item, state, words), &mut texts)?
            }
            Change::Check(item, words) => self.property_checked(&loaded, victim, item, words, &mut texts)?,
        };
        let events = events.into_iter().map(|event| NewEvent::at(now, event)).collect();
        loaded.record(&by_person(actor), now, events, texts.personal)?;
        self.save(actor, loaded).await
    }

    fn property_moved(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        (item, state, words): (u64, PropertyState, Option<String>),
        texts: &mut Texts,
    ) -> Result<Vec<CaseEvent>, ServiceError> {
        let known = loaded.case.property.item(victim, item).ok_or(ServiceError::NotFound)?;
        let mut problems: Vec<Problem> = too_long("words", words.as_deref()).into_iter().collect();
        if known.state == state {
            problems.push(Problem::new("state", "The list says that already. Select where it is now"));
        }
        let nothing_said = words.as_deref().is_none_or(|words| words.trim().is_empty());
        if nothing_said && matches!(state, PropertyState::Ready | PropertyState::Disposed) {
            problems.push(Problem::new("words", "Say where and when it can be collected, or why it is gone"));
        }
        refuse_if_any(problems)?;
        // One event of the Code for each item, found again by its key.
        let key = format!("property/{item}");
        let due = loaded.case.keys.get(&key).copied();
        let due = due.filter(|version| !loaded.case.withdrawn.contains_key(version));
        let meets = match (state, due) {
            (PropertyState::Returned, Some(due)) => self.duties_begun_by(loaded, victim, &[due]),
            _ => Vec::new(),
        };
        let words = texts.keep(words)?;
        let mut events =
            vec![CaseEvent::Property(PropertyEvent::Moved { victim, item, state, words, meets })];
        match (state, due) {
            (PropertyState::NotNeeded, None) => events.push(CaseEvent::Happened {
                trigger: NO_LONGER_EVIDENCE.into(),
                victim: Some(victim),
                key: Some(key),
                facts: Facts::default(),
                words: None,
            }),
            (PropertyState::Evidence, Some(version)) => events.push(CaseEvent::HappeningWithdrawn {
                version,
                reason: "It is needed as evidence again".into(),
            }),
            _ => {}
        }
        Ok(events)
    }

    fn property_checked(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        item: u64,
        words: String,
        texts: &mut Texts,
    ) -> Result<Vec<CaseEvent>, ServiceError> {
        let known = loaded.case.property.item(victim, item).ok_or(ServiceError::NotFound)?;
        let mut problems: Vec<Problem> = too_long("words", Some(&words)).into_iter().collect();
        if words.trim().is_empty() {
            problems.push(Problem::new("words", "Say what you found. The victim reads it"));
        }
        if known.to_check.is_empty() {
            problems.push(Problem::new("words", "Somebody has looked at this already"));
        }
        refuse_if_any(problems)?;
        let meets = self.duties_begun_by(loaded, victim, &known.to_check);
        let words = texts.keep_text(words.trim())?;
        Ok(vec![CaseEvent::Property(PropertyEvent::Checked { victim, item, words, meets })])
    }

    /// The duties to a victim that these events began and nobody has done.
    fn duties_begun_by(&self, loaded: &LoadedCase, victim: VictimId, began: &[u64]) -> Vec<DutyRef> {
        let owed = record::owed::owed(&loaded.case, &loaded.events, self.rules.code, self.rules.calendar);
        let open = owed.into_iter().filter(|owed| {
            owed.victim == victim && began.contains(&owed.trigger) && owed.done_by.is_none() && !owed.waived
        });
        open.map(|owed| DutyRef { duty: owed.duty, trigger: owed.trigger, victim: None }).collect()
    }
}

fn listed(
    loaded: &LoadedCase,
    victim: VictimId,
    state: PropertyState,
    details: &PropertyDetails,
    texts: &mut Texts,
) -> Result<Vec<CaseEvent>, ServiceError> {
    let details = tidy(details);
    let mut problems = problems(&details);
    if !PropertyState::FIRST.contains(&state) {
        problems.push(Problem::new("state", "Select what happened to it"));
    }
    if loaded.case.victim(victim).is_none() {
        problems.push(Problem::new("victim", "Select a victim of this case"));
    }
    if loaded.case.property.items(victim).count() >= MOST {
        problems.push(Problem::new("what", "The list is full"));
    }
    refuse_if_any(problems)?;
    let details = texts.keep_text(&details)?;
    Ok(vec![CaseEvent::Property(PropertyEvent::Listed { victim, state, details, by_victim: false })])
}

fn corrected(
    loaded: &LoadedCase,
    victim: VictimId,
    item: u64,
    details: &PropertyDetails,
    texts: &mut Texts,
) -> Result<Vec<CaseEvent>, ServiceError> {
    loaded.case.property.item(victim, item).ok_or(ServiceError::NotFound)?;
    let details = tidy(details);
    refuse_if_any(problems(&details))?;
    let details = texts.keep_text(&details)?;
    Ok(vec![CaseEvent::Property(PropertyEvent::Corrected { victim, item, details, by_victim: false })])
}

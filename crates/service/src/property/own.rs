//! The victim sees, adds and corrects. What they say stands at once, and somebody looks at it within days.

use super::{Item, MOST, items, problems, tidy};
use crate::{
    Actor, Problem, Service, ServiceError, case_file::OwnerCard, error::refuse_if_any, timeline::victim_name,
};
use jiff::Timestamp;
use policy::{About, Action};
use record::{CaseEvent, PropertyDetails, PropertyEvent, PropertyState};

/// What a victim's page shows of their property.
#[derive(Clone, Debug)]
pub struct OwnProperty {
    /// Their name.
    pub name: String,
    /// The items in the order in which they were listed.
    pub items: Vec<Item>,
    /// Whom to ask about it.
    pub contact: Option<OwnerCard>,
    /// Whether whoever looks may also add and correct.
    pub may_write: bool,
}

impl Service {
    /// The property of somebody who has signed in.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_property(&self, actor: &Actor) -> Result<OwnProperty, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        let asker = actor.asker_in(&loaded.case);
        let may = policy::may(&asker, Action::AnswerOnOwnCase, About::Case(case, &loaded.case.access()));
        let cards = self.cards_for(&loaded, victim);
        let police = cards.iter().find(|card| card.provider == "police").cloned();
        Ok(OwnProperty {
            name: victim_name(&loaded, victim),
            items: items(&loaded, victim),
            contact: police.or_else(|| self.named_contact(&loaded, victim)),
            may_write: may.is_allowed(),
        })
    }

    /// The victim puts something on the list. `seen` is how many items they saw: the same thing once more, from a page that
    /// did not show it, is a button pressed twice.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do.
    pub async fn add_own_property(
        &self,
        actor: &Actor,
        state: Option<PropertyState>,
        details: &PropertyDetails,
        seen: usize,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let details = tidy(details);
        self.own_act(actor, Action::AnswerOnOwnCase, now, |loaded, victim, texts| {
            let known = items(loaded, victim);
            let mut wrong = problems(&details);
            let state = state.filter(|state| PropertyState::FIRST.contains(state));
            let Some(state) = state else {
                wrong.push(Problem::new("state", "Select what happened to it"));
                return Err(ServiceError::Invalid(wrong));
            };
            if known.len() >= MOST {
                wrong.push(Problem::new("what", "The list is full. Ask your contact to add more"));
            }
            refuse_if_any(wrong)?;
            if known.iter().skip(seen).any(|item| item.details == details && item.first == state) {
                return Ok(None);
            }
            let details = texts.keep_text(&details)?;
            let event = PropertyEvent::Listed { victim, state, details, by_victim: true };
            Ok(Some(CaseEvent::Property(event)))
        })
        .await
    }

    /// The victim puts right what an item is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs; [`ServiceError::Invalid`] names each field and what to do.
    pub async fn correct_own_property(
        &self,
        actor: &Actor,
        item: u64,
        details: &PropertyDetails,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let details = tidy(details);
        self.own_act(actor, Action::AnswerOnOwnCase, now, |loaded, victim, texts| {
            let known = loaded.case.property.item(victim, item).ok_or(ServiceError::NotFound)?;
            refuse_if_any(problems(&details))?;
            let before: Option<PropertyDetails> = loaded.texts.read(&known.details);
            if before.as_ref() == Some(&details) {
                return Ok(None);
            }
            let details = texts.keep_text(&details)?;
            let event = PropertyEvent::Corrected { victim, item, details, by_victim: true };
            Ok(Some(CaseEvent::Property(event)))
        })
        .await
    }
}

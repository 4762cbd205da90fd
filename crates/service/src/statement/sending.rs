//! Sending a statement: once, after it was looked at. What is sent is an event; a further statement is another.

use super::drafts::{self, Draft};
use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any};
use jiff::Timestamp;
use policy::Action;
use record::{
    CaseEvent, DutyRef, VictimId,
    statement::{Sent, StatementEvent, StatementKind},
};
use std::collections::BTreeSet;
use store::LoadedCase;
use uuid::Uuid;

/// Duties of the Code that making a statement meets.
const MET_BY_MAKING: [&str; 3] = ["r07-vps-opportunity", "r07-vps-update", "r07-vps-bereaved"];

impl Service {
    /// Sends a version that was saved: the newest. A version that was sent before is not sent again.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when there is a newer version, or they were not asked how it is to be heard;
    /// [`ServiceError::NotFound`] when there is none of that id that is theirs.
    pub async fn send_own_statement(
        &self,
        actor: &Actor,
        draft: Uuid,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::WriteOwnStatement, case).await?;
        let drafts = self.drafts_of(&loaded, victim).await?;
        let newest = drafts.first().ok_or(ServiceError::NotFound)?.id;
        let draft = drafts.into_iter().find(|one| one.id == draft).ok_or(ServiceError::NotFound)?;
        if loaded.case.statements.get(draft.id).is_some() {
            return Ok(());
        }
        let mut problems = drafts::problems(&draft.says.text);
        if newest != draft.id {
            let newer =
                "A newer version was saved since you looked at this one. Look at it before you send it";
            problems.push(Problem::new("text", newer));
        }
        let Some(heard) = draft.says.heard else {
            problems.push(Problem::new("heard", "Choose whether it is read aloud, and by whom"));
            return Err(ServiceError::Invalid(problems));
        };
        refuse_if_any(problems)?;
        self.own_act(actor, Action::WriteOwnStatement, now, |loaded, victim, texts| {
            if loaded.case.statements.get(draft.id).is_some() {
                return Ok(None);
            }
            let sent = Sent {
                victim,
                statement: draft.id,
                kind: draft.says.kind,
                text: texts.keep_text(draft.says.text.as_str())?,
                sensitive: places_marked(&draft),
                heard,
                screen: draft.says.screen,
                by: actor.representative,
                meets: self.met_by_making(loaded, victim, draft.says.kind),
            };
            Ok(Some(CaseEvent::Statement(StatementEvent::Sent(sent))))
        })
        .await
    }

    /// The victim wants a copy on paper. Asked once while it is not given.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such statement of theirs.
    pub async fn ask_statement_copy(
        &self,
        actor: &Actor,
        statement: Uuid,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.own_act(actor, Action::WriteOwnStatement, now, |loaded, victim, _| {
            let known = loaded.case.statements.get(statement).filter(|known| known.sent.victim == victim);
            let asked = known.ok_or(ServiceError::NotFound)?.copy_asked;
            let event = StatementEvent::CopyAsked { victim, statement };
            Ok((!asked).then_some(CaseEvent::Statement(event)))
        })
        .await
    }

    /// The victim wants somebody to write down with them what has changed since.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such statement of theirs.
    pub async fn ask_statement_update(
        &self,
        actor: &Actor,
        statement: Uuid,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.own_act(actor, Action::WriteOwnStatement, now, |loaded, victim, _| {
            let known = loaded.case.statements.get(statement).filter(|known| known.sent.victim == victim);
            let asked = known.ok_or(ServiceError::NotFound)?.update_asked;
            let event = StatementEvent::UpdateAsked { victim, statement };
            Ok((!asked).then_some(CaseEvent::Statement(event)))
        })
        .await
    }

    fn met_by_making(&self, loaded: &LoadedCase, victim: VictimId, kind: StatementKind) -> Vec<DutyRef> {
        if kind == StatementKind::Parole {
            return Vec::new();
        }
        self.open_duties(loaded, victim, &MET_BY_MAKING, |_| true)
    }

    /// Duties of a victim with these ids that nobody has met yet, as an event that meets them names them.
    pub(crate) fn open_duties(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        ids: &[&str],
        started_by: impl Fn(u64) -> bool,
    ) -> Vec<DutyRef> {
        let rules = self.rules;
        let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
        let open = owed.into_iter().filter(|owed| owed.victim == victim && owed.done_by.is_none());
        open.filter(|owed| ids.contains(&owed.duty.as_str()) && started_by(owed.trigger))
            .map(|owed| DutyRef { duty: owed.duty, trigger: owed.trigger, victim: None })
            .collect()
    }
}

fn places_marked(draft: &Draft) -> BTreeSet<u32> {
    let paragraphs = draft.paragraphs().into_iter().zip(0u32..);
    paragraphs.filter(|((_, marked), _)| *marked).map(|(_, place)| place).collect()
}

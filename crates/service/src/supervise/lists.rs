//! Lists of a supervisor: cases to look at, promises that were broken, disputes, directions that wait.

use crate::{Actor, Service, ServiceError, record_contact::storable, victim_case::duty_words};
use jiff::{Timestamp, ToSpan};
use language::Language;
use policy::{About, Action};
use record::{CaseAccess, CaseId, VictimId};
use store::{CaseToSupervise, PromiseItem, Which, WorkOwner};

use super::reviews::DirectionSeen;

/// Rows of a list at most.
pub const PAGE: u32 = 50;
/// How far back a promise that was kept late is listed, days.
pub const LOOK_BACK_DAYS: i64 = 28;

/// Cases that a supervisor should look at, and directions that wait.
#[derive(Clone, Debug)]
pub struct ReviewList {
    /// Live investigations whose review is due.
    pub due: Vec<ToSupervise>,
    /// Whether there are more of these.
    pub more_due: bool,
    /// Cases that drift.
    pub drifting: Vec<ToSupervise>,
    /// Whether there are more of these.
    pub more_drifting: bool,
    /// Directions that nobody has answered.
    pub directions: Vec<DirectionSeen>,
}

/// A case to look at.
#[derive(Clone, Debug)]
pub struct ToSupervise {
    /// The case.
    pub case: CaseToSupervise,
    /// Days since it should have been looked at.
    pub days: i64,
    /// Days since somebody got through to a victim.
    pub quiet_days: i64,
    /// Who holds it: person, else team.
    pub held_by: String,
}

/// A promise in a list.
#[derive(Clone, Debug)]
pub struct Promised {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: String,
    /// The victim.
    pub victim: VictimId,
    /// Version of the event that started it.
    pub trigger: u64,
    /// Id of the promise.
    pub duty: String,
    /// What was promised, as the victim reads it.
    pub what: String,
    /// Since when it has been promised.
    pub since: Option<Timestamp>,
    /// The instant from which it is late.
    pub due_at: Option<Timestamp>,
    /// When it was kept; none while it waits.
    pub done_at: Option<Timestamp>,
    /// Whole days late, or since it was opened.
    pub days: i64,
    /// Who holds it: person, else team.
    pub held_by: String,
}

impl Service {
    /// Cases of the organisation, or of a team, that a supervisor should look at, and directions that wait.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not look after others' work.
    pub async fn cases_to_look_at(
        &self,
        actor: &Actor,
        team: Option<String>,
        now: Timestamp,
    ) -> Result<ReviewList, ServiceError> {
        self.allow(actor, Action::SeeWorkload)?;
        let owner = team_or_all(team);
        let without = self.shut_cases(actor).await?;
        let own = actor.person.organisation.as_str();
        let list = async |which| self.store.cases_to_supervise(own, &owner, which, now, PAGE, &without).await;
        let (due, drifting) = (list(Which::Due).await?, list(Which::Drifting).await?);
        let open = self.store.open_directions(own, &owner, PAGE, &without).await?;
        let directions = self.directions_seen(actor, open, now).await?;
        self.write_meanwhile(actor);
        Ok(ReviewList {
            more_due: due.more,
            due: self.to_supervise(actor, due.cases, now),
            more_drifting: drifting.more,
            drifting: self.to_supervise(actor, drifting.cases, now),
            directions,
        })
    }

    fn to_supervise(&self, actor: &Actor, cases: Vec<CaseToSupervise>, now: Timestamp) -> Vec<ToSupervise> {
        let seen = seen(actor, cases, |case| (case.case, &case.access));
        seen.map(|case| ToSupervise {
            days: whole_days(case.since, now),
            quiet_days: whole_days(case.quiet_since, now),
            held_by: self.held_by(&case.person, &case.team),
            case,
        })
        .collect()
    }

    /// Promises that are late, and those that were kept late in the last [`LOOK_BACK_DAYS`] days.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not look after others' work.
    pub async fn broken_promises(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<(Vec<Promised>, Vec<Promised>), ServiceError> {
        self.allow(actor, Action::SeeWorkload)?;
        let without = self.shut_cases(actor).await?;
        let since = now.saturating_sub((LOOK_BACK_DAYS * 24).hours()).unwrap_or(now);
        let own = actor.person.organisation.as_str();
        let (late, kept_late) = self.store.broken_promises(own, now, since, PAGE, &without).await?;
        let late = self.promised(actor, late, |item| item.due_at.map_or(0, |due| whole_days(due, now)));
        let after = |item: &PromiseItem| Some(whole_days(item.due_at?, item.done_at?));
        Ok((late, self.promised(actor, kept_late, |item| after(item).unwrap_or(0))))
    }

    /// Disputes that wait for somebody to look into them, oldest first.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not look after others' work.
    pub async fn disputes_open(&self, actor: &Actor, now: Timestamp) -> Result<Vec<Promised>, ServiceError> {
        self.allow(actor, Action::SeeWorkload)?;
        let without = self.shut_cases(actor).await?;
        let open = self.store.open_disputes(&actor.person.organisation, PAGE, &without).await?;
        Ok(self.promised(actor, open, |item| item.since.map_or(0, |since| whole_days(since, now))))
    }

    fn promised(
        &self,
        actor: &Actor,
        items: Vec<PromiseItem>,
        days: impl Fn(&PromiseItem) -> i64,
    ) -> Vec<Promised> {
        let code = self.rules.code;
        let seen = seen(actor, items, |item| (item.case, &item.access));
        seen.map(|item| Promised {
            days: days(&item),
            what: code
                .duty_index(&item.duty)
                .map_or_else(|| item.duty.clone(), |index| duty_words(code.duty(index), Language::English)),
            held_by: self.held_by(&item.person, &item.team),
            case: item.case,
            reference: item.reference.unwrap_or_else(|| "No reference yet".to_owned()),
            victim: item.victim,
            trigger: item.trigger,
            duty: item.duty,
            since: item.since,
            due_at: item.due_at,
            done_at: item.done_at,
        })
        .collect()
    }
}

/// The rows of cases that somebody may see, decided in one batch.
pub(crate) fn seen<T>(
    actor: &Actor,
    rows: Vec<T>,
    case: impl Fn(&T) -> (CaseId, &CaseAccess),
) -> impl Iterator<Item = T> {
    let about = rows.iter().map(|row| {
        let (id, access) = case(row);
        About::Case(id, access)
    });
    let decisions = policy::may_about(&actor.asker(), [Action::SeeCase], about);
    rows.into_iter().zip(decisions).filter(|(_, [sees])| sees.is_allowed()).map(|(row, _)| row)
}

/// A team, or everybody.
pub(crate) fn team_or_all(team: Option<String>) -> WorkOwner {
    match team.filter(|team| !team.is_empty()) {
        Some(team) => WorkOwner::Team(storable(&team)),
        None => WorkOwner::Everyone,
    }
}

pub(crate) fn whole_days(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_hours() / 24
}

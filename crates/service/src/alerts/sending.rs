//! One round: take what is due, ask the gate, send, record what came of it. A round that is cut off anywhere is made good by
//! the next one: what was begun is asked for by its reference before it is sent again.

use super::{
    situation::{Addresses, situation},
    untold,
};
use crate::{Service, ServiceError, record_contact::preferences_of};
use channels::{By, Handed, LookedUp, Parcel, Template};
use jiff::{SignedDuration, Timestamp};
use record::{
    CaseEvent, CaseId, Channel, Origin, PersonDetails, Preferences, Recorder, SafeContactEvent,
    safe_contact::{Kind, Route, Why, route},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use store::{Alert, Batch, LoadedCase, NewEvent, OutboxChange, Outcome, StoreError, alert_reference};
use tokio::task::JoinSet;
use tracing::{error, warn};
use uuid::Uuid;

/// How many alerts a round takes.
const TOGETHER: u32 = 256;
/// How many of them are sent at once.
const AT_ONCE: usize = 32;
/// How long a worker has a round's alerts for itself.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Nothing is sent so shortly before a lease runs out: longer than any carrier is waited for.
const LEASE_LEFT: SignedDuration = SignedDuration::from_secs(30);
/// How often a carrier may say "not now" before a person is asked: about a day.
const MOST_TRIES: u32 = 100;
/// How often an alert is begun by one way that says afterwards that it never sent it.
pub(super) const MOST_SENDS: u32 = 5;
/// How often a case that changes meanwhile is read again to record what came of an alert.
const TRIES: usize = 8;

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Taken to be looked at.
    pub taken: usize,
    /// Handed over.
    pub sent: usize,
    /// Waiting for an hour, or for somebody's word.
    pub waiting: usize,
    /// Given to a person.
    pub for_people: usize,
    /// Not taken to that address; the next way is tried.
    pub refused: usize,
    /// To be tried again.
    pub later: usize,
    /// Not wanted any more.
    pub withdrawn: usize,
    /// Left for another round.
    pub left: usize,
}

impl Round {
    fn count(&mut self, done: Done) {
        *(match done {
            Done::Sent => &mut self.sent,
            Done::Waiting => &mut self.waiting,
            Done::ForPeople => &mut self.for_people,
            Done::Refused => &mut self.refused,
            Done::Later => &mut self.later,
            Done::Withdrawn => &mut self.withdrawn,
            Done::Left => &mut self.left,
        }) += 1;
    }

    /// Whether there may be more to do at once.
    pub fn is_full(&self) -> bool {
        self.taken >= TOGETHER as usize || self.refused > 0
    }
}

#[derive(Clone, Copy)]
enum Done {
    Sent,
    Waiting,
    ForPeople,
    Refused,
    Later,
    Withdrawn,
    Left,
}

/// An alert on its way through a round.
struct Job {
    alert: Alert,
    loaded: LoadedCase,
    channel: Channel,
    parcel: Parcel,
}

/// What is the same for all of a round.
#[derive(Clone)]
struct Worker {
    name: Arc<str>,
    until: Timestamp,
    clock: fn() -> Timestamp,
}

impl Service {
    /// Sends what is due, once. `stopping` is asked between messages: what is not begun then is given back.
    ///
    /// # Errors
    /// When the database fails. What was claimed is taken up again when the lease runs out.
    pub async fn send_alerts(
        &self,
        worker: &str,
        clock: fn() -> Timestamp,
        stopping: impl Fn() -> bool,
    ) -> Result<Round, ServiceError> {
        let now = clock();
        let worker = Worker { name: worker.into(), until: now + LEASE, clock };
        let alerts = self.store.claim_alerts(&worker.name, now, worker.until, TOGETHER).await?;
        let mut round = Round { taken: alerts.len(), ..Round::default() };
        let ids: BTreeSet<CaseId> = alerts.iter().map(|alert| alert.case).collect();
        let mut cases = self.store.load_many(&ids.into_iter().collect::<Vec<_>>()).await?;
        let mut alerts = alerts.into_iter().peekable();
        while alerts.peek().is_some() {
            let some: Vec<Alert> = alerts.by_ref().take(AT_ONCE).collect();
            if stopping() || clock() > worker.until - LEASE_LEFT {
                round.left += some.len() + alerts.count();
                break;
            }
            self.send_some(&worker, some, &mut cases, &mut round).await?;
        }
        self.store.release_alerts(&worker.name).await?;
        Ok(round)
    }

    async fn send_some(
        &self,
        worker: &Worker,
        alerts: Vec<Alert>,
        cases: &mut BTreeMap<CaseId, LoadedCase>,
        round: &mut Round,
    ) -> Result<(), ServiceError> {
        let mut deciding = JoinSet::new();
        for alert in alerts {
            let Some(loaded) = cases.get(&alert.case).cloned() else {
                // Its case was never written; such a row has no cause.
                round.count(Done::Left);
                continue;
            };
            let (service, worker) = (self.clone(), worker.clone());
            deciding.spawn(async move { service.decide(alert, loaded, &worker).await });
        }
        let (mut working, mut to_send) = (JoinSet::new(), Vec::new());
        while let Some(decided) = deciding.join_next().await {
            match decided {
                Ok(Decided::Send(job)) => to_send.push(*job),
                Ok(Decided::Settle(alert, loaded, outcome)) => {
                    let (service, worker) = (self.clone(), worker.clone());
                    working.spawn(async move { service.settle(&worker, *alert, *loaded, outcome).await });
                }
                Err(_) => round.count(Done::Left),
            }
        }
        let begin: Vec<(Uuid, &str)> = to_send
            .iter()
            .filter(|job| !job.alert.begun)
            .map(|job| (job.alert.id, job.channel.slug()))
            .collect();
        let begun = self.store.begin_sends(&worker.name, &begin).await?;
        for job in to_send {
            if !job.alert.begun && !begun.contains(&job.alert.id) {
                round.count(Done::Left);
                continue;
            }
            let (service, worker) = (self.clone(), worker.clone());
            working.spawn(async move { service.send_one(&worker, job).await });
        }
        while let Some(done) = working.join_next().await {
            round.count(match done {
                Ok(Ok(done)) => done,
                Ok(Err(reason)) => {
                    error!(%reason, "what came of an alert could not be recorded; it is looked up when its lease runs out");
                    Done::Left
                }
                Err(_) => Done::Left,
            });
        }
        Ok(())
    }

    /// Asks the gate. What an earlier worker began is asked for first: what was sent is recorded as sent.
    async fn decide(&self, mut alert: Alert, loaded: LoadedCase, worker: &Worker) -> Decided {
        let now = (worker.clock)();
        if alert.begun {
            let by = By::from_slug(&alert.channel);
            let looked_up = match by {
                Some(by) => self.channels().look_up(by, &alert.reference()).await,
                None => LookedUp::SendAgain,
            };
            match looked_up {
                LookedUp::Taken { carrier, id } => {
                    return Decided::settle(alert, loaded, Outcome::Handed { carrier, id });
                }
                LookedUp::NotNow => {
                    let outcome = later(&alert, now, None, true);
                    return Decided::settle(alert, loaded, outcome);
                }
                LookedUp::SendAgain => {}
            }
        }
        let preferences = preferences_of(&loaded, alert.victim);
        let details = loaded
            .case
            .victim(alert.victim)
            .and_then(|victim| loaded.texts.read::<PersonDetails>(&victim.details));
        let addresses = Addresses::of(&details.unwrap_or_default(), &preferences);
        let untold = untold(&loaded, alert.victim, self.rules);
        let kind = if alert.kind == "bad_news" { Kind::BadNews } else { Kind::News };
        let situation = situation(&loaded, alert.victim, Some(&preferences), !untold.is_empty());
        let mut failed: Vec<Channel> =
            alert.failed.iter().filter_map(|slug| Channel::from_slug(slug)).collect();
        // Nobody carries it here: as good as a way that failed.
        let carried =
            |channel: Channel| By::from_slug(channel.slug()).is_none_or(|by| self.channels().carries(by));
        failed.extend(preferences.channels.iter().copied().filter(|channel| !carried(*channel)));
        let outcome = match route(&situation, kind, &failed, |channel| addresses.address(channel), now) {
            Route::Send(channel) => {
                alert.begun &= alert.channel == channel.slug();
                let send = if alert.begun { alert.sends } else { alert.sends + 1 };
                if let Some(parcel) = parcel(&alert, send, channel, &addresses, &preferences) {
                    return Decided::Send(Box::new(Job { alert, loaded, channel, parcel }));
                }
                Outcome::Person(Why::NoChannel.slug())
            }
            Route::Wait(until, why) => Outcome::Wait(until, why.slug()),
            Route::Person(why) => Outcome::Person(why.slug()),
            Route::Withdrawn(why) => Outcome::Withdrawn(why.slug()),
        };
        Decided::settle(alert, loaded, outcome)
    }

    async fn send_one(&self, worker: &Worker, job: Job) -> Result<Done, ServiceError> {
        // Another worker may have it soon: it will ask for what was begun before it sends.
        if (worker.clock)() > worker.until - LEASE_LEFT {
            return Ok(Done::Left);
        }
        let handed = self.channels().send(&job.parcel).await;
        let (mut alert, now) = (job.alert, (worker.clock)());
        job.channel.slug().clone_into(&mut alert.channel);
        let outcome = match handed {
            Handed::Taken { carrier, id } => Outcome::Handed { carrier, id },
            Handed::Refused { why } => {
                warn!(alert.id = %alert.id, alert.channel = alert.channel, why, "an alert cannot go this way");
                Outcome::Failed
            }
            Handed::NotNow { after, perhaps, why } => {
                warn!(alert.id = %alert.id, alert.channel = alert.channel, why, "an alert is tried again later");
                later(&alert, now, after, perhaps)
            }
        };
        self.settle(worker, alert, job.loaded, outcome).await
    }

    /// Records what came of an alert, in the outbox and in the journal, together. A case that changed meanwhile is read
    /// again: the message itself is never sent twice for that.
    async fn settle(
        &self,
        worker: &Worker,
        alert: Alert,
        mut loaded: LoadedCase,
        outcome: Outcome,
    ) -> Result<Done, ServiceError> {
        let done = match &outcome {
            Outcome::Handed { .. } => Done::Sent,
            Outcome::Wait(..) => Done::Waiting,
            Outcome::Later { .. } => Done::Later,
            Outcome::Failed => Done::Refused,
            Outcome::Person(_) => Done::ForPeople,
            Outcome::Withdrawn(_) => Done::Withdrawn,
        };
        let at = (worker.clock)();
        let settle = OutboxChange::Settle {
            id: alert.id,
            worker: worker.name.to_string(),
            at,
            outcome: outcome.clone(),
        };
        let event = trace(&alert, &outcome);
        let mut tries = 0;
        loop {
            tries += 1;
            let mut batch = Batch { outbox: vec![settle.clone()], ..Batch::default() };
            if let Some(event) = event.clone() {
                let by = by_rule(&loaded);
                loaded.record(&by, at, vec![NewEvent::at(at, CaseEvent::SafeContact(event))], Vec::new())?;
                batch.cases.push(loaded.changes(self.rules));
            }
            match self.store.commit(batch).await {
                Ok(()) => return Ok(done),
                Err(StoreError::Conflict) if tries < TRIES => {
                    let Some(now) = self.store.load(alert.case).await? else { return Ok(Done::Left) };
                    loaded = now;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

enum Decided {
    Send(Box<Job>),
    Settle(Box<Alert>, Box<LoadedCase>, Outcome),
}

impl Decided {
    fn settle(alert: Alert, loaded: LoadedCase, outcome: Outcome) -> Decided {
        Decided::Settle(Box::new(alert), Box::new(loaded), outcome)
    }
}

/// The message: which words, from the preferences of this moment.
fn parcel(
    alert: &Alert,
    send: u32,
    channel: Channel,
    addresses: &Addresses,
    preferences: &Preferences,
) -> Option<Parcel> {
    let safe = preferences.safe.as_ref()?;
    let language = crate::safe_words::language_of(Some(safe));
    Some(Parcel {
        reference: alert_reference(alert.id, send),
        by: By::from_slug(channel.slug())?,
        to: addresses.lines(channel),
        words: Template::News { named: safe.may_name_us }.words(language),
    })
}

/// Again later: longer and longer, a quarter of an hour at most, and not all at the same moment. Somebody is asked when that
/// has gone on for about a day.
fn later(alert: &Alert, now: Timestamp, after: Option<Duration>, perhaps: bool) -> Outcome {
    if alert.tries >= MOST_TRIES {
        return Outcome::Person(Why::Provider.slug());
    }
    let seconds = 5u64.saturating_mul(1 << alert.tries.min(8)).min(15 * 60);
    let seconds = after.map_or(seconds, |after| after.as_secs().max(1)).max(1);
    // The last bytes of an id are random.
    let spread = u64::from(alert.id.as_bytes()[15]) * 1_000 * seconds / 4 / 255;
    let wait = SignedDuration::from_millis((seconds * 1_000 + spread) as i64);
    Outcome::Later { until: now.saturating_add(wait).unwrap_or(Timestamp::MAX), perhaps }
}

/// What the journal says of it.
fn trace(alert: &Alert, outcome: &Outcome) -> Option<SafeContactEvent> {
    let (victim, cause, id) = (alert.victim, alert.cause, alert.id);
    let channel = Channel::from_slug(&alert.channel);
    match outcome {
        Outcome::Handed { .. } => {
            Some(SafeContactEvent::AlertSent { victim, channel: channel?, cause, alert: id })
        }
        Outcome::Failed => {
            Some(SafeContactEvent::AlertNotDelivered { victim, channel: channel?, cause, alert: id })
        }
        Outcome::Person(why) => {
            Some(SafeContactEvent::PersonNeeded { victim, cause, alert: id, why: Why::from_slug(why)? })
        }
        Outcome::Wait(..) | Outcome::Later { .. } | Outcome::Withdrawn(_) => None,
    }
}

/// The service itself, for whoever answers for the case.
pub(super) fn by_rule(loaded: &LoadedCase) -> Recorder {
    let organisation =
        loaded.case.owner("all").map_or_else(|| "lantern".into(), |owner| owner.organisation.clone());
    Recorder { organisation, person: None, origin: Origin::Rule }
}

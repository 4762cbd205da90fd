//! Round after round until told to stop. Any number of processes may do this at once.

use crate::Service;
use jiff::Timestamp;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use tracing::{error, info};

/// How long until the next round when nobody rang.
const EVERY: Duration = Duration::from_secs(5);
/// How often the log says how much waits.
const SAY_EVERY: u32 = 60;

impl Service {
    /// Sends what is due, whenever something is, until `stop` is ready; what has begun then is finished.
    pub async fn keep_sending(&self, worker: &str, clock: fn() -> Timestamp, stop: impl Future<Output = ()>) {
        let stopping = AtomicBool::new(false);
        let rounds = async {
            let mut until_said = 0;
            while !stopping.load(Ordering::Relaxed) {
                let more = match self.send_alerts(worker, clock, || stopping.load(Ordering::Relaxed)).await {
                    Ok(round) => {
                        if round.taken > 0 {
                            info!(
                                alerts.taken = round.taken,
                                alerts.sent = round.sent,
                                alerts.waiting = round.waiting,
                                alerts.for_people = round.for_people,
                                alerts.refused = round.refused,
                                alerts.later = round.later,
                                alerts.withdrawn = round.withdrawn,
                                alerts.left = round.left,
                                "a round of alerts"
                            );
                        }
                        round.is_full()
                    }
                    Err(reason) => {
                        error!(%reason, "alerts could not be sent; the next round tries again");
                        false
                    }
                };
                if until_said == 0 {
                    self.say_what_waits(clock()).await;
                }
                until_said = (until_said + 1) % SAY_EVERY;
                if !more && !stopping.load(Ordering::Relaxed) {
                    drop(tokio::time::timeout(EVERY, self.sending.bell.notified()).await);
                }
            }
        };
        let stop = async {
            stop.await;
            stopping.store(true, Ordering::Relaxed);
            self.ring();
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = rounds => {}
            () = stop => {}
        }
    }

    async fn say_what_waits(&self, now: Timestamp) {
        let Ok(counts) = self.store.outbox_counts().await else { return };
        let of = |state: &str| counts.states.iter().find(|(name, _)| name == state).map_or(0, |(_, n)| *n);
        let overdue = counts.due_since.map_or(0, |since| now.duration_since(since).as_secs().max(0));
        info!(
            outbox.queued = of("queued"),
            outbox.claimed = of("claimed"),
            outbox.handed = of("handed"),
            outbox.delivered = of("delivered"),
            outbox.for_people = of("person"),
            outbox.overdue_seconds = overdue,
            "the outbox"
        );
    }
}

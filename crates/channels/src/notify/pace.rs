//! No faster than Notify takes messages, and not at all for a while after it said that it was too much.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep_until};

/// How long somebody waits for their turn; whoever would wait longer comes again later.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct Pace {
    every: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    next: Option<Instant>,
    paused_until: Option<Instant>,
}

impl Pace {
    pub(super) fn of(requests_a_minute: u32) -> Pace {
        Pace { every: Duration::from_secs(60) / requests_a_minute, state: Mutex::default() }
    }

    /// Waits for the next turn.
    ///
    /// # Errors
    /// How long to stay away, when that is long.
    pub(super) async fn turn(&self) -> Result<(), Duration> {
        sleep_until(self.reserve(Instant::now())?).await;
        Ok(())
    }

    /// When the next turn is, for whoever comes now.
    fn reserve(&self, now: Instant) -> Result<Instant, Duration> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = [state.next, state.paused_until].into_iter().flatten().max().unwrap_or(now).max(now);
        if mine - now > PATIENCE {
            return Err(mine - now);
        }
        state.next = Some(mine + self.every);
        Ok(mine)
    }

    /// Nobody's turn comes before this is over.
    pub(super) fn pause(&self, how_long: Duration) {
        let until = Instant::now() + how_long;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.paused_until = state.paused_until.max(Some(until));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_come_at_the_allowed_rate_and_stop_while_paused() {
        let pace = Pace::of(3_000);
        let begun = Instant::now();
        let last = (0..101).map(|_| pace.reserve(begun).unwrap()).last().unwrap();
        assert_eq!((last - begun).as_millis(), 2_000, "fifty a second");
        pace.pause(Duration::from_secs(60));
        assert!(pace.reserve(begun).unwrap_err() > Duration::from_secs(50));
        let later = Instant::now() + Duration::from_secs(61);
        assert_eq!(pace.reserve(later), Ok(later));
    }
}

//! Refusing somebody who has not signed in is a line of the audit - and no more lines than somebody can read, however
//! often a stranger tries (ADR 0018).
//!
//! The first few refusals of an hour by one way, from one place, for one account are lines of their own. Those that follow
//! are counted, and a line with the count is written at each power of ten and when the hour is over. A place that tries
//! one account after the other, and a crowd of places, are counted together. What is counted is in memory: a process
//! that is killed loses the count since its last line, never a first refusal.

use crate::{Service, ServiceError, audit, place::place};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use store::AuditLine;

/// How long refusals are counted together.
pub const TOGETHER: SignedDuration = SignedDuration::from_hours(1);
/// How many of them are lines of their own.
pub const SINGLE: u64 = 5;
/// How many accounts one place may try in an hour before they are no longer told apart.
pub const ACCOUNTS: usize = 20;
/// How many things are counted apart in an hour; whatever comes beyond is counted by its way only.
pub const APART: usize = 1000;

/// What is counted together: the way in, the place, the keyed account.
type What = (&'static str, String, String);

/// Refusals of the last hour.
#[derive(Debug, Default)]
pub(crate) struct Refusals {
    tallies: HashMap<What, Tally>,
    /// How many accounts a place tries by one way.
    accounts: HashMap<(&'static str, String), usize>,
    looked_through: Timestamp,
}

#[derive(Debug)]
struct Tally {
    since: Timestamp,
    count: u64,
    written: u64,
}

/// A line that is due.
#[derive(Debug, PartialEq, Eq)]
struct Due {
    what: What,
    since: Timestamp,
    count: u64,
}

impl Refusals {
    /// Counts one and says which lines are due: of this one, and of hours that are over.
    fn count(&mut self, way: &'static str, place: &str, account: &str, now: Timestamp) -> Vec<Due> {
        let mut due = Vec::new();
        if now.duration_since(self.looked_through).abs() >= SignedDuration::from_mins(1) {
            self.looked_through = now;
            due = self.ended(|tally| now.duration_since(tally.since).abs() >= TOGETHER);
        }
        let what = self.what(way, place, account);
        let tally = self.tallies.entry(what.clone()).or_insert(Tally { since: now, count: 0, written: 0 });
        tally.count += 1;
        if tally.count <= SINGLE || is_power_of_ten(tally.count) {
            tally.written = tally.count;
            due.push(Due { what, since: tally.since, count: tally.count });
        }
        due
    }

    /// Forgets what is over, and says what was counted and not written.
    fn ended(&mut self, is_over: impl Fn(&Tally) -> bool) -> Vec<Due> {
        let mut due = Vec::new();
        for (what, tally) in self.tallies.extract_if(|_, tally| is_over(tally)) {
            if let Some(accounts) = self.accounts.get_mut(&(what.0, what.1.clone())) {
                *accounts -= usize::from(!what.2.is_empty());
            }
            if tally.count > tally.written {
                due.push(Due { what, since: tally.since, count: tally.count });
            }
        }
        self.accounts.retain(|_, many| *many > 0);
        due
    }

    fn what(&mut self, way: &'static str, place: &str, account: &str) -> What {
        let exact = (way, place.to_owned(), account.to_owned());
        if self.tallies.contains_key(&exact) {
            return exact;
        }
        let of_place = (way, place.to_owned(), String::new());
        let many = self.accounts.get(&(way, place.to_owned())).copied().unwrap_or(0);
        let wanted = if many >= ACCOUNTS { of_place } else { exact };
        if self.tallies.len() >= APART && !self.tallies.contains_key(&wanted) {
            return (way, String::new(), String::new());
        }
        if !wanted.2.is_empty() {
            *self.accounts.entry((way, place.to_owned())).or_default() += 1;
        }
        wanted
    }
}

fn is_power_of_ten(count: u64) -> bool {
    count >= 10 && 10_u64.pow(count.ilog10()) == count
}

impl Service {
    /// Writes that somebody who has not signed in was refused: by which way, from where. Whom they said to be is not
    /// kept; `account` leaves a keyed entry, so that tries at one account can be found together.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn refuse_stranger(
        &self,
        way: &'static str,
        account: &str,
        from: &str,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let account = match account {
            "" => String::new(),
            account => record::chain::hex(&self.store.index_entry("account tried", account)?[..8]),
        };
        let due = self.refusals(|refusals| refusals.count(way, &place(from), &account, now));
        let lines = due.into_iter().map(|due| line(due, from, now)).collect();
        Ok(self.store.write_audit(lines).await?)
    }

    /// Writes what was counted and has no line yet, before the process ends.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn end_refusals(&self, now: Timestamp) -> Result<(), ServiceError> {
        let due = self.refusals(|refusals| refusals.ended(|_| true));
        let lines = due.into_iter().map(|due| line(due, "", now)).collect();
        Ok(self.store.write_audit(lines).await?)
    }

    fn refusals<T>(&self, ask: impl FnOnce(&mut Refusals) -> T) -> T {
        ask(&mut self.refusals.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

fn line(due: Due, from: &str, now: Timestamp) -> AuditLine {
    let Due { what: (way, at_place, account), since, count } = due;
    let single = count <= SINGLE;
    let (action, policy) = match single {
        true => (audit::SIGN_IN_REFUSED, way.to_owned()),
        false => {
            (audit::SIGN_INS_REFUSED, format!("{way}; {count} times since {}", since.strftime("%H:%M UTC")))
        }
    };
    // A household's one machine is named in lines of its own; a count is about the place.
    let source = if single && place(from) == at_place { from.to_owned() } else { at_place };
    AuditLine {
        at: now,
        visit: crate::new_id(now),
        action: action.to_owned(),
        outcome: audit::REFUSED.to_owned(),
        policy,
        sought: account,
        source,
        ..AuditLine::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_772_700_000 + seconds).unwrap()
    }

    fn counts(due: &[Due]) -> Vec<u64> {
        due.iter().map(|due| due.count).collect()
    }

    #[test]
    fn thousands_of_tries_are_a_few_lines_and_none_is_left_out_of_the_count() {
        let mut refusals = Refusals::default();
        let mut due = Vec::new();
        for _ in 0..12_345 {
            due.extend(refusals.count("password", "192.0.2.1", "a", at(1)));
        }
        assert_eq!(counts(&due), [1, 2, 3, 4, 5, 10, 100, 1000, 10_000]);
        let later = refusals.count("password", "192.0.2.1", "a", at(3601));
        assert_eq!(counts(&later), [12_345, 1], "the hour's whole count, and the first of the next");
        assert_eq!(refusals.ended(|_| true), [], "everything that was counted has been written");
    }

    #[test]
    fn the_first_from_each_place_and_for_each_account_is_a_line() {
        let mut refusals = Refusals::default();
        let firsts =
            [("password", "p", "a"), ("password", "p", "b"), ("password", "q", "a"), ("code", "p", "a")];
        for (way, place, account) in firsts {
            assert_eq!(counts(&refusals.count(way, place, account, at(0))), [1]);
        }
    }

    #[test]
    fn whoever_tries_one_account_after_the_other_is_counted_by_place() {
        let mut refusals = Refusals::default();
        let due: Vec<Due> =
            (0..5000).flat_map(|n| refusals.count("password", "p", &format!("a{n}"), at(n / 10))).collect();
        assert!(due.len() < ACCOUNTS + 10, "{} lines", due.len());
        let other = refusals.count("password", "q", "a4999", at(501));
        assert_eq!(counts(&other), [1], "another place is not in their shadow");
        // When the hour is over, they are told apart again.
        assert!(!refusals.count("password", "p", "z", at(8000)).is_empty());
        assert_eq!(refusals.accounts.values().sum::<usize>(), 1);
    }

    #[test]
    fn a_crowd_of_places_is_counted_by_its_way() {
        let mut refusals = Refusals::default();
        let due: Vec<Due> =
            (0..50_000).flat_map(|n| refusals.count("code", &format!("p{n}"), "", at(0))).collect();
        assert!(due.len() < APART + 10, "{} lines", due.len());
        assert!(refusals.tallies.len() <= APART + 1);
        let all: u64 = refusals.tallies.values().map(|tally| tally.count).sum();
        assert_eq!(all, 50_000);
        assert_eq!(counts(&refusals.count("passkey", "p1", "", at(0))), [1], "by another way it is a first");
    }
}

//! A share of a whole as people read it: so many of so many, with how sure it is.

use super::drawing::place;
use crate::words::with_commas;

/// So many of so many, with the interval in which the true share lies
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// how many
    pub part: u64,
    /// of how many
    pub whole: u64,
    /// lower end of the interval, 0 to 1
    pub low: f64,
    /// its upper end
    pub high: f64,
    /// of a score: how many contacts were read; each has several answers
    pub contacts: Option<u64>,
}

impl Share {
    /// The share; none of nothing
    pub fn of_one(&self) -> Option<f64> {
        (self.whole > 0).then(|| place(self.part) / place(self.whole))
    }

    /// "71%"
    pub fn percent(&self) -> String {
        percent(self.part, self.whole)
    }

    /// How many stand behind it that do not hang together: a score is as sure as its contacts are many, not their answers
    pub fn independent(&self) -> u64 {
        self.contacts.unwrap_or(self.whole)
    }

    /// "36 of 51"; of a score "15 contacts read"
    pub fn counts(&self) -> String {
        if let Some(contacts) = self.contacts {
            return contacts_read(contacts);
        }
        format!("{} of {}", counted(self.part), counted(self.whole))
    }

    /// "57% to 82%"
    pub fn interval(&self) -> String {
        format!("{:.0}% to {:.0}%", (self.low * 100.0).round(), (self.high * 100.0).round())
    }

    /// "71%, 36 of 51"
    pub fn words(&self) -> String {
        format!("{}, {}", self.percent(), self.counts())
    }
}

/// "15 contacts read"
pub(crate) fn contacts_read(contacts: u64) -> String {
    format!("{} {} read", counted(contacts), if contacts == 1 { "contact" } else { "contacts" })
}

/// A count with its commas
pub(crate) fn counted(count: u64) -> String {
    with_commas(usize::try_from(count).unwrap_or(usize::MAX))
}

/// A share in whole points of a hundred. What is not all never reads as all, what is not nothing never as nothing.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "nothing to count".to_owned();
    }
    let exact = place(part) / place(whole) * 100.0;
    let round = format!("{:.0}", exact.round());
    match round.as_str() {
        "100" if part < whole => "over 99%".to_owned(),
        "0" if part > 0 => "under 1%".to_owned(),
        _ => format!("{round}%"),
    }
}

/// How many points of a hundred one share lies above another, rounded as the shares are read: 71% and 58% are 13 apart
pub(crate) fn points(upper: &Share, lower: &Share) -> Option<i64> {
    let rounded = |share: &Share| share.of_one().map(|one| (one * 100.0).round());
    #[expect(clippy::cast_possible_truncation, reason = "at most a hundred either way")]
    let apart = (rounded(upper)? - rounded(lower)?) as i64;
    Some(apart)
}

//! The one gate in front of every message that is sent by itself. Asked at the moment of sending, for one message, one
//! way and one address. It knows nothing of who carries the message.

use crate::{
    Preferences,
    event::Channel,
    safe_contact::{Alerts, Format, Reads, SafeContact, choices, hours},
};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// How long until a message that must wait for somebody's word is looked at again.
pub const LOOK_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// All that the gate needs to know about a victim.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situation<'a> {
    /// How they want to be reached; none when nobody asked, or when it can no longer be read.
    pub preferences: Option<&'a Preferences>,
    /// Whether it is not safe to contact them now.
    pub not_safe: bool,
    /// Whether their sign-in is suspended.
    pub suspended: bool,
    /// Whether what they said was destroyed.
    pub erased: bool,
    /// Whether there is bad news that a person has to tell them first.
    pub untold: bool,
    /// When they were last sent an alert.
    pub last_alert: Option<Timestamp>,
}

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// That there is something new.
    Alert(Kind),
    /// A code that somebody waits for at this moment. Hours and frequency do not count, and nobody needs to have been
    /// asked; what is ruled out, and that it is not safe now, do.
    Code,
}

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something that happened, or that was written down.
    News,
    /// Something that nobody wants to learn from a telephone.
    BadNews,
}

/// Where something would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// A number, an address for e-mail, or the lines of a postal address.
    pub to: &'a str,
    /// Whether the person confirmed it: when they took up their invitation, or by choosing it.
    pub confirmed: bool,
}

/// What the gate says about one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It may go now.
    Send,
    /// It may not go before this instant.
    Wait(Timestamp, Why),
    /// It may not go this way.
    Never(Why),
}

/// Where a message goes from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// By this way, now.
    Send(Channel),
    /// Nowhere before this instant.
    Wait(Timestamp, Why),
    /// To a person, who gets in touch.
    Person(Why),
    /// Nowhere: the victim does not want it, or nobody is left to tell.
    Withdrawn(Why),
}

/// Why a message does not go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Why {
    Erased,
    NotAsked,
    NotWanted,
    NotSafeNow,
    Suspended,
    BadNewsFirst,
    Language,
    RuledOut,
    NotChosen,
    NoAddress,
    NotConfirmed,
    Format,
    OutsideHours,
    NoHours,
    TooSoon,
    Undeliverable,
    NoChannel,
    Provider,
}

choices!(
    Why, 18,
    Erased "erased" "what was known about them was erased",
    NotAsked "not_asked" "nobody has asked how to reach them safely",
    NotWanted "not_wanted" "they do not want alerts",
    NotSafeNow "not_safe_now" "it is not safe to contact them now",
    Suspended "suspended" "their sign-in is suspended",
    BadNewsFirst "bad_news_first" "a person has to tell them bad news first",
    Language "language" "they do not read English or Welsh",
    RuledOut "ruled_out" "they said never to use it",
    NotChosen "not_chosen" "they did not choose it",
    NoAddress "no_address" "there is no number or address for it",
    NotConfirmed "not_confirmed" "they have not confirmed the number or address",
    Format "format" "it cannot be sent in the format that they need",
    OutsideHours "outside_hours" "it is outside the hours that they gave",
    NoHours "no_hours" "the hours that they gave never come",
    TooSoon "too_soon" "they were alerted a short while ago",
    Undeliverable "undeliverable" "it could not be delivered",
    NoChannel "no_channel" "none of the ways that they chose can be used without a person",
    Provider "provider" "whoever carries the messages does not take it",
);

/// The ways that need no person.
pub fn is_automatic(channel: Channel) -> bool {
    matches!(channel, Channel::Text | Channel::Email | Channel::Letter)
}

/// Whether a message may go by one way, to one address, now.
pub fn ask(
    victim: &Situation<'_>,
    purpose: Purpose,
    channel: Channel,
    address: Option<Address<'_>>,
    at: Timestamp,
) -> Answer {
    if let Some(answer) = whatever_the_way(victim, purpose, at) {
        return answer;
    }
    let ruled_out = victim.preferences.is_some_and(|wishes| wishes.never.contains(&channel));
    if ruled_out {
        return Answer::Never(Why::RuledOut);
    }
    let Some(address) = address.filter(|address| !address.to.trim().is_empty()) else {
        return Answer::Never(Why::NoAddress);
    };
    if !address.confirmed {
        return Answer::Never(Why::NotConfirmed);
    }
    match (purpose, victim.preferences.and_then(|wishes| Some((wishes, wishes.safe.as_ref()?)))) {
        (Purpose::Code, _) => Answer::Send,
        (Purpose::Alert(_), None) => Answer::Never(Why::NotAsked),
        (Purpose::Alert(_), Some((wishes, safe))) => ask_wishes(wishes, safe, channel, victim.last_alert, at),
    }
}

/// What holds for every way; none when it depends on the way.
fn whatever_the_way(victim: &Situation<'_>, purpose: Purpose, at: Timestamp) -> Option<Answer> {
    let again = at.saturating_add(LOOK_AGAIN).unwrap_or(Timestamp::MAX);
    if victim.erased {
        return Some(Answer::Never(Why::Erased));
    }
    let Purpose::Alert(kind) = purpose else {
        let closed = [(victim.not_safe, Why::NotSafeNow), (victim.suspended, Why::Suspended)];
        return closed.into_iter().find(|(holds, _)| *holds).map(|(_, why)| Answer::Never(why));
    };
    let Some(safe) = victim.preferences.and_then(|wishes| wishes.safe.as_ref()) else {
        return Some(Answer::Never(Why::NotAsked));
    };
    if safe.alerts == Alerts::Never {
        return Some(Answer::Never(Why::NotWanted));
    }
    if victim.not_safe {
        // Nobody is told to call either.
        return Some(Answer::Wait(again, Why::NotSafeNow));
    }
    if victim.suspended {
        return Some(Answer::Never(Why::Suspended));
    }
    if victim.untold {
        return Some(match kind {
            Kind::BadNews => Answer::Never(Why::BadNewsFirst),
            // What is new beside it would lead them to it.
            Kind::News => Answer::Wait(again, Why::BadNewsFirst),
        });
    }
    (safe.reads == Reads::Other).then_some(Answer::Never(Why::Language))
}

/// What the victim's own wishes say about one way.
fn ask_wishes(
    wishes: &Preferences,
    safe: &SafeContact,
    channel: Channel,
    last_alert: Option<Timestamp>,
    at: Timestamp,
) -> Answer {
    if !is_automatic(channel) {
        return Answer::Never(Why::NoChannel);
    }
    if !wishes.channels.contains(&channel) {
        return Answer::Never(Why::NotChosen);
    }
    let not_for_letters = [Format::LargePrint, Format::EasyRead, Format::Braille, Format::Audio];
    if channel == Channel::Letter && not_for_letters.iter().any(|format| safe.formats.contains(format)) {
        return Answer::Never(Why::Format);
    }
    let soonest = match (safe.alerts, last_alert) {
        (Alerts::OnceADay, Some(last)) => days_after(last, 1),
        (Alerts::OnceAWeek, Some(last)) => days_after(last, 7),
        _ => at,
    };
    let usual = [hours::usual()];
    let hours = if safe.hours.is_empty() { &usual[..] } else { &safe.hours };
    match hours::next_within(hours, at.max(soonest)) {
        None => Answer::Never(Why::NoHours),
        Some(from) if from <= at => Answer::Send,
        Some(from) if soonest > at => Answer::Wait(from, Why::TooSoon),
        Some(from) => Answer::Wait(from, Why::OutsideHours),
    }
}

/// The beginning of the London day so many days after the one of `last`.
fn days_after(last: Timestamp, days: i32) -> Timestamp {
    let day = calendar::london_date(last).saturating_add(days.days());
    calendar::start_of_london_day(day)
}

/// Where an alert goes: by the first of the victim's own ways that the gate lets it take and that has not failed for it;
/// else it waits for the one that opens first; else to a person. `address` says where each way leads.
pub fn route<'a>(
    victim: &Situation<'_>,
    kind: Kind,
    failed: &[Channel],
    address: impl Fn(Channel) -> Option<Address<'a>>,
    at: Timestamp,
) -> Route {
    let purpose = Purpose::Alert(kind);
    match whatever_the_way(victim, purpose, at) {
        Some(Answer::Never(why @ (Why::Erased | Why::NotWanted))) => return Route::Withdrawn(why),
        Some(Answer::Never(why)) => return Route::Person(why),
        Some(Answer::Wait(until, why)) => return Route::Wait(until, why),
        _ => {}
    }
    let chosen = victim.preferences.map(|wishes| wishes.channels.as_slice()).unwrap_or_default();
    let mut waits: Option<(Timestamp, Why)> = None;
    let mut because = None;
    for channel in chosen.iter().copied().filter(|channel| is_automatic(*channel)) {
        if failed.contains(&channel) {
            because.get_or_insert(Why::Undeliverable);
            continue;
        }
        match ask(victim, purpose, channel, address(channel), at) {
            Answer::Send => return Route::Send(channel),
            Answer::Wait(until, why) if waits.is_none_or(|(soonest, _)| until < soonest) => {
                waits = Some((until, why));
            }
            Answer::Wait(..) => {}
            Answer::Never(why) => drop(because.get_or_insert(why)),
        }
    }
    match waits {
        Some((until, why)) => Route::Wait(until, why),
        None => Route::Person(because.unwrap_or(Why::NoChannel)),
    }
}

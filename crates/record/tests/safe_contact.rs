//! No send ever breaks a rule, and no message is ever dropped. The rules are stated here a second time, in other words
//! and with other means than the gate's own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use jiff::{
    Timestamp, ToSpan, Zoned,
    civil::{Time, time},
};
use proptest::{prelude::*, sample::subsequence};
use record::{
    Channel, Preferences,
    safe_contact::{
        Address, Alerts, Answer, BadNews, Day, Format, Hours, Kind, Purpose, Reads, Route, SafeContact,
        Situation, Why, ask, hours, route,
    },
};
use std::collections::BTreeSet;

fn london(at: Timestamp) -> Zoned {
    at.in_tz("Europe/London").unwrap()
}

/// Whether the clocks on the wall are within these hours, minute by minute of the week.
fn clocks_say(hours: &[Hours], at: Timestamp) -> bool {
    let wall = london(at);
    let minute_of_week = |day: Day, time: Time| {
        let day = Day::ALL.iter().position(|one| *one == day).unwrap();
        day * 1440 + usize::from(time.hour() as u8) * 60 + usize::from(time.minute() as u8)
    };
    let today = Day::ALL[wall.weekday().to_monday_zero_offset() as usize];
    let now = minute_of_week(today, wall.time());
    hours.iter().any(|hours| {
        hours.days.iter().any(|day| {
            let from = minute_of_week(*day, hours.from);
            let mut until = minute_of_week(*day, hours.until);
            if until <= from {
                until += 1440;
            }
            (from..until).contains(&now) || (from..until).contains(&(now + 7 * 1440))
        })
    })
}

/// What a test knows beside the preferences.
#[derive(Clone, Debug)]
struct World {
    preferences: Option<Preferences>,
    not_safe: bool,
    suspended: bool,
    erased: bool,
    untold: bool,
    last_alert: Option<Timestamp>,
    kind: Kind,
    addresses: [Option<(String, bool)>; 3],
    failed: Vec<Channel>,
}

const AUTOMATIC: [Channel; 3] = [Channel::Text, Channel::Email, Channel::Letter];

impl World {
    fn situation(&self) -> Situation<'_> {
        Situation {
            preferences: self.preferences.as_ref(),
            not_safe: self.not_safe,
            suspended: self.suspended,
            erased: self.erased,
            untold: self.untold,
            last_alert: self.last_alert,
        }
    }

    fn address(&self, channel: Channel) -> Option<Address<'_>> {
        let place = AUTOMATIC.iter().position(|one| *one == channel)?;
        self.addresses[place].as_ref().map(|(to, confirmed)| Address { to, confirmed: *confirmed })
    }

    fn route(&self, at: Timestamp) -> Route {
        route(&self.situation(), self.kind, &self.failed, |channel| self.address(channel), at)
    }

    /// The rules. None: this send is as the victim wants it. Otherwise which one it breaks.
    fn breaks(&self, channel: Channel, at: Timestamp) -> Option<&'static str> {
        let rule = |broken: bool, name| broken.then_some(name);
        let Some(wishes) = &self.preferences else { return Some("nobody asked them") };
        let Some(safe) = &wishes.safe else { return Some("nobody asked them in fields") };
        let days_since = self.last_alert.map(|last| {
            let days = london(last).date().until(london(at).date()).unwrap().get_days();
            i64::from(days)
        });
        let hours = match safe.hours.is_empty() {
            true => vec![Hours { days: Day::ALL.into(), from: time(8, 0, 0, 0), until: time(20, 0, 0, 0) }],
            false => safe.hours.clone(),
        };
        let to = self.address(channel);
        let hard_to_read = [Format::LargePrint, Format::EasyRead, Format::Braille, Format::Audio];
        rule(self.erased, "they were erased")
            .or(rule(self.not_safe, "it is not safe now"))
            .or(rule(self.suspended, "their sign-in is suspended"))
            .or(rule(self.untold, "a person must tell them first"))
            .or(rule(safe.alerts == Alerts::Never, "they want none"))
            .or(rule(safe.reads == Reads::Other, "they cannot read it"))
            .or(rule(wishes.never.contains(&channel), "never by this way"))
            .or(rule(!wishes.channels.contains(&channel), "they did not choose this way"))
            .or(rule(!AUTOMATIC.contains(&channel), "this way needs a person"))
            .or(rule(to.is_none_or(|to| to.to.trim().is_empty()), "no address"))
            .or(rule(!to.is_some_and(|to| to.confirmed), "not their confirmed address"))
            .or(rule(self.failed.contains(&channel), "this way failed before"))
            .or(rule(!clocks_say(&hours, at), "not at this hour"))
            .or(rule(safe.alerts == Alerts::OnceADay && days_since.is_some_and(|d| d < 1), "twice a day"))
            .or(rule(safe.alerts == Alerts::OnceAWeek && days_since.is_some_and(|d| d < 7), "twice a week"))
            .or(rule(
                channel == Channel::Letter && hard_to_read.iter().any(|one| safe.formats.contains(one)),
                "a letter that they cannot read",
            ))
    }
}

fn any_time() -> impl Strategy<Value = Time> {
    prop_oneof![
        (0i8..24, 0i8..60).prop_map(|(hour, minute)| time(hour, minute, 0, 0)),
        (0i8..24).prop_map(|hour| time(hour, 0, 0, 0)),
        // The hours that are skipped or come twice.
        (1i8..3, 0i8..60).prop_map(|(hour, minute)| time(hour, minute, 0, 0)),
    ]
}

fn any_hours() -> impl Strategy<Value = Vec<Hours>> {
    let one = (subsequence(Day::ALL.to_vec(), 0..=7), any_time(), any_time());
    let one = one.prop_map(|(days, from, until)| Hours { days: days.into_iter().collect(), from, until });
    prop::collection::vec(one, 0..3)
}

fn any_safe() -> impl Strategy<Value = SafeContact> {
    let alerts = prop::sample::select(vec![
        Alerts::EachTime,
        Alerts::EachTime,
        Alerts::OnceADay,
        Alerts::OnceAWeek,
        Alerts::Never,
    ]);
    let reads = prop::sample::select(vec![Reads::English, Reads::English, Reads::Welsh, Reads::Other]);
    let formats = prop_oneof![3 => Just(Vec::new()), 1 => subsequence(Format::ALL.to_vec(), 0..3)];
    let bad_news = prop::sample::select(BadNews::ALL.to_vec());
    (any_hours(), alerts, reads, formats, bad_news).prop_map(|(hours, alerts, reads, formats, bad_news)| {
        let formats: BTreeSet<Format> = formats.into_iter().collect();
        SafeContact { hours, alerts, reads, formats, bad_news, ..SafeContact::default() }
    })
}

fn any_preferences() -> impl Strategy<Value = Preferences> {
    let channels = subsequence(Channel::ALL.to_vec(), 0..=7).prop_shuffle();
    let never = prop_oneof![2 => Just(Vec::new()), 1 => subsequence(Channel::ALL.to_vec(), 0..4)];
    let safe = prop::option::weighted(0.9, any_safe());
    (channels, never, safe).prop_map(|(channels, never, safe)| Preferences {
        channels,
        never,
        safe,
        ..Preferences::default()
    })
}

/// Any minute of 2026 and 2027, and often one near a change of the clocks.
fn any_instant() -> impl Strategy<Value = Timestamp> {
    let begin: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let changes = ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2027-03-28T01:00:00Z"];
    let changes: Vec<Timestamp> = changes.iter().map(|text| text.parse().unwrap()).collect();
    prop_oneof![
        (0i64..2 * 365 * 86_400).prop_map(move |seconds| begin + seconds.seconds()),
        (prop::sample::select(changes), -26i64 * 3600..26 * 3600).prop_map(|(at, by)| at + by.seconds()),
    ]
}

fn any_world() -> impl Strategy<Value = (World, Timestamp)> {
    let seldom = || prop::bool::weighted(0.08);
    let address = || prop::option::weighted(0.9, ("(|some where)", prop::bool::weighted(0.9)));
    let holds = (seldom(), seldom(), seldom(), seldom());
    let last = prop::option::of(0i64..10 * 86_400);
    let kind = prop::sample::select(vec![Kind::News, Kind::BadNews]);
    let addresses = [address(), address(), address()];
    let failed = prop_oneof![3 => Just(Vec::new()), 1 => subsequence(AUTOMATIC.to_vec(), 0..3)];
    let preferences = prop::option::weighted(0.95, any_preferences());
    (preferences, holds, last, kind, addresses, failed, any_instant()).prop_map(
        |(preferences, (not_safe, suspended, erased, untold), last, kind, addresses, failed, at)| {
            let last_alert = last.map(|ago| at - ago.seconds());
            let world = World {
                preferences,
                not_safe,
                suspended,
                erased,
                untold,
                last_alert,
                kind,
                addresses,
                failed,
            };
            (world, at)
        },
    )
}

/// Whether a message could go at some instant of the next weeks if nothing else changed.
fn could_ever_go(world: &World, at: Timestamp) -> bool {
    let quarters = (0..24 * 4 * 16).map(|quarter| at + (quarter * 15i64).minutes());
    quarters.into_iter().any(|at| AUTOMATIC.iter().any(|channel| world.breaks(*channel, at).is_none()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn no_send_ever_breaks_a_rule((world, at) in any_world()) {
        if let Route::Send(channel) = world.route(at) {
            prop_assert_eq!(world.breaks(channel, at), None, "{:?} {:?}", world, at);
        }
        // The same for one way by itself, which is how whoever sends asks a last time.
        for channel in Channel::ALL {
            let purpose = Purpose::Alert(world.kind);
            if ask(&world.situation(), purpose, channel, world.address(channel), at) == Answer::Send {
                let tried = World { failed: Vec::new(), ..world.clone() };
                prop_assert_eq!(tried.breaks(channel, at), None, "{:?} {:?}", world, at);
            }
        }
    }

    #[test]
    fn what_could_go_goes((world, at) in any_world()) {
        let open = AUTOMATIC.iter().any(|channel| world.breaks(*channel, at).is_none());
        prop_assert_eq!(open, matches!(world.route(at), Route::Send(_)), "{:?} {:?}", world, world.route(at));
    }

    /// A code is waited for: hours do not count, what is ruled out and unsafe does.
    #[test]
    fn a_code_goes_at_any_hour_and_never_where_it_is_unsafe((world, at) in any_world()) {
        for channel in AUTOMATIC {
            let to = world.address(channel);
            let ruled_out = world.preferences.as_ref().is_some_and(|wishes| wishes.never.contains(&channel));
            let fine = to.is_some_and(|to| to.confirmed && !to.to.trim().is_empty());
            let goes = fine && !ruled_out && !world.not_safe && !world.suspended && !world.erased;
            let answer = ask(&world.situation(), Purpose::Code, channel, to, at);
            prop_assert_eq!(goes, answer == Answer::Send, "{:?}", world);
            prop_assert!(!matches!(answer, Answer::Wait(..)));
        }
    }
}

proptest! {
    // These look at every minute or quarter of weeks.
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    /// Each message ends as sent, or is handed to a person, or waits with a time for somebody's word; and none is
    /// withdrawn but by the victim's own wish, or because nobody is left.
    #[test]
    fn no_message_is_dropped((mut world, mut at) in any_world(), arrives in prop::collection::vec(any::<bool>(), 3)) {
        let begun = at;
        let mut arrives = arrives.into_iter();
        for _ in 0..100 {
            match world.route(at) {
                Route::Send(channel) if arrives.next() == Some(false) => world.failed.push(channel),
                Route::Send(_) => return Ok(()),
                Route::Person(_) => {
                    prop_assert!(!could_ever_go(&world, at), "given to a person too soon: {:?} {:?}", world, at);
                    return Ok(());
                }
                Route::Withdrawn(why) => {
                    let safe = world.preferences.as_ref().and_then(|wishes| wishes.safe.as_ref());
                    let unwanted = safe.is_some_and(|safe| safe.alerts == Alerts::Never);
                    prop_assert!(world.erased || unwanted, "{:?}", why);
                    return Ok(());
                }
                Route::Wait(until, why) => {
                    prop_assert!(until > at, "waits for the past: {:?}", world);
                    prop_assert!(until < begun + (24i64 * 40).hours(), "waits for ever: {:?}", world);
                    if matches!(why, Why::NotSafeNow | Why::BadNewsFirst) {
                        prop_assert!(world.not_safe || world.untold);
                        return Ok(());
                    }
                    at = until;
                }
            }
        }
        prop_assert!(false, "it never ended: {:?}", world);
    }

    /// Nobody waits longer than their own hours make them.
    #[test]
    fn hours_begin_at_their_first_minute(hours in any_hours(), at in any_instant()) {
        let minutes = |count: i64| (0..count).map(|minute| at + minute.minutes());
        let first = minutes(9 * 24 * 60).find(|at| clocks_say(&hours, *at));
        match (hours::next_within(&hours, at), first) {
            (Some(next), Some(first)) => {
                prop_assert!(clocks_say(&hours, next));
                // `first` looked at whole minutes from `at` on.
                prop_assert!(next <= first && first.as_second() - next.as_second() < 60, "{next} {first}");
            }
            (Some(next), None) => prop_assert!(next > at + (9i64 * 24).hours() - 1.minute()),
            (None, first) => prop_assert_eq!(first, None),
        }
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn sundays(from: Time, until: Time) -> [Hours; 1] {
    [Hours { days: [Day::Sunday].into(), from, until }]
}

#[test]
fn the_night_on_which_the_clocks_go_forward_skips_its_hour() {
    // On 29 March 2026 no clock shows 1.15: hours from 1.15 to 1.45 begin a week later.
    let skipped = sundays(time(1, 15, 0, 0), time(1, 45, 0, 0));
    assert_eq!(hours::next_within(&skipped, at("2026-03-29T00:00:00Z")), Some(at("2026-04-05T00:15:00Z")));
    // Hours from 1.15 to 2.30 begin when the clocks jump to 2.
    let cut = sundays(time(1, 15, 0, 0), time(2, 30, 0, 0));
    assert_eq!(hours::next_within(&cut, at("2026-03-29T00:30:00Z")), Some(at("2026-03-29T01:00:00Z")));
    assert!(!hours::is_within(&cut, at("2026-03-29T01:30:00Z")), "2.30 by summer's clock");
}

#[test]
fn the_night_on_which_the_clocks_go_back_has_its_hour_twice() {
    let twice = sundays(time(1, 15, 0, 0), time(1, 45, 0, 0));
    // 00:45Z is 1.45 in summer's time: over; the same clock comes again in winter's time.
    assert_eq!(hours::next_within(&twice, at("2026-10-25T00:00:00Z")), Some(at("2026-10-25T00:15:00Z")));
    assert_eq!(hours::next_within(&twice, at("2026-10-25T00:45:00Z")), Some(at("2026-10-25T01:15:00Z")));
    assert_eq!(hours::next_within(&twice, at("2026-10-25T01:45:00Z")), Some(at("2026-11-01T01:15:00Z")));
}

#[test]
fn eight_in_the_morning_is_eight_in_the_morning_in_summer_and_in_winter() {
    let usual = [hours::usual()];
    assert_eq!(hours::next_within(&usual, at("2026-07-01T20:30:00Z")), Some(at("2026-07-02T07:00:00Z")));
    assert_eq!(hours::next_within(&usual, at("2026-12-01T20:30:00Z")), Some(at("2026-12-02T08:00:00Z")));
}

#[test]
fn hours_that_never_come_are_somebodys_work_and_not_a_long_wait() {
    let none = Hours { days: BTreeSet::new(), from: time(9, 0, 0, 0), until: time(17, 0, 0, 0) };
    assert_eq!(hours::next_within(&[none], at("2026-07-01T20:30:00Z")), None);
    assert_eq!(hours::next_within(&[], at("2026-07-01T20:30:00Z")), None);
}

#[test]
fn preferences_of_before_the_fields_are_still_read() {
    let before = r#"{"channels":["text"],"never":["letter"],"times":"after 4 pm","safe_contact":"Text first","tell_also":"Lena"}"#;
    let read: Preferences = serde_json::from_str(before).unwrap();
    assert_eq!(read.times.as_deref(), Some("after 4 pm"));
    assert_eq!(read.safe, None, "nobody was asked in fields, so nothing is sent");
    assert_eq!(serde_json::from_str::<Preferences>(&serde_json::to_string(&read).unwrap()).unwrap(), read);
}

//! How somebody is reached, in words that the victim reads, in their language. Staff read the record's own words.

use crate::victim_case::capital;
use language::{Language, Value};
use record::{
    Channel, SafeContact,
    safe_contact::{BadNews, Day, Hours, Reads},
};

/// A slug as it stands in the name of a message.
pub fn dashed(slug: &str) -> String {
    slug.replace('_', "-")
}

/// A way of reaching somebody: "Text message".
pub fn way(channel: Channel, language: Language) -> String {
    language.say(&format!("way-{}", dashed(channel.slug())))
}

/// Several of them, side by side.
pub fn ways(channels: &[Channel], language: Language) -> String {
    channels.iter().map(|channel| way(*channel, language)).collect::<Vec<_>>().join(", ")
}

/// Several of them, one after the other.
pub fn ways_in_order(channels: &[Channel], language: Language) -> Option<String> {
    channels.iter().map(|channel| way(*channel, language)).reduce(|first, next| {
        language.say_with("way-then", &[("first", first.into()), ("next", next.into())])
    })
}

/// Days between updates: "Every week".
pub fn every_days(days: u16, language: Language) -> String {
    language.say_with("reach-every-days", &[("days", Value::from(days))])
}

/// A day of the week, to begin a line with: "Monday", "Dydd Llun".
pub fn day(day: Day, language: Language) -> String {
    let number = Day::ALL.iter().position(|one| *one == day).map_or(1, |place| place + 1);
    capital(&language.say(&format!("weekday-{number}")))
}

/// Hours: "Monday, Tuesday from 9am until 5pm".
pub fn hours(hours: &Hours, language: Language) -> String {
    let days = match hours.days.len() {
        7 => language.say("hours-every-day"),
        _ => hours.days.iter().map(|one| day(*one, language)).collect::<Vec<_>>().join(", "),
    };
    let days = ("days", Value::from(days));
    if hours.from == hours.until {
        return language.say_with("hours-any-time", &[days]);
    }
    let (from, until) = (language.clock(hours.from), language.clock(hours.until));
    language.say_with("hours-from-until", &[days, ("from", from.into()), ("until", until.into())])
}

/// Each thing that was said in fields: its slug, and words.
pub fn said(safe: &SafeContact, language: Language) -> Vec<(&'static str, String)> {
    let say = |holds: bool, name: &str| holds.then(|| language.say(name));
    let list = |words: Vec<String>, between: &str| Some(words.join(between)).filter(|text| !text.is_empty());
    let formats = safe.formats.iter().map(|one| language.say(&format!("format-{}", dashed(one.slug()))));
    let times = safe.hours.iter().map(|one| hours(one, language)).collect();
    let bad_news = format!("bad-news-{}", dashed(safe.bad_news.slug()));
    let rows = [
        ("safe_word", safe.safe_word.clone()),
        ("safe_times", list(times, "; ")),
        ("voicemail", say(safe.no_voicemail, "said-no-voicemail")),
        ("withheld_numbers", say(safe.no_withheld_number, "said-no-withheld")),
        ("text_to", safe.text_to.clone()),
        ("email_to", safe.email_to.clone()),
        ("formats", list(formats.collect(), ", ")),
        ("reads", say(safe.reads == Reads::Welsh, "reads-welsh")),
        ("interpreter", say(safe.interpreter, "said-needs-interpreter")),
        ("bad_news_by", say(safe.bad_news != BadNews::NoWish, &bad_news)),
        ("alerts", Some(language.say(&format!("alerts-{}", dashed(safe.alerts.slug()))))),
    ];
    rows.into_iter().filter_map(|(slug, words)| Some((slug, words?))).collect()
}

/// The language in which somebody said that they read.
pub fn language_of(safe: Option<&SafeContact>) -> Language {
    match safe.map(|safe| safe.reads) {
        Some(Reads::Welsh) => Language::Welsh,
        _ => Language::English,
    }
}

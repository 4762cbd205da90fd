//! Messages and disputes, in the words of whoever reads them.

use crate::{
    pages::messages::Said,
    speaking::{say, say_with, speaking},
    words,
};
use jiff::civil::Date;
use language::Value;
use record::dispute::Kind;
use service::{
    Standing,
    disputes::{DisputePage, DisputeSeen},
    messages::{Answering, ConversationLine, From, LineKind, Promise, own::Receipt},
};

/// A line of the conversation, for the victim
pub(crate) fn own_line(line: ConversationLine, today: Date) -> Said {
    let named = |name: &str, who: &str| say_with(name, &[("name", who.into())]);
    let of_staff = |message: &str, name: &str, organisation: &str| {
        say_with(message, &[("name", name.into()), ("organisation", organisation.into())])
    };
    let title = match (&line.from, line.kind) {
        (From::Victim, LineKind::Update) => say("messages-you-asked"),
        (From::Victim, _) => say("messages-you-wrote"),
        (From::Representative(name), LineKind::Update) => named("messages-for-you-asked", name),
        (From::Representative(name), _) => named("messages-for-you-wrote", name),
        (From::Staff(name, organisation), LineKind::Update) => {
            of_staff("messages-staff-asked", name, organisation)
        }
        (From::Staff(name, organisation), _) => of_staff("messages-staff-wrote", name, organisation),
    };
    let mut states = vec![say_with("messages-sent", &[("moment", speaking().moment(line.at, today).into())])];
    if line.kind != LineKind::Answer {
        states.push(match line.read {
            Some(at) => say_with("messages-read", &[("day", day(calendar::london_date(at), today))]),
            None => say("messages-not-read"),
        });
        states.extend(line.promise.and_then(|promise| promise_words(promise, today)));
    }
    let files = line.files.iter().enumerate().map(|(place, file)| {
        (say_with("messages-file", &[("number", (place + 1).into())]), format!("/your-files/{file}"))
    });
    Said { title, text: text(&line), files: files.collect(), states }
}

fn text(line: &ConversationLine) -> String {
    match (&line.words, line.kind) {
        (Some(words), _) => words.clone(),
        (None, LineKind::Update) => String::new(),
        (None, _) => say("messages-gone"),
    }
}

fn day(date: Date, today: Date) -> Value<'static> {
    Value::from(speaking().day(date, today))
}

fn promise_words(promise: Promise, today: Date) -> Option<String> {
    match (promise.standing, promise.by) {
        (Standing::Done | Standing::DoneLate, _) => Some(say("messages-answered")),
        (Standing::Late, Some(by)) => Some(say_with("messages-answer-was-due", &[("day", day(by, today))])),
        (_, Some(by)) => Some(say_with("messages-answer-by", &[("day", day(by, today))])),
        _ => None,
    }
}

/// Who answers, a paragraph each
pub(crate) fn who_answers(answering: &Answering) -> Vec<String> {
    let team = ("team", Value::from(answering.team.as_str()));
    let person = ("person", Value::from(answering.person.as_str()));
    let who = match (answering.team.is_empty(), answering.person.is_empty(), answering.is_there) {
        (true, ..) => None,
        (_, true, _) => Some(say_with("messages-who-team", &[team])),
        (_, _, true) => Some(say_with("messages-who", &[person, team])),
        (_, _, false) => Some(say_with("messages-who-away", &[person, team])),
    };
    std::iter::once(say("messages-about")).chain(who).collect()
}

/// That somebody waits for an update; empty when they do not
pub(crate) fn update_words(update: Option<Promise>, today: Date) -> String {
    match update {
        None => String::new(),
        Some(Promise { by: None, .. }) => say("update-open-plain"),
        Some(Promise { by: Some(by), standing: Standing::Late }) => {
            say_with("update-open-late", &[("day", day(by, today))])
        }
        Some(Promise { by: Some(by), .. }) => say_with("update-open", &[("day", day(by, today))]),
    }
}

/// The receipt of a message
pub(crate) fn receipt(receipt: Receipt, today: Date) -> String {
    let moment = ("moment", Value::from(speaking().moment(receipt.at, today)));
    match receipt.promise.and_then(|promise| promise.by) {
        Some(by) => say_with("messages-sent-note", &[moment, ("day", day(by, today))]),
        None => say_with("messages-sent-note-plain", &[moment]),
    }
}

/// The receipt of a request for an update
pub(crate) fn update_receipt(receipt: Receipt, today: Date) -> String {
    let by = receipt.promise.and_then(|promise| promise.by).map(|by| ("day", day(by, today)));
    match (receipt.again, by) {
        (false, Some(by)) => say_with("update-note", &[by]),
        (false, None) => say("update-note-plain"),
        (true, Some(by)) => say_with("update-again", &[by]),
        (true, None) => say("update-again-plain"),
    }
}

/// A line of the conversation, for staff
pub(crate) fn team_line(line: ConversationLine, victim: &str, today: Date) -> Said {
    let who = match &line.from {
        From::Victim => victim.to_owned(),
        From::Representative(name) => format!("{name}, for {victim},"),
        From::Staff(name, organisation) => format!("{name}, {organisation},"),
    };
    let what = if line.kind == LineKind::Update { "asked for an update" } else { "wrote" };
    let mut states = vec![format!("{}.", words::capital(&words::moment(line.at, today)))];
    if line.kind != LineKind::Answer {
        if let Some(read) = line.read {
            states.push(format!("First read on {}.", words::moment(read, today)));
        }
        states.extend(line.promise.and_then(|promise| match (promise.standing, promise.by) {
            (Standing::Done, _) => Some("Answered.".to_owned()),
            (Standing::DoneLate, _) => Some("Answered late.".to_owned()),
            (Standing::Late, Some(by)) => {
                Some(format!("Late: an answer was due by the end of {}.", words::day(by, today)))
            }
            (_, Some(by)) => Some(format!("An answer is due by the end of {}.", words::day(by, today))),
            _ => None,
        }));
    }
    let text = match (&line.words, line.kind) {
        (Some(words), _) => words.clone(),
        (None, LineKind::Update) => String::new(),
        (None, _) => "What was written here was destroyed.".to_owned(),
    };
    if !line.files.is_empty() {
        states.push("A file came with it: it is under Files.".into());
    }
    Said { title: format!("{who} {what}"), text, states, ..Said::default() }
}

/// What the victim says, for staff: a sentence each
pub(crate) fn dispute_says(page: &DisputePage, today: Date) -> Vec<String> {
    let what = match page.kind {
        Kind::DidNotHappen => "this did not happen",
        Kind::NotUnderstood => "they did not understand what they were told",
    };
    let day = words::day(calendar::london_date(page.since), today);
    let again = match page.reopened {
        0 => None,
        1 => Some(
            "It was looked into before, and they say that it is not settled. Somebody else looks at it now."
                .into(),
        ),
        times => Some(format!(
            "It was looked into {times} times before, and they say that it is not settled. Somebody else looks at it now."
        )),
    };
    std::iter::once(format!("{} said on {day} that {what}.", page.name)).chain(again).collect()
}

/// By when somebody must have looked into it, for staff; empty when that is not known or over
pub(crate) fn dispute_due(promise: Option<Promise>, today: Date) -> String {
    match promise {
        Some(Promise { by: Some(by), standing: Standing::Late }) => {
            format!("Late: this was to be looked into by the end of {}.", words::day(by, today))
        }
        Some(Promise { by: Some(by), standing: Standing::Due }) => {
            format!("This is to be looked into by the end of {}.", words::day(by, today))
        }
        _ => String::new(),
    }
}

/// How a dispute stands, for its victim
pub(crate) fn dispute_words(seen: &DisputeSeen, today: Date) -> String {
    match seen {
        DisputeSeen::Open { by: None, .. } => say("dispute-looked-into-plain"),
        DisputeSeen::Open { by: Some(by), late, again } => {
            let name = match (again, late) {
                (false, false) => "dispute-looked-into",
                (false, true) => "dispute-looked-into-late",
                (true, false) => "dispute-supervisor",
                (true, true) => "dispute-supervisor-late",
            };
            say_with(name, &[("day", day(*by, today))])
        }
        DisputeSeen::Settled { done, words } => {
            let done = done.in_words(speaking());
            let words = words.clone().unwrap_or_else(|| say("messages-gone"));
            say_with("dispute-found", &[("done", done.into()), ("words", words.into())])
        }
    }
}

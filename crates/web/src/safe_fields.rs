//! The fields about being reached safely, the same for a victim and for staff: what a form shows, and what it sent.

use crate::{
    components::{self as c, Choice, Filled, Markup},
    fields::Fields,
    forms::Complaints,
};
use jiff::civil::Time;
use record::safe_contact::{Alerts, BadNews, Day, Format, Hours, Reads, SafeContact, hours::hour_words};
use std::collections::BTreeSet;

/// How many times a form has room for
const ROWS: [(&str, &str, &str); 2] = [("days_1", "from_1", "until_1"), ("days_2", "from_2", "until_2")];

/// Who reads the form
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// the victim, or who acts for them
    Victim,
    /// staff
    Staff,
}

/// What a form about being reached safely sent, apart from numbers and words that are kept elsewhere
pub(crate) fn sent(fields: &Fields, complaints: &mut Complaints) -> SafeContact {
    let mut hours = Vec::new();
    for (days, from, until) in ROWS {
        let ticked: BTreeSet<Day> = fields.all(days).iter().filter_map(|slug| Day::from_slug(slug)).collect();
        let (begin, end) = (fields.text(from), fields.text(until));
        match (ticked.is_empty(), hour(&begin), hour(&end)) {
            (true, None, None) if begin.is_empty() && end.is_empty() => {}
            (false, None, None) if begin.is_empty() && end.is_empty() => {
                // Days without times are whole days.
                hours.push(Hours { days: ticked, from: Time::midnight(), until: Time::midnight() });
            }
            (false, Some(from), Some(until)) => hours.push(Hours { days: ticked, from, until }),
            (true, ..) => complaints.add(days, "Select the days, or leave the times empty"),
            (false, None, _) => complaints.add(from, "Select from what time"),
            (false, _, None) => complaints.add(until, "Select until what time"),
        }
    }
    SafeContact {
        hours,
        alerts: Alerts::from_slug(&fields.text("alerts")).unwrap_or_default(),
        text_to: None,
        email_to: None,
        safe_word: None,
        no_voicemail: fields.all("calls").iter().any(|value| value == "no_voicemail"),
        no_withheld_number: fields.all("calls").iter().any(|value| value == "no_withheld_number"),
        formats: fields.all("formats").iter().filter_map(|slug| Format::from_slug(slug)).collect(),
        reads: Reads::from_slug(&fields.text("reads")).unwrap_or_default(),
        interpreter: fields.some_text("interpreter").is_some(),
        bad_news: BadNews::from_slug(&fields.text("bad_news_by")).unwrap_or_default(),
        may_name_us: fields.some_text("may_name_us").is_some(),
    }
}

/// The hour that a list of hours sends: `0` to `23`
fn hour(text: &str) -> Option<Time> {
    let hour: i8 = text.parse().ok()?;
    Time::new(hour, 0, 0, 0).ok()
}

fn choice(value: &str, text: impl Into<String>) -> Choice {
    Choice::new(value, text)
}

/// When it is safe
pub(crate) fn hours(safe: &SafeContact, complaints: &Complaints, reader: Reader) -> Vec<Markup> {
    let (first, second) = match reader {
        Reader::Victim => {
            ("On which days can we contact you?", "Other days with other times, if you have any")
        }
        Reader::Staff => ("On which days can they be reached?", "Other days with other times"),
    };
    let days: Vec<Choice> = Day::ALL.iter().map(|day| choice(day.slug(), day.words())).collect();
    let mut clock = vec![choice("", "Choose a time")];
    clock.extend((0..24).map(|hour| choice(&hour.to_string(), hour_words(hour))));
    let mut parts = Vec::new();
    for (row, (name, from, until)) in ROWS.into_iter().enumerate() {
        let known = safe.hours.get(row);
        let ticked: Vec<String> =
            known.iter().flat_map(|hours| &hours.days).map(|day| day.slug().to_owned()).collect();
        let shown = |time: Option<Time>| time.map(|time| time.hour().to_string()).unwrap_or_default();
        let whole = known.is_some_and(|hours| hours.from == hours.until);
        let known = known.filter(|_| !whole);
        let question = if row == 0 { first } else { second };
        let hint = if row == 0 {
            "If you leave this empty, it is any day from 8am to 8pm."
        } else {
            "Leave this empty if the first is enough."
        };
        let mut boxes = c::checkboxes(name, question, &days).ticked(&ticked).error(&complaints.about(name));
        if reader == Reader::Staff {
            boxes = boxes.small();
        }
        parts.push(Markup::of(boxes.hint(hint)));
        for (name, label, time) in
            [(from, "From", known.map(|hours| hours.from)), (until, "Until", known.map(|hours| hours.until))]
        {
            let label = if row == 0 { label.to_owned() } else { format!("{label} (other days)") };
            let select = c::select(name, label, &clock).filled(&complaints.beside(name, shown(time)));
            parts.push(Markup::of(select));
        }
    }
    parts
}

/// How often
pub(crate) fn alerts(safe: &SafeContact, reader: Reader) -> Markup {
    let question = match reader {
        Reader::Victim => "How often should we tell you that there is news?",
        Reader::Staff => "How often do they want to be alerted to news?",
    };
    let choices: Vec<Choice> = Alerts::ALL.iter().map(|one| choice(one.slug(), one.words())).collect();
    let radios = c::radios("alerts", question, &choices).filled(&Filled::with(safe.alerts.slug()));
    let radios =
        radios.hint("The message only says that there is a new message. It does not say what it is about.");
    Markup::of(if reader == Reader::Staff { radios.small() } else { radios })
}

/// About calls
pub(crate) fn calls(safe: &SafeContact, reader: Reader) -> Markup {
    let (question, voicemail, withheld) = match reader {
        Reader::Victim => (
            "If somebody calls you",
            "Do not leave a message on my voicemail",
            "I do not answer calls from hidden numbers",
        ),
        Reader::Staff => ("Calls", "No message on voicemail", "Does not answer withheld numbers"),
    };
    let choices = [choice("no_voicemail", voicemail), choice("no_withheld_number", withheld)];
    let ticked = [(safe.no_voicemail, "no_voicemail"), (safe.no_withheld_number, "no_withheld_number")];
    let ticked: Vec<String> =
        ticked.into_iter().filter(|(holds, _)| *holds).map(|(_, value)| value.to_owned()).collect();
    let boxes = c::checkboxes("calls", question, choices).ticked(&ticked);
    Markup::of(if reader == Reader::Staff { boxes.small() } else { boxes })
}

/// Formats and languages
pub(crate) fn formats(safe: &SafeContact, language: &Filled, reader: Reader) -> Vec<Markup> {
    let (formats, reads, other, interpreter) = match reader {
        Reader::Victim => (
            "Do you need information in another form?",
            "Which language do you like to read?",
            "If another language, which one?",
            "I need an interpreter when somebody speaks with me",
        ),
        Reader::Staff => ("Formats", "Language that they read", "Other language", "Needs an interpreter"),
    };
    let choices: Vec<Choice> = Format::ALL.iter().map(|one| choice(one.slug(), one.words())).collect();
    let ticked: Vec<String> = safe.formats.iter().map(|one| one.slug().to_owned()).collect();
    let formats = c::checkboxes("formats", formats, &choices).ticked(&ticked);
    let choices: Vec<Choice> = Reads::ALL.iter().map(|one| choice(one.slug(), one.words())).collect();
    let reads = c::radios("reads", reads, &choices).filled(&Filled::with(safe.reads.slug()));
    let (formats, reads) =
        if reader == Reader::Staff { (formats.small(), reads.small()) } else { (formats, reads) };
    vec![
        Markup::of(formats),
        Markup::of(reads),
        Markup::of(c::input("language", other).filled(language)),
        Markup::of(one_box("interpreter", "Interpreter", interpreter, safe.interpreter)),
    ]
}

/// One box by itself
pub(crate) fn one_box(name: &str, question: &str, text: &str, ticked: bool) -> c::Checkboxes {
    let ticked: Vec<String> = if ticked { vec!["yes".into()] } else { Vec::new() };
    c::checkboxes(name, question, [choice("yes", text)]).ticked(&ticked)
}

/// How bad news is to come
pub(crate) fn bad_news(safe: &SafeContact, reader: Reader) -> Markup {
    let question = match reader {
        Reader::Victim => "If there is bad news, how should it come?",
        Reader::Staff => "How bad news is to come",
    };
    let words = |one: &BadNews| match (one, reader) {
        (BadNews::NoWish, Reader::Victim) => "I do not mind",
        (BadNews::CallFirst, Reader::Victim) => "Call me first",
        (BadNews::InPerson, Reader::Victim) => "Come and tell me",
        (BadNews::ThroughSomebody, Reader::Victim) => "Through somebody who acts for me",
        (BadNews::InWriting, Reader::Victim) => "In writing, I read it when I am ready",
        (one, Reader::Staff) => one.words(),
    };
    let choices: Vec<Choice> = BadNews::ALL.iter().map(|one| choice(one.slug(), words(one))).collect();
    let radios = c::radios("bad_news_by", question, &choices).filled(&Filled::with(safe.bad_news.slug()));
    let hint =
        "With “call first”, “face to face” or “through somebody”, nothing else tells the news before that.";
    Markup::of(match reader {
        Reader::Staff => radios.small().hint(hint),
        Reader::Victim => radios,
    })
}

/// What there is, as rows of a list
pub(crate) fn rules(safe: &SafeContact) -> Vec<(String, String)> {
    safe.in_words().into_iter().map(|(_, name, text)| (name.to_owned(), text)).collect()
}

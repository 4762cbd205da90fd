//! The fields about being reached safely, the same for a victim and for staff: what a form shows, and what it sent.

use crate::{
    components::{self as c, Choice, Filled, Markup},
    fields::Fields,
    forms::Complaints,
    speaking::{say, speaking},
};
use jiff::civil::Time;
use record::safe_contact::{Alerts, BadNews, Day, Format, Hours, Reads, SafeContact};
use service::safe_words::{self, dashed};
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

/// Words of a choice: the victim's are messages, staff read the record's own
fn words(kind: &str, slug: &str, staff: &str, reader: Reader) -> String {
    match reader {
        Reader::Victim => say(&format!("{kind}-{}", dashed(slug))),
        Reader::Staff => staff.to_owned(),
    }
}

/// How often, as a victim reads it
pub(crate) fn alerts_words(alerts: Alerts) -> String {
    say(&format!("alerts-{}", dashed(alerts.slug())))
}

/// A form of information, as a victim reads it
pub(crate) fn format_words(format: Format) -> String {
    say(&format!("format-{}", dashed(format.slug())))
}

/// A language, as a victim reads it
pub(crate) fn reads_words(reads: Reads) -> String {
    say(&format!("reads-{}", dashed(reads.slug())))
}

/// A label: the victim's is a message of this name
fn label(name: &str, staff: &str, reader: Reader) -> String {
    match reader {
        Reader::Victim => say(name),
        Reader::Staff => staff.to_owned(),
    }
}

/// When it is safe
pub(crate) fn hours(safe: &SafeContact, complaints: &Complaints, reader: Reader) -> Vec<Markup> {
    let questions = [
        (label("reach-days", "On which days can they be reached?", reader), say("reach-days-hint")),
        (label("reach-days-other", "Other days with other times", reader), say("reach-days-other-hint")),
    ];
    let days: Vec<Choice> =
        Day::ALL.iter().map(|day| choice(day.slug(), safe_words::day(*day, speaking()))).collect();
    let mut clock = vec![choice("", say("reach-choose-time"))];
    let times = (0..24).filter_map(|hour| Time::new(hour, 0, 0, 0).ok());
    clock.extend(times.map(|time| choice(&time.hour().to_string(), speaking().clock(time))));
    let mut parts = Vec::new();
    for (row, ((name, from, until), (question, hint))) in ROWS.into_iter().zip(questions).enumerate() {
        let known = safe.hours.get(row);
        let ticked: Vec<String> =
            known.iter().flat_map(|hours| &hours.days).map(|day| day.slug().to_owned()).collect();
        let shown = |time: Option<Time>| time.map(|time| time.hour().to_string()).unwrap_or_default();
        let whole = known.is_some_and(|hours| hours.from == hours.until);
        let known = known.filter(|_| !whole);
        let mut boxes = c::checkboxes(name, question, &days).ticked(&ticked).error(&complaints.about(name));
        if reader == Reader::Staff {
            boxes = boxes.small();
        }
        parts.push(Markup::of(boxes.hint(hint)));
        let labels = if row == 0 {
            [say("reach-from"), say("reach-until")]
        } else {
            [say("reach-from-other"), say("reach-until-other")]
        };
        let times = [(from, known.map(|hours| hours.from)), (until, known.map(|hours| hours.until))];
        for ((name, time), label) in times.into_iter().zip(labels) {
            let select = c::select(name, label, &clock).filled(&complaints.beside(name, shown(time)));
            parts.push(Markup::of(select));
        }
    }
    parts
}

/// How often
pub(crate) fn alerts(safe: &SafeContact, reader: Reader) -> Markup {
    let question = label("reach-alerts", "How often do they want to be alerted to news?", reader);
    let one = |one: &Alerts| choice(one.slug(), words("alerts", one.slug(), one.words(), reader));
    let choices: Vec<Choice> = Alerts::ALL.iter().map(one).collect();
    let radios = c::radios("alerts", question, &choices).filled(&Filled::with(safe.alerts.slug()));
    let radios = radios.hint(say("reach-alerts-hint"));
    Markup::of(if reader == Reader::Staff { radios.small() } else { radios })
}

/// About calls
pub(crate) fn calls(safe: &SafeContact, reader: Reader) -> Markup {
    let question = label("reach-calls", "Calls", reader);
    let choices = [
        choice("no_voicemail", label("reach-no-voicemail", "No message on voicemail", reader)),
        choice("no_withheld_number", label("reach-no-withheld", "Does not answer withheld numbers", reader)),
    ];
    let ticked = [(safe.no_voicemail, "no_voicemail"), (safe.no_withheld_number, "no_withheld_number")];
    let ticked: Vec<String> =
        ticked.into_iter().filter(|(holds, _)| *holds).map(|(_, value)| value.to_owned()).collect();
    let boxes = c::checkboxes("calls", question, choices).ticked(&ticked);
    Markup::of(if reader == Reader::Staff { boxes.small() } else { boxes })
}

/// Formats and languages
pub(crate) fn formats(safe: &SafeContact, language: &Filled, reader: Reader) -> Vec<Markup> {
    let format = |one: &Format| choice(one.slug(), words("format", one.slug(), one.words(), reader));
    let choices: Vec<Choice> = Format::ALL.iter().map(format).collect();
    let ticked: Vec<String> = safe.formats.iter().map(|one| one.slug().to_owned()).collect();
    let formats =
        c::checkboxes("formats", label("reach-formats", "Formats", reader), &choices).ticked(&ticked);
    let one = |one: &Reads| choice(one.slug(), words("reads", one.slug(), one.words(), reader));
    let choices: Vec<Choice> = Reads::ALL.iter().map(one).collect();
    let reads = label("reach-reads", "Language that they read", reader);
    let reads = c::radios("reads", reads, &choices).filled(&Filled::with(safe.reads.slug()));
    let (formats, reads) =
        if reader == Reader::Staff { (formats.small(), reads.small()) } else { (formats, reads) };
    let needs = label("reach-needs-interpreter", "Needs an interpreter", reader);
    vec![
        Markup::of(formats),
        Markup::of(reads),
        Markup::of(
            c::input("language", label("reach-other-language", "Other language", reader)).filled(language),
        ),
        Markup::of(one_box("interpreter", &say("reach-interpreter"), &needs, safe.interpreter)),
    ]
}

/// One box by itself
pub(crate) fn one_box(name: &str, question: &str, text: &str, ticked: bool) -> c::Checkboxes {
    let ticked: Vec<String> = if ticked { vec!["yes".into()] } else { Vec::new() };
    c::checkboxes(name, question, [choice("yes", text)]).ticked(&ticked)
}

/// How bad news is to come
pub(crate) fn bad_news(safe: &SafeContact, reader: Reader) -> Markup {
    let question = label("reach-bad-news", "How bad news is to come", reader);
    let one = |one: &BadNews| choice(one.slug(), words("bad-news", one.slug(), one.words(), reader));
    let choices: Vec<Choice> = BadNews::ALL.iter().map(one).collect();
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

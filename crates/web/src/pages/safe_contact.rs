//! How to reach somebody safely: the victim's own page and form (NEED-3, ACC-8), and the list of people to call.

use super::plain::{Plain, PlainForm, cell, heading, link, paragraph, table};
use crate::{
    components::{self as c, Choice, Markup},
    forms::Complaints,
    safe_fields::{self as fields, Reader, alerts_words, format_words, reads_words},
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use policy::Role;
use record::{Channel, Preferences, SafeContact};
use service::{
    accounts::Masked,
    alerts::{CallLine, seen::Sent},
    own_preferences::OwnPreferences,
    safe_words::{self, dashed},
};

/// The address of the page
pub const HOW: &str = "/how-we-contact-you";
/// The address of the form
pub const CHANGE: &str = "/how-we-contact-you/change";

/// Ways that the victim's form offers
const WAYS: [Channel; 5] =
    [Channel::Text, Channel::Email, Channel::Phone, Channel::Letter, Channel::Advocate];

/// What the victim's page says, and the one tap
pub fn page(shell: Shell, known: &OwnPreferences, contact: &str, saved: Option<String>) -> Plain {
    let mut above = Vec::new();
    if known.not_safe {
        above.push(Markup::of(c::inset(say("reach-not-safe"))));
    }
    let wishes = wishes(&known.preferences, known.asked);
    if !wishes.is_empty() {
        above.push(paragraph(say("reach-asked-for")));
        let list = wishes.into_iter().fold(c::summary_list(), |list, (name, wish)| list.row(name, wish));
        above.push(Markup::of(list));
    }
    if !known.asked {
        above.push(paragraph(say("reach-nobody-asked")));
    }
    if !known.kept.is_empty() {
        let kept = known.kept.iter().map(|slug| say(&format!("reach-kept-{}", dashed(slug))));
        let kept = speaking().list(&kept.collect::<Vec<_>>());
        above.push(paragraph(say_with("reach-kept", &[("what", kept.into())])));
    }
    above.push(Markup::of(c::link_button(say("reach-change"), CHANGE)));
    let mut below = Vec::new();
    if !known.sent.is_empty() {
        below.push(heading(say("reach-sent")));
        let row = |sent: &Sent| {
            vec![cell(crate::words::capital(&speaking().whole_day(sent.on))), cell(sent.in_words(speaking()))]
        };
        let rows = known.sent.iter().take(20).map(row).collect();
        let (day, what) = (say("reach-sent-day"), say("reach-sent-what"));
        below.extend(table(&say("reach-sent"), &[&day, &what], rows));
    }
    below.push(heading(say("reach-rather")));
    below.push(paragraph(say_with("reach-tell", &[("contact", contact.into())])));
    Plain {
        shell,
        saved,
        heading: say("nav-how-we-contact-you"),
        above,
        forms: vec![now_form(known.not_safe)],
        below,
        ..Plain::default()
    }
}

fn now_form(not_safe: bool) -> PlainForm {
    let (heading, text, button, value) = if not_safe {
        (say("reach-again"), say("reach-again-text"), say("reach-again-button"), "safe")
    } else {
        (say("reach-stop"), say("reach-stop-text"), say("reach-stop-button"), "not_safe")
    };
    PlainForm {
        heading,
        texts: vec![text],
        action: HOW.into(),
        button: c::button(button).secondary().sends("now", value),
        ..PlainForm::default()
    }
}

/// What the victim's own page says of their wishes
fn wishes(preferences: &Preferences, asked: bool) -> Vec<(String, String)> {
    let language = speaking();
    let safe = preferences.safe.clone().unwrap_or_default();
    let hours = match (safe.hours.is_empty(), &preferences.times) {
        (true, Some(_)) => String::new(),
        (true, None) => say("reach-any-day"),
        (false, _) => {
            let hours = safe.hours.iter().map(|hours| safe_words::hours(hours, language));
            hours.collect::<Vec<_>>().join("; ")
        }
    };
    let formats = safe.formats.iter().map(|one| format_words(*one)).collect::<Vec<_>>().join(", ");
    let when_asked = |words: String| if asked { words } else { String::new() };
    let often = preferences.every_days.map(|days| safe_words::every_days(days, language));
    let reads = preferences.language.clone().unwrap_or_else(|| when_asked(reads_words(safe.reads)));
    let mut rows = vec![
        (say("reach-row-how"), safe_words::ways(&preferences.channels, language)),
        (say("reach-row-never"), safe_words::ways(&preferences.never, language)),
        (say("reach-row-own-words"), preferences.times.clone().unwrap_or_default()),
        (say("reach-row-when"), when_asked(hours)),
        (say("reach-row-news"), when_asked(alerts_words(safe.alerts))),
        (say("reach-row-often"), often.unwrap_or_default()),
        (say("reach-row-format"), preferences.format.clone().unwrap_or_default()),
        (say("reach-row-forms"), formats),
        (say("reach-row-language"), reads),
    ];
    rows.retain(|(_, text)| !text.is_empty());
    rows
}

/// What stands in the victim's form
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// the wishes
    pub preferences: Preferences,
    /// place of the number
    pub number: String,
    /// a new rule
    pub safe_contact: String,
    /// who else to tell
    pub tell_also: String,
    /// a new safe word
    pub safe_word: String,
    /// days between updates, as typed
    pub every_days: String,
}

/// The victim's form
pub(crate) fn form(shell: Shell, known: &OwnPreferences, typed: &Typed, complaints: &Complaints) -> Plain {
    let safe = typed.preferences.safe.clone().unwrap_or_default();
    let mut parts = channel_fields(known, typed, complaints);
    parts.extend(fields::hours(&safe, complaints, Reader::Victim));
    parts.push(fields::alerts(&safe, Reader::Victim));
    let often = c::input("every_days", say("reach-often")).hint(say("reach-often-hint"));
    let often = often.classes("govuk-input--width-3").digits();
    parts.push(Markup::of(often.filled(&complaints.beside("every_days", typed.every_days.as_str()))));
    parts.push(fields::calls(&safe, Reader::Victim));
    parts.extend(fields::formats(
        &safe,
        &complaints.beside("language", typed.preferences.language.clone().unwrap_or_default()),
        Reader::Victim,
    ));
    parts.push(fields::bad_news(&safe, Reader::Victim));
    let named = fields::one_box("may_name_us", &say("reach-say"), &say("reach-may-name"), safe.may_name_us);
    parts.push(Markup::of(named.hint(say("reach-may-name-hint"))));
    parts.extend(secret_fields(known, typed, complaints));
    Plain {
        shell,
        errors: complaints.links(&[("text_to", "number"), ("email_to", "channels")]),
        back: Some((say("nav-how-we-contact-you"), HOW.into())),
        heading: say("reach-title"),
        above: vec![paragraph(say("reach-any-time"))],
        forms: vec![PlainForm {
            action: CHANGE.into(),
            fields: parts,
            button: c::button(say("reach-save")),
            instead: Some((say("reach-leave"), HOW.into())),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// Which ways, and by which number
fn channel_fields(known: &OwnPreferences, typed: &Typed, complaints: &Complaints) -> Vec<Markup> {
    let slugs =
        |channels: &[Channel]| channels.iter().map(|channel| channel.slug().to_owned()).collect::<Vec<_>>();
    let way = |channel: &Channel| Choice::new(channel.slug(), safe_words::way(*channel, speaking()));
    let ways: Vec<Choice> = WAYS.iter().map(way).collect();
    let mut parts = vec![
        Markup::of(
            c::checkboxes("channels", say("reach-may"), &ways)
                .hint(say("reach-may-hint"))
                .ticked(&slugs(&typed.preferences.channels))
                .error(&complaints.about("channels")),
        ),
        Markup::of(
            c::checkboxes("never", say("reach-must-not"), &ways)
                .ticked(&slugs(&typed.preferences.never))
                .error(&complaints.about("never")),
        ),
    ];
    let number = |(place, masked): &(String, Masked)| Choice::new(place, masked.in_words(speaking()));
    let numbers: Vec<Choice> = known.numbers.iter().map(number).collect();
    if numbers.is_empty() {
        parts.push(paragraph(say("reach-no-number")));
    } else {
        let number = complaints.beside("text_to", typed.number.as_str());
        parts.push(Markup::of(c::radios("number", say("reach-number"), &numbers).filled(&number)));
    }
    parts.push(match &known.email {
        Some(email) => {
            let email = ("email", email.in_words(speaking()).into());
            paragraph(say_with("reach-email-if", &[email]))
        }
        None => paragraph(say("reach-no-email")),
    });
    parts
}

/// What is never given back to the page
fn secret_fields(known: &OwnPreferences, typed: &Typed, complaints: &Complaints) -> Vec<Markup> {
    let is_kept = |slug: &str| known.kept.contains(&slug);
    let hint = |slug: &str, otherwise: &str| match is_kept(slug) {
        true => say("reach-told-before"),
        false => say(otherwise),
    };
    let mut parts = vec![
        Markup::of(
            c::input("safe_word", say("reach-safe-word"))
                .hint(hint("safe_word", "reach-safe-word-hint"))
                .filled(&complaints.beside("safe_word", &typed.safe_word)),
        ),
        Markup::of(
            c::textarea("safe_contact", say("reach-safe-contact"))
                .hint(hint("safe_contact", "reach-safe-contact-hint"))
                .rows(3)
                .filled(&complaints.beside("safe_contact", &typed.safe_contact)),
        ),
        Markup::of(
            c::input("tell_also", say("reach-tell-also"))
                .hint(hint("tell_also", "reach-tell-also-hint"))
                .filled(&complaints.beside("tell_also", &typed.tell_also)),
        ),
    ];
    if !known.kept.is_empty() {
        let kept = |slug: &&str| Choice::new(*slug, say(&format!("reach-forget-{}", dashed(slug))));
        let kept: Vec<Choice> = known.kept.iter().map(kept).collect();
        parts.push(Markup::of(c::checkboxes("forget", say("reach-forget"), &kept)));
    }
    parts
}

/// Staff: people to call because no message could go to them
pub fn calls(shell: Shell, lines: &[CallLine], today: jiff::civil::Date) -> Plain {
    let row = |line: &CallLine| {
        vec![
            link(
                format!("Record a contact: case {}", line.reference),
                format!("{}/contact?victim={}", crate::present::case_address(line.case), line.victim),
            ),
            cell(line.title.as_str()),
            cell(crate::words::capital(&line.why)),
            cell(crate::words::moment(line.since, today)),
        ]
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    let mut above = vec![paragraph(
        "There is news for these people and no message could go to them by itself. Get in touch in the way that they chose. Who was told leaves this list.",
    )];
    if rows.is_empty() {
        above = vec![paragraph("Nobody: every message could go, or waits for its hour.")];
    }
    above.extend(table("People to call", &["Case", "What it is about", "Why", "Since"], rows));
    Plain {
        shell,
        back: Some(("My work".into(), "/my-work".into())),
        heading: "People to call".into(),
        above,
        ..Plain::default()
    }
}

fn sample_known() -> OwnPreferences {
    OwnPreferences {
        name: "Rosa Example".into(),
        preferences: Preferences {
            channels: vec![Channel::Text, Channel::Phone],
            never: vec![Channel::Letter],
            safe: Some(SafeContact::default()),
            ..Preferences::default()
        },
        asked: true,
        numbers: vec![("0".into(), Masked::Text { end: "001".into() })],
        number: Some("0".into()),
        email: None,
        kept: vec!["safe_word"],
        not_safe: false,
        sent: vec![Sent::sample(jiff::civil::date(2026, 3, 9))],
    }
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let known = sample_known();
    let shell = |title: &str| Shell::sample(say(title), Role::Victim).within(HOW);
    let typed = Typed { preferences: known.preferences.clone(), number: "0".into(), ..Typed::default() };
    let mut wrong = Complaints::default();
    wrong.add("never", "The same way cannot be both wanted and never to be used");
    wrong.add("days_1", "Select the days, or leave the times empty");
    let contact = "PC Sam Okafor, or anyone in the Croydon victim team: 020 7946 0101";
    let line = CallLine {
        case: record::CaseId(uuid::Uuid::nil()),
        victim: record::VictimId(uuid::Uuid::nil()),
        reference: "01ZZ0000326".into(),
        title: "Burglary of a home".into(),
        why: "there is no number or address for it".into(),
        since: jiff::Timestamp::UNIX_EPOCH,
    };
    let staff = Shell::sample("People to call", Role::Officer).within("/my-work");
    vec![
        ("how-we-contact-you", page(shell("nav-how-we-contact-you"), &known, contact, None)),
        (
            "how-we-contact-you-not-safe",
            page(
                shell("nav-how-we-contact-you"),
                &OwnPreferences { not_safe: true, ..sample_known() },
                contact,
                Some(say("reach-stop-done")),
            ),
        ),
        ("how-to-reach-you", form(shell("reach-title"), &known, &typed, &Complaints::default())),
        ("how-to-reach-you-refused", form(shell("reach-title").wrong(true), &known, &typed, &wrong)),
        ("calls", calls(staff, &[line], jiff::civil::date(2026, 3, 30))),
    ]
}

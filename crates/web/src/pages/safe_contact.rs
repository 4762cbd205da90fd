//! How to reach somebody safely: the victim's own page and form (NEED-3, ACC-8), and the list of people to call.

use super::plain::{Plain, PlainForm, cell, heading, link, paragraph, table};
use crate::{
    components::{self as c, Choice, Filled, Markup},
    forms::Complaints,
    safe_fields::{self as fields, Reader},
    shell::Shell,
};
use policy::Role;
use record::{Channel, Preferences, SafeContact};
use service::{alerts::CallLine, own_preferences::OwnPreferences};

/// The address of the page
pub const HOW: &str = "/how-we-contact-you";
/// The address of the form
pub const CHANGE: &str = "/how-we-contact-you/change";

/// Ways that the victim's form offers, in the victim's words
const WAYS: [(Channel, &str); 5] = [
    (Channel::Text, "Text message"),
    (Channel::Email, "Email"),
    (Channel::Phone, "Phone call"),
    (Channel::Letter, "Letter"),
    (Channel::Advocate, "Through somebody who acts for me"),
];

/// What the victim's page says, and the one tap
pub fn page(shell: Shell, known: &OwnPreferences, contact: &str, saved: Option<String>) -> Plain {
    let mut above = Vec::new();
    if known.not_safe {
        let words = "You told us that it is not safe to contact you now. We send you nothing and call nobody until you, or somebody who has spoken with you, say that it is safe again.";
        above.push(Markup::of(c::inset(words)));
    }
    let wishes = wishes(&known.preferences, known.asked);
    if !wishes.is_empty() {
        above.push(paragraph("This is what you asked for. Everybody who contacts you sees it first."));
        let list = wishes.into_iter().fold(c::summary_list(), |list, (name, wish)| list.row(name, wish));
        above.push(Markup::of(list));
    }
    if !known.asked {
        let words = "Nobody has asked you yet which ways are safe for messages. Until you say it here, we send you none by ourselves.";
        above.push(paragraph(words));
    }
    if !known.kept.is_empty() {
        let kept = format!(
            "You also told us {}. It is not shown here, so that nobody else can read it on your screen.",
            listed(&known.kept)
        );
        above.push(paragraph(kept));
    }
    above.push(Markup::of(c::link_button("Change how we contact you", CHANGE)));
    let mut below = Vec::new();
    if !known.sent.is_empty() {
        below.push(heading("Messages that we sent you"));
        let rows = known.sent.iter().take(20);
        let rows = rows.map(|(day, text)| vec![cell(day.as_str()), cell(text.as_str())]).collect();
        below.extend(table("Messages that we sent you", &["Day", "What"], rows));
    }
    below.push(heading("If you would rather say it to somebody"));
    below.push(paragraph(format!("Tell {contact}. You do not have to give a reason.")));
    Plain {
        shell,
        saved,
        heading: "How we contact you".into(),
        above,
        forms: vec![now_form(known.not_safe)],
        below,
        ..Plain::default()
    }
}

fn now_form(not_safe: bool) -> PlainForm {
    let (heading, text, button, value) = if not_safe {
        ("When it is safe again", "We go on as you asked before.", "It is safe to contact me again", "safe")
    } else {
        (
            "If it is not safe right now",
            "We stop all messages and calls at once. Nobody is told why.",
            "It is not safe to contact me now",
            "not_safe",
        )
    };
    PlainForm {
        heading: heading.into(),
        texts: vec![text.into()],
        action: HOW.into(),
        button: c::button(button).secondary().sends("now", value),
        ..PlainForm::default()
    }
}

fn listed(what: &[&str]) -> String {
    match what {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// What the victim's own page says of their wishes
fn wishes(preferences: &Preferences, asked: bool) -> Vec<(String, String)> {
    let ways = |channels: &[Channel]| {
        let words = |channel: &Channel| {
            WAYS.iter()
                .find(|(one, _)| one == channel)
                .map_or_else(|| crate::words::capital(channel.words()), |(_, words)| (*words).to_owned())
        };
        channels.iter().map(words).collect::<Vec<_>>().join(", ")
    };
    let safe = preferences.safe.clone().unwrap_or_default();
    let hours = match (safe.hours.is_empty(), &preferences.times) {
        (true, Some(_)) => String::new(),
        (true, None) => "Any day, from 8am until 8pm".to_owned(),
        (false, _) => {
            safe.hours.iter().map(record::safe_contact::Hours::words).collect::<Vec<_>>().join("; ")
        }
    };
    let often = match preferences.every_days {
        Some(1) => "Every day".to_owned(),
        Some(7) => "Every week".to_owned(),
        Some(days) => format!("Every {days} days"),
        None => String::new(),
    };
    let mut rows = vec![
        ("How", ways(&preferences.channels)),
        ("Never", ways(&preferences.never)),
        ("When, in your words", preferences.times.clone().unwrap_or_default()),
        ("When", if asked { hours } else { String::new() }),
        ("News", if asked { safe.alerts.words().to_owned() } else { String::new() }),
        ("Updates, even without news", often),
        ("Format", preferences.format.clone().unwrap_or_default()),
        ("Forms", safe.formats.iter().map(|one| one.words()).collect::<Vec<_>>().join(", ")),
        (
            "Language",
            preferences
                .language
                .clone()
                .unwrap_or_else(|| if asked { safe.reads.words().to_owned() } else { String::new() }),
        ),
    ];
    rows.retain(|(_, text)| !text.is_empty());
    rows.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
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
    let slugs =
        |channels: &[Channel]| channels.iter().map(|channel| channel.slug().to_owned()).collect::<Vec<_>>();
    let ways: Vec<Choice> = WAYS.iter().map(|(channel, words)| Choice::new(channel.slug(), *words)).collect();
    let mut parts = vec![
        Markup::of(
            c::checkboxes("channels", "How may we contact you?", &ways)
                .hint("Choose every way that is safe for you.")
                .ticked(&slugs(&typed.preferences.channels))
                .error(&complaints.about("channels")),
        ),
        Markup::of(
            c::checkboxes("never", "What must we never use?", &ways)
                .ticked(&slugs(&typed.preferences.never))
                .error(&complaints.about("never")),
        ),
    ];
    let numbers: Vec<Choice> =
        known.numbers.iter().map(|(place, words)| Choice::new(place.as_str(), words.as_str())).collect();
    if numbers.is_empty() {
        parts.push(paragraph(
            "We have no mobile number of yours. Tell your contact if you want text messages.",
        ));
    } else {
        let number = complaints.beside("text_to", typed.number.as_str());
        parts.push(Markup::of(c::radios("number", "Text messages go to", &numbers).filled(&number)));
    }
    match &known.email {
        Some(email) => parts.push(paragraph(format!("{email}, if you choose email."))),
        None => parts.push(paragraph("We have no email address of yours.")),
    }
    parts.extend(fields::hours(&safe, complaints, Reader::Victim));
    parts.push(fields::alerts(&safe, Reader::Victim));
    let often = c::input("every_days", "How often should we write or call, even without news?");
    let often = often
        .hint("Every so many days. Leave it empty if you only want news.")
        .classes("govuk-input--width-3");
    parts
        .push(Markup::of(often.digits().filled(&complaints.beside("every_days", typed.every_days.as_str()))));
    parts.push(fields::calls(&safe, Reader::Victim));
    parts.extend(fields::formats(
        &safe,
        &complaints.beside("language", typed.preferences.language.clone().unwrap_or_default()),
        Reader::Victim,
    ));
    parts.push(fields::bad_news(&safe, Reader::Victim));
    parts.push(Markup::of(
        fields::one_box(
            "may_name_us",
            "What our messages say",
            "Messages may say that they are about my case",
            safe.may_name_us,
        )
        .hint("If you leave this empty, they only say that you have a new message."),
    ));
    parts.extend(secret_fields(known, typed, complaints));
    Plain {
        shell,
        errors: complaints.links(&[("text_to", "number"), ("email_to", "channels")]),
        back: Some(("How we contact you".into(), HOW.into())),
        heading: "How to reach you safely".into(),
        above: vec![paragraph("You can change this at any time. You do not have to fill in everything.")],
        forms: vec![PlainForm {
            action: CHANGE.into(),
            fields: parts,
            button: c::button("Save"),
            instead: Some(("Leave it as it is".into(), HOW.into())),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// What is never given back to the page
fn secret_fields(known: &OwnPreferences, typed: &Typed, complaints: &Complaints) -> Vec<Markup> {
    let is_kept = |what: &str| known.kept.contains(&what);
    let hint = |what: &str, otherwise: &str| match is_kept(what) {
        true => {
            "You told us this before. It is not shown here. What you write now takes its place.".to_owned()
        }
        false => otherwise.to_owned(),
    };
    let beside = |name: &'static str, value: &str| -> Filled { complaints.beside(name, value) };
    let mut parts = vec![
        Markup::of(
            c::input("safe_word", "A word by which you know that it is us")
                .hint(hint(
                    "a safe word",
                    "We say it when we call. You can also use it to say that you cannot talk.",
                ))
                .filled(&beside("safe_word", &typed.safe_word)),
        ),
        Markup::of(
            c::textarea("safe_contact", "Is there anything else that makes it safe or unsafe?")
                .hint(hint("what makes contact safe or unsafe", "Only people who contact you read this."))
                .rows(3)
                .filled(&beside("safe_contact", &typed.safe_contact)),
        ),
        Markup::of(
            c::input("tell_also", "Who else may we tell?")
                .hint(hint("who else may be told", "For example somebody who supports you."))
                .filled(&beside("tell_also", &typed.tell_also)),
        ),
    ];
    if !known.kept.is_empty() {
        let all = [
            ("safe_word", "a safe word", "My safe word"),
            ("safe_contact", "what makes contact safe or unsafe", "What makes it safe or unsafe"),
            ("tell_also", "who else may be told", "Who else may be told"),
        ];
        let kept: Vec<Choice> = all
            .iter()
            .filter(|(_, what, _)| is_kept(what))
            .map(|(name, _, words)| Choice::new(*name, *words))
            .collect();
        parts.push(Markup::of(c::checkboxes("forget", "Forget what I told you before", &kept)));
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
        numbers: vec![("0".into(), "A text message to the number that ends in 001".into())],
        number: Some("0".into()),
        email: None,
        kept: vec!["a safe word"],
        not_safe: false,
        sent: vec![("Monday 9 March 2026".into(), "We sent you a text message.".into())],
    }
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let known = sample_known();
    let shell = |title: &str| Shell::sample(title, Role::Victim).within(HOW);
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
        ("how-we-contact-you", page(shell("How we contact you"), &known, contact, None)),
        (
            "how-we-contact-you-not-safe",
            page(
                shell("How we contact you"),
                &OwnPreferences { not_safe: true, ..sample_known() },
                contact,
                Some("Done. We send you nothing and call nobody.".into()),
            ),
        ),
        ("how-to-reach-you", form(shell("How to reach you safely"), &known, &typed, &Complaints::default())),
        (
            "how-to-reach-you-refused",
            form(shell("How to reach you safely").wrong(true), &known, &typed, &wrong),
        ),
        ("calls", calls(staff, &[line], jiff::civil::date(2026, 3, 30))),
    ]
}

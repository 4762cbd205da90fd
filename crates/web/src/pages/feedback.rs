//! How a contact was, and thanks: the victim's pages, and the lists of those whom it is about (VOX-1, VOX-6).

use super::{
    messages::{Said, conversation},
    plain::{Plain, PlainForm, cell, heading, link, links, paragraph, table},
};
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    shell::Shell,
    speaking::{say, say_with, speaking},
    words,
};
use jiff::civil::Date;
use language::Value;
use policy::Role;
use record::feedback::Reply;
use service::feedback::{FeedbackLine, OwnContact};

/// The address of the victim's page
pub const CONTACTS: &str = "/what-you-were-told";

/// An answer as it stands in a sentence
fn reply(reply: Reply) -> Value<'static> {
    Value::from(say(&format!("reply-{}", reply.slug())))
}

/// What the victim was told, with what they said of it
pub(crate) fn contacts(shell: Shell, contacts: &[OwnContact], saved: Option<String>, today: Date) -> Plain {
    let mut above = vec![paragraph(say("contacts-about"))];
    above.push(match contacts.is_empty() {
        true => paragraph(say("contacts-none")),
        false => heading(say("contacts-newest")),
    });
    for contact in contacts {
        above.push(conversation(vec![own_line(contact, today)]));
        let name = if contact.reply.is_some() { "contacts-change" } else { "contacts-tell" };
        let day = speaking().day(contact.done.on, today);
        let words = format!("{}: {day}", say(name));
        above.push(links(vec![(words, format!("{CONTACTS}/{}", contact.version))]));
    }
    Plain {
        shell: shell.within("/your-case"),
        saved,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("contacts-title"),
        above,
        ..Plain::default()
    }
}

fn own_line(contact: &OwnContact, today: Date) -> Said {
    let mut states = Vec::new();
    if let Some((understood, helped, words)) = &contact.reply {
        let about = [("understood", reply(*understood)), ("helped", reply(*helped))];
        states.push(say_with("contacts-you-said", &about));
        let wrote =
            words.as_ref().map(|words| say_with("contacts-you-wrote", &[("words", words.as_str().into())]));
        states.extend(wrote);
    }
    let by = contact.recovery.filter(|promise| promise.is_owed()).and_then(|promise| promise.by);
    states.extend(
        by.map(|by| say_with("contacts-recovery", &[("day", Value::from(speaking().day(by, today)))])),
    );
    Said {
        title: contact.done.in_words(speaking()),
        text: contact.told.clone().unwrap_or_default(),
        states,
        ..Said::default()
    }
}

/// The two questions
pub(crate) fn questions(
    shell: Shell,
    contact: &OwnContact,
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let choices = [Reply::Yes, Reply::Partly, Reply::No]
        .map(|one| Choice::new(one.slug(), say(&format!("reply-choose-{}", one.slug()))));
    let before = contact.reply.as_ref();
    let chosen = |name: &str, before: Option<Reply>| {
        let sent = fields.text(name);
        let value =
            if sent.is_empty() { before.map(Reply::slug).unwrap_or_default().to_owned() } else { sent };
        complaints.beside(name, value)
    };
    let words = fields.some_text("words").or_else(|| before.and_then(|(.., words)| words.clone()));
    let told =
        contact.told.as_ref().map(|told| say_with("contacts-told", &[("words", told.as_str().into())]));
    let form = PlainForm {
        action: format!("{CONTACTS}/{}", contact.version),
        fields: vec![
            Markup::of(
                c::radios("understood", say("reply-understood"), &choices)
                    .filled(&chosen("understood", before.map(|(understood, ..)| *understood))),
            ),
            Markup::of(
                c::radios("helped", say("reply-helped"), &choices)
                    .filled(&chosen("helped", before.map(|(_, helped, _)| *helped))),
            ),
            Markup::of(
                c::textarea("words", say("reply-words"))
                    .hint(say("reply-words-hint"))
                    .rows(4)
                    .filled(&complaints.beside("words", words.unwrap_or_default())),
            ),
        ],
        button: c::button(say("reply-send")),
        instead: Some((say("reply-go-back"), CONTACTS.into())),
        ..PlainForm::default()
    };
    Plain {
        shell: shell.within("/your-case").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("contacts-title"), CONTACTS.into())),
        heading: say("reply-title"),
        above: std::iter::once(contact.done.in_words(speaking())).chain(told).map(paragraph).collect(),
        forms: vec![form],
        ..Plain::default()
    }
}

/// Thanks for something that was done
pub(crate) fn thanks(
    shell: Shell,
    here: &str,
    (who, what): (&str, &str),
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let form = PlainForm {
        action: here.to_owned(),
        fields: vec![Markup::of(
            c::textarea("words", say("thanks-words"))
                .rows(4)
                .filled(&complaints.beside("words", fields.text("words"))),
        )],
        button: c::button(say("thanks-send")),
        instead: Some((say("reply-go-back"), "/your-case#owed".into())),
        ..PlainForm::default()
    };
    Plain {
        shell: shell.within("/your-case").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("thanks-title"),
        above: vec![paragraph(say_with("thanks-about", &[("who", who.into()), ("what", what.into())]))],
        forms: vec![form],
        ..Plain::default()
    }
}

/// What victims said, for those whom it is about and their supervisors
pub(crate) fn replies(shell: Shell, lines: &[FeedbackLine], today: Date) -> Plain {
    let row = |line: &FeedbackLine| {
        let case = crate::present::case_address(line.case);
        let said = match line.answers {
            None => "Thank you".to_owned(),
            Some((understood, helped)) => {
                format!("Understood: {}. Helped: {}.", understood.words(), helped.words())
            }
        };
        let recovery = match line.recovery.map(|promise| (promise.standing, promise.by)) {
            Some((service::Standing::Late, Some(by))) => {
                format!("Late: by the end of {}", words::day(by, today))
            }
            Some((_, Some(by))) => format!("Call by the end of {}", words::day(by, today)),
            _ => String::new(),
        };
        vec![
            cell(words::moment(line.at, today)),
            link(format!("{}, case {}", line.name, line.reference), case),
            cell(&line.to),
            cell(format!("{said} {}", line.words.clone().unwrap_or_default()).trim()),
            cell(&line.what),
            cell(recovery),
        ]
    };
    let head = ["When", "Victim", "About", "What they say", "Of what", "Who needs a call"];
    let mut above = vec![paragraph(
        "What victims say of contacts, newest first. It is about one contact each time; nothing is added up.",
    )];
    if lines.is_empty() {
        above.push(paragraph("Nothing yet."));
    }
    above.extend(table("What victims say", &head, lines.iter().map(row).collect()));
    Plain {
        shell: shell.within("/my-work"),
        back: Some(("My work".into(), "/my-work".into())),
        heading: "What victims say".into(),
        above,
        ..Plain::default()
    }
}

/// Somebody's thanks
pub(crate) fn received(shell: Shell, lines: &[FeedbackLine], today: Date) -> Plain {
    let above = match lines.is_empty() {
        true => vec![paragraph("Nobody has written thanks here yet.")],
        false => vec![
            heading("Newest first"),
            conversation(lines.iter().map(|line| praise(line, today)).collect()),
        ],
    };
    Plain {
        shell: shell.within("/my-work"),
        back: Some(("My work".into(), "/my-work".into())),
        heading: "Thanks".into(),
        above,
        ..Plain::default()
    }
}

fn praise(line: &FeedbackLine, today: Date) -> Said {
    Said {
        title: format!("{} thanks you", line.name),
        text: line.words.clone().unwrap_or_default(),
        states: vec![
            format!("{}.", words::capital(&words::moment(line.at, today))),
            format!("Case {}: {}", line.reference, line.what),
        ],
        ..Said::default()
    }
}

/// Thanks that somebody has not read yet, a sentence each
pub(crate) fn new_thanks(lines: &[FeedbackLine]) -> Vec<String> {
    let line = |line: &FeedbackLine| match &line.words {
        Some(words) => format!("{} thanks you: “{words}”", line.name),
        None => format!("{} thanks you: {}", line.name, line.what),
    };
    lines.iter().map(line).collect()
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    use service::victim_case::Done;
    let today = jiff::civil::date(2026, 3, 5);
    let done = || Done {
        who: "PC Sam Okafor".into(),
        how: Some(record::Channel::Phone),
        on: jiff::civil::date(2026, 3, 4),
    };
    let contact = |version, reply| OwnContact {
        version,
        done: done(),
        told: Some("He was arrested this morning. I will ring you again tomorrow.".into()),
        reply,
        recovery: None,
    };
    let contacts_of = [
        contact(9, None),
        contact(7, Some((Reply::Yes, Reply::Partly, Some("It was a lot at once.".to_owned())))),
    ];
    let own = |title: &str| Shell::sample(say(title), Role::Victim).within("/your-case");
    let mut wrong = Complaints::default();
    wrong.add("understood", "Select whether you understood what you were told");
    let line = |answers, words: Option<&str>| FeedbackLine {
        case: record::CaseId(uuid::Uuid::nil()),
        reference: "01ZZ0000126".into(),
        victim: record::VictimId(uuid::Uuid::nil()),
        name: "Rosa Example".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        to: "PC Sam Okafor".into(),
        answers,
        what: "PC Sam Okafor phoned you on Wednesday 4 March 2026.".into(),
        words: words.map(str::to_owned),
        recovery: answers.map(|_| service::messages::Promise {
            by: Some(jiff::civil::date(2026, 3, 10)),
            standing: service::Standing::Due,
        }),
    };
    let staff = |title: &str| Shell::sample(title, Role::Officer).within("/my-work");
    let said = [
        line(Some((Reply::Partly, Reply::No)), Some("I still do not know when the court is.")),
        line(None, Some("You were kind.")),
    ];
    let nothing = (&Fields::NOTHING, &Complaints::default());
    vec![
        ("what-you-were-told", contacts(own("contacts-title"), &contacts_of, None, today)),
        ("what-you-were-told-nothing", contacts(own("contacts-title"), &[], None, today)),
        ("two-questions", questions(own("reply-title"), &contacts_of[0], nothing.0, nothing.1)),
        ("two-questions-refused", questions(own("reply-title"), &contacts_of[1], nothing.0, &wrong)),
        (
            "say-thank-you",
            thanks(
                own("thanks-title"),
                "/your-case/thanks/3/r06-arrested",
                ("PC Sam Okafor", "Be told that he was arrested"),
                nothing.0,
                nothing.1,
            ),
        ),
        ("replies", replies(staff("What victims say"), &said, today)),
        ("thanks", received(staff("Thanks"), &said[1..], today)),
    ]
}

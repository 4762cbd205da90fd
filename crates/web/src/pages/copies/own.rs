//! A copy of a victim's own information: the page that offers it, the page on which staff make one, the file (PLT-5).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm, cell},
    shell::Shell,
    words,
};
use askama::Template;
use jiff::{Timestamp, civil::Date};
use policy::Role;
use record::VictimId;
use service::copies::{
    own_copy::OwnCopyPage,
    own_information::{OwnInformation, Wish},
};

/// The file that stands alone: no script, no other host
#[derive(Template)]
#[template(path = "own_information.html")]
pub struct OwnInformationFile<'a> {
    /// what it says
    pub of: &'a OwnInformation,
}

impl OwnInformationFile<'_> {
    /// The day of a moment, in words
    fn day(at: &str) -> String {
        let date = at.get(..10).and_then(|date| date.parse::<Date>().ok());
        date.as_ref().map(Self::in_words).unwrap_or_default()
    }

    fn in_words(date: &Date) -> String {
        date.strftime("%A %-d %B %Y").to_string()
    }

    fn made(&self) -> String {
        Self::day(&self.of.made_at)
    }

    fn understood(slug: &str) -> &'static str {
        match slug {
            "yes" => "They noted that you understood it.",
            "partly" => "They noted that you understood some of it.",
            "no" => "They noted that you did not understand it.",
            _ => "They did not know whether you understood it.",
        }
    }

    fn wish(wish: &Wish) -> &'static str {
        match wish.about {
            "contact_by" => "Contact me by",
            "never_by" => "Never by",
            "times" => "When",
            "how_often" => "How often",
            "language" => "Language",
            "format" => "Format",
            "safe_contact" => "To keep me safe",
            "tell_also" => "Also tell",
            "safe_word" => "Safe word",
            "safe_times" => "Safe times",
            "voicemail" => "Voicemail",
            "withheld_numbers" => "Hidden numbers",
            "text_to" => "Text messages to",
            "email_to" => "Email to",
            "formats" => "Formats",
            "reads" => "I read",
            "interpreter" => "Interpreter",
            "alerts" => "Alerts",
            _ => "If it is bad news",
        }
    }
}

/// What a copy holds
const IN_IT: [&str; 7] = [
    "what happened in your case and what you are owed",
    "what you were told, by whom and when",
    "what you said, asked and answered",
    "how you want to be contacted",
    "who may have your information, and what you said when you were asked",
    "who acts for you",
    "who has seen your information",
];

/// What a copy does not hold
const NOT_IN_IT: [(&str, &str); 4] = [
    ("Where you live and how you are reached", "somebody else could find the file"),
    ("What you said about keeping safe", "for the same reason"),
    ("Information about other people", "it is theirs"),
    (
        "Notes of your support service, and evidence",
        "the service and the police keep them and give them to you",
    ),
];

/// The page that offers a copy to a victim
pub(crate) fn offer(shell: Shell) -> Plain {
    let not_in_it =
        NOT_IN_IT.iter().map(|(what, why)| vec![cell(*what), cell(plain_sentence(why))]).collect();
    let mut above = vec![
        Markup::of(c::warning(
            "Think about where you keep it. Anybody who uses this phone or computer can open the file, and it \
             stays there after you leave this service.",
        )),
        plain::links(vec![("How to cover your tracks".into(), "/covering-tracks".into())]),
        plain::paragraph(
            "If somebody else uses this device, ask your contact for a copy on paper instead. They can give it to you \
             in a way that is safe.",
        ),
        plain::heading("What is in it"),
        plain::list(&IN_IT),
    ];
    above.extend(plain::table("What is not in it", &["What", "Why"], not_in_it));
    above.push(plain::paragraph(
        "You have a right to what is about you and not in this copy, too. Your contact can make you one with your address and what you said about \
         keeping safe, once they are sure that it is you and that you can keep it safe.",
    ));
    let form = |heading: &str, text: &str, form: &str, button: c::Button| PlainForm {
        heading: heading.into(),
        texts: vec![text.into()],
        action: "/your-case/copy".into(),
        hidden: vec![("form".into(), form.into())],
        button,
        ..PlainForm::default()
    };
    Plain {
        shell,
        back: Some(("Your case".into(), "/your-case".into())),
        heading: "Get a copy of your information".into(),
        above,
        forms: vec![
            form(
                "To read or print",
                "One page that opens in your browser, also without the internet.",
                "html",
                c::button("Get the copy"),
            ),
            form(
                "For another program",
                "A JSON file. Choose this when an adviser or a service asked you for one.",
                "json",
                c::button("Get the JSON file").secondary(),
            ),
        ],
        below: vec![plain::paragraph(
            "That you took a copy appears on your page about who has seen your information. If it stands there and it \
             was not you, tell your contact at once.",
        )],
        ..Plain::default()
    }
}

fn plain_sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The page on which staff make a copy for a victim who asked for it
pub(crate) fn staff(
    shell: Shell,
    case: &str,
    known: &OwnCopyPage,
    fields: &Fields,
    complaints: &Complaints,
    today: Date,
) -> Plain {
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let victims: Vec<Choice> = known
        .victims
        .iter()
        .map(|(id, name, suspended)| match suspended {
            true => Choice::new(id.to_string(), name)
                .hint("Their sign-in is suspended because it became unsafe. Hand it over in person."),
            false => Choice::new(id.to_string(), name),
        })
        .collect();
    let forms = [Choice::new("html", "To read or print"), Choice::new("json", "For another program (JSON)")];
    let details = [
        Choice::new("no", "No"),
        Choice::new("yes", "Yes: they asked for it, and can keep it where nobody else finds it"),
    ];
    let in_full = fields.some_text("in_full").unwrap_or_else(|| "no".into());
    let made = |(name, at, by): &(String, Timestamp, String)| {
        vec![cell(words::moment(*at, today)), cell(name), cell(by)]
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((format!("Case {}", known.reference), case.to_owned())),
        caption: format!("Case {}", known.reference),
        heading: "A copy for the victim".into(),
        above: vec![
            plain::paragraph(
                "For a victim who asks for their own information. They can also take one themselves on their pages, \
                 without the details that are dangerous in the wrong hands.",
            ),
            plain::paragraph(
                "It holds nothing about other people, no notes of staff or of a support service, and no evidence. The \
                 victim sees that you made it.",
            ),
        ],
        forms: vec![PlainForm {
            action: format!("{case}/copy"),
            hidden: vec![("version".into(), known.version.to_string())],
            fields: vec![
                Markup::of(c::radios("victim", "Whose copy?", victims).filled(&beside("victim")).small()),
                Markup::of(c::radios("form", "In which form?", forms).filled(&beside("form")).small()),
                Markup::of(
                    c::radios("in_full", "With their address, and what they said about keeping safe?", details)
                        .filled(&complaints.beside("in_full", in_full))
                        .small(),
                ),
                Markup::of(
                    c::textarea("words", "Who asked, and when? How do you know that it is them?")
                        .label_classes("govuk-label--s")
                        .hint("Also how you will hand it over. For example, “She asked at the counter on 4 March and showed her passport. I print it and give it to her.”")
                        .rows(3)
                        .filled(&beside("words")),
                ),
            ],
            button: c::button("Make the copy"),
            instead: Some(("Go back".into(), case.to_owned())),
            ..PlainForm::default()
        }],
        below: plain::table("Copies made before", &["When", "For", "By"], known.made.iter().map(made).collect()),
        ..Plain::default()
    }
}

/// For the tests that look at every page
pub(crate) fn sample() -> Plain {
    offer(Shell::sample("Get a copy of your information", Role::Victim).within("/your-case"))
}

/// For the tests that look at every page
pub(crate) fn sample_staff() -> Plain {
    let victim = |number: u128, name: &str, suspended| {
        (VictimId(uuid::Uuid::from_u128(number)), name.to_owned(), suspended)
    };
    let made = Timestamp::from_second(1_772_700_000).unwrap_or_default();
    let known = OwnCopyPage {
        version: 7,
        reference: "01ZZ0000126".into(),
        victims: vec![victim(1, "Rosa Example", false), victim(2, "Tom Sample", true)],
        made: vec![("Rosa Example".into(), made, "Insp Ola Verwood".into())],
    };
    let shell = Shell::sample("A copy for the victim", Role::Supervisor).within("/my-work");
    let today = jiff::civil::date(2026, 3, 5);
    staff(shell, "/case/sample", &known, &Fields::NOTHING, &Complaints::default(), today)
}

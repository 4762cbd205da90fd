//! A copy of a victim's own information: the page that offers it, the page on which staff make one, the file (PLT-5).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm, cell},
    shell::Shell,
    speaking::say,
    words,
};
use askama::Template;
use jiff::{Timestamp, civil::Date};
use language::Language;
use policy::Role;
use record::VictimId;
use service::{
    copies::{
        own_copy::OwnCopyPage,
        own_information::{OwnInformation, Wish},
    },
    safe_words::dashed,
};

/// The file that stands alone: no script, no other host
#[derive(Template)]
#[template(path = "own_information.html")]
pub struct OwnInformationFile<'a> {
    /// what it says
    pub of: &'a OwnInformation,
}

impl OwnInformationFile<'_> {
    /// The language in which it was gathered
    fn language(&self) -> Language {
        Language::from_tag(self.of.language).unwrap_or_default()
    }

    fn say(&self, name: &str) -> String {
        self.language().say(name)
    }

    /// A message about a day
    fn say_on(&self, name: &str, day: String) -> String {
        self.language().say_with(name, &[("day", day.into())])
    }

    /// The day of a moment, in words
    fn day(&self, at: &str) -> String {
        let date = at.get(..10).and_then(|date| date.parse::<Date>().ok());
        date.as_ref().map(|date| self.in_words(date)).unwrap_or_default()
    }

    fn in_words(&self, date: &Date) -> String {
        self.language().whole_day(*date)
    }

    /// A day that begins a heading
    fn heading(&self, day: String) -> String {
        words::capital(&day)
    }

    fn understood(&self, slug: &str) -> String {
        self.say(match slug {
            "yes" => "copy-understood-yes",
            "partly" => "copy-understood-partly",
            "no" => "copy-understood-no",
            _ => "copy-understood-not-known",
        })
    }

    fn wish(&self, wish: &Wish) -> String {
        self.say(&format!("wish-{}", dashed(wish.about)))
    }

    /// Where to complain about how information is used
    fn complain(&self) -> String {
        self.language().say_with("copy-wrong", &[("phone", "0303 123 1113".into())])
    }
}

/// What a copy holds
const IN_IT: [&str; 7] = [
    "copy-in-it-happened",
    "copy-in-it-told",
    "copy-in-it-said",
    "copy-in-it-wishes",
    "copy-in-it-sharing",
    "copy-in-it-acting",
    "copy-in-it-looked",
];

/// What a copy does not hold, and why
const NOT_IN_IT: [(&str, &str); 4] = [
    ("copy-not-details", "copy-not-details-why"),
    ("copy-not-safety", "copy-not-safety-why"),
    ("copy-not-others", "copy-not-others-why"),
    ("copy-not-notes", "copy-not-notes-why"),
];

/// The page that offers a copy to a victim
pub(crate) fn offer(shell: Shell) -> Plain {
    let not_in_it = NOT_IN_IT.iter().map(|(what, why)| vec![cell(say(what)), cell(say(why))]).collect();
    let in_it = IN_IT.map(say);
    let in_it: Vec<&str> = in_it.iter().map(String::as_str).collect();
    let mut above = vec![
        Markup::of(c::warning(say("copy-think"))),
        plain::links(vec![(say("copy-tracks"), "/covering-tracks".into())]),
        plain::paragraph(say("copy-on-paper")),
        plain::heading(say("copy-in-it")),
        plain::list(&in_it),
    ];
    let (what, why) = (say("copy-what"), say("copy-why"));
    above.extend(plain::table(&say("copy-not-in-it"), &[&what, &why], not_in_it));
    above.push(plain::paragraph(say("copy-right")));
    let form = |heading: &str, text: &str, form: &str, button: c::Button| PlainForm {
        heading: say(heading),
        texts: vec![say(text)],
        action: "/your-case/copy".into(),
        hidden: vec![("form".into(), form.into())],
        button,
        ..PlainForm::default()
    };
    let (read, program) =
        (c::button(say("copy-to-read-button")), c::button(say("copy-for-program-button")).secondary());
    Plain {
        shell,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("copy-title"),
        above,
        forms: vec![
            form("copy-to-read", "copy-to-read-text", "html", read),
            form("copy-for-program", "copy-for-program-text", "json", program),
        ],
        below: vec![plain::paragraph(say("copy-appears"))],
        ..Plain::default()
    }
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
    offer(Shell::sample(say("copy-title"), Role::Victim).within("/your-case"))
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

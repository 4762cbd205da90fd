//! The page on which staff take a report for somebody: at a counter, on the phone, where it happened (REP-1, POL-8). One page,
//! the same answers as the guided report; it fits a phone.

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::{
        files::ACCEPTED,
        plain::{self, Plain, PlainForm},
    },
    shell::Shell,
    words,
};
use jiff::Timestamp;
use policy::Role;
use record::{
    Channel,
    report::{Door, Kind, ReportedBy, Wants},
    safe_contact::Format,
};
use service::report::{Area, Sent, WAYS};

/// Where it is
pub(crate) const HERE: &str = "/take-a-report";

/// The form; `id` makes two sendings of it one case
pub(crate) fn form(
    shell: Shell,
    id: &str,
    areas: &[Area],
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let one_of = |name: &str, first: &str| {
        complaints.beside(name, fields.some_text(name).unwrap_or_else(|| first.to_owned()))
    };
    let small = |name: &str, question: &str, choices: Vec<Choice>, first: &str| {
        Markup::of(c::radios(name, question, choices).filled(&one_of(name, first)).small())
    };
    let text = |name: &str, label: &str, rows: u8| {
        Markup::of(c::textarea(name, label).label_classes("govuk-label--s").rows(rows).filled(&beside(name)))
    };
    let line = |name: &str, label: &str| {
        Markup::of(
            c::input(name, label).label_classes("govuk-label--s").autocomplete("off").filled(&beside(name)),
        )
    };
    let several = |name: &str, question: &str, choices: Vec<Choice>, about: &str| {
        let ticked = fields.all(name);
        Markup::of(
            c::checkboxes(name, question, choices).ticked(&ticked).error(&complaints.about(about)).small(),
        )
    };
    let doors = Door::ALL.into_iter().filter(|door| *door != Door::Online);
    let doors = doors.map(|door| Choice::new(door.slug(), words::capital(door.words()))).collect();
    let wants =
        Wants::ALL.into_iter().map(|one| Choice::new(one.slug(), words::capital(one.words()))).collect();
    let by =
        ReportedBy::ALL.into_iter().map(|one| Choice::new(one.slug(), words::capital(one.words()))).collect();
    let kinds: Vec<Choice> = [Choice::new("", "Choose one")]
        .into_iter()
        .chain(Kind::ALL.into_iter().map(|kind| Choice::new(kind.slug(), kind.words())))
        .collect();
    let own = Choice::new("none", "My own, or not known");
    let known = areas.iter().map(|area| Choice::new(&area.code, &area.police)).chain([own]).collect();
    let ways =
        WAYS.into_iter().map(|way: Channel| Choice::new(way.slug(), words::capital(way.words()))).collect();
    let calls = vec![
        Choice::new("no_voicemail", "Leave no voicemail"),
        Choice::new("alerts", "They want short messages when there is news"),
    ];
    let formats = Format::ALL.into_iter().map(|one| Choice::new(one.slug(), one.words())).collect();
    let file = c::file_upload("file", "A photo or file").label_classes("govuk-label--s").accept(ACCEPTED);
    let file = match complaints.about("file") {
        Some(error) => file.error(error),
        None => file,
    };
    let part = |heading: &str| plain::heading(heading);
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("reach", "ways"), ("needs", "help"), ("often", "door")]),
        heading: "Take a report".into(),
        above: vec![plain::paragraph(
            "Write it as they say it. They need not know what it is in law, have evidence, or give a name. If \
                 somebody is in danger, that comes first.",
        )],
        forms: vec![PlainForm {
            action: HERE.into(),
            uploads: true,
            hidden: vec![("report".into(), id.to_owned())],
            fields: vec![
                small("door", "Where do you take it?", doors, "counter"),
                small("want", "What do they want?", wants, "police"),
                small("whom", "Who gives it?", by, "me"),
                text("reporter", "If it is not the victim: who, and how to reach them", 2),
                several(
                    "agrees",
                    "Does the person to whom it happened know?",
                    vec![Choice::new("yes", "Yes, and they agree")],
                    "agrees",
                ),
                part("What happened"),
                text("what", "What happened, in their words", 8),
                Markup::of(
                    c::select("kind", "It comes nearest to", kinds)
                        .label_classes("govuk-label--s")
                        .filled(&beside("kind")),
                ),
                line("when", "When"),
                text("where", "Where", 2),
                small("area", "Police of the area", known, "none"),
                text("who", "Who did it, as far as known", 2),
                text("hurt", "Who was hurt, and how", 2),
                text("property", "What was taken or damaged, a line each", 3),
                Markup::of(file),
                part("How to reach them safely"),
                line("name", "Name, or how they want to be called"),
                several("ways", "Which ways are safe for them?", ways, "reach"),
                line("phone", "Phone number"),
                line("email", "Email address"),
                text("address", "Address", 3),
                text("safety", "What makes contact safe or unsafe", 2),
                several("calls", "Calls and messages", calls, "calls"),
                line("language", "Language, when it is not English"),
                several(
                    "interpreter",
                    "Interpreter",
                    vec![Choice::new("yes", "Somebody must interpret")],
                    "interpreter",
                ),
                several("formats", "Formats that they need", formats, "formats"),
                text("help", "What else helps them", 2),
                line("word", "A word that they choose: with it they sign in"),
            ],
            button: c::button("Take the report"),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// It was taken: what to hand over. The code is shown this once.
pub(crate) fn taken(shell: Shell, sent: &Sent, sees: bool, now: Timestamp) -> Plain {
    let case = crate::present::case_address(sent.case);
    let mut list = c::summary_list().row("Reference", &sent.reference).row("Who has it", &sent.owner);
    if let Some((code, until)) = &sent.code {
        let until = Timestamp::from_millisecond(*until).unwrap_or(now);
        let asks =
            if sent.asks_word { "the word that they chose" } else { "the reference and their family name" };
        list = list
            .row("Code to sign in with", code)
            .row("It works until", words::moment(until, calendar::london_date(now)))
            .row("They are asked for", asks);
    }
    let links = sees.then(|| plain::links(vec![("Go to the case".into(), case)]));
    Plain {
        shell,
        heading: "The report is taken".into(),
        above: [
            Markup::of(list),
            plain::paragraph(
                "Give them the reference and the code on paper, or read them out. The code is not shown again. With it they \
                 read what was written down, and can say what is wrong.",
            ),
        ]
        .into_iter()
        .chain(links)
        .chain([plain::links(vec![("Take another report".into(), HERE.into())])])
        .collect(),
        ..Plain::default()
    }
}

/// For the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let shell = || Shell::sample("Take a report", Role::Officer).within(HERE);
    let mut wrong = Complaints::default();
    wrong.add("what", "Write what happened, in a few words or many");
    wrong.add("kind", "Choose what comes nearest");
    wrong.add("reach", "Give one safe way to reach you, so that somebody can help");
    let areas = super::sample_areas();
    let now = Timestamp::from_second(1_772_700_000).unwrap_or_default();
    vec![
        ("take-a-report", form(shell(), "1", &areas, &Fields::NOTHING, &Complaints::default())),
        ("take-a-report-refused", form(shell(), "1", &areas, &Fields::NOTHING, &wrong)),
        ("report-taken", taken(shell(), &super::sample_sent(Wants::Police), true, now)),
    ]
}

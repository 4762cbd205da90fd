//! What becomes of "this did not happen" and "I did not understand": the page on which staff settle it, and the one on which
//! the victim says whether it is settled (VOX-3).

use super::plain::{Plain, PlainForm, heading, paragraph, text};
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    shell::Shell,
    speaking::{say, say_with},
};
use policy::Role;
use record::{dispute::Outcome, event::Channel};

/// What the staff's page says
#[derive(Debug, Clone, Default)]
pub(crate) struct StaffPage {
    /// as people say it on the phone
    pub reference: String,
    /// address of the case
    pub case: String,
    /// address of this page
    pub here: String,
    /// the victim's name
    pub name: String,
    /// what the duty is
    pub what: String,
    /// what the victim says, a sentence each
    pub says: Vec<String>,
    /// their own words; empty when they gave none
    pub words: String,
    /// what the record says was done; empty when nothing
    pub done: String,
    /// what the victim was told then; empty when nothing
    pub told: String,
    /// by when somebody must have looked into it; empty when that is not known
    pub due: String,
    /// what must be read before contacting them; empty when nothing is known
    pub safe_contact: String,
    /// what was found and done, when it waits for the victim's word or they agreed
    pub found: Option<String>,
    /// whether it can be settled here
    pub settles: bool,
    /// version of the case that was read
    pub version: String,
}

/// Ways of telling a victim what was found, and the words for them
const WAYS: [(Channel, &str, &str); 6] = [
    (Channel::Account, "account", "I write it here: they read it on their page"),
    (Channel::Phone, "phone", "I phoned them"),
    (Channel::InPerson, "in_person", "I met them"),
    (Channel::Video, "video", "I spoke with them by video"),
    (Channel::Letter, "letter", "I wrote them a letter"),
    (Channel::Advocate, "advocate", "I told their advocate"),
];

/// The way with this name
pub(crate) fn way(name: &str) -> Option<Channel> {
    WAYS.iter().find(|(_, known, _)| *known == name).map(|(channel, ..)| *channel)
}

/// The staff's page
pub(crate) fn staff(shell: Shell, page: StaffPage, fields: &Fields, complaints: &Complaints) -> Plain {
    let mut above = Vec::new();
    if !page.safe_contact.is_empty() {
        above.push(Markup::of(c::warning(format!("Safe contact: {}", page.safe_contact))));
    }
    above.extend(page.says.iter().map(paragraph));
    if !page.words.is_empty() {
        above.push(text(&page.words));
    }
    above.push(heading("What the record says"));
    above.push(paragraph(if page.done.is_empty() {
        "Nothing was recorded as done.".to_owned()
    } else {
        page.done.clone()
    }));
    if !page.told.is_empty() {
        above.push(text(&page.told));
    }
    if !page.due.is_empty() {
        above.push(Markup::of(c::inset(&page.due)));
    }
    if let Some(found) = &page.found {
        above.push(heading("What was found and done"));
        above.push(text(found));
    }
    let forms = if page.settles { vec![settle(&page, fields, complaints)] } else { Vec::new() };
    Plain {
        shell: shell.within("/my-work").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((format!("Case {}", page.reference), page.case.clone())),
        caption: format!("Case {}", page.reference),
        heading: format!("{} disputes: {}", page.name, page.what),
        above,
        forms,
        ..Plain::default()
    }
}

fn settle(page: &StaffPage, fields: &Fields, complaints: &Complaints) -> PlainForm {
    let outcomes = Outcome::ALL.map(|outcome| Choice::new(outcome.slug(), outcome.words()));
    let ways = WAYS.map(|(_, slug, words)| Choice::new(slug, words));
    let about = "Find out what happened before you answer: ask whoever recorded it. The victim decides whether it is \
                 settled; until then it stays with the team as “being checked”.";
    PlainForm {
        heading: "What you found and did".into(),
        texts: vec![about.into()],
        action: page.here.clone(),
        hidden: vec![("version".into(), page.version.clone())],
        fields: vec![
            Markup::of(
                c::radios("outcome", "What came of it", outcomes)
                    .filled(&complaints.beside("outcome", fields.text("outcome"))),
            ),
            Markup::of(
                c::textarea("words", "What you found, and what you did about it")
                    .hint("In the words in which you told the victim, or as they will read it.")
                    .rows(6)
                    .filled(&complaints.beside("words", fields.text("words"))),
            ),
            Markup::of(
                c::radios("channel", "How they are told", ways)
                    .filled(&complaints.beside("channel", fields.text("channel"))),
            ),
        ],
        button: c::button("Save, and ask the victim whether it is settled"),
        instead: Some(("Go back to the case".into(), page.case.clone())),
        ..PlainForm::default()
    }
}

/// The page on which a victim says whether something is settled
pub(crate) fn settled(
    shell: Shell,
    here: &str,
    what: &str,
    found: &str,
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let yes = PlainForm {
        heading: say("settled-yes"),
        texts: vec![say("settled-yes-about")],
        action: here.to_owned(),
        button: c::button(say("settled-yes")).sends("settled", "yes"),
        ..PlainForm::default()
    };
    let no = PlainForm {
        heading: say("settled-no"),
        texts: vec![say("settled-no-about")],
        action: here.to_owned(),
        fields: vec![Markup::of(
            c::textarea("words", say("settled-no-ask"))
                .rows(4)
                .filled(&complaints.beside("words", fields.text("words"))),
        )],
        button: c::button(say("settled-no")).secondary().sends("settled", "no"),
        instead: Some((say("settled-go-back"), "/your-case#owed".into())),
        ..PlainForm::default()
    };
    Plain {
        shell: shell.within("/your-case").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("settled-title"),
        above: vec![
            paragraph(say_with("settled-about", &[("what", what.into())])),
            Markup::of(c::inset(found)),
        ],
        forms: vec![yes, no],
        ..Plain::default()
    }
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let page = StaffPage {
        reference: "01ZZ0000126".into(),
        case: "/case/sample".into(),
        here: "/case/sample/dispute/7".into(),
        name: "Rosa Example".into(),
        what: "be told that a suspect was arrested".into(),
        says: vec!["Rosa Example said on Thursday 5 March that this did not happen.".into()],
        words: "Nobody rang me.".into(),
        done: "PC Sam Okafor phoned them on Tuesday 3 March.".into(),
        told: "I told her that he was arrested this morning.".into(),
        due: "The team looks into it by the end of Tuesday 10 March.".into(),
        safe_contact: "Do not ring the house phone".into(),
        found: None,
        settles: true,
        version: "7".into(),
    };
    let staff_shell = || Shell::sample("A dispute", Role::Officer).within("/my-work");
    let mut wrong = Complaints::default();
    wrong.add("outcome", "Select what came of it");
    wrong.add("words", "Write what you told them, in the words you used");
    wrong.add("channel", "Select how they are told");
    let waits = StaffPage {
        settles: false,
        found: Some("I rang a wrong number. I have rung her today.".into()),
        ..page.clone()
    };
    let own = Shell::sample(say("settled-title"), Role::Victim).within("/your-case");
    let found = "We looked into what you said. PC Sam Okafor phoned you on Thursday 5 March. “I had rung a wrong number.”";
    let nothing = (&Fields::NOTHING, &Complaints::default());
    vec![
        ("dispute", staff(staff_shell(), page.clone(), nothing.0, nothing.1)),
        ("dispute-refused", staff(staff_shell(), page, nothing.0, &wrong)),
        ("dispute-waits", staff(staff_shell(), waits, nothing.0, nothing.1)),
        (
            "settled",
            settled(
                own,
                "/your-case/settled/3/r06-arrested",
                "Be told that he was arrested",
                found,
                nothing.0,
                nothing.1,
            ),
        ),
    ]
}

//! Messages both ways: the victim's page, and the team's (ACC-1, INF-9).

use super::plain::{Plain, PlainForm, heading, links, paragraph};
use crate::{
    components::{self as c, Choice, Filled, Markup, NavigationItem},
    forms::Complaints,
    shell::Shell,
    speaking::say,
};
use askama::Template;
use policy::Role;
use uuid::Uuid;

/// The address of the victim's page
pub const MESSAGES: &str = "/messages";
/// The address of the page that sends a file with a message
pub const WITH_FILE: &str = "/messages/file";

/// One line of a conversation
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// who wrote it, in a sentence
    pub title: String,
    /// what they wrote; empty when it is no text
    pub text: String,
    /// files that came with it: words and address
    pub files: Vec<(String, String)>,
    /// when it was sent, whether it was read and answered: a sentence each
    pub states: Vec<String>,
}

/// The lines of a conversation, newest first
pub(crate) fn conversation(lines: Vec<Said>) -> Markup {
    #[derive(Template)]
    #[template(path = "conversation.html")]
    struct Part {
        lines: Vec<Said>,
    }
    Markup::printed(&Part { lines })
}

/// What a victim's page says
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnPage {
    /// what was done just now
    pub saved: Option<String>,
    /// who answers, a paragraph each
    pub who: Vec<String>,
    /// that they wait for an update; empty when they do not
    pub update: String,
    /// newest first
    pub lines: Vec<Said>,
    /// id of the message that the form makes
    pub id: String,
    /// what they have typed
    pub typed: String,
}

/// The victim's page
pub(crate) fn own(shell: Shell, page: OwnPage, complaints: &Complaints) -> Plain {
    let mut above: Vec<Markup> = page.who.into_iter().map(paragraph).collect();
    above.push(Markup::of(c::inset(say("messages-danger"))));
    let mut below = Vec::new();
    let mut forms = vec![PlainForm {
        action: MESSAGES.into(),
        hidden: vec![("message".into(), page.id)],
        fields: vec![Markup::of(
            c::textarea("words", say("messages-write"))
                .label_classes("govuk-label--m")
                .hint(say("messages-write-hint"))
                .rows(8)
                .filled(&complaints.beside("words", page.typed)),
        )],
        button: c::button(say("messages-send")).sends("now", "message"),
        ..PlainForm::default()
    }];
    if page.update.is_empty() {
        forms.push(PlainForm {
            heading: say("update-title"),
            texts: vec![say("update-about")],
            action: MESSAGES.into(),
            button: c::button(say("update-send")).secondary().sends("now", "update"),
            ..PlainForm::default()
        });
    } else {
        below.push(heading(say("update-title")));
        below.push(paragraph(page.update));
    }
    below.push(links(vec![(say("messages-with-file"), WITH_FILE.into())]));
    below.push(heading(say("messages-all")));
    below.push(match page.lines.is_empty() {
        true => paragraph(say("messages-none")),
        false => conversation(page.lines),
    });
    Plain {
        shell: shell.within(MESSAGES).wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved: page.saved,
        heading: say("messages-title"),
        above,
        forms,
        below,
        ..Plain::default()
    }
}

/// The page that sends a file with a message. A form of its own: a form with files is not kept when the session ends,
/// and a long text must be.
pub(crate) fn with_file(shell: Shell, id: &str, typed: &str, complaints: &Complaints) -> Plain {
    let about = c::textarea("words", say("messages-file-about")).rows(3);
    Plain {
        shell: shell.within(MESSAGES).wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("messages-title"), MESSAGES.into())),
        heading: say("messages-with-file"),
        forms: vec![PlainForm {
            action: WITH_FILE.into(),
            uploads: true,
            hidden: vec![("message".into(), id.to_owned())],
            fields: vec![
                super::files::chooser(complaints),
                Markup::of(about.filled(&complaints.beside("words", typed))),
            ],
            button: c::button(say("messages-send")),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// What the team's page says
#[derive(Debug, Clone, Default)]
pub(crate) struct TeamPage {
    /// as people say it on the phone
    pub reference: String,
    /// address of the case
    pub case: String,
    /// the victim's name
    pub name: String,
    /// the other victims of the case
    pub victims: Vec<NavigationItem>,
    /// what must be read before contacting them; empty when nothing is known
    pub safe_contact: String,
    /// how they are to hear news that a person must tell first; empty when there is none
    pub first: String,
    /// whether what was written is for this person's agency
    pub sees_words: bool,
    /// whether they write to the team, for the victim
    pub supports: bool,
    /// whether they may write
    pub writes: bool,
    /// newest first
    pub lines: Vec<Said>,
    /// what the victim is owed
    pub owed: Vec<Choice>,
    /// what of it is ticked
    pub meets: Vec<String>,
    /// whether it is ticked that nothing is said of news that a person must tell
    pub tells_no_news: bool,
    /// fields that nobody sees
    pub hidden: Vec<(String, String)>,
    /// what they have typed
    pub typed: String,
    /// what was done just now
    pub saved: Option<String>,
}

/// The team's page
pub(crate) fn team(shell: Shell, page: TeamPage, complaints: &Complaints) -> Plain {
    let mut above = Vec::new();
    if page.victims.len() > 1 {
        above.push(Markup::of(c::sub_navigation("Victims of this case", &page.victims)));
    }
    if !page.safe_contact.is_empty() {
        above.push(Markup::of(c::warning(format!("Safe contact: {}", page.safe_contact))));
    }
    let lines = match (page.sees_words, page.lines.is_empty()) {
        (false, _) => paragraph("What is written here is not for your agency."),
        (true, true) => paragraph(format!("{} and the team have not written to each other yet.", page.name)),
        (true, false) => conversation(page.lines.clone()),
    };
    let forms = if page.writes { forms(&page, complaints) } else { Vec::new() };
    Plain {
        shell: shell.within("/my-work").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved: page.saved,
        back: Some((format!("Case {}", page.reference), page.case)),
        caption: format!("Case {}", page.reference),
        heading: format!("Messages with {}", page.name),
        above,
        forms,
        below: vec![heading("What was written"), lines],
    }
}

fn forms(page: &TeamPage, complaints: &Complaints) -> Vec<PlainForm> {
    let action = format!("{}/messages", page.case);
    if page.supports {
        let about = "The team that answers for the case must answer you in the time it promised. The victim sees what \
                     you write.";
        let chase = "One click. It becomes a duty of the team with a clock; the victim sees that you asked.";
        let write = PlainForm {
            heading: "Write to the team".into(),
            texts: vec![about.into()],
            action: action.clone(),
            hidden: page.hidden.clone(),
            fields: vec![words("Your message", page, complaints)],
            button: c::button("Send to the team"),
            ..PlainForm::default()
        };
        let chase = PlainForm {
            heading: "Chase".into(),
            texts: vec![chase.into()],
            action,
            hidden: page.hidden.clone(),
            button: c::button("Ask for an update").secondary().sends("now", "update"),
            ..PlainForm::default()
        };
        return if page.sees_words { vec![write, chase] } else { vec![chase] };
    }
    let mut fields = vec![words(&format!("Your message to {}", page.name), page, complaints)];
    if !page.owed.is_empty() {
        fields.push(Markup::of(
            c::checkboxes("meets", "What this answers", &page.owed)
                .hint("Tick what they know when they have read it. Only what is ticked counts as done.")
                .ticked(&page.meets)
                .error(&complaints.about("meets")),
        ));
    }
    let mut texts = vec![
        "They read it when they sign in. An alert says only that there is a new message, by the way that is safe for \
         them; it waits while none is."
            .to_owned(),
    ];
    if !page.first.is_empty() {
        texts.push(format!(
            "There is news that {} is to hear from a person first ({}). Do not write about it here.",
            page.name, page.first
        ));
        let ticked: Vec<String> = page.tells_no_news.then(|| "yes".to_owned()).into_iter().collect();
        let choices = [Choice::new("yes", "It says nothing of that news")];
        fields.push(Markup::of(
            c::checkboxes("tells_no_news", "My message", choices)
                .ticked(&ticked)
                .error(&complaints.about("tells_no_news")),
        ));
    }
    vec![PlainForm {
        texts,
        action,
        hidden: page.hidden.clone(),
        fields,
        button: c::button("Send"),
        ..PlainForm::default()
    }]
}

fn words(label: &str, page: &TeamPage, complaints: &Complaints) -> Markup {
    let filled: Filled = complaints.beside("words", page.typed.as_str());
    Markup::of(c::textarea("words", label).label_classes("govuk-label--m").rows(8).filled(&filled))
}

fn sample_lines() -> Vec<Said> {
    vec![
        Said {
            title: "PC Sam Okafor, Anytown Police, wrote".into(),
            text:
                "The camera is at the laboratory. I will know more on Monday 16 March and write to you then."
                    .into(),
            states: vec!["Sent Wednesday 4 March at 2pm.".into()],
            ..Said::default()
        },
        Said {
            title: "You wrote".into(),
            text: "Has anybody looked at the camera of the shop?\nIt is the blue one at the corner.".into(),
            states: vec![
                "Sent Tuesday 3 March at 10:15am.".into(),
                "Read by the team on Tuesday 3 March.".into(),
                "It was answered.".into(),
            ],
            ..Said::default()
        },
        Said {
            title: "You asked for an update".into(),
            text: String::new(),
            states: vec!["Sent Monday 2 March at 9am.".into(), "Not read yet.".into()],
            ..Said::default()
        },
    ]
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let own_shell = || Shell::sample(say("messages-title"), Role::Victim).within(MESSAGES);
    let page = OwnPage {
        who: vec![say("messages-about")],
        lines: sample_lines(),
        id: Uuid::nil().to_string(),
        ..OwnPage::default()
    };
    let mut wrong = Complaints::default();
    wrong.add("words", "Write your message");
    let waiting = OwnPage { update: say("update-open-plain"), lines: Vec::new(), ..page.clone() };
    let staff = || Shell::sample("Messages", Role::Officer).within("/my-work");
    let team_page = TeamPage {
        reference: "01ZZ0000126".into(),
        case: "/case/sample".into(),
        name: "Rosa Example".into(),
        safe_contact: "Do not ring the house phone".into(),
        first: "call first".into(),
        sees_words: true,
        writes: true,
        lines: sample_lines(),
        owed: vec![
            Choice::new("3_p-answer-message", "Answer the victim's message").hint("1 working day left"),
            Choice::new("2_r06-bail", "Tell them about bail and its conditions"),
        ],
        meets: vec!["3_p-answer-message".into()],
        hidden: vec![("message".into(), Uuid::nil().to_string())],
        ..TeamPage::default()
    };
    let supports = TeamPage { supports: true, first: String::new(), ..team_page.clone() };
    let mut refused = Complaints::default();
    refused.add("words", "Write at least a sentence: what you told them, in the words you used");
    refused.add("meets", "They are to hear this news from a person first (call first).");
    refused.add("tells_no_news", "Tick that your message says nothing of it");
    let mut no_file = Complaints::default();
    no_file.add("file", "Choose a file");
    vec![
        ("messages-with-file", with_file(own_shell(), "", "The scratch on my door", &Complaints::default())),
        ("messages-with-file-refused", with_file(own_shell(), "", "", &no_file)),
        ("messages", own(own_shell(), page.clone(), &Complaints::default())),
        ("messages-refused", own(own_shell(), page, &wrong)),
        ("messages-waiting", own(own_shell(), waiting, &Complaints::default())),
        ("case-messages", team(staff(), team_page.clone(), &Complaints::default())),
        ("case-messages-refused", team(staff(), team_page, &refused)),
        ("case-messages-advocate", team(staff(), supports, &Complaints::default())),
    ]
}

//! Recording a contact: who was told what, how, and whether they understood (INF-3, INF-12).

use crate::{
    components::{self as c, Choice, DateParts, ErrorLink, Filled, NavigationItem},
    shell::Shell,
};
use askama::Template;
use policy::Role;

/// The contact form; what is known is filled in already
#[derive(Template)]
#[template(path = "record_contact.html")]
pub struct RecordContact {
    /// surroundings
    pub shell: Shell,
    /// complaints, in the order of the fields
    pub errors: Vec<ErrorLink>,
    /// the case, as people say it
    pub reference: String,
    /// address of the case
    pub case: String,
    /// the version of the case that the person saw
    pub version: u64,
    /// the victims of the case, when there are several
    pub victims: Vec<NavigationItem>,
    /// name of the victim
    pub victim: String,
    /// what the form sends for them
    pub victim_id: String,
    /// what must be known before contacting them; empty = nothing
    pub safe_contact: String,
    /// what is known of them from before; empty = nothing
    pub before: String,
    /// who was told in their place
    pub representative: Filled,
    /// ways of contact, the preferred one first
    pub channels: Vec<Choice>,
    /// how
    pub channel: Filled,
    /// why not in the way they prefer
    pub against_preference: Filled,
    /// day of the contact
    pub day: DateParts,
    /// complaint about the day
    pub day_error: Option<String>,
    /// time of the contact, such as "14:30"
    pub time: Filled,
    /// yes, no answer, message left
    pub reached: Filled,
    /// duties of the Code with a time limit that are open for this victim, own agency's first
    pub duties: Vec<Choice>,
    /// other duties that are open for them
    pub undated_duties: Vec<Choice>,
    /// those that this contact is meant to meet
    pub meets: Vec<String>,
    /// complaint about the duties
    pub meets_error: Option<String>,
    /// what they were told, in the words used
    pub told: Filled,
    /// whether they understood
    pub understood: Filled,
    /// worries and questions, in their words
    pub asked: Filled,
    /// when they will be contacted next
    pub next: DateParts,
    /// complaint about that day
    pub next_error: Option<String>,
    /// what was agreed about frequency, in words
    pub next_hint: String,
}

/// Answers to "Did you get through?"
pub const REACHED: [(&str, &str); 4] = [
    ("yes", "Yes, I spoke or wrote to them"),
    ("no_answer", "No answer"),
    ("message_left", "I left a message"),
    ("undeliverable", "It could not be delivered"),
];

/// Answers to "Did they understand?"
pub const UNDERSTOOD: [(&str, &str); 4] =
    [("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not_known", "I could not ask")];

impl RecordContact {
    fn reached_choices(&self) -> Vec<Choice> {
        REACHED.iter().map(|(value, text)| Choice::new(*value, *text)).collect()
    }

    fn understood_choices(&self) -> Vec<Choice> {
        UNDERSTOOD.iter().map(|(value, text)| Choice::new(*value, *text)).collect()
    }

    fn undated_ticked(&self) -> bool {
        self.undated_duties.iter().any(|duty| self.meets.contains(&duty.value))
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let here = "/case/sample/contact";
        Self {
            shell: Shell::sample("Record a contact", Role::Officer).within("/my-work"),
            errors: Vec::new(),
            reference: "01ZZ0000126".into(),
            case: "/case/sample".into(),
            version: 7,
            victims: vec![
                NavigationItem::new("Rosa Example", here, true),
                NavigationItem::new("Tom Sample", format!("{here}?victim=v2"), false),
            ],
            victim: "Rosa Example".into(),
            victim_id: "v1".into(),
            safe_contact: "Do not ring the house phone or leave a message. Text first.".into(),
            before: "Rosa Example was a victim here before: 1 report in the 12 months before this one."
                .into(),
            representative: Filled::default(),
            channels: vec![
                Choice::new("text", "Text message").hint("what they prefer"),
                Choice::new("phone", "Phone call"),
                Choice::new("in_person", "In person"),
                Choice::new("video", "Video call"),
                Choice::new("email", "Email"),
                Choice::new("letter", "Letter").hint("never to be used"),
            ],
            channel: Filled::with("text"),
            against_preference: Filled::default(),
            day: DateParts { day: "5".into(), month: "3".into(), year: "2026".into() },
            day_error: None,
            time: Filled::with("09:00"),
            reached: Filled::with("yes"),
            duties: vec![
                Choice::new("3_d1", "Tell them about bail and its conditions").hint("2 working days late"),
                Choice::new("3_d3", "Agree how often to give news, and how").hint("3 working days left"),
            ],
            undated_duties: vec![Choice::new("1_d9", "Offer help with a personal statement")],
            meets: vec!["3_d1".into()],
            meets_error: None,
            told: Filled::default(),
            understood: Filled::default(),
            asked: Filled::default(),
            next: DateParts { day: "19".into(), month: "3".into(), year: "2026".into() },
            next_error: None,
            next_hint: "You agreed to be in touch every 14 days.".into(),
        }
    }

    /// Sent with empty substance and against the victim's wish
    #[doc(hidden)]
    pub fn sample_refused() -> Self {
        let told = "Write what you told them: this only says that there was a contact";
        let why = "The victim prefers text message. Write why you used another way";
        let error = |text: &str, field: &str| ErrorLink { text: text.into(), href: format!("#{field}") };
        let mut page = Self {
            channel: Filled::with("email"),
            against_preference: Filled::default().wrong(why),
            told: Filled::with("emailed victim").wrong(told),
            understood: Filled::default().wrong("Select whether they understood"),
            errors: vec![
                error(why, "against_preference"),
                error(told, "told"),
                error("Select whether they understood", "understood"),
            ],
            ..Self::sample()
        };
        page.shell = page.shell.wrong(true);
        page
    }
}

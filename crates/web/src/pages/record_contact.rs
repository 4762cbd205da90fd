//! Recording a contact: who was told what, how, and whether they understood (INF-3, INF-12).

use crate::{
    components::{self as c, Choice, DateParts, ErrorLink, Filled, Markup},
    person::Role,
    shell::Shell,
};
use askama::Template;

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
    /// what must be known before contacting anybody here: name, warning
    pub warnings: Vec<(String, String)>,
    /// victims and representatives of this case
    pub people: Vec<Choice>,
    /// who was told
    pub who: Filled,
    /// ways of contact, the preferred one first
    pub channels: Vec<Choice>,
    /// how
    pub how: Filled,
    /// why not in the way they prefer
    pub why_other_way: Filled,
    /// day of the contact
    pub day: DateParts,
    /// complaint about the day
    pub day_error: Option<String>,
    /// time of the contact, such as "14:30"
    pub time: Filled,
    /// yes, no answer, message left
    pub got_through: Filled,
    /// duties open for the people of this case
    pub duties: Vec<Choice>,
    /// those that this contact is meant to meet
    pub duties_ticked: Vec<String>,
    /// complaint about the duties
    pub duties_error: Option<String>,
    /// what they were told, in the words used
    pub told: Filled,
    /// whether they understood
    pub understood: Filled,
    /// any worry, in their words
    pub worry: Filled,
    /// anything they asked for
    pub asked: Filled,
    /// when they will be contacted next
    pub next: DateParts,
    /// complaint about that day
    pub next_error: Option<String>,
    /// what was agreed about frequency, in words
    pub next_hint: String,
}

/// Answers to "Did you get through?"
pub const GOT_THROUGH: [(&str, &str); 3] =
    [("yes", "Yes, I spoke or wrote to them"), ("no_answer", "No answer"), ("message", "I left a message")];

/// Answers to "Did they understand?"
pub const UNDERSTOOD: [(&str, &str); 3] =
    [("yes", "Yes"), ("partly", "Partly, or I am not sure"), ("not_asked", "I could not ask")];

impl RecordContact {
    fn got_through_choices(&self) -> Vec<Choice> {
        GOT_THROUGH.iter().map(|(value, text)| Choice::new(*value, *text)).collect()
    }

    fn understood_choices(&self) -> Vec<Choice> {
        UNDERSTOOD.iter().map(|(value, text)| Choice::new(*value, *text)).collect()
    }

    /// The reason for another way of contact, which belongs to every way but the preferred one
    fn why_other_way_field(&self) -> Markup {
        let field =
            c::input("why_other_way", "If it was not the way they prefer, why?").filled(&self.why_other_way);
        Markup::of(field)
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let shell = Shell::sample("Record a contact", Role::Officer).within("/my-work");
        Self {
            shell,
            errors: Vec::new(),
            reference: "01ZZ0000126".into(),
            case: "/case/sample".into(),
            version: 7,
            warnings: vec![(
                "Rosa Example".into(),
                "Do not ring the house phone or leave a message. Text first.".into(),
            )],
            people: vec![
                Choice::new("v1", "Rosa Example").hint("victim"),
                Choice::new("r1", "Lena Advocate").hint("adviser of Rosa Example, with her consent"),
                Choice::new("v2", "Tom Sample").hint("victim"),
            ],
            who: Filled::with("v1"),
            channels: vec![
                Choice::new("text", "Text message").hint("what Rosa Example prefers"),
                Choice::new("phone", "Phone call"),
                Choice::new("in_person", "In person"),
                Choice::new("video", "Video call"),
                Choice::new("email", "Email"),
                Choice::new("letter", "Letter"),
            ],
            how: Filled::with("text"),
            why_other_way: Filled::default(),
            day: DateParts { day: "5".into(), month: "3".into(), year: "2026".into() },
            day_error: None,
            time: Filled::with("09:00"),
            got_through: Filled::with("yes"),
            duties: vec![
                Choice::new("d1", "Tell Rosa Example about bail and its conditions")
                    .hint("2 working days late"),
                Choice::new("d2", "Refer Tom Sample to support").hint("1 working day late"),
                Choice::new("d3", "Agree with Rosa Example how often to give news")
                    .hint("3 working days left"),
            ],
            duties_ticked: vec!["d1".into()],
            duties_error: None,
            told: Filled::default(),
            understood: Filled::default(),
            worry: Filled::default(),
            asked: Filled::default(),
            next: DateParts { day: "19".into(), month: "3".into(), year: "2026".into() },
            next_error: None,
            next_hint: "You agreed to be in touch every two weeks.".into(),
        }
    }

    /// Sent with empty substance and against the victim's wish
    #[doc(hidden)]
    pub fn sample_refused() -> Self {
        let told = "Say what you told them, in the words you used: at least one sentence. “Emailed victim” does not \
                    let anyone know what they were told";
        let why = "Say why it was not a text message, which is what Rosa Example prefers";
        let error = |text: &str, field: &str| ErrorLink { text: text.into(), href: format!("#{field}") };
        let mut page = Self {
            how: Filled::with("email"),
            why_other_way: Filled::default().wrong(why),
            told: Filled::with("emailed victim").wrong(told),
            understood: Filled::default().wrong("Choose whether they understood"),
            errors: vec![
                error(why, "why_other_way"),
                error(told, "told"),
                error("Choose whether they understood", "understood"),
            ],
            ..Self::sample()
        };
        page.shell = page.shell.wrong(true);
        page
    }
}
